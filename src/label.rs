//! The texts of the site itself, in each edition's own words.
//!
//! Bases, scales and periods are named, not converted: 同比 is 年增率 in Taiwan and 按年 in Hong
//! Kong, 万亿 is 兆 in Taiwan and 萬億 in Hong Kong.
//!
//! In: the theme's `labels/*.toml`. Out: [`Labels`] of one edition.
//!
//! May touch: source, diag, tree, text, figure

mod key;

pub(crate) use key::Label;

use crate::diag::{Checked, Diagnostic};
use crate::figure::period::{Half, Month, Quarter};
use crate::figure::{
    ApproxWord, Basis, Cadence, Dimension, Direction, Kind, Period, Polarity, Prices, Quantity, Scale, Status,
    Treatment,
};
use crate::source::Source;
use crate::text::Variant;
use crate::tree::Fields;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use strum::VariantArray as _;

/// The sections of a label file.
const SECTIONS: [&str; 21] = [
    "ui",
    "date",
    "month",
    "period",
    "when",
    "cadence",
    "approx",
    "scale",
    "basis",
    "basis_points",
    "measure",
    "measure_points",
    "rise",
    "rise_price",
    "fall",
    "flat",
    "kind",
    "status",
    "treatment",
    "unit",
    "column",
];

/// Where the size of a change is said in what happened.
const AMOUNT: &str = "{amount}";

/// The words of one edition, by section and key.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    sections: BTreeMap<&'static str, BTreeMap<String, String>>,
    /// Those of section `ui` that the program prints, by [`Label`]: a page asks for hundreds.
    texts: Vec<String>,
}

impl Labels {
    /// Reads label files; later ones override earlier ones key by key.
    pub fn parse<'s>(sources: impl IntoIterator<Item = &'s Source>) -> Checked<Self> {
        let mut labels = Self::default();
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for source in sources {
            let mut fields = Fields::of_file(source);
            for section in SECTIONS {
                let pairs = fields.pairs(section).into_iter().map(|(key, label)| (key.value, label.value));
                labels.sections.entry(section).or_default().extend(pairs);
            }
            diagnostics.extend(fields.finish());
        }
        labels.texts = Label::VARIANTS.iter().map(|&label| labels.get("ui", label.into()).to_owned()).collect();
        Checked { value: labels, diagnostics }
    }

    /// The strings of the templates, by key.
    pub(crate) fn ui(&self) -> &BTreeMap<String, String> {
        &self.sections["ui"]
    }

    /// One string of the program.
    pub(crate) fn text(&self, label: Label) -> &str {
        self.texts.get(label as usize).map_or_else(|| label.into(), String::as_str)
    }

    /// One string of the program with its `{names}` replaced.
    pub(crate) fn fill(&self, label: Label, values: &[(&str, &dyn Display)]) -> String {
        fill(self.text(label), values.iter().copied())
    }

    /// What a script is called: `繁体中文`.
    pub(crate) fn script(&self, script: Variant) -> &str {
        self.text(match script {
            Variant::Hans => Label::ScriptHans,
            Variant::HantTw => Label::ScriptHantTw,
            Variant::HantHk => Label::ScriptHantHk,
            Variant::En => Label::ScriptEn,
        })
    }

    /// Which way an indicator is better: `通常越高越好`.
    pub(crate) fn polarity(&self, polarity: Polarity) -> &str {
        self.text(match polarity {
            Polarity::Higher => Label::PolarityHigher,
            Polarity::Lower => Label::PolarityLower,
            Polarity::Neutral => Label::PolarityNeutral,
        })
    }

    /// A day in full: `2025年7月18日`.
    pub(crate) fn day(&self, date: Date) -> String {
        fill(self.get("date", "day"), self.with_months(date_values(date, End::First)))
    }

    /// The first and the last of some days, in one of the strings for that: `7月7日至7月13日`.
    pub(crate) fn days(&self, label: Label, first: Date, last: Date) -> String {
        let values = [date_values(first, End::First), date_values(last, End::Last)].concat();
        let whole = vec![("first", self.day(first)), ("last", self.day(last))];
        fill(self.text(label), [whole, self.with_months(values)].concat())
    }

    /// A month with its year: `2025年7月`.
    pub(crate) fn month(&self, date: Date) -> String {
        fill(self.get("date", "month"), self.with_months(date_values(date, End::First)))
    }

    /// A year alone: `2025年`.
    pub(crate) fn year(&self, year: i16) -> String {
        fill(self.get("date", "year"), [("y", year)])
    }

    /// Names one after the other: `出口、进口`.
    pub(crate) fn list(&self, names: &[impl AsRef<str>]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.text(Label::JoinList))
    }

    /// Parts of a phrase one after the other: `湖北省，年初累计`.
    pub(crate) fn phrase(&self, parts: &[impl AsRef<str>]) -> String {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        parts.join(self.text(Label::JoinPhrase))
    }

    /// What is said aside of a name: `（亿元以上）`.
    pub(crate) fn aside(&self, text: &str) -> String {
        fill(self.text(Label::JoinAside), [("text", text)])
    }

    /// A name and what it is: `项目规模：亿元以上`.
    pub(crate) fn pair(&self, name: &str, value: &str) -> String {
        fill(self.text(Label::JoinPair), [("name", name), ("value", value)])
    }

    /// A change and what it is against: `同比+5.2%`, `+5.2% year on year`.
    pub(crate) fn compared(&self, basis: &str, amount: &str) -> String {
        fill(self.text(Label::JoinChange), [("basis", basis), ("amount", amount)]).trim().to_owned()
    }

    /// Whether a change is said before what it is against.
    pub(crate) fn compares_last(&self) -> bool {
        !self.text(Label::JoinChange).starts_with("{basis}")
    }

    /// An indicator with what is measured of it: `出口额同比`, `Exports, year-on-year change`.
    pub(crate) fn measured(&self, name: &str, measure: &str) -> String {
        match measure {
            "" => name.to_owned(),
            measure => fill(self.text(Label::JoinMeasured), [("name", name), ("measure", measure)]),
        }
    }

    /// An indicator with its region: `上海市出口额`, `Exports, Shanghai`.
    pub(crate) fn placed(&self, region: &str, name: &str) -> String {
        match region {
            "" => name.to_owned(),
            region => fill(self.text(Label::JoinPlaced), [("region", region), ("name", name)]),
        }
    }

    /// A period: `2025年上半年`, `2025年1—5月`, `2025年6月底`.
    pub(crate) fn period(&self, period: &Period) -> String {
        let (key, values) = self.period_values(period);
        fill(self.get("period", key), values)
    }

    /// When something was so in a period: `in June 2025`, `at the end of June 2025`; in Chinese the period itself.
    pub(crate) fn when(&self, period: &Period) -> String {
        let (key, values) = self.period_values(period);
        let said = self.sections.get("when").and_then(|said| said.get(key));
        said.map_or_else(|| self.period(period), |said| fill(said, values))
    }

    fn period_values(&self, period: &Period) -> (&'static str, Vec<(&'static str, String)>) {
        let (key, values) = match period {
            Period::Unstated => ("unstated", Vec::new()),
            Period::Year(year) => ("year", vec![("y", year.number().to_string())]),
            Period::Half(year, half) => {
                let key = match half {
                    Half::First => "half1",
                    Half::Second => "half2",
                };
                (key, vec![("y", year.number().to_string())])
            }
            Period::Quarter(year, quarter) => ("quarter", quarter_values(year.number(), *quarter)),
            Period::Month(month) => ("month", month_values(*month, End::First)),
            Period::Months(span) => {
                let across = span.first().year() != span.last().year();
                let values = [month_values(span.first(), End::First), month_values(span.last(), End::Last)].concat();
                (if across { "months_across" } else { "months" }, values)
            }
            Period::Day(date) => (day_key(*date), date_values(*date, End::First)),
            Period::Days(span) => {
                let across = span.first().year() != span.last().year();
                let values = [date_values(span.first(), End::First), date_values(span.last(), End::Last)].concat();
                // English says the month of several days once.
                let within = (span.first().year(), span.first().month()) == (span.last().year(), span.last().month());
                let is_said =
                    within && self.sections.get("period").is_some_and(|said| said.contains_key("days_within"));
                let key = if is_said { "days_within" } else { "days" };
                (if across { "days_across" } else { key }, values)
            }
            Period::Years(span) => {
                ("years", vec![("y", span.first().number().to_string()), ("y2", span.last().number().to_string())])
            }
        };
        (key, self.with_months(values))
    }

    /// The same with the names of their months beside the numbers: `{month}` is June, `{mon}` Jun.
    fn with_months(&self, values: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
        let Some(months) = self.sections.get("month").filter(|months| !months.is_empty()) else { return values };
        let named = values.iter().filter_map(|(key, number)| {
            let keys = match *key {
                "m" => ["month", "mon"],
                "m2" => ["month2", "mon2"],
                _ => return None,
            };
            let name = months.get(number)?;
            let short: String = name.chars().take(3).collect();
            Some([(keys[0], name.clone()), (keys[1], short)])
        });
        let named: Vec<_> = named.flatten().collect();
        values.into_iter().chain(named).collect()
    }

    /// A period on the axis of a chart, without the year, which is written below: `6月`, `第二季`, `上半年`, `2025`.
    pub(crate) fn short_period(&self, period: &Period) -> String {
        let month = |month: Month| ("short_month", month_values(month, End::First));
        let (key, values) = match period {
            Period::Unstated => return String::new(),
            Period::Year(year) => ("short_year", vec![("y", year.number().to_string())]),
            Period::Years(span) => ("short_year", vec![("y", span.last().number().to_string())]),
            Period::Half(_, Half::First) => ("short_half1", Vec::new()),
            Period::Half(_, Half::Second) => ("short_half2", Vec::new()),
            Period::Quarter(year, quarter) => ("short_quarter", quarter_values(year.number(), *quarter)),
            Period::Month(at) => month(*at),
            Period::Months(span) => month(span.last()),
            Period::Day(date) => ("short_month", date_values(*date, End::First)),
            Period::Days(span) => ("short_month", date_values(span.last(), End::First)),
        };
        fill(self.get("period", key), self.with_months(values))
    }

    /// The cadence of a series: `月度`, `年初累计`.
    pub(crate) fn cadence(&self, cadence: Cadence) -> String {
        let (key, count) = match cadence {
            Cadence::Year => ("year", 1),
            Cadence::Half => ("half", 1),
            Cadence::Quarter => ("quarter", 1),
            Cadence::Month => ("month", 1),
            Cadence::YearToDate => ("ytd", 1),
            Cadence::Months(count) => ("months", count),
            Cadence::Day => ("day", 1),
            Cadence::Days(count) => ("days", count),
            Cadence::Years(count) => ("years", count),
        };
        fill(self.get("cadence", key), [("n", count)])
    }

    /// A word of approximation: 余 as `餘`.
    pub(crate) fn approx(&self, word: ApproxWord) -> &str {
        self.get("approx", word.word())
    }

    /// A scale: 万亿 as `兆`; empty for no scale.
    pub(crate) fn scale(&self, scale: Scale) -> &str {
        match scale {
            Scale::One => "",
            scale => self.get("scale", scale.word()),
        }
    }

    /// The form of a unit that is not converted but listed.
    pub(crate) fn unit(&self, unit: &str) -> Option<&str> {
        self.sections.get("unit")?.get(unit).map(String::as_str)
    }

    /// The basis of a change: of a rate in per cent 年增率, of a difference 較上年同期.
    pub(crate) fn basis(&self, basis: Basis, is_rate: bool) -> &str {
        self.get(if is_rate { "basis" } else { "basis_points" }, basis.code())
    }

    /// What a series of such changes measures, as a noun: 按年變動率, 較上月變動.
    pub(crate) fn measure(&self, basis: Basis, is_rate: bool) -> &str {
        self.get(if is_rate { "measure" } else { "measure_points" }, basis.code())
    }

    /// What happened, with the size of the change: 同比上涨0.3% of a price, 年增5%, 較上月上升0.2點; `up 5% year on year`.
    pub(crate) fn movement(
        &self,
        basis: Basis,
        amount: Option<&Quantity>,
        direction: Direction,
        is_price: bool,
        size: &str,
    ) -> String {
        let section = match direction {
            Direction::Flat => return self.get("flat", basis.code()).to_owned(),
            Direction::Up if is_price => "rise_price",
            Direction::Up => "rise",
            Direction::Down => "fall",
        };
        if is_rate(amount) {
            let said = self.get(section, basis.code());
            // In Chinese the size comes last.
            return if said.contains(AMOUNT) { said.replace(AMOUNT, size) } else { format!("{said}{size}") };
        }
        let label = if direction == Direction::Up { Label::RiseBy } else { Label::FallBy };
        self.fill(label, &[("basis", &self.get("basis_points", basis.code())), ("amount", &size)])
    }

    /// The kind of a value: `存量`.
    pub(crate) fn kind(&self, kind: Kind) -> &str {
        self.get("kind", kind.code())
    }

    /// How firm it is: `初步数`.
    pub(crate) fn status(&self, status: Status) -> &str {
        self.get("status", status.code())
    }

    /// How a figure is made, a word each: `经季节调整`, `按2020年价格`, `2020年=100`.
    pub(crate) fn treatment(&self, Treatment { adjust, prices, base }: &Treatment) -> Vec<String> {
        let said = |key| self.get("treatment", key).to_owned();
        let adjust = adjust.map(|adjust| said(adjust.code()));
        let prices = prices.map(|prices| match prices {
            Prices::Nominal => said("nominal"),
            Prices::Real(None) => said("real"),
            Prices::Real(Some(year)) => fill(self.get("treatment", "real_year"), [("y", year)]),
        });
        let base = base.as_ref().map(|base| match base.period() {
            Some(period) => format!("{}={}", self.period(&period), base.number()),
            None => format!("{}={}", self.get("treatment", base.of()), base.number()),
        });
        adjust.into_iter().chain(prices).chain(base).collect()
    }

    /// The same aside of what it is said of: `（经季节调整）`; empty where nothing is said.
    pub(crate) fn treated(&self, treatment: &Treatment) -> String {
        match treatment.is_unsaid() {
            true => String::new(),
            false => self.aside(&self.list(&self.treatment(treatment))),
        }
    }

    /// A column of the data files: `value_base` as `换算数值`.
    pub(crate) fn column<'l>(&'l self, name: &'l str) -> &'l str {
        self.get("column", name)
    }

    fn get<'l>(&'l self, section: &str, key: &'l str) -> &'l str {
        self.sections.get(section).and_then(|labels| labels.get(key)).map_or(key, String::as_str)
    }
}

/// Whether a change is a rate, in per cent, and not a difference in points or amounts.
pub(crate) fn is_rate(amount: Option<&Quantity>) -> bool {
    match amount.map(Quantity::dimension) {
        None | Some(Dimension::Percent | Dimension::PerMille | Dimension::Multiple) => true,
        Some(Dimension::PercentPoint | Dimension::Index | Dimension::Other(_)) => false,
    }
}

/// A stock at the end of a month is named so, as the newspaper prints it: 6月底.
fn day_key(date: Date) -> &'static str {
    match date == date.last_of_month() {
        true if date.month() == 12 => "year_end",
        true => "month_end",
        false => "day",
    }
}

/// Which end of a span a pattern's values belong to: `{y}` or `{y2}`.
enum End {
    First,
    Last,
}

fn date_values(date: Date, end: End) -> Vec<(&'static str, String)> {
    let (y, m, d) = match end {
        End::First => ("y", "m", "d"),
        End::Last => ("y2", "m2", "d2"),
    };
    vec![(y, date.year().to_string()), (m, date.month().to_string()), (d, date.day().to_string())]
}

fn month_values(month: Month, end: End) -> Vec<(&'static str, String)> {
    let (y, m) = match end {
        End::First => ("y", "m"),
        End::Last => ("y2", "m2"),
    };
    vec![(y, month.year().number().to_string()), (m, month.number().to_string())]
}

fn quarter_values(year: i16, quarter: Quarter) -> Vec<(&'static str, String)> {
    let numeral = match quarter {
        Quarter::First => "一",
        Quarter::Second => "二",
        Quarter::Third => "三",
        Quarter::Fourth => "四",
    };
    vec![("y", year.to_string()), ("q", quarter.number().to_string()), ("qz", numeral.to_owned())]
}

/// A pattern with its `{names}` replaced; `{n|period|periods}` is the first where `n` is 1, and else the second. What is no
/// name stays as it is.
fn fill<'v>(pattern: &str, values: impl IntoIterator<Item = (&'v str, impl Display)>) -> String {
    let values: Vec<_> = values.into_iter().collect();
    let mut text = String::with_capacity(2 * pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let slot = after.split_once('}').and_then(|(slot, behind)| {
            let (name, forms) = slot.split_once('|').map_or((slot, None), |(name, forms)| (name, Some(forms)));
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, forms, behind))
        });
        rest = match slot {
            Some((value, None, behind)) => {
                let _ = write!(text, "{value}");
                behind
            }
            Some((value, Some(forms), behind)) => {
                let (one, many) = forms.split_once('|').unwrap_or((forms, forms));
                text.push_str(if value.to_string() == "1" { one } else { many });
                behind
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}
