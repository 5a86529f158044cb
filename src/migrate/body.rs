//! The text of a page without the tags of its program.
//!
//! In: Markdown with shortcodes or tags. Out: Markdown: pictures, links, code, quotations and alerts in their place. What
//! has no counterpart is a comment in its place, the text within it stays, and it is listed.
//!
//! May touch: source

use super::code;
use super::found::Left;
use super::index::Index;
use super::tags::{self, Form, Syntax, Tag};
use crate::source::Source;
use std::ops::Range;

/// Tags whose text is shown as a remark, and the alert that each is.
const ALERTS: [(&str, &str); 16] = [
    ("note", "NOTE"),
    ("notice", "NOTE"),
    ("info", "NOTE"),
    ("alert", "NOTE"),
    ("admonition", "NOTE"),
    ("callout", "NOTE"),
    ("hint", "TIP"),
    ("tip", "TIP"),
    ("success", "TIP"),
    ("primary", "NOTE"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("warn", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
];

/// Pages of media by the name of their tag; `{}` is the id.
const MEDIA: [(&str, &str, &str); 8] = [
    ("youtube", "YouTube", "https://www.youtube.com/watch?v={}"),
    ("vimeo", "Vimeo", "https://vimeo.com/{}"),
    ("bilibili", "bilibili", "https://www.bilibili.com/video/{}"),
    ("gist", "Gist", "https://gist.github.com/{}"),
    ("instagram", "Instagram", "https://www.instagram.com/p/{}/"),
    ("tweet", "X", "https://x.com/{}"),
    ("x", "X", "https://x.com/{}"),
    ("jsfiddle", "JSFiddle", "https://jsfiddle.net/{}/"),
];

/// What has to be known of a text and its site.
pub(super) struct Body<'a> {
    pub(super) source: &'a Source,
    pub(super) syntax: Syntax,
    pub(super) index: &'a Index,
    /// What values of the site and of the page are: `site.title`, `page.title`.
    pub(super) values: &'a [(&'a str, String)],
}

/// A text as it is carried.
pub(super) struct Carried {
    pub(super) markdown: String,
    /// What is before `<!--more-->`.
    pub(super) excerpt: Option<String>,
}

impl Body<'_> {
    /// Carries the bytes `span` of the source.
    pub(super) fn carried(&self, span: Range<usize>, left: &mut Vec<Left>) -> Carried {
        let text = self.text(span, left);
        let more = ["<!--more-->", "<!-- more -->", "<!--More-->", "<!-- excerpt -->"];
        let cut = more.iter().find_map(|mark| text.find(mark).map(|at| (at, mark.len())));
        let (text, excerpt) = match cut {
            None => (text, None),
            Some((at, length)) => {
                let before = text[..at].trim().to_owned();
                let text = format!("{}\n\n{}", text[..at].trim_end(), text[at + length..].trim_start());
                (text, Some(before))
            }
        };
        Carried { markdown: format!("{}\n", text.trim_matches('\n').trim_end()), excerpt }
    }

    fn text(&self, span: Range<usize>, left: &mut Vec<Left>) -> String {
        let text = &self.source.text[..span.end];
        let codes: Vec<Range<usize>> = code::ranges(&text[span.clone()])
            .into_iter()
            .map(|code| code.start + span.start..code.end + span.start)
            .collect();
        let mut out = String::new();
        let mut at = span.start;
        while let Some(tag) = tags::next(text, at, self.syntax) {
            if let Some(code) = codes.iter().find(|code| code.contains(&tag.span.start)) {
                self.plain(&text[at..code.start.max(at)], at, &mut out, left);
                out.push_str(&self.of_code(&text[code.start.max(at)..code.end.max(at)]));
                at = code.end.max(tag.span.start + 1);
                continue;
            }
            self.plain_around(text, at..tag.span.start, &codes, &mut out, left);
            at = tag.span.end;
            let inner = match tag.form {
                Form::Open => self.inner(text, &tag, &codes),
                Form::Close | Form::Value | Form::Printed => None,
            };
            let new = self.of_tag(&tag, inner.as_ref().map(|(inner, _)| inner.clone()), &out, left);
            // What stands as a paragraph of its own has lines of its own.
            let block = new.contains("\n\n") || new.starts_with(['>', '`']) && new.contains('\n');
            if block && !out.is_empty() && !out.ends_with("\n\n") {
                out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
            }
            if let Some((_, end)) = inner {
                at = end;
            }
            let rest = &text[at..];
            let starts_line = out.is_empty() || out.ends_with('\n');
            if block {
                out.push_str(new.trim_end_matches('\n'));
                let breaks = rest.len() - rest.trim_start_matches('\n').len();
                out.push_str(&"\n".repeat(2_usize.saturating_sub(breaks)));
            } else {
                out.push_str(&new);
                // A line that begins with a comment is no Markdown.
                let goes_on = rest.lines().next().is_some_and(|line| !line.trim().is_empty());
                if new.starts_with("<!--") && starts_line && goes_on {
                    out.push('\n');
                    at += rest.len() - rest.trim_start_matches(' ').len();
                }
            }
        }
        self.plain_around(text, at..text.len(), &codes, &mut out, left);
        out
    }

    /// A stretch without tags, in which code stays as it is.
    fn plain_around(
        &self,
        text: &str,
        span: Range<usize>,
        codes: &[Range<usize>],
        out: &mut String,
        left: &mut Vec<Left>,
    ) {
        let mut at = span.start;
        for code in codes.iter().filter(|code| code.start >= span.start && code.end <= span.end) {
            self.plain(&text[at..code.start], at, out, left);
            out.push_str(&text[code.clone()]);
            at = code.end;
        }
        self.plain(&text[at..span.end], at, out, left);
    }

    /// Running text: braces, which would show figures here, are printed.
    fn plain(&self, text: &str, at: usize, out: &mut String, left: &mut Vec<Left>) {
        let text = text.replace("{{", "\\{\\{");
        if self.syntax != Syntax::Liquid || !text.contains("{:") {
            out.push_str(&text);
            return;
        }
        let mut rest = text.as_str();
        let mut passed = 0;
        while let Some(start) = rest.find("{:") {
            let Some(end) = rest[start..].find('}').map(|end| start + end + 1) else { break };
            let attributes = &rest[start..end];
            out.push_str(&rest[..start]);
            if attributes != "{:toc}" && !attributes.contains('\n') {
                let what = format!("the attributes `{attributes}` are not carried");
                left.push(Left::at(self.source, at + passed + start, what));
            }
            passed += end;
            rest = &rest[end..];
            if attributes == "{:toc}" {
                // The line before it is a list of one word, which kramdown replaces.
                out.truncate(out.trim_end().rfind('\n').map_or(0, |list| list + 1));
                passed += rest.len() - rest.trim_start_matches('\n').len();
                rest = rest.trim_start_matches('\n');
            }
        }
        out.push_str(rest);
    }

    /// Code as it was printed: what kept its tags from being read is dropped.
    fn of_code(&self, text: &str) -> String {
        let mut out = text.to_owned();
        match self.syntax {
            Syntax::Liquid => {
                for mark in ["{% raw %}", "{% endraw %}", "{%- raw -%}", "{%- endraw -%}"] {
                    out = out.replace(mark, "");
                }
            }
            Syntax::Hugo | Syntax::Zola => {
                for (mark, plain) in [("{{</*", "{{<"), ("*/>}}", ">}}"), ("{{%/*", "{{%"), ("*/%}}", "%}}")] {
                    out = out.replace(mark, plain);
                }
                if self.syntax == Syntax::Zola {
                    out = out.replace("{{/*", "{{").replace("*/}}", "}}").replace("{%/*", "{%").replace("*/%}", "%}");
                }
            }
        }
        out
    }

    /// What a tag encloses, and where its end ends; `None` where nothing closes it.
    fn inner(&self, text: &str, tag: &Tag, codes: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
        let (mut at, mut depth) = (tag.span.end, 1_usize);
        let literal = matches!(tag.name.as_str(), "raw" | "highlight" | "codeblock" | "code" | "verbatim" | "comment");
        while let Some(next) = tags::next(text, at, self.syntax) {
            at = next.span.end;
            if !literal && codes.iter().any(|code| code.contains(&next.span.start)) {
                continue;
            }
            let same = next.name == tag.name || (self.syntax == Syntax::Zola && next.form == Form::Close);
            let opens = match self.syntax {
                // Only those in `{%` are closed.
                Syntax::Zola => text[next.span.start..].starts_with("{%") && text[tag.span.start..].starts_with("{%"),
                Syntax::Hugo | Syntax::Liquid => same && !literal,
            };
            match next.form {
                Form::Open if opens => depth += 1,
                Form::Close if same => {
                    depth -= 1;
                    if depth == 0 {
                        return Some((tag.span.end..next.span.start, next.span.end));
                    }
                }
                Form::Open | Form::Close | Form::Value | Form::Printed => {}
            }
        }
        None
    }

    /// What takes the place of a tag, and of what it encloses.
    fn of_tag(&self, tag: &Tag, inner: Option<Range<usize>>, before: &str, left: &mut Vec<Left>) -> String {
        let written = |span: &Range<usize>| self.source.text[span.clone()].to_owned();
        match tag.form {
            Form::Printed => return tag.rest.replace("{{", "\\{\\{"),
            Form::Value => {
                return self.value(&tag.rest).unwrap_or_else(|| self.comment(tag, before, left));
            }
            Form::Open | Form::Close => {}
        }
        if let (true, Some(inner)) = (matches!(tag.name.as_str(), "raw" | "verbatim"), &inner) {
            return written(inner).replace("{{", "\\{\\{");
        }
        if let (true, Some(inner)) = (matches!(tag.name.as_str(), "highlight" | "codeblock" | "code"), &inner) {
            return self.code_block(tag, &written(inner));
        }
        if let Some(new) = self.picture(tag).or_else(|| media(tag)).or_else(|| self.link(tag)) {
            return new;
        }
        let Some(inner) = inner else { return self.comment(tag, before, left) };
        if tag.name == "comment" {
            return format!("<!-- {} -->", written(&inner).trim().replace("--", "- -"));
        }
        let text = self.text(inner, left);
        let text = text.trim();
        let quoted = |text: &str| {
            text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
        };
        if matches!(tag.name.as_str(), "blockquote" | "quote" | "pullquote" | "cq" | "centerquote") {
            let by = tag.value(&["author", "cite"]).map(str::to_owned);
            let by = by.or_else(|| Some(tag.bares().join(" ")).filter(|by| !by.is_empty() && tag.name != "pullquote"));
            return quoted(&by.map_or(text.to_owned(), |by| format!("{text}\n\n—— {by}"))) + "\n";
        }
        if let Some((_, alert)) = ALERTS.iter().find(|(name, _)| *name == tag.name) {
            let kind = tag.value(&["type", "level"]).or(tag.bare(0)).unwrap_or_default().to_ascii_lowercase();
            let alert = ALERTS.iter().find(|(name, _)| *name == kind).map_or(*alert, |(_, alert)| alert);
            let title = tag.value(&["title"]).map_or(String::new(), |title| format!("**{title}**\n\n"));
            return format!("> [!{alert}]\n{}\n", quoted(&format!("{title}{text}")));
        }
        if tag.name == "details" {
            let summary = tag.value(&["summary", "title"]).or(tag.bare(0)).unwrap_or("…");
            return format!("<details><summary>{summary}</summary>\n\n{text}\n\n</details>\n");
        }
        let comment = self.comment(tag, before, left);
        format!("{comment}\n\n{text}\n\n").trim_start().to_owned()
    }

    /// A tag as a comment, which readers do not see; where a comment cannot be, nothing. It is listed.
    fn comment(&self, tag: &Tag, before: &str, left: &mut Vec<Left>) -> String {
        let written = &self.source.text[tag.span.clone()];
        if tag.form == Form::Close {
            return String::new();
        }
        let shown = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let in_element = before.rfind('<').is_some_and(|at| {
            let open = &before[at + 1..];
            !open.contains('>') && open.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        let (what, comment) = match in_element || before.ends_with(['(', '"', '\'', '=', '/', '#']) {
            true => (format!("the tag `{shown}` is not carried; nothing is in its place"), String::new()),
            false => (
                format!("the tag `{shown}` is not carried; a comment is in its place"),
                format!("<!-- {} -->", shown.replace("--", "- -")),
            ),
        };
        left.push(Left::at(self.source, tag.span.start, what));
        comment
    }

    /// What an expression prints, where it is known.
    fn value(&self, expression: &str) -> Option<String> {
        let (subject, filters) = expression.split_once('|').unwrap_or((expression, ""));
        let subject = subject.trim();
        let quoted = |mark: char| subject.strip_prefix(mark)?.strip_suffix(mark);
        let addresses =
            filters.split('|').all(|filter| matches!(filter.trim(), "" | "relative_url" | "absolute_url" | "escape"));
        if !addresses {
            return None;
        }
        if let Some(text) = quoted('"').or_else(|| quoted('\'')) {
            return Some(text.replace("{{", "\\{\\{"));
        }
        self.values.iter().find(|(name, _)| *name == subject).map(|(_, value)| value.clone())
    }

    fn code_block(&self, tag: &Tag, inner: &str) -> String {
        let inner = self.of_code(inner);
        let inner = inner.trim_matches('\n').trim_end();
        let of_key = tag.bares().into_iter().find_map(|value| value.strip_prefix("lang:"));
        let first = tag.bare(0).filter(|_| tag.name == "highlight" || tag.rest.split(' ').count() == 1);
        let language = tag.value(&["lang", "language"]).or(of_key).or(first).unwrap_or_default();
        let language = language.split(['[', '.']).next().unwrap_or_default();
        let fence = code::fence(inner);
        format!("{fence}{language}\n{inner}\n{fence}\n")
    }

    fn picture(&self, tag: &Tag) -> Option<String> {
        if !matches!(tag.name.as_str(), "figure" | "img" | "image" | "picture" | "asset_img" | "fig") {
            return None;
        }
        let is_place = |value: &&str| value.contains(['/', '.']) || tag.name == "asset_img";
        let bares = tag.bares();
        let place = bares.iter().position(is_place);
        let source = tag.value(&["src", "path", "url", "link"]).or(place.map(|at| bares[at]))?;
        let is_word = |value: &&&str| !value.is_empty() && !value.chars().all(|c| c.is_ascii_digit());
        let title: Vec<&str> = place.map_or(Vec::new(), |at| bares[at + 1..].iter().filter(is_word).copied().collect());
        let title = title.join(" ").replace(['"', '\''], "");
        let caption = tag.value(&["caption", "title"]).map(str::to_owned);
        let alt = tag.value(&["alt"]).map(str::to_owned).or(Some(title).filter(|title| !title.is_empty()));
        let alt = alt.or_else(|| caption.clone()).unwrap_or_default().replace(['[', ']'], "");
        let target = if source.contains([' ', '(', ')']) { format!("<{source}>") } else { source.to_owned() };
        let picture = format!("![{alt}]({target})");
        let picture = match tag.value(&["link"]).filter(|link| *link != source) {
            Some(link) => format!("[{picture}]({link})"),
            None => picture,
        };
        Some(match caption.filter(|caption| tag.name == "figure" && !caption.is_empty()) {
            Some(caption) => format!("{picture}\n\n*{caption}*\n\n"),
            None => picture,
        })
    }

    /// A link, or the address of one.
    fn link(&self, tag: &Tag) -> Option<String> {
        let bares = tag.bares();
        let name = bares.first().copied().or(tag.value(&["path"]))?;
        let (name, anchor) = name.split_once('#').map_or((name, None), |(name, anchor)| (name, Some(anchor)));
        let found = match name {
            "" => Some(String::new()),
            name => self.index.named(name, self.source.path.as_str()).map(|place| place.address.clone()),
        };
        let address =
            found.unwrap_or_else(|| name.to_owned()) + &anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
        let angled = if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address.clone() };
        let titled = |words: &[&str], usual: &str| {
            let words: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "true" | "false")).collect();
            let words = if words.is_empty() { usual.to_owned() } else { words.join(" ") };
            format!("[{}]({angled})", words.replace(['[', ']'], ""))
        };
        match tag.name.as_str() {
            "ref" | "relref" | "post_url" | "asset_path" | "post_path" => Some(address),
            "link" => match bares.iter().position(|value| value.contains("://") || value.starts_with('/')) {
                // Hexo names the words first, Jekyll only a file.
                Some(at) if at > 0 => Some(format!("[{}]({})", bares[..at].join(" "), bares[at])),
                _ => Some(address),
            },
            "post_link" | "asset_link" => Some(titled(&bares[1..], self.index.title_of(name).unwrap_or(name))),
            _ => None,
        }
    }
}

/// A link to what a tag would have shown in a frame.
fn media(tag: &Tag) -> Option<String> {
    if matches!(tag.name.as_str(), "iframe" | "video" | "audio") {
        let address = tag.value(&["src", "url"]).or(tag.bare(0)).filter(|address| address.contains('/'))?;
        return Some(format!("<{address}>").replace("<//", "<https://"))
            .filter(|link| link.contains("://"))
            .or_else(|| Some(format!("[{address}]({address})")));
    }
    let (_, name, page) = MEDIA.iter().find(|(own, ..)| *own == tag.name)?;
    let id = match (tag.value(&["user"]), tag.value(&["id"])) {
        (Some(user), Some(id)) if matches!(tag.name.as_str(), "tweet" | "x") => format!("{user}/status/{id}"),
        (Some(user), Some(id)) => format!("{user}/{id}"),
        (_, Some(id)) => id.to_owned(),
        _ if tag.name == "gist" => tag.bares().into_iter().take(2).collect::<Vec<_>>().join("/"),
        _ => tag.bare(0)?.to_owned(),
    };
    let id =
        if matches!(tag.name.as_str(), "tweet" | "x") && !id.contains('/') { format!("i/status/{id}") } else { id };
    (!id.is_empty()).then(|| format!("[{name}]({})", page.replace("{}", &id)))
}
