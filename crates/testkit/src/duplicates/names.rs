//! Names of invented people, places and firms.

use crate::random::Seeded;

/// First names with a short form, the frequent ones first.
pub const FIRST: &[(&str, &str)] = &[
    ("Jean", ""),
    ("Marie", ""),
    ("Pierre", ""),
    ("Michel", ""),
    ("Nathalie", "Nath"),
    ("Isabelle", "Isa"),
    ("Philippe", "Phil"),
    ("Catherine", "Cathy"),
    ("Nicolas", "Nico"),
    ("Christophe", "Chris"),
    ("Sébastien", "Seb"),
    ("Frédéric", "Fred"),
    ("Élodie", ""),
    ("François", ""),
    ("Jean-François", "JF"),
    ("Jean-Pierre", "JP"),
    ("Anne-Laure", ""),
    ("Maxime", "Max"),
    ("Thomas", "Tom"),
    ("Alexandre", "Alex"),
    ("Benjamin", "Ben"),
    ("Stéphanie", "Steph"),
    ("Valérie", "Val"),
    ("Olivier", "Oli"),
    ("Laurent", ""),
    ("Camille", ""),
    ("Chloé", ""),
    ("Robert", "Bob"),
    ("William", "Bill"),
    ("Elizabeth", "Liz"),
    ("Margaret", "Maggie"),
    ("Richard", "Rick"),
    ("Michael", "Mike"),
    ("Katherine", "Kate"),
    ("Jennifer", "Jen"),
    ("Christopher", "Chris"),
    ("Matthew", "Matt"),
    ("Daniel", "Dan"),
    ("Joshua", "Josh"),
    ("Andrew", "Andy"),
    ("James", "Jim"),
    ("Susan", "Sue"),
    ("Deborah", "Deb"),
    ("Jürgen", ""),
    ("Søren", ""),
    ("Łukasz", ""),
    ("José", "Pepe"),
    ("Giulia", ""),
    ("Zoë", ""),
    ("Noémie", ""),
    ("Ingrid", ""),
    ("Fatima", ""),
    ("Mohamed", ""),
    ("Wei", ""),
    ("Priya", ""),
    ("Olga", ""),
    ("Henriette", ""),
    ("Augustin", ""),
    ("Edmund", "Ed"),
    ("Walter", "Walt"),
    ("Harriet", ""),
    ("Agnes", ""),
    ("Bertrand", ""),
];

const STARTS: &[&str] = &[
    "Mar", "Du", "Le", "Ber", "Mo", "La", "Gar", "Fer", "Schn", "Kow", "Pe", "Ro", "Sal", "Vau", "Gr", "Br", "Ch",
    "Del", "Fon", "Hel", "Jo", "Kr", "Lam", "Mer", "Nor", "Or", "Pel", "Quin", "Ren", "Sim", "Th", "Val", "Wal", "Yv",
];
const MIDDLES: &[&str] = &[
    "a", "e", "i", "o", "ou", "el", "an", "in", "on", "ar", "er", "il", "et", "am", "em", "im", "as", "es", "ov", "au",
];
const ENDS: &[&str] = &[
    "tin", "pont", "rand", "nard", "reau", "rent", "cia", "nez", "ider", "ski", "tit", "bert", "mon", "vier", "son",
    "man", "ley", "ton", "well", "ham", "sen", "ov", "elli", "ière", "ault", "é",
];

/// A surname, more often a frequent one.
pub fn surname(random: &mut Seeded) -> String {
    // The product of two draws prefers small numbers, as few surnames are shared by many.
    let rank = random.below(90) * random.below(90);
    let middle = MIDDLES[(rank / STARTS.len()) % MIDDLES.len()];
    let (start, end) = (STARTS[rank % STARTS.len()], ENDS[(rank / 7) % ENDS.len()]);
    let name = format!("{start}{middle}{end}");
    match rank % 61 {
        0 => format!("de {name}"),
        1 => format!("{name}-{}", "Roy"),
        _ => name,
    }
}

/// A first name with its short form, more often a frequent one.
pub fn first_name(random: &mut Seeded) -> (&'static str, &'static str) {
    let place = random.below(FIRST.len()).min(random.below(FIRST.len()));
    FIRST[place]
}

/// Cities with a postcode, a country and the beginning of its phone numbers.
pub const CITIES: &[[&str; 4]] = &[
    ["Paris", "75002", "France", "+33 1 42"],
    ["Lyon", "69003", "France", "+33 4 78"],
    ["Nantes", "44000", "France", "+33 2 40"],
    ["Montréal", "H2X 1Y4", "Canada", "+1 514 2"],
    ["London", "EC1A 1BB", "United Kingdom", "+44 20 7"],
    ["Berlin", "10115", "Germany", "+49 30 2"],
    ["Genève", "1204", "Switzerland", "+41 22 7"],
    ["Madrid", "28001", "Spain", "+34 91 3"],
];

const FIRM_STARTS: &[&str] = &[
    "Nord", "Alpha", "Blue", "Green", "Omni", "Inter", "Agri", "Medi", "Opti", "Tele", "Ultra", "Vita", "Atlas",
    "Delta", "Nova", "Luna", "Terra", "Aqua", "Helio", "Syn", "Bati", "Chem", "Data", "Eco", "Fonti", "Grani", "Hydro",
    "Lumi",
];
const FIRM_ENDS: &[&str] = &[
    "tech", "vox", "line", "mat", "gen", "port", "sys", "form", "plast", "bois", "flex", "care", "lab", "net", "graph",
    "com", "pack", "lux", "trans", "mobil",
];
const FIRM_KINDS: &[&str] = &[
    "",
    "",
    "Systems",
    "Conseil",
    "Logistics",
    "Industrie",
    "Technologies",
    "Solutions",
    "Partners",
    "Services",
    "Transport",
    "Holding",
    "Group",
    "Consulting",
];
/// Legal forms.
pub const FORMS: &[&str] = &["SAS", "SARL", "SA", "GmbH", "Inc.", "Ltd", "LLC", "B.V.", "AG", "", ""];

/// The name of a firm without its legal form, and its domain.
pub fn firm(random: &mut Seeded) -> (String, String) {
    let word = format!("{}{}", random.pick(FIRM_STARTS), random.pick(FIRM_ENDS));
    let kind = *random.pick(FIRM_KINDS);
    let name = if random.chance(25) { format!("{} {word} {kind}", surname(random)) } else { format!("{word} {kind}") };
    let name = name.trim().to_owned();
    let domain: String = plain(&name).chars().filter(char::is_ascii_alphanumeric).collect();
    let number = random.below(100);
    let ending = *random.pick(&["com", "fr", "eu", "de", "io"]);
    (name, format!("{domain}{number}.{ending}"))
}

/// A text in lower case without accents.
pub fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'î' | 'ï' => 'i',
        'ô' | 'ö' | 'ø' => 'o',
        'û' | 'ü' | 'ù' => 'u',
        'ł' => 'l',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}
