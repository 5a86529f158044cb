//! Text that its authors wrote in Traditional: 1.3 million characters of Taiwan's laws, which are no
//! subject of copyright by article 9 of its Copyright Act. They are taken to Simplified by OpenCC's
//! own tables, which is nearly unambiguous, and back by us.

use jianbao::text::doubt::Words;
use jianbao::text::script::{Chain, Converter, Reach, Rule};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Characters that do not come back, at the most. Two in three are the law's own spellings (逕, 僱, 覈).
const ERRORS: usize = 2_095;

/// What was written, its Simplified, and what it became by OpenCC and by us, one line each.
struct Line<'t> {
    native: &'t str,
    simplified: String,
    opencc: String,
    ours: String,
}

#[test]
fn what_opencc_has_right_we_have_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/native");
    let packed = fs::read(folder.join("laws.txt.lz4")).expect("the laws can be read");
    let bytes = lz4_flex::block::decompress_size_prepended(&packed).expect("the laws are packed");
    let laws = String::from_utf8(bytes).expect("the laws are UTF-8");
    let intended = fs::read_to_string(folder.join("intended.tsv")).expect("the list can be read");
    let intended: Vec<(&str, char)> = intended.lines().filter_map(choice).collect();

    let (mut errors, mut spoiled) = (0, BTreeMap::new());
    for line in lines(&laws) {
        let sides = line.native.chars().zip(line.opencc.chars()).zip(line.ours.chars());
        for (place, ((native, opencc), ours)) in sides.enumerate().filter(|(_, ((native, _), ours))| native != ours) {
            errors += 1;
            if native == opencc && !is_intended(&intended, &line.simplified, place, native) {
                *spoiled.entry(format!("{}: {native} → {ours}", around(&line.simplified, place))).or_insert(0) += 1;
            }
        }
    }
    let spoiled: Vec<String> = spoiled.into_iter().map(|(what, times)| format!("{times} {what}")).collect();
    assert!(spoiled.is_empty(), "OpenCC has these right:\n{}", spoiled.join("\n"));
    assert!(errors <= ERRORS, "{errors} characters do not come back, {ERRORS} are allowed");
}

#[test]
fn neighbours_decide_what_no_word_does() {
    let converter = Converter::with_lexicon(&[Chain::S2tw]);
    for (text, form) in [("其经费系来自捐款", "係"), ("爰并予删除", "併"), ("注明（注：下同）", "註")]
    {
        let conversion = converter.align(text);
        let by_neighbours: Vec<&str> = (conversion.changes.iter())
            .filter(|change| change.rule == Rule::Neighbours)
            .map(|change| &conversion.text[change.target.clone()])
            .collect();
        assert_eq!(by_neighbours, [form], "{text}");
        assert!(Words::load().doubts(text, &conversion).is_empty(), "{text} is decided");
    }
}

#[test]
fn what_they_do_not_decide_is_a_doubt_with_the_likeliest_reading_first() {
    let converter = Converter::with_lexicon(&[Chain::S2tw]);
    for (text, others) in [
        ("本院认原告系上诉人", "繫係"),
        ("交由涂政道接任", "涂"),
        ("中午吃了碗面", ""),
        ("国内制造业", ""),
        // A word says 係屬, and its neighbours that it is pending before a court.
        ("裁处，由系属在先之警察机关", "繫系"),
    ] {
        let doubts = Words::load().doubts(text, &converter.align(text));
        let found: Vec<String> = doubts.iter().map(|doubt| doubt.others.concat()).collect();
        assert_eq!(found.concat(), others, "{text}");
    }
}

/// Every line that all converters leave as long as it is. All of it is converted at once.
fn lines(laws: &str) -> Vec<Line<'_>> {
    let simplified = Converter::new(Chain::Tw2s).convert_built_in(laws).into_owned();
    let opencc = Converter::new(Chain::S2tw).convert_built_in(&simplified).into_owned();
    let ours = Converter::with_lexicon(&[Chain::S2tw]).reaching(Reach::Script);
    let ours = ours.convert_built_in(&simplified).into_owned();
    let sides = laws.lines().zip(simplified.lines()).zip(opencc.lines().zip(ours.lines()));
    let lines = sides.map(|((native, simplified), (opencc, ours))| Line {
        native,
        simplified: simplified.to_owned(),
        opencc: opencc.to_owned(),
        ours: ours.to_owned(),
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let length = |text: &str| text.chars().count();
    let uneven = lines.iter().filter(|line| length(line.native) != length(&line.ours)).count();
    assert_eq!(uneven, 0, "script alone changes no line's length");
    assert!(lines.len() > 30_000, "{} lines", lines.len());
    lines
}

/// A line of the list: the word, and what the law has.
fn choice(line: &str) -> Option<(&str, char)> {
    let (word, rest) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    Some((word, rest.chars().next()?))
}

/// Whether a word of the list stands over this place.
fn is_intended(intended: &[(&str, char)], line: &str, place: usize, native: char) -> bool {
    let Some((at, _)) = line.char_indices().nth(place) else { return false };
    let covers = |word: &str| line.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at));
    intended.iter().any(|&(word, of)| of == native && covers(word))
}

fn around(line: &str, place: usize) -> String {
    line.chars().skip(place.saturating_sub(4)).take(9).collect()
}
