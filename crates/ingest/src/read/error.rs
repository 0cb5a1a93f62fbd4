//! What can be wrong with a file and with a row of it.

use std::{io, path::PathBuf};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Encoding, ForeignKind};

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file, or it went away.
    #[error("{}: not found", file.display())]
    NotFound {
        /// The file.
        file: PathBuf,
    },
    /// Another program keeps the file to itself.
    #[error("{}: in use by another program", file.display())]
    Locked {
        /// The file.
        file: PathBuf,
    },
    /// The file or its folder may not be read by this user.
    #[error("{}: permission denied", file.display())]
    PermissionDenied {
        /// The file.
        file: PathBuf,
    },
    /// A folder was given, or a device.
    #[error("{}: not a file", file.display())]
    NotAFile {
        /// The file.
        file: PathBuf,
    },
    /// Neither text nor a workbook.
    #[error("{}: not text", file.display())]
    NotText {
        /// The file.
        file: PathBuf,
    },
    /// Known to be something else than a table.
    #[error("{}: no table but {}", file.display(), kind.as_str())]
    NotATable {
        /// The file.
        file: PathBuf,
        /// What it is.
        kind: ForeignKind,
    },
    /// Nothing in it but blanks.
    #[error("{}: empty", file.display())]
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// More columns than [`MAX_COLUMNS`](super::MAX_COLUMNS).
    #[error("{}: {found} columns, at most {limit}", file.display())]
    TooManyColumns {
        /// The file.
        file: PathBuf,
        /// Columns found.
        found: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// The layout asks for something impossible, as an empty delimiter or a quote that is not ASCII.
    #[error("{}: impossible layout: {part}", file.display())]
    BadLayout {
        /// The file.
        file: PathBuf,
        /// The part of the layout: `delimiter`, `quote` or `comment`.
        part: &'static str,
    },
    /// A workbook that cannot be read.
    #[error("{}: sheet {sheet:?}: {problem}", file.display())]
    Sheet {
        /// The file.
        file: PathBuf,
        /// The sheet, empty when it is about the whole workbook.
        sheet: String,
        /// What is wrong.
        problem: SheetProblem,
    },
    /// A cell that cannot be kept whole.
    #[error("{}: a cell of row {row} has more than {limit} bytes", file.display())]
    CellTooLarge {
        /// The file.
        file: PathBuf,
        /// The data row, 1-based.
        row: u64,
        /// The name of its column, or its number, 1-based, when it has none.
        column: String,
        /// Bytes that a cell may have.
        limit: u32,
    },
    /// Reading stopped because the caller asked for it.
    #[error("{}: stopped", file.display())]
    Stopped {
        /// The file.
        file: PathBuf,
    },
    /// The disk or the system failed.
    #[error("{}: {source}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The result cannot be written.
    #[error("cannot write: {source}")]
    Write {
        /// What the system said.
        source: io::Error,
    },
}

impl ReadError {
    /// What the system's answer about `file` means.
    pub(super) fn from_io(file: &std::path::Path, source: io::Error) -> Self {
        let file = file.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { file },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { file },
            io::ErrorKind::IsADirectory => Self::NotAFile { file },
            io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock => Self::Locked { file },
            // Windows: sharing violation, lock violation.
            _ if cfg!(windows) && matches!(source.raw_os_error(), Some(32 | 33)) => Self::Locked { file },
            _ => Self::Io { file, source },
        }
    }
}

/// What is wrong with a workbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetProblem {
    /// No sheet of that name.
    #[error("no such sheet")]
    NoSuchSheet,
    /// No sheet has anything in it.
    #[error("no sheet with cells")]
    NoCells,
    /// A password is needed.
    #[error("protected by a password")]
    Password,
    /// A part of it, unpacked, is larger than a workbook can be.
    #[error("unpacks to more than {limit} bytes in one part")]
    TooLarge {
        /// Bytes that the part may have.
        limit: u64,
    },
    /// A cell is so large that the workbook cannot be held.
    #[error("a cell has more than {limit} bytes")]
    CellTooLarge {
        /// Bytes that a cell may have.
        limit: u64,
    },
    /// The workbook is damaged.
    #[error("damaged: {detail}")]
    Damaged {
        /// What the library said, in English.
        detail: String,
    },
}

/// What is remarkable about a row. The row is there all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RowProblem {
    /// A cell over the limit; it was cut, and the cells after it on its line are lost.
    CellTooLarge {
        /// Its column, counted from 0.
        column: u32,
        /// Bytes of the cell, as far as they fit the number.
        bytes: u32,
        /// Bytes allowed.
        limit: u32,
    },
    /// A quote opened a cell and never closed it; it was read as part of the text.
    UnclosedQuote,
    /// Quotes within a cell that were not escaped; they were read as part of the text.
    StrayQuote,
    /// Bytes that mean nothing in the encoding of the file.
    UndecodableBytes {
        /// How many places.
        count: u32,
        /// The encoding they were read in instead; none when U+FFFD stands in their place.
        #[specta(type = Option<String>)]
        read_as: Option<Encoding>,
    },
    /// NUL bytes, which no text has. They stay until [`RowBatch::take_out_nuls`](super::RowBatch::take_out_nuls).
    NulBytes {
        /// How many.
        count: u32,
        /// The first column with one, counted from 0.
        column: u32,
    },
    /// A line that is a comment: all of it is one cell.
    Comment,
    /// The names of the columns once more, as in exports that were put together.
    HeaderAgain,
    /// More cells than columns, and not just empty ones.
    TooManyCells {
        /// Cells found.
        found: u32,
        /// Columns of the file.
        expected: u32,
    },
    /// Fewer cells than columns; the missing ones count as empty.
    TooFewCells {
        /// Cells found.
        found: u32,
        /// Columns of the file.
        expected: u32,
    },
}

impl RowProblem {
    /// The row is none of the table: it speaks about it.
    #[must_use]
    pub const fn is_beside_table(self) -> bool {
        matches!(self, Self::Comment | Self::HeaderAgain)
    }

    /// The cells are not those that the file means, or there are none: the row cannot be used.
    #[must_use]
    pub const fn keeps_out(self) -> bool {
        match self {
            Self::CellTooLarge { .. }
            | Self::UndecodableBytes { read_as: None, .. }
            | Self::TooManyCells { .. }
            | Self::Comment
            | Self::HeaderAgain => true,
            Self::UnclosedQuote
            | Self::StrayQuote
            | Self::UndecodableBytes { read_as: Some(_), .. }
            | Self::NulBytes { .. }
            | Self::TooFewCells { .. } => false,
        }
    }
}
