//! Words that many figures have alike, in memory once and converted once.
//!
//! In: a name, a place, a source or a unit. Out: the same in an edition's words, shared. A site has some hundred of them and
//! a million figures.
//!
//! May touch: text

use crate::text::Converter;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

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

/// A converter that remembers what it converted, for short texts that come again and again.
pub(crate) struct Remembering {
    converter: Converter,
    known: RwLock<HashMap<Box<str>, Arc<str>>>,
}

impl Remembering {
    pub(crate) fn new(converter: Converter) -> Self {
        Self { converter, known: RwLock::default() }
    }

    /// The converter itself, for what comes once.
    pub(super) fn converter(&self) -> &Converter {
        &self.converter
    }

    /// A text in the edition's words: `个百分点` as `個百分點`.
    pub(crate) fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).get(text).map(Arc::clone);
        let form = known.unwrap_or_else(|| {
            let form: Arc<str> = self.converter.convert(text).into();
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(text.into(), Arc::clone(&form));
            form
        });
        if *form == *text { Cow::Borrowed(text) } else { Cow::Owned(form.as_ref().to_owned()) }
    }
}
