//! Short texts of an edition: summaries, key points, and the figures in them.
//!
//! In: a text with `{{ … }}`, or a body; the words of an edition. Out: the text as the edition prints it. A summary
//! that nobody wrote is the first paragraph, cut between words where it is long.
//!
//! May touch: text, figure, bulletin

use super::words::Words;
use crate::bulletin::Article;
use crate::bulletin::shown;
use crate::figure::scan::{Plain, scan};
use crate::figure::{Metric, Registry};
use crate::text::markdown::{Document, Letters, Template};
use crate::text::{Converter, Glossary, Variant, address, is_only_cjk};
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;

/// What the texts of an article may show, and in which words.
#[derive(Clone, Copy)]
pub(super) struct Figures<'e> {
    pub(super) metrics: &'e [Metric],
    pub(super) registry: &'e Registry,
    pub(super) words: Words<'e>,
}

impl Figures<'_> {
    /// What `{{ words }}` prints; nothing where that is a mistake, which is reported elsewhere.
    fn print(&self, words: &str) -> String {
        shown::find(self.metrics, self.registry, words)
            .map_or_else(|_| String::new(), |shown| self.words.of(self.registry, &shown.metric.indicator).shown(shown))
    }

    /// A text of the front matter, converted and filled.
    pub(super) fn text<'t>(&self, text: &'t str, converter: &Converter) -> Cow<'t, str> {
        // Most have neither placeholders nor braces.
        if !text.contains('{') {
            return converter.convert(text);
        }
        let template = Template::of(text);
        Cow::Owned(template.fill(&converter.convert(&template.text), |words| self.print(words)))
    }

    /// The summary of an article, and whether it is the first paragraph for want of a written one.
    pub(super) fn summary<'c>(
        &self,
        article: &'c Article,
        variant: Variant,
        converter: &Converter,
    ) -> (Cow<'c, str>, bool) {
        let twin = article.twins.get(&variant);
        let by_hand = |variant| Converter::new(variant, variant, None, &Glossary::default());
        let (written, converter) = match variant.is_chinese() {
            true => (&article.summary, converter),
            false => (&article.summary_en, &by_hand(variant)),
        };
        match (twin.map(|twin| (twin, &twin.summary)), written) {
            (Some((twin, Some(text))), _) => (self.text(&text.value, &by_hand(twin.variant)), false),
            (_, Some(text)) => (self.text(text, converter), false),
            (Some((twin, None)), None) => {
                let markdown = &twin.source.text[twin.body.clone()];
                (Cow::Owned(self.lead(markdown, &by_hand(twin.variant))), true)
            }
            // What nobody wrote in English is said by the figures.
            (None, None) if !variant.is_chinese() => (Cow::Borrowed(""), false),
            (None, None) => (Cow::Owned(self.lead(article.markdown(), converter)), true),
        }
    }

    fn lead(&self, markdown: &str, converter: &Converter) -> String {
        let lead = Document::parse(markdown).lead(converter, |placeholder| self.print(&placeholder.name));
        lead.map_or_else(String::new, cut)
    }
}

/// The most characters of a summary that nobody wrote.
const LONGEST: usize = 120;
/// The fewest it has where it ends with a sentence, though the next one would be too long.
const SHORTEST: usize = 40;
/// The fewest it has where it ends with a clause.
const SHORTEST_CLAUSE: usize = 20;
/// How far past the longest summary a number may go on that must not be cut.
const AHEAD: usize = 60;

/// The beginning of a long paragraph: whole sentences where that leaves enough, else whole clauses, else whole words.
fn cut(text: String) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text;
    }
    if !text.chars().any(is_only_cjk) {
        return cut_english(text);
    }
    let last = |ends: &[(usize, usize)], least: usize| ends.iter().rev().find(|(_, count)| *count >= least).copied();
    // No number goes on over the end of a sentence; to look for them all takes longer than all else here.
    if let Some((end, _)) = last(&Places::of(&text, &address::spans(&text)).sentences, SHORTEST) {
        return text[..end].to_owned();
    }
    let places = Places::of(&text, &whole(&text));
    let end = last(&places.clauses, SHORTEST_CLAUSE).or_else(|| last(&places.words, 1)).map_or(0, |(end, _)| end);
    let kept = text[..end].trim_end_matches(|c: char| c.is_whitespace() || CLAUSE.contains(c));
    format!("{kept}……")
}

/// The most letters of a summary that nobody wrote in English.
const MOST_LETTERS: usize = 300;

/// The same of English: whole sentences, else whole words.
fn cut_english(text: String) -> String {
    let Some((end, _)) = text.char_indices().nth(MOST_LETTERS) else { return text };
    let kept = &text[..end];
    match (kept.rfind(". "), kept.rfind(' ')) {
        (Some(stop), _) if stop > end / 3 => text[..=stop].to_owned(),
        (_, Some(space)) => format!("{}…", text[..space].trim_end_matches([',', ';', ':', ' '])),
        (_, None) => format!("{kept}…"),
    }
}

/// What ends a sentence.
const SENTENCE: &str = "。！？；";
/// What ends a clause.
const CLAUSE: &str = "，、：,;:";
/// What comes in pairs, the opening one first.
const PAIRS: [(char, char); 10] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('(', ')'),
    ('[', ']'),
];

/// Where a text can be cut: the byte, and how many characters are before it.
#[derive(Default)]
struct Places {
    sentences: Vec<(usize, usize)>,
    clauses: Vec<(usize, usize)>,
    words: Vec<(usize, usize)>,
}

impl Places {
    /// The places in the first [`LONGEST`] characters that are not inside of what is whole.
    fn of(text: &str, whole: &[Range<usize>]) -> Self {
        let mut places = Self::default();
        let inside = |at: usize| whole.iter().any(|span| span.start < at && at < span.end);
        let characters: Vec<(usize, char)> = text.char_indices().take(LONGEST + AHEAD).collect();
        let mut depth = 0_usize;
        let mut after_sentence = false;
        for (count, pair) in (1..=LONGEST).zip(characters.windows(2)) {
            let [(_, c), (end, next)] = [pair[0], pair[1]];
            let closes = PAIRS.iter().any(|(_, close)| *close == c);
            match PAIRS.iter().any(|(open, _)| *open == c) {
                true => depth += 1,
                false if closes => depth = depth.saturating_sub(1),
                false => {}
            }
            // What closes after the end of a sentence belongs to it.
            after_sentence = SENTENCE.contains(c) || (closes && after_sentence);
            let next_closes = PAIRS.iter().any(|(_, close)| *close == next);
            if depth > 0 || next_closes || inside(end) {
                continue;
            }
            let clause = match c.is_ascii() {
                true => CLAUSE.contains(c) && next.is_whitespace(),
                false => CLAUSE.contains(c),
            };
            if after_sentence {
                places.sentences.push((end, count));
            }
            if clause {
                places.clauses.push((end, count));
            }
            if !is_western(c) || !is_western(next) {
                places.words.push((end, count));
            }
        }
        places
    }
}

/// Whether a character is of a word that is written with spaces around it.
fn is_western(c: char) -> bool {
    (c.is_ascii() || ('\u{c0}'..'\u{2000}').contains(&c)) && !c.is_whitespace()
}

/// What of a text is whole or nothing: numbers with their units, times, names between spaces, addresses.
fn whole(text: &str) -> Vec<Range<usize>> {
    let end = text.char_indices().nth(LONGEST + AHEAD).map_or(text.len(), |(end, _)| end);
    let letters: Letters = text[..end].char_indices().map(|(at, c)| (c, at..at + c.len_utf8())).collect();
    let plain = Plain::new(letters);
    let numbers = scan(plain.text(), Date::MIN).into_iter().map(|token| plain.source(token.span));
    numbers.chain(address::spans(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_ends_between_words() {
        let clause = "今年以来各地区各部门积极应对外部冲击，";
        let cases = [
            (
                format!("{}积极应对外部冲击各种影响的软件业务收入55788亿元，同比增长", clause.repeat(5)),
                clause.repeat(5),
            ),
            (format!("{}，见https://example.org/{}。", "冲".repeat(30), "a".repeat(200)), "冲".repeat(30)),
            (format!("会议说：“{}。{}。”会后。", "甲".repeat(60), "乙".repeat(60)), "会议说：".to_owned()),
            (format!("{}。”{}", "甲".repeat(60), "乙".repeat(90)), format!("{}。”", "甲".repeat(60))),
            (format!("{}55788亿元{}", "甲".repeat(116), "乙".repeat(90)), "甲".repeat(116)),
            (format!("{}software", "甲".repeat(116)), "甲".repeat(116)),
            (format!("{}2025年1—5月{}", "甲".repeat(116), "乙".repeat(90)), "甲".repeat(116)),
            (format!("{}1,234元，{}", "甲，".repeat(58), "乙".repeat(90)), "甲，".repeat(58)),
        ];
        for (text, wanted) in cases {
            let given = cut(text.clone());
            let wanted = wanted.trim_end_matches(['，', '：']);
            assert_eq!(given.trim_end_matches('…'), wanted, "{text}");
        }
        assert_eq!(cut("短。".to_owned()), "短。");
        assert_eq!(cut(format!("一。{}。", "甲".repeat(118))), format!("一。{}……", "甲".repeat(118)));
    }
}
