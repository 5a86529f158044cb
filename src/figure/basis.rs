//! Against which period a change is measured.
//!
//! In comes a code or a Chinese name, `yoy` or `同比`; out goes the basis.
//!
//! May touch: diag

use std::str::FromStr;

use super::names::{self, Names};
use crate::diag::Malformed;

/// The earlier period against which a change is measured: `同比`, a year
/// before, is [`Yoy`](Basis::Yoy).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The same period a year before: 同比. Code `yoy`.
    Yoy,
    /// The month before: 比上月. Code `mom`.
    Mom,
    /// The quarter before: 比上季度. Code `qoq`.
    Qoq,
    /// The quarter before, both adjusted for the season: 季调环比. Code `saqr`.
    AdjustedQoq,
    /// The period before, both adjusted for the season, as it would be in a year at that pace: 季调环比折年率. Code `saar`.
    AnnualRate,
    /// The week before: 比上周. Code `wow`.
    Wow,
    /// The day before: 比前一日. Code `dod`.
    Dod,
    /// The end of the year before: 比年初. Code `ytd`.
    Ytd,
    /// The period of the same length before, whichever that is: 环比. Code
    /// `prev`.
    PreviousPeriod,
    /// The mean rate of two years: 两年平均. Code `avg2`.
    TwoYearAverage,
    /// A fixed base period: 定基. Code `fixed`.
    FixedBase,
}

impl Basis {
    /// Every basis, in the order of the documentation.
    pub(crate) const ALL: [Self; 11] = [
        Self::Yoy,
        Self::Mom,
        Self::Qoq,
        Self::Wow,
        Self::Dod,
        Self::Ytd,
        Self::PreviousPeriod,
        Self::TwoYearAverage,
        Self::FixedBase,
        Self::AdjustedQoq,
        Self::AnnualRate,
    ];

    /// The code written in front matter and data files: `yoy`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.names().0
    }

    /// The names understood in either script, in zh-Hans, the usual one
    /// first: `同比`.
    #[must_use]
    pub(crate) fn chinese(self) -> &'static [&'static str] {
        self.names().1
    }

    /// Whether it says itself that the season is taken out.
    #[must_use]
    pub(crate) fn is_adjusted(self) -> bool {
        matches!(self, Self::AdjustedQoq | Self::AnnualRate)
    }

    fn names(self) -> Names {
        match self {
            Self::Yoy => {
                ("yoy", &["同比", "比上年同期", "较上年同期", "比去年同期", "较去年同期", "按年", "年增率", "年增"])
            }
            Self::Mom => ("mom", &["月环比", "比上月", "较上月", "按月", "月增率", "月增"]),
            Self::Qoq => (
                "qoq",
                &[
                    "季环比",
                    "比上季度",
                    "较上季度",
                    "比上季",
                    "较上季",
                    "比上一季",
                    "较上一季",
                    "按季",
                    "季增率",
                    "季增",
                ],
            ),
            Self::AdjustedQoq => ("saqr", &["季调环比", "季调后环比", "季调后季增率", "季调季增率"]),
            Self::AnnualRate => {
                ("saar", &["季调环比折年率", "环比折年率", "季调折年率", "折年率", "年化季增率", "季调年化季增率"])
            }
            Self::Wow => ("wow", &["周环比", "比上周", "较上周", "按周", "周增"]),
            Self::Dod => ("dod", &["日环比", "比前一日", "较前一日", "比上日", "较上日"]),
            Self::Ytd => ("ytd", &["比年初", "较年初", "比上年末", "较上年末", "比去年末", "较去年末"]),
            Self::PreviousPeriod => ("prev", &["环比", "比上期", "较上期"]),
            Self::TwoYearAverage => ("avg2", &["两年平均"]),
            Self::FixedBase => ("fixed", &["定基", "定基比"]),
        }
    }
}

impl FromStr for Basis {
    type Err = Malformed;

    /// Reads a [code](Basis::code) or a [Chinese name](Basis::chinese). Any
    /// other text is malformed.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        names::find(text, "basis", &Self::ALL, Self::names)
    }
}
