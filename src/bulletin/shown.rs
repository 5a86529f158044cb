//! The figure that `{{ … }}` shows in running text.
//!
//! In: the words between the braces and the metrics of the bulletin. Out: [`Shown`], or why there is none.
//!
//! | words | show |
//! |---|---|
//! | `GDP`, `gdp-q2` | the value of the only metric with that indicator, or that id; the size of its change where it has no value |
//! | `change GDP` | the size of the change, of the only such metric that has one |
//! | `change GDP by 环比` | the same, of the only one with a change against that |
//!
//! May touch: diag, text, figure

use crate::diag::{Malformed, nearest};
use crate::figure::{Basis, Change, Metric, Quantity, Registry};
use crate::text::markdown::{Part, parts};
use std::ops::Range;

/// A figure as running text shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'m> {
    /// The metric.
    pub(crate) metric: &'m Metric,
    /// Its value or the size of its change; none where it stayed as it was.
    pub(crate) quantity: Option<&'m Quantity>,
}

/// The figure that is meant, or what is wrong with the words.
pub(crate) fn find<'m>(metrics: &'m [Metric], registry: &Registry, words: &str) -> Result<Shown<'m>, Malformed> {
    let fails = |message: String, help: String| Err(Malformed::new(0..words.len(), message, help));
    let of_change = words.strip_prefix("change").filter(|rest| rest.starts_with(char::is_whitespace));
    let (name, basis) = match of_change.map(|rest| rest.rsplit_once(" by ").unwrap_or((rest, ""))) {
        Some((name, "")) => (name.trim(), None),
        Some((name, basis)) => (name.trim(), Some(basis.trim().parse::<Basis>()?)),
        None => (words, None),
    };
    let named = self::named(metrics, registry, name);
    let fitting: Vec<Shown<'m>> = match of_change {
        None => {
            named.iter().map(|metric| Shown { metric, quantity: metric.value.as_ref().or(amount(metric)) }).collect()
        }
        Some(_) => named.iter().flat_map(|metric| changed(metric, basis)).collect(),
    };
    match (fitting.as_slice(), named.as_slice()) {
        ([shown], _) => Ok(*shown),
        ([], []) => {
            let names = metrics.iter().flat_map(|metric| [&*metric.name, metric.id.as_str()]);
            let help = match nearest(name, names) {
                Some(near) => format!("did you mean `{{{{ {near} }}}}`?"),
                None => "name the `indicator` or `id` of one of this bulletin's metrics".to_owned(),
            };
            fails(format!("no metric of this bulletin is called `{name}`"), help)
        }
        ([], _) => fails(
            format!("the metric `{name}` has no such change"),
            format!("give it a `change`, or show its value by `{{{{ {name} }}}}`"),
        ),
        (several, _) => {
            let ids: Vec<_> = several.iter().map(|shown| format!("`{}`", shown.metric.id)).collect();
            let help = match several.iter().any(|shown| shown.metric.id == name) {
                true => "give each an `id` of its own, and name one by that".to_owned(),
                false => format!("name one by its id: {}", ids.join(" or ")),
            };
            fails(format!("several metrics are called `{name}`"), help)
        }
    }
}

/// The size of a metric's change.
fn amount(metric: &Metric) -> Option<&Quantity> {
    metric.change.as_ref().and_then(Change::amount)
}

/// The change of a metric, or that against `basis`.
fn changed(metric: &Metric, basis: Option<Basis>) -> Option<Shown<'_>> {
    let change = match basis {
        None => metric.change.as_ref(),
        Some(basis) => {
            let first = metric.change.iter().zip(metric.basis);
            let mut changes = first.chain(metric.further.iter().map(|(change, basis)| (change, *basis)));
            let wanted = basis.over(&metric.period);
            changes.find(|(_, own)| own.over(&metric.period) == wanted).map(|(change, _)| change)
        }
    };
    Some(Shown { metric, quantity: change?.amount() })
}

/// What is wrong with the placeholders of a text that is no Markdown.
pub(crate) fn mistakes(metrics: &[Metric], registry: &Registry, text: &str) -> Vec<Malformed> {
    let wrong = |part| match part {
        Part::Text(_) => None,
        Part::Placeholder(words, span) => {
            let wrong = find(metrics, registry, &words).err()?;
            Some(Malformed { span, ..wrong })
        }
        Part::Open(span) => Some(unfilled(span)),
    };
    parts(text).into_iter().filter_map(wrong).collect()
}

/// `{{` where nothing fills it.
pub(crate) fn unfilled(span: Range<usize>) -> Malformed {
    let help =
        "figures are shown in running text; braces that are to be printed are written `\\{\\{`, in HTML `&#123;&#123;`";
    Malformed::new(span, "nothing fills these braces", help)
}

/// The metric with that id, or those of that indicator. The first metric of an indicator that is not registered has its
/// name as its id, which says no more than the name: what is registered later must not change what is shown.
fn named<'m>(metrics: &'m [Metric], registry: &Registry, name: &str) -> Vec<&'m Metric> {
    if let Some(metric) = metrics.iter().find(|metric| metric.id == name && *metric.name != *name) {
        return vec![metric];
    }
    metrics.iter().filter(|metric| *metric.name == *name || registry.is_called(&metric.indicator, name)).collect()
}
