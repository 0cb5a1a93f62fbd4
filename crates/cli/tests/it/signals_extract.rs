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

/// A document of one page that says something, written by hand.
fn pdf(text: &str, of_trailer: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({text}) Tj ET");
    let stream = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        &stream,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ];
    let mut document = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 6\n0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", document.len()));
        document.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = document.len();
    let end = format!("trailer\n<< /Size 6 /Root 1 0 R {of_trailer} >>\nstartxref\n{start}\n%%EOF\n");
    [document, table, end].concat().into_bytes()
}

#[test]
fn documents_are_read_by_a_process_of_their_own() {
    let options = ["--json", "--kind", "note", "--today", "2026-11-23"];
    let out = run(&options, &pdf("Budget approved: 40 k EUR for this project.", ""));
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(found["signals"][0]["code"], "budget_stated", "{out:?}");
    for (bytes, reason) in [
        (pdf(" ", ""), "without_text"),
        (b"%PDF-1.7\n%%EOF".to_vec(), "damaged"),
        (nested(200_000), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "old_word"),
    ] {
        let out = run(&options, &bytes);
        let error: Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(error["error"]["code"], "document_unreadable", "{out:?}");
        assert_eq!(error["error"]["args"]["reason"], reason, "{out:?}");
        let message = error["error"]["message"].as_str().unwrap();
        assert!(message.starts_with("What standard input gave could not be read. It "), "{message}");
    }
}

/// A document whose objects are so deep in each other that who reads them runs out of stack.
fn nested(depth: usize) -> Vec<u8> {
    pdf("x", &format!("/Deep {}{}", "[".repeat(depth), "]".repeat(depth)))
}
