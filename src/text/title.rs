//! Titles of laws and official documents, which keep their own words: `《移动互联网应用程序信息服务管理规定》`.
//!
//! In: text. Out: the bytes of each such title, without its marks.
//!
//! May touch: nothing

use super::finder::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// With these the title of what an office issues ends. Books, films and agreements between countries are none.
const KINDS: [&str; 30] = [
    "法",
    "办法",
    "规定",
    "条例",
    "意见",
    "通知",
    "细则",
    "决定",
    "规划",
    "纲要",
    "准则",
    "公告",
    "规则",
    "规范",
    "指引",
    "指南",
    "目录",
    "行动计划",
    "实施方案",
    "工作方案",
    "總綱",
    "辦法",
    "規定",
    "條例",
    "意見",
    "細則",
    "決定",
    "準則",
    "規則",
    "要點",
];
/// What may stand behind it in brackets: 《…办法（试行）》.
const BRACKETS: [char; 2] = ['（', '('];

static OPENS: LazyLock<Finder> = LazyLock::new(|| Finder::of(&["《"]));

/// Every title of a law or an official document. One within another belongs to it.
pub fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = OPENS.find(text, rest)?.end();
        let mut depth = 1;
        let end = text[start..].char_indices().find_map(|(at, c)| {
            match c {
                '《' => depth += 1,
                '》' => depth -= 1,
                '\n' => return Some((start + at, false)),
                _ => {}
            }
            (depth == 0).then_some((start + at, true))
        });
        let (end, is_closed) = end.unwrap_or((text.len(), false));
        rest = end;
        Some((start..end, is_closed))
    })
    .filter_map(|(span, is_closed)| (is_closed && is_official(&text[span.clone()])).then_some(span))
}

/// Whether a title is that of a law or an official document.
fn is_official(title: &str) -> bool {
    let mut name = title;
    while let Some(start) = name.strip_suffix(['）', ')']).and_then(|open| open.rfind(BRACKETS)) {
        name = &name[..start];
    }
    KINDS.iter().any(|kind| name.len() > kind.len() && name.ends_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_office_issues_is_told_from_books() {
        for (text, titles) in [
            ("依据《数据安全法》和《软件产品管理办法（试行）》", "数据安全法|软件产品管理办法（试行）"),
            ("印发《关于修改《网络安全法》的决定》的通知", "关于修改《网络安全法》的决定"),
            ("依《個人資料保護法》", "個人資料保護法"),
            ("《华尔街日报》报道了《特朗普传》", ""),
            ("《法", ""),
            ("《数据\n办法》", ""),
        ] {
            let found: Vec<&str> = spans(text).map(|span| &text[span]).collect();
            assert_eq!(found.join("|"), titles, "{text}");
        }
    }
}
