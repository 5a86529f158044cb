//! `import` of data: files of JSON-stat and SDMX-JSON, rows of other programs; and an assistant's answers.

use crate::helpers::binary;
use std::fs;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Runs an import in a folder with these files; returns what it said and its one draft.
fn imported(files: &[(&str, &str)], arguments: &[&str]) -> (Output, String) {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("the file");
    }
    let output = Command::new(binary())
        .args(["import", "--out", "drafts", "--ui-lang", "en"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let drafts = fs::read_dir(folder.path().join("drafts")).into_iter().flatten();
    let draft = drafts.map(|entry| fs::read_to_string(entry.expect("a draft").path()).expect("text")).collect();
    (output, draft)
}

fn expect(draft: &str, parts: &[&str]) {
    for part in parts {
        assert!(draft.contains(part), "no `{part}` in:\n{draft}");
    }
}

/// What an import that cannot be said.
fn refused(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let (output, draft) = imported(files, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), draft.as_str()), (Some(2), ""), "{said}");
    said
}

const CUBE: &str = r#"{"version":"2.0","class":"dataset","label":"失业率","source":"示例统计局","updated":"2025-07-18T11:00:00Z",
    "id":["unit","geo","time"],"size":[1,2,3],"role":{"time":["time"],"geo":["geo"]},
    "dimension":{"unit":{"category":{"label":{"PC":"Percentage"}}},
      "geo":{"label":"Area","category":{"index":{"B":1,"A":0},"label":{"A":"甲国","B":"乙国"}}},
      "time":{"category":{"index":["2025M04","2025M05","2025M06"]}}},
    "value":VALUE}"#;

#[test]
fn a_cube_of_json_stat_becomes_figures() {
    for value in [r#"[3.70,3.6,null,7.0,null,null]"#, r#"{"0":3.70,"1":3.6,"3":7.0}"#] {
        let (output, draft) = imported(&[("a.json", &CUBE.replace("VALUE", value))], &["a.json"]);
        assert!(output.status.success(), "{output:?}");
        expect(
            &draft,
            &[
                "title    = \"失业率\"\ndate     = 2025-07-18\nperiod   = \"2025-04\"",
                "source   = \"示例统计局\"",
                "value     = \"3.70%\"\ndims      = { \"地区\" = \"甲国\" }",
                "value     = \"3.6%\"\nperiod    = \"2025-05\"",
                "value     = \"7.0%\"\ndims      = { \"地区\" = \"乙国\" }",
                "| 失业率（乙国） | 2025-04 | 7\\.0% |",
            ],
        );
        assert_eq!(draft.matches("[[metrics]]").count(), 3, "{draft}");
    }
    let first = CUBE.replace("VALUE", "[1,2,3,4,5,6]").replace("\"id\":[\"unit\",\"geo\",\"time\"],\"size\":[1,2,3],\"role\":{\"time\":[\"time\"],\"geo\":[\"geo\"]},", "")
        .replace("\"dimension\":{", "\"dimension\":{\"id\":[\"unit\",\"geo\",\"time\"],\"size\":[1,2,3],\"role\":{\"time\":[\"time\"],\"geo\":[\"geo\"]},");
    let (_, draft) = imported(&[("a.json", &format!("{{\"rates\":{first}}}"))], &["a.json"]);
    assert_eq!(draft.matches("[[metrics]]").count(), 6, "version 1: {draft}");
}

#[test]
fn changes_are_changes_and_scales_are_kept() {
    let message = r#"{"meta":{"prepared":"2025-07-20T01:02:03","sender":{"id":"X","name":"示例银行"}},"data":{"dataSets":[{"series":{
        "0:0":{"attributes":[0,0],"observations":{"0":[1.50,0],"1":[2e1]}},"1:0":{"attributes":[null,1],"observations":{"1":["-0.4"],"0":[null]}}}}],
        "structures":[{"name":"货币","dimensions":{"series":[{"id":"INDICATOR","values":[{"id":"M3","name":"M3余额"},{"id":"L","names":{"en":"Loans","zh":"贷款"}}]},
        {"id":"REF_AREA","values":[{"id":"U2","name":"欧元区"}]}],"observation":[{"id":"TIME_PERIOD","values":[{"id":"2025-05"},{"id":"2025-Q2"}]}]},
        "attributes":{"series":[{"id":"UNIT_MULT","values":[{"id":"6"}]},{"id":"UNIT_MEASURE","values":[{"id":"EUR","name":"Euro"},{"id":"GR","name":"Growth rate, same period, previous year"}]}]}}]}}"#;
    let (output, draft) = imported(&[("a.json", message)], &["a.json"]);
    assert!(output.status.success(), "{output:?}");
    expect(
        &draft,
        &[
            "date     = 2025-07-20",
            "region   = \"欧元区\"\nsource   = \"示例银行\"",
            "indicator = \"M3余额\"\nvalue     = \"1.50百万欧元\"",
            "value     = \"20百万欧元\"",
            "indicator = \"贷款\"\nchange    = \"-0.4%\"\nbasis     = \"yoy\"",
        ],
    );
    let version_1 = message.replace("\"data\":{", "").replacen("\"structures\":[", "\"structure\":", 1);
    let version_1 = version_1.strip_suffix("]}}").expect("its end").to_owned() + "}";
    let (_, older) = imported(&[("a.json", &version_1)], &["a.json", "--date", "2025-07-20"]);
    assert_eq!(older.matches("[[metrics]]").count(), 3, "{older}");
}

#[test]
fn rows_of_any_program_become_figures() {
    let csv = "indicator,period,value,unit,change,basis,性别\n出口,2025-06,\"3,211.1\",亿美元,1.4,yoy,\n失业率,2025Q2,5.0,%,,,女\n空,2025-06,-,,,,\n";
    let json = r#"[{"indicator":"出口","period":"202506","value":"3,211.1亿美元","change":"+1.4%","basis":"同比"},{"indicator":"失业率","period":"2025-Q2","value":5.0,"unit":"%","性别":"女"},{"indicator":"空","value":null}]"#;
    let lines = json.trim_matches(['[', ']']).replace("},{", "}\n{");
    let object = format!("{{\"title\":\"六月\",\"date\":\"2025-07-18\",\"rows\":{json}}}");
    for (name, text) in [("a.csv", csv), ("a.json", json), ("a.jsonl", &lines), ("b.json", &object)] {
        let from = format!("cat {name}");
        let (output, draft) = imported(&[(name, text)], &["--from", &from, "--date", "2025-07-18", "--title", "六月"]);
        assert!(output.status.success(), "{name}: {output:?}");
        expect(
            &draft,
            &[
                "title    = \"六月\"",
                "indicator = \"出口\"\nvalue     = \"3,211.1亿美元\"\nchange    = \"+1.4%\"\nbasis     = ",
                "value     = \"5.0%\"",
                "dims      = { \"性别\" = \"女\" }",
            ],
        );
        assert_eq!(draft.matches("[[metrics]]").count(), 2, "{name}: {draft}");
    }
}

#[test]
fn what_is_wrong_with_data_is_said() {
    let many = (0..1200).map(|at| format!("甲,{at}\n")).collect::<String>();
    for (text, told) in [
        ("{\"a\": 1".to_owned(), "no JSON"),
        ("{\"a\": 1}".to_owned(), "neither JSON-stat nor SDMX-JSON"),
        ("[{\"indicator\":\"甲\",\"value\":\"abc\"}]".to_owned(), "row 1: `abc` is no value"),
        ("[{\"indicator\":\"甲\",\"value\":1,\"change\":2}]".to_owned(), "row 1: it has a change, and no `basis`"),
        ("[{\"value\":1}]".to_owned(), "row 1: it does not name its indicator"),
        ("[{\"indicator\":\"甲\",\"value\":[1]}]".to_owned(), "neither a text nor a number"),
        ("[{\"indicator\":\"甲\",\"value\":1,\"period\":\"soon\"}]".to_owned(), "no period"),
        ("[{\"indicator\":\"甲\"}]".to_owned(), "no figures"),
        (CUBE.replace("VALUE", "[1,2,3,4,5,6,7]"), "goes on after its `size`"),
        (
            CUBE.replace("VALUE", "[1]").replace("\"size\":[1,2,3]", "\"size\":[1,2,4]"),
            "3 categories, and its size is 4",
        ),
        (
            CUBE.replace("VALUE", "[1]").replace("\"size\":[1,2,3]", "\"size\":[9999999999,9999999999,9999999999]"),
            "too large",
        ),
        (CUBE.replace("VALUE", "[1]").replace("\"size\":[1,2,3]", "\"size\":[1,2]"), "differ in length"),
        ("{\"class\":\"collection\",\"link\":{}}".to_owned(), "one of them"),
        (
            "{\"dataSets\":[{\"observations\":{\"0:0\":[1]}}],\"structure\":{\"dimensions\":{\"observation\":[]}}}"
                .to_owned(),
            "no place among 0 dimensions",
        ),
        (
            format!(
                "{{\"dimension\":{}{},\"value\":[1],\"id\":[],\"size\":[]}}",
                "{\"a\":".repeat(200_000),
                "1".to_owned() + &"}".repeat(200_000)
            ),
            "not what JSON-stat has",
        ),
    ] {
        let said = refused(&[("a.json", &text)], &["a.json", "--date", "2025-07-18"]);
        assert!(said.contains(told), "{told}: {said}");
    }
    let said =
        refused(&[("a.csv", &format!("indicator,value\n{many}"))], &["--from", "cat a.csv", "--date", "2025-07-18"]);
    assert!(said.contains("1200 figures") && said.contains("at most 1000"), "{said}");
    let said = refused(&[("a.csv", "name,value\n甲,1\n")], &["--from", "cat a.csv", "--date", "2025-07-18"]);
    assert!(said.contains("no column `indicator`"), "{said}");
}

#[test]
fn a_program_may_take_only_so_long_and_write_only_so_much() {
    let start = Instant::now();
    for (line, told) in [
        ("cat missing.csv", "missing.csv"),
        ("sleep 60", "takes more than 1 seconds"),
        ("sleep 60 & sleep 60", "takes more than 1 seconds"),
        ("yes 甲甲甲甲甲甲甲甲甲甲", "writes more than 8 MiB"),
        ("exec 1>&-; sleep 60", "takes more than 1 seconds"),
        ("exit 3", "did not say why"),
    ] {
        let said = refused(&[], &["--from", line, "--date", "2025-07-18", "--timeout", "1"]);
        assert!(said.contains(told), "{line}: {said}");
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

const PAGE: &str = "云海市外贸\n\n上半年，云海市出口211.3亿元，同比增长4.1%。全市有口岸5个，计划再建2个。\n";

/// An assistant that answers with these lines, whatever it is asked.
fn assisted(answers: &str) -> (Output, String) {
    let files = [("page.txt", PAGE), ("answers", answers)];
    imported(&files, &["page.txt", "--date", "2025-08-12", "--assist", "cat > asked; cat answers"])
}

#[test]
fn answers_are_taken_whose_numbers_are_in_their_sentence() {
    let (output, draft) = assisted(
        "{\"sentence\":0,\"figure\":0,\"indicator\":\"出口总额\",\"period\":\"2024-H1\"}\n\
         {\"sentence\":1,\"figure\":1,\"drop\":true}\n\
         {\"sentence\":1,\"indicator\":\"计划建设口岸数\",\"value\":\"2个\",\"kind\":\"target\"}\n\
         {\"sentence\":0,\"figure\":0,\"value\":\"999亿元\"}\n\
         {\"sentence\":0,\"figure\":0,\"value\":\"11.3亿元\"}\n\
         {\"sentence\":9,\"figure\":0,\"drop\":true}\n\
         {\"sentence\":0,\"figure\":7,\"drop\":true}\n",
    );
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("answers: 2 taken, 1 figure dropped, 4 refused"), "{said} {output:?}");
    assert!(said.contains("answer 4 is refused: its number is not in its sentence"), "{said}");
    expect(
        &draft,
        &[
            "indicator = \"出口总额\"\nvalue     = \"211.3亿元\"\nchange    = \"+4.1%\"",
            "period    = \"2024-H1\"",
            "value     = \"2个\"",
        ],
    );
    assert!(!draft.contains("\"5个\""), "{draft}");
    assert_eq!(draft.matches("[[metrics]]").count(), draft.matches("review    = true").count(), "{draft}");
}

#[test]
fn an_assistant_that_does_not_answer_is_an_error() {
    for (answers, told) in [("甲\n", "line 1 is no JSON object"), ("{}\n[1]\n", "line 2 is no JSON object")] {
        let (output, draft) = assisted(answers);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told) && draft.is_empty(), "{said}");
    }
    let said =
        refused(&[("page.txt", PAGE)], &["page.txt", "--date", "2025-08-12", "--assist", "sleep 60", "--timeout", "1"]);
    assert!(said.contains("takes more than 1 seconds"), "{said}");
}

#[test]
fn an_assistant_is_asked_a_line_a_sentence() {
    let files = [("page.txt", PAGE)];
    let (output, _) = imported(&files, &["page.txt", "--date", "2025-08-12", "--assist", "cat >&2; exit 1"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.split("failed: ").nth(1).expect("the last question").trim();
    let question: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(question["sentence"], 1);
    assert_eq!(question["text"], "全市有口岸5个，计划再建2个。");
    assert_eq!(question["figures"][0]["value"], "5个");
}
