//! `jianbao serve`: the site in memory, a page rendered when it is requested.
//!
//! In: a site folder and where to listen. Out: the site over HTTP, and on every page what an editor
//! needs to know; a change of any file shows at once. The pipeline is that of a build, and nothing is
//! written except an editor's decisions, which review mode writes to the glossary or a bulletin's front matter.
//!
//! The worker keeps a [`Site`]: every source, and its last good value. A save reads one file again, gathers the corpus from
//! shared, already parsed bulletins, and answers requests by `page::plan::page`, the plan as far as one path needs it. What is
//! costly is made when it is looked at and not before: an edition's items and subjects (`edition::lazy`), an indicator's
//! series (`figure::Record`), related bulletins (`Corpus::related`). A build looks at all of them, so that both run the same
//! code; a test compares every file of the preview with the bytes of a build. One thread owns the site and answers in turn, so
//! nothing is locked; each connection has a thread of its own, so a slow one holds up nobody.
//!
//! Review mode asks for a page's `Sheet`: `review::sheet` aligns each text with each edition once more, with the converters
//! that print it, so that rendering pays nothing for it. A decision goes the other way: `access` lets it in, the worker
//! compares the file with what the page saw, `review::edit` makes the new text, a pure function, and `fmt::replace` writes
//! it; the watcher then reports it like any save.
//!
//! May touch: path, diag, asset, ui, page, channel, pipeline, net

mod access;
mod channel;
mod live_reload;
pub mod http;
mod overlay;
mod policy;
mod review;
mod snapshot;
mod worker;
mod workers;
mod watch;

use crate::asset;
use crate::channel::Channel;
use crate::diag::Diagnostic;
use crate::page::Asset;
use crate::path::percent_decoded;
use crate::pipeline::read;
use crate::pipeline::site::Site;
use crate::ui::Catalogue;
use access::AccessPolicy;
use anyhow::{Context, Result, bail};
use http::{Answer, Request};
use jiff::civil::DateTime;
use live_reload::LiveReload;
use policy::Policy;
use std::io::{ErrorKind, Read};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::thread;
use std::time::Duration;
use watch::Watch;
use worker::{Reply, Task};
use workers::Workers;

/// The most connections at a time; more are refused.
const CONNECTIONS: usize = 600;
/// How many ports after the requested one are tried.
const PORTS: u16 = 100;
/// What the addresses of the preview itself start with.
const OWN: &str = "/_preview/";

/// Called with every mistake whenever the site has changed.
pub(crate) type Reporter = Arc<dyn Fn(&[Diagnostic]) + Send + Sync>;

/// What to serve, and where.
#[derive(Clone)]
pub(crate) struct Options {
    /// The folder of `site.toml`.
    pub(crate) site: PathBuf,
    /// The address to listen at: `127.0.0.1`.
    pub(crate) host: IpAddr,
    /// The port, or the first free one after it; any when 0.
    pub(crate) port: u16,
    /// Whether other machines may read.
    pub(crate) expose: bool,
    /// The moment at which to see the site as the public does; `None` to see everything.
    pub(crate) as_of: Option<DateTime>,
    /// Called with every mistake whenever the site has changed.
    pub(crate) tell: Reporter,
    /// The language of the overlay.
    pub(crate) catalogue: Arc<Catalogue>,
}

/// A server that runs.
pub(crate) struct Server {
    /// Its address: `http://127.0.0.1:1313/`.
    pub(crate) url: String,
    accepting: thread::JoinHandle<()>,
}

impl Server {
    /// Waits until the server ends, which only an error causes.
    pub(crate) fn wait(self) {
        drop(self.accepting.join());
    }
}

/// What every connection needs.
struct Router {
    site: PathBuf,
    access: AccessPolicy,
    events: Arc<LiveReload>,
    workers: Arc<Workers>,
    connections: AtomicUsize,
}

/// Starts a server.
///
/// # Errors
/// When it is no site, no port is free, or other machines could read without `expose`.
pub(crate) fn start(options: &Options) -> Result<Server> {
    read::expect_site(&options.site)?;
    if !options.host.is_loopback() && !options.expose {
        bail!("{} lets other machines read drafts; add --expose if that is meant", options.host);
    }
    let listener = listen(options.host, options.port)?;
    let address = listener.local_addr()?;
    let events = Arc::new(LiveReload::default());
    // Watched before it is read: a file saved between the two is read again.
    let watch = Watch::new(&options.site)?;
    let site = Site::open(&options.site)?;
    let url = format!("http://{address}");
    let token = if options.host.is_loopback() { Some(token()?) } else { None };
    let workers = Workers::new(options, &url, Arc::clone(&events));
    let start = workers.spawn(site)?;
    let workers = Arc::new(workers);
    let router = Router {
        site: options.site.clone(),
        access: AccessPolicy { address, token },
        events,
        workers: Arc::clone(&workers),
        connections: AtomicUsize::new(0),
    };
    thread::Builder::new().name("watch".into()).spawn(move || forward_changes(watch, &workers))?;
    let accepting = thread::Builder::new().name("accept".into()).spawn(move || accept(&listener, &Arc::new(router)))?;
    Ok(Server { url: format!("{url}{start}"), accepting })
}

/// A random token that only the pages of this run have.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).context("the system gives no random number")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS) };
    for port in port..=last {
        match TcpListener::bind(SocketAddr::new(host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen at {host}:{port}")),
        }
    }
    bail!("no port from {port} to {last} is free; give another with --port")
}

fn forward_changes(mut watch: Watch, workers: &Workers) {
    while let Some(paths) = watch.next() {
        workers.change(paths);
    }
}

fn accept(listener: &TcpListener, router: &Arc<Router>) {
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // Too many files are open: some will be closed soon.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        if router.connections.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
            drop(Answer::plain(503, "too many connections").send(&mut stream, true));
            router.connections.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let guest = Arc::clone(router);
        let spawned = thread::Builder::new().spawn(move || {
            guest.receive(&mut stream);
            guest.connections.fetch_sub(1, Ordering::Relaxed);
        });
        if spawned.is_err() {
            router.connections.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Router {
    fn receive(&self, stream: &mut TcpStream) {
        let refuse = |stream: &mut TcpStream, refusal: Option<Answer>| {
            if let Some(answer) = refusal {
                drop(answer.send(stream, true));
                drain(stream);
            }
        };
        let mut request = match Request::read(stream) {
            Ok(request) => request,
            Err(refusal) => return refuse(stream, refusal),
        };
        if request.path == format!("{OWN}events") && self.access.check(&request).is_ok() && request.method == "GET" {
            self.events.follow(stream);
            return;
        }
        let answer = match request.method.as_str() {
            "POST" if request.path == format!("{OWN}settle") => match self.access.check_write(&request) {
                Ok(()) => {
                    let body = request.body(stream);
                    body.map(|body| self.ask(&request, |reply| Task::Settle { body: body.clone(), reply }))
                }
                Err(refusal) => Err(Some(refusal)),
            },
            _ if request.length > 0 => Err(Some(Answer::plain(413, "nothing that is sent is read here"))),
            _ => Ok(self.answer(&request).unwrap_or_else(|refusal| refusal)),
        };
        match answer {
            Ok(answer) => drop(answer.send(stream, request.method != "HEAD")),
            Err(refusal) => refuse(stream, refusal),
        }
    }

    fn answer(&self, request: &Request) -> Result<Answer, Answer> {
        self.access.check(request)?;
        match request.method.as_str() {
            "GET" | "HEAD" => {}
            _ => return Err(Answer::plain(405, "only GET is answered here")),
        }
        let (host, path, query) = (request.host.clone(), request.path.clone(), request.query.clone());
        match request.path.strip_prefix(OWN) {
            Some("sheet") => {
                let path = query.strip_prefix("page=").map(percent_decoded).unwrap_or_default();
                Ok(self.ask(request, |reply| Task::Sheet { path: path.clone(), reply }))
            }
            Some("story") => {
                let of = |key: &str| query.split('&').find_map(|part| part.strip_prefix(key)?.strip_prefix('='));
                let path = of("page").map(percent_decoded).unwrap_or_default();
                let channel: Channel =
                    of("channel").unwrap_or_default().parse().map_err(|way| Answer::plain(400, way))?;
                Ok(self.ask(request, |reply| Task::Story { channel, path: path.clone(), reply }))
            }
            Some("channel") => self.access.check_document(request).map(|()| channel::page(&Policy::new("", &[]).nonce)),
            Some("review") => {
                self.access.check_document(request).map(|()| overlay::review(self.access.token.as_deref()))
            }
            Some(name) => overlay::asset(name).ok_or_else(|| Answer::plain(404, "there is nothing here")),
            None => Ok(self.ask(request, |reply| Task::Page {
                host: host.clone(),
                path: path.clone(),
                query: query.clone(),
                reply,
            })),
        }
    }

    fn ask(&self, request: &Request, task: impl Fn(SyncSender<Reply>) -> Task) -> Answer {
        match self.workers.ask(&request.path, task) {
            Ok(Reply::Answer(answer)) => answer,
            Ok(Reply::Copy(asset, kind, policy)) => copy(&self.site, &asset, kind, &request.range).under(policy),
            Err(answer) => answer,
        }
    }
}

/// A file that is copied.
fn copy(site: &Path, asset: &Asset, kind: &'static str, range: &str) -> Answer {
    let answer = match asset {
        Asset::BuiltIn(name) => asset::static_file(name).map(|bytes| Answer::new(200, kind, bytes)),
        Asset::Project(path) => {
            let file = read::open(site, path).unwrap_or_default();
            file.and_then(|file| Answer::file(file, kind, range).ok())
        }
    };
    answer.unwrap_or_else(|| Answer::plain(404, "the file is gone"))
}

/// Lets the other side read a refusal before the connection closes: closing while it still sends would
/// discard the answer.
fn drain(stream: &mut TcpStream) {
    let quick = Duration::from_millis(300);
    if stream.shutdown(Shutdown::Write).is_err() || stream.set_read_timeout(Some(quick)).is_err() {
        return;
    }
    let mut some = [0; 16 * 1024];
    for _ in 0..64 {
        if !stream.read(&mut some).is_ok_and(|count| count > 0) {
            return;
        }
    }
}
