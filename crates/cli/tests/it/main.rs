//! The real program, as a script runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod canary;
mod commands;
mod duplicates;
#[cfg(target_os = "linux")]
mod full_disk;
mod inspect;
mod kill;
mod log;
mod matching;
mod normalise;
#[cfg(unix)]
mod pipes;
mod qualify;
mod records;
mod signals_extract;
mod support;
