//! Lists whose names the text gives before: 净流入居前的有甲、乙、丙，净流入金额分别为….
//!
//! In: the amounts of a list. Out: the figures that they make with the names of the clause before, put to the context.
//!
//! May touch: figure

use super::context::Context;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::{RATES, Role};
use super::scan::Token;
use crate::figure::Basis;
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// Amounts whose names the clause before gives.
    pub(super) fn names_before(
        &self,
        group: &[Found<'_>],
        first_role: Role,
        named: &str,
        bases: &[Basis],
        clause: &Range<usize>,
        context: &mut Context,
    ) -> bool {
        if let Some((names, tail)) = self.listed_before(group.len(), named, clause) {
            // 净流入居前的有甲、乙，净流入金额分别为…
            let grows = named.is_empty() && context.last.is_some_and(|last| context.figures[last].value.is_none());
            let grows = grows && first_role == Role::Value && group[0].amount.unit() == "%";
            let role = if grows { Role::Up } else { first_role };
            // 价格降幅前五名的是甲、乙，幅度分别为…
            let last = self.clause_before(clause.start - '，'.len_utf8());
            let moved = ["升幅", "涨幅", "增幅", "降幅", "跌幅", "减幅"].into_iter().find(|rate| last.contains(rate));
            let moved = moved.filter(|_| List("幅度 涨跌幅").contains(named));
            let role = match moved {
                Some("降幅" | "跌幅" | "减幅") => Role::Down,
                Some(_) => Role::Up,
                None => role,
            };
            let tail = if moved.is_some() { String::new() } else { tail };
            for (one, name) in group.iter().zip(names) {
                let of = if tail.is_empty() {
                    phrase::completed(&name, &context.topic, true)
                } else {
                    format!("{name}{tail}")
                };
                self.figure(one, role, of, bases, clause, context);
            }
            return true;
        }
        if let Some(names) = self.listed_earlier(group, named, clause) {
            for (one, name) in group.iter().zip(names) {
                self.figure(one, first_role, format!("{name}{named}"), bases, clause, context);
            }
            return true;
        }
        if named.is_empty()
            && let Some((names, grows)) = self.subjects_before(group.len(), clause)
        {
            for (one, name) in group.iter().zip(names) {
                self.figure(one, if grows { Role::Up } else { first_role }, name, bases, clause, context);
            }
            return true;
        }
        false
    }

    /// The names that the clause before lists behind 有 or 为, and what the amounts are of them: 居前的有甲、乙、丙，净流入金额分别为….
    fn listed_before(&self, wanted: usize, named: &str, clause: &Range<usize>) -> Option<(Vec<String>, String)> {
        let before = self.plain(self.sentence.start..clause.start).strip_suffix('，')?;
        let last =
            before.rfind(['，', '；', '：']).map_or(before, |cut| before[cut..].trim_start_matches(['，', '；', '：']));
        if List("沪深两市 两市").beginning(last).is_some() && wanted == 2 {
            return Some((vec!["沪市".to_owned(), "深市".to_owned()], named.to_owned()));
        }
        let introduced =
            ["还有", "有", "源自", "来自", "依次为", "依序为", "分别为", "分别是", "依次是", "包括", "的是", "为"];
        let at = introduced.iter().filter_map(|word| Some(last.rfind(word)? + word.len())).max()?;
        // 主要来自甲、乙及丙等产业
        let (list, of) = last[at..].rsplit_once('等').unwrap_or((&last[at..], ""));
        let names = list.split(['、', '和', '及', '与']).map(|name| format!("{}{of}", phrase::subject(name)));
        let names: Vec<String> = names.collect();
        let fits = names.len() == wanted
            && wanted > 1
            && names.iter().all(|name| !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit()));
        fits.then(|| (names, named.to_owned()))
    }

    /// What the clause before is about, where that is a list: 美国、英国的经济增长率普遍上调，分别为2.2%和1.7%; and whether it is of growth.
    fn subjects_before(&self, wanted: usize, clause: &Range<usize>) -> Option<(Vec<String>, bool)> {
        let before = self.plain(self.sentence.start..clause.start).strip_suffix('，')?;
        let start = before.rfind(['，', '；', '：']).map_or(0, |cut| cut + '，'.len_utf8());
        let tokens: Vec<&Token> = self.tokens.iter().collect();
        let words = self.words(self.sentence.start + start..self.sentence.start + before.len(), &tokens);
        let (list, rest) = words.rsplit_once('的')?;
        let list = phrase::subject(list);
        let names: Vec<&str> = list.split(['、', '和', '及', '与']).collect();
        let fits =
            wanted > 1 && names.len() == wanted && names.iter().all(|name| (2..=12).contains(&name.chars().count()));
        if let Some(rate) =
            RATES.iter().filter(|rate| rest.contains(rate)).max_by_key(|rate| rate.len()).filter(|_| fits)
        {
            let of = &rest[..rest.find(rate).unwrap_or_default()];
            let of = of.trim_end_matches("同比");
            let of = if of.ends_with("经济") { format!("{of}增长") } else { of.to_owned() };
            return Some((names.iter().map(|name| format!("{name}{of}")).collect(), true));
        }
        // 股份制银行的总资产和总负债增速较快，分别为…
        let rate = RATES.iter().filter_map(|rate| rest.find(rate)).min().filter(|_| names.len() == 1 && wanted > 1);
        let parts: Vec<&str> = rate.map_or("", |at| &rest[..at]).split(['、', '和', '及', '与']).collect();
        if !list.is_empty() && parts.len() == wanted && parts.iter().all(|part| phrase::head(part).is_some()) {
            return Some((parts.iter().map(|part| format!("{list}{part}")).collect(), true));
        }
        let of = phrase::head_within(rest);
        (fits && !of.is_empty()).then(|| (names.iter().map(|name| format!("{name}{of}")).collect(), false))
    }

    /// 甲、乙均以超2000亿元的净利润居前: the names stand before the amount, and what it is of them behind.
    pub(super) fn by_noun(&self, found: &Found<'_>, clause: &Range<usize>, context: &mut Context) -> bool {
        let Some(names) = found.lead.strip_suffix('以') else { return false };
        let Some(behind) = self.plain(found.span.end..self.sentence.end).strip_prefix('的') else { return false };
        let noun = phrase::head_within(behind);
        let names: Vec<String> =
            names.trim_end_matches(['均', '都', '也']).split(['、', '和', '与']).map(phrase::subject).collect();
        if noun.is_empty() || names.iter().any(String::is_empty) {
            return false;
        }
        for name in names {
            self.figure(found, Role::Value, format!("{name}{noun}"), &[], clause, context);
        }
        true
    }
}
