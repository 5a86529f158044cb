//! `[host]`: a site that its host does not take is not written, and one that it takes says for how long.

use crate::helpers::{build, jianbao, options, site};
use jianbao::pipeline::Report;
use tempfile::TempDir;

/// Two bulletins a day for a number of days.
fn daily(host: &str, days: usize) -> TempDir {
    let settings = format!("title = \"简报\"\nbase_url = \"https://example.org\"\n\n[host]\n{host}\n");
    let bulletin = |at: usize| {
        let date = format!("2025-07-{:02}", at / 2 + 1);
        let text = format!("+++\ntitle = \"第{at}号\"\ndate = {date}\n+++\n\n正文。\n");
        (format!("content/bulletins/b{at}.md"), text)
    };
    let files: Vec<(String, String)> =
        (0..2 * days).map(bulletin).chain([("site.toml".to_owned(), settings)]).collect();
    site(&files)
}

fn messages(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect()
}

#[test]
fn what_the_host_does_not_take_is_not_written() {
    let known = build(&options(daily("name = \"cloudflare-pages\"", 2).path()));
    let outlook = known.outlook.expect("a host is named");
    assert_eq!((outlook.files.expect("a limit").limit, outlook.bytes), (20_000, None));
    for (host, message) in [
        ("files = 5", format!("host-limit: the site has {} files, and its host takes 5", known.pages)),
        ("bytes = 5", "host-limit: the site has 1 MB, and its host takes 0 MB".to_owned()),
        ("largest = 2000000\nbytes = 1", "host-limit: the site has 1 MB, and its host takes 0 MB".to_owned()),
        // Its own word comes before what is known of the host.
        (
            "name = \"cloudflare-pages\"\nfiles = 6",
            format!("host-limit: the site has {} files, and its host takes 6", known.pages),
        ),
    ] {
        let site = daily(host, 2);
        let report = build(&options(site.path()));
        assert_eq!(messages(&report), [message], "{host}");
        assert!(report.changes.is_none() && !site.path().join("public/index.html").exists(), "{host}");
        let place = report.diagnostics[0].place.as_ref().expect("a place");
        assert_eq!((place.source.path.as_str(), place.span.is_empty()), ("site.toml", false));
    }
    let site = daily("largest = 9000", 2);
    let found = messages(&build(&options(site.path())));
    assert!(
        found.iter().any(|found| found.contains("/site.") && found.ends_with("the host takes files of 0 MB")),
        "{found:?}"
    );
}

#[test]
fn a_host_that_is_not_known_is_a_mistake() {
    for (name, help) in
        [("cloudflare-page", "did you mean `cloudflare-pages`?"), ("acme", "`files`, `bytes` or `largest`")]
    {
        let report = build(&options(daily(&format!("name = \"{name}\""), 1).path()));
        let [found] = report.diagnostics.as_slice() else { panic!("{:?}", messages(&report)) };
        assert!(found.help.as_ref().is_some_and(|said| said.contains(help)), "{found:?}");
    }
}

/// A site of two bulletins a day that has a tenth of its limit after ten days is full after ninety more.
#[test]
fn the_limit_is_met_at_the_pace_of_the_bulletins() {
    let files = build(&options(daily("files = 100000", 10).path())).pages;
    let site = daily(&format!("files = {}", 10 * files), 10);
    let share = build(&options(site.path())).outlook.and_then(|outlook| outlook.files).expect("a limit");
    assert_eq!(share.used, files as u64);
    assert_eq!(share.full.map(|day| day.to_string()).as_deref(), Some("2025-10-08"));
    let told = jianbao().args(["build", "--future", "--site"]).arg(site.path()).output().expect("jianbao");
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        told.contains(&format!("{files} of {} files; at the pace of the last year full on 2025-10-08", 10 * files)),
        "{told}"
    );
}
