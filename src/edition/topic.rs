//! What bulletins are about.
//!
//! In: the topics that bulletins name, and those of `site.toml`. Out: each once, in order, and those of each bulletin.
//!
//! May touch: path, diag, text, config, bulletin

use super::own_script::OwnScript;
use crate::bulletin::Bulletin;
use crate::config::Config;
use crate::diag::{Checked, Code, Diagnostic};
use crate::path::{self, SitePath};
use crate::text::Glossary;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A topic that at least one bulletin has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its part of the address.
    pub key: String,
    /// Its name, in the site's own script.
    pub name: String,
}

/// A topic, by its place in [`Corpus::topics`](super::Corpus::topics).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TopicId(pub(crate) usize);

/// The topics that bulletins have, and those of each bulletin by index.
pub(super) fn gather(
    config: &Config,
    bulletins: &[Arc<Bulletin>],
    glossary: &Glossary,
) -> Checked<(Vec<Topic>, Vec<Vec<TopicId>>)> {
    let own = OwnScript::new(config.script, bulletins, glossary);
    let names = |bulletin: &Arc<Bulletin>| {
        let words = own.of(&bulletin.article);
        bulletin.topics.iter().map(|topic| words.read(topic).into_owned()).collect::<Vec<String>>()
    };
    let names: Vec<Vec<String>> = bulletins.iter().map(names).collect();
    let mut written: BTreeSet<&str> = names.iter().flatten().map(String::as_str).collect();
    let mut topics: Vec<Topic> = Vec::new();
    for topic in &config.topics {
        if written.remove(topic.name.as_str()) {
            topics.push(Topic { key: topic.key.clone(), name: topic.name.clone() });
        }
    }
    topics.extend(written.into_iter().map(|name| Topic { key: path::slug(name), name: name.to_owned() }));
    let diagnostics = same_addresses(&mut topics, bulletins, &names);
    let named = topics.iter().enumerate().map(|(at, topic)| (topic.name.as_str(), TopicId(at)));
    let places: HashMap<&str, TopicId> = named.collect();
    let of_bulletin = |names: &Vec<String>| {
        let mut own: Vec<TopicId> = Vec::new();
        for place in names.iter().filter_map(|name| places.get(name.as_str())) {
            if !own.contains(place) {
                own.push(*place);
            }
        }
        own
    };
    let of_bulletins = names.iter().map(of_bulletin).collect();
    Checked { value: (topics, of_bulletins), diagnostics }
}

/// Reports the topics that have the address of another one, or none, and takes them out.
fn same_addresses(topics: &mut Vec<Topic>, bulletins: &[Arc<Bulletin>], names: &[Vec<String>]) -> Vec<Diagnostic> {
    let mut first: HashMap<String, String> = HashMap::new();
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    topics.retain(|topic| {
        let message = match first.get(&topic.key) {
            _ if topic.key.is_empty() => {
                format!("the topic `{}` has no letters or digits, and so no address", topic.name)
            }
            _ if let Err(why) = SitePath::page(&format!("topics/{}", topic.key)) => {
                format!("the topic `{}` cannot have an address: {why}", topic.name)
            }
            Some(other) => {
                format!("the topics `{other}` and `{}` have the same address: `/topics/{}/`", topic.name, topic.key)
            }
            None => {
                first.insert(topic.key.clone(), topic.name.clone());
                return true;
            }
        };
        wrong.insert(topic.name.clone(), message);
        false
    });
    // Each at the first bulletin that has it.
    let mut diagnostics = Vec::new();
    for (bulletin, names) in bulletins.iter().zip(names).rev() {
        for (name, as_written) in names.iter().zip(&bulletin.topics) {
            let Some(message) = wrong.remove(name) else { continue };
            let article = &bulletin.article;
            let start = article.place_of("topics", as_written).map_or(0, |place| place.start);
            let place = article.source.place(start..start + as_written.len());
            let help = format!(
                "write the one topic alike everywhere, or give this one an address in site.toml: `[[topics]]` with `key = \"…\"`, `name = \"{name}\"`"
            );
            diagnostics.push(Diagnostic::new(Code::Duplicate, place, message).help(help));
        }
    }
    diagnostics
}
