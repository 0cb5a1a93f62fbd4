//! Results go to standard output, progress to standard error. With `--json`, results and errors are
//! JSON on standard output; without, errors are a sentence on standard error.

use std::{
    io::{self, IsTerminal as _, Write},
    path::Path,
    process::ExitCode,
};

use sales_app::{
    AppError, ErrorCode,
    duplicates::{LearningState, LearningView},
    imports::FileNotice,
};
use sales_core::fields::FieldId;
use sales_i18n::Text;
use serde_json::{Value, json};

/// Errors whose cause the person cannot know from the sentence: it stands in the log.
const LEAD_TO_THE_LOG: [ErrorCode; 4] =
    [ErrorCode::Io, ErrorCode::Internal, ErrorCode::WorkspaceDamaged, ErrorCode::BackupUnusable];

/// How a program ends whose arguments are wrong.
const WRONG_ARGUMENTS: u8 = 2;

/// What errors call standard output in the place of a file.
const STANDARD_OUTPUT: &str = "-";

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// The work itself failed.
    Work(AppError),
    /// The result could not be written.
    Output(io::Error),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::Work(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

/// How a command says what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    pub text: Text,
    pub json: bool,
    pub progress: bool,
}

impl Output {
    /// Writes a result: as JSON, or as lines of a name and a value.
    pub fn result(self, json: &Value, lines: &[(&str, String)]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer(&mut out, json)?;
            writeln!(out)?;
        } else {
            let names: Vec<String> = lines.iter().map(|(key, _)| self.text.say(key, &[])).collect();
            let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
            for (name, (_, value)) in names.iter().zip(lines) {
                writeln!(out, "{name:width$}  {value}")?;
            }
        }
        Ok(())
    }

    /// Writes a text and ends the line.
    pub fn write(self, text: &str) -> io::Result<()> {
        writeln!(io::stdout().lock(), "{text}")
    }

    /// Writes what is to be known of a file as a whole; in JSON it stands with the result.
    pub fn notices(self, notices: &[FileNotice]) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        for notice in notices {
            let args: Vec<(&str, String)> = notice
                .args
                .iter()
                .map(|(name, value)| match value.parse::<u64>() {
                    Ok(number) if notice.code == "columns_left_out" => (name.as_str(), self.number(number)),
                    _ => (name.as_str(), value.clone()),
                })
                .collect();
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            // The command line says what to type.
            let area = if notice.code == "columns_left_out" { "cli" } else { "import" };
            writeln!(out, "\n{}", self.text.say(&format!("{area}.notices.{}", notice.code), &args))?;
        }
        Ok(())
    }

    /// Says on standard error what a search makes of people's decisions, to programs as one JSON: on standard output
    /// stand pairs alone.
    pub fn learning(self, learning: &LearningView) -> io::Result<()> {
        if self.json {
            return writeln!(io::stderr(), "{}", json!({"learning": learning}));
        }
        let (count, needed) = match learning.state {
            LearningState::None => return Ok(()),
            LearningState::TooFewMerges => (learning.merges, learning.merges_needed),
            _ => (learning.decisions, learning.needed),
        };
        let key = format!("duplicates.learning.{}", learning.state.as_str());
        writeln!(io::stderr(), "{}", self.text.count(&key, count.into(), &[("needed", &self.number(needed))]))
    }

    /// A part or a time for programs, without digits that mean nothing.
    pub fn rounded(number: f64) -> f64 {
        (number * 1_000.0).round() / 1_000.0
    }

    /// A number as the language writes it.
    pub fn number(self, number: impl Into<u64>) -> String {
        self.text.number(number.into())
    }

    /// What a field is called.
    pub fn field_name(self, field: &str) -> String {
        let custom = field.parse::<FieldId>().ok().and_then(|field| field.custom_name().map(str::to_owned));
        custom.unwrap_or_else(|| self.text.say(&format!("fields.{field}"), &[]))
    }

    /// Tells how a command ended; `logs` is the folder of the log, if there is one.
    pub fn end(self, result: Result<(), Failure>, logs: Option<&Path>) -> ExitCode {
        let told = match result {
            Ok(()) => return ExitCode::SUCCESS,
            // Of the arguments, the program itself only knows which countries there are.
            Err(Failure::Work(error)) if error.code == ErrorCode::CountryUnknown => {
                let _ = self.error(&error, logs);
                return ExitCode::from(WRONG_ARGUMENTS);
            }
            Err(Failure::Work(error)) => self.error(&error, logs),
            Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Err(Failure::Output(error)) => self.error(&AppError::io(Path::new(STANDARD_OUTPUT), &error), logs),
        };
        // Nobody listens any more when the error cannot be written either.
        let _ = told;
        ExitCode::FAILURE
    }

    fn error(self, error: &AppError, logs: Option<&Path>) -> io::Result<()> {
        let message = self.sentence(error);
        let logs = logs.filter(|_| !error.report.is_empty());
        if self.json {
            let mut told = json!({"code": error.code.as_str(), "message": message, "args": error.args});
            if logs.is_some() {
                told["report"] = error.report.as_str().into();
            }
            return writeln!(io::stdout(), "{}", json!({"error": told}));
        }
        let mut err = io::stderr().lock();
        writeln!(err, "{message}")?;
        if let Some(folder) = logs.filter(|_| LEAD_TO_THE_LOG.contains(&error.code)) {
            let folder = folder.display().to_string();
            writeln!(err, "{}", self.text.say("cli.report", &[("report", &error.report), ("folder", &folder)]))?;
        }
        Ok(())
    }

    fn sentence(self, error: &AppError) -> String {
        let code = error.code.as_str();
        let mut args = error.args.clone();
        if let Some(expected) = args.get_mut("expected") {
            *expected = self.text.say(&format!("cli.expected.{expected}"), &[]);
        }
        if matches!(error.code, ErrorCode::MappingTwice | ErrorCode::ExportCellTooLong)
            && let Some(field) = args.get_mut("field")
        {
            *field = self.field_name(field);
        }
        if let Some(day) = args.get_mut("day") {
            *day = self.text.day(day);
        }
        if error.code == ErrorCode::FilterMalformed
            && let Some(found) = args.get_mut("found")
        {
            let key = if found.is_empty() { "cli.expected.end" } else { "cli.found" };
            *found = self.text.say(key, &[("found", found)]);
        }
        let named: Vec<(&str, &str)> = args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut sentence = match (error.code, &error.field) {
            _ if args.get("file").is_some_and(|file| file == STANDARD_OUTPUT) => {
                self.text.say("cli.output_lost", &named)
            }
            (ErrorCode::RecordMissing, _) if args.contains_key("id") => self.text.say("cli.record_missing", &named),
            (ErrorCode::FieldUnknown, _) if args.contains_key("direction") => self.text.say("cli.sort_unknown", &named),
            (ErrorCode::FieldReadOnly, _) if args.contains_key("of") => {
                self.text.say(&format!("cli.field_of.{}", args["of"]), &named)
            }
            (ErrorCode::DescriptionMalformed, _) if args.contains_key("file") => {
                self.text.say("cli.description_malformed", &named)
            }
            (ErrorCode::ValueMissing, Some(field)) => self.text.say("cli.value_missing", &[("field", field)]),
            _ => self.text.say(&format!("errors.{code}"), &named),
        };
        let more = match error.code {
            ErrorCode::PassphraseMissing | ErrorCode::KeyringUnavailable => Some("cli.give_passphrase".to_owned()),
            ErrorCode::DiskFull => Some("errors.action.free_space".to_owned()),
            _ => error.args.get("reason").map(|reason| format!("errors.{code}_reasons.{reason}")),
        };
        if let Some(key) = more {
            sentence.push(' ');
            sentence.push_str(&self.text.say(&key, &named));
        }
        sentence
    }

    /// A line that tells how far the work is.
    pub fn progress(self) -> Progress {
        let terminal = io::stderr().is_terminal();
        Progress { output: self, terminal, shown: terminal || self.progress, open: false }
    }
}

/// How far the work is, on standard error.
#[derive(Debug)]
pub struct Progress {
    output: Output,
    terminal: bool,
    shown: bool,
    /// A line of a terminal stands there that the next one writes over.
    open: bool,
}

impl Progress {
    /// Shows how many rows are done; a `rate` of 0 is not shown.
    pub fn tell(&mut self, phase: &str, rows: u64, total: u64, rate: u64) {
        if !self.shown {
            return;
        }
        let Output { text, .. } = self.output;
        let args = [text.number(rows), text.number(total), text.number(rate)];
        let key = if rate == 0 { "cli.progress.rows" } else { "cli.progress.rows_and_rate" };
        let phase = text.say(&format!("cli.progress.{phase}"), &[]);
        let line = text.say(key, &[("phase", &phase), ("rows", &args[0]), ("total", &args[1]), ("rate", &args[2])]);
        let mut err = io::stderr().lock();
        let written = if self.terminal { write!(err, "\r\x1b[K{line}") } else { writeln!(err, "{line}") };
        self.open = self.terminal;
        self.shown = written.and_then(|()| err.flush()).is_ok();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.open {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
