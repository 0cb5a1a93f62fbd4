//! The log: lines of JSON in a file per day, without a word about the data.
//!
//! Only this program's own events are taken, and every text in them passes [`redact`] on its way
//! to the disk: codes, counts and ids stay, values and paths go.

use std::{
    env,
    io::{self, Write},
    path::Path,
    process,
    str::FromStr as _,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use sales_store::workspace_dir::create_private_dir;
use serde_json::Value;
use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{
    Layer as _, Registry,
    filter::Targets,
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
};

use crate::{diagnostics::redact::redact, error::AppError};

/// The level, as `error`, `warn`, `info`, `debug` or `trace`.
const LEVEL: &str = "SALES_AGENT_LOG";
/// Files kept, one a day.
const FILES: usize = 14;
/// The beginning and the end of the names of the files; the day stands between them.
pub(crate) const NAME: (&str, &str) = ("sales-agent", "jsonl");
/// Work that takes longer is told even when it went well.
const SLOW: Duration = Duration::from_secs(2);
/// The parts of the program; what libraries say stays out, since nobody knows what is in it.
const OWN: [&str; 6] = ["ai_sales_agent", "sales_cli", "sales_app", "sales_store", "sales_ingest", "sales_i18n"];

/// Keeps the log open; what is not written yet is written when this goes.
#[must_use]
pub struct Logs {
    _writer: Option<WorkerGuard>,
}

/// Starts the log of this process in `folder`. Without a place to write, the program runs without.
pub fn start(folder: &Path) -> Logs {
    // The appender complains on standard error about a folder that is not there yet.
    if create_private_dir(folder).is_err() {
        return Logs { _writer: None };
    }
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(NAME.0)
        .filename_suffix(NAME.1)
        .max_log_files(FILES)
        .build(folder);
    let Ok(files) = files else { return Logs { _writer: None } };
    let (writer, guard) = tracing_appender::non_blocking(Redacted(files));
    let level = env::var(LEVEL).ok().and_then(|level| LevelFilter::from_str(&level).ok());
    if tracing::subscriber::set_global_default(subscriber(writer, level.unwrap_or(LevelFilter::INFO))).is_err() {
        return Logs { _writer: None };
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), system = env::consts::OS, "started");
    Logs { _writer: Some(guard) }
}

fn subscriber(
    writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static,
    level: LevelFilter,
) -> impl Subscriber + Send + Sync {
    let own = OWN.map(|target| (target, level));
    let lines = fmt::layer().json().flatten_event(true).with_span_list(false).with_writer(writer);
    Registry::default().with(lines.with_filter(Targets::new().with_targets(own)))
}

/// Runs a use case so that everything it logs carries its name and a number of its own.
pub fn command<T>(name: &'static str, case: impl FnOnce() -> Result<T, AppError>) -> Result<T, AppError> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let id = format!("{:x}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let span = tracing::info_span!("command", case = name, id);
    let _entered = span.enter();
    let started = Instant::now();
    let result = case();
    let took = started.elapsed();
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match &result {
        Err(error) => tracing::warn!(code = error.code.as_str(), report = error.report, millis, "refused"),
        Ok(_) if took >= SLOW => tracing::info!(millis, "done"),
        Ok(_) => tracing::debug!(millis, "done"),
    }
    result
}

/// Takes what could be personal out of lines of JSON.
struct Redacted<W>(W);

/// What says nothing about the data, and would be harder to read redacted.
const PLAIN: [&str; 8] = ["timestamp", "level", "target", "code", "report", "name", "case", "id"];

impl<W: Write> Write for Redacted<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if let Ok(mut value) = serde_json::from_slice(line) {
            redact_texts(&mut value);
            serde_json::to_writer(&mut self.0, &value)?;
            self.0.write_all(b"\n")?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn redact_texts(value: &mut Value) {
    match value {
        Value::String(text) => *text = redact(text),
        Value::Array(values) => values.iter_mut().for_each(redact_texts),
        Value::Object(fields) => {
            let told = fields.iter_mut().filter(|(name, _)| !PLAIN.contains(&name.as_str()));
            told.for_each(|(_, value)| redact_texts(value));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use parking_lot::Mutex;
    use sales_core::{fields::Entity, import::OnMatch, list::ListQuery};

    use super::*;
    use crate::{
        app::App,
        error::ErrorCode,
        exports::{ExportFormat, ExportInput},
        imports::{InspectFile, LayoutChoice},
        lists::{ListValues, OpenList, Selection},
        records::{ChangeRecords, RecordAction},
        settings::Language,
        test_app::TestApp,
    };

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The lines that `act` logs at the finest level.
    fn logged(act: impl FnOnce()) -> String {
        let memory = Memory::default();
        let writer = memory.clone();
        let make = move || Redacted(writer.clone());
        tracing::subscriber::with_default(subscriber(make, LevelFilter::TRACE), act);
        String::from_utf8(memory.0.lock().clone()).unwrap()
    }

    #[test]
    fn everything_that_a_command_logs_carries_its_name_and_number() {
        let log = logged(|| {
            let result: Result<(), AppError> = command("list_open", || {
                tracing::info!(rows = 3, "inside");
                Err(AppError::new(ErrorCode::ListGone))
            });
            assert_eq!(result.unwrap_err().code, ErrorCode::ListGone);
        });
        let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2, "{log}");
        assert_eq!((&lines[0]["message"], &lines[0]["rows"]), (&"inside".into(), &3.into()));
        assert_eq!((&lines[1]["code"], &lines[1]["level"]), (&"list_gone".into(), &"WARN".into()));
        for line in &lines {
            assert_eq!(line["span"]["case"], "list_open");
            assert_eq!(line["span"]["id"], lines[0]["span"]["id"]);
        }
    }

    #[test]
    fn a_file_of_the_day_gets_the_lines_and_a_lost_folder_stops_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("no folder");
        fs::write(&file, "").unwrap();
        drop(start(&file));
        let logs = start(folder.path());
        tracing::warn!(rows = 7, "kept");
        drop(logs);
        let mut names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let log = names.find(|path| path.extension().is_some_and(|kind| kind == NAME.1)).unwrap();
        let text = fs::read_to_string(log).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["message"], "started");
        assert!(lines.iter().any(|line| line["message"] == "kept" && line["rows"] == 7), "{text}");
    }

    #[test]
    fn libraries_are_not_heard() {
        let log = logged(|| tracing::error!(target: "zbus::connection", "secret"));
        assert_eq!(log, "");
    }

    const MARK: &str = "Zyxwvut";

    /// A person whose every value is marked, in a file whose name and header are too.
    fn marked_file(folder: &Path) -> String {
        let path = folder.join(format!("{MARK} clients.csv"));
        let header = format!("Prénom;Nom;E-mail;Téléphone;Société;{MARK} privé\n");
        let row = format!("{MARK};{MARK};{MARK}@{MARK}.example;0199001234;{MARK} SA;{MARK}\n");
        fs::write(&path, format!("{header}{row};;\"{MARK}\n")).unwrap();
        path.display().to_string()
    }

    fn use_everything(app: &App, folder: &Path) {
        let path = marked_file(folder);
        command("import_run", || {
            let plan = app.import_plan(&path, LayoutChoice::default(), OnMatch::Fill)?;
            app.import_check(&plan, &mut |_| {})?;
            app.import_run(&plan, &mut |_| {})
        })
        .unwrap();
        let all = || Selection::Matching { query: ListQuery::default(), except: Vec::new() };
        command("records_change", || {
            let action = RecordAction::SetField { field: "city".parse()?, value: format!("{MARK}ville") };
            app.records_change(&ChangeRecords { entity: Entity::Prospect, selection: all(), action })
        })
        .unwrap();
        command("list_open", || {
            let query = ListQuery { search: MARK.to_owned(), ..ListQuery::default() };
            let list = app.list_open(&OpenList { entity: Entity::Prospect, query, first: None })?;
            assert!(list.total > 0, "the marked person is there");
            Ok(())
        })
        .unwrap();
        for path in [folder.join(format!("{MARK}/{MARK} 2.csv")), format!("{MARK} 3.csv").into()] {
            let path = path.display().to_string();
            command("import_inspect", || {
                app.import_inspect(&InspectFile { path: path.clone(), layout: LayoutChoice::default() }, &mut |_| {})
            })
            .unwrap_err();
        }
        command("export_run", || {
            let path = folder.join(format!("{MARK}/{MARK}.csv")).display().to_string();
            app.export_run(&export(all(), path), &mut |_| {})
        })
        .unwrap_err();
        command("list_values", || {
            let field = format!("custom:{MARK}_absent").parse()?;
            app.list_values(&ListValues { entity: Entity::Prospect, field, prefix: MARK.to_owned(), limit: 5 })
        })
        .map(|values| assert_eq!(values, []))
        .unwrap();
    }

    fn export(selection: Selection, path: String) -> ExportInput {
        ExportInput {
            entity: Entity::Prospect,
            selection,
            fields: Vec::new(),
            format: ExportFormat::Csv,
            path,
            byte_order_mark: false,
            delimiter: ",".to_owned(),
        }
    }

    #[test]
    fn no_value_name_or_path_of_a_person_comes_into_the_log() {
        let test = TestApp::new(Language::Fr);
        let log = logged(|| use_everything(&test.app, test.folder.path()));
        assert!(log.contains("import_run"), "{log}");
        assert!(!log.contains(MARK), "{log}");
    }
}
