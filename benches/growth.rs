//! How the time of a check grows with what an author can multiply: each text at N and at 2N.
//!
//! `cargo bench --bench growth [NAME]` prints both times and their ratio: about 2 where time grows with the length, 4 where it
//! grows with its square, and about 1 where a limit refuses the text. It ends with 1 if a ratio is over 3. No test: a
//! machine that others use gives other times.

use jianbao::pipeline::{Options, check};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const FRONT: &str = "title = \"一\"\ndate = 2025-07-18\n";

/// A file of the site, of so many repetitions.
type Text = fn(usize) -> String;

/// What is multiplied: its name, its N, its file.
const CASES: [(&str, usize, &str, Text); 31] = [
    ("brackets of a paragraph", 10_000, BULLETIN, |n| body(&"(1".repeat(n))),
    ("brackets of a quotation", 20_000, BULLETIN, |n| body(&format!("> {}", "(1".repeat(n)))),
    ("amounts of a quotation", 10_000, BULLETIN, |n| body(&format!("> {}", "1万".repeat(n)))),
    ("shares of a list", 4_000, BULLETIN, |n| body(&format!("- {}", "占1%，其中".repeat(n)))),
    ("分别 of a quotation", 3_000, BULLETIN, |n| body(&format!("> {}", "甲、乙分别1%、".repeat(n)))),
    ("a long line of code", 20_000, BULLETIN, |n| body(&format!("```vim\n{}\n```", "a b ".repeat(n)))),
    ("a long line of gnuplot", 20_000, BULLETIN, |n| body(&format!("```gnuplot\n{}\n```", "a=".repeat(n)))),
    ("lines of code", 300, BULLETIN, |n| body(&format!("```ts\n{}```", "let a = (b) => c;\n".repeat(n)))),
    ("cells that rows lack", 1_000, BULLETIN, |n| {
        body(&format!("|{}\n|{}\n{}", "a|".repeat(n), "-|".repeat(n), "|b|\n".repeat(n)))
    }),
    ("headings of one text", 5_000, BULLETIN, |n| body(&"## 甲\n\n".repeat(n))),
    ("dead links to places", 2_000, BULLETIN, |n| body(&each(n, |at| format!("[甲](#没有{at})\n\n## 标题{at}\n\n")))),
    ("footnotes", 400, BULLETIN, |n| body(&each(n, |at| format!("甲[^{at}]\n\n[^{at}]: 乙\n\n")))),
    ("unknown placeholders", 2_000, BULLETIN, |n| body(&each(n, |at| format!("{{{{ 指标{at} }}}}\n\n")))),
    ("raw tags", 1_500, BULLETIN, |n| body(&"<b>甲</b>".repeat(n))),
    ("doubts", 4_000, BULLETIN, |n| body(&each(n, |at| format!("丘干岱{at}\n\n")))),
    ("marks of many words", 4_000, BULLETIN, |n| {
        body(&each(n, |at| format!("-{{H|zh-hans:词{at}; zh-tw:詞{at}甲}}-\n\n")))
    }),
    ("marks of one word", 8_000, BULLETIN, |n| {
        body(&each(n, |at| format!("-{{H|zh-hans:软件; zh-tw:軟體{at}}}-\n\n")))
    }),
    ("topics", 1_000, BULLETIN, |n| front(&format!("topics = [{}]\n", each(n, |at| format!("\"题{at}\","))))),
    ("points", 2_000, BULLETIN, |n| front(&format!("points = [{}]\n", each(n, |at| format!("\"要点{at}\","))))),
    ("aliases", 1_000, BULLETIN, |n| front(&format!("aliases = [{}]\n", each(n, |at| format!("\"/旧/{at}/\","))))),
    ("corrections", 1_000, BULLETIN, |n| {
        front(&each(n, |at| format!("[[corrections]]\ndate = 2025-07-19\ntext = \"改{at}\"\n")))
    }),
    ("terms", 5_000, BULLETIN, |n| {
        front(&each(n, |at| format!("[[terms]]\nzh-hans = \"词{at}\"\nzh-hant = \"詞{at}\"\n")))
    }),
    ("protected words", 20_000, BULLETIN, |n| {
        front(&format!("protect = [{}]\n", each(n, |at| format!("\"词{at}\","))))
    }),
    ("metrics", 500, BULLETIN, |n| front(&each(n, metric))),
    ("numbers of the text", 4_000, BULLETIN, |n| {
        let text = each(n, |at| format!("另有支出{at}.7亿元，\n\n"));
        format!("+++\n{FRONT}{}+++\n\n{text}", each(200, metric))
    }),
    ("unknown indicators", 400, "content/indicators.toml", |n| {
        each(20 * n, |at| format!("[[indicators]]\nkey = \"k{at}\"\nname = \"指标甲{at}\"\n"))
    }),
    ("keys of YAML", 20_000, BULLETIN, |n| {
        format!("---\ntitle: 一\ndate: 2025-07-18\n{}---\n", each(n, |at| format!("k{at}: 1\n")))
    }),
    ("keys of TOML", 20_000, BULLETIN, |n| front(&each(n, |at| format!("k{at} = 1\n")))),
    ("words of the glossary", 20_000, "content/glossary.toml", |n| {
        each(n, |at| format!("[[terms]]\nzh-hans = \"词{at}\"\nzh-hant = \"詞{at}\"\n"))
    }),
    ("lines of a dictionary", 40_000, "content/glossary.zh-hant-tw.txt", |n| each(n, |at| format!("词{at}\t詞{at}\n"))),
    ("releases", 8_000, "content/calendar.toml", |n| {
        each(n, |at| format!("[[releases]]\ndate = 2026-01-{:02}\nname = \"发布{at}\"\n", at % 28 + 1))
    }),
];

const BULLETIN: &str = "content/bulletins/a.md";

fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

fn front(more: &str) -> String {
    format!("+++\n{FRONT}{more}+++\n\n正文。\n")
}

fn body(text: &str) -> String {
    format!("+++\n{FRONT}+++\n\n{text}\n")
}

fn metric(at: usize) -> String {
    format!("[[metrics]]\nindicator = \"指标{at}\"\nvalue = \"{at}.5亿元\"\n")
}

/// The better of two times of a check of a site with that text.
fn time(folder: &Path, file: &str, text: &str) -> Duration {
    drop(fs::remove_dir_all(folder.join("content")));
    fs::create_dir_all(folder.join("content/bulletins")).expect("a folder");
    fs::write(folder.join(BULLETIN), front(&each(400, metric))).expect("a bulletin");
    fs::write(folder.join(file), text).expect("a file");
    let options = Options { review: true, ..Options::new(folder, "2026-01-01T00:00:00Z".parse().expect("a time")) };
    let once = || {
        let started = Instant::now();
        check(&options, &|_, _| {}).expect("the disk can be read");
        started.elapsed()
    };
    once().min(once())
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let site = tempfile::tempdir().expect("a folder");
    fs::write(site.path().join("site.toml"), "title = \"甲\"\nbase_url = \"https://example.org/\"\n")
        .expect("settings");
    let empty = time(site.path(), BULLETIN, &front(""));
    let mut worst: f64 = 0.0;
    for (name, n, file, text) in CASES {
        if !wanted.iter().all(|word| name.contains(word.as_str())) {
            continue;
        }
        let [one, two] = [n, 2 * n].map(|n| time(site.path(), file, &text(n)));
        // What any site takes says nothing of the text; nor do a few milliseconds.
        let own = |time: Duration| time.saturating_sub(empty).as_secs_f64().max(0.02);
        let ratio = own(two) / own(one);
        println!(
            "{name:28} {n:>6}: {:>5} ms, {:>6}: {:>5} ms, ratio {ratio:.1}",
            one.as_millis(),
            2 * n,
            two.as_millis()
        );
        worst = worst.max(ratio);
    }
    match worst > 3.0 {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}
