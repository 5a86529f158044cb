//! The kinds of mistakes.
//!
//! In: `data/ui/explain.en.md`. Out: [`Code`], and what `jianbao explain CODE` prints about each: what the mistake is, why it
//! matters, an example, and how to mend it.
//!
//! May touch: nothing

mod facts;

use super::Severity;

/// A kind of mistake, named in kebab case: `unknown-key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The front matter or a data file is not well-formed TOML or YAML.
    Syntax,
    /// A bulletin or page has no front matter.
    NoFrontMatter,
    /// A key that Jianbao does not know, most often a slip of the hand.
    UnknownKey,
    /// A key that must be there is not, or is empty.
    MissingKey,
    /// A value of the wrong kind: a number where text belongs, a list where one value belongs.
    WrongType,
    /// A date that does not exist or is not written as one.
    BadDate,
    /// A figure that cannot be read exactly.
    BadQuantity,
    /// A period that is not in one of the known forms.
    BadPeriod,
    /// A word that is not one of a fixed list, such as a basis, a kind, a status or a script.
    BadName,
    /// Two things have the same address or id: bulletins with one slug, metrics with one id.
    Duplicate,
    /// A path that cannot be written, such as one that leaves the output folder or that Windows
    /// cannot store.
    BadPath,
    /// A metric names an indicator that is not in `content/indicators.toml`.
    UnknownIndicator,
    /// A name that an English edition needs and nobody has given: of a region, a source, a topic, an indicator, a unit.
    MissingName,
    /// A `{{ … }}` in the text, in `summary` or in `points` names no metric of this bulletin, or more than one;
    /// or it is where nothing fills it: in another text of the front matter, in a tag, in an address.
    UnknownFigure,
    /// A link or image points at a file of the project that does not exist.
    DeadLink,
    /// A template is broken, or uses a field that its view does not have.
    Template,
    /// A file is not UTF-8 text.
    Encoding,
    /// A key of `site.toml` has a value that is not allowed.
    BadConfig,
    /// The site has more files or bytes than its host takes, as `[host]` in `site.toml` says.
    HostLimit,
    /// An article of WeChat that is longer than the account takes, or a picture that it does not take, where `[channels.wechat]`
    /// in `site.toml` asks for them.
    WechatLimit,
    /// A mail that Gmail cuts, where `[channels.email]` in `site.toml` asks for mails.
    MailLimit,
    /// An inline mark (`-{…}-`) that cannot be read.
    BadMark,
    /// A quotation mark that has no partner in its paragraph.
    Quotes,
    /// A character that converts in more than one way, in a place where no layer decides.
    Doubt,
    /// A word of comparison that other regions do not use, and that stays in their editions.
    MainlandWord,
    /// A glossary line that cannot be used: it has no source word, or gives one word two forms.
    Glossary,
    /// A published bulletin still has the text that was imported.
    Imported,
    /// A published bulletin has a metric that was proposed by `jianbao import` and never looked at.
    Unreviewed,
    /// A number with a unit in the text that no metric of the bulletin carries.
    UnmatchedNumber,
    /// The text names an indicator with another number than its metric has.
    FigureDiffers,
    /// A value in a unit that its indicator is not measured in.
    UnitDiffers,
    /// A share of more than 100%, or of less than nothing.
    ShareOverWhole,
    /// Per cent where percentage points are meant, or the other way round.
    PercentOrPoints,
    /// `{{ … }}` shows a level where the words ask for a change.
    LevelForChange,
    /// A chart or comparison for which there are not yet two figures.
    FewPoints,
    /// A figure that is ten thousand or a hundred million times its series, or that fraction of it.
    ScaleJump,
    /// An actual figure of a period that was not over when the bulletin was published.
    FuturePeriod,
    /// A 分别 with a different number of names than of figures.
    UnequalLists,
    /// A part that is more than its whole, or shares that add up to more than 100%.
    PartsExceedWhole,
    /// Two metrics of one bulletin that state the same thing for the same time.
    DuplicateFigure,
    /// An `[[allow]]` that silences nothing.
    UnusedAllowance,
    /// An address that would run or carry its own content: `javascript:`, `vbscript:` or `data:`.
    UnsafeUrl,
    /// Raw HTML that is dropped, unless `site.toml` says that all of it is kept.
    RawHtml,
    /// A file that is larger than the limit, or has a paragraph, table or list that is.
    TooLarge,
    /// A link leads to a place within a page that the page does not have.
    DeadAnchor,
    /// Signs that were meant as markup and that readers see, or markup that hides words from them.
    StrayMarkup,
    /// A character that nobody sees, and that parts words and numbers.
    InvisibleCharacter,
    /// A picture without alternative text for those who do not see it.
    MissingAlt,
    /// A file that is copied to the site, and that nothing names.
    UnusedFile,
    /// A template of the site that no page is made with and no other template names.
    UnusedTemplate,
    /// A glossary entry whose word is in no text of the site.
    UnusedTerm,
    /// A style sheet of the site gives one colour where the theme has a pair, for light pages and for dark ones.
    SingleColour,
    /// A text written by hand in another language or script whose source has changed since.
    StaleTwin,
    /// A text written by hand in another language or script that is still a draft.
    UnfinishedTwin,
    /// A link to another site that does not answer, reported by `jianbao check --external`.
    DeadUrl,
    /// Something in `content/` or `static/` that is not published though it may be meant to be.
    LeftOut,
    /// A word that the house does not write, by `content/words.toml`.
    HouseWord,
    /// A mark or a space of another kind than the house's.
    Punctuation,
    /// A word or a mark that is there twice.
    DoubledWord,
    /// A number that the text calls seasonally adjusted, real or nominal, and its metric the contrary.
    TreatmentDiffers,
    /// An index that is relative to another base than in earlier bulletins.
    IndexRebased,
    /// A printed number that is not the one its office publishes.
    OfficialDiffers,
    /// A printed number that was right and that its office has revised since.
    OfficialNewer,
    /// Figures that cannot all be right: a value, an earlier value and the change between them; a share and its levels; sums.
    FiguresDisagree,
    /// A release that was announced, and that no bulletin has followed.
    ReleaseMissed,
    /// A bulletin that appears before the day or the hour for which its figures were announced.
    ReleaseMoved,
    /// A bulletin with new figures of a kind that the calendar announces, on a day for which it has none.
    ReleaseUnannounced,
    /// A bulletin that has fewer signatures than the site asks for, or that has changed since it was signed.
    Unsigned,
}

/// What `explain` prints, a section a code.
const EXPLANATIONS: &str = include_str!("../../data/ui/explain.en.md");

impl Code {
    /// What the mistake is, why it matters, an example and how to mend it.
    pub fn explanation(self) -> String {
        self.explained_in(EXPLANATIONS).unwrap_or_default()
    }

    /// Its section of a text that explains every code, with examples indented.
    pub(crate) fn explained_in(self, text: &str) -> Option<String> {
        let (_, rest) = text.split_once(&format!("## {}\n\n", self.name()))?;
        let section = rest.split("\n## ").next().unwrap_or(rest);
        let mut example = false;
        let mut lines = Vec::new();
        for line in section.trim_end().lines() {
            match line {
                "```text" | "```" => example = !example,
                line if example => lines.push(format!("    {line}")),
                line => lines.push(line.to_owned()),
            }
        }
        Some(lines.join("\n"))
    }
}
