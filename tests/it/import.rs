//! `import`: whatever the input, nothing is lost and every draft can be read.

use jianbao::bulletin;
use jianbao::command::fmt::{self, Outcome};
use jianbao::diag::Severity;
use jianbao::figure::Registry;
use jianbao::import::{Import, import};
use jianbao::path::SourcePath;
use jianbao::source::Source;
use jianbao::text::Variant;
use jianbao::text::doubt::Words;
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The pieces that pages are made of, well or badly put together.
fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("上半年全市工业运行平稳\n"),
        Just("　　上半年，全市规模以上工业增加值同比增长6.4%，比一季度加快0.3个百分点。"),
        Just("出口、进口分别为3.1亿元和2.2亿元，分别增长3%、下降1.5%"),
        Just("工业机器人、服务机器人的产量同比分别增长"),
        Just("97个大类中的86个"),
        Just("50亿元以上签约项目83个"),
        Just("截至6月底"),
        Just("新华社北京7月18日电 "),
        Just("（上接第一版）"),
        Just("（下转第3版）\n"),
        Just("（来源：新华社）\n"),
        Just("（钟琪文）"),
        Just("【招商引资】\n"),
        Just("指标\t6月\t同比增长（%）\n"),
        Just("粮食 149.7 0.1\n"),
        Just("甲\n1\n2\n乙\n3\n4\n丙\n5\n6\n"),
        Just("| 甲 | 1 |\n"),
        Just("第3版 2025年7月19日 星期六\n"),
        Just("培训会现场\n"),
        Just("規模以上工業增加值年增6.4%。"),
        Just("——"),
        Just("１２．５％"),
        Just("3—5%"),
        Just("9999999999999999999999999999999"),
        Just("第"),
        Just("由"),
        Just("同比"),
        Just("分别"),
        Just("“"),
        Just("”"),
        Just("（"),
        Just("）"),
        Just("。"),
        Just("，"),
        Just("、"),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\t"),
        Just("    "),
        Just("　"),
        Just("\u{200b}"),
        Just("\u{feff}"),
        Just("\u{c}"),
        Just("\u{0}"),
        Just("+++\n"),
        Just("---\n"),
        Just("# 甲市出口增长\n"),
        Just("## 小标题\n"),
        Just("1. 甲市出口增长\n"),
        Just("2、乙市进口下降5%\n"),
        Just("◆丙市用电量增长\n"),
        Just("【丁市工业增速回升】"),
        Just("\n\n\n"),
        Just("# *_`[x](y)<b>{{ 甲 }} -{乙}-\n"),
        Just("\"\\"),
        Just("abc def"),
        Just("é🙂"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Drafts and what was set aside are the input, each byte once.
fn nothing_is_lost(import: &Import) {
    let mut times = vec![0; import.text.len()];
    for aside in &import.aside {
        times[aside.span.clone()].iter_mut().for_each(|times| *times += 1);
    }
    for letter in import.drafts.iter().flat_map(|draft| draft.pieces()).flat_map(|piece| &piece.0) {
        times[letter.at..letter.at + letter.len].iter_mut().for_each(|times| *times += 1);
        let printed = &import.text[letter.at..letter.at + letter.len];
        assert!(
            letter.len == 0
                || printed.starts_with(letter.clean)
                || !letter.clean.is_alphabetic()
                || !printed.is_ascii()
        );
    }
    let wrong = times.iter().position(|&times| times != 1);
    assert!(wrong.is_none(), "byte {wrong:?} of {:?}", import.text);
}

/// A draft's file has every word of the page that is accounted to it, and is a bulletin that reads.
fn drafts_are_whole(import: &Import) {
    for draft in &import.drafts {
        let file: String = draft.markdown.replace("\\u007b", "{").chars().filter(|c| *c != '\\').collect();
        for piece in draft.pieces() {
            let clean: String = piece.clean().chars().filter(|c| *c != '\\').collect();
            assert!(file.contains(&clean), "{clean:?} is not in {file}");
        }
        let source = Source::new(SourcePath::known("content/bulletins/2025/draft.md"), &draft.markdown);
        let checked = bulletin::parse(&source, Variant::Hans, &Registry::default());
        let errors: Vec<_> = checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}\n{}", draft.markdown);
        let ordered = fmt::file(SourcePath::known("content/bulletins/2025/draft.md"), &draft.markdown).value;
        assert_eq!(ordered, Outcome::Same, "{}", draft.markdown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_character_is_accounted_for(text in page()) {
        let import = import(text.as_bytes(), date(2025, 7, 19), &Registry::default(), &WORDS);
        nothing_is_lost(&import);
        drafts_are_whole(&import);
    }

    #[test]
    fn any_bytes_are_a_page(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let import = import(&bytes, date(2024, 2, 29), &Registry::default(), &WORDS);
        nothing_is_lost(&import);
        drafts_are_whole(&import);
    }

    #[test]
    fn any_characters_are_a_page(text in "\\PC{0,80}\n?\\PC{0,80}") {
        let import = import(text.as_bytes(), date(2025, 7, 19), &Registry::default(), &WORDS);
        nothing_is_lost(&import);
        drafts_are_whole(&import);
    }
}

/// Each amount looks back over its sentence; ten thousand characters in one would take minutes.
#[test]
fn a_page_without_full_stops_is_read() {
    let said = "规模以上工业增加值增长6.4%其中高技术制造业增长9.5%软件业务收入55788亿元增长11.2%";
    let text = said.repeat(250);
    let import = import(text.as_bytes(), date(2025, 7, 19), &Registry::default(), &WORDS);
    nothing_is_lost(&import);
    drafts_are_whole(&import);
}
