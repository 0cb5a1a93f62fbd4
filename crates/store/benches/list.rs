//! The lists at 1,000,000 prospects and 150,000 companies: time of every kind of question
//! (fastest, median, 95th percentile, slowest) and memory.
//!
//! `cargo bench -p sales-store --bench list [-- ROWS]`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::{
    collections::BTreeMap,
    fs,
    hint::black_box,
    time::{Duration, Instant},
};

use sales_core::{
    fields::{FieldId, FieldKind},
    list::{ListQuery, Scope, SortKey},
};
use sales_store::lists::{ColumnSpec, Columns, Row, RowId, Spec};

const RUNS: usize = 100;
const COMPANIES: u32 = 150_000;
const BATCH: usize = 5_000;

/// Numbers that only look random (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Small numbers more often than large ones, as names and cities are.
    fn skewed(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end))
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn name(&mut self, syllables: usize) -> String {
        const SYLLABLES: [&str; 40] = [
            "ma", "ri", "jé", "an", "lo", "ça", "ve", "bel", "du", "mon", "ta", "gne", "fran", "çois", "el", "ke",
            "son", "mar", "tin", "ber", "nard", "le", "fè", "vre", "mül", "ler", "gar", "cia", "ro", "bert", "ko",
            "wal", "ski", "ni", "co", "las", "pe", "tit", "o", "brien",
        ];
        let mut name: String = (0..syllables).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let first = name.chars().next().unwrap_or('a');
        name.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        name
    }

    fn names(&mut self, count: usize, syllables: usize) -> Vec<String> {
        let mut names = std::collections::BTreeSet::new();
        while names.len() < count {
            names.insert(self.name(syllables));
        }
        names.into_iter().collect()
    }
}

fn ascii(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            'é' | 'è' | 'É' | 'È' => Some('e'),
            'ç' | 'Ç' => Some('c'),
            'ü' | 'Ü' => Some('u'),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

fn spec(columns: &[(&str, FieldKind, bool)], related_search: &[&str]) -> Spec {
    let field = |id: &str| id.parse::<FieldId>().expect("a field id");
    Spec {
        columns: columns.iter().map(|&(id, kind, searched)| ColumnSpec { field: field(id), kind, searched }).collect(),
        related_search: related_search.iter().map(|id| field(id)).collect(),
    }
}

struct Generator {
    random: Random,
    first_names: Vec<String>,
    last_names: Vec<String>,
    titles: Vec<String>,
    cities: Vec<String>,
    countries: Vec<String>,
    companies: Vec<(String, String)>,
}

impl Generator {
    fn new() -> Self {
        let mut random = Random(42);
        let words = random.names(150, 3);
        let kinds = ["Conseil", "Logistics", "Énergie", "Software", "Bâtiment", "Santé", "Retail", "Data"];
        let suffixes = [" SAS", " SARL", " GmbH", " Inc.", " Ltd", "", ""];
        let companies = (0..COMPANIES)
            .map(|i| {
                let (a, b) = (&words[random.below(words.len())], &words[random.below(words.len())]);
                let (kind, suffix) = (kinds[random.below(kinds.len())], suffixes[random.below(suffixes.len())]);
                (format!("{a} {b} {kind}{suffix}"), format!("{}-{}{}.com", ascii(a), ascii(b), i % 97))
            })
            .collect();
        let first_names = random.names(2_000, 3);
        let last_names = random.names(20_000, 3);
        let cities = random.names(300, 2);
        let countries = random.names(30, 2);
        let ranks = [
            "Directeur",
            "Chief",
            "Head of",
            "Responsable",
            "VP",
            "Ingénieur",
            "Manager",
            "Chargée de",
            "Lead",
            "Adjoint",
        ];
        let areas = random.names(50, 2);
        let titles = ranks.iter().flat_map(|rank| areas.iter().map(move |area| format!("{rank} {area}"))).collect();
        Self { random, first_names, last_names, titles, cities, countries, companies }
    }

    fn companies(&mut self) -> Columns {
        let spec = spec(
            &[
                ("company", FieldKind::Text, true),
                ("company_website", FieldKind::Url, true),
                ("industry", FieldKind::Text, false),
                ("company_size", FieldKind::Text, false),
                ("company_country", FieldKind::Text, false),
            ],
            &[],
        );
        let sizes = ["1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5000+"];
        let mut loader = Columns::loader(spec).expect("columns");
        for (id, (name, domain)) in (1..).zip(&self.companies) {
            let website = format!("https://www.{domain}/");
            let cells = [
                Some(name.as_str()),
                Some(website.as_str()),
                Some(&*self.titles[self.random.skewed(60)]),
                Some(sizes[self.random.below(sizes.len())]),
                Some(&*self.countries[self.random.skewed(30)]),
            ];
            let row = Row { id, archived: false, related: None, cells: &cells };
            loader.push(&[row]).expect("a row");
        }
        loader.finish().expect("companies")
    }

    /// The cells of a prospect, in the order of [`prospect_spec`].
    fn prospect(&mut self, id: RowId, company: usize) -> [Option<String>; 12] {
        let random = &mut self.random;
        let first = &self.first_names[random.skewed(self.first_names.len())];
        let last = &self.last_names[random.skewed(self.last_names.len())];
        let domain = &self.companies[company].1;
        let phone = |random: &mut Random, prefix: &str| {
            let [a, b, c, d] = [(); 4].map(|()| random.below(100));
            format!("{prefix} {a:02} {b:02} {c:02} {d:02}")
        };
        let labels = ["salon 2026", "à rappeler", "vip", "newsletter", "froid"];
        [
            Some(format!("{first} {last}")),
            random.chance(93).then(|| format!("{}.{}{}@{domain}", ascii(first), ascii(last), id % 1000)),
            random.chance(70).then(|| phone(random, "+33 1")),
            random.chance(40).then(|| phone(random, "+33 6")),
            Some(self.titles[random.skewed(self.titles.len())].clone()),
            Some(self.cities[random.skewed(self.cities.len())].clone()),
            Some(format!("{:05}", random.skewed(95_000))),
            Some(self.countries[random.skewed(self.countries.len())].clone()),
            random.chance(75).then(|| {
                let tail = random.next() as u32;
                format!("https://www.linkedin.com/in/{}-{}-{tail:08x}", ascii(first), ascii(last))
            }),
            Some(["new", "contacted", "won", "lost"][random.skewed(4)].to_owned()),
            random.chance(30).then(|| format!("{}\n{}", labels[random.below(5)], labels[random.below(5)])),
            Some((1_795_000_000_000 + u64::from(id / 500) * 250).to_string()),
        ]
    }
}

fn prospect_spec() -> Spec {
    spec(
        &[
            ("name", FieldKind::Text, true),
            ("email", FieldKind::Email, true),
            ("phone", FieldKind::Phone, true),
            ("phone_mobile", FieldKind::Phone, true),
            ("job_title", FieldKind::Text, true),
            ("city", FieldKind::Text, true),
            ("postcode", FieldKind::Text, false),
            ("country", FieldKind::Text, false),
            ("linkedin_url", FieldKind::Url, false),
            ("stage", FieldKind::Choice, false),
            ("tags", FieldKind::Tags, false),
            ("created_at", FieldKind::Date, false),
        ],
        &["company"],
    )
}

/// Loads the prospects and gives the time that this took beside making them up.
fn prospects(generator: &mut Generator, count: u32) -> (Columns, Duration) {
    let mut loader = Columns::loader(prospect_spec()).expect("columns");
    let mut time = Duration::ZERO;
    let mut id = 1;
    while id <= count {
        let batch: Vec<_> = (0..BATCH)
            .map(|_| {
                let company = generator.random.skewed(COMPANIES as usize);
                let cells = generator.prospect(id, company);
                id += 1;
                (id - 1, company as u32 + 1, cells)
            })
            .collect();
        let start = Instant::now();
        let cells: Vec<_> = batch.iter().map(|(_, _, cells)| cells.each_ref().map(Option::as_deref)).collect();
        let rows: Vec<_> = batch
            .iter()
            .zip(&cells)
            .map(|((id, company, _), cells)| Row { id: *id, archived: false, related: Some(*company), cells })
            .collect();
        loader.push(&rows).expect("rows");
        time += start.elapsed();
    }
    let start = Instant::now();
    let columns = loader.finish().expect("prospects");
    (columns, time + start.elapsed())
}

/// Times `runs` runs and prints the fastest, the median, the 95th percentile and the slowest in milliseconds.
fn measure(what: &str, runs: usize, mut run: impl FnMut() -> String) {
    let mut times = Vec::with_capacity(runs);
    let mut note = String::new();
    for _ in 0..runs {
        let start = Instant::now();
        note = black_box(run());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[((runs * percent).div_ceil(100)).clamp(1, runs) - 1];
    println!("{what:<52} {:>8.2} {:>8.2} {:>8.2} {:>8.2}   {note}", times[0], at(50), at(95), at(100));
}

/// The memory of the process, in MB: now, and at most.
fn process_memory() -> Option<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches(" kB").parse::<u64>().ok()
    };
    Some((value("VmRSS:")? / 1024, value("VmHWM:")? / 1024))
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let mut generator = Generator::new();
    let companies = generator.companies();
    let (mut prospects, time) = prospects(&mut generator, count);
    drop(generator);
    println!("{count} prospects, {COMPANIES} companies: loaded in {:.2} s", time.as_secs_f64());
    println!(
        "memory: prospects {:.1} MB, companies {:.1} MB",
        megabytes(prospects.memory_bytes()),
        megabytes(companies.memory_bytes())
    );
    for (field, bytes) in prospects.column_bytes() {
        println!("  {:<20} {:>6.1} MB", field.as_str(), megabytes(bytes));
    }
    if let Some((now, peak)) = process_memory() {
        println!("process: {now} MB now, {peak} MB at most");
    }
    println!("{:<52} {:>8} {:>8} {:>8} {:>8}", "milliseconds", "min", "p50", "p95", "max");
    reads(&prospects, &companies);
    saves(&prospects);
    changes(&mut prospects, &companies, count);
}

fn reads(prospects: &Columns, companies: &Columns) {
    let ask = |query: &ListQuery| prospects.query(query, Some(companies)).expect("an answer");
    measure("open: newest first", RUNS, || format!("{} rows", ask(&ListQuery::default()).total()));
    for field in [
        "name",
        "email",
        "phone",
        "job_title",
        "city",
        "postcode",
        "linkedin_url",
        "tags",
        "created_at",
        "company",
        "industry",
    ] {
        for descending in [false, true] {
            let sort = vec![SortKey { field: field.parse().expect("a field"), descending }];
            let query = ListQuery { sort, ..ListQuery::default() };
            let direction = if descending { "descending" } else { "ascending" };
            measure(&format!("sort: {field} {direction}"), RUNS, || ask(&query).ids()[0].to_string());
        }
    }
    let keys = ["country", "company", "name"]
        .map(|field| SortKey { field: field.parse().expect("a field"), descending: field == "company" });
    let query = ListQuery { sort: keys.into(), ..ListQuery::default() };
    measure("sort: country, company descending, name", RUNS, || ask(&query).ids()[0].to_string());
    for filter in [
        "stage is won",
        "job_title contains head and city starts with m",
        "email contains martin",
        "email is empty or phone is empty",
        "not linkedin_url contains marie",
        "tags is vip and not tags is froid",
        "created_at >= 2026-11-18T11:10:00Z",
        "company contains sas and company_size in (51-200, 201-500)",
        "postcode >= 69000 and postcode <= 69999",
        "phone contains 42",
    ] {
        let query = ListQuery { filter: filter.parse().expect("a filter"), ..ListQuery::default() };
        measure(&format!("filter: {filter}"), RUNS, || format!("{} rows", ask(&query).total()));
        let sort = vec![SortKey { field: "name".parse().expect("a field"), descending: false }];
        let query = ListQuery { sort, ..query };
        measure("        and sort by name", RUNS, || format!("{} rows", ask(&query).total()));
    }
    for search in [
        "m",
        "ma",
        "mar",
        "mart",
        "martin",
        "martin l",
        "martin lo",
        "martin lo con",
        "françois énergie",
        "0642",
        "+33642",
        "zzzz",
    ] {
        let query = ListQuery { search: search.into(), ..ListQuery::default() };
        measure(&format!("search: {search}"), RUNS, || format!("{} rows", ask(&query).total()));
    }
    let sort = vec![SortKey { field: "company".parse().expect("a field"), descending: false }];
    let query = ListQuery { search: "mar".into(), sort, ..ListQuery::default() };
    measure("search: mar, sort by company", RUNS, || format!("{} rows", ask(&query).total()));
    let all = ask(&ListQuery::default());
    let mut offset = 0;
    measure("window of 100 rows", 10 * RUNS, || {
        offset = (offset + 7_919_777) % all.total();
        format!("first {}", all.window(offset, 100)[0])
    });
    measure("position of a row", RUNS, || format!("{:?}", all.position_of(1)));
    for field in ["country", "tags", "job_title", "company", "email"] {
        let field: FieldId = field.parse().expect("a field");
        measure(&format!("distinct: {field}"), RUNS, || {
            let found = prospects.distinct(&field, Scope::Active, "", 50, Some(companies)).expect("values");
            format!("{} values", found.len())
        });
    }
}

fn saves(prospects: &Columns) {
    let mut saved = BTreeMap::new();
    measure("save", 5, || {
        let parts = prospects.segments().map(|part| part.expect("a part"));
        saved = parts.map(|part| (part.name, part.bytes)).collect();
        format!("{:.1} MB", megabytes(saved.values().map(Vec::len).sum()))
    });
    measure("start from what was saved", 5, || {
        let columns = Columns::from_segments(prospect_spec(), |name| saved.get(name).cloned()).expect("columns");
        format!("{} rows", columns.row_count())
    });
}

fn changes(prospects: &mut Columns, companies: &Columns, count: u32) {
    let cells: Vec<String> = (0..12).map(|i| format!("Nouvelle valeur {i}")).collect();
    let cells: Vec<Option<&str>> = cells.iter().map(|cell| Some(cell.as_str())).collect();
    let mut id = count;
    measure("upsert of one new row", RUNS, || {
        id += 1;
        let row = Row { id, archived: false, related: Some(1), cells: &cells };
        prospects.upsert(&[row]).expect("a row");
        format!("id {id}")
    });
    let stage: FieldId = "stage".parse().expect("a field");
    measure("set the stage of 100,000 rows", 20, || {
        prospects.set(&stage, (1..=100_000).map(|id| (id, Some("lost")))).expect("a stage");
        String::new()
    });
    let email: FieldId = "email".parse().expect("a field");
    let emails: Vec<String> = (0..3_000).map(|i| format!("nouveau.{i}@exemple.fr")).collect();
    prospects.set(&email, (1..).zip(emails.iter().map(|email| Some(email.as_str())))).expect("e-mails");
    let sort = vec![SortKey { field: email, descending: false }];
    let query = ListQuery { sort, ..ListQuery::default() };
    measure("sort: email after 3,000 changes", 20, || {
        let answer = prospects.query(&query, Some(companies)).expect("an answer");
        answer.ids()[0].to_string()
    });
    let mut compaction = None;
    measure("put a column in order", 3, || {
        compaction = prospects.compaction().expect("room");
        String::new()
    });
    measure("take it over", 1, || prospects.adopt(compaction.take().expect("a column with changes")).to_string());
}
