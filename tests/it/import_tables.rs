//! `import` of tables: one table as a web page, a CSV, a workbook, a document and a text with tabs is read alike, figures and
//! what is left out. The tables are in `tests/cases/tables`.

use crate::helpers::binary;
use crate::import_files::packed;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A table with what is read from it.
struct Table {
    title: String,
    date: String,
    above: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The figures and the numerals left out, each sorted.
    figures: Vec<String>,
    listed: Vec<String>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a table");
        let [head, rows, key] = text.splitn(3, "\n\n").collect::<Vec<_>>()[..] else {
            panic!("{path:?} has three parts")
        };
        let said = |key: &str| -> Vec<String> {
            head.lines().filter_map(|line| line.strip_prefix(key)).map(str::to_owned).collect()
        };
        let only = |key: &str| said(key).concat();
        let cells = |line: &str| line.split('|').map(|cell| cell.trim_matches(' ').to_owned()).collect();
        let sorted = |mut list: Vec<String>| {
            list.sort();
            list
        };
        let listed = key.lines().filter_map(|line| line.strip_prefix("listed: ")).flat_map(|line| line.split(' '));
        let figures = key.lines().filter(|line| line.contains(';'));
        Self {
            title: only("title: "),
            date: only("date: "),
            above: said("above: "),
            rows: rows.lines().map(cells).collect(),
            figures: sorted(figures.map(str::to_owned).collect()),
            listed: sorted(listed.map(str::to_owned).collect()),
        }
    }

    /// Its cells, each with the columns and rows that it takes; those that are part of others left out.
    fn spans(&self) -> Vec<Vec<(usize, &str, usize, usize)>> {
        let at = |row: usize, column: usize| self.rows.get(row).and_then(|row| row.get(column)).map(String::as_str);
        let row = |(y, row): (usize, &'_ Vec<String>)| {
            let own = row.iter().enumerate().filter(|(_, cell)| !matches!(cell.as_str(), "<" | "^"));
            let span = |(x, _): (usize, &String)| {
                let over = 1 + (x + 1..).take_while(|x| at(y, *x) == Some("<")).count();
                let down = 1 + (y + 1..).take_while(|y| at(*y, x) == Some("^")).count();
                (x, at(y, x).unwrap_or_default(), over, down)
            };
            own.map(span).collect()
        };
        self.rows.iter().enumerate().map(row).collect()
    }

    fn bare(&self, mark: char) -> String {
        let cell = |cell: &String| match cell.as_str() {
            "<" | "^" => String::new(),
            cell if cell.contains(mark) => format!("\"{cell}\""),
            cell => cell.to_owned(),
        };
        let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&mark.to_string());
        self.rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    fn html(&self) -> String {
        let cell = |(_, text, over, down): &(usize, &str, usize, usize)| {
            format!("<td colspan={over} rowspan={down}>{text}</td>")
        };
        let row = |row: &Vec<_>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        let rows: String = self.spans().iter().map(row).collect();
        let above: String = self.above.iter().map(|line| format!("<p>{line}</p>")).collect();
        format!("<!DOCTYPE html><meta charset=utf-8><h1>{}</h1>{above}<table>{rows}</table>", self.title)
    }

    fn workbook(&self) -> Vec<u8> {
        let place =
            |x: usize, y: usize| format!("{}{}", char::from(b'A' + u8::try_from(x).expect("few columns")), y + 1);
        let text = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let mut rows: Vec<String> = Vec::new();
        for line in std::iter::once(&self.title).chain(&self.above) {
            rows.push(format!("<row r=\"{}\">{}</row>", rows.len() + 1, text(&place(0, rows.len()), line)));
        }
        let mut merged = String::new();
        for row in self.spans() {
            let y = rows.len();
            let mut cells = String::new();
            for (x, words, over, down) in row.into_iter().filter(|(_, words, ..)| !words.is_empty()) {
                cells.push_str(&text(&place(x, y), words));
                if over * down > 1 {
                    merged += &format!("<mergeCell ref=\"{}:{}\"/>", place(x, y), place(x + over - 1, y + down - 1));
                }
            }
            rows.push(format!("<row r=\"{}\">{cells}</row>", y + 1));
        }
        let sheet =
            format!("<worksheet><sheetData>{}</sheetData><mergeCells>{merged}</mergeCells></worksheet>", rows.concat());
        packed(&[
            ("xl/workbook.xml", r#"<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#,
            ),
            ("xl/worksheets/sheet1.xml", &sheet),
        ])
    }

    fn document(&self) -> Vec<u8> {
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let row = |row: &Vec<String>| {
            let mut cells = String::new();
            for (x, cell) in row.iter().enumerate().filter(|(_, cell)| *cell != "<") {
                let over = 1 + row[x + 1..].iter().take_while(|cell| *cell == "<").count();
                let (merge, text) = if cell == "^" { ("<w:vMerge/>", "") } else { ("", cell.as_str()) };
                cells +=
                    &format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{over}\"/>{merge}</w:tcPr>{}</w:tc>", paragraph(text));
            }
            format!("<w:tr>{cells}</w:tr>")
        };
        let above: String = std::iter::once(&self.title).chain(&self.above).map(|line| paragraph(line)).collect();
        let rows: String = self.rows.iter().map(row).collect();
        packed(&[(
            "word/document.xml",
            &format!("<w:document><w:body>{above}<w:tbl>{rows}</w:tbl></w:body></w:document>"),
        )])
    }

    /// What the program reads in one of its forms.
    fn imported(&self, name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join(name), bytes).expect("the file");
        let output = Command::new(binary())
            .args(["import", name, "--out", "drafts", "--json", "--date", &self.date])
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{name}: {output:?}"));
        let articles = || report["articles"].as_array().expect("articles").iter();
        let each = |key: &'static str| articles().flat_map(move |article| article[key].as_array().expect("a list"));
        let mut figures: Vec<String> = each("figures").map(figure).collect();
        let mut listed: Vec<String> =
            each("left_out").filter_map(|left| Some(left["quote"].as_str()?.trim().to_owned())).collect();
        figures.sort();
        listed.sort();
        (figures, listed)
    }
}

/// A figure of a report as keys write it.
fn figure(figure: &Value) -> String {
    let said = |key: &str| figure[key].as_str().unwrap_or_default();
    let change = match said("change") {
        "" => String::new(),
        change => format!("{change}{} {}", said("change_unit"), said("basis")),
    };
    let place = figure["dims"][0].as_str().unwrap_or_default();
    let place = place.split_once(['=', '：', ':']).map_or(place, |(_, place)| place).trim();
    format!("{}; {place}; {}{}; {change}; {}", said("indicator"), said("value"), said("unit"), said("period"))
}

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/tables");
    let files = fs::read_dir(folder).expect("tables").map(|file| file.expect("a table").path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect()
}

#[test]
fn a_table_reads_alike_in_every_form() {
    let tables = tables();
    assert!(tables.len() >= 8);
    let mut wrong = String::new();
    for path in tables {
        let table = Table::read(&path);
        let above: String = std::iter::once(&table.title).chain(&table.above).map(|line| format!("{line}\n")).collect();
        let csv = format!("{above}{}\n", table.bare(','));
        let tabs = format!("{above}\n{}\n", table.bare('\t'));
        for (name, bytes) in [
            ("a.html", table.html().into_bytes()),
            ("a.csv", csv.into_bytes()),
            ("a.xlsx", table.workbook()),
            ("a.docx", table.document()),
            ("a.txt", tabs.into_bytes()),
        ] {
            let (figures, listed) = table.imported(name, &bytes);
            // The report gives numerals with what is beside them.
            let lists = listed.len() == table.listed.len()
                && table.listed.iter().all(|numeral| listed.iter().any(|quote| quote.contains(numeral.as_str())));
            if figures != table.figures || !lists {
                let name = format!("{} as {name}", path.file_name().unwrap_or_default().to_string_lossy());
                wrong += &format!(
                    "{name}:\n  {}\n  listed {listed:?}\nwanted:\n  {}\n  listed {:?}\n",
                    figures.join("\n  "),
                    table.figures.join("\n  "),
                    table.listed
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A cell that says that it is over a million rows and columns is over those that are there.
#[test]
fn cells_of_any_size_are_bounded() {
    let row = "<tr><td rowspan=1000000 colspan=1000000>甲</td><td rowspan=0>1</td></tr>".repeat(2_000);
    let page = format!("<!DOCTYPE html><h1>2025年6月云海市数据</h1><table>{row}</table>");
    let started = std::time::Instant::now();
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.html"), page).expect("the file");
    let output = Command::new(binary())
        .args(["import", "a.html", "--out", "drafts", "--date", "2025-07-18"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert!(matches!(output.status.code(), Some(0 | 2)), "{output:?}");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
