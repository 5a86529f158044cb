//! Templates, and code highlighting.
//!
//! In: template sources. Out: [`Theme`], which renders a view through its template.
//!
//! May touch: source, diag, bulletin

use crate::bulletin::Article;
use crate::diag::{Checked, Code, Diagnostic, nearest};
use crate::source::Source;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator, css_for_theme_with_class_style};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;
use tera::{Context, Tera, Value};
use two_face::theme::EmbeddedThemeName;

/// The classes of highlighted code all start with this.
const CLASSES: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The longest line of code that is coloured, in bytes. Some grammars take a time that grows with the square of a
/// line's length, and a line that is longer than any screen was written by a machine.
const LONGEST_LINE: usize = 400;
/// The longest block of code that is coloured, in bytes.
const LONGEST_CODE: usize = 32 << 10;

/// Parsed templates, and the syntaxes for highlighting.
pub struct Theme {
    /// `None` when the templates do not parse, which is reported once and not again for every page.
    tera: Option<Tera>,
    sources: BTreeMap<String, Source>,
    /// Loaded for the first code block: most sites have none.
    syntaxes: OnceLock<SyntaxSet>,
}

impl Theme {
    /// A theme from its templates, each under the name it is called by: `base.html`.
    pub(crate) fn new(sources: BTreeMap<String, Source>) -> Checked<Self> {
        let mut tera = Tera::default();
        let templates = sources.iter().map(|(name, source)| (name.as_str(), &*source.text));
        let failed = tera.add_raw_templates(templates).err();
        let diagnostics = failed.iter().map(|error| diagnostic(error, &sources)).collect();
        let tera = failed.is_none().then_some(tera);
        Checked { value: Self { tera, sources, syntaxes: OnceLock::new() }, diagnostics }
    }

    /// A view through its template, which sees `site` beside it; empty text when that fails. The strings of an edition are
    /// in `site`, which is made once, and in no view: there are hundreds.
    pub(crate) fn render(&self, template: &str, site: Value, view: &impl Serialize) -> Checked<String> {
        let context = Context::from_serialize(view).map(|mut context| {
            context.insert_value("site", site);
            context
        });
        self.write(template, context)
    }

    /// The template an article asks for, where the theme has it; a mistake where it has not.
    pub(crate) fn chosen<'t>(&self, article: &'t Article, usual: &'t str) -> Checked<&'t str> {
        let Some(wanted) = &article.template else { return Checked::fine(usual) };
        if self.sources.contains_key(&wanted.value) {
            return Checked::fine(&wanted.value);
        }
        let help = match nearest(&wanted.value, self.sources.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put it into templates/".to_owned(),
        };
        let message = format!("there is no template `{}`", wanted.value);
        let diagnostic = Diagnostic::new(Code::Template, article.source.place(wanted.span.clone()), message).help(help);
        Checked { value: usual, diagnostics: vec![diagnostic] }
    }

    /// The template of a shortcode: `shortcodes/subscribe.html` of `{{ subscribe }}`; `None` where the theme has none.
    pub(crate) fn shortcode(&self, name: &str) -> Option<String> {
        let file = format!("shortcodes/{name}.html");
        self.sources.contains_key(&file).then_some(file)
    }

    fn write(&self, template: &str, context: tera::TeraResult<Context>) -> Checked<String> {
        let Some(tera) = &self.tera else { return Checked::fine(String::new()) };
        let mut page = Bounded(Vec::with_capacity(USUAL));
        let rendered = context.and_then(|context| tera.render_to(template, &context, &mut page));
        match rendered.map(|()| String::from_utf8(page.0)) {
            Ok(text) => Checked::fine(text.unwrap_or_default()),
            Err(error) => Checked { value: String::new(), diagnostics: vec![diagnostic(&error, &self.sources)] },
        }
    }

    /// A code block as HTML, coloured when its language is known and it is no longer than people write: what colours it
    /// takes more than the square of the length of a line, and of some blocks.
    pub(crate) fn code(&self, language: &str, code: &str) -> String {
        let code = self.coloured(language, code).unwrap_or_else(|| escape(code));
        let language = escape(language);
        format!("<pre class=\"code\" tabindex=\"0\" data-language=\"{language}\"><code>{code}</code></pre>\n")
    }

    /// Code with its parts in classes; none where its language is not known or it is too long.
    fn coloured(&self, language: &str, code: &str) -> Option<String> {
        let too_long = code.len() > LONGEST_CODE || code.lines().any(|line| line.len() > LONGEST_LINE);
        if language.is_empty() || too_long {
            return None;
        }
        let syntaxes = self.syntaxes.get_or_init(two_face::syntax::extra_newlines);
        let syntax = syntaxes.find_syntax_by_token(language)?;
        let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, CLASSES);
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(generator.finalize())
    }

    /// The style sheet of [`Theme::code`]'s classes, light and dark.
    pub(crate) fn highlight_css(&self) -> String {
        let themes = two_face::theme::extra();
        let css =
            |name: EmbeddedThemeName| css_for_theme_with_class_style(themes.get(name), CLASSES).unwrap_or_default();
        let light = css(EmbeddedThemeName::ColdarkCold);
        // Its red for errors and deletions is too dark to be read on our background.
        let dark = css(EmbeddedThemeName::ColdarkDark).replace("#cd6660", "#e0847c");
        // Each in its own media query: the themes do not name the same classes, and would mix.
        format!(
            "@media print, not (prefers-color-scheme: dark) {{\n{light}}}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"
        )
    }
}

/// The largest page, in bytes: a template may write for ever.
const LARGEST: usize = 256 << 20;

/// Room for most pages, in bytes, so that they are not moved as they grow.
const USUAL: usize = 32 << 10;

/// What a template has written so far.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::Error::other(format!("the page is larger than {} MiB", LARGEST >> 20)));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tera's error as a diagnostic, whose caret allows for the width of Han characters.
fn diagnostic(error: &tera::Error, sources: &BTreeMap<String, Source>) -> Diagnostic {
    let report = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => report,
        tera::ErrorKind::CircularExtend { inheritance_chain: chain, .. }
        | tera::ErrorKind::CircularInclude { include_chain: chain, .. } => {
            return circle(chain, sources)
                .unwrap_or_else(|| Diagnostic::nowhere(Code::Template, error.to_string().replace('\n', " ")));
        }
        _ => return Diagnostic::nowhere(Code::Template, error.to_string().replace('\n', " ")),
    };
    match sources.get(report.filename()) {
        Some(source) => Diagnostic::new(Code::Template, source.place(report.span().range.clone()), report.message())
            .help("removing the file brings the built-in template back"),
        None => Diagnostic::nowhere(Code::Template, format!("{}: {}", report.filename(), report.message())),
    }
}

/// That a template leads back to itself: most often a file with the name of a built-in one that was to build on that.
fn circle(chain: &[String], sources: &BTreeMap<String, Source>) -> Option<Diagnostic> {
    let source = sources.get(chain.last()?)?;
    let mut names = chain.iter().map(|name| format!("\"{name}\""));
    let span = names.find_map(|name| source.text.find(&name).map(|at| at + 1..at + name.len() - 1))?;
    let name = source.text.get(span.clone())?;
    let help = format!("to build on the built-in template, write `builtin/{name}`");
    let message = format!("`{name}` leads back to this template");
    Some(Diagnostic::new(Code::Template, source.place(span), message).help(help))
}

/// Text escaped for HTML, as Tera does it.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = Vec::with_capacity(text.len());
    match tera::escape_html(text, &mut escaped) {
        Ok(()) => String::from_utf8(escaped).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
