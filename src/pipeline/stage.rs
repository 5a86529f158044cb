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
use crate::page::{Content, Page, Plan};
use crate::render::{Shared, Theme, render};
use anyhow::Result;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Progress callback: pages done, pages in total.
pub(crate) type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// Renders every page whose file is not already as it will be. Each is staged at once, so that only a few are in
/// memory at a time.
///
/// # Errors
/// When the output folder cannot be read or written.
pub(crate) fn stage(
    plan: &Plan<'_>,
    theme: &Theme,
    output: Option<&Output<'_>>,
    depends: Option<&Depends<'_>>,
    progress: Progress<'_>,
) -> Result<Checked<Vec<Staged>>> {
    let of = |page: &Page<'_>| depends.and_then(|depends| depends.of(page));
    let standing = |page| match (of(page), output) {
        (Some(of), Some(output)) => output.up_to_date(&page.path, of),
        _ => Ok(None),
    };
    let mut staged: Vec<Option<Staged>> = plan.pages.par_iter().map(standing).collect::<Result<_>>()?;
    let new = || plan.pages.iter().zip(&staged).filter(|(_, staged)| staged.is_none()).map(|(page, _)| &page.content);
    let shared = Shared::default();
    if new().any(|content| matches!(content, Content::Search(Search::Index | Search::Grams(_)))) {
        shared.index.prepare(plan);
    }
    let done = AtomicUsize::new(plan.pages.len() - new().count());
    let diagnostics = Mutex::new(Vec::new());
    plan.pages.par_iter().zip(&mut staged).filter(|(_, staged)| staged.is_none()).try_for_each(|(page, staged)| {
        let file = render(plan, page, theme, &shared);
        // A page with a diagnostic is not recorded, so that the next build reports it again.
        let of = of(page).filter(|_| file.diagnostics.is_empty());
        if let Some(output) = output {
            *staged = Some(output.stage(file.value, of)?);
        }
        diagnostics.lock().unwrap_or_else(PoisonError::into_inner).extend(file.diagnostics);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, plan.pages.len());
        anyhow::Ok(())
    })?;
    Ok(Checked {
        value: staged.into_iter().flatten().collect(),
        diagnostics: diagnostics.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}
