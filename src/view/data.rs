//! What pages say of data files, to readers and to search engines.
//!
//! In: the plan, and what a page is about. Out: links to the files it has, and schema.org's descriptions
//! as JSON-LD. Which formats there are, the plan says.
//!
//! May touch: path, label, edition, page

use super::types::{DataTableView, DataView, LinkView, PageView};
use super::{Views, script_safe};
use crate::edition::{Item, Subject};
use crate::label::{Label, Labels};
use crate::page::file::data_file;
use crate::page::offered::offered;
use crate::page::{DataTable, Extent, Html};
use crate::path::percent_encoded;
use jiff::civil::Date;
use serde_json::{Value, json};

impl Views<'_, '_> {
    /// A table of the site, made from so many figures, in every format it is offered in. `stem` is where its files are
    /// below `data/`: `bulletins/2025/h1-industry`.
    pub(crate) fn downloads(self, stem: &str, table: DataTable, extent: Extent, figures: usize) -> Vec<LinkView> {
        if figures == 0 {
            return Vec::new();
        }
        let formats = offered(self.plan.config, table, extent, figures);
        formats.map(|format| self.download(format.extension().to_uppercase(), &data_file(stem, format))).collect()
    }

    fn download(self, text: String, file: &str) -> LinkView {
        LinkView { text, url: self.plan.link(&format!("/{}", percent_encoded(file))) }
    }

    /// `data.html`.
    pub(crate) fn data_page(self, html: &Html<'_>) -> DataView {
        let labels = self.labels;
        let tables = [
            (DataTable::Figures, Label::DataFigures, Label::DataFiguresText),
            (DataTable::Series, Label::DataSeries, Label::DataSeriesText),
            (DataTable::Revisions, Label::DataRevisions, Label::DataRevisionsText),
            (DataTable::Vintages, Label::DataVintages, Label::DataVintagesText),
            (DataTable::Corrections, Label::DataCorrections, Label::DataCorrectionsText),
        ];
        let offered: Vec<DataTable> = self.plan.tables().collect();
        let has = |table: &DataTable| offered.contains(table);
        let table = |(table, title, about): (DataTable, Label, Label)| DataTableView {
            id: format!("data-{}", table.name()),
            title: labels.text(title).to_owned(),
            about: labels.text(about).to_owned(),
            files: self.downloads(table.name(), table, Extent::Whole, self.plan.figures),
        };
        DataView {
            page: self.page(html, labels.text(Label::Data), labels.text(Label::DataText)),
            tables: tables
                .into_iter()
                .filter(|(table, ..)| has(table))
                .map(table)
                .filter(|table| !table.files.is_empty())
                .collect(),
            package: self.download(labels.text(Label::DataPackage).to_owned(), "data/datapackage.json"),
        }
    }

    /// On what terms the data may be used.
    pub(crate) fn license(self) -> Option<LinkView> {
        let license = self.plan.config.license.as_ref()?;
        Some(LinkView { text: self.edition.words(&license.name).into_owned(), url: license.url.clone() })
    }

    /// schema.org's NewsArticle, with the Dataset of its figures.
    pub(crate) fn bulletin_json_ld(self, html: &Html<'_>, item: &Item<'_>, page: &PageView) -> String {
        let bulletin = item.bulletin;
        let publisher = json!({ "@type": "Organization", "name": self.edition.publisher });
        let mut article = json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": item.title,
            "inLanguage": self.edition.variant.tag(),
            "datePublished": bulletin.date.to_string(),
            "dateModified": item.modified().to_string(),
            "mainEntityOfPage": page.canonical,
            "author": publisher.clone(),
            "publisher": publisher,
        });
        if bulletin.article.script != self.edition.variant
            && let Some(original) = self.plan.editions.iter().find(|edition| edition.variant == bulletin.article.script)
        {
            let original = self.of(original).absolute_url(&bulletin.article.folder);
            article["translationOfWork"] = json!({ "@type": "NewsArticle", "@id": original });
        }
        if !page.image.is_empty() {
            article["image"] = page.image.clone().into();
        }
        if !item.corrections.is_empty() {
            let comments = item.corrections.iter().map(|mended| {
                let date = mended.correction.date.to_string();
                json!({ "@type": "CorrectionComment", "text": mended.text, "datePublished": date })
            });
            article["correction"] = comments.collect();
        }
        if !item.figures.is_empty() {
            let folder = &bulletin.article.folder;
            let title = table_title(self.labels, DataTable::Figures, &item.title);
            let description = if item.summary.is_empty() { title.as_str() } else { item.summary.as_ref() };
            // A target for the year is no data of the year.
            let actual = item.figures.iter().filter(|figure| !figure.metric.kind.is_planned());
            let periods = actual.map(|figure| &figure.metric.period);
            let span = coverage(periods.map(|period| (period.start(), period.end())));
            let mut dataset = self.dataset(
                folder,
                (DataTable::Figures, Extent::Bulletin, item.figures.len()),
                (&title, description),
                span,
            );
            // The article says it.
            if let Some(dataset) = dataset.as_object_mut() {
                for known in ["creator", "inLanguage", "url"] {
                    dataset.remove(known);
                }
            }
            article["hasPart"] = dataset;
        }
        script_safe(&self.with_breadcrumbs(html, &item.title, article))
    }

    /// schema.org's Dataset of an indicator, as JSON that is safe inside `<script>`.
    pub(crate) fn indicator_json_ld(self, html: &Html<'_>, subject: &Subject<'_>) -> String {
        let folder = &html.folder;
        let actual = subject.series.iter().filter(|series| !series.key.kind.is_planned());
        let points = actual.flat_map(|series| &series.points);
        let span = coverage(points.map(|point| (point.period.start(), point.period.end())));
        let description = if subject.definition.is_empty() { &subject.name } else { &subject.definition };
        let mut dataset =
            self.dataset(folder, (DataTable::Series, Extent::Indicator, 1), (&subject.name, description), span);
        dataset["@context"] = "https://schema.org".into();
        script_safe(&self.with_breadcrumbs(html, &subject.name, dataset))
    }

    /// With the pages it stands under, where there are some.
    fn with_breadcrumbs(self, html: &Html<'_>, title: &str, page: Value) -> Value {
        match self.breadcrumbs(html, title) {
            Some(mut trail) => {
                trail["@context"] = "https://schema.org".into();
                json!([page, trail])
            }
            None => page,
        }
    }

    fn dataset(
        self,
        folder: &str,
        (table, extent, figures): (DataTable, Extent, usize),
        (name, description): (&str, &str),
        coverage: Option<String>,
    ) -> Value {
        let page = self.absolute_url(folder);
        let downloads = offered(self.plan.config, table, extent, figures).map(|format| {
            let file = percent_encoded(&data_file(folder, format));
            let file = self.plan.config.base_url.absolute(&format!("/{file}"));
            json!({ "@type": "DataDownload", "encodingFormat": format.mime(), "contentUrl": file })
        });
        let mut dataset = json!({
            "@type": "Dataset",
            "name": name,
            "description": description,
            "url": page,
            "inLanguage": self.edition.variant.tag(),
            "isAccessibleForFree": true,
            "creator": { "@type": "Organization", "name": self.edition.publisher },
            "distribution": downloads.collect::<Vec<_>>(),
        });
        if let Some(coverage) = coverage {
            dataset["temporalCoverage"] = coverage.into();
        }
        if let Some(license) = &self.plan.config.license {
            dataset["license"] = license.url.clone().into();
        }
        dataset
    }
}

/// What a table is called: `“出口”时间序列`.
pub(crate) fn table_title(labels: &Labels, table: DataTable, of: &str) -> String {
    let label = match table {
        DataTable::Figures => Label::TableFigures,
        DataTable::Series => Label::TableSeries,
        DataTable::Corrections => Label::TableCorrections,
        DataTable::Revisions => Label::TableRevisions,
        DataTable::Vintages => Label::TableVintages,
    };
    labels.fill(label, &[("of", &of)])
}

/// From the first day to the last, as ISO 8601 writes a span: `2025-01-01/2025-06-30`.
fn coverage(periods: impl Iterator<Item = (Option<Date>, Option<Date>)>) -> Option<String> {
    let (firsts, lasts): (Vec<_>, Vec<_>) = periods.unzip();
    let first = firsts.into_iter().flatten().min()?;
    let last = lasts.into_iter().flatten().max()?;
    Some(format!("{first}/{last}"))
}
