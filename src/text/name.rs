//! Surnames, where the sentence shows that one stands there.
//!
//! 于 is a preposition and prints 於, but the official 于泽远 is 于澤遠; 范 is 範, but 范一飞 is
//! 范一飛. A surname is believed where a title, a verb of speaking or a byline's bracket stands
//! beside a name of two or three characters.
//!
//! In: Simplified text. Out: where surnames stand and how they are written.
//!
//! May touch: nothing

use super::finder::Finder;
use super::sorted::Sorted;
use super::{Variant, is_han};
use std::ops::Range;
use std::sync::LazyLock;

/// Surnames whose character is not the one that the tables would take, or not always.
const SURNAMES: [(&str, &str); 16] = [
    ("于", "于"),
    ("余", "余"),
    ("范", "范"),
    ("钟", "鍾"),
    ("郁", "郁"),
    ("丑", "丑"),
    ("谷", "谷"),
    ("岳", "岳"),
    ("姜", "姜"),
    ("曲", "曲"),
    ("沈", "沈"),
    ("卜", "卜"),
    ("朴", "朴"),
    ("游", "游"),
    ("涂", "涂"),
    ("种", "种"),
];

/// What stands before a name or behind it.
pub static TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = "外交官 大使 议员 厂长 队长 组长 科长 助理 医生 法官 董事 监事 站长 馆长 记者 \
                 通讯员 部长 副部长 局长 司长 厅长 处长 署长 主任 主席 书记 省长 市长 县长 区长 \
                 行长 董事长 理事长 会长 秘书长 院长 所长 校长 总裁 总经理 总监 经理 总工程师 工程师 \
                 经济师 经济学家 分析师 分析员 研究员 教授 博士 院士 专家 学者 总理 总统 委员 代表 \
                 发言人 负责人 创始人 首席执行官 秘书 顾问 先生 女士 同志 老师 律师 编辑 摄影 作者";
    words.split_whitespace().collect()
});

/// What else is said before a whole name, of persons that the news does not quote for their office.
static CALLINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = "被告人 被害人 犯罪嫌疑人 嫌疑人 裁判官 检察官 检察长 大法官 导演 演员 歌手 作家 诗人 画家 教练 球员 选手 次长 村长 镇长 乡长 \
                 督察 警司 干事 主编 总编 主播 主持人 专员 创办人 合伙人 策略师 财长 外长 首相 大臣 医师 店长";
    words.split_whitespace().collect()
});

/// Both as a text begins or ends with them.
static BEFORE_NAMES: LazyLock<Sorted<&str>> =
    LazyLock::new(|| Sorted::new(TITLES.iter().chain(CALLINGS.iter()).copied()));
static BEHIND_NAMES: LazyLock<Sorted<&str>> = LazyLock::new(|| Sorted::new(TITLES.iter().copied()));

/// What people do behind their names in the news.
pub const VERBS: [&str; 24] = [
    "表示", "指出", "介绍", "认为", "强调", "透露", "坦言", "称", "说", "告诉", "分析", "出席", "主持", "会见", "建议",
    "提出", "预计", "回应", "解释", "呼吁", "撰文", "摄", "报道", "当选",
];

/// The commonest family names of one character, which begin most names; last those that are mixed into Simplified text.
const FAMILY: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜\
                      戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶\
                      洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童\
                      欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑\
                      邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练\
                      仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺\
                      張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許鄧蘇盧蔣賈葉閻鍾陸龍萬錢湯龐蘭顏齊莊";

/// Whether a character is a common family name: 谢 of 谢少锋.
pub fn is_family(c: char) -> bool {
    FAMILY.contains(c)
}

/// Characters with which hardly any given name begins: 于该院, 于本月.
const NO_GIVEN: &str = "的了具由就经均指原隔次翌在和与及或其该此这那本各每某当同另第上下前后会年月日时中内外间一二三四五六七八九十两几多数是有为对将已不未所之";

/// Those of them that begin a name all the same, but behind the preposition 于: 范一飞.
const NUMERALS: &str = "一二三四五六七八九十";

/// What may follow a whole name: 于晓东与, 于会影在.
const GOES_ON: &str = "与和同及在对就向从则也已亦兼仍等";

/// What follows a surname when no name is given, beside a title: 余先生, 范某.
const FORMS_OF_ADDRESS: [&str; 6] = ["先生", "女士", "小姐", "太太", "某", "氏"];

/// Behind a numeral none of the surnames is one: 3种教授, 10余位, 5点钟.
const COUNTING: &str = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两几数";

/// What stands before 余 where it says that something is left or more: 其余委员, 尚余董事二人.
const REMAINS: &str = "其尚剩仅只有多之业富盈每各这那某年月日天";

/// Behind these 于 is no preposition: 老于世故的于先生.
const BEFORE_NOUN: &str = "的和与跟请让据";

/// What follows 某某 that is no person.
const PLACES_AND_TIMES: &str = "年月日时地市县区省镇乡村处所公单法院校机部路种些类";

/// With these a body ends that begins as a title does: 委员会.
const BODIES: &str = "会团处室院部所局组群性";

/// Finds the characters of [`SURNAMES`].
static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::of(&SURNAMES.map(|(surname, _)| surname)));

/// The surname that a character at `at` may as well be, where nothing says so and it becomes another character: 涂 of
/// 交由涂政道接任. Not behind a numeral, nor 游 behind another word (外游); 于 is too often a preposition.
pub fn possible(text: &str, at: usize) -> Option<&'static str> {
    let here = text[at..].chars().next().filter(|c| *c != '于')?;
    let (_, form) = SURNAMES.into_iter().find(|(surname, _)| surname.starts_with(here))?;
    let before = text[..at].chars().next_back();
    let is_clear = before.is_none_or(|c| match here {
        '游' => !is_han(c),
        _ => !COUNTING.contains(c) && !REMAINS.contains(c),
    });
    // A name of two characters has a space between them in lists: 余　天.
    let behind = text[at + here.len_utf8()..].trim_start_matches('\u{3000}');
    let is_followed = behind.starts_with(|c: char| is_han(c) && !NO_GIVEN.contains(c));
    (is_clear && is_followed).then_some(form)
}

/// Finds surnames.
#[derive(Clone, Copy)]
pub struct Surnames;

impl Surnames {
    /// For text that goes from one script to another; only Simplified has lost what sets them apart.
    pub fn new(from: Variant, to: Variant) -> Option<Self> {
        (from == Variant::Hans && to != Variant::Hans).then_some(Self)
    }

    /// Where surnames stand in a text, and their forms. `gap` is where one at a place may look around, and
    /// `is_word` knows words.
    pub fn find(
        self,
        text: &str,
        gap: impl Fn(usize) -> Range<usize>,
        is_word: impl Fn(&str) -> bool,
    ) -> Vec<(Range<usize>, &'static str)> {
        let surnames = FINDER.find_iter(text).filter_map(|found| {
            let (_, form) = SURNAMES[found.pattern()];
            let gap = gap(found.start());
            let at = found.start().checked_sub(gap.start).filter(|_| found.end() <= gap.end)?;
            let within = &text[gap];
            let named = is_name(within, at, &is_word) || ends_name(within, at, &is_word);
            named.then(|| (found.range(), form))
        });
        surnames.collect()
    }
}

/// Whether a name begins at `at`: a surname with a given name of two characters or one, or, before
/// a form of address or a title, with none.
fn is_name(text: &str, at: usize, is_word: &impl Fn(&str) -> bool) -> bool {
    let before = text[..at].trim_end_matches([' ', '　']);
    let beside = before.chars().next_back();
    let Some(surname) = text[at..].chars().next().filter(|_| beside.is_none_or(|c| !COUNTING.contains(c))) else {
        return false;
    };
    let behind = &text[at + surname.len_utf8()..];
    let titled = BEFORE_NAMES.ending(before).next().is_some();
    let free = titled || text[..at].chars().next_back().is_none_or(|c| !is_han(c));
    let alone = stands_alone(beside, surname, is_word);
    if is_masked(surname, before, titled, behind, is_word) || is_listed(text, at, surname, is_word) {
        return true;
    }
    if (free || alone) && is_addressed(surname, behind, alone && beside.is_some_and(is_han), is_word) {
        return true;
    }
    // 涂：对不起: who speaks.
    if free && behind.starts_with(['：', ':']) {
        return true;
    }
    // 来自上海的范志毅说: a name stands behind 的 as well.
    (free || beside.is_some_and(|c| BEFORE_NOUN.contains(c)))
        && surname != '种'
        && is_whole(before, surname, behind, titled, is_word)
}

/// Whether a name is masked, as in the facts of a case: 余某又以, 余x0, 被告人于振某. Behind 于 without a title that
/// may be a place or a date.
fn is_masked(surname: char, before: &str, titled: bool, behind: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    if titled && behind.chars().nth(1) == Some('某') {
        return true;
    }
    let beside = before.chars().next_back();
    let ends_word = beside.is_some_and(|c| is_word(&String::from_iter([c, surname])));
    let some = behind.strip_prefix('某').is_some_and(|rest| !rest.starts_with(['些', '种', '个']));
    matches!(surname, '余' | '范' | '钟' | '涂') && !ends_word && (some || behind.starts_with(['x', 'X', '×', '*']))
}

/// Whether a name stands here in a list of them: 龚旗煌、余晓晖、王拥军.
fn is_listed(text: &str, at: usize, surname: char, is_word: &impl Fn(&str) -> bool) -> bool {
    let is_end = |c: char| matches!(c, '、' | '和' | '，' | '。' | '；' | '等');
    let is_name = |name: &str| (2..=3).contains(&name.chars().count()) && name.chars().all(is_han) && !is_word(name);
    let is_person = |name: &str| name.starts_with(is_family) && is_name(name);
    // No name has more than three characters, and no more is read.
    let first = |text: &str| -> usize { text.chars().take(4).take_while(|c| !is_end(*c)).map(char::len_utf8).sum() };
    let last =
        |text: &str| -> usize { text.chars().rev().take(4).take_while(|c| !is_end(*c)).map(char::len_utf8).sum() };
    let (before, here) = (&text[..at], &text[at..at + first(&text[at..])]);
    // 于北京、上海: a preposition before words.
    let given = &here[surname.len_utf8()..];
    let fits = match surname {
        '种' => false,
        // Many a name is a word itself: 于洋.
        '于' => (1..=2).contains(&given.chars().count()) && given.chars().all(is_han) && !is_word(given),
        _ => is_name(here),
    };
    if !fits || given.starts_with(|c: char| NO_GIVEN.contains(c)) {
        return false;
    }
    let begins = before.chars().next_back().is_none_or(|c| !is_han(c) || c == '有');
    let earlier = before.strip_suffix(['、', '和']).map(|text| &text[text.len() - last(text)..]);
    let later = text[at + here.len()..].strip_prefix(['、', '和']).map(|text| &text[..first(text)]);
    earlier.is_some_and(is_person) || begins && later.is_some_and(is_person)
}

/// Whether a surname is no part of a word that ends with it, nor one of those that say something else behind this:
/// 请问游院长, but 旅游主任 and 其余委员.
fn stands_alone(beside: Option<char>, surname: char, is_word: &impl Fn(&str) -> bool) -> bool {
    beside.is_none_or(|c| {
        let fits = match surname {
            '于' => BEFORE_NOUN.contains(c),
            '余' => !REMAINS.contains(c),
            surname => surname != '种',
        };
        fits && (BEFORE_NOUN.contains(c) || !is_word(&String::from_iter([c, surname])))
    })
}

/// Whether a form of address or a title follows a surname: 余先生, 游院长. It is `joined` to a word before it that no
/// preposition follows.
fn is_addressed(surname: char, behind: &str, joined: bool, is_word: &impl Fn(&str) -> bool) -> bool {
    if let Some(rest) = FORMS_OF_ADDRESS.iter().find_map(|form| behind.strip_prefix(form)) {
        // 于某某贪污, but 于某某地区.
        if let Some(deed) = rest.strip_prefix('某') {
            return surname != '于' || !deed.starts_with(|c: char| PLACES_AND_TIMES.contains(c));
        }
        // 于某法院: behind 于 it is a court, not a person, unless the name ends there.
        let ends = || rest.chars().next().is_none_or(|c| !is_han(c)) || speaks(rest);
        return !starts_longer_word(behind, "某", is_word) && (surname != '于' || !behind.starts_with('某') || ends());
    }
    // 于董事会, and 于主任任内: behind the preposition 于 a title says when or where.
    let of_body = |title: &str| {
        let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&end| end > title.len());
        ends.take(2).any(|end| behind[..end].ends_with(|c| BODIES.contains(c)) && is_word(&behind[..end]))
    };
    // 余委员由工会推派: the others.
    let of_others =
        |title: &str| surname == '余' && behind[title.len()..].starts_with(['由', '均', '各', '皆', '为', '应']);
    let is_title = |title: &str| {
        !of_body(title) && !of_others(title) && (speaks(&behind[title.len()..]) || !breaks_word(behind, title, is_word))
    };
    // 于部长出席: behind the preposition nobody speaks.
    let acts = |title: &str| surname != '于' || joined || speaks(&behind[title.len()..]);
    surname != '种' && BEHIND_NAMES.beginning(behind).any(|title| is_title(title) && acts(title))
}

/// Whether a word begins with the last character of `title`, at the start of `text`: 余部长途跋涉.
fn breaks_word(text: &str, title: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    let (last, _) = title.char_indices().next_back().unwrap_or_default();
    text[title.len()..].chars().next().is_some_and(|c| is_word(&text[last..title.len() + c.len_utf8()]))
}

/// Whether a surname and a given name stand here, and a title, a verb or a bracket beside them.
fn is_whole(before: &str, surname: char, behind: &str, titled: bool, is_word: &impl Fn(&str) -> bool) -> bool {
    let in_brackets = before.ends_with(['（', '(']);
    let may_begin = |c: char| !NO_GIVEN.contains(c) || (surname != '于' && NUMERALS.contains(c));
    let Some(next) = behind.chars().next().filter(|&c| is_han(c) && may_begin(c)) else { return false };
    // 范围, 沈阳: the surname is the beginning of a word.
    let begins_word = is_word(&String::from_iter([surname, next]));
    (1..=2).any(|given| {
        let Some(end) = behind.char_indices().map(|(at, _)| at).chain([behind.len()]).nth(given) else { return false };
        let (name, rest) = behind.split_at(end);
        // 于北京会见: 于 is a preposition, and what follows is a place or a time.
        if !name.chars().all(is_han) || (surname == '于' && is_word(name)) {
            return false;
        }
        // 于执行长官命令: 执行 is a word, and 行长 no title.
        let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
        let cuts = |title: &str| {
            let ends = title.char_indices().map(|(at, c)| end + at + c.len_utf8());
            ends.into_iter().any(|end| is_word(&behind[last..end]))
        };
        let named = BEHIND_NAMES.beginning(rest).any(|title| !starts_longer_word(rest, title, is_word) && !cuts(title));
        let ends = rest.chars().next().is_none_or(|c| !is_han(c) && !c.is_ascii_digit());
        // A rare word, as 余思, does not hide a name that has evidence on both sides: （余思岚摄）, 演员游学修说.
        if begins_word {
            // 记者于洋、: many a name is a word itself.
            if surname == '于' && titled && ends {
                return true;
            }
            let shown = titled && (named || speaks(rest) && !is_word(name)) || in_brackets && rest.starts_with('摄');
            return given == 2 && surname != '于' && shown;
        }
        let signed = in_brackets && rest.starts_with(['）', ')', ' ', '　', '／', '/', '摄']);
        // 副主任于晓东与…: no place or time has two characters that are no word.
        let goes_on = given == 2 && rest.starts_with(|c: char| GOES_ON.contains(c));
        named || speaks(rest) || signed || (titled && (ends || goes_on || surname != '于'))
    })
}

/// Whether a name of three characters ends with that at `at`, before a verb of speaking: 杨德余说.
fn ends_name(text: &str, at: usize, is_word: &impl Fn(&str) -> bool) -> bool {
    let mut before = text[..at].chars().rev();
    let (Some(given), Some(family)) = (before.next(), before.next()) else { return false };
    let Some(last) = text[at..].chars().next().filter(|c| matches!(c, '余' | '于')) else { return false };
    let whole = |first: char, second: char| is_word(&String::from_iter([first, second]));
    is_family(family) && speaks(&text[at + last.len_utf8()..]) && !whole(family, given) && !whole(given, last)
}

/// Whether someone says or does something here: 表示, 会见.
fn speaks(text: &str) -> bool {
    VERBS.iter().any(|verb| text.starts_with(verb))
}

/// Whether a longer word begins with `title` at the start of `text`: 董事会 for 董事.
fn starts_longer_word(text: &str, title: &str, is_word: &impl Fn(&str) -> bool) -> bool {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&end| end > title.len());
    text.starts_with(title) && ends.take(2).any(|end| is_word(&text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known of words here.
    const WORDS: &[&str] = &[
        "范围",
        "沈阳",
        "董事会",
        "委员会",
        "主席团",
        "北京",
        "会场",
        "基层",
        "周五",
        "近日",
        "于是",
        "某些",
        "执行",
        "大法官",
        "方便",
        "其余",
        "旅游",
        "余思",
        "余文",
        "长途",
        "表示",
        "对于",
        "游学",
        "的钟",
        "海南",
        "于洋",
        "钟点",
        "学生",
        "余款",
        "长出",
        "某某",
    ];

    /// Texts, and the surnames in them.
    const NAMES: &[(&str, &str)] = &[
        ("记者于泽远报道", "于"),
        ("局长于近日表示", ""),
        ("部长于7月18日表示", ""),
        ("央行副行长范一飞指出", "范"),
        ("（钟琪文）", "钟"),
        ("余永定教授认为", "余"),
        ("，余永定认为", "余"),
        ("由于成本上升", ""),
        ("其余部分表示", ""),
        ("规范企业行为", ""),
        ("建立于2020年", ""),
        ("于是认为", ""),
        ("于先生说", "于"),
        ("，余某某称", "余"),
        ("，于某些地区", ""),
        ("外交官范长龙、", "范"),
        ("副主任于晓东与范志远", "于"),
        ("书记于国影在会上", "于"),
        ("局长于北京与代表会面", ""),
        ("部长于会场和代表会面", ""),
        ("对于教授而言", ""),
        ("，于董事会审议", ""),
        ("，于审计委员会通过", ""),
        ("，于专家看来", ""),
        ("近日，于主席团会议上", ""),
        ("总理于北京会见", ""),
        ("书记于基层表示", ""),
        ("发言人于周五表示", ""),
        ("教授范围", ""),
        ("记者沈阳报道", ""),
        ("局长于该院表示", ""),
        ("总理范明政将访华", "范"),
        ("（游树荣 摄）", "游"),
        ("（记者　于新超）", "于"),
        ("，余由董事长指派", ""),
        ("，于原董事会议", ""),
        ("，于执行长官命令时", ""),
        ("，于大法官审理时", ""),
        ("，于某法院审理", ""),
        ("，于某表示", "于"),
        ("，于某某贪污", "于"),
        ("，于某某地区", ""),
        ("，于部长出席", "于"),
        ("，于隔年当选", ""),
        ("茶商杨德余说", "余"),
        ("茶商楊德余说", "余"),
        ("方便于说明", ""),
        ("高其余说", ""),
        ("3种教授", ""),
        ("店里的钟先生", "钟"),
        ("每种女士服饰", ""),
        ("那种律师", ""),
        ("100余博士", ""),
        ("共 10 余位", ""),
        ("近千余博士", ""),
        ("30余主任", ""),
        ("其余委员", ""),
        ("，余委员由工会推派", ""),
        ("尚余董事二人", ""),
        ("（种先生）", "种"),
        ("请问游院长", "游"),
        ("涂：对不起", "涂"),
        ("余部长政宪", "余"),
        ("姜会长和涂经理、游总监", "姜涂游"),
        ("率余部长途奔袭", ""),
        ("，余董事会决议", ""),
        ("老于世故的于先生", "于"),
        ("对于先生", ""),
        ("范女士与于总经理", "范于"),
        ("范女士与于董事会", "范"),
        ("男子钟某被捕", "钟"),
        ("（余思岚摄）", "余"),
        ("秘书长余文生教授", "余"),
        ("裁判官余俊翔今日", "余"),
        ("演员游学修说", "游"),
        ("教师钟点费。", ""),
        ("代表游学生说", ""),
        ("来自上海的范志毅说", "范"),
        ("他的余款，", ""),
        ("教授的范围，", ""),
        ("11月14日余某又以", "余"),
        ("其余某些", ""),
        ("被告人于振某利用", "于"),
        ("被告人余x0、范×", "余范"),
        ("龚旗煌、余晓晖、王拥军", "余"),
        ("参加的有于洋、王磊和李明。", "于"),
        ("王磊和于洋。", "于"),
        ("记者于洋、摄影王磊", "于"),
        ("局长于是，", ""),
        ("会议于北京、上海举行", ""),
        ("分布于海南、云南和广东", ""),
        ("陈述、范围、方法", ""),
    ];

    #[test]
    fn surnames_are_believed_where_the_sentence_shows_them() {
        let found = |text: &str| -> String {
            let surnames = Surnames::new(Variant::Hans, Variant::HantTw).expect("Simplified has surnames");
            surnames
                .find(text, |_| 0..text.len(), |word| WORDS.contains(&word))
                .into_iter()
                .map(|(span, _)| &text[span])
                .collect()
        };
        for (text, names) in NAMES {
            assert_eq!(found(text), *names, "{text}");
        }
    }
}
