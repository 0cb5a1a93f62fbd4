//! Measures the product's quality on real data: `cargo xtask evaluate DATA_DIR`.

#![expect(clippy::print_stdout, reason = "a report is for the terminal")]

mod companies;
mod dedup;
mod duckdb;
mod learning;
mod mapping;
mod normal;
mod people;
mod read;
mod titles;

use std::{
    fmt::Display,
    path::{Path, PathBuf},
    process::ExitCode,
};

fn main() -> ExitCode {
    let Some(data) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: evaluate DATA_DIR");
        return ExitCode::from(2);
    };
    let shown = [
        show("reading files", &data, read::evaluate),
        show("beside DuckDB's answers", &data, duckdb::evaluate),
        show("recognising columns", &data, mapping::evaluate),
        show("normal forms", &data, normal::evaluate),
        show("names of persons", &data, people::evaluate),
        show("distorted names of companies", &data, companies::evaluate),
        show("job titles", &data, titles::evaluate),
        show("duplicates", &data, dedup::evaluate),
        show("learning from decisions", &data, learning::evaluate),
    ];
    if shown.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints one measurement; false when its data could not be read.
fn show<Report: Display, Error: Display>(
    name: &str,
    data: &Path,
    evaluate: impl FnOnce(&Path) -> Result<Report, Error>,
) -> bool {
    match evaluate(data) {
        Ok(report) => {
            println!("{report}");
            true
        }
        Err(error) => {
            println!("{name}: not measured, {error}\n");
            false
        }
    }
}
