//! Filters, as sets of rows.

use sales_core::filter::Filter;

use super::{
    ListError,
    bits::Bits,
    view::{Source, View},
};

/// How many conditions may stand inside each other.
pub const MAX_DEPTH: usize = 200;

/// The rows, removed ones included, for which a filter holds.
pub(super) fn rows(view: &View<'_>, filter: &Filter, depth: usize) -> Result<Bits, ListError> {
    if depth > MAX_DEPTH {
        return Err(ListError::TooDeep { limit: MAX_DEPTH });
    }
    let len = view.own().rows.len();
    match filter {
        Filter::And { of } => of.iter().try_fold(Bits::new(len, true), |mut rows_so_far, condition| {
            rows_so_far.and(&rows(view, condition, depth + 1)?);
            Ok(rows_so_far)
        }),
        Filter::Or { of } => of.iter().try_fold(Bits::new(len, false), |mut rows_so_far, condition| {
            rows_so_far.or(&rows(view, condition, depth + 1)?);
            Ok(rows_so_far)
        }),
        Filter::Not { of } => {
            let mut rows = rows(view, of, depth + 1)?;
            rows.invert();
            Ok(rows)
        }
        Filter::Test { field, op, values } => {
            let mut rows = Bits::new(len, false);
            match view.source(field)? {
                Source::Own(column) => column.codes.add_rows(&column.matching(*op, values), &mut rows),
                Source::Related(column) => {
                    let set = column.matching(*op, values);
                    view.add_related(std::iter::once((column, &set)), &mut rows);
                }
            }
            Ok(rows)
        }
    }
}
