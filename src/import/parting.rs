//! Where the articles of a page begin, by marks between them.
//!
//! In: the lines of a page. Out: [`Parted`]: the lines without the marks, those at which an article begins marked, and the
//! bytes of the marks. A mark is an editor's (`---`, `# title`) or one that digests print: numbered items, ◆, `【title】text`,
//! two blank lines.
//!
//! May touch: figure

use super::grid::is_placed;
use super::letters::{Text, ends_sentence};
use super::list::List;
use super::marks;
use super::page::{Line, Mark};
use std::ops::Range;

/// The lines of a page, parted.
#[derive(Clone, Debug)]
pub(crate) struct Parted {
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// The bytes of the marks.
    pub(crate) marks: Vec<Range<usize>>,
}

/// What a digest is called: lines of such a name are no title of an article.
const NAMES: List = List("digests");

/// Marks that stand before the items of a digest.
const BULLETS: &str = "■●◆▲★□◎◇▶►▍•※☆○◉▪▫✦🔹🔸";

/// The fewest characters of a title, without a verb or a number it would be a heading.
const TITLE: usize = 10;

/// The fewest of one that says how something moved: 3月M2增长7.8%.
const SHORT: usize = 7;

/// Parts a page; as one article where `one` says so.
pub(crate) fn parted(lines: Vec<Line>, one: bool) -> Parted {
    let by_hand = lines.iter().any(|line| is_rule(&line.text) || hashes(&line.text) == Some(1));
    let parted = match by_hand {
        true => by_editor(lines),
        false if one => Parted { lines, marks: Vec::new() },
        false => as_printed(lines),
    };
    if one { joined(parted) } else { parted }
}

/// Whether a line is a rule and nothing else: `---`, `***`, `———`.
fn is_rule(text: &Text) -> bool {
    let letters = text.0.iter().map(|letter| letter.clean);
    let first = text.0.first().map(|letter| letter.clean);
    text.len() >= 3
        && first.is_some_and(|first| "-*_=—－─━".contains(first) && letters.clone().all(|letter| letter == first))
}

/// How many `#` are before the title or heading of a line, as in Markdown.
fn hashes(text: &Text) -> Option<usize> {
    let count = text.0.iter().take_while(|letter| matches!(letter.clean, '#' | '＃')).count();
    let spaced = text.0.get(count).is_some_and(|letter| matches!(letter.plain, ' ' | '\t'));
    ((1..=6).contains(&count) && !is_placed(text) && spaced && text.len() > count + 1).then_some(count)
}

/// Parted where an editor put rules and titles.
fn by_editor(lines: Vec<Line>) -> Parted {
    let mut parted = Parted { lines: Vec::with_capacity(lines.len()), marks: Vec::new() };
    // The first article needs no rule.
    let mut begins = true;
    for mut line in lines {
        if is_rule(&line.text) {
            parted.marks.extend(bytes(&line.text));
            begins = true;
            continue;
        }
        match hashes(&line.text) {
            Some(count) => {
                parted.cut(&mut line, count);
                line.mark = Some(if count == 1 { Mark::Title } else { Mark::Heading });
            }
            None => line.mark = begins.then_some(Mark::Begins),
        }
        begins = false;
        parted.lines.push(line);
    }
    parted
}

/// As one article: only its first title stays one.
fn joined(mut parted: Parted) -> Parted {
    for (at, line) in parted.lines.iter_mut().enumerate() {
        line.mark = match line.mark {
            Some(Mark::Title) if at > 0 => Some(Mark::Heading),
            Some(Mark::Begins | Mark::Name) => None,
            mark => mark,
        };
    }
    parted
}

/// Where an item of a digest begins.
struct Item {
    /// Its line.
    line: usize,
    /// How many characters of the line are its mark.
    mark: usize,
    /// The characters of its title; the rest of the line is text. `None` where it has none.
    title: Option<Range<usize>>,
}

fn as_printed(lines: Vec<Line>) -> Parted {
    let found = numbered(&lines).or_else(|| bulleted(&lines)).or_else(|| boxed(&lines));
    match found.or_else(|| apart(&lines)) {
        Some(items) => by_items(lines, &items),
        None => Parted { lines, marks: Vec::new() },
    }
}

fn by_items(lines: Vec<Line>, items: &[Item]) -> Parted {
    let first = items.first().map_or(0, |item| item.line);
    let named = items.iter().any(|item| item.mark > 0);
    let mut parted = Parted { lines: Vec::with_capacity(lines.len()), marks: Vec::new() };
    for (at, mut line) in lines.into_iter().enumerate() {
        let Some(item) = items.iter().find(|item| item.line == at) else {
            line.mark = (named && at < first).then_some(Mark::Name);
            parted.lines.push(line);
            continue;
        };
        let whole = line.text.clone();
        let Some(title) = &item.title else {
            parted.cut(&mut line, item.mark);
            line.mark = Some(Mark::Begins);
            parted.lines.push(line);
            continue;
        };
        let rest = whole.slice(title.end..whole.len());
        parted.marks.extend(bytes(&whole.slice(0..title.start)));
        let closes = rest.first() == Some('】');
        parted.marks.extend(closes.then(|| bytes(&rest.slice(0..1))).flatten());
        let rest = rest.slice(usize::from(closes)..rest.len()).trimmed();
        parted.lines.push(Line { text: whole.slice(title.clone()).trimmed(), mark: Some(Mark::Title), ..line.clone() });
        if !rest.is_empty() {
            parted.lines.push(Line { text: rest, blanks: 0, ..line });
        }
    }
    parted
}

impl Parted {
    /// Says that the first line is the title of an article, where it is not the name of a digest.
    pub(crate) fn titled(mut self) -> Self {
        if let Some(first) = self.lines.first_mut().filter(|first| first.mark != Some(Mark::Name)) {
            first.mark = Some(Mark::Title);
        }
        self
    }

    /// Cuts a mark off a line.
    fn cut(&mut self, line: &mut Line, letters: usize) {
        self.marks.extend(bytes(&line.text.slice(0..letters)));
        line.text = line.text.slice(letters..line.text.len()).trimmed();
    }
}

/// The bytes of a text in the input.
fn bytes(text: &Text) -> Option<Range<usize>> {
    let (first, last) = (text.0.first()?, text.0.last()?);
    Some(first.at..last.at + last.len)
}

/// Whether a line can be a title: short, and no sentence.
fn is_head(text: &Text) -> bool {
    let plain = text.plain();
    let open = plain.ends_with(['，', '、', '；', '：']) || plain.contains('。');
    !open && !ends_sentence(&plain) && (2..=44).contains(&text.width())
}

/// Whether what is before the items lets them be those of a digest: nothing or its name. Items below any other title are
/// sections of one article, unless their own heads are plainly `titles`.
fn may_begin(before: &[Line], titles: bool) -> bool {
    let heads: Vec<&Line> = before.iter().filter(|line| !marks::is_furniture(&line.text.plain())).collect();
    let is_name = |line: &&Line| NAMES.stands_in(&line.text.plain()) || marks::is_label(&line.text.plain());
    match heads.as_slice() {
        [] => true,
        heads => {
            heads.len() <= 2 && heads.iter().all(|line| is_head(&line.text)) && (titles || heads.iter().all(is_name))
        }
    }
}

/// Whether what is before the items names a digest.
fn is_named(before: &[Line]) -> bool {
    before.iter().any(|line| is_head(&line.text) && NAMES.stands_in(&line.text.plain()))
}

/// Whether a head says something that only a title says: a number, a time, a place.
pub(crate) fn tells(text: &Text) -> bool {
    const WORDS: List = List(
        "上半年 下半年 季度 全年 月份 月末 年末 全国 全省 全市 全球 美国 日本 欧盟 欧元区 英国 德国 韩国 台湾 香港 央行 美联储 \
         国务院 统计局 海关 总署 证监会 发改委 商务部 财政部 工信部 农业农村部 人社部 住建部 交通运输部 省 市 县 首次 新高 新低",
    );
    let plain = text.plain();
    let verbs = |plain: &str| List("rising").stands_in(plain) || List("falling").stands_in(plain);
    let moves = || text.width() >= SHORT && (verbs(&plain) || plain.contains(['破', '创', '超']));
    (is_long(text) || moves())
        && marks::enumerator(&plain).is_none()
        && (plain.contains(|c: char| c.is_ascii_digit()) || WORDS.stands_in(&plain))
}

/// Whether a head is as long as a title. Headings between paragraphs are a few words.
pub(crate) fn is_long(text: &Text) -> bool {
    text.width() >= TITLE && marks::enumerator(&text.plain()).is_none()
}

/// Whether the lines between items have text, so that they are more than a list.
fn have_text(lines: &[Line], items: &[Item]) -> bool {
    let ends = items.iter().skip(1).map(|item| item.line).chain([lines.len()]);
    items.iter().zip(ends).all(|(item, end)| {
        let line = &lines[item.line].text;
        ends_sentence(&line.plain()) || lines[item.line + 1..end].iter().any(|line| ends_sentence(&line.text.plain()))
    })
}

/// Items of a digest that are numbered from 1.
fn numbered(lines: &[Line]) -> Option<Vec<Item>> {
    let numbers: Vec<Option<Number>> = lines.iter().map(|line| Number::of(&line.text)).collect();
    let first = numbers.iter().position(|number| number.as_ref().is_some_and(|number| number.value == 1))?;
    let style = numbers[first].as_ref()?.style;
    let mut items: Vec<Item> = Vec::new();
    for (at, number) in numbers.iter().enumerate().skip(first) {
        let Some(number) = number.as_ref().filter(|number| number.style == style) else { continue };
        if number.value == items.len() + 1 {
            items.push(item(&lines[at].text, at, number.letters));
        }
    }
    let titled = items.iter().filter(|item| item.title.is_some()).count();
    let text = |item: &Item| lines[item.line].text.slice(item.mark..lines[item.line].text.len());
    let titles = titled == items.len() && items.iter().all(|item| tells(&text(item)));
    let long = titled == 0 || items.iter().filter(|item| text(item).width() > TITLE).count() * 3 >= items.len() * 2;
    let before = &lines[..first];
    // Below a title short heads are those of sections, whatever they tell.
    let plainly = titles && items.iter().all(|item| is_long(&text(item)));
    let is_digest = may_begin(before, plainly) && (long || titles || is_named(before)) && have_text(lines, &items);
    (items.len() > 1 && is_digest).then_some(items)
}

/// The item that begins on a line, behind the characters of its mark.
fn item(text: &Text, line: usize, mark: usize) -> Item {
    let rest = text.slice(mark..text.len());
    Item { line, mark, title: is_head(&rest.trimmed()).then_some(mark..text.len()) }
}

/// The number before an item.
struct Number {
    value: usize,
    /// Its first and last character, and whether it is in Han numerals.
    style: (bool, char, bool),
    letters: usize,
}

impl Number {
    fn of(text: &Text) -> Option<Self> {
        let letters: Vec<char> = text.0.iter().map(|letter| letter.plain).collect();
        let opens = usize::from(letters.first() == Some(&'（'));
        let is_digit = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
        let digits: String = letters[opens..].iter().take_while(is_digit).take(3).collect();
        let end = opens + digits.chars().count();
        let close = letters.get(end).copied().filter(|c| matches!(c, '、' | '.' | '．' | '）' | '：'))?;
        // 3.5亿元 is no third item.
        let goes_on = letters.get(end + 1).is_none_or(|c| c.is_ascii_digit() && matches!(close, '.' | '．' | '：'));
        let han = digits.contains(|c: char| !c.is_ascii_digit());
        let value = if han { han_number(&digits)? } else { digits.parse().ok()? };
        (!goes_on).then_some(Self { value, style: (opens == 1, close, han), letters: end + 1 })
    }
}

/// 十二 is 12.
fn han_number(digits: &str) -> Option<usize> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|one| one == c).map(|at| at + 1);
    let mut letters = digits.chars();
    match (letters.next()?, letters.next(), letters.next()) {
        (c, None, _) => digit(c).or_else(|| (c == '十').then_some(10)),
        ('十', Some(c), None) => Some(10 + digit(c)?),
        (c, Some('十'), None) => Some(10 * digit(c)?),
        (c, Some('十'), Some(d)) => Some(10 * digit(c)? + digit(d)?),
        _ => None,
    }
}

/// Items of a digest that each have the same bullet before them.
fn bulleted(lines: &[Line]) -> Option<Vec<Item>> {
    let bullet = |line: &Line| {
        let first = line.text.0.first()?.clean;
        let is_byline = marks::byline(&line.text.plain()).is_some();
        (BULLETS.contains(first) && line.text.len() > 2 && !is_byline).then_some(first)
    };
    let first = lines.iter().position(|line| bullet(line).is_some())?;
    let kind = bullet(&lines[first])?;
    let items: Vec<Item> = (first..lines.len())
        .filter(|at| bullet(&lines[*at]) == Some(kind))
        .map(|at| item(&lines[at].text, at, 1))
        .collect();
    // A bullet before a label has a title below it.
    let labels = items.iter().filter(|item| {
        let next = lines.get(item.line + 1);
        item.title.is_some() && next.is_some_and(|next| is_head(&next.text))
    });
    let titled = items.iter().all(|item| item.title.is_some());
    let is_digest = may_begin(&lines[..first], titled) && labels.count() == 0 && have_text(lines, &items);
    (items.len() > 1 && is_digest).then_some(items)
}

/// Items of a digest that each begin with their title in brackets: `【title】text`.
fn boxed(lines: &[Line]) -> Option<Vec<Item>> {
    let boxed = |at: usize, line: &Line| {
        let plain = line.text.plain();
        let title = plain.strip_prefix('【')?.split_once('】')?.0;
        let letters = title.chars().count();
        let other = marks::reporter(&plain).is_some() || marks::continued(&plain).is_some();
        let label = marks::source(&plain).is_some() || marks::byline(&plain).is_some();
        let alone = letters + 2 == line.text.len();
        let over_text = lines.get(at + 1).is_some_and(|next| !is_head(&next.text));
        let fits = (3..=44).contains(&letters) && !other && !label && (!alone || (letters > 4 && over_text));
        fits.then_some(Item { line: at, mark: 1, title: Some(1..letters + 1) })
    };
    let items: Vec<Item> = lines.iter().enumerate().filter_map(|(at, line)| boxed(at, line)).collect();
    let letters: usize = items.iter().filter_map(|item| item.title.as_ref()).map(|title| title.len()).sum();
    let before = &lines[..items.first()?.line];
    let long = letters >= items.len() * 5 || is_named(before);
    (items.len() > 1 && long && may_begin(before, true) && have_text(lines, &items)).then_some(items)
}

/// Articles with more blank lines between them than between their paragraphs.
fn apart(lines: &[Line]) -> Option<Vec<Item>> {
    let starts: Vec<usize> = (0..lines.len()).filter(|at| *at == 0 || lines[*at].blanks > 1).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let whole = starts.iter().zip(ends).all(|(&start, end)| {
        let head = &lines[start].text;
        let titled = marks::is_label(&head.plain()) || (is_head(head) && marks::enumerator(&head.plain()).is_none());
        titled
            && (start == 0 || head.width() >= TITLE)
            && lines[start + 1..end].iter().any(|line| ends_sentence(&line.text.plain()))
    });
    let item = |start: usize| Item { line: start, mark: 0, title: None };
    (starts.len() > 1 && whole).then(|| starts.into_iter().map(item).collect())
}
