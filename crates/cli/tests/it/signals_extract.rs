//! `signals extract`: no workspace, a text or one request a line.

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sales-agent"))
        .args(["signals", "extract"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn requests_are_answered_line_by_line_and_a_bad_one_in_its_place() {
    let lines = concat!(
        r#"{"id":"a","lang":"fr","kind":"note","today":"2026-11-23","text":"Été. Contrat Sage jusqu’au 31/12/2026."}"#,
        "\nnot json\n",
        r#"{"id":"c","lang":"en","kind":"reply","today":"2026-11-23","text":"Thanks, but we have no budget."}"#,
        "\n"
    );
    let out = run(&["--jsonl"], lines.as_bytes());
    assert!(out.status.success());
    let answers: Vec<Value> =
        out.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(answers.len(), 3);
    let signal = &answers[0]["signals"][0];
    assert_eq!((&signal["code"], &signal["date"]), (&"contract_end".into(), &"2026-12-31".into()));
    assert_eq!((&signal["start"], &signal["dim"]), (&5.into(), &"T".into()));
    assert_eq!(answers[1]["error"]["code"], "line_not_json");
    assert_eq!((&answers[2]["id"], &answers[2]["signals"][0]["polarity"]), (&"c".into(), &(-1).into()));
}

#[test]
fn a_text_is_read_without_a_workspace_and_what_is_no_text_is_refused() {
    let out = run(&["--json", "--lang", "en", "--kind", "note", "--today", "2026-11-23"], b"Budget approved: $40k.");
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(found["signals"][0]["amount"], serde_json::json!({"value": 40_000, "currency": "USD"}));
    let out = run(&["--lang", "fr"], "Wir haben kein Budget für das Projekt.".as_bytes());
    assert!(String::from_utf8_lossy(&out.stdout).contains("ni en français"), "{out:?}");
    let out = run(&["--json"], b"\0\x01\x02\xff\xfe");
    assert!(!out.status.success());
    let error: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(error["error"]["code"], "file_not_text");
}
