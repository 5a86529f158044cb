//! Phrases about figures in English.
//!
//! In: a name, a number, a time, or a clause of these: `上半年出口额3.4万亿元，同比增长5.2%`. Out: the same in English, of which
//! every word is one that the program knows; nothing where one is not.
//!
//! May touch: text, figure, label

mod movement;
mod relations;
mod times;
mod values;

use super::english::{EnglishNames, placed};
use super::lexicon::{after, begins, one_of, skipping, table, without};
use super::words::Words;
use crate::figure::Period;
use crate::label::{Label, Labels};
use crate::text::{Converter, Glossary, Reach, Variant};
use jiff::civil::Date;
use movement::{Movements, running};
use relations::{aged, state};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use times::{Times, When};

/// Puts phrases into English.
pub(crate) struct Phrases<'p> {
    english: &'p EnglishNames,
    words: Words<'p>,
    labels: &'p Labels,
    /// The day on which 上半年 was said, though its year is not printed where the text has none.
    today: Date,
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

/// What a change says that was compared already.
const COMPARED: [&str; 6] =
    ["year on year", "quarter on quarter", "month on month", "week on week", "day on day", " from "];

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
        Self { english, words, labels, today, characters, steps: Cell::default(), named: RefCell::default() }
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
        self.steps.set(0);
        self.named.borrow_mut().clear();
        let text = self.characters.convert(text);
        let text = dashed(text.replace("（下同）", "").trim().trim_end_matches(['。', '；', '.', '，']));
        let text = text.as_str();
        if let Some(said) = self.at_once(text) {
            return Some(said);
        }
        let mut clauses = clauses(text);
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
                        text = self.within(&text, clauses[at - 1]);
                    }
                    for more in of_next.drain(..).filter(|more| !more.is_empty()) {
                        let is_compared = COMPARED.iter().any(|word| text.contains(word));
                        let is_said = text.contains(&more) || is_compared && more.starts_with("from ");
                        if !is_said {
                            text = format!("{text} {more}");
                        }
                    }
                    let of = if std::mem::take(&mut among) && !said.is_empty() { "of which " } else { "" };
                    said.push(format!("{of}{text}"));
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
        if let Some((when, "")) = self.times().take(without(&["累计"], text)) {
            return Some(when.plain);
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

    /// A clause after another: its first letter is small, and a level that a change came to is said so.
    fn within(&self, said: &str, clause: &str) -> String {
        let is_level =
            ["达到", "达", "为", "至"].iter().any(|verb| without(&["仍", "均", "并"], clause).starts_with(verb));
        match is_level && !said.starts_with("the ") {
            true => format!("at {said}"),
            false => self.small(said),
        }
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
        if let Some(after) = self.after(text).or_else(|| self.apart(text)) {
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
        // 年增 begins as a time does.
        self.body(text, period.as_ref()).map(Clause::Said)
    }

    /// `继八月份录得5.7%的按年跌幅后`: what came before the change of the next clause.
    fn after(&self, text: &str) -> Option<String> {
        let body = one_of(&["继", "在", "紧接"], text)?.strip_suffix('后')?.trim_end_matches('之');
        let (when, rest) = self.times().take(body)?;
        let change = self.movements().say(without(&["的", "录得"], rest), when.period.as_ref())?;
        Some(format!("after being {change} {}", when.within))
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
        let said = self.body(rest.trim_start_matches(['的', '之']), own.as_ref())?;
        *period = own;
        Some(Clause::Said(format!("{said} {}", when.within)))
    }

    fn body(&self, text: &str, of: Option<&Period>) -> Option<String> {
        if let Some(said) = self.subject(text).or_else(|| self.contributed(text)).or_else(|| self.valued(text)) {
            return Some(said);
        }
        let said = text.char_indices().find_map(|(at, _)| {
            let (head, tail) = text.split_at(at);
            let (said, is_value) = self.predicate(tail, of)?;
            if head.is_empty() {
                return Some(said);
            }
            let (name, when) = self.timed_subject(head)?;
            let said = if is_value { self.labels.pair(&name, &said) } else { format!("{name} {said}") };
            Some(when.map_or(said.clone(), |when| format!("{said} {}", when.within)))
        });
        said.or_else(|| self.verb_first(text)).or_else(|| {
            let (firm, rest) = Self::expected(text)?;
            Some(self.firm(&self.body(rest, of)?, firm))
        })
    }

    /// `85.6%的平均入住率`: a name behind its value.
    fn valued(&self, text: &str) -> Option<String> {
        let (value, name) = text.split_once('的')?;
        let said = values::list(&self.words, value)?;
        Some(self.labels.pair(&self.subject(name)?, &said.text))
    }

    /// One more look at a text; none where the line has had as many as any phrase needs.
    fn step(&self) -> Option<()> {
        self.steps.set(self.steps.get().saturating_add(1));
        (self.steps.get() < STEPS).then_some(())
    }

    /// What is said of something, and whether it is a value.
    fn predicate(&self, text: &str, of: Option<&Period>) -> Option<(String, bool)> {
        self.step()?;
        if let Some((head, aside)) = self.bracketed(text) {
            return self.predicate(head, of).map(|(said, is_value)| (said + &aside, is_value));
        }
        if let Some(said) = self.movements().say(text, of).or_else(|| self.beyond(text)) {
            return Some((said, false));
        }
        if let Some(said) = self.share(text).or_else(|| self.multiple(text)).or_else(|| self.ratio(text)) {
            return Some((said, true));
        }
        // 预计达到 is no more than expected.
        if let Some((firm, rest)) = Self::expected(text) {
            return self.predicate(rest, of).map(|(said, is_value)| (self.firm(&said, firm), is_value));
        }
        // 赤字率拟按2.8%左右安排
        let planned = text.strip_suffix("安排").filter(|_| text.contains('按')).unwrap_or(text);
        let body = skipping("verbs", without(&["分别", "均", "都", "仍", "首次"], planned));
        let said = self.movements().timed(body).or_else(|| self.movements().timed(skipping("verbs", body)))?;
        let respectively = if text.starts_with("分别") { " respectively" } else { "" };
        let first = if text.starts_with("首次") { " for the first time" } else { "" };
        Some((format!("{said}{respectively}{first}"), true))
    }

    /// What a figure is of, with the time that is said in or after its name: `存款总额在十月份`.
    fn timed_subject(&self, text: &str) -> Option<(String, Option<When>)> {
        if let Some(name) = self.subject(text) {
            return Some((name, None));
        }
        text.char_indices().skip(1).find_map(|(at, _)| {
            let (when, _) = self.times().take(&text[at..]).filter(|(_, rest)| rest.is_empty())?;
            Some((self.subject(&text[..at])?, Some(when)))
        })
    }

    /// What a figure is of: a name, several, one of a region, or one that is measured in some way.
    pub(super) fn subject(&self, text: &str) -> Option<String> {
        if let Some(known) = self.named.borrow().get(text) {
            return known.clone();
        }
        let name = self.name(text);
        self.named.borrow_mut().insert(text.to_owned(), name.clone());
        name
    }

    /// The same, looked for by its parts.
    fn name(&self, text: &str) -> Option<String> {
        self.step()?;
        let text = text.trim_end_matches(['的', '之', '：', ':', '，', ' ']);
        if text.is_empty() {
            return None;
        }
        if let Some(name) = self.english.translations.find(text) {
            return Some(name.to_owned());
        }
        if let Some(rest) = after("held", text) {
            return self.subject(rest);
        }
        // 企业实现利润, 银行累计结汇
        let within = ["实现", "累计", "录得"].into_iter().find_map(|word| text.split_once(word));
        if let Some((of, name)) = within.filter(|(of, _)| !of.is_empty()) {
            return self.subject(&[of, name].concat());
        }
        // 城镇居民消费价格指数 is a name of a region before it is a price index of consumption.
        let known = |name: &str| self.english.translations.find(name).map(str::to_owned);
        let plain = self.unbracketed(text).or_else(|| self.in_region(text, known));
        let plain = plain.or_else(|| aged(text)).or_else(|| self.sized(text)).or_else(|| self.mannered(text));
        let made = plain.or_else(|| {
            let (name, state) = state(text)?;
            Some(format!("{}{}", self.subject(name)?, self.labels.aside(state)))
        });
        let made = made.or_else(|| self.with_place(text));
        let how = ["modifiers", "of", "doing"];
        let made = made.or_else(|| how.into_iter().find_map(|how| self.measured(how, text)));
        let made = made.or_else(|| self.contribution(text)).or_else(|| self.in_region(text, |name| self.subject(name)));
        made.or_else(|| self.several(text))
    }

    /// 采购经理指数（PMI） is known without its acronym, as 总指数（即核心CPI） is without what it is called too, and
    /// 失业率（经季节性调整） is measured in that manner.
    fn unbracketed(&self, text: &str) -> Option<String> {
        let (name, rest) = text.split_once(['（', '('])?;
        let (inner, rest) = rest.split_once(['）', ')'])?;
        let manner = begins("manners", inner).filter(|(_, rest)| rest.is_empty()).map(|_| inner);
        let is_other_name = inner.is_ascii() || one_of(&["即", "简称"], inner).is_some();
        let name = [manner.unwrap_or_default(), name, rest].concat();
        if manner.is_some() || is_other_name { self.subject(&name) } else { None }
    }

    /// `规模以上工业营业收入`: a name of enterprises of a size.
    fn sized(&self, text: &str) -> Option<String> {
        let (size, rest) = begins("sized", text)?;
        Some(format!("{} {size}", self.subject(rest)?))
    }

    /// A name that says how it is measured: `实际利用外资` is what was utilized, and no real value.
    fn mannered(&self, text: &str) -> Option<String> {
        let (manner, rest) = begins("manners", text)?;
        if one_of(&["利用", "使用", "到位"], rest).is_some() {
            return None;
        }
        let name = self.subject(rest.trim_start_matches(['的', '之']))?;
        Some(match manner {
            "in real terms" => format!("Real {}", self.small(&name)),
            "in nominal terms" => format!("Nominal {}", self.small(&name)),
            "on average" => format!("Average {}", self.small(&name)),
            "on a seasonally adjusted basis" => format!("Seasonally adjusted {}", self.small(&name)),
            manner => format!("{name}{}", self.labels.aside(manner)),
        })
    }

    /// What is measured of something that has a name: `汽车产量`, `人均消费支出`, `按行业分`.
    fn measured(&self, how: &str, text: &str) -> Option<String> {
        table(how).iter().find_map(|(word, english)| {
            let name = match word.split_once('…') {
                Some((before, after)) => text.strip_prefix(before)?.strip_suffix(after)?,
                None => text.strip_suffix(word)?,
            };
            match name.trim_end_matches(['的', '之']) {
                "" => english.strip_suffix(" of {}").map(str::to_owned),
                // 上海用电量 is said of a region, and 环比增加值 of a change.
                name if self.english.translations.place(name).is_some() || self.times().against(name).is_some() => None,
                name => {
                    let name = self.subject(name)?;
                    let name = if english.starts_with("{}") { name } else { self.small(&name) };
                    Some(english.replace("{}", &name))
                }
            }
        })
    }

    /// `广东省社会消费品零售总额`: a name, and the region behind it.
    fn in_region(&self, text: &str, named: impl Fn(&str) -> Option<String>) -> Option<String> {
        text.char_indices().skip(2).find_map(|(at, _)| {
            let region = placed(self.english.translations.place(&text[..at])?);
            let name = named(text[at..].trim_start_matches(['的', '之']))?;
            Some(format!("{name}{}", self.labels.fill(Label::NameIn, &[("region", &region)])))
        })
    }

    /// A name within a sentence: its first letter is small where it is no acronym and no name of its own, as Hong Kong.
    fn small(&self, name: &str) -> String {
        let mut words = name.split(' ');
        let is_capital = |word: &str| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
        };
        let first = words.next().unwrap_or(name);
        let is_name = words.next().is_some_and(is_capital) || self.is_own(first);
        if !is_capital(first) || is_name {
            return name.to_owned();
        }
        let mut chars = name.chars();
        chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
    }

    fn is_own(&self, word: &str) -> bool {
        let word = word.trim_end_matches([',', ':']).trim_end_matches("'s");
        table("own").iter().any(|(own, _)| *own == word) || word != "World" && self.english.translations.has_place(word)
    }

    /// Several names one after the other.
    fn several(&self, text: &str) -> Option<String> {
        let marks = text.char_indices().skip(1);
        let marks = marks.filter_map(|(at, _)| {
            Some((at, table("between").iter().find(|(mark, _)| text[at..].starts_with(mark))?.0))
        });
        marks.into_iter().find_map(|(at, mark)| {
            self.step()?;
            let first = self.subject(&text[..at])?;
            let rest = &text[at + mark.len()..];
            match self.several(rest) {
                Some(rest) => Some(format!("{first}, {}", self.small(&rest))),
                None => Some(format!("{first} and {}", self.small(&self.subject(rest)?))),
            }
        })
    }
}

/// A text whose dashes between numbers are those that times are read with, 1-2月, and whose thousands are parted by commas, as
/// 137 400 of Hong Kong.
fn dashed(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let is_group = |at: usize| (at + 1..at + 4).all(is_digit) && !is_digit(at + 4);
    let sign = |(at, c): (usize, &char)| match c {
        _ if at == 0 || !is_digit(at - 1) => *c,
        '-' | '–' | '－' | '~' | '～' if is_digit(at + 1) => '—',
        ' ' | '\u{a0}' | '\u{2009}' if is_group(at) => ',',
        c => *c,
    };
    chars.iter().enumerate().map(sign).collect()
}

/// The clauses of a text. A comma within a number parts nothing.
fn clauses(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let in_number = c == ',' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if matches!(c, '，' | '；' | ',' | '。') && !in_number {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
