//! `test`: everything that a release needs to pass.

mod counts;
mod golden;
pub mod steps;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{Arguments, process, setup};
use counts::Counts;
use steps::{STEPS, Step};

/// How much of a failed step's log is shown.
const TAIL_LINES: usize = 60;

/// What became of a step.
struct Outcome {
    name: &'static str,
    error: Option<String>,
    counts: Counts,
    took: Duration,
}

/// The subcommand.
pub fn command(words: Arguments<'_>) -> Result<()> {
    let chosen = choose(words)?;
    let start = Instant::now();
    setup::prepare(setup::Purpose::Test)?;
    let logs = process::target().join("test-logs");
    fs::create_dir_all(&logs)?;
    let outcomes: Vec<Outcome> = chosen.into_iter().map(|step| carry_out(step, &logs)).collect();
    summarise(&outcomes, start.elapsed())
}

/// The steps with these names in their fixed order; all of them without names.
fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step «{unknown}»; the steps: {}", known.join(" "));
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| step.name == name)).collect())
}

fn carry_out(step: &Step, logs: &Path) -> Outcome {
    let log = logs.join(format!("{}.log", step.name));
    println!("▶ {}: {}", step.name, step.about);
    let start = Instant::now();
    let result = (step.run)(&log);
    let took = start.elapsed();
    let counts = fs::read_to_string(&log).map(|text| Counts::read(&text)).unwrap_or_default();
    let error = result.err().map(|error| format!("{error:#}"));
    match &error {
        None => println!("  ok {:.1} s", took.as_secs_f64()),
        Some(error) => {
            println!("  FAILED {:.1} s: {error}", took.as_secs_f64());
            print_tail(&log);
        }
    }
    Outcome { name: step.name, error, counts, took }
}

fn print_tail(log: &Path) {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() > TAIL_LINES {
        println!("  … all of it: {}", log.display());
    }
    for line in &lines[lines.len().saturating_sub(TAIL_LINES)..] {
        println!("  │ {line}");
    }
}

/// The last lines: each step with its time, then the number of tests.
fn summarise(outcomes: &[Outcome], took: Duration) -> Result<()> {
    println!("\n{:<12} {:>8}  tests", "step", "seconds");
    for Outcome { name, error, counts, took } in outcomes {
        let tests = if counts.total() > 0 { counts.to_string() } else { String::new() };
        let verdict = if error.is_some() { "FAILED" } else { "" };
        println!("{name:<12} {:>8.1}  {tests} {verdict}", took.as_secs_f64());
    }
    println!("{:<12} {:>8.1}\n", "all", took.as_secs_f64());
    let counts: Counts = outcomes.iter().map(|outcome| outcome.counts).sum();
    println!("{counts}");
    let failed: Vec<&str> = outcomes.iter().filter(|outcome| outcome.error.is_some()).map(|o| o.name).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_steps_keep_their_order_and_a_wrong_name_is_refused() {
        let names: Vec<String> = ["arch", "fmt"].map(str::to_owned).to_vec();
        let chosen: Vec<&str> = choose(&names).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(chosen, ["fmt", "arch"]);
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
        assert!(choose(&["lint".to_owned()]).is_err());
    }

    #[test]
    fn a_failing_step_fails_the_whole() {
        let outcome = |error: Option<&str>| Outcome {
            name: "fmt",
            error: error.map(str::to_owned),
            counts: Counts::default(),
            took: Duration::ZERO,
        };
        assert!(summarise(&[outcome(None)], Duration::ZERO).is_ok());
        let error = summarise(&[outcome(None), outcome(Some("x"))], Duration::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "failed: fmt");
    }
}
