//! How far a search is, told while it goes on, and whether anybody still waits for it.

use std::ops::ControlFlow;

/// What a search does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Brings values to their forms.
    Forms,
    /// Finds out what the forms have in common.
    Keys,
    /// Learns what agreement weighs.
    Learning,
    /// Compares pairs.
    Pairs,
    /// Joins clusters.
    Clusters,
}

impl Stage {
    /// The part of the whole work that is done when it begins and when it ends: of a million contacts.
    const fn part(self) -> (f64, f64) {
        match self {
            Self::Forms => (0.0, 0.4),
            Self::Keys => (0.4, 0.5),
            Self::Learning => (0.5, 0.6),
            Self::Pairs => (0.6, 0.95),
            Self::Clusters => (0.95, 1.0),
        }
    }
}

/// Whoever waits for a search: is told the part that is done, 0 to 1, and says whether to go on.
pub(super) struct Observer<'o> {
    tell: Option<&'o mut dyn FnMut(f64) -> ControlFlow<()>>,
    stage: Stage,
    /// The part of the stage that is done.
    part: f64,
    /// Work since it was told last.
    untold: usize,
    is_stopped: bool,
}

/// Records or pairs between two times that it is told: some milliseconds.
const UNTOLD: usize = 4_096;

impl<'o> Observer<'o> {
    pub fn new(tell: &'o mut dyn FnMut(f64) -> ControlFlow<()>) -> Self {
        Self { tell: Some(tell), ..Self::none() }
    }

    /// Nobody: the search goes on to its end.
    pub const fn none() -> Self {
        Self { tell: None, stage: Stage::Forms, part: 0.0, untold: 0, is_stopped: false }
    }

    /// Begins a stage.
    pub fn begin(&mut self, stage: Stage) {
        self.stage = stage;
        self.reach(0, 1);
    }

    /// So many parts of a stage are done.
    pub fn reach(&mut self, done: usize, of: usize) {
        self.part = done as f64 / of.max(1) as f64;
        self.untold = UNTOLD;
        self.go_on(0);
    }

    /// Does so many more records or pairs; false when the search is to end.
    pub fn go_on(&mut self, work: usize) -> bool {
        self.untold += work;
        if self.untold >= UNTOLD
            && let Some(tell) = &mut self.tell
        {
            self.untold = 0;
            let (begins, ends) = self.stage.part();
            self.is_stopped |= tell(begins + self.part * (ends - begins)).is_break();
        }
        !self.is_stopped
    }

    /// Nobody waits for the search any more.
    pub const fn is_stopped(&self) -> bool {
        self.is_stopped
    }
}
