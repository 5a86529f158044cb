//! Addresses by the patterns of programs: `/:year/:month/:title/`.
//!
//! In: a pattern and what is known of a text. Out: its address.
//!
//! May touch: path

use crate::path::slug;
use jiff::civil::Date;

/// What a pattern may name.
pub(super) struct Names<'a> {
    pub(super) date: Option<Date>,
    /// The name of its file, without date and ending.
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) slug: Option<&'a str>,
    pub(super) categories: &'a [String],
    /// The folder of its section.
    pub(super) section: &'a str,
}

/// The address by a pattern, with a slash at its start; words between `:` and a sign that is none of a word are names.
pub(super) fn address(pattern: &str, names: &Names<'_>) -> String {
    let mut out = String::from("/");
    let mut rest = pattern.trim_start_matches('/');
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(behind.len());
        out.push_str(&named(&behind[..end], names));
        rest = &behind[end..];
    }
    out.push_str(rest);
    while out.contains("//") {
        out = out.replace("//", "/");
    }
    out
}

fn named(name: &str, names: &Names<'_>) -> String {
    let of_date = |format: &str| names.date.map_or(String::new(), |date| date.strftime(format).to_string());
    let slugged = names.slug.map_or_else(|| names.name.to_owned(), str::to_owned);
    match name {
        "year" => of_date("%Y"),
        "month" | "i_month" if name == "month" => of_date("%m"),
        "i_month" => of_date("%-m"),
        "day" => of_date("%d"),
        "i_day" => of_date("%-d"),
        "short_year" => of_date("%y"),
        "y_day" | "yearday" => of_date("%j"),
        "categories" | "category" => names.categories.iter().map(|name| slug(name)).collect::<Vec<_>>().join("/"),
        "section" | "sections" => names.section.to_owned(),
        // Hugo makes it of the title, the others of the name of the file.
        "slugified_title" => slug(names.title),
        "title"
        | "slug"
        | "name"
        | "filename"
        | "slugorfilename"
        | "slugorcontentbasename"
        | "post_title"
        | "contentbasename"
        | "path"
        | "basename"
        | "output_ext" => match name {
            "output_ext" => ".html".to_owned(),
            _ => slugged,
        },
        _ => String::new(),
    }
}
