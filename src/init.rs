//! `jianbao init`: a site to start from.
//!
//! In: a folder. Out: a small site in it that builds at once.
//!
//! May touch: builtin, disk

use crate::builtin;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::path::Path;

/// Makes the starter site; its bulletin is dated `today`.
///
/// # Errors
/// When the folder holds anything, or the disk does not let us.
pub fn site(folder: &Path, today: Date) -> Result<()> {
    if folder.exists()
        && fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?.next().is_some()
    {
        bail!("{} is not empty; name a new folder", folder.display());
    }
    for file in builtin::starter() {
        // A file whose name starts with a dot would be hidden from those who look for it here.
        let name = file.name.replace("gitignore", ".gitignore");
        let place = folder.join(&name);
        let text = String::from_utf8_lossy(&file.bytes).replace("2025-01-01", &today.to_string());
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        fs::write(&place, text).with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}
