//! The words of change, as each region says them.
//!
//! In: nothing. Out: tables.
//!
//! May touch: nothing

/// A word of change.
pub(super) struct Verb {
    pub(super) hans: &'static str,
    pub(super) taiwan: &'static str,
    /// What Taiwan says behind 年 and 月 where a number follows: 年增5%; empty where it says 較上年同期.
    pub(super) short: &'static str,
    pub(super) hong_kong: &'static str,
}

const fn verb(hans: &'static str, taiwan: &'static str, short: &'static str, hong_kong: &'static str) -> Verb {
    Verb { hans, taiwan, short, hong_kong }
}

/// Of several that are said alike elsewhere, the first is the usual one.
pub(super) const VERBS: [Verb; 65] = [
    verb("增长", "成長", "增", "增長"),
    verb("下降", "下降", "減", "下降"),
    verb("上升", "上升", "升", "上升"),
    verb("上涨", "上漲", "漲", "上升"),
    verb("下跌", "下跌", "跌", "下跌"),
    verb("增加", "增加", "增", "增加"),
    verb("减少", "減少", "減", "減少"),
    verb("降低", "降低", "", "降低"),
    verb("增", "增加", "增", "增"),
    verb("减", "減少", "減", "減"),
    verb("升", "上升", "升", "升"),
    verb("涨", "上漲", "漲", "升"),
    verb("跌", "下跌", "跌", "跌"),
    verb("降", "下降", "降", "降"),
    verb("大幅增长", "大幅成長", "大增", "大幅增長"),
    verb("大幅下降", "大幅下降", "大減", "大幅下降"),
    verb("大幅上涨", "大幅上漲", "大漲", "大幅上升"),
    verb("大幅下跌", "大幅下跌", "大跌", "大幅下跌"),
    verb("大幅增加", "大幅增加", "大增", "大幅增加"),
    verb("大幅减少", "大幅減少", "大減", "大幅減少"),
    verb("小幅增长", "小幅成長", "小增", "小幅增長"),
    verb("小幅下降", "小幅下降", "小減", "小幅下降"),
    verb("小幅上涨", "小幅上漲", "小漲", "小幅上升"),
    verb("小幅下跌", "小幅下跌", "小跌", "小幅下跌"),
    verb("大增", "大增", "大增", "大增"),
    verb("暴跌", "暴跌", "大跌", "急跌"),
    verb("暴涨", "暴漲", "大漲", "急升"),
    verb("激增", "激增", "激增", "激增"),
    verb("猛增", "猛增", "大增", "猛增"),
    verb("锐减", "銳減", "銳減", "銳減"),
    verb("骤降", "驟降", "驟降", "驟降"),
    verb("飙升", "飆升", "飆升", "飆升"),
    verb("大降", "大減", "大減", "大降"),
    verb("大涨", "大漲", "大漲", "大升"),
    verb("大跌", "大跌", "大跌", "大跌"),
    verb("微增", "微增", "微增", "微增"),
    verb("微降", "微降", "微減", "微降"),
    verb("微涨", "微漲", "微漲", "微升"),
    verb("微跌", "微跌", "微跌", "微跌"),
    verb("微升", "微升", "微升", "微升"),
    verb("略增", "略增", "略增", "略增"),
    verb("略降", "略降", "略減", "略降"),
    verb("略涨", "略漲", "略漲", "略升"),
    verb("略升", "略升", "略升", "略升"),
    verb("净增", "淨增", "淨增", "淨增"),
    verb("净减", "淨減", "淨減", "淨減"),
    verb("多增", "多增", "", "多增"),
    verb("少增", "少增", "", "少增"),
    verb("多减", "多減", "", "多減"),
    verb("少减", "少減", "", "少減"),
    verb("回落", "回落", "", "回落"),
    verb("回升", "回升", "", "回升"),
    verb("提高", "提高", "", "提高"),
    verb("提升", "提升", "", "提升"),
    verb("扩大", "擴大", "", "擴大"),
    verb("收窄", "收窄", "", "收窄"),
    verb("缩小", "縮小", "", "縮小"),
    verb("下行", "下行", "", "下行"),
    verb("上行", "上行", "", "上行"),
    verb("多", "多", "", "多"),
    verb("少", "少", "", "少"),
    verb("高", "高", "", "高"),
    verb("低", "低", "", "低"),
    verb("快", "快", "", "快"),
    verb("慢", "慢", "", "慢"),
];

/// What a change is called, and what it is behind 年 or 按年. What is said of a rate goes with it: 年增率由負轉正.
pub(super) struct Noun {
    pub(super) hans: &'static str,
    pub(super) taiwan: &'static str,
    pub(super) hong_kong: &'static str,
}

const fn noun(hans: &'static str, taiwan: &'static str, hong_kong: &'static str) -> Noun {
    Noun { hans, taiwan, hong_kong }
}

/// Of several that are said alike elsewhere, the first is the usual one.
pub(super) const NOUNS: [Noun; 27] = [
    noun("增速", "增率", "增速"),
    noun("增长率", "增率", "增長率"),
    noun("增长速度", "增率", "增長速度"),
    noun("增幅", "增幅", "增幅"),
    noun("涨跌幅", "漲跌幅", "升跌幅"),
    noun("升幅", "升幅", "升幅"),
    noun("涨幅", "漲幅", "升幅"),
    noun("跌幅", "跌幅", "跌幅"),
    noun("降幅", "減幅", "跌幅"),
    noun("降速", "減率", "跌幅"),
    noun("变动率", "變動率", "變動率"),
    noun("变化率", "變動率", "變動率"),
    noun("变动", "變動", "變動"),
    noun("变化", "變動", "變動"),
    noun("折年率", "增年率", "折年率"),
    noun("由负转正", "增率由負轉正", "由負轉正"),
    noun("由降转升", "增率由負轉正", "由跌轉升"),
    noun("由降转涨", "增率由負轉正", "由跌轉升"),
    noun("由跌转涨", "增率由負轉正", "由跌轉升"),
    noun("由降转增", "增率由負轉正", "由跌轉增"),
    noun("由正转负", "增率由正轉負", "由正轉負"),
    noun("由升转降", "增率由正轉負", "由升轉跌"),
    noun("由涨转降", "增率由正轉負", "由升轉跌"),
    noun("由涨转跌", "增率由正轉負", "由升轉跌"),
    noun("由增转降", "增率由正轉負", "由增轉跌"),
    noun("由增转减", "增率由正轉負", "由增轉減"),
    noun("由", "增率由", "由"),
];

/// Words between the basis and the word of change, on the mainland, in Taiwan and in Hong Kong. Taiwan says them before
/// the basis where it takes the short form: 分別年增.
pub(super) const ADVERBS: [[&str; 3]; 15] = [
    ["分别", "分別", "分別"],
    ["实际", "實質", "實質"],
    ["名义", "名目", "名義"],
    ["均", "均", "均"],
    ["各", "各", "各"],
    ["都", "都", "都"],
    ["也", "也", "也"],
    ["则", "則", "則"],
    ["仍", "仍", "仍"],
    ["又", "又", "又"],
    ["再", "再", "再"],
    ["已", "已", "已"],
    ["还", "還", "還"],
    ["仅", "僅", "僅"],
    ["同时", "同時", "同時"],
];

/// What else may follow the basis, in any script: with any other word it may be a name of something.
pub(super) const FOLLOWING: [&str; 115] = [
    "持平", "持稳", "持穩", "基本", "大体", "大體", "大致", "总体", "總體", "保持", "维持", "維持", "继续", "繼續",
    "仍", "均", "都", "分别", "分別", "各", "也", "则", "則", "已", "还", "還", "又", "再", "转", "轉", "实现", "實現",
    "出现", "出現", "呈", "有所", "略有", "略", "微", "大幅", "小幅", "明显", "明顯", "显著", "顯著", "快速", "较快",
    "較快", "较大", "較大", "稳步", "穩步", "稳定", "穩定", "平稳", "平穩", "加快", "加速", "放缓", "放緩", "减缓",
    "減緩", "翻番", "翻倍", "走高", "走低", "走强", "走弱", "改善", "好转", "好轉", "恶化", "下滑", "萎缩", "萎縮",
    "收缩", "收縮", "攀升", "激增", "猛增", "骤增", "锐减", "骤降", "急升", "急跌", "缩减", "縮減", "缩水", "双降",
    "雙降", "双升", "雙升", "双增", "雙增", "双双", "雙雙", "全部", "全面", "普遍", "跃升", "躍升", "连续", "連續",
    "首次", "止跌", "恢复", "恢復", "增至", "减至", "減至", "降至", "升至", "涨至", "漲至", "跌至",
];

/// Words of approximation before a number.
pub(super) const LEADS: [&str; 32] = [
    "约", "約", "大约", "大約", "近", "接近", "将近", "將近", "超", "超过", "超過", "逾", "达", "達", "高达", "高達",
    "达到", "達到", "至少", "最少", "不到", "不足", "最多", "仅", "僅", "只", "上", "突破", "将", "將", "多达", "共",
];
