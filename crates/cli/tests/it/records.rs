//! One record: what is shown of it, and edits.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Place, text};

/// A place with one prospect at one company.
fn with_lea() -> (Place, String) {
    let place = Place::new();
    let file = place.write(
        "r.csv",
        "First Name,Email,Mobile,Company,Website,Tags,Code\nLéa,lea@acme.example.com,06 12 34 56 78,Acme,acme.example.com,lead,7\n",
    );
    let mapping = place.write("m.json", r#"{"Website": "company_website", "Mobile": "phone_mobile"}"#);
    place.json(&["import", &file, "--mapping", &mapping]);
    let id = place.json(&["prospects", "list"])["rows"][0]["id"].as_str().unwrap().to_owned();
    (place, id)
}

fn told(place: &Place, arguments: &[&str], language: &str) -> (String, String) {
    let output = place.command(arguments).args(["--lang", language]).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn tags_are_edited_with_other_fields_and_undone_as_one_change() {
    let (place, id) = with_lea();
    let tags = || place.json(&["prospects", "show", &id])["tags"].clone();
    let edit = |values: &[&str]| place.json(&[&["prospects", "edit", &id], values].concat());
    assert_eq!(edit(&["tags=won,lost", "city=Lyon"]), json!({"id": id, "changed": 2, "notices": []}));
    assert_eq!(tags(), json!(["lost", "won"]));
    let history = place.json(&["prospects", "show", &id])["history"].clone();
    assert_eq!((&history[0]["label"], history.as_array().unwrap().len()), (&json!("edit_fields"), 2));
    edit(&["tags+=À rappeler", "tags-=lost"]);
    assert_eq!(tags(), json!(["won", "À rappeler"]));
    assert_eq!(edit(&["tags="])["changed"], 1);
    assert_eq!(tags(), json!([]));
    for (values, code, args) in [
        (&["tags-=nope"][..], "tag_unknown", json!({"tag": "nope"})),
        (&["tags+="], "value_missing", json!({})),
        (&["city+=Lyon"], "field_not_a_list", json!({"field": "city"})),
        (&["nope=x"], "field_unknown", json!({"field": "nope"})),
        (&["custom:code+=x"], "field_unknown", json!({"field": "custom:code+"})),
    ] {
        assert_eq!(place.error(&[&["prospects", "edit", &id], values].concat()), (code.to_owned(), args));
    }
    for (language, sentence) in [("en", "tags needs a value.\n"), ("fr", "tags attend une valeur.\n")] {
        let output = place.command(&["prospects", "edit", &id, "tags+=", "--lang", language]).output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), sentence.to_owned()));
    }
    let help = |language: &str| told(&place, &["prospects", "edit", "--help"], language).0;
    for (language, words) in
        [("en", ["Tags:", "tags+=a,b", "standard error"]), ("fr", ["Étiquettes\u{a0}:", "tags-=a", "sortie d’erreur"])]
    {
        assert!(words.iter().all(|word| help(language).contains(word)), "{}", help(language));
    }
}

#[test]
fn names_and_numbers_are_shown_as_they_are_usually_written_beside_what_was_found() {
    let place = Place::new();
    let file = place.write("r.csv", "Nom complet,Téléphone,Pays\nM. DUPONT jean,06.12.34.56.78,France\n");
    place.json(&["import", &file]);
    let listed = place.json(&["prospects", "list"])["rows"][0].clone();
    let clean = json!({"full_name": "Jean Dupont", "phone": "+33 6 12 34 56 78"});
    assert_eq!(listed["clean"], clean);
    assert_eq!((&listed["full_name"], &listed["phone"]), (&json!("M. DUPONT jean"), &json!("06.12.34.56.78")));
    let id = listed["id"].as_str().unwrap();
    let shown = place.json(&["prospects", "show", id]);
    assert_eq!((&shown["name"], &shown["name_read"]["first"]), (&json!("Jean Dupont"), &json!("Jean")));
    assert_eq!((&shown["clean"], &shown["phone"]), (&json!({"phone": "+33 6 12 34 56 78"}), &json!("06.12.34.56.78")));
    let table = told(&place, &["prospects", "list"], "en").0;
    assert!(table.contains("Jean Dupont") && table.contains("+33 6 12 34 56 78"), "{table}");
    let page = told(&place, &["prospects", "show", id], "en").0;
    assert!(page.contains("Jean Dupont") && page.contains("found as “06.12.34.56.78”"), "{page}");
}

#[test]
fn companies_are_edited_too() {
    let (place, id) = with_lea();
    let company = place.json(&["prospects", "show", &id])["company_id"].as_str().unwrap().to_owned();
    let edited = place.json(&["companies", "edit", &company, "company_city=Lyon", "tags+=key account"]);
    assert_eq!(edited["changed"], 2);
    let shown = place.json(&["companies", "show", &company]);
    assert_eq!((&shown["company_city"], &shown["tags"]), (&json!("Lyon"), &json!(["key account"])));
    assert_eq!(place.error(&["companies", "edit", &company, "first_name=x"]).0, "field_read_only");
}

#[test]
fn odd_values_are_kept_and_told() {
    let (place, id) = with_lea();
    let edited = place.json(&["prospects", "edit", &id, "email=notmail", "country=Frnace", "city=Lyon"]);
    let notices = json!([
        {"field": "email", "value": "notmail", "code": "email_no_at", "other": null},
        {"field": "country", "value": "Frnace", "code": "country_unknown", "other": null},
    ]);
    assert_eq!((&edited["changed"], &edited["notices"]), (&json!(3), &notices));
    assert_eq!(place.json(&["prospects", "show", &id])["email"], "notmail");
    for (language, line) in [
        ("en", "E-mail is kept as typed, but is odd: “x@”. Nothing after the @.\n"),
        (
            "fr",
            "E-mail\u{a0}: la valeur est gardée telle quelle, mais elle est étrange\u{a0}: «\u{a0}x@\u{a0}». Rien après le @.\n",
        ),
    ] {
        let (out, err) = told(&place, &["prospects", "edit", &id, "email=x@"], language);
        assert_eq!((err.as_str(), out.is_empty()), (line, false));
    }
}

#[test]
fn a_record_is_shown_with_the_source_of_each_value_and_its_history() {
    let (place, id) = with_lea();
    place.json(&["prospects", "edit", &id, "job_title=Head of\u{1b}[2J sales", "custom:code=8", "tags+=won"]);
    let json = place.json(&["prospects", "show", &id]);
    let day = |at: &Value| at.as_str().unwrap().split('T').next().unwrap().to_owned();
    let (import, edit) = (&json["history"][1]["at"], &json["history"][0]["at"]);
    let (en, fr) =
        (told(&place, &["prospects", "show", &id], "en").0, told(&place, &["prospects", "show", &id], "fr").0);
    let line = |text: &str, words: &[&str]| {
        let found = text
            .lines()
            .any(|line| line.split("  ").map(str::trim).filter(|part| !part.is_empty()).eq(words.iter().copied()));
        assert!(found, "{words:?}: {text}");
    };
    let from_file = format!("(r.csv, row 1, {})", day(import));
    line(&en, &["First name", "Léa", &from_file]);
    line(&en, &["Company website", "acme.example.com", &from_file]);
    line(&en, &["code", "8", &format!("(by hand, {})", day(edit))]);
    line(&en, &["Job title", "Head of [2J sales", &format!("(by hand, {})", day(edit))]);
    line(&en, &["Tags", "lead; won"]);
    line(&en, &["Tags: empty → won"]);
    line(&en, &["History"]);
    line(&en, &[edit.as_str().unwrap(), "You", "Changed 3 fields of Léa"]);
    line(&en, &["code: 7 → 8"]);
    line(&en, &["Job title: empty → Head of [2J sales"]);
    line(&en, &[import.as_str().unwrap(), "You", "Imported r.csv"]);
    line(&fr, &["Prénom", "Léa", &format!("(r.csv, ligne 1, {})", day(import))]);
    line(&fr, &[edit.as_str().unwrap(), "Vous", "Modification de 3 champs pour Léa"]);
    assert!(!en.contains('\u{1b}') && !en.contains("%{") && !fr.contains("%{"), "{en}");
    let company = json["company_id"].as_str().unwrap();
    line(&told(&place, &["companies", "show", company], "en").0, &["Company", "Acme", &from_file]);
}

#[test]
fn a_list_shows_the_first_number_and_address_that_are_known() {
    let (place, _) = with_lea();
    let file = place.write("s.csv", "Email 2,Fax,Company Phone\nb@x.example.com,0123456789,+33 1 23 45 67 89\n");
    let mapping = place.write("m.json", r#"{"Email 2": "email_2", "Fax": "fax", "Company Phone": "phone_company"}"#);
    place.json(&["import", &file, "--mapping", &mapping]);
    let (list, _) = told(&place, &["prospects", "list"], "en");
    assert!(list.lines().any(|line| line.contains("lea@acme") && line.contains("06 12 34 56 78")), "{list}");
    assert!(list.lines().any(|line| line.contains("b@x.example.com")), "{list}");
    assert!(!list.contains("0123456789"), "a fax is no phone: {list}");
}

#[test]
fn the_home_country_is_shown_and_changed() {
    let place = Place::empty();
    place.json(&["init", "--country", "US"]);
    let file = place.write("r.csv", "First Name,Phone\nAda,06 12 34 56 78\n");
    place.json(&["import", &file]);
    let country =
        |arguments: &[&str]| place.json(&[&["settings", "home-country"], arguments].concat())["home_country"].clone();
    assert_eq!((country(&[]), country(&["fr"]), country(&[])), (json!("US"), json!("FR"), json!("FR")));
    let same = place.write("s.csv", "First Name,Phone\nAda,+33612345678\n");
    assert_eq!(place.json(&["import", &same])["created"], 0, "who was there is found by the number, too");
    assert_eq!(place.error(&["settings", "home-country", "France"]).0, "country_unknown");
    assert!(told(&place, &["settings", "home-country"], "fr").0.ends_with("FR\n"));
    assert!(told(&place, &["settings", "--help"], "en").0.contains("home-country"));
}

#[test]
fn a_workspace_that_lost_its_data_is_told_as_such() {
    let (place, _) = with_lea();
    let data = place.path("ws").join("workspace.db");
    let kept = fs::read(&data).unwrap();
    for code in ["workspace_file_empty", "workspace_file_missing"] {
        if code.ends_with("empty") {
            fs::write(&data, "").unwrap()
        } else {
            fs::remove_file(&data).unwrap()
        }
        for arguments in [&["prospects", "list"][..], &["init"]] {
            let (found, args) = place.error(arguments);
            assert_eq!((found.as_str(), &args["file"]), (code, &json!(data.display().to_string())), "{arguments:?}");
        }
        for (language, word) in [("en", "restore a backup"), ("fr", "une sauvegarde")] {
            let output = place.command(&["prospects", "list", "--lang", language]).output().unwrap();
            assert!(text(&output.stderr).to_lowercase().contains(word), "{}", text(&output.stderr));
        }
        assert!(place.path("ws").join("workspace.key").exists());
    }
    fs::write(&data, kept).unwrap();
    assert_eq!(place.json(&["prospects", "list"])["total"], 1);
}

#[test]
fn an_edit_names_the_prospect_that_has_the_value_too() {
    let (place, lea) = with_lea();
    let file = place.write("b.csv", "First Name,Email\nBob,bob@x.example\n");
    place.json(&["import", &file]);
    let bob = place.json(&["prospects", "list", "--where", "email contains bob"])["rows"][0]["id"].clone();
    let edit = ["prospects", "edit", bob.as_str().unwrap(), "email=LEA@acme.example.com"];
    let notice = &place.json(&edit)["notices"][0];
    assert_eq!((&notice["code"], &notice["field"]), (&json!("of_another"), &json!("email")));
    assert_eq!((&notice["other"]["id"], &notice["other"]["title"]), (&json!(lea), &json!("Léa")));
    for (language, words) in [("en", "another prospect has it too"), ("fr", "un autre prospect l’a aussi")] {
        let (_, told) = told(&place, &edit, language);
        assert!(told.contains(words) && told.contains(&lea) && told.contains("Léa"), "{told}");
    }
}

#[test]
fn what_was_mistyped_is_told_with_what_to_type() {
    let (place, id) = with_lea();
    let said = |arguments: &[&str], language: &str| {
        let output = place.command(arguments).args(["--lang", language]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        text(&output.stderr)
    };
    let absent = "01a2062f-54a0-7366-a8f4-886c3b8be184";
    for (language, unknown, sort, of_company) in [
        (
            "en",
            "There is no record with the id 01a2",
            "“down” is no direction. Write city:asc or city:desc.",
            "companies edit ID industry=VALUE",
        ),
        (
            "fr",
            "Aucune fiche n’a l’identifiant 01a2",
            "n’est pas un sens de tri. Écrivez city:asc ou city:desc.",
            "companies edit ID industry=VALEUR",
        ),
    ] {
        assert!(said(&["prospects", "show", absent], language).contains(unknown));
        assert!(said(&["prospects", "list", "--sort", "city:down"], language).contains(sort));
        assert!(said(&["prospects", "edit", &id, "industry=Steel"], language).contains(of_company));
    }
}
