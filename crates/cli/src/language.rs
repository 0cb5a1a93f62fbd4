//! Which language the person reads.

use std::{env, ffi::OsString};

use sales_app::settings::Language;

/// The language of a command line: what `--lang` says, else that of the system.
pub fn language_of(line: &[OsString]) -> &'static str {
    let words: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let chosen = after.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")));
    match chosen {
        Some("fr") => "fr",
        Some(_) => "en",
        None => of_system(),
    }
}

fn of_system() -> &'static str {
    if locale("LC_MESSAGES").starts_with("fr") { "fr" } else { "en" }
}

/// The locale of the system, as far as it is about something: `LC_MESSAGES`, `LC_TELEPHONE`.
fn locale(about: &str) -> String {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", about, "LANG"].into_iter().find_map(set).unwrap_or_default()
}

/// The country of the system's locale, `FR` in `fr_FR.UTF-8`.
pub fn country_of_system() -> Option<String> {
    let locale = locale("LC_TELEPHONE");
    let (_, country) = locale.split(['.', '@']).next()?.split_once('_')?;
    Some(country.to_owned())
}

/// The language of a tag.
pub fn of_tag(tag: &str) -> Language {
    if tag == "fr" { Language::Fr } else { Language::En }
}
