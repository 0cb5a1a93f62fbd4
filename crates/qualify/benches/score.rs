//! A million prospects with ten signals each, in memory, beside the formula written plainly:
//! `cargo bench -p sales-qualify --bench score`.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::{fs, hint::black_box, time::Duration};

use sales_qualify::{
    icp::Fit,
    score::{Config, Evidence, Scorer, breakdown},
};

#[path = "../tests/it/plain.rs"]
mod plain;
#[path = "../tests/it/prospects.rs"]
mod prospects;
use prospects::{AS_OF, Prospects};

/// Different prospects; scored again and again, as a million with ten signals would be 800 MB.
const DIFFERENT: usize = 50_000;
const ROUNDS: usize = 20;

fn main() {
    let mut made = Prospects::new(1);
    let all: Vec<(Vec<Evidence>, Fit)> = (0..DIFFERENT).map(|_| (made.evidence(10), made.prospect().1)).collect();
    let config = Config::default();
    let count = DIFFERENT * ROUNDS;
    measured(&format!("{count} scores, 10 signals each"), || {
        let mut scorer = Scorer::new(&config);
        for (evidence, fit) in all.iter().cycle().take(count) {
            black_box(scorer.score(evidence, fit, AS_OF));
        }
    });
    measured("the same in floating point with libm, without copies and explanations", || {
        for (evidence, fit) in all.iter().cycle().take(count) {
            black_box(plain::total(evidence, fit, AS_OF));
        }
    });
    measured(&format!("{DIFFERENT} breakdowns with what each total would be without each part"), || {
        for (evidence, fit) in &all {
            black_box(breakdown(evidence, fit, &config, AS_OF));
        }
    });
}

fn measured(what: &str, work: impl FnOnce()) {
    let before = cpu();
    work();
    println!("{what}: {:.2} s CPU", cpu().saturating_sub(before).as_secs_f64());
}

/// The CPU time of this thread so far: all of it works in one.
fn cpu() -> Duration {
    let schedule = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(schedule.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default())
}
