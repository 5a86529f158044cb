//! Changes in phrases.
//!
//! In: `同比实际增长5.2%`, `增速比一季度回落0.5个百分点`, `由3.4%降至2.2%`. Out: the same in English: what happened, by how much,
//! against what, and how it was measured, in this order.
//!
//! May touch: figure, label

use super::records::{doubled, extreme, first_time, rank, running, settled, spaced, streak, tally};
use super::times::{Against, Times};
use super::told::nominal;
use super::values::{self, Said, joined};
use crate::edition::lexicon::{after, begins, halves, one_of, skipping, table, whole, without};
use crate::edition::words::Words;
use crate::figure::Period;
use crate::figure::english::Amount;
use crate::label::is_rate;
use rust_decimal::Decimal;

/// What is said of a level as well as of a change.
const LEVELLED: [&str; 3] = ["for the first time", "on average", "in both periods"];

/// Reads changes.
#[derive(Clone, Copy)]
pub(super) struct Movements<'p> {
    pub(super) words: Words<'p>,
    pub(super) times: Times<'p>,
}

/// What is said around a verb.
#[derive(Default)]
struct Frame {
    against: Vec<Against>,
    manners: Vec<String>,
    respectively: bool,
    /// Whether a word says that it compares: 较, 比.
    compares: bool,
}

/// What happened, by how much.
pub(super) struct Core {
    pub(super) text: String,
    /// Whether it is a rate, of which one says `year on year`.
    is_rate: bool,
    /// What joins it to what it is against in the place of "from": larger "than" something, or nothing.
    joint: Option<&'static str>,
    /// What is said behind all else.
    tail: String,
}

impl Frame {
    /// Whether nothing frames the verb.
    fn is_plain(&self) -> bool {
        self.against.is_empty() && self.manners.is_empty()
    }
}

impl Core {
    pub(super) fn new(text: String) -> Self {
        Self { text, is_rate: false, joint: None, tail: String::new() }
    }

    /// One of which one says `year on year`, and what is said behind that.
    pub(super) fn rate(text: String, tail: String) -> Self {
        Self { is_rate: true, tail, ..Self::new(text) }
    }
}

impl Movements<'_> {
    /// A change in English; of one in a known period, 环比 is against the one before.
    pub(super) fn say(&self, text: &str, of: Option<&Period>) -> Option<String> {
        let (mut frame, rest) = self.frame(text);
        if let Some((noun, rest)) = begins("nouns", rest)
            && let Some(said) = self.noun(&mut frame, rest, halves(noun), of)
        {
            return Some(said);
        }
        if let Some(core) = self.core(rest, &frame) {
            return Some(self.whole(&frame, core, of));
        }
        // 比2019年同比增速加快1.9个百分点 compares a change that says what it is against itself.
        let inner = if frame.against.is_empty() { None } else { self.say(rest, of) };
        let inner = inner.map(|said| self.whole(&frame, Core::new(said), of));
        inner.or_else(|| self.after_its_size(text, of))
    }

    /// What a text says of the change in the clause after it, and nothing else: `经季节性调整后按季比较`.
    pub(super) fn of_next(&self, text: &str) -> Option<String> {
        let (frame, rest) = self.frame(text);
        let core = Core { is_rate: true, ..Core::new(String::new()) };
        (rest.is_empty() && !frame.against.is_empty()).then(|| self.whole(&frame, core, None))
    }

    /// `3.1%的按年跌幅`, `实现了5%的增长`: a change whose size comes first.
    fn after_its_size(&self, text: &str, of: Option<&Period>) -> Option<String> {
        let (size, noun) = skipping("reporting", text).split_once('的')?;
        let said = values::list(&self.words, size)?;
        let (frame, noun) = self.frame(noun);
        let direction = whole("nouns", noun).map(|noun| halves(noun).0).or_else(|| whole("moves", noun))?;
        Some(self.whole(&frame, self.by(direction, &said), of))
    }

    /// What is said before a verb, and what follows.
    fn frame<'t>(&self, text: &'t str) -> (Frame, &'t str) {
        let mut frame = Frame::default();
        let mut rest = text.trim();
        while !rest.is_empty() && after("nouns", rest).is_none() {
            let manner = begins("manners", rest).map(|(manner, after)| (manner.to_owned(), after));
            // 三年来首次 is since then.
            let long = running(rest).filter(|(_, after)| !after.starts_with(['首', '最']));
            if let Some((manner, after)) = manner.or(long) {
                frame.manners.push(manner);
                rest = after;
            } else if let Some((against, after)) = self.times.against(rest) {
                let is_told = matches!(frame.against.as_slice(), [Against::Time(_)]);
                if is_told && begins("nouns", after).is_some() {
                    break;
                }
                let (against, after) = self.valued(against, after);
                if !is_told {
                    frame.compares = rest.starts_with(['较', '比']);
                    frame.against = against;
                }
                // 与上年同期的7.06亿美元相比
                rest = without(&["相比较", "相比", "比较"], after);
            } else if let Some(after) = rest.strip_prefix('为').filter(|after| after.starts_with("连续")) {
                rest = after;
            } else if let Some(after) = after("adverbs", rest).filter(|_| after("past", rest).is_none()) {
                frame.respectively |= rest.starts_with("分别");
                rest = after;
            } else {
                break;
            }
            rest = rest.trim_start();
        }
        (frame, rest)
    }

    /// `较2021年的8.4%`, `较三月的相应升幅（2.1%）`: what a level is compared with, and its value then.
    pub(super) fn valued<'t>(&self, against: Vec<Against>, rest: &'t str) -> (Vec<Against>, &'t str) {
        // 较5月预测数5.23%
        if let (Some(rest), [Against::Time(time)]) =
            (one_of(&["预测数", "预测值", "概估值", "概估数", "初估值", "预测"], rest), against.as_slice())
        {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            let value = ends.into_iter().find_map(|end| Some((values::one(&self.words, &rest[..end])?, &rest[end..])));
            let (value, rest) =
                value.map_or((String::new(), rest), |(said, rest)| (format!(" of {}", said.text), rest));
            return (vec![Against::Time(format!("the forecast in {time}{value}"))], rest);
        }
        if let Some((value, rest)) = rest.strip_prefix('（').and_then(|body| body.split_once('）'))
            && let Some(said) = values::one(&self.words, value)
        {
            return (vec![Against::Time(format!("{} {}", said.text, self.then(&against)))], rest);
        }
        if let Some(body) = rest.strip_prefix(['的', '之'])
            && let Some((noun, body)) = begins("nouns", without(&["相应"], body))
            && let Some((value, rest)) = body.strip_prefix('（').and_then(|body| body.split_once('）'))
            && let Some(said) = values::one(&self.words, value)
        {
            let noun = halves(noun).1;
            return (vec![Against::Time(format!("the {} {noun} {}", said.text, self.then(&against)))], rest);
        }
        // 较5月5.23%增加 has no 的 before its value.
        let of = rest.strip_prefix(['的', '之']);
        let Some(body) = of.or_else(|| Some(rest).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))) else {
            return (against, rest);
        };
        let ends = body.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let value = ends.into_iter().find_map(|end| Some((values::one(&self.words, &body[..end])?, &body[end..])));
        // 较上一季的3.1%增幅明显加快
        let value = value.map(|(said, rest)| (said, after("nouns", rest).filter(|_| of.is_some()).unwrap_or(rest)));
        let moves = |rest: &str| begins("moves", rest).is_some() || rest.starts_with("相比");
        let Some((said, rest)) = value.filter(|(_, rest)| of.is_some() || moves(rest)) else { return (against, rest) };
        let level = match self.times.compared(&against, false, None).trim_start_matches("from ") {
            expected if expected.ends_with("expectation") => format!("{expected} of {}", said.text),
            _ => format!("{} {}", said.text, self.then(&against)),
        };
        (vec![Against::Time(level)], rest)
    }

    /// When that was which a change is against: `in March`, `at the end of last year`, `a year earlier`.
    pub(super) fn then(&self, against: &[Against]) -> String {
        let said = self.times.compared(against, false, None);
        match said.trim_start_matches("from ") {
            earlier if earlier.ends_with("earlier") => earlier.to_owned(),
            end if end.starts_with("the end") => format!("at {end}"),
            day if day.starts_with("last ") || day.starts_with("this ") => day.to_owned(),
            time => format!("in {time}"),
        }
    }

    fn whole(&self, frame: &Frame, core: Core, of: Option<&Period>) -> String {
        let compared = self.times.compared(&frame.against, core.is_rate, of);
        let compared = match (compared.strip_prefix("from "), core.joint) {
            (Some(other), Some(joint)) => format!("{joint} {other}").trim_start().to_owned(),
            _ => compared,
        };
        let respectively = if frame.respectively { "respectively" } else { "" };
        let manners: Vec<&str> = frame.manners.iter().map(String::as_str).collect();
        // In real terms is nearer to the change than how it was adjusted.
        let (terms, others): (Vec<&str>, Vec<&str>) =
            manners.into_iter().partition(|manner| manner.ends_with(" terms"));
        let manners = [terms, others].concat();
        let manners = match manners.as_slice() {
            [adjusted, "at an annual rate"] if adjusted.starts_with("on a seasonally") => {
                vec!["at a seasonally adjusted annual rate"]
            }
            manners => manners.to_vec(),
        };
        let parts = [core.text.as_str(), respectively, &compared].into_iter().chain(manners);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ") + &core.tail
    }

    /// `年增率为5.2%`, a change by its noun, and `按年跌幅由3.4%收窄至2.2%`, a change of one.
    fn noun(
        &self,
        frame: &mut Frame,
        rest: &str,
        (direction, noun): (&str, &str),
        of: Option<&Period>,
    ) -> Option<String> {
        // 同比升幅（即基本通胀率）为1.8%
        let alias = rest.strip_prefix("（即").and_then(|alias| alias.split_once('）'));
        let rest = alias.map_or(rest, |(_, rest)| rest);
        let body = without(&["分别为", "均为", "约为", "仅为", "达到", "为", "是", "达"], rest);
        frame.respectively |= rest.starts_with("分别");
        if let Some(said) = values::list(&self.words, body) {
            let core = self.by(direction, &said);
            // 名义增速为5.3%
            let terms = noun.strip_suffix(" growth").filter(|terms| matches!(*terms, "nominal" | "real"));
            frame.manners.extend(terms.map(|terms| format!("in {terms} terms")));
            return Some(self.whole(frame, core, of));
        }
        // 较上月的升幅扩大 compares two of them, and 按月升幅 names one.
        if frame.compares && !rest.is_empty() {
            let change = self.say(rest, of)?;
            let change = of_change(noun, &change);
            return Some(format!("{noun} {change} {}", self.times.compared(&frame.against, false, of)));
        }
        let basis = match frame.against.as_slice() {
            [Against::Basis(basis)] => {
                let said = self.times.compared(&[Against::Basis(*basis)], true, of);
                let is_adverb = !said.starts_with("from ");
                let adverb = said.trim_start_matches("on a ").replace(' ', "-");
                if is_adverb { adverb + " " } else { "period-on-period ".to_owned() }
            }
            _ => String::new(),
        };
        // How large it was is said in the next clause.
        if rest.is_empty() && !basis.is_empty() {
            let manners = frame.manners.iter().map(|manner| spaced(manner)).collect::<String>();
            return Some(format!("with a {basis}{noun}{manners}"));
        }
        Some(format!("{basis}{noun} {}", of_change(noun, &self.say(rest, of)?)))
    }

    /// What happened, by the words behind those that frame it.
    fn core(&self, text: &str, frame: &Frame) -> Option<Core> {
        if let Some(said) = whole("turns", without(&["实现", "成功"], text)) {
            return Some(Core { is_rate: true, ..Core::new(said.to_owned()) });
        }
        let fixed = whole("level", text).map(str::to_owned).or_else(|| doubled(text)).or_else(|| streak(text));
        let fixed =
            fixed.or_else(|| self.levels(text)).or_else(|| self.revised(text)).or_else(|| extreme(self.times, text));
        let fixed = fixed.or_else(|| first_time(self.times, text)).or_else(|| rank(text));
        if let Some(said) = fixed.or_else(|| self.reached(text, frame)) {
            return Some(Core::new(said));
        }
        if let Some(said) = tally(text) {
            return Some(Core { is_rate: true, ..Core::new(said) });
        }
        if let Some(turned) = self.turned(text).or_else(|| self.ended(text)).or_else(|| self.became(text)) {
            return Some(turned);
        }
        let verbs = table("moves").iter().filter_map(|&(word, way)| Some((way, text.strip_prefix(word)?)));
        let moved = verbs.into_iter().find_map(|(direction, rest)| self.moved(direction, rest));
        let core = moved.or_else(|| self.each(text)).or_else(|| self.margin(text)).or_else(|| self.over(text));
        let core = core.or_else(|| if frame.is_plain() { bare(text) } else { self.compared(text, frame) });
        core.or_else(|| self.higher(text))
    }

    /// `高6.4个百分点`, where nothing says than what.
    fn higher(&self, text: &str) -> Option<Core> {
        let (direction, size) = begins("adjectives", text)?;
        let said = values::list(&self.words, size).filter(Said::is_difference)?;
        let side = if direction == "up" { "higher" } else { "lower" };
        Some(Core { joint: Some("than"), ..Core::new(format!("{} {side}", said.text)) })
    }

    /// The level that something came to, stayed at or is close to: `维持在2%`, `跌破3万亿元`.
    fn reached(&self, text: &str, frame: &Frame) -> Option<String> {
        let (side, rest) = begins("past", text)?;
        // 保持在5% is a value alone, and said of a change where something is said of how long.
        if side == "at" && frame.manners.is_empty() {
            return None;
        }
        // 维持5%不变
        let rest = if side == "unchanged at" { rest.trim_end_matches("不变") } else { rest };
        if let Some(said) = self.timed(without(&["年息", "年利率", "目前的", "现行"], rest)) {
            return Some(format!("{side} {said}"));
        }
        // 修订为增长2.4%
        let said = self.say(rest, None).filter(|_| side.starts_with("revised"))?;
        Some(format!("{side} {}", nominal(&said)?))
    }

    /// `每吨上涨70元`: a change of what one of something costs.
    fn each(&self, text: &str) -> Option<Core> {
        let body = text.strip_prefix('每')?;
        body.char_indices().skip(1).find_map(|(at, _)| {
            let (direction, amount) = begins("moves", &body[at..])?;
            self.moved(direction, &format!("{}/{}", amount.trim_start_matches('了'), &body[..at]))
        })
    }

    /// How much more was added than before: `多增2326亿元`.
    fn margin(&self, text: &str) -> Option<Core> {
        let (pattern, rest) = begins("margins", text)?;
        let said = values::list(&self.words, rest)?;
        Some(Core { joint: Some("than"), ..Core::new(pattern.replace("{amount}", &said.text)) })
    }

    /// What is a change only because something is compared, or said of how it is measured.
    fn compared(&self, text: &str, frame: &Frame) -> Option<Core> {
        if let Some(said) = self.differing(text) {
            return Some(Core::new(said));
        }
        // 按年平均汇率折算为13445美元
        if let Some((same, rest)) = begins("same", text) {
            return values::list(&self.words, rest).map(|said| Core::new(format!("{same} {}", said.text)));
        }
        if let Some((direction, rest)) = begins("adjectives", text)
            && let Some(said) = values::list(&self.words, rest)
        {
            // What is higher than the average, or than was forecast, has not risen from it.
            let is_other =
                |of: &str| ["the national", "the overall", "the forecast"].iter().any(|word| of.starts_with(word));
            let of_other = matches!(frame.against.as_slice(), [Against::Time(of)] if is_other(of));
            let side = if direction == "up" { "above" } else { "below" };
            return Some(match of_other {
                true => Core { joint: Some(""), ..Core::new(format!("{} {side}", said.text)) },
                false => self.by(direction, &said),
            });
        }
        // 经季节性调整后为3.7% is a level, and 环比折年率为3.2% a rate by its name.
        let is_level = |manner: &String| manner.contains("seasonal") || manner.starts_with("for ");
        if frame.against.is_empty()
            && frame.manners.iter().all(is_level)
            && let Some(said) = values::list(&self.words, skipping("verbs", text))
            && (text.starts_with(['为', '是']) || frame.manners.iter().any(|manner| manner.starts_with("for ")))
        {
            return Some(Core::new(said.text));
        }
        // 首次5% is a level that had not been, and no change.
        if frame.against.is_empty() && frame.manners.iter().all(|manner| LEVELLED.contains(&manner.as_str())) {
            return bare(text);
        }
        let is_rate_by_name = frame.manners.iter().any(|manner| manner == "at an annual rate");
        let text = if is_rate_by_name { without(&["为", "是", "达"], text) } else { text };
        let signed = || values::list(&self.words, text).filter(|said| said.is_signed() || is_rate(said.first.as_ref()));
        bare(text).or_else(|| signed().map(|said| self.by("up", &said)))
    }

    /// What follows a verb: `至2.9%`, `了5%`, `一半`.
    fn moved(&self, direction: &str, rest: &str) -> Option<Core> {
        let rest = without(&["均", "都", "分别"], without(&["幅度为", "了"], rest));
        if let Some(said) = one_of(&["至", "到了", "到", "为", "成"], rest).and_then(|rest| self.timed(rest)) {
            return Some(Core::new(format!("{} to {said}", settled(direction))));
        }
        values::list(&self.words, rest).map(|said| self.by(direction, &said))
    }

    /// A change by an amount.
    fn by(&self, direction: &str, said: &Said) -> Core {
        // Of -6.5%和7.5% each has its own direction.
        if said.is_mixed() && matches!(direction, "up" | "down") {
            let way = |negative: bool| if negative == (direction == "up") { "down" } else { "up" };
            let each = said.each.iter().map(|(negative, size)| format!("{} {}", way(*negative), size.replace('−', "")));
            let each: Vec<String> = each.collect();
            return Core { is_rate: is_rate(said.first.as_ref()), ..Core::new(joined(&each)) };
        }
        let direction = if said.is_negative() { "down" } else { direction };
        let Some(first) = &said.first else {
            let text = match (direction, said.text.as_str()) {
                ("down" | "narrowed", "half") => "halved".to_owned(),
                _ => format!("{direction} by {}", said.text),
            };
            return Core { is_rate: true, ..Core::new(text) };
        };
        if let (Some(multiple), Some(writer)) = (said.multiple(), self.words.english) {
            if multiple.value_base() >= Decimal::TEN {
                return Core { is_rate: true, ..Core::new(format!("{direction} {}", said.text)) };
            }
            let sign = if direction == "up" { "+" } else { "" };
            let times = writer.multiplied(&Amount::of(multiple), sign);
            let is_word = !times.contains(|c: char| c.is_ascii_digit());
            let text = if is_word { times } else { format!("{direction} {}", times.replace('+', "")) };
            return Core { is_rate: true, ..Core::new(text) };
        }
        let by = if matches!(direction, "narrowed" | "widened") { " by" } else { "" };
        if said.count == 1 && first.number().value().is_zero() {
            return Core::new("unchanged".to_owned());
        }
        // 按年上升12.6%至346.2万人次: where it came to stands behind what it is against.
        let (size, tail) = said.text.split_at(said.reached.unwrap_or(said.text.len()));
        // 上升3位 is in a ranking.
        let size = match first.unit_base() {
            "位" => size.replace("people", "places").replace("person", "place"),
            _ => size.replace('−', ""),
        };
        let text = format!("{direction}{by} {size}");
        Core { is_rate: is_rate(Some(first)), tail: tail.to_owned(), ..Core::new(text) }
    }

    /// `高0.5个和低3.5个百分点`: against each of two times, a difference of its own.
    fn differing(&self, text: &str) -> Option<String> {
        let (first, second) = text.split_once(['和', '、'])?;
        let one = |text: &str| {
            let (direction, size) = begins("adjectives", text)?;
            let size = if size.ends_with('个') { format!("{size}百分点") } else { size.to_owned() };
            let said = values::one(&self.words, &size).filter(Said::is_difference)?;
            Some(format!("{direction} {}", said.text))
        };
        Some(format!("{} and {}", one(first)?, one(second)?))
    }
}

/// What is said of a change whose size changes: growth quickens or slows, and an increase or a decline widens or narrows.
fn of_change(noun: &str, said: &str) -> String {
    let [more, less] = match noun.rsplit(' ').next() {
        // 增速由下降3.8%转为增长1.7% is of the change itself.
        _ if [", compared with ", " and down ", " and up "].iter().any(|other| said.contains(other)) => {
            return said.to_owned();
        }
        Some("growth") => ["quickened", "slowed"],
        Some("increase" | "decline" | "rise" | "fall") => ["widened", "narrowed"],
        _ => return said.to_owned(),
    };
    let verbs = [("up", more), ("widened", more), ("down", less), ("narrowed", less)];
    let Some((verb, rest)) = verbs.into_iter().find_map(|(word, verb)| Some((verb, said.strip_prefix(word)?))) else {
        return said.to_owned();
    };
    const FROM: [&str; 6] = [" about ", " nearly ", " over ", " more than ", " less than ", " at least "];
    let is_size = FROM.iter().any(|word| rest.starts_with(word))
        || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let by = if is_size { " by" } else { "" };
    format!("{verb}{by}{rest}")
}

/// What is said of a change by its noun, with the article that it has in a sentence: `the decline narrowed by 1.2 percentage points`,
/// `growth slowed`.
pub(super) fn of_noun(said: &str) -> Option<String> {
    let verbs = [" quickened", " slowed", " widened", " narrowed", " was "];
    let head = verbs.into_iter().find_map(|verb| said.split_once(verb)).map(|(head, _)| head)?;
    match head.rsplit([' ', '-']).next()? {
        "growth" => Some(said.to_owned()),
        "increase" | "decrease" | "decline" | "rise" | "fall" => Some(format!("the {said}")),
        _ => None,
    }
}

/// A verb of rising or falling without an amount.
fn bare(text: &str) -> Option<Core> {
    let said = whole("bare", text)?;
    Some(Core { joint: said.ends_with("er").then_some("than"), ..Core::new(said.to_owned()) })
}
