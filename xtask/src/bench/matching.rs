//! The search for duplicates among made-up contacts, and one new record beside all, held against their bars.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{
    LIKE, MATCH,
    import::{self, ROWS, made_up, product, sqlite},
};
use crate::process;

/// Rows of the smaller list, and its bars: CPU seconds, megabytes, milliseconds for one new row.
const FEWER: (usize, [f64; 3]) = (100_000, [20.0, 500.0, 20.0]);
/// The bars of the larger list: CPU of the import and the search after it, in times SQLite's own import of
/// it; megabytes of the search without a workspace, milliseconds for one new row.
const TIMES_SQLITE: f64 = 5.0;
const MEGABYTES: f64 = 1_000.0;
const MILLISECONDS: f64 = 20.0;

/// Imports the larger list and searches it, beside SQLite's own import; then searches both lists without a
/// workspace, and asks a workspace of each about new records. Fails above the bars.
pub fn bench(arguments: &[String]) -> Result<()> {
    let rows = match arguments {
        [] => ROWS,
        [rows] => rows.parse().with_context(|| format!("«{rows}» is no number of rows"))?,
        _ => bail!("usage: bench match [ROWS]"),
    };
    import::build()?;
    let folder = process::target().join("bench-import");
    fs::create_dir_all(&folder)?;
    let (fewer, bars) = FEWER;
    let many = made_up(&folder, rows)?;
    let ratio = import_and_search(&folder, &many)?;
    for (file, bars) in [(made_up(&folder, fewer)?, bars), (many, [f64::INFINITY, MEGABYTES, MILLISECONDS])] {
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", "sales-ingest", "--bench", MATCH, "--"]).arg(&file);
        process::run(cargo.args(bars.map(|bar| bar.to_string())))?;
        let mut cargo = process::cargo();
        cargo.args(["bench", "--package", "sales-app", "--bench", LIKE, "--"]).arg(&file);
        process::run(cargo.arg(bars[2].to_string()))?;
    }
    // Of a few rows, the opening of the workspace is most of it.
    if rows >= ROWS && ratio > TIMES_SQLITE {
        bail!("import and search take {ratio:.2} times what SQLite does, above {TIMES_SQLITE}");
    }
    Ok(())
}

/// How many times as much CPU as SQLite's own import an import and the search after it take.
fn import_and_search(folder: &Path, file: &Path) -> Result<f64> {
    let (theirs, import, search) = (sqlite(folder, file)?, product(folder, file)?, import::search(folder)?);
    for (who, cost) in
        [("sqlite3 .import and index", theirs), ("sales-agent import", import), ("duplicates find", search)]
    {
        println!("{who:<28} {:>7.2} s CPU {:>6.0} MB", cost.cpu, cost.memory);
    }
    let ratio = (import.cpu + search.cpu) / theirs.cpu;
    println!("ratio of CPU time, import and search: {ratio:.2}");
    Ok(ratio)
}
