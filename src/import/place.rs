//! The region of an article.
//!
//! In: an article. Out: its province, its city, or the country.
//!
//! May touch: text, figure

use super::articles::Article;
use super::letters::{Text, is_han};
use super::list::List;

/// The region of an article: the province or city of its title or first paragraph, or the country.
pub(crate) fn region(article: &Article) -> Option<String> {
    const PROVINCES: List = List(
        "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 \
     贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾",
    );
    let texts: Vec<String> = article.title.iter().chain(article.paragraphs().take(1)).map(Text::plain).collect();
    let all: String = article.paragraphs().map(Text::plain).collect();
    let local = ["全省", "全市", "全区", "全县", "省统计局", "市统计局", "本市", "本省", "我省", "我市", "本港"]
        .iter()
        .any(|word| all.contains(word));
    for text in &texts {
        let city = text.char_indices().filter(|(_, c)| *c == '市').find_map(|(at, _)| city_before(text, at));
        let province = PROVINCES.iter().filter_map(|name| Some((text.find(name)?, name))).min();
        match (local, city, province) {
            (true, Some(city), None) => return Some(city),
            (true, _, Some((_, name))) => return Some(full_name(name)),
            (true, None, None) | (false, ..) => {}
        }
    }
    let national = ["全国", "我国", "国家统计局", "中国人民银行", "海关总署"].iter().any(|word| all.contains(word));
    (national && !local).then(|| "全国".to_owned())
}

/// `临江市` at the beginning of a text or after a punctuation mark.
fn city_before(text: &str, at: usize) -> Option<String> {
    let before: Vec<char> = text[..at].chars().rev().take(4).collect();
    let name: String = before.iter().take_while(|&&c| is_han(c)).collect::<Vec<_>>().into_iter().rev().collect();
    let letters = name.chars().count();
    (letters == 2 || letters == 3).then(|| format!("{name}市")).filter(|_| {
        let (before, behind) = (&text[..at + "市".len()], &text[at + "市".len()..]);
        // 专业市场 is no city, and what is told to reporters is told 从市统计局.
        !["全市", "城市", "都市", "超市", "股市", "从市", "自市", "由市", "两市"]
            .iter()
            .any(|word| before.ends_with(word))
            && !behind.starts_with(['场', '民', '值', '价', '况', '面', '容'])
    })
}

fn full_name(province: &str) -> String {
    match province {
        "北京" | "天津" | "上海" | "重庆" => format!("{province}市"),
        "内蒙古" | "西藏" => format!("{province}自治区"),
        "广西" => "广西壮族自治区".to_owned(),
        "宁夏" => "宁夏回族自治区".to_owned(),
        "新疆" => "新疆维吾尔自治区".to_owned(),
        "香港" | "澳门" | "台湾" => province.to_owned(),
        province => format!("{province}省"),
    }
}
