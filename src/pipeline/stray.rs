//! Markup that readers see, or that hides words from them.
//!
//! In: the corpus. Out: signs that were meant as markup, notes and links without a definition, cells without a column,
//! comments without an end, and characters that nobody sees, each with its place and a way out.
//!
//! May touch: path, source, diag, text, bulletin, edition

use crate::bulletin::Article;
use crate::diag::{Code, Diagnostic};
use crate::edition::Corpus;
use crate::path::is_unseen;
use crate::source::Source;
use crate::text::markdown::{Document, Loose, Stray};
use rayon::prelude::*;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

/// Everything of the kind, in all texts and their twins.
pub(crate) fn check(corpus: &Corpus) -> Vec<Diagnostic> {
    corpus.articles().collect::<Vec<_>>().into_par_iter().flat_map_iter(of_article).collect()
}

fn of_article(article: &Article) -> Vec<Diagnostic> {
    let own = (&article.source, article.body.clone());
    let texts = [own].into_iter().chain(article.twins.values().map(|twin| (&twin.source, twin.body.clone())));
    texts.flat_map(|(source, body)| of_text(source, body)).collect()
}

fn of_text(source: &Source, body: Range<usize>) -> Vec<Diagnostic> {
    let markdown = &source.text[body.clone()];
    let document = Document::parse(markdown);
    let place = |span: Range<usize>| source.place(span.start + body.start..span.end + body.start);
    let loose = document.loose_references(markdown).into_iter().map(|(loose, label, span)| {
        let (message, help) = said_of_reference(loose, &label);
        Diagnostic::new(Code::DeadAnchor, place(span), message).help(help)
    });
    let mut told: HashMap<Discriminant<Stray>, usize> = HashMap::new();
    // The first of a kind on a line: the way out is the same for the others, and one line may have thousands.
    let first = |(stray, span): &(Stray, Range<usize>)| {
        let is_first = told.get(&discriminant(stray)).is_none_or(|&end| span.start >= end);
        if is_first {
            let end = markdown[span.start..].find('\n').map_or(markdown.len(), |end| span.start + end);
            told.insert(discriminant(stray), end);
        }
        is_first
    };
    let stray = document.stray(markdown).into_iter().filter(first).map(|(stray, span)| {
        let (message, help) = said_of_sign(&stray, &markdown[span.clone()]);
        Diagnostic::new(Code::StrayMarkup, place(span), message).help(help)
    });
    loose.chain(stray).chain(invisible(source)).collect()
}

fn said_of_reference(loose: Loose, label: &str) -> (String, String) {
    match loose {
        Loose::Note => (
            format!("there is no note `{label}`, so that readers see the brackets"),
            format!("write it below, as `[^{label}]: …`, or `\\[` if the brackets are meant"),
        ),
        Loose::Link => (
            format!("there is no address `{label}`, so that readers see the brackets"),
            format!("write it below, as `[{label}]: …`, or `\\[` if the brackets are meant"),
        ),
        Loose::SecondNote => {
            (format!("there is another note `{label}` already"), "give one of them another name".to_owned())
        }
        Loose::UnnamedNote => (
            format!("nothing in the text refers to the note `{label}`"),
            format!("write `[^{label}]` where it belongs, or remove the note"),
        ),
    }
}

fn said_of_sign(stray: &Stray, written: &str) -> (String, String) {
    match stray {
        Stray::Heading(signs) => (
            format!("`{written}` is no heading, so that readers see it"),
            format!("write `{signs} ` with a space behind it, or `\\#` if the sign is meant"),
        ),
        Stray::Link(right) => {
            ("this is no link, so that readers see the brackets".to_owned(), format!("write `{right}`"))
        }
        Stray::Nowhere => (
            "this link has no address".to_owned(),
            "write one between the round brackets, or remove both pairs".to_owned(),
        ),
        Stray::Emphasis => (
            "`**` has no partner here, so that readers see it".to_owned(),
            "close it with `**` in the same paragraph, with no space inside; write `\\*\\*` if it is meant".to_owned(),
        ),
        Stray::Note => (
            "a note within a line is not read, so that readers see `^[`".to_owned(),
            "write `[^1]` here and `[^1]: …` in a paragraph below".to_owned(),
        ),
        Stray::Foreign => (
            format!("`{written}` is markup of another program, so that readers see it"),
            "write it as Markdown: `> [!NOTE]` for a notice; contents and classes come from the theme".to_owned(),
        ),
        Stray::Comment => (
            "this comment has no end, so that nothing behind it is published".to_owned(),
            "close it with `-->`".to_owned(),
        ),
        Stray::Cell(columns) => (
            format!(
                "this cell is the first without a column, and is not published: the head of the table has {columns}"
            ),
            "add the column to the head and to the line below it, or write `\\|` if the bar is part of a cell"
                .to_owned(),
        ),
    }
}

/// The first character of a file that nobody sees and that parts a number or a word for everyone who looks for it.
fn invisible(source: &Source) -> Option<Diagnostic> {
    let parts = |c: char| match c {
        '\n' | '\r' | '\t' => false,
        // What joins letters, as in emoji and in Persian, is no such character.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => true,
        c => is_unseen(c),
    };
    let mut all = source.text.char_indices().filter(|&(_, c)| parts(c));
    let (at, c) = all.next()?;
    let more = all.count();
    let code = format!("U+{:04X}", u32::from(c));
    let message = match more {
        0 => format!("the character {code} stands here, which readers do not see"),
        more => format!("the character {code} stands here, which readers do not see, as do {more} of its kind below"),
    };
    let help =
        "remove it: it parts the word or number around it, so that searches, conversion and checks do not know it";
    Some(Diagnostic::new(Code::InvisibleCharacter, source.place(at..at + c.len_utf8()), message).help(help))
}
