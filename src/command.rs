//! Commands beside `build`, `check` and `serve`, one file each.
//!
//! In: arguments that the command line has read. Out: texts, or files of the site that are written for its editors.
//!
//! May touch: nothing

pub(crate) mod channel;
pub(crate) mod cms;
pub(crate) mod convert;
pub(crate) mod doctor;
pub mod fmt;
pub mod init;
pub(crate) mod new;
pub mod ping;
pub mod schema;
pub(crate) mod sign;
pub(crate) mod theme;
pub(crate) mod twin;
