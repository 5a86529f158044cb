//! What figures in phrases are of: names that are put together from those of their parts.
//!
//! In: `广东省社会消费品零售总额`, `规模以上工业企业单位数`, `进口额（东部）`. Out: the same in English, of which every part has a name.
//!
//! May touch: figure, label

use super::super::currency;
use super::super::english::placed;
use super::Phrases;
use super::relations::{aged, state};
use super::times::number;
use super::values::joined;
use crate::edition::lexicon::{after, begins, capital, one_of, table, whole};
use crate::edition::words::Words;
use crate::figure::Scale;
use crate::label::Label;

/// How names begin that say they are of the whole nation, though what they name is counted for its regions too.
const NATIONAL: [&str; 8] = [
    "Nationwide ",
    "National online",
    "National general public",
    "National tax",
    "National non-tax",
    "National revenue",
    "National expenditure",
    "National saving",
];

impl Phrases<'_> {
    /// What a figure is of: a name, several, one of a region, or one that is measured in some way.
    pub(super) fn subject(&self, text: &str) -> Option<String> {
        if let Some(known) = self.named.borrow().get(text) {
            return known.clone();
        }
        let name = self.name(text);
        self.named.borrow_mut().insert(text.to_owned(), name.clone());
        name
    }

    /// The same, looked for by its parts.
    fn name(&self, text: &str) -> Option<String> {
        self.step()?;
        let text = text.trim_end_matches(['的', '之', '：', ':', '，', ' ']);
        if text.is_empty() {
            return None;
        }
        // Industries have been joined by 及 as well as by 和.
        let names = &self.english.translations;
        if let Some(name) = names.find(text).or_else(|| names.find(&text.replace('及', "和"))) {
            return Some(self.abroad(text, name));
        }
        let heading = || text.ends_with(['）', ')']).then(|| self.unbracketed(text))?;
        if let Some(made) = heading().or_else(|| self.by_part(text)).or_else(|| numbered(text)) {
            return Some(made);
        }
        if let Some(rest) = text.strip_prefix("累计") {
            return self.subject(rest).map(|name| format!("Cumulative {}", self.small(&name)));
        }
        if let Some(rest) = text.strip_prefix("合计") {
            return self.subject(rest);
        }
        if let Some(rest) = after("held", text) {
            return self.subject(rest);
        }
        // 企业实现利润, 银行累计结汇
        let within = ["实现", "累计", "录得", "完成", "共有"].into_iter().find_map(|word| text.split_once(word));
        // 营业额累计年增率 is of the year to date.
        let is_rate = |name: &str| ["年增率", "同比增速"].iter().any(|rate| name.starts_with(rate));
        if let Some((of, name)) = within.filter(|(of, name)| !of.is_empty() && !is_rate(name))
            && let Some(name) = self.subject(&[of, name].concat())
        {
            return Some(name);
        }
        // 城镇居民消费价格指数 is a name of a region before it is a price index of consumption.
        let known = |name: &str| self.english.translations.find(name).map(str::to_owned);
        let plain = self.unbracketed(text).or_else(|| self.in_region(text, known));
        let plain = plain.or_else(|| aged(text)).or_else(|| self.sized(text)).or_else(|| self.mannered(text));
        let made = plain.or_else(|| {
            let (name, state) = state(text)?;
            match name {
                "" => Some(capital(state)),
                name => Some(format!("{}{}", self.subject(name)?, self.labels.aside(state))),
            }
        });
        let made = made.or_else(|| self.with_place(text));
        let how = self.order(text);
        let made = made.or_else(|| how.into_iter().find_map(|how| self.measured(how, text)));
        let made = made
            .or_else(|| self.at_the_end(text))
            .or_else(|| self.contribution(text))
            .or_else(|| self.in_region(text, |name| self.subject(name)));
        made.or_else(|| self.share_of(text)).or_else(|| self.termed(text)).or_else(|| self.several(text)).or_else(
            || {
                // 一般公共预算支出：教育
                let (name, part) = text.split_once(['：', ':'])?;
                Some(self.labels.pair(&self.subject(name)?, &self.small(&self.subject(part)?)))
            },
        )
    }

    /// A name that its office gives what it counts, with the place where the text is of another: 台湾出口额 in a text of the
    /// mainland.
    fn abroad(&self, text: &str, name: &str) -> String {
        let place = currency::place(text).filter(|(place, code)| *place != text && *code != self.own);
        match place.and_then(|(place, _)| self.english.translations.place(place)) {
            Some(region) if !name.contains(region) => self.english.located(name, region, self.labels),
            _ => name.to_owned(),
        }
    }

    /// In which order it is asked how something is measured: 国内生产总值构成 is the composition of something that has a name,
    /// and nothing domestic.
    fn order(&self, text: &str) -> [&'static str; 4] {
        let before = |word: &&'static str| word.split_once('…').map(|(before, _)| before);
        let mut befores = table("modifiers").iter().filter_map(|(word, _)| before(word));
        let modifier = befores.find(|before| !before.is_empty() && text.starts_with(before));
        let is_known = |before: &str| {
            let mut ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > before.len());
            ends.any(|at| self.english.translations.find(&text[..at]).is_some() || numbered(&text[..at]).is_some())
        };
        match modifier.is_some_and(is_known) {
            true => ["of", "modifiers", "qualities", "doing"],
            false => ["modifiers", "of", "qualities", "doing"],
        }
    }

    /// `10年期国债收益率`: of what term something is.
    fn termed(&self, text: &str) -> Option<String> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (count, rest) = text.split_at(digits);
        let terms = [("年期", "year"), ("个月期", "month"), ("天期", "day"), ("日期", "day")];
        let (unit, name) = terms.into_iter().find_map(|(word, unit)| Some((unit, rest.strip_prefix(word)?)))?;
        (digits > 0).then(|| Some(format!("{count}-{unit} {}", self.small(&self.subject(name)?))))?
    }

    /// `第三产业增加值占GDP比重`: a share, by its name.
    fn share_of(&self, text: &str) -> Option<String> {
        let body = ["的比重", "比重", "的比例", "比例", "的比率", "比率", "的份额", "份额"]
            .iter()
            .find_map(|end| text.strip_suffix(end))?;
        let (part, of) = body.split_once('占').filter(|(part, of)| !part.is_empty() && !of.is_empty())?;
        Some(format!("Share of {} in {}", self.small(&self.subject(part)?), self.whole(of)?))
    }

    /// `按教育程度分之失业率`: a name, and what it is broken down by.
    fn by_part(&self, text: &str) -> Option<String> {
        let said =
            |part: &str, name: &str| Some(format!("{} by {}", self.subject(name)?, self.small(&self.subject(part)?)));
        // 分地区年末人口数
        if let Some(body) = text.strip_prefix('分') {
            return body.char_indices().skip(2).find_map(|(at, _)| said(&body[..at], &body[at..]));
        }
        let body = text.strip_prefix('按')?;
        let parted = ["划分的", "分的", "分之", "分"].into_iter().find_map(|word| body.split_once(word));
        let (part, name) = parted.filter(|(_, name)| !name.is_empty())?;
        said(part, name)
    }

    /// `金融机构年末贷款余额`: a level at the end of a time.
    fn at_the_end(&self, text: &str) -> Option<String> {
        table("ends").iter().find_map(|(word, english)| {
            let (before, after) = text.split_once(word)?;
            let after = Some(after.trim_start_matches('的')).filter(|after| !after.is_empty())?;
            Some(format!("{} {english}", self.subject(&[before, after].concat())?))
        })
    }

    /// What brackets behind a name say: `（东部）`, `（不含农户）`, `（上年同月=100）`, `（亿元，按当年价格计算）`.
    pub(super) fn aside(&self, inner: &str) -> Option<String> {
        let whole = self.said_aside(inner);
        let parts =
            || inner.split(['，', ',', '；', ';']).map(|part| self.said_aside(part.trim())).collect::<Option<Vec<_>>>();
        let said = whole.or_else(|| parts().map(|parts| parts.join(", ")))?;
        Some(self.labels.aside(&said))
    }

    /// One thing that brackets say.
    fn said_aside(&self, inner: &str) -> Option<String> {
        let told = self.base(inner).or_else(|| headed(&self.words, inner)).or_else(|| priced(inner));
        let told = told.or_else(|| whole("asides", inner).map(str::to_owned));
        // 每千人口 says of how many, as a modifier does: {} per 1,000 population.
        let per = || {
            let (_, english) = table("modifiers").iter().find(|(word, _)| word.strip_suffix('…') == Some(inner))?;
            english.strip_prefix("{} ").map(str::to_owned)
        };
        if let Some(told) = told.or_else(per) {
            return Some(told);
        }
        // 年增率% is a change, and what it is counted in.
        if let Some(rest) = inner.strip_suffix(['%', '％']).filter(|rest| !rest.is_empty()) {
            return Some(format!("{}, %", self.said_aside(rest)?));
        }
        let (word, name) = begins("including", inner).unwrap_or(("", inner));
        let name = name.split('、').map(|name| Some(self.small(&self.subject(name)?))).collect::<Option<Vec<_>>>()?;
        Some(format!("{word} {}", joined(&name)).trim().to_owned())
    }

    /// What an index has as its base: `上年同月=100`, `2020年为100`.
    pub(super) fn base(&self, text: &str) -> Option<String> {
        let (of, hundred) = text.split_once(['=', '＝', '为'])?;
        let number = hundred.trim();
        if !number.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(number, "100" | "1000" | "1") {
            return None;
        }
        let of = of.trim().trim_start_matches('以');
        let year = of.strip_suffix('年').unwrap_or(of);
        let year = year.parse::<u16>().ok().filter(|year| year.to_string().len() == of.trim_end_matches('年').len());
        let of = match year {
            // 100年 is a year of the calendar of Taiwan.
            Some(year @ 50..=199) if of.ends_with('年') => (year + 1911).to_string(),
            Some(year @ 1900..=2100) => year.to_string(),
            _ => match self.times().take(of) {
                // 1992年9月=100
                Some((when, "")) if of.starts_with(|c: char| c.is_ascii_digit()) => when.plain,
                _ => whole("bases", of)?.to_owned(),
            },
        };
        Some(format!("{of}={number}"))
    }

    /// 采购经理指数（PMI） is known without its acronym, as 总指数（即核心CPI） is without what it is called too, and
    /// 失业率（经季节性调整） is measured in that manner. Anything else is said behind the name.
    fn unbracketed(&self, text: &str) -> Option<String> {
        let (name, rest) = text.rsplit_once(['（', '('])?;
        let (inner, rest) = rest.split_once(['）', ')'])?;
        let is_told = whole("asides", inner).is_some_and(|told| !told.ends_with("adjusted"));
        let manner = begins("manners", inner).filter(|(_, rest)| rest.is_empty() && !is_told).map(|_| inner);
        let is_acronym = inner.is_ascii() && inner.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_other_name = is_acronym && self.base(inner).is_none() || one_of(&["即", "简称"], inner).is_some();
        let whole = [manner.unwrap_or_default(), name, rest].concat();
        if manner.is_some() || is_other_name {
            return self.subject(&whole);
        }
        // 纳斯达克综合指数（纳指） is one name twice.
        let aside = match self.subject(inner).filter(|inner| self.subject(&whole).as_ref() == Some(inner)) {
            Some(_) => String::new(),
            None => self.aside(inner)?,
        };
        // 规模以上工业增加值同比增长（%） is the name of a growth.
        let grown = || {
            let (of, growth) =
                table("grown").iter().find_map(|(end, growth)| Some((whole.strip_suffix(end)?, growth)))?;
            Some(growth.replace("{}", &self.small(&self.subject(of)?)))
        };
        let name = grown().or_else(|| self.subject(&whole))?;
        // Of a name that says what it excludes, or that it is a number, that is not said again.
        let is_said = aside.starts_with(" (excluding") && name.contains("(excluding")
            || aside == " (number)" && name.starts_with("Number of");
        Some(if is_said { name } else { format!("{name}{aside}") })
    }

    /// `规模以上工业营业收入`: a name of enterprises of a size.
    fn sized(&self, text: &str) -> Option<String> {
        let (size, rest) = begins("sized", text)?;
        let name = self.subject(rest.trim_start_matches('的'))?;
        // 规上工业产销率 is a name that says whose it is.
        Some(if name.ends_with(size) { name } else { format!("{name} {size}") })
    }

    /// A name that says how it is measured: `实际利用外资` is what was utilized, and no real value.
    fn mannered(&self, text: &str) -> Option<String> {
        let (manner, rest) = begins("manners", text)?;
        if one_of(&["利用", "使用", "到位"], rest).is_some() || text.starts_with("日均") {
            return None;
        }
        let name = self.subject(rest.trim_start_matches(['的', '之']))?;
        // What is counted is actual, and no value in real terms.
        let is_counted = table("counting").iter().any(|(end, _)| rest.ends_with(end));
        Some(match manner {
            "in real terms" if is_counted && text.starts_with("实际") => format!("Actual {}", self.small(&name)),
            "in real terms" if name.starts_with("Real ") => name,
            "in real terms" => format!("Real {}", self.small(&name)),
            "in nominal terms" => format!("Nominal {}", self.small(&name)),
            "on average" => format!("Average {}", self.small(&name)),
            "on a seasonally adjusted basis" => format!("Seasonally adjusted {}", self.small(&name)),
            manner => format!("{name}{}", self.labels.aside(manner)),
        })
    }

    /// What is measured of something that has a name: `汽车产量`, `人均消费支出`, `按行业分`.
    fn measured(&self, how: &str, text: &str) -> Option<String> {
        table(how).iter().find_map(|(word, english)| {
            let name = match word.split_once('…') {
                Some((before, after)) => text.strip_prefix(before)?.strip_suffix(after)?,
                None => text.strip_suffix(word)?,
            };
            match name.trim_end_matches(['的', '之']) {
                // 出口价格及进口价格 are two names.
                name if name.contains(word) && table("between").iter().any(|(mark, _)| name.contains(mark)) => None,
                // 销售面积 alone is floor space sold.
                "" => english.contains(" of {}").then(|| english.replace(" of {}", "")),
                // 上海用电量 is said of a region, and 环比增加值 of a change.
                name if self.english.translations.place(name).is_some() || self.times().against(name).is_some() => None,
                name => {
                    let name = self.subject(name)?;
                    // An index of what has several words is said before them, and no total twice.
                    let english = match *english {
                        "{} index" if name.contains(" of ") || name.contains(" in ") => "Index of {}",
                        "Total {}" if name.starts_with("Total ") => "{}",
                        "Total {}" if name.ends_with(" enterprises") || name == "Enterprises" => "Total number of {}",
                        // Orders come from a place.
                        "Export orders for {}" if self.are_places(text, word) => "Export orders from {}",
                        // 外出农民工规模 is how many they are.
                        "Size of {}"
                            if [" workers", " students", " users"].iter().any(|of| format!(" {name}").contains(of)) =>
                        {
                            "Number of {}"
                        }
                        "Month-on-month index of {}" if name.contains("indices") => "Month-on-month {}",
                        "Year-on-year index of {}" if name.contains("indices") => "Year-on-year {}",
                        english => english,
                    };
                    let name = if english.starts_with("{}") { name } else { self.small(&name) };
                    // The price of Brent crude oil is what its futures have.
                    let is_price = english.ends_with("rices of {}");
                    let name = if is_price { name.trim_end_matches(" price") } else { &name };
                    // 就业人员构成 is of those who are counted, and no number of a number.
                    let counts = english.starts_with("Number of") || english.starts_with("Composition of");
                    let name = if counts { name.trim_start_matches("number of ") } else { name };
                    // 公共财政开支 is public by both.
                    let words = english.replace("{}", name);
                    let mut words: Vec<&str> = words.split(' ').collect();
                    words.dedup_by(|next, last| next.eq_ignore_ascii_case(last));
                    Some(words.join(" "))
                }
            }
        })
    }

    /// Whether what stands before a word is one place or several.
    fn are_places(&self, text: &str, word: &str) -> bool {
        let places = text.trim_end_matches(word).split(['、', '和', '及', '与']);
        places.into_iter().all(|place| self.english.translations.place(place).is_some())
    }

    /// `广东省社会消费品零售总额`: a name, and the region behind it.
    fn in_region(&self, text: &str, named: impl Fn(&str) -> Option<String>) -> Option<String> {
        let places = &self.english.translations;
        text.char_indices().skip(2).find_map(|(at, _)| {
            let region = placed(places.place(&text[..at])?);
            let rest = text[at..].trim_start_matches(['的', '之']);
            // 中国大陆及香港 are two places, and neither is in 中国.
            let between = |c| table("between").iter().any(|(mark, _)| mark.starts_with(c));
            if rest.contains(between) && rest.split(between).all(|part| places.place(part).is_some()) {
                return None;
            }
            // 全市生产总值 is that of a region.
            let name = named(if rest == "生产总值" { "地区生产总值" } else { rest })?;
            // 广东网上零售额 is no national figure.
            let own = ["National ", "Nationwide "].into_iter().find_map(|of| name.strip_prefix(of));
            let own = own.filter(|_| NATIONAL.iter().any(|of| name.starts_with(of)) && region != "China").map(capital);
            let name = own.unwrap_or(name);
            // 瑞士对美国的出口: of two places one has it, and the other is where it goes. Nor are goods exported in a place.
            let is_trade = matches!(name.split(' ').next(), Some("Exports" | "Imports"));
            if is_trade || begins("placing", rest).is_some() {
                let s = if region.ends_with('s') { "’" } else { "’s" };
                return Some(format!("{}{s} {}", capital(&region), self.small(&name)));
            }
            // 内地访港旅客 come from there.
            if region != "International" && ["访", "旅客", "游客"].iter().any(|word| rest.starts_with(word)) {
                return Some(format!("{name} from {region}"));
            }
            Some(format!("{name}{}", self.labels.fill(Label::NameIn, &[("region", &region)])))
        })
    }

    /// A name within a sentence.
    pub(super) fn small(&self, name: &str) -> String {
        self.english.small(name)
    }

    /// Several names one after the other.
    fn several(&self, text: &str) -> Option<String> {
        let marks = text.char_indices().skip(1);
        let marks = marks.filter_map(|(at, _)| {
            Some((at, table("between").iter().find(|(mark, _)| text[at..].starts_with(mark))?.0))
        });
        marks.into_iter().find_map(|(at, mark)| {
            self.step()?;
            let rest = &text[at + mark.len()..];
            // 同比 behind a name is no second one.
            if self.times().against(rest).is_some_and(|(_, rest)| rest.is_empty()) {
                return None;
            }
            let first = self.subject(&text[..at])?;
            match self.several(rest) {
                Some(rest) => Some(format!("{first}, {}", self.small(&rest))),
                None => Some(format!("{first} and {}", self.small(&self.subject(rest)?))),
            }
        })
    }
}

/// What a column is counted in, as its heading has it: `100 million yuan` of `亿元`, `tonnes` of `吨`, `number` of `家`.
fn headed(words: &Words<'_>, text: &str) -> Option<String> {
    let text = one_of(&["单位：", "单位:"], text).unwrap_or(text);
    // 新台币百万元 names the currency first.
    let first = ["人民币", "新台币", "港币"].into_iter().find_map(|word| Some((word, text.strip_prefix(word)?)));
    let turned = first.and_then(|(word, rest)| Some(format!("{}{word}", rest.strip_suffix('元')?)));
    let text = turned.as_deref().unwrap_or(text);
    let writer = words.english?;
    let many = |unit: &str| match writer.unit(Scale::One, unit)? {
        // 张 only helps to count, of beds as of cards.
        empty if empty.is_empty() => Some(match writer.units.per(unit)? {
            one @ ("household" | "case" | "transaction" | "item" | "copy") => plural(one),
            _ => String::new(),
        }),
        // Headings count persons.
        many => Some(match many.strip_suffix("people") {
            Some(scale) => format!("{scale}persons"),
            None => many,
        }),
    };
    let (counted, per) = text.split_once('/').map_or((text, None), |(counted, per)| (counted, Some(per)));
    let said = match writer.unit(Scale::One, counted) {
        Some(none) if none.is_empty() => "number".to_owned(),
        Some(_) => many(counted)?,
        None => {
            let (scale, unit) = begins("scales", counted)?;
            format!("{scale} {}", many(unit)?).trim_end().to_owned()
        }
    };
    let Some(per) = per else {
        // As yearbooks head their columns.
        return Some(said.strip_suffix(" US dollars").map_or(said.clone(), |scale| format!("USD {scale}")));
    };
    let of = writer.units.per(per).map(str::to_owned).or_else(|| {
        let (scale, unit) = begins("scales", per)?;
        Some(format!("{scale} {}", many(unit)?))
    });
    Some(format!("{said} per {}", of?))
}

/// Several of something: `households`, `facilities`.
fn plural(one: &str) -> String {
    match one.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{one}s"),
    }
}

/// `以2022年环比物量计算`, `按2020年价格计算`: in whose prices a volume is.
fn priced(text: &str) -> Option<String> {
    let body = text.strip_prefix(['以', '按']).unwrap_or(text);
    let body = body.trim_end_matches("计算").trim_end_matches("计");
    let (year, how) = body.split_once('年')?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    match how {
        "环比物量" | "连锁" if is_year => Some(format!("in chained ({year}) dollars")),
        "价格" | "不变价格" | "不变价" | "固定价格" if is_year => Some(format!("at {year} prices")),
        _ => None,
    }
}

/// `七大类`, `其他七大类`: so many of a kind.
fn numbered(text: &str) -> Option<String> {
    let (other, text) = match text.strip_prefix("其他") {
        Some(text) => ("the other ", text),
        None => ("", text),
    };
    let (count, rest) = number(text)?;
    let kind = whole("counted", rest.trim_start_matches('个'))?;
    Some(capital(&format!("{other}{count} {kind}")))
}
