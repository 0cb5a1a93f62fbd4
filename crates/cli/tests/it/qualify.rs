//! Offers, ideal customers, scores and signals.

use serde_json::{Value, json};

use crate::support::{Place, text};

const ROWS: &str = "First Name,Last Name,Email,Job Title,Company,Industry,Company Size,Company Country\n\
    Léa,Martin,lea@acme.example,Directrice financière,Acme,Computer Software,51-200,France\n";

fn place() -> (Place, String) {
    let place = Place::new();
    let file = place.write("r.csv", ROWS);
    place.json(&["import", &file]);
    let list = place.json(&["prospects", "list"]);
    let id = list["rows"][0]["id"].as_str().unwrap().to_owned();
    (place, id)
}

#[test]
fn a_prospect_is_scored_explained_and_scored_anew_when_a_signal_is_rejected() {
    let (place, id) = place();
    let icp = place.write("icp.json", r#"{"name": "Editors", "industries": ["software"], "countries": ["FR"]}"#);
    let saved = place.json(&["icp", "set", &icp]);
    assert_eq!((&saved["name"], &saved["version"]), (&json!("Editors"), &json!(1)));
    assert_eq!(place.json(&["icp", "list"])[0]["id"], saved["id"]);
    let shown = place.json(&["icp", "show", "editors"]);
    assert_eq!(shown["description"]["countries"], json!(["FR"]));
    assert_eq!(place.json(&["icp", "try", &icp])["prospects"], 1);
    let offer = place.write("offer.json", r#"{"name": "Audit", "buying_functions": ["finance"]}"#);
    place.json(&["offer", "set", &offer]);

    let before = place.json(&["qualify", &id]);
    assert_eq!((&before["fit"], &before["b"], &before["id"]), (&json!(100.0), &Value::Null, &json!(id)));
    let added = place.json(&["signals", "add", &id, "--code", "budget_stated", "--quote", "Le budget est validé."]);
    let with = place.json(&["qualify", &id]);
    let breakdown = with["breakdown"].as_array().unwrap();
    let sum: i64 = breakdown.iter().map(|part| part["points"].as_i64().unwrap()).sum();
    assert_eq!(sum, with["final"].as_i64().unwrap());
    let part = breakdown.iter().find(|part| part["signal"] == added["id"]).unwrap();
    assert_eq!((&part["dim"], &part["source"]), (&json!("B"), &json!("user")));
    assert_eq!(part["quote"], "Le budget est validé.");
    assert_eq!(part["without"], before["final"]);

    let told = |language: &str| {
        let output = place.run(&["explain", &id, "--lang", language]);
        assert!(output.status.success(), "{output:?}");
        text(&output.stdout)
    };
    assert!(told("fr").contains("Budget annoncé") && told("en").contains("Budget stated"), "{}", told("fr"));
    // A table of the parts: their points sum to the score, the words stand below.
    let table: Vec<String> =
        told("fr").lines().skip_while(|line| !line.starts_with("Points")).map(str::to_owned).collect();
    let numbers = |line: &String| line.split_whitespace().next().and_then(|word| word.parse::<i64>().ok());
    let points: Vec<i64> = table.iter().filter_map(numbers).collect();
    let (total, parts) = points.split_last().unwrap();
    assert_eq!((parts.iter().sum::<i64>(), Some(*total)), (*total, with["final"].as_i64()), "{table:#?}");
    let budget = table.iter().position(|line| line.contains("Budget annoncé")).unwrap();
    assert!(
        table[budget].contains("0 jour") && table[budget + 1].contains("«\u{a0}Le budget est validé.\u{a0}»"),
        "{table:#?}"
    );
    let end = ["signals", "add", &id, "--code", "contract_end"];
    assert_eq!(place.error(&end).1["reason"], "missing");
    let past = place.run(&[end.as_slice(), &["--until", "2020-01-01", "--lang", "fr"]].concat());
    assert!(text(&past.stderr).contains("n’est pas dans le futur"), "{past:?}");
    assert!(place.json(&["explain", &id])["sentences"].as_array().unwrap().len() > 6);
    place.json(&["settings", "responsible", "Durand SARL, Nantes"]);
    let notice = text(&place.run(&["notice", &id, "--lang", "fr"]).stdout);
    assert!(notice.contains("Durand SARL") && notice.contains("Comment le score est établi"), "{notice}");
    let file = place.path("notice.pdf").display().to_string();
    place.json(&["notice", &id, "--out", &file]);
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));

    let today = with["as_of"].as_str().unwrap();
    let moved = place.json(&["explain", &id, "--since", today]);
    assert_eq!((&moved["to"], moved["from"].is_u64()), (&with["final"], true));
    assert!(moved["parts"].as_array().unwrap().iter().any(|part| part["signal"] == added["id"]), "{moved}");
    let told = text(&place.run(&["explain", &id, "--since", today, "--lang", "fr"]).stdout);
    assert!(told.contains("est apparu"), "{told}");

    place.json(&["signals", "reject", added["id"].as_str().unwrap()]);
    assert_eq!(place.json(&["qualify", &id])["breakdown"], before["breakdown"]);
    assert_eq!(place.json(&["signals", "list", &id])[0]["status"], "rejected");
    assert_eq!(place.json(&["qualify", "--all"])["id"], json!(id));
    assert!(text(&place.run(&["qualify", "--all", "--lang", "en"]).stdout).contains("Grades"));
}

#[test]
fn what_was_found_waits_in_the_inbox_until_it_is_judged() {
    let (place, id) = place();
    let reply = place.write("reply.txt", "Le budget de 40 000 € est validé. Notre contrat prend fin le 31 mars 2030.");
    place.json(&["signals", "add", &id, "--from-text", &reply, "--kind", "reply"]);
    let inbox = place.json(&["signals", "inbox", "--strongest"]);
    assert_eq!((&inbox["all"], &inbox["rows"][0]["prospect"]["id"]), (&json!(2), &json!(id)));
    let budget = place.json(&["signals", "inbox", "--dimension", "b", "--source", "reply"]);
    assert_eq!((&budget["total"], &budget["rows"][0]["signal"]["code"]), (&json!(1), &json!("budget_stated")));
    let told = text(&place.run(&["signals", "inbox", "--limit", "1", "--lang", "fr"]).stdout);
    assert!(told.contains("Léa Martin") && told.contains("1 autre attend."), "{told}");
    let ids = [0, 1].map(|place| inbox["rows"][place]["signal"]["id"].as_str().unwrap().to_owned());
    assert_eq!(place.json(&["signals", "reject", &ids[0], &ids[1]])["changed"], 2);
    assert_eq!(place.json(&["signals", "inbox"])["all"], 0);
    assert_eq!(place.run(&["signals", "inbox", "--dimension", "z"]).status.code(), Some(2));
}

#[test]
fn a_score_is_set_by_hand_with_a_reason_until_a_day() {
    let (place, id) = place();
    let made = place.json(&["qualify", &id]);
    let until = ["--until", "2999-01-01"];
    let far = place.error(&["override", &id, "--score", "90", "--reason", "Promised.", until[0], until[1]]);
    assert_eq!(far.0, "score_refused");
    let told = place.run(&["override", &id, "--score", "90", "--reason", "Promised.", until[0], until[1]]).stderr;
    assert!(text(&told).contains("for a year at most"), "{}", text(&told));
    let today = made["as_of"].as_str().unwrap();
    let set = place.json(&["override", &id, "--score", "90", "--reason", "Promised.", "--until", today]);
    assert_eq!((&set["override"]["total"], &set["override"]["grade"]), (&json!(90), &json!("A")));
    assert_eq!((&set["final"], &set["override"]["until"]), (&made["final"], &json!(today)));
    assert_eq!(place.json(&["qualify", "--all"])["override"]["reason"], "Promised.");
    let told = text(&place.run(&["explain", &id, "--lang", "en"]).stdout);
    assert!(told.contains("Set by hand to 90, grade A"), "{told}");
    assert!(text(&place.run(&["qualify", &id]).stdout).contains("90 ("));
    assert_eq!(place.json(&["override", &id, "--remove"])["override"], Value::Null);
    assert_eq!(place.run(&["override", &id, "--score", "90"]).status.code(), Some(2));
}

#[test]
fn a_text_about_a_prospect_is_read_and_its_signals_noted() {
    let (place, id) = place();
    let reply = place.write("reply.txt", "Thank you. We have a budget of €40,000 approved for this.");
    let read = place.json(&["signals", "add", &id, "--from-text", &reply, "--kind", "reply"]);
    let codes: Vec<_> = read["added"].as_array().unwrap().iter().map(|signal| signal["code"].clone()).collect();
    assert!(codes.contains(&json!("budget_stated")), "{read}");
    let again = place.json(&["signals", "add", &id, "--from-text", &reply, "--kind", "reply"]);
    assert_eq!((&again["added"], again["known"].as_u64()), (&json!([]), Some(codes.len() as u64)));
    assert_eq!(place.error(&["signals", "add", &id, "--from-text", "none.txt"]).0, "file_missing");
    assert_eq!(place.run(&["signals", "add", &id]).status.code(), Some(2));
    let both = ["signals", "add", &id, "--from-text", &reply, "--code", "no_budget"];
    assert_eq!(place.run(&both).status.code(), Some(2));
}

#[test]
fn outcomes_are_noted_and_calibration_says_that_they_are_few() {
    let (place, id) = place();
    assert_eq!(place.json(&["outcome", "won", &id])["outcome"], "won");
    let made = place.json(&["calibrate"]);
    assert_eq!((&made["n"], &made["positives"], &made["auc"]), (&json!(1), &json!(1), &Value::Null));
    assert_eq!(
        (&made["verdict"], &made["method"], &made["bins"]),
        (&json!("not_enough_data"), &json!("grades"), &json!([]))
    );
    assert!(text(&place.run(&["calibrate", "--lang", "fr"]).stdout).contains("pas assez de données"));
    assert_eq!(place.error(&["outcome", "lost", &id, "--date", "2999-01-01"]).0, "day_in_future");
}

#[test]
fn what_cannot_be_is_told_and_changes_nothing() {
    let (place, id) = place();
    let icp = place.write("icp.json", "{\"name\": \"x\",\n\"countries\": [\"France\"]}");
    let (code, args) = place.error(&["icp", "set", &icp]);
    assert_eq!(
        (code.as_str(), &args["reason"], &args["value"]),
        ("description_malformed", &json!("country"), &json!("France"))
    );
    let told = place.run(&["icp", "set", &icp, "--lang", "fr"]);
    assert!(
        text(&told.stderr).contains("code de pays (countries)\u{a0}: écrivez deux lettres, par exemple FR"),
        "{told:?}"
    );
    assert!(text(&told.stderr).contains("icp.json ne décrit"), "{told:?}");
    assert_eq!(place.json(&["icp", "list"]), json!([]));
    assert_eq!(place.error(&["icp", "show", "x"]).0, "description_missing");
    assert_eq!(place.error(&["icp", "set", "missing.json"]).0, "file_missing");
    assert_eq!(place.error(&["qualify", &id, "--as-of", "yesterday"]).0, "day_malformed");
    assert_eq!(place.error(&["qualify", "nobody"]).0, "record_missing");
    assert_eq!(place.error(&["signals", "accept", "none"]).0, "signal_missing");
    assert_eq!(place.run(&["qualify"]).status.code(), Some(2));
    assert_eq!(place.run(&["signals", "add", &id, "--code", "luck"]).status.code(), Some(2));
}
