//! The numbers of the prose, compared with the metrics.
//!
//! In: the passages of a bulletin and what its figures carry. Out: numbers that no metric carries, numbers that
//! differ from the metric they are about, and per cent in place of percentage points.
//!
//! May touch: diag, figure, bulletin

use super::carried::Carried;
use super::names;
use super::number::Number;
use super::passage::Passage;
use crate::bulletin::Bulletin;
use crate::diag::{Code, Diagnostic};
use crate::figure::scan::{Amount, TokenKind};
use crate::figure::{Metric, Period, Quantity, Registry};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;

/// Units of time, in which prose counts much that is no figure.
const TIMES: &[&str] = &["年", "个月", "月", "周", "天", "日", "小时", "分钟", "秒", "岁", "期"];

/// What speeches count: 3个方面.
const RHETORIC: &[&str] = &[
    "方面",
    "层面",
    "阶段",
    "环节",
    "要点",
    "步骤",
    "特点",
    "问题",
    "原则",
    "角度",
    "维度",
    "字",
    "部分",
    "关键词",
    "举措",
    "措施",
    "意见",
];

/// Words that say that a number was worked out from others.
const WORKED_OUT: &[&str] = &[
    "计算",
    "推算",
    "测算",
    "折算",
    "换算",
    "估算",
    "合计",
    "共计",
    "总计",
    "之和",
    "之差",
    "加起来",
    "差距",
    "差额",
    "差值",
    "利差",
    "剪刀差",
    "相差",
    "相当于",
    "合起来",
];

/// Words that compare two rates.
pub(super) const LEADS: &[&str] = &["快", "慢", "高", "低", "多", "少", "领先", "落后", "高出"];

/// Words by which a sentence says what a number is not.
const DENIALS: &[&str] =
    &["不是", "并非", "而非", "不能", "不等于", "不宜", "不可", "不应", "切勿", "误作", "误写", "不代表"];

/// Verbs by which a rate goes up and down.
pub(super) const MOVES: &[&str] = &[
    "提高", "提升", "上升", "上涨", "下降", "下滑", "回落", "降低", "加快", "放缓", "扩大", "收窄", "增加", "减少",
    "回升", "提速",
];

/// Words between the name of an indicator and its number that do not make it another one.
const LINKS: &[&str] = &[
    "实现",
    "完成",
    "达到",
    "达",
    "为",
    "是",
    "有",
    "共",
    "约为",
    "累计",
    "总额",
    "规模",
    "比上年同期",
    "同比",
    "环比",
    "增长",
    "增加",
    "提高",
    "上升",
    "上涨",
    "下降",
    "减少",
    "回落",
    "降低",
    "扩大",
    "收窄",
    "提升",
    "增至",
    "升至",
    "降至",
    "增",
    "降",
    "涨",
    "跌",
    "了",
    "的",
    "也",
    "仍",
    "均",
    "已",
    "占",
    "，",
    "、",
    " ",
];

/// Checks every passage; a number that no metric carries is reported once.
pub(crate) fn check(
    bulletin: &Bulletin,
    passages: &[Passage<'_>],
    carried: &Carried<'_>,
    registry: &Registry,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut unmatched: Vec<(Diagnostic, String)> = Vec::new();
    for Told { passage, span, verdict, .. } in judge(bulletin, passages, carried, registry) {
        match verdict {
            Verdict::Fine => {}
            Verdict::Wrong(diagnostic) => found.push(diagnostic),
            Verdict::Unmatched => {
                let printed = passage.printed(span);
                let message = format!("no metric carries `{printed}`");
                let help = format!(
                    "add a [[metrics]] entry, correct it, or say why it needs none: [[allow]] \
                     code = \"unmatched-number\", text = \"{printed}\", reason = \"…\""
                );
                unmatched.push((passage.tell(Code::UnmatchedNumber, span, message, &help), printed.to_owned()));
            }
        }
    }
    found.extend(once(bulletin, unmatched));
    found
}

/// Every number of the passages, and what to report about it.
pub(crate) fn judge<'p>(
    bulletin: &Bulletin,
    passages: &'p [Passage<'p>],
    carried: &Carried<'_>,
    registry: &Registry,
) -> Vec<Told<'p>> {
    let reader = Reader { bulletin, carried, registry, earliest: earliest(bulletin) };
    let mut told = Vec::new();
    for passage in passages {
        for (amount, span) in passage.amounts() {
            told.push(Told { passage, amount, span, verdict: reader.judge(passage, amount, span) });
        }
    }
    told
}

/// Each number once; of a bulletin that has no metrics at all, its first number for all of them.
pub(super) fn once(bulletin: &Bulletin, unmatched: Vec<(Diagnostic, String)>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut unmatched: Vec<(Diagnostic, String)> =
        unmatched.into_iter().filter(|(_, printed)| seen.insert(printed.clone())).collect();
    if bulletin.metrics.is_empty() && unmatched.len() > 1 {
        let message = format!("this bulletin has no metrics, but its text has {} figures", unmatched.len());
        unmatched.truncate(1);
        for (diagnostic, _) in &mut unmatched {
            diagnostic.message.clone_from(&message);
        }
    }
    unmatched.into_iter().map(|(diagnostic, _)| diagnostic).collect()
}

/// The day before which every figure is background: the first that a metric is about.
fn earliest(bulletin: &Bulletin) -> Date {
    let starts = bulletin.metrics.iter().filter_map(|metric| metric.period.start());
    starts.min().unwrap_or_else(|| bulletin.date.first_of_year())
}

/// A number of the prose.
pub(crate) struct Told<'p> {
    /// Where it is.
    pub(crate) passage: &'p Passage<'p>,
    /// Its amount.
    pub(crate) amount: &'p Amount,
    /// Its bytes in the passage.
    pub(crate) span: &'p Range<usize>,
    /// What to report about it.
    pub(crate) verdict: Verdict,
}

/// What to report about a number.
pub(crate) enum Verdict {
    /// Nothing: a metric carries it, or it needs none.
    Fine,
    /// No metric carries it.
    Unmatched,
    /// This diagnostic.
    Wrong(Diagnostic),
}

pub(super) struct Reader<'b> {
    pub(super) bulletin: &'b Bulletin,
    pub(super) carried: &'b Carried<'b>,
    registry: &'b Registry,
    earliest: Date,
}

impl Reader<'_> {
    fn judge(&self, passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> Verdict {
        if amount.unit().is_empty() || passage.in_title(span.start) {
            return Verdict::Fine;
        }
        let sentence = passage.sentence(span.start);
        let before = &passage.text()[sentence.start..span.start];
        if DENIALS.iter().any(|word| before.contains(word)) {
            return Verdict::Fine;
        }
        let named = self.whole_name(passage, &sentence, span);
        if let Some(diagnostic) = named.and_then(|named| self.contrary(passage, amount, span, named)) {
            return Verdict::Wrong(diagnostic);
        }
        if passage.is_shown(span) {
            return Verdict::Fine;
        }
        if let Some(diagnostic) = self.points(passage, amount, span) {
            return Verdict::Wrong(diagnostic);
        }
        let carried = self.carried.has(amount);
        if let Some((metric, stated)) = named.and_then(|named| self.differing(passage, amount, span, named)) {
            let printed = passage.printed(span);
            let message = format!("`{}` is {stated} in the metrics, and `{printed}` here", metric.name);
            let help = "correct the one that is wrong; `{{ … }}` shows the metric and cannot differ";
            return Verdict::Wrong(passage.tell(Code::FigureDiffers, span, message, help));
        }
        if carried || self.is_passed_over(passage, amount, span) {
            return Verdict::Fine;
        }
        match self.misprint(amount) {
            Some((metric, stated)) => {
                let printed = passage.printed(span);
                let message = format!("`{printed}` is all but `{}`, the figure of `{}`", stated.text(), metric.name);
                let help = "correct the one that is wrong; `{{ … }}` shows the metric and cannot differ";
                Verdict::Wrong(passage.tell(Code::FigureDiffers, span, message, help))
            }
            None => Verdict::Unmatched,
        }
    }

    /// Whether a number that no metric states needs none.
    fn is_passed_over(&self, passage: &Passage<'_>, amount: &Amount, span: &Range<usize>) -> bool {
        let text = passage.text();
        let behind = &text[span.end..];
        let sentence = passage.sentence(span.start);
        let before = &text[sentence.start..span.start];
        let rhetoric = RHETORIC.iter().any(|noun| behind.strip_prefix("重要").unwrap_or(behind).starts_with(noun));
        let clause = &text[passage.clause(span.start).start..span.start];
        let worked_out = WORKED_OUT.iter().any(|word| text[sentence.clone()].contains(word));
        let leads = LEADS.iter().any(|word| clause.trim_end_matches(['出', '了', '约']).ends_with(word));
        TIMES.contains(&amount.unit())
            || rhetoric
            || self.is_background(passage, &sentence, span)
            || before.ends_with("其他")
            || (worked_out && self.carried.follows(amount))
            || (leads && self.carried.is_lead(amount))
            || self.carried.had(amount)
            || self.carried.derived().has(amount, &passage.periods_before(span))
            || (["占", "完成"].iter().any(|word| clause.contains(word)) && {
                let said = passage.amounts_in(sentence.start..span.start);
                let said: Vec<Number> = said.map(|(amount, _)| Number::of(&amount.quantity)).collect();
                self.carried.derived().has_share(amount, self.bulletin, &said, &text[sentence.clone()])
            })
    }

    /// Whether the number is about a time before all that the bulletin is about.
    fn is_background(&self, passage: &Passage<'_>, sentence: &Range<usize>, span: &Range<usize>) -> bool {
        let last = passage.tokens_in(sentence.start..span.start).iter().rev().find_map(|token| match &token.kind {
            TokenKind::Time(period, _) => Some((token, period)),
            TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => None,
        });
        let Some((token, period)) = last else { return false };
        let since = passage.text()[token.span.end..].starts_with("以来");
        !since && period.and_then(|period| period.end()).is_some_and(|end| end < self.earliest)
    }

    /// The metric that the words before a number name, and what it states, where the number differs.
    fn differing(
        &self,
        passage: &Passage<'_>,
        amount: &Amount,
        span: &Range<usize>,
        (end, metric): (usize, &Metric),
    ) -> Option<(&Metric, String)> {
        let text = passage.text();
        let sentence = passage.sentence(span.start);
        let moved = is_move(&text[end..span.start]);
        let same: Vec<&Metric> =
            self.bulletin.metrics.iter().filter(|other| other.indicator == metric.indicator).collect();
        // Of several figures of one indicator the words before the name may show which is meant.
        let [metric] = same.as_slice() else { return None };
        if numbers_mean(metric, amount) || self.is_of_another_time(passage, &sentence, span, &metric.period) {
            return None;
        }
        let said = &amount.quantity;
        let behind_name = passage.tokens_in(end..span.start);
        let said_basis = behind_name.iter().rev().find_map(|token| match token.kind {
            TokenKind::Basis(basis) => Some(basis.over(&metric.period)),
            TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Name(_) => None,
        });
        // 环比上涨 is not told by a metric that has 同比 alone.
        let mut changes = metric.changes();
        let change = changes.find(|(_, basis)| said_basis.is_none_or(|said| said == basis.over(&metric.period)));
        let change = change.and_then(|(change, _)| change.amount());
        let stated = if moved { change } else { metric.value.as_ref() }?;
        let alike = Number::of(said).is_alike(&Number::of(stated));
        alike.then(|| (*metric, format!("`{}`", stated.text())))
    }

    /// The metric that the words before a number name, and where the name ends; none where more than links is between them,
    /// or where the sentence lists names and then their numbers.
    fn whole_name(
        &self,
        passage: &Passage<'_>,
        sentence: &Range<usize>,
        span: &Range<usize>,
    ) -> Option<(usize, &Metric)> {
        if passage.text()[sentence.clone()].contains("分别") {
            return None;
        }
        let (end, name, metric) = self.named(&passage.text()[sentence.start..span.start])?;
        let end = sentence.start + end;
        let is_whole = self.begins(passage, sentence, end - name.len()) && !self.is_between(passage, end..span.start);
        is_whole.then_some((end, metric))
    }

    /// The metric whose name is the last of a text, the name, and where it ends.
    pub(super) fn named<'t>(&'t self, text: &str) -> Option<(usize, &'t str, &'t Metric)> {
        let named = self.bulletin.metrics.iter().flat_map(|metric| {
            names(metric, self.registry).filter_map(move |name| Some((text.rfind(name)? + name.len(), name, metric)))
        });
        named.max_by_key(|(end, name, _)| (*end, name.len()))
    }

    /// Whether the name at `start` is a whole name: the text before it does not make it another one.
    fn begins(&self, passage: &Passage<'_>, sentence: &Range<usize>, start: usize) -> bool {
        let before = without_brackets(&passage.text()[sentence.start..start]);
        let last = passage.tokens_in(sentence.start..start).last().filter(|token| token.span.end == start);
        let after_time = last.is_some_and(|token| matches!(token.kind, TokenKind::Time(..) | TokenKind::Basis(_)));
        let region = self.bulletin.metrics.iter().filter_map(|metric| metric.region.as_deref());
        let places = ["全国", "我国", "全省", "全市", "其中"];
        after_time
            || before.is_empty()
            || before.ends_with(['，', '；', '：', '、', '（', '“'])
            || region.chain(places).any(|place| before.ends_with(place))
    }

    /// Whether there is more between a name and a number than the words that link them.
    fn is_between(&self, passage: &Passage<'_>, stretch: Range<usize>) -> bool {
        let mut rest = String::new();
        let mut at = stretch.start;
        for token in passage.tokens_in(stretch.clone()) {
            rest.push_str(&passage.text()[at..token.span.start]);
            at = token.span.end;
        }
        rest.push_str(&passage.text()[at..stretch.end]);
        let mut rest = rest.as_str();
        while let Some(link) = LINKS.iter().filter(|link| rest.starts_with(**link)).max_by_key(|link| link.len()) {
            rest = &rest[link.len()..];
        }
        !rest.is_empty()
    }

    /// Whether the sentence speaks of a time other than the metric's.
    fn is_of_another_time(
        &self,
        passage: &Passage<'_>,
        sentence: &Range<usize>,
        span: &Range<usize>,
        period: &Period,
    ) -> bool {
        passage.tokens_in(sentence.start..span.start).iter().any(|token| match &token.kind {
            TokenKind::Time(Some(said), false) => (said.start(), said.end()) != (period.start(), period.end()),
            TokenKind::Time(..) | TokenKind::Amount(_) | TokenKind::Basis(_) | TokenKind::Name(_) => false,
        })
    }

    /// The figure that a number is but for one digit, two digits that changed places, or the scale.
    fn misprint(&self, amount: &Amount) -> Option<(&Metric, &Quantity)> {
        let said = &amount.quantity;
        let digits = |quantity: &Quantity| quantity.number().value().abs().to_string().replace('.', "");
        let own = digits(said);
        self.bulletin.metrics.iter().find_map(|metric| {
            let stated = metric.value.as_ref()?;
            let others = digits(stated);
            let misread = own.len() == others.len()
                && own.len() >= 4
                && stated.scale() == said.scale()
                && strsim::osa_distance(&own, &others) == 1;
            let rescaled = own == others && own.len() >= 3 && stated.scale() != said.scale();
            (stated.unit_base() == said.unit_base() && (misread || rescaled)).then_some((metric, stated))
        })
    }
}

/// A text without the brackets that end it: 16—24岁（不含在校生） is 16—24岁.
fn without_brackets(text: &str) -> &str {
    let open = text.strip_suffix('）').and_then(|inner| inner.rfind('（'));
    open.map_or(text, |open| &text[..open])
}

/// Whether a metric states what the prose says.
pub(crate) fn numbers_mean(metric: &Metric, amount: &Amount) -> bool {
    super::carried::numbers(metric).any(|number| number.is_meant_by(&amount.quantity))
}

/// Whether the words before a number make it a change.
pub(super) fn is_move(words: &str) -> bool {
    let words = words.trim_end_matches(['了', '约', '近', '超', '过']);
    MOVES.iter().chain(&["增长", "增", "降", "涨", "跌"]).any(|verb| words.ends_with(verb))
}
