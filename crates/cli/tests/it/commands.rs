//! Every command once, and what goes wrong.

use std::fs;

use sales_testkit::{Csv, contacts::Contacts};
use serde_json::{Value, json};

use crate::support::{PASSPHRASE, Place, bare_command, text};

fn ids(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn from_a_file_to_a_clean_list_and_back() {
    let place = Place::empty();
    let made = place.json(&["init"]);
    assert_eq!(made["recovery_code"].as_str().unwrap().len(), 39);
    assert_eq!((&made["has_passphrase"], &made["opens_with_keyring"]), (&json!(true), &json!(false)));
    let empty = place.dump();
    let file = place.write(
        "r.csv",
        "Prénom;Nom;E-mail;Téléphone;Société;Code client\n\
         Zoé;Müller;zoe@acme.example.com;06 12 34 56 78;Acme SAS;0042\n\
         Zoé;Müller;ZOE@acme.example.com;;Acme;\n\
         Tom;Roy;tom@other.example.com;;Other;7\n\
         ;;;;;9\n",
    );
    let inspected = place.json(&["inspect", &file]);
    assert_eq!(
        (&inspected["encoding"], &inspected["delimiter"], &inspected["rows"]),
        (&json!("UTF-8"), &json!(";"), &json!(4))
    );
    let fields: Vec<&str> =
        inspected["columns"].as_array().unwrap().iter().map(|column| column["field"].as_str().unwrap()).collect();
    assert_eq!(fields[..5], ["first_name", "last_name", "email", "phone", "company"]);

    let mapping = place.write("m.json", r#"{"Code client": "custom:code_client"}"#);
    let import = ["import", &file, "--mapping", &mapping];
    let checked = place.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(place.dump(), empty, "a dry run writes nothing");
    let imported = place.json(&import);
    for counts in [&checked, &imported] {
        let numbers = ["rows", "created", "updated", "merged", "review", "skipped", "failed"].map(|key| &counts[key]);
        assert_eq!(numbers, [4, 2, 0, 1, 0, 0, 1].map(|n| json!(n)).each_ref(), "{counts}");
    }
    assert_eq!(checked["import_id"], Value::Null);
    let id = imported["import_id"].as_str().unwrap();

    let listed = place.json(&["prospects", "list", "--sort", "last_name:desc"]);
    assert_eq!(listed["total"], 2);
    let expected = json!({
        "first_name": "Zoé", "last_name": "Müller", "email": "zoe@acme.example.com", "phone": "06 12 34 56 78",
        "company": "Acme SAS", "custom:code_client": "0042", "tags": [],
    });
    let mut zoe = listed["rows"][1].clone();
    let prospect = zoe.as_object_mut().unwrap().shift_remove("id").unwrap();
    assert_eq!(zoe, expected);
    let prospect = prospect.as_str().unwrap();
    assert_eq!(ids(&place.json(&["prospects", "list", "--search", "zoe acme"])), [prospect]);
    assert_eq!(ids(&place.json(&["prospects", "list", "--where", "custom:code_client = 0042"])), [prospect]);
    assert_eq!(place.json(&["companies", "list"])["total"], 2);
    let window = place.json(&["prospects", "list", "--sort", "last_name", "--offset", "1", "--limit", "5"]);
    assert_eq!((window["rows"].as_array().unwrap().len(), &window["total"]), (1, &json!(2)));

    let shown = place.json(&["prospects", "show", prospect]);
    assert_eq!(shown["provenance"]["email"]["row"], 1);
    let started = &place.json(&["imports", "list"])["rows"][0]["started_at"];
    assert!(started.as_str().unwrap().ends_with('Z'));
    for at in [&shown["provenance"]["email"]["at"], &shown["history"][0]["at"]] {
        assert_eq!(at, started, "times have one form");
    }
    let seconds = imported["seconds"].as_f64().unwrap();
    assert_eq!(seconds, (seconds * 1_000.0).round() / 1_000.0);
    let company = shown["company_id"].as_str().unwrap();
    assert_eq!(place.json(&["companies", "show", company])["company"], "Acme SAS");
    assert_eq!(place.json(&["prospects", "edit", prospect, "city=Lyon", "job_title=a=b"])["changed"], 2);
    assert_eq!(place.json(&["prospects", "show", prospect])["job_title"], "a=b");

    let failed = place.path("failed.csv").display().to_string();
    assert_eq!(place.json(&["imports", "failures", id, "--out", &failed])["rows"], 1);
    assert!(fs::read_to_string(&failed).unwrap().lines().nth(1).unwrap().starts_with(",,,,,9,4,"));
    assert!(fs::read(&failed).unwrap().starts_with("\u{FEFF}Prénom,".as_bytes()), "spreadsheets take it for UTF-8");
    assert_eq!(place.json(&["imports", "list"])["rows"][0]["status"], "done");
    assert_eq!(place.json(&["imports", "show", id])["row_details"].as_array().unwrap().len(), 2);
    let undone = place.json(&["imports", "undo", id]);
    assert_eq!(
        (&undone["removed"], &undone["records_kept"]),
        (&json!(2), &json!(2)),
        "Zoé was edited, she and Acme stay"
    );
    assert_eq!(ids(&place.json(&["prospects", "list"])), [prospect]);
    assert!(fs::read_dir(place.path("home")).unwrap().next().is_none(), "nothing is written outside the workspace");
    let left: Vec<_> = fs::read_dir(place.path("ws")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("wal")), "{left:?}: the log is emptied at the end");
}

#[test]
fn lists_and_exports_agree() {
    let place = Place::new();
    let file = place.write("r.csv", Contacts::new(2, 0).csv(1_100).text());
    assert_eq!(place.json(&["import", &file, "--on-match", "create"])["created"], 1_100);
    let listed = place.json(&["prospects", "list", "--where", "country is France"]);
    let rows = listed["rows"].as_array().unwrap();
    assert_eq!(listed["total"], rows.len());
    let out = place.path("o.json").display().to_string();
    let exported = place.json(&["export", "prospects", &out, "--format", "json", "--where", "country is France"]);
    assert_eq!(exported["rows"], rows.len());
    let file: Vec<Value> = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    for (row, exported) in rows.iter().zip(&file) {
        for (field, value) in exported.as_object().unwrap() {
            assert_eq!(&row[field], value, "{field}");
        }
        assert_eq!(row.as_object().unwrap().len(), exported.as_object().unwrap().len() + 2, "id and tags");
    }
    let out = place.path("o.xlsx").display().to_string();
    assert_eq!(
        place.json(&["export", "companies", &out, "--format", "xlsx"])["rows"],
        place.json(&["companies", "list"])["total"]
    );
    assert_eq!(place.json(&["inspect", &out])["rows"], place.json(&["companies", "list"])["total"]);
}

#[test]
fn any_readable_file_becomes_plain_csv() {
    let place = Place::empty();
    let content: Vec<u8> = "Export du 3 mars\r\n\r\nNom;Ville\r\n\"Du\"\"pont\";Orl\u{e9}ans\r\n=1+1; 01000\r\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let file = place.write("latin.csv", content);
    let out = place.path("clean.csv");
    let cleaned = place.json(&["clean", &file, "--out", &out.display().to_string()]);
    assert_eq!((&cleaned["rows"], &cleaned["columns"]), (&json!(2), &json!(2)));
    assert_eq!(fs::read_to_string(&out).unwrap(), "Nom,Ville\r\n\"Du\"\"pont\",Orléans\r\n=1+1, 01000\r\n");
    let (code, args) =
        place.error(&["clean", &place.path("none").display().to_string(), "--out", &out.display().to_string()]);
    assert_eq!((code.as_str(), args["file"].as_str().unwrap().ends_with("none")), ("file_missing", true));
    assert!(out.exists() && !place.path("clean.csv.1.part").exists());
}

#[test]
fn errors_have_a_code_and_a_sentence_in_both_languages() {
    let place = Place::new();
    let mapping = place.write("m.json", "[]");
    let file = place.write("r.csv", "Name,Mail\nAda,ada@x.example.com\n");
    let cases: [(&[&str], &str); 10] = [
        (&["init"], "workspace_exists"),
        (&["prospects", "list", "--where", "city is"], "filter_malformed"),
        (&["prospects", "list", "--sort", "nope"], "field_unknown"),
        (&["prospects", "show", "nope"], "record_missing"),
        (&["prospects", "edit", "nope", "city=x"], "record_missing"),
        (&["prospects", "edit", "nope", "custom:nobody=x"], "record_missing"),
        (&["imports", "show", "nope"], "import_missing"),
        (&["imports", "resume", "01a20430-fc7b-7293-97d4-63ce88f745da"], "import_missing"),
        (&["import", "no such file.csv"], "file_missing"),
        (&["import", &file, "--mapping", &mapping], "mapping_malformed"),
    ];
    for (arguments, code) in cases {
        assert_eq!(place.error(arguments).0, code, "{arguments:?}");
        for language in ["en", "fr"] {
            let output = place.command(arguments).args(["--lang", language]).output().unwrap();
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
            let sentence = text(&output.stderr);
            assert!(sentence.len() > 20 && !sentence.contains("%{") && !sentence.contains("errors."), "{sentence}");
            assert_eq!(sentence.lines().count(), 1);
        }
    }
    let (_, args) = place.error(&["prospects", "list", "--where", "city is"]);
    assert_eq!(args, json!({"expected": "value", "found": "", "position": "8"}));
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_the_language_of_the_person() {
    let place = Place::new();
    let file = place.write("r.csv", "Nom,Mail\nAda,ada@x.example.com\n");
    let mapping = place.path("m.json").display().to_string();
    let sentence = |json: &str| {
        place.write("m.json", json);
        let import = ["import", &file, "--mapping", &mapping, "--lang", "fr"];
        text(&place.command(&import).output().unwrap().stderr).trim_end().replace(&mapping, "M").replace(&file, "F")
    };
    let begin = "M n’est pas un fichier de correspondance des colonnes.";
    for (json, expected) in [
        ("{\n  \"Nom\" email}", format!("{begin} Ce n’est plus du JSON à la ligne 2, au caractère 9.")),
        ("{\"Nom\": 3}", format!("{begin} La valeur donnée pour la colonne «\u{a0}Nom\u{a0}» n’est pas un texte.")),
        (
            "{\"Nom\": \"nom_de_famille\"}",
            "Dans M, la colonne «\u{a0}Nom\u{a0}» va vers «\u{a0}nom_de_famille\u{a0}»\u{a0}: ce champ n’existe pas."
                .to_owned(),
        ),
        ("{\"Prénom\": \"first_name\"}", "F n’a pas de colonne «\u{a0}Prénom\u{a0}».".to_owned()),
    ] {
        assert_eq!(sentence(json), expected);
    }
    let folder = place.path("home").display().to_string();
    let failed = |arguments: &[&str]| place.error(arguments).0;
    assert_eq!(failed(&["import", &file, "--mapping", &folder]), "file_not_a_file");
    let id = place.json(&["import", &file])["import_id"].as_str().unwrap().to_owned();
    assert_eq!(failed(&["imports", "failures", &id, "--out", &folder]), "file_not_a_file");
    assert_eq!(failed(&["imports", "failures", &id, "--out", &format!("{folder}/none/f.csv")]), "folder_missing");
}

#[test]
fn a_condition_that_cannot_be_read_is_quoted_but_its_end_is_not() {
    let place = Place::new();
    let sentence = |condition: &str| {
        let list = ["prospects", "list", "--lang", "en", "--where", condition];
        text(&place.command(&list).output().unwrap().stderr).trim_end().to_owned()
    };
    assert_eq!(
        sentence("city Lyon"),
        "The condition cannot be read at character 6: found “Lyon”; expected: a comparison."
    );
    assert_eq!(sentence("city is"), "The condition cannot be read at character 8: found the end; expected: a value.");
}

#[test]
fn a_workspace_opens_with_its_passphrase_only() {
    let place = Place::new();
    let home = place.path("home");
    let workspace = place.path("ws").display().to_string();
    let list = ["imports", "list", "--json", "--workspace", &workspace];
    let run = |passphrase: Option<&str>| {
        let mut command = bare_command(&home, &list);
        if let Some(passphrase) = passphrase {
            command.env("SALES_AGENT_PASSPHRASE", passphrase);
        }
        let output = command.output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), value["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(run(Some(PASSPHRASE)), (Some(0), String::new()));
    assert_eq!(run(Some("another passphrase entirely")), (Some(1), "passphrase_wrong".to_owned()));
    assert_eq!(run(None), (Some(1), "passphrase_missing".to_owned()));
    let elsewhere = place.path("elsewhere").display().to_string();
    let output = bare_command(&home, &["imports", "list", "--workspace", &elsewhere]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains(&elsewhere));
    assert!(!place.path("elsewhere").exists());
}

#[test]
fn a_command_line_that_cannot_be_read_ends_with_2() {
    let place = Place::empty();
    for arguments in [
        &["nope"][..],
        &["import"],
        &["import", "f", "--on-match", "never"],
        &["dump"],
        &["prospects", "edit", "id", "no equals sign"],
    ] {
        let output = place.run(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        let output = place.command(arguments).arg("--json").output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(value["error"]["code"], "usage");
    }
    for language in ["en", "fr"] {
        for arguments in [&["--help"][..], &["import", "--help"], &["imports", "undo", "--help"], &["export", "--help"]]
        {
            let output = place.command(arguments).args(["--lang", language]).output().unwrap();
            let help = text(&output.stdout);
            assert_eq!(output.status.code(), Some(0));
            assert!(!help.contains("cli."), "every text is there: {help}");
        }
    }
}

#[test]
fn help_and_mistakes_are_in_the_language_of_the_person() {
    let place = Place::empty();
    let told = |arguments: &[&str], language: &str| {
        let output = place.command(arguments).args(["--lang", language]).output().unwrap();
        text(&output.stdout) + &text(&output.stderr)
    };
    for (command, words) in [
        (&["--help"][..], &["Utilisation\u{a0}: ", "\nCommandes\u{a0}:", "<COMMANDE>", "\nOptions\u{a0}:"][..]),
        (
            &["import", "--help"],
            &["\nArguments\u{a0}:", "[au choix\u{a0}: fill, update, skip, create] [sinon\u{a0}: fill]"],
        ),
        (&["prospects", "list", "--help"], &["\nConditions\u{a0}:", "CHAMP is not empty"]),
    ] {
        let help = told(command, "fr");
        for word in words {
            assert!(help.contains(word), "{word}: {help}");
        }
        for word in ["Usage", "Commands", "Options:", "possible values", "default", "Print help"] {
            assert!(!help.contains(word), "{word}: {help}");
        }
    }
    assert!(told(&["companies", "list", "--help"], "en").contains("\nConditions:\n  FIELD is VALUE"));
    assert!(told(&["export", "--help"], "en").contains("FIELD is not empty"));
    for (arguments, english, french) in [
        (&["nope"][..], "There is no command “nope”.", "La commande «\u{a0}nope\u{a0}» n’existe pas."),
        (&["import"], "Something is missing: <FILE>.", "Il manque\u{a0}: <FILE>."),
        (&["import", "f", "--nope"], "“--nope” is not expected here.", "«\u{a0}--nope\u{a0}» n’est pas attendu ici."),
        (&["import", "f", "--mapping"], "--mapping <M.json> needs a value.", "--mapping <M.json> attend une valeur."),
        (
            &["import", "f", "--dry-run", "--dry-run"],
            "--dry-run is given more than once.",
            "--dry-run est donné plusieurs fois.",
        ),
        (
            &["import", "f", "--on-match", "never"],
            "--on-match <ON_MATCH> does not take “never”; it takes: fill, update, skip, create.",
            "--on-match <ON_MATCH> n’accepte pas «\u{a0}never\u{a0}»\u{a0}; valeurs possibles\u{a0}: fill, update, skip, create.",
        ),
        (
            &["prospects", "edit", "id", "nothing"],
            "<FIELD=VALUE>... does not take “nothing”.",
            "<FIELD=VALUE>... n’accepte pas «\u{a0}nothing\u{a0}».",
        ),
        (&["imports"], "A command is missing.", "Il manque une commande."),
    ] {
        for (language, sentence, more) in [("en", english, "--help tells more."), ("fr", french, "--help en dit plus.")]
        {
            let told = told(arguments, language);
            assert_eq!((told.lines().next(), told.lines().last()), (Some(sentence), Some(more)));
        }
    }
}

#[test]
fn odd_rows_and_values_are_told_with_row_field_and_reason() {
    let place = Place::new();
    let file = place.write(
        "r.csv",
        "# Exported today\nName,Email,Country,Birthday\nAda,a@x.example.com,Frnace,31/02/1990\n# new ones\n\
         Bob,b@x.example.com,Frnace\nCy,c@x.example.com,France,,more\nDi,d(at)x.example.com,France,1990-03-12\n",
    );
    let notes = |language: &str| text(&place.command(&["inspect", &file, "--lang", language]).output().unwrap().stdout);
    for line in [
        "r.csv, row 2 (line 4): A comment: skipped",
        "r.csv, row 3 (line 5): 3 of 4 cells: the rest is taken as empty",
        "r.csv, row 4 (line 6): 5 cells, the header has 4",
    ] {
        assert!(notes("en").contains(line), "{}", notes("en"));
    }
    assert!(notes("fr").contains("r.csv, ligne 4 (ligne 6 du fichier)\u{a0}: 5 cellules"), "{}", notes("fr"));

    let check = place.json(&["import", &file, "--dry-run"]);
    assert_eq!((&check["created"], &check["skipped"], &check["failed"]), (&json!(3), &json!(1), &json!(1)));
    let issues: Vec<_> =
        check["issues"].as_array().unwrap().iter().map(|issue| (&issue["field"], &issue["code"])).collect();
    assert_eq!(
        issues,
        [
            (&json!("country"), &json!("country_unknown")),
            (&json!("email"), &json!("email_no_at")),
            (&json!("birthday"), &json!("date_impossible"))
        ]
    );
    let reasons: Vec<_> =
        check["row_details"].as_array().unwrap().iter().map(|row| (&row["row"], &row["reason"])).collect();
    assert_eq!(reasons, [(&json!(2), &json!("comment")), (&json!(4), &json!("too_many_cells"))]);
    let told = |language: &str| text(&place.run(&["import", &file, "--dry-run", "--lang", language]).stdout);
    for line in [
        "r.csv, country: Not the name or the code of a country (rows: 2, first in row 1: Frnace)\n",
        "r.csv, row 4 – Failed: Has 5 cells where the header has 4\n",
        "r.csv, row 2 – Skipped: A comment, not a row of the table\n",
    ] {
        assert!(told("en").contains(line), "{}", told("en"));
    }
    assert!(told("fr").contains("r.csv, ligne 2 – Ignorée\u{a0}: "), "{}", told("fr"));
    assert!(told("fr").contains("N’est ni le nom ni le code d’un pays"), "{}", told("fr"));
    assert_eq!(place.json(&["imports", "list"])["total"], 0, "nothing was written");

    let import = place.json(&["import", &file]);
    assert_eq!(import["issues"], check["issues"], "an import says what its check said");
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(place.json(&["imports", "show", id])["issues"], check["issues"]);
    let shown = text(&place.run(&["imports", "show", id, "--lang", "fr"]).stdout);
    assert!(shown.contains("r.csv, email\u{a0}: Il manque le @ (lignes\u{a0}: 1"), "{shown}");
}

#[test]
fn progress_is_told_on_standard_error_when_asked_for() {
    let place = Place::new();
    let file = place.write("r.csv", Contacts::new(2, 0).csv(100).text());
    let output = place.run(&["import", &file, "--progress", "--lang", "fr"]);
    assert!(text(&output.stderr).contains("100"), "{output:?}");
    let quiet = place.run(&["import", &file]);
    assert_eq!(text(&quiet.stderr), "");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::{io::Read as _, process::Stdio};
    let place = Place::new();
    let mut csv = Csv::new(&["Email", "Notes"]);
    for n in 0..3_000 {
        csv.push(&[format!("p{n}@x.example.com"), "x".repeat(200)]);
    }
    let file = place.write("r.csv", csv.text());
    place.json(&["import", &file]);
    let mut child =
        place.command(&["prospects", "list", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 10]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn rows_that_lead_to_two_prospects_are_shown_and_decided() {
    let place = Place::new();
    let known = place.write(
        "known.csv",
        "First Name,Email,LinkedIn URL\nAda,ada@x.example.com,\nBea,bea@x.example.com,linkedin.com/in/bea-potter\n",
    );
    place.json(&["import", &known]);
    let row = ",ada@x.example.com,linkedin.com/in/bea-potter,Lyon\n";
    let both = place.write("both.csv", format!("First Name,Email,LinkedIn URL,City\n{}", row.repeat(2)));
    let import = place.json(&["import", &both]);
    let id = import["import_id"].as_str().unwrap();
    let show = |language: &str| text(&place.run(&["imports", "show", id, "--lang", language]).stdout);
    assert!(show("en").ends_with("both.csv, row 2 – To review: Leads to both Ada and Bea\n"), "{}", show("en"));
    let one = place.json(&["imports", "decide", id, "--row", "1", "--choice", "second"]);
    assert_eq!(one, json!({"import_id": id, "decided": 1, "left": 0}));
    assert_eq!(place.error(&["imports", "decide", id, "--row", "1", "--choice", "new"]).0, "nothing_to_decide");
    assert_eq!(place.json(&["imports", "decide", id, "--choice", "new"])["decided"], 1);
    let shown = place.json(&["imports", "show", id]);
    assert_eq!(["rows", "created", "updated", "review"].map(|key| &shown[key]), [2, 1, 1, 0]);
    let states = shown["row_details"].as_array().unwrap();
    let states: Vec<_> = states.iter().map(|row| (&row["outcome"], &row["reason"])).collect();
    assert_eq!(states, [(&json!("updated"), &json!("decided_join")), (&json!("created"), &json!("decided_new"))]);
    assert!(
        show("fr").contains("both.csv, ligne 2 – Nouvelle\u{a0}: Vous en avez fait un nouveau prospect"),
        "{}",
        show("fr")
    );
    assert_eq!(place.json(&["imports", "undo", id])["removed"], 1);
}

#[test]
fn the_country_of_phone_numbers_is_said_or_that_of_the_system() {
    let home = |place: &Place, arguments: &[&str], locale: &str| {
        let output = place.command(arguments).args(["--lang", "en"]).env("LANG", locale).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let file = place.write("r.csv", "First Name,Phone\nAda,06 12 34 56 78\nAda,+33612345678\n");
        place.json(&["import", &file])["merged"] == 1
    };
    for (arguments, locale, french) in [
        (&["init", "--country", "fr"][..], "en_US.UTF-8", true),
        (&["init"], "en_FR.UTF-8", true),
        (&["init"], "en_001", false),
        (&["init"], "C", false),
    ] {
        assert_eq!(home(&Place::empty(), arguments, locale), french, "{arguments:?} {locale}");
    }
    assert_eq!(Place::empty().error(&["init", "--country", "France"]).0, "country_unknown");
}

#[test]
fn the_sheet_that_is_named_is_imported_and_the_others_are_told() {
    let place = Place::new();
    let file = place.path("two.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, person) in [("Clients", "ada@x.example.com"), ("Salon", "bob@x.example.com")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip([["First name", "Email"], ["Someone", person]]) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
    book.save(&file).unwrap();
    let file = file.display().to_string();
    let dry = place.json(&["import", &file, "--sheet", "Salon", "--dry-run"]);
    let others = json!([{"code": "other_sheets", "args": {"sheet": "Salon", "sheets": "Clients"}}]);
    assert_eq!((&dry["created"], &dry["notices"]), (&json!(1), &others));
    assert_eq!(place.json(&["import", &file, "--sheet", "Salon"])["created"], 1);
    let list = place.json(&["prospects", "list"]);
    assert_eq!((&list["total"], &list["rows"][0]["email"]), (&json!(1), &json!("bob@x.example.com")));
    let (code, error) = place.error(&["import", &file, "--sheet", "Absent"]);
    assert_eq!((code.as_str(), &error["sheet"]), ("file_sheet_missing", &json!("Absent")));
}
