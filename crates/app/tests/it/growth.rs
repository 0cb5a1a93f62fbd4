//! Growth of companies between two imports.

use sales_app::{history::EditedRecords, imports::ImportView, qualify::SignalView};
use sales_core::{fields::Entity, import::OnMatch};
use sales_testkit::TestApp;

use crate::support::{counts, prospect, undo, undo_import};

const DAY: i64 = 86_400_000;

fn import(test: &TestApp, name: &str, size: &str) -> ImportView {
    let rows =
        format!("First Name,Email,Company,Website,Company Size\nLéa,lea@a.example.com,Acme,acme-x.example,{size}\n");
    test.import(name, rows, OnMatch::Update)
}

fn lea(test: &TestApp) -> String {
    prospect(test, "first_name", "Léa").id
}

fn signals(test: &TestApp) -> Vec<SignalView> {
    test.app.signals_list(&lea(test)).unwrap()
}

/// The score that the list shows, which nobody asked to be made anew.
fn listed(test: &TestApp) -> Vec<String> {
    test.list(Entity::Prospect, Default::default(), &["score", "score_budget", "score_need"]).unwrap().remove(0)
}

#[test]
fn a_later_count_is_a_signal_with_both_figures_and_days_and_goes_with_its_import() {
    let test = TestApp::new();
    import(&test, "spring.csv", "100");
    test.app.qualify_all(None).unwrap();
    let before = listed(&test);
    assert_eq!(before[1], "", "nothing is known of a budget: {before:?}");
    let first_day = test.app.qualify(&[lea(&test)], None).unwrap()[0].as_of.clone();
    test.clock.advance(60 * DAY);
    let later = import(&test, "summer.csv", "125");
    assert_eq!(counts(&later), [0, 1, 0, 0, 0, 0]);
    let today = test.app.qualify(&[lea(&test)], None).unwrap()[0].as_of.clone();
    let found = signals(&test);
    let [grown] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (grown.code.as_str(), grown.about, grown.source.as_str()),
        ("headcount_growth", Entity::Company, "record")
    );
    assert_eq!(grown.quote.as_deref(), Some(format!("100 ({first_day}) → 125 ({today})").as_str()));
    assert_eq!((grown.source_name.as_deref(), &grown.date), (Some("summer.csv"), &today));
    assert_eq!((grown.strength, grown.status.as_str()), (0.875, "found"));
    assert!(listed(&test)[1].parse::<u32>().unwrap() > 0, "the import itself made the score anew");
    undo_import(&test, &later, EditedRecords::Remove);
    assert_eq!(signals(&test), []);
    assert_eq!(listed(&test)[1], "");
    test.app.history_redo(None).unwrap();
    assert_eq!(signals(&test).len(), 1);
}

#[test]
fn what_is_no_growth_makes_no_signal_and_what_was_rejected_is_not_found_again() {
    let test = TestApp::new();
    import(&test, "a.csv", "100");
    import(&test, "b.csv", "150");
    assert_eq!(signals(&test), [], "a count that follows at once is a correction");
    test.clock.advance(60 * DAY);
    import(&test, "c.csv", "151-200");
    import(&test, "d.csv", "120");
    assert_eq!(signals(&test), []);
    test.clock.advance(60 * DAY);
    let grown = import(&test, "e.csv", "180");
    let found = signals(&test);
    assert_eq!(found.len(), 1);
    test.app.signal_reject(&found[0].id).unwrap();
    undo(&test);
    undo_import(&test, &grown, EditedRecords::Remove);
    let again = import(&test, "f.csv", "180");
    let found = signals(&test);
    test.app.signal_reject(&found[0].id).unwrap();
    import(&test, "g.csv", "120");
    test.clock.advance(60 * DAY);
    import(&test, "h.csv", "180");
    let statuses: Vec<String> = signals(&test).into_iter().map(|one| one.status).collect();
    assert_eq!(statuses, ["rejected"], "{again:?}");
}
