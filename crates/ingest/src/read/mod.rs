//! Any tabular file as rows of text.
//!
//! [`detect`] finds how a file is laid out, [`inspect`] looks at all of it once, [`RowReader`]
//! streams its data rows, [`clean`] writes it again as plain CSV. Cells come out byte for byte as
//! they stand in the file: nothing is trimmed, converted or guessed at.

mod batch;
mod clean;
mod comment;
mod cut;
mod detect;
mod encoding;
mod error;
mod foreign;
mod garbled;
mod headers;
mod inspect;
mod layout;
mod name;
mod reader;
mod sheet;
mod text;

pub use batch::{RowBatch, RowRef};
pub use clean::{CleanReport, clean};
pub use detect::detect;
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{ReadError, RowProblem, SheetProblem};
pub use foreign::ForeignKind;
pub use garbled::before_garbling;
pub use inspect::{ColumnSample, FoundProblem, Inspection, Progress, inspect, survey};
pub use layout::{Escape, Format, Layout, LayoutOverrides, SheetKind};
pub use reader::RowReader;

/// Cells of a row beyond which a file is refused.
pub const MAX_COLUMNS: usize = 16_384;
/// Bytes of a cell beyond which it is cut and its row flagged.
pub const MAX_CELL_BYTES: usize = 16 << 20;

#[cfg(test)]
mod tests;
