//! The vertical axis: where its grid lines are, and their numbers.
//!
//! In: the least and the greatest value. Out: round numbers around them, and places between top and bottom.
//!
//! May touch: nothing

/// An axis from `low * step` to `high * step`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// The step between grid lines is `digits` × 10^`exponent`, with digits 1, 2, 25 or 5.
    digits: i128,
    exponent: i32,
    /// The same as a float.
    step: f64,
    low: i64,
    high: i64,
}

impl Scale {
    /// The axis for values from `least` to `greatest` in about `rules` steps. With `from_zero` it always includes zero,
    /// otherwise where that costs less than half of its height.
    pub(super) fn new(least: f64, greatest: f64, rules: f64, from_zero: bool) -> Self {
        let (mut least, mut greatest) = (least, greatest);
        let size = least.abs().max(greatest.abs());
        if from_zero || (least > 0.0 && least < 0.5 * greatest) || (greatest < 0.0 && greatest > 0.5 * least) {
            least = least.min(0.0);
            greatest = greatest.max(0.0);
        }
        if greatest - least <= size * 1e-9 {
            let room = if size > 0.0 { size * 0.1 } else { 1.0 };
            (least, greatest) = if size > 0.0 { (least - room, greatest + room) } else { (0.0, room) };
        }
        let (digits, exponent, step) = nice((greatest - least) / rules);
        // A small tolerance, so that 0.3 / 0.1 counts as 3.
        let low = (least / step + 1e-9).floor() as i64;
        let high = (greatest / step - 1e-9).ceil() as i64;
        Self { digits, exponent, step, low, high: high.max(low + 1) }
    }

    /// How far up a value is: 0 at the foot of the axis, 1 at its head.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value / self.step - self.low as f64) / (self.high - self.low) as f64
    }

    /// Whether the axis is cut off before zero.
    pub(super) fn is_cut(&self) -> bool {
        self.low > 0 || self.high < 0
    }

    /// The grid lines from the foot upward: how far up, whether it is zero, and its number.
    pub(super) fn rules(&self) -> impl Iterator<Item = (f64, bool, String)> {
        (self.low..=self.high).map(|n| {
            let share = (n - self.low) as f64 / (self.high - self.low) as f64;
            (share, n == 0, print(i128::from(n) * self.digits, self.exponent))
        })
    }
}

/// The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not less than `raw`, with its digits and exponent.
fn nice(raw: f64) -> (i128, i32, f64) {
    let (mut power, mut exponent) = (1.0, 0);
    while power > raw {
        power /= 10.0;
        exponent -= 1;
    }
    while power * 10.0 <= raw {
        power *= 10.0;
        exponent += 1;
    }
    // A raw step that is round except for the last bit of a float stays what it is.
    let enough = |times: f64| power * times >= raw * (1.0 - 1e-9);
    if enough(1.0) {
        (1, exponent, power)
    } else if enough(2.0) {
        (2, exponent, power * 2.0)
    } else if enough(2.5) {
        (25, exponent - 1, power * 2.5)
    } else if enough(5.0) {
        (5, exponent, power * 5.0)
    } else {
        (1, exponent + 1, power * 10.0)
    }
}

/// `digits` × 10^`exponent` as an axis prints it: `55,000`, `−2.5`, `0`, `3×10¹²`.
fn print(digits: i128, exponent: i32) -> String {
    if digits == 0 {
        return "0".to_owned();
    }
    let sign = if digits < 0 { "−" } else { "" };
    let plain = digits.abs().to_string();
    let decimals = usize::try_from(-exponent).unwrap_or(0);
    let zeros = usize::try_from(exponent).unwrap_or(0);
    if plain.len() + zeros > 9 + decimals || decimals > 6 {
        return format!("{sign}{}", scientific(&plain, exponent));
    }
    let padded = format!("{plain:0>width$}{}", "0".repeat(zeros), width = decimals + 1);
    let (whole, rest) = padded.split_at(padded.len() - decimals);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}", grouped(whole))
}

/// Digits in threes: `55,788`.
fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (at, c) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `2.5×10¹²` for digits `25` and exponent 11.
fn scientific(plain: &str, exponent: i32) -> String {
    let power = exponent + i32::try_from(plain.len()).unwrap_or(0) - 1;
    let (first, rest) = plain.split_at(1);
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    let raised: String = power.to_string().chars().map(raise).collect();
    format!("{first}{point}{rest}×10{raised}")
}

/// A digit or a minus sign as an exponent.
fn raise(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '-' => '⁻',
        c => c.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(c),
    }
}
