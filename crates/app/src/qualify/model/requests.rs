//! What was sent, to be seen at any time.

use sales_core::ids::ModelRequestId;
use sales_store::model_requests;

use super::{ModelRequestView, ModelTextsView};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
};

impl App {
    /// The newest questions that were sent.
    pub fn model_requests_list(&self) -> Result<Vec<ModelRequestView>, AppError> {
        let found = self.workspace()?.store.read(model_requests::newest)?;
        let view = |request: model_requests::Request| ModelRequestView {
            id: request.id.to_string(),
            at: request.at,
            host: request.host,
            model: request.model,
            source: request.source_name,
            outcome: request.outcome,
            tokens: request.tokens,
            has_texts: request.has_texts,
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// The texts of a question, word for word, and the answer.
    pub fn model_request_show(&self, id: &str) -> Result<ModelTextsView, AppError> {
        let missing = || AppError::new(ErrorCode::ModelRequestMissing).with("id", id);
        let request: ModelRequestId = id.parse().map_err(|_| missing())?;
        let found = self.workspace()?.store.read(|db| model_requests::texts(db, request))?;
        let model_requests::Texts { system, user, answer } = found.ok_or_else(missing)?;
        Ok(ModelTextsView { system, user, answer })
    }

    /// Deletes the texts of all questions and answers; how many tokens they needed stays.
    pub fn model_requests_forget(&self) -> Result<(), AppError> {
        let workspace = self.workspace()?;
        let mut tx = workspace.store.begin_unrecorded()?;
        tx.forget_model_texts()?;
        tx.commit()?;
        Ok(())
    }
}
