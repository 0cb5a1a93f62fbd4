//! The search for duplicates in a file: CPU and the most memory, and how long one new row takes
//! against all of the file. Fails above the bars that it is given.
//!
//! `cargo bench -p sales-ingest --bench match -- CSV [SECONDS [MEGABYTES [MILLISECONDS]]]`, or
//! `cargo xtask bench match`

#![expect(clippy::print_stdout, reason = "the result of a benchmark")]

use std::{
    collections::{HashMap, HashSet},
    env, fs,
    ops::ControlFlow,
    path::Path,
    process::ExitCode,
    time::Duration,
};

use sales_core::fields::{Entity, FieldId};
use sales_ingest::{
    dedupe::{Decision, Known, Options, Table, find_while},
    mapping,
    read::{Layout, LayoutOverrides, RowBatch, RowReader, inspect},
};

/// New rows that are compared with all others, one by one.
const NEW_ROWS: usize = 300;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some((name, bars)) = arguments.split_first() else {
        println!("usage: match CSV [SECONDS [MEGABYTES [MILLISECONDS]]]");
        return ExitCode::SUCCESS;
    };
    let bars: Vec<f64> = bars.iter().filter_map(|bar| bar.parse().ok()).collect();
    let within = |place: usize, figure: f64| bars.get(place).is_none_or(|bar| figure <= *bar);

    let file = Listed::of(Path::new(name));
    let before = cpu();
    let mut table = file.table();
    file.rows(|cells| table.push(cells.iter().copied()));
    let rows = table.rows();
    println!("{name}: {rows} rows, read: {:.2} s CPU", cpu().saturating_sub(before).as_secs_f64());
    let before = cpu();
    let (mut told, mut part, mut longest) = (before, 0.0, (Duration::ZERO, 0.0));
    let found = find_while(table, None, &Options::default(), &mut |done| {
        let now = cpu();
        let since = now.saturating_sub(told);
        if since > longest.0 {
            longest = (since, part);
        }
        (told, part) = (now, done);
        ControlFlow::Continue(())
    });
    let found = found.expect("nobody stops it");
    let last = cpu().saturating_sub(told);
    let (longest, part) = if last > longest.0 { (last, part) } else { longest };
    let (seconds, megabytes) = (cpu().saturating_sub(before).as_secs_f64(), peak_memory());
    let clusters: HashSet<u32> = found.clusters().iter().copied().collect();
    let automatic = found.pairs().filter(|pair| pair.decision() == Decision::Automatic).count();
    println!(
        "search: {seconds:.2} s CPU, most memory {megabytes:.0} MB; {} clusters, {} pairs, {automatic} automatic",
        clusters.len(),
        found.pairs().count()
    );
    println!("asked whether to go on after {:.2} s CPU at most, at {part:.2} of the work", longest.as_secs_f64());
    let before = cpu();
    let known = found.known(&(0..rows as u32).collect::<Vec<_>>());
    println!(
        "known: {:.2} s CPU, {:.0} bytes a row",
        cpu().saturating_sub(before).as_secs_f64(),
        known.memory() as f64 / rows.max(1) as f64
    );
    drop(found);
    let milliseconds = new_rows(&file, &known, rows);
    if within(0, seconds) && within(1, megabytes) && within(2, milliseconds) {
        ExitCode::SUCCESS
    } else {
        println!("above the bars: {bars:?}");
        ExitCode::FAILURE
    }
}

/// Compares rows of the file, as if new, with all of it; the 95th percentile in milliseconds. The rows
/// that they are compared with are read beforehand, as a store would give them.
fn new_rows(file: &Listed, known: &Known, rows: usize) -> f64 {
    let step = (rows / NEW_ROWS).max(1);
    let mut row = 0;
    let mut new: Vec<Vec<String>> = Vec::new();
    file.rows(|cells| {
        if row % step == 0 {
            new.push(cells.iter().map(|&cell| cell.to_owned()).collect());
        }
        row += 1;
    });
    let mut times: Vec<(Duration, Vec<u32>)> = new
        .iter()
        .map(|cells| {
            let mut table = file.table();
            table.push(cells.iter().map(String::as_str));
            (time(|| known.like(table.clone())), known.like(table))
        })
        .collect();
    let wanted: HashSet<u32> = times.iter().flat_map(|(_, like)| like).copied().collect();
    let mut texts: HashMap<u32, Vec<String>> = HashMap::new();
    let mut row = 0;
    file.rows(|cells| {
        if wanted.contains(&row) {
            texts.insert(row, cells.iter().map(|&cell| cell.to_owned()).collect());
        }
        row += 1;
    });
    let candidates = times.iter().map(|(_, like)| like.len()).sum::<usize>();
    for (cells, (sum, like)) in new.iter().zip(&mut times) {
        let mut table = file.table();
        like.iter().for_each(|row| table.push(texts[row].iter().map(String::as_str)));
        table.push(cells.iter().map(String::as_str));
        *sum += time(|| known.find(table.clone(), &Options::default()));
    }
    times.sort_unstable();
    let milliseconds = |percent: usize| times[(times.len() - 1) * percent / 100].0.as_secs_f64() * 1_000.0;
    println!(
        "one new row: median {:.2} ms, 95th percentile {:.2} ms, {} rows to read on average",
        milliseconds(50),
        milliseconds(95),
        candidates / new.len().max(1)
    );
    milliseconds(95)
}

/// How long something takes, of many times the mean: the CPU time goes on by some milliseconds at once.
fn time<T>(work: impl Fn() -> T) -> Duration {
    const TIMES: u32 = 40;
    let before = cpu();
    (0..TIMES).for_each(|_| drop(std::hint::black_box(work())));
    cpu().saturating_sub(before) / TIMES
}

/// A file whose columns are taken for fields.
struct Listed<'f> {
    file: &'f Path,
    layout: Layout,
    fields: Vec<(usize, FieldId)>,
}

impl<'f> Listed<'f> {
    fn of(file: &'f Path) -> Self {
        let found = inspect(file, &LayoutOverrides::default(), &mut |_| ControlFlow::Continue(())).expect("a table");
        let columns: Vec<mapping::ColumnView<'_>> = found
            .headers
            .iter()
            .zip(&found.columns)
            .map(|(header, column)| mapping::ColumnView { header, samples: &column.samples, fill: column.fill })
            .collect();
        let guesses = mapping::guess(&columns).into_iter().enumerate();
        let fields = guesses.filter_map(|(column, guess)| Some((column, guess.target.field()?.clone()))).collect();
        Self { file, layout: found.layout, fields }
    }

    /// A table without rows.
    fn table(&self) -> Table {
        Table::new(Entity::Prospect, self.fields.iter().map(|(_, field)| field.clone()))
    }

    /// The cells of each row.
    fn rows(&self, mut row: impl FnMut(&[&str])) {
        let mut reader = RowReader::open(self.file, &self.layout).expect("a readable file");
        let mut batch = RowBatch::new();
        while reader.next_batch(&mut batch, 8_192).expect("rows") > 0 {
            for cells in batch.rows() {
                let cells: Vec<&str> = self.fields.iter().map(|&(column, _)| cells.cell(column)).collect();
                row(&cells);
            }
        }
    }
}

/// The CPU time of this thread so far: all of it works in one.
fn cpu() -> Duration {
    let schedule = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(schedule.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default())
}

/// The most memory of this program so far, in MB.
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1_000.0
}
