//! Styles and scripts as browsers need them: without comments, and without white space that says nothing.
//!
//! In comes CSS or JavaScript as a person wrote it; out goes what means the same. In CSS, names, values and the order of
//! rules are left alone, and so is all white space that might count: in strings and `url(…)`, before `:` in a selector,
//! around `+` and `-` in `calc()`, and in the values of custom properties, which scripts read as they were written.
//! JavaScript loses indents, and lines that are comments. Libraries that do more rewrite by the language they know; a
//! project's own files pass through here too, and may know more.
//!
//! May touch: nothing

/// A piece of a style sheet.
enum Piece<'c> {
    /// White space.
    Space,
    /// `/* … */`.
    Comment,
    /// Anything else, as it stands.
    Kept(&'c str),
}

/// A style sheet without what only people read: `a {\n  color: red; /* why */\n}\n` is `a{color:red}`.
pub(crate) fn css(css: &str) -> String {
    let mut slim = String::with_capacity(css.len());
    let mut gap = None;
    let mut rest = css;
    while !rest.is_empty() {
        let last = last_mark(&slim);
        let begins = slim.is_empty() || matches!(last, Some('{' | '}' | ';'));
        let (piece, length) = piece(rest, begins);
        rest = &rest[length..];
        match piece {
            Piece::Space => gap = Some(" "),
            // Two words with only a comment between them are two words.
            Piece::Comment => gap = gap.or(Some("/**/")),
            Piece::Kept(text) => {
                while text == "}" && last_mark(&slim) == Some(';') {
                    slim.pop();
                }
                let matters = !slim.is_empty() && last.is_none() && !matches!(text, "{" | "}" | ";" | ",");
                slim.push_str(gap.take().filter(|_| matters).unwrap_or_default());
                slim.push_str(text);
            }
        }
    }
    slim
}

/// A script without what only people read: indents, empty lines, and lines that are comments, but for those that speak
/// to programs (`//#`) or of rights (`//!`). One that has strings of several lines is left alone.
pub(crate) fn js(script: &str) -> String {
    if script.contains('`') || script.lines().any(|line| line.ends_with('\\')) {
        return script.to_owned();
    }
    let lines = script.lines().map(|line| line.trim_matches([' ', '\t'])).filter(|line| {
        let comment = line.starts_with("//") && !line.starts_with("//#") && !line.starts_with("//!");
        // Such a line may end a longer comment.
        !line.is_empty() && (!comment || line.contains("*/"))
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The mark at the end of a text behind which white space says nothing. One that is escaped is a letter.
fn last_mark(text: &str) -> Option<char> {
    let mark = text.chars().next_back().filter(|last| matches!(last, '{' | '}' | ';' | ',' | ':'))?;
    (!text[..text.len() - 1].ends_with('\\')).then_some(mark)
}

/// The first piece of a sheet, and how many bytes it has.
fn piece(css: &str, begins_statement: bool) -> (Piece<'_>, usize) {
    let spaces = css.len() - css.trim_start_matches(is_space).len();
    if spaces > 0 {
        return (Piece::Space, spaces);
    }
    if css.starts_with("/*") {
        return (Piece::Comment, length(css));
    }
    let length = match css.starts_with("--") && begins_statement {
        true => custom_property(css),
        false => length(css),
    };
    (Piece::Kept(&css[..length]), length)
}

/// How long a name and a value of a custom property are, up to the `;` or `}` behind them.
fn custom_property(css: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(next) = css[at..].chars().next() {
        match next {
            ';' if depth == 0 => break,
            '}' | ')' | ']' if depth == 0 => break,
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        at += length(&css[at..]);
    }
    css[..at].trim_end_matches(is_space).len()
}

/// How long the token is that a sheet begins with: a comment, a string, an escape, a word, an address, or one character.
fn length(css: &str) -> usize {
    let first = css.chars().next().unwrap_or_default();
    match first {
        '/' if css.starts_with("/*") => css[2..].find("*/").map_or(css.len(), |end| end + 4),
        '"' | '\'' => ended(css, 1, first),
        '\\' => escape(css),
        _ if is_letter(first) => word(css),
        _ => first.len_utf8(),
    }
}

/// A word, and all of `url(…)` unless there is a string in it.
fn word(css: &str) -> usize {
    let end = css.find(|letter| !is_letter(letter)).unwrap_or(css.len());
    let address = css[..end].eq_ignore_ascii_case("url").then(|| css[end..].strip_prefix('(')).flatten();
    match address {
        Some(address) if !address.trim_start_matches(is_space).starts_with(['"', '\'']) => ended(css, end + 1, ')'),
        Some(_) | None => end,
    }
}

/// The length up to and with `end`; a string that is not ended ends with its line, whose end must stay.
fn ended(css: &str, start: usize, end: char) -> usize {
    let mut at = start;
    while let Some(next) = css[at..].chars().next() {
        match next {
            '\\' => at += escape(&css[at..]),
            '\n' | '\r' | '\x0c' if end != ')' => return at + 1,
            _ if next == end => return at + 1,
            _ => at += next.len_utf8(),
        }
    }
    at
}

/// An escaped character, `\:`, or a code point, up to six digits and the space that ends them.
fn escape(css: &str) -> usize {
    let digits = css[1..].chars().take(6).take_while(char::is_ascii_hexdigit).count();
    let next = css[1 + digits..].chars().next();
    match next {
        None => 1 + digits,
        Some(next) if digits == 0 => 1 + next.len_utf8(),
        Some(next) => 1 + digits + usize::from(is_space(next)),
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') || !letter.is_ascii()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    #[test]
    fn of_a_sheet_only_what_says_nothing_goes() {
        let cases = [
            ("a {\n  color: red; /* why */\n}\n", "a{color:red}"),
            ("a :hover , b > c { x : calc(1px + 2 * var(--y)) }", "a :hover,b > c{x :calc(1px + 2 * var(--y))}"),
            ("a { --x: \"A\", 'B' ; --y:; --z: { a: b; c } ; }", "a{--x: \"A\", 'B';--y:;--z: { a: b; c }}"),
            ("a::before { content: \" /* ; } */ \\\" \" / \"\"; }", "a::before{content:\" /* ; } */ \\\" \" / \"\"}"),
            ("a{b:url( //x.y/*z;} );c:URL( 'a , b' )}", "a{b:url( //x.y/*z;} );c:URL( 'a , b' )}"),
            ("a/**/b a/**/ b a,/* c */b", "a/**/b a b a,b"),
            ("@media screen and (min-width: 1px) { a { } }", "@media screen and (min-width:1px){a{}}"),
            (".\\31  b, .c\\: d, .e\\; { }", ".\\31  b,.c\\: d,.e\\;{}"),
            ("@charset \"utf-8\";\n@import url(a.css) print;", "@charset \"utf-8\";@import url(a.css) print;"),
            ("a { content: \"not ended\n; b: c } /* nor this", "a{content:\"not ended\n;b:c}"),
        ];
        for (css, expected) in cases {
            assert_eq!(super::css(css), expected, "{css}");
        }
    }

    #[test]
    fn of_a_script_only_whole_lines_and_indents_go() {
        let cases = [
            (
                "// why\n(() => {\n  a = \"// b\"; // c\n\n  b();\n})();\n",
                "(() => {\na = \"// b\"; // c\nb();\n})();\n",
            ),
            ("//! mine\n//# sourceMappingURL=a\n", "//! mine\n//# sourceMappingURL=a\n"),
            ("/* a\n  // b */ c();\n", "/* a\n// b */ c();\n"),
            ("a = `\n  // b\n`;\n", "a = `\n  // b\n`;\n"),
            ("a = 'b\\\n  // c';\n", "a = 'b\\\n  // c';\n"),
        ];
        for (script, expected) in cases {
            assert_eq!(super::js(script), expected, "{script}");
        }
    }

    proptest! {
        /// Nothing that a first pass left is taken for something else by a second.
        #[test]
        fn a_second_time_nothing_goes(css in "[-a\\\\:;,{}()/*\"' \n+é0]{0,40}") {
            let once = super::css(&css);
            prop_assert!(once.len() <= css.len());
            prop_assert_eq!(super::css(&once), once);
        }
    }
}
