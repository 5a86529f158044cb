//! What the preview adds to a page.
//!
//! In: a page and what an editor needs to know about it. Out: the page with that at its end. The page's
//! own bytes stay as they are, and the addition is never written to a file.
//!
//! May touch: diag, ui

use super::OWN;
use super::http::{Answer, kind_of};
use crate::diag::{Diagnostic, Severity};
use crate::ui::Catalogue;
use serde::Serialize;
use serde_json::json;

/// How many mistakes are shown; the rest are counted.
const SHOWN: usize = 40;
/// How many bulletins are marked in lists.
pub(crate) const HIDDEN: usize = 500;

/// What an editor needs to know about a page.
pub(crate) struct Overlay<'n> {
    /// The state of the site it shows.
    pub(crate) state: String,
    /// The nonce of the preview's own script.
    pub(crate) nonce: &'n str,
    /// Whether channels have it: it is a bulletin or a digest.
    pub(crate) has_channels: bool,
    /// Why the public does not see the page.
    pub(crate) note: Option<Hidden>,
    /// The bulletins that the public does not see, by address.
    pub(crate) hidden: Vec<(String, Hidden)>,
    /// A failure of the system.
    pub(crate) fault: Option<String>,
    /// What is wrong with the site and the page.
    pub(crate) mistakes: Mistakes,
}

/// Mistakes, the worst first; only some of many, and how many there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mistakes {
    worst: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Mistakes {
    /// The mistakes of a list in order.
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        Self::default().and(diagnostics)
    }

    /// These and more.
    pub(crate) fn and(&self, diagnostics: &[Diagnostic]) -> Self {
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let all = || self.worst.iter().chain(diagnostics);
        let warnings = all().filter(|diagnostic| !is_error(diagnostic));
        let errors = diagnostics.iter().filter(is_error).count();
        Self {
            worst: all().filter(is_error).chain(warnings).take(SHOWN).cloned().collect(),
            errors: self.errors + errors,
            warnings: self.warnings + diagnostics.len() - errors,
        }
    }
}

/// Why the public does not see a bulletin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "why", content = "until", rename_all = "lowercase")]
pub(crate) enum Hidden {
    /// It is still being written.
    Draft,
    /// It is dated later than today.
    Future(String),
    /// It is under embargo until then.
    Embargo(String),
}

impl Overlay<'_> {
    /// The page with the overlay before the end of its body, in the language of `catalogue`.
    pub(crate) fn added_to(&self, page: &[u8], catalogue: &Catalogue) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
        [&page[..at], self.html(catalogue).as_bytes(), &page[at..]].concat()
    }

    fn html(&self, catalogue: &Catalogue) -> String {
        let Mistakes { worst, errors, warnings } = &self.mistakes;
        let mut report = catalogue.print(worst, false);
        if let Some(fault) = &self.fault {
            report.insert_str(0, &format!("{fault}\n\n"));
        }
        let notes = json!({
            "state": self.state,
            "channels": self.has_channels,
            "note": self.note,
            "hidden": self.hidden,
            "errors": errors + usize::from(self.fault.is_some()),
            "warnings": warnings,
            "report": report,
            "say": words(catalogue),
        });
        embedded(&notes, self.nonce)
    }
}

/// The overlay's own words.
fn words(catalogue: &Catalogue) -> serde_json::Value {
    json!({
        "lang": catalogue.language().key(),
        "errors": catalogue.say("errors"),
        "warnings": catalogue.say("warnings"),
        "close": catalogue.say("Close"),
        "draft": catalogue.say("draft"),
        "future": catalogue.say("dated"),
        "embargo": catalogue.say("embargoed until"),
        "review": catalogue.say("Review"),
        "wechat": catalogue.say("WeChat"),
        "email": catalogue.say("Mail"),
        "text": catalogue.say("Messages"),
    })
}

fn embedded(notes: &serde_json::Value, nonce: &str) -> String {
    // `<` is written as an escape, so that no text can end the element.
    let notes = notes.to_string().replace('<', "\\u003c");
    format!(
        "<script type=\"application/json\" id=\"jianbao-preview\">{notes}</script>\n\
         <script src=\"{OWN}preview.js\" nonce=\"{nonce}\" defer></script>\n"
    )
}

/// The page that is shown in place of one that a mistake of ours broke. It reloads by itself.
pub(crate) fn bug(state: &str, catalogue: &Catalogue, nonce: &str) -> String {
    let report = catalogue.say(
        "jianbao itself failed at this page; the terminal says where.\n\
                  Please report it, with the file that was saved last. The preview goes on.\n",
    );
    let notes =
        json!({ "state": state, "hidden": [], "errors": 1, "warnings": 0, "report": report, "say": words(catalogue) });
    format!("<!DOCTYPE html>\n<title>jianbao</title>\n<body>\n{}</body>\n", embedded(&notes, nonce))
}

/// The page of review mode. It alone has the token, and no text of an author as HTML.
pub(crate) fn review(token: Option<&str>) -> Answer {
    let page = include_str!("../../data/preview/review.html").replace("{token}", token.unwrap_or_default());
    let policy = "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src data:;\
                  base-uri 'none';form-action 'none';frame-ancestors 'none'";
    Answer::new(200, kind_of(".html"), page.into_bytes()).under(policy)
}

/// A file of the preview itself.
pub(crate) fn asset(name: &str) -> Option<Answer> {
    let text = match name {
        "preview.js" => include_str!("../../data/preview/preview.js"),
        "preview.css" => include_str!("../../data/preview/preview.css"),
        "review.js" => include_str!("../../data/preview/review.js"),
        "figures.js" => include_str!("../../data/preview/figures.js"),
        "channel.js" => include_str!("../../data/preview/channel.js"),
        "channel.css" => include_str!("../../data/preview/channel.css"),
        "review.css" => include_str!("../../data/preview/review.css"),
        _ => return None,
    };
    Some(Answer::new(200, kind_of(name), text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Language;

    #[test]
    fn a_page_keeps_its_bytes_and_no_note_ends_its_element() {
        let notes = Overlay {
            state: "1".into(),
            nonce: "1",
            has_channels: false,
            note: None,
            hidden: vec![("/</script>".into(), Hidden::Draft)],
            fault: Some("</script><b>".into()),
            mistakes: Mistakes::default(),
        };
        let english = Catalogue::of(Language::English);
        let page = b"<body>a</body>b</body>";
        let added = String::from_utf8(notes.added_to(page, &english)).expect("UTF-8");
        assert!(added.starts_with("<body>a</body>b<script") && added.ends_with("</body>"));
        assert_eq!(added.matches("</script>").count(), 2);
        assert!(notes.added_to(b"", &english).starts_with(b"<script"));
    }
}
