//! The search for duplicates in lists that are made to break it: CPU, the most memory, and what it joins.
//! Fails above the bars, and when strangers would be joined without asking.
//!
//! `cargo bench -p sales-ingest --bench bounds`, or `cargo xtask bench bounds`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::{fs, process::ExitCode, time::Duration};

use sales_core::fields::{Entity, FieldId};
use sales_ingest::dedupe::{Decision, Matches, Options, Table, find};

/// Bars of each list: seconds of CPU, megabytes.
const SECONDS: f64 = 20.0;
const MEGABYTES: f64 = 1_000.0;

const PERSON: [&str; 6] = ["first_name", "last_name", "email", "phone_mobile", "company", "city"];
const COMPANY: [&str; 5] = ["company", "company_website", "phone", "company_city", "custom:parent_company"];

/// A list: its name, its columns, its rows, and who they are.
struct List {
    name: &'static str,
    entity: Entity,
    rows: u64,
    row: fn(u64) -> Vec<String>,
    are: Are,
}

/// Who the rows of a list are.
#[derive(Clone, Copy, PartialEq)]
enum Are {
    /// Nobody twice.
    Strangers,
    /// One alone.
    One,
    /// Nobody can tell.
    Unsure,
}

fn main() -> ExitCode {
    let person = |name, rows, row, are| List { name, entity: Entity::Prospect, rows, row, are };
    let company = |name, rows, row, are| List { name, entity: Entity::Company, rows, row, are };
    let lists = [
        person(
            "one e-mail address of many",
            10_000,
            |row| stranger(row, &[(2, "info.centrale@example.com")]),
            Are::Strangers,
        ),
        person("one phone number of many", 10_000, |row| stranger(row, &[(3, "+33 1 42 68 53 00")]), Are::Strangers),
        person(
            "one address, number and company of many",
            10_000,
            |row| {
                let shared = [(2, "info.centrale@example.com"), (3, "+33 1 42 68 53 00"), (4, "Example SA")];
                stranger(row, &shared)
            },
            Are::Strangers,
        ),
        person(
            "the same among a hundred thousand others",
            110_000,
            |row| {
                stranger(row, if row % 11 == 0 { &[(2, "info.centrale@example.com"), (4, "Example SA")] } else { &[] })
            },
            Are::Strangers,
        ),
        person("one name of many", 10_000, |row| stranger(row, &[(0, "Jean"), (1, "Martin")]), Are::Strangers),
        person("a row a million times", 1_000_000, |_| stranger(7, &[]), Are::One),
        person(
            "a million rows of one name and company",
            1_000_000,
            |row| stranger(row, &[(0, "Jean"), (1, "Martin"), (4, "Example SA")]),
            Are::Strangers,
        ),
        person(
            "names without a letter, or of one",
            100_000,
            |row| one_of(&["", "a", "-", "É", "."], row),
            Are::Strangers,
        ),
        person("names in other scripts", 100_000, other_script, Are::Strangers),
        company("companies of one name", 10_000, |row| branch(row, "Example SA", ""), Are::Strangers),
        company("companies of one domain", 10_000, |row| branch(row, "", "www.example.com"), Are::Strangers),
        company("companies that are their own parents", 100_000, |row| branch(row, "", ""), Are::Strangers),
        person(
            "one name, address and company of many numbers",
            10_000,
            |row| stranger(row, &[(0, "Jean"), (1, "Martin"), (2, "jean.martin@example.com"), (4, "Example SA")]),
            Are::Unsure,
        ),
    ];
    let good = lists.iter().map(measure).filter(|good| *good).count();
    if good == lists.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure(list: &List) -> bool {
    let fields = if list.entity == Entity::Company { &COMPANY[..] } else { &PERSON[..] };
    let fields = fields.iter().map(|field| field.parse::<FieldId>().expect("a field"));
    let mut table = Table::new(list.entity, fields);
    for row in 0..list.rows {
        table.push((list.row)(row).iter().map(String::as_str));
    }
    forget_peak();
    let before = cpu();
    let found = find(table, &Options::default());
    let (seconds, megabytes) = (cpu().saturating_sub(before).as_secs_f64(), peak_memory());
    let (largest, automatic) = (largest(&found), automatic(&found));
    println!(
        "{:<44} {:>9} rows {seconds:>6.2} s CPU {megabytes:>5.0} MB, {} pairs, largest cluster {largest}, {automatic} joined",
        list.name,
        list.rows,
        found.pairs().count(),
    );
    let is_right = match list.are {
        Are::Strangers => automatic == 0,
        Are::One => u64::from(largest) == list.rows,
        Are::Unsure => true,
    };
    let is_good = seconds <= SECONDS && megabytes <= MEGABYTES && is_right;
    if !is_good {
        println!("  above {SECONDS} s or {MEGABYTES} MB, or wrong");
    }
    is_good
}

fn largest(found: &Matches) -> u32 {
    found.clusters().iter().map(|&cluster| found.size(cluster)).max().unwrap_or_default()
}

/// Rows that would be joined to others without asking.
fn automatic(found: &Matches) -> usize {
    let joined = |cluster: &&u32| found.size(**cluster) > 1 && found.decision(**cluster) == Decision::Automatic;
    found.clusters().iter().filter(joined).count()
}

/// A person whom nobody else is, with some values of others.
fn stranger(row: u64, shared: &[(usize, &str)]) -> Vec<String> {
    let (first, last) = (word(row, 1), word(row, 2));
    let number = spread(row) % 90_000_000 + 10_000_000;
    let mut cells = vec![
        first.clone(),
        last.clone(),
        format!("{first}.{last}@{}.com", word(row, 3)),
        format!("+336{number}"),
        format!("{} {}", word(row, 3), word(row, 4)),
        word(row % 500, 5),
    ];
    shared.iter().for_each(|&(place, value)| value.clone_into(&mut cells[place]));
    cells
}

/// Nothing but a name.
fn one_of(names: &[&str], row: u64) -> Vec<String> {
    let pick = |part: u64| names[(spread(row * 2 + part) % names.len() as u64) as usize].to_owned();
    let mut cells = stranger(row, &[]);
    (cells[0], cells[1]) = (pick(0), pick(1));
    cells
}

/// A person whose name is written in another script, or in signs.
fn other_script(row: u64) -> Vec<String> {
    const STARTS: [char; 4] = ['а', 'ا', '一', '😀'];
    let start = STARTS[(row % 4) as usize] as u32;
    let name = |part: u64| -> String {
        let letters = (0..4).map(|at| start + (spread(row * 8 + part * 4 + at) % 28) as u32);
        letters.filter_map(char::from_u32).collect()
    };
    let mut cells = stranger(row, &[]);
    (cells[0], cells[1]) = (name(0), name(1));
    cells
}

/// A company whose parent is itself.
fn branch(row: u64, name: &str, website: &str) -> Vec<String> {
    let own = |shared: &str, own: String| if shared.is_empty() { own } else { shared.to_owned() };
    let name = own(name, format!("{} {}", word(row, 1), word(row, 2)));
    let website = own(website, format!("www.{}.com", word(row, 3)));
    let number = spread(row) % 90_000_000 + 10_000_000;
    vec![name.clone(), website, format!("+331{number}"), word(row, 4), name]
}

/// Seven letters that look random.
fn word(row: u64, part: u64) -> String {
    let mut rest = spread(row * 16 + part);
    (0..7)
        .map(|_| {
            let letter = char::from(b'a' + (rest % 26) as u8);
            rest /= 26;
            letter
        })
        .collect()
}

/// A number for each number, far from the others (the finaliser of SplitMix64).
const fn spread(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The CPU time of this thread so far: all of it works in one.
fn cpu() -> Duration {
    let schedule = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(schedule.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default())
}

/// Counts the most memory from now on.
fn forget_peak() {
    // Where it cannot be forgotten, that of the lists before counts as well.
    fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
}

/// The most memory of this program, in MB.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1_000.0
}
