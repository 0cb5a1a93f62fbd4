//! Faults of the program: a report of each is kept.

use std::{
    backtrace::Backtrace,
    io::{self, Write as _},
    panic::{self, PanicHookInfo},
    path::Path,
    thread,
};

use sales_core::time::{Clock as _, SystemClock};

use super::reports::{Report, ReportKind};

/// Lines kept of a stack.
const FRAMES: usize = 120;

/// Keeps a report beside the logs in `logs` whenever a thread of this process panics.
///
/// The message of a panic may quote a value; so neither the file nor standard error, which many
/// systems keep as well, gets it as it is.
pub fn catch_panics(logs: &Path) {
    let logs = logs.to_owned();
    panic::set_hook(Box::new(move |fault| report(fault, &logs)));
}

fn report(fault: &PanicHookInfo<'_>, logs: &Path) {
    let report = Report::new(ReportKind::Panic, SystemClock.now(), message(fault), stack(fault));
    tracing::error!(report = report.number, cause = report.message, "panicked");
    let kept = report.keep(logs);
    // Nobody is left to be told when standard error is gone, or when the disk is.
    let place = report.stack.first().map(String::as_str).unwrap_or_default();
    let _ = writeln!(io::stderr(), "{place}: {} (report {})", report.message, report.number);
    if let Err(error) = kept {
        let _ = writeln!(io::stderr(), "{error}");
    }
}

fn message<'f>(fault: &'f PanicHookInfo<'_>) -> &'f str {
    let payload = fault.payload();
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    payload.downcast_ref::<&str>().copied().or(owned).unwrap_or("no message")
}

fn stack(fault: &PanicHookInfo<'_>) -> Vec<String> {
    let place = fault.location().map(ToString::to_string).unwrap_or_default();
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    let trace = Backtrace::force_capture().to_string();
    let mut stack = vec![format!("{place} in thread {thread}")];
    stack.extend(trace.lines().take(FRAMES).map(|line| line.trim().to_owned()));
    stack
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::super::reports::newest;
    use super::*;

    struct Quoted;

    impl FromStr for Quoted {
        type Err = String;

        fn from_str(text: &str) -> Result<Self, String> {
            Err(text.to_owned())
        }
    }

    #[test]
    fn a_panic_leaves_a_report_without_the_value_it_quotes() {
        let logs = tempfile::tempdir().unwrap();
        let former = panic::take_hook();
        catch_panics(logs.path());
        let ended = thread::Builder::new()
            .name("writer".to_owned())
            .spawn(|| "Séverine Dupont".parse::<Quoted>().expect("a number"))
            .unwrap()
            .join()
            .map(|Quoted| ());
        panic::set_hook(former);
        assert!(ended.is_err());
        // Other tests of this process may panic on purpose at the same time.
        let reports = newest(logs.path(), 100);
        let report = reports.iter().find(|report| report.message.starts_with("a number")).unwrap();
        assert!(!report.message.contains("Dupont"), "{}", report.message);
        assert!(report.stack[0].contains("panics.rs") && report.stack[0].ends_with("in thread writer"));
    }
}
