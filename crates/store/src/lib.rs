#![doc = include_str!("../README.md")]

pub mod connection;
pub mod error;
pub mod key;
pub mod workspace_dir;
