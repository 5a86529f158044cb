//! One state of the site after another.
//!
//! In: requests for pages, and changes. Out: pages with the overlay. Between two
//! changes nothing is made twice; a page that fails, even by a mistake of ours, fails alone.
//!
//! May touch: path, ui, channel, config, edition, review, lint, page, render, pipeline, clock

#![allow(clippy::disallowed_methods, reason = "the preview shows the site as of now")]

use super::channel;
use super::http::{Answer, file_of, kind_of};
use super::live_reload::LiveReload;
use super::overlay::{self, Mistakes, Overlay};
use super::policy::{self, Policy};
use super::review::{json, save};
use super::snapshot::{Snapshot, note};
use super::{Options, Reporter};
use crate::channel::Channel;
use crate::config::{BaseUrl, Config};
use crate::edition::{ConverterCache, Visible};
use crate::lint;
use crate::page::{Asset, Content, Html, PageKind, plan};
use crate::path::{SitePath, SourcePath};
use crate::pipeline;
use crate::pipeline::site::{Change, Site};
use crate::render::{Bytes, Shared, render};
use crate::review::sheet::Reviewer;
use crate::ui::Catalogue;
use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Of how many pages the last good form is kept.
const REMEMBERED: usize = 64;

/// A request to the worker.
pub(crate) enum Task {
    /// A page, by its address as sent.
    Page {
        /// The host it was asked from: `127.0.0.1:1313`.
        host: String,
        /// `/zh-hans/`.
        path: String,
        /// The query string.
        query: String,
        /// Who waits for it.
        reply: SyncSender<Reply>,
    },
    /// What review mode shows of the page at that address.
    Sheet {
        /// `/zh-hans/`.
        path: String,
        /// Who waits for it.
        reply: SyncSender<Reply>,
    },
    /// What a channel has of the page at that address.
    Story {
        /// The channel.
        channel: Channel,
        /// `/zh-hans/digests/2025-07/`.
        path: String,
        /// Who waits for it.
        reply: SyncSender<Reply>,
    },
    /// Write an editor's decision.
    Settle {
        /// The decision, as JSON.
        body: Vec<u8>,
        /// Who waits for the result.
        reply: SyncSender<Reply>,
    },
    /// Look at these files again; at all when none is named.
    Changed(BTreeSet<SourcePath>),
}

/// The reply to a request.
pub(crate) enum Reply {
    /// This.
    Answer(Answer),
    /// A file that is copied, of this kind, with this policy.
    Copy(Asset, &'static str, String),
}

/// The site, and how it is shown.
pub(crate) struct Worker {
    site: Site,
    as_of: Option<DateTime>,
    base_url: BaseUrl,
    tell: Reporter,
    catalogue: Arc<Catalogue>,
    events: Arc<LiveReload>,
    tables: ConverterCache,
    /// Distinguishes this run from others, so that pages of an earlier one reload.
    run: u64,
    state: u64,
    /// The last good form of pages that were requested.
    good: RefCell<BTreeMap<String, Vec<u8>>>,
    /// The glossary and lexicon for review mode, loaded when first needed.
    reviewer: OnceCell<Reviewer>,
    /// What review mode wrote, to be taken back.
    written: RefCell<save::Written>,
    /// A failure of the system: a file that cannot be read.
    fault: Option<String>,
    /// What it is doing, for those who wait for it.
    doing: Doing,
}

impl Worker {
    /// A site that is shown at `origin`: `http://127.0.0.1:1313`.
    ///
    /// # Errors
    /// When the system gives no random number.
    pub(crate) fn new(
        site: Site,
        options: &Options,
        origin: &str,
        events: Arc<LiveReload>,
        doing: Doing,
    ) -> Result<Self> {
        let run = Timestamp::now().as_microsecond().unsigned_abs();
        // A browser that connects before the first state is made has nothing to reload.
        events.tell("refresh", &state_name(run, 1));
        Ok(Self {
            base_url: site.config.value.base_url.moved_to(origin),
            site,
            as_of: options.as_of,
            tell: Arc::clone(&options.tell),
            catalogue: options.catalogue.clone(),
            events,
            tables: ConverterCache::default(),
            run,
            state: 0,
            good: RefCell::default(),
            reviewer: OnceCell::new(),
            written: RefCell::default(),
            doing,
            fault: None,
        })
    }

    /// The path of the first page: `/`, or the site's path on its host.
    pub(crate) fn start(&self) -> String {
        self.base_url.local("/")
    }

    /// Serves one state after another, as long as requests can come.
    pub(crate) fn run(mut self, tasks: &Receiver<Task>) {
        let mut event = "refresh";
        loop {
            self.state += 1;
            let snapshot = catch_unwind(AssertUnwindSafe(|| self.serve_state(tasks, event)));
            let update = match snapshot.unwrap_or_else(|_| self.answer_broken(tasks)) {
                Some(update) => update,
                None => return,
            };
            event = if only_styles(&update) { "style" } else { "refresh" };
            self.apply(update);
        }
    }

    /// Applies what changed; should that fail by a mistake of ours, reads the whole site again.
    fn apply(&mut self, update: Update) {
        self.fault = update.fault;
        if catch_unwind(AssertUnwindSafe(|| self.site.apply(update.files))).is_err() {
            let folder = self.site.folder.clone();
            if let Ok(Ok(site)) = catch_unwind(|| Site::open(&folder)) {
                self.site = site;
            }
        }
    }

    /// Serves the current state until a file changes, and returns the change; `None` when no more requests can come.
    fn serve_state(&self, tasks: &Receiver<Task>, event: &str) -> Option<Update> {
        let config = Config { base_url: self.base_url.clone(), ..self.site.config.value.clone() };
        let now = self.as_of.unwrap_or_else(|| config.utc_offset.to_datetime(Timestamp::now()));
        let everything = self.as_of.is_none();
        let levels = config.levels.clone();
        let mut diagnostics = Vec::new();
        let visible = Visible { now, drafts: everything, future: everything };
        let corpus = self.site.corpus(config, visible).report(&mut diagnostics);
        let assets = self.site.public_assets(visible);
        // Unused allowances are reported by `check`, which runs more checks that they may be for.
        lint::silence(&corpus, &mut diagnostics);
        levels.apply(&mut diagnostics);
        pipeline::arrange(&mut diagnostics);
        let record = corpus.record();
        let editions = self.site.editions(&corpus, &record, &self.tables);
        let public = Visible { now, drafts: false, future: false };
        let hidden = corpus.bulletins.iter().filter(|bulletin| !public.shows(bulletin));
        let snapshot = Snapshot {
            corpus: &corpus,
            editions: &editions,
            record: &record,
            addresses: plan::addresses(&corpus, &assets),
            assets: &assets,
            hidden: hidden.map(|bulletin| (bulletin.article.folder.as_str(), note(bulletin, now))).collect(),
            mistakes: Mistakes::of(&diagnostics),
            state: state_name(self.run, self.state),
            scripts: policy::scripts(&assets, &self.base_url),
            shared: Shared::default(),
        };
        self.events.tell(event, &snapshot.state);
        (self.tell)(&diagnostics);
        loop {
            match tasks.recv().ok()? {
                Task::Page { host, path, query, reply } => {
                    let _doing = Making::new(&self.doing, &path);
                    let policy = Policy::new(&host, &snapshot.scripts);
                    let answer = catch_unwind(AssertUnwindSafe(|| self.answer(&snapshot, &path, &query, &policy)));
                    drop(reply.send(answer.unwrap_or_else(|_| Reply::Answer(self.bug(&snapshot.state, &policy)))));
                }
                Task::Sheet { path, reply } => {
                    let _doing = Making::new(&self.doing, &path);
                    let answer = catch_unwind(AssertUnwindSafe(|| self.sheet(&snapshot, &path)));
                    drop(reply.send(Reply::Answer(
                        answer.unwrap_or_else(|_| self.bug(&snapshot.state, &Policy::new("", &[]))),
                    )));
                }
                Task::Story { channel, path, reply } => {
                    let _doing = Making::new(&self.doing, &path);
                    let answer = catch_unwind(AssertUnwindSafe(|| self.story(&snapshot, channel, &path)));
                    drop(reply.send(Reply::Answer(
                        answer.unwrap_or_else(|_| self.bug(&snapshot.state, &Policy::new("", &[]))),
                    )));
                }
                Task::Settle { body, reply } => {
                    let answer = self.written.borrow_mut().settle(&self.site, &body).said(&self.catalogue);
                    drop(reply.send(Reply::Answer(answer)));
                }
                Task::Changed(paths) => {
                    if let Some(update) = self.detect(&paths) {
                        return Some(update);
                    }
                }
            }
        }
    }

    /// Answers while the site cannot be shown at all, which is our mistake.
    fn answer_broken(&self, tasks: &Receiver<Task>) -> Option<Update> {
        let state = state_name(self.run, self.state);
        self.events.tell("refresh", &state);
        loop {
            match tasks.recv().ok()? {
                Task::Page { reply, .. }
                | Task::Sheet { reply, .. }
                | Task::Story { reply, .. }
                | Task::Settle { reply, .. } => {
                    drop(reply.send(Reply::Answer(self.bug(&state, &Policy::new("", &[])))));
                }
                Task::Changed(paths) => {
                    if let Some(update) = self.detect(&paths) {
                        return Some(update);
                    }
                }
            }
        }
    }

    /// What changed; `None` when nothing did.
    fn detect(&self, paths: &BTreeSet<SourcePath>) -> Option<Update> {
        let styles = !paths.is_empty() && paths.iter().all(|path| path.extension() == "css");
        let changed = match self.site.detect(paths) {
            Ok(files) => Update { files, styles, fault: None },
            Err(error) => Update { files: Vec::new(), styles: false, fault: Some(self.catalogue.fault(&error)) },
        };
        (!changed.files.is_empty() || changed.fault != self.fault).then_some(changed)
    }

    fn answer(&self, snapshot: &Snapshot<'_>, address: &str, query: &str, policy: &Policy) -> Reply {
        let Some(path) = file_of(address, &self.base_url.local("")) else {
            return Reply::Answer(match address {
                "/" => Answer::moved(self.start()),
                _ if format!("{address}/") == self.base_url.local("") => Answer::moved(self.start()),
                _ => Answer::plain(400, "this is no address of the site"),
            });
        };
        match self.page(snapshot, &path, 200, policy) {
            Some(reply) => reply,
            None => {
                let folder = SitePath::page(&path).ok().filter(|page| self.exists(snapshot, page.file()));
                if let Some(page) = folder {
                    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
                    return Reply::Answer(Answer::moved(format!("{}{query}", self.base_url.local(&page.url()))));
                }
                let edition = path.split('/').next().unwrap_or_default();
                let missing = self.page(snapshot, &format!("{edition}/404.html"), 404, policy);
                let missing = missing.or_else(|| self.page(snapshot, "404.html", 404, policy));
                missing.unwrap_or_else(|| Reply::Answer(Answer::plain(404, "there is no such page")))
            }
        }
    }

    /// What review mode shows of a page.
    fn sheet(&self, snapshot: &Snapshot<'_>, address: &str) -> Answer {
        let missing = || Answer::plain(404, "there is no such page");
        let Some(path) = file_of(address, &self.base_url.local("")) else { return missing() };
        let plan = plan::page(snapshot.corpus, snapshot.editions, snapshot.assets, snapshot.addresses.clone(), &path);
        let Some(page) = plan.pages.iter().find(|page| page.path.file() == path) else { return missing() };
        let Content::Html(html) = &page.content else { return missing() };
        let html: &Html<'_> = html;
        let reviewer = self.reviewer.get_or_init(Reviewer::default);
        let mut json = json::json(snapshot, reviewer, html, &self.base_url);
        json["state"] = snapshot.state.clone().into();
        json["page"] = address.into();
        json["edition"] = html.edition.variant.key().into();
        json["glossary"] = save::glossary(&self.site);
        json["registry"] = save::registry(&self.site);
        Answer::new(200, "application/json", json.to_string().into_bytes())
    }

    /// What a channel has of a page. Its links lead to where the site is published, as those of the command do.
    fn story(&self, snapshot: &Snapshot<'_>, channel: Channel, address: &str) -> Answer {
        let missing = || Answer::plain(404, "no channel has this page; bulletins and digests are for them");
        let Some(path) = file_of(address, &self.base_url.local("")) else { return missing() };
        let plan = plan::page(snapshot.corpus, snapshot.editions, snapshot.assets, snapshot.addresses.clone(), &path);
        let page = plan.pages.iter().find(|page| page.path.file() == path);
        let name = page.and_then(|page| match &page.content {
            Content::Html(html) => channel::named(&html.kind, snapshot.corpus),
            _ => None,
        });
        let Some(name) = name else { return missing().said(&self.catalogue) };
        let offset = self.site.config.value.utc_offset;
        let now = self.as_of.and_then(|now| offset.to_timestamp(now).ok()).unwrap_or_else(Timestamp::now);
        match channel::json(&self.site, &self.tables, channel, name, now, &self.catalogue) {
            Ok(json) => Answer::new(200, "application/json", json.to_string().into_bytes()),
            Err(error) => Answer::plain(422, self.catalogue.fault(&error)),
        }
    }

    fn exists(&self, snapshot: &Snapshot<'_>, path: &str) -> bool {
        let plan = plan::page(snapshot.corpus, snapshot.editions, snapshot.assets, snapshot.addresses.clone(), path);
        plan.pages.iter().any(|page| page.path.file() == path)
    }

    /// The file at that path; `None` when there is none.
    fn page(&self, snapshot: &Snapshot<'_>, path: &str, status: u16, policy: &Policy) -> Option<Reply> {
        let plan = plan::page(snapshot.corpus, snapshot.editions, snapshot.assets, snapshot.addresses.clone(), path);
        let page = plan.pages.iter().find(|page| page.path.file() == path)?;
        let file = render(&plan, page, &self.site.theme.value, &snapshot.shared);
        let bytes = match file.value.bytes {
            Bytes::Copied(asset) => return Some(Reply::Copy(asset, kind_of(path), policy.to_string())),
            Bytes::Made(bytes) => bytes,
            Bytes::Written(write) => {
                let mut bytes = Vec::new();
                write(&mut bytes).expect("a vector takes everything");
                bytes
            }
        };
        let Content::Html(html) = &page.content else {
            return Some(Reply::Answer(Answer::new(status, kind_of(path), bytes)));
        };
        let own = match html.kind {
            PageKind::Bulletin(at) => snapshot.hidden_note(&snapshot.corpus[at]),
            _ => None,
        };
        let mut diagnostics = file.diagnostics;
        snapshot.corpus.config.levels.apply(&mut diagnostics);
        pipeline::arrange(&mut diagnostics);
        let bytes = self.last_good(path, bytes);
        let edition = html.edition.variant.key();
        let hidden = snapshot.hidden.iter().take(overlay::HIDDEN);
        let notes = Overlay {
            state: snapshot.state.clone(),
            nonce: &policy.nonce,
            has_channels: channel::named(&html.kind, snapshot.corpus).is_some(),
            note: own,
            hidden: hidden
                .filter_map(|(folder, note)| {
                    let page = SitePath::page(&format!("{edition}/{folder}")).ok()?;
                    Some((self.base_url.local(&page.url()), note.clone()))
                })
                .collect(),
            fault: self.fault.clone(),
            mistakes: snapshot.mistakes.and(&diagnostics),
        };
        let page = Answer::new(status, kind_of(path), notes.added_to(&bytes, &self.catalogue));
        Some(Reply::Answer(page.under(policy)))
    }

    /// The page in place of one that a mistake of ours broke.
    fn bug(&self, state: &str, policy: &Policy) -> Answer {
        let page = overlay::bug(state, &self.catalogue, &policy.nonce);
        Answer::new(500, kind_of(".html"), page.into_bytes()).under(policy)
    }

    /// The page, or its last good form.
    fn last_good(&self, path: &str, bytes: Vec<u8>) -> Vec<u8> {
        let mut good = self.good.borrow_mut();
        if bytes.is_empty() {
            return good.get(path).cloned().unwrap_or_default();
        }
        if good.len() >= REMEMBERED {
            good.pop_first();
        }
        good.insert(path.to_owned(), bytes.clone());
        bytes
    }
}

/// What changed.
struct Update {
    files: Vec<Change>,
    /// Whether only style sheets were saved.
    styles: bool,
    fault: Option<String>,
}

/// What the thread is doing: the address of the page it is making, and since when.
pub(crate) type Doing = Arc<Mutex<Option<(String, Instant)>>>;

/// Says that a page is being made, until it is made or fails.
struct Making<'d>(&'d Doing);

impl<'d> Making<'d> {
    fn new(doing: &'d Doing, path: &str) -> Self {
        *doing.lock().unwrap_or_else(PoisonError::into_inner) = Some((path.to_owned(), Instant::now()));
        Self(doing)
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn state_name(run: u64, state: u64) -> String {
    format!("{run:x}-{state}")
}

fn only_styles(changed: &Update) -> bool {
    let copied = |fresh: &Change| match fresh {
        Change::Copied(_) => true,
        Change::File(..) | Change::Theme(_) | Change::Beside(..) | Change::Names(_) | Change::Snapshots(_) => false,
    };
    changed.styles && changed.files.iter().all(copied)
}
