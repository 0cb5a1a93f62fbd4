//! Long-running work, for the strip at the foot of the window.

use serde::Serialize;
use specta::Type;

/// A piece of work and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct JobView {
    /// Its identity.
    pub id: String,
    /// `import`, `check`, `export`, `undo` or `backup`.
    pub kind: String,
    /// What it works on: the name of a file.
    pub subject: String,
    /// Done so far.
    #[specta(type = specta_typescript::Number)]
    pub done: u64,
    /// In all.
    #[specta(type = specta_typescript::Number)]
    pub total: u64,
    /// A second.
    #[specta(type = specta_typescript::Number)]
    pub rate: u64,
    /// How it stands.
    pub state: JobState,
}

/// How a piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way.
    Running,
    /// Finished.
    Done,
    /// Cancelled by a person.
    Cancelled,
    /// Ended by an error.
    Failed,
}
