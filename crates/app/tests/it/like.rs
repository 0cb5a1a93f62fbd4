//! A record that is being written, and those that are there.

use sales_app::{
    duplicates::{Agreement, DraftRecord, LikelyRecord, MergeRecords, SearchDuplicates},
    history::EditedRecords,
    lists::Selection,
    records::{ChangeRecords, FieldValue, NewRecordInput, RecordAction},
};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::{TestApp, duplicates::b2b};

use crate::support::{edit, is, prospect, undo, undo_import};

const FILE: &str = "First Name,Last Name,Email,Phone,LinkedIn,Company,Website,City\n\
    Karim,Benali,karim@benali.example.com,+33 6 12 34 56 78,linkedin.com/in/kbenali,Atelier Benali,benali.example.com,Marseille\n\
    Paula,Silva,paula@silva.example.pt,+351 912 345 678,,Silva Lda,silva.example.pt,Porto\n\
    Greta,Holm,greta@holm.example.se,+46 70 123 45 67,,Holm AB,holm.example.se,Malmö\n\
    Ines,Duarte,ines@duarte.example.es,+34 612 345 678,,Duarte SL,duarte.example.es,Sevilla\n\
    Luca,Conti,luca@conti.example.it,+39 312 345 6789,,Conti SpA,conti.example.it,Torino\n\
    Thomas,Nguyen,thomas@delta.example.org,+33 4 11 22 33 44,,Delta Conseil,delta.example.org,Nantes\n";

fn draft(entity: Entity, values: &[(&str, &str)]) -> DraftRecord {
    let value = |&(field, value): &(&str, &str)| FieldValue { field: field.parse().unwrap(), value: value.to_owned() };
    DraftRecord { entity, values: values.iter().map(value).collect() }
}

fn like(test: &TestApp, values: &[(&str, &str)]) -> Vec<LikelyRecord> {
    test.app.record_like(&draft(Entity::Prospect, values)).unwrap()
}

/// What the records are called.
fn titles(test: &TestApp, values: &[(&str, &str)]) -> Vec<String> {
    like(test, values).into_iter().map(|one| one.record.title).collect()
}

fn search(test: &TestApp) {
    test.app.duplicates_search(&SearchDuplicates { entity: None, min: None }).unwrap();
}

fn imported() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Create);
    test
}

fn searched() -> TestApp {
    let test = imported();
    search(&test);
    test
}

fn remove(test: &TestApp, id: &str) {
    let selection = Selection::Ids { ids: vec![id.to_owned()] };
    let change = ChangeRecords { entity: Entity::Prospect, selection, action: RecordAction::Remove };
    test.app.records_change(&change).unwrap();
}

const KARIM: [(&str, &str); 3] = [("first_name", "Karim"), ("last_name", "BENALI"), ("company", "atelier benali sarl")];

#[test]
fn before_any_search_addresses_numbers_and_profiles_tell() {
    let test = imported();
    for one in [("email", "Karim@Benali.example.com"), ("phone", "06.12.34.56.78"), ("linkedin_url", "/in/kbenali/")] {
        let found = like(&test, &[("first_name", "Somebody"), one]);
        assert_eq!(found.len(), 1, "{one:?}");
        assert_eq!((found[0].record.title.as_str(), found[0].probability), ("Karim Benali", None));
        assert_eq!(found[0].evidence.len(), 1);
        assert_eq!(found[0].evidence[0].field.as_str(), one.0);
    }
    assert_eq!(titles(&test, &KARIM), [""; 0]);
    assert_eq!(titles(&test, &[]), [""; 0]);
    let companies = |values: &[(&str, &str)]| test.app.record_like(&draft(Entity::Company, values)).unwrap();
    let [benali] = companies(&[("company_website", "https://www.benali.example.com/fr")]).try_into().unwrap();
    assert_eq!(benali.record.title, "Atelier Benali");
    let [benali] = companies(&[("company", "ATELIER BENALI SARL")]).try_into().unwrap();
    assert_eq!(benali.evidence[0].agreement, Agreement::LegalForm);
    // A number that many have is of nobody.
    let desk = |name: &str| format!("{name},Desk,+33 1 55 66 77 88\n");
    let rows: String = ["Ana", "Bea", "Cleo", "Dora"].map(desk).concat();
    test.import("desk.csv", format!("First Name,Last Name,Phone\n{rows}"), OnMatch::Create);
    assert_eq!(titles(&test, &[("phone", "01 55 66 77 88")]), [""; 0]);
}

#[test]
fn after_a_search_all_that_is_compared_tells_and_why() {
    let test = searched();
    let [karim] = like(&test, &KARIM).try_into().unwrap();
    assert_eq!(karim.record.title, "Karim Benali");
    assert!(karim.probability.is_some_and(|probability| probability > 0.5));
    let agreement =
        |field: &str| karim.evidence.iter().find(|one| one.field.as_str() == field).map(|one| one.agreement);
    assert_eq!(agreement("first_name"), Some(Agreement::Same));
    assert_eq!(agreement("last_name"), Some(Agreement::Spelling));
    assert_eq!(agreement("company"), Some(Agreement::LegalForm));
    assert_eq!(titles(&test, &[("first_name", "Karim"), ("last_name", "Durand"), ("city", "Lille")]), [""; 0]);
    assert_eq!(titles(&test, &[]), [""; 0]);
    let holm = test.app.record_like(&draft(Entity::Company, &[("company", "Holm Aktiebolag")])).unwrap();
    assert_eq!(holm[0].record.title, "Holm AB");
}

#[test]
fn a_surname_at_a_company_may_be_a_relatives() {
    let test = searched();
    let likeness = |values: &[(&str, &str)]| like(&test, values).first().and_then(|one| one.probability);
    let surname = likeness(&[("last_name", "Benali"), ("company", "Atelier Benali")]);
    assert!(surname.is_none_or(|probability| probability < 0.7), "{surname:?}");
    assert!(likeness(&KARIM).unwrap() > 0.9);
    let number = [("last_name", "Benali"), ("company", "Atelier Benali"), ("phone", "06 12 34 56 78")];
    assert!(likeness(&number).unwrap() > 0.9);
}

#[test]
fn answers_are_right_after_every_write() {
    let mut test = searched();
    assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
    let karim = prospect(&test, "first_name", "Karim").id;
    let mail = [("first_name", "Karim"), ("last_name", "Benali"), ("email", "kb@elsewhere.example.net")];
    // Edited, and taken back.
    edit(&test, &karim, "email", "kb@elsewhere.example.net");
    edit(&test, &karim, "last_name", "Haddad");
    let haddad = [("first_name", "Karim"), ("last_name", "Haddad"), ("company", "Atelier Benali")];
    assert_eq!(titles(&test, &haddad), ["Karim Haddad"]);
    assert_eq!(titles(&test, &mail[2..]), ["Karim Haddad"]);
    test.restart();
    assert_eq!(titles(&test, &haddad), ["Karim Haddad"]);
    undo(&test);
    undo(&test);
    assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
    assert_eq!(titles(&test, &mail[2..]), [""; 0]);
    // Archived and removed, and back again.
    for action in [RecordAction::Archive, RecordAction::Remove] {
        let selection = Selection::Ids { ids: vec![karim.clone()] };
        let change = ChangeRecords { entity: Entity::Prospect, selection, action };
        test.app.records_change(&change).unwrap();
        assert_eq!(titles(&test, &KARIM), [""; 0]);
        undo(&test);
        assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
    }
    // The company of a prospect is compared, and changes by itself.
    let company = test.ids(Entity::Company, is("company", "Atelier Benali"));
    let rename = sales_app::records::EditRecord {
        entity: Entity::Company,
        id: company[0].clone(),
        field: "company".parse().unwrap(),
        value: "Verre et Lumière".to_owned(),
    };
    test.app.record_edit(&rename).unwrap();
    let renamed = [("last_name", "Benali"), ("first_name", "K."), ("company", "Verre & Lumière")];
    assert_eq!(titles(&test, &renamed), ["Karim Benali"]);
    undo(&test);
    // Read in another way, as somebody said.
    let correct = sales_app::records::CorrectName {
        id: karim,
        title: String::new(),
        first: "Karim".to_owned(),
        middle: String::new(),
        last: "Haddad".to_owned(),
        suffix: String::new(),
    };
    assert_eq!(titles(&test, &haddad[..2]), [""; 0]);
    test.app.name_correct(&correct).unwrap();
    assert_eq!(titles(&test, &haddad[..2]).len(), 1);
    undo(&test);
    assert_eq!(titles(&test, &haddad[..2]), [""; 0]);
    assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
    // Made by hand.
    let values = vec![
        FieldValue { field: "first_name".parse().unwrap(), value: "Aïcha".to_owned() },
        FieldValue { field: "last_name".parse().unwrap(), value: "Belkacem".to_owned() },
        FieldValue { field: "phone".parse().unwrap(), value: "06 99 88 77 66".to_owned() },
    ];
    test.app.record_create(&NewRecordInput { entity: Entity::Prospect, values }).unwrap();
    let aicha = [("first_name", "AICHA"), ("last_name", "Belkacem"), ("phone", "+33699887766")];
    assert_eq!(titles(&test, &aicha), ["Aïcha Belkacem"]);
    undo(&test);
    assert_eq!(titles(&test, &aicha), [""; 0]);
}

#[test]
fn whoever_an_import_brings_or_takes_along_is_known() {
    let test = searched();
    let second = "First Name,Last Name,Email,Company\nYasmine,Cherif,yc@oued.example.dz,Oued SPA\n";
    let yasmine = [("first_name", "Yasmine"), ("last_name", "Chérif"), ("company", "Oued")];
    assert_eq!(titles(&test, &yasmine), [""; 0]);
    let import = test.import("second.csv", second, OnMatch::Create);
    assert_eq!(titles(&test, &yasmine), ["Yasmine Cherif"]);
    undo_import(&test, &import, EditedRecords::Keep);
    assert_eq!(titles(&test, &yasmine), [""; 0]);
    test.app.history_redo(None).unwrap();
    assert_eq!(titles(&test, &yasmine), ["Yasmine Cherif"]);
}

#[test]
fn merged_records_are_one_and_each_itself_again() {
    let mut test = imported();
    let twice = "First Name,Last Name,Email,Company,City\nKarim,Benali,k@other.example.com,Atelier Benali,Aix\n";
    test.import("twice.csv", twice, OnMatch::Create);
    search(&test);
    let both = titles(&test, &KARIM);
    assert_eq!(both, ["Karim Benali"; 2]);
    let ids = test.ids(Entity::Prospect, is("last_name", "Benali"));
    let merge = MergeRecords { entity: Entity::Prospect, ids, choices: Vec::new() };
    let merged = test.app.duplicates_merge(&merge).unwrap();
    let [one] = like(&test, &KARIM).try_into().unwrap();
    assert_eq!(one.record.id, merged.survivor.id);
    assert_eq!(titles(&test, &[("email", "k@other.example.com")]).len(), 1);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    test.restart();
    assert_eq!(titles(&test, &KARIM).len(), 2);
    remove(&test, &merged.survivor.id);
    assert_eq!(titles(&test, &KARIM).len(), 1);
}

#[test]
fn writes_while_a_search_is_under_way_are_not_lost() {
    let test = imported();
    let app = test.app.clone();
    let karim = prospect(&test, "first_name", "Karim").id;
    let told = std::sync::atomic::AtomicU32::new(0);
    test.app.subscribe(move |event| {
        // What is told second is told when the records were read: they are being compared.
        if let sales_app::app::AppEvent::Job(job) = event
            && job.kind == sales_app::jobs::JobKind::Duplicates
            && job.state == sales_app::jobs::JobState::Running
            && told.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 1
        {
            let (field, value) = ("last_name".parse().unwrap(), "Haddad".to_owned());
            let edit = sales_app::records::EditRecord { entity: Entity::Prospect, id: karim.clone(), field, value };
            app.record_edit(&edit).unwrap();
        }
    });
    search(&test);
    let haddad = [("first_name", "Karim"), ("last_name", "Haddad"), ("company", "Atelier Benali")];
    assert_eq!(titles(&test, &haddad), ["Karim Haddad"]);
}

#[test]
fn another_country_at_home_needs_another_search() {
    let test = searched();
    assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
    test.app.home_country_set("BE").unwrap();
    assert_eq!(titles(&test, &KARIM), [""; 0]);
    assert_eq!(titles(&test, &[("email", "karim@benali.example.com")]), ["Karim Benali"]);
    search(&test);
    assert_eq!(titles(&test, &KARIM), ["Karim Benali"]);
}

#[test]
fn whoever_is_written_again_is_found_first() {
    let known = b2b(300, 11);
    let test = TestApp::new();
    let mut csv = sales_testkit::Csv::new(&known.headers);
    known.rows.iter().for_each(|row| csv.push(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    test.import("contacts.csv", csv.text(), OnMatch::Create);
    search(&test);
    let (mut asked, mut found) = (0, 0);
    for id in test.prospect_ids().iter().step_by(9) {
        let record = crate::support::show(&test, Entity::Prospect, id);
        let values = record.values.iter().filter(|value| value.field.as_str() != "company_website");
        let values: Vec<(&str, &str)> = values.map(|value| (value.field.as_str(), value.value.as_str())).collect();
        if values.iter().any(|(field, _)| field.contains("email") || field.contains("phone")) {
            asked += 1;
            found += usize::from(like(&test, &values).iter().any(|one| one.record.id == *id));
        }
    }
    assert!(asked > 20 && found * 100 >= asked * 97, "{found} of {asked}");
}

#[test]
fn names_in_one_field_and_in_two_are_alike() {
    let people = ["Omar Rohanma", "Paula Silva", "Greta Holm", "Ines Duarte", "Luca Conti", "Thomas Nguyen"];
    let city = |name: &str| format!("Ville de {}", &name[..3]);
    let whole: String = people.iter().map(|name| format!("{name},{}\n", city(name))).collect();
    let apart = |name: &&str| format!("{},{}\n", name.replacen(' ', ",", 1), city(name));
    let apart: String = people.iter().map(apart).collect();
    let [omar, of_omar] = ["Omar Rohanma".to_owned(), city("Omar Rohanma")];
    let in_one = [("full_name", omar.as_str()), ("city", &of_omar)];
    let in_two = [("first_name", "Omar"), ("last_name", "Rohanma"), ("city", &of_omar)];
    for rows in [format!("Full Name,City\n{whole}"), format!("First Name,Last Name,City\n{apart}")] {
        let test = TestApp::new();
        test.import("r.csv", rows, OnMatch::Create);
        search(&test);
        for draft in [&in_one[..], &in_two] {
            let [found] = like(&test, draft).try_into().unwrap();
            assert_eq!(found.record.title, omar, "{draft:?}");
            let mut fields: Vec<&str> = found.evidence.iter().map(|one| one.field.as_str()).collect();
            fields.sort_unstable();
            let all = fields.len();
            fields.dedup();
            assert_eq!(fields.len(), all, "{fields:?}");
        }
        let found = like(&test, &in_two);
        let of_name = found[0].evidence.iter().find(|one| one.field.as_str().ends_with("_name")).unwrap();
        assert_eq!(of_name.agreement, Agreement::Same);
    }
}

#[test]
fn a_whole_name_agrees_as_far_as_its_parts_do() {
    let test = TestApp::new();
    let file: String = ["Omar Rohanma", "Paula Silva", "Greta Holm", "Ines Duarte", "Luca Conti", "Ana Vidal"]
        .iter()
        .map(|name| format!("{name},{}@example.com\n", name.replace(' ', ".")))
        .collect();
    test.import("r.csv", format!("Full Name,Email\n{file}"), OnMatch::Create);
    search(&test);
    let agreement = |name: &str| {
        let [found] = like(&test, &[("full_name", name), ("email", "omar.rohanma@example.com")]).try_into().unwrap();
        let of_name: Vec<Agreement> =
            found.evidence.iter().filter(|one| one.field.as_str() == "full_name").map(|one| one.agreement).collect();
        of_name
    };
    assert_eq!(agreement("Omar Rohanma"), [Agreement::Same]);
    assert_eq!(agreement("ROHANMA, Omar"), [Agreement::SameValue]);
    assert_eq!(agreement("Omar Rohanna"), [Agreement::Similar]);
    assert_eq!(agreement("Omar Petersen"), [Agreement::Partly]);
}
