//! What rows say of companies that rows far above them made: it is written when the import ends.

use std::fmt::Write as _;

use sales_app::{
    history::{EditedRecords, UndoInput},
    imports::ImportState,
    records::{EditRecord, RecordView, SourceKind},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::TestApp;

use crate::support::{prospect, refused, show, value};

const HEADER: &str = "Email,First Name,Company,Website,Industry,Employees,Company Postal Code\n";
/// More than are read together, and written at once.
const FIRMS: usize = 9_000;

/// Firms by name, then what later rows say of them, the first of which counts.
fn file() -> String {
    let mut csv = HEADER.to_owned();
    for n in 0..FIRMS {
        writeln!(csv, "a{n}@x.example.com,Al,Firm {n},,,,").unwrap();
    }
    for (round, industry) in ["Retail", "Wood"].into_iter().enumerate() {
        for n in 0..FIRMS {
            writeln!(csv, "b{round}.{n}@x.example.com,Bo,Firm {n},firm{n}.fr,{industry},,{round}4000").unwrap();
        }
    }
    csv
}

fn firm(test: &TestApp, n: usize) -> RecordView {
    let company = prospect(test, "email", &format!("a{n}@x.example.com")).company.expect("a company");
    show(test, Entity::Company, &company.id)
}

fn said(firm: &RecordView) -> [String; 3] {
    ["company_website", "industry", "company_postcode"].map(|field| value(firm, field))
}

#[test]
fn the_first_row_with_a_value_gives_it_and_is_its_source() {
    let test = TestApp::new();
    test.import("r.csv", file(), OnMatch::Fill);
    assert_eq!(test.ids(Entity::Company, ListQuery::default()).len(), FIRMS);
    for n in [0, 17, FIRMS - 1] {
        let firm = firm(&test, n);
        assert_eq!(said(&firm), [format!("firm{n}.fr"), "Retail".into(), "04000".into()]);
        let row_of = |field: &str| firm.values.iter().find(|value| value.field.as_str() == field).unwrap().source.row;
        assert_eq!(row_of("company"), Some(n as u32 + 1));
        assert_eq!(row_of("industry"), Some((FIRMS + n) as u32 + 1));
        assert_eq!(row_of("company_postcode"), Some((FIRMS + n) as u32 + 1));
    }
    // The websites lead to the firms from the next file on.
    let next = "c@x.example.com,Cy,,firm17.fr,,50,\n";
    test.import("s.csv", format!("{HEADER}{next}"), OnMatch::Fill);
    assert_eq!(value(&firm(&test, 17), "company_size"), "50");
}

#[test]
fn an_import_that_goes_on_writes_what_it_had_kept_and_leaves_what_a_person_wrote_meanwhile() {
    let mut test = TestApp::new();
    let path = test.write("r.csv", file());
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let app = test.app.clone();
    let locked = test.app.import_run(&plan, &mut |at| {
        if at.rows as usize > 2 * FIRMS {
            let _ = app.workspace_lock();
        }
    });
    refused(locked, sales_app::ErrorCode::Cancelled);
    test.restart();
    let import = test.app.imports_list().unwrap().remove(0);
    assert_eq!(import.status, ImportState::Interrupted);
    let field = "industry".parse().unwrap();
    let boats = EditRecord { entity: Entity::Company, id: firm(&test, 3).id, field, value: "Boats".to_owned() };
    test.app.record_edit(&boats).unwrap();
    test.app.import_resume(&import.id, &mut |_| {}).unwrap();
    let boats = firm(&test, 3);
    assert_eq!(said(&boats), ["firm3.fr".into(), "Boats".into(), "04000".to_owned()]);
    let source_of = |field: &str| &boats.values.iter().find(|value| value.field.as_str() == field).unwrap().source;
    assert_eq!((source_of("industry").kind, source_of("industry").row), (SourceKind::User, None));
    assert_eq!(source_of("company_website").row, Some((FIRMS + 3) as u32 + 1));
    assert_eq!(said(&firm(&test, 4)), ["firm4.fr".into(), "Retail".into(), "04000".to_owned()]);
    let input = UndoInput { change: Some(import.change), edited: EditedRecords::Remove };
    test.app.history_undo(&input).unwrap();
    assert!(test.ids(Entity::Company, ListQuery::default()).is_empty());
}
