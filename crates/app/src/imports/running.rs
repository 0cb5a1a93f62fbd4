//! The import that is running, seen from outside: it can be asked to end.

use std::sync::atomic::{AtomicU8, Ordering};

use super::StopImport;

/// How an import was asked to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// What is in stays.
    Keep,
    /// What is in goes.
    RollBack,
    /// The workspace closes; the import can go on later.
    Interrupt,
}

/// A switch that the person who watches an import holds.
#[derive(Debug, Default)]
pub(crate) struct RunningImport(AtomicU8);

impl RunningImport {
    /// Asks the import to end after the rows in hand. What was asked can be asked for more strongly,
    /// not be taken back.
    pub fn stop(&self, how: StopImport) {
        let ending = match how {
            StopImport::Keep => 1,
            StopImport::RollBack => 2,
        };
        self.0.fetch_max(ending, Ordering::Relaxed);
    }

    /// Asks the import to stop for now.
    pub fn interrupt(&self) {
        self.0.fetch_max(3, Ordering::Relaxed);
    }

    /// What was asked.
    pub fn asked(&self) -> Option<Ending> {
        match self.0.load(Ordering::Relaxed) {
            1 => Some(Ending::Keep),
            2 => Some(Ending::RollBack),
            3 => Some(Ending::Interrupt),
            _ => None,
        }
    }
}
