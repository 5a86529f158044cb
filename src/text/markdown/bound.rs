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
/// The longest paragraph, in bytes: 13,000 characters. What looks for figures in it takes more than its length.
const PARAGRAPH: usize = 40 << 10;
/// The most cells that rows of tables may lack, all together: they are written as if they were there.
const LACKING: usize = 20_000;
/// The most definitions of links and footnotes together.
const DEFINITIONS: usize = 2_000;
/// The most quotations and lists within each other.
const DEEPEST: usize = 100;
/// The widest indentation, in bytes: lists within each other are indented step by step.
const INDENTATION: usize = 1_000;

/// The first place where the Markdown exceeds a limit.
pub fn excess(markdown: &str) -> Option<Malformed> {
    let (mut signs, mut length, mut paragraph, mut definitions, mut start) = (0, 0, 0, 0, 0);
    let mut tables = Tables::default();
    for line in markdown.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        let (depth, content) = containers(line);
        if depth > DEEPEST || line.len() - line.trim_start().len() > INDENTATION {
            let message = format!("quotations and lists are more than {DEEPEST} deep here");
            return too_much(span, message, "write it flatter");
        }
        if content.trim().is_empty() {
            (signs, length, paragraph) = (0, 0, 0);
            tables.end();
            continue;
        }
        signs += content.bytes().filter(|&byte| is_markup(byte)).count();
        if signs > SIGNS {
            let message = format!("more than {SIGNS} signs of markup stand in this paragraph or table");
            return too_much(span, message, "divide it by empty lines; publish a large table as a data file");
        }
        length += line.len();
        if length > BLOCK {
            let message = format!("this paragraph or table is longer than {} KiB", BLOCK >> 10);
            return too_much(span, message, "divide it by empty lines; publish a large table as a data file");
        }
        let goes_on = depth == 0 && !content.starts_with(['|', '#', '`', '~']) && !content.contains('|');
        paragraph = if goes_on { paragraph + line.len() } else { 0 };
        if paragraph > PARAGRAPH {
            let message = format!("this paragraph is longer than {} KiB", PARAGRAPH >> 10);
            return too_much(span, message, "divide it by empty lines");
        }
        if tables.lack(content) > LACKING {
            let message = format!("the rows of tables lack more than {LACKING} cells that their heads have");
            return too_much(span, message, "write rows as long as the heads, or publish the table as a data file");
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

/// Whether a byte may be a sign of markup.
fn is_markup(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'~' | b'[' | b']' | b'`' | b'<' | b'{' | b'|' | b'!')
}

/// Counts the cells that rows of tables lack.
#[derive(Default)]
struct Tables {
    /// How many the head of the table has; none outside of one.
    columns: usize,
    lacking: usize,
}

impl Tables {
    /// The cells lacking so far, with this line.
    fn lack(&mut self, line: &str) -> usize {
        let line = line.trim().trim_matches('|');
        let cells = line.matches('|').count() + 1;
        if line.contains('-') && line.bytes().all(|byte| b"|:- \t".contains(&byte)) {
            self.columns = cells;
        } else if self.columns > 0 {
            self.lacking += self.columns.saturating_sub(cells);
        }
        self.lacking
    }

    /// An empty line ends a table.
    fn end(&mut self) {
        self.columns = 0;
    }
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
        assert!(excess(&"长".repeat(14_000)).is_some());
        assert!(excess(&format!("|{}\n|{}\n{}", "a|".repeat(210), "-|".repeat(210), "|x\n".repeat(100))).is_some());
        assert!(excess(&format!("|{}\n|{}\n{}", "a|".repeat(20), "-|".repeat(20), "|x\n".repeat(100))).is_none());
        assert!(excess(&"- ".repeat(101)).is_some());
        assert!(excess(&format!("{}- a", " ".repeat(1_001))).is_some());
        assert!(excess(&"[^1]: a\n\n".repeat(2_001)).is_some());
    }
}
