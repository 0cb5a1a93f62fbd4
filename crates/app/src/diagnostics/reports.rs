//! Reports of faults: one file each beside the logs, the newest are kept.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use sales_core::time::UtcMillis;
use serde::{Deserialize, Serialize};

use super::{redact::redact, system};
use crate::app::report_number;

/// The folder of the reports, inside that of the logs.
const FOLDER: &str = "reports";
/// Reports kept.
const KEPT: usize = 20;
/// Characters kept of a message.
const LONGEST_MESSAGE: usize = 2_000;

/// Where a fault was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReportKind {
    /// In the window.
    Window,
    /// In the program behind it.
    Panic,
}

/// A report of a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Report {
    pub number: String,
    pub at: UtcMillis,
    pub kind: ReportKind,
    pub version: String,
    pub system: String,
    /// What went wrong, redacted.
    pub message: String,
    /// Places in the program, the innermost first.
    pub stack: Vec<String>,
}

impl Report {
    /// A report with a new number. What could be personal is taken out of `message`.
    pub fn new(kind: ReportKind, at: UtcMillis, message: &str, stack: Vec<String>) -> Self {
        Self {
            number: report_number(),
            at,
            kind,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            system: system(),
            message: redact(&message.chars().take(LONGEST_MESSAGE).collect::<String>()),
            stack,
        }
    }

    /// Writes the report beside the logs in `logs`, and lets the oldest ones go.
    pub fn keep(&self, logs: &Path) -> io::Result<()> {
        let folder = logs.join(FOLDER);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{:013}-{}.json", self.at.0, self.number)), serde_json::to_vec_pretty(self)?)?;
        let files = files(&folder);
        for old in files.iter().skip(KEPT) {
            fs::remove_file(old)?;
        }
        Ok(())
    }
}

/// The newest reports, newest first; those that cannot be read are left out.
pub(super) fn newest(logs: &Path, count: usize) -> Vec<Report> {
    let read = |file: &PathBuf| serde_json::from_slice(&fs::read(file).ok()?).ok();
    files(&logs.join(FOLDER)).iter().filter_map(read).take(count).collect()
}

/// The files of reports, newest first.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|kind| kind == "json")).collect();
    files.sort_unstable();
    files.reverse();
    files
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "report {} {:?} {} {}: {}", self.number, self.kind, self.at, self.version, self.message)?;
        self.stack.iter().try_for_each(|frame| writeln!(f, "  {frame}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(at: i64) -> Report {
        Report::new(ReportKind::Panic, UtcMillis(at), "broken", vec!["here".to_owned()])
    }

    #[test]
    fn the_newest_are_kept_and_come_first() {
        let logs = tempfile::tempdir().unwrap();
        let made: Vec<Report> = (1..=25).map(report).collect();
        made.iter().for_each(|report| report.keep(logs.path()).unwrap());
        assert_eq!(newest(logs.path(), 2), [made[24].clone(), made[23].clone()]);
        let kept = newest(logs.path(), 100);
        assert_eq!((kept.len(), kept.last()), (KEPT, Some(&made[5])));
    }

    #[test]
    fn a_damaged_report_is_passed_over() {
        let logs = tempfile::tempdir().unwrap();
        report(1).keep(logs.path()).unwrap();
        fs::write(logs.path().join(FOLDER).join("9-x.json"), "{").unwrap();
        assert_eq!(newest(logs.path(), 5).len(), 1);
    }
}
