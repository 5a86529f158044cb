//! `jianbao ping`: what search engines are told of a build, and, with the feature `external`, that it reaches them: a
//! server of our own.

use crate::helpers::{jianbao, site, write};
use jianbao::command::ping::{Request, Service, requests};
use std::path::Path;
use std::process::Output;

const BULLETIN: &str = "+++\ntitle = \"六月\"\ndate = 2025-07-09\n+++\n\n正文。\n";
const SETTINGS: &str =
    "title = \"简报\"\nbase_url = \"https://digest.test/news\"\n\n[[editions]]\nvariant = \"zh-Hans\"\n";

fn made(service: Service, list: &str) -> Vec<Request> {
    requests(service, list, "https://digest.test/news", "k3y", service.endpoint()).expect("a list of changes")
}

/// Runs the command; `key` is a variable of the environment.
fn ping(site: &Path, arguments: &[&str], key: Option<(&str, &str)>) -> Output {
    let mut command = jianbao();
    command.env_remove("INDEXNOW_KEY").env_remove("BAIDU_PUSH_TOKEN").envs(key);
    command
        .arg("ping")
        .arg(site.join("changes.tsv"))
        .arg("--site")
        .arg(site)
        .args(arguments)
        .output()
        .expect("the program")
}

#[test]
fn pages_alone_are_told_and_the_gone_ones_where_that_is_wanted() {
    let list = "added\tzh-hans/bulletins/a/index.html\thttps://digest.test/news/zh-hans/bulletins/a/\n\
        changed\tzh-hans/feed.xml\thttps://digest.test/news/zh-hans/feed.xml\n\
        changed\tzh-hans/indicators/cpi/embed/index.html\thttps://digest.test/news/zh-hans/indicators/cpi/embed/\n\
        changed\tzh-hans/search/index.html\thttps://digest.test/news/zh-hans/search/\n\
        removed\tzh-hans/b/index.html\thttps://digest.test/news/zh-hans/b/\n";
    let [indexnow] = made(Service::IndexNow, list).try_into().expect("one request");
    let body: serde_json::Value = serde_json::from_str(&indexnow.body).expect("JSON");
    assert_eq!(body["host"], "digest.test");
    assert_eq!(body["keyLocation"], "https://digest.test/news/k3y.txt");
    let urls = ["https://digest.test/news/zh-hans/bulletins/a/", "https://digest.test/news/zh-hans/b/"];
    assert_eq!(body["urlList"], serde_json::json!(urls));
    let [baidu] = made(Service::Baidu, list).try_into().expect("one request");
    assert_eq!(baidu.url, "http://data.zz.baidu.com/urls?site=https://digest.test&token=k3y");
    assert_eq!(baidu.body, format!("{}\n", urls[0]));
    assert_eq!(made(Service::Baidu, ""), []);
    let wrong = requests(Service::Baidu, "a\tb\n", "https://digest.test", "k", "http://x").expect_err("no list");
    assert!(wrong.message.contains("is no line of a list"), "{}", wrong.message);
}

#[test]
fn no_request_has_more_than_is_taken() {
    let line = |at: usize| format!("added\tzh-hans/{at}/index.html\thttps://digest.test/news/zh-hans/{at}/\n");
    let list: String = (0..10_001).map(line).collect();
    let counts = |service| {
        made(service, &list).iter().map(|request| request.body.matches("zh-hans").count()).collect::<Vec<_>>()
    };
    assert_eq!(counts(Service::IndexNow), [10_000, 1]);
    assert_eq!(counts(Service::Baidu), [2_000, 2_000, 2_000, 2_000, 2_000, 1]);
}

#[test]
fn a_build_is_told_dry_and_no_token_is_printed() {
    let site = site(&[("site.toml", SETTINGS), ("content/bulletins/june.md", BULLETIN)]);
    let list = site.path().join("changes.tsv");
    let built =
        jianbao().args(["build", "--site"]).arg(site.path()).arg("--changed").arg(&list).output().expect("the program");
    assert!(built.status.success());
    let token = Some(("BAIDU_PUSH_TOKEN", "s3cret"));
    let run = ping(site.path(), &["--to", "baidu", "--dry-run"], token);
    let (body, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    assert!(body.lines().any(|line| line == "https://digest.test/news/zh-hans/bulletins/june/"), "{body}");
    assert!(said.contains("&token=$BAIDU_PUSH_TOKEN") && !said.contains("s3cret"), "{said}");
    let run = ping(site.path(), &["--to", "baidu"], None);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("BAIDU_PUSH_TOKEN is not in the environment"));
    // Nothing is published a second time, and so nothing is told.
    jianbao().args(["build", "--site"]).arg(site.path()).arg("--changed").arg(&list).output().expect("the program");
    let run = ping(site.path(), &["--to", "indexnow", "--dry-run"], None);
    assert!(run.stdout.is_empty() && String::from_utf8_lossy(&run.stderr).contains("nothing to tell"));
}

#[cfg(not(feature = "external"))]
#[test]
fn a_binary_without_the_feature_says_so() {
    let site = site(&[("site.toml", SETTINGS)]);
    write(site.path(), "changes.tsv", "added\ta/index.html\thttps://digest.test/news/a/\n");
    let run = ping(site.path(), &["--to", "indexnow"], Some(("INDEXNOW_KEY", "k3y")));
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("--features external"));
}

#[cfg(feature = "external")]
mod external {
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    /// A server that takes one request, its address, and what it was sent.
    fn server(status: &'static str) -> (String, JoinHandle<(String, String)>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/urls", listener.local_addr().expect("an address"));
        let thread = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                if line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a length");
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("the body");
            let answer = "{\"success\":1}";
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
                answer.len()
            )
            .expect("an answer");
            (head, String::from_utf8(body).expect("text"))
        });
        (address, thread)
    }

    #[test]
    fn what_is_told_reaches_the_service() {
        for (status, code) in [("200 OK", 0), ("403 Forbidden", 2)] {
            let site = site(&[("site.toml", SETTINGS)]);
            write(site.path(), "changes.tsv", "added\ta/index.html\thttps://digest.test/news/a/\n");
            let (address, thread) = server(status);
            let run =
                ping(site.path(), &["--to", "baidu", "--endpoint", &address], Some(("BAIDU_PUSH_TOKEN", "s3cret")));
            let (head, body) = thread.join().expect("the server");
            assert!(head.starts_with("POST /urls?site=https://digest.test&token=s3cret HTTP/1.1"), "{head}");
            assert!(head.to_lowercase().contains("content-type: text/plain"), "{head}");
            assert_eq!(body, "https://digest.test/news/a/\n");
            let said = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(code), "{said}");
            assert!(said.contains("{\"success\":1}") && !said.contains("s3cret"), "{said}");
        }
    }
}
