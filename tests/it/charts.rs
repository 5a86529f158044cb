//! Charts against drawings of print in `tests/cases/charts`, one TOML file a chart, and against laws that hold for
//! every chart: XML that can be read, words that touch neither each other nor the edge, the same bytes each time.
//!
//! `JIANBAO_CHART_SHEET=FILE cargo test --test it charts::` also writes a page of all of them, to be looked at.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::helpers::root;
use jianbao::chart::{
    Area, Bar, Bars, Chart, Dot, Drawing, Event, Form, Line, Mark, Omitted, Reference, Role, Spark, Tile, Tiles, Words,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;

/// A case file. `dots` are lines `period value mark text`, of which mark and text may be left out; `rows` are lines
/// `label | value | mark or target | text`; `spark` has words of numbers and `-` for gaps.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    form: String,
    #[serde(default = "hans")]
    lang: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    subtitle: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    lines: Vec<LineCase>,
    /// `value words`.
    #[serde(default)]
    reference: String,
    #[serde(default)]
    rows: String,
    /// `after words`.
    #[serde(default)]
    omitted: String,
    #[serde(default)]
    spark: String,
    /// Lines `month date text`.
    #[serde(default)]
    events: String,
    #[serde(default)]
    indexed: bool,
    /// Lines `column row name value text`.
    #[serde(default)]
    tiles: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineCase {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    off: bool,
    /// What `changes` are against.
    #[serde(default)]
    by: String,
    /// A change for each dot, in order.
    #[serde(default)]
    changes: String,
    dots: String,
}

fn hans() -> String {
    "zh-Hans".to_owned()
}

fn words(lang: &str) -> Words {
    let words = match lang {
        "zh-Hans" => ["约数", "推算", "修订", "初步数", "目标", "预测", "纵轴不从零起"],
        _ => ["約數", "推算", "修訂", "初步數", "目標", "預測", "縱軸不從零起"],
    };
    let [approx, derived, revised, preliminary, target, forecast, cut] = words.map(str::to_owned);
    let [table, period, value] = match lang {
        "zh-Hans" => ["图中数据", "时期", "数值"],
        _ => ["圖中資料", "時期", "數值"],
    }
    .map(str::to_owned);
    Words {
        aside: "（{text}）".into(),
        approx,
        derived,
        revised,
        preliminary,
        target,
        forecast,
        cut,
        table,
        period,
        value,
    }
}

fn mark(code: &str) -> Mark {
    match code {
        "" | "exact" | "target" => Mark::Exact,
        "approx" => Mark::Approx,
        "derived" => Mark::Derived,
        "revised" => Mark::Revised,
        "preliminary" => Mark::Preliminary,
        other => panic!("no mark {other}"),
    }
}

/// `2025-06 6.4 revised 6.4%`; periods as in front matter.
fn dot(line: &str, unit: &str) -> Dot {
    let mut cells = line.split_whitespace();
    let period = cells.next().unwrap();
    let value: Decimal = cells.next().unwrap().parse().unwrap();
    let mark = mark(cells.next().unwrap_or_default());
    let text = cells.collect::<Vec<_>>().join(" ");
    let text = if text.is_empty() { format!("{value}{unit}").replace('-', "−") } else { text };
    let year = period[..4].parse::<i32>().unwrap();
    let month = |text: &str| text[5..7].parse::<i32>().unwrap() - 1;
    let (from, to, step, short) = match period.get(5..6) {
        None => (0, 11, 12, format!("{year}")),
        Some("Q") => {
            let quarter: i32 = period[6..].parse().unwrap();
            (quarter * 3 - 3, quarter * 3 - 1, 3, format!("{quarter}季度"))
        }
        Some("H") => {
            let half: i32 = period[6..].parse().unwrap();
            (half * 6 - 6, half * 6 - 1, 6, ["上半年", "下半年"][half as usize - 1].to_owned())
        }
        Some(_) => match period.split_once('/') {
            Some((from, to)) => (month(from), month(to), 1, format!("1—{}月", month(to) + 1)),
            None => (month(period), month(period), 1, format!("{}月", month(period) + 1)),
        },
    };
    let label = if short.starts_with(char::is_numeric) && step == 12 {
        format!("{year}年")
    } else {
        format!("{year}年{short}")
    };
    Dot { from: year * 12 + from, to: year * 12 + to, step, label, short, value, text, change: String::new(), mark }
}

fn bar(line: &str) -> Bar {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [label, value, sign, text] = cells[..] else { panic!("four cells: {line}") };
    let (label, text) = (label.to_owned(), text.to_owned());
    Bar { label, value: value.parse().unwrap(), text, mark: mark(sign), target: sign == "target" }
}

/// What a case file shows, as HTML.
fn draw(path: &Path) -> String {
    let case: Case = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let id = path.file_stem().unwrap().to_string_lossy().into_owned();
    match case.form.as_str() {
        "spark" => {
            let values = case.spark.split_whitespace().map(|value| value.parse().ok()).collect();
            Spark { values, scale: None }.svg() + "\n"
        }
        "bars" => {
            let rows: Vec<Bar> = case.rows.lines().map(bar).collect();
            let Case { lang, title, subtitle, omitted, .. } = case;
            let words = words(&lang);
            let omitted = omitted
                .split_once(' ')
                .map(|(after, words)| Omitted { after: after.parse().unwrap(), words: words.to_owned() });
            let html = Bars { id, lang, title, subtitle, rows, omitted, words }.html();
            readable(&html);
            html
        }
        "tiles" => {
            let tile = |line: &str| {
                let cells: Vec<&str> = line.split_whitespace().collect();
                let [column, row, name, value, text] = cells[..] else { panic!("five cells: {line}") };
                let at = (column.parse().unwrap(), row.parse().unwrap());
                Tile { at, name: name.to_owned(), value: value.parse().ok(), text: text.to_owned() }
            };
            let tiles = case.tiles.lines().map(tile).collect();
            let Case { lang, title, subtitle, description, .. } = case;
            let map = Tiles { id, lang, title, subtitle, description, tiles };
            hold(&map.drawing().into_iter().collect::<Vec<_>>());
            map.html().unwrap_or_else(|| "no map\n".to_owned())
        }
        form => {
            let form = if form == "line" { Form::Line } else { Form::Bar };
            let Case { lang, title, subtitle, description, unit, lines, reference, events, indexed, .. } = case;
            let line = |line: LineCase| Line {
                shown: !line.off,
                by: line.by,
                name: line.name,
                role: match line.role.as_str() {
                    "" => Role::Actual,
                    "target" => Role::Target,
                    "forecast" => Role::Forecast,
                    other => panic!("no role {other}"),
                },
                dots: line
                    .dots
                    .lines()
                    .zip(line.changes.lines().chain(std::iter::repeat("")))
                    .map(|(dots, change)| Dot { change: change.to_owned(), ..dot(dots, &unit) })
                    .collect(),
            };
            let event = |line: &str| {
                let [at, date, text] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
                    panic!("three words: {line}")
                };
                Event { month: dot(&format!("{at} 0"), "").to, date: date.to_owned(), text: text.to_owned() }
            };
            let events = events.lines().map(event).collect();
            let lines = lines.into_iter().map(line).collect();
            let words = words(&lang);
            let reference = reference
                .split_once(' ')
                .map(|(value, label)| Reference { value: value.parse().unwrap(), label: label.to_owned() });
            let unit = unit.clone();
            let chart =
                Chart { id, lang, title, subtitle, description, form, unit, lines, reference, events, indexed, words };
            hold(&[chart.drawing()]);
            plain(&chart);
            chart.html()
        }
    }
}

/// The attributes that are numbers.
const GEOMETRY: [&str; 15] =
    ["cx", "cy", "d", "height", "points", "r", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"];

/// Words are within their drawing and do not overlap, and the XML can be read.
fn hold(drawings: &[Drawing]) {
    for drawing in drawings {
        // On a small phone, in a text, on the whole page.
        let (least, height) = drawing.size();
        for width in [least, 480.0, 704.0, 944.0] {
            let words: Vec<(&str, Area)> = drawing.words(width).collect();
            for (n, (word, area)) in words.iter().enumerate() {
                assert!(
                    area.left >= -0.1 && area.top >= -0.1 && area.right <= width + 0.1 && area.bottom <= height + 0.1,
                    "{word} leaves the drawing of {width} by {height}: {area:?}"
                );
                for (other, beside) in &words[n + 1..] {
                    assert!(!area.overlaps(beside), "at {width} {word} {area:?} touches {other} {beside:?}");
                }
            }
        }
        readable(&drawing.svg());
    }
}

/// Without a style sheet a drawing is of few elements, whose attributes say all and need nothing else.
fn plain(chart: &Chart) {
    const ELEMENTS: [&str; 6] = ["g", "path", "circle", "rect", "line", "text"];
    const OTHERS: [&str; 11] = [
        "fill",
        "fill-opacity",
        "font-size",
        "font-weight",
        "stroke",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
    ];
    let drawing = chart.plain();
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", drawing.inner());
    readable(&svg);
    for element in scraper::Html::parse_fragment(&svg).select(&scraper::Selector::parse("svg *").unwrap()) {
        assert!(ELEMENTS.contains(&element.value().name()), "{svg}");
        for (name, value) in element.value().attrs() {
            assert!(GEOMETRY.contains(&name) || OTHERS.contains(&name), "{name}: {svg}");
            assert!(!value.contains(['%', '#']) || value.len() == 7, "{name}={value}: {svg}");
            assert!(!value.contains("var("), "{name}={value}: {svg}");
        }
    }
    let page: Vec<String> = chart.drawing().words(drawing.size().0).map(|(word, _)| word.to_owned()).collect();
    assert_eq!(drawing.words(drawing.size().0).map(|(word, _)| word.to_owned()).collect::<Vec<_>>(), page);
}

/// XML that can be read, without scripts, its places numbers.
fn readable(svg: &str) {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect(svg) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                assert!(start.name().as_ref() != "script");
                for attribute in start.attributes() {
                    let attribute = attribute.expect(svg);
                    let value = &*attribute.value;
                    let drawn = GEOMETRY.contains(&attribute.key.as_ref());
                    assert!(!drawn || !["NaN", "inf"].iter().any(|bad| value.contains(bad)), "{value} in {svg}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn charts_are_drawn_as_printed() {
    let folder = root().join("tests/cases/charts");
    let mut sheet = String::new();
    insta::glob!(&folder, "*.toml", |path| {
        let html = draw(path);
        writeln!(sheet, "<h2>{}</h2>\n{html}", path.file_stem().unwrap().to_string_lossy()).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("chart", html));
    });
    if let Some(file) = std::env::var_os("JIANBAO_CHART_SHEET") {
        fs::write(file, sheet).unwrap();
    }
}

/// Words as an author, a scraper or an enemy may write them.
fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[一-龥]{0,12}",
        1 => "[一-龥，。（）]{0,120}",
        1 => "[a-zA-Z0-9 .,%−<>&\"']{0,40}",
        1 => any::<String>(),
    ]
}

/// Numbers of every size, near each other and far apart.
fn any_value() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        4 => (-999i64..9999, 0u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => (any::<i64>(), 0u32..28).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
        1 => Just(Decimal::MAX),
        1 => Just(Decimal::MIN),
    ]
}

fn any_mark() -> impl Strategy<Value = Mark> {
    prop::sample::select(vec![Mark::Exact, Mark::Approx, Mark::Derived, Mark::Revised, Mark::Preliminary])
}

fn any_dot() -> impl Strategy<Value = Dot> {
    let month = prop_oneof![6 => 2020 * 12..2026 * 12i32, 1 => any::<i32>()];
    let step = prop::sample::select(vec![1, 1, 1, 3, 6, 12, 0, -5]);
    (month, step, any_words(), any_value(), any_mark()).prop_map(|(to, step, text, value, mark)| {
        let short = if step == 12 { format!("{}", to.div_euclid(12)) } else { format!("{}月", to.rem_euclid(12) + 1) };
        Dot { from: to, to, step, label: text.clone(), short, value, change: text.clone(), text, mark }
    })
}

fn any_line() -> impl Strategy<Value = Line> {
    let role = prop::sample::select(vec![Role::Actual, Role::Actual, Role::Target, Role::Forecast]);
    (any_words(), role, any::<bool>(), prop::collection::vec(any_dot(), 0..20))
        .prop_map(|(name, role, shown, dots)| Line { by: name.clone(), name, role, shown, dots })
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let form = prop::sample::select(vec![Form::Line, Form::Bar]);
    let lines = prop::collection::vec(any_line(), 0..5);
    let reference = prop::option::of((any_value(), any_words()).prop_map(|(value, label)| Reference { value, label }));
    let event = (2020 * 12..2026 * 12i32, any_words());
    let event = event.prop_map(|(month, text)| Event { month, date: text.clone(), text });
    let events = prop::collection::vec(event, 0..4);
    (any_words(), any_words(), any_words(), any_words(), form, lines, reference, events).prop_map(
        |(id, title, subtitle, unit, form, lines, reference, events)| {
            let (lang, description) = (hans(), title.clone());
            Chart {
                id,
                lang: lang.clone(),
                title,
                subtitle,
                description,
                form,
                unit,
                lines,
                reference,
                events,
                indexed: false,
                words: words(&lang),
            }
        },
    )
}

fn any_bars() -> impl Strategy<Value = Bars> {
    let row = (any_words(), any_value(), any_words(), any_mark(), any::<bool>());
    let row = row.prop_map(|(label, value, text, mark, target)| Bar { label, value, text, mark, target });
    let omitted = prop::option::of((0..9usize, any_words()).prop_map(|(after, words)| Omitted { after, words }));
    (any_words(), prop::collection::vec(row, 0..9), omitted).prop_map(|(title, rows, omitted)| {
        let lang = hans();
        let words = words(&lang);
        let subtitle = title.clone();
        Bars { id: "b".to_owned(), lang, title, subtitle, rows, omitted, words }
    })
}

proptest! {
    #[test]
    fn any_chart_can_be_read(chart in any_chart()) {
        hold(&[chart.drawing()]);
        plain(&chart);
        prop_assert_eq!(chart.html(), chart.clone().html());
    }

    #[test]
    fn any_bars_can_be_read(bars in any_bars()) {
        readable(&bars.html());
        prop_assert_eq!(bars.html(), bars.clone().html());
    }

    /// Lines of a chart do not share their bytes by chance: the order of dots is that of time, not of the file.
    #[test]
    fn dots_may_stand_in_any_order(chart in any_chart()) {
        let mut turned = chart.clone();
        for line in &mut turned.lines {
            line.dots.sort_by_key(|dot| dot.to);
            line.dots.dedup_by_key(|dot| dot.to);
        }
        let sorted = turned.html();
        for line in &mut turned.lines {
            line.dots.reverse();
        }
        prop_assert_eq!(turned.html(), sorted);
    }

    #[test]
    fn any_spark_can_be_read(values in prop::collection::vec(prop::option::of(any_value()), 0..30)) {
        let svg = Spark { values, scale: None }.svg();
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
    }
}
