//! The tests that see the crate from outside, in one binary, so that it is linked once: a module a topic.
//!
//! `cargo test --test it lint::` runs one of them.

mod architecture;
mod changes;
mod channel;
mod charts;
mod cli;
mod data;
mod english;
mod escaping;
mod evaluation;
mod example;
#[cfg(feature = "external")]
mod external;
mod faults;
mod feeds;
mod figures;
#[cfg(unix)]
mod files;
mod fmt;
mod fuzz;
mod helpers;
mod host;
mod hostile;
mod import;
#[cfg(unix)]
mod import_data;
mod import_digests;
#[cfg(feature = "office")]
mod import_files;
mod import_pages;
mod import_sentences;
mod import_tables;
mod init;
mod limits;
mod links;
mod lint;
mod mainland_words;
mod markdown;
mod migrate;
mod official;
mod opencc;
#[cfg(feature = "opencc-rust")]
mod opencc_oracle;
mod named_once;
mod native;
mod ordinary;
#[cfg(feature = "paged")]
mod paged;
mod ping;
mod publish;
mod rebuild;
mod reader;
mod reference;
mod reproducible;
mod schema;
mod search;
mod series;
mod serve;
mod shard;
mod shown;
mod sign;
mod sites;
mod stamps;
mod statistics;
mod statistics_words;
mod theme;
mod themes;
mod treatment;
mod tutorial;
mod ui;
mod weight;
