//! Workbooks, written by another library.

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

use super::*;

fn workbook(fill: impl FnOnce(&mut Workbook)) -> TestFile {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    TestFile::named("book.xlsx", workbook.save_to_buffer().unwrap())
}

#[test]
fn cells_as_shown() {
    let file = workbook(|book| {
        let sheet = book.add_worksheet().set_name("Contacts").unwrap();
        for (column, name) in ["Name", "Phone", "Postcode", "Since", "Score", "Active", "Mobile"].iter().enumerate() {
            sheet.write(0, column as u16, *name).unwrap();
        }
        let date = CellFormat::new().set_num_format("dd/mm/yyyy");
        let postcode = CellFormat::new().set_num_format("00000");
        for row in 1..=3 {
            sheet.write(row, 0, " Élodie ").unwrap();
            sheet.write(row, 1, "0612345678").unwrap();
            sheet.write_with_format(row, 2, 1000, &postcode).unwrap();
            sheet.write_with_format(row, 3, ExcelDateTime::from_ymd(2024, 3, 12).unwrap(), &date).unwrap();
            sheet.write(row, 4, 12.5).unwrap();
            sheet.write(row, 5, true).unwrap();
            sheet.write(row, 6, 612_345_678.0).unwrap();
        }
    });
    let layout = file.detect().unwrap();
    assert_eq!((layout.preamble_rows, layout.header_rows, layout.footer_rows, layout.columns), (0, 1, 0, 7));
    assert!(matches!(&layout.format, Format::Sheet { workbook: SheetKind::Xlsx, sheet, .. } if sheet == "Contacts"));
    let row = [" Élodie ", "0612345678", "01000", "2024-03-12", "12.5", "TRUE", "612345678"];
    assert_eq!(file.rows(&layout), table(&[&row, &row, &row]));
}

#[test]
fn titles_totals_and_blank_rows_around_a_table() {
    let file = workbook(|book| {
        book.add_worksheet().set_name("Read me").unwrap();
        let sheet = book.add_worksheet().set_name("Data").unwrap();
        sheet.write(0, 0, "Contacts 2024").unwrap();
        for (column, name) in ["Name", "Email", "City", "Score"].iter().enumerate() {
            sheet.write(2, column as u16, *name).unwrap();
        }
        for row in 3..8 {
            sheet.write(row, 0, "Jean").unwrap();
            sheet.write(row, 1, format!("j{row}@exemple.fr")).unwrap();
            sheet.write(row, 3, row).unwrap();
        }
        sheet.write(8, 0, "Only a name").unwrap();
        sheet.write(10, 0, "Total").unwrap();
        sheet.write(10, 3, 25).unwrap();
    });
    let inspection = file.inspect().unwrap();
    let layout = &inspection.layout;
    assert!(matches!(&layout.format, Format::Sheet { sheet, sheets, .. } if sheet == "Data" && sheets.len() == 2));
    assert_eq!((layout.preamble_rows, layout.header_rows, layout.footer_rows, layout.columns), (2, 1, 1, 4));
    assert_eq!((inspection.rows, inspection.problem_rows), (6, 0));
    assert_eq!(inspection.headers, ["Name", "Email", "City", "Score"]);
}

#[test]
fn long_sheets_stream() {
    let file = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "id").unwrap();
        sheet.write(0, 1, "name").unwrap();
        for row in 1..=5_000 {
            sheet.write(row, 0, row).unwrap();
            sheet.write(row, 1, format!("name {row}")).unwrap();
        }
    });
    let inspection = file.inspect().unwrap();
    assert_eq!((inspection.rows, inspection.layout.columns), (5_000, 2));
    let mut reader = RowReader::open(&file.path, &inspection.layout).unwrap();
    let mut batch = RowBatch::new();
    reader.skip_rows(4_999).unwrap();
    reader.next_batch(&mut batch, 10).unwrap();
    assert_eq!((batch.row(0).cell(1), batch.row(0).number(), batch.row(0).line()), ("name 5000", 5_000, 5_001));
}

#[test]
fn protected_workbooks_ask_for_a_password() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend([0; 512]);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let protected = TestFile::named("book.xlsx", bytes).detect();
    assert!(matches!(protected, Err(ReadError::Sheet { problem: SheetProblem::Password, .. })));
}

#[test]
fn workbooks_that_cannot_be_read() {
    let file = workbook(|book| {
        book.add_worksheet();
    });
    assert!(matches!(file.detect(), Err(ReadError::Sheet { problem: SheetProblem::NoCells, .. })));
    let overrides = LayoutOverrides { sheet: Some("None".to_owned()), ..LayoutOverrides::default() };
    let missing = detect(&file.path, &overrides);
    assert!(matches!(missing, Err(ReadError::Sheet { problem: SheetProblem::NoSuchSheet, .. })));
    let mut bytes = std::fs::read(&file.path).unwrap();
    bytes.truncate(bytes.len() / 2);
    let damaged = TestFile::named("book.xlsx", bytes).detect();
    assert!(matches!(damaged, Err(ReadError::Sheet { problem: SheetProblem::Damaged { .. }, .. })), "{damaged:?}");
}
