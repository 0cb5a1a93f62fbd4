//! Files whose first lines leave room for doubt.

use super::*;

#[test]
fn a_lone_cell_below_the_header_names_no_column() {
    let file = TestFile::new("Nom,Ville\n#à vérifier\nDupont,Lyon\nMartin,Nice\n");
    let layout = file.detect().unwrap();
    assert_eq!((layout.preamble_rows, layout.header_rows), (0, 1));
    assert_eq!(file.rows(&layout), table(&[&["#à vérifier"], &["Dupont", "Lyon"], &["Martin", "Nice"]]));
    let two = TestFile::new("Prospect,Prospect,Chiffre\nNom,Ville,Montant\nDupont,Lyon,12\nMartin,Nice,8\n");
    assert_eq!(two.detect().unwrap().header_rows, 2);
}

#[test]
fn values_of_one_column_keep_their_commas() {
    let names = ["Société", "Dupont, Martin et fils", "Acme", "Lebrun, Paris", "Zénith; Lyon", "Forges du Nord"];
    let file = TestFile::new(names.join("\n"));
    let layout = file.detect().unwrap();
    assert_eq!((layout.columns, layout.header_rows), (1, 1));
    assert_eq!(file.rows(&layout), names[1..].iter().map(|&name| vec![name.to_owned()]).collect::<Vec<_>>());
    assert_eq!(file.problems(&layout), []);
    let sentences = "Notes\nAppelé lundi, rappeler\nRien, sauf erreur, à dire\nVu\nFait\nVu mardi, content\n";
    let file = TestFile::new(sentences);
    let layout = file.detect().unwrap();
    assert_eq!((layout.columns, file.rows(&layout).len()), (1, 5));
}

#[test]
fn commas_in_the_first_line_separate_even_where_little_else_does() {
    let file = TestFile::new("a,b\n1\n2\n3,4\n5\n");
    let layout = file.detect().unwrap();
    assert_eq!((layout.columns, layout.header_rows), (2, 1));
}

#[test]
fn indented_lines_are_no_table() {
    let text = "Compte rendu\n\tPremier point\n\tDeuxième point\nSuite\n\tTroisième point\n\tQuatrième point\n";
    let file = TestFile::new(text);
    let layout = file.detect().unwrap();
    assert_eq!((layout.columns, file.inspect().unwrap().rows + u64::from(layout.header_rows)), (1, 6));
    let sparse = TestFile::new("Civilité\tNom\n\tDupont\n\tMartin\nM.\tDurand\n\tPetit\n\tMoreau\n\tRoux\n");
    let layout = sparse.detect().unwrap();
    assert_eq!((layout.columns, layout.header_rows), (2, 1), "a header tells a column that is nearly empty");
}

#[test]
fn comments_may_be_indented() {
    let file = TestFile::new(" # export\nnom;ville\n  # suite\nDupont;Lyon\n # fin\nMartin;Nice\n");
    let layout = file.detect().unwrap();
    assert!(matches!(&layout.format, Format::Delimited { comment: Some(mark), .. } if mark == "#"), "{layout:?}");
    assert_eq!(file.problems(&layout), [(1, RowProblem::Comment), (3, RowProblem::Comment)]);
    assert_eq!(file.clean(), "nom,ville\r\nDupont,Lyon\r\nMartin,Nice\r\n");
}

#[test]
fn quotes_after_spaces_come_off_beside_padded_numbers() {
    let file = TestFile::new(
        "\"An\", \"Points\", \"Nom\"\n1968,  86, \"Dupont\"\n1970, 117, \"Martin, Anne\"\n1971,   4, \"Petit\"\n",
    );
    let layout = file.detect().unwrap();
    let rows = table(&[&["1968", " 86", "Dupont"], &["1970", "117", "Martin, Anne"], &["1971", "  4", "Petit"]]);
    assert_eq!(file.rows(&layout), rows);
    let names = TestFile::new("Nom, Prénom\nDupont,  Jean\nMartin,   Anne\nPetit, Luc\n");
    let layout = names.detect().unwrap();
    assert!(matches!(&layout.format, Format::Delimited { delimiter, .. } if delimiter == ","), "{layout:?}");
}

#[test]
fn a_delimiter_between_quotes_separates_nothing() {
    let file = TestFile::new("\"|\"");
    let layout = file.detect().unwrap();
    assert_eq!(layout.columns, 1);
}

#[test]
fn a_cell_that_is_never_closed_takes_no_row_in_order_with_it() {
    let text = "nom,ville\n\"Petit\",Lyon\n\"Dupont\n\"Martin,Nice\n\"Durand\",Metz\n\"Roux\",Pau\n";
    let file = TestFile::new(text);
    let layout = file.detect().unwrap();
    let rows =
        [&["Petit", "Lyon"] as &[&str], &["\"Dupont"], &["\"Martin", "Nice"], &["Durand", "Metz"], &["Roux", "Pau"]];
    assert_eq!(file.rows(&layout), table(&rows));
    let flagged: Vec<u64> = file.problems(&layout).into_iter().map(|(row, _)| row).collect();
    assert_eq!(flagged, [2, 3]);
    let whole = TestFile::new("nom,note,fin\n\"Petit\",\"dit \"oui\" hier\net \"non\" ce jour\",x\n\"Roux\",ras,y\n");
    let layout = whole.detect().unwrap();
    assert_eq!(whole.rows(&layout)[0], ["Petit", "dit \"oui\" hier\net \"non\" ce jour", "x"]);
}

#[test]
fn a_nul_byte_does_not_make_utf16() {
    let file = TestFile::new("a\0b");
    let layout = file.detect().unwrap();
    let Format::Delimited { encoding, .. } = layout.format else { panic!("text") };
    assert_eq!(encoding, Encoding::UTF_8);
}

#[test]
fn spaces_that_do_not_break_are_no_letters() {
    for text in ["Banque\u{A0},Ville\u{A0}\nSolvay,Lyon\n", "Nom,Montant\nDupont,12\u{A0}500\nMartin,8\u{A0}200\n"] {
        let bytes: Vec<u8> = text.chars().map(|char| u8::try_from(u32::from(char)).unwrap()).collect();
        let layout = TestFile::new(bytes).detect().unwrap();
        let Format::Delimited { encoding, .. } = layout.format else { panic!("text") };
        assert_eq!(encoding, Encoding::WINDOWS_1252, "{text}");
    }
    let spanish = b"Nombre,Ciudad\nHern\xA0ndez,M\xA0laga\nGonz\xA0lez,Bogot\xA0\n";
    let layout = TestFile::new(spanish).detect().unwrap();
    let Format::Delimited { encoding, .. } = layout.format else { panic!("text") };
    assert_eq!(encoding, Encoding::CP850);
}
