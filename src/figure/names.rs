//! The names by which a closed set of values is written.
//!
//! In comes a code or a Chinese name in either script, `yoy` or `同比`; out
//! goes the value it names.
//!
//! May touch: diag

use super::script::fold_all;
use crate::diag::Malformed;

/// How a value is written: its code, and the Chinese names understood for it.
pub(super) type Names = (&'static str, &'static [&'static str]);

/// Finds the value of `all` that `text` names. `what` is the noun for the set
/// in the error, such as `basis`.
pub(super) fn find<T: Copy>(text: &str, what: &str, all: &[T], names: impl Fn(T) -> Names) -> Result<T, Malformed> {
    let folded = fold_all(text);
    let is_named = |value: T| {
        let (code, chinese) = names(value);
        code == text || chinese.contains(&folded.as_str())
    };
    all.iter().copied().find(|&value| is_named(value)).ok_or_else(|| {
        let codes: Vec<String> = all.iter().map(|&value| format!("`{}`", names(value).0)).collect();
        Malformed::new(0..text.len(), format!("unknown {what} `{text}`"), format!("write one of {}", codes.join(", ")))
    })
}
