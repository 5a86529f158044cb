//! The English edition: figures digit for digit, names that are known, and no Chinese in their place.

use crate::helpers::{built, check, jianbao, options, root, site, texts};
use crate::ordinary;
use jianbao::command::init::Wanted;
use jianbao::diag::{Code, Severity};
use jianbao::pipeline::Options;
use std::fs;
use std::io::Write;
use std::process::Stdio;

const NOW: &str = "2025-08-01T00:00:00Z";
const TWO: &str = "title = \"简报\"\nbase_url = \"https://digest.example\"\n[[editions]]\nvariant = \"zh-Hans\"\n[[editions]]\nvariant = \"en\"\n";

/// Where other editions are named, Chinese is in its place.
fn without_other_editions(html: &str) -> String {
    let mut rest = html;
    let mut own = String::new();
    while let Some(at) = rest.find("lang=\"zh") {
        let tag = rest[..at].rfind('<').unwrap_or(at);
        let name: String = rest[tag + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        own.push_str(&rest[..tag]);
        let end = format!("</{name}>");
        rest = rest[at..].find(&end).map_or("", |close| &rest[at + close + end.len()..]);
    }
    own + rest
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{301F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

#[test]
fn no_page_in_english_has_chinese_on_it() {
    let (example, _) = built(root(), NOW);
    let files = ordinary::PAGES.clone().into_iter().chain(texts(example.path()));
    let mut read = 0;
    for (name, text) in files.filter(|(name, _)| name.starts_with("en/")) {
        let own = without_other_editions(&text);
        let at = own.find(is_chinese);
        assert_eq!(at.map(|at| own[at..].chars().take(40).collect::<String>()), None, "{name}");
        read += 1;
    }
    assert!(read > 300, "{read} files");
}

#[test]
fn a_machine_reads_the_number_that_is_shown() {
    let mut read = 0;
    for (name, page) in ordinary::PAGES.iter().filter(|(name, _)| name.starts_with("en/bulletins/")) {
        for element in page.split("<td class=\"value\"><data value=\"").skip(1) {
            let (value, rest) = element.split_once("\">").unwrap();
            let shown = rest.split(['<', ' ']).next().unwrap().replace(',', "");
            if shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                assert_eq!(value, shown, "{name}");
                read += 1;
            }
        }
    }
    // Only a number with commas is repeated for machines.
    assert!(read > 3, "{read} numbers");
}

/// Lines in English, by the names that are built in.
fn in_english(from: &str, chinese: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = jianbao();
    command.args(["convert", "--from", from, "--to", "en"]).current_dir(folder.path());
    let mut run = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    run.stdin.take().unwrap().write_all(chinese.as_bytes()).unwrap();
    let output = run.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_name_is_said_in_the_words_of_its_region() {
    for (from, chinese, english) in [
        (
            "zh-hant-hk",
            "綜合消費物價指數按年上升1.4%",
            "Composite Consumer Price Index (Composite CPI) up 1.4% year on year",
        ),
        ("zh-hant-hk", "整體出口貨值為4,177億元", "Value of total exports of goods: 417.7 billion Hong Kong dollars"),
        ("zh-hant-tw", "國民所得3兆元", "National income: 3 trillion New Taiwan dollars"),
        ("zh-hant-tw", "6月出超120.6億美元", "Trade surplus: 12.06 billion US dollars in June"),
    ] {
        assert_eq!(in_english(from, chinese), english);
    }
}

#[test]
fn phrases_are_said_as_the_list_has_them() {
    let list = fs::read_to_string(root().join("tests/cases/english/phrases.txt")).unwrap();
    let pairs: Vec<(&str, &str)> =
        list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" =")).collect();
    let chinese: String = pairs.iter().map(|(chinese, _)| format!("{chinese}\n")).collect();
    let said = in_english("zh-Hans", &chinese);
    let wanted = pairs.iter().map(|(chinese, english)| if english.is_empty() { *chinese } else { english.trim() });
    similar_asserts::assert_eq!(said.lines().collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
}

#[test]
fn a_new_site_has_it_by_two_lines() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("site");
    jianbao::command::init::site(&place, &Wanted::usual(jiff::civil::date(2025, 7, 18))).unwrap();
    let settings = fs::read_to_string(place.join("site.toml")).unwrap();
    let editions = "\n[[editions]]\nvariant = \"zh-Hans\"\n\n[[editions]]\nvariant = \"en\"\n";
    fs::write(place.join("site.toml"), settings + editions).unwrap();
    let (out, report) = built(&place, NOW);
    // Only that it has no English title yet, which is no error.
    let told: Vec<_> = report.diagnostics.iter().filter(|told| told.code == Code::MissingName).collect();
    assert!(matches!(told.as_slice(), [one] if one.severity == Severity::Warning), "{told:?}");
    assert!(out.path().join("en/index.html").is_file());
}

fn bulletin(region: &str) -> String {
    format!(
        "+++\ntitle = \"出口快报\"\ndate = 2025-07-18\nperiod = \"2025-06\"\nregion = \"{region}\"\n[[metrics]]\nindicator = \
         \"出口\"\nvalue = \"12.0亿元\"\nchange = \"+5.2%\"\nheadline = true\n+++\n出口增长。\n"
    )
}

#[test]
fn a_name_that_nobody_gave_is_told_with_its_entry() {
    let indicators = "[[indicators]]\nkey = \"exports\"\nname = \"出口\"\nen = \"Exports\"\n";
    let files = [
        ("site.toml", format!("{TWO}title = \"Brief\"\n")),
        ("content/indicators.toml", indicators.to_owned()),
        ("content/bulletins/a.md", bulletin("云海市")),
    ];
    let site = site(&files);
    let told = check(&options(site.path())).diagnostics;
    let told: Vec<_> = told.iter().filter(|told| told.code == Code::MissingName).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].place.is_some() && told[0].help.as_ref().unwrap().ends_with("[regions]\n\"云海市\" = \"\""));
    fs::write(site.path().join("content/names.en.toml"), "[regions]\n\"云海市\" = \"Yunhai\"\n").unwrap();
    let (out, _) = built(site.path(), NOW);
    let page = fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap();
    assert!(page.contains("<h1>Yunhai’s exports up 5.2% year on year in June 2025"), "{page}");
    assert!(page.contains("1.20 billion yuan"));
}

#[test]
fn a_name_of_known_parts_is_put_together_and_a_written_one_is_stronger() {
    let exports = "\"出口\"";
    let named = |name: &str| bulletin("浙江省").replace(exports, &format!("\"{name}\""));
    let composed = "Value added of private industrial enterprises in Ningbo";
    let file =
        |name: &str| vec![("site.toml", format!("{TWO}title = \"Brief\"\n")), ("content/bulletins/a.md", named(name))];
    let own = site(&file("宁波市私营工业企业增加值"));
    let report = check(&Options { review: true, ..options(own.path()) });
    assert_eq!(
        report.composed.into_iter().collect::<Vec<_>>(),
        [("宁波市私营工业企业增加值".to_owned(), composed.to_owned())]
    );
    let page = |site: &std::path::Path| {
        let (out, _) = built(site, NOW);
        fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap()
    };
    assert!(page(own.path()).contains(&format!("{composed} in Zhejiang")));
    let written = "[indicators]\n\"宁波市私营工业企业增加值\" = \"Ningbo private output\"\n";
    fs::write(own.path().join("content/names.en.toml"), written).unwrap();
    assert!(page(own.path()).contains("Ningbo private output"));
    // What is not known is told, and alone.
    let unknown = site(&file("宁波市麒麟增加值"));
    let told = check(&options(unknown.path())).diagnostics;
    let told: Vec<_> = told.iter().filter(|told| told.code == Code::MissingName).map(|told| &told.message).collect();
    assert_eq!(told, ["`宁波市麒麟增加值` has no English name, because `麒麟` has none"]);
}

#[test]
fn a_figure_may_be_named_in_another_script_than_its_site() {
    let named = bulletin("香港").replace("\"出口\"", "\"新取用按揭貸款\"");
    let site = site(&[("site.toml", format!("{TWO}title = \"Brief\"\n")), ("content/bulletins/a.md", named)]);
    let (out, _) = built(site.path(), NOW);
    let page = fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap();
    assert!(page.contains("New mortgage loans drawn down in Hong Kong up 5.2% year on year in June 2025"), "{page}");
    let fell = bulletin("全国").replace("\"出口\"", "\"新取用按揭貸款\"").replace("+5.2%", "-5.2%");
    fs::write(site.path().join("content/bulletins/a.md"), fell).unwrap();
    let (out, _) = built(site.path(), NOW);
    let page = fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap();
    assert!(page.contains("New mortgage loans drawn down, down 5.2% year on year in June 2025"), "{page}");
}

#[test]
fn a_house_has_its_style_and_its_own_texts() {
    let style = "money = \"RMB 5.58 trillion\"\npercent = \"6.4 percent\"\nbodies = \"hand\"\n";
    let files = [
        ("site.toml", format!("{TWO}{style}")),
        (
            "content/indicators.toml",
            "[[indicators]]\nkey = \"exports\"\nname = \"出口\"\nen = \"Exports\"\n".to_owned(),
        ),
        ("content/bulletins/a.md", bulletin("湖北省")),
        (
            "content/bulletins/a.en.md",
            "+++\ntitle = \"Hubei sells more\"\n+++\nExports came to {{ 出口 }}.\n".to_owned(),
        ),
        (
            "content/bulletins/b.md",
            bulletin("湖北省").replace("2025-07-18", "2025-07-17").replace("2025-06", "2025-05"),
        ),
    ];
    let site = site(&files);
    let (out, _) = built(site.path(), NOW);
    let page = fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap();
    assert!(page.contains("<h1>Hubei sells more") && page.contains(">RMB 1.20 billion</data></a>."), "{page}");
    assert!(!out.path().join("en/bulletins/b/index.html").exists());
    let home = fs::read_to_string(out.path().join("en/index.html")).unwrap();
    assert!(!home.contains("bulletins/b/"));
}

#[test]
fn a_figure_of_another_place_is_in_its_money_and_says_its_place() {
    let of = |script: &str, region: &str, day: &str| {
        format!(
            "+++\ntitle = \"出口快报\"\nscript = \"{script}\"\ndate = 2025-07-{day}\nperiod = \"2025-06\"\nregion = \"{region}\"\n\
             [[metrics]]\nindicator = \"{region}出口\"\nvalue = \"12.0亿元\"\nheadline = true\n+++\n出口增长。\n"
        )
    };
    let names = "[regions]\n\"云海\" = \"Yunhai\"\n[indicators]\n\"香港出口\" = \"Exports\"\n\"台湾出口\" = \"Sales abroad\"\n\
                 \"云海出口\" = \"Shipments\"\n\"全国出口\" = \"Goods sold abroad\"\n";
    let site = site(&[
        ("site.toml", format!("{TWO}title = \"Brief\"\n")),
        ("content/names.en.toml", names.to_owned()),
        ("content/bulletins/hongkong.md", of("zh-Hans", "香港", "18")),
        ("content/bulletins/taiwan.md", of("zh-Hant-TW", "臺灣", "17").replace("臺灣出口", "台湾出口")),
        ("content/bulletins/yunhai.md", of("zh-Hans", "云海", "16")),
        ("content/bulletins/a.md", of("zh-Hans", "全国", "15")),
        ("content/bulletins/b.md", of("zh-Hans", "全国", "14").replace("2025-06", "2025-05")),
    ]);
    let (out, _) = built(site.path(), NOW);
    let page = |name: &str| fs::read_to_string(out.path().join(format!("en/{name}index.html"))).unwrap();
    for (name, money) in
        [("hongkong", "Hong Kong dollars"), ("taiwan", "New Taiwan dollars"), ("yunhai", "yuan"), ("a", "yuan")]
    {
        let page = page(&format!("bulletins/{name}/"));
        assert!(page.contains(&format!("1.20 billion {money}")), "{name}: {page}");
    }
    // Most figures are of the whole country, which goes without saying; a card on the front page names the others' places.
    let home = page("");
    for place in ["Hong Kong", "Taiwan", "Yunhai"] {
        assert!(home.contains(&format!("<span class=\"dims\">{place}</span>")), "{place}: {home}");
    }
    assert!(!home.contains("Nationwide"));
}

/// The headline and the summary of a bulletin's page in English.
fn told_of(out: &std::path::Path, bulletin: &str) -> [String; 2] {
    let page = fs::read_to_string(out.join(format!("en/bulletins/{bulletin}/index.html"))).unwrap();
    [("<h1>", "</h1>"), ("<p class=\"standfirst\">", "</p>")]
        .map(|(open, close)| ordinary::between(&page, open, close).next().map_or_else(String::new, ordinary::plain))
}

#[test]
fn headlines_are_as_an_editor_writes_them() {
    let cases = fs::read_to_string(root().join("tests/cases/english/headlines.txt")).unwrap();
    let cases: Vec<Vec<&str>> = cases.split("\n\n").skip(1).map(|case| case.lines().collect()).collect();
    let names = "[regions]\n\"云海\" = \"Yunhai\"\n[dims]\n\"公司\" = \"Company\"\n\"云海铜业\" = \"Yunhai Copper\"\n\"电子产品\" = \"Electronic \
                 products\"\n\"经营单位所在地\" = \"Place of business\"\n[indicators]\n\"净利润\" = \"Net profit\"\n\"出口订单\" = \"Export \
                 orders\"\n\"出口额\" = \"Exports\"\n\"国内生产总值\" = \"Gross domestic product (GDP)\"\n\"季调失业率\" = \"Seasonally adjusted \
                 unemployment rate\"\n\"失业率\" = \"Unemployment rate\"\n\"贷款余额\" = \"Outstanding loans\"\n\"云海指数\" = \"Yunhai index\"\n";
    let mut files = vec![
        ("site.toml".to_owned(), format!("{TWO}title = \"Brief\"\n")),
        ("content/names.en.toml".to_owned(), names.to_owned()),
    ];
    for (at, case) in cases.iter().enumerate() {
        let metric: Vec<&str> = case.iter().copied().filter(|line| line.contains(" = ")).collect();
        let text = format!(
            "+++\ntitle = \"麒麟快讯\"\ndate = 2025-07-{:02}\nperiod = \"2025-06\"\n[[metrics]]\n{}\n+++\n正文。\n",
            at + 1,
            metric.join("\n")
        );
        files.push((format!("content/bulletins/c{at}.md"), text));
    }
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let site = site(&files);
    let (out, _) = built(site.path(), NOW);
    for (at, case) in cases.iter().enumerate() {
        let wanted = ["> ", "| "].map(|mark| case.iter().find_map(|line| line.strip_prefix(mark)).unwrap_or_default());
        assert_eq!(told_of(out.path(), &format!("c{at}")), wanted, "{case:?}");
    }
    assert!(cases.len() >= 10, "{} cases", cases.len());
}

/// A line that is none would be passed over where the tables are read, and with it the names beside it.
#[test]
fn the_tables_of_names_are_toml() {
    for table in ["data/names/en.toml", "data/names/phrases.toml", "data/indicators/builtin.toml"] {
        let text = fs::read_to_string(root().join(table)).expect("a table can be read");
        if let Err(error) = text.parse::<toml::Table>() {
            panic!("{table}: {error}");
        }
    }
}

#[test]
fn what_no_region_stands_for_is_told_by_a_range_and_a_name_alone_is_no_headline() {
    let of = |region: &str, change: &str| {
        format!("[[metrics]]\nindicator = \"房价\"\nregion = \"{region}\"\nchange = \"{change}\"\nbasis = \"环比\"\n")
    };
    let bulletin = |title: &str, metrics: String| {
        format!("+++\ntitle = \"{title}\"\ndate = 2025-07-18\nperiod = \"2025-06\"\n{metrics}+++\n正文。\n")
    };
    let three = [of("北京市", "-0.4%"), of("上海市", "持平"), of("武汉市", "+0.1%")].concat();
    let chosen = three.replacen("basis", "headline = true\nbasis", 1);
    let site = site(&[
        ("site.toml", format!("{TWO}title = \"Brief\"\n")),
        ("content/names.en.toml", "[indicators]\n\"房价\" = \"Home prices\"\n".to_owned()),
        ("content/bulletins/three.md", bulletin("麒麟房价", three.clone())),
        ("content/bulletins/chosen.md", bulletin("麒麟房价", chosen)),
        ("content/bulletins/nation.md", bulletin("麒麟房价", of("全国", "-0.2%") + &three)),
        ("content/bulletins/label.md", bulletin("房价", of("武汉市", "+0.1%"))),
        ("content/bulletins/own.md", bulletin("房价\"\ntitle_en = \"Home prices", of("武汉市", "+0.1%"))),
        (
            "content/bulletins/marks.md",
            bulletin("房价\"\ntitle_en = \"Wuhan’s “old” homes — dearer", of("武汉市", "+0.1%")),
        ),
    ]);
    let (out, _) = built(site.path(), NOW);
    for (name, title) in [
        ("three", "Home prices in the 3 regions listed: −0.4% to +0.1% month on month in June 2025"),
        ("chosen", "Home prices in Beijing down 0.4% month on month in June 2025"),
        ("nation", "Home prices down 0.2% month on month in June 2025"),
        ("label", "Home prices in Wuhan up 0.1% month on month in June 2025"),
        ("own", "Home prices"),
        ("marks", "Wuhan’s “old” homes — dearer"),
    ] {
        assert_eq!(told_of(out.path(), name)[0], title, "{name}");
    }
}

#[test]
fn what_a_figure_was_before_is_said_wherever_it_is_shown() {
    let metrics = "value = \"1.74元\"\nprevious = \"1.44元\"\nheadline = true\n[[metrics]]\nindicator = \"出厂价格\"\nchange = \
                   \"-2.1%\"\nprevious = \"-2.3%\"\naccel = \"+0.2个百分点\"\naccel_basis = \"环比\"\nbasis = \"同比\"";
    let text = bulletin("湖北省").replace("value = \"12.0亿元\"\nchange = \"+5.2%\"\nheadline = true", metrics);
    let names = "[indicators]\n\"出口\" = \"Exports\"\n\"出厂价格\" = \"Factory prices\"\n";
    let site = site(&[
        ("site.toml", format!("{TWO}title = \"Brief\"\n")),
        ("content/names.en.toml", names.to_owned()),
        ("content/bulletins/a.md", text),
    ]);
    let (out, _) = built(site.path(), NOW);
    for (edition, said) in [
        ("zh-hans", ["2024年6月为1.44元", "2024年6月为−2.3%", "增速较上月上升0.2个百分点"]),
        (
            "en",
            [
                "compared with 1.44 yuan in June 2024",
                "compared with −2.3% in June 2024",
                "rate of change up 0.2 percentage point from the previous month",
            ],
        ),
    ] {
        for file in ["bulletins/a/index.html", "feed.xml"] {
            let page = fs::read_to_string(out.path().join(edition).join(file)).unwrap();
            for said in said {
                assert!(page.contains(said), "{edition}/{file}: {said}: {page}");
            }
        }
    }
}

#[test]
fn a_correction_without_english_is_told_by_its_figure() {
    let corrected = |more: &str| {
        let correction = format!("[[corrections]]\ndate = 2025-07-20\ntext = \"抄写有误\"\n{more}+++\n出口");
        let id = "indicator = \"出口\"\nid = \"exports\"";
        bulletin("湖北省").replace("+++\n出口", &correction).replace("indicator = \"出口\"", id)
    };
    let cases = [
        (
            "metric = \"exports\"\nold = \"21.0亿元\"\n",
            "Hubei’s exports: 1.20 billion yuan in June 2025, up 5.2% year on year; first published as 2.10 billion yuan.",
        ),
        ("", "The text was corrected; what was wrong is told in the Chinese edition."),
        ("text_en = \"Two digits were swapped.\"\n", "Two digits were swapped."),
        ("text_en = \"The “year’s” rate was last year’s.\"\n", "The “year’s” rate was last year’s."),
    ];
    for (more, said) in cases {
        let site =
            site(&[("site.toml", format!("{TWO}title = \"Brief\"\n")), ("content/bulletins/a.md", corrected(more))]);
        let (out, _) = built(site.path(), NOW);
        let page = fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap();
        assert!(page.contains(&format!("</time> · {said}</li>")), "{page}");
        let table = fs::read_to_string(out.path().join("data/corrections.csv")).unwrap();
        assert!(table.contains(said), "{table}");
    }
}

#[test]
fn names_that_are_missing_are_listed_to_be_filled_in() {
    let own = "# Places of ours.\n[regions]\n\"江州\" = \"Jiangzhou\"\n";
    let files = [
        ("site.toml", format!("{TWO}title = \"Brief\"\n")),
        ("content/names.en.toml", own.to_owned()),
        ("content/bulletins/a.md", bulletin("云海市").replace("亿元", "亿贯")),
    ];
    let site = site(&files);
    let accept = || {
        let mut command = jianbao();
        command.args(["check", "--accept"]).current_dir(site.path()).output().unwrap();
        fs::read_to_string(site.path().join("content/names.en.toml")).unwrap()
    };
    let listed = accept();
    assert_eq!(listed, format!("{own}\"云海市\" = \"\"\n\n[units]\n\"贯\" = \"\"\n"));
    // What is listed is told where it is to be written, and once.
    let told = check(&options(site.path())).diagnostics;
    let of = |code: Code| told.iter().filter(|told| told.code == code).count();
    assert_eq!((of(Code::MissingName), of(Code::MissingKey)), (0, 2), "{told:?}");
    assert_eq!(accept(), listed);
    let filled =
        listed.replace("\"云海市\" = \"\"", "\"云海市\" = \"Yunhai\"").replace("\"贯\" = \"\"", "\"贯\" = \"guan\"");
    fs::write(site.path().join("content/names.en.toml"), filled).unwrap();
    let told = check(&options(site.path())).diagnostics;
    assert!(told.iter().all(|told| !matches!(told.code, Code::MissingName | Code::MissingKey)), "{told:?}");
}

#[test]
fn pages_that_are_not_in_english_are_told_and_so_are_forewords_of_no_digest() {
    let own = "nav = [\"about.md\", \"method.md\"]\n[digests]\nmonth = true\n[[editions]]";
    let settings = format!("{TWO}title = \"Brief\"\n").replacen("[[editions]]", own, 1);
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n正文。\n");
    let site = site(&[
        ("site.toml", settings),
        ("content/about.md", page("关于")),
        ("content/method.md", page("方法")),
        ("content/method.en.md", "+++\ntitle = \"Method\"\n+++\nText.\n".to_owned()),
        ("content/digests/2025-07.md", page("七月")),
        ("content/digests/2025-7.md", page("七月")),
        ("content/bulletins/a.md", bulletin("湖北省")),
        ("content/names.en.toml", "[indicators]\n\"出口\" = \"Exports\"\n".to_owned()),
    ]);
    let told = check(&options(site.path())).diagnostics;
    let told: Vec<&str> =
        told.iter().filter(|told| told.code == Code::LeftOut).map(|told| told.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "there is no digest that this is about, and nothing leads to it",
            "content/about.md is not in English, and the navigation of that edition is without it",
        ]
    );
}

#[test]
fn a_draft_of_a_text_is_not_published_and_says_what_is_left() {
    let draft = "+++\n# title   = \"\"   # 出口快报\ndraft     = true\n+++\n\n<!-- 出口增长。 -->\n\nExports rose.\n\n<!-- done -->\n";
    let files = [
        ("site.toml", TWO.to_owned()),
        ("content/bulletins/a.md", bulletin("湖北省")),
        ("content/bulletins/a.en.md", draft.to_owned()),
    ];
    let site = site(&files);
    let page = |site: &std::path::Path| {
        let (out, _) = built(site, NOW);
        fs::read_to_string(out.path().join("en/bulletins/a/index.html")).unwrap()
    };
    assert!(!page(site.path()).contains("Exports rose."));
    let reviewed = || check(&Options { review: true, ..options(site.path()) }).diagnostics;
    let told = reviewed();
    let told: Vec<_> = told.iter().filter(|told| told.code == Code::UnfinishedTwin).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].message.ends_with("what lines 2, 6 say"), "{}", told[0].message);
    fs::write(site.path().join("content/bulletins/a.en.md"), draft.replace("draft     = true\n", "")).unwrap();
    assert!(page(site.path()).contains("Exports rose."));
    assert!(reviewed().iter().all(|told| told.code != Code::UnfinishedTwin));
}

#[test]
fn a_list_of_lists_is_given_up() {
    let site = tempfile::tempdir().expect("a folder");
    let line = format!("{}增长5%\n", vec!["出口的"; 60].join("、"));
    let text = site.path().join("line.txt");
    std::fs::write(&text, &line).expect("a file");
    let run = crate::helpers::jianbao().args(["convert", "--to", "en", "--site"]).arg(site.path()).arg(&text).output();
    assert_eq!(String::from_utf8_lossy(&run.expect("the program runs").stdout), line);
}
