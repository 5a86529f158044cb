//! Where Markdown is code.
//!
//! In: Markdown that may have tags of another program in it, so that a parser of Markdown would misread it. Out: the
//! bytes of fenced code and of code in a line.
//!
//! May touch: nothing

use std::ops::Range;

/// Fenced code and code between backticks, in order.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence: Option<(&str, usize)> = None;
    let (mut at, mut plain) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let mark = fence_of(line);
        match (fence, mark) {
            (None, Some(mark)) => {
                inline(text, plain..at, &mut found);
                fence = Some((mark, at));
            }
            (Some((open, start)), Some(mark)) if mark.starts_with(open) && line.trim() == mark => {
                found.push(start..end);
                (fence, plain) = (None, end);
            }
            _ => {}
        }
        at = end;
    }
    match fence {
        Some((_, start)) => found.push(start..text.len()),
        None => inline(text, plain..text.len(), &mut found),
    }
    found
}

/// The marks that a line begins or ends fenced code with.
fn fence_of(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(' ');
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let marks = &text[..text.len() - text.trim_start_matches(mark).len()];
    // What has backticks after it on the line is code within it.
    (marks.len() >= 3 && !(mark == '`' && text[marks.len()..].contains('`'))).then_some(marks)
}

/// Code between runs of as many backticks, within a paragraph.
fn inline(text: &str, span: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut at = span.start;
    while let Some(open) = text[at..span.end].find('`').map(|open| at + open) {
        let run = text[open..span.end].len() - text[open..span.end].trim_start_matches('`').len();
        at = open + run;
        let paragraph = text[at..span.end].find("\n\n").map_or(span.end, |end| at + end);
        if text[..open].ends_with('\\') {
            continue;
        }
        if let Some(close) = closing(&text[at..paragraph], run) {
            at += close + run;
            found.push(open..at);
        }
    }
}

/// Where a run of just so many backticks begins.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = text[at..].find('`').map(|start| at + start) {
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        if length == run {
            return Some(start);
        }
        at = start + length;
    }
    None
}

/// A fence that is longer than any in a text.
pub(super) fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_in_lines_and_fences() {
        let text = "甲 `a` 乙 ``b`c`` 丙 `\n\n~~~\n`x\n~~~\n\n```md\n~~~\n````\n丁 `d`\n";
        let shown: Vec<&str> = ranges(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, ["`a`", "``b`c``", "~~~\n`x\n~~~\n", "```md\n~~~\n````\n", "`d`"]);
        assert_eq!(fence("a ``` b"), "````");
    }
}
