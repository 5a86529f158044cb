//! Words of comparison that `check` finds left in the editions of Taiwan and Hong Kong.

use crate::helpers::{SETTINGS, check, options, site};
use jianbao::diag::Code;
use jianbao::pipeline::Options;

const BULLETIN: &str = "+++\ntitle = \"CPI同比上涨0.1%，同比基数较低\"\ndate = 2025-07-09\n+++\n\n\
    价格环比指数为100，-{同比}-另有规定，`同比指数`与同比例变动。环比数据见表。\n";

#[test]
fn what_is_left_is_told_once_a_place() {
    let glossary = "[[terms]]\nzh-hans = \"环比数据\"\nzh-hant-tw = \"月增率資料\"\nzh-hant-hk = \"按月數據\"\n";
    let folder =
        site(&[("site.toml", SETTINGS), ("content/glossary.toml", glossary), ("content/bulletins/cpi.md", BULLETIN)]);
    let report = check(&Options { review: true, ..options(folder.path()) });
    let told: Vec<_> = report.diagnostics.iter().filter(|found| found.code == Code::MainlandWord).collect();
    let messages: Vec<&str> = told.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].starts_with("`同比基数`"), "{messages:?}");
    assert!(messages[1].starts_with("`环比指数`"), "{messages:?}");
}
