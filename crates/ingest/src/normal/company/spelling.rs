//! Spellings of one name that differ in more than case and accents.

use std::borrow::Cow;

/// A name in which words that are domains stand without their endings: `Booking.com BV` is written `Booking BV` as
/// well. Short words with dots are abbreviations (`S.A.`).
pub(super) fn without_domain_endings(raw: &str) -> Cow<'_, str> {
    if !raw.contains('.') || !raw.split_whitespace().any(|word| label(word).is_some()) {
        return Cow::Borrowed(raw);
    }
    let words: Vec<&str> = raw.split_whitespace().map(|word| label(word).unwrap_or(word)).collect();
    Cow::Owned(words.join(" "))
}

/// The shortest label of a domain that is no abbreviation.
const SHORTEST: usize = 3;

/// Public suffixes that firms have in their names. Of rarer ones a dot within a word is rather a slip.
const ENDINGS: [&str; 32] = [
    "com", "net", "org", "info", "biz", "io", "ai", "co", "app", "dev", "tech", "shop", "tv", "eu", "fr", "de", "be",
    "ch", "at", "lu", "it", "es", "pt", "nl", "uk", "ie", "ca", "us", "pl", "se", "dk", "fi",
];

/// What was registered of a word that is a domain, without its ending.
fn label(word: &str) -> Option<&str> {
    let host = word.trim_end_matches([',', ';']);
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if !host.bytes().all(is_host) || host.starts_with('.') || host.ends_with('.') || host.contains("..") {
        return None;
    }
    let (before, ending) = host.rsplit_once('.')?;
    if !ENDINGS.iter().any(|usual| ending.eq_ignore_ascii_case(usual)) {
        return None;
    }
    let before = before.strip_suffix(".co").filter(|_| ending.eq_ignore_ascii_case("uk")).unwrap_or(before);
    let label = before.rsplit('.').next().unwrap_or(before);
    let is_whole = before == label || before[..before.len() - label.len() - 1].eq_ignore_ascii_case("www");
    (is_whole && label.len() >= SHORTEST && label.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(label)
}

/// Beginnings of German words that are often written without their umlauts. In other languages the letters stay
/// (`Blue`, `Manuel`).
const GERMAN: &str = "aerzte baeck baer boehm boettcher brueck bueche buehl buero doerr duerr duesseldorf faerber foerster \
    fraenk froehlich fuer gaertner gebaeude geraete goetz gruen guenther haendler haeuser hoefer huebner \
    jaeger koehler koeln koenig koerner kraemer krueger kuech kuehl kuehn kuenstler loeffler loewe luebeck \
    maerz moebel moeller muehl mueller muench nuernberg oesterreich roessler saenger schaefer schaeffler \
    schluessel schoen schroeder schuetz soehne staedt toechter tueren ueber voegele wuerth wuerttemberg \
    zuerich";

/// Writes German words that were written without their umlauts as those with umlauts are folded: `muller` for
/// `mueller`.
pub(super) fn spell_umlauts(folded: &mut String) {
    const PAIRS: [&str; 3] = ["ae", "oe", "ue"];
    if !PAIRS.iter().any(|pair| folded.contains(pair)) {
        return;
    }
    let mut at = 0;
    while at < folded.len() {
        let word = &folded[at..];
        let stem = GERMAN.split(' ').find(|stem| word.starts_with(stem));
        let pair = stem.and_then(|stem| PAIRS.iter().filter_map(|pair| stem.find(pair)).min());
        if let Some(pair) = pair {
            folded.remove(at + pair + 1);
        }
        at = folded[at..].find(' ').map_or(folded.len(), |gap| at + gap + 1);
    }
}
