//! The real program, as a script runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod canary;
mod commands;
mod inspect;
mod kill;
mod normalise;
mod records;
mod support;
