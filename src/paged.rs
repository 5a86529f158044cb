//! Pages of paper and pictures: PDFs, cards and what shared links show, set by typst.
//!
//! In: a bulletin or digest of an edition, its text as blocks. Out: the bytes of a PDF or of PNGs.
//!
//! What may be in them is the closed list of [`sheet`]; it goes to the templates of `data/paged/` as JSON, so that no word of a
//! text is ever read as markup or code, and a template can open no file but the others of its folder. There is no clock: a PDF
//! has the date of its bulletin. Only the fonts are the machine's: the same ones give the same bytes.
//!
//! May touch: diag

mod compose;
mod figures;
mod press;
mod sheet;

pub(crate) use compose::{Text, bulletin, digest, edition};
pub(crate) use press::fonts;

use crate::diag::{Code, Diagnostic};
use press::Template;
use sheet::Sheet;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};
use typst_render::{RenderOptions, render};

/// Pixels of a picture for each point of its template.
const PIXELS: f64 = 2.0;

/// As what something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One PDF.
    Pdf,
    /// Several pictures.
    Cards,
}

/// What is to be printed, and what of it has no place on paper.
pub(crate) struct Document {
    sheet: Sheet,
    /// What templates of the site's own draw.
    pub(crate) left_out: usize,
}

impl Document {
    /// As a PDF that those who do not see can read (PDF/UA-1).
    ///
    /// # Errors
    /// Where a font is missing, or a text has what no PDF may have.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, Diagnostic> {
        let document = press::set(Template::Pdf, &self.sheet)?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| self.fault(error.message()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.sheet.url.clone()),
            creator: Smart::Custom(Some("Jianbao".into())),
            standards,
            ..PdfOptions::default()
        };
        pdf(&document, &options).map_err(|errors| self.fault(press::said(&errors)))
    }

    /// As pictures of three to four: a cover, then six figures on each.
    ///
    /// # Errors
    /// Where a font is missing.
    pub(crate) fn cards(&self) -> Result<Vec<Vec<u8>>, Diagnostic> {
        self.pictures(Template::Cards)
    }

    /// In one of these forms, as files whose names begin so.
    ///
    /// # Errors
    /// As those of that form.
    pub(crate) fn files(&self, form: Form, name: &str) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        Ok(match form {
            Form::Pdf => vec![(format!("{name}.pdf"), self.pdf()?)],
            Form::Cards => {
                let file = |(at, card): (usize, Vec<u8>)| (format!("{name}-{:02}.png", at + 1), card);
                self.cards()?.into_iter().enumerate().map(file).collect()
            }
        })
    }

    /// As the picture of a shared link, of 1200 by 630 pixels.
    ///
    /// # Errors
    /// Where a font is missing.
    pub(crate) fn share(&self) -> Result<Vec<u8>, Diagnostic> {
        Ok(self.pictures(Template::Share)?.into_iter().next().unwrap_or_default())
    }

    fn pictures(&self, template: Template) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let document = press::set(template, &self.sheet)?;
        let options = RenderOptions { pixel_per_pt: PIXELS.into(), ..RenderOptions::default() };
        let pages = document.pages().iter().map(|page| render(page, &options).encode_png());
        pages.collect::<Result<_, _>>().map_err(|error| self.fault(error))
    }

    fn fault(&self, why: impl std::fmt::Display) -> Diagnostic {
        let title = &self.sheet.title;
        Diagnostic::nowhere(Code::BadConfig, format!("`{title}` cannot be printed: {why}"))
            .help("the text has what paper cannot show; take it out, or leave `pdf` out of `[channels]` in site.toml")
    }
}
