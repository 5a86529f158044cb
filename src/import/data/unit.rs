//! Units as databases write them, in English mostly.
//!
//! In: a unit or a power of ten. Out: how Chinese prints it, or that its numbers are changes and against what.
//!
//! May touch: figure

use crate::figure::Basis;

/// A unit as Chinese prints it.
pub(super) fn printed(unit: &str) -> &str {
    let lower = unit.to_lowercase();
    match lower.as_str() {
        "" | "number" | "index" => "",
        _ if lower.contains("index") || lower.contains("=100") => "",
        _ if lower.starts_with("per cent") || lower.starts_with("percent") || lower == "pc" => "%",
        "persons" | "persons, number" | "number of persons" => "人",
        "euro" | "eur" => "欧元",
        "us dollar" | "us dollars" | "usd" => "美元",
        "yuan" | "cny" | "renminbi" => "元",
        _ => unit,
    }
}

/// The word of a power of ten.
pub(super) fn scale(exponent: i32) -> Option<&'static str> {
    Some(match exponent {
        0 => "",
        2 => "百",
        3 => "千",
        4 => "万",
        5 => "十万",
        6 => "百万",
        7 => "千万",
        8 => "亿",
        9 => "十亿",
        12 => "万亿",
        _ => return None,
    })
}

/// What the changes are against that a unit says its numbers are: `Percentage change on previous period`.
pub(super) fn step(unit: &str) -> Option<Basis> {
    let unit = unit.to_lowercase();
    let is_change = ["change", "growth rate", "同比", "环比", "環比", "年增率"].iter().any(|word| unit.contains(word));
    let yearly =
        ["same period", "previous year", "year-on-year", "annual", "year on year", "12 months", "同比", "年增率"];
    let before = ["previous period", "previous month", "previous quarter", "环比", "環比"];
    match () {
        () if !is_change => None,
        () if yearly.iter().any(|word| unit.contains(word)) => Some(Basis::Yoy),
        () => before.iter().any(|word| unit.contains(word)).then_some(Basis::PreviousPeriod),
    }
}
