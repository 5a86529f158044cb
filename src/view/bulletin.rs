//! A bulletin as its page shows it: its text, its figure table, its corrections.
//!
//! In: a bulletin of an edition. Out: the views of `bulletin.html`, `figures.html` and `corrections.html`.
//!
//! May touch: path, text, figure, label, bulletin, edition, page

use super::types::*;
use super::{Views, edition_url, has_chart, has_code, has_comparison, heading};
use crate::bulletin::record::{Correction, Cover};
use crate::bulletin::signed;
use crate::bulletin::{Article, Bulletin};
use crate::edition::{Corpus, CorrectionText, Edition, Item};
use crate::figure::{BulletinId, MetricId};
use crate::label::Label;
use crate::page::{DataTable, Extent, Html, Medium};
use crate::path::{SitePath, percent_encoded};
use crate::text::is_han;
use crate::text::markdown::Heading;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many signs of a Chinese text are read in a minute.
const SIGNS_A_MINUTE: usize = 400;

impl<'v> Views<'v, '_> {
    /// `bulletin.html`; `body` is its text as HTML.
    pub(crate) fn bulletin(
        self,
        html: &Html<'_>,
        at: BulletinId,
        body: String,
        headings: Vec<Heading>,
    ) -> BulletinView {
        let item = &self.edition.items[at];
        let bulletin = item.bulletin;
        let corpus = self.plan.corpus;
        let related = corpus.related(at).iter().filter(|other| self.edition.has_bulletin(**other));
        let link =
            |item: &Item<'_>| LinkView { text: item.title.to_string(), url: self.article_url(&item.bulletin.article) };
        let beside = |next: fn(&Corpus, BulletinId) -> Option<BulletinId>| {
            let mut others = std::iter::successors(next(corpus, at), |other| next(corpus, *other));
            others.find(|other| self.edition.has_bulletin(*other)).map(|other| link(&self.edition.items[other]))
        };
        let source = item.source.as_ref().map(|text| LinkView {
            text: text.to_string(),
            url: bulletin.source_url.as_deref().unwrap_or_default().to_owned(),
        });
        let mut page = self.page(html, &item.title, &item.summary);
        page.kind = "article".to_owned();
        page.code = has_code(&body);
        page.chart = has_chart(&body);
        page.comparison = has_comparison(&body);
        page.json_ld = self.bulletin_json_ld(html, item, &page);
        BulletinView {
            page,
            date: self.date(bulletin.date),
            updated: bulletin.updated.map(|updated| self.date(updated)),
            // It would stand right above itself.
            summary: if item.is_lead { String::new() } else { item.summary.to_string() },
            points: item.points.iter().map(Cow::to_string).collect(),
            signed: signed::valid(&bulletin.signed, &bulletin.article.source)
                .into_iter()
                .map(|signature| self.edition.words(&signature.by).into_owned())
                .collect(),
            topics: self.topic_links(item),
            source,
            headlines: item
                .figures
                .iter()
                .filter(|figure| figure.metric.headline)
                .map(|figure| CardView {
                    url: format!("#{}", percent_encoded(&figure.metric.id)),
                    spark: self.line_of(figure),
                    ..self.card(item, figure)
                })
                .collect(),
            authors: self.authors(bulletin),
            reading: match self.is_figures_only(&bulletin.article) {
                true => String::new(),
                false => self.reading_time(&bulletin.article),
            },
            cover: bulletin.cover.as_ref().and_then(|cover| self.cover(&bulletin.article, cover)),
            body,
            contents: headings.into_iter().map(heading).collect(),
            downloads: self.bulletin_downloads(item),
            pdf: self.pdf(&html.folder),
            provenance: match self.is_figures_only(&bulletin.article) && bulletin.metrics.is_empty() {
                true => self.labels.text(Label::SummaryOnly).to_owned(),
                false => self.provenance(&bulletin.article),
            },
            originals: self.originals(&bulletin.article),
            draft: bulletin.article.draft,
            superseded_by: corpus.successors.get(&at).map(|&successor| link(&self.edition.items[successor])),
            corrections: self.corrections(item, ""),
            next_release: bulletin.next_release.map(|next| self.date(next)),
            related: related.map(|&other| self.item_view(&self.edition.items[other])).collect(),
            citation: self.citation(item),
            newer: beside(Corpus::newer),
            older: beside(Corpus::older),
        }
    }

    /// Who wrote a bulletin, as far as this edition can say it.
    fn authors(self, bulletin: &Bulletin) -> Vec<String> {
        let converter = self.edition.converter(&bulletin.article);
        let authors = bulletin.authors.iter().map(|author| self.edition.fit(converter.convert(author)).into_owned());
        authors.filter(|author| !author.is_empty()).collect()
    }

    /// Whether an edition has no text of a bulletin, and only its figures.
    fn is_figures_only(self, article: &Article) -> bool {
        let variant = self.edition.variant;
        !variant.is_chinese() && !article.twins.contains_key(&variant)
    }

    /// Where the text of a bulletin is read of which this edition has only the figures.
    fn originals(self, article: &Article) -> Vec<OriginalView> {
        if !self.is_figures_only(article) {
            return Vec::new();
        }
        let chinese = self.plan.editions.iter().filter(|edition| edition.variant.is_chinese());
        let link = |edition: &Edition<'_>| OriginalView {
            text: self.labels.script(edition.variant).to_owned(),
            url: self.plan.link(&edition_url(edition.variant, &article.folder)),
            lang: edition.variant.tag().to_owned(),
        };
        chinese.map(link).collect()
    }

    /// How long a text takes to read.
    fn reading_time(self, article: &Article) -> String {
        let signs = article.markdown().chars().filter(|&sign| is_han(sign) || sign.is_alphanumeric()).count();
        self.labels.fill(Label::ReadingTime, &[("n", &signs.div_ceil(SIGNS_A_MINUTE).max(1))])
    }

    /// The picture at the top of a bulletin; `None` where there is no such file, which is reported.
    pub(crate) fn cover(self, article: &Article, cover: &Cover) -> Option<CoverView> {
        let Cover { picture: _, alt, caption, credit } = cover;
        let file = self.cover_file(article, cover)?;
        let converter = self.edition.converter(article);
        let [alt, caption, credit] =
            [alt, caption, credit].map(|text| self.edition.fit(converter.convert(text)).into_owned());
        Some(CoverView { url: self.plan.link(&file.url()), alt, caption, credit })
    }

    pub(crate) fn cover_file(self, article: &Article, cover: &Cover) -> Option<SitePath> {
        self.plan.resolve(self.edition.variant, &article.source.path, &article.folder, &cover.picture.value)
    }

    fn bulletin_downloads(self, item: &Item<'_>) -> Vec<LinkView> {
        self.downloads(&item.bulletin.article.folder, DataTable::Figures, Extent::Bulletin, item.figures.len())
    }

    /// `corrections.html`, for feeds: of all corrections, or of the one with that id; empty where there is none.
    pub(crate) fn corrections_notice(self, item: &Item<'_>, only: Option<&str>) -> CorrectionsView {
        let page = self.absolute_url(&item.bulletin.article.folder);
        let mut corrections = self.corrections(item, &page);
        corrections.retain(|correction| only.is_none_or(|only| only == correction.id));
        CorrectionsView { corrections }
    }

    /// What was wrong in a bulletin; links to its figures go on from `page`.
    fn corrections(self, item: &Item<'_>, page: &str) -> Vec<CorrectionView> {
        item.corrections.iter().map(|mended| self.correction(item, mended, page)).collect()
    }

    fn correction(self, item: &Item<'_>, mended: &CorrectionText<'_>, page: &str) -> CorrectionView {
        let Correction { id, date: day, text: _, text_en: _, metric, old } = mended.correction;
        let figure = item.figures.iter().find(|figure| Some(figure.metric.id.as_str()) == metric.as_deref());
        let (figure, old) = if mended.is_told { (None, &None) } else { (figure, old) };
        let indicator = figure.map_or("", |figure| &figure.metric.indicator);
        CorrectionView {
            id: id.clone(),
            date: self.date(*day),
            text: mended.text.to_string(),
            figure: figure.map(|figure| LinkView {
                text: figure.name.to_string(),
                url: format!("{page}#{}", percent_encoded(&figure.metric.id)),
            }),
            old: old.as_ref().map_or_else(String::new, |old| {
                self.labels
                    .fill(Label::CorrectionOld, &[("value", &self.edition.words_of(indicator).printed(old).text())])
            }),
        }
    }

    /// `figures.html`.
    pub(crate) fn figures(self, bulletin: BulletinId) -> FiguresView {
        let item = &self.edition.items[bulletin];
        let mut sources: Vec<String> = Vec::new();
        for source in item.figures.iter().filter_map(|figure| figure.source.as_deref()) {
            if !sources.iter().any(|known| known == source) {
                sources.push(source.to_string());
            }
        }
        let row = |at| RowView { revisions: self.revisions(at), ..self.figure_row(at, &sources) };
        let rows: Vec<RowView> =
            (0..item.figures.len()).map(|metric| MetricId::new(bulletin, metric)).map(row).collect();
        let first = item.figures.first().and_then(|figure| figure.region.as_deref());
        let region = first.filter(|&first| item.figures.iter().all(|figure| figure.region.as_deref() == Some(first)));
        let indicator = one_indicator(&rows);
        FiguresView {
            caption: self.labels.fill(Label::FiguresOf, &[("title", &item.title)]),
            region: region.map(str::to_owned),
            sources,
            has_value: rows.iter().any(|row| row.value.is_some()),
            has_unit: rows.iter().filter_map(|row| row.value.as_ref()).any(|value| !value.unit.is_empty()),
            has_change: rows.iter().any(|row| row.change.is_some()),
            has_region: region.is_none() && indicator.is_none() && rows.iter().any(|row| !row.region.is_empty()),
            indicator,
            has_notes: rows.iter().any(|row| {
                let said = [&row.note, &row.status, &row.verified].into_iter().chain(&row.around);
                said.into_iter().any(|said| !said.is_empty()) || !row.revisions.is_empty()
            }),
            chart: match self.plan.medium {
                Medium::Page => self.growth_chart(item),
                Medium::Elsewhere => String::new(),
            },
            rows,
            downloads: self.bulletin_downloads(item),
        }
    }
}

/// The indicator of all rows, where each says its region and there are several.
fn one_indicator(rows: &[RowView]) -> Option<LinkView> {
    let (first, others) = rows.split_first()?;
    let alike = others.iter().all(|row| row.name == first.name && row.indicator == first.indicator);
    let plain = rows.iter().all(|row| row.dims.is_empty() && row.kind.is_empty() && !row.region.is_empty());
    let regions: BTreeSet<&str> = rows.iter().map(|row| row.region.as_str()).collect();
    (alike && plain && regions.len() > 1).then(|| LinkView { text: first.name.clone(), url: first.indicator.clone() })
}
