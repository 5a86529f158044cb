//! The program's messages, in the language of the people who run it.
//!
//! The program is written in English, and its modules know nothing else: a diagnostic is English data. Where
//! messages are shown to a person (terminal, overlay), a [`Catalogue`] translates them to the language of the run:
//! `data/ui/zh-hans.txt` has a line of Chinese for each line of English, placeholders and all, and
//! `data/ui/explain.zh-hans.md` the explanations. Traditional Chinese is converted from these by our own
//! converter, with the words of `data/ui/glossary.toml`. A message without a line stays English.
//!
//! In: the language of the run, and English. Out: the same in that language. It never affects the site.
//!
//! A message is looked up by the line that fits it, the most particular first; what is between backquotes is the author's
//! and stays as it is. `tests/it/ui.rs` reads the string literals of `src/` and fails for one without Chinese, for Chinese
//! that no literal says, for a line that fits another, and for a diagnostic in any test's expectations that comes out with a
//! word of English. Machines (`--format`) get English unless `--ui-lang` is given: a log that is compared must not depend on
//! who ran it.
//!
//! May touch: path, source, diag, text

mod language;
mod template;

pub use language::Language;

use crate::diag::print::{self, SeverityNames};
use crate::diag::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::{Converter, Glossary, Variant};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use template::Template;

/// What messages count, by more than one.
const COUNTED: [&str; 11] =
    ["bulletins", "editions", "errors", "figures", "files", "lines", "metrics", "names", "pages", "warnings", "words"];

/// A line of English, and the same in Chinese below it, indented.
const MESSAGES: &str = include_str!("../data/ui/zh-hans.txt");
/// A section for each code.
const EXPLANATIONS: &str = include_str!("../data/ui/explain.zh-hans.md");
/// Software terms that differ in Taiwan and Hong Kong.
const GLOSSARY: &str = include_str!("../data/ui/glossary.toml");

/// Every message of the program, in one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    language: Language,
    /// The most specific first; empty for English.
    templates: Vec<Template>,
    /// What is said of each code, when it is first asked for.
    explanations: OnceLock<String>,
}

impl Catalogue {
    fn new(language: Language) -> Self {
        let messages = match language {
            Language::English => String::new(),
            Language::Chinese(variant) => in_script(MESSAGES, variant),
        };
        // The English is the key, as the code has it; only the Chinese below it is converted.
        let english = MESSAGES.lines();
        let pairs = english.zip(messages.lines().skip(1)).filter(|(key, _)| is_message(key));
        let mut templates: Vec<Template> = pairs.map(|(key, said)| Template::new(key, said.trim_start())).collect();
        templates.sort_by_key(|template| std::cmp::Reverse(template.weight()));
        Self { language, templates, explanations: OnceLock::new() }
    }

    /// The catalogue of a language, made once: converting every message takes longer than reading a page.
    pub fn of(language: Language) -> Arc<Self> {
        static SHARED: Mutex<Vec<Arc<Catalogue>>> = Mutex::new(Vec::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(catalogue) = shared.iter().find(|catalogue| catalogue.language == language) {
            return Arc::clone(catalogue);
        }
        let catalogue = Arc::new(Self::new(language));
        shared.push(Arc::clone(&catalogue));
        catalogue
    }

    /// The language it speaks.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Translates English, line by line: ``unknown key `titel` `` is ``没有 `titel` 这个键``.
    pub fn say(&self, english: &str) -> String {
        match self.language {
            Language::English => counted(english),
            Language::Chinese(_) => english.split('\n').map(|line| self.line(line)).collect::<Vec<_>>().join("\n"),
        }
    }

    fn line(&self, line: &str) -> String {
        let english = line.trim_start();
        let found = self.templates.iter().find_map(|template| template.say(english, &|part| self.line(part)));
        match found {
            Some(said) => format!("{}{said}", &line[..line.len() - english.len()]),
            None => line.to_owned(),
        }
    }

    /// Diagnostics with their messages in this language.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let said = |diagnostic: &Diagnostic| Diagnostic {
            message: self.say(&diagnostic.message),
            help: diagnostic.help.as_ref().map(|help| self.say(help)),
            ..diagnostic.clone()
        };
        diagnostics.iter().map(said).collect()
    }

    /// Diagnostics as a person reads them; `color` for a terminal.
    pub(crate) fn print(&self, diagnostics: &[Diagnostic], color: bool) -> String {
        let [error, warning, help] = ["error", "warning", "help"].map(|word| self.say(word));
        print::named(&self.diagnostics(diagnostics), &SeverityNames { error, warning, help }, color)
    }

    /// A failure of the system, and what led to it: `无法读取 a.md: 没有这个文件或目录 (os error 2)`.
    pub(crate) fn fault(&self, fault: &anyhow::Error) -> String {
        fault.chain().map(|cause| self.say(&cause.to_string())).collect::<Vec<_>>().join(": ")
    }

    /// What `jianbao explain` prints about a code.
    pub fn explanation(&self, code: Code) -> String {
        let said = match self.language {
            Language::Chinese(variant) => {
                code.explained_in(self.explanations.get_or_init(|| in_script(EXPLANATIONS, variant)))
            }
            Language::English => None,
        };
        said.unwrap_or_else(|| code.explanation())
    }
}

/// Whether a line of the catalogue is English to translate, and not a comment, empty or Chinese.
fn is_message(line: &str) -> bool {
    !line.is_empty() && !line.starts_with([' ', '#'])
}

/// What converts the words of the program, and of files it makes, out of Simplified.
pub(crate) fn converter(variant: Variant) -> Converter {
    let source = Source::new(SourcePath::known("data/ui/glossary.toml"), GLOSSARY);
    Converter::new(Variant::Hans, variant, None, &Glossary::parse(&source).value)
}

/// A text in a script; what is not prose (examples, code between backquotes, placeholders) stays as it is.
fn in_script(text: &str, variant: Variant) -> String {
    if variant == Variant::Hans {
        return text.to_owned();
    }
    let converter = converter(variant);
    let mut example = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        example ^= line.starts_with("```");
        // In an example, the remark after an arrow is prose.
        let prose = if example { line.find('←').unwrap_or(line.len()) } else { 0 };
        lines.push(format!("{}{}", &line[..prose], converted(&line[prose..], &converter)));
    }
    lines.join("\n")
}

/// A line in the other script. Code and placeholders are replaced meanwhile by a private-use character each,
/// so that the words around them are still converted as one sentence.
fn converted(line: &str, converter: &Converter) -> String {
    const ASIDE: char = '\u{E000}';
    let mut aside = Vec::new();
    let mut prose = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(['`', '{']) {
        let end = if rest[start..].starts_with('`') { '`' } else { '}' };
        let Some(length) = rest[start + 1..].find(end) else { break };
        let stop = start + 1 + length + 1;
        prose.push_str(&rest[..start]);
        prose.push(ASIDE);
        aside.push(&rest[start..stop]);
        rest = &rest[stop..];
    }
    prose.push_str(rest);
    let text = converter.convert(&prose);
    let mut pieces = text.split(ASIDE);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.zip(aside).fold(first, |line, (piece, aside)| line + aside + piece)
}

/// English in which one is counted as one: `1 bulletin`, for `1 bulletins`.
fn counted(english: &str) -> String {
    let mut said = english.to_owned();
    for plural in COUNTED {
        let (many, one) = (format!("1 {plural}"), format!("1 {}", plural.trim_end_matches('s')));
        let is_one =
            |at: usize| !said[..at].ends_with(|before: char| before.is_ascii_digit() || matches!(before, '.' | ','));
        let places: Vec<usize> = said.match_indices(&many).map(|(at, _)| at).filter(|at| is_one(*at)).collect();
        places.into_iter().rev().for_each(|at| said.replace_range(at..at + many.len(), &one));
    }
    said
}
