//! The text form of a filter.
