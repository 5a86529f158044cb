//! Figures of tables.
//!
//! In: a table, what stands above it, and what is kept in mind. Out: a figure for each value, with the change that belongs
//! to it; the numbers of which the table does not say what they are are left out, with the reason.
//!
//! May touch: text, figure

use super::context::Context;
use super::labels::{Label, Says, When, is_unit, subject};
use super::scan::Reason;
use super::{Figure, LeftOut, Stated};
use crate::figure::{Basis, Change, Period, Quantity};
use crate::import::grid::unit_of;
use crate::import::letters::{Text, is_han};
use crate::import::list::List;
use crate::import::marks;
use crate::import::table::{PageTable, is_number};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::Range;

/// Reads the rows of a table; `above` is what may be its caption, the nearest first.
pub(super) fn table(table: &PageTable, above: &[String], block: usize, context: &mut Context) {
    let today = context.today;
    let columns: Vec<Column> = (0..table.head.len()).map(|place| Column::of(table, place, today)).collect();
    let groups = groups(&columns);
    let times = above.iter().filter_map(|caption| match Label::read(caption, today, false).time {
        Some(When::Period(period) | When::Month(period)) => Some(period),
        _ => None,
    });
    let mut rows = Rows {
        subject: above.iter().find_map(|caption| subject(caption, today)),
        unit: above.iter().find_map(|caption| unit_of(caption)),
        lead: times.into_iter().next().or(context.lead),
        monthly: columns.iter().any(|column| column.head.contains("同月")),
        twice: twice(table, &columns, groups.first().cloned().unwrap_or_default()),
        groups,
        columns,
        section: String::new(),
        year: None,
        block,
        context,
    };
    let mut at: usize = table.head.iter().map(Text::len).sum();
    for row in &table.rows {
        let starts: Vec<usize> = row
            .iter()
            .scan(at, |at, cell| {
                let start = *at;
                *at += cell.len();
                Some(start)
            })
            .collect();
        at = starts.last().zip(row.last()).map_or(at, |(start, cell)| start + cell.len());
        rows.read(row, &starts, at);
    }
}

/// The columns of each of the tables that stand side by side: each begins with the same head.
fn groups(columns: &[Column]) -> Vec<Range<usize>> {
    let first = columns.first().map(|column| column.head.as_str()).unwrap_or_default();
    let begins = |at: &usize| *at == 0 || columns[*at].names && columns[*at].head == first;
    let starts: Vec<usize> = (0..columns.len()).filter(begins).collect();
    let ends = starts.iter().copied().skip(1).chain([columns.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The labels of a row as one text.
fn names(row: &[Text], columns: &[Column], group: Range<usize>) -> String {
    group.filter(|place| columns[*place].names).filter_map(|place| row.get(place)).map(Text::plain).collect()
}

/// The names that more than one row has.
fn twice(table: &PageTable, columns: &[Column], group: Range<usize>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let rows = table.rows.iter().filter(|row| row.iter().skip(1).any(|cell| !cell.is_empty()));
    rows.for_each(|row| *seen.entry(names(row, columns, group.clone())).or_default() += 1);
    seen.into_iter().filter(|(name, times)| *times > 1 && !name.is_empty()).map(|(name, _)| name).collect()
}

/// A column.
#[derive(Clone, Debug)]
struct Column {
    /// Its head.
    head: String,
    /// What that says.
    label: Label,
    /// Whether its cells are labels of the rows: names, places, times.
    names: bool,
    /// Whether they are places.
    places: bool,
}

impl Column {
    fn of(table: &PageTable, place: usize, today: Date) -> Self {
        let head = table.head[place].plain();
        let label = Label::read(&head, today, false);
        let cells: Vec<String> = table.rows.iter().filter_map(|row| row.get(place)).map(Text::plain).collect();
        let cells: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let timed = place == 0 || head.contains(['年', '月', '期', '时']);
        let is_time = |cell: &&&String| {
            let label = Label::read(cell, today, true);
            label.name.is_empty() && matches!(label.time, Some(When::Period(_) | When::Month(_)))
        };
        let words = cells.iter().filter(|cell| amount(cell).is_none() && !is_none(cell)).count();
        let is_label = label.says == Says::Values && label.unit.is_none() && words * 2 > cells.len()
            || label.says == Says::Values && timed && cells.iter().filter(is_time).count() * 2 > cells.len();
        let names = is_label || place == 0 && words > 0;
        let places = names && List("table_places").ending(&head.replace(' ', "")).is_some();
        Self { head, label, names, places }
    }
}

/// A number as a cell prints it, and the unit behind it: `33.61` and `万亿元`. A mark of a note behind it is none.
fn amount(cell: &str) -> Option<(String, String)> {
    let cell = cell.trim().trim_end_matches(['*', '＊', '①', '②', '③', '④', '⑤']);
    let body = cell.trim_start_matches(['+', '-']);
    let end = body.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(body.len());
    let (number, unit) = (&cell[..cell.len() - body.len() + end], body[end..].trim());
    let digits = body.starts_with(|c: char| c.is_ascii_digit()) && cell.len() - body.len() < 2;
    (digits && (unit.is_empty() || is_unit(unit))).then(|| (number.to_owned(), unit.to_owned()))
}

/// Whether a cell is a sign that there is no number.
fn is_none(cell: &str) -> bool {
    cell.chars().all(|c| matches!(c, '-' | '—' | '…' | '.' | '/' | ' ' | '*'))
}

/// What is known while the rows are read.
struct Rows<'t> {
    columns: Vec<Column>,
    /// The columns of each of the tables that stand side by side.
    groups: Vec<Range<usize>>,
    /// What all rows and columns are of that name no thing.
    subject: Option<String>,
    /// The unit of what says none.
    unit: Option<String>,
    /// The period of what says none.
    lead: Option<Period>,
    /// Whether some changes are of the month, 比上年同月, so that those against 同期 are of the months up to it.
    monthly: bool,
    /// The names that more than one row has.
    twice: Vec<String>,
    /// The heading of rows, or the numbered row, that was read last.
    section: String,
    /// The year that a row says of the months below it.
    year: Option<i16>,
    block: usize,
    context: &'t mut Context,
}

/// What the labels of a row say together.
#[derive(Clone, Debug, Default)]
struct Named {
    /// The thing.
    name: String,
    /// The place.
    place: Option<String>,
    /// The unit that it has in brackets, and that of its column of units.
    unit: Option<String>,
    listed: Option<String>,
    time: Option<When>,
    says: Says,
    /// Whether another row has the same name.
    unclear: bool,
}

/// A value of a row, or a change, or both.
struct Entry {
    name: String,
    value: Option<Quantity>,
    change: Option<(Change, Basis)>,
    period: Option<Period>,
    /// Whether the labels say the period.
    told: bool,
    /// The column.
    at: usize,
}

impl Rows<'_> {
    fn read(&mut self, row: &[Text], starts: &[usize], end: usize) {
        let quote = starts.first().map_or(end, |start| *start)..end;
        let cell = |place: usize| starts[place]..starts[place] + row[place].len();
        if self.columns.len() != row.len() || self.columns.is_empty() {
            let numbers = (0..row.len()).filter(|place| is_number(&row[*place]));
            numbers.for_each(|place| self.leave(cell(place), Reason::Table));
            return;
        }
        if row[1..].iter().all(Text::is_empty) {
            self.heading(&row[0].plain());
            return;
        }
        let mut read = false;
        for group in self.groups.clone() {
            let named = self.named(row, group.clone());
            let mut entries: Vec<Entry> = Vec::new();
            for place in group.clone() {
                let printed = row[place].plain();
                let is_label = self.columns[place].names || self.columns[place].label.says == Says::Units;
                if is_label || !printed.contains(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                read = true;
                if let Err(why) = self.cell(&printed, place, &group, &named, &mut entries) {
                    self.leave(cell(place), why);
                }
            }
            let alike = |one: &Entry, other: &Entry| {
                one.at != other.at
                    && (&one.name, one.period, one.value.is_some())
                        == (&other.name, other.period, other.value.is_some())
                    && (one.value.is_some() || one.change.as_ref().map(|c| c.1) == other.change.as_ref().map(|c| c.1))
            };
            let twice: Vec<bool> = entries.iter().map(|one| entries.iter().any(|other| alike(one, other))).collect();
            for (entry, twice) in entries.into_iter().zip(twice) {
                match twice {
                    true => self.leave(cell(entry.at), Reason::Which),
                    false => self.push(entry, named.place.clone(), quote.clone()),
                }
            }
        }
        if !read {
            self.leave(quote, Reason::Row);
        }
    }

    /// A name alone: a year, or what the rows below it are parts of.
    fn heading(&mut self, printed: &str) {
        let label = Label::read(printed, self.context.today, true);
        match label.time {
            Some(When::Period(period)) if label.name.is_empty() => self.year = period.end().map(|day| day.year()),
            // 按经营地分 says how things are divided, not what.
            _ if label.name.starts_with(['按', '分']) => {}
            _ => self.section = label.name,
        }
    }

    /// What the cells of a row say that are labels.
    fn named(&mut self, row: &[Text], group: Range<usize>) -> Named {
        let mut named = Named::default();
        let mut last = String::new();
        for place in group.clone() {
            let column = &self.columns[place];
            let printed = row[place].plain();
            if printed.is_empty() || printed == last {
                continue;
            }
            if column.label.says == Says::Units {
                named.listed = Some(printed.replace(' ', "")).filter(|unit| is_unit(unit)).or(named.listed);
            } else if column.places {
                named.place = Some(printed.replace(' ', ""));
            } else if column.names {
                let label = Label::read(&printed, self.context.today, true);
                // 年份 and 月份 may have a column each.
                if let (Some(When::Period(period)), true) = (label.time, label.name.is_empty()) {
                    self.year = period.end().map(|day| day.year());
                }
                named.time = label.time.or(named.time);
                named.unit = label.unit.or(named.unit);
                named.name.push_str(&label.name);
                named.says = if label.says == Says::Values { named.says } else { label.says };
                last = printed;
            }
        }
        let first = row[group.start].plain();
        if self.twice.contains(&names(row, &self.columns, group)) {
            named.unclear = self.section.is_empty() || self.section == named.name;
            named.name.insert_str(0, &self.section);
        } else if marks::enumerator(&first).is_some_and(|_| !first.starts_with(|c: char| c.is_ascii_digit())) {
            self.section = named.name.clone();
        }
        named
    }

    /// Reads a number into a value, a change or the change of a value before it.
    fn cell(
        &self,
        printed: &str,
        place: usize,
        group: &Range<usize>,
        named: &Named,
        entries: &mut Vec<Entry>,
    ) -> Result<(), Reason> {
        let column = &self.columns[place].label;
        let (number, own) = amount(printed).ok_or(Reason::Unreadable)?;
        let own = Some(own).filter(|unit| !unit.is_empty());
        match (&named.says, &column.says) {
            _ if named.unclear => Err(Reason::Which),
            (_, Says::Ranks) => Err(Reason::Rank),
            (_, Says::Earlier) => Err(Reason::Earlier),
            _ if self.columns[place].head.is_empty() => Err(Reason::Table),
            (Says::Values, Says::Values) => {
                let name = self.name(named, column)?;
                let is_rate = List("table_rates").ending(&named.name).is_some();
                let unit = own.or_else(|| named.unit.clone()).or_else(|| {
                    let unit = column.unit.clone().or_else(|| named.listed.clone()).or_else(|| self.unit.clone());
                    unit.filter(|unit| !is_rate || !is_amount(unit))
                });
                let unit = unit.or_else(|| is_index(&name).then(String::new)).ok_or(Reason::NoUnit)?;
                let value = format!("{number}{}", spelled(&unit)).parse().map_err(|_| Reason::Unreadable)?;
                let (period, told) = self.period(column.time, named);
                entries.push(Entry { name, value: Some(value), change: None, period, told, at: place });
                Ok(())
            }
            (Says::Changes(basis, _), Says::Values) => {
                let name = self.name(named, column)?;
                let unit =
                    own.or_else(|| named.unit.clone()).or_else(|| named.listed.clone()).or_else(|| column.unit.clone());
                let change = self.change(&number, unit, *basis, &name)?;
                let (period, told) = self.period(column.time, named);
                entries.push(Entry { name, value: None, change: Some(change), period, told, at: place });
                Ok(())
            }
            (Says::Values, Says::Changes(basis, same)) => {
                self.moved((&number, own), (*basis, *same), place, group, named, entries)
            }
            _ => Err(Reason::Column),
        }
    }

    /// Reads a number of a column of changes: it belongs to the value before it, or stands alone where that is empty.
    fn moved(
        &self,
        (number, own): (&str, Option<String>),
        (basis, same): (Option<Basis>, bool),
        place: usize,
        group: &Range<usize>,
        named: &Named,
        entries: &mut Vec<Entry>,
    ) -> Result<(), Reason> {
        let column = &self.columns[place].label;
        let points = named
            .listed
            .clone()
            .or_else(|| named.unit.clone())
            .filter(|unit| !is_amount(unit) && unit.ends_with("百分点"));
        let unit = own.or_else(|| column.unit.clone()).or(points);
        // Whether a rate that moves is told in points or per cent of itself.
        if unit.is_none() && List("table_rates").ending(&named.name).is_some() {
            return Err(Reason::NoUnit);
        }
        // 涨跌幅 beside 比上期涨跌 is against the same.
        let basis = basis.or_else(|| match &self.columns[place.checked_sub(1)?].label.says {
            Says::Changes(basis, _) => *basis,
            _ => None,
        });
        let of = self.changed(place, group);
        let name = match of {
            Some(value) => self.name(named, &self.columns[value].label)?,
            None => self.name(named, column)?,
        };
        let change = self.change(number, unit, basis, &name)?;
        if let Some(entry) = entries.iter_mut().find(|entry| Some(entry.at) == of && entry.change.is_none()) {
            entry.change = Some(change);
            return Ok(());
        }
        let since = (self.monthly && same && of.is_none()).then_some(When::SinceJanuary);
        let time = column.time.or_else(|| of.and_then(|value| self.columns[value].label.time)).or(since);
        let (period, told) = self.period(time, named);
        entries.push(Entry { name, value: None, change: Some(change), period, told, at: place });
        Ok(())
    }

    /// The column of the values that a column of changes is of: the nearest before it, where time and name allow that.
    fn changed(&self, place: usize, group: &Range<usize>) -> Option<usize> {
        let change = &self.columns[place].label;
        let is_value = |at: &usize| {
            let column = &self.columns[*at];
            !column.names && column.label.says == Says::Values
        };
        let mut values = (group.start..place).rev().filter(is_value).map(|at| (at, &self.columns[at].label));
        let fits = |label: &Label| {
            (change.time.is_none() || change.time == label.time)
                && (change.name.is_empty() || label.name.contains(&change.name) || change.name == label.name)
        };
        match change.name.is_empty() {
            true => values.next().filter(|(_, label)| fits(label)).map(|(at, _)| at),
            false => values.find(|(_, label)| fits(label)).map(|(at, _)| at),
        }
    }

    /// The name that the labels of a row and a column make together, or that of the table.
    fn name(&self, named: &Named, column: &Label) -> Result<String, Reason> {
        let is_total = |name: &str| List("table_totals").contains(name);
        let (row, column) = (named.name.as_str(), column.name.as_str());
        let row = if is_total(row) { "" } else { row };
        let column = if is_total(column) { "" } else { column };
        let name = match (row.is_empty(), column.is_empty()) {
            (true, true) => self.subject.clone().unwrap_or_default(),
            (true, false) => column.to_owned(),
            (false, true) => row.to_owned(),
            (false, false) if row.contains(column) => row.to_owned(),
            (false, false) if column.contains(row) => column.to_owned(),
            (false, false) => format!("{row}{column}"),
        };
        let is_name = name.chars().any(|c| is_han(c) || c.is_ascii_alphabetic());
        Some(name).filter(|_| is_name).ok_or(Reason::Nameless)
    }

    /// The period of a cell, and whether its labels say it.
    fn period(&self, column: Option<When>, named: &Named) -> (Option<Period>, bool) {
        let found = match (column, named.time) {
            // 2024年 over months, on either side.
            (Some(When::Month(month)), Some(When::Period(year @ Period::Year(_))))
            | (Some(When::Period(year @ Period::Year(_))), Some(When::Month(month))) => {
                year.end().and_then(|day| of_year(month, day.year()))
            }
            (Some(When::Period(period)), _) | (None, Some(When::Period(period))) => Some(period),
            (Some(When::Month(month)), _) => Some(month),
            (None, Some(When::Month(month))) => self.year.and_then(|year| of_year(month, year)).or(Some(month)),
            (Some(When::SinceJanuary), _) | (None, Some(When::SinceJanuary)) => self.lead.and_then(since_january),
            (Some(When::This), _) | (None, Some(When::This)) => self.lead,
            (None, None) => return (self.lead, false),
        };
        (found, found.is_some())
    }

    fn change(
        &self,
        number: &str,
        unit: Option<String>,
        basis: Option<Basis>,
        name: &str,
    ) -> Result<(Change, Basis), Reason> {
        let unit = unit.unwrap_or_else(|| "%".to_owned());
        let size: Decimal = number.replace([',', '+'], "").parse().map_err(|_| Reason::Unreadable)?;
        // 98.2 below 同比 is 上年同期=100.
        if unit == "%"
            && (is_index(name) || is_index(&self.section))
            && (Decimal::from(80)..Decimal::from(130)).contains(&size)
        {
            return Err(Reason::Column);
        }
        let sign = if number.starts_with(['-', '+']) { "" } else { "+" };
        let change = format!("{sign}{number}{}", spelled(&unit)).parse().map_err(|_| Reason::Unreadable)?;
        Ok((change, basis.or(self.context.usual).ok_or(Reason::Column)?))
    }

    fn push(&mut self, entry: Entry, place: Option<String>, quote: Range<usize>) {
        let (change, basis) = entry.change.map_or((None, None), |(change, basis)| (Some(change), Some(basis)));
        let (period, stated) = match entry.period {
            Some(period) if entry.told => (period, Stated::Here),
            Some(period) => (period, Stated::Before),
            None => (Period::Unstated, Stated::Nowhere),
        };
        self.context.push(Figure {
            indicator: entry.name,
            value: entry.value,
            change,
            basis,
            period,
            stated,
            kind: None,
            dims: place.map(|place| ("地区".to_owned(), place)).into_iter().collect(),
            speaker: None,
            block: self.block,
            quote,
            confidence: 80,
        });
    }

    fn leave(&mut self, quote: Range<usize>, why: Reason) {
        self.context.left_out.push(LeftOut { block: self.block, quote, why });
    }
}

/// Whether a unit is one of amounts, and none of rates.
fn is_amount(unit: &str) -> bool {
    !List("% ‰ 百分点 个百分点 倍").contains(unit)
}

/// Whether what is named so is told without a unit.
fn is_index(name: &str) -> bool {
    ["指数", "PMI", "乘数", "系数"].iter().any(|word| name.contains(word))
}

fn spelled(unit: &str) -> &str {
    if unit == "百分点" { "个百分点" } else { unit }
}

/// The same months of another year.
fn of_year(months: Period, year: i16) -> Option<Period> {
    let own = months.end()?.year();
    months.code().replace(&own.to_string(), &year.to_string()).parse().ok()
}

/// From January to the end of a period.
fn since_january(period: Period) -> Option<Period> {
    let end = period.end()?;
    let month = format!("{}-{:02}", end.year(), end.month());
    match end.month() {
        1 => month.parse().ok(),
        _ => format!("{}-01/{month}", end.year()).parse().ok(),
    }
}
