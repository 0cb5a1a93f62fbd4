//! Records that are the same.

use serde_json::json;

use crate::support::{Place, bare_command, text};

#[test]
fn prospects_are_merged_and_each_is_itself_again() {
    let place = Place::new();
    let rows = "First Name,Email,City\nJean,jean@acme.example.com,Lyon\nJ.,j@acme.example.com,\n";
    let file = place.write("r.csv", rows);
    place.json(&["import", &file]);
    let before = place.run(&["dump", "--canonical"]).stdout;
    let list = place.json(&["prospects", "list", "--sort", "email:desc"]);
    let ids: Vec<&str> = list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let merged = place.json(&["duplicates", "merge", ids[0], ids[1]]);
    assert_eq!((&merged["survivor"], &merged["left_over"]), (&json!(ids[0]), &json!([])));
    assert_eq!(merged["withdrawn"], 0);
    assert_eq!(place.json(&["prospects", "list"])["total"], 1);
    let merge = merged["merge_id"].as_str().unwrap();
    assert_eq!(place.json(&["duplicates", "unmerge", merge]), json!({"merge_id": merge}));
    assert!(place.run(&["dump", "--canonical"]).stdout == before);
    assert_eq!(place.error(&["duplicates", "unmerge", merge]).0, "merge_missing");
    assert_eq!(place.error(&["duplicates", "merge", ids[0], ids[0]]).0, "merge_alone");
    assert_eq!(place.run(&["duplicates", "merge", ids[0]]).status.code(), Some(2));
    let told = place.run(&["duplicates", "merge", ids[0], ids[1], "--lang", "fr"]);
    assert!(text(&told.stdout).contains("Continue comme"), "{told:?}");
}

#[test]
fn a_merged_record_is_called_by_its_new_name_and_goes_on_under_every_id() {
    let place = Place::new();
    let file = place.write(
        "r.csv",
        "Name,Email\nDUPONT,d@acme.example.com\nJean Dupont,jean@acme.example.com\nPaul Roux,p@acme.example.com\n",
    );
    place.json(&["import", &file]);
    let list = place.json(&["prospects", "list", "--sort", "email"]);
    let ids: Vec<&str> = list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let told = text(&place.run(&["duplicates", "merge", ids[0], ids[1], "--lang", "en"]).stdout);
    let survivor = place.json(&["prospects", "show", ids[0]])["name"].as_str().unwrap().to_owned();
    assert!(told.contains(&format!("{survivor} (")), "{told}");
    let change = place.json(&["duplicates", "reject", ids[0], ids[2]])["change_id"].clone();
    assert_eq!(place.json(&["duplicates", "reject", ids[1], ids[2]])["change_id"], change);
    assert_eq!(place.error(&["duplicates", "reject", ids[0], ids[1]]).0, "merge_alone");
}

const TWICE: &str = "First Name,Last Name,Email,Phone,Company,City\n\
    Karim,Benali,karim@benali.example.com,+33 6 12 34 56 78,Benali,Marseille\n\
    Paula,Silva,paula@silva.example.pt,+351 912 345 678,Silva Lda,Porto\n\
    Karim,Benali,k.benali@benali.example.com,06 12 34 56 78,Benali,\n";

#[test]
fn duplicates_are_found_told_apart_and_found_no_more() {
    let place = Place::new();
    let file = place.write("r.csv", TWICE);
    place.json(&["import", &file, "--on-match", "create"]);
    let find = || -> Vec<serde_json::Value> {
        let found = place.run(&["duplicates", "find"]);
        assert!(found.status.success(), "{found:?}");
        text(&found.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let pairs = find();
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert!(pairs[0]["probability"].as_f64().unwrap() >= 0.8);
    let evidence = pairs[0]["evidence"].as_array().unwrap();
    let phone = evidence.iter().find(|one| one["field"] == "phone").unwrap();
    assert_eq!(phone["level"], "equal");
    assert!(phone["weight"].as_f64().unwrap() > 0.0);
    let [left, right] = ["left", "right"].map(|side| pairs[0][side].as_str().unwrap());
    let merged = place.json(&["duplicates", "merge", left, right]);
    assert_eq!(find(), Vec::<serde_json::Value>::new());
    place.json(&["duplicates", "unmerge", merged["merge_id"].as_str().unwrap()]);
    assert_eq!(find().len(), 1);
    let rejected = place.json(&["duplicates", "reject", left, right]);
    assert!(rejected["change_id"].is_string());
    assert_eq!(find(), Vec::<serde_json::Value>::new());
    assert_eq!(place.error(&["duplicates", "reject", left, left]).0, "merge_alone");
    for min in ["most", "80"] {
        assert_eq!(place.run(&["duplicates", "find", "--min", min]).status.code(), Some(2));
    }
}

#[test]
fn a_new_record_is_told_to_be_there_already() {
    let place = Place::new();
    let file = place.write("r.csv", TWICE);
    place.json(&["import", &file, "--on-match", "create", "--near", "off"]);
    let like = |values: &[&str]| -> Vec<serde_json::Value> {
        let found = place.run(&[&["duplicates", "like"], values].concat());
        assert!(found.status.success(), "{found:?}");
        text(&found.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    // Nothing was searched yet: addresses and numbers tell, names do not.
    let [paula] = like(&["phone=00351 912345678"]).try_into().unwrap();
    assert_eq!((&paula["title"], &paula["probability"]), (&json!("Paula Silva"), &json!(null)));
    assert_eq!(paula["evidence"], json!([{"field": "phone", "level": "equal", "weight": null}]));
    let silva = ["first_name=Paula", "last_name=Silva", "company=Silva"];
    assert_eq!(like(&silva), Vec::<serde_json::Value>::new());
    assert!(place.run(&["duplicates", "find"]).status.success());
    let [again] = like(&silva).try_into().unwrap();
    assert_eq!(again["id"], paula["id"]);
    assert!(again["probability"].as_f64().unwrap() >= 0.5, "{again}");
    let evidence = again["evidence"].as_array().unwrap();
    let last_name = evidence.iter().find(|one| one["field"] == "last_name").unwrap();
    assert_eq!(last_name["level"], "equal");
    assert!(last_name["weight"].as_f64().unwrap() > 0.0, "{again}");
    assert_eq!(like(&["company=Silva", "--as", "companies"])[0]["title"], "Silva Lda");
    assert_eq!(place.run(&["duplicates", "like"]).status.code(), Some(2));
    assert_eq!(place.error(&["duplicates", "like", "tags=x"]).0, "field_read_only");
}

#[test]
fn who_takes_a_merge_back_may_say_that_they_are_not_the_same() {
    let place = Place::new();
    let rows: Vec<&str> = TWICE.lines().filter(|line| !line.starts_with("Paula")).collect();
    let file = place.write("r.csv", rows.join("\n"));
    place.json(&["import", &file, "--on-match", "create", "--near", "off"]);
    let list = place.json(&["prospects", "list"]);
    let ids: Vec<&str> = list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let merged = place.json(&["duplicates", "merge", ids[0], ids[1]]);
    let apart = place.json(&["duplicates", "unmerge", merged["merge_id"].as_str().unwrap(), "--not-same"]);
    assert!(apart["change_id"].is_string());
    let found = place.run(&["duplicates", "find", "--lang", "en"]);
    assert_eq!(text(&found.stdout), "");
    assert_eq!(text(&found.stderr), "Not yet learning from you: 1 of 150 decisions.\n");
    let for_programs = place.run(&["duplicates", "find", "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&for_programs.stderr).unwrap();
    let learning = json!({"state": "too_few", "decisions": 1, "merges": 0, "needed": 150, "merges_needed": 40});
    assert_eq!((told, text(&for_programs.stdout).as_str()), (json!({"learning": learning}), ""));
}

#[test]
fn an_import_counts_near_duplicates_beside_its_rows() {
    let place = Place::new();
    let file = place.write("r.csv", TWICE.replace("k.benali@benali.example.com", ""));
    let dry = place.json(&["import", &file, "--on-match", "create", "--near", "merge", "--dry-run"]);
    assert_eq!(dry["near"], json!({"merged": 1, "review": 0}));
    let looked = place.json(&["import", &file, "--on-match", "create", "--near", "off"]);
    assert_eq!((&looked["near"], &looked["created"]), (&json!(null), &json!(3)));
    place.json(&["imports", "undo", looked["import_id"].as_str().unwrap()]);
    let merged = place.json(&["import", &file, "--on-match", "create", "--near", "merge"]);
    assert_eq!((&merged["near"], &merged["rows"]), (&json!({"merged": 1, "review": 0}), &json!(3)));
    assert_eq!(place.json(&["prospects", "list"])["total"], 2);
    place.json(&["imports", "undo", merged["import_id"].as_str().unwrap()]);
    assert_eq!(place.json(&["prospects", "list"])["total"], 0);
    let told = place.run(&["import", &file, "--on-match", "create", "--lang", "fr"]);
    assert!(text(&told.stdout).contains("Groupes de doublons probables"), "{told:?}");
}

#[test]
fn the_help_of_likeness_says_that_nothing_is_written() {
    let place = Place::new();
    for (language, says) in [("en", "nothing is written"), ("fr", "rien n’est écrit")] {
        let help = text(&place.run(&["duplicates", "like", "--help", "--lang", language]).stdout).to_owned();
        assert!(help.contains(says), "{help}");
    }
}

#[test]
fn the_history_of_a_record_tells_of_its_merges_and_how_to_take_them_back() {
    let place = Place::new();
    let file = place.write("r.csv", TWICE);
    place.json(&["import", &file, "--on-match", "create", "--near", "off"]);
    let list = place.json(&["prospects", "list", "--where", "last_name is Benali"]);
    let ids: Vec<&str> = list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let first = place.json(&["duplicates", "reject", ids[0], ids[1]]);
    assert_eq!(place.json(&["duplicates", "reject", ids[1], ids[0]]), first);
    let merged = place.run(&["duplicates", "merge", ids[0], ids[1], "--lang", "en"]);
    assert!(text(&merged.stdout).contains("1 pair had been told apart; that no longer holds."), "{merged:?}");
    let shown = |language| text(&place.run(&["prospects", "show", ids[0], "--lang", language]).stdout).to_owned();
    let history = place.json(&["prospects", "show", ids[0]])["history"].clone();
    let merge = history.as_array().unwrap().iter().find(|change| change["label"] == "merge").unwrap();
    let id = merge["change"].as_str().unwrap();
    let take_back = format!("sales-agent duplicates unmerge {id}");
    assert!(shown("fr").contains(&take_back) && shown("fr").contains("fiches fusionnées"), "{}", shown("fr"));
    place.json(&["duplicates", "unmerge", id]);
    for id in &ids {
        let history = place.json(&["prospects", "show", id])["history"].clone();
        let merge = history.as_array().unwrap().iter().find(|change| change["label"] == "merge").unwrap();
        assert!(merge["undone"]["at"].as_str().unwrap().ends_with('Z'), "{merge}");
    }
    assert!(shown("en").contains("taken back 20") && !shown("en").contains(&take_back), "{}", shown("en"));
}

#[test]
fn the_help_says_what_is_listed_and_gives_examples() {
    let place = Place::empty();
    for words in [
        &["match"][..],
        &["duplicates"],
        &["duplicates", "find"],
        &["duplicates", "like"],
        &["duplicates", "merge"],
        &["duplicates", "reject"],
        &["duplicates", "unmerge"],
        &["normalise"],
    ] {
        let [en, fr] = ["en", "fr"].map(|language| {
            let help = bare_command(&place.path("home"), words).args(["--help", "--lang", language]).output().unwrap();
            text(&help.stdout).to_owned()
        });
        for help in [&en, &fr] {
            let example = format!("sales-agent {}", words.join(" "));
            assert!(help.rsplit_once("\n\n").is_some_and(|(_, end)| end.contains(&example)), "{help}");
        }
        assert_ne!(en, fr);
    }
}
