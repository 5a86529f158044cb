//! The command as its users see it: transcripts in `tests/cli/*.md`, each run in its own sandbox.

use crate::helpers::binary;

fn cases() -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.register_bin("jianbao", binary()).env("GITHUB_ACTIONS", "");
    cases
}

#[test]
fn transcripts() {
    cases().case("tests/cli/*.md").env("LC_ALL", "C");
}

/// The other transcripts are of no locale; these name their own.
#[test]
fn transcripts_of_a_locale() {
    cases().case("tests/cli/locale/*.md");
}
