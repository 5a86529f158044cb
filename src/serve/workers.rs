//! The thread that shows the site, and another in its place when a page never ends.
//!
//! In: what connections ask. Out: replies. A template can loop for ever, and a thread cannot be stopped: the page it hangs
//! on is refused until a file changes, and a new thread shows the rest of the site.
//!
//! May touch: path, pipeline, clock

use super::Options;
use super::http::Answer;
use super::live_reload::LiveReload;
use super::worker::{Doing, Reply, Task, Worker};
use crate::path::SourcePath;
use crate::pipeline::site::Site;
use anyhow::Result;
use std::collections::{BTreeSet, HashSet};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a page may be made.
const PATIENCE: Duration = Duration::from_secs(9);
/// How long a reply may take, the making of a new state included.
const AT_LAST: Duration = Duration::from_secs(60);
/// How often a connection that waits looks whether the thread is still the one it asked.
const LOOK: Duration = Duration::from_millis(50);
/// How many threads may be left behind, each of which may keep a processor busy.
const LEFT_BEHIND: u64 = 4;
/// Deeply nested content takes stack.
const STACK: usize = 64 << 20;

/// The thread that shows the site.
pub(crate) struct Workers {
    options: Options,
    url: String,
    events: Arc<LiveReload>,
    current: Mutex<Option<Current>>,
    /// Pages that never end, as far as is known.
    endless: Mutex<HashSet<String>>,
}

struct Current {
    tasks: Sender<Task>,
    doing: Doing,
    /// Which thread it is, from 1.
    number: u64,
}

impl Workers {
    /// None yet.
    pub(crate) fn new(options: &Options, url: &str, events: Arc<LiveReload>) -> Self {
        let (options, url) = (options.clone(), url.to_owned());
        Self { options, url, events, current: Mutex::default(), endless: Mutex::default() }
    }

    /// Has a thread show the site from now on; the path of its first page.
    ///
    /// # Errors
    /// When the system has no thread or no random number.
    pub(crate) fn spawn(&self, site: Site) -> Result<String> {
        let (tasks, work) = mpsc::channel();
        let doing = Doing::default();
        let events = Arc::clone(&self.events);
        let worker = Worker::new(site, &self.options, &self.url, events, Arc::clone(&doing))?;
        let start = worker.start();
        thread::Builder::new().name("site".into()).stack_size(STACK).spawn(move || worker.run(&work))?;
        let mut current = held(&self.current);
        let number = current.as_ref().map_or(0, |current| current.number) + 1;
        *current = Some(Current { tasks, doing, number });
        Ok(start)
    }

    /// Reports that files changed; what never ended may end now.
    pub(crate) fn change(&self, paths: BTreeSet<SourcePath>) {
        held(&self.endless).clear();
        self.send(|| Task::Changed(paths.clone()));
    }

    /// Asks for a page by its address, or the like.
    ///
    /// # Errors
    /// The answer that says why there is no reply.
    pub(crate) fn ask(&self, address: &str, task: impl Fn(SyncSender<Reply>) -> Task) -> Result<Reply, Answer> {
        let deadline = Instant::now() + AT_LAST;
        let mut asked: Option<(u64, Receiver<Reply>)> = None;
        while Instant::now() < deadline {
            if held(&self.endless).contains(address) {
                break;
            }
            self.leave_behind();
            let number = held(&self.current).as_ref().map_or(0, |current| current.number);
            if asked.as_ref().is_none_or(|(of, _)| *of != number) {
                let (reply, answer) = mpsc::sync_channel(1);
                let sent = self.send(|| task(reply.clone()));
                asked = sent.map(|number| (number, answer));
            }
            match asked.as_ref().map(|(_, answer)| answer.recv_timeout(LOOK)) {
                Some(Ok(reply)) => return Ok(reply),
                Some(Err(RecvTimeoutError::Timeout)) => {}
                Some(Err(RecvTimeoutError::Disconnected)) | None => {
                    return Err(Answer::plain(503, "the preview has ended"));
                }
            }
        }
        Err(Answer::plain(503, "the page takes too long; try again"))
    }

    /// Gives a task to the thread; its number, unless there is none.
    fn send(&self, task: impl FnOnce() -> Task) -> Option<u64> {
        let current = held(&self.current);
        current.as_ref().and_then(|current| current.tasks.send(task()).ok().map(|()| current.number))
    }

    /// Starts another thread if the one that there is hangs on a page.
    fn leave_behind(&self) {
        let hangs = {
            let current = held(&self.current);
            let Some(current) = current.as_ref().filter(|current| current.number <= LEFT_BEHIND) else { return };
            let doing = held(&current.doing);
            doing.as_ref().filter(|(_, since)| since.elapsed() > PATIENCE).map(|(address, _)| address.clone())
        };
        let Some(address) = hangs else { return };
        if held(&self.endless).insert(address)
            && let Ok(site) = Site::open(&self.options.site)
        {
            drop(self.spawn(site));
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
