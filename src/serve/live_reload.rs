//! Events for the browsers that show the preview.
//!
//! In: streams of browsers, and events. Out: the events on every stream. A browser that does not read
//! never delays another, nor the site.
//!
//! May touch: net

use super::http;
use std::io::Write;
use std::net::TcpStream;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often an idle stream is tested, to notice that its reader is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many events a reader may be late before it is disconnected; it connects again and reloads.
const BEHIND: usize = 8;

/// All streams.
#[derive(Default)]
pub(crate) struct LiveReload {
    streams: Mutex<Streams>,
}

#[derive(Default)]
struct Streams {
    readers: Vec<SyncSender<String>>,
    /// The state of the site that was sent last.
    state: String,
}

impl LiveReload {
    /// Sends every browser that the site is in a new state: `refresh`, or `style` where only those files of
    /// the theme's folder changed that pages load.
    pub(crate) fn tell(&self, event: &str, state: &str) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if streams.state == state {
            return;
        }
        streams.state = state.to_owned();
        let news = format!("event: {event}\ndata: {state}\n\n");
        streams.readers.retain(|reader| reader.try_send(news.clone()).is_ok());
    }

    /// Sends events to a browser until it goes.
    pub(crate) fn follow(&self, stream: &mut TcpStream) {
        let Ok(()) = http::start_events(stream) else { return };
        let (news, hello) = self.join();
        let mut text = format!("retry: 500\nevent: hello\ndata: {hello}\n\n");
        loop {
            if stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).is_err() {
                return;
            }
            text = match news.recv_timeout(HEARTBEAT) {
                Ok(news) => news,
                Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
        }
    }

    fn join(&self) -> (Receiver<String>, String) {
        let (reader, news) = mpsc::sync_channel(BEHIND);
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.readers.push(reader);
        (news, streams.state.clone())
    }
}
