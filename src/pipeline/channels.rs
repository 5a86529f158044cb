//! Whether bulletins are within the limits of the channels that `[channels]` of `site.toml` names.
//!
//! In: the site and its plan. Out: a warning for each bulletin and limit, that of the edition which is furthest over it.
//!
//! May touch: diag, figure, edition, page, render, view, channel

use super::read;
use super::site::Site;
use crate::channel::{self, Channel, Excess};
use crate::diag::{Code, Diagnostic};
use crate::edition::Edition;
use crate::figure::BulletinId;
use crate::page::{Asset, Content, Plan};
use crate::render::Theme;
use crate::view::Views;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The files of a site's pictures, by their addresses.
pub(crate) struct Pictures<'s> {
    site: &'s Site,
    files: HashMap<String, &'s Asset>,
}

impl<'s> Pictures<'s> {
    /// Those of a plan.
    pub(crate) fn of(site: &'s Site, plan: &'s Plan<'_>) -> Self {
        let files = plan.pages.iter().filter_map(|page| match &page.content {
            Content::Copy(asset) => Some((plan.config.base_url.absolute(&page.path.url()), asset)),
            _ => None,
        });
        Self { site, files: files.collect() }
    }

    /// The bytes of the picture at an address; `None` where it is none of the site's own.
    pub(crate) fn size(&self, address: &str) -> Option<u64> {
        let Asset::Project(path) = self.files.get(address)? else { return None };
        let file = read::open(&self.site.folder, path).ok().flatten()?;
        file.metadata().ok().map(|known| known.len())
    }
}

/// What is over a limit.
pub(crate) fn limits(site: &Site, plan: &Plan<'_>) -> Vec<Diagnostic> {
    let settings = &plan.config.channels;
    let asked = [(settings.wechat.is_some(), Channel::Wechat), (settings.email, Channel::Email)];
    let asked: Vec<Channel> = asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, channel)| channel).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let (elsewhere, pictures) = (plan.elsewhere(), Pictures::of(site, plan));
    let of = |at: BulletinId| over(&elsewhere, at, &asked, &pictures, &site.theme.value);
    let bulletins: Vec<BulletinId> = plan.corpus.ids().collect();
    bulletins.into_par_iter().flat_map_iter(of).collect()
}

fn over(plan: &Plan<'_>, at: BulletinId, asked: &[Channel], pictures: &Pictures<'_>, theme: &Theme) -> Vec<Diagnostic> {
    let has = |edition: &&Edition<'_>| edition.has_bulletin(at);
    let stories =
        plan.editions.iter().filter(has).map(|edition| channel::bulletin(Views::new(plan, edition), at, theme));
    let found = stories.flat_map(|story| {
        let excess = |channel: &Channel| story.value.excess(*channel, &|address| pictures.size(address));
        asked.iter().flat_map(excess).collect::<Vec<_>>()
    });
    // Of a length the longest is told; each picture once.
    let mut worst: BTreeMap<(Code, String), Excess> = BTreeMap::new();
    for excess in found {
        let of = if excess.size > 0 { String::new() } else { excess.message.clone() };
        let known = worst.get(&(excess.code, of.clone())).map_or(0, |known| known.size);
        if excess.size >= known {
            worst.insert((excess.code, of), excess);
        }
    }
    let place = plan.corpus[at].article.title_place();
    worst.into_values().map(|excess| excess.at(Some(place.clone()))).collect()
}
