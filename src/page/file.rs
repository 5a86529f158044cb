//! What files and folders of the site are called.
//!
//! In: what they are of. Out: their paths, below the root or an edition's folder.
//!
//! May touch: nothing

use super::{DataTable, Format};

/// The path of a data file: `data/bulletins/2025/h1-industry.csv`.
pub(crate) fn data_file(stem: &str, format: Format) -> String {
    format!("data/{stem}.{}", format.extension())
}

/// The address of the schema of a table's JSON, from the site's root.
pub(crate) fn json_schema(table: DataTable) -> String {
    format!("data/{}.schema.json", table.name())
}

/// The address of the schema of a table's rows, from the site's root.
pub(crate) fn table_schema(table: DataTable) -> String {
    format!("data/{}.table-schema.json", table.name())
}

/// Where the schema of a table's CSV is for `datapackage.json`, of a table that is in parts: `data/figures.package-schema.json`.
pub(crate) fn package_schema(table: DataTable) -> String {
    format!("data/{}.package-schema.json", table.name())
}

/// The picture of a folder within an edition: `bulletins/2025/h1/card.png`.
pub(crate) fn card_file(folder: &str) -> String {
    match folder {
        "" => "card.png".to_owned(),
        folder => format!("{folder}/card.png"),
    }
}

/// The PDF of a bulletin or digest, with a name that says what it is where it is kept: `bulletins/2025/h1/2025-h1.pdf`.
pub(crate) fn pdf_file(folder: &str) -> String {
    let name = folder.split_once('/').map_or(folder, |(_, name)| name);
    format!("{folder}/{}.pdf", name.replace('/', "-"))
}

/// The address of a page of a list.
pub(crate) fn page_folder(folder: &str, page: usize) -> String {
    match page {
        1 => folder.to_owned(),
        page => format!("{folder}/page/{page}"),
    }
}

/// Where the chart of an indicator is, for frames of other sites.
pub(crate) fn embed_folder(indicator: &str) -> String {
    format!("indicators/{indicator}/embed")
}
