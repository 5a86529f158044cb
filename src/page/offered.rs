//! In which formats a table of data is offered.
//!
//! In: the table, what it is of, and how many figures it has. Out: [`offered`], and whether a table is only there in parts.
//!
//! May touch: config, edition

use super::{DataTable, Extent, Format};
use crate::config::Config;
use crate::edition::Edition;

/// The formats in which a table made from this many figures is offered. A page that is planned alone, with
/// none of its files, asks here too.
pub(crate) fn offered(
    config: &Config,
    table: DataTable,
    extent: Extent,
    figures: usize,
) -> impl Iterator<Item = Format> {
    let is_small = figures <= READ_WHOLE;
    Format::OFFERED.iter().copied().filter(move |format| match (format, extent) {
        (Format::Csv | Format::Json | Format::Metadata, Extent::Bulletin) => config.data.bulletins,
        (Format::Csv | Format::Metadata, Extent::Whole) => !is_in_parts(config, table, figures),
        (Format::Csv | Format::Metadata, Extent::Digest | Extent::Indicator) => true,
        (Format::Json, Extent::Digest) => false,
        (Format::Json, Extent::Indicator | Extent::Whole) => is_small,
        #[cfg(feature = "xlsx")]
        (Format::Xlsx, _) => extent != Extent::Bulletin && is_small && has_workbook(config, table),
    })
}

/// The figures beyond which a table is not offered as one file: it takes long to open, and no host takes it in the end.
/// JSON and workbooks, which are read as a whole, are never larger.
const READ_WHOLE: usize = 20_000;

/// Whether a table of the site is only offered in parts, `datapackage.json` naming each: figures by month, series by
/// indicator.
pub(crate) fn is_in_parts(config: &Config, table: DataTable, figures: usize) -> bool {
    figures > READ_WHOLE
        && match table {
            DataTable::Figures => config.digests.month,
            DataTable::Series => true,
            DataTable::Corrections | DataTable::Revisions | DataTable::Vintages => false,
        }
}

/// Whether the prints of revised series are a table: some figure was revised. Of a site whose series are only there in parts,
/// each number that was replaced is among the revisions, and the others in the files of their indicators.
pub(crate) fn has_vintages(edition: Option<&Edition<'_>>, figures: usize) -> bool {
    figures <= READ_WHOLE && edition.is_some_and(|edition| edition.record.has_revisions())
}

#[cfg(feature = "xlsx")]
fn has_workbook(config: &Config, table: DataTable) -> bool {
    match table {
        DataTable::Figures | DataTable::Series => config.data.workbooks,
        DataTable::Corrections | DataTable::Revisions | DataTable::Vintages => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;
    use crate::source::Source;

    #[test]
    fn what_is_too_large_for_one_file_is_there_in_parts() {
        let config = |more: &str| {
            let text = format!("title = \"简报\"\nbase_url = \"https://example.org\"\n{more}");
            Config::parse(&Source::new(SourcePath::known("site.toml"), &text)).value
        };
        let (usual, without_months) = (config(""), config("[digests]\nmonth = false\n"));
        let count = |config, table, extent, figures| offered(config, table, extent, figures).count();
        for table in [DataTable::Figures, DataTable::Series] {
            assert!(count(&usual, table, Extent::Whole, READ_WHOLE) >= 2);
            assert_eq!(count(&usual, table, Extent::Whole, READ_WHOLE + 1), 0);
        }
        // Every part is there, and what has no parts.
        assert!(offered(&usual, DataTable::Figures, Extent::Digest, READ_WHOLE + 1).eq([Format::Csv]));
        assert!(count(&usual, DataTable::Series, Extent::Indicator, 1) >= 2);
        assert!(offered(&without_months, DataTable::Figures, Extent::Whole, READ_WHOLE + 1).eq([Format::Csv]));
        assert!(offered(&usual, DataTable::Revisions, Extent::Whole, READ_WHOLE + 1).eq([Format::Csv]));
    }
}
