//! The currencies that Chinese figures are counted in.
//!
//! In: a unit, `港元`. Out: its English names and sign.
//!
//! May touch: nothing

/// A currency, by its names. Codes are those of ISO 4217.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Currency {
    /// `HKD`.
    pub(super) code: &'static str,
    /// Before a number: `HK$`.
    pub(super) sign: &'static str,
    /// After a number that is one: `Hong Kong dollar`.
    pub(super) one: &'static str,
    /// After any other: `Hong Kong dollars`.
    pub(super) many: &'static str,
    /// In zh-Hans.
    pub(super) chinese: &'static [&'static str],
}

/// How money is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `5.58 trillion yuan`.
    Words,
    /// `RMB 5.58 trillion`, `HK$5.58 trillion`.
    Sign {
        /// Whether there is a space after letters.
        spaced: bool,
    },
    /// `CNY 5.58 trillion`, `HKD 5.58 trillion`.
    Code {
        /// Whether there is a space after the letters.
        spaced: bool,
    },
}

const fn currency(
    code: &'static str,
    sign: &'static str,
    one: &'static str,
    many: &'static str,
    chinese: &'static [&'static str],
) -> Currency {
    Currency { code, sign, one, many, chinese }
}

/// Every currency that is known; the three that 元 alone may be come first.
pub(super) static CURRENCIES: [Currency; 25] = [
    currency("CNY", "RMB", "yuan", "yuan", &["人民币", "人民币元", "元人民币"]),
    currency(
        "TWD",
        "NT$",
        "New Taiwan dollar",
        "New Taiwan dollars",
        &["新台币", "新台币元", "元新台币", "台币", "台币元"],
    ),
    currency("HKD", "HK$", "Hong Kong dollar", "Hong Kong dollars", &["港元", "港币", "港币元", "元港币"]),
    currency("MOP", "MOP", "pataca", "patacas", &["澳门元", "澳门币", "澳门币元"]),
    currency("USD", "US$", "US dollar", "US dollars", &["美元", "美金"]),
    currency("EUR", "€", "euro", "euros", &["欧元"]),
    currency("GBP", "£", "pound", "pounds", &["英镑"]),
    currency("JPY", "JPY", "yen", "yen", &["日元", "日圆", "日币"]),
    currency("KRW", "KRW", "won", "won", &["韩元", "韩圆", "韩币"]),
    currency("SGD", "S$", "Singapore dollar", "Singapore dollars", &["新加坡元", "新币", "坡元", "新元"]),
    currency("AUD", "A$", "Australian dollar", "Australian dollars", &["澳元", "澳币"]),
    currency("NZD", "NZ$", "New Zealand dollar", "New Zealand dollars", &["新西兰元", "纽元", "纽币"]),
    currency("CAD", "C$", "Canadian dollar", "Canadian dollars", &["加元", "加币"]),
    currency("CHF", "CHF", "Swiss franc", "Swiss francs", &["瑞士法郎", "瑞郎"]),
    currency("RUB", "RUB", "ruble", "rubles", &["卢布"]),
    currency("INR", "INR", "rupee", "rupees", &["印度卢比", "卢比"]),
    currency("THB", "THB", "baht", "baht", &["泰铢"]),
    currency("MYR", "RM", "ringgit", "ringgit", &["林吉特", "马币", "令吉"]),
    currency("VND", "VND", "dong", "dong", &["越南盾"]),
    currency("IDR", "IDR", "rupiah", "rupiah", &["印尼盾", "印尼卢比"]),
    currency("PHP", "PHP", "Philippine peso", "Philippine pesos", &["比索", "菲律宾比索"]),
    currency("BRL", "BRL", "real", "reais", &["雷亚尔"]),
    currency("ZAR", "ZAR", "rand", "rand", &["兰特"]),
    currency("KZT", "KZT", "tenge", "tenge", &["坚戈"]),
    currency("TRY", "TRY", "Turkish lira", "Turkish lira", &["土耳其里拉", "里拉"]),
];

/// The currency of an ISO code.
pub(super) fn by_code(code: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|currency| currency.code == code)
}

/// The currency that a unit names in so many words; 元 alone is none.
pub(super) fn named(unit: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|currency| currency.chinese.contains(&unit))
}
