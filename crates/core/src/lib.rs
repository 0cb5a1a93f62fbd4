#![doc = include_str!("../README.md")]

pub mod change;
pub mod fields;
pub mod filter;
pub mod ids;
pub mod import;
pub mod list;
pub mod outcome;
pub mod signal;
pub mod time;
