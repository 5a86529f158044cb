//! What templates see of a figure: cards, rows, quantities, changes, and what is on record about them.
//!
//! In: nothing. Out: the views.
//!
//! May touch: nothing

use super::{DateView, LinkView};
use serde::Serialize;

/// A headline figure, away from its bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HeadlineView {
    /// The figure.
    pub(crate) card: CardView,
    /// The bulletin it stands in.
    pub(crate) bulletin: LinkView,
}

/// A figure on a card: what matters most of it, large.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CardView {
    /// The indicator's name.
    pub(crate) name: String,
    /// What else sets it apart, as text: `亿元以上`; often empty.
    pub(crate) dims: String,
    /// Its row in the figure table.
    pub(crate) url: String,
    /// The value; none when only a change is known.
    pub(crate) value: Option<QuantityView>,
    /// The change.
    pub(crate) change: Option<ChangeView>,
    /// The period.
    pub(crate) period: String,
    /// Whether it is a target and not an actual figure.
    pub(crate) target: bool,
    /// What the value is, where its unit and period do not tell: `目标`, `增量`; empty otherwise.
    pub(crate) kind: String,
    /// How the indicator went, as a line the size of a word; empty where there is but one figure. HTML.
    pub(crate) spark: String,
    /// What is printed around it, a phrase each: `区间2.9%至3.3%`, `预期3.1%，高于预期0.2个百分点`, `2024年6月为3.2%`.
    pub(crate) around: Vec<String>,
}

/// A row of the figure table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RowView {
    /// Its anchor.
    pub(crate) id: String,
    /// The indicator's name.
    pub(crate) name: String,
    /// What else sets it apart: `项目规模：亿元以上`.
    pub(crate) dims: Vec<String>,
    /// What the value is, where its unit and period do not tell: `目标`, `增量`; empty otherwise.
    pub(crate) kind: String,
    /// Whether it is a target and not an actual figure.
    pub(crate) target: bool,
    /// The value; none when only a change is known.
    pub(crate) value: Option<QuantityView>,
    /// The change.
    pub(crate) change: Option<ChangeView>,
    /// The period.
    pub(crate) period: String,
    /// Where; empty when not said.
    pub(crate) region: String,
    /// Which of the table's sources, from 1; none when not said.
    pub(crate) source: Option<usize>,
    /// What a reader should know; empty for nothing.
    pub(crate) note: String,
    /// `初步数`, `修订数`, `最终数` or empty.
    pub(crate) status: String,
    /// `已核对（2025年7月15日）` where all its numbers are what their offices publish; empty otherwise.
    pub(crate) verified: String,
    /// What is printed around it, a phrase each: `区间2.9%至3.3%`, `预期3.1%，高于预期0.2个百分点`, `2024年6月为3.2%`.
    pub(crate) around: Vec<String>,
    /// What a later bulletin made of it, or an earlier one had said.
    pub(crate) revisions: Vec<NoteView>,
    /// The page of its indicator; empty where it has none, as no period is known.
    pub(crate) indicator: String,
}

/// A remark that leads to where it comes from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoteView {
    /// `后修订为6.5%（2025年8月15日）`.
    pub(crate) text: String,
    /// The figure it speaks of.
    pub(crate) url: String,
}

/// How to cite a bulletin.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CitationView {
    /// After GB/T 7714-2015: `简报编辑部. 标题[EB/OL]. (2025-07-18). https://…`; in English `Desk. “Title.” July 18, 2025. https://…`.
    pub(crate) text: String,
    /// As BibTeX.
    pub(crate) bibtex: String,
}

/// `corrections.html`: what was wrong in a bulletin, at the start of its entry in a feed; or one correction, which is
/// an entry of its own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CorrectionsView {
    /// What was wrong, newest first.
    pub(crate) corrections: Vec<CorrectionView>,
}

/// A mistake that was mended after publication.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CorrectionView {
    /// Its anchor on the bulletin's page: `correction-2025-07-21-1`.
    pub(crate) id: String,
    /// The day it was mended.
    pub(crate) date: DateView,
    /// What was wrong.
    pub(crate) text: String,
    /// The figure it concerns; none when it concerns none.
    pub(crate) figure: Option<LinkView>,
    /// `原为55778亿元`; empty when not said.
    pub(crate) old: String,
}

/// A quantity in pieces, in the order they are printed. Empty pieces are empty strings.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QuantityView {
    /// A word before the number: `超过`.
    pub(crate) before: String,
    /// The number as printed: `1.85`.
    pub(crate) number: String,
    /// A word behind the number: `余`.
    pub(crate) within: String,
    /// Scale and unit, with a word between them: `万亿元`.
    pub(crate) unit: String,
    /// A word at the end: `以上`.
    pub(crate) after: String,
    /// All of it: `超过3万亿元`.
    pub(crate) text: String,
    /// The number for machines, as it is shown but without commas: `3400`.
    pub(crate) value: String,
}

/// A change against an earlier period.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangeView {
    /// `up`, `down` or `flat`; `range` of several regions.
    pub(crate) direction: String,
    /// The arrow that stands beside it: `▲`, `▼` or `＝`; none beside a range.
    pub(crate) arrow: String,
    /// The change as it is read aloud, without arrow and sign: `上升14.2%`.
    pub(crate) spoken: String,
    /// With its sign: `+14.2%`; `持平` when nothing else is said.
    pub(crate) text: String,
    /// Against what, where that is said before the amount: `同比`; empty otherwise.
    pub(crate) basis: String,
    /// The same, where it is said after it: `year on year`; empty otherwise.
    pub(crate) against: String,
    /// The figure's changes against other periods.
    pub(crate) further: Vec<ChangeView>,
}

/// An indicator in a list: its newest figure.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IndicatorRowView {
    /// `目标值`, `增量`; empty for what is measured as it is.
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: String,
    /// Its page.
    pub(crate) url: String,
    /// Where the figure holds; empty when not said.
    pub(crate) region: String,
    /// The newest value; none when only a change is known.
    pub(crate) value: Option<QuantityView>,
    /// The newest change.
    pub(crate) change: Option<ChangeView>,
    /// Their period.
    pub(crate) period: String,
    /// How many points the longest series has: `24期`.
    pub(crate) points: String,
    /// That series as a line the size of a word; empty when it has but one point. HTML.
    pub(crate) spark: String,
}
