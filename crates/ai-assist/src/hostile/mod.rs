//! Texts that anybody may have written: what of them is read, and whether they speak to the model instead of people.

mod clean;
mod detect;
mod disguise;
mod patterns;

pub use clean::{Cleaned, MOST_CHARS, clean};
pub use detect::{Suspicion, Verdict, detect};
