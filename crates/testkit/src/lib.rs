#![doc = include_str!("../README.md")]

mod around;
pub mod contacts;
mod csv;
pub mod duplicates;
mod model_server;
pub mod random;
mod test_app;

pub use around::{MemoryKeyring, StillClock};
pub use csv::Csv;
pub use model_server::{Asked, ModelServer, Reply};
pub use test_app::{NOW, PASSPHRASE, TestApp};
