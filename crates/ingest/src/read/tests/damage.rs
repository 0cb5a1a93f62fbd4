//! Files that are not what they should be: typed answers, no panic, nothing lost in silence.

use super::*;

fn comma(columns: u32) -> Layout {
    Layout {
        format: Format::Delimited {
            encoding: Encoding::UTF_8,
            bom: false,
            delimiter: ",".to_owned(),
            quote: Some('"'),
            escape: Escape::Doubled,
            comment: None,
        },
        preamble_rows: 0,
        header_rows: 0,
        footer_rows: 0,
        columns,
    }
}

#[test]
fn files_that_cannot_be_read() {
    let missing = detect(std::path::Path::new("/nowhere/file.csv"), &LayoutOverrides::default());
    assert!(matches!(missing, Err(ReadError::NotFound { .. })));
    let folder = tempfile::tempdir().unwrap();
    let folder = detect(folder.path(), &LayoutOverrides::default());
    assert!(matches!(folder, Err(ReadError::NotAFile { .. })));
    for empty in ["", "\n\n", "\u{FEFF}", "\u{FEFF}\r\n", "   \n"] {
        assert!(matches!(TestFile::new(empty).detect(), Err(ReadError::Empty { .. })), "{empty:?}");
    }
    let noise: Vec<u8> = (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(TestFile::new(&noise).detect(), Err(ReadError::NotText { .. })));
}

#[test]
fn files_that_are_no_tables_are_named() {
    let utf16: Vec<u8> = "\u{FEFF}[{\"nom\": \"Zoé\"}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = format!("[{}{{}}]", "{\"email\": \"a@x.example.com\", \"note\": \"a,b\"},\n".repeat(40_000));
    for (bytes, kind) in [
        (&b"%PDF-1.7 ..."[..], ForeignKind::Pdf),
        (b"\x89PNG\r\n", ForeignKind::Image),
        (b"PK\x03\x04 no workbook", ForeignKind::Archive),
        (b"PK\x03\x04[Content_Types].xml..word/document.xml", ForeignKind::Document),
        (b"[{\"a\": 1}]", ForeignKind::Json),
        (long.as_bytes(), ForeignKind::Json),
        (&utf16, ForeignKind::Json),
        (b"<html><body><table><tr><td>a</td></tr></table></body></html>", ForeignKind::Html),
        (b"<?xml version='1.0'?><rows><row/></rows>", ForeignKind::Xml),
    ] {
        let refused = TestFile::new(bytes).inspect();
        assert!(matches!(refused, Err(ReadError::NotATable { kind: found, .. }) if found == kind), "{refused:?}");
    }
    let file = TestFile::new("[Id],{Name}\n1,Ada\n2,Bea\n");
    assert_eq!(file.inspect().unwrap().headers, ["[Id]", "{Name}"]);
}

#[test]
fn names_that_say_something_else_are_told() {
    let text = TestFile::named("fake.XLSX", "a,b\n1,2\n");
    assert_eq!(text.detect().unwrap().format.belied_by(&text.path), Some("xlsx".to_owned()));
    for (name, belied) in [("a.csv", false), ("a.txt", false), ("a", false), ("a.dat", false), ("a.ods", true)] {
        let text = TestFile::named(name, "a,b\n1,2\n");
        assert_eq!(text.detect().unwrap().format.belied_by(&text.path).is_some(), belied, "{name}");
    }
}

#[test]
fn impossible_layouts() {
    let file = TestFile::new("a,b\n");
    for (delimiter, quote) in [("", Some('"')), ("\n", Some('"')), ("\"", Some('"')), (",", Some('é'))] {
        let mut layout = comma(2);
        if let Format::Delimited { delimiter: own, quote: own_quote, .. } = &mut layout.format {
            delimiter.clone_into(own);
            *own_quote = quote;
        }
        assert!(matches!(RowReader::open(&file.path, &layout), Err(ReadError::BadLayout { .. })));
    }
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    let file = TestFile::new("1,\"open,3\n4,5,6\n7,\"8\n8\",9\n10,11,12\n");
    assert_eq!(
        file.rows(&comma(3)),
        table(&[&["1", "\"open", "3"], &["4", "5", "6"], &["7", "8\n8", "9"], &["10", "11", "12"]])
    );
    assert_eq!(file.problems(&comma(3)), [(1, RowProblem::UnclosedQuote)]);
}

#[test]
fn an_unclosed_quote_at_the_end_or_before_much_text() {
    let many = "4,5,6\n".repeat(100_000);
    let file = TestFile::new(format!("1,\"open,3\n{many}7,8,\"9\n"));
    let rows = file.rows(&comma(3));
    assert_eq!(rows.len(), 100_002);
    assert_eq!(rows.last().unwrap(), &["7", "8", "\"9"]);
    assert_eq!(file.problems(&comma(3)), [(1, RowProblem::UnclosedQuote), (100_002, RowProblem::UnclosedQuote)]);
}

#[test]
fn one_broken_quote_does_not_end_quoting() {
    let file = TestFile::new(format!("id,name,city\n1,\"open,Lyon\n{}", "2,\"a, b\",Paris\n".repeat(20)));
    let inspection = file.inspect().unwrap();
    assert!(matches!(inspection.layout.format, Format::Delimited { quote: Some('"'), .. }));
    assert_eq!((inspection.rows, inspection.problem_rows), (21, 1));
    let text = format!("id,name,city\n1,\"open,Lyon\n{}3,\"a, b\",Paris\n", "2,x,Paris\n".repeat(20_000));
    let inspection = TestFile::new(text).inspect().unwrap();
    assert_eq!((inspection.rows, inspection.problem_rows), (20_002, 1));
}

#[test]
fn quotes_that_were_not_escaped() {
    let file = TestFile::new("\"Acme\" Inc.,Paris\n\"the \"best\" one\",Rome\n\"a, \"b\" c\",Oslo\n5\" pipe,Bern\n");
    assert_eq!(
        file.rows(&comma(2)),
        table(&[
            &["\"Acme\" Inc.", "Paris"],
            &["the \"best\" one", "Rome"],
            &["a, \"b\" c", "Oslo"],
            &["5\" pipe", "Bern"]
        ])
    );
    let flagged: Vec<u64> = file.problems(&comma(2)).into_iter().map(|(row, _)| row).collect();
    assert_eq!(flagged, [1, 2, 3]);
}

#[test]
fn ragged_rows_are_kept_and_flagged() {
    let file = TestFile::new("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n");
    let inspection = file.inspect().unwrap();
    assert_eq!(inspection.rows, 4);
    let found: Vec<(u64, u64, RowProblem)> =
        inspection.problems.iter().map(|found| (found.row, found.line, found.problem)).collect();
    assert_eq!(
        found,
        [
            (2, 3, RowProblem::TooFewCells { found: 2, expected: 3 }),
            (3, 4, RowProblem::TooManyCells { found: 4, expected: 3 })
        ]
    );
}

#[test]
fn lines_of_another_encoding_are_flagged() {
    let mut bytes = "nom,ville\nÉlodie,Orléans\n".repeat(50).into_bytes();
    bytes.extend(b"Ren\xE9e,N\xEEmes\n");
    let file = TestFile::new(bytes);
    let inspection = file.inspect().unwrap();
    let Format::Delimited { encoding, .. } = inspection.layout.format else { panic!() };
    assert_eq!(encoding, Encoding::UTF_8);
    assert_eq!(inspection.problem_rows, 1);
    let read_as = Some(Encoding::WINDOWS_1252);
    assert_eq!(inspection.problems[0].problem, RowProblem::UndecodableBytes { count: 2, read_as });
    assert_eq!(file.rows(&inspection.layout).last().unwrap(), &["Renée", "Nîmes"]);
}

#[test]
fn marks_within_the_text_stay() {
    let file = TestFile::new("a,b\nx,1\n\u{FEFF}z,2\nw,3\n");
    let layout = file.detect().unwrap();
    assert_eq!(file.rows(&layout), table(&[&["x", "1"], &["\u{FEFF}z", "2"], &["w", "3"]]));
}

#[test]
fn nul_bytes_are_named_and_can_be_taken_out() {
    let rows = "1,x\0y,z\0\n2,\"\0a,\0b\",c\n3,d,e\n4\0,f\n5,\0,g,h\n\0\0,,\n";
    let file = TestFile::new(format!("i\0d,name,city\n{rows}6,i,j"));
    let layout = file.detect().unwrap();
    assert_eq!(file.inspect().unwrap().headers, ["id", "name", "city"]);
    assert_eq!(file.rows(&layout)[0], ["1", "x\0y", "z\0"]);
    assert_eq!(
        file.rows_without_nuls(&layout),
        table(&[
            &["1", "xy", "z"],
            &["2", "a,b", "c"],
            &["3", "d", "e"],
            &["4", "f"],
            &["5", "", "g", "h"],
            &["", "", ""],
            &["6", "i", "j"]
        ])
    );
    let nuls = |count, column| RowProblem::NulBytes { count, column };
    let surplus = RowProblem::TooManyCells { found: 4, expected: 3 };
    assert_eq!(
        file.problems(&layout),
        [(1, nuls(2, 1)), (2, nuls(2, 1)), (4, nuls(1, 0)), (5, surplus), (6, nuls(2, 0))]
    );
}

#[test]
fn nul_bytes_in_other_encodings_are_named_too() {
    for encoding in [Encoding::UTF_8, Encoding::WINDOWS_1252, Encoding::CP850, Encoding::MACINTOSH] {
        let file = TestFile::new("Nom,Ville\nZo\0e,Metz\n");
        let overrides = LayoutOverrides { encoding: Some(encoding), ..LayoutOverrides::default() };
        let layout = detect(&file.path, &overrides).unwrap();
        assert_eq!(file.rows_without_nuls(&layout), table(&[&["Zoe", "Metz"]]), "{encoding}");
    }
    let text: Vec<u8> = "Nom,Ville\nZo\0é,Metz\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = TestFile::new(text);
    let layout = file.detect().unwrap();
    assert_eq!(file.rows_without_nuls(&layout), table(&[&["Zoé", "Metz"]]));
    assert_eq!(file.problems(&layout), [(1, RowProblem::NulBytes { count: 1, column: 0 })]);
}

#[test]
fn mixed_line_ends() {
    let file = TestFile::new("a,b\r\n1,2\n3,4\r5,6\r\n\"7\r\n7\",8");
    let layout = file.detect().unwrap();
    assert_eq!(file.rows(&layout), table(&[&["1", "2"], &["3", "4"], &["5", "6"], &["7\r\n7", "8"]]));
}

#[test]
fn lines_are_those_of_an_editor() {
    let file = TestFile::new("title\n\na,b\n\"1\n1\",2\n\n3,4\n");
    let overrides = LayoutOverrides { preamble_rows: Some(2), header_rows: Some(1), ..LayoutOverrides::default() };
    let layout = detect(&file.path, &overrides).unwrap();
    let mut reader = RowReader::open(&file.path, &layout).unwrap();
    let mut batch = RowBatch::new();
    reader.next_batch(&mut batch, 10).unwrap();
    let places: Vec<(u64, u64)> = batch.rows().map(|row| (row.number(), row.line())).collect();
    assert_eq!(places, [(1, 4), (2, 7)]);
}

#[test]
fn many_columns() {
    let wide = |columns: usize| {
        let header: Vec<String> = (0..columns).map(|column| format!("name {column}")).collect();
        let row = vec!["1"; columns];
        format!("{}\n{}\n{}\n", header.join(","), row.join(","), row.join(","))
    };
    let file = TestFile::new(wide(10_000));
    let inspection = file.inspect().unwrap();
    assert_eq!((inspection.headers.len(), inspection.rows, inspection.problem_rows), (10_000, 2, 0));
    let layout = TestFile::new(wide(MAX_COLUMNS)).detect().unwrap();
    assert_eq!(layout.columns as usize, MAX_COLUMNS);
    let refused = TestFile::new(wide(MAX_COLUMNS + 1)).detect();
    assert!(matches!(refused, Err(ReadError::TooManyColumns { found, .. }) if found > MAX_COLUMNS), "{refused:?}");
}

#[test]
fn huge_cells_are_cut_and_the_rows_after_them_kept() {
    let huge = "x".repeat(MAX_CELL_BYTES + 10);
    let more = "x".repeat(3 * MAX_CELL_BYTES);
    for (cell, bytes) in [
        (huge.clone(), huge.len()),
        (format!("\"{huge}\""), huge.len()),
        (format!("\"{more}\"\"{huge}\""), more.len() + 1 + huge.len()),
        (more.clone(), more.len()),
        (format!("\"{more}\n{huge}\""), more.len() + 1 + huge.len()),
    ] {
        let file = TestFile::new(format!("a,b,c\n\"q,r\",{cell},12345678\nc,2,3\n"));
        let mut layout = comma(3);
        layout.header_rows = 1;
        let rows = file.rows(&layout);
        assert_eq!(rows.len(), 2);
        assert!(rows[0][1].len() <= 1024 && rows[0][1].contains('x'));
        assert_eq!(rows[1], ["c", "2", "3"]);
        let limit = MAX_CELL_BYTES as u32;
        let problem = RowProblem::CellTooLarge { column: 1, bytes: bytes as u32, limit };
        assert_eq!(file.problems(&layout), [(1, problem)]);
        let refused = clean(&file.path, &LayoutOverrides::default(), Vec::new());
        assert!(matches!(refused, Err(ReadError::CellTooLarge { row: 1, column, .. }) if column == "b"));
    }
}

#[test]
fn a_huge_cell_of_many_lines_is_one_cell() {
    for lines in [9 << 20, 17 << 20] {
        let huge = "x\n".repeat(lines);
        let file = TestFile::new(format!("a,b\n\"{huge}\",1\nc,2\n"));
        let mut layout = comma(2);
        layout.header_rows = 1;
        let mut reader = RowReader::open(&file.path, &layout).unwrap();
        let mut batch = RowBatch::new();
        assert_eq!(reader.next_batch(&mut batch, 10).unwrap(), 2);
        assert!(batch.row(0).cell(0).len() <= 1024 && batch.row(0).cell(0).contains('x'));
        let problem = batch.row(0).problem();
        assert!(matches!(problem, Some(RowProblem::CellTooLarge { .. })), "{problem:?}");
        let next = batch.row(1);
        assert_eq!((next.line(), next.cells().collect::<Vec<_>>()), (lines as u64 + 3, vec!["c", "2"]));
        let refused = clean(&file.path, &LayoutOverrides::default(), Vec::new());
        assert!(matches!(refused, Err(ReadError::CellTooLarge { row: 1, .. })), "{refused:?}");
    }
}

#[test]
fn lines_in_two_encodings() {
    let mut bytes = "Name,City\nZoé,Orléans\nAda,London\n".as_bytes().to_vec();
    bytes.extend(b"Fran\xE7ois,N\xEEmes\nBob,Metz\n");
    let file = TestFile::new(bytes);
    let layout = file.detect().unwrap();
    assert!(matches!(layout.format, Format::Delimited { encoding, .. } if encoding == Encoding::UTF_8), "{layout:?}");
    let rows = [["Zoé", "Orléans"], ["Ada", "London"], ["François", "Nîmes"], ["Bob", "Metz"]];
    assert_eq!(file.rows(&layout), rows);
    let bad = RowProblem::UndecodableBytes { count: 2, read_as: Some(Encoding::WINDOWS_1252) };
    assert_eq!(file.problems(&layout), [(3, bad)]);
}

#[test]
fn lines_of_utf8_in_a_western_file() {
    for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::ISO_8859_15] {
        let western = |text: &str| encoding.encode(text).0.into_owned();
        let mut bytes = western("Nom,Ville,Solde\n");
        for row in 0..400 {
            bytes.extend(western(&format!("Élodie {row},Orléans,{row} €\n")));
            if row % 3 == 1 {
                bytes.extend(format!("Renée {row},Nîmes,{row} €\n").as_bytes());
            }
        }
        let file = TestFile::new(bytes);
        let layout = file.detect().unwrap();
        let Format::Delimited { encoding: found, .. } = layout.format else { panic!() };
        assert_eq!(found.name(), encoding.name());
        let rows = file.rows(&layout);
        assert_eq!(
            rows[..3],
            table(&[&["Élodie 0", "Orléans", "0 €"], &["Élodie 1", "Orléans", "1 €"], &["Renée 1", "Nîmes", "1 €"]])
        );
        assert!(rows.iter().all(|row| row[0].contains(['É', 'é']) && !row.concat().contains('Ã')));
        let problems = file.problems(&layout);
        assert_eq!((rows.len(), problems.len()), (533, 133));
        let read_as = Some(Encoding::UTF_8);
        assert_eq!(problems[0], (3, RowProblem::UndecodableBytes { count: 3, read_as }));
    }
}

#[test]
fn reading_stops_when_asked() {
    let file = TestFile::new("a,b\n1,2\n");
    let stopped = inspect(&file.path, &LayoutOverrides::default(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(ReadError::Stopped { .. })));
}

#[test]
fn rows_can_be_passed_over() {
    let text: String = (1..=5_000).map(|row| format!("{row},x\n")).collect();
    let file = TestFile::new(format!("n,t\n{text}Total,5000\n"));
    let mut layout = comma(2);
    layout.header_rows = 1;
    layout.footer_rows = 1;
    let mut reader = RowReader::open(&file.path, &layout).unwrap();
    let mut batch = RowBatch::new();
    reader.skip_rows(4_990).unwrap();
    assert_eq!(reader.next_batch(&mut batch, 3).unwrap(), 3);
    assert_eq!((batch.row(0).number(), batch.row(0).cell(0), batch.row(0).cell(9)), (4_991, "4991", ""));
    reader.skip_rows(100).unwrap();
    assert_eq!(reader.next_batch(&mut batch, 3).unwrap(), 0);
    assert_eq!(reader.bytes_done(), reader.bytes_total());
}
