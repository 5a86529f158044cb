//! What is on record about a bulletin beside its text and figures.
//!
//! In: `[[corrections]]`, `[[events]]`, `[[allow]]` and `[cover]` of the front matter. Out: [`Correction`], [`Event`],
//! [`Allowance`] and [`Cover`].
//!
//! May touch: diag, tree, figure

use crate::diag::{Checked, Code, nearest};
use crate::figure::indicator::Event;
use crate::figure::{Metric, Quantity, Registry};
use crate::tree::{Fields, Written, limit};
use jiff::civil::Date;
use std::ops::Range;

/// A mistake that was corrected after publication. It stays on the page.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Its anchor on the page: `correction-2025-07-21-1`. The last number counts the corrections of one day, in the
    /// order they are written.
    pub id: String,
    /// The day of the correction.
    pub date: Date,
    /// What was wrong, in a sentence.
    pub text: String,
    /// The same in English.
    pub text_en: Option<String>,
    /// The id of the metric it concerns.
    pub metric: Option<String>,
    /// What the metric said before, as printed: `2.40万亿元`.
    pub old: Option<Quantity>,
}

/// A diagnostic that this bulletin silences, because it is not a mistake here.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The code of the diagnostic.
    pub code: Code,
    /// The text it would be reported for; every text when not given.
    pub text: Option<String>,
    /// Why it is not a mistake.
    pub reason: String,
    /// Where the allowance is written.
    pub span: Range<usize>,
}

/// The picture at the top of a bulletin.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The file, relative to the bulletin's, or from `/` for `content/`.
    pub picture: Written<String>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What is said below it; empty for nothing.
    pub caption: String,
    /// Whose it is: `新华社记者摄`; empty when not said.
    pub credit: String,
}

/// Reads `[cover]`:
///
/// ```toml
/// [cover]
/// picture = "port.jpg"
/// alt     = "集装箱码头，三艘货轮正在装卸"
/// caption = "6月的宁波舟山港。"
/// credit  = "示例通讯社"
/// ```
pub(crate) fn cover(fields: &mut Fields<'_>) -> Option<Cover> {
    let mut table = fields.table("cover")?;
    let picture = table.required_text("picture");
    let mut text = |key| table.text(key).map_or_else(String::new, |text| text.value.trim().to_owned());
    let (alt, caption, credit) = (text("alt"), text("caption"), text("credit"));
    if let Some(picture) = picture.as_ref().filter(|_| alt.is_empty()) {
        let message = format!("the picture `{}` has no words for those who do not see it", picture.value);
        table.report(Code::MissingAlt, picture.span.clone(), message, "say what it shows: `alt = \"出口额逐年增长\"`");
    }
    fields.absorb(table.finish());
    Some(Cover { picture: picture?, alt, caption, credit })
}

/// Reads `[[corrections]]`:
///
/// ```toml
/// [[corrections]]
/// date   = 2025-07-21
/// metric = "software-revenue"
/// old    = "55778亿元"
/// text   = "软件业务收入的数值抄写有误。"
/// text_en = "The figure of software revenue was copied wrongly."
/// ```
pub(crate) fn corrections(fields: &mut Fields<'_>, metrics: &[Metric]) -> Vec<Correction> {
    let mut corrections: Vec<Correction> = Vec::new();
    for mut table in fields.tables_up_to(limit::CORRECTIONS, "corrections") {
        let date = table.date("date");
        if date.is_none() && !table.wrote("date") {
            table.report(Code::MissingKey, table.span(), "this correction has no date", "add `date = 2025-07-21`");
        }
        let text = table.required_text("text");
        let text_en = table.text("text_en").map(|text| text.value);
        let metric = table.text("metric");
        if let Some(metric) = &metric {
            known(&mut table, metric, metrics);
        }
        let old = table.parse("old", Code::BadQuantity).map(|old| old.value);
        if let (Some(date), Some(text)) = (date, text) {
            let metric = metric.map(|metric| metric.value);
            let same_day = corrections.iter().filter(|other| other.date == date.value).count() + 1;
            let id = format!("correction-{}-{same_day}", date.value);
            corrections.push(Correction { id, date: date.value, text: text.value, text_en, metric, old });
        }
        fields.absorb(table.finish());
    }
    corrections
}

fn known(table: &mut Fields<'_>, metric: &Written<String>, metrics: &[Metric]) {
    if metrics.iter().any(|known| known.id == metric.value) {
        return;
    }
    let help = match nearest(&metric.value, metrics.iter().map(|known| known.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the `id` of one of this bulletin's metrics".to_owned(),
    };
    let message = format!("no metric of this bulletin has the id `{}`", metric.value);
    table.report(Code::UnknownFigure, metric.span.clone(), message, help);
}

/// What happened: an event that names no indicators concerns those of the bulletin.
pub(crate) fn events(fields: &mut Fields<'_>, metrics: &[Metric], registry: &Registry) -> Vec<Event> {
    let mut events = Vec::new();
    for table in fields.tables("events") {
        let span = table.span();
        let Checked { value: event, diagnostics } = Event::read(table, registry);
        fields.absorb(diagnostics);
        let Some(mut event) = event else { continue };
        if event.indicators.is_empty() {
            event.indicators.extend(metrics.iter().map(|metric| metric.indicator.to_string()));
        }
        // One that concerns nothing would be in every chart.
        if event.indicators.is_empty() {
            let help = "name them, as in `indicators = [\"软件业务收入\"]`";
            fields.report(Code::MissingKey, span, "this event concerns no indicator", help);
            continue;
        }
        events.push(event);
    }
    events
}

/// Reads `[[allow]]`:
///
/// ```toml
/// [[allow]]
/// code   = "unmatched-number"
/// text   = "500家"
/// reason = "背景，不是本期数据"
/// ```
pub(crate) fn allowances(fields: &mut Fields<'_>) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for mut table in fields.tables("allow") {
        let code = table.required_text("code");
        let reason = table.required_text("reason");
        let text = table.text("text").map(|text| text.value);
        if let (Some(code), Some(reason)) = (code, reason) {
            match Code::named(&code.value) {
                Some(known) => {
                    allowances.push(Allowance { code: known, text, reason: reason.value, span: table.span() });
                }
                None => {
                    let help = match nearest(&code.value, Code::ALL.iter().map(|code| code.name())) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "`jianbao explain` lists all codes".to_owned(),
                    };
                    table.report(Code::BadName, code.span, format!("there is no code `{}`", code.value), help);
                }
            }
        }
        fields.absorb(table.finish());
    }
    allowances
}
