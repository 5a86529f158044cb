//! What a page prints around its articles, by its form alone.
//!
//! In: a line or the ends of a paragraph. Out: whether it is a label, a byline, a source, a dateline,
//! a caption, a reference to another page, or furniture of the page such as its number.
//!
//! May touch: text, figure

use super::letters::is_han;
use super::list::List;
use crate::text::name::{TITLES, VERBS, is_family};

/// Words of lines that belong to the paper, not to an article.
const IMPRINT: List = List(
    "责任编辑 责编 本版编辑 本版主编 版面编辑 本版责编 值班主任 版式 美编 校对 邮箱 编辑： 热线 网址 www. http \
     邮发代号 国内统一 扫码 扫一扫 二维码 公众号 版权所有 未经授权 零售价 主编： 排版： 订阅 电话： E-mail 欢迎来到 欢迎访问 欢迎光临 \
     返回目录 索引号",
);

/// Agencies and papers that datelines begin with.
const AGENCIES: List = List("agencies");

/// Whether a line is a page number, a running head, an imprint.
pub(crate) fn is_furniture(plain: &str) -> bool {
    let bare: String = plain
        .chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '—' | '-' | '·' | '|' | '【' | '】' | '（' | '）' | '•'))
        .collect();
    let letters = bare.chars().count();
    if is_page_number(&bare) {
        return true;
    }
    let running = letters <= 36 && !plain.contains(['。', '，']);
    let signs = [
        ["星期", "农历", "总第", "周刊"].iter().any(|word| plain.contains(word)),
        plain.contains('年') && plain.contains('月') && plain.contains('日'),
        bare.contains('版') && bare.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)),
    ];
    let masthead = running && signs.iter().filter(|&&sign| sign).count() >= 2;
    let folio = running && signs[2] && letters <= 12 && bare.ends_with('版');
    let imprint = letters <= 60 && !plain.contains('。') && IMPRINT.stands_in(plain);
    masthead || folio || imprint || is_paper(plain, letters) || is_trail(plain) || is_buttons(plain)
}

/// Where a page is in its site, or what the site leads to: `首页 > 新闻中心 > 部门动态`, `政务公开 | 新闻发布 | 互动交流`.
fn is_trail(plain: &str) -> bool {
    let names = |signs: &[char]| -> Vec<usize> {
        let parts = plain.split(signs).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| part.chars().count()).collect()
    };
    let trail = names(&['>', '＞', '»', '›']);
    let row = names(&['|', '丨', '｜', '·']);
    let short = |parts: &[usize]| parts.iter().all(|letters| *letters <= 10) && !plain.contains(['，', '。']);
    let opens = List("当前位置 您的位置 您现在的位置 您当前的位置 所在位置 首页").beginning(plain).is_some();
    let gaps = names(&['\t', ' ']);
    trail.len() > 1 && (opens || short(&trail))
        || row.len() > 2 && short(&row)
        || opens && gaps.len() > 2 && short(&gaps)
}

/// What readers of a web page may press, and how often it was read: `分享 留言 28`, `浏览次数：386 字号：大 中 小`.
fn is_buttons(plain: &str) -> bool {
    let buttons = List(
        "分享到 分享 赞好 点赞 赞 留言 评论 收藏 打印 列印 关闭 关闭窗口 举报 转寄 字号 字体 字级 大 中 小 默认 浏览次数 浏览量 浏览 阅读量 阅读 点击量 \
         点击数 访问量 人气 次 微信 微博 上一版 下一版 上一篇 下一篇 返回目录 返回首页 返回列表 返回顶部 索引号 发布日期 发布时间 更新时间 日期 时间 网站地图 设为首页 加入收藏 \
         无障碍浏览 无障碍 登录 登入 注册 订阅 移动版 打印本页 关闭本页 本页 简 繁",
    );
    let (mut rest, mut pressed) = (plain, false);
    while let Some(c) = rest.chars().next() {
        let word = buttons.beginning(rest);
        pressed |= word.is_some();
        if word.is_none() && is_han(c) {
            return false;
        }
        rest = &rest[word.map_or(c.len_utf8(), str::len)..];
    }
    pressed && !plain.contains(['。', '%'])
}

/// `3`, `第3页`, `A03`, `第 3 页 共 8 页`, `3/8`, `03版`.
fn is_page_number(bare: &str) -> bool {
    let rest: String = bare
        .chars()
        .filter(|c| !c.is_ascii_digit() && !"第共页版/Pagepno.ABCDT一二三四五六七八九十".contains(*c))
        .collect();
    let digits = bare.chars().filter(|c| c.is_ascii_digit()).count();
    let figures = digits + bare.chars().filter(|c| "一二三四五六七八九十".contains(*c)).count();
    rest.is_empty() && figures > 0 && digits <= 4 && bare.chars().count() <= 10 && !bare.contains(['.', '%'])
}

/// The name of a paper alone on its line, with its section or not.
fn is_paper(plain: &str, letters: usize) -> bool {
    let first = plain.split(['\t', ' ']).next().unwrap_or(plain);
    let named = List("日报 时报 晚报 早报 商报 晨报 财经报 经济报 导报 周报").iter().any(|name| first.ends_with(name));
    named && first.chars().count() <= 8 && letters <= 16 && !plain.contains(['，', '。', '：', '“'])
}

/// Whether a line is a label of the page: `【招商引资】`, `■ 财经速览`, or the name of a column, `楼市观察`.
pub(crate) fn is_label(plain: &str) -> bool {
    let letters = plain.chars().count();
    let boxed = plain.starts_with('【') && plain.ends_with('】');
    let marked = plain.starts_with(['■', '●', '◆', '▲', '★', '□', '◎', '◇', '▶', '►', '▍', '|']);
    let byline = plain.contains("记者") || plain.contains("通讯员");
    let column = List("观察 视点 聚焦 动态 快讯 简讯 要闻 专栏 一线 速递 速览 短讯 资讯 纵横").ending(plain).is_some();
    let named = column && (4..=5).contains(&letters) && plain.chars().all(is_han);
    named || (boxed && letters <= 14) || (marked && letters <= 10 && !byline && !plain.contains(['，', '。']))
}

/// `（上接第一版）` at the beginning of a text: its length in bytes.
pub(crate) fn continued(plain: &str) -> Option<usize> {
    let body = plain.strip_prefix(['（', '【'])?;
    let close = body.find(['）', '】'])?;
    let said = &body[..close];
    let is_reference = ["上接", "紧接", "接第", "续第", "接上"].iter().any(|word| said.starts_with(word))
        && said.contains(['版', '页', '期']);
    (is_reference && said.chars().count() <= 14).then_some("（".len() + close + "）".len())
}

/// `（下转第三版）` at the end of a text: the byte it begins at.
pub(crate) fn to_be_continued(plain: &str) -> Option<usize> {
    let body = plain.trim_end().strip_suffix(['）', '】'])?;
    let open = body.rfind(['（', '【'])?;
    let said = &body[open + "（".len()..];
    (["下转", "转第", "未完", "待续"].iter().any(|word| said.starts_with(word)) && said.chars().count() <= 14)
        .then_some(open)
}

/// The source that a whole line or bracket gives: 新华社 of `（来源：新华社）`.
pub(crate) fn source(plain: &str) -> Option<&str> {
    let body = unbracketed(plain.trim());
    let named = ["来源：", "资料来源：", "数据来源：", "稿件来源：", "消息来源：", "据来源："];
    if let Some(source) = named.iter().find_map(|word| body.strip_prefix(word)) {
        // 来源：统计局 发布时间：2025-11-14
        let beside = List("发布时间 发布日期 更新时间 更新日期 时间： 日期： 作者： 字号 编辑： 责任编辑");
        let end = beside.iter().filter_map(|word| source.find(word)).min().unwrap_or(source.len());
        let source = source[..end].trim_end();
        return (!source.is_empty() && source.chars().count() <= 40 && !source.contains('。')).then_some(source);
    }
    let agency = body.strip_prefix('据').unwrap_or(body);
    let name = agency.strip_suffix(['电', '讯']).unwrap_or(agency);
    let bracketed = body.len() < plain.trim().len();
    (bracketed && AGENCIES.contains(name)).then_some(name)
}

/// The people whom a whole line or bracket names as authors: 钟琪文 of `（钟琪文）`.
pub(crate) fn byline(plain: &str) -> Option<&str> {
    let trimmed = plain.trim();
    // In a narrow column the dateline fills a line: 本报青岭12月12日讯（记者白羽）.
    let trimmed = dateline(trimmed).map(|end| trimmed[end..].trim()).filter(|rest| !rest.is_empty()).unwrap_or(trimmed);
    let body = unbracketed(trimmed).trim_start_matches(['□', '■', '◎', '●', '◆', '/', ' ', '\t']);
    if body.chars().count() > 40 || body.contains(['。', '；', '！', '？', '“']) {
        return None;
    }
    let roles = List(
        "本报记者 本刊记者 本报通讯员 本网记者 记者 通讯员 作者： 撰文： 文/ 文： 特约记者 新华社记者 \
             见习记者 本报评论员 文、图/ 图文/ 综合记者",
    );
    if let Some(rest) = roles.iter().find_map(|role| body.strip_prefix(role)) {
        let said = undated(rest).trim_start_matches(['：', ' ', '\t']);
        let set_off = said.len() < rest.len() && names(said);
        return ((set_off || people(said)) && !rest.ends_with("摄")).then_some(body);
    }
    // 瀚原日报记者 白音夫
    if let Some((paper, said)) = body.split_once("报记者 ")
        && paper.chars().count() <= 6
        && paper.chars().all(is_han)
    {
        return names(said.trim()).then_some(body);
    }
    if is_office(body) {
        return Some(body);
    }
    let bracketed = body.len() < trimmed.len();
    (bracketed && people(body)).then_some(body)
}

/// Names without the place and day of the report after them: `孟远 北京10月8日电`.
fn undated(names: &str) -> &str {
    let dated = names.rsplit_once([' ', '\t']).filter(|(_, place)| {
        place.ends_with(['电', '讯']) && place.contains('日') && place.contains(|c: char| c.is_ascii_digit())
    });
    dated.map_or(names, |(names, _)| names.trim_end())
}

/// Whether a text has the form of names, whether the surnames are known or not: what is set apart after 记者 is a name.
fn names(text: &str) -> bool {
    let mut names = text.split([' ', '\t', '、']).filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| (2..=3).contains(&name.chars().count()) && name.chars().all(is_han))
}

/// Whether a line is the name of the office that publishes, alone: 屿州市统计局.
pub(crate) fn is_office(text: &str) -> bool {
    let office =
        List("统计局 统计处 统计處 调查总队 调查队 财政局 财政厅 商务局 商务厅 海关 海关总署 分行 监管局 委员会 协会");
    let letters = text.chars().count();
    (4..=16).contains(&letters) && text.chars().all(is_han) && office.ending(text).is_some()
}

/// Whether a text is nothing but one to six names.
fn people(text: &str) -> bool {
    let roles = ["记者", "通讯员", "实习生", "本报", "和", "报道", "文", "整理"];
    let names: Vec<&str> = text
        .split([' ', '\t', '、', '，', '：', '/'])
        .filter(|name| !name.is_empty() && !roles.contains(name))
        .collect();
    let is_name = |name: &&str| {
        let name = roles.iter().find_map(|role| name.strip_prefix(role)).unwrap_or(name);
        let name = name.strip_suffix("报道").unwrap_or(name);
        let letters = name.chars().count();
        name.chars().all(|c| is_han(c) || c == '·')
            && (2..=4).contains(&letters)
            && name.chars().next().is_some_and(is_family)
    };
    // 「王 军」 is one name that was spaced out.
    let spaced =
        names.len() == 2 && names.iter().all(|name| name.chars().count() == 1) && names[0].chars().all(is_family);
    !names.is_empty() && names.len() <= 6 && (names.iter().all(is_name) || spaced)
}

fn unbracketed(plain: &str) -> &str {
    let inner = plain.strip_prefix(['（', '【']).and_then(|body| body.strip_suffix(['）', '】']));
    inner.filter(|body| !body.contains(['（', '）'])).unwrap_or(plain)
}

/// `新华社北京7月18日电` at the beginning of a paragraph: its length in bytes.
pub(crate) fn dateline(plain: &str) -> Option<usize> {
    if let Some(length) = own_paper(plain) {
        return Some(length);
    }
    let agency = AGENCIES.beginning(plain)?;
    if agency == "本报讯" {
        return Some(agency.len());
    }
    let head: String = plain.chars().take(36).collect();
    let end = agency.len() + head[agency.len()..].find(['电', '讯'])?;
    let between = &plain[agency.len()..end];
    let plain_words = !between.contains(['，', '。', '、', '“', '：']) && !between.contains('记');
    let dated = between.contains('日') || between.contains('月') || between.is_empty();
    (plain_words && dated).then_some(end + "电".len())
}

/// `云泽日报讯`: a paper that names itself.
fn own_paper(plain: &str) -> Option<usize> {
    let head: String = plain.chars().take(8).collect();
    let end = head.find("报讯").map(|at| at + "报讯".len())?;
    head[..end].chars().all(is_han).then_some(end)
}

/// `（记者张三）`, or `【記者張三／台北報導】`, at the beginning of a paragraph, after its dateline: its length in bytes.
pub(crate) fn reporter(plain: &str) -> Option<usize> {
    let start = plain.len() - plain.trim_start().len();
    let body = &plain[start..];
    if let Some(inner) = body.strip_prefix(['（', '【', '〔']) {
        let close = inner.find(['）', '】', '〕'])?;
        let said = &inner[..close];
        let signed = (List("记者 编译 综合 特派").stands_in(said) || AGENCIES.beginning(said).is_some())
            && List("电 讯 报道 报导").ending(said).is_some()
            || List("新闻台 电视台 新闻网 日报讯 专讯").ending(said).is_some();
        let roles = List("记者 通讯员 本报记者 见习记者 实习记者 特约记者 首席记者 实习生");
        let reports = signed || roles.beginning(said).is_some();
        return (reports && said.chars().count() <= 40).then_some(start + "（".len() + close + "）".len());
    }
    let said = body.strip_prefix("记者").or_else(|| body.strip_prefix("本报记者"))?;
    let stop = said.find("报道").filter(|&stop| people(&said[..stop]))?;
    let end = start + (body.len() - said.len()) + stop + "报道".len();
    Some(end + plain[end..].chars().next().filter(|c| matches!(c, '：' | '，')).map_or(0, char::len_utf8))
}

/// Whether a line says that it belongs to a picture.
pub(crate) fn is_caption(plain: &str) -> bool {
    let letters = plain.chars().count();
    let pictured =
        List("图为 上图 下图 左图 右图 图① 图② 图③ 图一 图二 图1 图2 图3 题图 制图 图片来源 资料图片 配图 漫画")
            .iter()
            .any(|word| plain.starts_with(word));
    let credit = plain.trim_end_matches(['）', '。', '/', ' ']);
    let taken = ["摄", "资料图片", "供图", "资料图", "图片", "制图", "绘", "（资料照片", "发"]
        .iter()
        .any(|word| credit.ends_with(word))
        && plain.matches('。').count() < 2
        && List("其中 此外 另外 同时").beginning(plain).is_none()
        && !(plain.contains('%') || letters > 45 && plain.chars().any(|c| c.is_ascii_digit()))
        && (plain.contains("记者")
            || plain.contains('（')
            || plain.contains("摄")
            || plain.contains("供图")
            || plain.contains("资料图"));
    (pictured && letters <= 120) || (taken && letters <= 120 && !plain.starts_with("本报"))
}

/// How much a short line in the middle of a sentence looks like a caption.
pub(crate) fn scene(plain: &str) -> bool {
    [
        "现场",
        "一角",
        "画面",
        "车间",
        "掠影",
        "示意图",
        "仪式",
        "外景",
        "全景",
        "夜景",
        "资料图",
        "航拍",
        "效果图",
        "街景",
        "场景",
        "图",
    ]
    .iter()
    .any(|word| plain.ends_with(word))
}

/// Whether an official's title ends one text and his name begins the other.
pub(crate) fn names_an_official(left: &str, right: &str) -> bool {
    let titled = TITLES.iter().any(|title| left.ends_with(title)) || left.ends_with("主要负责人");
    let head: String = right.chars().take(18).collect();
    titled && head.chars().next().is_some_and(is_family) && VERBS.iter().any(|verb| head.contains(verb))
}

/// `一、`, `（二）`, `3.`, `四是` before a heading or an item: its length in bytes.
pub(crate) fn enumerator(plain: &str) -> Option<usize> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let body = plain.strip_prefix('（').unwrap_or(plain);
    let bracket = plain.len() - body.len();
    let digits: usize = body.chars().take_while(|&c| numeral(c)).map(char::len_utf8).sum();
    if digits == 0 || digits > 9 {
        return None;
    }
    let rest = &body[digits..];
    let close = match bracket {
        0 => rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．' | '）')),
        _ => rest.chars().next().filter(|&c| c == '）'),
    }?;
    let end = bracket + digits + close.len_utf8();
    // 3.5亿元 begins no list.
    (!plain[end..].starts_with(|c: char| c.is_ascii_digit())).then_some(end)
}
