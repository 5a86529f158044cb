//! Where a tag of raw HTML ends.
//!
//! In: HTML that begins with `<`. Out: how many bytes its first tag or comment has.
//!
//! May touch: nothing

/// The bytes of the tag or comment at the start of `html`; a `>` in a quoted attribute is not its
/// end, and one that never ends is only its `<`. Where another `<` comes first it never ends, so that
/// a hundred thousand of them are looked at once each.
pub(super) fn length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote: Option<char> = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + 1,
            (None, '<') if at > 0 => return 1,
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    1
}
