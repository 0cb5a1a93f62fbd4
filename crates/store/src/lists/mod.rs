//! Lists of a million rows: any filter, any order and search as you type, answered from memory.
//!
//! [`Columns`] holds the fields of all records of one kind, each as a dictionary of its distinct
//! folded values and one code per row; the dictionary is sorted and front-coded, so that codes
//! compare like values and take little room. The store feeds rows ([`Columns::loader`],
//! [`Columns::upsert`], [`Columns::remove`]) and asks ([`Columns::query`], [`Columns::distinct`]);
//! an answer is a [`Snapshot`] of row ids. Prospects refer to their company by its row id: fields
//! that prospects lack are looked up in the columns of the companies, so that a company has its
//! name in one place.
//!
//! Values are compared in their folded form (no case, no accents); a value that folds to nothing,
//! such as blanks, counts as none. What people wrote is not kept here.

mod arrange;
mod bits;
mod codes;
mod column;
mod columns;
mod compact;
mod count;
mod date;
mod dictionary;
mod distinct;
mod error;
mod filter;
mod fold;
mod front;
mod join;
mod loader;
mod number;
mod order;
mod parallel;
mod rows;
mod search;
mod segments;
mod snapshot;
mod sort;
mod view;

#[cfg(test)]
mod tests;

pub use self::{
    columns::{ColumnSpec, Columns, Row, RowId, Spec},
    compact::Compaction,
    count::RelatedCounts,
    distinct::Distinct,
    error::ListError,
    filter::MAX_DEPTH,
    loader::Loader,
    search::MAX_WORDS,
    segments::Segment,
    snapshot::Snapshot,
};
