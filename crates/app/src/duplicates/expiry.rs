//! How long a merge can be taken back: one that nobody was asked about for a while, any other always. What it
//! keeps stays all the same, as the import that it is a part of can be taken back with it.

use sales_core::time::UtcMillis;
use sales_store::merges::Merge;

use crate::error::{AppError, ErrorCode};

/// How long a merge can be taken back that nobody was asked about.
pub const AUTOMATIC_KEPT_DAYS: u32 = 30;

/// Until when a merge of this time can be taken back; none for always. One that holds a merge of a person's
/// own can be taken back as long as that.
pub(crate) fn until(unasked: bool, at: UtcMillis) -> Option<UtcMillis> {
    unasked.then(|| UtcMillis(at.0 + i64::from(AUTOMATIC_KEPT_DAYS) * 24 * 60 * 60 * 1_000))
}

/// Refuses to take a merge back that it is too late for.
pub(crate) fn check(merge: &Merge, now: UtcMillis) -> Result<(), AppError> {
    if until(merge.unasked, merge.at).is_some_and(|until| until < now) {
        return Err(AppError::new(ErrorCode::MergeExpired).with("days", AUTOMATIC_KEPT_DAYS));
    }
    Ok(())
}
