//! How sure a proposed figure is.
//!
//! In: how a figure came to its name, its period and its basis. Out: its confidence in per cent.
//!
//! May touch: figure

use super::Stated;
use crate::figure::Kind;
use crate::import::list::List;

/// Where a figure starts whose sentence says all of it.
const WHOLE: u8 = 95;

/// What each sign of doubt takes away. Weighed so that of the figures at 95 at least 95 in 100 are right.
const INHERITED: u8 = 10;
const UNSTATED: u8 = 20;
const ASSUMED_BASIS: u8 = 10;
const OUTLOOK: u8 = 5;
const NO_NAME: u8 = 35;
const NUMBER_IN_NAME: u8 = 40;
const LONG_NAME: u8 = 10;

/// The confidence of a figure; `assumed` where nothing says what its change is against.
pub(super) fn confidence(name: &str, stated: Stated, assumed: bool, kind: Option<Kind>) -> u8 {
    let letters = name.chars().count();
    let torn = List("% 亿元 万元 分别 和上 由上").stands_in(name);
    let doubts = [
        (stated == Stated::Before, INHERITED),
        (stated == Stated::Nowhere, UNSTATED),
        (assumed, ASSUMED_BASIS),
        (matches!(kind, Some(Kind::Forecast | Kind::Target)), OUTLOOK),
        (letters < 2, NO_NAME),
        (torn, NUMBER_IN_NAME),
        (letters > 22, LONG_NAME),
    ];
    doubts.iter().filter(|(holds, _)| *holds).fold(WHOLE, |sure, (_, weight)| sure.saturating_sub(*weight))
}
