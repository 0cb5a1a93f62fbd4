//! A made-up contact export of 15 columns: the same seed writes the same file.
//!
//! About 6 % of the rows repeat an earlier row with its e-mail address, 3 % are near duplicates;
//! there are accents, quoted commas, quoted quotes, line breaks inside cells and empty cells.

use std::io::{self, Write};

use fastrand::Rng;

const HEADER: &str = "First Name,Last Name,Email,Phone,Mobile,Company,Job Title,Industry,Company Size,Website,LinkedIn URL,City,Postal Code,Country,Notes";

const EMAIL: usize = 2;
const PHONE: usize = 3;
const COMPANY: usize = 5;
const NOTES: usize = 14;

/// Rows that later rows may repeat.
const REMEMBERED: usize = 50_000;

const FIRST_NAMES: &[&str] = &[
    "Marion",
    "Jeanne",
    "Pierrick",
    "Sophie",
    "Élise",
    "Françoise",
    "Noé",
    "Juliette",
    "Camille",
    "Lucas",
    "Chloé",
    "Antonin",
    "Anne-Claire",
    "Jörg",
    "Müge",
    "Søren",
    "Łucja",
    "José",
    "Zoé",
    "Aïcha",
    "Joan",
    "Martha",
    "Brenda",
    "Robin",
    "Priya",
    "Wei",
    "Yuki",
    "Mehdi",
    "Fatou",
    "Olga",
    "Igor",
    "Hanna",
    "Svenja",
    "Carla",
    "Ana",
    "Luca",
    "Giulio",
    "Emma",
    "Liam",
    "Nora",
];

const LAST_NAMES: &[&str] = &[
    "Martinet",
    "Bernard",
    "Duboscq",
    "Thomas",
    "Robertson",
    "Richard",
    "Petitjean",
    "Durand",
    "Leroux",
    "Moreau",
    "Simonet",
    "Laurent",
    "Lefèvre",
    "Michaud",
    "Garcés",
    "Müller",
    "Schmitt",
    "Schneider",
    "O'Hara",
    "Smithson",
    "Jonas",
    "Taylor",
    "Browne",
    "Wilson",
    "Nguyen",
    "Kim",
    "Chen",
    "Kowal",
    "Novák",
    "Rossi",
    "Russo",
    "Ferrari",
    "Özdemir",
    "Larsen",
    "Hansen",
    "Ivanova",
    "Popa",
    "Silva",
    "Costa",
    "Dupont-Leroy",
];

const COMPANY_STARTS: &[&str] = &[
    "Nord", "Sud", "Alpha", "Bleu", "Vert", "Micro", "Data", "Nuage", "Omni", "Neo", "Inter", "Trans", "Euro", "Agri",
    "Bio", "Medi", "Opti", "Pro", "Syn", "Tele", "Ultra", "Vita", "Atlas", "Delta", "Sigma", "Nova", "Luna", "Terra",
    "Aqua", "Helio",
];

const COMPANY_ENDS: &[&str] = &[
    "Systems",
    "Conseil",
    "Logistique",
    "Industrie",
    "Technologies",
    "Solutions",
    "Partners",
    "Énergie",
    "Consulting",
    "Services",
    "Labs",
    "Media",
    "Software",
    "Analytics",
    "Bâtiment",
    "Transport",
    "Finance",
    "Santé",
    "Retail",
    "Design",
];

const LEGAL_FORMS: &[&str] = &["SAS", "SARL", "SA", "GmbH", "Inc.", "Ltd", "LLC", "S.A.", "B.V.", "AG", "", ""];

const DOMAIN_ENDS: &[&str] = &[".com", ".fr", ".io", ".de", ".co.uk", ".eu"];

const JOB_TITLES: &[&str] = &[
    "Directeur commercial",
    "CEO",
    "Chief Technology Officer",
    "VP Sales",
    "Head of Marketing",
    "Responsable achats",
    "Ingénieur d'affaires",
    "Sales Manager",
    "DSI",
    "Directrice des ressources humaines",
    "Founder, CEO",
    "Account Executive",
    "Chargée de communication",
    "CFO",
    "Software Engineer",
    "Product Owner",
    "Office Manager",
    "Consultant",
];

const INDUSTRIES: &[&str] = &[
    "Software",
    "Manufacturing",
    "Retail",
    "Healthcare",
    "Finance",
    "Construction",
    "Logistics",
    "Education",
    "Energy",
    "Agri-food",
];

const SIZES: &[&str] = &["1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5000+"];

/// City, postal code, country, telephone prefix.
const PLACES: &[[&str; 4]] = &[
    ["Paris", "75002", "France", "+33 1"],
    ["Lyon", "69003", "France", "+33 4"],
    ["Bruxelles", "1000", "Belgique", "+32 2"],
    ["Genève", "1204", "Suisse", "+41 22"],
    ["Berlin", "10115", "Germany", "+49 30"],
    ["London", "EC1A 1BB", "United Kingdom", "+44 20"],
    ["New York, NY", "10001", "United States", "+1 212"],
    ["Montréal", "H2X 1Y4", "Canada", "+1 514"],
    ["Madrid", "28001", "España", "+34 91"],
    ["Milano", "20121", "Italia", "+39 02"],
];

const NOTES_TEXTS: &[&str] =
    &["", "", "", "Rencontré au salon, à rappeler", "Said \"call me in Q3\"", "Ligne 1\nLigne 2"];

type Row = [String; 15];

/// Writes a header and `rows` rows made from `seed`: UTF-8, RFC 4180.
pub fn write(out: &mut impl Write, rows: usize, seed: u64) -> io::Result<()> {
    let mut random = Rng::with_seed(seed);
    let mut remembered: Vec<Row> = Vec::new();
    write!(out, "{HEADER}\r\n")?;
    for _ in 0..rows {
        let row = next_row(&mut random, &mut remembered);
        write_row(out, &row)?;
    }
    out.flush()
}

fn next_row(random: &mut Rng, remembered: &mut Vec<Row>) -> Row {
    let kind = random.f64();
    if remembered.is_empty() || kind >= 0.09 {
        let row = new_row(random);
        if remembered.len() < REMEMBERED {
            remembered.push(row.clone());
        } else if random.f64() < 0.05 {
            remembered[random.usize(..REMEMBERED)] = row.clone();
        }
        return row;
    }
    let mut row = remembered[random.usize(..remembered.len())].clone();
    if kind < 0.06 {
        row[NOTES].clear();
    } else {
        distort(random, &mut row);
    }
    row
}

/// What a second person makes of the same contact.
fn distort(random: &mut Rng, row: &mut Row) {
    match random.u8(..4) {
        0 => row[0] = row[0].chars().take(1).chain(['.']).collect(),
        1 => row[1] = row[1].to_uppercase(),
        2 => row[COMPANY] = row[COMPANY].replace(" SAS", "").to_uppercase(),
        _ => row[PHONE] = row[PHONE].replace(' ', ""),
    }
    row[EMAIL] = if random.bool() { String::new() } else { row[EMAIL].replace('@', &format!(".{}@", random.u8(..9))) };
}

fn new_row(random: &mut Rng) -> Row {
    let first = pick(random, FIRST_NAMES);
    let last = pick(random, LAST_NAMES);
    let (first_plain, last_plain) = (plain(first), plain(last));
    let company = format!("{} {}", pick(random, COMPANY_STARTS), pick(random, COMPANY_ENDS));
    let number = random.u32(..3_000);
    let domain = format!("{}{number}{}", plain(&company), pick(random, DOMAIN_ENDS));
    let [city, postcode, country, prefix] = PLACES[random.usize(..PLACES.len())];
    let legal_form = pick(random, LEGAL_FORMS);
    [
        first.to_owned(),
        last.to_owned(),
        often(random, 0.93, |random| {
            let suffix = often(random, 0.4, |random| random.u8(..100).to_string());
            format!("{first_plain}.{last_plain}{suffix}@{domain}")
        }),
        often(random, 0.7, |random| format!("{prefix} {}", digit_pairs(random))),
        often(random, 0.4, |random| format!("+33 6 {}", digit_pairs(random))),
        format!("{company} {number} {legal_form}").trim_end().to_owned(),
        pick(random, JOB_TITLES).to_owned(),
        pick(random, INDUSTRIES).to_owned(),
        pick(random, SIZES).to_owned(),
        often(random, 0.8, |_| format!("https://www.{domain}/")),
        often(random, 0.75, |random| {
            format!("https://www.linkedin.com/in/{first_plain}-{last_plain}-{:08x}", random.u32(..))
        }),
        city.to_owned(),
        postcode.to_owned(),
        country.to_owned(),
        pick(random, NOTES_TEXTS).to_owned(),
    ]
}

fn pick<'a>(random: &mut Rng, choices: &[&'a str]) -> &'a str {
    choices[random.usize(..choices.len())]
}

fn often(random: &mut Rng, share: f64, make: impl FnOnce(&mut Rng) -> String) -> String {
    if random.f64() < share { make(random) } else { String::new() }
}

fn digit_pairs(random: &mut Rng) -> String {
    let pairs: [u8; 4] = std::array::from_fn(|_| random.u8(10..99));
    pairs.map(|pair| pair.to_string()).join(" ")
}

/// ASCII letters and digits of `text`, in lower case, accents dropped.
fn plain(text: &str) -> String {
    let without_accent = |letter| match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ï' | 'î' => 'i',
        'ö' | 'ô' | 'ø' => 'o',
        'ü' | 'û' => 'u',
        'ç' => 'c',
        'ł' => 'l',
        other => other,
    };
    let lower = text.to_lowercase();
    lower.chars().map(without_accent).filter(char::is_ascii_alphanumeric).collect()
}

fn write_row(out: &mut impl Write, row: &Row) -> io::Result<()> {
    for (column, cell) in row.iter().enumerate() {
        if column > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn text(rows: usize, seed: u64) -> String {
        let mut out = Vec::new();
        write(&mut out, rows, seed).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_same_seed_writes_the_same_file() {
        assert_eq!(text(500, 7), text(500, 7));
        assert_ne!(text(500, 7), text(500, 8));
    }

    #[test]
    fn about_one_address_in_twenty_comes_back() {
        let mut random = Rng::with_seed(1);
        let mut remembered = Vec::new();
        let rows: Vec<Row> = (0..20_000).map(|_| next_row(&mut random, &mut remembered)).collect();
        let with_address = rows.iter().filter(|row| !row[EMAIL].is_empty()).count();
        let addresses: HashSet<&str> = rows.iter().map(|row| row[EMAIL].as_str()).collect();
        let repeated = with_address + 1 - addresses.len();
        assert!((800..1_800).contains(&repeated), "{repeated} repeated of {with_address}");
        assert!((17_500..19_000).contains(&with_address), "{with_address}");
    }

    #[test]
    fn cells_with_commas_quotes_and_line_breaks_are_quoted() {
        let text = text(2_000, 3);
        for cell in ["\"New York, NY\"", "\"Said \"\"call me in Q3\"\"\"", "\"Ligne 1\nLigne 2\""] {
            assert!(text.contains(cell), "{cell}");
        }
    }
}
