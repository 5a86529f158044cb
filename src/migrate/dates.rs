//! Dates as other programs write them.
//!
//! In: a text, or the name of a file. Out: the day, as its writer had it; times and offsets are passed over.
//!
//! May touch: nothing

use jiff::civil::Date;

/// The day that a text begins with: `2024-01-02T10:00:00+08:00`, `2024/1/2 10:00`, `2024年1月2日`.
pub(super) fn day(text: &str) -> Option<Date> {
    let (date, _) = leading(text.trim())?;
    Some(date)
}

/// The day that a file's name begins with, and the rest: `2024-01-02-first`.
pub(super) fn of_name(name: &str) -> Option<(Date, &str)> {
    let (date, rest) = leading(name)?;
    let rest = rest.strip_prefix(['-', '_']).filter(|rest| !rest.is_empty())?;
    Some((date, rest))
}

fn leading(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix(['-', '/', '.', '年'])?, 2)?;
    let (day, rest) = number(rest.strip_prefix(['-', '/', '.', '月'])?, 2)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, rest.strip_prefix('日').unwrap_or(rest)))
}

/// A number of at most so many digits at the start of a text, and the rest.
fn number(text: &str, most: usize) -> Option<(i16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > most || (most == 4 && end != 4) {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_written() {
        for text in
            ["2024-01-02", "2024-01-02T10:00:00+08:00", "2024/1/2 10:00", "2024.01.02", "2024年1月2日", "2024-1-2 3:04"]
        {
            assert_eq!(day(text).map(|date| date.to_string()).as_deref(), Some("2024-01-02"), "{text}");
        }
        for text in ["", "2024", "24-01-02", "2024-13-02", "2024-01", "01/02/2024", "today"] {
            assert_eq!(day(text), None, "{text}");
        }
        let (date, rest) = of_name("2024-01-02-first-post").expect("a date");
        assert_eq!((date.to_string().as_str(), rest), ("2024-01-02", "first-post"));
        assert_eq!(of_name("2024-01-02"), None);
    }
}
