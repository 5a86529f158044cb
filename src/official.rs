//! What statistical offices publish, against which the figures of bulletins are held.
//!
//! In: `content/official.toml`, and the snapshots that it names: CSV files and workbooks below `official/`. Out: [`Official`],
//! which says of a metric what its office has for each number, and whether the printed number is that one, rounded or not.
//!
//! Nothing is fetched: a snapshot is a file of the site, and who renews it is an editor or a job of CI.
//!
//! May touch: path, source, diag, tree, text, figure

mod compare;
mod table;

pub(crate) use compare::{Compared, Verdict};

use crate::diag::{Checked, Code};
use crate::figure::series::is_nationwide;
use crate::figure::{Basis, Kind, Quantity, Registry, Treated};
use crate::path::SourcePath;
use crate::source::Source;
use crate::text::Fold;
use crate::tree::{Fields, Written, limit};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// The files of snapshots, by their paths.
pub type Snapshots = BTreeMap<SourcePath, Vec<u8>>;

/// The official series of a site.
#[derive(Clone, Debug, Default)]
pub struct Official {
    /// Whether the site has a file of them.
    pub(crate) is_there: bool,
    series: Vec<Series>,
    /// The series of each indicator, by their places.
    of_indicator: HashMap<String, Vec<usize>>,
}

/// A series as an office publishes it.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// The snapshot.
    pub(crate) file: SourcePath,
    /// Who publishes it.
    pub(crate) source: String,
    /// When the snapshot was made.
    pub(crate) retrieved: Date,
    /// What it is of.
    of: Subject,
    /// What its numbers are in: a quantity of one.
    unit: Quantity,
    /// Half a unit of the last place that its office prints.
    half_place: Decimal,
    /// What it has of each period, oldest publication first; by first and last day.
    points: BTreeMap<(Date, Date), Vec<Observed>>,
}

/// What a series is of.
#[derive(Clone, Debug)]
struct Subject {
    indicator: String,
    /// In the one form of all scripts; none for a whole country.
    region: Option<String>,
    dims: Vec<(String, String)>,
    kind: Option<Kind>,
    basis: Option<Basis>,
    treated: Treated,
}

/// A number that an office published.
#[derive(Clone, Debug)]
pub(crate) struct Observed {
    /// As it is in the file.
    pub(crate) text: String,
    /// Multiplied out.
    base: Decimal,
    /// When it was published; none where the file does not say.
    pub(crate) published: Option<Date>,
    /// Its line or row in the file, from 1.
    pub(crate) line: usize,
}

/// The paths of the snapshots that a file names, as far as they can be.
pub(crate) fn files(source: &Source) -> Vec<SourcePath> {
    let mut fields = Fields::of_file(source);
    let mut paths: Vec<SourcePath> = fields
        .tables("series")
        .into_iter()
        .filter_map(|mut table| SourcePath::new(&table.text("file")?.value).ok())
        .filter(is_snapshot)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Whether a file may be a snapshot: nothing else of a site is read as one.
pub(crate) fn is_snapshot(path: &SourcePath) -> bool {
    path.as_str().starts_with("official/") && matches!(path.extension(), "csv" | "tsv" | "xlsx")
}

impl Official {
    /// Reads `content/official.toml`:
    ///
    /// ```toml
    /// [[series]]
    /// file      = "official/cpi.csv"     # below official/
    /// indicator = "居民消费价格指数"
    /// unit      = "%"
    /// basis     = "yoy"                  # of changes; none for values
    /// region    = "全国"
    /// adjust    = "nsa"                  # and prices, base: those of the indicator when not given
    /// source    = "国家统计局"
    /// retrieved = 2025-07-15
    /// columns   = { period = "TIME_PERIOD", value = "OBS_VALUE", published = "published" }
    /// rows      = { REF_AREA = "CN" }
    /// ```
    pub fn parse(source: &Source, snapshots: &Snapshots, registry: &Registry) -> Checked<Self> {
        let mut fields = Fields::of_file(source);
        let mut official = Self { is_there: true, ..Self::default() };
        for table in fields.tables_up_to(limit::OFFICIAL, "series") {
            let Checked { value, diagnostics } = Series::read(table, snapshots, registry);
            fields.absorb(diagnostics);
            official.series.extend(value);
        }
        for (at, series) in official.series.iter().enumerate() {
            official.of_indicator.entry(series.of.indicator.clone()).or_default().push(at);
        }
        Checked { value: official, diagnostics: fields.finish() }
    }

    /// The series of an indicator.
    fn of(&self, indicator: &str) -> impl Iterator<Item = &Series> {
        self.of_indicator.get(indicator).into_iter().flatten().filter_map(|&at| self.series.get(at))
    }
}

impl Series {
    fn read(mut fields: Fields<'_>, snapshots: &Snapshots, registry: &Registry) -> Checked<Option<Self>> {
        let file = fields.required_text("file");
        let named = fields.required_text("indicator");
        let indicator = named.as_ref().and_then(|name| {
            let found = registry.find(&name.value);
            if found.is_none() {
                let help = match registry.nearest(&name.value) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name an indicator of content/indicators.toml".to_owned(),
                };
                let message = format!("no indicator is called `{}`", name.value);
                fields.report(Code::UnknownIndicator, name.span.clone(), message, help);
            }
            found
        });
        let unit = unit(&mut fields);
        let usual = Treated::default();
        let of = Subject {
            indicator: indicator.map_or_else(String::new, |indicator| indicator.key.clone()),
            region: fields.text("region").map(|region| region.value).filter(|region| !is_nationwide(Some(region))),
            dims: dims(fields.pairs("dims").into_iter().map(|(name, value)| (name.value, value.value))),
            kind: fields.parse("kind", Code::BadName).map(|kind| kind.value),
            basis: fields.parse("basis", Code::BadName).map(|basis| basis.value),
            treated: Treated::read(&mut fields, indicator.map_or(&usual, |indicator| &indicator.treated)),
        };
        let of = Subject { region: of.region.map(|region| Fold::shared().text(&region)), ..of };
        let source = fields.required_text("source").map(|source| source.value);
        fields.address("url");
        let retrieved = fields.date("retrieved").map(|day| day.value);
        if retrieved.is_none() && !fields.wrote("retrieved") {
            let help = "add the day on which the file was fetched: `retrieved = 2025-07-15`";
            fields.report(Code::MissingKey, fields.span(), "this series does not say when it was retrieved", help);
        }
        let layout = table::Layout::read(&mut fields);
        let rows = file.as_ref().and_then(|file| rows(&mut fields, file, snapshots, &layout));
        let read = (|| {
            let (file, unit) = (file?, unit?);
            let rows = rows?;
            indicator?;
            let series = Self {
                file: SourcePath::new(&file.value).ok()?,
                source: source?,
                retrieved: retrieved?,
                of,
                unit,
                half_place: Decimal::ZERO,
                points: BTreeMap::new(),
            };
            series.with(rows, &file, &mut fields)
        })();
        Checked { value: read, diagnostics: fields.finish() }
    }

    /// The series with the numbers of its rows.
    fn with(mut self, rows: Vec<table::Row>, file: &Written<String>, fields: &mut Fields<'_>) -> Option<Self> {
        // A file drops zeros at the end of single numbers: what its office prints is its finest place.
        let places = rows.iter().map(|row| row.number.scale()).max().unwrap_or(0);
        let half = Decimal::try_from_i128_with_scale(5, places.checked_add(1)?).ok()?;
        let exponent = rows.first().map_or(0, |row| row.exponent);
        self.half_place = self.multiplied(half, exponent).unwrap_or(Decimal::ZERO);
        for row in rows {
            let base = self.multiplied(row.number, row.exponent);
            let (Some(base), Some(first), Some(last)) = (base, row.period.start(), row.period.end()) else { continue };
            let observed = Observed { text: row.text, base, published: row.published, line: row.line };
            let known = self.points.entry((first, last)).or_default();
            if let Some(other) = known.iter().find(|other| other.published == observed.published && other.base != base)
            {
                let message = format!(
                    "`{}` has two numbers for {}, in lines {} and {}",
                    file.value,
                    row.period.code(),
                    other.line,
                    observed.line
                );
                let help = "say which rows are meant, as in `rows = { REF_AREA = \"CN\" }`";
                fields.report(Code::BadQuantity, file.span.clone(), message, help);
                return None;
            }
            known.push(observed);
        }
        self.points.values_mut().for_each(|all| all.sort_by_key(|observed| observed.published));
        Some(self)
    }

    /// A number of the file in the base unit: times the scale of its unit and its power of ten.
    fn multiplied(&self, number: Decimal, exponent: i32) -> Option<Decimal> {
        let ten = Decimal::TEN;
        let steps = (0..exponent.unsigned_abs()).try_fold(Decimal::ONE, |power, _| power.checked_mul(ten))?;
        let number = if exponent < 0 { number.checked_div(steps)? } else { number.checked_mul(steps)? };
        number.checked_mul(self.unit.value_base())
    }
}

/// What the numbers are in: `%`, `亿元`, nothing for an index.
fn unit(fields: &mut Fields<'_>) -> Option<Quantity> {
    let unit = fields.text("unit").unwrap_or(Written { value: String::new(), span: fields.span() });
    let text = match unit.value.as_str() {
        "pp" => "1个百分点".to_owned(),
        unit => format!("1{unit}"),
    };
    match text.parse::<Quantity>() {
        Ok(one) => Some(one),
        Err(malformed) => {
            fields.report(Code::BadQuantity, unit.span, malformed.message, "write the unit alone: `%`, `亿元`, `pp`");
            None
        }
    }
}

/// The rows of a snapshot; none where it cannot be read, which is reported.
fn rows(
    fields: &mut Fields<'_>,
    file: &Written<String>,
    snapshots: &Snapshots,
    layout: &table::Layout,
) -> Option<Vec<table::Row>> {
    let path = SourcePath::new(&file.value).ok().filter(is_snapshot);
    let Some(path) = path else {
        let message = format!("`{}` is no snapshot", file.value);
        let help = "put a .csv, .tsv or .xlsx file below official/ and write its path: `official/cpi.csv`";
        fields.report(Code::BadPath, file.span.clone(), message, help);
        return None;
    };
    let Some(bytes) = snapshots.get(&path) else {
        let help = "put the snapshot there, or correct the path";
        fields.report(Code::BadPath, file.span.clone(), format!("there is no file `{}`", file.value), help);
        return None;
    };
    match table::read(bytes, path.extension(), layout) {
        Ok(rows) => Some(rows),
        Err(wrong) => {
            fields.report(
                Code::BadQuantity,
                file.span.clone(),
                format!("`{}`: {}", file.value, wrong.message),
                wrong.help,
            );
            None
        }
    }
}

/// Dimensions in the one form of all scripts, in order.
fn dims(dims: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let fold = |text: &str| Fold::shared().text(text);
    let mut dims: Vec<_> = dims.map(|(name, value)| (fold(&name), fold(&value))).collect();
    dims.sort();
    dims
}
