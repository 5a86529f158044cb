//! The articles of a page.
//!
//! In: lines and their classes. Out: [`Article`]s, each with title, headings, joined paragraphs and
//! tables, and what the page says about it: label, dateline, byline, source, where it continues from.
//!
//! May touch: nothing

use super::grid::is_placed;
use super::letters::Text;
use super::lines::{Class, Classed, Join};
use super::marks;
use super::page::Mark;
use super::parting;
use super::table::{self, PageTable};

/// A piece of an article's text.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The numbers of its lines in the input.
    pub lines: Vec<usize>,
}

/// What a piece of an article is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading between paragraphs.
    Heading(Text),
    /// A joined paragraph.
    Paragraph(Text),
    /// A table.
    Table(PageTable),
}

/// A line break that disappeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The line before it, from 1.
    pub after: usize,
    /// The line after it.
    pub before: usize,
    /// The last characters before it.
    pub left: String,
    /// The first characters after it.
    pub right: String,
    /// Why.
    pub why: Join,
    /// Whether an editor should look.
    pub doubtful: bool,
}

/// An article of a page.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The page's label over it: 招商引资, with its brackets.
    pub label: Option<Text>,
    /// Its title; `None` where it is on another page.
    pub title: Option<Text>,
    /// The lines above and below the title.
    pub subtitles: Vec<Text>,
    /// `新华社北京7月18日电`.
    pub dateline: Option<Text>,
    /// Who wrote it, as printed, with brackets.
    pub bylines: Vec<Text>,
    /// Where it was taken from, as printed, with brackets.
    pub sources: Vec<Text>,
    /// `（上接第一版）`.
    pub continued: Option<Text>,
    /// `（下转第三版）`.
    pub goes_on: Option<Text>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// What an editor should decide: lines that may be a title or a heading, or neither.
    pub doubts: Vec<(usize, String)>,
    /// The line it begins on.
    pub line: usize,
}

/// Puts lines together: joined blocks, and the breaks that disappeared. As one article where `one` says so; by the marks
/// between them where there are any. `title` is that of the first, where it is given.
pub(crate) fn articles(lines: &[Classed], one: bool, title: Option<Text>) -> (Vec<Article>, Vec<Joined>) {
    let mut joins = Vec::new();
    let pieces = pieces(lines, &mut joins);
    let marked = pieces.iter().any(|piece| piece.begins);
    let parts = blanks_part_articles(lines);
    let told = !marked && titles_tell(&pieces);
    let mut articles: Vec<Article> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let behind = &pieces[at + 1..];
        let is_next = |article: &Article| match one || marked {
            true => piece.begins && !one,
            false => {
                (((piece.apart && parts) || told) && is_title(piece, article))
                    || begins(piece, behind, article, at.checked_sub(1).map(|before| &pieces[before]))
            }
        };
        if articles.last().is_none_or(is_next) {
            let title = title.clone().filter(|_| articles.is_empty());
            articles.push(Article { line: piece.lines[0], title, ..Article::default() });
        }
        if let Some(article) = articles.last_mut() {
            article.take(piece, behind);
        }
    }
    (articles, joins)
}

/// Lines that belong together, and what they are.
#[derive(Clone, Debug)]
struct Piece {
    class: Class,
    text: Text,
    parts: Vec<Text>,
    lines: Vec<usize>,
    /// Whether more blank lines are before it than between lines.
    apart: bool,
    doubtful: bool,
    /// Whether a mark says that an article begins with it.
    begins: bool,
    /// Whether a mark says that it is a heading.
    heading: bool,
}

fn pieces(lines: &[Classed], joins: &mut Vec<Joined>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let usual = usual_blanks(lines);
    let mut begins = false;
    for classed in lines {
        let number = classed.line.number;
        begins |= matches!(classed.line.mark, Some(Mark::Begins | Mark::Title));
        if matches!(classed.class, Class::Furniture | Class::Caption) {
            continue;
        }
        let last = pieces.last_mut();
        match (classed.class, classed.joins, last) {
            (Class::Body, Some(why), Some(last)) if last.class == Class::Body => {
                joins.push(joined(last, classed, why));
                append_line(&mut last.text, classed.text());
                last.lines.push(number);
            }
            // A table of placed cells has no blank lines in it.
            (Class::Row, _, Some(last))
                if last.class == Class::Row && !begins && !(is_placed(classed.text()) && classed.line.blanks > 0) =>
            {
                last.parts.push(classed.text().clone());
                last.lines.push(number);
            }
            (class, ..) => pieces.push(Piece {
                class,
                text: classed.text().clone(),
                parts: vec![classed.text().clone()],
                lines: vec![number],
                apart: classed.line.blanks > usual,
                doubtful: classed.doubtful,
                begins: std::mem::take(&mut begins),
                heading: classed.line.mark == Some(Mark::Heading),
            }),
        }
    }
    pieces
}

/// Whether the heads between texts are titles, so that each is that of an article: all are as long as titles, and most tell
/// something as only a title does.
fn titles_tell(pieces: &[Piece]) -> bool {
    let is_text = |piece: &Piece| piece.class == Class::Body;
    let first = pieces.iter().find(|piece| matches!(piece.class, Class::Head | Class::Body));
    let between = || pieces.windows(3).filter(|three| is_text(&three[0]) && three[1].class == Class::Head);
    let may =
        |three: &[Piece]| is_text(&three[2]) && (parting::is_long(&three[1].text) || parting::tells(&three[1].text));
    let heads: Vec<&Piece> = first.into_iter().chain(between().map(|three| &three[1])).collect();
    let telling = heads.iter().filter(|piece| parting::tells(&piece.text)).count();
    heads.len() > 1
        && first.is_some_and(|first| first.class == Class::Head)
        && between().all(may)
        && telling * 2 > heads.len()
}

/// How many blank lines are between lines of one paragraph: one, where text extraction put one after each line.
fn usual_blanks(lines: &[Classed]) -> usize {
    usize::from(lines.iter().filter(|classed| classed.line.blanks > 0).count() * 3 > lines.len() * 2)
}

/// Whether paragraphs follow each other without blank lines, so that one before a head separates articles.
fn blanks_part_articles(lines: &[Classed]) -> bool {
    let usual = usual_blanks(lines);
    let behind = |class: Class| {
        let pairs = lines.windows(2).filter(move |pair| pair[0].class == class && pair[1].class == Class::Body);
        pairs.map(|pair| &pair[1]).filter(|classed| classed.joins.is_none()).map(|classed| classed.line.blanks <= usual)
    };
    let close = behind(Class::Body).all(|close| close);
    close && (behind(Class::Body).count() > 1 || behind(Class::Head).all(|close| close))
}

/// Whether a head can be the title of the next article.
fn is_title(piece: &Piece, article: &Article) -> bool {
    piece.class == Class::Head
        && (parting::is_long(&piece.text) || parting::tells(&piece.text))
        && !article.blocks.is_empty()
}

/// Joins a line to a paragraph: nothing between Han characters, a space between Latin words.
fn append_line(text: &mut Text, line: &Text) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.last())
        && latin(line.first())
        && let Some(&last) = text.0.last()
    {
        // The space takes the place of the line end.
        text.0.push(super::letters::Letter { clean: ' ', plain: ' ', at: last.at + last.len, len: 0 });
    }
    text.append(line);
}

fn joined(last: &Piece, classed: &Classed, why: Join) -> Joined {
    let left = last.text.slice(last.text.len().saturating_sub(6)..last.text.len()).clean();
    let right = classed.text().slice(0..classed.text().len().min(6)).clean();
    Joined {
        after: last.lines.last().copied().unwrap_or_default(),
        before: classed.line.number,
        left,
        right,
        why,
        doubtful: classed.doubtful,
    }
}

/// Whether a new article begins with this piece.
fn begins(piece: &Piece, behind: &[Piece], article: &Article, before: Option<&Piece>) -> bool {
    let plain = piece.text.plain();
    let has_text = !article.blocks.is_empty();
    match piece.class {
        Class::Label => has_text || article.title.is_some(),
        Class::Body if marks::continued(&plain).is_some() => has_text || article.title.is_some(),
        Class::Body => {
            has_text && marks::dateline(&plain).is_some() && !before.is_some_and(|before| before.class == Class::Head)
        }
        Class::Head => {
            let closed = !article.sources.is_empty()
                || article.goes_on.is_some()
                || (!article.bylines.is_empty() && article.closed_by_byline());
            has_text && (closed || announces(&plain, behind))
        }
        Class::Row | Class::Source | Class::Byline | Class::Caption | Class::Furniture => false,
    }
}

/// Whether the text after a head shows that it is a title: a dateline or a byline.
fn announces(plain: &str, behind: &[Piece]) -> bool {
    if marks::enumerator(plain).is_some() {
        return false;
    }
    let rest = behind.iter().position(|piece| piece.class != Class::Head).unwrap_or(behind.len());
    let starts = |piece: &Piece| match piece.class {
        Class::Byline => true,
        Class::Body => {
            let text = piece.text.plain();
            marks::dateline(&text).is_some() || marks::reporter(&text).is_some()
        }
        Class::Head | Class::Label | Class::Source | Class::Row | Class::Caption | Class::Furniture => false,
    };
    rest < 3 && behind.get(rest).is_some_and(starts)
}

impl Article {
    /// The paragraphs, without headings.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = &Text> {
        self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text),
            BlockKind::Heading(_) | BlockKind::Table(_) => None,
        })
    }

    fn closed_by_byline(&self) -> bool {
        // A byline under the title opens an article, one after its text closes it.
        self.bylines.last().zip(self.paragraphs().last()).is_some_and(|(byline, text)| {
            let at = |text: &Text| text.0.first().map_or(0, |letter| letter.at);
            at(byline) > at(text)
        })
    }

    fn take(&mut self, piece: &Piece, behind: &[Piece]) {
        match piece.class {
            Class::Label => self.label = Some(piece.text.clone()),
            Class::Source => self.sources.push(piece.text.clone()),
            Class::Byline => self.bylines.push(piece.text.clone()),
            Class::Head => self.take_head(piece, behind),
            Class::Row => {
                let parts: Vec<&Text> = piece.parts.iter().collect();
                self.push(BlockKind::Table(table::table(&parts)), piece);
            }
            Class::Body => self.take_paragraph(piece),
            Class::Caption | Class::Furniture => {}
        }
    }

    fn take_head(&mut self, piece: &Piece, behind: &[Piece]) {
        if piece.doubtful {
            let said = format!(
                "`{}` is read as a title or heading; it may be the beginning of a sentence",
                piece.text.clean()
            );
            self.doubts.push((piece.lines[0], said));
        }
        let enumerated = marks::enumerator(&piece.text.plain()).is_some();
        if piece.heading {
            self.push(BlockKind::Heading(piece.text.clone()), piece);
        } else if self.title.is_none() && self.continued.is_none() && self.blocks.is_empty() && !enumerated {
            self.title = Some(piece.text.clone());
        } else if self.blocks.is_empty()
            && self.title.is_some()
            && !enumerated
            && self.subtitles.len() < 2
            && self.dateline.is_none()
        {
            self.take_subtitle(piece, behind);
        } else {
            self.push(BlockKind::Heading(piece.text.clone()), piece);
        }
    }

    /// A second line at the head of an article: the rest of its title, or a line above or below it.
    fn take_subtitle(&mut self, piece: &Piece, behind: &[Piece]) {
        let more_heads = behind.iter().take_while(|piece| piece.class == Class::Head).count();
        let said =
            format!("`{}` follows the title; it may be its second line, a subtitle or a heading", piece.text.clean());
        self.doubts.push((piece.lines[0], said));
        let dashed = piece.text.plain().starts_with("——");
        // The last short line before the text, where the title is long already, is a first heading.
        let short = piece.text.width() <= 14 && self.title.as_ref().is_some_and(|title| title.width() > 14);
        match short && !dashed && more_heads == 0 {
            true => self.push(BlockKind::Heading(piece.text.clone()), piece),
            false => self.subtitles.push(piece.text.clone()),
        }
    }

    fn take_paragraph(&mut self, piece: &Piece) {
        let mut text = piece.text.clone();
        if let Some(mark) = marks::continued(&text.plain()) {
            self.continued = Some(cut_head(&mut text, mark));
            let said = "it goes on from another page; add its title, and look there for its beginning";
            self.doubts.push((piece.lines[0], said.to_owned()));
        }
        if self.dateline.is_none()
            && self.paragraphs().next().is_none()
            && let Some(length) = marks::dateline(&text.plain())
        {
            self.dateline = Some(cut_head(&mut text, length));
        }
        if let Some(length) = marks::reporter(&text.plain()).filter(|_| self.paragraphs().next().is_none()) {
            self.bylines.push(cut_head(&mut text, length));
        }
        if let Some(mark) = marks::to_be_continued(&text.plain()) {
            self.goes_on = Some(cut_tail(&mut text, mark));
        }
        while let Some((at, is_source)) = signature(&text.plain()) {
            let tail = cut_tail(&mut text, at);
            if is_source { self.sources.push(tail) } else { self.bylines.push(tail) }
        }
        let text = text.trimmed().closed_up();
        if !text.is_empty() {
            self.push(BlockKind::Paragraph(text), piece);
        }
    }

    fn push(&mut self, kind: BlockKind, piece: &Piece) {
        self.blocks.push(Block { kind, lines: piece.lines.clone() });
    }
}

/// The byte at which a byline or a source in brackets ends a text, and whether it is a source.
fn signature(plain: &str) -> Option<(usize, bool)> {
    let end = plain.trim_end();
    let open = end.ends_with('）').then(|| end.rfind('（')).flatten()?;
    let before = plain[..open].trim_end();
    let closed = before.is_empty() || before.ends_with(['。', '！', '？', '”', '）']);
    let bracket = &end[open..];
    match (closed, marks::source(bracket), marks::byline(bracket)) {
        (true, Some(_), _) => Some((open, true)),
        (true, None, Some(_)) => Some((open, false)),
        (true, None, None) | (false, ..) => None,
    }
}

/// Cuts the first bytes, as rules read them, off a text.
fn cut_head(text: &mut Text, bytes: usize) -> Text {
    let count = text.reading().letters(0..bytes).end;
    let head = text.slice(0..count);
    *text = text.slice(count..text.len()).trimmed();
    head
}

/// Cuts off the end of a text, from this byte on.
fn cut_tail(text: &mut Text, byte: usize) -> Text {
    let plain_len = text.plain().len();
    let count = text.reading().letters(byte..plain_len).start;
    let tail = text.slice(count..text.len());
    *text = text.slice(0..count).trimmed();
    tail
}
