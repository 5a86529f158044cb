//! Jianbao (简报): a static site generator for economic digests in Simplified and Traditional Chinese.
//!
//! An editor writes Markdown bulletins with their figures in the front matter; Jianbao publishes
//! them in Simplified and Traditional Chinese with figure tables, feeds and data files, as plain
//! static files.
//!
//! ```text
//! disk ─► Source ─► Bulletin ─► Corpus ─► Edition ─► Page ─► File ─► disk
//!         read      parse       gather    convert    plan    render  write
//! ```
//!
//! The modules are in order of dependence: each may use those above it, and says in its first
//! comment which. What is `pub` is used by tests and benches. ARCHITECTURE.md has the rest.

#![warn(unreachable_pub, clippy::arithmetic_side_effects, clippy::disallowed_methods, clippy::unwrap_used)]

pub mod path;
pub mod hash;
pub mod source;
pub mod diag;
pub mod tree;
mod asset;
#[cfg(feature = "office")]
mod packed;
pub mod chart;
pub mod text;
pub mod figure;
pub(crate) mod prose;
pub mod label;
pub mod ui;
pub mod config;
pub mod bulletin;
pub mod official;
pub mod edition;
mod review;
pub mod lint;
pub mod page;
mod view;
#[cfg(feature = "paged")]
mod paged;
pub mod render;
mod channel;
pub mod output;
pub mod pipeline;
pub mod command;
pub mod import;
pub mod migrate;
pub mod serve;
pub mod cli;
