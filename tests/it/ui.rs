//! The program's messages in Chinese: nothing is missing, nothing is left over, nothing is taken for
//! something else.

use crate::helpers::{paths, root, sources};
use jianbao::diag::Code;
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::{Glossary, Variant};
use jianbao::ui::{Catalogue, Language};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

const MESSAGES: &str = include_str!("../../data/ui/zh-hans.txt");

/// Words that Chinese texts leave as they are.
const FOREIGN: [&str; 27] = [
    "code", "text", "reason", "basis", "id", "Markdown", "Windows", "GitHub", "OpenCC", "jianbao", "slug", "build",
    "check", "site", "zh", "hans", "hant", "tw", "hk", "macOS", "MiB", "KiB", "Gmail", "Debian", "Ubuntu", "Fedora",
    "Noto",
];

/// Files whose strings are for machines (HTTP, style, data files and their English schemas), not for
/// the people who run the program.
const FOR_MACHINES: [&str; 27] = [
    "channel/figures.rs",
    "channel/mail.rs",
    "channel/markup.rs",
    "channel/mime.rs",
    "channel/plain.rs",
    "channel/post.rs",
    "channel/wechat.rs",
    "command/cms.rs",
    "edition/english.rs",
    "edition/phrase.rs",
    "edition/phrase/",
    "figure/english.rs",
    "figure/english/currency.rs",
    "figure/english/read.rs",
    "figure/english/scan.rs",
    "figure/english/spelled.rs",
    "figure/english/tests.rs",
    "import/data/unit.rs",
    "lint/english/words.rs",
    "render.rs",
    "render/data.rs",
    "render/data/",
    "serve/access.rs",
    "serve/live_reload.rs",
    "serve/http.rs",
    "text/markdown/sanitize.rs",
    "chart/",
];

/// Strings for machines in other files.
const NOT_SAID: [&str; 17] = [
    " (link check)",
    "BP bp EFLOPS PFLOPS TEU",
    "责任编辑 责编",
    "@media",
    "jianbao: {}",
    "this is no address of the site",
    "there is no such page",
    "too many connections",
    "only GET is answered here",
    "there is nothing here",
    "the preview has ended",
    "the file is gone",
    "the page takes too long",
    "text/html",
    "possible values",
    "JSON Feed",
    "nothing that is sent is read here",
];

fn chinese(variant: Variant) -> Arc<Catalogue> {
    Catalogue::of(Language::Chinese(variant))
}

/// Each line of English with its section and its Chinese.
fn entries() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut section = "";
    let mut entries = Vec::new();
    let lines: Vec<&str> = MESSAGES.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        match line.chars().next() {
            Some('#') => section = line,
            Some(' ') | None => {}
            Some(_) => {
                let said = lines.get(at + 1).copied().unwrap_or_default();
                assert!(said.starts_with("  "), "{line} has no Chinese below it");
                entries.push((section, *line, said.trim_start()));
            }
        }
    }
    entries
}

/// Texts and placeholders of a line as `format!` reads it, in turn; the first and the last are texts.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        let text = parts.last_mut().expect("one");
        text.push_str(&rest[..at]);
        if rest[at..].starts_with("{{") || rest[at..].starts_with("}}") {
            text.push_str(&rest[at..=at]);
            rest = &rest[at + 2..];
        } else if rest[at..].starts_with('{')
            && let Some(end) = rest[at..].find('}')
        {
            parts.push(rest[at + 1..at + end].to_owned());
            parts.push(String::new());
            rest = &rest[at + end + 1..];
        } else {
            text.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
    }
    parts.last_mut().expect("one").push_str(rest);
    parts
}

fn holes(line: &str) -> Vec<String> {
    parts(line).into_iter().skip(1).step_by(2).collect()
}

/// A line with every placeholder filled; placeholders of one name alike.
fn filled(line: &str, with: impl Fn(&str) -> String) -> String {
    let parts = parts(line).into_iter().enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { with(&part) } else { part }).collect()
}

/// The string literals of a Rust file, without its tests, line by line.
fn literals(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or(code);
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let bug = ["expect(", "unreachable!(", "panic!(", "reason = "].iter().any(|end| rest[..at].ends_with(end));
        let raw = rest[..at].ends_with('r');
        let next = &rest[at + 1..];
        rest = match &rest[at..=at] {
            "/" if next.starts_with('/') => next.find('\n').map_or("", |end| &next[end..]),
            "'" => match next.char_indices().nth(1) {
                _ if next.starts_with('\\') => next[2..].find('\'').map_or("", |end| &next[2 + end + 1..]),
                Some((end, '\'')) => &next[end + 1..],
                _ => next,
            },
            "\"" => {
                let mut end = 0;
                while !next[end..].starts_with('"') {
                    let escape = next[end..].starts_with('\\') && !raw;
                    let width = next[end..].chars().next().map_or(1, char::len_utf8);
                    end += if escape { 2 } else { width };
                }
                let (text, behind) = (&next[..end], &next[end + 1..]);
                if !bug {
                    found.extend(unescaped(text).split('\n').map(str::to_owned));
                }
                behind
            }
            _ => next,
        };
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('\n')) => while chars.next_if(|c| c.is_whitespace()).is_some() {},
            ('\\', Some('n')) => {
                chars.next();
                out.push('\n');
            }
            ('\\', Some(&next)) => {
                chars.next();
                out.push(next);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether a literal is English for people: words with spaces between.
fn is_said(literal: &str) -> bool {
    let code = prose(literal);
    let words = code.split(|c: char| !c.is_ascii_alphabetic() && c != '\'').filter(|word| word.len() > 1).count();
    let holes = literal.contains(['{', '`']);
    let spaced = literal.trim().contains(' ');
    let markup = literal.contains(['<', '>', ';', '=']) && !literal.contains("; ") && !literal.contains('`');
    let letters = code.chars().filter(char::is_ascii_lowercase).count();
    spaced && letters > 1 && (words > 1 || (words == 1 && holes)) && !markup
}

/// What is not code or a hole of a literal.
fn prose(literal: &str) -> String {
    let outside: String = literal.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    parts(&outside).into_iter().step_by(2).collect::<Vec<_>>().join(" ")
}

/// The English words of a line, aside from code, quotations, paths, options and the template engine's list
/// of fields.
fn left_in_english(said: &str) -> Vec<String> {
    let prose: String = said.split('`').step_by(2).collect();
    let prose: String = prose.split(['"', '“']).step_by(2).collect();
    let prose = prose.split("可用的字段有").next().unwrap_or_default();
    let prose = prose.split(' ').filter(|word| !word.contains(['/', '.', '[']) && !word.starts_with("--"));
    let words = prose.flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()));
    words
        .filter(|word| word.len() > 1 && word.chars().any(|c| c.is_ascii_lowercase()))
        .filter(|word| !FOREIGN.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_line_of_the_code_has_its_chinese() {
    let catalogue = chinese(Variant::Hans);
    let mut missing = Vec::new();
    let mut seen = 0;
    for (file, code) in sources() {
        if FOR_MACHINES.iter().any(|name| file.starts_with(name)) {
            continue;
        }
        for literal in literals(&code).iter().filter(|literal| is_said(literal)) {
            seen += 1;
            let english = filled(literal, |_| "X1".into());
            // A part of a line that is composed is translated within it: `; 2 errors`.
            let forms = [english.clone(), format!("X1{english}"), format!("X1 {english}")];
            let known = forms.iter().map(|form| catalogue.say(form)).any(|said| left_in_english(&said).is_empty());
            if !known && !NOT_SAID.iter().any(|start| filled(literal, |_| "{}".into()).starts_with(start)) {
                missing.push(format!("{file}: {literal}"));
            }
        }
    }
    assert!(seen > 350, "the walk found {seen} lines");
    assert!(missing.is_empty(), "data/ui/zh-hans.txt does not have\n{}", missing.join("\n"));
}

#[test]
fn every_line_is_still_said_by_the_code() {
    let spoken: BTreeSet<String> = sources().values().flat_map(|code| literals(code)).map(|line| bare(&line)).collect();
    let foreign = ["What clap says", "What the system says", "What the reader", "What the template", "The command"];
    let idle: Vec<&str> = entries()
        .into_iter()
        .filter(|(section, ..)| !foreign.iter().any(|name| section.contains(name)))
        .filter(|(_, line, _)| !spoken.contains(&bare(line)))
        .map(|(_, line, _)| line)
        .collect();
    assert!(idle.is_empty(), "data/ui/zh-hans.txt has what nothing says:\n{}", idle.join("\n"));
}

/// A line without the names of its placeholders, and without those at its ends.
fn bare(line: &str) -> String {
    let mut line = filled(line, |_| "\u{0}".into());
    while line.contains("\u{0}\u{0}") {
        line = line.replace("\u{0}\u{0}", "\u{0}");
    }
    line.trim_matches(['\u{0}', ' ']).to_owned()
}

#[test]
fn both_languages_have_the_same_holes_and_code() {
    for (_, english, chinese) in entries() {
        let sorted = |line: &str| holes(line).into_iter().collect::<BTreeSet<_>>();
        let mut wanted = sorted(english);
        // A folder is named once where English names it twice.
        wanted.extend(sorted(chinese).intersection(&wanted.clone()).cloned().collect::<Vec<_>>());
        assert_eq!(sorted(chinese), wanted, "{english}");
        assert!(
            chinese.chars().all(|c| !",;!?".contains(c)) || chinese.contains(['`', '"', '[', '\'', '(']),
            "{chinese}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn no_line_is_taken_for_another(given in prop::collection::vec("[A-Z][0-9万亿元超过]{0,5}", 6)) {
        let catalogue = chinese(Variant::Hans);
        for (_, english, said) in entries() {
            let names = holes(english);
            let value =
                |name: &str| given[names.iter().position(|hole| hole == name).expect("one") % given.len()].clone();
            prop_assert_eq!(catalogue.say(&filled(english, value)), filled(said, value));
        }
    }
}

#[test]
fn every_code_is_explained_by_the_same_example() {
    let example = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
        lines.map(|line| line.split('←').next().unwrap_or(line).trim_end().to_owned()).collect()
    };
    for variant in Variant::ALL {
        let catalogue = chinese(variant);
        for code in Code::ALL {
            let (english, said) = (code.explanation(), catalogue.explanation(code));
            assert_ne!(english, said, "{code:?} is not explained in data/ui/explain.zh-hans.md");
            assert_eq!(example(&english), example(&said), "{code:?}");
        }
    }
    let explained = include_str!("../../data/ui/explain.zh-hans.md").matches("\n## ").count();
    assert_eq!(explained, Code::ALL.len(), "no section is of a code that is gone");
}

/// The diagnostics in the transcripts and expectations of all tests, as they are printed.
fn printed() -> BTreeSet<String> {
    let tests = root().join("tests");
    let paths = paths(&tests).into_iter().filter(|path| path.extension().is_none_or(|end| end != "rs"));
    let texts = paths.filter_map(|path| fs::read_to_string(tests.join(path)).ok());
    let mut lines = BTreeSet::new();
    for text in texts {
        for line in text.lines() {
            let message = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["));
            let message = message.and_then(|line| line.split_once("]: ")).map(|(_, message)| message);
            let help = line.split_once("= help: ").map(|(_, help)| help);
            lines.extend(message.or(help).map(str::to_owned));
        }
    }
    lines
}

#[test]
fn diagnostics_are_said_without_a_word_of_english() {
    let catalogue = chinese(Variant::Hans);
    let printed = printed();
    assert!(printed.len() > 60, "the walk found {}", printed.len());
    for line in printed {
        let said = catalogue.say(&line);
        assert!(said != line, "{line}");
        let english = left_in_english(&said);
        assert!(english.is_empty(), "{said}: {english:?}");
    }
}

#[test]
fn traditional_chinese_speaks_its_own_words() {
    let source = Source::new(SourcePath::known("data/ui/glossary.toml"), include_str!("../../data/ui/glossary.toml"));
    assert!(Glossary::parse(&source).diagnostics.is_empty());
    let foreign = [
        "軟件",
        "信息",
        "文件",
        "鏈接",
        "默認",
        "字符",
        "字節",
        "字段",
        "模板",
        "界面",
        "保存",
        "打開",
        "運行",
        "數據",
        "嵌套",
        "縮進",
        "端口",
        "生成",
        "脚本",
        "腳本",
        "程序",
        "服務器",
        "用戶",
        "設備",
        "兼容",
        "內置",
        "域名",
        "協議",
        "連字元",
        "變量",
        "函數",
        "組件",
        "報道",
        "幫助",
        "支持",
        "導入",
        "水平",
        "只讀",
    ];
    let taiwan = chinese(Variant::HantTw);
    // What the mainland calls 文档 is 文件 here.
    let documents = |chinese: &str| chinese.contains("文档");
    let said = entries()
        .into_iter()
        .map(|(_, english, chinese)| (documents(chinese), taiwan.say(&filled(english, |_| "X".into()))));
    let explained = Code::ALL.into_iter().map(|code| (false, taiwan.explanation(code)));
    for (of_documents, text) in said.chain(explained) {
        let prose: String = text.lines().filter(|line| !line.starts_with("    ")).collect();
        let prose: String = prose.split('`').step_by(2).collect();
        for word in foreign {
            assert!(!prose.contains(word) || of_documents && word == "文件", "{word}: {prose}");
        }
    }
}

/// Where a Markdown file links to, and what it has for a shell or a program, without remarks and answers.
fn skeleton(markdown: &str) -> (Vec<String>, Vec<String>) {
    let behind = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    // A twin leads to twins, and to headings in its own language.
    let file = |link: &str| link.split('#').next().unwrap_or_default().replace(".zh.md", ".md");
    let links = behind.map(file).filter(|link| !link.starts_with("README") && !link.is_empty()).collect();
    let bare =
        |line: &str| line.split(" #").next().unwrap_or(line).split("  ").next().unwrap_or(line).trim().to_owned();
    let fenced = markdown.split("\n```").skip(1).step_by(2).flat_map(str::lines);
    let is_code = |line: &&str| line.starts_with(['$', '[', '-']) || (line.contains('=') && !line.starts_with(' '));
    (links, fenced.filter(is_code).filter(|line| !line.starts_with("---")).map(bare).collect())
}

#[test]
fn guides_have_chinese_twins() {
    let mut seen = 0;
    for name in
        paths(&root().join("docs")).iter().filter_map(|path| path.to_str()?.strip_suffix(".zh.md").map(str::to_owned))
    {
        let [english, chinese] =
            ["md", "zh.md"].map(|ending| fs::read_to_string(root().join(format!("docs/{name}.{ending}"))));
        // The reference is made of schemas, which are in Chinese.
        let (Ok(english), Ok(chinese)) = (english, chinese) else { continue };
        seen += 1;
        assert!(english.contains(&format!("({name}.zh.md)")) && chinese.contains(&format!("({name}.md)")), "{name}");
        for mark in ["\n## ", "\n### ", "\n| ", "\n```"] {
            assert_eq!(english.matches(mark).count(), chinese.matches(mark).count(), "{name}: {mark:?}");
        }
        let own =
            |links: Vec<String>| links.into_iter().filter(|link| *link != format!("{name}.md")).collect::<Vec<_>>();
        let ((wanted, code), (given, twin)) = (skeleton(&english), skeleton(&chinese));
        assert_eq!(own(wanted), own(given), "{name}");
        assert_eq!(code, twin, "{name}");
    }
    assert!(seen > 6, "{seen} guides have twins");
}

#[test]
fn the_readme_has_a_chinese_twin() {
    let [english, chinese] =
        ["README.md", "README.zh.md"].map(|name| fs::read_to_string(root().join(name)).expect("a README"));
    assert!(english.contains("(README.zh.md)") && chinese.contains("(README.md)"));
    assert_eq!(english.matches("\n## ").count(), chinese.matches("\n## ").count());
    let mistakes = |readme: &str| readme.lines().filter(|line| line.starts_with("  = ")).count();
    assert_eq!(mistakes(&english), mistakes(&chinese));
    let (wanted, twin) = (skeleton(&english), skeleton(&chinese));
    assert!(wanted.0.len() > 10 && wanted.1.len() > 20);
    assert_eq!(wanted, twin);
}
