//! What has to happen before a bulletin is published.
//!
//! In: `[workflow]` of `site.toml`. Out: [`Workflow`].
//!
//! May touch: tree

use crate::tree::Fields;
use jiff::civil::Date;

/// Who has to have signed a bulletin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workflow {
    /// How many names; none when not given.
    pub signatures: usize,
    /// The date of the first bulletins that need them; all when not given.
    pub since: Option<Date>,
}

impl Workflow {
    /// Reads `[workflow]`:
    ///
    /// ```toml
    /// [workflow]
    /// signatures = 2
    /// since      = 2025-08-01
    /// ```
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let Some(mut table) = fields.table("workflow") else { return Self::default() };
        let signatures = table.count("signatures").unwrap_or(1);
        let since = table.date("since").map(|since| since.value);
        fields.absorb(table.finish());
        Self { signatures, since }
    }
}
