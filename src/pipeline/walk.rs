//! Which files a site has.
//!
//! In: a site folder. Out: the files of one of its folders, in an order that no file system decides, and what of them is
//! not published though someone may have meant it to be. Nothing outside of the site is among them: symbolic links
//! are not followed, but for a folder of the site that is a link to another place within it. The preview asks here too,
//! so that it shows what a build publishes.
//!
//! May touch: path, source, diag, disk

use super::role::{FOLDERS, Role, role};
use crate::diag::{Checked, Code, Diagnostic};
use crate::path::{BadPath, SourcePath};
use crate::source::Source;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Where a folder of a site is on the disk.
pub(crate) enum Root {
    /// Nowhere.
    Absent,
    /// Here.
    Folder(PathBuf),
    /// It is a link that is not followed.
    Refused,
}

/// Where `folder` of a site is: the folder itself, or another one within the site that it is a link to. One that leads
/// elsewhere, to hidden files, or to what another folder of the site holds would publish what nobody meant to.
pub(crate) fn root(site: &Path, folder: &str) -> Root {
    let place = site.join(folder);
    match fs::symlink_metadata(&place) {
        Ok(there) if there.is_dir() => Root::Folder(place),
        Ok(there) if there.is_symlink() => within(site, folder, &place).map_or(Root::Refused, Root::Folder),
        Ok(_) | Err(_) => Root::Absent,
    }
}

fn within(site: &Path, folder: &str, link: &Path) -> Option<PathBuf> {
    let (site, target) = (site.canonicalize().ok()?, link.canonicalize().ok()?);
    let path = SourcePath::on_disk(&site, &target).ok()?;
    let others = FOLDERS.iter().filter(|other| **other != folder);
    let mut others = others.filter_map(|other| site.join(other).canonicalize().ok());
    let apart = |other: PathBuf| !other.starts_with(&target) && !target.starts_with(&other);
    let hidden = path.as_str().split('/').any(|name| name.starts_with('.'));
    (target.is_dir() && !hidden && others.all(apart)).then_some(target)
}

/// Every file below a folder of the site that has a role, in order of their paths.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn walk(site: &Path, folder: &str) -> Result<Checked<Vec<SourcePath>>> {
    let (mut paths, mut diagnostics) = (Vec::new(), Vec::new());
    let root = match root(site, folder) {
        Root::Folder(root) => root,
        Root::Absent => return Ok(Checked::fine(paths)),
        Root::Refused => {
            let path = SourcePath::new(folder).map_err(|why| anyhow::anyhow!("{why}"))?;
            return Ok(Checked { value: paths, diagnostics: vec![refused(&path)] });
        }
    };
    let named = |entry: &DirEntry| {
        let below = entry.path().strip_prefix(&root).unwrap_or(entry.path());
        SourcePath::on_disk(site, &site.join(folder).join(below))
    };
    let is_wanted =
        |entry: &DirEntry| entry.depth() == 0 || named(entry).map_or(true, |path| role(&path) != Role::Other);
    for entry in WalkDir::new(&root).into_iter().filter_entry(is_wanted) {
        let entry = entry.with_context(|| format!("cannot read {}", root.display()))?;
        let kind = entry.file_type();
        match named(&entry) {
            _ if kind.is_dir() => {}
            Ok(path) if !kind.is_file() => diagnostics.push(no_file(&path)),
            Ok(path) => match role(&path) {
                Role::Misnamed => diagnostics.push(misnamed(&path)),
                Role::LeftOut => diagnostics.push(left_out(&path)),
                _ => paths.push(path),
            },
            Err(why) => diagnostics.push(unnamed(folder, &root, entry.path(), why)),
        }
    }
    paths.sort();
    Ok(Checked { value: paths, diagnostics })
}

/// Whether there is a file, folder or anything else.
pub(crate) fn exists(site: &Path, path: &SourcePath) -> bool {
    path.below(site).exists()
}

/// Whether a regular file stands there, and no symbolic link on the way to it that is not followed.
pub(crate) fn is_there(site: &Path, path: &SourcePath) -> bool {
    let (mut place, rest) = match path.as_str().split_once('/') {
        Some((top, rest)) if FOLDERS.contains(&top) => match root(site, top) {
            Root::Folder(root) => (root, rest),
            Root::Absent | Root::Refused => return false,
        },
        _ => (site.to_owned(), path.as_str()),
    };
    let mut kind = None;
    for segment in rest.split('/') {
        place.push(segment);
        kind = fs::symlink_metadata(&place).ok().map(|meta| meta.file_type());
        if kind.is_none_or(|kind| kind.is_symlink()) {
            return false;
        }
    }
    kind.is_some_and(|kind| kind.is_file())
}

fn told(code: Code, path: &SourcePath, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Source::new(path.clone(), "").place(0..0), message).help(help)
}

fn refused(path: &SourcePath) -> Diagnostic {
    let message = format!("`{path}` is a symbolic link that is not followed");
    told(
        Code::BadPath,
        path,
        message,
        "put the folder itself there, or link to a folder of this site that has no other use",
    )
}

fn no_file(path: &SourcePath) -> Diagnostic {
    let message = format!("`{path}` is no file but a symbolic link, pipe or device, and is left out");
    told(Code::LeftOut, path, message, "put the file itself there, or remove it")
}

fn left_out(path: &SourcePath) -> Diagnostic {
    let message = format!("`{path}` is left out: its name is that of a hidden file or of a copy");
    told(Code::LeftOut, path, message, "rename it if it is to be published, or move it out of the folder")
}

fn misnamed(path: &SourcePath) -> Diagnostic {
    let stem = path.as_str().rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let help = match path.as_str().to_ascii_lowercase() {
        data if data.ends_with(".toml") => format!("rename it to `{data}`"),
        text if text.ends_with(".txt") => "name it after a script, as in `glossary.zh-hant-tw.txt`".to_owned(),
        _ => format!("rename it to `{stem}.md`"),
    };
    told(
        Code::BadPath,
        path,
        format!("`{path}` is a source, but not by its name, and would be published as it is"),
        help,
    )
}

/// A file that has no path.
fn unnamed(folder: &str, root: &Path, place: &Path, why: BadPath) -> Diagnostic {
    let below = place.strip_prefix(root).unwrap_or(place).to_string_lossy();
    Diagnostic::nowhere(Code::BadPath, format!("`{folder}/{below}` cannot be read: {why}"))
        .help("rename the file, for example with `convmv -f gb18030 -t utf-8 --notest FILE`")
}
