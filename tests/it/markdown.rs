//! Markdown, from text to HTML: each `tests/cases/markdown/*.md` is shown as written and converted
//! for Taiwan, and compared with the snapshot beside it.

use jianbao::text::markdown::{Document, Hooks, Placeholder, Within};
use jianbao::text::{Converter, Glossary, Variant};
use proptest::prelude::*;
use std::ops::Range;
use std::sync::LazyLock;

/// Shows what a document asks for.
struct Asked;

impl Hooks for Asked {
    fn link(&mut self, address: &str, _span: Range<usize>) -> String {
        address.to_owned()
    }

    fn placeholder(&mut self, placeholder: &Placeholder, _within: Within) -> String {
        match placeholder.block {
            true => format!("<p>BLOCK {}</p>\n", placeholder.name),
            false => format!("<i>{}</i>", placeholder.name),
        }
    }

    fn code(&mut self, language: &str, code: &str) -> String {
        format!("<pre data-language=\"{language}\">{code}</pre>\n")
    }
}

/// Loaded once: a property asks for it hundreds of times.
static TAIWAN: LazyLock<Converter> =
    LazyLock::new(|| Converter::new(Variant::Hans, Variant::HantTw, None, &Glossary::default()));

#[test]
fn cases() {
    insta::glob!("../cases/markdown", "*.md", |path| {
        let markdown = std::fs::read_to_string(path).expect("a case can be read");
        let document = Document::parse(&markdown);
        let written = document.html(&mut Asked);
        let converted = document.convert(&TAIWAN).html(&mut Asked);
        insta::assert_snapshot!(format!("{written}\n=== zh-Hant-TW ===\n\n{converted}"));
    });
}

/// What the workaround for emphasis inserts when the text contains a U+E000 of its own.
const MARK_OF_THE_MEND: char = '\u{E001}';

/// The pieces hostile Markdown is made of.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("**"),
        Just("*"),
        Just("~~"),
        Just("_"),
        Just("`"),
        Just("```\n"),
        Just("\\"),
        Just("。"),
        Just("“"),
        Just("”"),
        Just("《"),
        Just("%"),
        Just("14.2"),
        Just("发"),
        Just("头发"),
        Just("制"),
        Just("造"),
        Just("\n"),
        Just("\n\n"),
        Just(" "),
        Just("[a]("),
        Just(")"),
        Just("]"),
        Just("!["),
        Just("<b>"),
        Just("</b>"),
        Just("<"),
        Just("> "),
        Just("- "),
        Just("|"),
        Just("|-|\n"),
        Just("{{"),
        Just("}}"),
        Just("{{ a }}"),
        Just("# "),
        Just("[^1]"),
        Just("[^1]: "),
        Just("\u{E000}"),
        Just("\u{FFFC}"),
        Just("&amp;"),
        Just("a"),
        Just("\0"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The text of some HTML, without tags.
fn visible(html: &str) -> String {
    html.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// No Markdown panics, and the workaround for emphasis leaves no trace of its own.
    #[test]
    fn any_markdown_becomes_html(markdown in markdown()) {
        let html = Document::parse(&markdown).html(&mut Asked);
        let private = |text: &str| text.chars().filter(|c| ('\u{E000}'..='\u{F8FF}').contains(c)).count();
        let (left, given) = (private(&html), private(&markdown));
        prop_assert!(left <= given * 2, "{left} of {given} in {html}");
        prop_assert!(!html.contains(MARK_OF_THE_MEND));
    }

    /// A converter between a script and itself changes nothing.
    #[test]
    fn the_own_script_passes_untouched(markdown in markdown()) {
        let same = Converter::new(Variant::Hans, Variant::Hans, None, &Glossary::default());
        let document = Document::parse(&markdown);
        prop_assert_eq!(document.html(&mut Asked), document.clone().convert(&same).html(&mut Asked));
    }

    /// A phrase cut by emphasis anywhere converts as the whole one does.
    #[test]
    fn markup_does_not_cut_phrases(
        text in "(头发|发展|干燥|干部|后来|皇后|制造业|复杂|回复|签约|台湾|一只|只有|松树|轻松){1,6}",
        cut in 1usize..12,
    ) {
        let letters: Vec<char> = text.chars().collect();
        let cut = cut.min(letters.len());
        let (left, right): (String, String) = (letters[..cut].iter().collect(), letters[cut..].iter().collect());
        let whole = visible(&TAIWAN.convert(&text));
        let marked = Document::parse(&format!("**{left}**{right}")).convert(&TAIWAN).html(&mut Asked);
        let marked = visible(&marked.replace("<strong>", "").replace("</strong>", "").replace("<p>", "").replace("</p>", ""));
        prop_assert_eq!(marked, whole);
    }
}
