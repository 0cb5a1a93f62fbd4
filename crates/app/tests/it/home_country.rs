//! The country whose phone numbers need no country code.

use sales_app::{
    ErrorCode,
    settings::Language,
    workspace::{NewWorkspace, Unlock},
};
use sales_core::import::OnMatch;
use sales_testkit::TestApp;

use crate::support::{dump_without, edit, outcomes, prospect, refused};

const HEADER: &str = "First Name,Last Name,Phone,Country\n";

/// What becomes of a row that only a phone number connects with Ada.
fn meets(test: &TestApp, name: &str, row: &str) -> bool {
    let path = test.write(name, format!("{HEADER}{row}\n"));
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let counts = outcomes(test.app.import_check(&plan, &mut |_| {}).unwrap().counts);
    assert_eq!(counts.iter().sum::<u32>(), 1);
    counts[0] == 0
}

fn english(country: Option<&str>) -> (TestApp, Result<(), sales_app::AppError>) {
    let test = TestApp::without_workspace();
    let made = test.app.workspace_create(NewWorkspace {
        folder: None,
        language: Language::En,
        country: country.map(str::to_owned),
        passphrase: Some(sales_testkit::PASSPHRASE.into()),
    });
    (test, made.map(|_| ()))
}

#[test]
fn an_english_workspace_in_france_reads_french_numbers() {
    for (country, known) in [(Some("fr"), true), (None, false)] {
        let (test, made) = english(country);
        made.unwrap();
        test.import("a.csv", format!("{HEADER}Ada,Byron,06 12 34 56 78,\n"), OnMatch::Fill);
        assert_eq!(meets(&test, "b.csv", "Ada,Byron,+33612345678,"), known, "{country:?}");
    }
}

#[test]
fn a_country_that_there_is_not_makes_nothing() {
    let (test, made) = english(Some("XX"));
    let error = refused(made, ErrorCode::CountryUnknown);
    assert_eq!((error.field.as_deref(), error.args["country"].as_str()), (Some("country"), "XX"));
    assert!(!test.workspace_folder().exists());
}

#[test]
fn another_country_holds_for_who_is_there_already_and_after_a_restart() {
    let (mut test, made) = english(Some("US"));
    made.unwrap();
    let rows = "Ada,Byron,06 12 34 56 78,\nBea,Potter,(212) 555-0147,\nCid,Campeador,0612345679,France\n";
    test.import("a.csv", format!("{HEADER}{rows}"), OnMatch::Fill);
    let before = dump_without(&test, "setting");
    test.app.home_country_set("FR").unwrap();
    test.app.home_country_set("FR").unwrap();
    assert_eq!(dump_without(&test, "setting"), before, "values stay as they are");
    test.restart();
    assert_eq!(test.app.home_country_show().unwrap().as_deref(), Some("FR"));
    assert!(meets(&test, "b.csv", "Ada,Byron,+33 6 12 34 56 78,"), "her number is French now");
    assert!(!meets(&test, "c.csv", "Bea,Potter,+1 212 555 0147,"), "hers is no number of France");
    assert!(meets(&test, "d.csv", "Cid,Campeador,+33612345679,"), "his has a country of its own");
    edit(&test, &prospect(&test, "first_name", "Bea").id, "phone", "06 12 34 56 70");
    assert!(meets(&test, "e.csv", "Bea,Potter,+33612345670,"));
    refused(test.app.home_country_set("France"), ErrorCode::CountryUnknown);
    test.app.workspace_lock().unwrap();
    refused(test.app.home_country_set("FR"), ErrorCode::WorkspaceClosed);
    test.app.workspace_unlock(Unlock::Passphrase { passphrase: sales_testkit::PASSPHRASE.into() }).unwrap();
}
