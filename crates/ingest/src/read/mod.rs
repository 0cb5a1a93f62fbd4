//! Any tabular file as rows of text.
//!
//! [`detect`] finds how a file is laid out, [`inspect`] looks at all of it once, [`RowReader`]
//! streams its data rows, [`clean`] writes it again as plain CSV. Cells come out byte for byte as
//! they stand in the file: nothing is trimmed, converted or guessed at.

mod batch;
mod encoding;
mod error;
mod layout;
mod reader;
mod sheet;
mod text;

pub use batch::{RowBatch, RowRef};
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{ReadError, RowProblem, SheetProblem};
pub use layout::{Escape, Format, Layout, LayoutOverrides, SheetKind};
pub use reader::RowReader;

/// Cells of a row beyond which a file is refused.
pub const MAX_COLUMNS: usize = 16_384;
/// Bytes of a cell beyond which it is cut and its row flagged.
pub const MAX_CELL_BYTES: usize = 16 << 20;
