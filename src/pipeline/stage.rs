//! Rendering: every page that is not on the disk already is rendered and staged.
//!
//! In: the plan, the theme, the output folder and what pages depend on. Out: staged files, which nobody sees before the
//! output commits them.
//!
//! May touch: diag, page, render, output

use super::depends::Depends;
use crate::diag::Checked;
use crate::output::{Output, Staged};
use crate::page::search::Search;
use crate::page::{Content, Page, Plan, Shard};
use crate::render::search::Index;
use crate::render::{Shared, Theme, render};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Progress callback: pages done, pages in total.
pub(crate) type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// Renders every page of a shard whose file is not already as it will be. Each is staged at once, so that only a few are in
/// memory at a time.
///
/// # Errors
/// When the output folder cannot be read or written.
pub(crate) fn stage(
    plan: &Plan<'_>,
    theme: &Theme,
    output: Option<&Output<'_>>,
    depends: Option<&Depends<'_>>,
    shard: Option<Shard>,
    progress: Progress<'_>,
) -> Result<Checked<Vec<Staged>>> {
    let of = |page: &Page<'_>| depends.and_then(|depends| depends.of(page));
    let standing = |page: &Page<'_>| match (of(page), output) {
        (Some(of), Some(output)) => output.up_to_date(&page.path, of),
        _ => Ok(None),
    };
    let pages: Vec<&Page<'_>> = plan.pages.iter().filter(|page| shard.is_none_or(|shard| shard.has(page))).collect();
    let mut staged: Vec<Option<Staged>> = pages.par_iter().map(|page| standing(page)).collect::<Result<_>>()?;
    let new = || pages.iter().zip(&staged).filter(|(_, staged)| staged.is_none()).map(|(page, _)| &page.content);
    let needs_index = new().any(is_of_index);
    let mut shared = Shared::default();
    let done = AtomicUsize::new(pages.len() - new().count());
    let diagnostics = Mutex::new(Vec::new());
    let make = |shared: &Shared, staged: &mut [Option<Staged>], wanted: fn(&Content<'_>) -> bool| {
        let missing = pages.par_iter().zip(staged);
        let missing = missing.filter(|(page, staged)| staged.is_none() && wanted(&page.content));
        missing.try_for_each(|(page, staged)| {
            let file = render(plan, page, theme, shared);
            // A page with a diagnostic is not recorded, so that the next build reports it again.
            let of = of(page).filter(|_| file.diagnostics.is_empty());
            if let Some(output) = output {
                *staged = Some(output.stage(file.value, of)?);
            }
            diagnostics.lock().unwrap_or_else(PoisonError::into_inner).extend(file.diagnostics);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
            anyhow::Ok(())
        })
    };
    // The index of the search is made from its texts, which are read again: that takes a fifth of finding them out again.
    if needs_index && let Some(output) = output {
        make(&shared, &mut staged, is_text)?;
        let texts: HashMap<&str, &Staged> = pages
            .iter()
            .zip(&staged)
            .filter(|(page, _)| is_text(&page.content))
            .filter_map(|(page, staged)| Some((page.path.file(), staged.as_ref()?)))
            .collect();
        shared.index.prepare(plan, &|path| output.bytes(texts.get(path)?));
    } else if needs_index {
        shared.index.prepare(plan, &|_| None);
    }
    if needs_index {
        make(&shared, &mut staged, is_of_index)?;
        // Of varied texts it is 1.5 KB a bulletin, and nothing more is made from it.
        shared.index = Index::default();
    }
    make(&shared, &mut staged, |_| true)?;
    Ok(Checked {
        // Each has a file, but for a run that writes none; in the place of the list that there is.
        value: staged.into_iter().collect::<Option<_>>().unwrap_or_default(),
        diagnostics: diagnostics.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// Whether a page is made from the index of the search.
fn is_of_index(content: &Content<'_>) -> bool {
    matches!(content, Content::Search(Search::Index | Search::Grams(_)))
}

/// Whether a page is a pack of texts of the search.
fn is_text(content: &Content<'_>) -> bool {
    matches!(content, Content::Search(Search::Texts(..)))
}
