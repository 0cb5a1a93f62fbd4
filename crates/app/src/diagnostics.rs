//! What the program tells of itself when something went wrong, without a word about the data.

mod panics;
pub(crate) mod redact;
mod reports;

use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use sales_store::migrate;

use crate::{app::App, error::AppError, logging, workspace::WorkspaceState};

pub use panics::catch_panics;
use redact::redact;
use reports::{Report, ReportKind};

/// Lines of the log in the text to copy.
const LOG_LINES: usize = 60;
/// Bytes of the log that are looked at for them.
const LOG_BYTES: u64 = 64 * 1024;
/// Reports in the text to copy.
const SHOWN_REPORTS: usize = 3;

impl App {
    /// Keeps a report of a fault in the window, and gives its number.
    pub fn diagnostics_report(&self, message: &str, stack: &str) -> Result<String, AppError> {
        let report = Report::new(ReportKind::Window, self.inner.environment.clock.now(), message, frames(stack));
        tracing::error!(report = report.number, cause = report.message, "the window failed");
        let folder = self.log_folder();
        report.keep(&folder).map_err(|error| AppError::io(&folder, &error))?;
        Ok(report.number)
    }

    /// What helps somebody to understand a fault: versions, system, counts, the newest reports and
    /// lines of the log. It holds no value, name or path of the workspace.
    pub fn diagnostics_text(&self) -> Result<String, AppError> {
        let folder = self.log_folder();
        let mut text = String::new();
        let mut say = |name: &str, value: &str| {
            let _ = writeln!(text, "{name}: {value}");
        };
        say("version", env!("CARGO_PKG_VERSION"));
        say("build", if cfg!(debug_assertions) { "development" } else { "release" });
        say("system", &system());
        say("language", self.settings().language.unwrap_or_default().tag());
        say("at", &self.inner.environment.clock.now().to_rfc3339());
        for (name, value) in self.workspace_facts()? {
            say(name, &value);
        }
        for report in reports::newest(&folder, SHOWN_REPORTS) {
            let _ = write!(text, "\n{report}");
        }
        let lines = last_lines(&folder);
        if !lines.is_empty() {
            let _ = write!(text, "\n{}\n", lines.join("\n"));
        }
        Ok(text)
    }

    fn workspace_facts(&self) -> Result<Vec<(&'static str, String)>, AppError> {
        let state = self.workspace_status()?.state;
        let mut facts = vec![("workspace", format!("{state:?}").to_lowercase())];
        if state != WorkspaceState::Open {
            return Ok(facts);
        }
        let (workspace, summary) = (self.workspace()?, self.workspace_summary()?);
        let store = &workspace.store;
        let bytes = fs::metadata(store.path()).map(|file| file.len()).unwrap_or_default();
        facts.extend([
            ("schema", store.read(migrate::version_of)?.to_string()),
            ("bytes", bytes.to_string()),
            ("list_bytes", store.list_bytes().to_string()),
            ("prospects", summary.prospects.to_string()),
            ("companies", summary.companies.to_string()),
            ("imports", summary.imports.to_string()),
        ]);
        Ok(facts)
    }
}

/// The system and its architecture, by name and version where the system says them.
pub(crate) fn system() -> String {
    let named = fs::read_to_string("/etc/os-release").ok().and_then(|text| {
        let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(name.trim_matches('"').to_owned())
    });
    format!("{} {} {}", env::consts::OS, env::consts::ARCH, named.unwrap_or_default()).trim_end().to_owned()
}

/// The lines of a stack that tell a place in the program; a first line often repeats the message.
fn frames(stack: &str) -> Vec<String> {
    const MOST: usize = 50;
    let tells_place = |line: &&str| {
        let (column, line) =
            line.trim_end_matches(')').rsplit_once(':').map_or(("", ""), |(rest, column)| (column, rest));
        let line = line.rsplit_once(':').map_or("", |(_, line)| line);
        [line, column].iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    stack.lines().map(str::trim).filter(tells_place).take(MOST).map(redact).collect()
}

/// The newest lines of the newest log.
fn last_lines(folder: &Path) -> Vec<String> {
    let text = newest_log(folder).and_then(|log| tail(&log).ok()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('{')).collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].iter().map(|line| (*line).to_owned()).collect()
}

fn newest_log(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let is_log = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(logging::NAME.0) && name.ends_with(logging::NAME.1)
    };
    files.filter(is_log).max()
}

fn tail(log: &Path) -> io::Result<String> {
    let mut file = File::open(log)?;
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(size.saturating_sub(LOG_BYTES)))?;
    let mut bytes = Vec::new();
    file.take(LOG_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{settings::Language, test_app::TestApp};

    #[test]
    fn the_text_tells_versions_and_counts_and_no_path() {
        let test = TestApp::new(Language::Fr);
        test.app.sample_add().unwrap();
        let text = test.app.diagnostics_text().unwrap();
        let schema = test.app.workspace().unwrap().store.read(sales_store::migrate::version_of).unwrap();
        let schema = format!("schema: {schema}");
        for line in ["workspace: open", &schema, "language: fr", "prospects: 500", "companies: 120", "imports: 1"] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
        assert!(!text.contains(&test.folder.path().display().to_string()), "{text}");
        test.app.workspace_lock().unwrap();
        assert!(test.app.diagnostics_text().unwrap().contains("workspace: locked"));
    }

    #[test]
    fn a_fault_in_the_window_is_kept_without_its_values() {
        let test = TestApp::new(Language::En);
        let stack = "TypeError: no 'Séverine'\n    at show (http://tauri.localhost/assets/index.js:3:1415)\nrow@app.js:9:2\nhello";
        let number = test.app.diagnostics_report("no such row: \"Séverine Dupont\" (06 39 98 12 34)", stack).unwrap();
        let text = test.app.diagnostics_text().unwrap();
        assert!(text.contains(&number) && text.contains("no such row"), "{text}");
        assert!(text.contains("index.js:3:1415") && text.contains("row@app.js:9:2"), "{text}");
        for value in ["Séverine", "Dupont", "39 98", "hello"] {
            assert!(!text.contains(value), "{value} in\n{text}");
        }
    }

    #[test]
    fn the_text_ends_with_the_newest_lines_of_the_newest_log() {
        let test = TestApp::new(Language::En);
        let folder = test.app.log_folder();
        fs::create_dir_all(&folder).unwrap();
        let log = |day: u32, lines: std::ops::Range<u32>| {
            let lines: String = lines.map(|n| format!("{{\"line\":{n}}}\n")).collect();
            fs::write(folder.join(format!("sales-agent.2026-11-{day}.jsonl")), lines).unwrap();
        };
        log(20, 0..10);
        log(21, 100..5_000);
        let text = test.app.diagnostics_text().unwrap();
        assert!(text.ends_with("{\"line\":4998}\n{\"line\":4999}\n"), "{text}");
        assert_eq!(text.matches("{\"line\"").count(), LOG_LINES);
    }
}
