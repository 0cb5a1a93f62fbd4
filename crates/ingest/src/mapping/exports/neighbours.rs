//! Lists of French-speaking neighbours: Switzerland, Belgium, Luxembourg, Canada.

use super::check;

#[test]
fn switzerland() {
    check(
        "visitors in Lausanne",
        &[
            ("Titre", "salutation"),
            ("Nom", "last_name"),
            ("Prénom", "first_name"),
            ("Raison sociale", "company"),
            ("Fonction", "job_title"),
            ("Rue et n°", "street"),
            ("Case postale", "-"),
            ("NPA", "postcode"),
            ("Localité", "city"),
            ("Canton", "region"),
            ("Pays", "country"),
            ("Tél. prof.", "phone_work"),
            ("Natel", "phone_mobile"),
            ("Courriel", "email"),
            ("IDE", "-"),
            ("N° AVS", "-"),
        ],
    );
    for postcode in ["NPA", "Code NPA", "No postal", "N° postal", "Numéro postal"] {
        check("a postcode", &[("Entreprise", "company"), (postcode, "postcode"), ("Lieu", "city")]);
    }
    for mobile in ["Natel", "N° Natel", "Numéro de natel", "GSM", "N° GSM", "Numéro GSM", "Tél. natel"] {
        check("a mobile", &[("Nom", "last_name"), ("Prénom", "first_name"), (mobile, "phone_mobile")]);
    }
    check(
        "in German",
        &[
            ("Anrede", "salutation"),
            ("Vorname", "first_name"),
            ("Name", "last_name"),
            ("Firma", "company"),
            ("Funktion", "job_title"),
            ("Strasse Nr.", "street"),
            ("Postfach", "-"),
            ("PLZ", "postcode"),
            ("Ort", "city"),
            ("Kanton", "region"),
            ("Land", "country"),
            ("Telefon", "phone"),
            ("Natel", "phone_mobile"),
            ("E-Mail", "email"),
        ],
    );
}

#[test]
fn belgium_and_luxembourg() {
    check(
        "a list in Namur",
        &[
            ("Civilité", "salutation"),
            ("Nom", "last_name"),
            ("Prénom", "first_name"),
            ("Société", "company"),
            ("N° BCE", "-"),
            ("N° TVA", "company_vat"),
            ("Rue", "street"),
            ("Boîte", "-"),
            ("Code postal", "postcode"),
            ("Commune", "city"),
            ("Province", "region"),
            ("Tél.", "phone"),
            ("GSM", "phone_mobile"),
            ("Courriel", "email"),
        ],
    );
    check(
        "a list in Luxembourg",
        &[
            ("Nom", "last_name"),
            ("Prénom", "first_name"),
            ("Société", "company"),
            ("Rue, numéro", "street"),
            ("Code postal", "postcode"),
            ("Localité", "city"),
            ("N° RCS", "-"),
            ("Tél. fixe", "phone"),
            ("GSM", "phone_mobile"),
            ("Adresse e-mail", "email"),
        ],
    );
}

#[test]
fn canada() {
    check(
        "a list in Montréal",
        &[
            ("Prénom", "first_name"),
            ("Nom de famille", "last_name"),
            ("Titre", "job_title"),
            ("Nom de l'entreprise", "company"),
            ("NEQ", "-"),
            ("Adresse municipale", "street"),
            ("Municipalité", "city"),
            ("Province", "region"),
            ("Code postal", "postcode"),
            ("N° de tél.", "phone"),
            ("Cellulaire", "phone_mobile"),
            ("Téléc.", "-"),
            ("Courriel", "email"),
            ("Infolettre", "-"),
            ("NAS", "-"),
        ],
    );
    for mobile in ["Cell.", "Cellulaire", "Tél. cell.", "No de cellulaire"] {
        check("a mobile", &[("Nom", "last_name"), ("Prénom", "first_name"), (mobile, "phone_mobile")]);
    }
    for region in ["Prov.", "Province ou territoire", "Province/État", "Code de province"] {
        check("a province", &[("Entreprise", "company"), ("Ville", "city"), (region, "region")]);
    }
}

#[test]
fn a_place_is_a_town_beside_a_postcode_alone() {
    check("a trade fair", &[("Salon", "-"), ("Lieu", "-"), ("Nom", "last_name"), ("Prénom", "first_name")]);
    check("both", &[("NPA", "postcode"), ("Localité", "city"), ("Lieu", "-")]);
    check(
        "of birth",
        &[("Nom", "last_name"), ("Prénom", "first_name"), ("Lieu de naissance", "-"), ("NPA", "postcode")],
    );
}
