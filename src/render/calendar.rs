//! The release calendar as a file (iCalendar, RFC 5545).
//!
//! In: the releases of an edition. Out: one all-day or timed event for each. Written without a library: it is a
//! dozen lines, and the libraries add the current time and random ids, while the same site must give the same
//! bytes.
//!
//! May touch: path, edition, page, view

use crate::edition::Notice;
use crate::page::Plan;
use crate::path::percent_encoded;
use crate::view::Views;
use jiff::civil::{Date, DateTime};

/// The longest line, in bytes (section 3.1).
const LINE: usize = 75;

/// The releases of an edition.
pub(crate) fn write(views: Views<'_, '_>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//Jianbao//{}//{}", env!("CARGO_PKG_VERSION"), views.edition.variant.tag()),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", escape(&views.edition.title)),
    ];
    for (at, notice) in views.edition.releases().iter().enumerate() {
        event(views, at, notice, &mut lines);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn event(views: Views<'_, '_>, at: usize, notice: &Notice, lines: &mut Vec<String>) {
    // Two releases of one day have different ids, whichever is announced first.
    let before = views.edition.releases()[..at].iter().rev();
    let same_day = before.take_while(|other| other.date == notice.date).count() + 1;
    let calendar = views.absolute_url("calendar");
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(format!("UID:{}-{same_day}@{}", notice.date, escape(&calendar)));
    // When the entry was made is not known; the day it is about is the same in every build.
    lines.push(format!("DTSTAMP:{}T000000Z", digits(notice.date)));
    match notice.time {
        Some(time) => lines.push(format!("DTSTART:{}", utc(views.plan, notice.date.to_datetime(time)))),
        None => lines.push(format!("DTSTART;VALUE=DATE:{}", digits(notice.date))),
    }
    lines.push(format!("SUMMARY:{}", escape(&views.release_title(notice))));
    if let Some(source) = &notice.source {
        lines.push(format!("DESCRIPTION:{}", escape(source)));
    }
    match (notice.follows, &notice.url) {
        (Some(item), _) => {
            let folder = &views.edition.items[item].bulletin.article.folder;
            lines.push(format!("URL:{}", views.absolute_url(folder)));
        }
        (None, Some(url)) => lines.push(format!("URL:{}", uri(url))),
        (None, None) => {}
    }
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines.push("END:VEVENT".to_owned());
}

/// `20250815`.
fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A moment of the site's time in UTC: `20250815T020000Z`.
fn utc(plan: &Plan<'_>, moment: DateTime) -> String {
    let utc = plan.config.utc_offset.to_timestamp(moment).map(|at| jiff::tz::Offset::UTC.to_datetime(at));
    let utc = utc.unwrap_or(moment);
    format!("{}T{:02}{:02}{:02}Z", digits(utc.date()), utc.hour(), utc.minute(), utc.second())
}

/// Text as a value (section 3.3.11).
fn escape(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\\n");
    text.replace(['\n', '\r'], "\\n").chars().filter(|c| !c.is_control()).collect()
}

/// An address as a value (section 3.3.13): it is not escaped, but has only what addresses have (RFC 3986).
fn uri(address: &str) -> String {
    let mut uri = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            c if c.is_control() => {}
            '!'..='~' if !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') => uri.push(c),
            c => uri.push_str(&percent_encoded(c.encode_utf8(&mut [0; 4]))),
        }
    }
    uri
}

/// A line in pieces of at most 75 bytes, none cut within a character, each but the first after a space.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(c);
        length += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "国民经济运行情况".repeat(9));
        let folded = fold(&line);
        assert!(folded.split("\r\n").all(|piece| piece.len() <= LINE), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
        assert_eq!(uri("https://example.org/a,b;c?d=甲 e\r\n"), "https://example.org/a,b;c?d=%E7%94%B2%20e");
        assert_eq!(escape("甲,乙;丙\\丁\n戊"), "甲\\,乙\\;丙\\\\丁\\n戊");
    }
}
