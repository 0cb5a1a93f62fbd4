//! The scores of 1,000,000 prospects with ten signals each, from an encrypted workspace and back: user and system CPU
//! of all threads, beside reading the signals alone.
//!
//! `cargo bench -p sales-app --bench qualify [-- ROWS]`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::{fs, sync::Arc};

use sales_app::qualify::{EditDescription, Icp, Offer};
use sales_core::{
    fields::Entity,
    ids::IdSource,
    import::OnMatch,
    signal::{Polarity, SignalCode, SourceKind},
    time::{UtcDay, UtcMillis},
};
use sales_store::{
    key::{KeyFile, Passphrase, Unlock},
    scores::each_prospect,
    signals::{Counted, NewSignal, SignalFacts, SignalStatus, prepare_counted},
    store::{Store, Surroundings},
    workspace_dir::WorkspaceDir,
};
use sales_testkit::{NOW, PASSPHRASE, StillClock, TestApp, contacts::Contacts, random::Seeded};

const SIGNALS: usize = 10;
/// What a try of an ideal customer may take of 100,000 prospects.
const MOST_MILLIS: u128 = 500;
/// Signals between two commits.
const CHUNK: usize = 200_000;
const QUOTE: &str = "We lose two days a month because everything is typed twice.";

const OFFER: &str = r#"{"name": "Audit", "buying_functions": ["finance", "sales"],
    "price": {"amount": 20000, "currency": "EUR"}}"#;
const ICP: &str = r#"{"name": "Editors", "industries": ["software"], "employees": {"min": 50, "max": 250},
    "countries": ["FR", "BE"], "seniorities": ["c_level", "director"]}"#;

fn main() {
    let count = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let test = TestApp::new();
    test.import("contacts.csv", Contacts::new(42, 9).csv(count).text(), OnMatch::Fill);
    test.app.described_set::<Offer>(OFFER).expect("an offer");
    test.app.described_set::<Icp>(ICP).expect("an ideal customer");
    test.app.workspace_lock().expect("an open workspace");
    let dir = WorkspaceDir::open(&test.workspace_folder()).expect("a workspace");
    let key_file = KeyFile::open(&dir.key_file()).expect("its keys");
    let key = key_file.unlock(Unlock::Passphrase(&Passphrase::new(PASSPHRASE))).expect("its passphrase");
    let around = Surroundings { clock: Arc::new(StillClock::at(NOW)), ids: IdSource::new(|| [9; 10]) };
    let store = Store::open(&dir.database(), key, around).expect("its file");
    let signals = add_signals(&store);
    let reading = measured(|| {
        let read = store.read(|db| {
            let mut statement = prepare_counted(db, false)?;
            let mut counted = Counted::of(&mut statement, Entity::Prospect, None, UtcMillis(i64::MAX))?;
            let mut found = 0_usize;
            while let Some(row) = counted.next_row() {
                counted.each_of(row, |_| found += 1)?;
            }
            Ok(found)
        });
        assert_eq!(read.expect("all signals"), signals);
    });
    drop(store);
    drop(dir);
    test.unlock();
    println!("{signals} signals; reading them alone: {reading:.2} s CPU");
    for what in ["all scores, for the first time", "again, with nothing changed", "as of the next day: all changed"] {
        if what.starts_with("as of") {
            test.clock.advance(86_400_000);
        }
        let mut changed = 0;
        let seconds = measured(|| changed = test.app.qualify_all(None).expect("scores").changed);
        println!("{what}: {seconds:.2} s CPU, {changed} written");
    }
    let tries =
        ["an ideal customer is tried: the first time", "again, with another weight", "again, with another country"];
    for (what, icp) in tries.into_iter().zip([
        ICP.replace("FR", "CH"),
        ICP.replace("\"seniorities\"", "\"weights\": {\"country\": 40}, \"seniorities\""),
        ICP.replace("BE", "LU"),
    ]) {
        let started = std::time::Instant::now();
        let tried = test.app.described_try::<Icp>(&draft(icp)).expect("what it would change");
        let millis = started.elapsed().as_millis();
        println!("{what}: {millis} ms of {} prospects, {} move", tried.prospects, tried.up + tried.down);
        assert!(tried.prospects > 120_000 || millis <= MOST_MILLIS, "the bar is {MOST_MILLIS} ms");
    }
    let offer = OFFER.replace("finance", "marketing");
    let started = std::time::Instant::now();
    let tried = test.app.described_try::<Offer>(&draft(offer)).expect("what it would change");
    let millis = started.elapsed().as_millis();
    println!("an offer that others buy is tried: {millis} ms, {} move", tried.up + tried.down);
    println!("most memory: {:.0} MB", peak_memory());
}

fn draft(json: String) -> EditDescription {
    EditDescription { id: None, json }
}

fn add_signals(store: &Store) -> usize {
    let mut rows = Vec::new();
    let each = |db: &sales_store::Db| {
        each_prospect(db, None, |prospect| {
            rows.push(prospect.row);
            Ok(std::ops::ControlFlow::Continue(()))
        })
    };
    store.read(each).expect("the prospects");
    let mut random = Seeded::new(7);
    let today = UtcDay::of(NOW);
    // As they would come over time: not in the order of the prospects.
    let signals: Vec<i64> = (0..SIGNALS).flat_map(|_| rows.iter().copied()).collect();
    for chunk in signals.chunks(CHUNK) {
        let mut tx = store.begin_unrecorded().expect("a write");
        for &row in chunk {
            let facts = SignalFacts {
                code: *random.pick(SignalCode::ALL),
                polarity: if random.chance(15) { Polarity::Against } else { Polarity::For },
                strength: 250_000 * u32::try_from(1 + random.below(4)).unwrap_or(1),
                source: *random.pick(&SourceKind::ALL),
                reliability: 650_000,
                observed_on: UtcDay(today.0 - i32::try_from(random.below(400)).unwrap_or(0)),
                until_on: random.chance(10).then_some(UtcDay(today.0 + 60)),
                source_group: i64::try_from(random.below(5)).unwrap_or(0),
                quote_hash: Some(random.number().cast_signed()),
            };
            let new = NewSignal {
                entity: Entity::Prospect,
                row,
                facts,
                quote: Some(QUOTE),
                source_name: None,
                extractor: "rule:bench@1",
                status: SignalStatus::Found,
            };
            tx.add_signal(&new).expect("a signal");
        }
        tx.commit().expect("a commit");
    }
    signals.len()
}

fn measured(work: impl FnOnce()) -> f64 {
    let before = cpu();
    work();
    cpu() - before
}

/// The CPU time of this program so far, in seconds: ticks of a hundredth.
fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// The most memory of this program, in MB.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1_000.0
}
