//! Lists: what is asked is what is shown, after every write.

use std::sync::{Arc, Mutex};

use sales_app::{
    ErrorCode,
    app::AppEvent,
    imports::ImportView,
    lists::{ListValues, ListWindow, LocateRecord, OpenList},
};
use sales_core::{
    change::ChangeKind,
    fields::Entity,
    filter::Filter,
    import::OnMatch,
    list::{ListQuery, SortKey},
};
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{edit, is, refused, undo};

fn with_contacts() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(8, 5).csv(1_200).text(), OnMatch::Fill);
    test
}

fn question(condition: &str) -> ListQuery {
    ListQuery { filter: condition.parse::<Filter>().unwrap(), ..ListQuery::default() }
}

fn sorted(field: &str, descending: bool) -> ListQuery {
    ListQuery { sort: vec![SortKey { field: field.parse().unwrap(), descending }], ..ListQuery::default() }
}

#[test]
fn filters_agree_with_the_values() {
    let test = with_contacts();
    let fields = ["country", "city", "email", "company_size", "postcode", "job_title"];
    let all = test.list(Entity::Prospect, ListQuery::default(), &fields).unwrap();
    type Test = fn(&[String]) -> bool;
    let cases: [(&str, Test); 7] = [
        ("country is france", |row| row[0] == "France"),
        ("city contains MONTREAL", |row| row[1] == "Montréal"),
        ("email is empty", |row| row[2].is_empty()),
        ("company_size in (\"1-10\", \"11-50\")", |row| row[3] == "1-10" || row[3] == "11-50"),
        ("postcode = 01000 and job_title is not empty", |row| row[4] == "01000" && !row[5].is_empty()),
        ("not (country is France or country is Canada)", |row| row[0] != "France" && row[0] != "Canada"),
        ("none", |_| false),
    ];
    for (condition, holds) in cases {
        let found = test.list(Entity::Prospect, question(condition), &fields).unwrap();
        let expected: Vec<_> = all.iter().filter(|row| holds(row)).cloned().collect();
        assert!(condition == "none" || !expected.is_empty(), "{condition} finds something");
        assert!(found == expected, "{condition}: {} of {}", found.len(), expected.len());
    }
}

#[test]
fn the_order_is_that_of_the_values_with_empty_ones_last() {
    let test = with_contacts();
    for descending in [false, true] {
        let rows = test.list(Entity::Prospect, sorted("postcode", descending), &["postcode"]).unwrap();
        let codes: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        let mut expected = codes.clone();
        expected.sort_unstable();
        if descending {
            expected.reverse();
        }
        assert_eq!(codes, expected);
        let titles = test.list(Entity::Prospect, sorted("job_title", descending), &["job_title"]).unwrap();
        let first_empty = titles.iter().position(|row| row[0].is_empty()).unwrap();
        assert!(titles[first_empty..].iter().all(|row| row[0].is_empty()));
    }
}

#[test]
fn search_ignores_case_and_accents_and_looks_at_the_company() {
    let test = TestApp::new();
    test.import(
        "r.csv",
        "First Name,Last Name,Email,Company\nZoé,Müller,z@x.example.com,Énergie Plus\nTom,Smith,t@x.example.com,Acme\n",
        OnMatch::Fill,
    );
    for words in ["zoe", "MULLER", "zo mull", "energie", "plus zoé"] {
        let query = ListQuery { search: words.into(), ..ListQuery::default() };
        assert_eq!(test.list(Entity::Prospect, query, &["first_name"]).unwrap(), [["Zoé"]], "{words}");
    }
    let query = ListQuery { search: "zoe smith".into(), ..ListQuery::default() };
    assert_eq!(test.ids(Entity::Prospect, query).len(), 0);
}

#[test]
fn lists_follow_edits() {
    let test = with_contacts();
    let id = test.ids(Entity::Prospect, is("country", "Canada")).remove(0);
    let before = test.ids(Entity::Prospect, is("country", "France")).len();
    edit(&test, &id, "country", "France");
    assert_eq!(test.ids(Entity::Prospect, is("country", "France")).len(), before + 1);
    edit(&test, &id, "last_name", "Zzyzx");
    let found = ListQuery { search: "zzyzx".into(), ..ListQuery::default() };
    assert_eq!(test.ids(Entity::Prospect, found), std::slice::from_ref(&id));
    let rows = test.ids(Entity::Prospect, sorted("last_name", true));
    assert_eq!(rows[0], id);
}

#[test]
fn windows_are_parts_of_one_answer() {
    let test = with_contacts();
    let ids = test.prospect_ids();
    let opened =
        test.app.list_open(&OpenList { entity: Entity::Prospect, query: ListQuery::default(), first: None }).unwrap();
    let window = |offset, limit| {
        let window = ListWindow { snapshot: opened.snapshot, offset, limit, fields: vec!["name".parse().unwrap()] };
        test.app.list_window(&window).unwrap()
    };
    let read: Vec<String> = window(700, 50).rows.into_iter().map(|row| row.id).collect();
    assert_eq!(read, ids[700..750]);
    assert_eq!(window(u32::MAX, 50).rows.len(), 0);
    assert_eq!(window(0, u32::MAX).rows.len(), 500);
    let locate = LocateRecord { snapshot: opened.snapshot, id: ids[1_000].clone() };
    assert_eq!(test.app.list_locate(&locate).unwrap(), Some(1_000));
    assert!(!window(0, 1).stale);
    edit(&test, &ids[3], "city", "Ailleurs");
    assert!(window(0, 1).stale);
    for _ in 0..20 {
        assert_eq!(test.prospect_ids().len(), ids.len());
    }
    let gone = ListWindow { snapshot: opened.snapshot, offset: 0, limit: 1, fields: Vec::new() };
    refused(test.app.list_window(&gone), ErrorCode::ListGone);
}

#[test]
fn menus_of_filters_show_the_values_with_their_counts() {
    let test = with_contacts();
    let values = test
        .app
        .list_values(&ListValues {
            entity: Entity::Prospect,
            field: "country".parse().unwrap(),
            prefix: "can".into(),
            limit: 10,
        })
        .unwrap();
    let canada = test.ids(Entity::Prospect, is("country", "Canada")).len();
    assert_eq!(values.len(), 1);
    assert_eq!((values[0].value.as_str(), values[0].count as usize), ("Canada", canada));
}

#[test]
fn a_field_that_nobody_knows_is_refused() {
    let test = with_contacts();
    let opened = test.list(Entity::Prospect, sorted("custom:nobody", false), &["name"]);
    assert_eq!(
        opened.map(|rows| rows.len()).unwrap_or(1_000_000),
        test.prospect_ids().len(),
        "an unknown custom field is empty everywhere"
    );
}

/// What the summary counts, and what the lists have.
fn counted(test: &TestApp) -> ([u32; 2], [usize; 2]) {
    let summary = test.app.workspace_summary().unwrap();
    let listed = [Entity::Prospect, Entity::Company].map(|entity| test.ids(entity, ListQuery::default()).len());
    ([summary.prospects, summary.companies], listed)
}

#[test]
fn the_summary_counts_as_the_lists_do_whether_they_are_in_memory_or_not() {
    let mut test = with_contacts();
    let some = test.ids(Entity::Prospect, ListQuery::default())[..3].to_vec();
    crate::changes::archive(&test, &some.iter().map(String::as_str).collect::<Vec<_>>());
    let expected = counted(&test);
    assert_eq!(expected.0.map(|count| count as usize), expected.1);
    assert!(expected.0[0] > 0 && expected.0[1] > 0);

    test.app.warm_up().unwrap();
    assert_eq!(counted(&test), expected, "from the lists");
    test.restart();
    assert_eq!(counted(&test), expected, "as the lists were saved");
    undo(&test);
    let undone = counted(&test);
    assert_eq!(undone.0, [expected.0[0] + 3, expected.0[1]]);
    assert_eq!(undone.0.map(|count| count as usize), undone.1);
    test.restart();
    assert_eq!(counted(&test), undone, "counted in the file");
    edit(&test, &some[0], "city", "Lyon");
    test.import("more.csv", "E-mail\nnew@example.org\n", OnMatch::Fill);
    assert_eq!(counted(&test).0, [undone.0[0] + 1, undone.0[1]], "after an import");
}

#[test]
fn imports_of_the_same_file_are_told_apart() {
    let mut test = TestApp::new();
    let imports: Vec<ImportView> = ["a@x.example.com", "b@x.example.com", "c@x.example.com"]
        .iter()
        .zip(["été.csv", "été.csv", "other.csv"])
        .map(|(email, name)| {
            test.clock.advance(60_000);
            test.import(name, format!("Email\n{email}\n"), OnMatch::Fill)
        })
        .collect();
    for _ in 0..2 {
        let emails = |value: &str| -> Vec<String> {
            let rows = test.list(Entity::Prospect, is("import", value), &["email"]).unwrap();
            let mut emails: Vec<String> = rows.into_iter().flatten().collect();
            emails.sort();
            emails
        };
        for (import, email) in imports.iter().zip(["a@x.example.com", "b@x.example.com", "c@x.example.com"]) {
            assert_eq!(emails(&import.label), [email]);
            let shown = test.list(Entity::Prospect, is("email", email), &["import"]).unwrap();
            assert_eq!(shown, [[import.label.clone()]]);
        }
        assert_eq!(emails("ÉTÉ.csv"), ["a@x.example.com", "b@x.example.com"], "the name stands for both");
        assert_eq!(emails("t.csv"), Vec::<String>::new());
        let field = "import".parse().unwrap();
        let ask = ListValues { entity: Entity::Prospect, field, prefix: "été".to_owned(), limit: 9 };
        let offered: Vec<String> = test.app.list_values(&ask).unwrap().into_iter().map(|one| one.value).collect();
        assert_eq!(offered.len(), 2);
        assert!(imports[..2].iter().all(|import| offered.contains(&import.label)), "{offered:?}");
        // The same from what was saved.
        test.restart();
    }
    assert_ne!(imports[0].label, imports[1].label);
}

#[test]
fn the_last_word_about_prospects_comes_when_the_list_has_all_of_an_import() {
    let test = TestApp::new();
    test.app.warm_up().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let (app, tell) = (test.app.clone(), Arc::clone(&told));
    test.app.subscribe(move |event| {
        if let AppEvent::Changed(kinds) = event
            && kinds.contains(&ChangeKind::Prospects)
        {
            let list = app.list_open(&OpenList { entity: Entity::Prospect, query: ListQuery::default(), first: None });
            tell.lock().unwrap().push(list.unwrap().total);
        }
    });
    test.app.sample_add().unwrap();
    assert_eq!(told.lock().unwrap().last(), Some(&500));
}

/// Companies and how many prospects each has, as a list in this order shows them.
fn company_sizes(test: &TestApp, query: ListQuery) -> Vec<(String, String)> {
    let rows = test.list(Entity::Company, query, &["company", "prospects"]).unwrap();
    rows.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

#[test]
fn companies_are_listed_with_the_number_of_their_prospects() {
    let test = TestApp::new();
    let people = |firm: &str, count: usize| -> String {
        (0..count).map(|n| format!("P{n},p{n}@{firm}.example.com,{firm}\n")).collect()
    };
    let text =
        format!("First Name,Email,Company\n{}{}{},,Empty\n", people("Two", 2), people("Ten", 10), people("One", 1));
    test.import("r.csv", text, OnMatch::Fill);
    let sizes = |query| company_sizes(&test, query);
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|&(name, count)| (name.to_owned(), count.to_owned())).collect()
    };
    let by_size = || sorted("prospects", true);
    assert_eq!(sizes(by_size()), pairs(&[("Ten", "10"), ("Two", "2"), ("One", "1"), ("Empty", "0")]));
    assert_eq!(sizes(question("prospects >= 2 and not prospects >= 10")), pairs(&[("Two", "2")]));
    assert_eq!(sizes(question("prospects = 0")), pairs(&[("Empty", "0")]));

    // One moves, one is put away, one is made; and back again.
    let one = test.ids(Entity::Prospect, is("company", "One"));
    edit(&test, &one[0], "company", "Empty");
    assert_eq!(sizes(by_size()), pairs(&[("Ten", "10"), ("Two", "2"), ("Empty", "1"), ("One", "0")]));
    undo(&test);
    let two = test.ids(Entity::Prospect, is("company", "Two"));
    let archive = |action| {
        let selection = sales_app::lists::Selection::Ids { ids: two.clone() };
        let change = sales_app::records::ChangeRecords { entity: Entity::Prospect, selection, action };
        test.app.records_change(&change).unwrap();
    };
    archive(sales_app::records::RecordAction::Archive);
    assert_eq!(sizes(by_size()), pairs(&[("Ten", "10"), ("One", "1"), ("Empty", "0"), ("Two", "0")]));
    archive(sales_app::records::RecordAction::Restore);
    test.import("s.csv", format!("First Name,Email,Company\n{}", people("Late", 3)), OnMatch::Fill);
    assert_eq!(sizes(by_size())[..3], pairs(&[("Ten", "10"), ("Late", "3"), ("Two", "2")]));
    undo(&test);
    assert_eq!(sizes(by_size()), pairs(&[("Ten", "10"), ("Two", "2"), ("One", "1"), ("Empty", "0")]));
}

#[test]
fn the_number_of_prospects_is_told_after_a_restart_and_in_an_export() {
    let mut test = with_contacts();
    let before = company_sizes(&test, sorted("prospects", true));
    assert!(before.is_sorted_by_key(|(_, count)| std::cmp::Reverse(count.parse::<u32>().unwrap())));
    let people = before.iter().map(|(_, count)| count.parse::<usize>().unwrap()).sum::<usize>();
    assert_eq!(people, test.prospect_ids().len());
    test.app.warm_up().unwrap();
    test.restart();
    assert_eq!(company_sizes(&test, sorted("prospects", true)), before);
    let fields = test.app.fields_list(Entity::Prospect).unwrap();
    assert!(fields.iter().all(|field| field.id.as_str() != "prospects"), "a prospect has no such field");
}

#[test]
fn a_few_letters_find_the_best_prospects_and_companies() {
    let test = TestApp::new();
    let rows = "Zoé,Müller,zoe@x.example.com,Marbre SA\nAnna,Marchand,boss@marin.example.com,Lab\n\
                Omar,Sy,omar@x.example.com,Lab\nLéa,Roy,mar@lab.example.com,Lab\n";
    test.import("r.csv", format!("First Name,Last Name,Email,Company\n{rows}"), OnMatch::Fill);
    let find = |text: &str, limit| {
        let input = sales_app::records::FindRecords { text: text.to_owned(), limit };
        let found = test.app.records_find(&input).unwrap();
        let told = found.into_iter().map(|found| (found.entity, found.record.title));
        told.collect::<Vec<_>>()
    };
    let prospect = |name: &str| (Entity::Prospect, name.to_owned());
    let company = |name: &str| (Entity::Company, name.to_owned());
    assert_eq!(
        find(" mar", 5),
        [prospect("Léa Roy"), prospect("Anna Marchand"), prospect("Omar Sy"), company("Marbre SA")],
        "who begins with it comes first: by e-mail, by surname"
    );
    assert_eq!(find("MULLER zo", 5), [prospect("Zoé Müller")]);
    assert_eq!(find("marin.example", 5), [prospect("Anna Marchand")]);
    assert_eq!(find("mar", 1), [prospect("Léa Roy"), company("Marbre SA")]);
    assert_eq!(find("  ", 5), []);
    let id = test.ids(Entity::Prospect, is("first_name", "Omar")).remove(0);
    test.app
        .records_change(&sales_app::records::ChangeRecords {
            entity: Entity::Prospect,
            selection: sales_app::lists::Selection::Ids { ids: vec![id] },
            action: sales_app::records::RecordAction::Archive,
        })
        .unwrap();
    assert_eq!(find("omar", 5), [], "who is put away is not found");
}
