//! What bulletins, metrics and indicators are known by, as long as a corpus is.
//!
//! In: a place in a list. Out: an id, which nothing else can be taken for.
//!
//! May touch: nothing

/// A bulletin, by its place in the corpus, where the newest is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BulletinId(u32);

impl BulletinId {
    /// That at a place in the corpus.
    #[must_use]
    pub fn new(place: usize) -> Self {
        Self(four_bytes(place))
    }

    /// Its place in the corpus.
    #[must_use]
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

impl From<BulletinId> for usize {
    fn from(id: BulletinId) -> Self {
        id.place()
    }
}

/// A metric, by its bulletin and its place there. Given by the caller and returned unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MetricId {
    /// Its bulletin.
    pub bulletin: BulletinId,
    metric: u32,
}

impl MetricId {
    /// That at a place in a bulletin.
    #[must_use]
    pub fn new(bulletin: BulletinId, place: usize) -> Self {
        Self { bulletin, metric: four_bytes(place) }
    }

    /// Its place in its bulletin.
    #[must_use]
    pub fn place(self) -> usize {
        self.metric as usize
    }
}

/// A place in four bytes: there are as many ids as figures, and each is kept several times.
fn four_bytes(place: usize) -> u32 {
    u32::try_from(place).expect("there are fewer than four billion of anything")
}

/// An indicator that has figures, by its place in the order of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectId(pub(crate) usize);

impl From<SubjectId> for usize {
    fn from(id: SubjectId) -> Self {
        id.0
    }
}
