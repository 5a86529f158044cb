//! Which bulletins concern the same things.
//!
//! In: the bulletins, newest first, and their topics. Out: [`Alike`]: the bulletins of an indicator, of a topic, and
//! those related to one.
//!
//! May touch: bulletin, figure

use super::topic::TopicId;
use crate::bulletin::Bulletin;
use crate::figure::series::BulletinId;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Which bulletins concern the same indicators and topics.
#[derive(Clone, Debug, Default)]
pub(super) struct Alike {
    /// The number of each indicator, by its key.
    numbers: HashMap<String, u32>,
    /// By the indicator's number, in order.
    of_indicator: Vec<Vec<BulletinId>>,
    /// By topic, in order.
    of_topic: Vec<Vec<BulletinId>>,
    /// The numbers of each bulletin's indicators, in order.
    indicators: Vec<Box<[u32]>>,
    /// Those related to each bulletin, once asked for: every edition shows them.
    related: Vec<OnceLock<Box<[BulletinId]>>>,
}

impl Alike {
    pub(super) fn gather(bulletins: &[Arc<Bulletin>], topics: &[Vec<TopicId>]) -> Self {
        let mut alike = Self::default();
        for (at, bulletin) in bulletins.iter().enumerate() {
            let at = BulletinId::new(at);
            let mut own: Vec<u32> =
                bulletin.metrics.iter().map(|metric| alike.number(metric.indicator.as_str())).collect();
            own.sort_unstable();
            own.dedup();
            for &indicator in &own {
                alike.of_indicator[indicator as usize].push(at);
            }
            alike.indicators.push(own.into_boxed_slice());
            for &TopicId(topic) in &topics[at.place()] {
                alike.of_topic.resize(alike.of_topic.len().max(topic + 1), Vec::new());
                alike.of_topic[topic].push(at);
            }
        }
        alike.related.resize_with(bulletins.len(), OnceLock::new);
        alike
    }

    fn number(&mut self, indicator: &str) -> u32 {
        if let Some(&number) = self.numbers.get(indicator) {
            return number;
        }
        let number = u32::try_from(self.of_indicator.len()).expect("fewer than four billion indicators");
        self.of_indicator.push(Vec::new());
        self.numbers.insert(indicator.to_owned(), number);
        number
    }

    pub(super) fn of_topic(&self, topic: TopicId) -> &[BulletinId] {
        self.of_topic.get(topic.0).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_indicator(&self, indicator: &str) -> &[BulletinId] {
        self.numbers.get(indicator).map_or(&[], |&number| &self.of_indicator[number as usize])
    }

    /// The bulletins that have the most indicators in common with one, or its main topic, the nearest in time first among equals.
    /// Of its own series, which has the same figures each month, there is one, the nearest in time: the others are on the
    /// pages of its indicators. A topic that is not its first is no reason: what is but policy too is about something else. Only those near in the list of an indicator or topic are looked at, so that
    /// the cost grows with the site and not with its square.
    pub(super) fn related(&self, at: BulletinId, topics: &[TopicId]) -> &[BulletinId] {
        self.related[at.place()].get_or_init(|| self.find_related(at, topics))
    }

    fn find_related(&self, at: BulletinId, topics: &[TopicId]) -> Box<[BulletinId]> {
        const KEPT: usize = 4;
        const SHARED: u32 = 3;
        let of_indicators =
            self.indicators[at.place()].iter().map(|&number| (&self.of_indicator[number as usize], SHARED));
        let of_topics = topics.first().into_iter().map(|topic| (&self.of_topic[topic.0], 1));
        let mut shared: Vec<(BulletinId, u32)> = Vec::new();
        for (list, weight) in of_indicators.chain(of_topics) {
            shared.extend(near(list, at).map(|other| (other, weight)));
        }
        shared.sort_unstable();
        shared.dedup_by(|other, first| {
            let same = other.0 == first.0;
            first.1 += if same { other.1 } else { 0 };
            same
        });
        let count = self.indicators[at.place()].len();
        let most = u32::try_from(count.saturating_sub(count / 4)).map_or(u32::MAX, |most| SHARED.saturating_mul(most));
        let (mut own, mut others) = (None, Vec::with_capacity(KEPT + 1));
        for (other, weight) in shared {
            let distance = other.place().abs_diff(at.place());
            let rank = (Reverse(weight), distance, other);
            // A bulletin that has most of its figures again is the one before or after it, however much more others have.
            let of_own = (Reverse(weight.min(most)), distance, other);
            // Most come after those found before, and need no second look.
            let is_first = own.is_none_or(|own| of_own < own);
            let place = others.partition_point(|&better| better < rank);
            if !is_first && place == KEPT {
                continue;
            }
            if !self.is_of_series(at, other) {
                others.insert(place, rank);
                others.truncate(KEPT);
            } else if is_first {
                own = Some(of_own);
            }
        }
        own.into_iter().chain(others).map(|(.., other)| other).take(KEPT).collect()
    }

    /// Whether one of two bulletins has at least half of its indicators in common with the other.
    fn is_of_series(&self, one: BulletinId, other: BulletinId) -> bool {
        let (one, other) = (&self.indicators[one.place()], &self.indicators[other.place()]);
        let shared = one.iter().filter(|indicator| other.binary_search(indicator).is_ok()).count();
        shared > 0 && 2 * shared >= one.len().min(other.len())
    }
}

/// The indices near one in a list that contains it.
fn near(list: &[BulletinId], at: BulletinId) -> impl Iterator<Item = BulletinId> {
    const REACH: usize = 12;
    let place = list.partition_point(|&other| other < at);
    let near = place.saturating_sub(REACH)..(place + REACH + 1).min(list.len());
    list[near].iter().copied().filter(move |other| *other != at)
}
