use proptest::prelude::*;

use super::*;

fn key(raw: &str) -> Result<(String, EmailClass), EmailProblem> {
    let mut buffer = String::from("left over");
    normal(raw, &mut buffer).map(|form| {
        assert_eq!(form.key.rsplit_once('@').unwrap().1, form.domain);
        (form.key.to_owned(), form.class)
    })
}

#[test]
fn spellings_of_one_address_share_a_key() {
    for (raw, expected) in [
        ("jean.dupont@acme.fr", "jean.dupont@acme.fr"),
        ("  Jean.Dupont@ACME.fr ", "jean.dupont@acme.fr"),
        ("mailto:jean.dupont@acme.fr?subject=Salut", "jean.dupont@acme.fr"),
        ("Jean Dupont <jean.dupont@acme.fr>", "jean.dupont@acme.fr"),
        ("'jean.dupont@acme.fr", "jean.dupont@acme.fr"),
        ("\"jean.dupont@acme.fr\"", "jean.dupont@acme.fr"),
        ("jean.dupont@acme.fr;", "jean.dupont@acme.fr"),
        ("jean.dupont@acme.fr.", "jean.dupont@acme.fr"),
        ("\u{feff}jean.dupont@acme.fr\u{a0}\r\n", "jean.dupont@acme.fr"),
        ("jean.dupont@acme.fr ::: jd@home.fr", "jean.dupont@acme.fr"),
        ("jean+crm@acme.fr", "jean+crm@acme.fr"),
        ("J.e.an+crm@GoogleMail.com", "jean@gmail.com"),
        ("jean.d+x@outlook.com", "jean.d@outlook.com"),
        ("o'brien@acme.ie", "o'brien@acme.ie"),
        ("jean@münchen.de", "jean@xn--mnchen-3ya.de"),
        ("\"jean.dupont\"@acme.fr", "jean.dupont@acme.fr"),
        ("\"jean dupont\"@acme.fr", "\"jean dupont\"@acme.fr"),
        ("jean@[IPv6:::1]", "jean@[ipv6:::1]"),
    ] {
        assert_eq!(key(raw).map(|found| found.0), Ok(expected.to_owned()), "{raw:?}");
    }
}

#[test]
fn the_class_tells_functions_and_private_mailboxes() {
    for (raw, class) in [
        ("jean@acme.fr", EmailClass::Person),
        ("info@acme.fr", EmailClass::Role),
        ("info2@acme.fr", EmailClass::Role),
        ("contact.paris@acme.fr", EmailClass::Role),
        ("no-reply@acme.fr", EmailClass::Role),
        ("comptabilite@acme.fr", EmailClass::Role),
        ("info@gmail.com", EmailClass::Role),
        ("steve.jobs@acme.com", EmailClass::Person),
        ("rh.martin@acme.fr", EmailClass::Person),
        ("rh@acme.fr", EmailClass::Role),
        ("jean@orange.fr", EmailClass::Free),
        ("jean@videotron.ca", EmailClass::Free),
    ] {
        assert_eq!(key(raw).unwrap().1, class, "{raw:?}");
    }
}

#[test]
fn each_mistake_has_its_reason() {
    use EmailProblem::*;
    let long_local = format!("{}@acme.fr", "a".repeat(65));
    let long_label = format!("a@{}.fr", "a".repeat(64));
    for (raw, problem) in [
        ("", Empty),
        (" \u{a0}", Empty),
        ("n/a", NoAt),
        ("@acme.fr", NoLocalPart),
        ("jean@", NoDomain),
        ("a@acme.fr; b@acme.fr", Several),
        ("a@acme.fr, b@acme.fr", Several),
        ("jean dupont@acme.fr", Space),
        ("jean@acme .fr", Space),
        (".jean@acme.fr", Dot),
        ("jean..d@acme.fr", Dot),
        ("jean@acme..fr", Dot),
        ("élodie@acme.fr", NotAscii),
        ("je(an@acme.fr", LocalPart),
        ("jean@-acme.fr", Domain),
        ("jean@acme_x.fr", Domain),
        ("jean@[1.2.3]", Domain),
        (&long_local, TooLong),
        (&long_label, Domain),
    ] {
        assert_eq!(key(raw), Err(problem), "{raw:?}");
    }
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(raw in "\\PC{0,40}") {
        let mut buffer = String::new();
        prop_assert!(normal(&raw, &mut buffer).is_ok() || normal(&raw, &mut buffer).is_err());
    }

    #[test]
    fn the_key_of_a_key_is_itself(
        local in r#"[a-z0-9.+'"<>_ -]{1,12}"#,
        domain in prop_oneof![Just("gmail.com"), Just("GoogleMail.com"), Just("acme.fr"), Just("é.fr"), Just("[1.2.3.4]")],
    ) {
        if let Ok((first, class)) = key(&format!("{local}@{domain}")) {
            prop_assert_eq!(key(&first), Ok((first.clone(), class)));
        }
    }

    #[test]
    fn what_validates_has_a_key(local in "[a-z0-9.+'_-]{1,12}", domain in "[a-z0-9-]{1,9}(\\.[a-z-]{1,5}){0,2}") {
        let address = format!("{local}@{domain}");
        if validate(&address).is_ok() && !local.starts_with('\'') {
            prop_assert!(key(&address).is_ok(), "{}", address);
        }
    }
}

#[test]
fn an_address_is_shown_without_what_stands_around_it() {
    for (raw, shown) in [
        (" mailto:Jean.Dupont+crm@ACME.fr ", Some("Jean.Dupont+crm@acme.fr")),
        ("Jean Dupont <jean@acme.fr>", Some("jean@acme.fr")),
        ("jean@acme.fr", Some("jean@acme.fr")),
        ("jean@acme.fr ::: j@home.fr", None),
        ("jean at acme", None),
    ] {
        assert_eq!(display(raw).as_deref(), shown, "{raw}");
    }
}
