//! What is told of language models and documents.

use sales_ai_assist::{contract::AnswerError, model::ModelError, reading::DocumentError};

use super::{AppError, ErrorCode as Code};

impl From<ModelError> for AppError {
    fn from(error: ModelError) -> Self {
        match error {
            ModelError::AddressMalformed => {
                Self::new(Code::ModelAddress).with("reason", "malformed").at_field("address")
            }
            ModelError::AddressOpen => Self::new(Code::ModelAddress).with("reason", "open").at_field("address"),
            ModelError::Unreachable => Self::new(Code::ModelUnreachable),
            ModelError::TooLate { seconds } => Self::new(Code::ModelTooLate).with("seconds", seconds),
            ModelError::KeyRefused => Self::new(Code::ModelKeyRefused).at_field("key"),
            ModelError::NotFound => Self::new(Code::ModelNotFound),
            ModelError::Rejected { status } => Self::new(Code::ModelRejected).with("status", status),
            ModelError::Busy { .. } => Self::new(Code::ModelBusy),
            ModelError::Failed { status } => Self::new(Code::ModelFailed).with("status", status),
            ModelError::TooMuch => Self::new(Code::ModelTooMuch),
            ModelError::NotAnAnswer => Self::new(Code::ModelUnreadable).with("reason", "not_an_answer"),
            ModelError::Empty => Self::new(Code::ModelEmpty),
            ModelError::Cancelled => Self::new(Code::Cancelled),
            ModelError::BudgetSpent { needed, left } => {
                Self::new(Code::ModelBudget).with("needed", needed).with("left", left)
            }
            ModelError::BudgetOfRun { needed, most } => {
                Self::new(Code::ModelTextTooLong).with("needed", needed).with("most", most)
            }
            ModelError::NoRuntime => Self::internal(&error),
        }
    }
}

impl From<AnswerError> for AppError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Empty => Self::new(Code::ModelEmpty),
            AnswerError::NotJson => Self::new(Code::ModelUnreadable).with("reason", "prose"),
            AnswerError::NoSignals => Self::new(Code::ModelUnreadable).with("reason", "no_signals"),
        }
    }
}

impl From<DocumentError> for AppError {
    fn from(error: DocumentError) -> Self {
        Self::new(match error {
            DocumentError::Empty => Code::DocumentEmpty,
            DocumentError::LanguageUnknown => Code::DocumentLanguage,
        })
    }
}
