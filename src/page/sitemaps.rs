//! How many sitemaps a site has.
//!
//! In: how many pages are listed. Out: the sitemaps by name.
//!
//! May touch: nothing

use super::Sitemap;

/// The most addresses of one sitemap (sitemaps.org).
const SITEMAP: usize = 50_000;

/// One sitemap, or an index of as many as it takes.
pub(super) fn sitemaps(listed: usize) -> Vec<(String, Sitemap)> {
    if listed <= SITEMAP {
        return vec![("sitemap.xml".to_owned(), Sitemap::Pages(0..listed))];
    }
    let count = listed.div_ceil(SITEMAP);
    let part = |at: usize| Sitemap::Pages(at * SITEMAP..((at + 1) * SITEMAP).min(listed));
    let parts = (0..count).map(|at| (format!("sitemap-{}.xml", at + 1), part(at)));
    [("sitemap.xml".to_owned(), Sitemap::Index(count))].into_iter().chain(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_that_is_too_long_becomes_several() {
        assert_eq!(sitemaps(50_000), [("sitemap.xml".to_owned(), Sitemap::Pages(0..50_000))]);
        let parts = sitemaps(120_000);
        assert_eq!(parts[0], ("sitemap.xml".to_owned(), Sitemap::Index(3)));
        assert_eq!(parts[3], ("sitemap-3.xml".to_owned(), Sitemap::Pages(100_000..120_000)));
    }
}
