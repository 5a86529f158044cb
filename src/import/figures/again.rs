//! Amounts that tell more of a change that was told before them.
//!
//! In: an amount, and the figures before it. Out: the figure before with the amount it came to, 跌0.8%至
//! 9,589亿元; a change told in two measures, 升71点或0.28%; a rate that stands for the growth it is of.
//!
//! May touch: figure

use super::context::Context;
use super::measure::change;
use super::passage::{Found, Passage};
use super::phrase;
use super::role::{self, RATES, Role};
use super::scan::{Amount, Reason, TokenKind};
use crate::figure::{Basis, Change, Kind, Period};
use crate::import::list::List;
use std::ops::Range;

impl Passage<'_> {
    /// Takes an amount that belongs to the change right before it; whether it did.
    pub(super) fn again(&self, found: &Found<'_>, clause: &Range<usize>, context: &mut Context) -> bool {
        let Some(last) = context.last.filter(|&last| last >= context.sentence_start) else { return false };
        // 下跌0.74%至每盎司3736.16美元
        let lead = found.lead.split('每').next().unwrap_or_default().trim_matches(['，', '、', ' ']);
        let quote = self.reading.letters(clause.start..found.span.end);
        if self.closes(found, lead, quote.end, context) {
            return true;
        }
        let share = context.figures[last].indicator.contains('占') && found.amount.unit() == "%";
        let risen = List("提升至 提高至 上升至 升至 下降至 降至 回落至 提升到 提高到 达到").contains(lead) && share;
        let rate = || context.figures[last].change.as_ref().is_some_and(|change| change.unit_code() == "pp");
        let came = List("至 到 达 达至 报 录得").contains(lead)
            // 减少4.6%，至10月底的8543亿元: 至10月底 is a time.
            || lead == "的"
            || lead == "有" && found.amount.unit() == "人次"
            || lead == "为" && found.amount.unit() == "%" && rate();
        if risen || came {
            let target = &mut context.figures[last];
            let moved = target.change.as_ref().is_some_and(|change| !is_level(change));
            let fits = target.value.is_none() && moved && found.amount.unit() != "个百分点";
            if fits && (risen || self.right_before(found)) {
                (target.value, target.quote.end) = (Some(found.amount.quantity.clone()), quote.end);
                return true;
            }
        }
        let target = &mut context.figures[last];
        let added = target.kind == Some(Kind::Increment) && target.change.is_none();
        let like = target.value.as_ref().is_some_and(|value| value.unit_base() == found.amount.quantity.unit_base());
        let came = List("至 到 达到 升至 增至 上升至 增加至 降至 减至 跌至 下降至 下跌至 减少至").contains(lead);
        if came && added && like && self.right_before(found) {
            // 总就业人数增加10,100人至3,678,600人: what was added is how the number changed.
            let moved = target.value.as_ref().and_then(|value| moved(value.text()));
            if let Some(change) = moved {
                // What else the paragraph compares is against the same.
                let month = matches!(context.figures[last].period, Period::Month(_)).then_some(Basis::Mom);
                let basis = context.points_basis.or(month).unwrap_or_else(|| self.basis(&[], found, context));
                let target = &mut context.figures[last];
                // Against what, nothing says: the editor is to look.
                (target.change, target.basis, target.kind) = (Some(change), Some(basis), None);
                target.confidence = target.confidence.min(50);
                (target.value, target.quote.end) = (Some(found.amount.quantity.clone()), quote.end);
                return true;
            }
        }
        let mark = List("首次 首度 历史性 再次 再度 一举 首次跃上 首次站上 首次迈上")
            .contains(lead.trim_end_matches("单月").trim_end_matches("单日").trim_end_matches("单季"));
        let same = context.figures[last].value.as_ref().is_some_and(|value| value.unit_base() == found.amount.unit());
        if mark && same {
            // 首次突破15亿千瓦: a round number that the figure before has passed.
            self.leave(&found.span, Reason::Mark, context);
            return true;
        }
        let measures = |change: &Change| (change.unit_code() == "%") != (found.amount.unit() == "%");
        let another = lead == "、" && context.figures[last].change.as_ref().is_some_and(measures);
        let or =
            lead.strip_prefix('或').is_some_and(|verb| verb.is_empty() || List("增 减 升 跌 增加 减少").contains(verb));
        if (or || another) && self.right_before(found) {
            // Of two changes of one figure it is the one told last.
            let told = context.figures.last().filter(|told| told.indicator == context.figures[last].indicator);
            let (known, basis) = {
                let told = told.filter(|told| told.change.is_some()).unwrap_or(&context.figures[last]);
                (told.change.as_ref().map(|change| change.signed().is_sign_negative()), told.basis)
            };
            let role = if known == Some(true) { Role::Down } else { Role::Up };
            if let (Some(change), Some(basis)) = (change(found.amount, role).filter(|_| known.is_some()), basis) {
                return context.refer(change, basis, None, quote, None);
            }
        }
        false
    }

    /// Takes what a price or an index came to at the end of the day: 终场涨69点，收26,504点.
    fn closes(&self, found: &Found<'_>, lead: &str, end: usize, context: &mut Context) -> bool {
        let words = List("收 开在 开于 收在 收于 收报 收市报 报 成为 报收 报收于 收报于 为 结算价报 结算价为 收盘价为");
        // 收市仍跌491点，恒指全日收报26590
        let named = context.last.and_then(|last| lead.strip_prefix(context.figures[last].indicator.as_str()));
        let lead = named.unwrap_or(lead);
        let lead = List("全日 全天 早盘 午盘 终场 尾盘 最后 最终 收盘 收市 中午")
            .beginning(lead)
            .map_or(lead, |when| &lead[when.len()..]);
        let behind = self.plain(found.span.end..self.sentence.end);
        // 以最低点17403.56点作收
        let lead = lead.trim_end_matches("最低点").trim_end_matches("最高点");
        let closes = words.contains(lead) || lead == "以" && List("作收 收盘 收市 坐收").beginning(behind).is_some();
        let Some(last) = context.last.filter(|_| context.trading && closes) else { return false };
        let target = &mut context.figures[last];
        let like =
            target.change.as_ref().and_then(|change| change.amount()).map(|amount| amount.unit_base().to_owned());
        let same = like.is_some_and(|unit| {
            unit == found.amount.unit()
                || List("% 美分 美仙 港仙 分 角").contains(&unit)
                || unit == "点" && found.amount.unit().is_empty()
        });
        if !same || target.value.is_some() {
            return false;
        }
        (target.value, target.quote.end) = (Some(found.amount.quantity.clone()), end.max(target.quote.end));
        true
    }

    /// Whether an amount is a round number that its figure has passed, and what it came to is told next:
    /// 渗透率首次突破六成，达61.2%.
    pub(super) fn passes_mark(&self, found: &Found<'_>) -> bool {
        let first = List("首次 首度 历史性 历史首次 再次 再度 一举").ending(&found.lead).is_some();
        let behind = self.plain(found.span.end..self.sentence.end);
        let told = behind.strip_prefix('，').unwrap_or(behind);
        let Some(link) = List("达到 达 为 至 升至 增至").beginning(told).filter(|_| first) else {
            return false;
        };
        let start = self.sentence.end - told.len() + link.len();
        let like = |amount: &Amount| amount.unit() == found.amount.unit();
        self.tokens.iter().any(|token| token.span.start == start && token.amount().is_some_and(like))
    }

    /// The figure before in another currency: 按新台币计算年增10.9%.
    pub(super) fn priced(&self, subject: &str, context: &Context) -> Option<String> {
        let of = ["计算", "计价", "计"].into_iter().find_map(|word| subject.strip_suffix(word))?;
        let money = List("币 元 镑 汇率").ending(of).filter(|_| !context.topic.is_empty())?;
        let of = of.trim_start_matches(['按', '以', '若', '用']);
        // 进口物价指数以新台币计价
        let named = of.find(['以', '按']).filter(|&at| phrase::head(&of[..at]).is_some());
        if let Some(at) = named {
            let (name, by) = of.split_at(at);
            return Some(format!("{name}（{}）", by.trim_start_matches(['按', '以'])));
        }
        let topic = context.topic.split('（').next().unwrap_or_default();
        (of.len() >= money.len()).then(|| format!("{topic}（{of}）"))
    }

    /// What stands before the brackets that a bare change stands in: 越南 of 输往越南（上升48.7%）.
    pub(super) fn aside_of(&self, clause: &Range<usize>, subject: &str, context: &Context) -> Option<String> {
        // 百货公司货品（零售量上升1.7%）: what of it moved stands within.
        let within = phrase::head(subject) == Some(subject);
        let before = self.plain(self.sentence.start..clause.start).strip_suffix(['（', '：']);
        let before = before.filter(|_| subject.is_empty() || within)?;
        let titled = self.plain(self.sentence.start..clause.start).ends_with('：');
        // 食品、酒类饮品及烟草（上升2.2%）；…: where semicolons part the names, nothing else does.
        // So they are where brackets close before each sign: 烟酒（上升18.4%）、电力、燃气及水（上升9.9%）、….
        let sentence = self.plain(self.sentence.clone());
        let signs: &[char] = match sentence.contains("）；") || sentence.matches("）、").count() > 1 {
            true => &['，', '；', '：', '）'],
            false => &['，', '；', '：', '、', '）', '及', '和'],
        };
        let start = before.rfind(signs).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let tokens: Vec<_> = self.tokens.iter().collect();
        let from = self.sentence.start + start;
        let counts = tokens.iter().any(|token| {
            let within = token.span.start >= from && token.span.end < clause.start;
            within && !matches!(token.kind, TokenKind::Time(..) | TokenKind::Basis(_))
        });
        let noun = phrase::subject(&self.words(from..clause.start - "（".len(), &tokens));
        if within {
            let whole = !counts && !titled && noun.chars().count() > 1 && phrase::head(&noun).is_none();
            return whole.then(|| format!("{noun}{subject}"));
        }
        if titled {
            // PPI：-2.8%
            return phrase::head(&noun).filter(|_| !counts).map(|_| noun);
        }
        // In a list of such brackets each is told of what the one before was.
        let told = context.figures[context.sentence_start..]
            .last()
            .filter(|_| signs.contains(&'）') && !List("areas").contains(&noun));
        let last = told.or(context.last.map(|last| &context.figures[last]));
        let of = last.map_or(context.topic.as_str(), |last| &last.indicator);
        let alike = List("比重 占比").ending(of).is_none();
        (!counts && !noun.is_empty() && noun != of).then(|| phrase::completed(&noun, of, alike))
    }

    /// Whether nothing but a link stands between an amount and the one before it.
    fn right_before(&self, found: &Found<'_>) -> bool {
        let before = self.plain(self.sentence.start..found.span.start);
        let bare = before.trim_end_matches('的').len() + self.sentence.start;
        let moment =
            self.tokens.iter().find(|token| token.span.end == bare && matches!(token.kind, TokenKind::Time(..)));
        let before = moment.map_or(before, |time| self.plain(self.sentence.start..time.span.start)).trim_end_matches([
            '至', '到', '达', '升', '增', '减', '上', '下', '降', '跌', '加', '少', '报', '，', '或', '、', '（', ' ',
            '录', '得', '有', '为',
        ]);
        let before =
            before.rsplit_once('每').map_or(before, |(before, _)| before.trim_end_matches(['至', '到', '报', '，']));
        self.tokens.iter().any(|token| token.span.end == self.sentence.start + before.len() && !token.is_apart())
    }

    /// What grows where the figure before is of another time and is none of growth: 经济成长4.45%，每人GDP可望突破3.8万美元；
    /// 明年成长2.81%.
    pub(super) fn grew_before(&self, found: &Found<'_>, clause: &Range<usize>, context: &Context) -> Option<String> {
        let own = self.own_period(found, clause)?;
        let last = &context.figures[context.last?];
        let elsewhere = last.change.is_none() && last.period != own && found.amount.unit() == "%";
        let earlier = context.figures[context.sentence_start..].iter().rev();
        let mut grown = earlier.filter(|figure| figure.value.is_none() && figure.change.is_some());
        grown.next().filter(|_| elsewhere).map(|figure| figure.indicator.clone())
    }

    /// What a rate without a name is when growth was spoken of: 第二季度增长3.1%，第一季度为3.0%; 出口年增率由正
    /// 转负，降为-2.3%.
    pub(super) fn still_growth(&self, found: &Found<'_>, role: Role, subject: &str, context: &Context) -> Option<Role> {
        let rate = found.amount.unit() == "%" && role == Role::Value && subject.is_empty();
        let topic = role::rate(&context.topic).map(|(role, _)| role);
        let last = context.last.map(|last| &context.figures[last]);
        let grew = last.filter(|last| {
            last.value.is_none()
                && last.change.as_ref().is_some_and(|change| change.unit_code() == "%")
                && self
                    .own_period(found, &(self.clause_start(found)..found.span.end))
                    .is_some_and(|own| own != last.period)
        });
        topic.or(grew.map(|_| Role::Up)).filter(|_| rate && !RATES.contains(&context.topic))
    }
}

/// What was added, or with its sign what was taken away, as a change.
fn moved(added: &str) -> Option<Change> {
    let added = added.trim();
    let added = List("大约 约 近 逾 超过 超").beginning(added).map_or(added, |word| &added[word.len()..]);
    if added.starts_with('-') { added.parse().ok() } else { format!("+{added}").parse().ok() }
}

/// Whether nothing changed.
fn is_level(change: &Change) -> bool {
    change.signed().is_zero()
}
