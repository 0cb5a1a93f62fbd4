//! What cannot work is refused with a code and its arguments, and changes nothing.

use std::{ops::ControlFlow, path::Path};

use sales_app::{
    ErrorCode,
    exports::{ExportFormat, ExportInput},
    imports::{InspectFile, LayoutChoice, clean_file},
    lists::Selection,
    workspace::{NewWorkspace, RestoreBackup, Unlock, WorkspaceState},
};
use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};
use sales_testkit::{PASSPHRASE, TestApp};

use crate::support::refused;

#[test]
fn files_that_are_no_tables() {
    let test = TestApp::new();
    for (name, content, code) in [
        ("empty.csv", &b""[..], ErrorCode::FileEmpty),
        ("binary.csv", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", ErrorCode::FileNotText),
        ("fake.xlsx", b"PK\x03\x04not a workbook", ErrorCode::FileNotATable),
        ("list.csv", b"[{\"email\": \"a@x.example.com\"}]", ErrorCode::FileNotATable),
        ("cards.csv", b"BEGIN:VCARD\nVERSION:3.0\nN:Byron;Ada;;;\nEND:VCARD\n", ErrorCode::FileNotATable),
        ("list.xls", b"<html><table><tr><td>a</td></tr></table></html>", ErrorCode::FileNotATable),
    ] {
        let path = test.write(name, content);
        let error = refused(test.plan(&path, OnMatch::Fill), code);
        assert_eq!(error.args["file"], path);
        let inspect = InspectFile { path: path.clone(), layout: LayoutChoice::default() };
        refused(test.app.import_inspect(&inspect, &mut |_| {}), code);
    }
    let mut protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    protected.extend([0; 512]);
    let broken = protected.clone();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let nothing = LayoutChoice::default;
    for (name, content, choice, code, args) in [
        ("protected.xlsx", protected, nothing(), ErrorCode::FilePassword, &["file"][..]),
        ("broken.xls", broken, nothing(), ErrorCode::FileSheetUnreadable, &["file"]),
        (
            "r.csv",
            b"a,b\n1,2\n".to_vec(),
            LayoutChoice { encoding: Some("klingon".to_owned()), ..nothing() },
            ErrorCode::FileUnreadable,
            &["choice", "file"],
        ),
        (
            "s.csv",
            b"a,b\n1,2\n".to_vec(),
            LayoutChoice { quote: Some("é".to_owned()), ..nothing() },
            ErrorCode::FileUnreadable,
            &["choice", "file"],
        ),
    ] {
        let path = test.write(name, content);
        let inspect = InspectFile { path: path.clone(), layout: choice };
        let error = refused(test.app.import_inspect(&inspect, &mut |_| {}), code);
        assert_eq!(error.args["file"], path);
        assert_eq!(error.args.keys().collect::<Vec<_>>(), args, "nothing but what the sentences say");
    }
    let missing = test.folder().join("missing.csv").display().to_string();
    let error = refused(test.plan(&missing, OnMatch::Fill), ErrorCode::FileMissing);
    assert_eq!(error.args["file"], missing);
    refused(test.plan(&test.folder().display().to_string(), OnMatch::Fill), ErrorCode::FileNotAFile);
}

#[test]
fn files_of_another_format_than_their_name_says_are_read_and_named() {
    let test = TestApp::new();
    let table = test.write("a.csv", "Name,Email\nAda,a@x.example.com\n");
    let selection = Selection::Matching { query: ListQuery::default(), except: Vec::new() };
    test.app.import_run(&test.plan(&table, OnMatch::Fill).unwrap(), &mut |_| {}).unwrap();
    let workbook = test.folder().join("b.xlsx").display().to_string();
    let export = ExportInput {
        entity: Entity::Prospect,
        selection,
        fields: Vec::new(),
        format: ExportFormat::Xlsx,
        path: workbook.clone(),
        byte_order_mark: false,
        delimiter: ",".to_owned(),
    };
    test.app.export_run(&export, &mut |_| {}).unwrap();
    let workbook_as_csv = test.write("c.csv", std::fs::read(&workbook).unwrap());
    let text_as_workbook = test.write("d.xlsx", std::fs::read(&table).unwrap());
    for (path, told) in [
        (&table, None),
        (&workbook, None),
        (&workbook_as_csv, Some(("named_otherwise_is_workbook", "csv", "c.csv"))),
        (&text_as_workbook, Some(("named_workbook_is_text", "xlsx", "d.xlsx"))),
    ] {
        let input = InspectFile { path: path.clone(), layout: LayoutChoice::default() };
        let file = test.app.import_inspect(&input, &mut |_| {}).unwrap();
        assert_eq!(file.rows, 1, "{path}");
        let plan = test.plan(path, OnMatch::Fill).unwrap();
        let check = test.app.import_check(&plan, &mut |_| {}).unwrap();
        let clean = clean_file(&input, &test.folder().join("clean.csv")).unwrap();
        for notices in [file.notices, check.notices, test.app.import_notices(&plan).unwrap(), clean.notices] {
            let found = notices
                .first()
                .map(|notice| (notice.code.as_str(), notice.args["extension"].as_str(), notice.args["file"].as_str()));
            assert_eq!((found, notices.len()), (told, usize::from(told.is_some())), "{path}");
        }
    }
}

#[test]
fn text_that_was_garbled_earlier_is_named_and_kept() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Nom,Email\nLefÃ¨vre,l@x.example.com\nMartin,m@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Create).unwrap();
    let input = InspectFile { path, layout: LayoutChoice::default() };
    let file = test.app.import_inspect(&input, &mut |_| {}).unwrap();
    for notices in [file.notices, test.app.import_notices(&plan).unwrap()] {
        assert_eq!((notices.len(), notices[0].code.as_str()), (1, "garbled_before"));
        assert_eq!((notices[0].args["value"].as_str(), notices[0].args["meant"].as_str()), ("LefÃ¨vre", "Lefèvre"));
    }
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    assert!(test.dump().concat().contains("LefÃ¨vre"), "values stay as found");
}

#[test]
fn a_file_that_vanished_after_the_check() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Email\na@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    test.app.import_check(&plan, &mut |_| {}).unwrap();
    std::fs::remove_file(&path).unwrap();
    refused(test.app.import_run(&plan, &mut |_| {}), ErrorCode::FileMissing);
    assert_eq!(test.app.imports_list().unwrap().len(), 0);
    // The next import is not in its way.
    let path = test.write("s.csv", "Email\na@x.example.com\n");
    test.app.import_run(&test.plan(&path, OnMatch::Fill).unwrap(), &mut |_| {}).unwrap();
}

#[test]
fn mappings_that_cannot_be_used() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Name,Mail,Mail 2\nAda,a@x.example.com,b@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    let with = |json: &str| test.app.import_plan_with(plan.clone(), Path::new("m.json"), json);
    let twice = with(r#"{"Name": "full_name", "Mail": "email", "Mail 2": "email"}"#).unwrap();
    let error = refused(test.app.import_run(&twice, &mut |_| {}), ErrorCode::MappingTwice);
    assert_eq!(["field", "columns", "file"].map(|name| error.args[name].as_str()), ["email", "Mail, Mail 2", &path]);
    refused(test.app.import_check(&twice, &mut |_| {}), ErrorCode::MappingTwice);
    for (header, columns) in [("Name,Mail,", "Mail, 3"), ("Mail,Mail,Mail", "Mail (2), Mail (3)")] {
        let path = test.write("t.csv", format!("{header}\nAda,a@x.example.com,b@x.example.com\n"));
        let mut plan = test.plan(&path, OnMatch::Fill).unwrap();
        plan.mapping = ["full_name", "email", "email"].map(str::to_owned).to_vec();
        let error = refused(test.app.import_run(&plan, &mut |_| {}), ErrorCode::MappingTwice);
        assert_eq!(error.args["columns"], columns);
    }
    let unknown = refused(with(r#"{"Nom": "full_name"}"#), ErrorCode::MappingColumnUnknown);
    assert_eq!(["column", "file"].map(|name| unknown.args[name].as_str()), ["Nom", &path]);
    let unknown = refused(with(r#"{"Name": "fullname"}"#), ErrorCode::MappingFieldUnknown);
    assert_eq!(["column", "field", "file"].map(|name| unknown.args[name].as_str()), ["Name", "fullname", "m.json"]);
    for (json, reason) in [("[1]", "not_an_object"), ("{", "not_json"), (r#"{"Name": 1}"#, "not_text")] {
        let malformed = refused(with(json), ErrorCode::MappingMalformed);
        assert_eq!(["reason", "file"].map(|name| malformed.args[name].as_str()), [reason, "m.json"]);
    }
    let nobody = with(r#"{"Name": "ignore", "Mail": "notes", "Mail 2": "ignore"}"#).unwrap();
    for error in [
        refused(test.app.import_run(&nobody, &mut |_| {}), ErrorCode::MappingEmpty),
        refused(test.app.import_check(&nobody, &mut |_| {}), ErrorCode::MappingEmpty),
    ] {
        assert_eq!(error.args["file"], path);
    }
    let computed = with(r#"{"Name": "created_at"}"#);
    refused(computed.and_then(|plan| test.app.import_run(&plan, &mut |_| {})), ErrorCode::FieldReadOnly);
    assert_eq!(test.app.imports_list().unwrap().len(), 0);
    let mut short = plan;
    short.mapping.pop();
    assert_eq!(refused(test.app.import_run(&short, &mut |_| {}), ErrorCode::MappingColumnUnknown).args["file"], path);
}

#[test]
fn a_locked_workspace_gives_nothing_away() {
    let test = TestApp::new();
    let path = test.write("r.csv", "Email\na@x.example.com\n");
    let plan = test.plan(&path, OnMatch::Fill).unwrap();
    test.app.workspace_lock().unwrap();
    refused(test.app.import_run(&plan, &mut |_| {}), ErrorCode::WorkspaceClosed);
    refused(test.app.imports_list(), ErrorCode::WorkspaceClosed);
    refused(test.app.canonical_dump(&mut |_| ControlFlow::Break(())), ErrorCode::WorkspaceClosed);
    refused(test.app.workspace_summary(), ErrorCode::WorkspaceClosed);
    let wrong = Unlock::Passphrase { passphrase: "not this one at all".into() };
    refused(test.app.workspace_unlock(wrong).map(|status| status.state), ErrorCode::PassphraseWrong);
    assert_eq!(test.app.workspace_status().unwrap().state, WorkspaceState::Locked);
    test.unlock();
    assert_eq!(test.app.imports_list().unwrap().len(), 0);
}

#[test]
fn workspaces_that_cannot_be_made_or_opened() {
    let test = TestApp::without_workspace();
    let unlock = || Unlock::Passphrase { passphrase: PASSPHRASE.into() };
    let new = |passphrase: &str| NewWorkspace {
        folder: None,
        language: sales_app::settings::Language::En,
        country: None,
        passphrase: Some(passphrase.into()),
    };
    refused(test.app.workspace_unlock(unlock()).map(|status| status.state), ErrorCode::WorkspaceMissing);
    let weak = refused(test.app.workspace_create(new("password")).map(|_| ()), ErrorCode::PassphraseWeak);
    assert_eq!(weak.field.as_deref(), Some("passphrase"));
    assert!(!test.workspace_folder().exists(), "a refused passphrase makes nothing");
    let made = test.app.workspace_create(new(PASSPHRASE)).unwrap();
    refused(test.app.workspace_create(new(PASSPHRASE)).map(|_| ()), ErrorCode::WorkspaceInUse);
    test.app.workspace_lock().unwrap();
    refused(test.app.workspace_create(new(PASSPHRASE)).map(|_| ()), ErrorCode::WorkspaceExists);
    let code = Unlock::Recovery { code: made.recovery_code };
    assert_eq!(test.app.workspace_unlock(code).unwrap().state, WorkspaceState::Open);
}

#[test]
fn a_workspace_without_the_file_of_its_keys_is_not_called_missing() {
    let test = TestApp::new();
    test.app.workspace_lock().unwrap();
    let keys = test.workspace_folder().join("workspace.key");
    let aside = test.folder().join("aside");
    std::fs::rename(&keys, &aside).unwrap();
    let unlock = || Unlock::Passphrase { passphrase: PASSPHRASE.into() };
    let error = refused(test.app.workspace_unlock(unlock()).map(|status| status.state), ErrorCode::KeyFileMissing);
    assert_eq!(error.args["file"], keys.display().to_string());
    std::fs::rename(&aside, &keys).unwrap();
    assert_eq!(test.app.workspace_unlock(unlock()).unwrap().state, WorkspaceState::Open);
}

#[test]
fn a_workspace_without_its_data_is_not_called_missing_and_no_other_takes_its_place() {
    let test = TestApp::new();
    test.app.workspace_lock().unwrap();
    let data = test.workspace_folder().join("workspace.db");
    let aside = test.folder().join("aside");
    std::fs::rename(&data, &aside).unwrap();
    let unlock = || Unlock::Passphrase { passphrase: PASSPHRASE.into() };
    let new = || NewWorkspace {
        folder: None,
        language: sales_app::settings::Language::En,
        country: None,
        passphrase: Some(PASSPHRASE.into()),
    };
    for code in [ErrorCode::WorkspaceFileMissing, ErrorCode::WorkspaceFileEmpty] {
        for error in [
            refused(test.app.workspace_status().map(|status| status.state), code),
            refused(test.app.workspace_unlock(unlock()).map(|status| status.state), code),
            refused(test.app.workspace_create(new()).map(|_| ()), code),
        ] {
            assert_eq!(error.args["file"], data.display().to_string());
            assert_eq!(error.args["backups"], test.workspace_folder().join("backups").display().to_string());
        }
        std::fs::write(&data, "").unwrap();
    }
    std::fs::rename(&aside, &data).unwrap();
    assert_eq!(test.app.workspace_unlock(unlock()).unwrap().state, WorkspaceState::Open);
}

#[test]
fn what_is_no_table_is_said_in_both_languages() {
    for language in sales_i18n::LANGUAGES {
        for kind in sales_ingest::read::ForeignKind::ALL {
            let key = format!("errors.file_not_a_table_reasons.{}", kind.as_str());
            let sentence = sales_i18n::Text::new(language).say(&key, &[]);
            assert!(sentence.contains("CSV") && !sentence.contains(&key), "{language}: {sentence}");
        }
    }
}

#[test]
fn a_backup_takes_the_place_of_data_that_was_lost() {
    for given in [false, true] {
        let test = TestApp::new();
        test.import("a.csv", "Email\na@x.example.com\n", OnMatch::Fill);
        let before = test.dump();
        let file = test.app.workspace_backup(&test.folder().display().to_string()).unwrap().file;
        test.app.workspace_lock().unwrap();
        let keys = std::fs::read(test.workspace_folder().join("workspace.key")).unwrap();
        std::fs::remove_file(test.workspace_folder().join("workspace.db")).unwrap();
        let contents = test.app.workspace_backup_contents(&file).unwrap();
        assert_eq!(contents.free_folder, test.workspace_folder().display().to_string());
        let folder = given.then_some(contents.free_folder);
        let unlock = Unlock::Passphrase { passphrase: PASSPHRASE.into() };
        let status = test.app.workspace_restore(RestoreBackup { file, folder, unlock }).unwrap();
        assert_eq!((status.state, test.dump()), (WorkspaceState::Open, before));
        let aside: Vec<_> = std::fs::read_dir(test.workspace_folder().join("backups")).unwrap().collect();
        let aside = aside.into_iter().next().unwrap().unwrap().path();
        assert_eq!(std::fs::read(aside.join("workspace.key")).unwrap(), keys, "the former keys are kept");
    }
}
