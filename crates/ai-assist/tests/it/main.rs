//! Models over the real network of this computer: endpoints that obey texts, and endpoints that fail.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_answers;
mod red_team;
