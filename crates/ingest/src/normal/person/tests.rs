use proptest::prelude::*;

use super::*;

/// Title, first, middle, last, suffix, nickname.
type Expected = [&'static str; 6];

fn check(cases: &[(&str, Expected)]) {
    for (full, expected) in cases {
        assert_eq!(parse(full).parts(), *expected, "{full:?}");
    }
}

#[test]
fn first_and_last_names() {
    check(&[
        ("", ["", "", "", "", "", ""]),
        ("   ", ["", "", "", "", "", ""]),
        ("Marie", ["", "Marie", "", "", "", ""]),
        ("Marie Martin", ["", "Marie", "", "Martin", "", ""]),
        ("  Marie \t Martin ", ["", "Marie", "", "Martin", "", ""]),
        ("Martin, Marie", ["", "Marie", "", "Martin", "", ""]),
        ("Martin,", ["", "Martin", "", "", "", ""]),
        (", Marie", ["", "Marie", "", "", "", ""]),
        ("Anna B. Cole", ["", "Anna", "B.", "Cole", "", ""]),
        ("X", ["", "X", "", "", "", ""]),
        ("A B", ["", "A", "", "B", "", ""]),
        ("\"Marie Martin\"", ["", "Marie", "", "Martin", "", ""]),
    ]);
}

#[test]
fn compound_first_names() {
    check(&[
        ("Jean-François Petit", ["", "Jean-François", "", "Petit", "", ""]),
        ("Jean Paul Petit", ["", "Jean Paul", "", "Petit", "", ""]),
        ("Petit, Jean Paul", ["", "Jean Paul", "", "Petit", "", ""]),
        ("PETIT Marie Claude", ["", "Marie Claude", "", "PETIT", "", ""]),
        ("Jean Paul", ["", "Jean", "", "Paul", "", ""]),
        ("Abd al-Rahman ibn Khaldoun", ["", "Abd al-Rahman", "", "ibn Khaldoun", "", ""]),
        ("José Luis García", ["", "José Luis", "", "García", "", ""]),
    ]);
}

#[test]
fn titles_of_several_languages() {
    check(&[
        ("M. Paul Roux", ["M.", "Paul", "", "Roux", "", ""]),
        ("Mme Roux", ["Mme", "", "", "Roux", "", ""]),
        ("Mᵐᵉ Anne Roux", ["Mᵐᵉ", "Anne", "", "Roux", "", ""]),
        ("Me Paul Roux", ["Me", "Paul", "", "Roux", "", ""]),
        ("M. de Montfort", ["M.", "", "", "de Montfort", "", ""]),
        ("M. et Mme Paul Roux", ["M. et Mme", "Paul", "", "Roux", "", ""]),
        ("Prof. Dr. med. Jürgen Weiß", ["Prof. Dr. med.", "Jürgen", "", "Weiß", "", ""]),
        ("Frau Weiß", ["Frau", "", "", "Weiß", "", ""]),
        ("Sra. Ana Ruiz", ["Sra.", "Ana", "", "Ruiz", "", ""]),
        ("Sig.ra Carla Neri", ["Sig.ra", "Carla", "", "Neri", "", ""]),
        ("Dhr. Piet Bakker", ["Dhr.", "Piet", "", "Bakker", "", ""]),
        ("Sir Alan", ["Sir", "Alan", "", "", "", ""]),
        ("Vice President Anna Cole", ["Vice President", "Anna", "", "Cole", "", ""]),
        ("Roux, Mme Anne", ["Mme", "Anne", "", "Roux", "", ""]),
        ("Roux, Anne, Mme", ["Mme", "Anne", "", "Roux", "", ""]),
        ("Dr", ["Dr", "", "", "", "", ""]),
        ("Mme Veuve Roux", ["Mme Veuve", "", "", "Roux", "", ""]),
    ]);
}

#[test]
fn suffixes() {
    check(&[
        ("Alan Cole Jr.", ["", "Alan", "", "Cole", "Jr.", ""]),
        ("Alan Cole, MBA, CPA", ["", "Alan", "", "Cole", "MBA, CPA", ""]),
        ("Cole, Alan, PhD", ["", "Alan", "", "Cole", "PhD", ""]),
        ("Alan Cole (PhD)", ["", "Alan", "", "Cole", "PhD", ""]),
        ("Alan Cole IV", ["", "Alan", "", "Cole", "IV", ""]),
        ("Alan Cole Ph. D.", ["", "Alan", "", "Cole", "Ph. D.", ""]),
        ("Yan Ma", ["", "Yan", "", "Ma", "", ""]),
        ("YAN MA", ["", "YAN", "", "MA", "", ""]),
        ("Cole, J.R.", ["", "J.R.", "", "Cole", "", ""]),
        ("Cole, M.D.", ["", "", "", "Cole", "M.D.", ""]),
        ("Cole, Jr., Alan", ["", "Alan", "", "Cole", "Jr.", ""]),
        ("Alan Cole, Jr., Lyon", ["", "Alan", "", "Cole", "Jr., Lyon", ""]),
        ("Cole, Alan MBA", ["", "Alan", "", "Cole", "MBA", ""]),
        ("Cole MD, Alan", ["", "Alan", "", "Cole", "MD", ""]),
    ]);
}

#[test]
fn particles_belong_to_the_surname() {
    check(&[
        ("Charles de Gaulle", ["", "Charles", "", "de Gaulle", "", ""]),
        ("Jean de La Fontaine", ["", "Jean", "", "de La Fontaine", "", ""]),
        ("Yann Le Goff", ["", "Yann", "", "Le Goff", "", ""]),
        ("Rosa M. van den Berg", ["", "Rosa", "M.", "van den Berg", "", ""]),
        ("Berg, Rosa van den", ["", "Rosa", "", "van den Berg", "", ""]),
        ("de la Cruz", ["", "", "", "de la Cruz", "", ""]),
        ("Otto von Ahlen", ["", "Otto", "", "von Ahlen", "", ""]),
        ("Omar bin Khalid", ["", "Omar", "", "bin Khalid", "", ""]),
        ("Ben Cole", ["", "Ben", "", "Cole", "", ""]),
        ("Gerard 't Hooft", ["", "Gerard", "", "'t Hooft", "", ""]),
        ("Van Tran", ["", "Van", "", "Tran", "", ""]),
        ("Ana Ruiz y Vega", ["", "Ana", "", "Ruiz y Vega", "", ""]),
    ]);
}

#[test]
fn a_surname_in_capitals_is_one_wherever_it_stands() {
    check(&[
        ("DUPONT Jean", ["", "Jean", "", "DUPONT", "", ""]),
        ("Jean DUPONT", ["", "Jean", "", "DUPONT", "", ""]),
        ("M. DUPONT jean", ["M.", "jean", "", "DUPONT", "", ""]),
        ("DE LA TOUR Marie Anne", ["", "Marie Anne", "", "DE LA TOUR", "", ""]),
        ("Jean Paul LE GOFF", ["", "Jean Paul", "", "LE GOFF", "", ""]),
        ("van den BERG Jan", ["", "Jan", "", "van den BERG", "", ""]),
        ("McDONALD Ann", ["", "Ann", "", "McDONALD", "", ""]),
        ("Jean DUPONT, Lyon", ["", "Jean", "", "DUPONT", "Lyon", ""]),
        ("DUPONT J.", ["", "J.", "", "DUPONT", "", ""]),
        ("DE GAULLE", ["", "", "", "DE GAULLE", "", ""]),
        ("LI Wei", ["", "Wei", "", "LI", "", ""]),
        ("JP Martin", ["", "JP", "", "Martin", "", ""]),
        ("JEAN Durand", ["", "JEAN", "", "Durand", "", ""]),
        ("ANNA COLE", ["", "ANNA", "", "COLE", "", ""]),
    ]);
}

#[test]
fn in_a_name_all_in_capitals_known_first_names_tell_the_surname() {
    check(&[
        ("DUPONT JEAN", ["", "JEAN", "", "DUPONT", "", ""]),
        ("JEAN DUPONT", ["", "JEAN", "", "DUPONT", "", ""]),
        ("DUPONT JEAN PIERRE", ["", "JEAN PIERRE", "", "DUPONT", "", ""]),
        ("M. DURAND-ROY PAUL", ["M.", "PAUL", "", "DURAND-ROY", "", ""]),
        ("DUPONT JEAN A", ["", "JEAN", "A", "DUPONT", "", ""]),
        ("MÜLLER HANS", ["", "HANS", "", "MÜLLER", "", ""]),
        ("MARTIN BERNARD", ["", "MARTIN", "", "BERNARD", "", ""]),
        ("KIMORA LEE", ["", "KIMORA", "", "LEE", "", ""]),
        ("LUDIVINE MARTIN", ["", "LUDIVINE", "", "MARTIN", "", ""]),
        ("Dupont Jean", ["", "Dupont", "", "Jean", "", ""]),
        ("MARTIN", ["", "", "", "MARTIN", "", ""]),
        ("DUPONT", ["", "", "", "DUPONT", "", ""]),
        ("MARIE", ["", "MARIE", "", "", "", ""]),
        ("KARIM", ["", "KARIM", "", "", "", ""]),
        ("Martin", ["", "Martin", "", "", "", ""]),
    ]);
    // What stands in the cell of first names is one.
    assert_eq!(from_parts("", "DUPONT", "", "", "").first, "DUPONT");
}

#[test]
fn addresses_companies_and_jobs_are_no_parts_of_a_name() {
    check(&[
        ("Jean Dupont <jean@acme.fr>", ["", "Jean", "", "Dupont", "", ""]),
        ("\"Dupont, Jean\" <jean@acme.fr>", ["", "Jean", "", "Dupont", "", ""]),
        ("Jean Dupont (jean@acme.fr)", ["", "Jean", "", "Dupont", "", ""]),
        ("Jean Dupont, Acme SA", ["", "Jean", "", "Dupont", "", ""]),
        ("Mme Anne Le Goff, Acme Conseil SARL", ["Mme", "Anne", "", "Le Goff", "", ""]),
        ("Dupont Jean, Directeur", ["", "Jean", "", "Dupont", "", ""]),
        ("Jean Dupont, Directeur commercial", ["", "Jean", "", "Dupont", "", ""]),
        ("Anna Cole, Head of Sales", ["", "Anna", "", "Cole", "", ""]),
        ("García López, Ana", ["", "Ana", "", "García López", "", ""]),
        ("Dupont, Directeur", ["", "Directeur", "", "Dupont", "", ""]),
        ("Alan Cole, MBA", ["", "Alan", "", "Cole", "MBA", ""]),
    ]);
}

#[test]
fn a_surname_in_front_is_told_by_its_particle_and_the_first_name_behind_it() {
    check(&[
        ("Le Goff Anne", ["", "Anne", "", "Le Goff", "", ""]),
        ("Mme Le Goff Anne Marie", ["Mme", "Anne Marie", "", "Le Goff", "", ""]),
        ("El Amrani Youssef", ["", "Youssef", "", "El Amrani", "", ""]),
        ("Ben Ali Karim", ["", "Karim", "", "Ben Ali", "", ""]),
        ("Von Trapp Maria", ["", "Maria", "", "Von Trapp", "", ""]),
        ("Di Caprio Leonardo", ["", "Leonardo", "", "Di Caprio", "", ""]),
        ("De La Cruz Maria", ["", "Maria", "", "De La Cruz", "", ""]),
        ("Le Goff Jean-Marc", ["", "Jean-Marc", "", "Le Goff", "", ""]),
        ("Al James Smith", ["", "Al", "James", "Smith", "", ""]),
        ("Ben Affleck Paul", ["", "Ben", "Affleck", "Paul", "", ""]),
        ("Van Morrison", ["", "Van", "", "Morrison", "", ""]),
        ("La Toya Jackson", ["", "La", "Toya", "Jackson", "", ""]),
    ]);
}

#[test]
fn the_other_surname_of_a_married_person_is_kept_apart() {
    for (name, first, last, other) in [
        ("Claire Dupont née Martin", "Claire", "Dupont", "Martin"),
        ("Mme Claire DUPONT épouse MARTIN", "Claire", "DUPONT", "MARTIN"),
        ("MARTIN (née de RENTY) Sophie", "Sophie", "MARTIN", "de RENTY"),
        ("Anna Roe geb. Weiß", "Anna", "Roe", "Weiß"),
        ("Marie", "Marie", "", ""),
    ] {
        let found = parse(name);
        assert_eq!([&*found.first, &*found.last, &*found.other_last], [first, last, other], "{name}");
    }
    let found = from_parts("", "Claire", "", "DUPONT née MARTIN", "");
    assert_eq!([&*found.first, &*found.last, &*found.other_last], ["Claire", "DUPONT", "MARTIN"]);
}

#[test]
fn what_says_that_there_is_no_name_is_none() {
    for text in ["N/A", "n.a.", "NA", "null", "Unknown", "Non renseigné", "jean.dupont@acme.fr", "<jean@acme.fr>"] {
        assert_eq!(parse(text), PersonName::default(), "{text}");
    }
    for text in ["Na", "Nd Roe", "Ana", "Null Roe", "jean @ home"] {
        assert!(!parse(text).first.is_empty(), "{text}");
    }
    let parts = |first, last| from_parts("", first, "", last, "").parts().map(str::to_owned);
    assert_eq!(parts("Jean", "N/A"), ["", "Jean", "", "", "", ""]);
    assert_eq!(parts("jean@acme.fr", "Roux"), ["", "", "", "Roux", "", ""]);
    assert_eq!(parts("Jennifer", "Null"), ["", "Jennifer", "", "Null", "", ""]);
}

#[test]
fn a_firm_in_the_place_of_a_name_is_no_first_name() {
    for firm in ["ACME SARL", "MARTIN & FILS SA", "Garage du Centre SARL", "Acme, Inc.", "Müller GmbH", "Acme S.A."] {
        assert_eq!(parse(firm).as_usual().parts(), ["", "", "", firm, "", ""], "{firm}");
        assert_eq!(display(firm), firm);
    }
    check(&[
        ("Yan Sa", ["", "Yan", "", "Sa", "", ""]),
        ("YAN SA", ["", "YAN", "", "SA", "", ""]),
        ("Paul Teo", ["", "Paul", "", "Teo", "", ""]),
        ("John Smith Jr.", ["", "John", "", "Smith", "Jr.", ""]),
    ]);
}

#[test]
fn what_stands_around_a_name_is_left_out() {
    for name in [
        "Attn: Jean Dupont",
        "c/o Jean Dupont",
        "À l’attention de Jean Dupont",
        "Jean Dupont | Acme",
        "Jean Dupont / Acme",
        "Jean Dupont - Directeur",
        "Jean Dupont (il/lui)",
        "Jean Dupont he/him",
        "1. Jean Dupont",
        "Jean Dupont (2)",
        "*Jean Dupont*",
        "Jean_Dupont",
        "Jean.Dupont",
    ] {
        assert_eq!(parse(name).parts(), ["", "Jean", "", "Dupont", "", ""], "{name}");
    }
    check(&[
        ("Sehr geehrter Herr Weiß", ["Herr", "", "", "Weiß", "", ""]),
        ("Marie Dupont - Martin", ["", "Marie", "Dupont", "Martin", "", ""]),
        ("J.R. Cole", ["", "J.R.", "", "Cole", "", ""]),
        ("acme.com", ["", "acme.com", "", "", "", ""]),
        ("50 Cent", ["", "50", "", "Cent", "", ""]),
    ]);
}

#[test]
fn surnames_are_told_by_the_customs_of_their_language() {
    check(&[
        ("José Luis Rodríguez Zapatero", ["", "José Luis", "", "Rodríguez Zapatero", "", ""]),
        ("Gabriel García Márquez", ["", "Gabriel", "", "García Márquez", "", ""]),
        ("Ana Sofía Hernández Pérez", ["", "Ana", "Sofía", "Hernández Pérez", "", ""]),
        ("Tom Garcia Smith", ["", "Tom", "", "Garcia Smith", "", ""]),
        ("Rita Mae Lopez", ["", "Rita", "Mae", "Lopez", "", ""]),
        ("Nguyễn Văn An", ["", "An", "Văn", "Nguyễn", "", ""]),
        ("NGUYEN Van Hung", ["", "Hung", "Van", "NGUYEN", "", ""]),
        ("Van Nguyen", ["", "Van", "", "Nguyen", "", ""]),
        ("Zhang Xiaoming", ["", "Xiaoming", "", "Zhang", "", ""]),
        ("Chen Bianca", ["", "Chen", "", "Bianca", "", ""]),
        ("Park Ji-sung", ["", "Ji-sung", "", "Park", "", ""]),
        ("Kim Anderson", ["", "Kim", "", "Anderson", "", ""]),
        ("Lee Marie-Anne Cole", ["", "Lee", "Marie-Anne", "Cole", "", ""]),
        ("Karl Freiherr von und zu Stein", ["", "Karl", "", "Freiherr von und zu Stein", "", ""]),
        ("Steffi Graf", ["", "Steffi", "", "Graf", "", ""]),
    ]);
}

#[test]
fn nicknames_stand_in_quotation_marks_or_brackets() {
    check(&[
        ("Robert (Bob) Cole", ["", "Robert", "", "Cole", "", "Bob"]),
        ("Robert \"Big Bob\" Cole", ["", "Robert", "", "Cole", "", "Big Bob"]),
        ("Robert « Bob » Cole", ["", "Robert", "", "Cole", "", "Bob"]),
        ("Robert 'Bob' Cole", ["", "Robert", "", "Cole", "", "Bob"]),
        ("Cole, Robert (Bob), Jr.", ["", "Robert", "", "Cole", "Jr.", "Bob"]),
        ("Ng'ang'a O'Neil", ["", "Ng'ang'a", "", "O'Neil", "", ""]),
        ("MARTIN (née DURAND) Sophie", ["", "Sophie", "", "MARTIN", "", ""]),
        ("Sophie MARTIN née de RENTY", ["", "Sophie", "", "MARTIN", "", ""]),
        ("Martin née Durand Sophie", ["", "Martin", "", "Sophie", "", ""]),
        ("Née", ["", "Née", "", "", "", ""]),
        ("Robert (Bob Cole", ["", "Robert", "Bob", "Cole", "", ""]),
    ]);
}

#[test]
fn other_scripts_and_signs() {
    check(&[
        ("Иван Петров", ["", "Иван", "", "Петров", "", ""]),
        ("Петров Иван Сергеевич", ["", "Иван", "Сергеевич", "Петров", "", ""]),
        ("山田 太郎", ["", "太郎", "", "山田", "", ""]),
        ("王小明", ["", "小明", "", "王", "", ""]),
        ("欧阳娜娜", ["", "娜娜", "", "欧阳", "", ""]),
        ("김철수", ["", "철수", "", "김", "", ""]),
        ("남궁민수", ["", "민수", "", "남궁", "", ""]),
        ("佐々木希", ["", "希", "", "佐々木", "", ""]),
        ("山田太郎", ["", "太郎", "", "山田", "", ""]),
        ("株式会社", ["", "株式会社", "", "", "", ""]),
        ("王", ["", "王", "", "", "", ""]),
        ("محمد علي", ["", "محمد", "", "علي", "", ""]),
        ("Ana Ruiz 😊", ["", "Ana", "", "Ruiz", "", ""]),
        ("🚀 Ana 🚀 Ruiz🚀", ["", "Ana", "", "Ruiz", "", ""]),
        ("😊", ["", "", "", "", "", ""]),
        ("Ana - Ruiz", ["", "Ana", "", "Ruiz", "", ""]),
        ("((((", ["", "", "", "", "", ""]),
    ]);
}

#[test]
fn display_writes_names_as_usual() {
    for (part, expected) in [
        ("DUPONT", "Dupont"),
        ("jean", "Jean"),
        ("JEAN-FRANÇOIS", "Jean-François"),
        ("élodie", "Élodie"),
        ("MCDONALD", "McDonald"),
        ("McDONALD", "McDonald"),
        ("o'brien", "O'Brien"),
        ("D'ARTAGNAN", "d'Artagnan"),
        ("d’artagnan", "d’Artagnan"),
        ("LE GOFF", "Le Goff"),
        ("DE LA TOUR", "de la Tour"),
        ("VAN DEN BERG", "van den Berg"),
        ("EL AMRANI", "El Amrani"),
        ("velasquez Y garcia", "Velasquez Y Garcia"),
        ("ROUX ET FILS", "Roux et Fils"),
        ("DeSantis", "DeSantis"),
        ("J.-P.", "J.-P."),
        ("BEN SALAH", "Ben Salah"),
        ("JP", "JP"),
        ("e", "e"),
        ("VAN", "Van"),
        ("иван", "Иван"),
        ("", ""),
    ] {
        assert_eq!(display(part), expected, "{part}");
    }
}

#[test]
fn capitals_and_small_letters_are_mended_where_they_are_not_meant() {
    let mended = |full| parse(full).as_usual().parts().map(str::to_owned);
    assert_eq!(mended("M. DUPONT jean"), ["M.", "Jean", "", "Dupont", "", ""]);
    assert_eq!(mended("PATRICK O'BRIEN JR"), ["", "Patrick", "", "O'Brien", "JR", ""]);
    assert_eq!(mended("jean d'alembert"), ["", "Jean", "", "d'Alembert", "", ""]);
    assert_eq!(mended("conan o'brien"), ["", "Conan", "", "O'Brien", "", ""]);
    assert_eq!(mended("charles-henri de la tour"), ["", "Charles-Henri", "", "de la Tour", "", ""]);
    assert_eq!(mended("anna dell'acqua"), ["", "Anna", "", "Dell'Acqua", "", ""]);
    for meant in ["e e cummings", "john e. smith", "vai la", "service des achats"] {
        let parts = parse(meant);
        assert_eq!(parts.clone().as_usual(), parts, "{meant}");
    }
}

#[test]
fn bare_surnames_have_no_particles() {
    for (folded, bare) in [
        ("de la vega", "vega"),
        ("van den berg", "berg"),
        ("d artagnan", "artagnan"),
        ("o brien", "brien"),
        ("mc donald", "donald"),
        ("mcdonald", "donald"),
        ("le goff", "goff"),
        ("martin", "martin"),
        ("de", "de"),
        ("van de", "de"),
        ("mcgee", "mcgee"),
        ("", ""),
    ] {
        assert_eq!(bare_surname(folded), bare, "{folded}");
    }
}

#[test]
fn parts_in_cells_of_their_own() {
    for (cells, expected) in [
        (["", "Jean", "", "Dupont", ""], ["", "Jean", "", "Dupont", "", ""]),
        (["Mme", "Anne", "", "Roux", ""], ["Mme", "Anne", "", "Roux", "", ""]),
        (["", "M. Jean", "", "Dupont", ""], ["M.", "Jean", "", "Dupont", "", ""]),
        (["Mr", "Robert (Bob) J.", "", "Cole Jr.", "MBA"], ["Mr", "Robert", "J.", "Cole", "Jr., MBA", "Bob"]),
        (["", "Jean DUPONT", "", "", ""], ["", "Jean", "", "DUPONT", "", ""]),
        (["", "", "", "DUPONT Jean", ""], ["", "Jean", "", "DUPONT", "", ""]),
        (["", "", "", "Dupont, Jean", ""], ["", "Jean", "", "Dupont", "", ""]),
        (["", "", "", "García López", ""], ["", "", "", "García López", "", ""]),
        (["", "Mary Ann", "", "de la Cruz", ""], ["", "Mary Ann", "", "de la Cruz", "", ""]),
        (["", "King", "", "Major", ""], ["", "King", "", "Major", "", ""]),
        (["", "Jo", "", "!", ""], ["", "Jo", "", "!", "", ""]),
        (["", "", "", "", ""], ["", "", "", "", "", ""]),
    ] {
        let [title, first, middle, last, suffix] = cells;
        assert_eq!(from_parts(title, first, middle, last, suffix).parts(), expected, "{cells:?}");
    }
}

#[test]
fn long_and_odd_names_take_no_time() {
    for piece in ["(", "'", "\"a", "Dr. ", "of ", "van ", "Jr. ", ", ", "vice ", "DUPONT ", "a.", "y "] {
        let long = piece.repeat(200_000 / piece.len());
        let parts = parse(&long);
        assert!(parts.parts().iter().map(|part| part.len()).sum::<usize>() <= 2 * long.len(), "{piece}");
    }
}

/// Texts with the words that names are told by.
fn odd_names() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Dr.".to_owned()),
        Just("M.".into()),
        Just("Mme".into()),
        Just("King".into()),
        Just("de".into()),
        Just("van".into()),
        Just("y".into()),
        Just("and".into()),
        Just("of".into()),
        Just("Jr.".into()),
        Just("MD".into()),
        Just("V".into()),
        Just(",".into()),
        Just("(Bob)".into()),
        Just("'t".into()),
        Just("Jean".into()),
        Just("Paul".into()),
        Just("DUPONT".into()),
        Just("Ph.".into()),
        Just("D.".into()),
        "[A-Za-z]{1,6}",
        "\\PC{1,5}",
    ];
    proptest::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_arranged(full in prop_oneof![odd_names(), "\\PC{0,40}"]) {
        let name = parse(&full);
        // Nothing comes from elsewhere.
        for part in name.parts() {
            for word in part.split([' ', ',']).filter(|word| !word.is_empty()) {
                prop_assert!(full.contains(word), "{:?} in {:?}", word, part);
            }
        }
    }

    #[test]
    fn tidied_parts_stay_as_they_are(first in odd_names(), last in odd_names(), middle in "[A-Z]?\\.?", title in "(Dr\\.|M\\.)?") {
        let once = from_parts(&title, &first, &middle, &last, "");
        let [title, first, middle, last, suffix, _] = once.parts();
        let twice = from_parts(title, first, middle, last, suffix);
        prop_assert_eq!(&twice.parts()[..5], &once.parts()[..5]);
    }

    #[test]
    fn display_twice_changes_nothing(part in "(DE |de |LA |Mc|d'|D'|O')?(\\PC{0,12}|[A-Za-z'. -]{0,16})") {
        let once = display(&part).into_owned();
        prop_assert_eq!(display(&once), once.as_str());
    }
}
