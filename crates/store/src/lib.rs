#![doc = include_str!("../README.md")]

pub mod backup;
pub mod connection;
pub mod custom_fields;
pub mod decisions;
pub mod descriptions;
pub mod dump;
pub mod duplicates;
pub mod error;
pub mod history;
pub mod imports;
pub mod inbox;
pub mod jobs;
pub mod key;
pub mod late_outcomes;
pub mod late_values;
mod listing;
pub mod lists;
pub mod load;
mod many;
pub mod match_keys;
pub mod merges;
pub mod migrate;
pub mod model_requests;
pub mod name_readings;
pub mod outcomes;
pub mod overrides;
pub mod past;
pub mod record;
pub mod records;
pub mod row_prints;
pub mod saved_views;
pub mod scores;
pub mod settings;
pub mod shown;
pub mod signals;
pub mod sources;
pub mod store;
mod tables;
pub mod tags;
mod tracking;
pub mod tx;
pub mod undo;
pub mod workspace_dir;

/// A connection to the workspace file, inside of which everything seen is of one moment.
pub type Db = rusqlite::Connection;
