#![doc = include_str!("../README.md")]

pub mod dedupe;
pub mod mapping;
pub mod matching;
pub mod normal;
pub mod read;
pub mod survive;
