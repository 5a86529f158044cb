//! `jianbao migrate`: a site of Hugo, Hexo, Zola or Jekyll made into one of ours.
//!
//! How its files are found and read is a file for each program; what comes of that is one value, [`found::Found`], from which
//! one writer makes the site. The old site is only read. What is not carried is listed with its place.
//!
//! In: the folder of a site, and a new one. Out: the site in that, and an [`Account`] of what was carried and what not.
//!
//! May touch: disk

mod body;
mod code;
mod dates;
mod files;
mod found;
mod front;
mod head;
mod hexo;
mod hugo;
mod index;
mod jekyll;
mod layout;
mod links;
mod permalink;
mod tags;
mod write;
mod zola;

pub use found::{Account, Left};

use anyhow::{Context, Result, bail};
use files::Folder;
use jiff::civil::Date;
use std::fs;
use std::path::Path;
use strum::{EnumString, VariantNames};

/// The program that a site was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Program {
    /// gohugo.io.
    Hugo,
    /// hexo.io.
    Hexo,
    /// getzola.org.
    Zola,
    /// jekyllrb.com.
    Jekyll,
}

/// Makes a site of ours from one of another program; drafts without a date are dated `today`.
///
/// # Errors
/// When there is no such site, the new folder is not empty or within the old one, or the disk does not let us.
pub fn site(program: Program, from: &Path, to: &Path, today: Date) -> Result<Account> {
    let folder = Folder::read(from)?;
    if to.exists() && fs::read_dir(to).with_context(|| format!("cannot read {}", to.display()))?.next().is_some() {
        bail!("{} is not empty; name a new folder", to.display());
    }
    if is_within(to, from) {
        bail!("{} is within the site that is read; name a folder elsewhere", to.display());
    }
    let found = match program {
        Program::Hugo => hugo::read(&folder),
        Program::Hexo => hexo::read(&folder),
        Program::Zola => zola::read(&folder),
        Program::Jekyll => jekyll::read(&folder),
    };
    let Some(found) = found else {
        let name = from.display();
        bail!("{name} has no settings of that program; name the folder that has them");
    };
    let laid = layout::laid(found, &folder, today);
    write::site(program, laid, from, to)
}

/// Whether a folder, which need not be there, would be in another one.
fn is_within(to: &Path, from: &Path) -> bool {
    let there = to.ancestors().find_map(|above| match above.as_os_str().is_empty() {
        true => Path::new(".").canonicalize().ok(),
        false => above.canonicalize().ok(),
    });
    from.canonicalize().ok().zip(there).is_some_and(|(from, there)| there.starts_with(from))
}
