//! Rows of one name that are of two: people who share a phone number, companies in several towns.

use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::TestApp;

use crate::support::{counts, is, prospect, show, value};

const PHARMACIES: &str = "Company,Company Phone,Company Address,Company City,Company Postal Code\n\
    Pharmacie Centrale,03 87 00 00 01,3 rue Serpenoise,Metz,57000\n\
    Pharmacie Centrale,03 83 00 00 02,8 rue Saint-Jean,Nancy,54000\n\
    PHARMACIE CENTRALE,+33 3 87 00 00 01,\"3, rue Serpenoise\",Metz Cedex,57001\n\
    Pharmacie Centrale,04 91 00 00 03,5 rue de Rome,Marseille,13001\n";

const MARTINS: &str = "First Name,Last Name,Phone,Birthday,City\n\
    Jean,Martin,03 87 11 11 11,1950-03-02,Metz\n\
    Jean,Martin,03 87 11 11 11,1981-07-15,\n\
    Jean,Martin,03 87 11 11 11,15/07/1981,Nancy\n";

/// The towns of the companies.
fn towns(test: &TestApp) -> Vec<String> {
    let ids = test.ids(Entity::Company, is("company", "Pharmacie Centrale"));
    let mut towns: Vec<String> = ids.iter().map(|id| value(&show(test, Entity::Company, id), "company_city")).collect();
    towns.sort_unstable();
    towns
}

#[test]
fn companies_of_one_name_in_three_towns_are_three() {
    for on_match in [OnMatch::Fill, OnMatch::Update, OnMatch::Skip] {
        let test = TestApp::new();
        let import = test.import("pharmacies.csv", PHARMACIES, on_match);
        assert_eq!(counts(&import)[0], 3, "{on_match:?}");
        assert_eq!(towns(&test).len(), 3, "{on_match:?}");
        test.import("again.csv", PHARMACIES, on_match);
        assert_eq!(towns(&test).len(), 3, "{on_match:?}");
    }
}

#[test]
fn a_company_that_another_import_finds_in_another_town_is_another() {
    let test = TestApp::new();
    let first: Vec<&str> = PHARMACIES.lines().take(2).collect();
    test.import("metz.csv", first.join("\n"), OnMatch::Fill);
    test.import("all.csv", PHARMACIES, OnMatch::Fill);
    assert_eq!(towns(&test), ["Marseille", "Metz", "Nancy"]);
    test.import("name.csv", "Company,Company City\nPharmacie Centrale,Metz\n", OnMatch::Fill);
    assert_eq!(towns(&test), ["Marseille", "Metz", "Nancy"], "a town alone does not make another");
}

#[test]
fn father_and_son_of_one_name_behind_one_phone_are_two() {
    for on_match in [OnMatch::Fill, OnMatch::Update] {
        let test = TestApp::new();
        let import = test.import("martins.csv", MARTINS, on_match);
        assert_eq!(counts(&import), [2, 0, 1, 0, 0, 0], "{on_match:?}");
        assert_eq!(value(&prospect(&test, "birthday", "1981-07-15"), "city"), "Nancy", "{on_match:?}");
        let again = test.import("again.csv", MARTINS, on_match);
        assert_eq!(counts(&again)[0], 0, "{on_match:?}");
    }
}

#[test]
fn senior_and_junior_are_two_in_a_column_and_behind_the_name() {
    for rows in [
        "First Name,Last Name,Suffix,Phone\nJohn,Smith,Sr.,+12125550100\nJohn,Smith,Jr.,+12125550100\n",
        "First Name,Last Name,Suffix,Phone\nHenri,Duval,père,+33612340000\nHenri,Duval,fils,+33612340000\n",
        "First Name,Last Name,Phone\nJohn,Smith Sr.,+12125550100\nJohn,Smith Jr.,+12125550100\n",
    ] {
        let test = TestApp::new();
        let import = test.import("smiths.csv", rows, OnMatch::Fill);
        assert_eq!(counts(&import), [2, 0, 0, 0, 0, 0], "{rows}");
        let again = test.import("again.csv", rows, OnMatch::Fill);
        assert_eq!(counts(&again)[0], 0, "{rows}");
    }
}
