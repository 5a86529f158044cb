//! What a figure is a figure of.
//!
//! In: the words that stand before an amount, or behind the unit of a count. Out: the indicator they
//! name: without adverbs and verbs, with the head noun that a short form takes from the figure before.
//!
//! May touch: import

use crate::import::letters::is_han;
use crate::import::list::List;

/// Nouns that name what is measured. A phrase that ends with one is complete.
const HEADS: List = List(
    "增加值 生产总值 总产值 产值 业务收入 可支配收入 预算收入 预算支出 营业收入 收入 支出 利润总额 净利润 利润 \
     投资额 投资 零售总额 零售额 销售额 销售面积 销售量 销量 产量 产能 总产量 单产 进出口总值 进出口总额 \
     进出口额 进出口 出口额 出口总额 出口值 出口 进口额 进口总额 进口值 进口 顺差 逆差 价格指数 采购经理指数 \
     指数 出厂价格 消费价格 购进价格 价格 均价 批发价 零售价 收购价 价 中间价 汇率 利率 收益率 余额 存款 贷款 \
     增量 社会融资规模 融资规模 融资额 融资 规模 货币供应量 M2 M1 M0 CPI PPI PMI GDP 失业率 就业 就业人员 人数 \
     就业人数 工资 成交额 成交量 成交面积 交易额 交易量 金额 总额 总量 总数 数量 面积 播种面积 施工面积 竣工面积 \
     新开工面积 待售面积 库存 存栏 出栏 出栏量 存栏量 用电量 发电量 装机容量 装机 消费量 消费 耗电量 能耗 排放量 \
     加工量 客运量 货运量 周转量 吞吐量 客流量 旅客量 业务量 业务总量 比重 占比 比例 份额 贡献率 利用率 普及率 \
     渗透率 化率 自给率 覆盖率 不良率 负债率 拨备覆盖率 周转天数 期限 税收 税收收入 关税 经济增长 经济成长 输出 输入 通胀率 结余 薪资 货值 销货价值 用电 负荷 收入比 资产 负债 总资产 净资产 \
     存量 外汇储备 储备 人口 户数 订单 额度 外资 资金 成本 费用 保费收入 赔付支出 人次 收盘价 增速",
);

/// Heads that say nothing by themselves: they take their modifier from the figure before.
const GENERIC: List = List(
    "成交额 总量 总数 数量 金额 总额 规模 余额 面积 收入 利润 产量 销量 均价 价格 占比 比重 比例 份额 计划投资额 \
     投资额 计划总投资 总投资 合同金额 交易额 销售额 出栏 存栏 单产 总产量 人数 户数 贡献率 营业收入 产值 \
     成交面积 销售面积 平均价格 成交量 交易量 日均 折年率 折成年率",
);

/// Words before a phrase that are no part of it.
const BEFORE: List = List(
    "其中 同时 此外 另外 而且 并且 并 而 且 但 还 仅 已经 已有 已将 已 均 都 又 再 则 全国共 全国 我国 全省 \
     全市 全区 全县 全州 全自治区 全球 共有 共计 共 总计 合计 累计 目前 当前 截至 从 在 以 按 据 由 对于 关于 \
     有 为 是 将 把 使 令 让 推动 带动 预计 预测 力争 经季节调整后 经季节性调整后 季调后 季节调整后 剔除季节因素后 经季调后 假期 国庆假期 春节假期 五一假期 确保 计划 实现 完成 达到 拥有 的 我们 他们 该 这些 这 各 \
     初步核算 初步统计 数据显示 统计显示 会上 其 和 与 及 、 “ 建成 形成 推出 发放 支持 联合 围绕 开源 聚焦 \
     连续 培育 约 预期 投入 如今 现在 现已 已聚集 聚集",
);

/// Words behind a phrase that lead to the number.
const BEHIND: List = List(
    "稳定在 维持在 保持在 控制在 回升至 回落至 提升至 提高至 提升到 提高到 上升至 上升到 下降至 下降到 降低到 \
     增加到 增加至 增长到 增长至 扩大到 扩大至 攀升至 达到了 转为 转 达到 升至 降至 增至 跌至 涨至 减至 达 约为 仅为 \
     分别为 为 是 共有 共计 共 总计 合计 累计达 累计 实现 完成 有 已 已达 均 分别 各 录得 收于 收报 报 突破 \
     超过 仅 就 还 也 又 的 在 至 到 ， 、 ： “ 等 了 只 高达 多达 可 可达 可望 有望 将 将达 将达到 预期 预计 \
     计划 力争 预测 概估 初估 平均 最高达 最低达 最多达 最高 最低",
);

/// Verbs at which the noun behind a count ends.
const VERBS: List = List(
    "聚焦 纳入 保持 实现 高质量发展 参与 参加 入驻 投产 开工 建成 落地 获得 获批 成为 正在 已经 全部 达到 超过 \
     占 开展 组织 提供 推出 覆盖 服务于 涵盖 位于 集中 进入 列入 入选 通过 增长 下降 上涨 回升 回落 延续 呈现 \
     持续 继续 完成 享受 受益 签约 签订 签署 运行 运营 使用 应用 推动 带动 促进 支持 用于 涉及 来自 分布 分别 \
     同比 环比 较 比上 的 在 被 将 已 以及 户均 人均 年均 并 ， 。 、 ； ： （ ） ”， 上市 下达 执行 出现 发布 表示 认为 \
     就业 交付 投入 持平 竣工 刷新 创下 再创 屡创 均录得 录得 均实现 双双 发放 办理 到位 接入 高于 低于 为 以上 以下 左右 需要",
);

/// The indicator that the words before an amount name; empty when they name none.
pub fn subject(lead: &str) -> String {
    let mut text = lead.trim_matches(|c: char| c.is_whitespace() || matches!(c, '”' | '，' | '。')).to_owned();
    if let Some(at) = text.find('由').filter(|_| text.ends_with("转为") || text.ends_with("变为")) {
        // 出厂价格由持平转为: what it was is no part of its name.
        text.truncate(at);
    }
    loop {
        let before = text.len();
        if let Some(word) = BEHIND.ending(&text).filter(|word| *word != "均" || !text.ends_with("日均")) {
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
    balanced(without_per(text.trim_end_matches('中')))
}

/// Whether a word that looks like a preposition begins a longer word: 在 of 在岸, 以 of 以色列.
fn protects(text: &str, word: &str) -> bool {
    let words = List(
        "在岸 在建 在校 在册 在职 在营 中国 中小 中央 中西部 中部 中药 中型 中等 有色 有机 有效 从业 对外 \
             对美 对欧 对东盟 将军 并购 并网 按揭 以旧换新 上市 上海 上网 年产 年末 年均 年产 月均 月末 有进出口 有实绩 各类 共同 \
             累计折旧 实现利润 支持企业 建成区 连续 与会 和田 再贷款 再生 其他 其它 均价 为民 推动力 \
             累计",
    );
    words.iter().any(|long| text.starts_with(long) && long.starts_with(word) && long.len() > word.len())
}

/// `数字产业完成业务收入` is the revenue, whoever completed it.
fn without_verbs(text: &str) -> String {
    let mut text = text.to_owned();
    for verb in ["共实现", "累计实现", "共完成", "累计完成", "实现", "完成"] {
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
    let per = text.rfind('每').filter(|&at| at > 0 && text[at..].chars().count() <= 4);
    per.map_or(text, |at| &text[..at])
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

/// The noun behind the unit of a count: `国家级制造业创新中心` behind `33家`; empty when there is none.
pub fn counted(behind: &str) -> &str {
    let clause =
        behind.find(['，', '。', '；', '：', '、', '！', '？', '（', '）', ' ']).map_or(behind, |end| &behind[..end]);
    let clause = clause.strip_suffix('”').filter(|body| !body.contains('“')).unwrap_or(clause);
    let clause = clause
        .find(|c: char| c.is_ascii_digit())
        .filter(|&digit| clause.contains("中的") || clause[..digit].ends_with('的'))
        .map_or(clause, |digit| clause[..digit].trim_end_matches('的'));
    let letters = clause.char_indices().nth(22).map_or(clause.len(), |(at, _)| at);
    let clause = &clause[..letters];
    let end = VERBS.first_in(clause).unwrap_or(clause.len());
    let modified = clause[end..].strip_prefix('的').is_some();
    let noun = if modified { whole_noun(clause) } else { &clause[..end] };
    let noun = ["中的", "中", "里", "之一"].iter().find_map(|word| noun.strip_suffix(word)).unwrap_or(noun);
    let noun = noun.trim_end_matches(['均', '都', '已']);
    let has_han = noun.chars().any(is_han);
    if has_han { noun.trim_matches(['”', '“']) } else { "" }
}

/// What is done to what is counted: 带动 of 带动1.8万户农户, 出口 of 产品出口到40多个国家.
const ACTS: List = List(
    "带动 惠及 服务 支持 覆盖 吸纳 帮扶 培训 吸引 新增 新登记 新设 新设立 新建 新签约 新开工 新注册 新认定 引进 引育 \
     发放 培育 出口到 出口至 销往 远销 远销至 入选 关停 淘汰 帮助 接待 运送 招收 招聘 签约 开工 竣工 登记 认定 落户 \
     减免 孵化 减少 净增 举办 开展 改造 开通 建成 新改建 整治 推广 实施 提供 达成 兑现 受理 查处",
);

/// The verb before a count, without what only leads to its object; empty when there is none.
pub fn acted(lead: &str) -> &'static str {
    let lead = lead.trim_end_matches(['了', '共', '约', '近', '已', '的']).trim_end_matches("累计");
    ACTS.ending(lead).map_or("", |verb| verb.trim_end_matches(['到', '至', '往']))
}

/// The verb that begins what leads to a count: 支持 of 支持项目1325个.
pub fn acting(lead: &str) -> Option<&'static str> {
    ACTS.beginning(lead)
}

/// What tells which things are counted: 调查的 of 在调查的21个行业中; empty when nothing does.
pub fn modifier(lead: &str) -> &str {
    let words = lead.trim_start_matches(['在', '从', '对', '向', '为', '有', '，']);
    let tells = words.ends_with('的') && (2..=8).contains(&words.chars().count());
    if tells { words } else { "" }
}

/// Whether a phrase is nothing but such a verb.
pub fn is_act(phrase: &str) -> bool {
    ACTS.contains(phrase.trim_end_matches('了'))
}

/// What is done year after year: `全国中小企业服务月活动` behind 连续5年组织开展.
pub fn done(behind: &str) -> &str {
    let clause = behind.find(['，', '。', '；', '：', '、']).map_or(behind, |end| &behind[..end]);
    ["组织开展", "开展", "举办", "保持", "实现", "成为", "居", "位居"]
        .iter()
        .find_map(|verb| clause.strip_prefix(verb))
        .unwrap_or(clause)
}

/// `国家战略与产业发展急需的关键领域`: what stands behind 的 is the noun, up to the next verb.
fn whole_noun(clause: &str) -> &str {
    let Some(at) = clause.find('的') else { return clause };
    let behind = &clause[at + "的".len()..];
    let end = VERBS.first_in(behind).unwrap_or(behind.len());
    match end {
        0 => &clause[..at],
        _ => &clause[..at + "的".len() + end],
    }
}

/// The noun phrase that begins a clause without a figure: what the sentence is about.
pub fn topic(clause: &str) -> String {
    let end = VERBS.iter().filter_map(|verb| clause.find(verb)).filter(|&at| at > 0).min().unwrap_or(clause.len());
    let noun = subject(&clause[..end]);
    let letters = noun.chars().count();
    if (2..=24).contains(&letters) { noun } else { String::new() }
}

/// The head noun that ends a phrase: 价格 of 食品价格.
pub fn head(phrase: &str) -> Option<&'static str> {
    HEADS.ending(phrase)
}

/// Whether a phrase names nothing without the figure before it.
pub fn is_generic(phrase: &str) -> bool {
    GENERIC.contains(phrase)
}

/// A phrase completed by the indicator before it: 成交额 behind 登记技术合同 is 技术合同成交额, 城市 behind
/// 居民消费价格 is 城市居民消费价格.
pub fn completed(phrase: &str, before: &str, shares_head: bool) -> String {
    if before.is_empty() || phrase == before {
        return phrase.to_owned();
    }
    if phrase == "日均" {
        return format!("日均{}", before.trim_start_matches("日均").trim_end_matches('数'));
    }
    if phrase.starts_with('占') || phrase.starts_with('对') && phrase.contains("贡献") {
        return format!("{before}{phrase}");
    }
    if is_generic(phrase) {
        let stem = head(before).map_or(before, |head| &before[..before.len() - head.len()]);
        let stem = ["登记", "签订", "新增"].iter().find_map(|verb| stem.strip_prefix(verb)).unwrap_or(stem);
        let stem = stem.trim_end_matches(['数', '的']);
        return format!("{stem}{phrase}");
    }
    match (head(phrase), head(before)) {
        (None, Some(head)) if shares_head && !phrase.ends_with(['率', '数', '额', '量', '度']) => {
            // Only the modifier differs: 城市 for 全国 of 居民消费价格, 制造业 for 采矿业 of 增加值.
            let modifiers = ["城市", "农村", "城镇", "乡村"];
            match modifiers.contains(&phrase) && before.chars().count() <= 8 {
                true => {
                    format!("{phrase}{}", modifiers.iter().find_map(|word| before.strip_prefix(word)).unwrap_or(before))
                }
                false => format!("{phrase}{head}"),
            }
        }
        (None, _) | (Some(_), _) => phrase.to_owned(),
    }
}

/// The items of a list that counts `wanted`, each complete: `粮食、油料产量` is 粮食产量 and 油料产量.
pub fn items(list: &str, wanted: usize) -> Option<Vec<String>> {
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
    let shared = if tail.is_empty() { head(last).unwrap_or("") } else { tail };
    let complete = |item: &String| match tail.is_empty() && head(item).is_some() {
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
