//! The command as its users see it: transcripts in `tests/cli/*.md`, each run in its own sandbox.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.md").env("GITHUB_ACTIONS", "").env("LC_ALL", "C");
}

/// The other transcripts are of no locale; these name their own.
#[test]
fn transcripts_of_a_locale() {
    trycmd::TestCases::new().case("tests/cli/locale/*.md").env("GITHUB_ACTIONS", "");
}
