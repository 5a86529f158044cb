//! HTML of a closed list of elements.
//!
//! In: elements of one channel's list, their attributes, and text. Out: HTML. An element is a value of the channel's own enum and a
//! style is one of its constants, so that nothing else can be written; text is escaped here and nowhere else.
//!
//! May touch: render

use crate::render::escape;

/// An element of a channel's list.
pub(super) trait Element: Copy {
    /// As HTML names it.
    fn name(self) -> &'static str;
    /// Whether it has nothing in it: a picture, a new line.
    fn is_void(self) -> bool;
}

/// What an element may say of itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attribute<'a> {
    /// Its style.
    Style(&'static str),
    /// Where a link leads.
    Href(&'a str),
    /// Where a picture is.
    Src(&'a str),
    /// What it shows in words.
    Alt(&'a str),
    /// How wide it is, in pixels or per cent.
    Width(&'a str),
    /// What it is to those who hear it.
    Role(&'static str),
    /// Its language.
    Lang(&'a str),
    /// The first number of a list.
    Start(&'a str),
    /// What a head says: its name and its content.
    Meta(&'static str, &'static str),
    /// In what its bytes are.
    Charset(&'static str),
    /// The size of a drawing in its own units: `0 0 328 260`.
    ViewBox(&'a str),
    /// What a drawing shows in words.
    Label(&'a str),
}

/// HTML as it grows.
#[derive(Default)]
pub(super) struct Markup {
    html: String,
}

impl Markup {
    /// An element with what is in it.
    fn element<E: Element>(&mut self, element: E, with: &[Attribute<'_>], inner: impl FnOnce(&mut Self)) {
        let name = element.name();
        self.html.push('<');
        self.html.push_str(name);
        for attribute in with {
            let (key, value) = match attribute {
                Attribute::Style(style) => ("style", *style),
                Attribute::Href(address) => ("href", *address),
                Attribute::Src(address) => ("src", *address),
                Attribute::Alt(text) => ("alt", *text),
                Attribute::Width(width) => ("width", *width),
                Attribute::Role(role) => ("role", *role),
                Attribute::Lang(lang) => ("lang", *lang),
                Attribute::Start(number) => ("start", *number),
                Attribute::Charset(name) => ("charset", *name),
                Attribute::ViewBox(size) => ("viewBox", *size),
                Attribute::Label(text) => ("aria-label", *text),
                Attribute::Meta(key, content) => {
                    self.attribute("name", key);
                    ("content", *content)
                }
            };
            self.attribute(key, value);
        }
        self.html.push('>');
        if !element.is_void() {
            inner(self);
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(key);
        self.html.push_str("=\"");
        self.text(value);
        self.html.push('"');
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.html.push_str(&escape(text));
    }

    /// How many bytes there are.
    pub(super) fn length(&self) -> usize {
        self.html.len()
    }

    /// How many characters there are after so many bytes.
    pub(super) fn signs_after(&self, bytes: usize) -> usize {
        self.html.get(bytes..).map_or(0, |html| html.chars().count())
    }

    /// What a channel always writes, as it is.
    pub(super) fn constant(&mut self, html: &'static str) {
        self.html.push_str(html);
    }

    /// The shapes of a drawing without a style sheet, which the charts have a closed list of.
    pub(super) fn shapes(&mut self, shapes: &str) {
        self.html.push_str(shapes);
    }

    /// The HTML.
    pub(super) fn finish(self) -> String {
        self.html
    }
}

/// Who writes a story with the elements of one channel.
pub(super) trait Writes: Sized {
    /// Its closed list.
    type Element: Element;

    /// What is written so far.
    fn markup(&mut self) -> &mut Markup;

    /// An element with what is in it.
    fn element(&mut self, element: Self::Element, with: &[Attribute<'_>], inner: impl FnOnce(&mut Self)) {
        let mut markup = std::mem::take(self.markup());
        markup.element(element, with, |markup| {
            *self.markup() = std::mem::take(markup);
            inner(self);
            *markup = std::mem::take(self.markup());
        });
        *self.markup() = markup;
    }

    /// Text.
    fn text(&mut self, text: &str) {
        self.markup().text(text);
    }

    /// Code with its line ends as elements and its spaces as spaces that stay.
    fn code(&mut self, line_end: Self::Element, code: &str) {
        for (at, line) in code.trim_end().lines().enumerate() {
            if at > 0 {
                self.element(line_end, &[], |_| {});
            }
            self.text(&line.replace(' ', "\u{a0}"));
        }
    }
}
