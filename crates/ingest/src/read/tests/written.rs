//! Every encoding with every dialect: all cells come back byte for byte.

use super::*;

const HEADER: &[&str] = &["Prénom", "Nom", "Société", "E-mail", "Téléphone", "Code postal", "Ville", "Notes"];
const ROWS: &[&[&str]] = &[
    &[
        "Élodie",
        "Lefèvre-Dubois",
        "Boulangerie «\u{A0}L'Aube\u{A0}»",
        "e.lefevre@exemple.fr",
        "0612345678",
        "01000",
        "Bourg-en-Bresse",
        "déjà venue",
    ],
    &["François", "Müller", "Groß & Söhne", "f.mueller@exemple.fr", "+33 4 72 00 00 01", "69003", "Köln", "1E5"],
    &["Zoé", "Garçon", "À la française", "", "", "75011", "Paris", "=1+1"],
    &["Anne", "O'Neil", "Acme, Inc.; Paris | Lyon", "ANNE@Example.COM", "(415) 555-0100", "10001", "New York", "NULL"],
    &["Señor", "Núñez", "Añil", "n@exemple.es", "0145678901", "28001", "Málaga", "ligne 1\nligne 2"],
    &["José", "Brûlé", "Hôtel", "j@exemple.fr", "0499999999", "34000", "Nîmes", "il a dit \"oui\""],
    &["Björn", "Åkesson", "Ærø", "b@exemple.dk", "0102030405", "00100", "Århus", " espaces "],
];

#[derive(Clone, Copy, Debug)]
struct Writing {
    encoding: Encoding,
    bom: bool,
    delimiter: &'static str,
    line_end: &'static str,
    quote_all: bool,
}

/// Euro sign and ligature, where the encoding has them.
fn rows(encoding: Encoding) -> Vec<Vec<String>> {
    let mut rows = table(ROWS);
    if encoding != Encoding::CP850 {
        rows.push(
            table(&[&["Léa", "Cœur", "L’Œuf d'Or", "l@exemple.fr", "0611111111", "06000", "Nice", "1 200 €"]])
                .remove(0),
        );
    }
    if encoding == Encoding::ISO_8859_15 {
        // No typographic apostrophe there.
        rows[7][2] = "L'Œuf d'Or".to_owned();
    }
    rows
}

fn encode(text: &str, writing: Writing) -> Vec<u8> {
    let mark = if writing.bom { "\u{FEFF}" } else { "" };
    let text = format!("{mark}{text}");
    match writing.encoding {
        utf16 if utf16 == Encoding::UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        utf16 if utf16 == Encoding::UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        cp850 if cp850 == Encoding::CP850 => {
            let byte = |char| (0..=255).find(|&byte| encoding::cp850(byte) == char).unwrap();
            text.chars().map(byte).collect()
        }
        other => {
            let (bytes, _, replaced) = other.standard().unwrap().encode(&text);
            assert!(!replaced, "{other} cannot write this");
            bytes.into_owned()
        }
    }
}

fn write(rows: &[Vec<String>], writing: Writing) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let needed = cell.contains(['"', '\n', '\r']) || cell.contains(writing.delimiter);
                match needed || writing.quote_all {
                    true => format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => cell.clone(),
                }
            })
            .collect();
        text.push_str(&cells.join(writing.delimiter));
        text.push_str(writing.line_end);
    }
    text
}

#[test]
fn encodings_and_dialects_come_back() {
    let encodings = [
        (Encoding::UTF_8, false),
        (Encoding::UTF_8, true),
        (Encoding::UTF_16LE, false),
        (Encoding::UTF_16LE, true),
        (Encoding::UTF_16BE, false),
        (Encoding::UTF_16BE, true),
        (Encoding::WINDOWS_1252, false),
        (Encoding::ISO_8859_15, false),
        (Encoding::MACINTOSH, false),
        (Encoding::CP850, false),
    ];
    let mut wrong = Vec::new();
    let mut count = 0;
    for (encoding, bom) in encodings {
        for delimiter in [",", ";", "\t", "|", ":", "||", "~", "; "] {
            for line_end in ["\n", "\r\n", "\r"] {
                for quote_all in [false, true] {
                    let writing = Writing { encoding, bom, delimiter, line_end, quote_all };
                    count += 1;
                    wrong.extend(difference(writing).map(|text| format!("{writing:?}: {text}")));
                }
            }
        }
    }
    assert_eq!(count, 480);
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

fn difference(writing: Writing) -> Option<String> {
    let mut all = table(&[HEADER]);
    let rows = rows(writing.encoding);
    all.extend(rows.iter().cloned());
    let file = TestFile::new(encode(&write(&all, writing), writing));
    let layout = match file.detect() {
        Ok(layout) => layout,
        Err(error) => return Some(error.to_string()),
    };
    let expected = Layout {
        format: Format::Delimited {
            encoding: writing.encoding,
            bom: writing.bom,
            delimiter: writing.delimiter.to_owned(),
            quote: Some('"'),
            escape: Escape::Doubled,
            comment: None,
        },
        preamble_rows: 0,
        header_rows: 1,
        footer_rows: 0,
        columns: 8,
    };
    if layout != expected {
        return Some(format!("{layout:?}"));
    }
    let found = file.rows(&layout);
    let place = found.iter().zip(&rows).position(|(found, row)| found != row);
    match place {
        Some(place) => Some(format!("row {}: {:?}", place + 1, found[place])),
        None if found.len() != rows.len() => Some(format!("{} rows", found.len())),
        None => None,
    }
}

#[test]
fn apostrophes_as_quotes() {
    let file = TestFile::new("name;city;note\n'Smith; John';'Paris';'a'\n'O''Neil';'Köln';'b'\n'Doe';'Rome';'c;d'\n");
    let layout = file.detect().unwrap();
    assert!(matches!(&layout.format, Format::Delimited { quote: Some('\''), delimiter, .. } if delimiter == ";"));
    let rows = file.rows(&layout);
    assert_eq!(rows, table(&[&["Smith; John", "Paris", "a"], &["O'Neil", "Köln", "b"], &["Doe", "Rome", "c;d"]]));
}

#[test]
fn backslash_as_escape() {
    let file = TestFile::new(
        "name,city,note\n\"Smith, John\",Paris,\"said \\\"yes\\\", then left\"\n\"Doe\",Rome,\"C:\\\\temp, C:\\new\"\n\"Roe\",Oslo,\"a \\\"b\\\", c\"\n",
    );
    let layout = file.detect().unwrap();
    assert!(matches!(layout.format, Format::Delimited { escape: Escape::Backslash, .. }));
    assert_eq!(
        file.rows(&layout),
        table(&[
            &["Smith, John", "Paris", "said \"yes\", then left"],
            &["Doe", "Rome", "C:\\temp, C:\\new"],
            &["Roe", "Oslo", "a \"b\", c"]
        ])
    );
}

#[test]
fn declared_delimiter() {
    let file = TestFile::new("sep=;\r\nName;Amount\r\nA, B;1,5\r\nC, D;2,5\r\n");
    let layout = file.detect().unwrap();
    assert_eq!((layout.preamble_rows, layout.header_rows, layout.columns), (1, 1, 2));
    assert_eq!(file.rows(&layout), table(&[&["A, B", "1,5"], &["C, D", "2,5"]]));
    assert_eq!(file.clean(), "Name,Amount\r\n\"A, B\",\"1,5\"\r\n\"C, D\",\"2,5\"\r\n");
}

/// A file of few characters outside ASCII, in each encoding that has them.
#[test]
fn few_characters_tell_the_encoding() {
    for (text, encodings) in [
        (
            "Nom;Solde\nDupont;12 €\nMartin;8\n",
            &[Encoding::WINDOWS_1252, Encoding::ISO_8859_15, Encoding::MACINTOSH][..],
        ),
        ("Name,Balance\nDupont,12€\nMartin,8\n", &[Encoding::WINDOWS_1252, Encoding::ISO_8859_15]),
        ("Name,Balance (k€)\nDupont,12\nMartin,8\n", &[Encoding::WINDOWS_1252, Encoding::ISO_8859_15]),
        ("Nom;Ville\nLefèvre;Lyon\nMartin;Metz\n", &[Encoding::WINDOWS_1252, Encoding::MACINTOSH, Encoding::CP850]),
        ("Nom;Ville\nMartin;Forêt\nDupont;Metz\n", &[Encoding::WINDOWS_1252, Encoding::CP850]),
        ("Name;Company\nMüller;Jäger\nMartin;Metz\n", &[Encoding::WINDOWS_1252, Encoding::MACINTOSH, Encoding::CP850]),
        ("Nom;Ville\nMüller;Köln\nDupont;Genève\n", &[Encoding::WINDOWS_1252, Encoding::MACINTOSH, Encoding::CP850]),
        ("Nom;Note\nDupont;à rappeler\n", &[Encoding::WINDOWS_1252, Encoding::MACINTOSH, Encoding::CP850]),
    ] {
        for &encoding in encodings {
            let writing = Writing { encoding, bom: false, delimiter: ";", line_end: "\n", quote_all: false };
            let file = TestFile::new(encode(text, writing));
            let found = file.rows(&file.detect().unwrap()).concat().concat();
            let written: String = text.lines().skip(1).collect::<String>().replace([';', ','], "");
            assert_eq!(found, written, "{encoding}");
        }
    }
}
