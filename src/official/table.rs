//! The rows of a snapshot.
//!
//! In: the bytes of a CSV file (SDMX-CSV, or any with a line of names) or a workbook, and which columns and rows are meant. Out:
//! [`Row`]s: a period, a number, when it was published.
//!
//! May touch: packed, diag, tree, figure

use crate::diag::{Code, Malformed};
use crate::figure::{Number, Period};
use crate::tree::Fields;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A number of a snapshot.
pub(super) struct Row {
    pub(super) period: Period,
    pub(super) number: Decimal,
    /// The number as it is in the file.
    pub(super) text: String,
    /// The power of ten that it is to be multiplied by.
    pub(super) exponent: i32,
    pub(super) published: Option<Date>,
    /// Its line or row in the file, from 1.
    pub(super) line: usize,
}

/// Which columns and rows are meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    period: Option<String>,
    value: Option<String>,
    published: Option<String>,
    /// What cells of other columns say in the rows that are meant.
    rows: Vec<(String, String)>,
    /// The sheet of a workbook; the first when not given.
    sheet: Option<String>,
    /// The name of the one row that is meant, where periods are the names of columns.
    row: Option<String>,
    /// What is taken from each number: 100 of an index that says how much prices are of those of a year before.
    minus: Decimal,
    /// Whether a month stands for the months since January.
    cumulative: bool,
}

/// What columns are called that nobody has named.
const PERIOD: [&str; 13] = [
    "TIME_PERIOD",
    "TIME",
    "period",
    "时期",
    "時期",
    "期间",
    "期間",
    "时间",
    "時間",
    "月份",
    "统计期",
    "統計期",
    "資料期",
];
const VALUE: [&str; 6] = ["OBS_VALUE", "value", "数值", "數值", "值", "指标值"];
const PUBLISHED: [&str; 6] = ["published", "PUBLICATION_DATE", "VINTAGE", "发布日期", "發布日期", "公布日期"];

impl Layout {
    /// Reads `columns`, `rows`, `row`, `sheet`, `minus` and `cumulative`.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let mut layout = Self::default();
        if let Some(mut columns) = fields.table("columns") {
            let mut named = |key| columns.text(key).map(|name| name.value);
            (layout.period, layout.value, layout.published) = (named("period"), named("value"), named("published"));
            fields.absorb(columns.finish());
        }
        layout.rows = fields.pairs("rows").into_iter().map(|(name, value)| (name.value, value.value)).collect();
        layout.sheet = fields.text("sheet").map(|sheet| sheet.value);
        layout.row = fields.text("row").map(|row| row.value);
        layout.cumulative = fields.truth("cumulative");
        if let Some(minus) = fields.parse::<Number>("minus", Code::BadQuantity) {
            layout.minus = minus.value.value();
        }
        layout
    }
}

/// Where the columns are in a file.
struct Places {
    period: usize,
    value: usize,
    published: Option<usize>,
    exponent: Option<usize>,
    rows: Vec<(usize, String)>,
}

/// The rows that are meant, in the order of the file; those without a number are left out.
pub(super) fn read(bytes: &[u8], ending: &str, layout: &Layout) -> Result<Vec<Row>, Malformed> {
    let cells = match ending {
        "xlsx" => workbook(bytes, layout)?,
        _ => separated(bytes)?,
    };
    let rows = match &layout.row {
        Some(name) => across(&cells, name, layout)?,
        None => down(&cells, layout)?,
    };
    match rows.is_empty() {
        true => Err(malformed("it has no number in these rows", "look at `columns`, `rows` and `row`")),
        false => Ok(rows),
    }
}

/// Numbers below each other: a row each, under a row of names.
fn down(cells: &[Vec<String>], layout: &Layout) -> Result<Vec<Row>, Malformed> {
    let head = cells.iter().position(|row| places(row, layout).is_ok()).unwrap_or(0);
    let places = places(cells.get(head).map_or(&[][..], Vec::as_slice), layout)?;
    let mut rows = Vec::new();
    for (at, cells) in cells.iter().enumerate().skip(head + 1) {
        let cell = |place: usize| cells.get(place).map_or("", |cell| cell.trim());
        if places.rows.iter().all(|(place, wanted)| cell(*place) == wanted) {
            rows.extend(row(&places, &cell, at + 1, layout)?);
        }
    }
    Ok(rows)
}

/// Numbers beside each other: one row of them, under a row of periods.
fn across(cells: &[Vec<String>], name: &str, layout: &Layout) -> Result<Vec<Row>, Malformed> {
    let is_named = |row: &Vec<String>| row.iter().any(|cell| cell.trim() == name);
    let at = cells.iter().position(is_named).ok_or_else(|| {
        malformed(format!("it has no row `{name}`"), "write as `row` what the first cell of the row says")
    })?;
    let period = |cell: &String| Period::in_data(cell).ok();
    let head = cells[..at].iter().rev().find(|row| row.iter().skip(1).any(|cell| period(cell).is_some()));
    let head = head.ok_or_else(|| {
        malformed(format!("there are no periods above the row `{name}`"), "give the numbers below each other")
    })?;
    let mut rows = Vec::new();
    for (cell, period) in cells[at].iter().zip(head).filter_map(|(cell, head)| Some((cell, period(head)?))) {
        if let Some(number) = number(cell.trim(), layout) {
            let period = if layout.cumulative { since_january(period) } else { period };
            rows.push(Row { period, number, text: cell.trim().to_owned(), exponent: 0, published: None, line: at + 1 });
        }
    }
    Ok(rows)
}

fn malformed(message: impl Into<String>, help: impl Into<String>) -> Malformed {
    Malformed::new(0..0, message, help)
}

fn row<'c>(
    places: &Places,
    cell: &dyn Fn(usize) -> &'c str,
    line: usize,
    layout: &Layout,
) -> Result<Option<Row>, Malformed> {
    let text = cell(places.value);
    let Some(number) = number(text, layout) else { return Ok(None) };
    let written = cell(places.period);
    let wrong = |wrong: Malformed| malformed(format!("line {line}: {}", wrong.message), wrong.help);
    let period = Period::in_data(written).map_err(wrong)?;
    let period = if layout.cumulative { since_january(period) } else { period };
    let published = places.published.map(cell).filter(|day| !day.is_empty());
    let published = published.map(|day| {
        let days = Period::in_data(day).ok().and_then(|day| day.end());
        days.ok_or_else(|| malformed(format!("line {line}: `{day}` is no day"), "write days as in `2025-07-15`"))
    });
    let exponent = places.exponent.map(cell).filter(|exponent| !exponent.is_empty());
    let exponent =
        exponent.map_or(Some(0), |exponent| exponent.parse::<i32>().ok()).filter(|exponent| exponent.abs() <= 15);
    let exponent = exponent
        .ok_or_else(|| malformed(format!("line {line}: UNIT_MULT is no power of ten"), "write it as in `6`"))?;
    Ok(Some(Row { period, number, text: text.to_owned(), exponent, published: published.transpose()?, line }))
}

/// A number as offices write it; where they have none they write a sign or a word.
fn number(text: &str, layout: &Layout) -> Option<Decimal> {
    let plain = text.trim_end_matches('%').replace([',', ' ', '\u{a0}'], "").replace('−', "-");
    let number = plain.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&plain)).ok()?;
    number.checked_sub(layout.minus)
}

/// January to the end of a period.
fn since_january(period: Period) -> Period {
    let months =
        period.end().and_then(|end| format!("{}-01/{}-{:02}", end.year(), end.year(), end.month()).parse().ok());
    match period.end() {
        Some(end) if end.month() == 1 => period,
        _ => months.unwrap_or(period),
    }
}

/// Where the columns are, by a row of names.
fn places(head: &[String], layout: &Layout) -> Result<Places, Malformed> {
    let find =
        |name: &str| head.iter().position(|cell| cell.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
    let column = |named: Option<&String>, usual: &[&str]| match named {
        Some(name) => find(name).ok_or_else(|| name.clone()),
        None => {
            usual.iter().find_map(|name| find(name)).ok_or_else(|| usual.first().map_or("", |name| name).to_owned())
        }
    };
    let wanted = |missing: String| {
        let known = head.iter().map(|cell| format!("`{}`", cell.trim())).collect::<Vec<_>>().join(", ");
        malformed(
            format!("it has no column `{missing}`"),
            format!("say in `columns` what it is called; there are {known}"),
        )
    };
    let rows =
        layout.rows.iter().map(|(name, value)| Ok((find(name).ok_or_else(|| wanted(name.clone()))?, value.clone())));
    Ok(Places {
        period: column(layout.period.as_ref(), &PERIOD).map_err(wanted)?,
        value: column(layout.value.as_ref(), &VALUE).map_err(wanted)?,
        published: match &layout.published {
            Some(name) => Some(find(name).ok_or_else(|| wanted(name.clone()))?),
            None => PUBLISHED.iter().find_map(|name| find(name)),
        },
        exponent: find("UNIT_MULT"),
        rows: rows.collect::<Result<_, Malformed>>()?,
    })
}

/// The cells of a CSV file, whatever parts them.
fn separated(bytes: &[u8]) -> Result<Vec<Vec<String>>, Malformed> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(malformed("this file is not UTF-8", "convert it, for example with `iconv -f gb18030 -t utf-8`"));
    };
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    let mark = [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|wrong| malformed(wrong.to_string(), "write it as CSV (RFC 4180)"))?;
        let line = record.position().map_or(rows.len(), |position| usize::try_from(position.line()).unwrap_or(0));
        // Lines that hold nothing count too: numbers are told by the lines they are in.
        rows.resize(rows.len().max(line.saturating_sub(1)), Vec::new());
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

#[cfg(feature = "office")]
fn workbook(bytes: &[u8], layout: &Layout) -> Result<Vec<Vec<String>>, Malformed> {
    use crate::packed::{Package, sheets};
    let read = || {
        let mut package = Package::open(bytes)?;
        let workbook = package.part("xl/workbook.xml")?.unwrap_or_default();
        sheets(&mut package, &workbook)
    };
    let all = read().map_err(|wrong: anyhow::Error| malformed(wrong.to_string(), "save it as .xlsx or .csv"))?;
    let names: Vec<String> = all.iter().map(|sheet| format!("`{}`", sheet.name)).collect();
    let wanted = |name: &str| layout.sheet.as_ref().is_none_or(|sheet| sheet == name);
    let found = all.into_iter().find(|sheet| wanted(&sheet.name)).map(|sheet| sheet.rows);
    found.ok_or_else(|| malformed("it has no such sheet", format!("write one of {} as `sheet`", names.join(", "))))
}

#[cfg(not(feature = "office"))]
fn workbook(_: &[u8], _: &Layout) -> Result<Vec<Vec<String>>, Malformed> {
    Err(malformed("this build reads no office files (feature `office`)", "save it as CSV"))
}
