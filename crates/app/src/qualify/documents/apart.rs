//! Documents that can hurt who reads them are read by a process of their own.
//!
//! The program starts itself with [`ARGUMENT`], gives it the bytes and takes the text. Whatever happens there (a panic
//! in a library, an overflow of the stack, no end) ends that process, and is an error of the document here. It has so
//! much time and, where the system can set it, so much memory; it opens no file and no workspace.

use std::{
    io::{self, Read as _, Write as _},
    ops::ControlFlow,
    panic,
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{Fault, MOST_OF_FILE, WORTH_READING, pdf};

/// The argument of a program that reads a document for another.
const ARGUMENT: &str = "--read-document-from-standard-input";
/// A document takes no longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long is waited between two looks whether it is read.
const PAUSE: Duration = Duration::from_millis(4);
/// The memory of the process that reads.
#[cfg(unix)]
const MOST_MEMORY: u64 = 2 << 30;

/// Reads a document for the program that started this one, when it did so for that. To be asked first of all by
/// each program of the product.
#[must_use]
pub fn serve() -> Option<ExitCode> {
    let is_meant = std::env::args_os().nth(1).is_some_and(|argument| argument == ARGUMENT);
    is_meant.then(|| {
        limit_memory();
        let mut bytes = Vec::new();
        let given = io::stdin().lock().take(MOST_OF_FILE as u64 + 1).read_to_end(&mut bytes);
        let read = given
            .map_err(|_| Fault::Damaged)
            .and_then(|_| panic::catch_unwind(|| pdf::text(&bytes)).unwrap_or(Err(Fault::Damaged)));
        match read.map(|text| io::stdout().lock().write_all(text.as_bytes())) {
            Ok(Ok(())) => ExitCode::SUCCESS,
            Ok(Err(_)) => ExitCode::FAILURE,
            Err(fault) => ExitCode::from(code(fault)),
        }
    })
}

/// The words of a PDF document, read by a process of its own, as long as `go_on` lets it.
pub(super) fn pdf(bytes: &[u8], go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<String, Fault> {
    let program = std::env::current_exe().map_err(|_| Fault::Damaged)?;
    let mut command = Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    text_of(command.spawn().map_err(|_| Fault::Damaged)?, bytes, PATIENCE, go_on)
}

/// Gives bytes to a process and takes what it says, for so long.
fn text_of(
    mut child: Child,
    bytes: &[u8],
    patience: Duration,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<String, Fault> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    thread::scope(|scope| {
        // Who reads no further has its reasons, which its code tells.
        scope.spawn(move || input.map(|mut input| input.write_all(bytes)));
        let said = scope.spawn(move || {
            let mut text = Vec::new();
            output.map(|output| output.take(2 * WORTH_READING as u64).read_to_end(&mut text));
            text
        });
        let ended = ended(&mut child, patience, go_on);
        let text = said.join().unwrap_or_default();
        match ended? {
            0 => String::from_utf8(text).map_err(|_| Fault::Damaged),
            other => Err(FAULTS.into_iter().find(|fault| i32::from(code(*fault)) == other).unwrap_or(Fault::Damaged)),
        }
    })
}

/// The code that a process ended with; one that takes too long, or that nobody waits for any more, is ended.
fn ended(child: &mut Child, patience: Duration, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<i32, Fault> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code().ok_or(Fault::Damaged),
            Ok(None) if start.elapsed() < patience && go_on().is_continue() => thread::sleep(PAUSE),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(if start.elapsed() < patience { Fault::Stopped } else { Fault::Large });
            }
        }
    }
}

/// What a process can tell of a document.
const FAULTS: [Fault; 4] = [Fault::Damaged, Fault::Encrypted, Fault::WithoutText, Fault::Large];

/// The code that a fault is told with; 1 and 2, and 101 of a panic, have other meanings.
const fn code(fault: Fault) -> u8 {
    match fault {
        Fault::Damaged => 10,
        Fault::Encrypted => 11,
        Fault::WithoutText => 12,
        Fault::Large => 13,
        Fault::Stopped => 14,
    }
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Without it there is still the limit of what is unpacked, and of time.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Windows has no such limit for a process alone: what is unpacked is limited before.
#[cfg(not(unix))]
const fn limit_memory() {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Child {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
    }

    #[test]
    fn whatever_becomes_of_the_process_is_a_fault_of_the_document() {
        let text =
            |script| text_of(shell(script), b"bytes", Duration::from_millis(500), &mut || ControlFlow::Continue(()));
        assert_eq!(text("cat"), Ok("bytes".to_owned()));
        assert_eq!(text("exit 11"), Err(Fault::Encrypted));
        assert_eq!(text("exit 101"), Err(Fault::Damaged), "a panic");
        assert_eq!(text("kill -SEGV $$"), Err(Fault::Damaged), "an overflow of the stack");
        let start = Instant::now();
        assert_eq!(text("exec sleep 60"), Err(Fault::Large));
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_process_that_nobody_waits_for_any_more_is_ended() {
        let start = Instant::now();
        let mut looks = 0;
        let stopped = text_of(shell("exec sleep 60"), b"bytes", Duration::from_secs(60), &mut || {
            looks += 1;
            if looks < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!((stopped, looks), (Err(Fault::Stopped), 3));
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
