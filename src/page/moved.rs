//! Former addresses, of which each has a page that leads to where the text is now.
//!
//! In: aliases as they are written, of a corpus. Out: the addresses and files that they are.
//!
//! May touch: config, edition, text

use crate::config::Config;
use crate::edition::Corpus;
use crate::text::Variant;

/// The address at which requests ask for an alias, which may be written as an address bar has it:
/// `https://example.org/zh-hans/%E6%97%A7/?a#b` is `旧` within each edition. One that begins with a slash and with no
/// edition is of the site as a whole, as those of a time before it had editions: then `true` is with it.
pub(super) fn reached(alias: &str, corpus: &Corpus) -> (String, bool) {
    let alias = alias.trim().split(['?', '#']).next().unwrap_or_default();
    let whole = alias.starts_with('/') || alias.contains("://");
    let path = corpus.config.base_url.path_of(alias);
    let path = path.trim_matches('/');
    let keys = corpus.config.editions.iter().map(|edition| edition.variant.key());
    let own = keys.filter_map(|key| path.strip_prefix(key)?.strip_prefix('/')).next();
    let address = own.unwrap_or(path);
    let address = address.strip_suffix("index.html").unwrap_or(address).trim_end_matches('/');
    (address.to_owned(), whole && own.is_none())
}

/// The edition that former addresses of the site as a whole lead to: that of its front page, of its script, or else the
/// first, of those that have every page.
pub(super) fn main_variant(config: &Config) -> Variant {
    let editions = || config.editions.iter().map(|edition| edition.variant);
    let wanted = config.home.into_iter().chain([config.script]).filter(|wanted| editions().any(|own| own == *wanted));
    wanted.chain(editions()).find(|variant| variant.is_chinese()).unwrap_or(config.script)
}

/// The file of a former address, below the folder of an edition or the site's.
pub(super) fn moved_file(start: &str, address: &str) -> String {
    match address.ends_with(".html") {
        true => format!("{start}{address}"),
        false => format!("{start}{address}/index.html"),
    }
}
