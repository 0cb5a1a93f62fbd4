//! What the name of a file says about it.

use std::path::Path;

use super::{Format, SheetKind};

impl Format {
    /// The extension of a file that is of another format than its name says, in small letters. Names
    /// that say nothing about tables are never wrong.
    #[must_use]
    pub fn belied_by(&self, path: &Path) -> Option<String> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let named = named_format(&extension)?;
        let found = match self {
            Self::Delimited { .. } => None,
            Self::Sheet { workbook, .. } => Some(*workbook),
        };
        (named != found).then_some(extension)
    }
}

/// The workbook that an extension names, none for text; nothing when it names neither.
fn named_format(extension: &str) -> Option<Option<SheetKind>> {
    Some(match extension {
        "csv" | "tsv" | "tab" | "txt" => None,
        "xlsx" | "xlsm" | "xltx" | "xltm" => Some(SheetKind::Xlsx),
        "xlsb" => Some(SheetKind::Xlsb),
        "xls" | "xlt" => Some(SheetKind::Xls),
        "ods" | "ots" => Some(SheetKind::Ods),
        _ => return None,
    })
}
