//! One figure of a bulletin, complete.
//!
//! In: a `[[metrics]]` table and what it inherits from its bulletin. Out: [`Metric`].
//!
//! May touch: path, diag, tree, text

use crate::diag::{Checked, Code, Malformed};
use crate::figure::{
    Approx, Around, Basis, Change, Dimension, Indicator, Kind, Number, Period, Quantity, Registry, Scale, Surprise,
    Treated, Treatment, Unit,
};
use crate::path;
use crate::text::Variant;
use crate::tree::{Fields, Value, Written};
use compact_str::CompactString;
use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

/// A figure as a bulletin states it: a value, a change, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its anchor on the page and its name in data files, unique in the bulletin.
    pub id: CompactString,
    /// The key of its indicator.
    pub indicator: CompactString,
    /// The indicator's name as the bulletin writes it; its full name where that is its key.
    pub name: Arc<str>,
    /// The value as printed.
    pub value: Option<Quantity>,
    /// How it changed.
    pub change: Option<Change>,
    /// Against what; present exactly when there is a change.
    pub basis: Option<Basis>,
    /// How it changed against other periods: 环比 beside 同比.
    pub further: Box<[(Change, Basis)]>,
    /// What the figure was in the period it is compared with, as printed: `10.8%`; of the value, or
    /// of the change where there is no value.
    pub previous: Option<Box<Quantity>>,
    /// By how many percentage points the change is higher or lower than an earlier one, and which:
    /// 增速较上年同期提高3.4个百分点.
    pub accel: Option<Box<(Change, Basis)>>,
    /// The interval in which it is, and what was expected.
    pub(crate) around: Option<Box<Around>>,
    /// The period it is about.
    pub period: Period,
    /// The kind of the value.
    pub kind: Kind,
    /// Whether it is on the cards above the table.
    pub headline: bool,
    /// Where: `湖北省`.
    pub region: Option<Arc<str>>,
    /// What else sets it apart, name and value: `项目规模`, `亿元以上`.
    pub dims: Box<[(String, String)]>,
    /// How its value and its changes are made: adjusted for the season, at constant prices.
    pub(crate) treated: Treated,
    /// Whether it may still change.
    pub status: Option<Status>,
    /// Who said it.
    pub source: Option<Arc<str>>,
    /// What a reader should know.
    pub note: Option<Box<str>>,
    /// Whether it was proposed by an import and not reviewed yet.
    pub review: bool,
    /// Its `[[metrics]]` table in the source.
    pub span: Range<usize>,
}

/// How firm a figure is (SDMX observation status, in short).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 初步核算; it will be revised.
    Preliminary,
    /// 修订; it replaces an earlier one.
    Revised,
    /// 最终核实.
    Final,
}

impl Status {
    /// Every status, the least firm first.
    pub(crate) const ALL: [Self; 3] = [Self::Preliminary, Self::Revised, Self::Final];

    /// As data files print it: `preliminary`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Preliminary => "preliminary",
            Self::Revised => "revised",
            Self::Final => "final",
        }
    }
}

impl FromStr for Status {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::ALL.into_iter().find(|status| status.code() == text).ok_or_else(|| Malformed {
            message: format!("unknown status `{text}`"),
            help: "write `preliminary`, `revised` or `final`".into(),
            span: 0..text.len(),
        })
    }
}

/// What a bulletin's metrics inherit from it unless they have their own.
#[derive(Clone, Debug)]
pub(crate) struct Inherited {
    /// The bulletin's period.
    pub(crate) period: Period,
    /// The bulletin's region.
    pub(crate) region: Option<Arc<str>>,
    /// The bulletin's source.
    pub(crate) source: Option<Arc<str>>,
    /// The bulletin's script.
    pub(crate) script: Variant,
}

/// The unit of the steps of an index.
pub(crate) const POINTS: &str = "点";

/// Whether an indicator is a price, by its name: 居民消费价格指数, CPI.
pub(crate) fn is_price(name: &str) -> bool {
    name.contains(['价', '價']) || name.contains("CPI") || name.contains("PPI")
}

impl Metric {
    /// Every change it states, `change` first, each with its basis.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&Change, Basis)> {
        let first = self.change.as_ref().zip(self.basis);
        first.into_iter().chain(self.further.iter().map(|(change, basis)| (change, *basis)))
    }

    /// By how much it is more than expected, where that is said.
    pub(crate) fn surprise(&self) -> Option<Surprise> {
        self.around.as_deref()?.surprise(self.value.as_ref(), self.change.as_ref())
    }

    /// How it is made: its value, or its change where it has no value.
    pub(crate) fn treatment(&self) -> Treatment {
        match self.value {
            Some(_) if self.kind != Kind::Growth => self.treated.of_values(),
            Some(_) => self.treated.of_changes(false),
            None => self.treated.of_changes(self.basis.is_some_and(Basis::is_adjusted)),
        }
    }

    /// The unit of one of its changes, as in data files: `%`, `pp`, else scale and unit as `亿元`.
    ///
    /// 持平 has none of its own. A percentage moves by percentage points, so 5.0%, 与上月持平 is 0 `pp`, and an index
    /// by points, but for those of prices, which are told by their rates; anything else is level by rate, 0 `%`.
    pub(crate) fn unit_of(&self, change: &Change) -> String {
        match (change.amount(), &self.value) {
            (Some(_), _) => change.unit_code(),
            (None, Some(value)) if value.dimension() == Dimension::Percent => "pp".to_owned(),
            (None, Some(value)) if value.is_index() && !is_price(&self.name) => POINTS.to_owned(),
            (None, _) => "%".to_owned(),
        }
    }

    /// Whether one of its changes is a difference of an index, which is printed in percentage points, in 点 or in no
    /// unit at all.
    pub(crate) fn is_index_step(&self, change: &Change) -> bool {
        let is_step = |step: &Quantity| step.is_index() || step.dimension() == Dimension::PercentPoint;
        let index = self.value.as_ref().is_some_and(Quantity::is_index);
        index && change.amount().map_or_else(|| !is_price(&self.name), is_step)
    }

    /// Reads one `[[metrics]]` table; `None` when it names nothing or has no figure.
    pub(crate) fn read(mut fields: Fields<'_>, inherited: &Inherited, registry: &Registry) -> Checked<Option<Self>> {
        let span = fields.span();
        let id = fields.text("id");
        let indicator = fields.required_text("indicator");
        let value = quantity(&mut fields);
        let change: Option<Written<Change>> = fields.parse("change", Code::BadQuantity);
        let basis: Option<Written<Basis>> = fields.parse("basis", Code::BadName);
        let further = further(&mut fields);
        let period = fields.parse("period", Code::BadPeriod).map_or_else(|| inherited.period, |period| period.value);
        let kind: Option<Written<Kind>> = fields.parse("kind", Code::BadName);
        let headline = fields.truth("headline");
        let region = fields.text("region").map(|text| text.value.into()).or_else(|| inherited.region.clone());
        let dims = fields.pairs("dims").into_iter().map(|(name, value)| (name.value, value.value)).collect();
        let status = fields.parse("status", Code::BadName).map(|status| status.value);
        let source = fields.text("source").map(|text| text.value.into()).or_else(|| inherited.source.clone());
        let note = fields.text("note").map(|text| text.value.into());
        check_parts(&mut fields, value.as_ref(), change.as_ref(), basis.as_ref(), &further);
        let (change, basis, further) = changes(&mut fields, &period, change, basis, further);
        let compared = compared(&mut fields, value.as_ref(), change.as_ref());
        let around = Around::read(
            &mut fields,
            value.as_ref().map(|value| &value.value),
            change.as_ref().map(|change| &change.value),
        );
        let review = fields.truth("review");
        let known = indicator.as_ref().and_then(|name| {
            let known = registry.find_at(&name.value, region.as_deref(), inherited.script);
            if known.is_none() {
                unknown(&mut fields, name, value.as_ref().map(|value| &value.value), registry);
            }
            check_level(&mut fields, name, known, kind.as_ref(), value.as_ref());
            known
        });
        for change in change.iter().chain(further.iter().map(|(change, _)| change)) {
            check_unit(&mut fields, value.as_ref(), change);
        }
        let unsaid = Treated::default();
        let treated = Treated::read(&mut fields, known.map_or(&unsaid, |known| &known.treated));
        let diagnostics = fields.finish();
        let (Some(indicator), true) = (indicator, value.is_some() || change.is_some()) else {
            return Checked { value: None, diagnostics };
        };
        let (value, change) = (value.map(|value| value.value), change.map(|change| change.value));
        let key = known.map_or_else(|| path::slug(&indicator.value), |known| known.key.clone());
        let usual = || infer_kind(value.as_ref(), &period, known.and_then(|known| known.kind));
        let kind = kind.map_or_else(usual, |kind| kind.value);
        let metric = Self {
            id: id.map_or_else(|| key.as_str().into(), |id| id.value.into()),
            indicator: key.into(),
            name: name(known, &indicator.value),
            kind,
            basis,
            further: further.into_iter().map(|(change, basis)| (change.value, basis)).collect(),
            value,
            change,
            previous: compared.0.map(Box::new),
            accel: compared.1.map(Box::new),
            around,
            period,
            headline,
            region,
            dims,
            treated,
            status,
            source,
            note,
            review,
            span,
        };
        Checked { value: Some(metric), diagnostics }
    }
}

/// What an indicator is called that is written so: its own name where it is named by its key. Most are named by their names,
/// which a site has in memory once.
fn name(known: Option<&Indicator>, written: &str) -> Arc<str> {
    match known {
        Some(known) if known.key == written || *known.name == *written => Arc::clone(&known.name),
        Some(_) | None => written.into(),
    }
}

/// `value`, printed (`"超过3万亿元"`) or in parts
/// (`{ number = "3", scale = "万亿", unit = "元", approx = "gt" }`).
fn quantity(fields: &mut Fields<'_>) -> Option<Written<Quantity>> {
    let node = fields.take("value")?;
    let span = node.span.clone();
    match node.value {
        Value::Table(table) => {
            let mut parts = Fields::new(fields.source(), span.clone(), table);
            let number: Option<Written<Number>> = match parts.required_text("number") {
                Some(text) => parts.parsed(text, Code::BadQuantity),
                None => None,
            };
            let scale = parts.parse("scale", Code::BadQuantity).map_or(Scale::One, |scale| scale.value);
            let unit = parts.text("unit").unwrap_or(Written { value: String::new(), span: span.clone() });
            let unit: Option<Written<Unit>> = parts.parsed(unit, Code::BadQuantity);
            let approx = parts.parse("approx", Code::BadName).map_or(Approx::Exact, |approx| approx.value);
            fields.absorb(parts.finish());
            match Quantity::from_parts(&number?.value, scale, &unit?.value, approx) {
                Ok(value) => Some(Written { value, span }),
                Err(malformed) => {
                    fields.report(Code::BadQuantity, span, malformed.message, malformed.help);
                    None
                }
            }
        }
        Value::Text(value) | Value::Number(value) => fields.parsed(Written { value, span }, Code::BadQuantity),
        other @ (Value::Bool(_) | Value::Date(_) | Value::List(_) | Value::Null) => {
            let message = format!("`value` is {}, not a figure", other.noun());
            fields.report(Code::WrongType, span, message, "write it as printed, as in `value = \"超过3万亿元\"`");
            None
        }
    }
}

/// `previous` and `accel`: comparisons beyond the change.
fn compared(
    fields: &mut Fields<'_>,
    value: Option<&Written<Quantity>>,
    change: Option<&Written<Change>>,
) -> (Option<Quantity>, Option<(Change, Basis)>) {
    let figure = value.map(|value| &value.value).or_else(|| change.and_then(|change| change.value.amount()));
    let previous: Option<Written<Quantity>> = fields.parse("previous", Code::BadQuantity);
    if let (Some(previous), Some(figure)) = (&previous, figure)
        && previous.value.dimension() != figure.dimension()
    {
        let message =
            format!("`previous` is in `{}`, the figure in `{}`", previous.value.unit_base(), figure.unit_base());
        fields.report(Code::BadQuantity, previous.span.clone(), message, "write both in one unit; scales may differ");
    }
    let accel: Option<Written<Change>> = fields.parse("accel", Code::BadQuantity);
    let basis: Option<Written<Basis>> = fields.parse("accel_basis", Code::BadName);
    let rate = change.and_then(|change| change.value.amount()).or(value.map(|value| &value.value));
    if let Some(accel) = &accel {
        let points = accel.value.amount().is_none_or(|amount| amount.dimension() == Dimension::PercentPoint);
        let of_rate = rate.is_some_and(|rate| rate.dimension() == Dimension::Percent);
        if !points || !of_rate {
            let message = "`accel` is the difference of two rates, in percentage points";
            let help = "write it as in `accel = \"+3.4个百分点\"`, beside a `change` in per cent";
            fields.report(Code::BadQuantity, accel.span.clone(), message, help);
        }
    }
    if let (Some(basis), None) = (&basis, &accel) {
        let message = "`accel_basis` stands without an `accel`";
        fields.report(Code::MissingKey, basis.span.clone(), message, "add `accel = \"+…个百分点\"`, or remove it");
    }
    let accel = accel.map(|accel| (accel.value, basis.map_or(Basis::Yoy, |basis| basis.value)));
    (previous.map(|previous| previous.value), accel)
}

/// `mom`, `qoq` and the like: a change under the code of its basis.
fn further(fields: &mut Fields<'_>) -> Vec<(Written<Change>, Basis)> {
    let read = |basis: Basis| Some((fields.parse(basis.code(), Code::BadQuantity)?, basis));
    Basis::ALL.into_iter().filter_map(read).collect()
}

/// The first change with its basis, and the others. Two against one period are a mistake.
#[expect(clippy::type_complexity, reason = "three parts of a metric, which are taken apart at once")]
fn changes(
    fields: &mut Fields<'_>,
    period: &Period,
    change: Option<Written<Change>>,
    basis: Option<Written<Basis>>,
    mut further: Vec<(Written<Change>, Basis)>,
) -> (Option<Written<Change>>, Option<Basis>, Vec<(Written<Change>, Basis)>) {
    let (change, basis) = match change {
        Some(change) => (change, basis.map_or(Basis::Yoy, |basis| basis.value)),
        None if further.is_empty() => return (None, None, further),
        None => further.remove(0),
    };
    let mut seen = vec![basis.over(period)];
    further.retain(|(other, basis)| {
        let again = seen.contains(&basis.over(period));
        if again {
            let message = format!("`{}` is a second change against the same period", other.value.text());
            let help = "keep one of them; `basis` is that of `change`, and the keys `mom`, `qoq` … name their own";
            fields.report(Code::Duplicate, other.span.clone(), message, help);
        }
        seen.push(basis.over(period));
        !again
    });
    (Some(change), Some(basis), further)
}

/// An index has points, and no per cent, unless the registry says so.
fn check_level(
    fields: &mut Fields<'_>,
    name: &Written<String>,
    known: Option<&Indicator>,
    kind: Option<&Written<Kind>>,
    value: Option<&Written<Quantity>>,
) {
    let Some(value) = value.filter(|value| value.value.dimension() == Dimension::Percent) else { return };
    let unit = known.and_then(|known| known.unit.as_deref());
    let index = match kind.map(|kind| kind.value).or(known.and_then(|known| known.kind)) {
        Some(kind) => kind == Kind::Index,
        None => ["价格指数", "價格指數", "物价指数", "物價指數"].iter().any(|end| name.value.ends_with(end)),
    };
    if index && unit.is_none_or(|unit| unit != "%") {
        let message = format!("`{}` is an index in points, and `{}` is in per cent", name.value, value.value.text());
        let help = "write the level without `%`, or a rate of change as `change = \"+0.1%\"`; \
                    register `unit = \"%\"` for an index that is printed so";
        fields.report(Code::BadQuantity, value.span.clone(), message, help);
    }
}

/// A change without a unit can only be that of a value without one.
fn check_unit(fields: &mut Fields<'_>, value: Option<&Written<Quantity>>, change: &Written<Change>) {
    let Some(amount) = change.value.amount().filter(|amount| amount.dimension() == Dimension::Index) else { return };
    let text = change.value.text();
    let help = match value.map(|value| &value.value) {
        Some(value) if value.is_index() => return,
        Some(value) if value.dimension() == Dimension::Percent => format!("write `{text}个百分点`"),
        Some(value) if amount.scale() == Scale::One => {
            format!("write `{text}%` for a rate, or `{text}{}` for an amount", value.unit_printed())
        }
        Some(value) => format!("write the unit: `{text}{}`", value.unit_base()),
        None => format!("write `{text}%` for a rate, or `{text}个百分点` for the difference of two rates"),
    };
    fields.report(Code::BadQuantity, change.span.clone(), format!("`{text}` does not say in what unit"), help);
}

fn check_parts(
    fields: &mut Fields<'_>,
    value: Option<&Written<Quantity>>,
    change: Option<&Written<Change>>,
    basis: Option<&Written<Basis>>,
    further: &[(Written<Change>, Basis)],
) {
    if let (Some(basis), None) = (basis, change) {
        fields.report(
            Code::MissingKey,
            basis.span.clone(),
            "`basis` stands without a `change`",
            "add `change = \"+…%\"`, or remove `basis`",
        );
    }
    let asked = ["value", "change"].into_iter().chain(Basis::ALL.map(Basis::code)).any(|key| fields.wrote(key));
    if value.is_none() && change.is_none() && further.is_empty() && !asked {
        fields.report(
            Code::MissingKey,
            fields.span(),
            "this metric has no figure",
            "add `value = \"…\"` or `change = \"…\"`",
        );
    }
}

/// Reports an indicator that is not registered, with the entry that registers it.
fn unknown(fields: &mut Fields<'_>, name: &Written<String>, value: Option<&Quantity>, registry: &Registry) {
    let help = match registry.nearest(&name.value) {
        Some(near) if near != name.value => format!(
            "did you mean `{near}`? Otherwise register it in content/indicators.toml, which `jianbao check --accept` does:"
        ),
        _ => "register it in content/indicators.toml, which `jianbao check --accept` does:".to_owned(),
    };
    // The site may not know that the program has it.
    let help = match registry.is_built_in(&name.value) {
        true => format!("`indicators = \"builtin\"` in site.toml has it; {help}"),
        false => help,
    };
    let message = match registry.find(&name.value) {
        Some(elsewhere) => format!("`{}` is registered as `{}` of another place", name.value, elsewhere.name),
        None => format!("`{}` is not a registered indicator", name.value),
    };
    fields.report(Code::UnknownIndicator, name.span.clone(), message, help);
    fields.entry(&registry.entry(&name.value, value.and_then(Quantity::counted_in), &BTreeSet::new()).1);
}

/// The kind of a value when none is given: a change alone is growth, a per cent is a share, a value on a
/// day is a stock, and otherwise it has its indicator's kind, or is a flow.
fn infer_kind(value: Option<&Quantity>, period: &Period, registered: Option<Kind>) -> Kind {
    let Some(value) = value else { return Kind::Growth };
    match (registered, value.dimension(), period) {
        (Some(kind), ..) => kind,
        (None, Dimension::Percent, _) => Kind::Share,
        (None, _, Period::Day(_)) => Kind::Stock,
        (None, ..) => Kind::Flow,
    }
}
