//! Answers of all normal forms to fixed inputs, as they were when [`NORM_VERSION`] was raised last.

use std::{fmt::Write as _, fs, path::Path};

use super::{NORM_VERSION, company, country::Country, domain, email, linkedin, nickname, person, phone, text, title};

const EMAILS: [&str; 8] = [
    "Jean.Dupont@ACME.fr",
    "Jean <j.d+crm@GoogleMail.com>",
    "info2@acme.fr",
    "mailto:o'brien@acme.ie?x=1",
    "\"jean dupont\"@acme.fr",
    "jean@münchen.de",
    "a@b@c",
    "jean..d@acme.fr",
];
const PHONES: [&str; 8] = [
    "06 12 34 56 78",
    "+44 20 7946 0018 ext. 12",
    "01 42 68 53 00 poste 7",
    "0033 (0)1 42 68 53 00",
    "(212) 555-0123",
    "6.12E+08",
    "123",
    "+49 30 12 34 56 78 / +49 30 12 34 56 79",
];
const NAMES: [&str; 22] = [
    "M. DUPONT jean",
    "Dupont, Jean-François",
    "Jean Paul de La Tour",
    "Dr. Juan Q. Xavier de la Vega III",
    "Robert \"Bob\" Cole, MBA",
    "Prof. Dr. med. Jürgen Weiß",
    "van den BERG Jan",
    "O'BRIEN Patrick",
    "Петров Иван Сергеевич",
    "山田 太郎",
    "Mr. and Mrs. John and Jane Smith",
    "M. et Mme Roux",
    "DUPONT JEAN",
    "MARTIN",
    "Jean Dupont <jean@acme.fr>",
    "Jean Dupont, Acme SA",
    "Dupont Jean, Directeur",
    "jean d'alembert",
    "ACME SARL",
    "Jean Dupont | Acme",
    "Gabriel García Márquez",
    "Nguyễn Văn An",
];
const COMPANIES: [&str; 13] = [
    "SARL Dupont & Fils",
    "Acme GmbH & Co. KG",
    "ACME S. de R.L. de C.V.",
    "Smith and Sons Ltd",
    "ООО Ромашка",
    "Acme Sociedad por Acciones Simplificada",
    "H&M",
    "SAS",
    "Acme, Inc. (Delaware)",
    "acme.com",
    "Mueller GmbH",
    "The Acme Company, Ltd",
    "شركة المراعي",
];
const TITLES: [&str; 11] = [
    "Directrice commerciale",
    "PDG",
    "VP of Finance",
    "Chargé(e) d’affaires",
    "Assistante de direction",
    "Head of Procurement",
    "Software Engineer",
    "Gérant",
    "Managing Director",
    "Future CEO",
    "Bras droit du PDG",
];
const DOMAINS: [&str; 7] = [
    "https://www.acme.co.uk/a",
    "acme.github.io",
    "acme.business.site",
    "jean@orange.fr",
    "localhost",
    "www.Société.fr",
    "sites.google.com/x",
];
const NICKNAMES: [(&str, &str); 4] =
    [("alex", "alexandre"), ("jf", "jean francois"), ("bill", "will"), ("christian", "christophe")];

fn answers() -> String {
    let mut out = String::new();
    let mut buffer = String::new();
    let mut line = |kind: &str, input: &str, answer: String| writeln!(out, "{kind} {input} → {answer}").unwrap();
    for input in EMAILS {
        let form = email::normal(input, &mut buffer).map(|form| format!("{} {}", form.key, form.class.as_str()));
        line("email", input, form.unwrap_or_else(|problem| problem.as_str().to_owned()));
    }
    for input in PHONES {
        for region in ["FR", "US"] {
            let form = phone::normal(input, Country::from_code(region), &mut buffer);
            let form = form.map(|form| format!("{} {:?}", form.e164, form.extension));
            line("phone", &format!("{region} {input}"), form.unwrap_or_else(|problem| problem.as_str().to_owned()));
        }
    }
    for input in NAMES {
        let name = person::parse(input);
        text::fold(&name.last, &mut buffer);
        line("name", input, format!("{:?} {}", name.parts(), person::bare_surname(&buffer)));
        line("name written", input, format!("{:?}", name.as_usual().parts()));
    }
    for input in COMPANIES {
        let form = company::name_key(input, &mut buffer);
        let country = form.legal_form.and_then(company::country_of_form);
        line("company", input, format!("{} {:?} {:?}", form.key, form.legal_form, country.map(|c| c.to_string())));
    }
    for input in TITLES {
        line("title", input, format!("{:?}", title::classify(input)));
    }
    for input in DOMAINS {
        let form = domain::registrable(input, &mut buffer);
        line("domain", input, format!("{} {:?}", form.registrable, form.class));
    }
    for (a, b) in NICKNAMES {
        line("nickname", a, format!("{b} {:?}", nickname::related(a, b)));
    }
    for input in ["https://fr.linkedin.com/in/Jean-Dupont-1a2b/?x=1", "linkedin.com/company/acme"] {
        line("linkedin", input, format!("{:?}", linkedin::person_id(input, &mut buffer)));
    }
    for input in ["Royaume-Uni", "U.S.A.", "Paris"] {
        line("country", input, format!("{:?}", Country::from_name(input).map(|country| country.to_string())));
    }
    for input in ["Cœur & Œuvre", "Łukasz Søren", "Jean-François   d’Ormesson"] {
        text::fold(input, &mut buffer);
        line("text", input, buffer.clone());
    }
    out
}

#[test]
fn other_answers_have_another_version() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/normal/data/answers.txt");
    let now = format!("version {NORM_VERSION}\n{}", answers());
    let known = fs::read_to_string(&file).unwrap_or_default();
    if known == now {
        return;
    }
    let (known_version, now_version) = (known.lines().next(), now.lines().next());
    assert_ne!(known_version, now_version, "answers changed: raise NORM_VERSION\n{}", difference(&known, &now));
    fs::write(&file, &now).unwrap();
    panic!("the answers of version {NORM_VERSION} are written to {}: read and keep them", file.display());
}

/// The lines that are not in both.
fn difference(known: &str, now: &str) -> String {
    let gone = known.lines().filter(|line| !now.contains(line)).map(|line| format!("- {line}\n"));
    let new = now.lines().filter(|line| !known.contains(line)).map(|line| format!("+ {line}\n"));
    gone.chain(new).collect()
}
