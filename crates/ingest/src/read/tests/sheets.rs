//! Workbooks, written by another library.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

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

/// A title, a blank line, a header, rows, a blank line, totals; one row is too long.
fn long_workbook(rows: u32) -> TestFile {
    workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "All contacts").unwrap();
        for (column, name) in ["id", "name", "email", "score"].iter().enumerate() {
            sheet.write(2, column as u16, *name).unwrap();
        }
        for row in 1..=rows {
            sheet.write(2 + row, 0, row).unwrap();
            sheet.write(2 + row, 1, format!("name {row}")).unwrap();
            if row % 2 == 0 {
                sheet.write(2 + row, 2, format!("n{row}@exemple.fr")).unwrap();
            }
            sheet.write(2 + row, 3, 1).unwrap();
        }
        sheet.write(2 + rows, 5, "lost").unwrap();
        sheet.write(4 + rows, 0, "Total").unwrap();
        sheet.write(4 + rows, 3, rows).unwrap();
    })
}

#[test]
fn one_look_at_a_sheet_finds_what_reading_it_gives() {
    for rows in [30, 1_999, 2_000, 2_600, 5_000] {
        let file = long_workbook(rows);
        let inspection = file.inspect().unwrap();
        assert_eq!(inspection.layout, file.detect().unwrap());
        let Layout { preamble_rows, header_rows, footer_rows, columns, .. } = inspection.layout;
        assert_eq!((preamble_rows, header_rows, footer_rows, columns), (2, 1, 1, 4), "{rows}");
        assert_eq!(inspection.headers, ["id", "name", "email", "score"]);
        assert_eq!(file.rows(&inspection.layout).len() as u64, inspection.rows);
        assert_eq!(inspection.rows, u64::from(rows));
        let fill: Vec<f64> = inspection.columns.iter().map(|column| column.fill).collect();
        assert_eq!(fill, [1.0, 1.0, f64::from(rows / 2) / f64::from(rows), 1.0]);
        assert!(inspection.columns[3].samples.iter().all(|score| score == "1"), "the total is no sample");
        assert_eq!(inspection.preview.len(), 50.min(rows as usize + 5));
        assert_eq!(inspection.preview[1], Vec::<String>::new());
        let problems: Vec<_> = inspection.problems.iter().map(|found| (found.row, found.problem)).collect();
        assert_eq!(problems, file.problems(&inspection.layout));
        assert_eq!(problems, [(u64::from(rows), RowProblem::TooManyCells { found: 6, expected: 4 })]);
    }
}

#[test]
fn footers_that_a_person_names_are_no_rows_however_long() {
    let file = long_workbook(5_000);
    let overrides = LayoutOverrides { footer_rows: Some(3_000), ..LayoutOverrides::default() };
    let inspection = inspect(&file.path, &overrides, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(inspection.rows, 2_001);
    assert_eq!(file.rows(&inspection.layout).len(), 2_001);
}

#[test]
fn looking_at_a_sheet_tells_how_far_it_is_and_can_be_stopped() {
    let file = long_workbook(5_000);
    let mut told = Vec::new();
    let stopped = inspect(&file.path, &LayoutOverrides::default(), &mut |at| {
        told.push(at);
        if at.rows > 3_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(ReadError::Stopped { .. })), "{stopped:?}");
    let total = std::fs::metadata(&file.path).unwrap().len();
    assert!(told.iter().all(|at| at.bytes_total == total && at.bytes_done <= total));
    assert!(told.is_sorted_by_key(|at| (at.rows, at.bytes_done)));
    assert!((3_001..5_000).contains(&told.last().unwrap().rows), "{told:?}");
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

#[test]
fn a_workbook_under_another_name_is_read_and_its_name_is_told() {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        for row in 0..4 {
            sheet.write(row, 0, format!("name {row}")).unwrap();
            sheet.write(row, 1, row).unwrap();
        }
    });
    let bytes = std::fs::read(&book.path).unwrap();
    for (name, belied) in [("book.xlsm", None), ("book", None), ("book.csv", Some("csv")), ("book.xls", Some("xls"))] {
        let file = TestFile::named(name, &bytes);
        let format = file.detect().unwrap().format;
        assert!(matches!(format, Format::Sheet { workbook: SheetKind::Xlsx, .. }), "{name}");
        assert_eq!(format.belied_by(&file.path).as_deref(), belied, "{name}");
    }
}

/// A workbook with one cell of so many letters `x` beside a row of the usual kind.
fn with_large_cell(kind: SheetKind, letters: usize) -> TestFile {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, parts: &[&str], letters: usize| {
        packed.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        packed.write_all(parts[0].as_bytes()).unwrap();
        if let Some(after) = parts.get(1) {
            let chunk = vec![b'x'; 1 << 20];
            for _ in 0..letters >> 20 {
                packed.write_all(&chunk).unwrap();
            }
            packed.write_all(after.as_bytes()).unwrap();
        }
    };
    if kind == SheetKind::Ods {
        part("mimetype", &["application/vnd.oasis.opendocument.spreadsheet"], 0);
        part(
            "META-INF/manifest.xml",
            &["<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"],
            0,
        );
        let cell = "<table:table-cell office:value-type=\"string\"><text:p>";
        let next = "</text:p></table:table-cell>";
        let before = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
             <table:table table:name=\"S\"><table:table-row>{cell}Name{next}{cell}Notes{next}</table:table-row>\
             <table:table-row>{cell}Ada{next}{cell}short{next}</table:table-row>\
             <table:table-row>{cell}Bob{next}{cell}"
        );
        let after = format!(
            "{next}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        );
        part("content.xml", &[&before, &after], letters);
    } else {
        let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let before = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
             <row>{}{}</row><row>{}{}</row><row>{}<c t=\"inlineStr\"><is><t>",
            text("Name"),
            text("Notes"),
            text("Ada"),
            text("short"),
            text("Bob")
        );
        part(
            "[Content_Types].xml",
            &["<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"],
            0,
        );
        part(
            "_rels/.rels",
            &["<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
               <Relationship Id=\"rId1\" \
               Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
               Target=\"xl/workbook.xml\"/></Relationships>"],
            0,
        );
        part(
            "xl/_rels/workbook.xml.rels",
            &["<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
               <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
               Target=\"worksheets/sheet1.xml\"/></Relationships>"],
            0,
        );
        part(
            "xl/workbook.xml",
            &["<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
               xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
               <sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"],
            0,
        );
        part("xl/worksheets/sheet1.xml", &[&before, "</t></is></c></row></sheetData></worksheet>"], letters);
    }
    TestFile::named(&format!("large.{}", kind.extension()), packed.finish().unwrap().into_inner())
}

#[test]
fn a_large_cell_is_cut_as_in_a_text() {
    for kind in [SheetKind::Xlsx, SheetKind::Ods] {
        let file = with_large_cell(kind, MAX_CELL_BYTES + (1 << 20));
        let found = file.inspect().unwrap();
        let rows = file.rows(&found.layout);
        assert_eq!((rows.len(), rows[1][1].len()), (2, 1024), "{kind:?}");
        let (bytes, limit) = ((MAX_CELL_BYTES + (1 << 20)) as u32, MAX_CELL_BYTES as u32);
        assert_eq!(file.problems(&found.layout), [(2, RowProblem::CellTooLarge { column: 1, bytes, limit })]);
    }
}

#[test]
fn a_cell_that_unpacks_to_more_than_can_be_held_is_refused() {
    for kind in [SheetKind::Xlsx, SheetKind::Ods] {
        let file = with_large_cell(kind, 65 << 20);
        assert!(std::fs::metadata(&file.path).unwrap().len() < 1 << 20, "the file itself is small");
        let refused = file.inspect();
        let is_told = |error: &ReadError| matches!(error, ReadError::Sheet { problem: SheetProblem::CellTooLarge { limit }, .. } if *limit == 64 << 20);
        assert!(refused.as_ref().is_err_and(is_told), "{kind:?} {refused:?}");
    }
}
