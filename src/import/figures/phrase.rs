//! What a figure is a figure of.
//!
//! In: the words that stand before an amount, or behind the unit of a count. Out: the indicator they
//! name: without adverbs and verbs, with the head noun that a short form takes from the figure before.
//!
//! May touch: figure

use super::units;
use crate::import::list::List;

/// Verbs at which the noun behind a count ends.
pub(crate) const VERBS: List = List(
    "聚焦 纳入 保持 实现 高质量发展 参与 参加 入驻 投产 开工 建成 落地 获得 获批 成为 正在 已经 全部 达到 超过 \
     占 开展 组织 提供 推出 覆盖 服务于 涵盖 位于 集中 进入 列入 入选 通过 增长 下降 上涨 回升 回落 延续 呈现 \
     持续 继续 完成 享受 受益 签约 签订 签署 运行 运营 使用 应用 推动 带动 促进 支持 用于 涉及 来自 分布 分别 \
     同比 环比 较 比上 的 在 被 将 已 以及 户均 人均 年均 并 ， 。 、 ； ： （ ） ”， 上市 下达 执行 出现 发布 正式 披露 表示 认为 \
     就业 交付 投入 持平 竣工 开通 共建 喜获 迎来 兑现 缴纳 减免 贡献 创造 达成 带来 刷新 创下 再创 屡创 均录得 录得 均实现 双双 发放 办理 到位 表现 走势 震荡 整理 低开 高开 走低 走高 缩量 量缩 放量 跌破 失守 盘中 一度 晚间 接入 高于 低于 为 以上 以下 左右 需要",
);

/// Nouns that name what is measured. A phrase that ends with one is complete.
const HEADS: List = List(
    "增加值 生产总值 总产值 产值 业务收入 可支配收入 预算收入 预算支出 营业收入 收入 支出 利润总额 净利润 利润 \
     投资额 投资 零售总额 零售额 销售额 销售面积 销售量 销量 产量 产能 总产量 单产 进出口总值 进出口总额 \
     进出口额 进出口 出口额 出口总额 出口值 出口 进口额 进口总额 进口值 进口 顺差 逆差 价格指数 采购经理指数 \
     指数 出厂价格 消费价格 购进价格 价格 均价 批发价 零售价 收购价 价 中间价 汇率 利率 收益率 余额 存款 贷款 \
     增量 社会融资规模 融资规模 融资额 融资 规模 货币供应量 M2 M1 M0 CPI PPI PMI GDP 失业率 就业 就业人员 人数 \
     就业人数 工资 成交额 成交量 成交面积 交易额 交易量 金额 总额 总量 总数 数量 面积 播种面积 施工面积 竣工面积 \
     新开工面积 待售面积 库存 存栏 出栏 出栏量 存栏量 用电量 发电量 装机容量 装机 消费量 消费 耗电量 能耗 排放量 \
     加工量 客运量 货运量 周转量 吞吐量 客流量 旅客量 业务量 业务总量 资本形成 资本形成总额 比重 占比 比例 份额 贡献率 利用率 普及率 \
     渗透率 化率 自给率 覆盖率 不良率 负债率 拨备覆盖率 周转天数 期限 税收 税收收入 关税 经济增长 经济成长 输出 输入 通胀率 结余 薪资 货值 销货价值 销货数量 零售量 总消费 人均消费 增收 销售价值 用电 负荷 收入比 资产 负债 总资产 净资产 \
     存量 外汇储备 储备 人口 户数 订单 额度 外资 资金 成本 费用 保费收入 赔付支出 人次 收盘价 增速 出超 入超 每股收益 净息差 营业额 指标 成指 综指 板指 开支 纳税 产能利用率 种植面积 造林面积 建筑面积 接单金额 订单金额 接单 社会资本 ",
);

/// Heads that say nothing by themselves: they take their modifier from the figure before.
const GENERIC: List = List(
    "成交额 总量 总数 数量 金额 总额 规模 余额 面积 收入 利润 产量 销量 均价 价格 占比 比重 比例 份额 计划投资额 \
     投资额 计划总投资 总投资 合同金额 交易额 销售额 出栏 存栏 单产 总产量 人数 户数 贡献率 营业收入 产值 \
     进口均价 出口均价 进口单价 出口单价 单价 平均单价 成交面积 销售面积 平均价格 成交量 交易量 日均 月均 年均 周均 折年率 折成年率",
);

/// Words before a phrase that are no part of it.
const BEFORE: List = List(
    "其中 同时 因此 所以 此外 另外 而且 并且 并 而 且 但 还 仅 已经 已有 已将 已 均 都 又 再 则 惟 惟有 全国共 全国 我国 全省 \
     全市 全区 全县 全州 全自治区 全球 共有 共计 共 总计 合计 其次是 其次为 其次 分别 终场 尾盘 收盘 收市 盘后 当日 成为 盘中 累计 目前 当前 截至 从 在 以 按 据 由 对于 关于 \
     有 为 是 六都当中以 六都中以 当中以 当中 将 把 使 令 让 推动 带动 预计 预测 力争 经季节调整后 经季节性调整后 季调后 季节调整后 剔除季节因素后 经季调后 假期 国庆假期 春节假期 五一假期 确保 计划 实现 完成 达到 拥有 的 虽然 虽 先前 尽管 我们 他们 该 这些 这 各地 各 我省 我市 我县 我区 本省 本市 本县 本港 当地 该省 该市 该县 该区 该行 该公司 该集团 该企业 该厂 该基金 该项目 该园区 现有 全镇 全村 全乡 全盟 录得 可比口径 同口径 可比价格计算 可比价格 可比价 不变价格 不变价 扣除价格因素影响 扣除价格因素 扣除物价因素 剔除价格因素 \
     该月的 该月 当月的 月末 年末 期末 季末 初步核算 初步统计 数据显示 统计显示 会上 其 和 与 及 、 “ 建成 形成 推出 发放 支持 联合 围绕 开源 聚焦 \
     连续 培育 约 预期 投入 如今 现在 现已 已聚集 聚集",
);

/// Words behind a phrase that lead to the number.
const BEHIND: List = List(
    "发展到现在的 发展到如今的 发展到 发展至 发展为 约合 约折合 折合 收在 报收 报收于 稳定在 维持在 保持在 控制在 维持于 稳定于 保持于 处于 徘徊于 预测维持 维持 共折计 折计 则 近乎 接近 年息 年利率 昨收报 昨收 今收 昨日收报 揽入 调整至 调整为 调整到 回升至 回落至 提升至 提高至 提升到 提高到 上升至 上升到 下降至 下降到 降低到 \
     增加到 增加至 增长到 增长至 扩大到 扩大至 攀升至 达到了 转为 转 达到 升至 降至 增至 跌至 涨至 减至 来到 达 约为 仅为 \
     分别为 为 是 共有 共计 共 总计 合计 累计达 累计 实现 完成 有 已 已达 均 分别 各 皆 却 录得 收于 收报 报 突破 新台币 \
     超过 仅 就 还 也 又 亦 则 终场 尾盘 收市 早段 最新 收盘点位 的 在 至 到 ， 、 ： “ 等 了 只 高达 多达 可 可达 可望 有望 将 将达 将达到 预期 预计 \
     计划 力争 预测 概估 初估 预估 首次 首度 单月 单季 单日 当月 当季 日内 年内 盘中 季调后 经季调后 经季节调整后 季节调整后 的临时估计 临时估计 的初步估计 的修订估计 由 从 平均 最高达 最低达 最多达 最高 最低",
);

/// The indicator that the words before an amount name; empty when they name none.
pub(crate) fn subject(lead: &str) -> String {
    let mut text = lead.trim_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '，' | '。')).to_owned();
    let turned = List("转为 变为 到现在的 到如今的 发展到 扩大到 增加到").ending(&text).is_some();
    if let Some(at) =
        text.find(['由', '从']).filter(|&at| turned && (at > 0 || text.ends_with("转为") || text.ends_with("变为")))
    {
        // 出厂价格由持平转为: what it was is no part of its name.
        text.truncate(at);
    }
    loop {
        let before = text.len();
        let whole_word = |word: &str| {
            word == "均" && PER_TIME.ending(&text).is_some()
                || word == "报" && List("回报 年报 申报").ending(&text).is_some()
        };
        if let Some(word) = BEHIND.ending(&text).filter(|word| !whole_word(word)) {
            text.truncate(text.len() - word.len());
        }
        if let Some(word) = BEFORE.beginning(&text).filter(|word| !protects(&text, word)) {
            text.drain(..word.len());
        }
        if text.len() == before {
            break;
        }
    }
    let text = without_verbs(told(&text));
    let closes = ["指数收", "汇率收", "价收"].iter().any(|word| text.ends_with(word));
    let text = if closes { text.trim_end_matches('收') } else { &text };
    let whole = text.trim_end_matches('中');
    let text = without_per(whole);
    let text =
        BEHIND.ending(text).filter(|_| text.len() < whole.len()).map_or(text, |word| &text[..text.len() - word.len()]);
    balanced(text)
}

/// Whether a word that looks like a preposition begins a longer word: 在 of 在岸, 以 of 以色列.
fn protects(text: &str, word: &str) -> bool {
    let words = List(
        "在岸 在建 在校 在册 在职 在营 在园 在读 在研 在产 在网 在院 在售 在役 中国 中小 中央 中西部 中部 中药 中型 中等 有色 有机 有效 从业 对外 \
             对美 对欧 对东盟 将军 并购 并网 按揭 以旧换新 上市 上海 上网 年产 年末 年均 年产 月均 月末 有进出口 有实绩 各类 各项 各级 共同 \
             全球经济 世界经济 收盘价 收盘点 累计折旧 实现利润 支持企业 建成区 连续 与会 和田 再贷款 再生 其他 其它 均价 为民 推动力 约当 \
             累计 有形 有限 有效 在手 同时指标 联合收割机 联合国",
    );
    words.iter().any(|long| text.starts_with(long) && long.starts_with(word) && long.len() > word.len())
}

/// `数字产业完成业务收入` is the revenue, whoever completed it.
fn without_verbs(text: &str) -> String {
    let mut text = text.to_owned();
    for verb in ["分别完成", "分别实现", "共实现", "累计实现", "共完成", "累计完成", "实现", "完成"]
    {
        if let Some(at) = text.find(verb).filter(|&at| at > 0) {
            text.replace_range(at..at + verb.len(), "");
        }
    }
    text
}

/// `主计总处公布消费者物价指数` is the index, whoever tells it.
fn told(text: &str) -> &str {
    let told =
        ["公布", "发布", "发表", "显示", "计算的"].iter().filter_map(|verb| Some(text.find(verb)? + verb.len())).max();
    told.map(|at| text[at..].trim_start_matches(['的', '最', '新']))
        .filter(|rest| rest.chars().count() > 1)
        .unwrap_or(text)
}

/// `生猪平均价格每公斤` is the price, whatever it is the price of.
fn without_per(text: &str) -> &str {
    let mut text = text;
    while let Some(at) = text.rfind('每').filter(|&at| at > 0 && is_per(&text[at..])) {
        text = text[..at].trim_end_matches(['为', '是', '达']);
    }
    text
}

/// Whether a phrase is nothing but what an amount is for each of: 每吨, 每人每月.
pub(crate) fn is_per(phrase: &str) -> bool {
    let each = |one: &str| units::is_unit(one) || matches!(one, "月" | "季" | "户" | "季度");
    let mut parts = phrase.split('每');
    parts.next() == Some("") && !phrase.is_empty() && parts.all(each)
}

/// Without quotation marks and brackets that have lost their partner.
fn balanced(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [('“', '”'), ('（', '）'), ('《', '》')] {
        if text.matches(open).count() != text.matches(close).count() {
            text.retain(|c| c != open && c != close);
        }
    }
    text.trim().to_owned()
}

/// The noun phrase that begins a clause without a figure: what the sentence is about.
pub(crate) fn topic(clause: &str) -> String {
    // 年增率由正转负: what it was is no part of its name.
    let clause = clause.find('由').filter(|&at| clause[at..].contains('转')).map_or(clause, |at| &clause[..at]);
    // 六大产业中以光电产业表现最佳
    let clause = cause(clause).map_or(clause, |at| clause[..at].trim_end_matches(['也', '则', '均', '主']));
    let clause = clause.split_once("中以").map_or(clause, |(_, chief)| chief);
    let clause = ["经季节性调整的", "经季节调整的", "经季调的"]
        .iter()
        .find_map(|word| clause.strip_prefix(word))
        .unwrap_or(clause);
    let end = verb_at(clause, 1).unwrap_or(clause.len());
    let noun = subject(&clause[..end]);
    let letters = noun.chars().count();
    if (2..=24).contains(&letters) { noun } else { String::new() }
}

/// Where a clause begins to say why: 因 of 光学器材也因接单成长, 受 of 基本金属受需求支撑.
pub(crate) fn cause(clause: &str) -> Option<usize> {
    let driven = |at: usize| List("支撑 影响 带动 激励 拖累 冲击 推升").stands_in(&clause[at..]);
    let found = clause.find(['因', '随']).or_else(|| clause.find('受').filter(|&at| driven(at)));
    found.filter(|&at| at > 0)
}

/// The first byte from one on at which a verb stands that is no part of a longer word: 以上 of 规模以上 is none.
pub(crate) fn verb_at(clause: &str, from: usize) -> Option<usize> {
    let whole = List("规模以上 规模以下 限额以上 限额以下 上市公司 上市企业 上市银行");
    let within = |at: usize| {
        whole.iter().any(|word| clause.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at)))
    };
    let found = VERBS
        .iter()
        .filter_map(|verb| clause.match_indices(verb).map(|(at, _)| at).find(|&at| at >= from && !within(at)));
    found.min()
}

/// The head noun that ends a phrase: 价格 of 食品价格.
pub(crate) fn head(phrase: &str) -> Option<&'static str> {
    HEADS.ending(phrase)
}

/// Whether a name says nothing: an adverb, or words with a number of their own that is no class of size.
pub(crate) fn is_nameless(name: &str) -> bool {
    let empty = List(
        "首日 当日 下跌 上涨 下探 上探 增长 下降 仍落入 落入 分别 合计 同比 环比 均 一是 二是 三是 四是 五是 一 二 三 四 五 较 遜於 逊于 高于 低于 终场 尾盘 盘中 涨 跌 升 降 增 减 收 报 净 共 额 价 值 率",
    );
    let numbered = name.char_indices().any(|(at, c)| {
        c == '%'
            || c.is_ascii_digit()
                && ["亿元和", "万元和", "元、", "%"].iter().any(|unit| name[at + 1..].starts_with(unit))
    });
    // 1.4%和2.1%降至1.1%和通胀率: a list that was torn.
    let torn = ["%和", "%、", "%及", "元和", "元、", "点和", "点、"].iter().any(|list| name.contains(list));
    name.is_empty() || empty.contains(name) || numbered && (torn || name.starts_with("分别"))
}

/// The noun that begins a text and ends with a head: 净利润 of 净利润稳居前两名.
pub(crate) fn head_within(text: &str) -> &str {
    let end = text.find(['，', '。', '；', '、', '：']).unwrap_or(text.len());
    let heads = HEADS.iter().filter_map(|head| Some(text[..end].find(head)? + head.len()));
    heads.min().filter(|&end| text[..end].chars().count() <= 10).map_or("", |end| &text[..end])
}

/// Whether a phrase names nothing without the figure before it.
pub(crate) fn is_generic(phrase: &str) -> bool {
    GENERIC.contains(phrase)
}

/// A phrase completed by the indicator before it: 成交额 behind 登记技术合同 is 技术合同成交额, 城市 behind
/// 居民消费价格 is 城市居民消费价格.
pub(crate) fn completed(phrase: &str, before: &str, shares_head: bool) -> String {
    if before.is_empty() || phrase == before {
        return phrase.to_owned();
    }
    if PER_TIME.contains(phrase) {
        let whole = PER_TIME.beginning(before).map_or(before, |per| &before[per.len()..]);
        return format!("{phrase}{}", whole.trim_end_matches('数'));
    }
    if phrase.starts_with('占') || phrase.starts_with('对') && phrase.contains("贡献") {
        let cuts = ["占", "增速比", "增速高于", "增速快于", "增速低于", "增速慢于", "增幅比", "增幅高于"];
        let cut = cuts.iter().filter_map(|word| before.find(word)).filter(|&at| at > 0).min();
        let whole = cut.map_or(before, |at| &before[..at]);
        return format!("{whole}{phrase}");
    }
    let levels = ["国家级", "省级", "市级", "县级", "自治区级", "部级"];
    if levels.contains(&phrase)
        && let Some(level) = levels.iter().find(|level| before.contains(**level))
    {
        // 国家级企业28家，省级186家
        return before[before.find(level).unwrap_or_default()..].replacen(level, phrase, 1);
    }
    if is_per(phrase) && !before.starts_with('每') {
        // 原油进口3.27亿吨，每吨3708.1元: the price of it.
        return format!("{}均价", before.trim_end_matches(['量', '数', '额', '值']));
    }
    if let Some(destination) = AREAS.beginning(phrase).filter(|area| *area == phrase)
        && let Some(way) = List("输往 对 销往 出口至 出口到 来自 自 从").beginning(before)
        && let Some(other) = AREAS.beginning(&before[way.len()..])
    {
        // 输往越南出口货值上升37.8%、台湾升36.2%
        return format!("{way}{destination}{}", &before[way.len() + other.len()..]);
    }
    if phrase.is_ascii() || List("净 新增 发放 投放 签订 增加 减少").beginning(phrase).is_some() && shares_head
    {
        return phrase.to_owned();
    }
    if is_generic(phrase) {
        let stem = head(before).map_or(before, |head| &before[..before.len() - head.len()]);
        let stem = ["登记", "签订", "新增"].iter().find_map(|verb| stem.strip_prefix(verb)).unwrap_or(stem);
        let stem = stem.trim_end_matches(['数', '的']);
        let stem = if List("基本 稀释 每股").contains(stem) { "" } else { stem };
        return format!("{stem}{phrase}");
    }
    match (head(phrase), head(before)) {
        (None, Some(head)) if shares_head && !phrase.ends_with(['率', '数', '额', '量', '度']) => {
            // Only the modifier differs: 城市 for 全国 of 居民消费价格, 制造业 for 采矿业 of 增加值.
            if let Some(place) = PLACES.iter().find(|place| *place == phrase) {
                // 一线城市新建商品住宅销售价格下降，其中上海上涨
                let before = before.find('占').map_or(before, |at| &before[..at]);
                let whole = PLACES.beginning(before).map_or(before, |other| &before[other.len()..]);
                return format!("{place}{whole}");
            }
            // 太阳能发电 and 发电量 are 太阳能发电量.
            let overlap =
                head.char_indices().skip(2).find(|(at, _)| phrase.ends_with(&head[..*at])).map_or(0, |(at, _)| at);
            let head = &head[overlap..];
            let modifiers = ["城市", "农村", "城镇", "乡村"];
            match modifiers.contains(&phrase) && before.chars().count() <= 8 {
                true => {
                    format!("{phrase}{}", modifiers.iter().find_map(|word| before.strip_prefix(word)).unwrap_or(before))
                }
                false => {
                    // 城镇居民 behind 居民人均可支配收入
                    let each = before.trim_end_matches(head).ends_with("人均") && !phrase.contains("人均");
                    format!("{phrase}{}{head}", if each { "人均" } else { "" })
                }
            }
        }
        (None, _) | (Some(_), _) => phrase.to_owned(),
    }
}

/// Where goods go to and people come from.
const AREAS: List = List(
    "内地 中国内地 中国大陆 大陆 大陆与香港 大陆及香港 香港 澳门 港澳 台湾 美国 日本 韩国 越南 新加坡 马来西亚 泰国 印度 印度尼西亚 印尼 菲律宾 欧盟      欧洲 东盟 亚洲 北美 非洲 拉美 拉丁美洲 中东 英国 德国 法国 荷兰 意大利 西班牙 俄罗斯 澳大利亚 澳洲 新西兰 加拿大 墨西哥 巴西 阿联酋 沙特 瑞士",
);

/// An amount of each day, month or year.
const PER_TIME: List = List("日均 月均 年均 周均");

/// Places that figures are told of one by one.
const PLACES: List = List(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 \
     内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾 台北市 新北市 桃园市 台中市 台南市 高雄市 新竹市 新竹县 广州 深圳 杭州 南京 武汉 成都 苏州 一线城市 二线城市 三线城市 二三线城市 东部地区 中部地区 \
     西部地区 东北地区",
);

/// The items of a list that counts `wanted`, each complete: `粮食、油料产量` is 粮食产量 and 油料产量.
pub(crate) fn items(list: &str, wanted: usize) -> Option<Vec<String>> {
    let three =
        List("三次产业 一二三产业 一、二、三产业 一二三次产业 第一、二、三产业 第一、第二、第三产业").beginning(list);
    if let Some(of) = three.filter(|_| wanted == 3).map(|three| &list[three.len()..]) {
        return Some(["第一产业", "第二产业", "第三产业"].iter().map(|one| format!("{one}{of}")).collect());
    }
    // 汽车产销: how many were made, and how many sold.
    if let Some((of, behind)) = list.split_once("出进口").filter(|_| wanted == 2) {
        return Some(["出口", "进口"].iter().map(|one| format!("{of}{one}{behind}")).collect());
    }
    let both = List("产销量 产销").ending(list).map(|both| &list[..list.len() - both.len()]);
    if let Some(of) = both.filter(|_| wanted == 2) {
        return Some(["产量", "销量"].iter().map(|one| format!("{of}{one}")).collect());
    }
    let (list, tail) = match list.rsplit_once('的') {
        Some((list, tail)) if head(tail).is_some() && !list.is_empty() => (list, tail),
        _ => (list, ""),
    };
    let strong: [&[&str]; 3] = [&["、", "以及", "和", "与", "及"], &["、", "以及", "和"], &["、"]];
    // 教育、农林水等支出: all of them are 支出.
    let open = head(list).filter(|head| tail.is_empty() && list[..list.len() - head.len()].ends_with('等'));
    let (list, tail) = match open {
        Some(head) => (list[..list.len() - head.len()].trim_end_matches('等'), head),
        None => (list, tail),
    };
    let items = strong.iter().map(|signs| split(list, signs)).find(|items| items.len() == wanted)?;
    let last = items.last()?;
    // 内、外贸吞吐量: a letter stands for the word that the other has whole.
    if let [short, _] = &items[..]
        && let Some(other) = ["内外", "城乡", "进出"].iter().find_map(|pair| pair.strip_prefix(short.as_str()))
        && let Some(rest) = last.strip_prefix(other)
    {
        return Some(vec![format!("{short}{rest}{tail}"), format!("{last}{tail}")]);
    }
    // 出口和进口货值: what is behind 进口 belongs to 出口 too.
    let trade = ["出口", "进口", "输出", "输入"];
    if tail.is_empty()
        && let Some(of) = trade.iter().find_map(|word| Some(&last[last.find(word)? + word.len()..]))
        && !of.is_empty()
        && items.iter().rev().skip(1).all(|item| trade.iter().any(|word| item.ends_with(word)))
    {
        return Some(
            items.iter().map(|item| if item == last { item.clone() } else { format!("{item}{of}") }).collect(),
        );
    }
    // 养老、失业、工伤保险参保人数: all of them are of 保险.
    let kinds = [
        "地区", "对华", "保险", "企业", "行业", "产业", "产品", "居民", "市场", "项目", "贷款", "存款", "用户", "商品",
    ];
    let kind = kinds.iter().filter_map(|kind| last.find(kind)).filter(|&at| at > 0).min();
    let bare = items.iter().rev().skip(1).all(|item| {
        !kinds.iter().any(|kind| item.contains(kind))
            && head(item).is_none()
            && (!item.ends_with('业') || item.ends_with("失业"))
    });
    let tailing = kind.filter(|&at| bare && (head(last).is_some() || &last[at..] == "商品")).map(|at| &last[at..]);
    let shared = tailing.unwrap_or(if tail.is_empty() { head(last).unwrap_or("") } else { tail });
    // 教育、社会保障和就业、卫生健康支出: what money is spent on has a head that is none of money's.
    let spent = |item: &str| {
        List("就业 消费 资产 住房 资源").ending(item).is_some() && List("支出 收入 价格 指数 增加值").contains(shared)
    };
    // 重贴现率 is a rate beside 融通利率.
    let whole = |item: &String| tailing.is_some_and(|tail| item.ends_with(tail)) || item.ends_with('率');
    let complete = |item: &String| match whole(item) || tail.is_empty() && head(item).is_some() && !spent(item) {
        true => item.clone(),
        false => format!("{item}{shared}"),
    };
    Some(items.iter().map(complete).collect())
}

fn split(list: &str, signs: &[&str]) -> Vec<String> {
    let mut items = vec![list.to_owned()];
    for sign in signs {
        items = items.iter().flat_map(|item| item.split(*sign).map(str::to_owned).collect::<Vec<_>>()).collect();
    }
    items.retain(|item| !item.is_empty());
    items
}
