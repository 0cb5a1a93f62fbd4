use proptest::prelude::*;

use super::*;

fn check(cases: &[(&str, &str, &str)]) {
    for (title, seniority, function) in cases {
        let found = classify(title);
        assert_eq!(found.seniority.map_or("", Seniority::as_str), *seniority, "{title}");
        assert_eq!(found.function.unwrap_or_default(), *function, "{title}");
    }
}

#[test]
fn whoever_is_beside_a_leader_has_not_the_rank_of_one() {
    for (title, seniority) in [
        ("Bras droit du PDG", Seniority::Assistant),
        ("Right hand to the CEO", Seniority::Assistant),
        ("Chargé de mission auprès du PDG", Seniority::Individual),
        ("Conseiller du président", Seniority::Individual),
        ("Chief of Staff to the CEO", Seniority::Director),
        ("PDG", Seniority::CLevel),
    ] {
        assert_eq!(classify(title).seniority, Some(seniority), "{title}");
    }
    assert_eq!(classify("Bras droit du dirigeant").function, None);
}

#[test]
fn nordic_and_portuguese_titles_tell_a_rank() {
    for (title, seniority, function) in [
        ("Salgschef", Seniority::Manager, Some("sales")),
        ("Innkjøpssjef", Seniority::Manager, Some("purchasing")),
        ("Försäljningschef", Seniority::Manager, Some("sales")),
        ("Administrerende direktør", Seniority::CLevel, Some("general_management")),
        ("Toimitusjohtaja", Seniority::CLevel, Some("general_management")),
        ("VD", Seniority::CLevel, None),
        ("Diretor financeiro", Seniority::Director, Some("finance")),
    ] {
        let found = classify(title);
        assert_eq!((found.seniority, found.function), (Some(seniority), function), "{title}");
    }
}

#[test]
fn english_titles() {
    check(&[
        ("CEO", "c_level", "general_management"),
        ("C.E.O.", "c_level", "general_management"),
        ("Founder & CEO", "owner", "general_management"),
        ("Owner", "owner", "general_management"),
        ("CEO & Founder", "owner", "general_management"),
        ("Partner", "owner", "general_management"),
        ("Chief Marketing Officer", "c_level", "marketing"),
        ("CTO", "c_level", "engineering"),
        ("EVP Sales, EMEA", "vp", "sales"),
        ("Vice-President of Finance", "vp", "finance"),
        ("Assistant Vice President", "vp", ""),
        ("Sales Director", "director", "sales"),
        ("Managing Director", "c_level", "general_management"),
        ("Managing Director, Austria", "director", "general_management"),
        ("Future CEO", "individual", "general_management"),
        ("Head of Procurement", "director", "purchasing"),
        ("Director, Customer Success", "director", "support"),
        ("Product Manager", "manager", "product"),
        ("Team Lead, Inside Sales", "manager", "sales"),
        ("Product Owner", "individual", "product"),
        ("Software Engineer", "individual", "engineering"),
        ("Senior Account Executive", "individual", "sales"),
        ("Executive Assistant to the CEO", "assistant", "administration"),
        ("Marketing Intern", "assistant", "marketing"),
        ("Assistant Professor", "individual", "education"),
        ("PA to CEO", "assistant", "administration"),
        ("CEO Assistant", "assistant", ""),
        ("Former CEO", "individual", "general_management"),
        ("ex-PDG", "individual", "general_management"),
        ("Ancien directeur commercial, consultant", "individual", "sales"),
        ("HR Business Partner", "individual", "hr"),
        ("Juggler", "individual", ""),
    ]);
}

#[test]
fn french_titles() {
    check(&[
        ("PDG", "c_level", "general_management"),
        ("Présidente-directrice générale", "c_level", "general_management"),
        ("Directeur général adjoint", "c_level", "general_management"),
        ("DAF", "c_level", "finance"),
        ("DGS", "c_level", "general_management"),
        ("Directrice administrative et financière", "c_level", "finance"),
        ("DRH", "c_level", "hr"),
        ("DSI", "c_level", "it"),
        ("Gérant", "owner", "general_management"),
        ("Gérante", "owner", "general_management"),
        ("Co-fondatrice", "owner", "general_management"),
        ("Directrice commerciale", "director", "sales"),
        ("Directeur·rice marketing", "director", "marketing"),
        ("Directeur(trice) des achats", "director", "purchasing"),
        ("Responsable achats", "manager", "purchasing"),
        ("Responsable des ressources humaines", "manager", "hr"),
        ("Chef de projet informatique", "manager", "it"),
        ("Cheffe des ventes", "manager", "sales"),
        ("Chargé d’affaires", "individual", "sales"),
        ("Chargée d'affaires", "individual", "sales"),
        ("Chargé(e) de communication", "individual", "communication"),
        ("Acheteuse", "individual", "purchasing"),
        ("Ingénieure d'affaires", "individual", "sales"),
        ("Comptable", "individual", "finance"),
        ("Assistante de direction", "assistant", "administration"),
        ("Assistante du directeur commercial", "assistant", "sales"),
        ("Secrétaire générale", "c_level", "general_management"),
        ("Ingénieure qualité", "individual", "quality"),
        ("Assistante de gestion", "assistant", "administration"),
        ("Apprenti développeur", "assistant", "engineering"),
        ("Vice-présidente ventes", "vp", "sales"),
    ]);
}

#[test]
fn titles_judged_by_hand() {
    let judged = include_str!("judged.tsv").lines().filter(|line| !line.starts_with('#'));
    let (mut all, mut levels, mut functions, mut wrong) = (0, 0, 0, String::new());
    for line in judged {
        let [title, seniority, function] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = classify(title);
        let found = (found.seniority.map_or("-", Seniority::as_str), found.function.unwrap_or("-"));
        all += 1;
        levels += usize::from(found.0 == seniority);
        functions += usize::from(found.1 == function);
        if found != (seniority, function) {
            wrong += &format!("{title}: {found:?}\n");
        }
    }
    assert!(all >= 200);
    assert!(levels * 100 >= all * 97 && functions * 100 >= all * 96, "{levels} and {functions} of {all}:\n{wrong}");
}

#[test]
fn signs_and_small_words_part_what_a_title_says() {
    check(&[
        ("Software Sales Manager", "manager", "sales"),
        ("Responsable marketing produit", "manager", "marketing"),
        ("Sales & Marketing Director", "director", "sales"),
        ("Directeur commercial & marketing", "director", "sales"),
        ("VP, Product & Marketing", "vp", "product"),
        ("Head of R&D", "director", "research"),
        ("Head of L & D", "director", "hr"),
        ("Président - Directeur commercial", "c_level", "general_management"),
        ("President, Retail Banking", "director", "finance"),
        ("President", "c_level", "general_management"),
        ("EVP & CFO", "vp", "finance"),
        ("Principal", "director", ""),
        ("Principal Engineer", "individual", "engineering"),
        ("CEO at Director's Cut", "c_level", "general_management"),
        ("Founder, Lead Developer", "owner", "engineering"),
        ("CEO & Founder, Developer", "owner", "general_management"),
        ("Founder of Developers United", "owner", "general_management"),
        ("Vertriebsleiterin", "director", "sales"),
        ("Teamleiter", "manager", ""),
    ]);
}

#[test]
fn feminine_endings_do_not_part_words() {
    for title in [
        "Chargé(e) d'affaires",
        "Chargé·e d'affaires",
        "Chargé.e d'affaires",
        "Chargé/e d'affaires",
        "Chargé-e d’affaires",
        "CHARGÉ(E) D'AFFAIRES",
        "Chargée d’affaires",
    ] {
        check(&[(title, "individual", "sales")]);
    }
    for title in
        ["Directeur/trice marketing", "Directeur·rice marketing", "Directeur(-trice) marketing", "Directrice marketing"]
    {
        check(&[(title, "director", "marketing")]);
    }
}

#[test]
fn one_slip_is_read_over() {
    check(&[
        ("Comercial Director", "director", "sales"),
        ("Marketing Mangaer", "manager", "marketing"),
        ("Directeur fianncier", "director", "finance"),
        ("Software Enginer", "individual", "engineering"),
        // Words of their own.
        ("Directory", "individual", ""),
        ("Managed services", "individual", ""),
    ]);
}

#[test]
fn a_title_without_words_says_nothing() {
    check(&[("", "", ""), (" - ", "", ""), ("😊", "", ""), ("工程师", "individual", "")]);
}

proptest! {
    #[test]
    fn capitals_change_nothing(title in "(Directrice|CEO|head of|Chargé\\(e\\) d'|Assistante de) ?(sales|achats|la direction|[a-z]{1,6})?") {
        prop_assert_eq!(classify(&title.replace("(e)", "e")), classify(&title.replace("(e)", "e").to_uppercase()));
    }

    #[test]
    fn any_text_gets_an_answer(title in "\\PC{0,40}") {
        let found = classify(&title);
        prop_assert_eq!(found, classify(&title));
        prop_assert!(found.seniority.is_some() || found.function.is_none());
    }
}

#[test]
fn every_function_of_the_table_has_its_name_and_no_other_is_named() {
    let lines = include_str!("../data/title_function.txt").lines().filter(|line| !line.starts_with('#'));
    let marks = lines.filter_map(|line| line.split_whitespace().next());
    let told: std::collections::BTreeSet<&str> =
        marks.map(|mark| mark.trim_start_matches(['!', '^', '?'])).filter(|name| *name != "none").collect();
    let named: std::collections::BTreeSet<&str> = FUNCTION_NAMES.into_iter().collect();
    assert_eq!(told, named);
}
