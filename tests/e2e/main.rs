//! The real window with the real, encrypted store, driven over WebDriver.
//!
//! Needs a display: `cargo xtask test e2e` provides one, and runs the tests one after the other.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "tests")]

mod harness;
mod journeys;
