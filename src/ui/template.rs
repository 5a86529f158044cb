//! One line of the catalogue: English with placeholders, and the same in Chinese.
//!
//! In: both, with placeholders as `format!` writes them: ``unknown key `{key}` `` and ``没有 `{key}` 这个键``. Out:
//! [`Template`], which translates English that matches it, whatever the placeholders contain.
//!
//! What is between backquotes is the author's and stays as it is, and so does a placeholder whose name ends
//! in `path` or `text`. Any other placeholder may contain words of the program (`{key} is a number`), which are
//! translated too. A placeholder whose name ends in `list` contains items with commas or `or` between.
//!
//! May touch: nothing

/// English with placeholders, and its Chinese.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// The text before, between and after the placeholders of the English: one more than there are placeholders.
    literals: Vec<String>,
    /// Each placeholder's name, and whether it contains the author's words.
    holes: Vec<(String, bool)>,
    said: Vec<Part>,
}

/// A piece of a line.
#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Hole(String),
}

impl Template {
    pub(super) fn new(english: &str, chinese: &str) -> Self {
        let mut literals = vec![String::new()];
        let mut holes = Vec::new();
        let mut quoted = false;
        for part in parts(english) {
            match part {
                Part::Text(text) => {
                    quoted ^= text.matches('`').count() % 2 == 1;
                    if let Some(literal) = literals.last_mut() {
                        literal.push_str(&text);
                    }
                }
                Part::Hole(name) => {
                    holes.push((name.clone(), quoted || name.ends_with("path") || name.ends_with("text")));
                    literals.push(String::new());
                }
            }
        }
        Self { literals, holes, said: parts(chinese) }
    }

    /// How much of it is fixed text: of two templates that match, the one with more is meant.
    pub(super) fn weight(&self) -> usize {
        self.literals.iter().map(String::len).sum()
    }

    /// The Chinese of English that matches; `say` translates the contents of a placeholder.
    pub(super) fn say(&self, english: &str, say: &dyn Fn(&str) -> String) -> Option<String> {
        let values = self.values(english)?;
        let mut line = String::new();
        for part in &self.said {
            match part {
                Part::Text(text) => line.push_str(text),
                Part::Hole(name) => {
                    let at = self.holes.iter().position(|(hole, _)| hole == name)?;
                    let value = if self.holes[at].1 { values[at].to_owned() } else { say(values[at]) };
                    line.push_str(&if name.ends_with("list") { in_list(&value) } else { value });
                }
            }
        }
        Some(line)
    }

    /// The contents of the placeholders; `None` when the text does not match.
    fn values<'e>(&self, english: &'e str) -> Option<Vec<&'e str>> {
        let (first, others) = self.literals.split_first()?;
        let mut rest = english.strip_prefix(first.as_str())?;
        let Some((last, between)) = others.split_last() else { return rest.is_empty().then(Vec::new) };
        let mut values = Vec::new();
        for literal in between {
            let (value, behind) = rest.split_once(literal.as_str())?;
            values.push(value);
            rest = behind;
        }
        values.push(rest.strip_suffix(last.as_str())?);
        let is_whole = |(value, (_, quoted)): (&&str, &(String, bool))| !quoted || !value.contains('`');
        values.iter().zip(&self.holes).all(is_whole).then_some(values)
    }
}

/// A list with Chinese separators.
fn in_list(items: &str) -> String {
    items.replace(", ", "、").replace(" or ", " 或 ")
}

/// The pieces of a line as `format!` reads them: `{{` is a brace, `{name}` a placeholder.
fn parts(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let doubled = rest[at..].starts_with("{{") || rest[at..].starts_with("}}");
        match rest[at..].find('}') {
            Some(end) if !doubled && end > 0 => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::Hole(rest[at + 1..at + end].to_owned()));
                rest = &rest[at + end + 1..];
            }
            _ => {
                text.push_str(&rest[at..at + 1]);
                rest = &rest[at + 1 + usize::from(doubled)..];
            }
        }
    }
    text.push_str(rest);
    parts.push(Part::Text(text));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn said(english: &str, chinese: &str, line: &str) -> Option<String> {
        Template::new(english, chinese).say(line, &|part| format!("<{part}>"))
    }

    #[test]
    fn holes_are_filled_in_any_order() {
        let line = said("`{key}` is {what}, not {wanted}", "应为{wanted}，`{key}` 是{what}", "`a` is b, not c");
        assert_eq!(line.as_deref(), Some("应为<c>，`a` 是<b>"));
        assert_eq!(said("nothing", "无", "nothing").as_deref(), Some("无"));
        assert_eq!(said("one of {list}", "{list}", "one of `a`, `b`").as_deref(), Some("<`a`、`b`>"));
        assert_eq!(
            said("use `{{{{ {near} }}}}`?", "`{{{{ {near} }}}}`？", "use `{{ 甲 }}`?").as_deref(),
            Some("`{{ 甲 }}`？")
        );
    }

    #[test]
    fn other_words_do_not_fit() {
        assert_eq!(said("nothing", "无", "nothing else"), None);
        assert_eq!(said("no `{key}` here", "无", "no `a`, no `b` here"), None, "a backquote ends a name");
        assert_eq!(said("a {hole}!", "{hole}", "a b"), None);
    }
}
