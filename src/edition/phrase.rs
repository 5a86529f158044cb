//! Phrases about figures in English.
//!
//! In: a name, a number, a time, or a clause of these: `上半年出口额3.4万亿元，同比增长5.2%`. Out: the same in English, of which
//! every word is one that the program knows; nothing where one is not.
//!
//! May touch: figure, label

use super::english::EnglishNames;
use super::words::Words;
use crate::figure::scan::{TokenKind, against, scan};
use crate::figure::{Basis, Change, Period, Quantity};
use crate::label::Labels;
use jiff::civil::Date;

/// Puts phrases into English.
pub(crate) struct Phrases<'p> {
    pub(crate) english: &'p EnglishNames,
    pub(crate) words: Words<'p>,
    pub(crate) labels: &'p Labels,
    /// The day on which 上半年 was said, though its year is not printed where the text has none.
    pub(crate) today: Date,
}

/// Words between a name and its number that say no more than that it is one; the longer first.
const VERBS: [&str; 20] = [
    "累计实现",
    "累计完成",
    "累计达到",
    "累计达",
    "合计为",
    "合计",
    "累计",
    "共计",
    "达到",
    "实现",
    "完成",
    "总额为",
    "约为",
    "共有",
    "共",
    "为",
    "達",
    "达",
    "是",
    "至",
];

impl Phrases<'_> {
    /// A phrase in English. `text` is in simplified script.
    pub(crate) fn say(&self, text: &str) -> Option<String> {
        let text = text.trim().trim_end_matches(['。', '；', '.']);
        if let Some(name) = self.english.translations.find(text) {
            return Some(name.to_owned());
        }
        let clauses = text.split(['，', '；', ',']).map(str::trim).filter(|clause| !clause.is_empty());
        // A comma within a number parts nothing.
        let said: Option<Vec<String>> = match self.value(text) {
            Some(value) => Some(vec![value]),
            None => {
                let clauses: Vec<&str> = clauses.collect();
                clauses.iter().map(|clause| self.clause(clause, clauses.len() > 1)).collect()
            }
        };
        said.filter(|said| !said.is_empty()).map(|said| self.labels.phrase(&said))
    }

    fn clause(&self, text: &str, is_part: bool) -> Option<String> {
        let (when, rest) = self.time(text);
        if rest.is_empty() {
            return when.map(|(period, when)| if is_part { when } else { period });
        }
        let said = match self.english.translations.find(rest) {
            Some(name) => name.to_owned(),
            None => self.figure(rest)?,
        };
        Some(when.map_or(said.clone(), |(_, when)| format!("{said} {when}")))
    }

    /// The time that begins a clause, by itself and as a part of a sentence, and what follows.
    fn time<'t>(&self, text: &'t str) -> (Option<(String, String)>, &'t str) {
        let token = scan(text, self.today).into_iter().next().filter(|token| token.span.start == 0);
        let Some(TokenKind::Time(Some(period), _)) = token.as_ref().map(|token| &token.kind) else {
            return (None, text);
        };
        let (said, rest) = text.split_at(token.as_ref().map_or(0, |token| token.span.end));
        // 11月末 is its last day.
        let end = rest.strip_prefix(['末', '底']);
        let period = match (end, period.end()) {
            (Some(_), Some(day)) => Period::Day(day),
            _ => *period,
        };
        let (mut plain, mut when) = (self.labels.period(&period), self.labels.when(&period));
        if said.chars().filter(char::is_ascii_digit).count() < 4 {
            let year = period.end().map(|day| self.labels.year(day.year())).unwrap_or_default();
            [plain, when] = [plain, when].map(|text| {
                let bare = text.trim_end_matches(year.as_str()).trim_end_matches([' ', ',']);
                bare.trim_end_matches(" of").to_owned()
            });
        }
        (Some((plain, when)), end.unwrap_or(rest).trim_start_matches(['，', ' ', '份']))
    }

    /// A name, if there is one, with its number or change.
    fn figure(&self, text: &str) -> Option<String> {
        let starts = text.char_indices().map(|(at, _)| at);
        starts.into_iter().find_map(|at| {
            let (head, tail) = text.split_at(at);
            let said = self.change(tail).or_else(|| Some((self.value(tail)?, true)));
            let (said, is_value) = said?;
            let verb = VERBS.iter().find(|verb| head.ends_with(**verb)).map_or(0, |verb| verb.len());
            match head[..head.len() - verb].trim() {
                "" => Some(said),
                name => {
                    let name = self.english.translations.find(name)?;
                    Some(if is_value { self.labels.pair(name, &said) } else { format!("{name} {said}") })
                }
            }
        })
    }

    fn value(&self, text: &str) -> Option<String> {
        self.words.named(&text.parse::<Quantity>().ok()?)
    }

    /// `同比增长5.2%` or `增长5.2%`, and that it is no value.
    fn change(&self, text: &str) -> Option<(String, bool)> {
        let basis = against::basis(text, self.today);
        let rest = basis.map_or(text, |(_, len)| text[len..].trim_start());
        let change: Change = rest.parse().ok()?;
        let has_name = change.amount().is_none_or(|amount| self.words.named(amount).is_some());
        if !has_name || (basis.is_none() && change.word().is_empty()) {
            return None;
        }
        let size = &*self.words.size(&change);
        let said = match basis {
            Some((basis, _)) => self.labels.movement(basis, change.amount(), change.direction(), false, size),
            None => {
                let plain = self.labels.movement(Basis::Yoy, change.amount(), change.direction(), false, size);
                let end = plain.find(size).filter(|_| !size.is_empty()).map_or(plain.len(), |at| at + size.len());
                plain[..end].to_owned()
            }
        };
        Some((said, false))
    }
}
