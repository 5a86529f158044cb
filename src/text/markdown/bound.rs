//! Limits on Markdown.
//!
//! Some texts take a parser time that grows with the square of their length: `[` or `*a **a ` many thousand
//! times in one paragraph, quotations ten thousand deep. No bulletin needs them, so they are refused before
//! anything is parsed.
//!
//! In: Markdown. Out: the first excess, found in one pass.
//!
//! May touch: diag

use crate::diag::Malformed;
use std::ops::Range;

/// The most signs of markup in one block, which ends at an empty line.
const SIGNS: usize = 8_000;
/// The longest block, in bytes: 40,000 characters.
const BLOCK: usize = 128 << 10;
/// The most definitions of links and footnotes together.
const DEFINITIONS: usize = 2_000;
/// The most quotations and lists within each other.
const DEEPEST: usize = 100;
/// The widest indentation, in bytes: lists within each other are indented step by step.
const INDENTATION: usize = 1_000;

/// The first place where the Markdown exceeds a limit.
pub fn excess(markdown: &str) -> Option<Malformed> {
    let (mut signs, mut length, mut definitions, mut start) = (0, 0, 0, 0);
    for line in markdown.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let (depth, content) = containers(line);
        if depth > DEEPEST || line.len() - line.trim_start().len() > INDENTATION {
            let message = format!("quotations and lists are more than {DEEPEST} deep here");
            return too_much(span, message, "write it flatter");
        }
        if content.trim().is_empty() {
            (signs, length) = (0, 0);
            continue;
        }
        signs += content.bytes().filter(|byte| b"*_~[]`<{|!".contains(byte)).count();
        if signs > SIGNS {
            let message = format!("more than {SIGNS} signs of markup stand in this paragraph or table");
            return too_much(span, message, "divide it by empty lines; publish a large table as a data file");
        }
        length += line.len();
        if length > BLOCK {
            let message = format!("this paragraph or table is longer than {} KiB", BLOCK >> 10);
            return too_much(span, message, "divide it by empty lines; publish a large table as a data file");
        }
        if content.starts_with('[') && content.contains("]:") {
            definitions += 1;
        }
        if definitions > DEFINITIONS {
            let message = format!("this is definition {definitions} of a link or footnote");
            return too_much(span, message, "write the addresses where they are used, or divide the text");
        }
    }
    None
}

fn too_much(span: Range<usize>, message: String, help: &str) -> Option<Malformed> {
    Some(Malformed::new(span, message, help))
}

/// How many marks of quotations and list items a line begins with, and the text after them.
fn containers(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line.trim_start());
    while let Some(behind) = behind_mark(rest) {
        depth += 1;
        rest = behind.trim_start();
    }
    (depth, rest)
}

/// What follows `>`, `- `, `* `, `+ `, `: ` or `12. ` at the start of a text.
fn behind_mark(text: &str) -> Option<&str> {
    if let Some(behind) = text.strip_prefix('>') {
        return Some(behind);
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = if (1..=9).contains(&digits) {
        text[digits..].strip_prefix(['.', ')'])
    } else {
        text.strip_prefix(['-', '*', '+', ':'])
    };
    mark.filter(|behind| behind.starts_with([' ', '\t', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_write_is_read() {
        let table = format!("| a | b |\n|---|---|\n{}", "| **1** | [2](x.md) |\n".repeat(500));
        let quoted = format!("{} a\n", "> ".repeat(100));
        let sections = "## 一\n\n- *a* **b** `c` [d](e.md) {{ f }}\n\n".repeat(5_000);
        for text in ["", "a\n\n---\n", &table, &quoted, &sections, "- - - - -\n", "1. a\n   - b\n"] {
            assert_eq!(excess(text), None);
        }
    }

    #[test]
    fn what_is_too_much_is_found_where_it_begins() {
        let deep = format!("a\n\n{}", "> ".repeat(101));
        assert_eq!(excess(&deep).map(|found| found.span), Some(3..deep.len() - 1));
        assert!(excess(&"[".repeat(8_001)).is_some());
        assert!(excess(&"长".repeat(50_000)).is_some());
        assert!(excess(&"- ".repeat(101)).is_some());
        assert!(excess(&format!("{}- a", " ".repeat(1_001))).is_some());
        assert!(excess(&"[^1]: a\n\n".repeat(2_001)).is_some());
    }
}
