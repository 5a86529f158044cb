//! The site's data as a Data Package (version 2, datapackage.org).
//!
//! In: the plan. Out: `datapackage.json`: every table of the site as CSV, with its columns; one that is offered in parts,
//! each of them. Titles are in each language of the site.
//!
//! May touch: path, figure, edition, page, view

use super::column::{Field, Holds};
use super::describe::{is_in_every_row, key, pretty};
use super::{about, columns, in_each_language};
use crate::edition::Edition;
use crate::figure::{BulletinId, SubjectId};
use crate::page::file::package_schema;
use crate::page::offered::is_in_parts;
use crate::page::plan::spans;
use crate::page::{DataTable, DigestKind, Plan};
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
        "title": in_each_language(plan, |edition| edition.title.clone()),
        "description": in_each_language(plan, |edition| edition.description.clone()),
        "homepage": plan.config.base_url.absolute("/"),
        "contributors": [{ "title": in_each_language(plan, |edition| edition.publisher.clone()), "roles": ["publisher"] }],
        "resources": plan.tables().flat_map(|table| resources(plan, edition, table)).collect::<Vec<_>>(),
    });
    if package["description"] == "" {
        package["description"] = package["title"].clone();
    }
    if let Some(license) = &plan.config.license {
        let title = edition.words(&license.name);
        package["licenses"] = json!([{ "path": license.url, "title": title }]);
    }
    pretty(&package)
}

/// The files of a table.
fn resources(plan: &Plan<'_>, edition: &Edition<'_>, table: DataTable) -> Vec<Value> {
    if !is_in_parts(plan.config, table, plan.figures) {
        return vec![resource(plan, table, table.name(), |edition| edition.title.clone())];
    }
    match table {
        DataTable::Series => {
            let keys = edition.record.subjects();
            keys.enumerate()
                .map(|(at, (_, key))| {
                    let stem = format!("indicators/{key}");
                    resource(plan, table, &stem, |edition| edition.subjects[SubjectId(at)].name.clone())
                })
                .collect()
        }
        DataTable::Figures | DataTable::Corrections | DataTable::Revisions | DataTable::Vintages => {
            let has_figures =
                |bulletins: &[BulletinId]| bulletins.iter().any(|&id| !plan.corpus[id].metrics.is_empty());
            let months = spans(plan.corpus, DigestKind::Month).into_iter();
            let months = months.filter(|(_, bulletins)| has_figures(bulletins)).map(|(month, _)| month.code());
            months.map(|month| resource(plan, table, &format!("digests/{month}"), |_| month.clone())).collect()
        }
    }
}

/// What is in the CSV files of a table that is in parts, said once for them all.
pub(crate) fn schema(plan: &Plan<'_>, table: DataTable) -> Vec<u8> {
    pretty(&schema_of(plan, table))
}

fn schema_of(plan: &Plan<'_>, table: DataTable) -> Value {
    let fields: Vec<Value> = columns(plan, table).iter().map(|column| field(plan, column)).collect();
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
        // A key can only lead into one file.
        DataTable::Series | DataTable::Revisions | DataTable::Vintages
            if is_in_parts(plan.config, DataTable::Figures, plan.figures) => {}
        DataTable::Series | DataTable::Revisions | DataTable::Vintages => {
            schema["foreignKeys"] = json!([{
                "fields": ["bulletin", "metric"],
                "reference": { "resource": DataTable::Figures.name(), "fields": ["bulletin", "metric"] },
            }]);
        }
    }
    schema
}

/// One file of a table, `stem` from `data/`, with its schema or where that is.
fn resource(plan: &Plan<'_>, table: DataTable, stem: &str, of: impl Fn(&Edition<'_>) -> String) -> Value {
    let schema = if is_in_parts(plan.config, table, plan.figures) {
        package_schema(table).trim_start_matches("data/").into()
    } else {
        schema_of(plan, table)
    };
    json!({
        "name": crate::path::slug(stem),
        "type": "table",
        "path": format!("{stem}.csv"),
        "title": in_each_language(plan, |edition| view::table_title(edition.labels, table, &of(edition))),
        "description": about(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "lineTerminator": "\r\n" },
        "homepage": plan.config.base_url.absolute("/"),
        "schema": schema,
    })
}

fn field(plan: &Plan<'_>, field: &Field<'_, '_>) -> Value {
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
        "title": in_each_language(plan, |edition| field.title(edition.labels)),
        "description": field.about(),
    });
    let mut constraints = json!({});
    if is_in_every_row(column) {
        constraints["required"] = true.into();
    }
    if let Holds::Code(codes) = column.holds {
        constraints["enum"] = codes(plan.corpus.uses).into();
    }
    if constraints.as_object().is_some_and(|constraints| !constraints.is_empty()) {
        described["constraints"] = constraints;
    }
    described
}
