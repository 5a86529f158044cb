//! `jianbao check --external` against a server of our own: what is reported, and how polite the requests are.

use jianbao::diag::Code;
use jianbao::path::SourcePath;
use jianbao::pipeline::external::{Politeness, dead};
use jianbao::source::{Place, Source};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server was asked, and how many asked at once at most.
#[derive(Default)]
struct Log {
    requests: Mutex<Vec<String>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// A server, its address, and what it is asked.
fn server() -> (String, Arc<Log>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let log = Arc::new(Log::default());
    let shared = Arc::clone(&log);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&shared);
            thread::spawn(move || answer(stream, &log));
        }
    });
    (address, log)
}

fn answer(mut stream: TcpStream, log: &Log) {
    let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    log.most.fetch_max(log.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    let request = first.trim_end_matches(" HTTP/1.1").to_owned();
    log.requests.lock().expect("the log").push(request.clone());
    let (status, more) = match request.split_once(' ').expect("a method") {
        (_, "/fine") => ("200 OK", ""),
        (_, "/moved") => ("301 Moved Permanently", "Location: /fine\r\n"),
        (_, "/round") => ("302 Found", "Location: /round\r\n"),
        ("HEAD", "/headless") => ("405 Method Not Allowed", ""),
        (_, "/headless") => ("200 OK", ""),
        (_, "/private") => ("403 Forbidden", ""),
        (_, "/broken") => ("500 Internal Server Error", ""),
        (_, "/silent") => {
            thread::sleep(Duration::from_secs(20));
            return;
        }
        _ => ("404 Not Found", ""),
    };
    log.now.fetch_sub(1, Ordering::SeqCst);
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

/// The addresses that are reported, and why.
fn told(addresses: &[String], most: usize) -> Vec<String> {
    let source = Source::new(SourcePath::known("content/a.md"), "一二三\n");
    let places: BTreeMap<String, Vec<Place>> =
        addresses.iter().map(|address| (address.clone(), vec![source.place(0..3)])).collect();
    let manners = Politeness { patience: Duration::from_secs(2), pause: Duration::from_millis(1), most };
    let found = dead(&places, &manners).expect("threads");
    assert!(found.iter().all(|diagnostic| diagnostic.code == Code::DeadUrl && diagnostic.help.is_some()));
    found.into_iter().map(|diagnostic| diagnostic.message).collect()
}

#[test]
fn what_is_not_there_is_told_and_what_is_refused_is_not() {
    let (server, log) = server();
    let paths = ["fine", "fine#a", "fine#b", "moved", "round", "headless", "private", "broken", "gone"];
    let addresses: Vec<String> = paths.iter().map(|path| format!("{server}/{path}")).collect();
    let found = told(&addresses, 100);
    let about = |path: &str| found.iter().filter(|message| message.contains(&format!("/{path}`"))).count();
    assert_eq!(paths.map(about), [0, 0, 0, 0, 1, 0, 0, 1, 1], "{found:?}");
    let requests = log.requests.lock().expect("the log");
    let asked = |request: &str| requests.iter().filter(|asked| *asked == request).count();
    // Once for three places within it, once for the page that moved there.
    assert_eq!((asked("HEAD /fine"), asked("GET /fine")), (2, 0), "{requests:?}");
    assert_eq!((asked("HEAD /headless"), asked("GET /headless")), (1, 1));
    assert_eq!(log.most.load(Ordering::SeqCst), 1, "one request at a time");
}

#[test]
fn a_silent_host_is_left_alone() {
    let (server, log) = server();
    // The server knows only the path: the query makes them different addresses.
    let silent: Vec<String> = (0..6).map(|at| format!("{server}/silent#{at}")).collect();
    assert_eq!(told(&silent, 100).len(), 6, "one address, six places");
    assert_eq!(log.requests.lock().expect("the log").len(), 1);
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let refused: Vec<String> = (0..6).map(|at| format!("http://{nobody}/{at}")).collect();
    let found = told(&refused, 100);
    assert_eq!(found.iter().filter(|message| message.contains("kept silent before")).count(), 3, "{found:?}");
}

#[test]
fn no_more_is_asked_than_was_agreed() {
    let (server, log) = server();
    let addresses: Vec<String> = (0..9).map(|at| format!("{server}/gone{at}")).collect();
    assert_eq!(told(&addresses, 4).len(), 5, "four of them, and that there are more");
    assert_eq!(log.requests.lock().expect("the log").len(), 8, "head and page");
}
