//! The site's data as a Data Package (version 2, datapackage.org).
//!
//! In: the plan. Out: `datapackage.json`: every table of the site as CSV, with its columns.
//!
//! May touch: path, edition, page, view

use super::column::{Field, Holds};
use super::describe::{key, pretty};
use super::{about, columns};
use crate::edition::Edition;
use crate::page::{DataTable, Plan};
use crate::view;
use serde_json::{Value, json};

/// The description of the site's data.
pub(crate) fn write(plan: &Plan<'_>) -> Vec<u8> {
    let Some(edition) = plan.editions.first() else { return pretty(&json!({})) };
    let host = plan.config.base_url.absolute("");
    let host = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest);
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": crate::path::slug(host),
        "title": edition.title,
        "description": edition.description,
        "homepage": plan.config.base_url.absolute("/"),
        "contributors": [{ "title": edition.publisher, "roles": ["publisher"] }],
        "resources": DataTable::ALL.map(|table| resource(plan, edition, table)),
    });
    if package["description"] == "" {
        package["description"] = edition.title.clone().into();
    }
    if let Some(license) = &plan.config.license {
        let title = edition.words(&license.name);
        package["licenses"] = json!([{ "path": license.url, "title": title }]);
    }
    pretty(&package)
}

fn resource(plan: &Plan<'_>, edition: &Edition<'_>, table: DataTable) -> Value {
    let fields: Vec<Value> = columns(plan, table).iter().map(|column| field(edition, column)).collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [""],
    });
    if let Some(key) = key(table) {
        schema["primaryKey"] = key.into();
    }
    match table {
        DataTable::Figures | DataTable::Corrections => {}
        DataTable::Series | DataTable::Revisions => {
            schema["foreignKeys"] = json!([{
                "fields": ["bulletin", "metric"],
                "reference": { "resource": DataTable::Figures.name(), "fields": ["bulletin", "metric"] },
            }]);
        }
    }
    json!({
        "name": table.name(),
        "type": "table",
        "path": format!("{}.csv", table.name()),
        "title": view::table_title(edition.labels, table, &edition.title),
        "description": about(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n" },
        "homepage": plan.config.base_url.absolute("/"),
        "schema": schema,
    })
}

fn field(edition: &Edition<'_>, field: &Field<'_, '_>) -> Value {
    let column = field.column;
    let (kind, format) = match column.holds {
        Holds::Text | Holds::Pairs | Holds::Code(_) => ("string", "default"),
        Holds::Number => ("number", "default"),
        Holds::Date => ("date", "default"),
        Holds::Url => ("string", "uri"),
    };
    let mut described = json!({
        "name": field.name(),
        "type": kind,
        "format": format,
        "title": field.title(edition.labels),
        "description": field.about(),
    });
    let mut constraints = json!({});
    // A cell without pairs is empty.
    if column.required && !matches!(column.holds, Holds::Pairs) {
        constraints["required"] = true.into();
    }
    if let Holds::Code(codes) = column.holds {
        constraints["enum"] = codes().into();
    }
    if constraints.as_object().is_some_and(|constraints| !constraints.is_empty()) {
        described["constraints"] = constraints;
    }
    described
}
