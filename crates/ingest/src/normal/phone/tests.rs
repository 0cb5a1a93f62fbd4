use proptest::prelude::*;
use rlibphonenumber::Region;

use super::*;

/// What libphonenumber alone says.
fn by_library_alone(text: &str, region: Option<&str>) -> Option<String> {
    let mut buffer = String::new();
    by_library(text, region.and_then(|code| Region::from_code(code).ok()), &mut buffer).map(|_| buffer)
}

/// What the tables say; none when they leave it to libphonenumber.
fn by_tables(text: &str, region: Option<&str>) -> Option<Option<String>> {
    let mut buffer = String::new();
    let found = digits::by_tables(text, region.and_then(Country::from_code), &mut buffer)?;
    Some(found.then_some(buffer))
}

/// The countries that most numbers of a first customer come from.
const MAIN: [&str; 13] = ["FR", "BE", "CH", "LU", "CA", "US", "GB", "DE", "ES", "IT", "NL", "PT", "IE"];

/// Compares many random numbers; how many the tables answered and how many of these were valid.
fn compare(cases: u32, seed: u64) -> (u32, u32) {
    let mut state = seed;
    let mut random = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let all: Vec<(String, String)> = PHONE_NUMBER_UTIL
        .get_supported_regions()
        .map(|region| (region.to_string(), PHONE_NUMBER_UTIL.get_country_code_for_region(region).unwrap().to_string()))
        .collect();
    let main: Vec<_> = all.iter().filter(|country| MAIN.contains(&country.0.as_str())).collect();
    let (mut answered, mut valid) = (0, 0);
    for _ in 0..cases {
        let (region, code) = match random(4) {
            0 => &all[random(all.len())],
            _ => main[random(main.len())],
        };
        let mut text = match random(7) {
            0 | 1 => format!("+{code}"),
            2 => format!("00{code}"),
            3 => "0".into(),
            4 => format!("+{}", 1 + random(998)),
            5 => code.clone(),
            _ => String::new(),
        };
        for _ in 0..5 + random(9) {
            text.push(char::from(b'0' + u8::try_from(random(10)).unwrap()));
            if random(4) == 0 {
                text.push([' ', '.', '-', '/', '(', ')', '\u{a0}'][random(7)]);
            }
        }
        let Some(found) = by_tables(&text, Some(region)) else { continue };
        answered += 1;
        valid += u32::from(found.is_some());
        assert_eq!(found, by_library_alone(&text, Some(region)), "{text:?} in {region}");
        if found.is_none() && answered % 16 == 0 {
            let country = [Country::from_code(region), None][random(2)];
            let (mut quick, mut thorough) = (String::new(), String::new());
            let quickly = normal(&text, country, &mut quick).map(|form| form.e164);
            let thoroughly = reading::read(&text, country, &mut thorough).map(|end| &thorough[..end]);
            assert_eq!(quickly, thoroughly, "{text:?} in {country:?}");
        }
    }
    (answered, valid)
}

#[test]
fn the_tables_say_what_libphonenumber_says() {
    let (answered, valid) = compare(200_000, 1);
    assert!(answered > 150_000 && valid > 20_000, "{answered} answered, {valid} valid");
}

/// Half a minute in a release build: run it after an update of libphonenumber's data.
#[test]
#[ignore = "takes long"]
fn the_tables_say_what_libphonenumber_says_at_length() {
    let (answered, _) = compare(5_000_000, 2);
    assert!(answered > 4_000_000, "{answered} answered");
}

#[test]
fn people_write_numbers_in_many_ways() {
    for (raw, region, expected, extension) in [
        ("06 12 34 56 78", "FR", "+33612345678", None),
        ("+33 (0)6 12 34 56 78", "FR", "+33612345678", None),
        ("'+33612345678", "FR", "+33612345678", None),
        ("Tél. : 06.12.34.56.78", "FR", "+33612345678", None),
        ("tel:+33-6-12-34-56-78", "US", "+33612345678", None),
        ("Mobile 06 12 34 56 78", "FR", "+33612345678", None),
        ("06 12 34 56 78 (perso)", "FR", "+33612345678", None),
        ("06\u{202f}12\u{202f}34\u{202f}56\u{202f}78", "FR", "+33612345678", None),
        ("\u{202a}+33 6 12 34 56 78\u{202c}", "FR", "+33612345678", None),
        ("612345678", "FR", "+33612345678", None),
        ("612345678.0", "FR", "+33612345678", None),
        ("33612345678.0", "FR", "+33612345678", None),
        ("0033 6 12 34 56 78", "US", "+33612345678", None),
        ("011 33 6 12 34 56 78", "US", "+33612345678", None),
        ("06 12 34 56 78 ::: 01 45 67 89 01", "FR", "+33612345678", None),
        ("123 ::: 01 45 67 89 01", "FR", "+33145678901", None),
        ("01 45 67 89 01 / 06 12 34 56 78", "FR", "+33145678901", None),
        ("01 45 67 89 01 ou 06 12 34 56 78", "FR", "+33145678901", None),
        ("01 45 67 89 01 ext. 12", "FR", "+33145678901", Some("12")),
        ("01 45 67 89 01, poste 12", "FR", "+33145678901", Some("12")),
        ("(514) 555-0199 poste 204", "CA", "+15145550199", Some("204")),
        ("514-555-0199 x204", "CA", "+15145550199", Some("204")),
        ("030 12345678", "DE", "+493012345678", None),
        ("+39 02 1234 5678", "FR", "+390212345678", None),
        ("1-800-FLOWERS", "US", "+18003569377", None),
    ] {
        let mut buffer = String::from("left over");
        let found = normal(raw, Country::from_code(region), &mut buffer);
        assert_eq!(found, Ok(PhoneForm { e164: expected, extension }), "{raw:?}");
    }
}

#[test]
fn what_is_no_number_is_refused_with_its_reason() {
    use PhoneProblem::*;
    for (raw, region, problem) in [
        ("", Some("FR"), Empty),
        (" \u{a0}", Some("FR"), Empty),
        ("N/A", Some("FR"), NoNumber),
        ("-", Some("FR"), NoNumber),
        ("12", Some("FR"), NoNumber),
        ("6.12E+08", Some("FR"), DigitsLost),
        ("6,12E+08", Some("FR"), DigitsLost),
        ("3.3612345678E+10", Some("FR"), DigitsLost),
        ("06 12 34 56 78", None, NoCountry),
        ("0000000000", Some("FR"), Invalid),
        ("1234567890", Some("FR"), Invalid),
        ("+33 6 12 34 56", Some("FR"), Invalid),
        ("+999 123456789", Some("FR"), Invalid),
        ("+1 212 34 56 78 90", Some("FR"), Invalid),
        ("12345678901234567890", Some("FR"), Invalid),
        ("2024-01-15", Some("FR"), Invalid),
    ] {
        let mut buffer = String::new();
        assert_eq!(normal(raw, region.and_then(Country::from_code), &mut buffer), Err(problem), "{raw:?}");
    }
}

#[test]
fn a_number_is_shown_as_people_of_any_country_write_it() {
    for (raw, shown) in [
        ("06.12.34.56.78", Some("+33 6 12 34 56 78")),
        ("0033 (0)1 42 68 53 00", Some("+33 1 42 68 53 00")),
        ("01 42 68 53 00 poste 7", Some("+33 1 42 68 53 00 ext. 7")),
        ("(212) 555-0123", None),
        ("06 12 34 56 78 / 01 42 68 53 00", None),
        ("call me", None),
    ] {
        assert_eq!(display(raw, Country::from_code("FR")).as_deref(), shown, "{raw}");
    }
}

proptest! {
    #[test]
    fn any_text_gets_an_answer_and_a_number_reads_as_itself(raw in "[\\PC0-9+()./ -]{0,30}") {
        let (mut first, mut second) = (String::new(), String::new());
        if let Ok(form) = normal(&raw, Country::from_code("FR"), &mut first) {
            let again = normal(form.e164, None, &mut second).map(|form| form.e164);
            prop_assert_eq!(again, Ok(form.e164));
        }
    }
}
