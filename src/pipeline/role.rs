//! What a file of a site is, by its path.
//!
//! In: a path. Out: its [`Role`]. Names that editors and systems leave behind are none of the site's; what an author may
//! have meant to publish, and is not, is told apart, so that it can be reported.
//!
//! May touch: path, text, official

use crate::official;
use crate::path::SourcePath;
use crate::text::Variant;

/// The folders of a site.
pub(crate) const FOLDERS: [&str; 4] = ["content", "templates", "static", "official"];

/// The files of `content/` that are data.
const DATA: [(&str, Role); 6] = [
    ("content/indicators.toml", Role::Registry),
    ("content/calendar.toml", Role::Calendar),
    ("content/glossary.toml", Role::Glossary),
    ("content/names.en.toml", Role::Names),
    ("content/official.toml", Role::Official),
    ("content/words.toml", Role::Words),
];

/// What a file of a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `site.toml`.
    Config,
    /// `content/indicators.toml`.
    Registry,
    /// `content/calendar.toml`.
    Calendar,
    /// `content/glossary.toml`.
    Glossary,
    /// `content/names.en.toml`.
    Names,
    /// `content/official.toml`.
    Official,
    /// `content/words.toml`.
    Words,
    /// A file of `official/` that it may name.
    Snapshot,
    /// `content/glossary.zh-hant-tw.txt`.
    Dictionary(Variant),
    /// A bulletin or another page.
    Markdown,
    /// Another file of `content/`, which is copied.
    Beside,
    /// A template or label file.
    Theme,
    /// A file of `static/`.
    Static,
    /// A source under an ending that sources do not have: `H1.MD`, `Glossary.toml`.
    Misnamed,
    /// A copy of a source, or a hidden file of `static/`: none of the site's, but someone may have meant it to be.
    LeftOut,
    /// None of the site's: elsewhere, hidden, or an editor's own.
    Other,
}

/// What a file is, by its path.
pub(crate) fn role(path: &SourcePath) -> Role {
    let (top, below) = path.as_str().split_once('/').unwrap_or(("", path.as_str()));
    let own = match top {
        "" if below == "site.toml" => return Role::Config,
        "content" => in_content(path),
        "templates" => Role::Theme,
        "static" => Role::Static,
        "official" if official::is_snapshot(path) => Role::Snapshot,
        _ => return Role::Other,
    };
    let mut names = below.split('/');
    if below.split('/').any(is_of_an_editor) {
        Role::Other
    } else if names.any(|name| name.starts_with('.') && !(own == Role::Static && is_for_hosts(name))) {
        if own == Role::Static { Role::LeftOut } else { Role::Other }
    } else if is_copy(path.file_name()) {
        Role::LeftOut
    } else {
        own
    }
}

fn in_content(path: &SourcePath) -> Role {
    let named = |name: &&(&str, Role)| path.as_str().eq_ignore_ascii_case(name.0);
    if let Some((name, role)) = DATA.iter().find(named) {
        return if path.as_str() == *name { *role } else { Role::Misnamed };
    }
    if let Some(edition) = path.as_str().strip_prefix("content/glossary.").and_then(|name| name.strip_suffix(".txt")) {
        return edition.parse().map_or(Role::Misnamed, Role::Dictionary);
    }
    match path.extension() {
        "md" => Role::Markdown,
        ending if MARKDOWN.iter().any(|other| ending.eq_ignore_ascii_case(other)) => Role::Misnamed,
        _ => Role::Beside,
    }
}

/// How the names of Markdown files end elsewhere.
const MARKDOWN: [&str; 10] = ["md", "markdown", "mdown", "mkdn", "mkd", "mdwn", "mdtxt", "mdtext", "mdx", "rmd"];

/// Whether an editor or a system writes files of that name for itself.
fn is_of_an_editor(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let whole = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913", ".ds_store", ".directory", ".localized"];
    let starts = ["~$", ".~", ".#", "._", ".git", ".jianbao-", ".fseventsd", ".spotlight-", ".trash", ".nfs"];
    let ends = ["~", ".swp", ".swo", ".swx", ".tmp", ".temp", ".part", ".crdownload", "___jb_tmp___", "___jb_old___"];
    whole.contains(&&*lower)
        || starts.iter().any(|start| lower.starts_with(start))
        || ends.iter().any(|end| lower.ends_with(end))
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

/// Hidden files of `static/` that hosts and browsers ask for.
fn is_for_hosts(name: &str) -> bool {
    [".well-known", ".nojekyll", ".htaccess", ".domains"].contains(&name)
}

/// Whether a name says that it is what another file was: `h1.md.bak`, `h1.md.orig`, `h1.md-2`.
fn is_copy(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let goes_on = |mark: &str| {
        lower
            .match_indices(mark)
            .any(|(at, _)| lower[at + mark.len()..].chars().next().is_some_and(|next| !next.is_alphanumeric()))
    };
    let ends = [".bak", ".backup", ".orig", ".rej", ".old", ".save", ".autosave"];
    goes_on(".md") || goes_on(".markdown") || goes_on(".toml") || ends.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_told_by_the_path() {
        let of = |path: &str| role(&SourcePath::new(path).expect("a path of the site"));
        for (path, expected) in [
            ("site.toml", Role::Config),
            ("README.md", Role::Other),
            ("content/about.md", Role::Markdown),
            ("content/H1.MD", Role::Misnamed),
            ("content/a/h1.markdown", Role::Misnamed),
            ("content/Glossary.toml", Role::Misnamed),
            ("content/glossary.zh-hant-TW.txt", Role::Dictionary(Variant::HantTw)),
            ("content/glossary.taiwan.txt", Role::Misnamed),
            ("content/notes.txt", Role::Beside),
            ("content/a/report.mdb", Role::Beside),
            ("content/a/tmp.png", Role::Beside),
            ("content/a/h1.md.bak", Role::LeftOut),
            ("content/a/h1.md.1", Role::LeftOut),
            ("content/a/chart.png.orig", Role::LeftOut),
            ("content/a/#h1.md#", Role::Other),
            ("content/a/h1.md~", Role::Other),
            ("content/a/~$chart.xlsx", Role::Other),
            ("content/a/Thumbs.db", Role::Other),
            ("content/.git/config", Role::Other),
            ("content/.2024/h1.md", Role::Other),
            ("static/.well-known/security.txt", Role::Static),
            ("static/.nojekyll", Role::Static),
            ("content/official.toml", Role::Official),
            ("content/words.toml", Role::Words),
            ("official/cpi.csv", Role::Snapshot),
            ("official/readme.md", Role::Other),
            ("official/cpi.csv~", Role::Other),
            ("static/.env", Role::LeftOut),
            ("static/.DS_Store", Role::Other),
            ("static/.git/config", Role::Other),
            ("templates/page.html", Role::Theme),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }
}
