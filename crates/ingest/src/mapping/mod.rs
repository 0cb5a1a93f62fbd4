//! Which field each column of a file means.
//!
//! Header words become concepts (`lexicon`), concepts become candidate fields (`rules`, and
//! `neighbours` where the other headers decide), the values confirm or refute them
//! (`evidence`), and the columns of the file then share the fields out (`assign`).
//! To teach a word, add it to a table in `lexicon`.

mod assign;
mod choices;
mod concept;
mod evidence;
mod fingerprint;
mod fold;
mod guess;
mod header_words;
mod lexicon;
mod neighbours;
mod places;
mod rules;
mod target;
pub mod values;

#[cfg(test)]
mod exports;

pub use choices::{Mapping, MappingError, column_keys, joiner, read_choices, write_choices};
pub use fingerprint::header_fingerprint;
pub use guess::{MOST_NEW_FIELDS, guess, guess_around};
pub(crate) use header_words::{Naming, is_known_name, names_values};
pub use target::{Certainty, ColumnView, Guess, Reason, Target};
