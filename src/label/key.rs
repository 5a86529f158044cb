//! The strings of the label files that code asks for by name.
//!
//! In: nothing. Out: [`Label`]. A string that only templates print is not here.
//!
//! May touch: nothing

/// A string of section `ui` of the label files: `Label::ListDescription` is `list_description`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Label {
    AboveExpected,
    Accel,
    AlertCaution,
    AlertImportant,
    AlertNote,
    AlertTip,
    AlertWarning,
    AllIndicators,
    Anchor,
    Approximate,
    Archive,
    AsExpected,
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    AsText,
    BelowExpected,
    BulletinOf,
    ByHand,
    Calendar,
    CalendarText,
    CalendarZone,
    #[cfg_attr(not(feature = "paged"), allow(dead_code))]
    CardSans,
    #[cfg_attr(not(feature = "paged"), allow(dead_code))]
    CardSerif,
    Change,
    ChartAbove,
    ChartAt,
    ChartBelow,
    ChartCut,
    ChartDesc,
    ChartDescLatest,
    ChartDescLine,
    ChartDescLines,
    ChartNow,
    ChartRange,
    ChartRegions,
    ChartSame,
    ChartSmall,
    ChartSmallNote,
    ChartSub,
    ChartTable,
    ChartThen,
    ChartTilesNote,
    ChartTilesNoteBare,
    Citation,
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Columns,
    ComparedBefore,
    ComparedWith,
    ComparePeriods,
    CompareRegions,
    #[cfg_attr(not(feature = "paged"), allow(dead_code))]
    Contents,
    Converted,
    Copy,
    CorrectionElsewhere,
    CorrectionOld,
    CorrectionTold,
    Data,
    DataCorrections,
    DataCorrectionsText,
    DataFigures,
    DataFiguresText,
    DataPackage,
    DataRevisions,
    DataRevisionsText,
    DataVintages,
    DataVintagesText,
    DataSeries,
    DataSeriesText,
    DataText,
    Derived,
    DerivedComputed,
    DerivedOthers,
    DerivedPrevious,
    DigestCount,
    DigestDays,
    DigestFigures,
    DigestMonth,
    DigestRange,
    DigestWeek,
    Digests,
    DigestsMonth,
    DigestsWeek,
    Edition,
    EmbedFrom,
    Fall,
    FallBy,
    FallOf,
    Expected,
    Feed,
    FeedCorrection,
    FeedEdition,
    FeedText,
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Figures,
    FiguresOf,
    FiguresOnly,
    Flat,
    Forecast,
    GrowthChart,
    HeadlineAcross,
    HeadlineBoth,
    HeadlineChange,
    HeadlineEach,
    HeadlineValue,
    Home,
    IncreaseIn,
    Indicator,
    Indicators,
    Interval,
    Invitation,
    JoinAside,
    JoinChange,
    JoinGap,
    JoinList,
    JoinMeasured,
    JoinPair,
    JoinPhrase,
    JoinFacts,
    JoinPlaced,
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    License,
    Links,
    ListDescription,
    MadeWith,
    Missing,
    NameIn,
    NextOf,
    NoChange,
    NotFound,
    NotFoundText,
    NoteElsewhere,
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Notes,
    Original,
    OtherTopics,
    Page,
    PageOf,
    Period,
    Points,
    PointsShown,
    #[strum(serialize = "polarity_higher-is-better")]
    PolarityHigher,
    #[strum(serialize = "polarity_lower-is-better")]
    PolarityLower,
    PolarityNeutral,
    Preliminary,
    PrintFirst,
    PrintLater,
    PrintLatest,
    ReadingTime,
    Region,
    RegionCount,
    Revised,
    RevisedFrom,
    RevisedTo,
    RowsOmitted,
    Rise,
    RiseBy,
    RiseOf,
    SaidBoth,
    SaidChange,
    SaidValue,
    ScriptEn,
    #[strum(serialize = "script_zh-hans")]
    ScriptHans,
    #[strum(serialize = "script_zh-hant-hk")]
    ScriptHantHk,
    #[strum(serialize = "script_zh-hant-tw")]
    ScriptHantTw,
    Search,
    SiteDescription,
    SiteTitle,
    Source,
    SummaryOnly,
    TableCorrections,
    TableFigures,
    TableRevisions,
    TableVintages,
    TableSeries,
    Target,
    Topic,
    Topics,
    UnitIs,
    Value,
    Verified,
    Vintages,
}

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::asset;
    use crate::label::Labels;
    use crate::path::SourcePath;
    use crate::source::Source;
    use std::collections::{BTreeMap, BTreeSet};
    use strum::VariantArray;

    /// The default theme's files by name, with their text.
    fn theme() -> BTreeMap<String, String> {
        let text = |file: asset::BuiltIn| (file.name, String::from_utf8_lossy(&file.bytes).into_owned());
        asset::templates().into_iter().map(text).collect()
    }

    /// The strings that a template prints: `t.archive`.
    fn printed(template: &str) -> impl Iterator<Item = &str> {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let reads = template.match_indices("t.").filter(move |(at, _)| !template[..*at].ends_with(word));
        reads.map(move |(at, _)| template[at + 2..].split(|c| !word(c)).next().unwrap_or_default())
    }

    #[test]
    fn a_label_file_has_each_string_that_code_or_a_template_asks_for_and_no_other() {
        let theme = theme();
        let templates = theme.iter().filter(|(name, _)| name.ends_with(".html"));
        let of_templates = templates.flat_map(|(_, text)| printed(text));
        let of_code = Label::VARIANTS.iter().map(|label| {
            let key: &'static str = label.into();
            key
        });
        let asked: BTreeSet<&str> = of_templates.chain(of_code).collect();
        let files: Vec<_> = theme.iter().filter(|(name, _)| name.starts_with("labels/")).collect();
        assert_eq!(files.len(), 4);
        for (name, text) in files {
            let labels = Labels::parse([&Source::new(SourcePath::new(name).expect("a path"), text)]).value;
            assert_eq!(labels.ui().keys().map(String::as_str).collect::<BTreeSet<_>>(), asked, "{name}");
        }
    }
}
