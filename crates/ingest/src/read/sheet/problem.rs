//! What the library says of a workbook, in our words.

use calamine::{OdsError, XlsError, XlsbError, XlsxError};

use super::super::SheetProblem;

fn damaged(error: impl std::fmt::Display) -> SheetProblem {
    SheetProblem::Damaged { detail: error.to_string() }
}

impl From<XlsxError> for SheetProblem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Password,
            XlsxError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<XlsbError> for SheetProblem {
    fn from(error: XlsbError) -> Self {
        match error {
            XlsbError::Password => Self::Password,
            XlsbError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<XlsError> for SheetProblem {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Password,
            XlsError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}

impl From<OdsError> for SheetProblem {
    fn from(error: OdsError) -> Self {
        match error {
            OdsError::Password => Self::Password,
            OdsError::WorksheetNotFound(_) => Self::NoSuchSheet,
            other => damaged(other),
        }
    }
}
