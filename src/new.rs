//! `jianbao new`: a bulletin to start from.
//!
//! In: a title and a date. Out: a draft below `content/bulletins/`, at a path that is free.
//!
//! May touch: path, disk

use crate::path;
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Makes a draft; where it stands.
///
/// # Errors
/// When `slug` cannot be an address, a file of that name is there, or the disk does not let us.
pub fn bulletin(site: &Path, title: &str, slug: Option<&str>, date: Date) -> Result<PathBuf> {
    if !site.join("site.toml").is_file() {
        bail!("there is no site.toml in {}; `jianbao init DIR` makes a new site", site.display());
    }
    let slug = match slug {
        Some(slug) if slug.is_empty() || path::slug(slug) != slug => {
            bail!("`{slug}` cannot be part of an address; use lower-case letters, digits and hyphens")
        }
        Some(slug) => slug.to_owned(),
        None => match path::slug(title) {
            slug if slug.is_empty() => date.to_string(),
            slug => slug,
        },
    };
    let folder = site.join("content/bulletins").join(date.year().to_string());
    let place = folder.join(format!("{slug}.md"));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut file = fs::File::create_new(&place).with_context(|| format!("cannot make {}", place.display()))?;
    file.write_all(draft(title, date).as_bytes()).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(place)
}

/// A bulletin with one example of each thing that is typed often.
fn draft(title: &str, date: Date) -> String {
    let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ");
    let month = date.strftime("%Y-%m");
    format!(
        r#"+++
title  = "{title}"
date   = {date}
period = "{month}"
topics = []
draft  = true

# 每个数字一节，照报道原样写：近似词、数字、单位（超过3万亿元、近82亿元、2400余家）。
# [[metrics]]
# indicator = "规上工业增加值"
# value     = "…"
# change    = "+6.4%"
# headline  = true
+++

"#
    )
}
