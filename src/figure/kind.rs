//! What sort of figure a metric gives.
//!
//! In comes a code or a Chinese name, `stock` or `存量`; out goes the kind.
//!
//! May touch: diag

use std::str::FromStr;

use super::names::{self, Names};
use crate::diag::Malformed;

/// What sort of figure a metric gives, and so which figures may be in one
/// series: a retail total over a month is a [`Flow`](Kind::Flow), a balance at
/// its end a [`Stock`](Kind::Stock).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An amount over a period: 流量. Code `flow`.
    Flow,
    /// An amount at a moment: 存量. Code `stock`.
    Stock,
    /// A part of a whole: 占比. Code `share`.
    Share,
    /// A rate of change: 增速. Code `growth`.
    Growth,
    /// A part in the change of a whole: 贡献率. Code `contribution`.
    Contribution,
    /// An amount added over a period: 增量. Code `increment`.
    Increment,
    /// What is planned: 目标. Code `target`.
    Target,
    /// What is expected: 预测. Code `forecast`.
    Forecast,
    /// A length of time: 年限. Code `duration`.
    Duration,
    /// The price of one unit: 价格. Code `price`.
    Price,
    /// A number relative to a base, mostly without unit: 指数. Code `index`.
    Index,
}

impl Kind {
    /// Whether a name says so itself: 新增贷款 and `New RMB loans` are of what was added, and so is a net flow.
    pub(crate) fn is_said_by(self, name: &str) -> bool {
        const ADDED: [&str; 8] = ["新增", "增量", "增加", "净", "淨", "new ", "net ", "increase"];
        let name = name.to_lowercase();
        self == Self::Increment && (name.contains("(flow)") || ADDED.iter().any(|word| name.contains(word)))
    }

    /// Whether it is of what is aimed at or expected, and not of what came to pass.
    pub(crate) fn is_planned(self) -> bool {
        matches!(self, Self::Target | Self::Forecast)
    }

    /// Every kind, in the order of the documentation.
    pub(crate) const ALL: [Self; 11] = [
        Self::Flow,
        Self::Stock,
        Self::Share,
        Self::Growth,
        Self::Contribution,
        Self::Increment,
        Self::Target,
        Self::Forecast,
        Self::Duration,
        Self::Price,
        Self::Index,
    ];

    /// The code written in front matter and data files: `stock`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.names().0
    }

    fn names(self) -> Names {
        match self {
            Self::Flow => ("flow", &["流量"]),
            Self::Stock => ("stock", &["存量", "余额"]),
            Self::Share => ("share", &["占比", "比重", "份额"]),
            Self::Growth => ("growth", &["增速", "增长率", "增幅"]),
            Self::Contribution => ("contribution", &["贡献率", "贡献"]),
            Self::Increment => ("increment", &["增量"]),
            Self::Target => ("target", &["目标", "计划"]),
            Self::Forecast => ("forecast", &["预测", "预期", "预计"]),
            Self::Duration => ("duration", &["年限", "期限", "时长"]),
            Self::Price => ("price", &["价格", "单价"]),
            Self::Index => ("index", &["指数"]),
        }
    }
}

impl FromStr for Kind {
    type Err = Malformed;

    /// Reads a [code](Kind::code) or a Chinese name. Any
    /// other text is malformed.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        names::find(text, "kind", &Self::ALL, Self::names)
    }
}
