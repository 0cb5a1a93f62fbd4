//! What an import says of values and rows that are odd, as its check does.

use sales_app::imports::{CheckView, ImportDetail, LayoutChoice, ValueIssue};
use sales_core::import::{OnMatch, RowOutcome};
use sales_testkit::TestApp;

const HEADER: &str = "First Name,Email,Phone,Company,Website,Country,LinkedIn URL\n";

fn checked_and_imported(test: &TestApp, name: &str, content: &[u8]) -> (CheckView, ImportDetail) {
    let path = test.write(name, content);
    let plan = test.app.import_plan(&path, LayoutChoice::default(), OnMatch::Fill).unwrap();
    let check = test.app.import_check(&plan, &mut |_| {}).unwrap();
    let import = test.app.import_run(&plan, &mut |_| {}).unwrap();
    (check, test.app.import_show(&import.id).unwrap())
}

fn codes(issues: &[ValueIssue]) -> Vec<(&str, Option<&str>, u32)> {
    issues.iter().map(|issue| (issue.code.as_str(), issue.field.as_deref(), issue.rows)).collect()
}

#[test]
fn an_import_names_the_odd_values_that_its_check_names() {
    let test = TestApp::new();
    let rows = "Ada,ada.example.com,call me,Acme,acme,Frnace,acme.com/ada\n\
                Bob,bob@x.example.com,+33 6 12 34 56 78,Acme,https://acme.fr,France,linkedin.com/in/bob\n\
                Cid,cid.example.com,,Acme,info@acme.fr,FR,\n\
                Dan,\"dan@; eve@\",12,,,,\n";
    let (check, detail) = checked_and_imported(&test, "odd.csv", format!("{HEADER}{rows}").as_bytes());
    assert_eq!(detail.issues, check.issues);
    assert_eq!(
        codes(&detail.issues),
        [
            ("email_no_at", Some("email"), 2),
            ("phone_no_number", Some("phone"), 2),
            ("url_none", Some("company_website"), 2),
            ("email_several", Some("email"), 1),
            ("country_unknown", Some("country"), 1),
            ("linkedin_no_profile", Some("linkedin_url"), 1),
        ]
    );
    let first = &detail.issues[0].values[0];
    assert_eq!((first.value.as_str(), first.rows, first.first_row), ("ada.example.com", 1, 1));
    assert_eq!(detail.import.odd_values, 9);
    assert_eq!(test.app.imports_list().unwrap()[0].odd_values, 9);
}

#[test]
fn rows_that_were_mended_are_named_one_by_one() {
    let test = TestApp::new();
    let mut content = format!("{HEADER}Élodie,elodie@x.example.com,,,,,\n").into_bytes();
    content.extend_from_slice(b"Ren\xe9,rene@x.example.com,,,,,\n");
    content.extend_from_slice("Zoë,zoe@x.example.com,,,,,\n".as_bytes());
    content.extend_from_slice(b"\"Ada,ada@x.example.com,,,,,\n");
    let (check, detail) = checked_and_imported(&test, "mended.csv", &content);
    assert_eq!(detail.issues, check.issues);
    assert_eq!(codes(&detail.issues), [("row_mixed_encoding", None, 1), ("row_unclosed_quote", None, 1)]);
    let rows: Vec<_> = detail.rows.iter().map(|row| (row.row, row.outcome, row.reason.as_str())).collect();
    assert_eq!(rows, [(2, RowOutcome::Created, "mixed_encoding"), (4, RowOutcome::Created, "unclosed_quote")]);
    assert_eq!(detail.rows[0].cells[0], "René");
}

#[test]
fn of_many_odd_values_the_first_are_kept_and_all_are_counted() {
    let test = TestApp::new();
    let rows: String = (0..300).map(|n| format!("Ada {n},ada{n},,,,,\n")).collect();
    let (_, detail) = checked_and_imported(&test, "many.csv", format!("{HEADER}{rows}").as_bytes());
    let issue = &detail.issues[0];
    assert_eq!((issue.rows, issue.values.len()), (300, 20));
    assert_eq!((issue.values[19].value.as_str(), issue.values[19].first_row), ("ada19", 20));
}
