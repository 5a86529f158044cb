//! `[channels]` of `site.toml`: where else the site is read, and how.
//!
//! In: the table. Out: [`Channels`].
//!
//! May touch: diag, tree

use crate::diag::Code;
use crate::tree::{Fields, Written};

/// Where else the site is read. A channel that has a table of its own, be it empty, is one that `check` holds bulletins against.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// Articles of a WeChat account; `None` where nothing is said.
    pub wechat: Option<WechatConfig>,
    /// Whether bulletins are mailed.
    pub email: bool,
    /// Whether each bulletin and each month's digest is offered as a PDF; only a binary with the feature `paged` can make it.
    pub pdf: bool,
}

/// How articles of a WeChat account are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WechatConfig {
    /// How figures are written; by their number where nothing is said.
    pub figures: Option<FiguresAs>,
    /// Who is named as the author; the site's publisher when not given.
    pub author: Option<String>,
    /// Whether the article leads back to its page on the site: 阅读原文.
    pub source_url: bool,
}

/// How figures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresAs {
    /// In a table.
    Table,
    /// In a line each.
    Lines,
}

impl Default for WechatConfig {
    fn default() -> Self {
        Self { figures: None, author: None, source_url: true }
    }
}

impl Channels {
    /// Reads `[channels]`:
    ///
    /// ```toml
    /// [channels]
    /// pdf = true
    ///
    /// [channels.wechat]
    /// figures    = "lines"
    /// author     = "潮汐编辑部"
    /// source_url = false
    ///
    /// [channels.email]
    /// ```
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let Some(mut table) = fields.table("channels") else { return Self::default() };
        let wechat = table.table("wechat").map(|mut wechat| {
            let figures = figures(&mut wechat);
            let author = wechat.text("author").map(|author| author.value);
            let source_url = wechat.written_truth("source_url").is_none_or(|wanted| wanted.value);
            table.absorb(wechat.finish());
            WechatConfig { figures, author, source_url }
        });
        let email = table.table("email").map(|email| table.absorb(email.finish())).is_some();
        let pdf = printed(&mut table, "pdf");
        fields.absorb(table.finish());
        Self { wechat, email, pdf }
    }
}

/// Whether what only a binary with the feature `paged` can make is asked for, and can be made.
pub(super) fn printed(fields: &mut Fields<'_>, key: &'static str) -> bool {
    let Some(Written { value: true, span }) = fields.written_truth(key) else { return false };
    if cfg!(not(feature = "paged")) {
        let message = "this binary makes no PDFs and pictures";
        let help = "build it with `cargo install jianbao --features paged`, or take the line out";
        fields.report(Code::BadConfig, span, message, help);
        return false;
    }
    true
}

fn figures(table: &mut Fields<'_>) -> Option<FiguresAs> {
    let written = table.text("figures")?;
    match written.value.as_str() {
        "table" => Some(FiguresAs::Table),
        "lines" => Some(FiguresAs::Lines),
        other => {
            let message = format!("`figures` cannot be `{other}`");
            let help = "write \"table\" or \"lines\"; without it more than 30 figures are lines, fewer a table";
            table.report(Code::BadConfig, written.span, message, help);
            None
        }
    }
}
