//! How fast the stations of the line are, on the fictional site of `tests/sites/statistics`:
//! `cargo bench --bench line`. What the whole line takes, and the disk with it, `benches/compare.sh` measures.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::bulletin;
use jianbao::config::Config;
use jianbao::edition::{Corpus, DataFiles, Edition, Tables, Visible};
use jianbao::figure::Registry;
use jianbao::label::Labels;
use jianbao::page::plan::plan;
use jianbao::page::{Content, Page, Plan};
use jianbao::pipeline::{Project, read};
use jianbao::render::{Shared, Theme, render};
use jianbao::text::Glossary;
use std::path::Path;

fn project() -> Project {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/statistics");
    read::read(&site).expect("the site can be read").value
}

fn registry(project: &Project) -> Registry {
    project.registry.as_ref().map(|source| Registry::parse(source).value).unwrap_or_default()
}

fn contents(project: &Project, config: &Config, registry: &Registry) -> Vec<bulletin::Content> {
    project.content.iter().map(|source| bulletin::parse(source, config.script, registry).value).collect()
}

fn gathered(project: &Project) -> Corpus {
    let config = Config::parse(&project.config).value;
    let registry = registry(project);
    let contents = contents(project, &config, &registry);
    let glossary = project.glossary.as_ref().map(|source| Glossary::parse(source).value).unwrap_or_default();
    let now = "2026-01-01T00:00".parse().expect("a time");
    let visible = Visible { now, drafts: false, future: false };
    Corpus::gather(config, contents, DataFiles { registry, glossary, releases: Vec::new() }, visible).value
}

fn parsing(criterion: &mut Criterion) {
    let project = project();
    let config = Config::parse(&project.config).value;
    let registry = registry(&project);
    let bytes = project.content.iter().map(|source| source.text.len() as u64).sum();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("contents", |bencher| bencher.iter(|| contents(&project, &config, &registry)));
    group.finish();
}

/// Every page of a kind, as bytes.
fn rendering(criterion: &mut Criterion) {
    let mut project = project();
    let corpus = gathered(&project);
    let theme = Theme::new(std::mem::take(&mut project.templates)).value;
    let labels = |variant| Labels::parse(project.labels.get(variant).into_iter().flatten()).value;
    let labels: Vec<Labels> = corpus.config.editions.iter().map(|edition| labels(&edition.variant)).collect();
    let (record, tables) = (corpus.record(), Tables::default());
    let configs = corpus.config.editions.iter().zip(&labels);
    let editions: Vec<Edition<'_>> =
        configs.map(|(config, labels)| Edition::convert(&corpus, &record, config, labels, &tables)).collect();
    let plan = plan(&corpus, &editions, &project.assets).value;
    let mut group = criterion.benchmark_group("render");
    for (name, is_of) in KINDS {
        let pages: Vec<&Page<'_>> = plan.pages.iter().filter(|page| is_of(page)).collect();
        group.throughput(Throughput::Elements(pages.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| all(&plan, &pages, &theme)));
    }
    group.finish();
    criterion.bench_function("search index", |bencher| {
        bencher.iter(|| {
            let shared = Shared::default();
            shared.index.prepare(&plan);
            shared
        });
    });
}

fn all(plan: &Plan<'_>, pages: &[&Page<'_>], theme: &Theme) -> usize {
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
