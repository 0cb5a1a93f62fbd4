//! What comes of each row, and why.

use std::collections::BTreeMap;

use sales_app::imports::{Fix, ImportState};
use sales_core::{
    fields::Entity,
    import::{OnMatch, RowOutcome},
    list::ListQuery,
};
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{counts, is, outcomes, prospect, show, value};

const HEADER: &str = "First Name,Last Name,Email,Phone,Company,LinkedIn URL\n";

fn file(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

/// Outcome, reason and row of everything that did not simply become a prospect.
fn notes(test: &TestApp, id: &str) -> Vec<(u64, RowOutcome, String)> {
    let detail = test.app.import_show(id).unwrap();
    detail.rows.into_iter().map(|row| (row.row, row.outcome, row.reason)).collect()
}

#[test]
fn every_row_has_one_outcome_and_its_reason() {
    let test = TestApp::new();
    test.import(
        "before.csv",
        file(&[
            "Ada,Byron,ada@lab.example.com,,Lab,",
            "Bea,Potter,bea@lab.example.com,,Lab,https://www.linkedin.com/in/bea-potter/",
            "Cid,Campeador,cid@lab.example.com,,Lab,",
        ]),
        OnMatch::Fill,
    );
    let import = test.import(
        "rows.csv",
        file(&[
            "Dan,Brown,dan@new.example.com,,New,",
            "Ada,Byron,ADA@lab.example.com,+33 6 12 34 56 78,Lab,",
            "Ada,Byron,ada@lab.example.com,,Lab,",
            "Dan,Brown,Dan@new.example.com,,New,",
            "Eve,Stone,cid@lab.example.com,,,https://fr.linkedin.com/in/bea-potter",
            "Bea,Potter,bea@lab.example.com,,,",
            ",,,,Only A Firm,",
            ",,,,Lab,",
            "too,many,cells@x.example.com,,x,,extra,more",
        ]),
        OnMatch::Fill,
    );
    assert_eq!(counts(&import), [2, 1, 1, 1, 3, 1]);
    assert_eq!(
        notes(&test, &import.id),
        [
            (2, RowOutcome::Updated, "matched_email"),
            (3, RowOutcome::Skipped, "nothing_new"),
            (4, RowOutcome::Merged, "matched_email"),
            (5, RowOutcome::Review, "two_matches"),
            (6, RowOutcome::Skipped, "nothing_new"),
            (7, RowOutcome::Created, "company_only"),
            (8, RowOutcome::Skipped, "company_only"),
            (9, RowOutcome::Failed, "too_many_cells"),
        ]
        .map(|(row, outcome, reason)| (row, outcome, reason.to_owned()))
    );
    let rows = test.app.import_show(&import.id).unwrap().rows;
    let earlier: Vec<_> =
        rows.iter().filter_map(|row| Some((row.row, row.args.get("earlier_row")?.as_str()))).collect();
    assert_eq!(earlier, [(4, "1")], "a row of the same file is named by its number");
    let review = rows.iter().find(|row| row.outcome == RowOutcome::Review).unwrap();
    let mut candidates: Vec<_> = review.candidates.iter().map(|one| one.prospect.title.as_str()).collect();
    candidates.sort_unstable();
    assert_eq!(candidates, ["Bea Potter", "Cid Campeador"], "the row names both whom it leads to");
    assert!(rows.iter().all(|row| row.candidates.is_empty() || row.row == review.row));
    assert_eq!(test.prospect_ids().len(), 4);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), 3, "Lab, New, Only A Firm");
    assert_eq!(value(&prospect(&test, "email", "ada@lab.example.com"), "phone"), "+33 6 12 34 56 78");
}

#[test]
fn a_row_that_tells_nobody_fails_and_a_blank_one_is_skipped() {
    let test = TestApp::new();
    let import =
        test.import("r.csv", "First Name,Email,City\nZoé,z@a.example.com,Lyon\n,,\" \"\n,,Paris\n", OnMatch::Fill);
    assert_eq!(counts(&import), [1, 0, 0, 0, 1, 1]);
    let codes: Vec<_> = notes(&test, &import.id).into_iter().map(|note| note.2).collect();
    assert_eq!(codes, ["empty_row", "no_identity"]);
}

#[test]
fn failed_rows_come_out_as_found_with_the_reason() {
    let test = TestApp::new();
    let import =
        test.import("r.csv", "First Name,Email,City\n,,\" =Paris; \"\nZoé,z@a.example.com,Lyon\n", OnMatch::Fill);
    let out = test.folder().join("failed.csv");
    for (language, word) in [("en", "1"), ("fr", "1")] {
        let rows = test.app.import_failures(&import.id, &out, sales_i18n::Text::new(language)).unwrap();
        assert_eq!(rows, 1);
        let text = std::fs::read_to_string(&out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].starts_with("\u{FEFF}First Name,Email,City,"), "{text}");
        assert!(lines[1].starts_with(&format!(",, =Paris; ,{word},")), "{text}");
        assert!(!text.contains("import."), "every sentence is there: {text}");
    }
}

#[test]
fn a_dry_run_counts_as_the_import_does_and_writes_nothing() {
    for (seed, on_match) in [(1, OnMatch::Fill), (2, OnMatch::Update), (3, OnMatch::Skip), (4, OnMatch::Create)] {
        let test = TestApp::new();
        let mut contacts = Contacts::new(seed, 20);
        test.import("first.csv", contacts.csv(500).text(), OnMatch::Fill);
        // More rows than are judged together.
        let path = test.write("second.csv", contacts.csv(9_500).text());
        let plan = test.plan(&path, on_match).unwrap();
        let before = test.dump();
        let check = test.app.import_check(&plan, &mut |_| {}).unwrap();
        assert_eq!(test.dump(), before, "a check writes nothing");
        let companies = test.ids(Entity::Company, ListQuery::default()).len();
        let import = test.app.import_run(&plan, &mut |_| {}).unwrap();
        assert_eq!(outcomes(check.counts), counts(&import), "{on_match:?}");
        let made = test.ids(Entity::Company, ListQuery::default()).len() - companies;
        assert_eq!(check.new_companies as usize, made);
        assert_eq!(import.status, ImportState::Done);
        assert_eq!(import.rows, 9_500);
        let rows = test.app.import_show(&import.id).unwrap().rows;
        let earlier: BTreeMap<u64, _> = rows.iter().map(|row| (row.row, row.args.get("earlier_row"))).collect();
        for row in check.rows.iter().filter(|row| earlier.contains_key(&row.row)) {
            assert_eq!(row.args.get("earlier_row"), earlier[&row.row], "row {}: {}", row.row, row.reason);
        }
        assert_eq!(earlier.values().any(Option::is_some), on_match != OnMatch::Create);
    }
}

#[test]
fn rows_of_one_file_are_joined_within_and_across_what_is_read_together() {
    let test = TestApp::new();
    let mut csv = file(&["Ada,Byron,ada@lab.example.com,,,", "Ada,Byron,ada@lab.example.com,+33 6 12 34 56 78,,"]);
    for n in 0..9_000 {
        csv.push_str(&format!("P{n},Q{n},p{n}@many.example.com,,,\n"));
    }
    csv.push_str("Ada,Byron,,06 12 34 56 78,Late Firm,\n");
    let import = test.import("r.csv", csv, OnMatch::Fill);
    assert_eq!(counts(&import), [9_001, 0, 2, 0, 0, 0]);
    let ada = prospect(&test, "email", "ada@lab.example.com");
    assert_eq!((value(&ada, "phone"), value(&ada, "company")), ("+33 6 12 34 56 78".into(), "Late Firm".into()));
}

#[test]
fn a_key_that_a_row_brings_is_known_to_the_next_row() {
    let test = TestApp::new();
    let import = test.import(
        "r.csv",
        file(&[
            "Ada,Byron,ada@lab.example.com,,,",
            "Ada,Byron,ada@lab.example.com,+33 6 12 34 56 78,,",
            "Ada,Byron,,06 12 34 56 78,,",
        ]),
        OnMatch::Fill,
    );
    assert_eq!(counts(&import), [1, 0, 2, 0, 0, 0]);
}

#[test]
fn a_key_that_a_row_brought_is_known_to_the_next_import() {
    let test = TestApp::new();
    test.import(
        "r.csv",
        file(&["Ada,Byron,ada@lab.example.com,,,", "Ada,Byron,ada@lab.example.com,+33 6 12 34 56 78,,"]),
        OnMatch::Fill,
    );
    let second = test.import("s.csv", file(&["Ada,Byron,,06 12 34 56 78,Lab,"]), OnMatch::Fill);
    assert_eq!(counts(&second), [0, 1, 0, 0, 0, 0]);
}

#[test]
fn a_key_that_was_written_over_leads_nowhere() {
    let test = TestApp::new();
    // By a later file, by another one in which two rows disagree, and by hand.
    test.import("q.csv", file(&["Ada,Byron,one@lab.example.com,+33 6 12 34 56 78,,"]), OnMatch::Update);
    test.import(
        "r.csv",
        file(&[
            "Ada,Byron,two@lab.example.com,+33 6 12 34 56 78,,",
            "Ada,Byron,one@lab.example.com,+33 6 12 34 56 78,,",
        ]),
        OnMatch::Update,
    );
    assert_eq!(value(&prospect(&test, "phone", "+33 6 12 34 56 78"), "email"), "two@lab.example.com");
    let import = test.import("s.csv", file(&["Xan,Other,one@lab.example.com,,,"]), OnMatch::Fill);
    assert_eq!(counts(&import), [1, 0, 0, 0, 0, 0], "nobody has this address any more");
    test.import("t.csv", file(&["Ada,Byron,three@lab.example.com,+33 6 12 34 56 78,,"]), OnMatch::Update);
    let import = test.import("u.csv", file(&["Yan,Other,two@lab.example.com,,,"]), OnMatch::Fill);
    assert_eq!(counts(&import), [1, 0, 0, 0, 0, 0]);
    let ada = prospect(&test, "email", "three@lab.example.com");
    crate::support::edit(&test, &ada.id, "email", "four@lab.example.com");
    let import = test.import(
        "v.csv",
        file(&["Zan,Other,three@lab.example.com,,,", ",,four@lab.example.com,,Lab,"]),
        OnMatch::Fill,
    );
    assert_eq!(counts(&import), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn rows_of_an_import_that_was_taken_back_come_in_again() {
    let test = TestApp::new();
    let text = Contacts::new(5, 30).csv(400).text().to_owned();
    let first = test.import("r.csv", &text, OnMatch::Update);
    crate::support::undo_import(&test, &first, sales_app::history::EditedRecords::Keep);
    assert_eq!(test.prospect_ids().len(), 0);
    let second = test.import("r.csv", &text, OnMatch::Update);
    assert_eq!(counts(&second), counts(&first), "no key of what is gone is left");
}

#[test]
fn a_company_is_found_by_its_domain_or_its_name() {
    let test = TestApp::new();
    let header = "Email,Company,Website,Industry\n";
    test.import("a.csv", format!("{header}a@x.example.com,Acme SAS,https://www.acme-industrie.fr/,\n"), OnMatch::Fill);
    test.import(
        "b.csv",
        format!("{header}b@x.example.com,ACME,,Retail\nc@x.example.com,Autre nom,acme-industrie.fr,\nd@x.example.com,Zed,zed.fr,\n"),
        OnMatch::Fill,
    );
    let companies = test.list(Entity::Company, ListQuery::default(), &["company", "industry"]).unwrap();
    assert_eq!(companies, [["Zed", ""], ["Acme SAS", "Retail"]]);
    let company = show(&test, Entity::Company, &test.ids(Entity::Company, is("company", "Acme SAS"))[0]);
    assert_eq!((company.prospects_total, company.prospects.len()), (3, 3));
}

#[test]
fn a_value_is_corrected_wherever_it_stands() {
    let test = TestApp::new();
    let path = test.write(
        "r.csv",
        "First Name,Email,Country\nA,a@x.example.com,Frnace\nB,b@x.example.com,Frnace\nC,c@x.example.com,Italy\n",
    );
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    plan.fixes = vec![Fix { column: 2, from: "Frnace".into(), to: "France".into() }];
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    assert_eq!(test.ids(Entity::Prospect, is("country", "France")).len(), 2);
}

#[test]
fn a_mapping_is_remembered_for_the_same_headers() {
    let test = TestApp::new();
    let path = test.write("r.csv", "First Name,Email,Code\nA,a@x.example.com,7\n");
    let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
    plan.mapping[2] = "custom:client_code".into();
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    let other = test.write("s.csv", "First Name,Email,Code\nB,b@x.example.com,8\n");
    assert_eq!(test.plan(&other, OnMatch::Fill).unwrap().mapping, ["first_name", "email", "custom:client_code"]);
}

#[test]
fn comments_are_skipped_and_listed() {
    const COMMENT: &str = "# these are new: \"ask first\"";
    let test = TestApp::new();
    let text = format!(
        "# Exported on Monday\n# by Lea, for Ada\nName,Email,City\nAda,a@x.example.com,Lyon\n\
         {COMMENT}\nBob,b@x.example.com,Nice\n"
    );
    let doubtful = format!("{text}# 7,c@x.example.com,Metz\n");
    for (text, choice, skipped, created) in
        [(&text, None, 1, 2), (&text, Some(""), 0, 3), (&doubtful, None, 0, 4), (&doubtful, Some("#"), 1, 3)]
    {
        let path = test.write("r.csv", text);
        let mut plan = test.plan(&path, OnMatch::Create).unwrap();
        plan.layout.comment = choice.map(str::to_owned);
        let checked = test.app.import_check(&plan, &mut |_| {}).unwrap();
        let import = test.app.import_run(&plan, &mut |_| {}).unwrap();
        assert_eq!(counts(&import), outcomes(checked.counts));
        assert_eq!((import.counts.skipped, import.counts.created), (skipped, created), "{text} {choice:?}");
        let detail = test.app.import_show(&import.id).unwrap();
        let comments: Vec<_> = detail.rows.iter().filter(|row| row.reason == "comment").collect();
        assert_eq!(comments.len(), skipped as usize);
        for comment in comments {
            assert_eq!((comment.row, comment.outcome), (2, RowOutcome::Skipped));
            assert_eq!(comment.cells, [COMMENT]);
        }
    }
}

#[test]
fn a_header_that_comes_again_is_skipped_and_listed() {
    const HEADER: &str = "First name,Email,City";
    let test = TestApp::new();
    let text = format!("{HEADER}\nAda,a@x.example.com,Lyon\n{HEADER}\nBob,b@x.example.com,Nice\n");
    let path = test.write("r.csv", &text);
    let plan = test.plan(&path, OnMatch::Create).unwrap();
    let checked = test.app.import_check(&plan, &mut |_| {}).unwrap();
    let import = test.app.import_run(&plan, &mut |_| {}).unwrap();
    assert_eq!(counts(&import), outcomes(checked.counts));
    assert_eq!((import.counts.skipped, import.counts.created), (1, 2));
    let detail = test.app.import_show(&import.id).unwrap();
    let skipped: Vec<_> = detail.rows.iter().filter(|row| row.outcome == RowOutcome::Skipped).collect();
    assert_eq!((skipped.len(), skipped[0].row, skipped[0].reason.as_str()), (1, 2, "header_again"));
    assert_eq!(skipped[0].cells.join(","), HEADER);
}

#[test]
fn a_cell_over_the_limit_is_named_by_its_column_and_marked_where_it_is_cut() {
    const BYTES: usize = (16 << 20) + 5;
    let test = TestApp::new();
    let text = format!("First name,Email,Notes,City\nAda,a@x.example.com,\"{}\",Lyon\n", "x".repeat(BYTES));
    let path = test.write("large.csv", text);
    let import = test.app.import_run(&test.plan(&path, OnMatch::Create).unwrap(), &mut |_| {}).unwrap();
    let row = &test.app.import_show(&import.id).unwrap().rows[0];
    assert_eq!((row.reason.as_str(), row.outcome), ("cell_too_large", RowOutcome::Failed));
    assert_eq!((row.args["column"].as_str(), row.args["bytes"].as_str()), ("Notes", "16777221"));
    for (language, mark, number) in [("en", "… (cut)", "16,777,221"), ("fr", "… (coupé)", "16\u{202f}777\u{202f}221")]
    {
        let out = test.folder().join("failed.csv");
        test.app.import_failures(&import.id, &out, sales_i18n::Text::new(language)).unwrap();
        let saved = std::fs::read_to_string(&out).unwrap();
        assert!(saved.contains(&format!("xx{mark},Lyon")), "{language}");
        let reason = saved.rsplit("Lyon").next().unwrap();
        assert!(reason.contains("Notes") && reason.contains(number), "{reason}");
    }
}
