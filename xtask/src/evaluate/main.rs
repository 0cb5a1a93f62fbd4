//! Measures the product's quality on real data: `cargo xtask evaluate DATA_DIR [PART]`.

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
    let mut arguments = std::env::args_os().skip(1);
    let Some(data) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: evaluate DATA_DIR [PART]");
        return ExitCode::from(2);
    };
    let part = arguments.next().map(|part| part.to_string_lossy().into_owned());
    let mut evaluation = Evaluation { data, part, shown: Vec::new() };
    evaluation.show("reading files", read::evaluate);
    evaluation.show("beside DuckDB's answers", duckdb::evaluate);
    evaluation.show("recognising columns", mapping::evaluate);
    evaluation.show("normal forms", normal::evaluate);
    evaluation.show("names of persons", people::evaluate);
    evaluation.show("distorted names of companies", companies::evaluate);
    evaluation.show("job titles", titles::evaluate);
    evaluation.show("duplicates", dedup::evaluate);
    evaluation.show("learning from decisions", learning::evaluate);
    if evaluation.shown.is_empty() || evaluation.shown.contains(&false) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The measurements that are asked for.
struct Evaluation {
    data: PathBuf,
    /// What the name of a measurement has in it; all of them when it is none.
    part: Option<String>,
    /// Of each that was made: whether its data could be read.
    shown: Vec<bool>,
}

impl Evaluation {
    /// Prints one measurement, if it is asked for.
    fn show<Report: Display, Error: Display>(
        &mut self,
        name: &str,
        evaluate: impl FnOnce(&Path) -> Result<Report, Error>,
    ) {
        if self.part.as_deref().is_some_and(|part| !name.contains(part)) {
            return;
        }
        let report = evaluate(&self.data);
        match &report {
            Ok(report) => println!("{report}"),
            Err(error) => println!("{name}: not measured, {error}\n"),
        }
        self.shown.push(report.is_ok());
    }
}
