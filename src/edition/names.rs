//! Words that many figures have alike, in memory once.
//!
//! In: a name, a place or a source in an edition's words. Out: the same text, shared. A site has some hundred of them and
//! a million figures.
//!
//! May touch: nothing

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The names an edition has used so far.
#[derive(Default)]
pub(super) struct Names(Mutex<HashSet<Arc<str>>>);

impl Names {
    /// The one copy of a text.
    pub(super) fn share(&self, text: &str) -> Arc<str> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = text.into();
        known.insert(Arc::clone(&shared));
        shared
    }
}
