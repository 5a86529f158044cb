//! Tags in a text: shortcodes of Hugo and Zola, and the tags of Liquid and Nunjucks.
//!
//! In: a text and the way its program writes them. Out: the next tag, taken apart: name, values, and whether it opens or
//! closes. What they become is not known here.
//!
//! May touch: nothing

use std::ops::Range;

/// How a program writes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `{{< figure src="a.png" >}}`, `{{% note %}}…{{% /note %}}`.
    Hugo,
    /// `{{ youtube(id="x") }}`, `{% quote() %}…{% end %}`.
    Zola,
    /// `{% highlight ruby %}…{% endhighlight %}`, `{{ site.title }}`.
    Liquid,
}

/// What a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It stands alone, or opens what a later one closes.
    Open,
    /// It closes an earlier one.
    Close,
    /// It prints the value of an expression.
    Value,
    /// It is printed as it is: `{{</* figure */>}}`.
    Printed,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) form: Form,
    pub(super) name: String,
    /// Its values, each with its key, which is empty where it has none.
    pub(super) values: Vec<(String, String)>,
    /// What is between name and end, as written.
    pub(super) rest: String,
    /// Its bytes in the text.
    pub(super) span: Range<usize>,
}

impl Tag {
    /// The value of the first of these keys.
    pub(super) fn value(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.values.iter().find(|(own, _)| own == key)).map(|(_, value)| value.as_str())
    }

    /// A value without a key, by its place.
    pub(super) fn bare(&self, at: usize) -> Option<&str> {
        self.values.iter().filter(|(key, _)| key.is_empty()).nth(at).map(|(_, value)| value.as_str())
    }

    /// All values without a key.
    pub(super) fn bares(&self) -> Vec<&str> {
        self.values.iter().filter(|(key, _)| key.is_empty()).map(|(_, value)| value.as_str()).collect()
    }
}

/// The first tag of a text that begins in or after `from`.
pub(super) fn next(text: &str, from: usize, syntax: Syntax) -> Option<Tag> {
    let marks: &[(&str, &str)] = match syntax {
        Syntax::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Syntax::Zola | Syntax::Liquid => &[("{%", "%}"), ("{{", "}}")],
    };
    let mut at = from;
    loop {
        let found = marks.iter().filter_map(|(open, close)| Some((at + text[at..].find(open)?, *open, *close)));
        let (start, open, close) = found.min_by_key(|(start, ..)| *start)?;
        let inner = start + open.len();
        let Some(end) = text[inner..].find(close).map(|end| inner + end) else {
            at = inner;
            continue;
        };
        if let Some(tag) = taken(&text[inner..end], open, start..end + close.len(), syntax) {
            return Some(tag);
        }
        at = inner;
    }
}

/// A tag by what is between its marks.
fn taken(inner: &str, open: &str, span: Range<usize>, syntax: Syntax) -> Option<Tag> {
    let inner = inner.trim_matches('-').trim();
    if let Some(printed) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        let close = if open == "{{<" {
            ">}}"
        } else if open == "{{%" {
            "%}}"
        } else {
            "}}"
        };
        let close = if open == "{%" { "%}" } else { close };
        let rest = format!("{open}{printed}{close}");
        return Some(Tag { form: Form::Printed, name: String::new(), values: Vec::new(), rest, span });
    }
    let (head, rest) = match inner.find(|c: char| c.is_whitespace() || c == '(') {
        Some(end) => inner.split_at(end),
        None => (inner, ""),
    };
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
    let tag = |form, name: &str, rest: &str| {
        let values = values(rest.trim_start_matches('(').trim_end_matches(')'), syntax);
        Some(Tag { form, name: name.to_ascii_lowercase(), values, rest: rest.trim().to_owned(), span: span.clone() })
    };
    match syntax {
        Syntax::Hugo => match head.strip_prefix('/') {
            Some("") => tag(Form::Close, rest.trim(), ""),
            Some(name) => is_name(name).then(|| tag(Form::Close, name, ""))?,
            None => is_name(head).then(|| tag(Form::Open, head, rest.trim_end_matches('/')))?,
        },
        Syntax::Zola if open == "{%" && head == "end" => tag(Form::Close, "", ""),
        // Without a call it is text.
        Syntax::Zola => (is_name(head) && rest.starts_with('(')).then(|| tag(Form::Open, head, rest))?,
        Syntax::Liquid if open == "{{" => tag(Form::Value, "", inner),
        Syntax::Liquid => match head.strip_prefix("end") {
            Some(name) => is_name(name).then(|| tag(Form::Close, name, ""))?,
            None => is_name(head).then(|| tag(Form::Open, head, rest))?,
        },
    }
}

/// Values between spaces, or commas in a call: `a "b c" key="d"`, `key: d`.
fn values(text: &str, syntax: Syntax) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, behind) = word(rest);
        let key = behind.strip_prefix('=').filter(|_| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        let (pair, behind) = match key {
            Some(behind) => {
                let (value, behind) = self::word(behind.trim_start());
                ((word.to_owned(), value.to_owned()), behind)
            }
            None => ((String::new(), word.to_owned()), behind),
        };
        if pair != (String::new(), String::new()) {
            found.push(pair);
        }
        let between = |c: char| c.is_whitespace() || (c == ',' && syntax == Syntax::Zola);
        let before = behind.len();
        rest = behind.trim_start_matches(between);
        // A sign that begins no word.
        if rest.len() == before && word.is_empty() {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    found
}

/// The word that a text begins with, its quotation marks taken off, and the rest.
fn word(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    if let Some(quote) = quote
        && let Some(end) = text[1..].find(quote)
    {
        return (&text[1..1 + end], &text[end + 2..]);
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ','));
    // Addresses have equals signs of their own.
    let end = match end {
        Some(end) if text[..end].contains(['/', '?']) => text.find(char::is_whitespace),
        end => end,
    };
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, syntax: Syntax) -> Vec<String> {
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(tag) = next(text, at, syntax) {
            at = tag.span.end;
            found.push(format!("{:?} {} {:?}", tag.form, tag.name, tag.values));
        }
        found
    }

    #[test]
    fn tags_of_each_program_are_taken_apart() {
        let hugo =
            "{{< figure src=\"/a b.png\" title='甲' >}} {{% note %}}x{{% /note %}} {{</* ref \"a\" */>}} {{ plain }}";
        assert_eq!(
            shown(hugo, Syntax::Hugo),
            [
                "Open figure [(\"src\", \"/a b.png\"), (\"title\", \"甲\")]",
                "Open note []",
                "Close note []",
                "Printed  []"
            ]
        );
        let zola = "{{ youtube(id=\"x\", autoplay=true) }} {% quote(author=\"乙\") %}x{% end %} {{ plain }}";
        assert_eq!(
            shown(zola, Syntax::Zola),
            [
                "Open youtube [(\"id\", \"x\"), (\"autoplay\", \"true\")]",
                "Open quote [(\"author\", \"乙\")]",
                "Close  []"
            ]
        );
        let liquid = "{% highlight ruby linenos %}x{% endhighlight %} {%- link _posts/a.md -%} {{ site.baseurl }}";
        assert_eq!(
            shown(liquid, Syntax::Liquid),
            [
                "Open highlight [(\"\", \"ruby\"), (\"\", \"linenos\")]",
                "Close highlight []",
                "Open link [(\"\", \"_posts/a.md\")]",
                "Value  [(\"\", \"site.baseurl\")]"
            ]
        );
        assert_eq!(shown("{% img /a.png https://x.example/?a=b %}", Syntax::Liquid).len(), 1);
    }
}
