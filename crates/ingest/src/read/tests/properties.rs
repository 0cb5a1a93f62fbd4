//! Random tables in random dialects, and random bytes.

use proptest::prelude::*;

use super::*;

/// Cells with everything in them that dialects give a meaning to.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-zéèçœß]{1,8}",
        1 => Just(String::new()),
        1 => "[0-9]{1,10}",
        2 => "[a-z ,;|\"'\n\r\\\\\t=#é€-]{0,12}",
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2_usize..7).prop_flat_map(|columns| prop::collection::vec(prop::collection::vec(cell(), columns), 1..20))
}

fn quoted(cell: &str, quote: char, escape: Escape) -> String {
    let text = match escape {
        Escape::Doubled => cell.replace(quote, &format!("{quote}{quote}")),
        Escape::Backslash => cell.replace('\\', "\\\\").replace(quote, &format!("\\{quote}")),
    };
    format!("{quote}{text}{quote}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// With the layout known, every table comes back whatever stands in its cells.
    #[test]
    fn tables_come_back(
        rows in rows(),
        delimiter in prop::sample::select(vec![",", ";", "\t", "|", "||", "<->", ", "]),
        quote in prop::sample::select(vec!['"', '\'']),
        escape in prop::sample::select(vec![Escape::Doubled, Escape::Backslash]),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        utf16 in any::<bool>(),
    ) {
        let mut text = String::new();
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell, quote, escape)).collect();
            text += &cells.join(delimiter);
            text += line_end;
        }
        let (encoding, bytes) = match utf16 {
            true => (Encoding::UTF_16BE, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            false => (Encoding::UTF_8, text.into_bytes()),
        };
        let layout = Layout {
            format: Format::Delimited {
                encoding, bom: false, delimiter: delimiter.to_owned(), quote: Some(quote), escape, comment: None,
            },
            preamble_rows: 0,
            header_rows: 0,
            footer_rows: 0,
            columns: rows[0].len() as u32,
        };
        let file = TestFile::new(bytes);
        prop_assert_eq!(file.rows(&layout), rows);
        prop_assert_eq!(file.problems(&layout), vec![]);
    }

    /// A table of contacts is detected whatever its notes hold. The notes are quoted always: a file
    /// of which no quote shows what the delimiter is can be read in several ways.
    #[test]
    fn contacts_are_detected(
        notes in prop::collection::vec("[a-zé ,;|'\n-]{0,30}", 3..40),
        delimiter in prop::sample::select(vec![",", ";", "\t", "|"]),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let mut text = ["Prénom", "Nom", "E-mail", "Notes", "Code postal"].join(delimiter) + line_end;
        for (row, note) in notes.iter().enumerate() {
            let email = format!("j{row}@exemple.fr");
            let note = quoted(note, '"', Escape::Doubled);
            text += &(["Élodie", "Lefèvre", &email, &note, "01000"].join(delimiter) + line_end);
        }
        let file = TestFile::new(text);
        let layout = file.detect().unwrap();
        let (preamble, header, footer) = (layout.preamble_rows, layout.header_rows, layout.footer_rows);
        prop_assert_eq!((preamble, header, footer, layout.columns), (0, 1, 0, 5));
        let found: Vec<String> = file.rows(&layout).into_iter().map(|mut row| row.swap_remove(3)).collect();
        prop_assert_eq!(found, notes);
    }

    /// What is written clean reads back the same.
    #[test]
    fn clean_files_are_plain_csv(rows in rows()) {
        let mut text = String::from("id");
        for column in 1..rows[0].len() {
            text += &format!(",name {column}");
        }
        text += "\n";
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell, '"', Escape::Doubled)).collect();
            text += &(cells.join(",") + "\n");
        }
        let file = TestFile::new(&text);
        let mut written = Vec::new();
        let overrides = LayoutOverrides {
            delimiter: Some(",".to_owned()),
            quote: Some(Some('"')),
            escape: Some(Escape::Doubled),
            preamble_rows: Some(0),
            header_rows: Some(1),
            footer_rows: Some(0),
            ..LayoutOverrides::default()
        };
        let report = clean(&file.path, &overrides, &mut written).unwrap();
        prop_assert_eq!(report.rows, rows.len() as u64);
        let mut layout = report.layout;
        layout.columns = report.columns as u32;
        let again = TestFile::new(written);
        prop_assert_eq!(again.rows(&layout), rows);
    }

    /// No bytes make it panic.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let file = TestFile::new(&bytes);
        let _ = file.inspect();
    }

    /// Nor does any mixture of what dialects are made of; and all its letters come out.
    #[test]
    fn any_marks(text in "[ab ,;|\"'\n\r\\\\\t]{0,300}") {
        let file = TestFile::new(&text);
        if let Ok(layout) = file.detect() {
            let whole = Layout { preamble_rows: 0, header_rows: 0, footer_rows: 0, ..layout };
            let letters = |text: &str| text.bytes().filter(u8::is_ascii_alphabetic).count();
            let read: usize = file.rows(&whole).iter().flatten().map(|cell| letters(cell)).sum();
            prop_assert_eq!(read, letters(&text));
        }
    }
}
