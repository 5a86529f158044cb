//! `[data]` of `site.toml`: which data files there are.
//!
//! In: the table. Out: [`DataConfig`].
//!
//! May touch: diag, tree

use crate::diag::Code;
use crate::tree::Fields;

/// Which data files there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataConfig {
    /// Whether each bulletin has files of its own figures: `bulletins = "site"`, the default, or `"none"`.
    pub bulletins: bool,
    /// Whether the tables of the site, of indicators and digests are also workbooks: `workbooks = "lists"`, the default,
    /// or `"none"`.
    pub workbooks: bool,
    /// Whether `_redirects` leads from the addresses that each edition's files once had: `redirects = true`.
    pub redirects: bool,
}

impl Default for DataConfig {
    fn default() -> Self {
        Self { bulletins: true, workbooks: true, redirects: false }
    }
}

impl DataConfig {
    /// The table, or what holds without one.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let Some(mut table) = fields.table("data") else { return Self::default() };
        let data = Self {
            bulletins: is_wanted(&mut table, "bulletins", "site"),
            workbooks: is_wanted(&mut table, "workbooks", "lists"),
            redirects: table.truth("redirects"),
        };
        fields.absorb(table.finish());
        data
    }
}

/// False for `"none"`, true for `yes` and where nothing is said.
fn is_wanted(table: &mut Fields<'_>, key: &'static str, yes: &str) -> bool {
    let Some(text) = table.text(key) else { return true };
    if text.value != yes && text.value != "none" {
        let message = format!("`{key}` cannot be `{}`", text.value);
        table.report(Code::BadConfig, text.span, message, format!("write \"{yes}\" or \"none\""));
    }
    text.value != "none"
}
