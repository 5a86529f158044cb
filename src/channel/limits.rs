//! How much a channel takes.
//!
//! In: a story. Out: what of it is too much for WeChat or for mail, and the way out.
//!
//! May touch: source, diag, text

use super::{Channel, Story, mail, wechat};
use crate::diag::{Code, Diagnostic};
use crate::source::Place;

/// The most characters of an article of WeChat.
const ARTICLE: usize = 20_000;
/// The most bytes of the HTML of a mail: Gmail cuts those of more than 102 KB.
const MAIL: usize = 90 * 1024;
/// The kinds of pictures that WeChat takes, by the ends of their names.
const PICTURES: [&str; 5] = ["bmp", "gif", "jpeg", "jpg", "png"];
/// The most bytes of one of them.
const PICTURE: u64 = 10 << 20;

/// Something that a channel does not take.
pub(crate) struct Excess {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
    /// How much it is, by which the worst of several editions is found.
    pub(crate) size: usize,
}

impl Excess {
    /// As a warning.
    pub(crate) fn at(self, place: Option<Place>) -> Diagnostic {
        let warning = match place {
            Some(place) => Diagnostic::new(self.code, place, self.message),
            None => Diagnostic::nowhere(self.code, self.message),
        };
        warning.help(self.help)
    }
}

impl Story<'_> {
    /// What a channel does not take of it; `size` knows the bytes of a picture by its address, where it is one of the site's.
    pub(crate) fn excess(&self, channel: Channel, size: &dyn Fn(&str) -> Option<u64>) -> Vec<Excess> {
        match channel {
            Channel::Wechat => [article(self)].into_iter().flatten().chain(pictures(self, size)).collect(),
            Channel::Email => mailed(self).into_iter().collect(),
            Channel::Text => Vec::new(),
        }
    }
}

fn article(story: &Story<'_>) -> Option<Excess> {
    let (content, wechat::Weights { figures, charts, tables, notes }) = wechat::content(story);
    let signs = content.chars().count();
    let text = signs.saturating_sub(figures + charts + tables + notes);
    let message = format!(
        "the article has {signs} characters, and WeChat takes {ARTICLE}: figures {figures}, charts {charts}, tables {tables}, notes {notes}, text {text}"
    );
    let help = "part the bulletin in two, or write its figures in lines: `[channels.wechat]`, `figures = \"lines\"`";
    (signs > ARTICLE).then(|| Excess { code: Code::WechatLimit, message, help: help.to_owned(), size: signs })
}

fn pictures(story: &Story<'_>, size: &dyn Fn(&str) -> Option<u64>) -> Vec<Excess> {
    let of = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let kind =
            path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
        let is_known = kind.is_none_or(|kind| PICTURES.contains(&kind.as_str()));
        let message = match size(address) {
            _ if !is_known => format!("WeChat takes no picture of the kind of `{address}`"),
            Some(bytes) if bytes > PICTURE => {
                format!("the picture `{address}` has {} MB, and WeChat takes 10", bytes.div_ceil(1 << 20))
            }
            _ => return None,
        };
        let help = "save it as PNG, JPEG or GIF of less than 10 MB".to_owned();
        Some(Excess { code: Code::WechatLimit, message, help, size: 0 })
    };
    super::pictures(&story.blocks).into_iter().filter_map(of).collect()
}

fn mailed(story: &Story<'_>) -> Option<Excess> {
    let bytes = mail::html(story).len();
    let message = format!("the mail has {bytes} bytes, and Gmail cuts those of more than {MAIL}");
    let help = "part the bulletin in two".to_owned();
    (bytes > MAIL).then_some(Excess { code: Code::MailLimit, message, help, size: bytes })
}
