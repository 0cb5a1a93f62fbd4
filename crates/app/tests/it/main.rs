//! The use cases on a real encrypted store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_input;
mod canary;
mod changes;
mod clean;
mod decisions;
mod dump;
mod duplicate_laws;
mod duplicates;
mod expiry;
mod exports;
mod growth;
mod home_country;
mod import_companies;
mod import_issues;
mod import_late_values;
mod import_named;
mod import_outcomes;
mod import_policies;
mod import_shared;
mod import_stop;
mod import_values;
mod inbox;
mod invented_lists;
mod later;
mod learning;
mod like;
mod lists;
mod merges;
mod model;
mod near;
mod notice;
mod outcome_columns;
mod outcomes;
mod overrides;
mod past;
mod qualify;
mod rescoring;
mod restores;
mod rotation;
mod sheets;
mod start;
mod support;
mod undo;
mod undo_properties;
