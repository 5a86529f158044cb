//! Converted text, and which stretch of it came from where.
//!
//! In: edits in the order of the text. Out: [`Conversion`]; two of them, one after the other, make
//! one.
//!
//! May touch: nothing

use super::table::{By, Edit};
use std::ops::Range;

/// A converted text and what changed in it.
///
/// ```
/// use jianbao::text::script::{Chain, Converter, Rule};
///
/// let conversion = Converter::new(Chain::S2twp).align("用U盘了");
/// assert_eq!(conversion.text, "用隨身碟了");
/// assert_eq!(conversion.changes.len(), 1);
/// assert_eq!(conversion.changes[0].source, 3..7);
/// assert_eq!(conversion.changes[0].target, 3..12);
/// assert_eq!(conversion.changes[0].rule, Rule::Phrase);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    source: String,
    /// The converted text.
    pub text: String,
    /// In order and without overlap; text between two changes is the same on both sides.
    pub changes: Vec<Change>,
}

/// A stretch that changed, in bytes of the source and of the target. A phrase that the tables
/// convert as a unit is one change, even where some of its characters stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its bytes in the source.
    pub source: Range<usize>,
    /// The bytes it became in the converted text.
    pub target: Range<usize>,
    /// What decided it.
    pub rule: Rule,
}

/// The widest kind of table entry that took part in a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A compatibility ideograph gave way to the unified one.
    Normalization,
    /// One character became another, whatever is around it.
    Character,
    /// One character became another by those beside it, as `data/readings` learnt it.
    Neighbours,
    /// A key of several characters matched.
    Phrase,
    /// How the edition says a comparison, or counts an amount.
    Statistics,
    /// A surname, by the words beside it.
    Name,
    /// Quotation marks of the edition.
    Quote,
    /// The site's glossary said so.
    Glossary,
    /// The bulletin's own terms said so.
    Term,
    /// An inline mark said so.
    Mark,
}

impl Conversion {
    /// The conversion that changes nothing.
    pub fn unchanged(source: &str) -> Self {
        Self { source: source.to_owned(), text: source.to_owned(), changes: Vec::new() }
    }

    /// Applies the edits that `scan` reports of `source`.
    pub(super) fn record(source: &str, scan: impl FnOnce(&mut dyn FnMut(Edit))) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut changes = Vec::new();
        let mut copied = 0;
        scan(&mut |edit| {
            text.push_str(&source[copied..edit.source.start]);
            let start = text.len();
            text.push_str(edit.target);
            copied = edit.source.end;
            let rule = match edit.by {
                By::Character => Rule::Character,
                By::Neighbours => Rule::Neighbours,
                By::Phrase => Rule::Phrase,
            };
            changes.push(Change { source: edit.source, target: start..text.len(), rule });
        });
        text.push_str(&source[copied..]);
        Self { source: source.to_owned(), text, changes }
    }

    /// Goes on with the conversion of the text that follows.
    pub fn append(&mut self, part: Self) {
        let (source, target) = (self.source.len(), self.text.len());
        self.source.push_str(&part.source);
        self.text.push_str(&part.text);
        self.changes.extend(part.changes.into_iter().map(|change| Change {
            source: change.source.start + source..change.source.end + source,
            target: change.target.start + target..change.target.end + target,
            rule: change.rule,
        }));
    }

    /// The same with other quotation marks, each as long as the one it replaces.
    pub fn restyle(&mut self, quoted: String) {
        let mut added = Vec::new();
        let (old, new) = (self.text.as_bytes(), quoted.as_bytes());
        let differing = old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new).map(|(at, _)| at);
        let mut marks: Vec<usize> = differing.map(|at| self.text.floor_char_boundary(at)).collect();
        marks.dedup();
        for at in marks.into_iter().filter(|&at| !self.is_changed(at)) {
            let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
            let source = self.source_of(at);
            added.push(Change { source: source..source + length, target: at..at + length, rule: Rule::Quote });
        }
        self.text = quoted;
        self.changes.extend(added);
        self.changes.sort_by_key(|change| change.target.start);
    }

    /// Whether a byte of the text is in a change; they are in order.
    fn is_changed(&self, target: usize) -> bool {
        let next = self.changes.partition_point(|change| change.target.end <= target);
        self.changes.get(next).is_some_and(|change| change.target.contains(&target))
    }

    /// Where a byte of the text, outside of every change, stands in the source.
    fn source_of(&self, target: usize) -> usize {
        let passed = self.changes.partition_point(|change| change.target.end <= target);
        match self.changes[..passed].last() {
            Some(change) => change.source.end + (target - change.target.end),
            None => target,
        }
    }

    /// Text that becomes another by one rule.
    pub fn replaced(source: &str, text: &str, rule: Rule) -> Self {
        let change = Change { source: 0..source.len(), target: 0..text.len(), rule };
        Self { source: source.to_owned(), text: text.to_owned(), changes: vec![change] }
    }

    /// This conversion and then `next`, of this one's text. Changes of the two that overlap become
    /// one change; a change that `next` takes back is none.
    pub(super) fn then(self, next: Self) -> Self {
        let mut changes = Vec::new();
        let mut before = self.changes.into_iter().peekable();
        let mut after = next.changes.into_iter().peekable();
        // Where the last change of either side ended: in the source and between the two, between
        // the two and in the target.
        let (mut entered, mut left) = ((0, 0), (0, 0));
        loop {
            let starts = (before.peek().map(|c| c.target.start), after.peek().map(|c| c.source.start));
            let Some(start) = starts.0.into_iter().chain(starts.1).min() else { break };
            let source_start = entered.0 + (start - entered.1);
            let target_start = left.1 + (start - left.0);
            let (mut end, mut rule) = (start, Rule::Normalization);
            let joins = |at: usize, end: usize| at == start || at < end;
            loop {
                if let Some(change) = before.next_if(|change| joins(change.target.start, end)) {
                    entered = (change.source.end, change.target.end);
                    (end, rule) = (end.max(change.target.end), rule.max(change.rule));
                } else if let Some(change) = after.next_if(|change| joins(change.source.start, end)) {
                    left = (change.source.end, change.target.end);
                    (end, rule) = (end.max(change.source.end), rule.max(change.rule));
                } else {
                    break;
                }
            }
            let source = source_start..entered.0 + (end - entered.1);
            let target = target_start..left.1 + (end - left.0);
            if self.source[source.clone()] != next.text[target.clone()] {
                changes.push(Change { source, target, rule });
            }
        }
        Self { source: self.source, text: next.text, changes }
    }

    /// Where the place `source_offset` of the source lies in the target.
    ///
    /// Inside a change that keeps the number of characters, character by character; inside any
    /// other, at its end. Never decreases as `source_offset` grows, and always is a boundary
    /// between characters. What is inside a character or behind the end counts as the last
    /// boundary before it.
    ///
    /// ```
    /// use jianbao::text::script::{Chain, Converter};
    ///
    /// let conversion = Converter::new(Chain::S2twp).align("用U盘了");
    /// let targets: Vec<usize> = [0, 3, 4, 7, 10].map(|at| conversion.target_of(at)).to_vec();
    /// assert_eq!(targets, [0, 3, 12, 12, 15]);
    /// ```
    pub fn target_of(&self, source_offset: usize) -> usize {
        let at = self.source.floor_char_boundary(source_offset);
        let passed = self.changes.partition_point(|change| change.source.end <= at);
        match self.changes.get(passed) {
            Some(change) if change.source.start < at => self.inside(change, at),
            _ => {
                let last = self.changes[..passed].last();
                let (source, target) = last.map_or((0, 0), |c| (c.source.end, c.target.end));
                target + (at - source)
            }
        }
    }

    fn inside(&self, change: &Change, at: usize) -> usize {
        let target = &self.text[change.target.clone()];
        let characters = self.source[change.source.clone()].chars().count();
        if characters != target.chars().count() {
            // What a mark keeps stays where it is, so that markup within the mark stays around it.
            let kept = Some(target).filter(|target| change.rule == Rule::Mark && !target.is_empty());
            return match kept.and_then(|kept| self.source[change.source.clone()].find(kept)) {
                Some(kept) => (change.target.start + at)
                    .saturating_sub(change.source.start + kept)
                    .clamp(change.target.start, change.target.end),
                None => change.target.end,
            };
        }
        let passed = self.source[change.source.start..at].chars().count();
        change.target.start + target.chars().take(passed).map(char::len_utf8).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies edits given as (stretch, replacement).
    fn record(source: &str, edits: &[(&str, &str)]) -> Conversion {
        Conversion::record(source, |edit| {
            for (stretch, target) in edits {
                let start = source.find(stretch).expect("the stretch is in the source");
                let by = if stretch.chars().count() > 1 { By::Phrase } else { By::Character };
                edit(Edit { source: start..start + stretch.len(), target, by });
            }
        })
    }

    #[test]
    fn changes_compose() {
        // Two changes side by side become one by a phrase over both; others stay apart.
        let first = record("abcdef", &[("b", "B"), ("c", "CC"), ("f", "F")]);
        let second = record("aBCCdeF", &[("a", "x"), ("BC", "y"), ("e", "eee")]);
        let both = first.then(second);
        assert_eq!(both.text, "xyCdeeeF");
        let changes: Vec<_> = both
            .changes
            .iter()
            .map(|c| (&both.source[c.source.clone()], &both.text[c.target.clone()], c.rule))
            .collect();
        let expected = [
            ("a", "x", Rule::Character),
            ("bc", "yC", Rule::Phrase),
            ("e", "eee", Rule::Character),
            ("f", "F", Rule::Character),
        ];
        assert_eq!(changes, expected);
    }

    #[test]
    fn a_change_taken_back_is_none() {
        let both = record("abc", &[("b", "B")]).then(record("aBc", &[("B", "b")]));
        assert_eq!(both, Conversion::unchanged("abc"));
    }

    #[test]
    fn a_stretch_may_vanish() {
        let both = record("甲乙丙", &[("乙", "")]).then(record("甲丙", &[("丙", "c")]));
        assert_eq!(both.text, "甲c");
        assert_eq!((&both.changes[0].source, &both.changes[0].target), (&(3..9), &(3..4)));
        assert_eq!(both.changes.len(), 1);
    }

    #[test]
    fn places() {
        let conversion = record("甲乙丙ab", &[("乙丙", "𠮷c"), ("a", "xyz")]);
        let places: Vec<usize> = (0..=12).map(|at| conversion.target_of(at)).collect();
        assert_eq!(places, [0, 0, 0, 3, 3, 3, 7, 7, 7, 8, 11, 12, 12]);
    }
}
