//! Normal.
