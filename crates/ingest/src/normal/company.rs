//! Names of organisations without their legal form.

mod spelling;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{country::Country, listing::entries, text};

/// What the name of an organisation is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompanyKey<'b> {
    /// The folded name without legal forms and the words `et`, `and`. Empty only for a name
    /// without a letter or digit.
    pub key: &'b str,
    /// The legal form found, as it is usually written (`SARL`, `GmbH & Co. KG`).
    pub legal_form: Option<&'static str>,
}

/// The key of a name. Legal forms of many countries are taken off at either end until none is left
/// (`SAS Dupont Holding SA`), with what stands in brackets behind them (`Acme, Inc. (Delaware)`); the last word of a
/// name always stays. A name that is a domain counts without its ending (`Acme.com`), and German ones count alike
/// with and without umlauts (`Mueller`, `Müller`).
pub fn name_key<'b>(raw: &str, buffer: &'b mut String) -> CompanyKey<'b> {
    let has_form = |name: &str, buffer: &mut String| key(name, buffer).legal_form.is_some();
    match before_brackets(raw) {
        Some(bare) if !has_form(raw, buffer) && has_form(bare, buffer) => key(bare, buffer),
        _ => key(raw, buffer),
    }
}

/// A folded name without the English article, which is written or not: `The Acme Company`, `Acme Company, The`.
fn without_article(folded: &str) -> &str {
    let bare = folded.strip_prefix("the ").or_else(|| folded.strip_suffix(" the"));
    bare.map_or(folded, without_article)
}

/// A name without the brackets at its end.
fn before_brackets(raw: &str) -> Option<&str> {
    let (bare, _) = raw.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    (!bare.trim().is_empty()).then_some(bare)
}

fn key<'b>(raw: &str, buffer: &'b mut String) -> CompanyKey<'b> {
    fold(raw, buffer);
    spelling::spell_umlauts(buffer);
    drop_conjunctions(buffer);
    if !buffer.is_ascii() {
        part_unspaced_forms(buffer);
    }
    let forms = &*FORMS;
    let mut rest = buffer.as_str();
    let mut legal_form = None;
    if let Some(name) = rest.strip_prefix("oy ").and_then(|rest| rest.strip_suffix(" ab")) {
        // The one form of two languages, around the name.
        (rest, legal_form) = (name, Some("Oy Ab"));
    }
    loop {
        rest = without_article(rest);
        let Some((shorter, form)) = forms.strip_end(rest).or_else(|| forms.strip_start(rest)) else { break };
        rest = shorter;
        legal_form = legal_form.or(Some(form));
    }
    CompanyKey { key: rest, legal_form }
}

/// Folds a name; `&` separates what stands on either side, and bracketed abbreviations of Japanese and Korean
/// forms are spelled out.
fn fold(raw: &str, buffer: &mut String) {
    let raw = spelling::without_domain_endings(raw);
    if raw.is_ascii() && !raw.contains('&') {
        return text::fold(&raw, buffer);
    }
    let mut apart = raw.replace('&', " ");
    for (short, form) in EAST_ASIAN_SHORT {
        if apart.contains(short) {
            apart = apart.replace(short, &format!(" {form} "));
        }
    }
    text::fold(&apart, buffer);
}

const EAST_ASIAN_SHORT: [(&str, &str); 9] = [
    ("(주)", "주식회사"),
    ("（주）", "주식회사"),
    ("㈜", "주식회사"),
    ("(株)", "株式会社"),
    ("（株）", "株式会社"),
    ("㈱", "株式会社"),
    ("(有)", "有限会社"),
    ("（有）", "有限会社"),
    ("㈲", "有限会社"),
];

/// Sets legal forms of Chinese, Japanese, Korean and Thai apart at either end, which are written without a space. A
/// company that is called by its form alone stays.
fn part_unspaced_forms(folded: &mut String) {
    let is_longer = |folded: &str, form: &str| folded.len() > form.len();
    if let Some(form) = UNSPACED_FORMS.iter().find(|form| is_longer(folded, form) && folded.ends_with(form.as_str())) {
        folded.insert(folded.len() - form.len(), ' ');
    }
    if let Some(form) = UNSPACED_FORMS.iter().find(|form| is_longer(folded, form) && folded.starts_with(form.as_str()))
    {
        folded.insert(form.len(), ' ');
    }
    if folded.contains("  ") {
        *folded = folded.replace("  ", " ");
    }
    folded.truncate(folded.trim_end().len());
}

/// Folded; the longer of two that end alike first.
static UNSPACED_FORMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let forms = "股份有限公司 有限责任公司 有限責任公司 有限公司 株式会社 有限会社 合同会社 合資会社 合名会社 유한책임회사 주식회사 유한회사 \
                 합자회사 ห้างหุ้นส่วนจำกัด บริษัท จำกัด";
    let mut folded = String::new();
    text::fold(forms, &mut folded);
    folded.split(' ').map(str::to_owned).collect()
});

/// The country that most organisations of a legal form are in; none for a form of several countries
/// (`SA`, `NV`).
#[must_use]
pub fn country_of_form(legal_form: &str) -> Option<Country> {
    COUNTRIES.get(legal_form).copied()
}

static COUNTRIES: LazyLock<FxHashMap<&'static str, Country>> = LazyLock::new(|| {
    entries(include_str!("data/legal_form_countries.txt"))
        .filter_map(|line| {
            let (code, forms) = line.split_once(' ')?;
            Some((Country::from_code(code)?, forms))
        })
        .flat_map(|(country, forms)| forms.split('|').map(move |form| (form.trim(), country)))
        .collect()
});

/// Removes the words that stand for `&` between other words.
fn drop_conjunctions(folded: &mut String) {
    let mut from = 0;
    while let Some(gap) = memchr::memchr(b' ', &folded.as_bytes()[from..]) {
        let word = from + gap + 1;
        let rest = &folded.as_bytes()[word..];
        if let Some(conjunction) = CONJUNCTIONS.iter().find(|conjunction| rest.starts_with(conjunction)) {
            folded.replace_range(word..word + conjunction.len(), "");
            from = word - 1;
        } else {
            from = word;
        }
    }
}

const CONJUNCTIONS: [&[u8]; 3] = [b"and ", b"et ", b"und "];

/// Legal forms by their folded spellings.
struct Forms {
    spellings: FxHashMap<Box<str>, Form>,
    /// Last words of the spellings: most names end in none of them.
    last_words: Words,
    /// First words of the spellings that may stand before a name.
    first_words: Words,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    usual: &'static str,
    leads: bool,
}

/// The longest legal form has this many words (`s de rl de cv`).
const MAX_WORDS: usize = 6;

impl Forms {
    /// The name without the longest legal form at its end.
    fn strip_end<'n>(&self, name: &'n str) -> Option<(&'n str, &'static str)> {
        let last = memchr::memrchr(b' ', name.as_bytes())? + 1;
        if !self.last_words.contains(&name[last..]) {
            return None;
        }
        let mut longest = None;
        for start in memchr::memrchr_iter(b' ', name.as_bytes()).take(MAX_WORDS) {
            if let Some(form) = self.spellings.get(&name[start + 1..]) {
                longest = Some((&name[..start], form.usual));
            }
        }
        longest
    }

    /// The name without the longest legal form at its start.
    fn strip_start<'n>(&self, name: &'n str) -> Option<(&'n str, &'static str)> {
        let first = memchr::memchr(b' ', name.as_bytes())?;
        if !self.first_words.contains(&name[..first]) {
            return None;
        }
        let mut longest = None;
        for end in memchr::memchr_iter(b' ', name.as_bytes()).take(MAX_WORDS) {
            if let Some(form) = self.spellings.get(&name[..end]).filter(|form| form.leads) {
                longest = Some((&name[end + 1..], form.usual));
            }
        }
        longest
    }
}

/// A set of words that answers most words outside it by their length and ends alone.
struct Words {
    ends: [bool; Self::ENDS],
    words: FxHashSet<Box<str>>,
}

impl Words {
    const ENDS: usize = 1 << 12;

    fn add(&mut self, word: &str) {
        self.ends[Self::end(word)] = true;
        self.words.insert(word.into());
    }

    fn contains(&self, word: &str) -> bool {
        self.ends[Self::end(word)] && self.words.contains(word)
    }

    /// The place of a word's length, first and last byte.
    fn end(word: &str) -> usize {
        let bytes = word.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or_default(), bytes.last().copied().unwrap_or_default());
        (usize::from(first & 31) << 5 | usize::from(last & 31)) << 2 | (word.len() & 3)
    }
}

impl Default for Words {
    fn default() -> Self {
        Self { ends: [false; Self::ENDS], words: FxHashSet::default() }
    }
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms =
        Forms { spellings: FxHashMap::default(), last_words: Words::default(), first_words: Words::default() };
    let mut folded = String::new();
    for line in entries(include_str!("data/legal_forms.txt")) {
        let (line, leads) = line.strip_prefix('^').map_or((line, false), |rest| (rest, true));
        let mut names = line.split('|').map(str::trim);
        let Some(usual) = names.next() else { continue };
        for name in std::iter::once(usual).chain(names) {
            fold(name, &mut folded);
            drop_conjunctions(&mut folded);
            let spaced = spaced(name, &folded);
            for spelling in [Some(folded.as_str()), spaced.as_deref()].into_iter().flatten() {
                let form = Form { usual, leads: leads && spelling == folded };
                forms.last_words.add(spelling.rsplit(' ').next().unwrap_or_default());
                if form.leads {
                    forms.first_words.add(spelling.split(' ').next().unwrap_or_default());
                }
                forms.spellings.entry(spelling.into()).or_insert(form);
            }
        }
    }
    forms
});

/// The spelling of an abbreviation letter by letter (`s a r l`).
fn spaced(name: &str, folded: &str) -> Option<String> {
    let is_abbreviation = name.chars().all(|c| c.is_uppercase() || c == '.') && (2..=5).contains(&folded.len());
    is_abbreviation.then(|| folded.split("").filter(|letter| !letter.is_empty()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(raw: &str) -> (String, Option<&'static str>) {
        let mut buffer = String::from("left over");
        let found = name_key(raw, &mut buffer);
        (found.key.to_owned(), found.legal_form)
    }

    #[test]
    fn korean_forms_stand_in_brackets_or_without_a_space() {
        let (name, _) = key("삼성");
        for raw in ["(주)삼성", "삼성㈜", "삼성주식회사", "주식회사 삼성"] {
            assert_eq!(key(raw), (name.clone(), Some("주식회사")), "{raw}");
        }
    }

    #[test]
    fn names_in_arabic_and_thai_have_one_key_with_their_forms_and_without() {
        for (name, with_form) in [
            ("النور للتجارة", "شركة النور للتجارة ذ.م.م"),
            ("مصر للطيران", "شركة مصر للطيران ش.م.م"),
            ("ปตท", "บริษัท ปตท. จำกัด (มหาชน)"),
            ("ปตท", "บริษัทปตทจำกัด"),
        ] {
            assert_eq!(key(with_form).0, key(name).0, "{with_form}");
        }
    }

    #[test]
    fn the_legal_form_does_not_count() {
        for (raw, expected, form) in [
            ("Acme", "acme", None),
            ("ACME S.A.R.L.", "acme", Some("SARL")),
            ("Acme S. A. R. L.", "acme", Some("SARL")),
            ("SARL Acme", "acme", Some("SARL")),
            ("Acme S.à r.l.", "acme", Some("SARL")),
            ("Acme, Inc.", "acme", Some("Inc.")),
            ("Acme Co., Ltd.", "acme", Some("Co. Ltd")),
            ("Acme Gesellschaft mbH", "acme", Some("GmbH")),
            ("Acme GmbH & Co. KG", "acme", Some("GmbH & Co. KG")),
            ("Acme Sp. z o.o.", "acme", Some("Sp. z o.o.")),
            ("Acme s.r.o.", "acme", Some("s.r.o.")),
            ("Acme A/S", "acme", Some("AS")),
            ("Acme Pty Ltd", "acme", Some("Pty Ltd")),
            ("Acme Pvt. Ltd.", "acme", Some("Pvt Ltd")),
            ("Acme ltée", "acme", Some("Ltée")),
            ("Acme S. de R.L. de C.V.", "acme", Some("S. de R.L. de C.V.")),
            ("SAS Acme Holding SA", "acme holding", Some("SA")),
            ("Dupont & Fils SA", "dupont fils", Some("SA")),
            ("Dupont et Fils", "dupont fils", None),
            ("Smith and Sons Ltd", "smith sons", Some("Ltd")),
            ("Acme Sociedad por Acciones Simplificada", "acme", Some("Sociedad por acciones simplificada")),
            ("Acme Besloten Vennootschap", "acme", Some("BV")),
            ("Công ty cổ phần Acme", "acme", Some("Công ty")),
            ("ООО Ромашка", "ромашка", Some("ООО")),
            ("SAS", "sas", None),
            ("S.A.", "sa", None),
            ("The Acme Company, Ltd", "acme", Some("Co. Ltd")),
            ("Acme Company, The", "acme", Some("Co.")),
            ("The Company", "company", None),
            ("The The", "the", None),
            ("Ltd Inc", "ltd", Some("Inc.")),
            ("H&M", "h m", None),
            ("AT&T", "at t", None),
            ("AT and T", "at t", None),
            ("Acme GmbH&Co. KG", "acme", Some("GmbH & Co. KG")),
            ("Acme™ Inc", "acme", Some("Inc.")),
            ("株式会社トヨタ", "トヨタ", Some("株式会社")),
            ("トヨタ自動車株式会社", "トヨタ自動車", Some("株式会社")),
            ("阿里巴巴有限公司", "阿里巴巴", Some("有限公司")),
            ("阿里巴巴股份有限公司", "阿里巴巴", Some("有限公司")),
            ("株式会社", "株式会社", None),
            ("شركة المراعي", "المراعي", Some("شركة")),
            ("ПАО Газпром", "газпром", Some("ПАО")),
            ("Публичное акционерное общество «Газпром»", "газпром", Some("ПАО")),
            ("Товариство з обмеженою відповідальністю Зоря", "зоря", Some("ТОВ")),
            ("חברת אלביט בע\"מ", "אלביט", Some("B.M.")),
            ("אלביט בע'מ", "אלביט", Some("B.M.")),
            ("ΟΤΕ Α.Ε.", "οτε", Some("ΑΕ")),
            ("AB Volvo", "volvo", Some("AB")),
            ("PT Acme Tbk", "acme", Some("Tbk")),
            ("SE Acme", "acme", Some("SE")),
            ("Oy Acme Ab", "acme", Some("Oy Ab")),
            ("Epic Games", "epic games", None),
            ("Saint-Gobain", "saint gobain", None),
            ("!!!", "", None),
        ] {
            assert_eq!(key(raw), (expected.to_owned(), form), "{raw}");
        }
    }

    #[test]
    fn brackets_behind_a_form_and_endings_of_domains_do_not_count() {
        for (raw, expected, form) in [
            ("Acme, Inc. (Delaware)", "acme", Some("Inc.")),
            ("Acme SAS (Lyon)", "acme", Some("SAS")),
            ("Acme AB (publ)", "acme", Some("AB (publ)")),
            ("Acme (UK) Ltd", "acme uk", Some("Ltd")),
            ("Acme (Lyon)", "acme lyon", None),
            ("acme.com", "acme", None),
            ("www.Acme.co.uk", "acme", None),
            ("Booking.com B.V.", "booking", Some("BV")),
            ("S.A.", "sa", None),
            ("Node.js", "nodejs", None),
            ("St.Gallen Tours", "stgallen tours", None),
            ("E.On.", "eon", None),
        ] {
            assert_eq!(key(raw), (expected.to_owned(), form), "{raw}");
        }
    }

    #[test]
    fn german_names_have_one_key_with_umlauts_and_without() {
        for (one, other) in [
            ("Müller GmbH", "Mueller GmbH"),
            ("Müller", "MUELLER"),
            ("Bäckerei Schäfer & Söhne", "Baeckerei Schaefer und Soehne"),
            ("Möbelhaus Köln", "Moebelhaus Koeln"),
        ] {
            assert_eq!(key(one).0, key(other).0, "{one}");
        }
        for name in ["blue ocean", "manuel", "neue post", "michael israel", "poesie", "true value"] {
            assert_eq!(key(name).0, name);
        }
    }

    #[test]
    fn forms_tell_countries() {
        for (raw, country) in [
            ("Acme SARL", Some("FR")),
            ("Acme GmbH & Co. KG", Some("DE")),
            ("Acme Pty. Ltd.", Some("AU")),
            ("Acme S.r.l.", Some("IT")),
            ("ООО Ромашка", Some("RU")),
            ("Acme SA", None),
            ("Acme", None),
        ] {
            let found = key(raw).1.and_then(country_of_form);
            assert_eq!(found.map(|country| country.to_string()).as_deref(), country, "{raw}");
        }
    }

    #[test]
    fn every_form_with_a_country_is_a_form() {
        for form in COUNTRIES.keys() {
            assert_eq!(key(&format!("Zyxwv {form}")), ("zyxwv".to_owned(), Some(*form)), "{form}");
        }
        let lines = entries(include_str!("data/legal_form_countries.txt"));
        assert_eq!(COUNTRIES.len(), lines.flat_map(|line| line.split('|')).count(), "a form with two countries");
    }

    #[test]
    fn a_spelling_belongs_to_one_form() {
        let mut owners = FxHashMap::default();
        let mut folded = String::new();
        for line in entries(include_str!("data/legal_forms.txt")) {
            for name in line.trim_start_matches('^').split('|') {
                fold(name, &mut folded);
                drop_conjunctions(&mut folded);
                let owner = owners.insert(folded.clone(), line);
                assert!(owner.is_none_or(|owner| owner == line), "{name}: {owner:?} and {line}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(raw in "(SARL |SAS |and |et )?[A-Za-z&. ]{0,9}( SARL| Ltd| SA| and Co| et| Inc){0,4}") {
            let first = key(&raw).0;
            prop_assert_eq!(key(&first).0, first.clone());
        }

        #[test]
        fn a_name_never_vanishes(raw in "\\PC{0,30}") {
            let mut folded = String::new();
            text::fold(&raw, &mut folded);
            prop_assert_eq!(key(&raw).0.is_empty(), folded.is_empty());
        }

        #[test]
        fn writing_in_capitals_changes_nothing(raw in "[A-Za-z&. ]{0,12}( SARL| Ltd| GmbH| and Co)?") {
            prop_assert_eq!(key(&raw), key(&raw.to_uppercase()));
        }
    }
}
