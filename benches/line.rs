//! How fast the stations of the pipeline are, on the fictional site of `tests/sites/statistics`:
//! `cargo bench --bench line`. `benches/compare.sh` measures the whole pipeline, including the disk.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::bulletin;
use jianbao::edition::{ConverterCache, Corpus, Visible};
use jianbao::figure::Registry;
use jianbao::page::plan::plan;
use jianbao::page::{Content, Page, Plan};
use jianbao::path::SourcePath;
use jianbao::pipeline::Site;
use jianbao::render::{Shared, Theme, render};
use std::path::Path;

fn site() -> Site {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/statistics");
    Site::open(&folder).expect("the site can be read")
}

fn gathered(site: &Site) -> Corpus {
    let now = "2026-01-01T00:00".parse().expect("a time");
    site.corpus(site.config.value.clone(), Visible { now, drafts: false, future: false }).value
}

fn parsing(criterion: &mut Criterion) {
    let site = site();
    let script = site.config.value.script;
    let registry = site.sources.get(&SourcePath::known("content/indicators.toml"));
    let registry = registry.map(|source| Registry::parse(source).value).unwrap_or_default();
    let texts: Vec<_> = site.sources.values().filter(|source| source.path.extension() == "md").collect();
    let bytes = texts.iter().map(|source| source.text.len() as u64).sum();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("contents", |bencher| {
        bencher.iter(|| texts.iter().map(|source| bulletin::parse(source, script, &registry).value).collect::<Vec<_>>())
    });
    group.finish();
}

/// Every page of a kind, as bytes.
fn rendering(criterion: &mut Criterion) {
    let site = site();
    let corpus = gathered(&site);
    let theme = &site.theme.value;
    let (record, tables) = (corpus.record(), ConverterCache::default());
    let editions = site.editions(&corpus, &record, &tables);
    let plan = plan(&corpus, &editions, &site.assets).value;
    let mut group = criterion.benchmark_group("render");
    for (name, is_of) in KINDS {
        let pages: Vec<&Page<'_>> = plan.pages.iter().filter(|page| is_of(page)).collect();
        group.throughput(Throughput::Elements(pages.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| all(&plan, &pages, theme)));
    }
    group.finish();
    criterion.bench_function("search index", |bencher| {
        bencher.iter(|| {
            let shared = Shared::default();
            shared.index.prepare(&plan, &|_| None);
            shared
        });
    });
}

fn all<'e>(plan: &Plan<'e>, pages: &[&Page<'e>], theme: &Theme) -> usize {
    // What pages share is made anew each time, as in a build.
    let shared = Shared::default();
    pages.iter().map(|page| render(plan, page, theme, &shared).diagnostics.len()).sum()
}

type Kind = (&'static str, fn(&Page<'_>) -> bool);

const KINDS: [Kind; 4] = [
    ("pages of bulletins", |page| page.path.file().contains("/bulletins/") && matches!(page.content, Content::Html(_))),
    ("pages of indicators", |page| {
        page.path.file().contains("/indicators/") && matches!(page.content, Content::Html(_))
    }),
    ("data files", |page| matches!(page.content, Content::Data(..))),
    ("feeds", |page| matches!(page.content, Content::Feed(..))),
];

criterion_group!(benches, parsing, rendering);
criterion_main!(benches);
