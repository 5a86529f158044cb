//! The repository's own evaluation set, `tests/cases/eval/*.tsv`: hard sentences of economic prose
//! with the text an editor would print. The numbers below are promises; CHANGELOG tells them.

use jianbao::eval::score;
use std::fs;
use std::path::Path;

#[test]
fn hard_sentences_convert_as_an_editor_would_print_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/eval");
    let (mut lines, mut exact, mut characters, mut right) = (0, 0, 0, 0);
    let mut errors = Vec::new();
    for entry in fs::read_dir(folder).expect("the sets can be listed") {
        let set = fs::read_to_string(entry.expect("a set").path()).expect("a set can be read");
        let score = score(&set);
        lines += score.lines;
        exact += score.exact;
        characters += score.characters;
        right += score.right;
        errors.extend(score.errors);
    }
    let told: Vec<String> =
        errors.iter().map(|[source, given, wanted]| format!("  {source}\n- {given}\n+ {wanted}")).collect();
    let told = told.join("\n\n");
    assert!(lines >= 400, "{lines} sentences");
    assert!(exact * 1000 >= lines * 990, "{exact} of {lines} sentences are exact:\n{told}");
    assert!(right * 10_000 >= characters * 9_995, "{right} of {characters} characters are right:\n{told}");
}
