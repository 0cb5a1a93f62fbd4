//! Who is who: exact keys of a candidate record and what the records they lead to decide.
//!
//! A candidate is matched in two steps. [`prospect_keys`] and [`company_keys`] say under which keys
//! it can be found ([`keys`]); [`resolve`] and [`resolve_company`] judge what was found under them
//! ([`verdict`]). Both are pure: the caller keeps the index from keys to records, of the store and
//! of the rows read so far alike. A comparison of similar records stands beside [`verdict`]: it
//! takes the candidates that no exact key found and gives a [`Verdict`] too.

mod keys;
mod marks;
mod names;
mod verdict;

pub use keys::{KeyHash, KeyKind, KeySeed, MatchKey, MatchKeys, company_keys, prospect_keys};
pub use marks::{CompanyMarks, PersonMarks};
pub use names::{is_called_after, may_be_one, write_name};
pub use verdict::{Candidate, Found, Person, Verdict, resolve, resolve_company};

/// A number known for more prospects of one company than this is a switchboard: the caller leaves
/// it out of [`prospect_keys`].
pub const MAX_PHONE_HOLDERS: usize = 3;
