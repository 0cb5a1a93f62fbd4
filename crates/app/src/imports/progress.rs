//! How far and how fast: at most ten times a second.

use std::time::{Duration, Instant};

use super::{ImportPhase, ImportProgress};

/// Time between two messages.
const INTERVAL: Duration = Duration::from_millis(100);

/// Measures the speed of an import or a check.
#[derive(Debug)]
pub(crate) struct Pace {
    phase: ImportPhase,
    started: Instant,
    started_at: u64,
    told: Option<Instant>,
}

impl Pace {
    /// Starts measuring with rows that were done before.
    pub fn start(phase: ImportPhase, done: u64) -> Self {
        Self { phase, started: Instant::now(), started_at: done, told: None }
    }

    /// Goes over to another phase.
    pub const fn phase(&mut self, phase: ImportPhase) {
        self.phase = phase;
    }

    /// Tells how far it is, unless it was told just now.
    pub fn tell(&mut self, tell: &mut dyn FnMut(ImportProgress), rows: u64, total: u64) {
        if self.told.is_none_or(|at| at.elapsed() >= INTERVAL) {
            self.tell_now(tell, rows, total);
        }
    }

    /// Tells how far it is.
    pub fn tell_now(&mut self, tell: &mut dyn FnMut(ImportProgress), rows: u64, total: u64) {
        self.told = Some(Instant::now());
        let seconds = self.started.elapsed().as_secs_f64().max(0.001);
        let rate = (rows.saturating_sub(self.started_at)) as f64 / seconds;
        tell(ImportProgress { rows, total: total.max(rows), rate: rate as u64, phase: self.phase });
    }
}
