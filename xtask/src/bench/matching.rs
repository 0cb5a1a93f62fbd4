//! The search for duplicates among made-up contacts, and one new record beside all, held against their bars.

use std::fs;

use anyhow::Result;

use super::{
    LIKE, MATCH,
    import::{ROWS, made_up, sqlite},
};
use crate::process;

/// Rows of the smaller list, and its bars: CPU seconds, megabytes, milliseconds for one new row.
const FEWER: (usize, [f64; 3]) = (100_000, [20.0, 500.0, 20.0]);
/// The bars of the larger list: CPU in times SQLite's own import of it (an import takes three times as
/// long, both together five times), megabytes, milliseconds for one new row.
const TIMES_SQLITE: f64 = 2.0;
const MEGABYTES: f64 = 1_000.0;
const MILLISECONDS: f64 = 20.0;

/// Searches both lists, and asks a workspace of each about new records; fails above the bars.
pub fn bench() -> Result<()> {
    let folder = process::target().join("bench-import");
    fs::create_dir_all(&folder)?;
    let (fewer, bars) = FEWER;
    let many = made_up(&folder, ROWS)?;
    let sqlite = sqlite(&folder, &many)?.cpu;
    println!("sqlite3 .import of {ROWS} rows and an index: {sqlite:.2} s CPU");
    let lists = [(made_up(&folder, fewer)?, bars), (many, [TIMES_SQLITE * sqlite, MEGABYTES, MILLISECONDS])];
    for (file, bars) in lists {
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", "sales-ingest", "--bench", MATCH, "--"]).arg(&file);
        process::run(cargo.args(bars.map(|bar| bar.to_string())))?;
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", "sales-app", "--bench", LIKE, "--"]).arg(&file);
        process::run(cargo.arg(bars[2].to_string()))?;
    }
    Ok(())
}
