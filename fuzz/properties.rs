//! What holds for any text at all, one function a door through which text comes in. libFuzzer
//! looks for texts that break them (`.ci/fuzz`); `tests/it/fuzz.rs` runs them over the corpus.

#![allow(dead_code, reason = "a target uses one of these")]

use jianbao::bulletin::{self, Content};
use jianbao::config::Config;
use jianbao::diag::{Diagnostic, Malformed, Severity, print, report};
use jianbao::edition::{Corpus, DataFiles, Visible};
use jianbao::figure::{Change, Period, Quantity, Registry};
use jianbao::import::import;
use jianbao::label::Labels;
use jianbao::lint;
use jianbao::path::{SourcePath, percent_decoded};
use jianbao::serve::http::{Request, file_of};
use jianbao::source::Source;
use jianbao::text::doubt::Words;
use jianbao::text::mark::Piece;
use jianbao::text::markdown::{Document, Fault, Hooks, Placeholder, Template, Within};
use jianbao::text::{Conversion, Converter, Glossary, Variant, mark, quote};
use jiff::civil::date;
use std::ops::Range;
use std::sync::LazyLock;

/// From the mainland to Taiwan and Hong Kong, and back.
static CONVERTERS: LazyLock<[Converter; 3]> = LazyLock::new(|| {
    [(Variant::Hans, Variant::HantTw), (Variant::Hans, Variant::HantHk), (Variant::HantTw, Variant::Hans)]
        .map(|(from, to)| Converter::new(from, to, None, &Glossary::default()))
});

/// What tells where a line break cut a word in two.
static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// A bulletin is read; what is wrong with it can be printed.
pub fn front_matter(text: &str) {
    for path in ["content/bulletins/a.md", "content/a.zh-hant-tw.md"] {
        let source = Source::new(SourcePath::new(path).expect("a path of the site"), text);
        printed(&bulletin::parse(&source, Variant::Hans, &Registry::default()).diagnostics);
    }
}

/// The bulletins of a site, parted by form feeds: what follows from their figures is worked out, and the figures are checked.
pub fn site(text: &str) {
    let config = Source::new(SourcePath::known("site.toml"), "title = \"甲\"\nbase_url = \"https://example.org/\"\n");
    let contents = text.split('\u{c}').enumerate().map(|(at, text)| {
        let path = SourcePath::new(&format!("content/bulletins/{at}.md")).expect("a path of the site");
        bulletin::parse(&Source::new(path, text), Variant::Hans, &Registry::default()).value
    });
    let contents: Vec<Content> = contents.collect();
    let visible = Visible { now: date(2026, 1, 1).at(0, 0, 0, 0), drafts: true, future: true };
    let corpus = Corpus::gather(Config::parse(&config).value, contents, DataFiles::default(), visible);
    printed(&corpus.diagnostics);
    let record = corpus.value.record();
    for point in record.series().flat_map(|series| &series.points) {
        let _ = (point.reading.base(), point.reading.approx());
    }
    printed(&lint::lint(&corpus.value, &record));
}

/// The other files an author writes.
pub fn data_files(text: &str) {
    let source = |path: &str| Source::new(SourcePath::new(path).expect("a path of the site"), text);
    printed(&Registry::parse(&source("content/indicators.toml")).diagnostics);
    printed(&Config::parse(&source("site.toml")).diagnostics);
    printed(&Labels::parse([&source("templates/labels/zh-hans.toml")]).diagnostics);
}

/// A glossary is read, and what it says is what the converter does.
pub fn glossary(text: &str) {
    let source = |path: &str| Source::new(SourcePath::new(path).expect("a path of the site"), text);
    let mut glossary = Glossary::parse(&source("content/glossary.toml"));
    printed(&glossary.diagnostics);
    let dictionary = source("content/glossary.zh-hant-tw.txt");
    printed(&glossary.value.add_dictionary(&dictionary, Variant::Hans, Variant::HantTw));
    aligned(text, &CONVERTERS[0].clone().with(&glossary.value, jianbao::text::Rule::Glossary));
}

/// A quantity prints as it was written, and reads again as the same.
pub fn quantity(text: &str) {
    match text.parse::<Quantity>() {
        Ok(quantity) => {
            assert_eq!(quantity.text(), text.trim());
            assert_eq!(quantity.text().parse::<Quantity>().as_ref(), Ok(&quantity));
            let _ = (quantity.value_base(), quantity.unit_base(), quantity.unit_printed(), quantity.unsigned());
        }
        Err(malformed) => within(text, &malformed),
    }
    match text.parse::<Change>() {
        Ok(change) => {
            let _ = (change.signed(), change.unit_code(), change.direction().code());
        }
        Err(malformed) => within(text, &malformed),
    }
}

/// A period's code reads as the same period, and it does not end before it begins.
pub fn period(text: &str) {
    match text.parse::<Period>() {
        Ok(period) => {
            let code = period.code();
            if !code.is_empty() {
                assert_eq!(code.parse::<Period>().as_ref(), Ok(&period));
            }
            if let (Some(start), Some(end)) = (period.start(), period.end()) {
                assert!(start <= end);
            }
            let _ = (period.previous_year(), period.is_cumulative(), period.type_code());
        }
        Err(malformed) => within(text, &malformed),
    }
}

/// Markdown becomes HTML, as written and converted.
pub fn markdown(text: &str) {
    let document = Document::parse(text);
    document.html(&mut Silent);
    let runs = document.stretches().into_iter().flat_map(|stretch| stretch.runs);
    let placeholders = document.placeholders().map(|placeholder| placeholder.span.clone());
    let faults = document.faults().iter().map(|fault| match fault {
        Fault::Braces(span) | Fault::Attribute(_, span) | Fault::Id(_, span) => span.clone(),
    });
    let blocks = document.blocks().into_iter().map(|(_, span)| span);
    for span in runs.map(|(_, span)| span).chain(placeholders).chain(faults).chain(blocks) {
        assert!(text.get(span.clone()).is_some(), "{span:?} is not a part of the text");
    }
    let shown = |_: &Placeholder| "1".to_owned();
    let headings = document.headings(shown).len();
    let converted = document.clone().convert(&CONVERTERS[0]);
    converted.html(&mut Silent);
    assert_eq!(headings, converted.headings(shown).len());
    assert!(document.lead(&CONVERTERS[0], shown).is_none_or(|lead| !lead.is_empty()));
    let template = Template::of(text);
    assert_eq!(template.text.matches('\u{FFFC}').count(), template.names.len());
}

/// The pieces of a text with marks are the whole text.
pub fn marks(text: &str) {
    let whole: String = mark::pieces(text)
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => *text,
            Piece::Mark(mark) => mark.source,
        })
        .collect();
    assert_eq!(whole, text);
    for malformed in mark::mistakes(text) {
        within(text, &malformed);
    }
    for at in quote::unbalanced(text) {
        assert!(text.is_char_boundary(at));
    }
}

/// A page becomes drafts that can be read, and what is in none of them is in the page.
pub fn importer(text: &str) {
    let import = import(text.as_bytes(), date(2025, 7, 19), &Registry::default(), &WORDS);
    for aside in &import.aside {
        assert!(import.text.get(aside.span.clone()).is_some(), "{aside:?}");
    }
    for draft in &import.drafts {
        let source = Source::new(SourcePath::known("content/bulletins/a.md"), &draft.markdown);
        let found = bulletin::parse(&source, Variant::Hans, &Registry::default()).diagnostics;
        assert!(found.iter().all(|diagnostic| diagnostic.severity == Severity::Warning), "{found:?}");
    }
}

/// A request is read or refused, and its path leads to nothing outside of the site.
pub fn request(text: &str) {
    let head = format!("{text}\r\n\r\n");
    let paths = match Request::parse(head.as_bytes()) {
        Ok(request) => vec![request.path, text.to_owned()],
        Err(_) => vec![text.to_owned()],
    };
    for path in paths {
        for address in [path.clone(), format!("/{path}")] {
            let Some(file) = file_of(&address, "") else { continue };
            let outside = |segment: &str| matches!(segment, "" | "." | "..") || segment.contains(['\\', ':', '\0']);
            assert!(!file.split('/').any(outside), "{file:?}");
        }
        if let Some(resolved) = SourcePath::known("content/bulletins/a.md").resolve(&percent_decoded(&path)) {
            assert!(!resolved.as_str().split('/').any(|segment| matches!(segment, "." | "..")), "{resolved}");
        }
    }
}

/// Converting gives the same with and without the alignment, and the alignment is of that text.
pub fn converter(text: &str) {
    for converter in CONVERTERS.iter() {
        aligned(text, converter);
    }
}

fn aligned(text: &str, converter: &Converter) {
    let conversion: Conversion = converter.align(text);
    assert_eq!(conversion.text, converter.convert(text));
    let (mut source, mut target) = (0, 0);
    for change in &conversion.changes {
        assert_eq!(&text[source..change.source.start], &conversion.text[target..change.target.start]);
        (source, target) = (change.source.end, change.target.end);
    }
    assert_eq!(&text[source..], &conversion.text[target..]);
}

fn within(text: &str, malformed: &Malformed) {
    assert!(malformed.span.start <= malformed.span.end && malformed.span.end <= text.len(), "{malformed:?}");
}

/// Prints as the command does; places outside of a file, or within a character, would panic here.
fn printed(diagnostics: &[Diagnostic]) {
    print::text(diagnostics, false);
    report::json(diagnostics);
}

struct Silent;

impl Hooks for Silent {
    fn link(&mut self, address: &str, _span: Range<usize>) -> String {
        address.to_owned()
    }

    fn placeholder(&mut self, _placeholder: &Placeholder, _within: Within) -> String {
        String::new()
    }

    fn code(&mut self, _language: &str, code: &str) -> String {
        code.to_owned()
    }
}
