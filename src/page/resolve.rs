//! Where a path that an author wrote leads.
//!
//! In: a path in a text or in the settings. Out: the output file that it means.
//!
//! May touch: path, text, edition

use super::Plan;
use super::plan::paths;
use crate::edition::Edition;
use crate::path::{SitePath, SourcePath, percent_decoded};
use crate::text::Variant;

impl Plan<'_> {
    /// The output file that a path leads to, as it is written in a text of an edition: a file of `content/` by its path
    /// there; else, from `/` for the edition or the whole site or relative to the page, a page or file that is made or
    /// a file of `static/`.
    pub(crate) fn resolve(&self, variant: Variant, source: &SourcePath, folder: &str, path: &str) -> Option<SitePath> {
        let (key, path) = (variant.key(), percent_decoded(path));
        if let Some(target) = source.resolve(&path)
            && let Some(file) = self.addresses.find(&target)
        {
            // Every Chinese edition has them all, and there are thousands.
            let mut articles = self.corpus.articles().filter(|_| !variant.is_chinese());
            let article = articles.find(|article| article.source.path == target);
            let has = |edition: &&Edition<'_>| article.is_none_or(|article| edition.has_page(article));
            let own = self.editions.iter().filter(|edition| edition.variant == variant);
            let key = own.chain(self.editions).find(has).map_or(key, |edition| edition.variant.key());
            return SitePath::new(&format!("{key}/{file}")).ok();
        }
        let own = match path.strip_prefix('/') {
            Some(rest) => {
                // Raw HTML may have the whole path on the host.
                let whole = self.config.base_url.path_of(&path);
                vec![format!("{key}/{rest}"), rest.to_owned(), whole.trim_start_matches('/').to_owned()]
            }
            None => {
                let page = SourcePath::new(&format!("{key}/{folder}/index.html")).ok()?;
                let slash = if path.ends_with('/') { "/" } else { "" };
                vec![format!("{}{slash}", page.resolve(&path)?)]
            }
        };
        let made = self.addresses.made.get_or_init(|| paths(self.corpus, self.editions, self.assets));
        let files = own.iter().flat_map(|path| match path.strip_suffix('/') {
            Some(folder) => [format!("{folder}/index.html"), String::new()],
            None => [path.clone(), format!("{path}/index.html")],
        });
        // `figures.csv` in the text of a bulletin is its data.
        let data = own.iter().filter_map(|path| {
            let (folder, file) = path.strip_prefix(key)?.strip_prefix('/')?.rsplit_once('/')?;
            let extension = file.strip_prefix("figures.").or_else(|| file.strip_prefix("series."))?;
            Some(format!("data/{folder}.{extension}"))
        });
        let files = files.chain(data);
        files.filter_map(|file| made.get(file.as_str()).cloned()).next()
    }

    /// Where an entry of the navigation leads, which is written as in a text of `content/`.
    pub(crate) fn nav_target(&self, variant: Variant, to: &str) -> Option<SitePath> {
        self.resolve(variant, &SourcePath::known("content/index.md"), "", to)
    }
}
