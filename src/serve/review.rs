//! Review mode: a page's texts beside their conversions, and the decisions an editor makes over them.
//!
//! In: a page of the site as it is now, and decisions from the browser. Out: the page's texts as JSON, and edited files.
//!
//! May touch: nothing

pub(crate) mod edit;
pub(crate) mod json;
pub(crate) mod save;
