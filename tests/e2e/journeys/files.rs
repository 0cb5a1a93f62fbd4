//! Files to import, written by the tests.

use std::fmt::Write as _;

const FIRST_NAMES: [&str; 8] = ["Zoé", "Noël", "Anaïs", "François", "Hélène", "Loïc", "Cécile", "Gaëlle"];
const LAST_NAMES: [&str; 7] = ["Lefèvre", "Bœuf", "D’Aubigné", "Müller", "Garçon", "Forêt", "Îlot"];
const CITIES: [&str; 5] = ["Orléans", "Besançon", "Saint-Étienne", "Nîmes", "Le Mans"];

/// The header of every file here.
const HEADER: &str = "Civilité;Prénom;Nom;Adresse e-mail;Téléphone;Société;Fonction;Ville";

/// The row of a person, all of whose values follow from `number`.
pub fn row(number: usize) -> String {
    let first = FIRST_NAMES[number % FIRST_NAMES.len()];
    let last = LAST_NAMES[number % LAST_NAMES.len()];
    let city = CITIES[number % CITIES.len()];
    format!(
        "Mme;{first};{last};personne{number}@exemple{}.fr;01 42 {:02} {:02} 17;Société {};Directrice de l’été;{city}",
        number / 4,
        number / 100 % 100,
        number % 100,
        number / 4
    )
}

/// A clean file in UTF-8 with so many people, one company for four of them.
pub fn people(count: usize) -> Vec<u8> {
    let mut text = format!("{HEADER}\n");
    for number in 0..count {
        writeln!(text, "{}", row(number)).unwrap();
    }
    text.into_bytes()
}

/// What a program for trade fairs may write: Windows-1252, a title above the header, so many rows, of
/// which [`MESSY_TWICE`] are people a second time and [`MESSY_NOBODY`] name nobody.
pub fn messy(rows: usize) -> Vec<u8> {
    let mut text =
        format!("Export des visiteurs;;;;;;;\r\nSalon de Besançon, été 2026;;;;;;;\r\n;;;;;;;\r\n{HEADER}\r\n");
    for number in 0..rows - MESSY_TWICE - MESSY_NOBODY {
        write!(text, "{}\r\n", row(number)).unwrap();
    }
    for number in 0..MESSY_TWICE {
        write!(text, "{}\r\n", row(number)).unwrap();
    }
    for number in 0..MESSY_NOBODY {
        write!(text, ";;;;;;Passé au stand n° {number};{}\r\n", CITIES[number % CITIES.len()]).unwrap();
    }
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lossy);
    bytes.into_owned()
}

/// See [`messy`].
pub const MESSY_TWICE: usize = 12;
/// See [`messy`].
pub const MESSY_NOBODY: usize = 5;

/// So many people and what came of them: of those who decide, every second was won; of the others, hardly anybody.
pub fn outcomes(rows: usize) -> Vec<u8> {
    let mut text = "Prénom;Nom;Adresse e-mail;Fonction;Résultat;Date du résultat\n".to_owned();
    for number in 0..rows {
        let decides = number % 5 == 0;
        let title = if decides { "PDG" } else { "Stagiaire" };
        let is_won = if decides { number % 2 == 0 } else { number % 29 == 0 };
        let outcome = if is_won { "Gagné" } else { "Perdu" };
        let (first, last) = (FIRST_NAMES[number % FIRST_NAMES.len()], LAST_NAMES[number % LAST_NAMES.len()]);
        let (day, month) = (number % 28 + 1, number % 9 + 1);
        writeln!(text, "{first};{last};issue{number}@resultat.example;{title};{outcome};{day:02}/{month:02}/2025")
            .unwrap();
    }
    text.into_bytes()
}

/// So many rows with the address of one of [`people`] and the telephone of another, and one of somebody new.
pub fn of_two(rows: usize) -> Vec<u8> {
    let mut text = "Adresse e-mail;Téléphone\nnouvelle@exemple.fr;\n".to_owned();
    for number in 0..rows {
        writeln!(text, "personne{number}@exemple{}.fr;01 42 00 {:02} 17", number / 4, number + 50).unwrap();
    }
    text.into_bytes()
}

/// How many rows [`near`] has.
pub const NEAR: usize = 11;
/// How many people [`near`] has twice, written differently.
pub const NEAR_TWICE: usize = 4;

/// Some people twice, so differently that no import joins them, and some once.
pub fn near() -> Vec<u8> {
    let twice = [
        "Karim;Benali;karim@benali.exemple.fr;06 12 34 56 78;Atelier Benali SARL;Gérant;Marseille",
        "Benali;Karim;k.benali@benali.exemple.fr;06.12.34.56.78;ATELIER BENALI;Dirigeant;",
        "Thomas;Nguyen;thomas.nguyen@delta.exemple.org;04 76 22 33 44;Delta Conseil;Responsable achats;Nantes",
        "Thomas;Nguyenn;tnguyen@delta.exemple.org;04 76 22 33 44;Delta Conseil;Acheteur;Nantes",
        "Élodie;Marchand;elodie.marchand@nord.exemple.net;01 44 55 66 77;Grand Nord;Directrice;Lyon",
        "Elodi;MARCHAND;;01.44.55.66.77;Grand Nord SAS;;Lyon",
        "Gaëlle;Forêt;gaelle.foret@brasserie.exemple.fr;02 98 11 22 33;Brasserie du Port;Cheffe;Brest",
        "Gaelle;Foret;g.foret@brasserie.exemple.fr;;Brasserie du Port;Cheffe;Brest",
    ];
    let once =
        ["Paula;Silva;paula@silva.exemple.pt;;Silva Lda;;Porto", "Greta;Holm;greta@holm.exemple.se;;Holm AB;;Malmö"];
    let mut text = "Prénom;Nom;Adresse e-mail;Téléphone;Société;Fonction;Ville\n".to_owned();
    for row in twice.iter().chain(&once) {
        writeln!(text, "{row}").unwrap();
    }
    writeln!(text, "Inès;Duarte;ines@duarte.exemple.es;;Duarte SL;;Séville").unwrap();
    text.into_bytes()
}

/// Addresses of [`odd`] without an @, each with what was meant.
pub const ODD_ADDRESSES: [(&str, &str); 2] =
    [("accueil.exemple.fr", "accueil@exemple.fr"), ("lucie.exemple.fr", "lucie@exemple.fr")];
/// How many rows [`odd`] has.
pub const ODD: usize = 24;

/// How many values of [`odd`] are odd when its addresses are put right.
pub const ODD_LEFT: usize = 12;

/// A file some of whose addresses, telephone numbers, countries and days cannot be right.
pub fn odd() -> Vec<u8> {
    let mut text = "Prénom;Nom;Adresse e-mail;Téléphone;Société;Pays;Dernier contact\n".to_owned();
    for number in 0..ODD {
        let first = FIRST_NAMES[number % FIRST_NAMES.len()];
        let last = LAST_NAMES[number % LAST_NAMES.len()];
        let email = match number % 8 {
            2 => ODD_ADDRESSES[0].0.to_owned(),
            5 => ODD_ADDRESSES[1].0.to_owned(),
            _ => format!("contact{number}@odd.exemple.fr"),
        };
        let phone = if number % 6 == 1 { "voir le standard".to_owned() } else { format!("01 43 00 {number:02} 18") };
        let country = if number % 5 == 3 { "Hexagone" } else { "France" };
        let day = if number % 7 == 4 { "31/02/2026" } else { "12/05/2026" };
        writeln!(text, "{first};{last};{email};{phone};Atelier {number};{country};{day}").unwrap();
    }
    text.into_bytes()
}
