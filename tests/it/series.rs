//! Laws of series, for any bulletins: what must not matter does not, and what must not mix never does.

use jianbao::bulletin::{self, Bulletin, Content};
use jianbao::figure::series::{self, BulletinId, MetricId, Observation, Record};
use jianbao::figure::{Cadence, Kind, Metric, Quantity, Registry};
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::Variant;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const REGIONS: [&str; 3] = ["云州省", "海州省", "宁州省"];
const PERIODS: [&str; 8] =
    ["2024-05", "2025-05", "2025-06", "2024-01/2024-05", "2025-01/2025-05", "2025-Q2", "2025", "2025-05-31"];

/// A metric as front matter, and what may not be twice in one bulletin.
#[derive(Clone, Debug)]
struct Written {
    toml: String,
    place: (usize, usize, usize, usize, usize),
}

fn written(regions: &'static [&'static str]) -> impl Strategy<Value = Written> {
    let figure = prop_oneof![
        (1_u32..99_999).prop_map(|n| (0, format!("value = \"{}.{}亿元\"", n / 10, n % 10))),
        (1_u32..999).prop_map(|n| (0, format!("value = \"超过{}.{:02}万亿元\"", n / 100, n % 100))),
        (1_u32..99_999, 1_u32..99_999).prop_map(|(n, p)| (0, format!("value = \"{n}亿元\"\nprevious = \"{p}亿元\""))),
        (1_u32..999, 1_u32..99).prop_map(|(n, c)| {
            let change = format!("change = \"+{}.{}个百分点\"", c / 10, c % 10);
            (1, format!("value = \"{}.{}%\"\n{change}", n / 10, n % 10))
        }),
        (0_u32..99).prop_map(|c| (2, format!("change = \"-{}.{}%\"", c / 10, c % 10))),
        Just((2, "change = \"持平\"".to_owned())),
    ];
    let what = (0..2_usize, 0..regions.len(), 0..PERIODS.len(), 0..2_usize);
    (what, figure).prop_map(move |((indicator, region, period, kind), (form, figure))| {
        let name = ["产值", "占比"][indicator];
        let (region_name, period_code) = (regions[region], PERIODS[period]);
        let kind_line = ["", "kind = \"target\"\n"][kind];
        let toml = format!(
            "[[metrics]]\nindicator = \"{name}\"\nregion = \"{region_name}\"\nperiod = \"{period_code}\"\n{kind_line}{figure}\n"
        );
        Written { toml, place: (indicator, region, period, kind, form) }
    })
}

/// The metrics of a bulletin, none of them a repetition of another.
fn one_bulletin(regions: &'static [&'static str]) -> impl Strategy<Value = Vec<Written>> {
    prop::collection::vec(written(regions), 1..8).prop_map(|metrics| {
        let mut seen = BTreeSet::new();
        metrics.into_iter().filter(|metric| seen.insert(metric.place)).collect()
    })
}

fn site() -> impl Strategy<Value = Vec<Vec<Written>>> {
    prop::collection::vec(one_bulletin(&REGIONS[..2]), 1..7)
}

/// The bulletins, a day apart, oldest first.
fn parse(bulletins: &[Vec<Written>]) -> Vec<Bulletin> {
    let texts = bulletins.iter().enumerate().map(|(at, metrics)| {
        let metrics: String = metrics.iter().map(|metric| metric.toml.as_str()).collect();
        let text = format!("+++\ntitle = \"一\"\ndate = 2025-08-{:02}\n{metrics}+++\n", at + 1);
        let source =
            Source::new(SourcePath::new(&format!("content/bulletins/{at}.md")).expect("a path of the site"), &text);
        match bulletin::parse(&source, Variant::Hans, &Registry::default()).value {
            Content::Bulletin(bulletin) => Bulletin::clone(&bulletin),
            Content::Plain(_) | Content::Twin(_) => panic!("no bulletin: {text}"),
        }
    });
    texts.collect()
}

fn record(bulletins: &[Bulletin]) -> Record<'_> {
    series::gather(bulletins.iter().enumerate().flat_map(|(at, bulletin)| {
        bulletin.metrics.iter().enumerate().map(move |(metric_at, metric)| Observation {
            metric,
            names: None,
            published: bulletin.date,
            at: MetricId::new(BulletinId::new(at), metric_at),
        })
    }))
}

/// The whole record, except for the place of a metric in its bulletin.
fn told(record: &Record<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for series in record.series() {
        for point in &series.points {
            let earlier: Vec<_> =
                point.earlier.iter().map(|vintage| (vintage.reading.base(), vintage.published)).collect();
            let reading = (point.reading.base(), point.reading.approx(), point.origin, point.published);
            told.push(format!("{:?} {} {reading:?} {earlier:?}", series.key, point.period.code()));
        }
    }
    told
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|malformed| panic!("{text}: {malformed}"))
}

proptest! {
    #[test]
    fn the_order_of_metrics_does_not_matter(bulletins in site(), turn in 0..8_usize) {
        let mut turned = bulletins.clone();
        for metrics in &mut turned {
            let by = turn % metrics.len();
            metrics.rotate_left(by);
            metrics.reverse();
        }
        let (one, other) = (parse(&bulletins), parse(&turned));
        prop_assert_eq!(told(&record(&one)), told(&record(&other)));
    }

    #[test]
    fn what_is_said_of_another_region_changes_nothing(bulletins in site(), other in one_bulletin(&REGIONS[2..])) {
        let before = told(&record(&parse(&bulletins)));
        let mut more = bulletins;
        more.push(other);
        let after = told(&record(&parse(&more)));
        let after: Vec<_> = after.into_iter().filter(|line| !line.contains(REGIONS[2])).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn every_stated_figure_is_on_record_once(bulletins in site()) {
        let bulletins = parse(&bulletins);
        let record = record(&bulletins);
        let mut found: BTreeMap<(usize, usize, bool), usize> = BTreeMap::new();
        for series in record.series() {
            let periods: BTreeSet<_> = series.points.iter().map(|point| point.period).collect();
            prop_assert_eq!(periods.len(), series.points.len(), "each period once");
            for point in series.points.iter().filter(|point| point.origin == series::Origin::Stated) {
                for at in point.earlier.iter().map(|vintage| vintage.at).chain([point.at]) {
                    *found.entry((at.bulletin.place(), at.place(), series.key.basis.is_some())).or_default() += 1;
                }
            }
        }
        for (bulletin_at, bulletin) in bulletins.iter().enumerate() {
            for (metric_at, metric) in bulletin.metrics.iter().enumerate() {
                for is_change in [metric.value.as_ref().map(|_| false), metric.change.as_ref().map(|_| true)] {
                    let Some(is_change) = is_change else { continue };
                    let times = found.get(&(bulletin_at, metric_at, is_change)).copied().unwrap_or(0);
                    // One that is missing was stated before or afterwards, as exactly or more so.
                    prop_assert!(times == 1 || times == 0 && said_again(&record, metric, is_change), "{:?}", metric);
                }
            }
        }
    }

    #[test]
    fn unlike_figures_never_share_a_line(bulletins in site()) {
        let bulletins = parse(&bulletins);
        for series in record(&bulletins).series() {
            for point in &series.points {
                let metric = &bulletins[point.at.bulletin.place()].metrics[point.at.place()];
                let key = &series.key;
                prop_assert_eq!(Cadence::of(&point.period), Some(key.cadence));
                prop_assert_eq!(metric.kind == Kind::Target, key.kind == Kind::Target);
                prop_assert_eq!(metric.region.as_ref(), key.region.as_ref());
                if let Some(amount) = point.reading.amount() {
                    let unit = if amount.unit_base() == "个百分点" { "pp" } else { amount.unit_base() };
                    prop_assert_eq!(unit, &key.unit);
                }
            }
        }
    }

    #[test]
    fn scales_are_of_no_account(n in 1_i64..99_999_999) {
        let yi = quantity(&format!("{n}亿元"));
        let wan_yi = quantity(&format!("{}万亿元", Decimal::new(n, 4)));
        let bare = quantity(&format!("{n}00000000元"));
        prop_assert_eq!(yi.value_base(), wan_yi.value_base());
        prop_assert_eq!(yi.value_base(), bare.value_base());
        prop_assert_eq!(yi.unit_base(), wan_yi.unit_base());
    }

    #[test]
    fn a_sum_of_parts_is_exact(parts in prop::collection::vec((0_i64..999_999, 0..3_u32, 0..3_usize), 1..20)) {
        let scales = [("", 0), ("万", 4), ("亿", 8)];
        let sum: Decimal = parts
            .iter()
            .map(|&(n, places, scale)| quantity(&format!("{}{}元", Decimal::new(n, places), scales[scale].0)).value_base())
            .sum();
        // In hundredths, with whole numbers alone.
        let hundredths: i128 =
            parts.iter().map(|&(n, places, scale)| i128::from(n) * 10_i128.pow(2 - places + scales[scale].1)).sum();
        prop_assert_eq!(sum, Decimal::from_i128_with_scale(hundredths, 2));
    }
}

/// Whether a point of the record, now or before, states what this metric states.
fn said_again(record: &Record<'_>, metric: &Metric, is_change: bool) -> bool {
    let reading = match (is_change, &metric.value, &metric.change) {
        (false, Some(value), _) => series::Reading::Value(value),
        (true, _, Some(change)) => series::Reading::Change(change),
        _ => return false,
    };
    let lines = record.series().filter(|series| {
        let key = &series.key;
        key.indicator == metric.indicator
            && key.region == metric.region
            && key.basis.is_some() == is_change
            && (key.kind == Kind::Target) == (metric.kind == Kind::Target)
    });
    lines.flat_map(|series| &series.points).filter(|point| point.period == metric.period).any(|point| {
        point.reading.agrees(&reading) || point.earlier.iter().any(|vintage| vintage.reading.agrees(&reading))
    })
}

/// The series of some bulletins, each a list of metrics: basis, unit and numbers.
fn lines(bulletins: &[&str]) -> Vec<String> {
    let written = |toml: &&str| Written { toml: (*toml).to_owned(), place: (0, 0, 0, 0, 0) };
    let bulletins: Vec<Vec<Written>> = bulletins.iter().map(|toml| vec![written(toml)]).collect();
    let bulletins = parse(&bulletins);
    let record = record(&bulletins);
    let line = |series: &jianbao::figure::Series<'_>| {
        let points: Vec<String> = series.points.iter().map(|point| point.reading.base().to_string()).collect();
        let basis = series.key.basis.map_or("level", |basis| basis.code());
        format!("{} {basis} {}: {}", series.key.indicator, series.key.unit, points.join(" "))
    };
    record.series().map(line).collect()
}

#[test]
fn the_changes_of_an_index_are_one_series_however_they_are_printed() {
    let month = |month: &str, value: &str, change: &str| {
        format!(
            "[[metrics]]\nindicator = \"pmi\"\nperiod = \"2025-{month}\"\nvalue = \"{value}\"\nchange = \"{change}\"\nbasis = \"环比\"\n"
        )
    };
    let bulletins = [
        month("03", "50.5", "+0.3"),
        month("04", "50.5", "持平"),
        month("05", "50.2", "-0.3点"),
        month("06", "50.4", "+0.2个百分点"),
    ];
    let bulletins: Vec<&str> = bulletins.iter().map(String::as_str).collect();
    let found = lines(&bulletins);
    assert!(found.contains(&"pmi mom 点: 0.3 0 -0.3 0.2".to_owned()), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_change_of_nothing_is_in_the_unit_that_its_metric_says() {
    let lines_of = |value: &str, change: &str| {
        let month = |month: &str, change: &str| {
            format!(
                "[[metrics]]\nindicator = \"rate\"\nperiod = \"2025-{month}\"\n{value}change = \"{change}\"\nbasis = \"环比\"\n"
            )
        };
        let bulletins = [month("05", "持平"), month("06", change)];
        lines(&bulletins.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(lines_of("", "+0.1%"), ["rate mom %: 0 0.1"]);
    let shares = lines_of("value = \"5.2%\"\n", "+0.1个百分点");
    assert!(shares.contains(&"rate mom pp: 0 0.1".to_owned()), "{shares:?}");
}

#[test]
fn one_metric_states_changes_against_several_periods() {
    let metric = "[[metrics]]\nindicator = \"cpi\"\nperiod = \"2025-06\"\nchange = \"+0.3%\"\nmom = \"-0.1%\"\n";
    assert_eq!(lines(&[metric]), ["cpi yoy %: 0.3", "cpi mom %: -0.1"]);
    let metric = "[[metrics]]\nindicator = \"rate\"\nperiod = \"2025-06\"\nvalue = \"5.2%\"\nmom = \"-0.1个百分点\"\nyoy = \"+0.2个百分点\"\n";
    let found = lines(&[metric]);
    let wanted = ["rate level %: 5.0 5.3 5.2", "rate yoy pp: 0.2", "rate mom pp: -0.1"];
    assert_eq!(found, wanted);
}
