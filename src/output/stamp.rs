//! How a file is known to be the one that was seen before, without reading it.
//!
//! In: what the disk says of a file. Out: a [`Stamp`], its size, inode and times, as git's index keeps them. Whoever writes to a
//! file changes the time of its last change, which no program can set. But that time only has the precision of the disk's
//! clock, a few milliseconds, so a stamp is kept only of a file that had not changed since the clock last moved.
//!
//! May touch: disk

use std::fmt;
use std::fs;
use std::str::FromStr;

/// Size, inode and times of a file. Times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    inode: u64,
    modified: i64,
    changed: i64,
}

impl Stamp {
    /// The stamp of a file; `None` where the system has no inodes and no time of the last change.
    #[cfg(unix)]
    pub(super) fn of(there: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let time = |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
        Some(Self {
            size: there.size(),
            inode: there.ino(),
            modified: time(there.mtime(), there.mtime_nsec())?,
            changed: time(there.ctime(), there.ctime_nsec())?,
        })
    }

    /// The stamp of a file; `None` where the system has no inodes and no time of the last change.
    #[cfg(not(unix))]
    pub(super) fn of(_there: &fs::Metadata) -> Option<Self> {
        None
    }

    /// Whether the file last changed before another one.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.changed < other.changed
    }

    /// Whether this is the same file, with what was in it, after it was moved.
    pub(super) fn is_moved(&self, from: &Self) -> bool {
        (self.size, self.inode, self.modified) == (from.size, from.inode, from.modified)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.size, self.inode, self.modified, self.changed)
    }
}

impl FromStr for Stamp {
    type Err = ();

    /// Reads what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(' ');
        let mut next = || parts.next().ok_or(());
        let stamp = Self {
            size: next()?.parse().map_err(drop)?,
            inode: next()?.parse().map_err(drop)?,
            modified: next()?.parse().map_err(drop)?,
            changed: next()?.parse().map_err(drop)?,
        };
        parts.next().is_none().then_some(stamp).ok_or(())
    }
}
