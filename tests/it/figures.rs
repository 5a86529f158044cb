//! The module of figures against tables of print, and against laws that hold
//! for every string.

use std::fs;
use std::str::FromStr;

use crate::helpers::root;
use jianbao::diag::Malformed;
use jianbao::figure::{
    Approx, ApproxWord, Basis, Change, Dimension, Kind, Number, Parts, Period, Quantity, Scale, Side, Unit,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The rows of a table in tests/cases/figures, without its heading.
fn cases<const COLUMNS: usize>(name: &str) -> Vec<[String; COLUMNS]> {
    let path = root().join("tests/cases/figures").join(name);
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap()
    })
    .collect()
}

fn read<T: FromStr<Err = Malformed>>(text: &str) -> T {
    text.parse().unwrap_or_else(|malformed| panic!("{text}: {malformed}"))
}

fn dimension_code(dimension: Dimension<'_>) -> &'static str {
    match dimension {
        Dimension::Percent => "percent",
        Dimension::PercentPoint => "point",
        Dimension::PerMille => "permille",
        Dimension::Multiple => "multiple",
        Dimension::Index => "index",
        Dimension::Other(_) => "other",
    }
}

#[test]
fn quantities_are_read_and_print_as_they_were() {
    for case in cases::<8>("quantities.tsv") {
        let quantity: Quantity = read(&case[0]);
        let found = [
            quantity.to_string(),
            quantity.number().digits(),
            quantity.scale().word().to_owned(),
            quantity.unit_printed(),
            quantity.approx().code().to_owned(),
            quantity.value_base().to_string(),
            quantity.unit_base().to_owned(),
            dimension_code(quantity.dimension()).to_owned(),
        ];
        assert_eq!(found, case);
    }
}

#[test]
fn quantities_fall_into_their_parts() {
    let quantity: Quantity = read("3,400多萬元／家");
    let Parts { before, number, within, scale, amid, unit, after } = quantity.parts();
    assert_eq!(within.map(ApproxWord::word), Some("多"));
    assert_eq!((before, number, scale, amid, unit, after), (None, "3,400", Scale::Wan, None, "元/家", None));
    let place = |text| read::<Quantity>(text).word().map(|(_, place)| place);
    assert_eq!(place("超过3万家"), Some(Side::BeforeNumber));
    assert_eq!(place("3多万家"), Some(Side::AfterNumber));
    assert_eq!(place("3万多家"), Some(Side::AfterScale));
    assert_eq!(place("5年多"), Some(Side::End));
    assert_eq!(place("3万家"), None);
}

#[test]
fn changes_are_read_and_print_as_they_were() {
    for case in cases::<6>("changes.tsv") {
        let change: Change = read(&case[0]);
        let found = [
            change.to_string(),
            change.direction().code().to_owned(),
            change.amount().map_or_else(String::new, Quantity::to_string),
            change.signed().to_string(),
            change.unit_code(),
            change.word().to_owned(),
        ];
        assert_eq!(found, case);
        if let Some(amount) = change.amount() {
            assert_eq!(*amount, read(amount.text()));
        }
    }
}

#[test]
fn periods_are_read_with_their_days() {
    for case in cases::<6>("periods.tsv") {
        let period: Period = read(&case[0]);
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let found = [
            case[0].clone(),
            period.type_code().to_owned(),
            or_dash(period.start().map(|day| day.to_string())),
            or_dash(period.end().map(|day| day.to_string())),
            if period.is_cumulative() { "yes" } else { "no" }.to_owned(),
            or_dash(period.previous_year().map(|period| period.code())),
        ];
        assert_eq!(found, case);
        let code = if period == Period::Unstated { "" } else { &case[0] };
        assert_eq!(period.code(), code);
    }
}

#[test]
fn periods_are_ordered_by_their_end() {
    let sorted = ["unstated", "2024", "2025-01/2025-05", "2025-05", "2025", "2025-H2", "2025-Q4", "2025-12-31"];
    let sorted: Vec<Period> = sorted.into_iter().map(read).collect();
    assert!(sorted.is_sorted());
}

#[test]
fn names_are_understood_in_either_script() {
    for [kind, input, code] in cases("names.tsv") {
        let found = match kind.as_str() {
            "basis" => read::<Basis>(&input).code().to_owned(),
            "kind" => read::<Kind>(&input).code().to_owned(),
            "approx" => read::<Approx>(&input).code().to_owned(),
            "scale" => read::<Scale>(&input).word().to_owned(),
            "unit" => read::<Unit>(&input).to_string(),
            unknown => panic!("unknown type {unknown}"),
        };
        assert_eq!(found, code, "{input}");
    }
}

#[test]
fn the_previous_period_depends_on_the_period() {
    let over = |period| Basis::PreviousPeriod.over(&read(period));
    assert_eq!(over("2025-06"), Basis::Mom);
    assert_eq!(over("2025-Q2"), Basis::Qoq);
    assert_eq!(over("2025-H1"), Basis::PreviousPeriod);
}

fn refusal(kind: &str, input: &str) -> Option<Malformed> {
    match kind {
        "quantity" => input.parse::<Quantity>().err(),
        "change" => input.parse::<Change>().err(),
        "period" => input.parse::<Period>().err(),
        "basis" => input.parse::<Basis>().err(),
        "kind" => input.parse::<Kind>().err(),
        "approx" => input.parse::<Approx>().err(),
        "scale" => input.parse::<Scale>().err(),
        "unit" => input.parse::<Unit>().err(),
        "number" => input.parse::<Number>().err(),
        unknown => panic!("unknown type {unknown}"),
    }
}

#[test]
fn malformed_strings_are_refused_at_the_offending_piece() {
    for [kind, input, fragment, piece] in cases("malformed.tsv") {
        let malformed = refusal(&kind, &input).unwrap_or_else(|| panic!("{kind} `{input}` is accepted"));
        let text = malformed.to_string();
        assert!(text.contains(&fragment), "{input}: {text}");
        assert_eq!(&input[malformed.span], piece, "{input}: {text}");
    }
}

/// `read` either succeeds or points at bytes of the string.
fn is_sound<T: FromStr<Err = Malformed>>(text: &str) -> bool {
    match text.parse::<T>() {
        Ok(_) => true,
        Err(malformed) => text.get(malformed.span).is_some(),
    }
}

/// Every parser at once.
fn all_are_sound(text: &str) -> bool {
    is_sound::<Quantity>(text)
        && is_sound::<Change>(text)
        && is_sound::<Period>(text)
        && is_sound::<Basis>(text)
        && is_sound::<Kind>(text)
        && is_sound::<Approx>(text)
        && is_sound::<Scale>(text)
        && is_sound::<Unit>(text)
        && is_sound::<Number>(text)
}

const LEADING: &str = "(超过|超過|近|约|逾|不足|至少|不超过)?";
const NUMBER: &str = "[-+－＋−]?(0|[1-9][0-9]{0,5}|[1-9][0-9]{0,2}(,[0-9]{3}){1,2})(\\.[0-9]{1,4})?";
const SCALE: &str = "(百|千|万|萬|百万|千万|亿|億|百亿|千亿|万亿|兆)?";
const UNIT: &str = "(元|美元/桶|个|平方米|千瓦时|吨|家|人次|TEU)?";

fn exact_quantity() -> impl Strategy<Value = String> {
    (NUMBER, SCALE, " ?", UNIT).prop_map(|(number, scale, space, unit)| {
        let space = if unit.is_empty() { String::new() } else { space };
        format!("{number}{scale}{space}{unit}")
    })
}

fn quantity() -> impl Strategy<Value = String> {
    let approximate = (LEADING, exact_quantity()).prop_map(|(word, exact)| word + &exact);
    let ended = (exact_quantity(), "以上|以内|左右|多|余").prop_map(|(exact, word)| exact + &word);
    let rate = (NUMBER, "%|％|‰|个百分点|倍").prop_map(|(number, unit)| number + &unit);
    prop_oneof![approximate, ended, rate]
}

/// Strings made of the pieces that the parsers look for.
fn near_miss() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9０-９.,，+－−–%％/／～ 　-]",
        "超过|近|約|多|余|餘|以上|左右|万|萬億|千|兆|百分点|元|個|同比|环比|增长|下降|持平|月|年|季度|三|至",
        "2025|-H1|-Q2|-06|-31|上半年",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A number as ten-thousandths, counted with its digits alone: an
/// arithmetic of its own to check the exact product by.
fn ten_thousandths(digits: &str) -> i128 {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    format!("{whole}{fraction:0<4}").parse().unwrap()
}

proptest! {
    #[test]
    fn generated_quantities_print_again(text in quantity()) {
        let quantity: Quantity = read(&text);
        prop_assert_eq!(quantity.to_string(), text);
        prop_assert_eq!(read::<Quantity>(quantity.text()), quantity);
    }

    #[test]
    fn the_base_value_is_exact(text in quantity()) {
        let quantity: Quantity = read(&text);
        let factor = 10_i128.pow(quantity.scale().zeros());
        let expected = ten_thousandths(&quantity.number().digits()) * factor;
        let found = Decimal::from_i128_with_scale(expected, 4);
        prop_assert_eq!(quantity.value_base(), found);
        prop_assert_eq!(quantity.unsigned(), read::<Quantity>(quantity.unsigned().text()));
    }

    #[test]
    fn parts_mean_what_their_text_means(text in exact_quantity(), index in 0..Approx::ALL.len()) {
        let exact: Quantity = read(&text);
        let approx = Approx::ALL[index];
        let built =
            Quantity::from_parts(exact.number(), exact.scale(), exact.unit(), approx).unwrap();
        prop_assert_eq!(&read::<Quantity>(built.text()), &built);
        prop_assert_eq!(built.approx(), approx);
        prop_assert_eq!(built.value_base(), exact.value_base());
        prop_assert_eq!(built.unit_printed(), exact.unit_printed());
        prop_assert_eq!(built.number(), exact.number());
    }

    #[test]
    fn no_string_panics(text in any::<String>()) {
        prop_assert!(all_are_sound(&text));
    }

    #[test]
    fn no_near_miss_panics(text in near_miss()) {
        prop_assert!(all_are_sound(&text));
    }

    #[test]
    fn changes_print_again(sign in "增长|下降|", text in quantity()) {
        let text = format!("{sign}{text}");
        if let Ok(change) = text.parse::<Change>() {
            prop_assert_eq!(change.text(), &text);
            prop_assert!(change.amount().is_some());
        }
    }

    #[test]
    fn periods_print_again_in_order(
        one in (1001_i16..=9999, 1_i8..=12, 1_i8..=31, 0..8),
        other in (1001_i16..=9999, 1_i8..=12, 1_i8..=31, 0..8),
    ) {
        let codes = [one, other].map(|(year, month, day, form)| match form {
            0 => format!("{year}"),
            1 => format!("{year}-H{}", (month + 5) / 6),
            2 => format!("{year}-Q{}", (month + 2) / 3),
            3 => format!("{year}-{month:02}"),
            4 => format!("{}-{month:02}/{year}-{month:02}", year - 1),
            5 => format!("{year}-{month:02}-{:02}", day.min(28)),
            6 => format!("{year}-{month:02}-01/{year}-{month:02}-{:02}", day.min(28)),
            _ => format!("{}/{year}", year - 1),
        });
        let periods = codes.each_ref().map(|code| read::<Period>(code));
        for (period, code) in periods.iter().zip(&codes) {
            prop_assert_eq!(&period.code(), code);
            prop_assert!(period.start() <= period.end());
            prop_assert!(*period > Period::Unstated);
            if let Some(previous) = period.previous_year() {
                prop_assert!(previous < *period);
                prop_assert_eq!(read::<Period>(&previous.code()), previous);
            }
        }
        let [one, other] = periods;
        prop_assert_eq!(one == other, one.cmp(&other).is_eq());
        if one.end() < other.end() {
            prop_assert!(one < other);
        }
    }
}
