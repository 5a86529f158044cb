//! The numbers of what a bulletin says in English, compared with its metrics.
//!
//! In: a bulletin with `title_en`, `summary_en` or an English text, what its figures carry, and the English names of units and
//! indicators. Out: numbers that no metric carries, those that differ from the metric they are about, and per cent in the
//! place of percentage points.
//!
//! A figure that is read is put into the units of the metrics, so that what decides in Chinese decides here too.
//!
//! May touch: source, diag, text, figure, bulletin, edition

mod words;

use super::carried::{Carried, Known, states_exactly};
use super::number::Number;
use super::passage::{GAP, english};
use super::prose::{numbers_mean, once};
use super::reading::{Is, Reading};
use super::{names, number};
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::figure::english::{DOLLAR, Found, Style, Units, scan};
use crate::figure::scan::{Amount, Plain};
use crate::figure::{Dimension, Metric, Quantity, Record, Unit};
use crate::source::Source;
use crate::text::{Translations, Variant};
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;
use words::{DENIALS, EARLIER, ENDS, LEADS, WORKED_OUT};

/// Names of units where a site has no English edition.
static UNITS: LazyLock<Units> = LazyLock::new(|| Translations::built_in().units().collect());

/// Checks what a bulletin says in English; a number that no metric carries is reported once.
pub(super) fn check(bulletin: &Bulletin, carried: &Carried<'_>, corpus: &Corpus) -> Vec<Diagnostic> {
    let texts = english(bulletin);
    if texts.is_empty() {
        return Vec::new();
    }
    let reader = Reader::new(bulletin, carried, corpus);
    let (mut found, mut unmatched) = (Vec::new(), Vec::new());
    for (source, plain) in &texts {
        let figures = scan(plain.text(), reader.units);
        for figure in &figures {
            let text = Text { source, plain, figure, figures: &figures };
            match reader.judge(&text) {
                None => {}
                Some((Code::UnmatchedNumber, message, help)) => {
                    unmatched.push((text.tell(Code::UnmatchedNumber, message, &help), text.printed().to_owned()));
                }
                Some((code, message, help)) => found.push(text.tell(code, message, &help)),
            }
        }
    }
    found.extend(once(bulletin, unmatched));
    found
}

/// A text in English, and what each of its numbers is; their spans are within the text.
pub(crate) struct EnglishText {
    /// The text, with U+FFFC for each figure that is shown in place.
    pub(crate) text: String,
    /// Its numbers.
    pub(crate) readings: Vec<Reading>,
}

/// Every text of a bulletin in English, for an editor who wants to see what the check makes of its numbers.
pub(crate) fn english_readings(bulletin: &Bulletin, corpus: &Corpus, record: &Record<'_>) -> Vec<EnglishText> {
    let known = Known::of(bulletin, record);
    let carried = known.carried(bulletin, &corpus.registry);
    let reader = Reader::new(bulletin, &carried, corpus);
    let of = |(source, plain): (&Source, Plain)| {
        let figures = scan(plain.text(), reader.units);
        let read = |figure| {
            let text = Text { source, plain: &plain, figure, figures: &figures };
            let amounts = reader.amounts(figure);
            let is = match reader.judge(&text) {
                Some((Code::UnmatchedNumber, ..)) => Is::Unmatched,
                Some((_, message, _)) => Is::Wrong(message),
                None => {
                    let means = |metric| amounts.iter().any(|amount| numbers_mean(metric, amount));
                    let all = bulletin.metrics.iter().enumerate();
                    let stated: Vec<usize> = all.filter(|(_, metric)| means(metric)).map(|(at, _)| at).collect();
                    if stated.is_empty() { Is::Aside } else { Is::Stated(stated) }
                }
            };
            Reading { span: figure.span.clone(), printed: text.printed().to_owned(), is }
        };
        let readings = figures.iter().map(read).collect();
        EnglishText { text: plain.text().to_owned(), readings }
    };
    english(bulletin).into_iter().map(of).collect()
}

/// A figure and the text it is in.
struct Text<'t> {
    source: &'t Source,
    plain: &'t Plain,
    figure: &'t Found,
    /// All figures of the text.
    figures: &'t [Found],
}

impl Text<'_> {
    fn printed(&self) -> &str {
        &self.source.text[self.plain.source(self.figure.span.clone())]
    }

    fn tell(&self, code: Code, message: String, help: &str) -> Diagnostic {
        Diagnostic::new(code, self.source.place(self.plain.source(self.figure.span.clone())), message).help(help)
    }

    /// Whether it is the limit of a class, `projects of 100 million yuan or more`, or the unit of a column.
    fn is_limit(&self) -> bool {
        let (text, span) = (self.plain.text(), &self.figure.span);
        let digits = self.figure.read.number.normalize().to_string();
        let is_power = digits.trim_end_matches('0') == "1";
        let alone = [&text[..span.start], &text[span.end..]].concat();
        let in_brackets = text[..span.start].ends_with('(') && text[span.end..].starts_with(')');
        ENDS.iter().any(|end| text[span.clone()].ends_with(end))
            || !alone.contains(char::is_alphabetic)
            || (is_power && in_brackets)
    }

    /// The sentence around the figure.
    fn sentence(&self) -> Range<usize> {
        let (text, span) = (self.plain.text(), &self.figure.span);
        let ends = |&(at, c): &(usize, char)| match c {
            ';' | GAP => true,
            '.' | '!' | '?' => text[at + 1..].starts_with(' ') || text[at + 1..].is_empty(),
            _ => false,
        };
        let start = text[..span.start].char_indices().rev().find(ends).map_or(0, |(at, c)| at + c.len_utf8());
        let end = text[span.end..].char_indices().map(|(at, c)| (span.end + at, c)).find(ends);
        start..end.map_or(text.len(), |(at, _)| at)
    }
}

struct Reader<'r> {
    bulletin: &'r Bulletin,
    carried: &'r Carried<'r>,
    corpus: &'r Corpus,
    units: &'r Units,
    /// The units of the metrics, each with the currency it is, if it is one.
    measures: Vec<(&'r str, Option<&'static str>)>,
}

/// What to report: the code, the message and the way out.
type Told = (Code, String, String);

impl<'r> Reader<'r> {
    fn new(bulletin: &'r Bulletin, carried: &'r Carried<'r>, corpus: &'r Corpus) -> Self {
        let edition = corpus.config.editions.iter().find(|edition| edition.variant == Variant::En);
        let style = edition.and_then(|edition| edition.english.as_ref()).map_or_else(Style::default, |own| own.style);
        let mut measures = Vec::new();
        for metric in &bulletin.metrics {
            let own = corpus.registry.style_of(&metric.indicator, style);
            let changes = metric.changes().filter_map(|(change, _)| change.amount());
            for quantity in metric.value.iter().chain(changes).chain(metric.previous.as_deref()) {
                let measure = (quantity.unit_base(), own.code_of(quantity.unit_base()));
                if !measures.contains(&measure) {
                    measures.push(measure);
                }
            }
        }
        // Names and notes have limits in money: 亿元以上项目.
        measures.push(("元", style.code_of("元")));
        measures.dedup();
        let units = corpus.english.as_ref().map_or(&*UNITS, |english| &english.units);
        Self { bulletin, carried, corpus, units, measures }
    }

    fn judge(&self, text: &Text<'_>) -> Option<Told> {
        let amounts = self.amounts(text.figure);
        let sentence = text.sentence();
        let words = &text.plain.text()[sentence.clone()];
        let before = &text.plain.text()[sentence.start..text.figure.span.start];
        let fine = DENIALS.iter().any(|word| before.contains(word))
            || amounts.iter().any(|amount| self.carried.has(amount) || self.carried.had(amount))
            || text.is_limit()
            || self.is_background(text, before)
            || self.is_share(text, &amounts, &sentence)
            || amounts.iter().any(|amount| self.is_worked_out(amount, words));
        if fine {
            return None;
        }
        let help = || "correct the one that is wrong; `{{ … }}` shows the metric and cannot differ".to_owned();
        let printed = text.printed();
        if let Some(told) = self.points(text) {
            return Some(told);
        }
        if let Some((metric, stated)) = self.named(before, &amounts) {
            let message = format!("`{}` is `{}` in the metrics, and `{printed}` here", metric.name, stated.text());
            return Some((Code::FigureDiffers, message, help()));
        }
        // Of an index no other number can be told from one of something else.
        if text.figure.is_bare() && printed.contains('.') {
            return None;
        }
        if let Some((metric, stated)) = self.near(text.figure, &amounts) {
            let message = format!("`{printed}` is all but `{}`, the figure of `{}`", stated.text(), metric.name);
            return Some((Code::FigureDiffers, message, help()));
        }
        let help = format!(
            "add a [[metrics]] entry, correct it, or say why it needs none: [[allow]] \
             code = \"unmatched-number\", text = \"{printed}\", reason = \"…\""
        );
        Some((Code::UnmatchedNumber, format!("no metric carries `{printed}`"), help))
    }

    /// The amounts that a figure may be, in the units of the metrics.
    fn amounts(&self, figure: &Found) -> Vec<Amount> {
        let read = &figure.read;
        let name = read.unit.as_str();
        let named = |unit: &str| self.units.many(unit).is_some_and(|many| !many.is_empty() && many == name);
        let is_whole = read.value.is_integer();
        let is_counted = |unit: &str| unit.is_empty() || unit == "点" || (is_whole && number::is_count(unit));
        let units: Vec<&str> = match name {
            "%" | "‰" => vec![name],
            "pp" => vec!["个百分点"],
            "times" => vec!["倍"],
            DOLLAR => {
                let dollars = |code: &str| matches!(code, "USD" | "HKD" | "TWD" | "SGD" | "AUD" | "CAD" | "NZD");
                self.measures.iter().filter(|(_, code)| code.is_some_and(dollars)).map(|(unit, _)| *unit).collect()
            }
            _ if self.measures.iter().any(|(_, code)| *code == Some(name)) => {
                self.measures.iter().filter(|(_, code)| *code == Some(name)).map(|(unit, _)| *unit).collect()
            }
            _ => {
                let all = || self.measures.iter().filter(|(_, code)| code.is_none()).map(|(unit, _)| *unit);
                let own: Vec<&str> = all().filter(|unit| named(unit.split('/').next().unwrap_or(unit))).collect();
                // What English names, 41,000 flights, Chinese may count in another word.
                if own.is_empty() { all().filter(|unit| is_counted(unit)).collect() } else { own }
            }
        };
        let printed = read.number.abs().to_string();
        // What doubled grew by 1倍.
        let times = (name == "%" && printed.ends_with("00")).then(|| {
            let number = read.number.checked_div(Decimal::ONE_HUNDRED)?.normalize().to_string();
            let quantity = Quantity::from_parts(&number.parse().ok()?, read.scale, &"倍".parse().ok()?, read.approx);
            Some(Amount { quantity: quantity.ok()?, number: 0 })
        });
        let amounts = units.into_iter().filter_map(|unit| {
            let unit: Unit = unit.parse().ok()?;
            let quantity = Quantity::from_parts(&printed.parse().ok()?, read.scale, &unit, read.approx).ok()?;
            Some(Amount { quantity, number: 0 })
        });
        amounts.chain(times.flatten()).collect()
    }

    /// Whether the figure is of a time before all that the bulletin is about.
    fn is_background(&self, text: &Text<'_>, before: &str) -> bool {
        let after = text.plain.text()[text.figure.span.end..].trim_start();
        if EARLIER.iter().any(|words| after.starts_with(words)) {
            return true;
        }
        let starts = self.bulletin.metrics.iter().filter_map(|metric| metric.period.start());
        let earliest = starts.min().unwrap_or_else(|| self.bulletin.date.first_of_year()).year();
        let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let mut words = before.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).rev();
        let year = words.find(is_year).and_then(|year| year.parse::<i16>().ok());
        let since = words.next().is_some_and(|word| matches!(word, "since" | "from"));
        !since && year.is_some_and(|year| year < earliest)
    }

    /// Whether a share is what one number of the sentence is of another, or of a metric.
    fn is_share(&self, text: &Text<'_>, amounts: &[Amount], sentence: &Range<usize>) -> bool {
        if !text.plain.text()[text.figure.span.end..].starts_with(" of ") {
            return false;
        }
        let within = |figure: &&Found| sentence.start <= figure.span.start && figure.span.end <= sentence.end;
        let said = text.figures.iter().filter(within).flat_map(|figure| self.amounts(figure));
        let said: Vec<Number> = said.map(|amount| Number::of(&amount.quantity)).collect();
        amounts.iter().any(|amount| self.carried.derived().has_share(amount, self.bulletin, &said, ""))
    }

    /// Whether the words of its sentence say that a number was worked out from others, and it was.
    fn is_worked_out(&self, amount: &Amount, sentence: &str) -> bool {
        let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        (says(LEADS) && self.carried.is_lead(amount))
            || (says(WORKED_OUT) && (self.carried.follows(amount) || self.carried.derived().has(amount, &[])))
    }

    /// Per cent where a metric has just so many percentage points, or the other way round.
    fn points(&self, text: &Text<'_>) -> Option<Told> {
        let read = &text.figure.read;
        let (other, right) = match read.unit.as_str() {
            "%" => ("pp", "个百分点"),
            "pp" => ("%", "%"),
            _ => return None,
        };
        let stated = self.bulletin.metrics.iter().any(|metric| states_exactly(metric, read.value.abs(), other));
        stated.then(|| {
            let message =
                format!("the metrics say `{}{right}` where this says `{}`", read.number.abs(), text.printed());
            let help = "a difference of two rates is in percentage points (个百分点), a rate in per cent (%)";
            (Code::PercentOrPoints, message, help.to_owned())
        })
    }

    /// The one metric that is named before a figure with no other between, and what it states in the unit of the figure.
    fn named(&self, before: &str, amounts: &[Amount]) -> Option<(&Metric, &Quantity)> {
        let start = before.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        let words = before[start..].to_lowercase();
        let mut named = self.bulletin.metrics.iter().filter(|metric| self.is_named(&words, metric));
        let metric = named.next().filter(|_| named.next().is_none())?;
        let changes = metric.changes().filter_map(|(change, _)| change.amount());
        let mut stated = metric.value.iter().chain(changes).filter(|stated| {
            let own = Number::of(stated);
            amounts.iter().any(|amount| own.is_alike(&Number::of(&amount.quantity)))
        });
        let only = stated.next().filter(|_| stated.next().is_none())?;
        Some((metric, only))
    }

    /// Whether words in lower case have the English name of a metric.
    fn is_named(&self, words: &str, metric: &Metric) -> bool {
        let registered = self.corpus.registry.find(&metric.indicator).and_then(|known| known.english.as_ref());
        let names = || names(metric, &self.corpus.registry);
        let translated = || match &self.corpus.english {
            Some(english) => names().find_map(|name| english.translations.find(name)),
            None => names().find_map(|name| Translations::built_in().find(name)),
        };
        let name = registered.map(|english| english.name.as_str()).or_else(translated);
        name.is_some_and(|name| words.contains(&name.to_lowercase()))
    }

    /// The figure that a number is but for one digit or the scale, or from which it is less than a hundredth away.
    fn near(&self, figure: &Found, amounts: &[Amount]) -> Option<(&Metric, &Quantity)> {
        let read = &figure.read;
        let digits = |text: String| text.replace('.', "").trim_matches('0').to_owned();
        let own = digits(read.number.abs().to_string());
        self.bulletin.metrics.iter().find_map(|metric| {
            let stated = metric.value.as_ref()?;
            let same_unit = amounts.iter().any(|amount| amount.quantity.unit_base() == stated.unit_base());
            let is_rate = matches!(stated.dimension(), Dimension::Percent | Dimension::PercentPoint | Dimension::Index);
            if !same_unit || is_rate || own.len() < 3 {
                return None;
            }
            let (base, other) = (read.value.abs(), stated.value_base().abs());
            let far = number::far(base, other)?;
            let hundredth = far.checked_mul(100.into()).is_some_and(|far| far <= other);
            let others = digits(other.to_string());
            let alike = own.len() == others.len() && strsim::osa_distance(&own, &others) == 1 && far < other;
            (hundredth || alike || own == others).then_some((metric, stated))
        })
    }
}
