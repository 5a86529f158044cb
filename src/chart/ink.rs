//! The colours of a drawing, and whether it grows with its column.
//!
//! A page has a style sheet, which gives colours for light and for dark. Where there is none, words take the colour of the text
//! around them and lines have colours that differ enough from white and from the black of dark modes.
//!
//! May touch: nothing

/// What a drawing is drawn with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ink {
    /// Words and emphasised rules.
    pub(super) ink: &'static str,
    /// Quiet words.
    pub(super) muted: &'static str,
    /// Grid lines.
    pub(super) grid: &'static str,
    /// The background, which fills hollow marks.
    pub(super) paper: &'static str,
    lines: [&'static str; 6],
    /// Whether the page lets the field grow; else the drawing is as it is laid out, and every shape says its own colour.
    pub(super) grows: bool,
}

impl Ink {
    /// For pages with the style sheet of a theme.
    pub(super) const PAGE: Self = Self {
        ink: "var(--chart-ink, #1c1b1a)",
        muted: "var(--chart-muted, #5b5954)",
        grid: "var(--chart-grid, #dcd8cf)",
        paper: "var(--chart-paper, #fcfbf8)",
        lines: [
            "var(--chart-1, #1b5e8f)",
            "var(--chart-2, #e0561a)",
            "var(--chart-3, #169a90)",
            "var(--chart-4, #5c1744)",
            "var(--chart-5, #a46fd6)",
            "var(--chart-6, #6b4a2e)",
        ],
        grows: true,
    };

    /// For where there is no style sheet.
    pub(super) const PLAIN: Self = Self {
        ink: "currentColor",
        muted: "currentColor",
        grid: "rgba(140,140,140,0.5)",
        paper: "#ffffff",
        lines: ["#2f7fbd", "#d9541e", "#16857c", "#a8478a", "#8a63c7", "#8a6238"],
        grows: false,
    };

    /// The colour of the nth line, from 0. Six, then from the first again; every line has its name beside it.
    pub(super) fn line(&self, n: usize) -> &'static str {
        self.lines[n % self.lines.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::Ink;

    /// The relative luminance of a colour (WCAG 2).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour");
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn lines_without_a_style_sheet_are_seen_on_white_and_on_black() {
        for colour in Ink::PLAIN.lines {
            for ground in ["#ffffff", "#191919"] {
                let [mut dark, mut light] = [colour, ground].map(luminance);
                if dark > light {
                    std::mem::swap(&mut dark, &mut light);
                }
                let contrast = (light + 0.05) / (dark + 0.05);
                assert!(contrast >= 3.0, "{colour} on {ground}: {contrast:.2}");
            }
        }
    }
}
