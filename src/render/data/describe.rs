//! Descriptions of data tables.
//!
//! In: the columns of a table. Out: the JSON Schema of its JSON, and CSV on the Web's description of its
//! CSV. Columns are explained in English, and named in each language of the site.
//!
//! May touch: path, figure, edition, page, view

use super::column::{Column, Field, Holds};
use super::{about, columns, in_each_language, list};
use crate::edition::Edition;
use crate::figure::SubjectId;
use crate::page::{DataTable, Dataset, Plan, file};
use crate::path::{SitePath, percent_encoded};
use crate::view;
use serde_json::{Map, Value, json};

/// The pattern of a [`Holds::Number`].
const NUMBER: &str = "^-?[0-9]+(\\.[0-9]+)?$";

/// The schema of a table's JSON (JSON Schema 2020-12).
pub(crate) fn json_schema(plan: &Plan<'_>, table: DataTable) -> Vec<u8> {
    let columns = columns(plan, table);
    let names: Vec<_> = columns.iter().filter(|field| is_in_every_row(field.column)).map(Field::name).collect();
    let properties: Map<String, Value> =
        columns.iter().map(|field| (field.name().into_owned(), property(plan, field))).collect();
    let list = list(table);
    pretty(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": plan.config.base_url.absolute(&format!("/{}", file::json_schema(table))),
        "title": table.name(),
        "description": about(table),
        "type": "object",
        "required": [list],
        "properties": { list: { "type": "array", "items": { "$ref": "#/$defs/row" } } },
        "$defs": { "row": {
            "type": "object",
            "required": names,
            "properties": properties,
            "additionalProperties": false,
        } },
    }))
}

/// Whether no cell of a column is empty.
pub(super) fn is_in_every_row(column: &Column) -> bool {
    column.required && !matches!(column.holds, Holds::Pairs)
}

fn property(plan: &Plan<'_>, field: &Field<'_, '_>) -> Value {
    let column = field.column;
    let text =
        |format: (&str, Value)| Map::from_iter([("type".to_owned(), json!("string")), (format.0.to_owned(), format.1)]);
    let mut property = match column.holds {
        Holds::Text if column.required => text(("minLength", 1.into())),
        Holds::Text => text(("minLength", 0.into())),
        Holds::Number => text(("pattern", NUMBER.into())),
        Holds::Date => text(("format", "date".into())),
        Holds::Url => text(("format", "uri".into())),
        Holds::Pairs => Map::from_iter([
            ("type".to_owned(), "object".into()),
            ("additionalProperties".to_owned(), json!({ "type": "string" })),
        ]),
        Holds::Code(codes) => Map::from_iter([("enum".to_owned(), codes(plan.corpus.uses).into())]),
    };
    let title = in_each_language(plan, |edition| field.title(edition.labels));
    property.insert("title".to_owned(), title.into());
    property.insert("description".to_owned(), field.about().into());
    property.into()
}

/// The schema of a table's rows (CSV on the Web, tabular metadata 5.5).
pub(crate) fn table_schema(plan: &Plan<'_>, table: DataTable) -> Vec<u8> {
    let columns = columns(plan, table).into_iter().map(|field| {
        json!({
            "name": field.name(),
            "titles": field.name(),
            "datatype": datatype(plan, field.column),
            "required": is_in_every_row(field.column),
            "dc:description": field.about(),
        })
    });
    let mut schema = json!({ "columns": columns.collect::<Vec<_>>() });
    if let Some(key) = key(table) {
        schema["primaryKey"] = key.into();
    }
    pretty(&schema)
}

/// The columns that identify a row, where they are never empty.
pub(crate) fn key(table: DataTable) -> Option<[&'static str; 2]> {
    match table {
        DataTable::Figures => Some(["bulletin", "metric"]),
        DataTable::Series | DataTable::Corrections | DataTable::Revisions | DataTable::Vintages => None,
    }
}

fn datatype(plan: &Plan<'_>, column: &Column) -> Value {
    match column.holds {
        Holds::Text | Holds::Pairs => "string".into(),
        Holds::Number => "decimal".into(),
        Holds::Date => "date".into(),
        Holds::Url => "anyURI".into(),
        Holds::Code(codes) => {
            json!({ "base": "string", "format": format!("^({})$", codes(plan.corpus.uses).join("|")) })
        }
    }
}

/// The description of a table's CSV file; its columns are described once for all such files.
pub(crate) fn metadata(plan: &Plan<'_>, dataset: &Dataset, path: &SitePath) -> Vec<u8> {
    let root = "../".repeat(path.file().matches('/').count());
    let table = dataset.table();
    let Some(edition) = plan.editions.first() else { return Vec::new() };
    let file = path.file().rsplit('/').next().unwrap_or_default();
    let mut metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": percent_encoded(file.trim_end_matches("-metadata.json")),
        "dc:title": { "@value": title(edition, dataset), "@language": edition.variant.tag() },
        "dc:description": about(table),
        "dc:publisher": { "@value": edition.publisher, "@language": edition.variant.tag() },
        "dc:language": edition.variant.tag(),
        "tableSchema": format!("{root}{}", file::table_schema(table)),
    });
    if let Some(license) = &plan.config.license {
        metadata["dc:license"] = json!({ "@id": license.url });
    }
    pretty(&metadata)
}

/// The title of a table: after its indicator where it has one, else after the site.
pub(crate) fn title(edition: &Edition<'_>, dataset: &Dataset) -> String {
    let of = match dataset {
        Dataset::Series(places) if places.len() == 1 => edition.subjects[SubjectId(places.start)].name.as_str(),
        Dataset::Figures(bulletins) if bulletins.len() == 1 => edition.items[bulletins[0]].title.as_ref(),
        Dataset::Figures(_) | Dataset::Series(_) | Dataset::Corrections | Dataset::Revisions | Dataset::Vintages => {
            &edition.title
        }
    };
    view::table_title(edition.labels, dataset.table(), of)
}

/// Indented JSON, for people.
pub(crate) fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("a value can be written");
    bytes.push(b'\n');
    bytes
}
