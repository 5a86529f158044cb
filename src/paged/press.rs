//! Typesetting: the templates, the fonts of the machine, and nothing else.
//!
//! In: a sheet and the template for it. Out: pages. Of files there are the templates of `data/paged/` and the sheet as JSON; all
//! others are not there for a template, nor is the time.
//!
//! May touch: diag, hash, disk

use super::sheet::Sheet;
use crate::diag::{Code, Diagnostic};
use crate::hash::Hash;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, system};
use typst_layout::PagedDocument;

/// How many documents later what was worked out for one is forgotten.
const REMEMBERED: usize = 8;

/// What a sheet is set by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Template {
    Pdf,
    Cards,
    Share,
}

impl Template {
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf.typ",
            Self::Cards => "cards.typ",
            Self::Share => "share.typ",
        }
    }
}

/// The templates, by their names.
const TEMPLATES: [(&str, &str); 4] = [
    ("common.typ", include_str!("../../data/paged/common.typ")),
    ("pdf.typ", include_str!("../../data/paged/pdf.typ")),
    ("cards.typ", include_str!("../../data/paged/cards.typ")),
    ("share.typ", include_str!("../../data/paged/share.typ")),
];

/// The name of the sheet among them.
const SHEET: &str = "data.json";

/// What all documents are set with, found when the first is.
struct Press {
    fonts: FontStore,
    /// Of which files the fonts are.
    hash: Hash,
    library: LazyHash<Library>,
    templates: HashMap<FileId, Source>,
}

static PRESS: OnceLock<Press> = OnceLock::new();

impl Press {
    fn get() -> &'static Self {
        PRESS.get_or_init(|| {
            let (mut fonts, mut files) = (FontStore::new(), Vec::new());
            for (path, info) in system() {
                let known = std::fs::metadata(&path.path).ok();
                let written = known.as_ref().and_then(|known| known.modified().ok()?.duration_since(UNIX_EPOCH).ok());
                files.push(format!("{path:?} {:?} {written:?}", known.map(|known| known.len())));
                fonts.push((path, info));
            }
            files.sort_unstable();
            let templates = TEMPLATES.iter().filter_map(|(name, text)| {
                let id = file(name)?;
                Some((id, Source::new(id, (*text).to_owned())))
            });
            Self {
                hash: Hash::of_all(files),
                fonts,
                library: LazyHash::new(<Library as LibraryExt>::default()),
                templates: templates.collect(),
            }
        })
    }

    /// Those of a list of families that are installed: `Noto Serif CJK SC, Source Han Serif SC`.
    fn installed(&self, fonts: &str) -> Result<Vec<String>, Diagnostic> {
        let families = fonts.split(',').map(str::trim).filter(|family| !family.is_empty());
        let found: Vec<String> = families
            .filter(|family| self.fonts.book().contains_family(&family.to_lowercase()))
            .map(str::to_owned)
            .collect();
        if found.is_empty() {
            let message = format!("none of the fonts `{fonts}` is installed, and pages and cards are set in them");
            let help = "on Debian and Ubuntu install `fonts-noto-cjk`, on Fedora `google-noto-serif-cjk-fonts` and \
                        `google-noto-sans-cjk-fonts`, elsewhere Noto CJK from github.com/notofonts/noto-cjk; or name others in \
                        templates/labels/ (`card_serif`, `card_sans`)";
            return Err(Diagnostic::nowhere(Code::BadConfig, message).help(help));
        }
        Ok(found)
    }
}

/// What the bytes of pages and pictures depend on beside their site: the fonts of the machine.
pub(crate) fn fonts() -> Hash {
    Press::get().hash
}

fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// A sheet set by a template.
///
/// # Errors
/// Where the fonts of its edition are not installed.
pub(super) fn set(template: Template, sheet: &Sheet) -> Result<PagedDocument, Diagnostic> {
    let press = Press::get();
    let mut sheet = sheet.clone();
    for families in [&mut sheet.serif, &mut sheet.sans] {
        *families = press.installed(&families.join(","))?;
    }
    let json = serde_json::to_vec(&sheet).expect("a sheet is text");
    let world = Desk { press, template, sheet: Bytes::new(json) };
    let document = typst::compile::<PagedDocument>(&world);
    comemo::evict(REMEMBERED);
    document.output.map_err(|errors| {
        let (title, why) = (&sheet.title, said(&errors));
        Diagnostic::nowhere(Code::BadConfig, format!("`{title}` cannot be printed: {why}"))
    })
}

/// What typst says of mistakes, each once.
pub(super) fn said(errors: &[SourceDiagnostic]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for error in errors {
        if !said.contains(&error.message.as_str()) {
            said.push(&error.message);
        }
    }
    said.join("; ")
}

/// All that a template sees.
struct Desk {
    press: &'static Press,
    template: Template,
    sheet: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        file(self.template.name()).expect("the name of a file")
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press.templates.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == file(SHEET) { Ok(self.sheet.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
