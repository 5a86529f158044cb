//! Figures in English and back.
//!
//! In: figures. Out: nothing.
//!
//! May touch: nothing

use super::*;
use proptest::prelude::*;

fn units() -> Units {
    let mut units = Units::default();
    for (unit, name) in [
        ("吨", "tonne|tonnes"),
        ("个", "()"),
        ("家", "(enterprise)"),
        ("人", "person|people"),
        ("公斤", "kg"),
        ("千瓦时", "kWh"),
    ] {
        units.add(unit, name);
    }
    units
}

fn written(text: &str, style: &Style) -> String {
    let quantity: Quantity = text.parse().expect("a quantity");
    let units = units();
    Writer { units: &units, style: *style }.write(Amount::of(&quantity), None).expect("a unit with a name").text()
}

#[test]
fn the_decimal_point_moves_and_no_digit_is_lost() {
    let usual = Style::default();
    for (chinese, english) in [
        ("55788亿元", "5.5788 trillion yuan"),
        ("41万", "410,000"),
        ("90亿", "9 billion"),
        ("6.0万亿", "6.0 trillion"),
        ("12.0亿元", "1.20 billion yuan"),
        ("100.0亿", "10.00 billion"),
        ("超过3万亿元", "over 3 trillion yuan"),
        ("近82亿元", "nearly 8.2 billion yuan"),
        ("550多万个", "more than 5.5 million"),
        ("3万余人", "more than 30,000 people"),
        ("5个以上", "5 or more"),
        ("1人", "1 person"),
        ("约500万吨", "about 5 million tonnes"),
        ("0.55万吨", "5,500 tonnes"),
        ("6.8万元", "68,000 yuan"),
        ("1234567元", "1,234,567 yuan"),
        ("3520元/吨", "3,520 yuan per tonne"),
        ("2800元/家", "2,800 yuan per enterprise"),
        ("6.0%", "6.0%"),
        ("3.4个百分点", "3.4 percentage points"),
        ("1个百分点", "1 percentage point"),
        ("0.1个百分点", "0.1 percentage point"),
        ("18100.0亿美元", "1.81000 trillion US dollars"),
        ("99.7", "99.7"),
        ("-1.2%", "−1.2%"),
        ("0亿元", "0 yuan"),
        ("0.005亿元", "500,000 yuan"),
        ("7.05亿美元", "705 million US dollars"),
        ("29兆1,234亿元", "29.1234 trillion yuan"),
    ] {
        assert_eq!(written(chinese, &usual), english, "{chinese}");
    }
}

#[test]
fn what_grew_by_its_own_size_has_doubled() {
    let units = units();
    let writer = Writer { units: &units, style: Style::default() };
    for (times, english) in
        [("1倍", "doubled"), ("2倍", "tripled"), ("1.5倍", "+150%"), ("近1倍", "nearly +100%"), ("12倍", "+1,200%")]
    {
        let quantity: Quantity = times.parse().expect("a quantity");
        assert_eq!(writer.multiplied(&Amount::of(&quantity), "+"), english, "{times}");
    }
}

#[test]
fn a_house_writes_as_its_examples_do() {
    let style = |money: &str| Style::default().money(money).expect("an example");
    assert_eq!(written("55788亿元", &style("5,578.8 billion yuan")), "5,578.8 billion yuan");
    assert_eq!(written("55788亿元", &style("RMB 5.58 trillion")), "RMB 5.5788 trillion");
    assert_eq!(written("55788亿元", &style("RMB5.58 trillion")), "RMB5.5788 trillion");
    assert_eq!(written("超过3亿港元", &style("RMB 5.58 trillion")), "over HK$300 million");
    assert_eq!(written("3亿港元", &style("CNY 5,578.8 billion")), "HKD 300 million");
    let taiwan = style("RMB 5.58 trillion").counting_in("TWD").expect("a currency");
    assert_eq!(written("3.5兆元", &taiwan), "NT$3.5 trillion");
    assert_eq!(written("6.4%", &Style::default().percents("6.4 percent").expect("an example")), "6.4 percent");
    for wrong in ["", "yuan", "5.58 yuan", "5.58 trillion coins", "$5.58 trillion", "RMB 5.58 trillion yuan"] {
        assert!(Style::default().money(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_begins_with_a_figure_is_read() {
    let units = units();
    let read =
        |text: &str| read(text, &units).map(|read| (read.value.to_string(), read.unit, read.approx.code(), read.len));
    let found = |value: &str, unit: &str, approx, len| Some((value.to_owned(), unit.to_owned(), approx, len));
    assert_eq!(read("5.58 trillion yuan, up"), found("5580000000000", "CNY", "exact", 18));
    assert_eq!(read("about HK$1,234.5 million."), found("1234500000", "HKD", "about", 24));
    assert_eq!(read("6.4 percent"), found("6.4", "%", "exact", 11));
    assert_eq!(read("0.3 percentage points lower"), found("0.3", "pp", "exact", 21));
    assert_eq!(read("5, 6"), found("5", "", "exact", 1));
    assert_eq!(read("12 tonnes of coal"), found("12", "tonnes", "exact", 9));
    assert_eq!(read("5 or more"), found("5", "", "ge", 9));
    assert_eq!(read("yuan"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    /// What is written is read again: the same value, unit and closeness.
    #[test]
    fn what_is_written_is_read_again(
        mantissa in 0_i64..10_000_000_000,
        places in 0_u32..5,
        scale in 0_usize..6,
        unit in 0_usize..8,
        approx in 0_usize..7,
        house in 0_usize..4,
    ) {
        let number = Decimal::try_new(mantissa, places).expect("a small scale");
        let scale = ["", "百", "万", "百万", "亿", "万亿"][scale];
        let unit = ["元", "美元", "吨", "个", "人", "%", "个百分点", ""][unit];
        let scale = if unit.starts_with(['%', '个']) && unit != "个" { "" } else { scale };
        let (before, after) = [("", ""), ("超过", ""), ("", "以上"), ("近", ""), ("约", ""), ("不足", ""), ("", "以内")][approx];
        let text = format!("{before}{number}{scale}{unit}{after}");
        let Ok(quantity) = text.parse::<Quantity>() else { return Ok(()) };
        let examples = ["5.58 trillion yuan", "5,578.8 billion yuan", "RMB 5.58 trillion", "CNY5.58 trillion"];
        let style = Style::default().money(examples[house]).expect("an example");
        let units = units();
        let english = Writer { units: &units, style }.write(Amount::of(&quantity), None).expect("a name").text();
        prop_assert!(english.is_ascii(), "{english}");
        let read = read(&english, &units).expect("a figure");
        prop_assert_eq!(read.value, quantity.value_base(), "{}", &english);
        prop_assert_eq!(read.approx, quantity.approx(), "{}", &english);
        prop_assert_eq!(read.len, english.len(), "{}", &english);
        let wanted = match unit { "元" => "CNY", "美元" => "USD", "吨" => "tonnes", "人" => "people", "%" => "%", "个百分点" => "pp", _ => "" };
        prop_assert_eq!(read.unit, wanted, "{}", english);
    }
}

#[test]
fn headlines_have_the_abbreviation_that_a_name_says() {
    for (name, short) in [
        ("Gross domestic product (GDP)", "GDP"),
        ("Purchasing Managers' Index (PMI) of manufacturing", "PMI of manufacturing"),
        ("Output of new energy vehicles (NEVs)", "Output of NEVs"),
        ("Outstanding aggregate financing to the real economy (AFRE)", "Outstanding AFRE"),
        ("Core CPI (excluding the prices of food and energy)", "Core CPI (excluding the prices of food and energy)"),
        ("Exports (FOB)", "Exports (FOB)"),
        ("Retail sales", "Retail sales"),
        ("(A) (", "(A) ("),
    ] {
        assert_eq!(abbreviated(name), short);
    }
}
