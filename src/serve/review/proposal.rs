//! Decisions over figures that an import proposed, written to the front matter.
//!
//! In: the text of a bulletin, and a decision: a figure is right, mended or dropped, all are of a period, only the headline
//! figures stay. Out: the text with it. Every other byte stays, but for the order of keys in a file that `fmt` had put in order.
//!
//! May touch: path, source, diag, figure, command

use super::edit::{insert, place_of, set};
use crate::command::fmt::{self, Outcome};
use crate::diag::Malformed;
use crate::figure::{Basis, Change, Period, Quantity};
use crate::path::SourcePath;
use crate::source::Source;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

/// What an editor decides; figures go by their place among the tables of the file.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Decision {
    /// A figure is right.
    Accept(usize),
    /// A figure is dropped.
    Drop(usize),
    /// A figure is right with these fields.
    Mend {
        /// Which.
        at: usize,
        /// Its fields by their keys; an empty one is taken out.
        fields: BTreeMap<String, String>,
    },
    /// The article is of this period, and its figures that are not reviewed yet.
    Period {
        /// As front matter has it.
        period: String,
        /// Whether also those that say another period.
        all: bool,
    },
    /// Of the figures that are not reviewed yet only the headline figures stay.
    Headlines,
}

/// The fields of a figure that are set here.
pub(super) const FIELDS: [&str; 5] = ["indicator", "value", "change", "basis", "period"];

/// A Markdown file with a decision in its front matter.
///
/// # Errors
/// Why it cannot be written, for the editor.
pub(super) fn decided(text: &str, decision: &Decision) -> Result<String, String> {
    let path = || SourcePath::known("content/it.md");
    let read = Source::new(path(), text);
    let place = place_of(&read.text)?;
    let mut front: DocumentMut =
        read.text[place.clone()].parse().map_err(|_| "it has a mistake in it; mend that first".to_owned())?;
    match decision {
        Decision::Accept(at) => accept(metric(&mut front, *at)?),
        Decision::Drop(at) => {
            metric(&mut front, *at)?;
            metrics(&mut front)?.remove(*at);
        }
        Decision::Mend { at, fields } => {
            let metric = metric(&mut front, *at)?;
            mend(metric, fields)?;
            accept(metric);
        }
        Decision::Period { period, all } => set_period(&mut front, period.trim(), *all)?,
        Decision::Headlines => {
            metrics(&mut front)?.retain(|metric| !is_true(metric, "review") || is_true(metric, "headline"));
        }
    }
    let written = fmt::with_table(text, &read.text, place, &front.to_string());
    // What was in order stays so.
    match (fmt::file(path(), text).value, fmt::file(path(), &written).value) {
        (Outcome::Same, Outcome::Changed(ordered)) => Ok(ordered),
        _ => Ok(written),
    }
}

fn metrics(front: &mut DocumentMut) -> Result<&mut ArrayOfTables, String> {
    let metrics = front.get_mut("metrics").and_then(Item::as_array_of_tables_mut);
    metrics.ok_or_else(|| "it has no `[[metrics]]` tables".to_owned())
}

fn metric(front: &mut DocumentMut, at: usize) -> Result<&mut Table, String> {
    metrics(front)?.get_mut(at).ok_or_else(|| "it has no such figure".to_owned())
}

fn is_true(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Item::as_bool) == Some(true)
}

/// Takes the mark of a proposal off a figure, and the remark that its import wrote above it.
fn accept(metric: &mut Table) {
    let above = metric.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    let is_remark = |line: &str| line.starts_with("# ") && (line.ends_with("% sure)") || line.ends_with("%）"));
    if is_true(metric, "review") {
        let kept: String = above.split_inclusive('\n').filter(|line| !is_remark(line.trim_end())).collect();
        metric.decor_mut().set_prefix(kept);
    }
    metric.remove("review");
}

/// Sets fields of a figure, if they are what they have to be.
fn mend(metric: &mut Table, fields: &BTreeMap<String, String>) -> Result<(), String> {
    for (key, text) in fields {
        let text = text.trim();
        let key = match key.as_str() {
            "indicator" if text.is_empty() || text == "？" => {
                return Err("a figure has the name of its indicator".to_owned());
            }
            "indicator" => "indicator",
            "value" => checked::<Quantity>("value", text)?,
            "change" => checked::<Change>("change", text)?,
            "basis" => checked::<Basis>("basis", text)?,
            "period" if text == "unstated" => "period",
            "period" => checked::<Period>("period", text)?,
            other => return Err(format!("a figure has no field `{other}` that is set here")),
        };
        if text.contains(char::is_control) {
            return Err(format!("its `{key}` has more than one line"));
        }
        match text.is_empty() {
            true => drop(metric.remove(key)),
            false => set(metric, key, text),
        }
    }
    if !metric.contains_key("value") && !metric.contains_key("change") {
        return Err("a figure has a value or a change".to_owned());
    }
    if metric.contains_key("change") != metric.contains_key("basis") {
        return Err("a change and its basis go together".to_owned());
    }
    Ok(())
}

/// The key of a field whose text is what it has to be, or empty.
fn checked<T: FromStr<Err = Malformed>>(key: &'static str, text: &str) -> Result<&'static str, String> {
    match text.parse::<T>() {
        Err(wrong) if !text.is_empty() => Err(format!("{}; {}", wrong.message, wrong.help)),
        _ => Ok(key),
    }
}

fn set_period(front: &mut DocumentMut, period: &str, all: bool) -> Result<(), String> {
    checked::<Period>("period", period)?;
    if period.is_empty() {
        return Err("a period is written as 2025-06, 2025-Q2, 2025-H1 or 2025-01/2025-05".to_owned());
    }
    let old = front.get("period").and_then(Item::as_str).unwrap_or("unstated").to_owned();
    if front.contains_key("metrics") {
        for metric in metrics(front)?.iter_mut() {
            let own = metric.get("period").and_then(Item::as_str);
            match (is_true(metric, "review"), own) {
                (true, Some(own)) if all || own == old || own == "unstated" => drop(metric.remove("period")),
                // What was reviewed keeps the period it had.
                (false, None) => set(metric, "period", &old),
                (true | false, _) => {}
            }
        }
    }
    match front.contains_key("period") {
        true => set(front.as_table_mut(), "period", period),
        false => {
            let width =
                front.iter().filter(|(_, item)| item.is_value()).map(|(key, _)| key.len()).max().unwrap_or_default();
            insert(front.as_table_mut(), "period", period, width);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "+++\ntitle  = \"甲\"\ndate   = 2025-07-18\nperiod = \"2025-H1\"\n\n# 出口3亿元 (its sentence says the period, 95% sure)\n\
         [[metrics]]\nindicator = \"出口\"\nvalue     = \"3亿元\"\nheadline  = true\nreview    = true\n\n# Ours.\n# 进口2亿元（期间沿用前文，把握 85%）\n\
         [[metrics]]\nindicator = \"进口\"\nvalue     = \"2亿元\"\nperiod    = \"2025-06\"\nreview    = true\n\n\
         [[metrics]]\nindicator = \"顺差\"\nvalue     = \"1亿元\"\n+++\n\n正文。\n";

    fn after(decision: &str) -> Result<String, String> {
        decided(DRAFT, &serde_json::from_str(decision).expect("a decision"))
    }

    #[test]
    fn a_figure_is_accepted_dropped_or_mended() {
        let accepted = after(r#"{"accept":1}"#).expect("written");
        assert_eq!(
            accepted,
            DRAFT
                .replace("# 进口2亿元（期间沿用前文，把握 85%）\n", "")
                .replace("\"2025-06\"\nreview    = true\n", "\"2025-06\"\n")
        );
        let dropped = after(r#"{"drop":0}"#).expect("written");
        assert!(!dropped.contains("出口") && dropped.contains("# Ours.") && dropped.ends_with("正文。\n"), "{dropped}");
        let fields = r#"{"mend":{"at":0,"fields":{"indicator":"出口额","change":"+5%","basis":"yoy","period":""}}}"#;
        let mended = after(fields).expect("written");
        assert!(mended.contains("indicator = \"出口额\"\nvalue     = \"3亿元\"\nchange    = \"+5%\"\nbasis     = \"yoy\"\nheadline  = true\n\n"), "{mended}");
        for wrong in [
            r#"{"mend":{"at":0,"fields":{"value":"多"}}}"#,
            r#"{"mend":{"at":0,"fields":{"change":"+5%"}}}"#,
            r#"{"mend":{"at":0,"fields":{"indicator":""}}}"#,
            r#"{"mend":{"at":0,"fields":{"value":""}}}"#,
            r#"{"mend":{"at":0,"fields":{"note":"甲"}}}"#,
            r#"{"accept":3}"#,
            r#"{"period":{"period":"昨天","all":true}}"#,
        ] {
            assert!(after(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_period_is_that_of_all_figures_to_review() {
        let some = after(r#"{"period":{"period":"2024-H1","all":false}}"#).expect("written");
        assert!(some.contains("period = \"2024-H1\"") && some.contains("\"2025-06\""), "{some}");
        assert!(some.contains("\"1亿元\"\nperiod    = \"2025-H1\""), "what was reviewed keeps its period: {some}");
        let all = after(r#"{"period":{"period":"2024","all":true}}"#).expect("written");
        assert!(!all.contains("2025-06") && all.contains("period = \"2024\""), "{all}");
    }

    #[test]
    fn the_rest_is_dropped_together() {
        let left = after(r#""headlines""#).expect("written");
        assert!(left.contains("出口") && !left.contains("进口") && left.contains("顺差"), "{left}");
    }
}
