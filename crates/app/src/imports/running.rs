//! Work that is running, seen from outside: it can be asked to end.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

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

/// Work of which only the newest counts: to begin it again, or to stop it, ends what is under way and
/// nothing that begins later.
#[derive(Debug, Default)]
pub(crate) struct Newest(AtomicU64);

/// One piece of such work.
#[derive(Debug)]
pub(crate) struct Turn<'n> {
    of: &'n Newest,
    number: u64,
}

impl Newest {
    /// Begins, and ends what is under way.
    pub fn begin(&self) -> Turn<'_> {
        Turn { of: self, number: self.0.fetch_add(1, Ordering::Relaxed) + 1 }
    }

    /// Ends what is under way.
    pub fn stop(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Turn<'_> {
    /// Whether it was stopped or another one has begun.
    pub fn is_over(&self) -> bool {
        self.of.0.load(Ordering::Relaxed) != self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_ends_what_is_under_way_and_not_what_begins_later() {
        let work = Newest::default();
        work.stop();
        let first = work.begin();
        assert!(!first.is_over());
        work.stop();
        let second = work.begin();
        assert!(first.is_over() && !second.is_over());
        let third = work.begin();
        assert!(second.is_over() && !third.is_over(), "only the newest counts");
    }
}
