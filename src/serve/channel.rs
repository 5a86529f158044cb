//! What a channel has of a page, as JSON: the files that `jianbao channel` writes, and what of them is too much.
//!
//! In: the site, a page of it, and a channel. Out: JSON for `data/preview/channel.js`.
//!
//! May touch: ui, edition, page, channel, pipeline, command

use super::http::{Answer, kind_of};
use crate::channel::Channel;
use crate::command::channel::{self, Made, Wanted};
use crate::edition::{ConverterCache, Corpus};
use crate::page::PageKind;
use crate::pipeline::Site;
use crate::ui::Catalogue;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The name by which `jianbao channel` knows a page; none of a page that no channel has.
pub(crate) fn named(kind: &PageKind<'_>, corpus: &Corpus) -> Option<String> {
    match kind {
        PageKind::Bulletin(at) => Some(corpus[*at].article.source.path.to_string()),
        PageKind::Digest(digest) => Some(digest.span.code()),
        _ => None,
    }
}

/// The files of every edition.
///
/// # Errors
/// When the site has nothing of that name.
pub(crate) fn json(
    site: &Site,
    tables: &ConverterCache,
    channel: Channel,
    name: String,
    now: Timestamp,
    catalogue: &Catalogue,
) -> anyhow::Result<Value> {
    let wanted = Wanted { what: &[name], editions: &[], now };
    let made = channel::make(site, tables, channel, &wanted)?.value;
    let edition = |Made { edition, name, files, excess, .. }: Made| {
        let files =
            files.into_iter().map(|(end, text)| json!({ "name": format!("{name}.{end}"), "end": end, "text": text }));
        let notes = excess.iter().map(|excess| [catalogue.say(&excess.message), catalogue.say(&excess.help)]);
        json!({
            "edition": edition.to_string(),
            "lang": edition.tag(),
            "files": files.collect::<Vec<_>>(),
            "notes": notes.collect::<Vec<_>>(),
        })
    };
    let words = ["WeChat", "Mail", "Messages", "Copy", "Copied", "Back to the page"].map(|word| catalogue.say(word));
    let [wechat, email, text, copy, copied, back] = words;
    Ok(json!({
        "editions": made.into_iter().map(edition).collect::<Vec<_>>(),
        "lang": catalogue.language().key(),
        "say": { "wechat": wechat, "email": email, "text": text, "copy": copy, "copied": copied, "back": back },
    }))
}

/// The page that shows it. What is shown is of closed lists, and no script but the preview's own runs in it.
pub(crate) fn page(nonce: &str) -> Answer {
    let page = include_str!("../../data/preview/channel.html").replace("{nonce}", nonce);
    let policy = format!(
        "default-src 'none';script-src 'nonce-{nonce}';style-src 'self' 'unsafe-inline';connect-src 'self';img-src * data:;\
         base-uri 'none';form-action 'none';frame-src 'self';frame-ancestors 'none'"
    );
    Answer::new(200, kind_of(".html"), page.into_bytes()).under(policy)
}
