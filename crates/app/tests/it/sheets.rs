//! Workbooks with several sheets.

use rust_xlsxwriter::Workbook;
use sales_app::{
    ErrorCode,
    imports::{InspectFile, LayoutChoice, clean_file},
};
use sales_core::import::OnMatch;
use sales_testkit::TestApp;

use crate::support::{prospect, refused};

#[test]
fn the_sheets_that_are_not_read_are_named_and_another_one_can_be_chosen() {
    let test = TestApp::new();
    let path = test.folder().join("two.xlsx");
    let mut book = Workbook::new();
    for (name, person) in [("Clients", "ada@x.example"), ("Salon 2024", "bob@x.example")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in [["First name", "Email"], ["Someone", person]].iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), *cell).unwrap();
            }
        }
    }
    book.save(&path).unwrap();
    let path = path.display().to_string();
    let choice = |sheet: Option<&str>| LayoutChoice { sheet: sheet.map(str::to_owned), ..LayoutChoice::default() };
    let look = |sheet| test.app.import_inspect(&InspectFile { path: path.clone(), layout: choice(sheet) }, &mut |_| {});
    for (chosen, read, other) in [(None, "Clients", "Salon 2024"), (Some("Salon 2024"), "Salon 2024", "Clients")] {
        let view = look(chosen).unwrap();
        assert_eq!((view.layout.sheet.as_deref(), view.layout.sheets.len()), (Some(read), 2));
        let notice = view.notices.iter().find(|notice| notice.code == "other_sheets").unwrap();
        assert_eq!((notice.args["sheet"].as_str(), notice.args["sheets"].as_str()), (read, other));
    }
    let out = test.folder().join("out.csv");
    let clean = clean_file(&InspectFile { path: path.clone(), layout: choice(None) }, &out).unwrap();
    assert_eq!(clean.notices[0].code, "other_sheets");
    let error = refused(look(Some("Absent")), ErrorCode::FileSheetMissing);
    assert_eq!(error.args["sheet"], "Absent");
    let plan = test.app.import_plan(&path, choice(Some("Salon 2024")), OnMatch::Fill).unwrap();
    test.app.import_run(&plan, &mut |_| {}).unwrap();
    prospect(&test, "email", "bob@x.example");
    assert_eq!(test.prospect_ids().len(), 1);
}
