//! What a house has decided about words and marks.
//!
//! In: a passage, and `content/words.toml`. Out: words that are not to be written, marks and spaces of another kind than the
//! house's, and words that are there twice by a slip of the hand.
//!
//! May touch: diag, text

use super::passage::{GAP, Passage};
use crate::diag::{Code, Diagnostic};
use crate::text::house::{HouseWords, Spacing};
use crate::text::{Fold, is_han};

/// Words that are there twice by mistake alone: what, after what it is right, and before what.
const DOUBLED: [(&str, &[&str], &[&str]); 8] = [
    ("的", &["目", "中"], &["确", "確", "士"]),
    ("了", &["不甚", "一目", "心中"], &["解", "结", "結", "却", "卻", "断", "斷", "事", "然"]),
    ("是", &[], &["非", "否"]),
    ("同比", &[], &[]),
    ("环比", &[], &[]),
    ("以及", &[], &[]),
    ("其中", &[], &[]),
    ("增长", &[], &[]),
];

/// Marks that are never there twice.
const MARKS: [char; 4] = ['，', '、', '；', '。'];

/// Marks of Latin texts, and what they are beside Han.
const FULL_WIDTH: [(char, char); 8] =
    [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）'), ('~', '～')];

/// Everything in a passage that the house writes otherwise.
pub(super) fn check(passage: &Passage<'_>, house: &HouseWords) -> Vec<Diagnostic> {
    let mut found = avoided(passage, house);
    if house.doubled {
        found.extend(doubled(passage));
    }
    let letters: Vec<(usize, char)> = passage.text().char_indices().collect();
    if house.full_width {
        found.extend(marks(passage, &letters));
    }
    if let Some(spacing) = house.spacing {
        found.extend(spaces(passage, &letters, spacing));
    }
    found
}

/// Words that are avoided, in whichever script.
fn avoided(passage: &Passage<'_>, house: &HouseWords) -> Vec<Diagnostic> {
    if house.avoid.is_empty() {
        return Vec::new();
    }
    // Folding leaves each letter one letter, so that places can be counted.
    let folded = Fold::shared().text(passage.text());
    let [text, places] = [passage.text(), &folded]
        .map(|text| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<usize>>());
    if places.len() != text.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for word in &house.avoid {
        let right: Vec<std::ops::Range<usize>> = word
            .except
            .iter()
            .flat_map(|longer| folded.match_indices(longer.as_str()).map(|(at, longer)| at..at + longer.len()))
            .collect();
        for (at, written) in folded.match_indices(word.word.as_str()) {
            let end = at + written.len();
            if right.iter().any(|right| right.start <= at && end <= right.end) {
                continue;
            }
            let place = |byte: usize| text.get(places.binary_search(&byte).ok()?).copied();
            let (Some(start), Some(end)) = (place(at), place(end)) else { continue };
            let printed = passage.printed(&(start..end));
            let message = format!("`{printed}` is not written here: {}", word.reason);
            let help = match word.instead.as_str() {
                "" => "write it otherwise, or allow it here".to_owned(),
                instead => format!("write `{instead}`"),
            };
            found.push(passage.tell(Code::HouseWord, &(start..end), message, &help));
        }
    }
    found
}

/// Words and marks that are there twice.
fn doubled(passage: &Passage<'_>) -> Vec<Diagnostic> {
    let text = passage.text();
    let mut found = Vec::new();
    let mut tell = |at: usize, end: usize, once: &str| {
        let stretch = at..end;
        let printed = passage.printed(&stretch);
        let message = format!("`{printed}` is there twice");
        found.push(passage.tell(Code::DoubledWord, &stretch, message, &format!("write `{once}`")));
    };
    for (word, after, before) in DOUBLED {
        let twice = word.repeat(2);
        for (at, _) in text.match_indices(&twice) {
            let (ahead, rest) = (&text[..at], &text[at + twice.len()..]);
            // 了了了 and 是是是 are meant.
            let more = ahead.ends_with(word) || rest.starts_with(word);
            let right =
                after.iter().any(|word| ahead.ends_with(word)) || before.iter().any(|word| rest.starts_with(word));
            if !more && !right && !passage.in_title(at) {
                tell(at, at + twice.len(), word);
            }
        }
    }
    for mark in MARKS {
        let twice = format!("{mark}{mark}");
        for (at, _) in text.match_indices(&twice) {
            // Three are meant to be points of omission.
            if !text[..at].ends_with(mark) && !text[at + twice.len()..].starts_with(mark) {
                tell(at, at + twice.len(), &mark.to_string());
            }
        }
    }
    found
}

/// Marks of Latin texts beside Han.
fn marks(passage: &Passage<'_>, letters: &[(usize, char)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (place, &(at, written)) in letters.iter().enumerate() {
        let Some((_, wanted)) = FULL_WIDTH.iter().find(|(latin, _)| *latin == written) else { continue };
        let beside = |place: Option<usize>| place.and_then(|place| letters.get(place)).map(|(_, c)| *c);
        let (before, after) = (beside(place.checked_sub(1)), beside(place.checked_add(1)));
        let is_han = |c: Option<char>| c.is_some_and(is_han);
        // 3,400家 and 10:30开盘 have Han on one side, and are numbers.
        let within = [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
        let own = if written == '(' { is_han(before) || is_han(after) } else { is_han(before) };
        let own = own || (written == ')' && is_han(after));
        if own && !within {
            let stretch = at..at + written.len_utf8();
            let message = format!("`{}` is a Latin mark beside Chinese", passage.printed(&stretch));
            found.push(passage.tell(Code::Punctuation, &stretch, message, &format!("write `{wanted}`")));
        }
    }
    found
}

/// What is between Han and Latin letters or digits, where that is not what the house writes.
fn spaces(passage: &Passage<'_>, letters: &[(usize, char)], spacing: Spacing) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let is_space = |c: char| c.is_whitespace() && c != '\n' && c != '\u{3000}';
    let mut place = 0;
    while let Some(&(at, one)) = letters.get(place) {
        place += 1;
        if !is_han(one) && !is_latin(one) {
            continue;
        }
        let end = letters[place..].iter().position(|(_, c)| !is_space(*c)).map(|more| place + more);
        let Some(&(after, other)) = end.and_then(|end| letters.get(end)) else { continue };
        let meet = (is_han(one) && is_latin(other)) || (is_latin(one) && is_han(other));
        let start = at + one.len_utf8();
        let between = passage.text().get(start..after).unwrap_or_default();
        if !meet || between == spacing.text() || [one, other].contains(&GAP) {
            continue;
        }
        let stretch = at..after + other.len_utf8();
        // A figure shown in place has no letters of its own in the text.
        if passage.is_shown(&(at..start)) || passage.is_shown(&(after..after + other.len_utf8())) {
            continue;
        }
        let printed = passage.printed(&stretch);
        let message = match spacing {
            Spacing::None => format!("`{printed}` has a space between Chinese and Latin letters or digits"),
            Spacing::Thin | Spacing::Space => {
                format!("`{printed}` has another space between Chinese and Latin letters or digits than the house's")
            }
        };
        let help = format!("write `{one}{}{other}`", spacing.text());
        found.push(passage.tell(Code::Punctuation, &stretch, message, &help));
    }
    found
}
