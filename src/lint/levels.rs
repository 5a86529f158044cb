//! Levels where the words ask for a change: 同比增长35.74万亿元.
//!
//! In: a passage. Out: each figure that is shown by `{{ … }}`, is the value of its metric and not how it changed, and
//! follows a word of growth.
//!
//! May touch: diag, figure, bulletin

use super::passage::Passage;
use crate::bulletin::{Bulletin, shown};
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::{Token, TokenKind};
use crate::figure::{Dimension, Registry};

/// Words that no level follows.
const GROWTH: [&str; 14] =
    ["增长", "增速", "增幅", "涨幅", "降幅", "同比", "环比", "年增", "年减", "月增", "月减", "季增", "季减", "上涨"];

/// Words of change that none follows where they are compared: an increment may be said to be added, 增加500亿元.
const MOVES: [&str; 8] = ["增加", "减少", "下降", "上升", "下跌", "增", "减", "升"];

/// Every level that is said to be a change.
pub(super) fn check(bulletin: &Bulletin, passage: &Passage<'_>, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (amount, span) in passage.amounts().filter(|(_, span)| passage.is_shown(span)) {
        if matches!(amount.quantity.dimension(), Dimension::Percent | Dimension::PercentPoint | Dimension::PerMille) {
            continue;
        }
        let name = passage.printed(span).trim_start_matches('{').trim_end_matches('}').trim();
        let is_level = shown::find(&bulletin.metrics, registry, name)
            .is_ok_and(|shown| !name.starts_with("change ") && shown.metric.value.is_some());
        let start = passage.clause(span.start).start;
        let clause = passage.text()[start..span.start].trim_end_matches([' ', '了', '约']);
        let grows = GROWTH.iter().any(|word| clause.ends_with(word));
        let compared = MOVES.iter().filter_map(|word| clause.strip_suffix(word)).any(|before| {
            let is_basis = |token: &Token| matches!(token.kind, TokenKind::Basis(_));
            passage.tokens.iter().any(|token| is_basis(token) && token.span.end == start + before.len())
        });
        if is_level && (grows || compared) {
            let message = format!("`{}` shows a level where its change is meant", passage.printed(span));
            let help = format!("write `{{{{ change {name} }}}}`, or what it came to: `达到{{{{ {name} }}}}`");
            found.push(passage.tell(Code::LevelForChange, span, message, &help));
        }
    }
    found
}
