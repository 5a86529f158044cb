//! How what is said of a figure stands in its sentence.
//!
//! In: `Household deposits` and `up 13.8 trillion yuan`, `up 0.19% from October` and `in November`. Out: one sentence of them.
//!
//! May touch: figure

use super::Phrases;
use crate::edition::lexicon::without;
use crate::figure::english::of_people;

/// What a change says that was compared already.
pub(super) const COMPARED: [&str; 6] =
    ["year on year", "quarter on quarter", "month on month", "week on week", "day on day", " from "];

/// What follows `the` where a change is told by its noun: `the decline narrowed`, of which [`of_noun`](super::movement::of_noun)
/// makes a value.
const MOVES: [&str; 6] = ["increase ", "decrease ", "decline ", "rise ", "fall ", "growth "];

impl Phrases<'_> {
    /// A clause behind others: of whom it counts is said, and what a dollar costs falls where the yuan rises.
    pub(super) fn following(&self, said: &[String], text: &str, clause: &str) -> String {
        let (Some(first), Some(last)) = (said.first(), said.last()) else { return text.to_owned() };
        let mut text = self.within(text, clause);
        if ["up ", "down ", "at ", "to "].iter().any(|word| text.starts_with(word)) {
            text = of_people(first, &text);
        }
        match last.split_once(" per ").filter(|_| clause.contains("值")) {
            Some((price, _)) => {
                let unit = price.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim();
                format!("the {unit} {text}")
            }
            None => text,
        }
    }

    /// A clause after another: its first letter is small, and a level that a change came to is said so.
    fn within(&self, said: &str, clause: &str) -> String {
        let is_level =
            ["达到", "达", "为", "至", "报"].iter().any(|verb| without(&["仍", "均", "并"], clause).starts_with(verb));
        let first = said.split(' ').next().unwrap_or_default();
        let is_value = first.contains(|c: char| c.is_ascii_digit()) || matches!(first, "about" | "nearly" | "over");
        match is_level && is_value {
            // 增加227亿元，至12056亿元
            true if clause.starts_with('至') => format!("to {said}"),
            true => format!("at {said}"),
            false => {
                said.strip_prefix("closed at ").map_or_else(|| self.small(said), |level| format!("closing at {level}"))
            }
        }
    }
}

/// A name and its change. An amount that is compared with nothing is what flowed, and no level that is up: `Household deposits
/// increased by 13.8 trillion yuan`; and loans that are drawn down are not down.
pub(super) fn changed(name: &str, said: &str) -> String {
    // A headline says what it did.
    let verb = [
        ("a ", "hit a "),
        ("another ", "hit another "),
        ("the ", "was the "),
        ("ranking ", "ranked "),
        ("ending ", "ended "),
        ("more than ", "exceeded "),
        ("over ", "exceeded "),
    ]
    .into_iter()
    .find_map(|(word, verb)| Some((verb, said.strip_prefix(word)?)));
    if let Some((verb, rest)) = verb.filter(|(_, rest)| !MOVES.iter().any(|noun| rest.starts_with(noun))) {
        return format!("{name} {verb}{rest}");
    }
    let (way, size) = said.split_once(' ').unwrap_or((said, ""));
    let by = match way {
        "up" => "increased by",
        "down" => "decreased by",
        _ => return format!("{name} {said}"),
    };
    let is_rate = ["%", "point", " to ", " cent"].iter().any(|word| size.contains(word));
    let is_compared = COMPARED.iter().any(|word| size.contains(word));
    let about = ["about ", "nearly ", "over ", "more than ", "less than "].into_iter();
    let number = about.fold(size, |size, word| size.strip_prefix(word).unwrap_or(size));
    // A price is up by so much.
    let flows = !["rice", "rate", "ndex", "ndices", "yield", "dollar", "uan"].iter().any(|word| name.contains(word));
    let is_amount = number.starts_with(|c: char| c.is_ascii_digit()) && flows && !is_rate && !is_compared;
    let repeats = name.split(' ').next_back() == Some(way) && !size.is_empty();
    match (is_amount, repeats) {
        (true, _) => format!("{name} {by} {size}"),
        (false, true) => format!("{name} {} {size}", if way == "up" { "rose" } else { "fell" }),
        (false, false) => format!("{name} {said}"),
    }
}

/// What is said, and when it was so, or how it is measured: `up 0.19% in November from October`.
pub(super) fn dated(said: &str, when: &str) -> String {
    if when.starts_with("according to ") {
        return format!("{said}, {when}");
    }
    // What is forecast is so for a time.
    let of_forecast = when.strip_prefix("in ").filter(|_| said.contains("orecast") || said.contains("arget"));
    let when = &of_forecast.map_or_else(|| when.to_owned(), |time| format!("for {time}"));
    let is_time = ["in ", "at the end", "on the", "as of"].iter().any(|word| when.starts_with(word));
    let moves = |head: &str| {
        head.split(' ').any(|word| matches!(word, "up" | "down" | "quickened" | "slowed" | "widened" | "narrowed"))
    };
    let end = said.find(", compared with ").or_else(|| {
        let at = said.rfind(" from ")?;
        (moves(&said[..at]) && !said[at..].contains(',')).then_some(at)
    });
    let (head, tail) = said.split_at(end.filter(|_| is_time).unwrap_or(said.len()));
    format!("{head} {when}{tail}")
}

/// A change as a noun: `a rise of 2.4%`.
pub(super) fn nominal(said: &str) -> Option<String> {
    let up = said.strip_prefix("up ").map(|size| ("rise", size));
    let (noun, size) = up.or_else(|| Some(("fall", said.strip_prefix("down ")?)))?;
    Some(format!("a {noun} of {size}"))
}
