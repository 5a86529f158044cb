//! Phrases about figures in English.
//!
//! In: a name, a number, a time, or a clause of these: `上半年出口额3.4万亿元，同比增长5.2%`. Out: the same in English, of which
//! every word is one that the program knows; nothing where one is not.
//!
//! May touch: text, figure, label, config

mod groups;
mod levels;
mod movement;
mod names;
mod parts;
mod records;
mod relations;
mod times;
mod told;
mod turns;
mod values;

use super::currency;
use super::english::EnglishNames;
use super::lexicon::{after, begins, one_of, skipping, table, whole, without};
use super::words::Words;
use crate::config::currency_of;
use crate::figure::Period;
use crate::figure::english::{Writer, of_people};
use crate::figure::indicator::built_in::BuiltIn;
use crate::label::Labels;
use crate::text::{Converter, Glossary, Reach, Variant};
use jiff::civil::Date;
use movement::{Movements, of_noun};
use parts::{clauses, dashed, unspaced};
use records::running;
use relations::is_revised;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use times::{Times, When};
use told::{COMPARED, changed, dated};

/// Puts phrases into English.
pub(crate) struct Phrases<'p> {
    english: &'p EnglishNames,
    words: Words<'p>,
    labels: &'p Labels,
    /// The day on which 上半年 was said, though its year is not printed where the text has none.
    today: Date,
    /// The currency of who writes.
    own: &'static str,
    /// What leads to simplified script.
    characters: Converter,
    /// How often a text was looked at for the line that is said: lists of lists would take for ever.
    steps: Cell<usize>,
    /// What parts of the line are called, as far as they were looked for.
    named: RefCell<HashMap<String, Option<String>>>,
}

/// How often the parts of a line are looked at.
const STEPS: usize = 20_000;

/// A clause in English.
enum Clause {
    /// A figure, or a name.
    Said(String),
    /// Nothing but a time.
    Time(When),
    /// Nothing but how a change is measured.
    Manner(String),
}

impl<'p> Phrases<'p> {
    /// Puts what is written in the script `from` into English, with these names, numbers and labels.
    pub(crate) fn new(
        english: &'p EnglishNames,
        words: Words<'p>,
        labels: &'p Labels,
        from: Variant,
        today: Date,
    ) -> Self {
        // Characters alone: names are known in each region's words. Who says that a text is in simplified script may have
        // copied some of it from elsewhere.
        let written = if from == Variant::Hans { Variant::HantTw } else { from };
        let characters = Converter::new(written, Variant::Hans, None, &Glossary::default()).reaching(Reach::Script);
        let own = currency_of(from);
        Self { english, words, labels, today, own, characters, steps: Cell::default(), named: RefCell::default() }
    }
}

impl Phrases<'_> {
    /// What a name is called, put together from the names of its parts where it has none of its own.
    pub(crate) fn called(&self, name: &str) -> Option<String> {
        self.steps.set(0);
        self.named.borrow_mut().clear();
        self.subject(&self.characters.convert(name))
    }

    /// A phrase in English.
    pub(crate) fn say(&self, text: &str) -> Option<String> {
        let text = self.characters.convert(text);
        match self.words.english.zip(currency::told(&text, self.own).or_else(|| BuiltIn::currency_of_guest(&text))) {
            Some((writer, code)) => {
                let english = Some(Writer { style: writer.style.counting_in(code).ok()?, ..writer });
                let (words, characters) = (Words { english, ..self.words }, self.characters.clone());
                Phrases { words, characters, steps: Cell::default(), named: RefCell::default(), ..*self }.said(&text)
            }
            None => self.said(&text),
        }
    }

    /// A phrase in simplified characters.
    fn said(&self, text: &str) -> Option<String> {
        self.steps.set(0);
        self.named.borrow_mut().clear();
        // 约为3.3% is about 3.3%; what saqr and saar stand for is said before them.
        let text = text
            .replace("约为", "为约")
            .replace("周岁", "岁")
            .replace(';', "；")
            .replace('(', "（")
            .replace(')', "）")
            .replace("（下同）", "")
            .replace("（saqr）", "")
            .replace("（saar）", "");
        let text = text.replace(['\u{200b}', '\u{200c}', '\u{feff}'], "");
        let text = dashed(text.trim().trim_end_matches(['。', '；', '.', '，']));
        // 2025 年 10 月 CPI 同比上涨 0.2%, and 10月出口创新高 年增49.7%.
        let closed = unspaced(&text);
        self.line(&text).or_else(|| self.line(&closed).filter(|_| closed != text))
    }

    /// A line whose marks are those that phrases are read with.
    fn line(&self, text: &str) -> Option<String> {
        if let Some(said) = self.at_once(text) {
            return Some(said);
        }
        if let Some((item, rest)) = self.item(text) {
            return self.said(rest).map(|said| format!("{item} {said}"));
        }
        let mut clauses = clauses(text);
        if let Some(end) = clauses.first().and_then(|first| self.told_by(first)) {
            let (who, what) = clauses[0].split_at(end);
            clauses.splice(..1, [who, what]);
        }
        self.one_by_one(clauses)
    }

    /// The number of an item of a list, and the item: `（2）前8个月进出口`, `10.中国电商物流指数`.
    fn item<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        let is_number = |item: &str| matches!(item.len(), 1 | 2) && item.bytes().all(|byte| byte.is_ascii_digit());
        if let Some((item, rest)) = text.strip_prefix('（').and_then(|rest| rest.split_once('）')) {
            return is_number(item).then(|| (format!("({item})"), rest));
        }
        // No month is 5.1月, and no value begins so.
        let (item, rest) = text.split_once('.').filter(|(item, _)| is_number(item))?;
        let is_value = rest.starts_with(|c: char| c.is_ascii_digit()) && self.times().take(rest).is_none();
        (!is_value).then(|| (format!("{item}."), rest.trim_start()))
    }

    /// Clauses in English, each as far as it stands behind others.
    fn one_by_one(&self, mut clauses: Vec<&str>) -> Option<String> {
        // What follows is of what was said last.
        let mut among = false;
        let mut said: Vec<String> = Vec::new();
        // What is said of the next clause: when it was so, and how it is measured.
        let mut of_next: Vec<String> = Vec::new();
        let mut period: Option<Period> = None;
        let mut at = 0;
        while at < clauses.len() {
            if clauses[at].starts_with("其中") {
                among = true;
                clauses[at] = clauses[at].trim_start_matches("其中").trim_start_matches(['：', ':']);
                if clauses[at].is_empty() {
                    at += 1;
                    continue;
                }
            }
            let (clause, taken) = self.next_clause(&clauses[at..], &mut period)?;
            at += taken;
            let is_last = at == clauses.len();
            match clause {
                Clause::Time(when) if is_last => said.push(if said.is_empty() { when.plain } else { when.within }),
                Clause::Time(when) => of_next.push(when.within),
                Clause::Manner(manner) if is_last => said.extend(Some(manner).filter(|manner| !manner.is_empty())),
                Clause::Manner(manner) => of_next.push(manner),
                Clause::Said(mut text) => {
                    if !said.is_empty() {
                        text = self.following(&said, &text, clauses[at - 1]);
                    }
                    for more in of_next.drain(..).filter(|more| !more.is_empty()) {
                        let is_compared = COMPARED.iter().any(|word| text.contains(word));
                        let is_said = text.contains(&more) || is_compared && more.starts_with("from ");
                        if !is_said {
                            text = dated(&text, &more);
                        }
                    }
                    // A part that is said alone is no whole.
                    said.push(match (std::mem::take(&mut among), said.is_empty()) {
                        (true, true) => format!("Of which, {}", self.small(&text)),
                        (true, false) => format!("of which {text}"),
                        (false, _) => text,
                    });
                }
            }
        }
        (!said.is_empty()).then(|| self.labels.phrase(&said))
    }

    /// A text that is one thing: a name, a time, a part of something, or values.
    fn at_once(&self, text: &str) -> Option<String> {
        if let Some(name) = self.english.translations.find(text) {
            return Some(name.to_owned());
        }
        // 年末总人口（万人） is one heading, and no time with a value.
        if text.ends_with('）')
            && let Some(name) = self.subject(text)
        {
            return Some(name);
        }
        if let Some((when, "")) = self.times().take(without(&["累计"], text)) {
            return Some(when.plain);
        }
        // 以上年为100
        if let Some(base) = text.strip_prefix('以').and_then(|text| self.base(text)) {
            return Some(base);
        }
        if text.starts_with("其中")
            && let Some(part) = self.subject(text)
        {
            return Some(part);
        }
        if let Some(said) = values::list(&self.words, text) {
            let plus = if said.is_signed() && !said.is_negative() { "+" } else { "" };
            return Some(format!("{plus}{}", said.text));
        }
        None
    }

    /// The clause that comes next, and how many of the parts between commas it takes.
    fn next_clause(&self, parts: &[&str], period: &mut Option<Period>) -> Option<(Clause, usize)> {
        // 信息传输业，批发和零售业增加值分别增长5%: names before a comma are of one list.
        let names = parts.iter().take_while(|part| self.subject(part).is_some()).count();
        if (1..parts.len()).contains(&names)
            && let Some(clause) = self.clause(&parts[..=names].join("、"), period)
        {
            return Some((clause, names + 1));
        }
        let (first, next) = (parts.first()?, parts.get(1));
        let one = self.clause(first, period).map(|clause| (clause, 1));
        one.or_else(|| Some((self.clause(&[first, "，", next?].concat(), period)?, 2)))
    }

    fn times(&self) -> Times<'_> {
        Times { labels: self.labels, today: self.today }
    }

    fn movements(&self) -> Movements<'_> {
        Movements { words: self.words, times: self.times() }
    }

    /// A clause in English, with the period it is about, if it has one.
    fn clause(&self, text: &str, period: &mut Option<Period>) -> Option<Clause> {
        // 同时 may join two clauses, and 同时指标 is a name.
        let own = self.plain_clause(text, period).or_else(|| self.plain_clause(after("joining", text)?, period));
        own.or_else(|| {
            let (firm, rest) = Self::expected(text)?;
            match self.plain_clause(rest, period)? {
                Clause::Said(said) => Some(Clause::Said(self.firm(&said, firm))),
                Clause::Time(_) | Clause::Manner(_) => None,
            }
        })
    }

    fn plain_clause(&self, text: &str, period: &mut Option<Period>) -> Option<Clause> {
        if whole("joining", text).is_some() {
            return Some(Clause::Manner(String::new()));
        }
        let manner = begins("manners", text).map(|(manner, rest)| (manner.to_owned(), rest));
        if let Some((manner, "")) = manner.or_else(|| running(text)) {
            return Some(Clause::Manner(manner));
        }
        // 从环比看 says against what the next clause is, and 分地区看 nothing of its figure.
        let looked = one_of(&["分", "按", "从"], text).and_then(|text| text.strip_suffix('看'));
        let of_next = self.movements().of_next(looked.unwrap_or(text));
        if let Some(manner) = of_next.or_else(|| looked.map(|_| String::new())) {
            return Some(Clause::Manner(manner));
        }
        if let Some(after) = self.after(text).or_else(|| self.apart(text)).or_else(|| self.according(text)) {
            return Some(Clause::Manner(after));
        }
        let (when, rest) = match self.times().take(text) {
            Some((when, rest)) => (Some(when), rest),
            None => (None, text),
        };
        if let Some(when) = when
            && let Some(clause) = self.of_time(when, rest, period)
        {
            return Some(clause);
        }
        // 上涨30.3点，或0.88%
        if let Some(said) = text.strip_prefix('或').and_then(|value| values::one(&self.words, value)) {
            return Some(Clause::Said(format!("or {}", said.text)));
        }
        // 预测由2%上调至3%
        if let Some((firm, rest)) = begins("expected", text).filter(|(_, rest)| is_revised(rest)) {
            return Some(Clause::Said(format!("{firm} revised {}", self.body(rest, period.as_ref())?)));
        }
        // 将2025年增长预期上调0.8个百分点 names first what is revised.
        let of_what = text.strip_prefix(['将', '把']).filter(|rest| rest.contains("预期") || rest.contains("预测"));
        let clause = of_what.and_then(|rest| self.plain_clause(rest, period));
        if let Some(Clause::Said(_)) = clause {
            return clause;
        }
        // 年增 begins as a time does.
        self.body(text, period.as_ref()).map(Clause::Said)
    }

    /// `继八月份录得5.7%的按年跌幅后`: what came before the change of the next clause.
    fn after(&self, text: &str) -> Option<String> {
        let body = one_of(&["继", "在", "紧接"], text)?.strip_suffix('后')?.trim_end_matches('之');
        let (when, rest) = self.times().take(body)?;
        let rest = without(&["的", "录得"], rest);
        if let Some(change) = self.movements().say(rest, when.period.as_ref()) {
            return Some(format!("after being {change} {}", when.within));
        }
        // 继9月国内生产总值环比下降0.1%之后
        let said = self.body(rest, when.period.as_ref())?;
        Some(format!("after {} {}", self.small(&said), when.within))
    }

    /// Where in a clause that ends which says who tells the rest: `美国劳工部今天公布|8月CPI年增8.3%`.
    fn told_by(&self, clause: &str) -> Option<usize> {
        let ends = table("saying").iter().filter_map(|(verb, _)| Some(clause.find(verb)? + verb.len()));
        ends.filter(|end| *end < clause.len()).find(|end| self.according(&clause[..*end]).is_some())
    }

    /// `国家统计局今天公布`: who says what follows.
    fn according(&self, text: &str) -> Option<String> {
        let body = table("saying").iter().find_map(|(verb, _)| text.strip_suffix(verb))?;
        let body = without(&["据"], body);
        let who = body.char_indices().map(|(at, c)| at + c.len_utf8()).rev().find_map(|end| {
            let rest = &body[end..];
            let is_day = rest.is_empty() || self.times().take(rest).is_some_and(|(_, rest)| rest.is_empty());
            self.english.translations.find(&body[..end]).filter(|_| is_day)
        })?;
        let article = if who.starts_with("the ") || !who.contains(' ') { "" } else { "the " };
        Some(format!("according to {article}{who}"))
    }

    /// What is said of a time.
    fn of_time(&self, when: When, rest: &str, period: &mut Option<Period>) -> Option<Clause> {
        let own = when.period.or(*period);
        if rest == "平均" {
            *period = own;
            return Some(Clause::Manner(format!("on average {}", when.within)));
        }
        if matches!(rest, "" | "合计" | "累计" | "共计") {
            *period = own;
            return Some(Clause::Time(when));
        }
        // 第三季与上一季比较 says when the next clause is, and against what.
        if let Some(against) = self.movements().of_next(rest) {
            *period = own;
            return Some(Clause::Manner(format!("{against} {}", when.within)));
        }
        // 上年同期为亏损2亿元
        let rest = without(&["合计的"], rest).trim_start_matches(['的', '之']);
        let plain = self.body(rest, own.as_ref());
        let said = plain.or_else(|| self.body(one_of(&["则为", "为"], rest)?, own.as_ref()))?;
        *period = own;
        Some(Clause::Said(dated(&said, &when.within)))
    }

    fn body(&self, text: &str, of: Option<&Period>) -> Option<String> {
        let plain = self.subject(text).or_else(|| self.contributed(text));
        let plain = plain.or_else(|| self.grouped(text)).or_else(|| self.valued(text));
        if let Some(said) =
            plain.or_else(|| self.listed(text)).or_else(|| self.many(text)).or_else(|| self.without_part(text))
        {
            return Some(said);
        }
        let said = text.char_indices().find_map(|(at, _)| {
            let (head, tail) = text.split_at(at);
            let (said, is_value) = self.predicate(tail, of)?;
            let of_noun = of_noun(&said);
            if head.is_empty() {
                return Some(of_noun.unwrap_or(said));
            }
            // 环比 is the name of a change, but not of one that changes; 经济增长率 is one name.
            let is_base = self.times().against(head).is_some_and(|(_, rest)| rest.is_empty());
            let noun = begins("nouns", tail).map(|(_, rest)| &text[..text.len() - rest.len()]);
            if is_base || noun.is_some_and(|name| self.english.translations.find(name).is_some()) {
                return None;
            }
            let (name, when) = self.timed_subject(head.trim_end_matches('、'))?;
            let said = of_people(&name, &of_noun.clone().unwrap_or(said));
            // 新台币升值3.5分 is by cents, and 评分上升2分 by points.
            let is_price = tail.ends_with('分') && (name.ends_with(" dollar") || name.contains("exchange rate"));
            let said = if is_price { said.replace(" points", " cents").replace(" point", " cent") } else { said };
            let is_plain = said.starts_with("up ") || said.starts_with("down ");
            let is_revised = is_plain && name.contains("orecast") && is_revised(tail);
            let said = if is_revised { format!("revised {said}") } else { said };
            let said = match said.strip_prefix("accounting for ") {
                Some(share) => format!("{name} accounted for {share}"),
                None if is_value || of_noun.is_some() => self.labels.pair(&name, &said),
                None => changed(&name, &said),
            };
            Some(when.map_or(said.clone(), |when| dated(&said, &when.within)))
        });
        said.or_else(|| self.verb_first(text)).or_else(|| {
            let (firm, rest) = Self::expected(text)?;
            Some(self.firm(&self.body(rest, of)?, firm))
        })
    }

    /// One more look at a text; none where the line has had as many as any phrase needs.
    fn step(&self) -> Option<()> {
        self.steps.set(self.steps.get().saturating_add(1));
        (self.steps.get() < STEPS).then_some(())
    }

    /// What is said of something, and whether it is a value.
    fn predicate(&self, text: &str, of: Option<&Period>) -> Option<(String, bool)> {
        self.step()?;
        if let Some(said) = self.movements().say(text, of).or_else(|| self.beyond(text)).or_else(|| self.beside(text)) {
            return Some((said, false));
        }
        if let Some((head, aside)) = self.bracketed(text)
            && let Some((said, is_value)) = self.predicate(head, of)
        {
            return Some((said + &aside, is_value));
        }
        let is_part = text.starts_with(['占', '在']) || text.starts_with("约占");
        let share = self.share(text).or_else(|| self.share_in(text));
        let share = share.map(|said| match is_part && !said.starts_with("share of ") {
            true => format!("accounting for {said}"),
            false => said,
        });
        if let Some(said) = self.multiple(text).or(share).or_else(|| self.ratio(text)) {
            return Some((said, true));
        }
        // 预计达到 is no more than expected.
        if let Some((firm, rest)) = Self::expected(text) {
            return self.predicate(rest, of).map(|(said, is_value)| (self.firm(&said, firm), is_value));
        }
        // 贸易差额为顺差902.5亿美元
        if let Some((side, value)) = one_of(&["为", "录得", "呈", "出现"], text).and_then(|rest| begins("sides", rest))
            && let Some(said) = values::list(&self.words, value.trim_start_matches('了'))
        {
            return Some((format!("{side} {}", said.text), true));
        }
        // 赤字率拟按2.8%左右安排
        let planned = text.strip_suffix("安排").filter(|_| text.contains('按')).unwrap_or(text);
        let body = skipping("verbs", without(&["已经", "已"], without(&["分别", "均", "都", "仍", "首次"], planned)));
        let said = self.movements().timed(body).or_else(|| self.movements().timed(skipping("verbs", body)))?;
        let respectively = if text.starts_with("分别") { " respectively" } else { "" };
        let first = if text.starts_with("首次") { " for the first time" } else { "" };
        let average = if text.starts_with("平均") { " on average" } else { "" };
        Some((format!("{said}{average}{respectively}{first}"), true))
    }

    /// What a figure is of, with the time that is said in or after its name: `存款总额在十月份`, `美国8月零售销售`.
    fn timed_subject(&self, text: &str) -> Option<(String, Option<When>)> {
        if let Some(name) = self.subject(text) {
            return Some((name, None));
        }
        text.char_indices().skip(1).find_map(|(at, _)| {
            let (when, rest) = self.times().take(&text[at..])?;
            match (&text[..at], rest.trim_start_matches('的')) {
                // 预估115年 says how firm it is, and what of is not said.
                (name, "") => {
                    let is_firm = Self::expected(name).is_some_and(|(_, rest)| rest.is_empty());
                    Some((self.subject(name).filter(|_| !is_firm)?, Some(when)))
                }
                (place, name) => {
                    self.english.translations.place(place)?;
                    Some((self.subject(&[place, name].concat())?, Some(when)))
                }
            }
        })
    }
}
