//! Numerals that are no figure: expected, earlier, passing, told in another unit.
//!
//! In: a paragraph and its tokens. Out: the same tokens; amounts that a rule of `data/prose/rules.toml` fits are amounts no more,
//! and have the reason that it gives. The head of that file says how a pattern is written.
//!
//! May touch: figure, text

use crate::figure::Words;
use crate::figure::scan::list::List;
use crate::figure::scan::{Reason, Token, TokenKind};
use crate::text::sorted::Sorted;
use jiff::civil::Date;
use std::sync::{Arc, LazyLock};
use toml_edit::{DocumentMut, Table};

const RULES: &str = include_str!("../../data/prose/rules.toml");

static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| Rules::read(&Words::default()));

/// The rules, with the words they go by.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    list: Arc<Vec<Rule>>,
    words: Words,
}

impl Rules {
    /// The rules with a site's own words.
    pub(crate) fn of(words: &Words) -> Self {
        if words.is_built_in() { BUILT_IN.clone() } else { Self::read(words) }
    }

    fn read(words: &Words) -> Self {
        let table: DocumentMut = RULES.parse().unwrap_or_default();
        let rules = table.get("rules").and_then(|rules| rules.as_array_of_tables());
        let list = rules.into_iter().flatten().filter_map(|rule| Rule::read(rule, words)).collect();
        Self { list: Arc::new(list), words: words.clone() }
    }

    /// The words of a class.
    pub(crate) fn class(&self, name: &str) -> impl Iterator<Item = &str> {
        self.words.class(name)
    }

    /// The tokens of a paragraph, in which what is no figure is set apart.
    pub(crate) fn tokens(&self, text: &str, today: Date) -> Vec<Token> {
        let mut tokens = super::numerals(text, today);
        self.set_apart(text, &mut tokens);
        tokens
    }
}

/// A rule: what stands around an amount, and why it is no figure.
#[derive(Debug)]
struct Rule {
    #[cfg(test)]
    name: String,
    #[cfg(test)]
    example: String,
    /// What stands before the amount, the nearest first.
    before: Vec<Part>,
    /// The units that the amount may have; any, where there is none.
    units: Vec<String>,
    /// What stands behind it.
    behind: Vec<Part>,
    makes: Reason,
    /// Whether amounts listed behind it are the same.
    listed: bool,
}

/// A part of a pattern.
#[derive(Debug)]
enum Part {
    /// One of these words; or none of them, where the pattern allows that.
    Words(Sorted<String>, bool),
    /// At most so many characters of the same clause.
    Gap(usize),
    /// Any stretch of the sentence.
    Far,
    /// Where a clause begins or ends.
    Edge,
    /// Another amount.
    Other,
}

impl Rule {
    fn read(rule: &Table, words: &Words) -> Option<Self> {
        let text = |key: &str| rule.get(key)?.as_str();
        let pattern: Vec<&str> = text("pattern")?.split_ascii_whitespace().collect();
        let at = pattern.iter().position(|part| part.starts_with('#'))?;
        let parts = |parts: &[&str]| parts.iter().map(|part| Part::read(part, words)).collect::<Vec<_>>();
        let mut before = parts(&pattern[..at]);
        before.reverse();
        Some(Self {
            #[cfg(test)]
            name: text("name")?.to_owned(),
            #[cfg(test)]
            example: text("example")?.to_owned(),
            before,
            units: pattern[at].split(['#', '|']).filter(|unit| !unit.is_empty()).map(str::to_owned).collect(),
            behind: parts(&pattern[at + 1..]),
            makes: text("makes")?.parse().ok()?,
            listed: rule.get("listed").and_then(|listed| listed.as_bool()).unwrap_or(false),
        })
    }

    fn fits(&self, text: &str, tokens: &[Token], at: usize) -> bool {
        let Token { span, kind: TokenKind::Amount(amount) } = &tokens[at] else { return false };
        let number = amount.number.max(span.start);
        (self.units.is_empty() || self.units.iter().any(|unit| unit == amount.unit()))
            && (stands(text, tokens, number, &self.before, true)
                || number > span.start && stands(text, tokens, span.start, &self.before, true))
            && stands(text, tokens, span.end, &self.behind, false)
    }
}

impl Part {
    fn read(part: &str, words: &Words) -> Self {
        if let Some(classes) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            let all = classes.split('|').flat_map(|class| words.class(class));
            return Self::Words(Sorted::new(all.map(str::to_owned)), false);
        }
        match (part, part.parse()) {
            (_, Ok(most)) => Self::Gap(most),
            ("…", _) => Self::Far,
            ("^" | "$", _) => Self::Edge,
            ("&", _) => Self::Other,
            _ => Self::Words(Sorted::new(part.split('|').map(str::to_owned)), part.ends_with('|')),
        }
    }
}

/// How far a rule looks, in bytes.
const REACH: usize = 300;

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '（' | '）' | '“' | '”') || ends_sentence(c)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// Whether what ends at a byte, or begins at it, is as these parts say, the nearest first.
fn stands(text: &str, tokens: &[Token], at: usize, parts: &[Part], back: bool) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    let floor = text.ceil_char_boundary(at.saturating_sub(REACH));
    let near = if back { &text[floor..at] } else { &text[at..text.floor_char_boundary(at + REACH)] };
    let step = |at: usize, len: usize| if back { at - len } else { at + len };
    let next = |near: &str| if back { near.chars().next_back() } else { near.chars().next() };
    let goes_on = |at: usize| stands(text, tokens, at, rest, back);
    let within = |most: usize, ends: fn(char) -> bool| {
        let letters = |from: usize| next(if back { &near[..near.len() - from] } else { &near[from..] });
        let steps = std::iter::successors(Some(0), |&len| Some(len + letters(len).filter(|c| !ends(*c))?.len_utf8()));
        steps.take(most.saturating_add(1)).any(|len| goes_on(step(at, len)))
    };
    match part {
        Part::Words(words, none) => {
            let follows = |word: &String| goes_on(step(at, word.len()));
            let fits = if back { words.ending(near).any(follows) } else { words.beginning(near).any(follows) };
            fits || *none && goes_on(at)
        }
        Part::Gap(most) => within(*most, ends_clause),
        Part::Far => within(usize::MAX, ends_sentence),
        Part::Edge => next(near).is_none_or(ends_clause) && goes_on(at),
        Part::Other => {
            let edge = |token: &Token| if back { token.span.end } else { token.span.start };
            let other = tokens.get(tokens.partition_point(|token| edge(token) < at));
            let other = other.filter(|token| edge(token) == at && is_amount(token));
            other.is_some_and(|token| goes_on(if back { token.span.start } else { token.span.end }))
        }
    }
}

/// Whether a token is a number of something, be it a figure or none.
fn is_amount(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Amount(_) | TokenKind::Name(_))
}

impl Rules {
    /// Sets apart the amounts that are no figure, and those listed with them.
    fn set_apart(&self, text: &str, tokens: &mut [Token]) {
        let found: Vec<Option<&Rule>> =
            (0..tokens.len()).map(|at| self.list.iter().find(|rule| rule.fits(text, tokens, at))).collect();
        let mut before: Option<(usize, &Rule)> = None;
        // A time in brackets, 27.6%（1—8月）, parts no list.
        let numbers =
            found.into_iter().enumerate().filter(|(at, _)| tokens[*at].amount().is_some()).collect::<Vec<_>>();
        for (at, rule) in numbers {
            let listed = before.filter(|(last, rule)| {
                rule.listed && is_joined(&text[tokens[*last].span.end..], tokens[*last].span.end, tokens[at].span.start)
            });
            before = rule.or(listed.map(|(_, rule)| rule)).map(|rule| (at, rule));
            if let (Some((_, rule)), TokenKind::Amount(_)) = (before, &tokens[at].kind) {
                let span = tokens[at].span.clone();
                tokens[at].kind = TokenKind::Name(rule.makes);
                // 较上月20.89亿元减少3.63亿元 and 较2月底的418亿美元，减少3亿美元 go on to compare.
                let rest = &text[span.end..];
                let same = rest.split(ends_clause).next().unwrap_or_default();
                let next = rest.strip_prefix('，').unwrap_or_default();
                let told = same.contains(|c: char| c.is_ascii_digit())
                    || self.class("moved").any(|verb| next.starts_with(verb));
                if matches!(rule.makes, Reason::Expected | Reason::Revision) || rule.makes == Reason::Compared && !told
                {
                    without_basis(text, &mut tokens[..at], span.start);
                }
            }
        }
    }
}

/// 较8月预测数 compares with what was thought in August, and nothing else with August.
fn without_basis(text: &str, tokens: &mut [Token], end: usize) {
    let Some(basis) = tokens.iter_mut().rev().find(|token| matches!(token.kind, TokenKind::Basis(_))) else { return };
    if !text[basis.span.end..end].contains(ends_clause) {
        basis.kind = TokenKind::Time(None, false);
    }
}

/// Whether nothing but a sign of a list, with a verb, a place or a name at most, stands between two amounts; 优于南韩的27.6%（1—8月）、
/// 日本25.0% is one too.
fn is_joined(rest: &str, from: usize, to: usize) -> bool {
    let Some(between) = to.checked_sub(from).and_then(|len| rest.get(..len)) else { return false };
    let aside = between.strip_prefix('（').and_then(|aside| aside.split_once('）'));
    let between = aside.map_or(between, |(_, behind)| behind);
    let next = between.trim_start_matches(['、', '和', '与', '及', '或']);
    let short = next.chars().count() <= 2 || List("areas").contains(next);
    let named = next.ends_with('的') && next.chars().count() <= 8 && !next.contains(ends_clause);
    next.len() < between.len() && (short || named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Converter, Glossary, Variant};
    use jiff::civil::date;
    use std::fs;

    #[test]
    fn each_rule_fits_its_example() {
        let wanted = RULES.matches("[[rules]]").count();
        let rules = Rules::of(&Words::default());
        assert_eq!(rules.list.len(), wanted, "a rule that cannot be read");
        let mut wrong = Vec::new();
        for rule in rules.list.iter() {
            for words in rule.before.iter().chain(&rule.behind) {
                assert!(
                    !matches!(words, Part::Words(words, _) if words.is_empty()),
                    "{}: a class without words",
                    rule.name
                );
            }
            let text = rule.example.replace(['[', ']'], "");
            let marked: Vec<&str> = rule.example.split('[').skip(1).filter_map(|part| part.split(']').next()).collect();
            let all = rules.tokens(&text, date(2026, 6, 1));
            let apart: Vec<&str> = all
                .iter()
                .filter(|token| token.kind == TokenKind::Name(rule.makes))
                .map(|token| &text[token.span.clone()])
                .collect();
            if apart != marked {
                wrong.push(format!("{}: {}: {apart:?}", rule.name, rule.example));
            }
            let own = crate::prose::numerals(&text, date(2026, 6, 1));
            let alone = (0..own.len()).any(|at| rule.fits(&text, &own, at));
            if !alone {
                wrong.push(format!("{}: it does not fit its own example", rule.name));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// The paragraphs of `tests/cases/sentences`, in the forms that rules are written in.
    fn corpus() -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/sentences");
        let files = fs::read_dir(folder).expect("the sentences are there");
        let texts = files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("it is text"));
        let simple = Converter::new(Variant::HantTw, Variant::Hans, None, &Glossary::default());
        let plain = |line: &str| {
            let line = simple.convert(line).into_owned();
            let letters = line.char_indices().map(|(at, c)| (c, at..at + c.len_utf8()));
            crate::figure::scan::Plain::new(letters).text().to_owned()
        };
        let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
        lines.filter_map(|line| line.strip_prefix("> ").map(plain)).collect()
    }

    #[test]
    fn each_rule_fires_on_some_sentence_of_the_tests() {
        let rules = Rules::of(&Words::default());
        let read: Vec<(String, Vec<Token>)> = corpus()
            .into_iter()
            .map(|text| {
                let tokens = crate::prose::numerals(&text, date(2026, 6, 1));
                (text, tokens)
            })
            .collect();
        assert!(read.len() > 500, "{} sentences", read.len());
        let fires =
            |rule: &&Rule| read.iter().any(|(text, tokens)| (0..tokens.len()).any(|at| rule.fits(text, tokens, at)));
        let idle: Vec<&str> = rules.list.iter().filter(|rule| !fires(rule)).map(|rule| rule.name.as_str()).collect();
        assert!(idle.is_empty(), "rules that no sentence needs: {idle:#?}");
    }

    #[test]
    fn a_word_of_a_site_makes_a_rule_fit() {
        let text = "沪指午间摸到3321点。";
        let apart = |words: &Words| {
            let tokens = Rules::of(words).tokens(text, date(2026, 6, 1));
            tokens.iter().any(|token| token.kind == TokenKind::Name(Reason::Passing))
        };
        let mut words = Words::default();
        assert!(!apart(&words));
        words.add("passing", "午间摸到");
        assert!(apart(&words));
    }
}
