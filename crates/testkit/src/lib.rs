#![doc = include_str!("../README.md")]

mod around;
pub mod contacts;
mod csv;
pub mod duplicates;
pub mod random;
mod test_app;

pub use around::{MemoryKeyring, StillClock};
pub use csv::Csv;
pub use test_app::{NOW, PASSPHRASE, TestApp};
