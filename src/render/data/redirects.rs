//! Where data files once were.
//!
//! In: the plan. Out: `_redirects`, in the form that Netlify and Cloudflare Pages read: once each edition had files of its
//! own beside its pages. A part of an address is a placeholder, so that the list is short however large the site.
//!
//! May touch: page

use crate::page::file::data_file;
use crate::page::{DataTable, Format, Plan};
use std::collections::BTreeSet;

/// Every rule, one a line.
pub(crate) fn write(plan: &Plan<'_>) -> String {
    let bulletins = plan.corpus.bulletins.iter().map(|bulletin| placeholders(&bulletin.article.folder));
    let figures = bulletins.chain(["digests/:a".to_owned()]).collect::<BTreeSet<String>>();
    let figures = figures.into_iter().map(|folder| (folder, DataTable::Figures));
    let tables: Vec<_> = figures.chain([("indicators/:a".to_owned(), DataTable::Series)]).collect();
    let mut rules = String::new();
    for edition in plan.editions {
        for (folder, table) in &tables {
            let described = (*table == DataTable::Series).then_some(Format::Metadata);
            for format in Format::OFFERED.iter().copied().chain(described) {
                let old = format!("/{}/{folder}/{}.{}", edition.variant.key(), table.name(), format.extension());
                let new = format!("/{}", data_file(folder, now(folder, format)));
                rules.push_str(&format!(
                    "{} {} 301\n",
                    plan.config.base_url.local(&old),
                    plan.config.base_url.local(&new)
                ));
            }
        }
    }
    rules
}

/// `bulletins/2025/h1-industry` as `bulletins/:a/:b`.
fn placeholders(folder: &str) -> String {
    let mut names = ('a'..='z').map(|name| format!(":{name}"));
    let parts = folder.split('/').enumerate();
    let parts = parts.map(|(at, part)| if at == 0 { part.to_owned() } else { names.next().unwrap_or_default() });
    parts.collect::<Vec<_>>().join("/")
}

/// The format in which a table is offered now: bulletins have no workbooks any more.
fn now(folder: &str, format: Format) -> Format {
    let had_workbook = folder.starts_with("bulletins/") && format.extension() == "xlsx";
    if had_workbook { Format::Csv } else { format }
}
