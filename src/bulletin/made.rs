//! What a hand-written twin was made from.
//!
//! In: a bulletin or page, and the marks in the front matter of a twin. Out: the marks of each of its texts and figures, which
//! `jianbao twin` writes as `made_from`; and what of it has changed since.
//!
//! May touch: text, figure

use super::{Article, Bulletin};
use crate::figure::Metric;
use crate::text::digest::mark;
use crate::text::markdown::Document;
use std::collections::HashSet;
use std::ops::Range;

/// A text or figure that a twin is made from.
struct Part {
    mark: String,
    /// Its bytes in the source.
    span: Range<usize>,
}

/// What has changed since a twin was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Changes {
    /// The lines that are new or differ, the first and the last of each text, from 1.
    pub(crate) lines: Vec<(usize, usize)>,
    /// How many of the texts and figures it was made from are there no longer.
    pub(crate) gone: usize,
}

/// The marks of all texts and figures, as front matter has them.
pub(crate) fn marks(article: &Article, bulletin: Option<&Bulletin>) -> String {
    let marks: Vec<String> = parts(article, bulletin).into_iter().map(|part| part.mark).collect();
    marks.join(" ")
}

/// What differs from the marks that a twin has; `None` where all is as it was.
pub(crate) fn changes(article: &Article, bulletin: Option<&Bulletin>, made_from: &str) -> Option<Changes> {
    let made: HashSet<&str> = made_from.split_whitespace().collect();
    let parts = parts(article, bulletin);
    let own: HashSet<&str> = parts.iter().map(|part| part.mark.as_str()).collect();
    let line = |at: usize| article.source.text[..at].matches('\n').count() + 1;
    let changed = parts.iter().filter(|part| !made.contains(part.mark.as_str()));
    let mut lines: Vec<_> = changed.map(|part| (line(part.span.start), line(part.span.end))).collect();
    lines.sort_unstable();
    lines.dedup();
    let gone = made.iter().filter(|mark| !own.contains(*mark)).count();
    (!lines.is_empty() || gone > 0).then_some(Changes { lines, gone })
}

/// Title, summary, points, every block of the text, and every figure.
fn parts(article: &Article, bulletin: Option<&Bulletin>) -> Vec<Part> {
    let source = &article.source.text;
    let place = |key: &str, text: &str| {
        let start = article.place_of(key, text).map_or(0, |place| place.start);
        start..(start + text.len()).min(source.len())
    };
    let front = [("title", Some(&article.title)), ("summary", article.summary.as_ref())];
    let front = front.into_iter().filter_map(|(key, text)| Some((key, text?)));
    let points = bulletin.into_iter().flat_map(|bulletin| &bulletin.points).map(|point| ("points", point));
    let mut parts: Vec<Part> =
        front.chain(points).map(|(key, text)| Part { mark: mark(text), span: place(key, text) }).collect();
    let document = Document::parse(article.markdown());
    let shift = |span: Range<usize>| article.body.start + span.start..article.body.start + span.end;
    for stretch in document.stretches() {
        let spans = stretch.runs.iter().map(|(_, span)| span);
        let (start, end) = (spans.clone().map(|span| span.start).min(), spans.map(|span| span.end).max());
        parts.push(Part {
            mark: mark(&stretch.shown()),
            span: shift(start.unwrap_or_default()..end.unwrap_or_default()),
        });
    }
    for placeholder in document.placeholders().filter(|placeholder| placeholder.block) {
        parts.push(Part { mark: mark(&placeholder.name), span: shift(placeholder.span.clone()) });
    }
    let metrics = bulletin.into_iter().flat_map(|bulletin| &bulletin.metrics);
    parts.extend(metrics.map(|metric| Part { mark: mark(&stated(metric)), span: metric.span.clone() }));
    parts
}

/// What a figure states, and of what and when.
fn stated(metric: &Metric) -> String {
    let mut words = vec![metric.name.to_string(), metric.period.code()];
    let around = metric.around.iter().flat_map(|around| around.quantities());
    let quantities = metric.value.iter().chain(metric.previous.as_deref()).chain(around);
    words.extend(quantities.map(|quantity| quantity.text().to_owned()));
    let accel = metric.accel.as_deref().map(|(change, basis)| (change, *basis));
    for (change, basis) in metric.changes().chain(accel) {
        let amount = change.amount().map_or("", |amount| amount.text());
        words.push(format!("{:?} {amount} {}", change.direction(), basis.code()));
    }
    if !metric.treated.is_unsaid() {
        words.push(format!("{:?}", metric.treated));
    }
    words.extend(metric.region.as_deref().map(str::to_owned));
    words.extend(metric.dims.iter().flat_map(|(name, value)| [name.clone(), value.clone()]));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::{Content, parse};
    use crate::figure::Registry;
    use crate::path::SourcePath;
    use crate::source::Source;
    use crate::text::Variant;
    use std::sync::Arc;

    const TEXT: &str = "+++\ntitle = \"题\"\ndate = 2025-07-18\nsummary = \"要\"\n\n[[metrics]]\nid = \"a\"\nindicator = \"收入\"\nvalue = \"6.4亿元\"\nchange = \"+5%\"\nperiod = \"2025-06\"\n+++\n收入{{ a }}，**增长**5%。\n\n- 甲\n- 乙\n\n{{ figures }}\n";

    fn bulletin(text: &str) -> Arc<Bulletin> {
        let source = Source::new(SourcePath::known("content/bulletins/a.md"), text);
        match parse(&source, Variant::Hans, &Registry::default()).value {
            Content::Bulletin(bulletin) => bulletin,
            other => panic!("{other:?}"),
        }
    }

    /// What is found in a text after replacing a part of it.
    fn after(old: &str, new: &str) -> Option<Changes> {
        assert!(TEXT.contains(old), "{old}");
        let (before, now) = (bulletin(TEXT), bulletin(&TEXT.replacen(old, new, 1)));
        changes(&now.article, Some(&now), &marks(&before.article, Some(&before)))
    }

    #[test]
    fn words_and_figures_count_and_markup_does_not() {
        for (old, new) in
            [("**增长**", "增长"), ("+++\n收入", "+++\n\n收入"), ("要", "要。"), ("id = \"a\"", "id   =   \"a\"")]
        {
            assert_eq!(after(old, new), None, "{old}");
        }
        let changed = |line| Some(Changes { lines: vec![(line, line)], gone: 1 });
        for (old, new, line) in [
            ("题", "题目", 2),
            ("要", "要点", 4),
            ("6.4亿", "64亿", 6),
            ("+5%", "-5%", 6),
            ("2025-06", "2025-05", 6),
            ("增长**5%", "增长**50%", 13),
            ("乙", "丙", 16),
            ("{{ figures }}", "{{ chart 收入 }}", 18),
        ] {
            assert_eq!(after(old, new), changed(line), "{old}");
        }
        assert_eq!(after("- 乙\n", "- 乙\n- 丁\n"), Some(Changes { lines: vec![(17, 17)], gone: 0 }));
        assert_eq!(after("- 乙\n", ""), Some(Changes { lines: Vec::new(), gone: 1 }));
    }
}
