//! What is known of every kind of mistake: its name and how much it matters.
//!
//! In: nothing. Out: [`Code::ALL`], [`Code::name`], [`Code::severity`].
//!
//! May touch: nothing

use super::{Code, Severity};

impl Code {
    /// Every code, in the order they are declared.
    pub const ALL: [Self; 68] = [
        Self::Syntax,
        Self::NoFrontMatter,
        Self::UnknownKey,
        Self::MissingKey,
        Self::WrongType,
        Self::BadDate,
        Self::BadQuantity,
        Self::BadPeriod,
        Self::BadName,
        Self::Duplicate,
        Self::BadPath,
        Self::UnknownIndicator,
        Self::MissingName,
        Self::UnknownFigure,
        Self::DeadLink,
        Self::Template,
        Self::Encoding,
        Self::BadConfig,
        Self::HostLimit,
        Self::WechatLimit,
        Self::MailLimit,
        Self::BadMark,
        Self::Quotes,
        Self::Doubt,
        Self::MainlandWord,
        Self::Glossary,
        Self::Imported,
        Self::Unreviewed,
        Self::UnmatchedNumber,
        Self::FigureDiffers,
        Self::UnitDiffers,
        Self::ShareOverWhole,
        Self::PercentOrPoints,
        Self::LevelForChange,
        Self::FewPoints,
        Self::ScaleJump,
        Self::FuturePeriod,
        Self::UnequalLists,
        Self::PartsExceedWhole,
        Self::DuplicateFigure,
        Self::UnusedAllowance,
        Self::UnsafeUrl,
        Self::RawHtml,
        Self::TooLarge,
        Self::DeadAnchor,
        Self::StrayMarkup,
        Self::InvisibleCharacter,
        Self::MissingAlt,
        Self::UnusedFile,
        Self::UnusedTemplate,
        Self::UnusedTerm,
        Self::SingleColour,
        Self::StaleTwin,
        Self::UnfinishedTwin,
        Self::DeadUrl,
        Self::LeftOut,
        Self::HouseWord,
        Self::Punctuation,
        Self::DoubledWord,
        Self::TreatmentDiffers,
        Self::IndexRebased,
        Self::OfficialDiffers,
        Self::OfficialNewer,
        Self::FiguresDisagree,
        Self::ReleaseMissed,
        Self::ReleaseMoved,
        Self::ReleaseUnannounced,
        Self::Unsigned,
    ];

    /// The name diagnostics print: `unknown-key`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::NoFrontMatter => "no-front-matter",
            Self::UnknownKey => "unknown-key",
            Self::MissingKey => "missing-key",
            Self::WrongType => "wrong-type",
            Self::BadDate => "bad-date",
            Self::BadQuantity => "bad-quantity",
            Self::BadPeriod => "bad-period",
            Self::BadName => "bad-name",
            Self::Duplicate => "duplicate",
            Self::BadPath => "bad-path",
            Self::UnknownIndicator => "unknown-indicator",
            Self::MissingName => "missing-name",
            Self::UnknownFigure => "unknown-figure",
            Self::DeadLink => "dead-link",
            Self::Template => "template",
            Self::Encoding => "encoding",
            Self::BadConfig => "bad-config",
            Self::HostLimit => "host-limit",
            Self::WechatLimit => "wechat-limit",
            Self::MailLimit => "mail-limit",
            Self::BadMark => "bad-mark",
            Self::Quotes => "quotes",
            Self::Doubt => "doubt",
            Self::MainlandWord => "mainland-word",
            Self::Glossary => "glossary",
            Self::Imported => "imported",
            Self::Unreviewed => "unreviewed",
            Self::UnmatchedNumber => "unmatched-number",
            Self::FigureDiffers => "figure-differs",
            Self::UnitDiffers => "unit-differs",
            Self::ShareOverWhole => "share-over-whole",
            Self::PercentOrPoints => "percent-or-points",
            Self::LevelForChange => "level-for-change",
            Self::FewPoints => "few-points",
            Self::ScaleJump => "scale-jump",
            Self::FuturePeriod => "future-period",
            Self::UnequalLists => "unequal-lists",
            Self::PartsExceedWhole => "parts-exceed-whole",
            Self::DuplicateFigure => "duplicate-figure",
            Self::UnusedAllowance => "unused-allowance",
            Self::UnsafeUrl => "unsafe-url",
            Self::RawHtml => "raw-html",
            Self::TooLarge => "too-large",
            Self::DeadAnchor => "dead-anchor",
            Self::StrayMarkup => "stray-markup",
            Self::InvisibleCharacter => "invisible-character",
            Self::MissingAlt => "missing-alt",
            Self::UnusedFile => "unused-file",
            Self::UnusedTemplate => "unused-template",
            Self::UnusedTerm => "unused-term",
            Self::SingleColour => "single-colour",
            Self::StaleTwin => "stale-twin",
            Self::UnfinishedTwin => "unfinished-twin",
            Self::DeadUrl => "dead-url",
            Self::LeftOut => "left-out",
            Self::HouseWord => "house-word",
            Self::Punctuation => "punctuation",
            Self::DoubledWord => "doubled-word",
            Self::TreatmentDiffers => "treatment-differs",
            Self::IndexRebased => "index-rebased",
            Self::OfficialDiffers => "official-differs",
            Self::OfficialNewer => "official-newer",
            Self::FiguresDisagree => "figures-disagree",
            Self::ReleaseMissed => "release-missed",
            Self::ReleaseMoved => "release-moved",
            Self::ReleaseUnannounced => "release-unannounced",
            Self::Unsigned => "unsigned",
        }
    }

    /// The severity a mistake of this kind has.
    pub(crate) fn severity(self) -> Severity {
        match self {
            Self::UnknownIndicator
            | Self::Quotes
            | Self::Doubt
            | Self::MainlandWord
            | Self::RawHtml
            | Self::Imported
            | Self::Unreviewed
            | Self::UnmatchedNumber
            | Self::FigureDiffers
            | Self::UnitDiffers
            | Self::ShareOverWhole
            | Self::PercentOrPoints
            | Self::LevelForChange
            | Self::FewPoints
            | Self::ScaleJump
            | Self::FuturePeriod
            | Self::UnequalLists
            | Self::PartsExceedWhole
            | Self::DuplicateFigure
            | Self::UnusedAllowance
            | Self::DeadAnchor
            | Self::StrayMarkup
            | Self::InvisibleCharacter
            | Self::MissingAlt
            | Self::UnusedFile
            | Self::UnusedTemplate
            | Self::UnusedTerm
            | Self::SingleColour
            | Self::StaleTwin
            | Self::UnfinishedTwin
            | Self::DeadUrl
            | Self::HouseWord
            | Self::Punctuation
            | Self::DoubledWord
            | Self::TreatmentDiffers
            | Self::IndexRebased
            | Self::OfficialDiffers
            | Self::OfficialNewer
            | Self::FiguresDisagree
            | Self::ReleaseMissed
            | Self::ReleaseMoved
            | Self::ReleaseUnannounced
            | Self::Unsigned
            | Self::WechatLimit
            | Self::MailLimit
            | Self::LeftOut => Severity::Warning,
            Self::Syntax
            | Self::NoFrontMatter
            | Self::UnknownKey
            | Self::MissingKey
            | Self::WrongType
            | Self::BadDate
            | Self::BadQuantity
            | Self::BadPeriod
            | Self::BadName
            | Self::Duplicate
            | Self::BadPath
            | Self::MissingName
            | Self::UnknownFigure
            | Self::DeadLink
            | Self::Template
            | Self::Encoding
            | Self::BadConfig
            | Self::HostLimit
            | Self::BadMark
            | Self::Glossary
            | Self::UnsafeUrl
            | Self::TooLarge => Severity::Error,
        }
    }

    /// The code of a name: `unknown-key`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }

    /// Whether a site may choose to publish in spite of a mistake of this kind: it is a warning by
    /// default, or leaves the site whole.
    pub(crate) fn may_pass(self) -> bool {
        self.severity() == Severity::Warning || self == Self::DeadLink
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_explains_itself_under_a_name_of_its_own() {
        for code in Code::ALL {
            assert!(code.explanation().lines().count() >= 1, "{code:?}");
            assert!(code.explanation().len() > 40, "{code:?}");
            assert_eq!(Code::named(code.name()), Some(code));
        }
    }
}
