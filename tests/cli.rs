//! The command as its users see it: transcripts in `tests/cli/*.md`, each run in its own sandbox.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.md").env("GITHUB_ACTIONS", "");
}
