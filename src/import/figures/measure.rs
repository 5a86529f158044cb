//! What an amount is: a count, a flow, a change, a price.
//!
//! In: an amount with its role and its indicator. Out: the change it makes, or the kind of figure it is.
//!
//! May touch: figure

use super::phrase;
use super::role::Role;
use super::scan::Amount;
use super::units;
use crate::figure::{Change, Kind};
use crate::import::list::List;

/// Less than nothing: 短期贷款减少84亿元 adds -84亿元.
pub(crate) fn negated(amount: &Amount) -> Option<Amount> {
    let text = amount.quantity.text().trim();
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let quantity = format!("{}-{}", &text[..digit], &text[digit..]).parse().ok()?;
    Some(Amount { quantity, number: amount.number })
}

/// Whether a count is of what happens in a time: of 人次, or a 客运量.
pub(crate) fn is_flow(amount: &Amount, indicator: &str) -> bool {
    amount.unit().ends_with('次') || indicator.ends_with('量') && phrase::head(indicator).is_some()
}

/// Whether an amount counts things; indices and scores, which have no unit, measure.
pub(crate) fn is_count(amount: &Amount) -> bool {
    !units::measures(amount.unit()) && !matches!(amount.unit(), "" | "分")
}

/// A change by an amount, written as front matter writes it: `+6.4%`, or with its verb where a word of
/// approximation stands before the number.
pub(crate) fn change(amount: &Amount, role: Role) -> Option<Change> {
    let printed = amount.quantity.text().trim();
    let exact = printed.starts_with(|c: char| c.is_ascii_digit());
    let text = match (role, exact) {
        (Role::Down, true) => format!("-{printed}"),
        (Role::Down, false) if printed.starts_with('-') => printed.to_owned(),
        (Role::Down, false) => format!("下降{printed}"),
        (_, true) => format!("+{printed}"),
        (_, false) if printed.starts_with(['-', '+']) => printed.to_owned(),
        (_, false) => format!("增长{printed}"),
    };
    text.parse().ok()
}

/// What a figure is, where value and change do not say.
pub(crate) fn kind(role: Role, indicator: &str, amount: &Amount) -> Option<Kind> {
    if role == Role::Contribution || indicator.contains("贡献率") {
        return Some(Kind::Contribution);
    }
    if role == Role::Increment {
        return Some(Kind::Increment);
    }
    if matches!(amount.unit(), "年" | "个月" | "个季度" | "天" | "小时") && role == Role::Value {
        return Some(Kind::Duration);
    }
    let priced = List("均价 价格 批发价 零售价 中间价").ending(indicator).is_some() && role == Role::Value;
    if priced && amount.unit() != "%" {
        return Some(Kind::Price);
    }
    (indicator.ends_with("指数") && role == Role::Value).then_some(Kind::Index)
}
