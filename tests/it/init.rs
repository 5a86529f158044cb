//! New sites: whatever is asked for, nothing is wrong with what is made.

use crate::helpers::{check, jianbao, options, paths};
use jianbao::command::init::{self, Host, Wanted};
use jianbao::text::Variant::{En, Hans, HantHk, HantTw};
use jiff::civil::date;
use std::fs;
use tempfile::TempDir;

fn made(wanted: &Wanted) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    init::site(folder.path(), wanted).unwrap();
    folder
}

fn usual() -> Wanted {
    Wanted::usual(date(2025, 7, 18))
}

#[test]
fn a_new_site_has_no_mistakes_in_any_script() {
    for script in [Hans, HantTw, HantHk] {
        for editions in [vec![Hans, HantTw, HantHk], vec![HantHk], vec![script, En], vec![Hans, HantTw, HantHk, En]] {
            for sample in [true, false] {
                let wanted = Wanted { script, editions: editions.clone(), sample, ..usual() };
                let site = made(&wanted);
                let report = check(&options(site.path()));
                assert!(report.diagnostics.is_empty(), "{wanted:?}: {:#?}", report.diagnostics);
                assert_eq!((report.bulletins, report.editions), (usize::from(sample), editions.len()), "{wanted:?}");
                let formatted = jianbao().args(["fmt", "--check", "--site"]).arg(site.path()).output().unwrap();
                assert!(formatted.status.success(), "{wanted:?}: {}", String::from_utf8_lossy(&formatted.stdout));
            }
        }
    }
}

#[test]
fn its_texts_are_in_its_script() {
    let site = made(&Wanted { script: HantTw, host: Host::Gitlab, ..usual() });
    let read = |name: &str| fs::read_to_string(site.path().join(name)).unwrap();
    assert!(read("content/bulletins/first.md").contains("規上工業增加值比上年成長{{ 規上工業增加值 }}"));
    assert!(read("site.toml").contains("script      = \"zh-Hant-TW\""));
    assert!(read("site.toml").contains("title       = \"我的簡報\""));
    // How a word is written in each edition is an example.
    assert!(read("content/glossary.toml").contains("# zh-hans    = \"软件\""));
    assert!(read(".gitlab-ci.yml").contains("發布到 GitLab Pages"), "{}", read(".gitlab-ci.yml"));
}

#[test]
fn name_and_address_are_what_was_asked_for() {
    let name = "“经济”简报 \"A\\B\"";
    let wanted = Wanted { name: Some(name.into()), address: Some("https://digest.test/a".into()), ..usual() };
    let site = made(&wanted);
    let settings: toml::Table = toml::from_str(&fs::read_to_string(site.path().join("site.toml")).unwrap()).unwrap();
    assert_eq!(settings["title"].as_str(), Some(name));
    assert_eq!(settings["base_url"].as_str(), Some("https://digest.test/a"));
    assert!(check(&options(site.path())).diagnostics.is_empty());
}

#[test]
fn a_workflow_installs_the_version_that_made_the_site() {
    for (host, file) in [(Host::Github, ".github/workflows/site.yml"), (Host::Gitlab, ".gitlab-ci.yml")] {
        let site = made(&Wanted { host, ..usual() });
        let version = format!("JIANBAO_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"));
        assert!(fs::read_to_string(site.path().join(file)).unwrap().contains(&version), "{host:?}");
        let other = if host == Host::Github { ".gitlab-ci.yml" } else { ".github" };
        assert!(!site.path().join(other).exists(), "{host:?}");
        for file in paths(site.path()) {
            let text = fs::read_to_string(site.path().join(&file)).unwrap();
            assert!(!text.contains("0.0.0"), "{} has the placeholder of a version", file.display());
        }
    }
    let none = made(&Wanted { host: Host::None, ..usual() });
    assert!(!none.path().join(".github").exists() && !none.path().join(".gitlab-ci.yml").exists());
}

#[test]
fn options_say_what_a_terminal_would_be_asked() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output =
            jianbao().current_dir(folder.path()).env("LC_ALL", "C").arg("init").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let all = ["a", "--script", "tw", "--editions", "tw,en", "--name", "甲", "--empty", "--ci", "none"];
    let (code, said) = run(&all);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("See it:     `jianbao serve --site a --open`") && !said.contains("Publish it"), "{said}");
    let settings = fs::read_to_string(folder.path().join("a/site.toml")).unwrap();
    assert!(
        settings.ends_with(
            "[[editions]]\nvariant = \"zh-Hant-TW\"\n\n[[editions]]\nvariant = \"en\"\ntitle   = \"Economic digest\"\n"
        ),
        "{settings}"
    );
    assert!(!folder.path().join("a/content/bulletins").exists());
    // A site is in the script of who asks for it.
    let (code, said) = run(&["b", "--ui-lang", "zh-hant-hk"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(fs::read_to_string(folder.path().join("b/site.toml")).unwrap().contains("\"zh-Hant-HK\""));
    for wrong in [["c", "--editions", "en"], ["c", "--editions", "fr"], ["c", "--address", "digest"]] {
        let (code, said) = run(&wrong);
        assert_eq!(code, Some(2), "{said}");
        assert!(!folder.path().join("c").exists());
    }
}
