//! Columns that their values tell about.

use super::super::{Certainty, ColumnView, Guess, MOST_NEW_FIELDS, Reason, guess};

fn guesses(columns: &[(&str, &[&str])]) -> Vec<Guess> {
    let samples: Vec<Vec<String>> =
        columns.iter().map(|(_, values)| values.iter().map(|value| (*value).to_owned()).collect()).collect();
    let views: Vec<ColumnView<'_>> =
        columns.iter().zip(&samples).map(|((header, _), samples)| ColumnView { header, samples, fill: 1.0 }).collect();
    guess(&views)
}

fn ids(columns: &[(&str, &[&str])]) -> Vec<String> {
    guesses(columns).iter().map(|guess| guess.target.to_string()).collect()
}

const FIRST: &[&str] = &["Élodie", "Jürgen", "Anne", "Pierre"];
const LAST: &[&str] = &["Lefèvre-Dubois", "Groß", "O'Neil", "Nguyễn"];
const MAIL: &[&str] = &["elodie@acme.example", "j.gross@firma.example", "ANNE.ONEIL@Example.COM "];
const JOBS: &[&str] = &["Directrice générale, associée", "Leiter Einkauf", "VP, Sales", "Responsable achats"];
const FIRMS: &[&str] = &["Boulangerie « L’Œuf d’Or » SARL", "Groß & Söhne GmbH", "Acme, Inc.", "Transports Martin"];
const MOBILES: &[&str] = &["06 12 34 56 78", "+33 7 12 34 56 78", "0698765432"];
const LANDLINES: &[&str] = &["+33 4 72 00 00 01", "+49 30 000001", "(415) 555-0100 ext. 12"];

#[test]
fn a_file_without_header() {
    let found = guesses(&[
        ("", &["Mme", "M.", "Ms.", "M."]),
        ("", FIRST),
        ("", LAST),
        ("", FIRMS),
        ("", JOBS),
        ("", MAIL),
        ("", MOBILES),
        ("", LANDLINES),
        ("", &["69003", "50667", "10001", "01000"]),
        ("", &["Lyon", "Köln", "New York, NY"]),
        ("", &["France", "Deutschland", "États-Unis", "FR"]),
        ("", &["https://www.linkedin.com/in/elodie", "linkedin.com/in/anne"]),
        ("", &["https://www.linkedin.com/company/acme/"]),
        ("", &["www.acme.example", "https://firma.example/"]),
        ("", &["73282932000074", "732 829 320 00074"]),
        ("", &["AB-1093-X", "CD-2201-Y"]),
    ]);
    let ids: Vec<&str> = found.iter().map(|guess| guess.target.as_str()).collect();
    assert_eq!(
        ids,
        [
            "salutation",
            "first_name",
            "last_name",
            "company",
            "job_title",
            "email",
            "phone_mobile",
            "phone",
            "postcode",
            "city",
            "country",
            "linkedin_url",
            "company_linkedin_url",
            "company_website",
            "company_siret",
            "custom:column_16",
        ]
    );
    assert!(found[..15].iter().all(|guess| guess.reason == Reason::Values));
    assert_eq!(found[15].level, Certainty::New);
}

#[test]
fn a_name_in_one_column_without_header() {
    assert_eq!(ids(&[("A", &["Élodie Lefèvre", "Pierre Martin", "DURAND Anne"]), ("B", MAIL)]), ["full_name", "email"]);
}

#[test]
fn values_decide_what_title_is() {
    assert_eq!(ids(&[("Title", &["Mr", "Mrs", "Dr."]), ("Name", &["Ann Smith"])])[0], "salutation");
    assert_eq!(ids(&[("Title", JOBS), ("First Name", FIRST)])[0], "job_title");
    let swapped = ids(&[("Titre", JOBS), ("Prénom", FIRST), ("Nom", LAST), ("Titre", &["Mme", "M."])]);
    assert_eq!([&*swapped[0], &*swapped[3]], ["job_title", "salutation"]);
}

#[test]
fn values_correct_a_header() {
    assert_eq!(ids(&[("LinkedIn", &["https://www.linkedin.com/company/acme/"])]), ["company_linkedin_url"]);
    assert_eq!(ids(&[("Email", &["TRUE", "FALSE", "TRUE"]), ("Mail", MAIL)]), ["custom:email", "email"]);
    assert_eq!(ids(&[("Contact", MAIL)]), ["email"]);
    assert_eq!(ids(&[("Nom", FIRMS), ("SIREN", &["732829320"])]), ["company", "company_siren"]);
    assert_eq!(ids(&[("Bureau", LANDLINES), ("Mobile", MOBILES)]), ["phone_work", "phone_mobile"]);
    assert_eq!(ids(&[("URL", &["https://acme.example", "firma.example"]), ("Email", MAIL)])[0], "company_website");
    assert_eq!(ids(&[("Lien", &["https://www.linkedin.com/in/a"]), ("Site", &["acme.example"])])[0], "linkedin_url");
}

#[test]
fn values_speak_for_an_unknown_header_only_when_they_cannot_be_anything_else() {
    assert_eq!(ids(&[("Zorglub", MAIL)]), ["email"]);
    assert_eq!(ids(&[("Zorglub", &["732829320", "123456782"])]), ["company_siren"]);
    assert_eq!(ids(&[("Réf. dossier", &["612345678", "712345699", "998765432"])]), ["custom:réf_dossier"]);
    assert_eq!(ids(&[("Destination", &["France", "Italie"])]), ["custom:destination"]);
    assert_eq!(ids(&[("Email parrain", MAIL), ("Email", MAIL)]), ["custom:email_parrain", "email"]);
    assert_eq!(ids(&[("Assistant's Phone", LANDLINES)]), ["custom:assistant_s_phone"]);
    assert_eq!(ids(&[("Email comptabilité", MAIL), ("Email", MAIL)]), ["email_2", "email"]);
}

#[test]
fn doubt_lowers_the_level() {
    let found = guesses(&[("Email", &["a compléter", "voir Jean", "demander"]), ("Prénom", FIRST)]);
    assert_eq!((found[0].target.as_str(), found[0].level), ("email", Certainty::Likely));
    assert_eq!((found[1].target.as_str(), found[1].level), ("first_name", Certainty::Sure));
}

#[test]
fn a_wide_file_is_read_at_once() {
    let samples: Vec<String> = (0..10).map(|i| format!("valeur {i}")).collect();
    let headers: Vec<String> = (0..10_000).map(|i| format!("Colonne perso {i}")).collect();
    let columns: Vec<ColumnView<'_>> =
        headers.iter().map(|header| ColumnView { header, samples: &samples, fill: 1.0 }).collect();
    let found = guess(&columns);
    let distinct: std::collections::HashSet<&str> = found.iter().map(|guess| guess.target.as_str()).collect();
    assert_eq!((found.len(), distinct.len()), (10_000, MOST_NEW_FIELDS + 1));
}

#[test]
fn lists_of_neighbours() {
    let swiss = ids(&[
        ("Nom", LAST),
        ("Prénom", FIRST),
        ("NPA", &["1003", "8001", "1950", "2300"]),
        ("Lieu", &["Lausanne", "Zürich", "Sion", "La Chaux-de-Fonds"]),
        ("Natel", &["079 123 45 67", "+41 78 123 45 67"]),
    ]);
    assert_eq!(swiss, ["last_name", "first_name", "postcode", "city", "phone_mobile"]);
    let canadian = ids(&[
        ("Nom", LAST),
        ("Prénom", FIRST),
        ("Téléphone", &["514 555-0100", "418 555-0199"]),
        ("Poste", &["221", "1043", "56"]),
        ("Courriel", MAIL),
        ("Code postal", &["H2X 1Y4", "G1R 5M1"]),
    ]);
    assert_eq!(canadian, ["last_name", "first_name", "phone", "custom:poste", "email", "postcode"]);
}
