//! The preview over HTTP: the bytes of a build, every way of saving a file, mistakes, and guests who
//! mean harm.

use crate::helpers::{copy, files, jianbao, paths, root};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const BULLETIN: &str = "content/bulletins/2025/h1-industry.md";
const PAGE: &str = "/zh-hans/bulletins/2025/h1-industry/";

/// A preview that runs as long as this lives, of a copy of the example site.
struct Preview {
    child: Child,
    port: u16,
    site: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().expect("the server still runs");
        self.child.wait().expect("the server ends");
    }
}

struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }
}

impl Preview {
    fn start(arguments: &[&str]) -> Self {
        let site = tempfile::tempdir().expect("a folder");
        copy(root(), site.path(), ["site.toml".into()]);
        copy(&root().join("content"), &site.path().join("content"), paths(&root().join("content")));
        let mut child = jianbao()
            .args(["serve", "--quiet", "--port", "0", "--site"])
            .arg(site.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut url).expect("its address");
        let port = url.trim().trim_end_matches('/').rsplit(':').next().expect("a port").parse().expect("a number");
        Self { child, port, site }
    }

    fn place(&self, path: &str) -> PathBuf {
        self.site.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.place(path)).expect("a file of the site")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.place(path), text).expect("a file of the site");
    }

    fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        // A refusal may come before all was sent.
        drop(stream.write_all(request));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("UTF-8");
        let status = head.split(' ').nth(1).expect("a status").parse().expect("a number");
        Reply { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Reply {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes())
    }

    /// What review mode shows of a page.
    fn sheet(&self, path: &str) -> Value {
        let sheet = self.get(&format!("/_preview/sheet?page={path}"));
        let mut sheet: Value = serde_json::from_slice(&sheet.body).expect("a sheet");
        // The token is in the page alone that shows the sheet.
        assert_eq!(sheet["token"], Value::Null);
        let page = self.get("/_preview/review").text();
        let token = page.split("name=\"preview-token\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        sheet["token"] = token.filter(|token| !token.is_empty()).into();
        sheet
    }

    /// Sends a decision, with these headers in place of a page's own.
    fn send(&self, headers: &str, body: &str) -> Reply {
        let head = format!("POST /_preview/settle HTTP/1.1\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        self.raw(format!("{head}{body}").as_bytes())
    }

    /// Sends a decision as a page of the preview does.
    fn settle(&self, sheet: &Value, decision: &Value) -> Reply {
        self.send(&self.own_headers(sheet), &decision.to_string())
    }

    fn own_headers(&self, sheet: &Value) -> String {
        let (port, token) = (self.port, sheet["token"].as_str().expect("a token"));
        format!(
            "Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nContent-Type: application/json\r\n\
             X-Preview-Token: {token}\r\n"
        )
    }

    /// Asks until the page contains a text.
    fn until(&self, path: &str, text: &str) -> String {
        let started = Instant::now();
        loop {
            let page = self.get(path).text();
            if page.contains(text) {
                return page;
            }
            assert!(started.elapsed() < Duration::from_secs(20), "{path} never holds {text}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let request = format!("GET /_preview/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("a request");
        let mut events = Events { lines: BufReader::new(stream) };
        assert_eq!(events.next(Duration::from_secs(20)).as_deref(), Some("hello"));
        events
    }
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next event within that time.
    fn next(&mut self, within: Duration) -> Option<String> {
        self.lines.get_ref().set_read_timeout(Some(within)).expect("a timeout");
        loop {
            let mut line = String::new();
            match self.lines.read_line(&mut line) {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
            if let Some(event) = line.strip_prefix("event: ") {
                return Some(event.trim().to_owned());
            }
        }
    }

    /// How often the page was refreshed, up to when all is quiet.
    fn refreshes(&mut self, what: &str) -> usize {
        assert_eq!(self.next(Duration::from_secs(20)).as_deref(), Some("refresh"), "{what}");
        1 + std::iter::from_fn(|| self.next(Duration::from_millis(600))).filter(|event| event == "refresh").count()
    }
}

/// The page without what the preview adds.
fn bare(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8(page.to_vec()).expect("UTF-8");
    let start = page.find("<script type=\"application/json\" id=\"jianbao-preview\">").expect("the addition");
    let end = page.rfind("</body>").expect("the end of the body");
    format!("{}{}", &page[..start], &page[end..]).into_bytes()
}

#[test]
fn every_file_is_that_of_a_build() {
    let preview = Preview::start(&[]);
    let built = jianbao()
        .args(["build", "--quiet", "--drafts", "--future", "--base-url"])
        .arg(format!("http://127.0.0.1:{}", preview.port))
        .arg("--site")
        .arg(preview.site.path())
        .status();
    assert!(built.expect("a build").success());
    let mut compared = 0;
    for (path, built) in files(&preview.place("public")) {
        if path.starts_with('.') {
            continue;
        }
        let reply = preview.get(&format!("/{}", path.replace(' ', "%20")));
        assert_eq!(reply.status, 200, "{path}");
        let bytes = if path.ends_with(".html") { bare(&reply.body) } else { reply.body };
        assert!(bytes == built, "{path} differs from the build's");
        compared += 1;
    }
    assert!(compared > 60, "only {compared} files");
}

#[test]
fn every_way_of_saving_refreshes_once() {
    let preview = Preview::start(&[]);
    let mut events = preview.events();
    let text = preview.read(BULLETIN);
    let titled = |title: &str| text.replacen("上半年规上工业增加值", title, 1);
    let place = preview.place(BULLETIN);
    let beside = |name: &str| place.with_file_name(name);
    // A machine with other work can stop a save half way for longer than the watcher waits, and then two refreshes
    // are right; so a save has a few tries to refresh once. What it ends in is right at every one.
    let mut saved = |how: &str, save: &dyn Fn(&str)| {
        let once = (0..5).any(|attempt| {
            let title = format!("{how}之后{attempt}");
            save(&titled(&title));
            let refreshes = events.refreshes(how);
            assert!(preview.get(PAGE).text().contains(&title), "{how}");
            refreshes == 1
        });
        assert!(once, "{how} refreshes once");
    };
    saved("原地写", &|text| fs::write(&place, text).expect("written"));
    saved("分段写", &|text| {
        let mut file = fs::File::create(&place).expect("a file");
        for part in text.as_bytes().chunks(700) {
            file.write_all(part).expect("written");
            std::thread::sleep(Duration::from_millis(4));
        }
    });
    saved("改名覆盖", &|text| {
        fs::write(beside("h1-industry.md.tmp"), text).expect("written");
        fs::rename(beside("h1-industry.md.tmp"), &place).expect("renamed");
    });
    saved("删后重建", &|text| {
        fs::remove_file(&place).expect("removed");
        std::thread::sleep(Duration::from_millis(40));
        fs::write(&place, text).expect("written");
    });
    saved("如vim", &|text| {
        fs::write(beside(".h1-industry.md.swp"), "b0VIM").expect("written");
        fs::write(beside("4913"), "").expect("written");
        fs::remove_file(beside("4913")).expect("removed");
        fs::rename(&place, beside("h1-industry.md~")).expect("renamed");
        fs::write(&place, text).expect("written");
        fs::remove_file(beside("h1-industry.md~")).expect("removed");
        fs::remove_file(beside(".h1-industry.md.swp")).expect("removed");
    });
    saved("签出", &|text| {
        let others: Vec<PathBuf> =
            ["hubei-investment-promotion.md", "industry-finance-platform.md", "nev-competition-order.md"]
                .map(beside)
                .into();
        for other in others.iter().chain([&place]) {
            let old = fs::read_to_string(other).expect("read");
            fs::remove_file(other).expect("removed");
            std::thread::sleep(Duration::from_millis(3));
            fs::write(other, if *other == place { text.to_owned() } else { format!("{old}\n签出。\n") })
                .expect("written");
        }
    });
    saved("许多一起", &|text| {
        for at in 0..300 {
            let article = format!(
                "+++\ntitle = \"第{at}期\"\ndate = 2024-01-01\n+++\n\n{}\n",
                text.lines().nth(1).expect("a title")
            );
            fs::write(beside(&format!("many-{at}.md")), article).expect("written");
        }
        fs::write(&place, text).expect("written");
    });
    assert_eq!(preview.get("/zh-hant-tw/bulletins/2025/many-299/").status, 200);
    fs::write(&place, fs::read(&place).expect("read")).expect("written");
    assert_eq!(events.next(Duration::from_millis(600)), None, "a save that changes nothing refreshes nothing");
    fs::rename(preview.place("content"), preview.place("elsewhere")).expect("renamed");
    fs::rename(preview.place("elsewhere"), preview.place("content")).expect("renamed");
    preview.write(BULLETIN, &titled("搬回来"));
    preview.until(PAGE, "搬回来");
}

#[test]
fn every_kind_of_file_is_followed() {
    let preview = Preview::start(&[]);
    let config = preview.read("site.toml");
    preview.write("site.toml", &config.replacen("title       = \"简报\"", "title = \"改了名的简报\"", 1));
    preview.until("/zh-hans/", "改了名的简报");
    let glossary =
        format!("{}\n[[terms]]\nzh-hans = \"技术合同\"\nzh-hant = \"術合約\"\n", preview.read("content/glossary.toml"));
    preview.write("content/glossary.toml", &glossary);
    preview.until("/zh-hant-hk/bulletins/2025/h1-industry/", "術合約");
    let registry = preview.read("content/indicators.toml");
    preview.write("content/indicators.toml", &registry.replacen("规模以上工业增加值", "规模以上工业增加值甲", 1));
    preview.until(PAGE, "unknown-indicator");
    preview.write("content/indicators.toml", &registry);
    fs::create_dir_all(preview.place("templates")).expect("a folder");
    preview
        .write("templates/bulletin.html", "{% extends \"base.html\" %}{% block main %}自己的模板{% endblock main %}");
    preview.until(PAGE, "自己的模板");
    preview.write("templates/bulletin.html", "{% block %}");
    let broken = preview.until(PAGE, "templates/bulletin.html:1");
    assert!(broken.contains("自己的模板"), "the last good page stays");
    fs::remove_file(preview.place("templates/bulletin.html")).expect("removed");
    preview.until(PAGE, "<h1>");
    let mut events = preview.events();
    fs::create_dir_all(preview.place("static/assets")).expect("a folder");
    events.next(Duration::from_secs(1));
    preview.write("static/assets/site.css", "body { color: teal }");
    assert_eq!(events.next(Duration::from_secs(20)).as_deref(), Some("style"));
    assert_eq!(preview.get("/assets/site.css").text(), "body { color: teal }");
}

#[test]
fn mistakes_are_shown_over_the_last_good_page() {
    let preview = Preview::start(&[]);
    let text = preview.read(BULLETIN);
    let good = bare(&preview.get(PAGE).body);
    preview.write(BULLETIN, &text.replacen("date       = 2025-07-18", "date       = 2025-07-", 1));
    let page = preview.until(PAGE, "h1-industry.md:4:");
    assert!(page.contains("\"errors\":") && !page.contains("\"errors\":0"));
    assert!(bare(page.as_bytes()) == good, "the page is the last good one");
    preview.write(BULLETIN, &text);
    preview.until(PAGE, "\"errors\":0");
    fs::write(preview.place(BULLETIN), b"+++\n\xff\xfe\0\n").expect("written");
    preview.until(PAGE, "not UTF-8");
    fs::remove_file(preview.place("site.toml")).expect("removed");
    preview.until(PAGE, "there is no site.toml any more");
}

#[test]
fn mistakes_are_told_in_the_language_of_the_run() {
    let preview = Preview::start(&["--ui-lang", "zh-hant-tw"]);
    assert!(preview.get(PAGE).text().contains(r#""errors":"處錯誤""#));
    let text = preview.read(BULLETIN);
    preview.write(BULLETIN, &text.replacen("date       = 2025-07-18", "dato       = 2025-07-18", 1));
    preview.until(PAGE, "錯誤[unknown-key]: 沒有 `dato` 這個鍵");
    fs::remove_file(preview.place("site.toml")).expect("removed");
    preview.until(PAGE, "site.toml 不在了");
}

#[test]
fn what_the_public_does_not_see_is_marked() {
    let hidden = [
        ("draft.md", "date = 2025-07-01\ndraft = true", r#""note":{"why":"draft"}"#),
        ("future.md", "date = 2999-01-01", r#""note":{"until":"2999-01-01","why":"future"}"#),
        ("timed.md", "date = 2999-01-01T10:00", r#""note":{"until":"2999-01-01 10:00","why":"embargo"}"#),
        (
            "embargo.md",
            "date = 2025-07-01\nembargo = 2999-01-01T10:00",
            r#""note":{"until":"2999-01-01 10:00","why":"embargo"}"#,
        ),
    ];
    let [preview, public] = [&[][..], &["--as-of", "2025-07-18T10:00"]].map(Preview::start);
    for (name, fields, note) in hidden {
        for preview in [&preview, &public] {
            let text = format!("+++\ntitle = \"{name}\"\n{fields}\n+++\n\n正文\n");
            preview.write(&format!("content/bulletins/2025/{name}"), &text);
        }
        let page = format!("/zh-hant-tw/bulletins/2025/{}/", name.trim_end_matches(".md"));
        preview.until(&page, note);
        assert_eq!(public.get(&page).status, 404, "{page}");
    }
}

#[test]
fn hostile_requests_are_refused_and_survived() {
    let preview = Preview::start(&[]);
    fs::write(preview.site.path().parent().expect("a folder").join("jianbao-secret.txt"), "geheim").expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", preview.place("content/etc")).expect("a link");
    let climbs = [
        "/../jianbao-secret.txt",
        "/..%2fjianbao-secret.txt",
        "/%2e%2e/jianbao-secret.txt",
        "/%2e%2e%2fjianbao-secret.txt",
        "/..%5cjianbao-secret.txt",
        "/%252e%252e%252fjianbao-secret.txt",
        "/%2E%2E%2Fjianbao-secret.txt",
        "/%2e%2e%5cjianbao-secret.txt",
        "/..\\jianbao-secret.txt",
        "/%25252e%25252e%25252fjianbao-secret.txt",
        "/zh-hans/..%c0%afjianbao-secret.txt",
        "/zh-hans/%c0%ae%c0%ae/%c0%ae%c0%ae/jianbao-secret.txt",
        "/%uff0e%uff0e/jianbao-secret.txt",
        "/．．/jianbao-secret.txt",
        "/....//jianbao-secret.txt",
        "/..;/jianbao-secret.txt",
        "/zh-hans/%2e%2e/%2e%2e/jianbao-secret.txt",
        "/zh-hans/./../../jianbao-secret.txt",
        "/%2fetc/passwd",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
        "/_preview/sheet?page=/../jianbao-secret.txt",
        "/_preview/sheet?page=%2Fzh-hans%2Fetc%2Fpasswd",
        "/_preview/sheet?page=%252e%252e%252fjianbao-secret.txt",
        "/zh-hans/etc/passwd",
        "//etc/passwd",
        "/%00",
        "/_preview/../site.toml",
        "/_preview/%2e%2e/site.toml",
        "/site.toml",
        "/content/glossary.toml",
        "http://127.0.0.1/etc/passwd",
    ];
    for climb in climbs {
        let reply = preview.get(climb);
        assert!(matches!(reply.status, 400 | 404), "{climb} is answered {}", reply.status);
        assert!(!reply.text().contains("geheim") && !reply.text().contains("root:"), "{climb}");
    }
    let refused = |head: &str| preview.raw(format!("{head}\r\n\r\n").as_bytes()).status;
    let port = preview.port;
    assert_eq!(refused("GET / HTTP/1.1\r\nHost: evil.example"), 403);
    assert_eq!(refused(&format!("GET / HTTP/1.1\r\nHost: evil.example:{port}")), 403);
    assert_eq!(refused("GET / HTTP/1.1"), 400);
    assert_eq!(refused(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example")), 400);
    for origin in ["http://evil.example", "null", "https://localhost", "http://localhost:1"] {
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: {origin}")), 403, "{origin}");
    }
    assert_eq!(refused(&format!("DELETE / HTTP/1.1\r\nHost: localhost:{port}")), 405);
    assert_eq!(refused("\u{1}\u{2}"), 400);
    assert_eq!(refused(&format!("GET /{} HTTP/1.1\r\nHost: localhost:{port}", "a".repeat(100_000))), 431);
    let huge =
        format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 99999999\r\n\r\n{}", "a".repeat(1 << 20));
    assert_eq!(preview.raw(huge.as_bytes()).status, 413);
    // Clients that send nothing, or read nothing, delay nobody.
    let silent: Vec<_> = (0..50).map(|_| TcpStream::connect(("127.0.0.1", port)).expect("a connection")).collect();
    let mut streams: Vec<_> = (0..200).map(|_| preview.events()).collect();
    let home = preview.get("/zh-hans/");
    assert_eq!(home.status, 200);
    assert!(home.head.contains("X-Content-Type-Options: nosniff") && home.head.contains("no-store"));
    let text = preview.read(BULLETIN);
    preview.write(BULLETIN, &text.replacen("上半年规上", "两百人看", 1));
    let mut told: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for stream in &mut streams {
        *told.entry(stream.next(Duration::from_secs(20))).or_default() += 1;
    }
    assert_eq!(told, BTreeMap::from([(Some("refresh".to_owned()), 200)]));
    drop(silent);
    preview.until(PAGE, "两百人看");
}

#[test]
fn other_machines_are_let_in_only_on_purpose() {
    let refused = jianbao().args(["serve", "--port", "0", "--host", "0.0.0.0", "--site"]).arg(root()).output();
    let refused = refused.expect("it ends");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--expose"));
    let preview = Preview::start(&["--host", "0.0.0.0", "--expose"]);
    assert_eq!(preview.get("/zh-hans/").status, 200);
}

/// A decision about 技术合同, as the sheet's page sends it.
fn decision(sheet: &Value, file: &str) -> Value {
    let target = &sheet[file];
    json!({
        "file": target["path"], "seen": target["seen"], "script": "zh-hans", "word": "技术合同",
        "forms": { "zh-hant-tw": "術合約", "zh-hant-hk": "術合同" },
    })
}

#[test]
fn a_sheet_shows_what_is_said_in_english() {
    let preview = Preview::start(&[]);
    let bulletin = "+++\ntitle = \"出口快报\"\ndate = 2025-07-18\nperiod = \"2025-06\"\n[[metrics]]\nindicator = \"出口额\"\n\
                    value = \"12.0亿元\"\nchange = \"+5.2%\"\n+++\n出口增长。\n";
    preview.write("content/bulletins/2025/sold.md", bulletin);
    let english =
        "+++\ntitle = \"Exports\"\n+++\nExports of goods rose 5.3% to 1.20 billion yuan, and 41,000 tonnes.\n";
    preview.write("content/bulletins/2025/sold.en.md", english);
    preview.until("/en/bulletins/2025/sold/", "Exports of goods rose");
    let sheet = preview.sheet("/en/bulletins/2025/sold/");
    let text: Vec<(String, Value)> = sheet["english"][0]
        .as_array()
        .expect("pieces")
        .iter()
        .map(|piece| (piece["text"].as_str().unwrap_or_default().to_owned(), piece["number"]["is"].clone()))
        .filter(|(_, is)| !is.is_null())
        .collect();
    let wanted = [("5.3%", "wrong"), ("1.20 billion yuan", "stated"), ("41,000 tonnes", "unmatched")];
    assert_eq!(text, wanted.map(|(text, is)| (text.to_owned(), json!(is))));
    assert_eq!(sheet["said"], json!(["Exports of goods: 1.20 billion yuan in June 2025, up 5.2% year on year."]));
}

#[test]
fn a_sheet_tells_layers_doubts_and_numbers() {
    let preview = Preview::start(&[]);
    let text = preview.read(BULLETIN);
    let more = "丘干岱说-{繁体}-，“新增”就业1256万人，头发、技术合同成交额超过3万亿元。\n";
    preview.write(
        BULLETIN,
        &format!("{text}\n{more}")
            .replace("topics     =", "terms = [{ zh-hans = \"就业\", zh-hant = \"就業甲\" }]\ntopics ="),
    );
    preview.until("/zh-hant-tw/bulletins/2025/h1-industry/", "就業甲");
    let sheet = preview.sheet(PAGE);
    let rows = sheet["rows"].as_array().expect("rows");
    let printed = |pieces: &Value| -> String {
        pieces.as_array().expect("pieces").iter().filter_map(|piece| piece["text"].as_str()).collect()
    };
    let row = rows.iter().find(|row| printed(&row["source"]).starts_with("丘干岱")).expect("the paragraph");
    assert_eq!(printed(&row["source"]), more.trim());
    assert_eq!(row["doubts"][0], json!({ "word": "丘干岱", "at": 1, "readings": ["乾", "干"], "from": 0, "to": 9 }));
    let taiwan = &row["cells"][1]["pieces"];
    assert_eq!(printed(taiwan), "丘幹岱說繁体，「新增」就業甲1256萬人，頭髮、技術合同成交額超過3兆元。");
    let layers: Vec<_> =
        taiwan.as_array().expect("pieces").iter().filter_map(|piece| piece["layer"].as_str()).collect();
    for layer in ["base", "mark", "quote", "terms", "phrase"] {
        assert!(layers.contains(&layer), "{layer} in {layers:?}");
    }
    let doubtful = taiwan.as_array().expect("pieces").iter().find(|piece| piece["doubt"] == 0).expect("the doubt");
    assert_eq!((&doubtful["word"], &doubtful["text"]), (&json!("干"), &json!("幹")));
    let number = |printed: &str| {
        let found = row["source"].as_array().expect("pieces").iter().find(|piece| piece["text"] == printed);
        sheet["numbers"][found.and_then(|piece| piece["number"].as_u64()).expect("a number") as usize].clone()
    };
    let unmatched = number("1256万人");
    assert_eq!(unmatched["is"], "unmatched");
    assert!(
        unmatched["table"]
            .as_str()
            .is_some_and(|table| table.contains("[[metrics]]") && table.contains("value     = \"1256万人\""))
    );
    let stated = number("超过3万亿元");
    let metric = &sheet["metrics"][stated["metrics"][0].as_u64().expect("a metric") as usize];
    assert_eq!((&metric["id"], &metric["value"]), (&json!("technology-contract-turnover"), &json!("超过3万亿元")));
    // Numbers after one that is shown in place are found where they are.
    let all: Vec<_> =
        sheet["numbers"].as_array().expect("numbers").iter().map(|number| number["printed"].clone()).collect();
    assert!(all.contains(&json!("14.2%")) && all.contains(&json!("35.6%")), "{all:?}");
    for page in ["/zh-hans/", "/zh-hans/about/", "/zh-hant-tw/indicators/", "/zh-hans/topics/"] {
        assert!(!preview.sheet(page)["rows"].as_array().expect("rows").is_empty(), "{page}");
    }
    for none in ["/zh-hans/none/", "/assets/site.css", "/../site.toml", ""] {
        assert_eq!(preview.get(&format!("/_preview/sheet?page={none}")).status, 404, "{none}");
    }
}

#[test]
fn a_decision_is_written_where_it_belongs() {
    let preview = Preview::start(&[]);
    let sheet = preview.sheet(PAGE);
    let glossary = preview.read("content/glossary.toml");
    assert_eq!(preview.settle(&sheet, &decision(&sheet, "glossary")).status, 200);
    let written = preview.read("content/glossary.toml");
    let entry = "[[terms]]\nzh-hans    = \"技术合同\"\nzh-hant-tw = \"術合約\"\nzh-hant-hk = \"術合同\"\n";
    assert_eq!(written.replace(&format!("\n{entry}"), ""), glossary, "all else stays");
    preview.until("/zh-hant-tw/bulletins/2025/h1-industry/", "術合約");
    preview.until("/zh-hant-hk/bulletins/2025/h1-industry/", "術合同");
    assert!(!preview.get(PAGE).text().contains("術合"));
    // What the page saw is gone, so it must look again.
    assert_eq!(preview.settle(&sheet, &decision(&sheet, "glossary")).status, 409);
    assert_eq!(preview.read("content/glossary.toml"), written);
    let bulletin = preview.read(BULLETIN);
    assert_eq!(preview.settle(&sheet, &decision(&sheet, "file")).status, 200);
    assert_eq!(preview.read(BULLETIN).replacen(&format!("\n{entry}"), "", 1), bulletin);
    // A glossary that is not there is made, one that has a mistake in it is left alone.
    fs::remove_file(preview.place("content/glossary.toml")).expect("removed");
    let started = Instant::now();
    let mut sheet = preview.sheet(PAGE);
    while sheet["glossary"]["seen"] != "" {
        assert!(started.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
        sheet = preview.sheet(PAGE);
    }
    assert_eq!(preview.settle(&sheet, &decision(&sheet, "glossary")).status, 200);
    assert_eq!(preview.read("content/glossary.toml"), entry);
    preview.write("content/glossary.toml", "[[terms]\n");
    preview.until(PAGE, "content/glossary.toml:1");
    let sheet = preview.sheet(PAGE);
    assert_eq!(preview.settle(&sheet, &decision(&sheet, "glossary")).status, 422);
    assert_eq!(preview.read("content/glossary.toml"), "[[terms]\n");
}

#[test]
fn no_script_of_a_text_runs() {
    let preview = Preview::start(&[]);
    let settings = preview.read("site.toml");
    preview.write("site.toml", &format!("{settings}\n[markdown]\nhtml = \"allow\"\n"));
    fs::create_dir(preview.place("static")).expect("a folder");
    preview.write("static/own.js", "// The site's own.");
    preview.write("content/evil.js", "1");
    preview.write("content/evil.html", "<script>1</script>");
    preview.write("content/evil.md", "+++\ntitle = \"甲\"\n+++\n\n正文<script nonce=\"1\">1</script>\n");
    let page = "/zh-hans/evil/";
    preview.until(page, "正文");
    preview.until("/own.js", "// The site's own.");
    let policy = |path: &str| {
        let head = preview.get(path).head;
        let policy = head.lines().find_map(|line| line.strip_prefix("Content-Security-Policy: "));
        let scripts = policy.and_then(|policy| policy.split(';').find_map(|one| one.strip_prefix("script-src ")));
        scripts.unwrap_or_else(|| panic!("{path} has no policy")).split(' ').map(str::to_owned).collect::<Vec<_>>()
    };
    let nonces = || policy(page).into_iter().filter(|source| source.starts_with("'nonce-")).collect::<Vec<_>>();
    let (first, second) = (nonces(), nonces());
    assert!(first.len() == 1 && second.len() == 1 && first != second, "{first:?} {second:?}");
    for path in [page, "/zh-hans/", "/zh-hans/nowhere/", "/zh-hans/evil.html", "/zh-hans/evil.js", "/own.js"] {
        let sources = policy(path);
        assert!(sources.contains(&format!("http://127.0.0.1:{}/own.js", preview.port)), "{path}: {sources:?}");
        let loose = |source: &str| !source.starts_with("'nonce-") && !source.ends_with(".js");
        assert!(!sources.iter().any(|source| loose(source) || source.contains("evil")), "{path}: {sources:?}");
    }
    // The theme's own script is among those that run.
    let script = preview
        .get(page)
        .text()
        .split("<script src=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(str::to_owned);
    let script = format!("http://127.0.0.1:{}{}", preview.port, script.expect("the theme has a script"));
    assert!(policy(page).contains(&script), "{script}");
    // The page that has the token is opened by itself.
    for (dest, status) in [("document", 200), ("empty", 403), ("iframe", 403), ("object", 403), ("script", 403)] {
        let head = format!("Host: 127.0.0.1:{}\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: {dest}", preview.port);
        let reply = preview.raw(format!("GET /_preview/review HTTP/1.1\r\n{head}\r\n\r\n").as_bytes());
        assert_eq!(reply.status, status, "{dest}");
    }
    assert!(preview.get("/_preview/review").head.contains("frame-ancestors 'none'"));
}

#[test]
fn a_figure_is_written_into_the_front_matter_and_taken_back() {
    let preview = Preview::start(&[]);
    let sheet = preview.sheet(PAGE);
    let before = preview.read(BULLETIN);
    let table = "[[metrics]]\nindicator = \"甲市用电量\"\nvalue     = \"35亿千瓦时\"\n";
    let decision = json!({ "file": sheet["file"]["path"], "seen": sheet["file"]["seen"], "metric": table });
    assert_eq!(preview.settle(&sheet, &decision).status, 200);
    let written = preview.read(BULLETIN);
    assert_eq!(written.replacen(&format!("\n{table}"), "", 1), before, "all else stays");
    assert_eq!(preview.settle(&sheet, &decision).status, 409, "what the page saw has changed");
    // Another file is not what was written last.
    assert_eq!(preview.settle(&sheet, &json!({ "undo": "content/glossary.toml" })).status, 409);
    assert_eq!(preview.settle(&sheet, &json!({ "undo": BULLETIN })).status, 200);
    assert_eq!(preview.read(BULLETIN), before);
    assert_eq!(preview.settle(&sheet, &json!({ "undo": BULLETIN })).status, 409, "nothing is left to take back");
    // What someone has written since is not written over.
    assert_eq!(preview.settle(&sheet, &decision).status, 200);
    preview.write(BULLETIN, &format!("{}\n尾。\n", preview.read(BULLETIN)));
    assert_eq!(preview.settle(&sheet, &json!({ "undo": BULLETIN })).status, 409);
    assert!(preview.read(BULLETIN).ends_with("\n尾。\n"));
    for (file, metric) in [("site.toml", table), ("content/glossary.toml", table), (BULLETIN, "title = \"乙\"")] {
        let decision = json!({ "file": file, "seen": "", "metric": metric });
        assert_ne!(preview.settle(&sheet, &decision).status, 200, "{file}");
    }
}

#[test]
fn a_new_indicator_is_registered_as_check_accept_does() {
    let preview = Preview::start(&[]);
    let new = "\n\n[[metrics]]\nindicator = \"甲市用电量\"\nvalue = \"35亿千瓦时\"\n+++\n{{ 甲市用电量 }}\n\n";
    preview.write(BULLETIN, &preview.read(BULLETIN).replacen("\n+++\n", new, 1));
    preview.until(PAGE, "35亿千瓦时");
    let sheet = preview.sheet(PAGE);
    let metric = sheet["metrics"].as_array().and_then(|metrics| metrics.last()).expect("metrics");
    let entry = "[[indicators]]\nkey = \"jia-shi-yong-dian-liang\"\nname = \"甲市用电量\"\nunit = \"千瓦时\"\n";
    assert_eq!(metric["entry"], entry);
    let registry = preview.read("content/indicators.toml");
    let decision = json!({ "indicator": metric["name"], "unit": metric["unit"], "seen": sheet["registry"]["seen"] });
    assert_eq!(preview.settle(&sheet, &decision).status, 200);
    assert_eq!(preview.read("content/indicators.toml"), format!("{registry}\n{entry}"));
    assert_eq!(preview.settle(&sheet, &decision).status, 409, "what the page saw has changed");
}

#[test]
fn nobody_else_writes_and_nothing_else_is_written() {
    let preview = Preview::start(&[]);
    let sheet = preview.sheet(PAGE);
    let port = preview.port;
    let body = decision(&sheet, "glossary").to_string();
    let own = preview.own_headers(&sheet);
    let token = sheet["token"].as_str().expect("a token");
    let before = preview.read("content/glossary.toml");
    let strangers = [
        ("no origin", own.replace(&format!("Origin: http://localhost:{port}\r\n"), "")),
        ("another origin", own.replace("Origin: http://localhost", "Origin: http://evil.example")),
        (
            "an origin of another port",
            own.replace(&format!("Origin: http://localhost:{port}"), "Origin: http://localhost:1"),
        ),
        ("another host", own.replace("localhost", "evil.example")),
        ("no token", own.replace(&format!("X-Preview-Token: {token}\r\n"), "")),
        (
            "another token",
            own.replace(
                token,
                &token.replace(|c: char| c.is_ascii_digit(), "0").replace(|c: char| c.is_ascii_lowercase(), "b"),
            ),
        ),
        ("half a token", own.replace(token, &token[..16])),
    ];
    for (who, headers) in &strangers {
        assert_eq!(preview.send(headers, &body).status, 403, "{who}");
    }
    assert_eq!(preview.send(&own.replace("application/json", "text/plain"), &body).status, 415);
    assert_eq!(preview.send(&own, &"x".repeat(1 << 20)).status, 413);
    assert_eq!(preview.send(&own, "{").status, 400);
    let put = format!("PUT /_preview/settle HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n");
    assert_eq!(preview.raw(put.as_bytes()).status, 405);
    assert_eq!(preview.get("/_preview/settle").status, 404);
    fs::write(preview.place("outside.md"), "+++\ntitle = \"甲\"\n+++\n").expect("written");
    for file in [
        "site.toml",
        "outside.md",
        "content/indicators.toml",
        "content/none.md",
        "../content/glossary.toml",
        "content/../site.toml",
        "content/glossary.toml/",
        "/etc/passwd",
        "content/.glossary.toml",
        "templates/base.html",
        "",
    ] {
        let wish =
            json!({ "file": file, "seen": "", "script": "zh-hans", "word": "甲", "forms": { "zh-hant-tw": "乙" } });
        let status = preview.settle(&sheet, &wish).status;
        assert!(matches!(status, 403 | 409), "{file} is answered {status}");
    }
    // A glossary that leads out of the site is refused.
    #[cfg(unix)]
    {
        fs::rename(preview.place("content/glossary.toml"), preview.place("real.toml")).expect("renamed");
        std::os::unix::fs::symlink(preview.place("real.toml"), preview.place("content/glossary.toml")).expect("a link");
        let status = preview.settle(&sheet, &decision(&sheet, "glossary")).status;
        assert_eq!(status, 409);
        let wish = json!({ "file": "content/glossary.toml", "seen": "", "script": "zh-hans", "word": "甲", "forms": { "zh-hant-tw": "乙" } });
        assert!(preview.settle(&sheet, &wish).status >= 400);
        assert_eq!(preview.read("real.toml"), before);
    }
    // A body that never comes delays nobody.
    let mut slow = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    slow.write_all(format!("POST /_preview/settle HTTP/1.1\r\n{own}Content-Length: 100\r\n\r\n{{").as_bytes())
        .expect("sent");
    assert_eq!(preview.get(PAGE).status, 200);
    let exposed = Preview::start(&["--host", "0.0.0.0", "--expose"]);
    let sheet = exposed.sheet(PAGE);
    assert_eq!(sheet["token"], Value::Null);
    let headers = own.replace(&format!(":{port}"), &format!(":{}", exposed.port));
    assert_eq!(exposed.send(&headers, &decision(&sheet, "glossary").to_string()).status, 403);
}
