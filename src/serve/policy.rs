//! Which scripts run in what the preview shows.
//!
//! In: the host a page was asked from, and the site's scripts. Out: [`Policy`], a Content-Security-Policy with a nonce.
//!
//! The preview writes files and shows drafts, so that a script in a text must not run in it, whatever `html` says and whether it
//! is inline, a file beside a bulletin, or of another site. Only the files of `static/` and of the theme run, which are code as
//! the program is, and the preview's own script.
//!
//! May touch: path, config, page

use crate::config::BaseUrl;
use crate::page::plan::Assets;
use crate::path::SitePath;
use std::fmt;

/// What may run in one answer.
pub(crate) struct Policy {
    /// The nonce of the preview's own script; empty where it has none.
    pub(crate) nonce: String,
    /// The addresses of scripts.
    scripts: Vec<String>,
}

/// The addresses, on their host, of the scripts that a site's pages may load.
pub(crate) fn scripts(assets: &Assets, base_url: &BaseUrl) -> Vec<String> {
    let fingerprints = assets.fingerprints.values();
    let names =
        assets.statics.keys().chain(fingerprints).filter(|name| name.ends_with(".js") || name.ends_with(".mjs"));
    let paths = names.filter_map(|name| SitePath::new(name).ok());
    // A comma or semicolon ends a policy or a directive.
    paths.map(|path| base_url.local(&path.url()).replace(',', "%2C").replace(';', "%3B")).collect()
}

impl Policy {
    /// The policy of an answer to a request for `host`.
    pub(crate) fn new(host: &str, scripts: &[String]) -> Self {
        let mut bytes = [0; 16];
        // Without random numbers the preview's own script does not run either.
        let nonce = getrandom::fill(&mut bytes).map(|()| bytes.iter().map(|byte| format!("{byte:02x}")).collect());
        let scripts = scripts.iter().map(|path| format!("http://{host}{path}")).collect();
        Self { nonce: nonce.unwrap_or_default(), scripts }
    }
}

impl fmt::Display for Policy {
    /// As the header has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("frame-ancestors 'self';base-uri 'none';script-src")?;
        match (self.nonce.is_empty(), self.scripts.is_empty()) {
            (true, true) => f.write_str(" 'none'")?,
            (true, false) => {}
            (false, _) => write!(f, " 'nonce-{}'", self.nonce)?,
        }
        self.scripts.iter().try_for_each(|script| write!(f, " {script}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_a_directive() {
        let statics = ["assets/site.js", "a;b,c.mjs", "a.json"]
            .map(|name| (name.to_owned(), crate::page::Asset::BuiltIn(name.to_owned())));
        let assets = Assets { statics: statics.into(), ..Assets::default() };
        let scripts = scripts(&assets, &"https://example.org/甲".parse().expect("an address"));
        let policy = Policy { nonce: "1".to_owned(), ..Policy::new("localhost:1", &scripts) };
        assert_eq!(
            policy.to_string(),
            "frame-ancestors 'self';base-uri 'none';script-src 'nonce-1' http://localhost:1/%E7%94%B2/a%3Bb%2Cc.mjs \
             http://localhost:1/%E7%94%B2/assets/site.js"
        );
    }
}
