//! A workaround for emphasis and tildes beside Chinese punctuation, digits and signs.
//!
//! CommonMark lets `**` close after punctuation only when a space or punctuation follows, which
//! suits languages that write spaces. In `同比增长**14.2%**的产业`, `**同比：**6.4%` or `这是**想做的事。**所以`
//! it does not close, and is printed. The amendment under discussion counts a CJK character on
//! either side as a space. The same is achieved here, for every `**` beside punctuation, by putting a letter
//! that occurs nowhere else between the punctuation and the run before parsing, and removing it from the
//! result: the run can then open and close, and closes what is open.
//!
//! GFM strikes through what stands between two single tildes, as in `-5%~-3%，上期为-8%~-6%`. Here only
//! `~~` strikes; a space that occurs nowhere else keeps a single one from closing.
//!
//! In: Markdown. Out: the same with marks, and the way back for events and offsets.
//!
//! May touch: nothing

use super::super::is_cjk;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::ops::Range;

/// Markdown with marks in it.
pub(super) struct Marked {
    /// The text to parse.
    pub text: String,
    marks: Marks,
    /// Byte offsets of the marks in `text`, ascending.
    at: Vec<usize>,
}

/// Characters that occur nowhere in the text, of [`WIDTH`] bytes each.
#[derive(Clone, Copy)]
struct Marks {
    /// Counts as a letter.
    letter: char,
    /// Counts as a space.
    space: char,
}

/// The bytes of a mark.
const WIDTH: usize = 3;

/// What a mark counts as.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    Space,
}

/// Marks the text where a run of `*` or `~` would not do what its author means; `None` when there is no
/// such run, which is most texts.
pub(super) fn mark(markdown: &str) -> Option<Marked> {
    let places = places(markdown);
    if places.is_empty() {
        return None;
    }
    let free = |mut characters: std::ops::RangeInclusive<char>| characters.find(|&c| !markdown.contains(c));
    let marks = Marks { letter: free('\u{E000}'..='\u{F8FF}')?, space: free('\u{2000}'..='\u{200A}')? };
    let mut text = String::with_capacity(markdown.len() + places.len() * WIDTH);
    let (mut at, mut copied) = (Vec::with_capacity(places.len()), 0);
    for (place, kind) in places {
        text.push_str(&markdown[copied..place]);
        at.push(text.len());
        text.push(match kind {
            Kind::Letter => marks.letter,
            Kind::Space => marks.space,
        });
        copied = place;
    }
    text.push_str(&markdown[copied..]);
    Some(Marked { text, marks, at })
}

/// Offsets at which a mark is needed.
fn places(markdown: &str) -> Vec<(usize, Kind)> {
    let mut places = Vec::new();
    let mut rest = 0;
    while let Some(found) = markdown[rest..].find(['*', '~']) {
        let start = rest + found;
        let sign = markdown.as_bytes()[start];
        let end = start + markdown[start..].bytes().take_while(|&b| b == sign).count();
        rest = end;
        let (before, after) = (markdown[..start].chars().next_back(), markdown[end..].chars().next());
        let Some(before) = before.filter(|&before| before != '\\') else { continue };
        if sign == b'~' && end - start == 1 {
            // Only where it could close.
            if !before.is_whitespace() && after.is_none_or(|after| !is_letter(after)) {
                places.push((start, Kind::Space));
            }
            continue;
        }
        let Some(after) = after else { continue };
        // One `*` between Western letters and signs is as likely to multiply.
        if end - start == 1 && !is_cjk(before) && !is_cjk(after) {
            continue;
        }
        if is_punctuation(before) && is_letter(after) {
            places.push((start, Kind::Letter));
        } else if is_punctuation(after) && is_letter(before) {
            places.push((end, Kind::Letter));
        }
    }
    places
}

/// Punctuation in CommonMark's sense (Unicode P and S), approximated as every visible character that is no
/// letter or digit.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

impl Marked {
    /// An event as it would have been without marks.
    pub(super) fn restore<'a>(&self, event: Event<'_>) -> Event<'a> {
        match event {
            Event::Start(tag) => Event::Start(self.restore_tag(tag)),
            Event::End(end) => Event::End(end),
            Event::Text(text) => Event::Text(self.clean(text)),
            Event::Code(text) => Event::Code(self.clean(text)),
            Event::InlineMath(text) => Event::InlineMath(self.clean(text)),
            Event::DisplayMath(text) => Event::DisplayMath(self.clean(text)),
            Event::Html(text) => Event::Html(self.clean(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.clean(text)),
            Event::FootnoteReference(text) => Event::FootnoteReference(self.clean(text)),
            Event::SoftBreak => Event::SoftBreak,
            Event::HardBreak => Event::HardBreak,
            Event::Rule => Event::Rule,
            Event::TaskListMarker(done) => Event::TaskListMarker(done),
        }
    }

    /// A range of the marked text as a range of the original.
    pub(super) fn original(&self, span: Range<usize>) -> Range<usize> {
        let back = |offset: usize| offset - self.at.partition_point(|&at| at < offset) * WIDTH;
        back(span.start)..back(span.end)
    }

    fn clean<'a>(&self, text: CowStr<'_>) -> CowStr<'a> {
        text.replace([self.marks.letter, self.marks.space], "").into()
    }

    fn restore_tag<'a>(&self, tag: Tag<'_>) -> Tag<'a> {
        let optional = |text: Option<CowStr<'_>>| text.map(|text| self.clean(text));
        match tag {
            Tag::Heading { level, id, classes, attrs } => Tag::Heading {
                level,
                id: optional(id),
                classes: classes.into_iter().map(|class| self.clean(class)).collect(),
                attrs: attrs.into_iter().map(|(name, value)| (self.clean(name), optional(value))).collect(),
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                Tag::CodeBlock(CodeBlockKind::Fenced(self.clean(language)))
            }
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(self.clean(label)),
            Tag::Link { link_type, dest_url, title, id } => {
                let (dest_url, title, id) = self.clean_link(dest_url, title, id);
                Tag::Link { link_type, dest_url, title, id }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let (dest_url, title, id) = self.clean_link(dest_url, title, id);
                Tag::Image { link_type, dest_url, title, id }
            }
            tag => tag.into_static(),
        }
    }

    fn clean_link<'a>(
        &self,
        url: CowStr<'_>,
        title: CowStr<'_>,
        id: CowStr<'_>,
    ) -> (CowStr<'a>, CowStr<'a>, CowStr<'a>) {
        (self.clean(url), self.clean(title), self.clean(id))
    }
}
