//! `jianbao init`: a site to start from.
//!
//! In: a folder. Out: a small site in it that builds at once, with the schemas of its files for editors.
//!
//! May touch: asset, disk

use super::schema;
use crate::asset;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::path::Path;

/// Names that begin with a dot in a site; in the repository the dot would hide them.
const DOTTED: [&str; 4] = ["gitignore", "taplo.toml", "vscode/", "github/"];

/// Makes the starter site; its bulletin is dated `today`.
///
/// # Errors
/// When the folder is not empty, or the disk does not let us.
pub fn site(folder: &Path, today: Date) -> Result<()> {
    if folder.exists()
        && fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?.next().is_some()
    {
        bail!("{} is not empty; name a new folder", folder.display());
    }
    for file in asset::starter() {
        let text = String::from_utf8_lossy(&file.bytes).replace("2025-01-01", &today.to_string());
        let dot = if DOTTED.iter().any(|name| file.name.starts_with(name)) { "." } else { "" };
        write(&folder.join(format!("{dot}{}", file.name)), text.as_bytes())?;
    }
    for (name, bytes) in schema::all() {
        write(&folder.join("schemas").join(name), &bytes)?;
    }
    Ok(())
}

fn write(place: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    fs::write(place, bytes).with_context(|| format!("cannot write {}", place.display()))
}
