//! A list of 1,000,000 prospects of an encrypted workspace as the window asks for it: the answer with its
//! first rows, and windows at any place, as when the scroll bar is dragged (median, 95th percentile,
//! slowest).
//!
//! `cargo bench -p sales-app --bench list [-- ROWS]`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::time::Instant;

use sales_app::lists::{AskFirst, ListWindow, OpenList};
use sales_core::{
    fields::{Entity, FieldId},
    import::OnMatch,
    list::{ListQuery, SortKey},
};
use sales_testkit::{TestApp, contacts::Contacts, random::Seeded};

const RUNS: usize = 400;
/// Rows that the window asks for at once.
const PAGE: u32 = 100;
/// The columns that a new workspace shows.
const FIELDS: [&str; 9] = ["name", "company", "job_title", "email", "phone", "city", "country", "stage", "tags"];

fn measure(what: &str, mut run: impl FnMut()) {
    run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(RUNS * percent).div_ceil(100) - 1];
    println!("{what:<52} {:>8.2} {:>8.2} {:>8.2}", at(50), at(95), at(100));
}

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let test = TestApp::new();
    test.import("contacts.csv", Contacts::new(42, 9).csv(count).text(), OnMatch::Fill);
    test.app.warm_up().expect("lists");
    let fields: Vec<FieldId> = FIELDS.iter().map(|field| field.parse().expect("a field")).collect();
    let by_name = SortKey { field: "name".parse().expect("a field"), descending: false };
    println!("{:<52} {:>8} {:>8} {:>8}", "milliseconds", "p50", "p95", "max");
    for (order, sort) in [("newest first", vec![]), ("by name", vec![by_name])] {
        let query = ListQuery { sort, ..ListQuery::default() };
        let open = || {
            let first = Some(AskFirst { limit: PAGE, fields: fields.clone() });
            test.app.list_open(&OpenList { entity: Entity::Prospect, query: query.clone(), first }).expect("a list")
        };
        measure(&format!("open with {PAGE} rows, {order}"), || drop(open()));
        let list = open();
        let mut random = Seeded::new(7);
        measure(&format!("window of {PAGE} rows of {}, {order}", list.total), || {
            let offset = u32::try_from(random.below((list.total - PAGE) as usize)).expect("a row");
            let window = ListWindow { snapshot: list.snapshot, offset, limit: PAGE, fields: fields.clone() };
            assert_eq!(test.app.list_window(&window).expect("a window").rows.len(), PAGE as usize);
        });
    }
}
