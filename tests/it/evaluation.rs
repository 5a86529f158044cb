//! How well text converts: sets of sentences, each with the text an editor would print.
//!
//! A set has lines `from TAB to TAB source TAB target`, in which `{甲|乙}` accepts either. The repository's own,
//! `tests/cases/eval/*.tsv`, is hard sentences of economic prose, and what is asserted of it are promises; CHANGELOG has
//! them. Any other set is measured by
//! `JIANBAO_EVAL=FILE cargo test --test it evaluation::another_set -- --ignored --nocapture`.

use crate::helpers::{entries, root};
use jianbao::text::script::{self, Chain};
use jianbao::text::{Converter, Glossary, Variant};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::iter;

#[test]
fn hard_sentences_convert_as_an_editor_would_print_them() {
    let mut score = Score::default();
    for set in entries(&root().join("tests/cases/eval")) {
        score.add(&fs::read_to_string(set).expect("a set can be read"));
    }
    assert!(score.lines >= 400, "{score}");
    assert!(score.exact * 1000 >= score.lines * 990, "{score}");
    assert!(score.right * 10_000 >= score.characters * 9_995, "{score}");
}

/// A form that kept a character of Simplified would be printed as it is.
#[test]
fn the_forms_of_the_lexicon_are_traditional() {
    // What Hong Kong prints as Simplified does, what the tables alone have otherwise, and 庄 in names of villages.
    const SHARED: &str = "恒琼葱霉疱庄";
    let tables = fs::read_to_string(root().join("data/opencc/STCharacters.txt")).expect("the table can be read");
    let rows = tables.lines().filter_map(|line| line.split_once('\t'));
    let simplified: String = rows.filter(|(c, forms)| !forms.contains(c)).map(|(c, _)| c).collect();
    let [taiwan, hong_kong] = [Chain::S2tw, Chain::S2hk].map(script::Converter::new);
    let alone = |c: &char| {
        let word = c.to_string();
        let turns = |to: &script::Converter| to.convert_built_in(&word) != word;
        simplified.contains(*c) && turns(&taiwan) && turns(&hong_kong) && !SHARED.contains(*c)
    };
    let mut forms = 0;
    for file in entries(&root().join("data/lexicon"))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| end == "toml"))
    {
        let text = fs::read_to_string(&file).expect("a lexicon can be read");
        let table: toml::Table = text.parse().expect("a lexicon is TOML");
        for entry in ["terms", "persons"].iter().filter_map(|key| table.get(*key)?.as_array()).flatten() {
            for key in ["zh-hant", "zh-hant-tw", "zh-hant-hk"] {
                let Some(form) = entry.get(key).and_then(toml::Value::as_str) else { continue };
                forms += 1;
                let wrong: String = form.chars().filter(|c| alone(c)).collect();
                assert_eq!(wrong, "", "{form} in {}", file.display());
            }
        }
    }
    assert!(forms > 3_000, "{forms} forms");
}

#[test]
#[ignore = "measures the set that JIANBAO_EVAL names"]
fn another_set() {
    let file = std::env::var_os("JIANBAO_EVAL").expect("JIANBAO_EVAL names a set of sentences");
    let mut score = Score::default();
    score.add(&fs::read_to_string(&file).expect("a set can be read"));
    println!("{score}");
    assert!(score.lines > 0, "no line of {} is of the form", file.display());
}

/// What came of a set.
#[derive(Default)]
struct Score {
    /// Sentences.
    lines: usize,
    /// Sentences that came out just as wanted.
    exact: usize,
    /// Characters of the wanted texts.
    characters: usize,
    /// Characters that are as wanted.
    right: usize,
    /// Those, with variants of one character taken for the same: 臺 and 台.
    right_folded: usize,
    /// Characters of the wanted texts that the source has in another form, where both are of one
    /// length.
    changed: usize,
    /// Of those, the ones that are as wanted.
    changed_right: usize,
    /// Source, what came out and what was wanted, of the sentences that differ.
    errors: Vec<[String; 3]>,
}

impl Score {
    /// Converts every line of a set by the built-in layers. Lines that are not of the form are skipped.
    fn add(&mut self, set: &str) {
        let mut converters: BTreeMap<(Variant, Variant), Converter> = BTreeMap::new();
        for line in set.lines() {
            let mut cells = line.split('\t');
            let (Some(from), Some(to), Some(source), Some(wanted)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let (Ok(from), Ok(to)) = (from.parse(), to.parse()) else { continue };
            let converter =
                converters.entry((from, to)).or_insert_with(|| Converter::new(from, to, None, &Glossary::default()));
            let given = converter.convert(source).into_owned();
            let wanted = nearest(wanted, &given);
            self.lines += 1;
            self.characters += wanted.chars().count();
            self.compare(source, &given, &wanted);
            if given == wanted {
                self.exact += 1;
            } else {
                self.errors.push([source.to_owned(), given, wanted]);
            }
        }
    }

    fn compare(&mut self, source: &str, given: &str, wanted: &str) {
        let same_length = source.chars().count() == wanted.chars().count();
        for ((source, given), wanted) in
            source.chars().map(Some).chain(iter::repeat(None)).zip(given.chars()).zip(wanted.chars())
        {
            self.right += usize::from(given == wanted);
            self.right_folded += usize::from(fold(given) == fold(wanted));
            if same_length && source != Some(wanted) {
                self.changed += 1;
                self.changed_right += usize::from(given == wanted);
            }
        }
    }
}

/// What differs, then the measures.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for [source, given, wanted] in &self.errors {
            write!(f, "  {source}\n- {given}\n+ {wanted}\n\n")?;
        }
        for (what, part, whole) in [
            ("lines exact", self.exact, self.lines),
            ("characters right", self.right, self.characters),
            ("the same, variants folded", self.right_folded, self.characters),
            ("characters that change right", self.changed_right, self.changed),
        ] {
            let percent = 100.0 * part as f64 / whole.max(1) as f64;
            writeln!(f, "{what:28} {part:>7} of {whole:>7}  {percent:>7.3}%")?;
        }
        Ok(())
    }
}

/// Forms of one character that regions and houses choose between.
const VARIANTS: [(char, char); 20] = [
    ('臺', '台'),
    ('裏', '裡'),
    ('佈', '布'),
    ('佔', '占'),
    ('着', '著'),
    ('羣', '群'),
    ('説', '說'),
    ('峯', '峰'),
    ('麪', '麵'),
    ('牀', '床'),
    ('週', '周'),
    ('綫', '線'),
    ('衆', '眾'),
    ('爲', '為'),
    ('污', '汙'),
    ('濕', '溼'),
    ('户', '戶'),
    ('税', '稅'),
    ('閲', '閱'),
    ('兑', '兌'),
];

fn fold(c: char) -> char {
    VARIANTS.iter().find(|(variant, _)| *variant == c).map_or(c, |(_, usual)| *usual)
}

/// The wanted text, with each choice as it was made where it is accepted, and the first otherwise.
fn nearest(wanted: &str, given: &str) -> String {
    let mut out = String::new();
    let mut rest = wanted;
    while let Some((before, choice, behind)) = choice(rest) {
        out.push_str(before);
        let made = choice.split('|').find(|made| given.get(out.len()..).is_some_and(|given| given.starts_with(made)));
        out.push_str(made.or_else(|| choice.split('|').next()).unwrap_or_default());
        rest = behind;
    }
    out + rest
}

fn choice(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}
