//! What each line of a page is.
//!
//! In: the lines in reading order. Out: a [`Class`] for each, with how sure that is and why. The form
//! of a line decides where it can; where it cannot, the sentence before it and the line after it do.
//!
//! May touch: text, figure

use super::letters::{Text, ends_sentence, is_han};
use super::link::{Links, cannot_begin};
use super::list::List;
use super::marks;
use super::page::{Line, Mark};
use super::table;
use std::collections::HashMap;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A title, or a heading within an article; which of them, the articles decide.
    Head,
    /// Running text.
    Body,
    /// The words under a picture.
    Caption,
    /// The page's own label over an article: `【招商引资】`.
    Label,
    /// Where it was taken from, on a line of its own.
    Source,
    /// Who wrote it, on a line of its own.
    Byline,
    /// Page numbers, running heads, imprints.
    Furniture,
    /// A row of a table.
    Row,
}

/// A line and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Classed {
    /// The line.
    pub(crate) line: Line,
    /// What it is.
    pub(crate) class: Class,
    /// Whether an editor should check it: the score was near the threshold.
    pub(crate) doubtful: bool,
    /// Whether it continues the paragraph before it.
    pub(crate) joins: Option<Join>,
}

/// Why a line continues the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The break cut a word in two.
    Word,
    /// The sentence was not at its end.
    Sentence,
    /// The line before was full and the paragraph had no sign of its end.
    Full,
}

/// How a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The width at which its lines are broken, in Han characters; `None` where a line is a paragraph.
    pub(crate) width: Option<usize>,
    /// Whether paragraphs begin with an indent.
    pub(crate) indented: bool,
    /// Whether a blank line follows every line, so that blank lines separate nothing.
    pub(crate) spaced: bool,
}

impl Layout {
    /// Finds out how lines are set.
    pub(crate) fn of(lines: &[Line]) -> Self {
        let long: Vec<&Line> = lines.iter().filter(|line| line.text.width() >= 8).collect();
        let mut widths: Vec<usize> = long.iter().map(|line| line.text.width() + line.indent / 2).collect();
        widths.sort_unstable();
        let wide = widths.get(widths.len() * 4 / 5).copied().unwrap_or_default();
        let full = widths.iter().filter(|&&width| width + 2 >= wide && width <= wide + 2).count();
        let unfinished = long.iter().filter(|line| !ends_sentence(&line.text.plain())).count();
        let wrapped = wide <= 60 && full * 5 >= widths.len() * 2 && full >= 4 && unfinished * 2 >= long.len();
        let spaced = lines.iter().filter(|line| line.blanks > 0).count() * 3 > lines.len() * 2;
        Self {
            width: wrapped.then_some(wide),
            indented: lines.iter().filter(|line| line.indent >= 2).count() >= 3,
            spaced,
        }
    }

    /// Whether a line is as wide as the layout allows.
    fn is_full(&self, line: &Line) -> bool {
        self.width.is_none_or(|width| line.text.width() + line.indent / 2 + 3 >= width)
    }

    /// Whether a line begins a paragraph by its indent.
    fn begins(&self, line: &Line) -> bool {
        self.indented && line.indent >= 2
    }
}

/// Classifies each line.
pub(crate) fn classify(lines: Vec<Line>, layout: Layout, links: &Links<'_>) -> Vec<Classed> {
    let formal = by_form(&lines);
    let mut classed: Vec<Classed> = Vec::with_capacity(lines.len());
    // The paragraph that is being read, and its last line.
    let mut open: Option<usize> = None;
    for at in 0..lines.len() {
        let line = &lines[at];
        let next = following(&lines, &formal, at);
        let (class, doubtful, joins) = match formal[at] {
            Some(class) => (class, false, None),
            None => {
                // No sentence goes on into another article.
                let before = open.map(|open| &lines[open]).filter(|_| line.mark.is_none());
                let after_mark = at.checked_sub(1).and_then(|before| formal[before]);
                running(
                    line,
                    before,
                    next,
                    after_mark,
                    layout,
                    links,
                    line.mark.is_some() || classed.iter().all(|classed| classed.class == Class::Furniture),
                )
            }
        };
        match class {
            Class::Body => open = Some(at),
            Class::Head | Class::Label | Class::Source | Class::Byline | Class::Row => open = None,
            Class::Caption | Class::Furniture => {}
        }
        classed.push(Classed { line: line.clone(), class, doubtful, joins });
    }
    above_title(&mut classed);
    classed
}

/// The longest name of a section, in Han characters.
const SECTION: usize = 6;

/// Finds what stands above the title of a web page: the name of a section, 要闻, and links to other articles. Set apart from the
/// title by a blank line, they have no word of the text below it, and the title has.
fn above_title(classed: &mut [Classed]) {
    let text = classed.iter().skip_while(|classed| classed.class != Class::Body).take(4);
    let text: String = text.map(|classed| classed.text().plain()).collect();
    let top = classed.iter().take_while(|classed| !matches!(classed.class, Class::Body | Class::Row));
    let top = top.enumerate().filter(|(_, classed)| classed.class == Class::Head && classed.line.mark.is_none());
    let heads: Vec<(usize, bool)> =
        top.map(|(at, classed)| (at, shares_words(&classed.text().plain(), &text))).collect();
    let Some(title) = heads.iter().position(|(_, shares)| *shares) else { return };
    let named = heads.first().is_some_and(|(at, _)| classed[*at].text().width() <= SECTION);
    let dashed = classed[heads[title].0].text().plain().starts_with('—');
    if !named || dashed || classed[heads[title].0].line.blanks == 0 {
        return;
    }
    for (at, _) in &heads[..title] {
        let is_name = classed[*at].text().width() <= SECTION;
        classed[*at].class = if is_name { Class::Label } else { Class::Furniture };
    }
}

/// Whether any two letters of a head stand together in a text.
fn shares_words(head: &str, text: &str) -> bool {
    let letters: Vec<char> = head.chars().collect();
    letters.windows(2).any(|pair| pair.iter().all(|&c| is_han(c)) && text.contains(&pair.iter().collect::<String>()))
}

/// The next line that is not furniture or a caption by its form.
fn following<'l>(lines: &'l [Line], formal: &[Option<Class>], at: usize) -> Option<(&'l Line, Option<Class>)> {
    let behind = (at + 1..lines.len()).take(8);
    let mut behind = behind.filter(|&next| !matches!(formal[next], Some(Class::Furniture | Class::Caption)));
    behind.next().map(|next| (&lines[next], formal[next]))
}

/// Classes that the form of a line gives, whatever is around it.
fn by_form(lines: &[Line]) -> Vec<Option<Class>> {
    let plains: Vec<String> = lines.iter().map(|line| line.text.plain()).collect();
    let rows = table::rows(lines);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for plain in plains.iter().filter(|plain| plain.chars().count() <= 24) {
        *seen.entry(without_digits(plain)).or_default() += 1;
    }
    let repeated = |plain: &str| {
        let bare = without_digits(plain);
        bare.chars().filter(|&c| is_han(c)).count() >= 3
            && seen.get(&bare).is_some_and(|&times| times > 1)
            && !ends_sentence(plain)
    };
    let one = |at: usize| match (&plains[at], lines[at].mark) {
        (_, Some(Mark::Title | Mark::Heading)) => Some(Class::Head),
        (_, Some(Mark::Name)) => Some(Class::Furniture),
        (plain, Some(Mark::Begins) | None) => by_words(plain, rows[at], &repeated),
    };
    (0..lines.len()).map(one).collect()
}

/// The class that the words of a line give.
fn by_words(plain: &str, is_row: bool, repeated: &impl Fn(&str) -> bool) -> Option<Class> {
    match () {
        () if is_row => Some(Class::Row),
        () if marks::source(plain).is_some() && plain.chars().count() <= 60 => Some(Class::Source),
        () if marks::byline(plain).is_some() => Some(Class::Byline),
        () if marks::is_furniture(plain) || repeated(plain) => Some(Class::Furniture),
        () if marks::is_label(plain) && marks::continued(plain).is_none() => Some(Class::Label),
        () if marks::is_caption(plain) => Some(Class::Caption),
        () => None,
    }
}

fn without_digits(plain: &str) -> String {
    plain.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ' ' | '\t')).collect()
}

type Verdict = (Class, bool, Option<Join>);

/// A line whose form does not decide.
fn running(
    line: &Line,
    open: Option<&Line>,
    next: Option<(&Line, Option<Class>)>,
    after_mark: Option<Class>,
    layout: Layout,
    links: &Links<'_>,
    first: bool,
) -> Verdict {
    if let Some(before) = open
        && marks::continued(&line.text.plain()).is_none()
        && let Some((join, doubtful)) = goes_on(before, line, layout, links)
    {
        let caption = caption_score(before, line, next, layout, links);
        if caption >= 3 && join != Join::Full {
            return (Class::Caption, caption < 5, None);
        }
        if join != Join::Full || !layout_says_head(line, next, layout) {
            return (Class::Body, doubtful, Some(join));
        }
    }
    let score = head_score(line, next, after_mark, layout, links, first);
    let pictured = marks::scene(&line.text.plain()) && line.text.width() <= 14 && open.is_some();
    match score {
        2.. if pictured => (Class::Caption, true, None),
        2.. => (Class::Head, score <= 3 && open.is_some(), None),
        _ => (Class::Body, score >= 0 && !ends_sentence(&line.text.plain()), None),
    }
}

/// Whether a paragraph continues in this line, and whether that is in doubt.
fn goes_on(before: &Line, line: &Line, layout: Layout, links: &Links<'_>) -> Option<(Join, bool)> {
    let plain = before.text.plain();
    if marks::dateline(&line.text.plain()).is_some() || marks::to_be_continued(&plain).is_some() {
        return None;
    }
    if ends_sentence(&plain) {
        // Only a full line in text without any other sign of a paragraph's end can hide one.
        let may = layout.width.is_some_and(|width| before.text.width() + before.indent / 2 + 1 >= width)
            && line.blanks == 0
            && !layout.begins(line);
        return may.then_some((Join::Full, !layout.indented));
    }
    if links.cuts_a_word(&before.text, &line.text) || line.text.first().is_some_and(cannot_begin) {
        return Some((Join::Word, false));
    }
    let lists = plain.ends_with(['：', '；']) && (layout.width.is_none() || layout.begins(line));
    let item = plain.ends_with(['：', '；']) && marks::enumerator(&line.text.plain()).is_some();
    let numbered = marks::enumerator(&line.text.plain()).is_some()
        && line.text.width() <= 20
        && !line.text.plain().contains(['，', '。', '；', '%']);
    let ended = layout.begins(line) && (!layout.is_full(before) || !plain.ends_with(['，', '、']));
    let short = layout.width.is_some() && !layout.is_full(before) && line.blanks > 0 && !layout.spaced;
    if lists || item || numbered || ended || short {
        return None;
    }
    Some((Join::Sentence, false))
}

/// Whether a short line after a finished one is laid out like a heading: shorter than most lines, and
/// something begins after it.
fn layout_says_head(line: &Line, next: Option<(&Line, Option<Class>)>, layout: Layout) -> bool {
    let plain = line.text.plain();
    let begins_behind = next.is_none_or(|(next, class)| class.is_some() || !layout.indented || layout.begins(next));
    !layout.is_full(line) && !ends_sentence(&plain) && !plain.contains('，') && begins_behind
}

/// How much a line in the middle of a sentence looks like the words under a picture.
fn caption_score(
    before: &Line,
    line: &Line,
    next: Option<(&Line, Option<Class>)>,
    layout: Layout,
    links: &Links<'_>,
) -> i32 {
    let plain = line.text.plain();
    let Some((next, None)) = next else { return -9 };
    if ends_sentence(&plain) || plain.contains(['，', '、']) || line.text.width() > 24 {
        return -9;
    }
    let mut score = 0;
    score += if line.blanks > usize::from(layout.spaced) { 2 } else { 0 };
    score += if marks::scene(&plain) { 3 } else { 0 };
    score += if line.text.width() <= 12 { 1 } else { 0 };
    score += if layout.width.is_some() && !layout.is_full(line) { 2 } else { 0 };
    score += if links.cuts_a_word(&before.text, &next.text) { 3 } else { 0 };
    score -= if links.cuts_a_word(&before.text, &line.text) { 4 } else { 0 };
    score -= if links.cuts_a_word(&line.text, &next.text) { 3 } else { 0 };
    score -= if next.text.first().is_some_and(cannot_begin) && ends_sentence(&next.text.plain()) { 2 } else { 0 };
    score
}

/// The longest numbered heading, in Han characters.
const LONG_HEADING: usize = 60;

/// How much a line looks like a title or a heading.
fn head_score(
    line: &Line,
    next: Option<(&Line, Option<Class>)>,
    after_mark: Option<Class>,
    layout: Layout,
    links: &Links<'_>,
    first: bool,
) -> i32 {
    let plain = line.text.plain();
    let width = line.text.width();
    // A numbered heading may be as long as a sentence, where each line is a paragraph.
    let numbered = plain.starts_with(|c| "一二三四五六七八九十（".contains(c)) && marks::enumerator(&plain).is_some();
    if numbered
        && layout.width.is_none()
        && width <= LONG_HEADING
        && !plain.contains(['。', '；', '：'])
        && next.is_some()
    {
        return 4;
    }
    let sentence = ends_sentence(&plain) && !plain.ends_with(['？', '！']);
    let open_ended = plain.ends_with(['，', '、', '；', '：']);
    if sentence || open_ended || !(2..=44).contains(&width) || line.text.first().is_some_and(cannot_begin) {
        return -9;
    }
    if marks::enumerator(&plain).is_some() && width <= 30 && !plain.contains('。') {
        return if next.is_some_and(|(next, _)| links.cuts_a_word(&line.text, &next.text)) { 0 } else { 4 };
    }
    let mut score = if plain.contains(['，', '。', '；']) { -1 } else { 2 };
    score += i32::from(width <= 24) + i32::from(width <= 16);
    score += match layout.width {
        Some(_) if layout.is_full(line) => -3,
        Some(_) => 1,
        None => 0,
    };
    score += i32::from(!layout.spaced && line.blanks > 0) + i32::from(plain.contains(' '));
    // The first thing on a page is more often its title than not.
    score += if first { 2 } else { 0 };
    score += match after_mark {
        Some(Class::Label) => 2,
        Some(Class::Source | Class::Byline | Class::Furniture) => 1,
        Some(Class::Head | Class::Body | Class::Caption | Class::Row) | None => 0,
    };
    if dangles(&plain) {
        score -= 4;
    }
    score + behind_head(line, next, layout, links)
}

/// What the line after a title or heading contributes to its score.
fn behind_head(line: &Line, next: Option<(&Line, Option<Class>)>, layout: Layout, links: &Links<'_>) -> i32 {
    let Some((next, class)) = next else { return -3 };
    if class.is_some() {
        return 1;
    }
    if marks::enumerator(&next.text.plain()).is_some_and(|_| next.text.width() <= 20) {
        return 3;
    }
    let (plain, behind) = (line.text.plain(), next.text.plain());
    let mut score = 0;
    // An indent begins a paragraph where the line after it has none.
    score -= if layout.begins(line) && next.indent == 0 && next.blanks == line.blanks { 4 } else { 0 };
    score -= if links.cuts_a_word(&line.text, &next.text) { 4 } else { 0 };
    score -= if next.text.first().is_some_and(cannot_begin) { 5 } else { 0 };
    score -= if marks::names_an_official(&plain, &behind) { 4 } else { 0 };
    let signed = marks::dateline(&behind).is_some() || marks::reporter(&behind).is_some();
    score += if signed { 3 } else { 0 };
    score += i32::from(!layout.spaced && next.blanks > 0) + i32::from(layout.begins(next));
    score
}

/// Whether a line stops at a word that needs another after it.
fn dangles(plain: &str) -> bool {
    let wanting = List(
        "的 和 与 及 在 对 为 是 将 把 被 从 向 由 以 并 而 或 等 其中 达 达到 超过 同比 增长 截至 实现 完成 \
             比 较 约 近 共 到 至 按 使 让 于 其",
    );
    let verbs = ["增长", "实现", "完成"];
    wanting.iter().any(|word| plain.ends_with(word) && !(verbs.contains(&word) && plain.chars().count() > 5))
}

/// The text of a line, for code that goes through lines.
impl Classed {
    /// What it prints.
    pub(crate) fn text(&self) -> &Text {
        &self.line.text
    }
}
