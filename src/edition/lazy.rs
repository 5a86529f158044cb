//! A list whose elements are computed when they are first looked at.
//!
//! In: how an element is made from its index. Out: [`Lazy`], which reads like a slice. A build looks at
//! all of them, a preview at the few that its page shows.
//!
//! May touch: nothing

use std::ops::Index;
use std::sync::OnceLock;

/// How the elements of a list are made.
pub trait Make {
    /// What an element is.
    type Made;

    /// The element at an index.
    type Id: Into<usize>;

    /// The element at a place.
    fn make(&self, at: usize) -> Self::Made;
}

/// A list of elements that are computed when they are looked at.
pub struct Lazy<M: Make> {
    maker: M,
    made: Vec<OnceLock<M::Made>>,
}

impl<M: Make> Lazy<M> {
    /// `count` elements, none computed yet.
    pub(crate) fn new(maker: M, count: usize) -> Self {
        Self { maker, made: std::iter::repeat_with(OnceLock::new).take(count).collect() }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.made.len()
    }

    /// Whether it is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// The element at an index; `None` after the last.
    pub(crate) fn get(&self, id: M::Id) -> Option<&M::Made> {
        self.at(id.into())
    }

    fn at(&self, at: usize) -> Option<&M::Made> {
        self.made.get(at).map(|made| made.get_or_init(|| self.maker.make(at)))
    }

    /// All of them, in order, made one by one.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &M::Made> + DoubleEndedIterator + Clone {
        self.made.iter().enumerate().map(|(at, made)| made.get_or_init(|| self.maker.make(at)))
    }
}

impl<M: Make> Index<M::Id> for Lazy<M> {
    type Output = M::Made;

    fn index(&self, id: M::Id) -> &M::Made {
        let at = id.into();
        self.made[at].get_or_init(|| self.maker.make(at))
    }
}
