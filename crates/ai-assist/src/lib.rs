#![doc = include_str!("../README.md")]

pub mod contract;
pub mod endpoint;
pub mod hostile;
pub mod model;
pub mod prompt;
pub mod reading;
pub mod weigh;
