//! Exports: everything, as it is, and nothing that a spreadsheet would run.

use std::path::Path;

use sales_app::{
    ErrorCode,
    exports::{ExportFormat, ExportInput},
    imports::{InspectFile, LayoutChoice},
    lists::Selection,
};
use sales_core::{
    fields::{Entity, FieldId},
    import::OnMatch,
    list::ListQuery,
};
use sales_testkit::{TestApp, contacts::Contacts};

use crate::support::{is, refused};

fn export(test: &TestApp, query: ListQuery, format: ExportFormat, name: &str) -> (String, u32) {
    let path = test.folder().join(name).display().to_string();
    let input = ExportInput {
        entity: Entity::Prospect,
        selection: Selection::Matching { query, except: Vec::new() },
        fields: Vec::new(),
        format,
        path: path.clone(),
        byte_order_mark: true,
        delimiter: ";".into(),
    };
    let view = test.app.export_run(&input, &mut |_| {}).unwrap();
    (path, view.rows)
}

/// The rows of a file by the reader of imports.
fn preview(test: &TestApp, path: &str) -> (u64, Vec<String>) {
    let view = test
        .app
        .import_inspect(&InspectFile { path: path.into(), layout: LayoutChoice::default() }, &mut |_| {})
        .unwrap();
    (view.rows, view.columns.into_iter().map(|column| column.header).collect())
}

#[test]
fn every_record_and_every_field_is_in_the_file() {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(4, 0).csv(5_000).text(), OnMatch::Create);
    for (format, name) in [(ExportFormat::Csv, "o.csv"), (ExportFormat::Xlsx, "o.xlsx"), (ExportFormat::Json, "o.json")]
    {
        let (path, rows) = export(&test, ListQuery::default(), format, name);
        assert_eq!(rows, 5_000);
        assert!(!Path::new(&format!("{path}.1.part")).exists());
        if format == ExportFormat::Json {
            let rows: Vec<serde_json::Map<String, serde_json::Value>> =
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            assert_eq!(rows.len(), 5_000);
            assert!(rows.iter().any(|row| row.get("notes").is_some_and(|notes| notes == "=1+1")), "JSON is not run");
            continue;
        }
        let (read, headers) = preview(&test, &path);
        assert_eq!(read, 5_000, "{name}");
        for field in ["first_name", "email", "company", "company_website", "industry", "postcode", "notes"] {
            assert!(headers.iter().any(|header| header == field), "{field} in {headers:?}");
        }
    }
}

#[test]
fn formulas_are_harmless_and_phone_numbers_untouched() {
    let test = TestApp::new();
    test.import(
        "r.csv",
        "First Name,Email,Phone,Notes\nAda,a@x.example.com,+33 6 12 34 56 78,=HYPERLINK(\"http://x\")\nBob,b@x.example.com,-12,@SUM(A1)\n",
        OnMatch::Fill,
    );
    let (path, _) = export(&test, ListQuery::default(), ExportFormat::Csv, "o.csv");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.starts_with("\u{feff}first_name;"), "{text}");
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && text.contains("'@SUM(A1)"), "{text}");
    assert!(text.contains(";+33 6 12 34 56 78;") && text.contains(";-12;"), "{text}");
}

#[test]
fn what_was_asked_for_is_exported_in_its_order() {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(4, 0).csv(300).text(), OnMatch::Create);
    let query = is("country", "France");
    let expected = test.list(Entity::Prospect, query.clone(), &["email"]).unwrap();
    let (path, rows) = export(&test, query, ExportFormat::Json, "o.json");
    assert_eq!(rows as usize, expected.len());
    let found: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let found: Vec<&str> = found.iter().map(|row| row["email"].as_str().unwrap_or_default()).collect();
    assert_eq!(found, expected.iter().map(|row| row[0].as_str()).collect::<Vec<_>>());
}

#[test]
fn a_stopped_or_impossible_export_leaves_no_file() {
    let test = TestApp::new();
    test.import("r.csv", Contacts::new(4, 0).csv(3_000).text(), OnMatch::Create);
    let mut input = ExportInput {
        entity: Entity::Prospect,
        selection: Selection::Matching { query: ListQuery::default(), except: Vec::new() },
        fields: Vec::new(),
        format: ExportFormat::Csv,
        path: test.write("o.csv", "what was there"),
        byte_order_mark: false,
        delimiter: ",".into(),
    };
    refused(test.app.export_run(&input, &mut |_| test.app.export_stop().unwrap()), ErrorCode::Cancelled);
    assert_eq!(std::fs::read_to_string(&input.path).unwrap(), "what was there");
    assert!(!Path::new(&format!("{}.1.part", input.path)).exists());
    input.path = test.folder().join("no such folder").join("o.csv").display().to_string();
    refused(test.app.export_run(&input, &mut |_| {}), ErrorCode::FolderMissing);
}

#[test]
fn what_a_workbook_cannot_hold_is_said_and_nothing_is_written() {
    let test = TestApp::new();
    let long = "é".repeat(40_000);
    test.import("r.csv", format!("Email,Notes\na@x.example.com,short\nb@x.example.com,{long}\n"), OnMatch::Create);
    let path = test.folder().join("o.xlsx");
    let input = |format, fields: Vec<FieldId>| ExportInput {
        entity: Entity::Prospect,
        selection: Selection::Matching { query: ListQuery::default(), except: Vec::new() },
        fields,
        format,
        path: path.display().to_string(),
        byte_order_mark: false,
        delimiter: ",".into(),
    };
    let field = |id: &str| id.parse::<FieldId>().unwrap();
    let too_long = input(ExportFormat::Xlsx, vec![field("email"), field("notes")]);
    let error = refused(test.app.export_run(&too_long, &mut |_| {}), ErrorCode::ExportCellTooLong);
    assert_eq!(error.args["field"], "notes");
    assert!(["1", "2"].contains(&error.args["row"].as_str()), "{error:?}");
    let too_many = input(ExportFormat::Xlsx, vec![field("email"); 16_385]);
    refused(test.app.export_run(&too_many, &mut |_| {}), ErrorCode::ExportTooManyColumns);
    assert!(!path.exists() && !test.folder().join("o.xlsx.1.part").exists());

    let as_csv = input(ExportFormat::Csv, vec![field("notes")]);
    test.app.export_run(&as_csv, &mut |_| {}).unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains(&long));
}

#[test]
fn a_file_without_records_has_the_usual_columns() {
    let test = TestApp::new();
    let (path, rows) = export(&test, ListQuery::default(), ExportFormat::Csv, "none.csv");
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!((rows, text.as_str()), (0, "\u{feff}first_name;last_name;email;phone;job_title;company\r\n"));
}
