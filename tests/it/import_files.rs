//! `import` of files that are no plain text: web pages, tables, files of office programs; and of what is no text at all.
//! Each is written into a folder and imported by the program, as an editor does.

use crate::helpers::binary;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Imports a file of that name and content; returns what the program said and the drafts it wrote.
fn imported(name: &str, bytes: &[u8], more: &[&str]) -> (Output, String) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("the file");
    let output = Command::new(binary())
        .args(["import", name, "--out", "drafts"])
        .args(more)
        .env("PATH", folder.path())
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    (output, drafts(&folder.path().join("drafts")))
}

fn drafts(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else { return String::new() };
    let files = entries.map(|entry| fs::read_to_string(entry.expect("a draft").path()).expect("a draft is text"));
    files.collect()
}

/// Whether a draft has each of these lines.
fn expect_lines(draft: &str, lines: &[&str]) {
    for line in lines {
        assert!(draft.lines().any(|own| own == *line), "no line `{line}` in:\n{draft}");
    }
}

pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}

const PAGE: &str = r#"<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>上半年云海市工业运行平稳_云海市统计局（虚构）</title>
<meta name="PubDate" content="2025-07-18 10:30"><meta name="ContentSource" content="云海市统计局（虚构）">
<style>p { color: red }</style><script>var words = "<p>不是正文，增长99%。</p>";</script></head>
<body><nav><ul><li>首页</li><li>政务公开</li></ul></nav><div>当前位置：首页 &gt; 统计数据</div>
<div class="TRS_Editor"><h1>上半年云海市工业运行平稳</h1>
<p>　　上半年，云海市规模以上工业增加值同比增长<b>6.4</b>%，
比一季度加快0.3个百分点。</p>
<table><tr><th rowspan="2">指标</th><th colspan="2">1—6月</th></tr><tr><td>绝对量</td><td>同比增长（%）</td></tr>
<tr><td>出口（亿元）</td><td>321.1</td><td>1.4</td></tr><tr><td>进口（亿元）</td><td>220.9</td><td>-2.8</td></tr></table>
</div><footer>版权所有 2025年1月1日</footer></body></html>"#;

#[test]
fn a_web_page_gives_its_article_day_source_and_tables() {
    let (output, draft) = imported("page.html", PAGE.as_bytes(), &[]);
    assert!(output.status.success(), "{output:?}");
    expect_lines(
        &draft,
        &[
            "title    = \"上半年云海市工业运行平稳\"",
            "date     = 2025-07-18",
            "source   = \"云海市统计局（虚构）\"",
            "change    = \"+6.4%\"",
            "value     = \"321.1亿元\"",
            "change    = \"-2.8%\"",
            "上半年，云海市规模以上工业增加值同比增长6.4%，比一季度加快0.3个百分点。",
            "| 指标 | 1—6月绝对量 | 1—6月同比增长（%） |",
        ],
    );
    for left_out in ["首页", "版权", "不是正文", "color"] {
        assert!(!draft.contains(left_out), "{left_out} in:\n{draft}");
    }
}

#[test]
fn a_page_in_its_own_encoding_is_read_in_it() {
    let page = PAGE.replace("utf-8", "gb2312");
    let (bytes, ..) = encoding_rs::GBK.encode(&page);
    let (_, draft) = imported("page.htm", &bytes, &[]);
    expect_lines(&draft, &["title    = \"上半年云海市工业运行平稳\""]);
}

#[test]
fn an_article_of_a_public_account_is_read() {
    let page = r#"<html><head><meta property="og:title" content="7月外贸数据"></head><body>
        <h1 id="activity-name"> 7月外贸数据 </h1><span id="js_name">潮汐财经（虚构）</span>
        <div id="js_content"><section><p><span>示例海关8月7日公布，</span><span>7月份出口3217.8亿美元，同比增长7.2%。</span></p></section>
        <p><img data-src="1.png"></p><p>贸易顺差982.4亿美元，扫描下面的图片可以看到过去两年的数字。</p></div>
        <div>长按关注</div><script>var createTime = '2025-08-07 11:02';</script></body></html>"#;
    let (_, draft) = imported("wx.html", page.as_bytes(), &[]);
    expect_lines(
        &draft,
        &[
            "date     = 2025-08-07",
            "source   = \"潮汐财经（虚构）\"",
            "示例海关8月7日公布，7月份出口3217.8亿美元，同比增长7.2%。",
            "value     = \"3217.8亿美元\"",
        ],
    );
    assert!(!draft.contains("长按关注"), "{draft}");
}

#[test]
fn a_page_that_says_no_day_wants_one() {
    let (output, _) = imported("page.html", PAGE.replace("PubDate", "Other").as_bytes(), &[]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("--date"), "{told}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_csv_is_a_table() {
    let csv = "2025年6月主要指标\n单位：亿美元、%\n指标,6月,同比\n出口,\"3,211.1\",1.4\n进口,\"2,209.7\",-2.8\n";
    let (_, draft) = imported("table.csv", csv.as_bytes(), &["--date", "2025-07-18"]);
    expect_lines(&draft, &["value     = \"3,211.1亿美元\"", "change    = \"+1.4%\"", "period   = \"2025-06\""]);
}

#[test]
fn a_workbook_says_numbers_as_it_shows_them() {
    let sheet = r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>2025年6月云海市主要指标</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>单位：亿元</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>
        <row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" s="1"><v>88</v></c><c r="D4" s="2"><v>5.3999999999999999E-2</v></c></row>
        </sheetData></worksheet>"#;
    let file = packed(&[
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>指标</t></si><si><t>6月</t></si><si><t>同比增长</t></si><si><t>出口</t></si></sst>",
        ),
        (
            "xl/styles.xml",
            r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.0"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"##,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let (_, draft) = imported("book.xlsx", &file, &["--date", "2025-07-18"]);
    expect_lines(
        &draft,
        &["title    = \"2025年6月云海市主要指标\"", "value     = \"88.0亿元\"", "change    = \"+5.4%\""],
    );
}

#[test]
fn documents_give_paragraphs_and_tables() {
    let word = r#"<w:document><w:body><w:p><w:r><w:t>上半年云海市外贸情况</w:t></w:r></w:p>
        <w:p><w:r><w:t>上半年，全市出口</w:t></w:r><w:r><w:t>321.1</w:t></w:r><w:r><w:t>亿元，同比增长1.4%。</w:t></w:r><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>同比增长（%）</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>投资</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>-3.1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    let open = r#"<office:document-content><office:body><office:text><text:h>上半年云海市外贸情况</text:h>
        <text:p>上半年，全市出口<text:span>321.1</text:span>亿元，同比增长1.4%。</text:p>
        <table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell><text:p>同比增长（%）</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell><text:p>投资</text:p></table:table-cell><table:table-cell><text:p>-3.1</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#;
    for (name, part, xml) in [("a.docx", "word/document.xml", word), ("a.odt", "content.xml", open)] {
        let (output, draft) = imported(name, &packed(&[(part, xml)]), &["--date", "2025-07-18"]);
        assert!(output.status.success(), "{name}: {output:?}");
        expect_lines(
            &draft,
            &[
                "title    = \"上半年云海市外贸情况\"",
                "value     = \"321.1亿元\"",
                "change    = \"-3.1%\"",
                "上半年，全市出口321.1亿元，同比增长1.4%。",
            ],
        );
        assert!(!draft.contains("删去的话"), "{draft}");
    }
}

/// A PDF is read by `pdftotext`: here a program of that name that does as it is told.
#[cfg(unix)]
#[test]
fn a_pdf_is_what_pdftotext_says_of_it() {
    use std::os::unix::fs::PermissionsExt;
    for (does, told) in [
        ("echo '云海市外贸'; echo; echo '上半年，云海市出口211.3亿元，同比增长4.1%。'", ""),
        ("echo 'Syntax Error: no pages' >&2; exit 1", "`pdftotext` failed: Syntax Error: no pages"),
        ("while :; do :; done", "takes more than 1 seconds"),
        ("echo", "has no text"),
    ] {
        let folder = TempDir::new().expect("a folder");
        let program = folder.path().join("pdftotext");
        fs::write(&program, format!("#!/bin/sh\n{does}\n")).expect("the program");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it is ours");
        fs::write(folder.path().join("a.pdf"), b"%PDF-1.7\n").expect("the file");
        let output = Command::new(binary())
            .args(["import", "a.pdf", "--out", "drafts", "--date", "2025-07-18", "--timeout", "1", "--ui-lang", "en"])
            .env("PATH", folder.path())
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told), "{does}: {said}");
        let draft = drafts(&folder.path().join("drafts"));
        assert_eq!(draft.contains("value     = \"211.3亿元\""), told.is_empty(), "{does}: {draft}");
    }
}

#[test]
fn what_is_no_text_is_refused_with_the_way_out() {
    let bomb = "0".repeat(70 << 20);
    let cells =
        "<table:table-cell table:number-columns-repeated=\"60\"><text:p>1</text:p></table:table-cell>".repeat(9);
    let rows = format!("<table:table-row table:number-rows-repeated=\"1000000\">{cells}</table:table-row>").repeat(20);
    let sheet = format!("<office:body><table:table>{rows}</table:table></office:body>");
    for (name, bytes, told) in [
        ("a.pdf", b"%PDF-1.7\n".to_vec(), "pdftotext"),
        ("a.txt", b"\x89PNG\r\n\x1a\n".to_vec(), "picture"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec(), ".docx"),
        ("b.txt", b"abc\0\0\0def".to_vec(), "NUL"),
        ("a.zip", packed(&[("a.txt", "甲")]), "archive"),
        ("a.xlsx", b"PK\x03\x04 broken".to_vec(), "broken"),
        ("bomb.docx", packed(&[("word/document.xml", &bomb)]), "unpacks to more"),
        ("wide.ods", packed(&[("content.xml", &sheet)]), "cells"),
        ("deep.html", format!("<html>{}", "<div>".repeat(100_000)).into_bytes(), "nested"),
        ("long.html", format!("<p>{}</p>", "甲".repeat(40_000)).into_bytes(), "longer than"),
    ] {
        let (output, draft) = imported(name, &bytes, &["--date", "2025-07-18"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(told) && said.contains(name), "{name}: {said}");
        assert_eq!(draft, "", "{name}");
    }
}
