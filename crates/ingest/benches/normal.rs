//! Nanoseconds per call of each normal form, on values as a contact export holds them.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sales_ingest::{
    matching::{KeySeed, Person, Verdict, may_be_one, prospect_keys, resolve, write_name},
    normal::{company, country::Country, domain, email, linkedin, nickname, person, phone, text, title},
};

const EMAILS: [&str; 4] =
    ["marie.martin@nordsystems12.com", "o.brien7@alphaconseil.co.uk", "jean.dupont@gmail.com", "info@deltadata900.fr"];
const INTERNATIONAL: [&str; 4] = ["+33 6 12 34 56 78", "+33 1 45 67 89 01", "+1 212 555 0123", "+49 30 12 34 56 78"];
const TOO_LONG: [&str; 2] = ["+1 212 34 56 78 90", "+34 91 12 34 56 78"];
const NATIONAL: [&str; 4] = ["06 12 34 56 78", "01.45.67.89.01", "0145678901", "09 72 12 34 56"];
const UNUSUAL: [&str; 2] = ["+33 6 12 34 56 78 ext. 12", "Tel: 06 12 34 56 78"];
const WEBSITES: [&str; 3] =
    ["https://www.nordsystems12.com/", "www.alphaconseil.co.uk", "http://deltadata900.fr/contact"];
const PROFILES: [&str; 2] = ["https://www.linkedin.com/in/marie-martin-1a2b3c4d", "http://fr.linkedin.com/in/jdupont/"];
const COMPANIES: [&str; 4] = ["Nord Systems 12 SAS", "Alpha Conseil 7", "Delta Data 900 GmbH", "Blue Retail Inc."];
const NAMES: [&str; 4] = ["Marie Martin", "Anne-Laure Durand", "John O'Brien", "Robert Smith"];
const ACCENTED: [&str; 3] = ["Noémie Lefèvre", "Jürgen Müller", "Łukasz Öztürk"];
const FULL_NAMES: [&str; 4] = ["Marie Martin", "DUPONT Jean-Pierre", "Dr. Juan Q. de la Vega III", "Müller, Jürgen"];
const TITLES: [&str; 4] = ["Directrice commerciale", "VP of Sales", "Software Engineer", "Responsable des achats"];
const FIRST_NAMES: [&str; 4] = ["marie", "jean pierre", "bob", "christophe"];
const COUNTRIES: [&str; 4] = ["France", "Belgique", "United Kingdom", "España"];

/// Measures one call, cycling through the values.
fn measure<T>(c: &mut Criterion, name: &str, values: &[&str], mut call: impl FnMut(&str) -> T) {
    let mut next = values.iter().cycle();
    c.bench_function(name, |b| b.iter(|| next.next().map(|value| call(black_box(value)))));
}

fn normal_forms(c: &mut Criterion) {
    let france = Country::from_code("FR");
    let mut buffer = String::with_capacity(256);
    measure(c, "text::fold ascii", &NAMES, |v| text::fold(v, &mut buffer));
    measure(c, "text::fold accented", &ACCENTED, |v| text::fold(v, &mut buffer));
    measure(c, "email::normal", &EMAILS, |v| email::normal(v, &mut buffer).is_ok());
    measure(c, "phone::normal international", &INTERNATIONAL, |v| phone::normal(v, france, &mut buffer).is_ok());
    measure(c, "phone::normal too long", &TOO_LONG, |v| phone::normal(v, france, &mut buffer).is_ok());
    measure(c, "phone::normal national", &NATIONAL, |v| phone::normal(v, france, &mut buffer).is_ok());
    measure(c, "phone::normal unusual", &UNUSUAL, |v| phone::normal(v, france, &mut buffer).is_ok());
    measure(c, "country::from_name", &COUNTRIES, Country::from_name);
    measure(c, "linkedin::person_id", &PROFILES, |v| linkedin::person_id(v, &mut buffer).is_some());
    measure(c, "domain::registrable", &WEBSITES, |v| domain::registrable(v, &mut buffer).class);
    measure(c, "person::parse", &FULL_NAMES, |v| person::parse(v).last.len());
    measure(c, "person::from_parts", &NAMES, |v| person::from_parts("", "Jean", "", v, "").last.len());
    measure(c, "nickname::related", &FIRST_NAMES, |v| nickname::related(v, "robert"));
    measure(c, "title::classify", &TITLES, title::classify);
    measure(c, "company::name_key", &COMPANIES, |v| company::name_key(v, &mut buffer).legal_form);
}

/// One row of a contact export: an e-mail address, two phones, a profile, a website, a company.
fn row(c: &mut Criterion) {
    let france = Country::from_code("FR");
    let mut buffer = String::with_capacity(256);
    let mut i = 0_usize;
    c.bench_function("a whole row", |b| {
        b.iter(|| {
            i += 1;
            let found = email::normal(black_box(EMAILS[i % 4]), &mut buffer).is_ok();
            let phones = phone::normal(black_box(INTERNATIONAL[i % 4]), france, &mut buffer).is_ok()
                & phone::normal(black_box(NATIONAL[i % 4]), france, &mut buffer).is_ok();
            let profile = linkedin::person_id(black_box(PROFILES[i % 2]), &mut buffer).is_some();
            let company = domain::registrable(black_box(WEBSITES[i % 3]), &mut buffer).company().is_some();
            let form = company::name_key(black_box(COMPANIES[i % 4]), &mut buffer).legal_form;
            (found, phones, profile, company, form)
        });
    });
}

fn matching(c: &mut Criterion) {
    let seed = KeySeed::new([7; 16]);
    let mut buffer = String::with_capacity(256);
    let mut mail = String::new();
    let mut name = String::with_capacity(256);
    c.bench_function("write_name", |b| {
        b.iter(|| write_name(black_box("Anne-Laure"), black_box("Durand"), "", &mut buffer, &mut name));
    });
    c.bench_function("may_be_one", |b| {
        b.iter(|| may_be_one(black_box("anne laure durand"), black_box("durand annelaure"), false));
    });
    let Ok(form) = email::normal(EMAILS[0], &mut mail) else { return };
    let phones = ["+33612345678", "+33145678901"];
    c.bench_function("prospect_keys of 4", |b| {
        b.iter(|| prospect_keys(&seed, [black_box(form)], black_box(Some("marie-martin-1a2b3c4d")), phones));
    });
    let keys = prospect_keys(&seed, [form], Some("marie-martin-1a2b3c4d"), phones);
    c.bench_function("resolve to new", |b| {
        b.iter(|| matches!(resolve::<u32, _>(black_box(&keys), Person::default(), |_| None), Verdict::New));
    });
}

criterion_group!(benches, normal_forms, row, matching);
criterion_main!(benches);
