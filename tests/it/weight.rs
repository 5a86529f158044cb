//! A bulletin's page is light: with all the styles and scripts it names it is at most 25 KB as hosts send it,
//! compressed by gzip. The figure tables of the example and of tests/sites/statistics are as long as those that are printed.

use crate::helpers::{built, root, site, texts};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Compressed bytes of a page with what it loads.
const MOST: usize = 25 * 1024;

/// How many bytes a host sends for these.
fn compressed(bytes: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(bytes).expect("a vector takes everything");
    gzip.finish().expect("a vector takes everything").len()
}

/// The styles and scripts that a page names, from the site's root.
fn loaded(page: &str) -> Vec<&str> {
    let tags =
        page.split('<').filter(|tag| tag.starts_with("link rel=\"stylesheet\"") || tag.starts_with("script src"));
    tags.filter_map(|tag| tag.split(' ').find(|part| part.starts_with("href=") || part.starts_with("src=")))
        .filter_map(|address| address.find("assets/").and_then(|at| address[at..].split('"').next()))
        .collect()
}

fn weigh(site: &Path) {
    let (out, report) = built(site, "2026-08-01T00:00:00Z");
    let mut pages = Vec::new();
    for (name, page) in texts(out.path()) {
        if !name.ends_with("/index.html") || !page.contains(" class=\"bulletin\"") {
            continue;
        }
        let files = loaded(&page);
        assert!(files.iter().any(|file| file.ends_with(".css")) && files.iter().any(|file| file.ends_with(".js")));
        let size = |file: &&str| compressed(&fs::read(out.path().join(file)).expect(file));
        let html = compressed(page.as_bytes());
        pages.push((html + files.iter().map(size).sum::<usize>(), html, name));
    }
    assert_eq!(pages.len(), report.bulletins * report.editions);
    let (weight, html, page) = pages.iter().max().expect("a bulletin");
    println!("the heaviest is {page}: {weight} bytes, of which HTML {html}");
    assert!(*weight <= MOST, "{page} has {weight} bytes, of which HTML {html}");
}

#[test]
fn no_bulletin_of_the_example_is_heavy() {
    weigh(root());
}

#[test]
fn no_bulletin_of_an_ordinary_site_is_heavy() {
    weigh(&root().join("tests/sites/ordinary"));
}

#[test]
fn no_bulletin_with_statistics_is_heavy() {
    weigh(&root().join("tests/sites/statistics"));
}

/// Ten years of months of an indicator that 31 regions and the whole country have: the page shows what is looked at first,
/// and its files every point.
#[test]
fn the_page_of_an_indicator_is_light_however_many_regions_it_has() {
    let regions = "全国 北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 \
                   贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆";
    let regions: Vec<&str> = regions.split_whitespace().collect();
    let bulletin = |month: usize| {
        let (year, of_year) = (2016 + month / 12, month % 12 + 1);
        let mut text = format!(
            "+++\ntitle = \"{year}年{of_year}月用电量\"\ndate = {year}-{of_year:02}-28\nperiod = \"{year}-{of_year:02}\"\n"
        );
        for (at, region) in regions.iter().enumerate() {
            let value = 1000 + (month * 37 + at * 211) % 900 + if at == 0 { 30_000 } else { at };
            let change = (month * 7 + at * 3) % 150;
            let figure = format!(
                "value = \"{value}亿千瓦时\"\nchange = \"+{}.{}%\"\nregion = \"{region}\"\n",
                change / 10,
                change % 10
            );
            text.push_str(&format!("\n[[metrics]]\nid = \"r{at}\"\nindicator = \"用电量\"\n{figure}"));
        }
        (format!("content/bulletins/m{month}.md"), text + "+++\n\n正文。\n")
    };
    let registry =
        ("content/indicators.toml".to_owned(), "[[indicators]]\nkey = \"power\"\nname = \"用电量\"\n".to_owned());
    let files: Vec<(String, String)> = (0..120).map(bulletin).chain([registry]).collect();
    let (out, _) = built(site(&files).path(), "2026-08-01T00:00:00Z");
    let page = fs::read_to_string(out.path().join("zh-hans/indicators/power/index.html")).expect("a page");
    println!("the page of an indicator: {} bytes", page.len());
    assert!(page.len() <= 150_000, "{} bytes", page.len());
    // The whole country first, then the largest region; the others have a row each, and all a line to choose.
    let panels: Vec<&str> =
        page.split("<h2 id=\"panel-").skip(1).filter_map(|part| part.split(['>', '<']).nth(1)).collect();
    assert_eq!(panels.len(), 2);
    assert!(panels[0].starts_with("全国"), "{panels:?}");
    let others = page.split("id=\"others\"").nth(1).expect("the others");
    assert_eq!(others.matches("<th scope=\"row\">").count(), regions.len() - 2);
    let rows = fs::read_to_string(out.path().join("data/indicators/power.csv")).expect("a file");
    assert_eq!(rows.lines().count(), 1 + 2 * 120 * regions.len());
}
