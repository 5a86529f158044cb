//! Comparisons with an earlier period, as each region says them.
//!
//! In: text. Out: the stretches that say against what a change is measured, with the word of change, in the edition's
//! words: 同比增长5% is 年增5% and 按年增長5%, 环比持平 of a month 較上月持平 and 按月持平. A basis before any other word may
//! be a name of something, and stays.
//!
//! May touch: nothing

use super::against::{Against, Head, Named, Step, heads};
use super::words::{ADVERBS, FOLLOWING, NOUNS, Noun, VERBS, Verb};
use super::{GAP, NUMERALS, Variant, number_follows};
use std::ops::Range;

/// Where something is compared, and how the edition says it.
pub(super) fn find(text: &str, from: Variant, to: Variant, step: Option<Step>) -> Vec<(Range<usize>, String)> {
    let reader = Reader { text, from, to };
    let mut named = Named::default();
    heads(text, from).filter_map(|head| reader.said(head, |at| named.read_to(text, at).step(step))).collect()
}

struct Reader<'t> {
    text: &'t str,
    from: Variant,
    to: Variant,
}

/// What follows the basis.
enum Tail {
    /// A word of change, and how long it is; whether a number follows.
    Verb(&'static Verb, usize, bool),
    /// What the change is called.
    Noun(&'static Noun, usize),
    /// Another word, which stays.
    Word,
    /// A second basis: 同比、环比均上升.
    Joined,
    /// 同比看.
    Seen(usize),
    /// The change itself, or nothing: a label.
    Label(Label),
}

/// What a basis is a label of.
#[derive(Clone, Copy)]
enum Label {
    /// A rate that follows: 同比+5%.
    Rate,
    /// A number that follows and is no rate: 环比+0.3个百分点.
    Points,
    /// What changes by it, which a sentence speaks of: 默认为同比，也就是…
    Change,
}

impl Reader<'_> {
    /// The stretch of a head and what it becomes; none where it stays. At a place `step` leads from one period to the
    /// next.
    fn said(&self, head: Head, mut step: impl FnMut(usize) -> Option<Step>) -> Option<(Range<usize>, String)> {
        let behind = &self.text[head.span.end..];
        let written = |adverb: &[&'static str; 3]| {
            let form = adverb.iter().find(|form| behind.starts_with(**form))?;
            let tail = self.tail(&behind[form.len()..], &head);
            let goes_along = matches!(tail, Some(Tail::Verb(.., true) | Tail::Noun(..)));
            goes_along.then_some((form.len(), adverb[self.to as usize]))
        };
        let (adverb_len, adverb) = ADVERBS.iter().find_map(written).unwrap_or_default();
        let tail = self.tail(&behind[adverb_len..], &head)?;
        let mut span = head.span.start..head.span.end + adverb_len;
        let against = match head.against {
            Against::Previous => step(head.span.start).map_or(Against::Previous, Against::Step),
            other => other,
        };
        if let (Tail::Seen(_), Some(before)) = (&tail, self.text[..span.start].strip_suffix(['从', '從'])) {
            span.start = before.len();
        }
        span.end += match &tail {
            Tail::Verb(_, len, _) | Tail::Noun(_, len) | Tail::Seen(len) => *len,
            Tail::Word | Tail::Joined | Tail::Label(_) => 0,
        };
        // In a list of words, a line each, none says anything yet.
        if self.is_listed(&span) {
            return None;
        }
        let words = match self.to {
            Variant::Hans => in_mainland(against, || step(head.span.start), adverb, &tail, &head)?,
            Variant::HantTw => in_taiwan(against, adverb, &tail),
            Variant::HantHk => in_hong_kong(against, adverb, &tail),
            Variant::En => return None,
        };
        Some((span, words))
    }

    /// Whether a line of several begins here and has no number and hardly a word more.
    fn is_listed(&self, span: &Range<usize>) -> bool {
        const WORD: usize = 4;
        let (before, behind) = (&self.text[..span.start], &self.text[span.end..]);
        let line = behind.split('\n').next().unwrap_or(behind);
        let is_several = !before.is_empty() || line.len() < behind.len();
        let is_short = !line.contains(|c: char| c.is_ascii_digit() || c == GAP) && line.chars().nth(WORD).is_none();
        is_several && is_short && (before.is_empty() || before.ends_with('\n'))
    }

    /// What follows a basis; none where it is none then.
    fn tail(&self, behind: &str, head: &Head) -> Option<Tail> {
        let noun = NOUNS.iter().filter_map(|noun| {
            let len = self.forms([noun.hans, noun.taiwan, noun.hong_kong]).find(|form| begins(behind, form))?.len();
            Some((noun, len))
        });
        // Of nouns that are said alike the first counts.
        if let Some((noun, len)) = noun.rev().max_by_key(|(_, len)| *len) {
            return Some(Tail::Noun(noun, len));
        }
        if let Some((verb, len)) = self.verb(behind, head) {
            let rest = &behind[len..];
            let number = number_follows(rest);
            let is_whole = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
            let fits = match (head.bare && self.from == Variant::HantTw, verb.hans.chars().count()) {
                // 年增 without a number is a comparison only where nothing follows, 月回升 is none.
                (true, _) => number || is_whole && behind[..len] == *verb.short,
                // 增 and 多 alone begin other words.
                (false, 1) => number || is_whole,
                (false, _) => true,
            };
            let is_short = head.bare && self.from == Variant::HantTw && behind[..len] == *verb.short;
            return fits.then(|| Tail::Verb(self.fitting(verb, rest, is_short), len, number));
        }
        if FOLLOWING.iter().any(|word| behind.starts_with(word)) || is_tally(behind) {
            return (!head.bare || self.from == Variant::HantHk).then_some(Tail::Word);
        }
        if head.bare {
            let signed = behind.trim_start_matches(' ').starts_with(['+', '-', '−', '＋', '－']);
            return (signed && self.from == Variant::HantHk).then_some(Tail::Label(Label::Rate));
        }
        let seen = ["来看", "來看", "看"].iter().find(|word| behind.starts_with(**word));
        if let Some(word) = seen.filter(|word| !behind[word.len()..].starts_with(['出', '到', '见', '見'])) {
            return Some(Tail::Seen(word.len()));
        }
        if ["偏", "以上", "是", "为", "為"].iter().any(|word| behind.starts_with(word)) {
            return Some(Tail::Label(Label::Rate));
        }
        if behind.starts_with(['、', '和', '与', '與', '及', '或']) {
            return Some(Tail::Joined);
        }
        // A line that ends here goes on in the next, or is one of a list: no label.
        let number = number_follows(behind);
        let next = behind.chars().next();
        let is_bracketed = self.text[..head.span.start].ends_with(['（', '(']);
        let is_label = number || next.is_none_or(|c| !c.is_alphanumeric() && c != '\n' || c == GAP);
        is_label.then(|| {
            Tail::Label(match next {
                _ if in_points(behind) => Label::Points,
                None | Some('，' | '。' | '；' | '？' | '！' | '」' | '”') if !number && !is_bracketed => {
                    Label::Change
                }
                _ => Label::Rate,
            })
        })
    }

    /// The verb of the same direction for what is counted: 月增0.1個百分點 is 环比上升, 月增4千人 环比增加.
    fn fitting(&self, verb: &'static Verb, counted: &str, is_short: bool) -> &'static Verb {
        let usual = if is_short { Counted::of(counted) } else { Counted::Rate };
        let wanted = match (verb.hans, usual) {
            ("增长", Counted::Points) => "上升",
            ("增长", Counted::Things) => "增加",
            ("下降", Counted::Things) => "减少",
            (_, Counted::Rate | Counted::Points | Counted::Things) => return verb,
        };
        VERBS.iter().find(|other| other.hans == wanted).unwrap_or(verb)
    }

    /// The longest word of change that begins a text.
    fn verb(&self, behind: &str, head: &Head) -> Option<(&'static Verb, usize)> {
        let short = |verb: &Verb| if head.bare && self.from == Variant::HantTw { verb.short } else { "" };
        let found = VERBS.iter().filter_map(|verb| {
            let forms = self.forms([verb.hans, verb.taiwan, verb.hong_kong]).chain([short(verb)]);
            let len = forms.filter(|form| begins(behind, form)).map(|form| form.len()).max()?;
            Some((verb, len))
        });
        // Of verbs that are said alike the first counts.
        found.rev().max_by_key(|(_, len)| *len)
    }

    /// How a word may be written in the script of the text.
    fn forms(&self, [hans, taiwan, hong_kong]: [&'static str; 3]) -> impl Iterator<Item = &'static str> + use<> {
        let (first, second) = match self.from {
            Variant::Hans => (hans, None),
            Variant::HantTw | Variant::HantHk | Variant::En => (taiwan, Some(hong_kong)),
        };
        std::iter::once(first).chain(second)
    }
}

/// Whether a text begins with a word, if that is one. Hardly ever it does, and then the first character says so.
fn begins(text: &str, word: &str) -> bool {
    matches!((text.chars().next(), word.chars().next()), (Some(first), Some(of_word)) if first == of_word)
        && text.starts_with(word)
}

/// Whether a text begins with how many went up and down: 六涨一降.
fn is_tally(text: &str) -> bool {
    let mut characters = text.chars();
    let count = characters.next().is_some_and(|c| NUMERALS.contains(c) || c == '全');
    count && characters.next().is_some_and(|c| "涨漲升降跌平增减減".contains(c))
}

/// What a number counts, by its unit.
enum Counted {
    /// Per cent, or what is not known.
    Rate,
    /// Percentage points.
    Points,
    /// Anything else: people, money.
    Things,
}

impl Counted {
    /// By the number that a text begins with.
    fn of(text: &str) -> Self {
        let number = text.find(|c: char| c.is_ascii_digit()).map_or("", |at| &text[at..]);
        let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        match unit.chars().next() {
            Some('個') if unit.starts_with("個百分點") => Self::Points,
            Some('百') if unit.starts_with("百分點") => Self::Points,
            Some(c) if is_unit(c) => Self::Things,
            Some(_) | None => Self::Rate,
        }
    }
}

/// Whether a unit or a scale may begin with this.
fn is_unit(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '成' | '倍' | '至' | '到' | '及' | '和')
}

/// Whether a label's number is no rate: 环比+0.3个百分点, 环比3个上涨.
fn in_points(behind: &str) -> bool {
    let number = behind.trim_start_matches([' ', '：', ':', '+', '-', '−', '＋', '－']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < number.len() && unit.starts_with(['个', '個', '点', '點', '家', '种', '種'])
}

fn in_taiwan(against: Against, adverb: &str, tail: &Tail) -> String {
    let (short, long) = match against {
        Against::Year => ("年", "較上年同期"),
        Against::Step(Step::Quarter) => ("季", "較上季"),
        Against::Step(Step::Month) => ("月", "較上月"),
        Against::Step(Step::Week) => ("週", "較上週"),
        Against::Step(Step::Day) => ("日", "較前一日"),
        Against::Previous => ("", "較上期"),
    };
    match tail {
        Tail::Verb(verb, _, true) if !verb.short.is_empty() && !short.is_empty() => {
            format!("{adverb}{short}{}", verb.short)
        }
        Tail::Verb(verb, ..) => format!("{long}{adverb}{}", verb.taiwan),
        Tail::Noun(noun, _) if short.is_empty() => format!("{long}{adverb}{}", noun.taiwan.replace("增率", "增幅")),
        Tail::Noun(noun, _) => format!("{adverb}{short}{}", noun.taiwan),
        Tail::Label(Label::Rate | Label::Change) if !short.is_empty() => format!("{short}增率"),
        Tail::Seen(_) => format!("{}相比", long.replace('較', "與")),
        Tail::Word | Tail::Joined | Tail::Label(_) => long.to_owned(),
    }
}

fn in_hong_kong(against: Against, adverb: &str, tail: &Tail) -> String {
    let by = match against {
        Against::Year => "按年",
        Against::Step(Step::Quarter) => "按季",
        Against::Step(Step::Month) => "按月",
        Against::Step(Step::Week) => "按周",
        Against::Step(Step::Day) => "按日",
        Against::Previous => "較上期",
    };
    match tail {
        Tail::Verb(verb, ..) => format!("{by}{adverb}{}", verb.hong_kong),
        Tail::Noun(noun, _) => format!("{by}{adverb}{}", noun.hong_kong),
        Tail::Seen(_) => format!("{by}比較"),
        Tail::Label(Label::Change) => format!("{by}變動"),
        Tail::Word | Tail::Joined | Tail::Label(_) => by.to_owned(),
    }
}

/// None where the mainland's word is there already.
fn in_mainland(
    against: Against,
    mut step: impl FnMut() -> Option<Step>,
    adverb: &str,
    tail: &Tail,
    head: &Head,
) -> Option<String> {
    if !head.bare {
        return None;
    }
    let basis = match against {
        Against::Year => "同比",
        // Of a monthly text a change on the month is 环比 without more.
        Against::Step(own) if step() == Some(own) => "环比",
        Against::Step(Step::Month) => "月环比",
        Against::Step(Step::Quarter) => "季环比",
        Against::Step(Step::Week) => "周环比",
        Against::Step(Step::Day) => "日环比",
        Against::Previous => "环比",
    };
    Some(match tail {
        Tail::Verb(verb, ..) => format!("{basis}{adverb}{}", verb.hans),
        Tail::Noun(noun, _) => format!("{basis}{adverb}{}", noun.hans),
        Tail::Word | Tail::Joined | Tail::Label(_) | Tail::Seen(_) => basis.to_owned(),
    })
}
