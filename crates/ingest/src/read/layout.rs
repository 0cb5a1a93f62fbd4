//! How a file is laid out: what is detected and what a person can change.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Encoding;

/// How to read a file.
///
/// From top to bottom a file has preamble, header, body and footer. Blank lines within the body
/// and at the end of the file are never rows; lines of comment are rows that say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Layout {
    /// What kind of file, and the details of that kind.
    pub format: Format,
    /// Lines before the header: blank lines count, a cell with line breaks counts as one line.
    pub preamble_rows: u32,
    /// Rows that name the columns; 0 for a file without header.
    pub header_rows: u32,
    /// Rows after the body, as totals and notices; blank lines do not count.
    pub footer_rows: u32,
    /// Columns of the table. Rows with another number of cells are flagged.
    pub columns: u32,
}

/// The kind of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Format {
    /// Text with a delimiter between cells.
    Delimited {
        /// How bytes become text.
        #[specta(type = String)]
        encoding: Encoding,
        /// The file begins with a byte order mark.
        bom: bool,
        /// What stands between two cells: one or several characters.
        delimiter: String,
        /// What stands around cells that hold delimiters or line breaks.
        quote: Option<char>,
        /// How a quote within a quoted cell is written.
        escape: Escape,
        /// What lines of comment begin with; none in a file without such lines.
        #[serde(default)]
        comment: Option<String>,
    },
    /// A sheet of a workbook.
    Sheet {
        /// The kind of workbook.
        workbook: SheetKind,
        /// The name of the sheet.
        sheet: String,
        /// The names of all sheets, in the order of the workbook.
        sheets: Vec<String>,
    },
}

/// How a quote within a quoted cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Escape {
    /// Twice.
    #[default]
    Doubled,
    /// After a backslash; a backslash itself may be written twice.
    Backslash,
}

/// The kind of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// Excel since 2007, also with macros.
    Xlsx,
    /// Excel, binary since 2007.
    Xlsb,
    /// Excel before 2007.
    Xls,
    /// LibreOffice and other OpenDocument programs.
    Ods,
}

impl SheetKind {
    /// How the names of such files usually end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// What a person decided about a file; the rest is detected around it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct LayoutOverrides {
    /// The encoding of a text file.
    #[specta(type = Option<String>)]
    pub encoding: Option<Encoding>,
    /// The delimiter of a text file.
    pub delimiter: Option<String>,
    /// The quote of a text file; `Some(None)` for none. Written as `""` for none.
    #[serde(with = "quote_choice")]
    #[specta(type = Option<String>)]
    pub quote: Option<Option<char>>,
    /// How quotes are escaped in a text file.
    pub escape: Option<Escape>,
    /// What lines of comment begin with, in a text file; empty for none.
    pub comment: Option<String>,
    /// Lines before the header.
    pub preamble_rows: Option<u32>,
    /// Rows that name the columns.
    pub header_rows: Option<u32>,
    /// Rows after the body.
    pub footer_rows: Option<u32>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// `null` for undecided, an empty text for no quote, else the quote.
mod quote_choice {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "the signature serde asks for")]
    pub fn serialize<S: Serializer>(choice: &Option<Option<char>>, serializer: S) -> Result<S::Ok, S::Error> {
        choice.map(|quote| quote.map(String::from).unwrap_or_default()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<char>>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (quote, None) => Ok(Some(quote)),
            _ => Err(D::Error::custom("a quote is one character")),
        }
    }
}
