//! Whether a prospect who is being written is there already, among those of a file: asked of an encrypted
//! workspace that was searched, as the window asks after each field that was filled. Half of them are there.
//! Then how long an import of a thousand rows takes that looks for near duplicates among them.
//! Fails above the bar that it is given, in milliseconds for the 95th percentile.
//!
//! `cargo bench -p sales-app --bench like -- CSV [MILLISECONDS]`, or `cargo xtask bench match`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::{process::ExitCode, time::Instant};

use sales_app::{
    duplicates::{DraftRecord, SearchDuplicates},
    imports::ImportPlan,
    lists::{ListWindow, OpenList},
    records::{EditRecord, FieldValue, RecordKey},
};
use sales_core::{
    fields::{Entity, FieldId},
    import::{OnMatch, OnNear},
    list::ListQuery,
};
use sales_testkit::{Csv, TestApp, random::Seeded};

/// Prospects that are written, half of whom are there.
const WRITTEN: usize = 200;
/// Rows that are imported, and one of how many of them is there.
const IMPORTED: usize = 1_000;
const ONE_OF: usize = 10;
/// The fields of the form, in its order.
const FORM: [&str; 8] = ["first_name", "last_name", "email", "phone", "job_title", "company", "city", "country"];

type Values = Vec<(FieldId, String)>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(file) = arguments.first() else {
        println!("usage: like CSV [MILLISECONDS]");
        return ExitCode::SUCCESS;
    };
    let bar: Option<f64> = arguments.get(1).and_then(|bar| bar.parse().ok());
    let test = TestApp::new();
    let plan = test.plan(file, OnMatch::Create).expect("a readable file");
    test.app.import_run(&plan, &mut |_| {}).expect("an import");
    let search = SearchDuplicates { entity: None, min: None };
    let start = Instant::now();
    let searched = test.app.duplicates_search(&search).expect("a search");
    let records: Vec<u32> = searched.iter().map(|search| search.records).collect();
    println!("{file}: {records:?} records, searched and kept in {:.1} s", start.elapsed().as_secs_f64());

    let there = some_prospects(&test, WRITTEN / 2);
    let new = strangers(&there);
    println!("first question, which reads what is known: {:.1} ms", ask(&test, &[]).0);
    let (mut times, mut found, mut wrong) = (Vec::new(), 0, 0);
    for (id, values) in &there {
        let named = write(&test, values, &mut times);
        found += usize::from(named.contains(id));
    }
    for values in &new {
        wrong += write(&test, values, &mut times).len();
    }
    println!("{found} of {} who are there are named, and {wrong} for {} strangers", there.len(), new.len());
    let of_drafts = report("a draft", &mut times);
    let mut times = Vec::new();
    for (id, values) in &there {
        let (field, value) = ("city".parse().expect("a field"), format!("City {}", times.len()));
        let edit = EditRecord { entity: Entity::Prospect, id: id.clone(), field, value };
        test.app.record_edit(&edit).expect("an edit");
        times.push(ask(&test, values).0);
    }
    let of_edits = report("a draft after an edit", &mut times);
    import(&test);
    if bar.is_none_or(|bar| of_drafts.max(of_edits) <= bar) {
        ExitCode::SUCCESS
    } else {
        println!("above the bar: {bar:?}");
        ExitCode::FAILURE
    }
}

/// Prospects from all over the list, with what they have in the fields of the form.
fn some_prospects(test: &TestApp, count: usize) -> Vec<(String, Values)> {
    let asked = OpenList { entity: Entity::Prospect, query: ListQuery::default(), first: None };
    let list = test.app.list_open(&asked).expect("a list");
    let mut random = Seeded::new(7);
    let mut found = Vec::new();
    while found.len() < count {
        let offset = u32::try_from(random.below(list.total as usize)).expect("a row");
        let window = ListWindow { snapshot: list.snapshot, offset, limit: 1, fields: Vec::new() };
        let id = test.app.list_window(&window).expect("a window").rows[0].id.clone();
        let record = test.app.record_show(&RecordKey { entity: Entity::Prospect, id: id.clone() }).expect("a record");
        let of_form = FORM.iter().filter_map(|field| {
            let value = record.values.iter().find(|value| value.field.as_str() == *field)?;
            Some((value.field.clone(), value.value.clone()))
        });
        found.push((id, of_form.collect()));
    }
    found
}

/// As many who are not there: each value is of another one, addresses and numbers are of nobody.
fn strangers(there: &[(String, Values)]) -> Vec<Values> {
    let mut random = Seeded::new(8);
    let number = |random: &mut Seeded| format!("+33 7 {:08}", random.below(100_000_000));
    (0..there.len())
        .map(|place| {
            let mut values = there[place].1.clone();
            for (field, value) in &mut values {
                let (_, other) = &there[random.below(there.len())];
                match field.as_str() {
                    "email" => *value = format!("p{}@firm{}.example", random.number(), random.number()),
                    "phone" => *value = number(&mut random),
                    name => {
                        if let Some((_, of_other)) = other.iter().find(|(field, _)| field.as_str() == name) {
                            value.clone_from(of_other);
                        }
                    }
                }
            }
            values
        })
        .collect()
}

/// Asks after each field that is filled; gives who is named in the end.
fn write(test: &TestApp, values: &Values, times: &mut Vec<f64>) -> Vec<String> {
    let mut named = Vec::new();
    for filled in 1..=values.len() {
        let (time, found) = ask(test, &values[..filled]);
        times.push(time);
        named = found;
    }
    named
}

/// Asks for a draft; gives the milliseconds and who is named.
fn ask(test: &TestApp, values: &[(FieldId, String)]) -> (f64, Vec<String>) {
    let value = |(field, value): &(FieldId, String)| FieldValue { field: field.clone(), value: value.clone() };
    let draft = DraftRecord { entity: Entity::Prospect, values: values.iter().map(value).collect() };
    let start = Instant::now();
    let likely = test.app.record_like(&draft).expect("an answer");
    let time = start.elapsed().as_secs_f64() * 1e3;
    (time, likely.into_iter().map(|one| one.record.id).collect())
}

/// Says how long questions took; gives the 95th percentile.
fn report(what: &str, times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() * percent).div_ceil(100) - 1];
    println!("{what}: median {:.2} ms, 95th percentile {:.2} ms, slowest {:.2} ms", at(50), at(95), at(100));
    at(95)
}

/// Imports some rows, a part of them without the address of whom they are about, and says how long that took.
fn import(test: &TestApp) {
    let there = some_prospects(test, IMPORTED);
    let mut csv = Csv::new(&FORM);
    for (place, ((_, known), stranger)) in there.iter().zip(strangers(&there)).enumerate() {
        csv.push(&if place % ONE_OF == 0 { cells(known, "email") } else { cells(&stranger, "") });
    }
    let path = test.write("later.csv", csv.text());
    let plan = ImportPlan { on_near: OnNear::Review, ..test.plan(&path, OnMatch::Create).expect("a readable file") };
    let start = Instant::now();
    let view = test.app.import_run(&plan, &mut |_| {}).expect("an import");
    println!(
        "an import of {} rows that looks for near duplicates: {:.2} s, {:?}",
        view.rows,
        start.elapsed().as_secs_f64(),
        view.near
    );
}

fn cells(values: &Values, without: &str) -> Vec<String> {
    let value = |field: &&str| values.iter().find(|(own, _)| own.as_str() == *field && *field != without);
    FORM.iter().map(|field| value(field).map(|(_, value)| value.clone()).unwrap_or_default()).collect()
}
