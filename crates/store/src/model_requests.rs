//! What was sent to language models, and what they answered.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{change::ChangeKind, ids::ModelRequestId, time::UtcMillis};

use crate::{error::StoreError, record::uuid, tx::Tx};

/// A request before it is sent.
#[derive(Debug, Clone, Copy)]
pub struct NewRequest<'a> {
    /// The host that is asked.
    pub host: &'a str,
    /// The model.
    pub model: &'a str,
    /// The version of the prompt.
    pub prompt_version: &'a str,
    /// The prospect that the text is about.
    pub prospect: Option<i64>,
    /// The name of the document.
    pub source_name: Option<&'a str>,
    /// The tokens that it will need at most.
    pub tokens: u32,
    /// Equal for questions that are answered the same.
    pub cache_key: &'a [u8],
    /// What stands in place of blanks.
    pub marker: char,
    /// What the model is told.
    pub system: &'a str,
    /// The document as it is sent.
    pub user: &'a str,
}

/// A request, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its identity.
    pub id: ModelRequestId,
    /// When it was sent.
    pub at: UtcMillis,
    /// The host.
    pub host: String,
    /// The model.
    pub model: String,
    /// The name of the document.
    pub source_name: Option<String>,
    /// `sent`, `answered`, or the code of what went wrong.
    pub outcome: String,
    /// The tokens that it needed.
    pub tokens: u32,
    /// Whether its texts are still there.
    pub has_texts: bool,
}

/// The texts of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// What the model was told.
    pub system: String,
    /// The document as it was sent.
    pub user: String,
    /// What came back, if anything did.
    pub answer: Option<String>,
}

/// An answer that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What came back.
    pub answer: String,
    /// What stood in place of blanks.
    pub marker: char,
}

/// Requests that a list shows at most.
const MOST_LISTED: u32 = 200;

/// The newest requests.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn newest(db: &Connection) -> Result<Vec<Request>, StoreError> {
    let sql = "SELECT id, at, host, model, source_name, outcome, tokens, user_text IS NOT NULL FROM model_requests
               ORDER BY rowid DESC LIMIT ?1";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map([MOST_LISTED], |row: &Row<'_>| {
        Ok(Request {
            id: uuid(row, 0)?.unwrap_or_default().into(),
            at: UtcMillis(row.get(1)?),
            host: row.get(2)?,
            model: row.get(3)?,
            source_name: row.get(4)?,
            outcome: row.get(5)?,
            tokens: row.get(6)?,
            has_texts: row.get(7)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The texts of a request; none when there is no such request or they were deleted.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn texts(db: &Connection, id: ModelRequestId) -> Result<Option<Texts>, StoreError> {
    let sql = "SELECT system_text, user_text, answer FROM model_requests WHERE id = ?1 AND user_text IS NOT NULL";
    let found = db
        .prepare_cached(sql)?
        .query_row([id.as_bytes()], |row| Ok(Texts { system: row.get(0)?, user: row.get(1)?, answer: row.get(2)? }));
    Ok(found.optional()?)
}

/// The newest answer to a question.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn known(db: &Connection, cache_key: &[u8]) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT answer, marker FROM model_requests WHERE cache_key = ?1 AND answer IS NOT NULL
                 AND outcome = 'answered' ORDER BY rowid DESC LIMIT 1";
    let found = db.prepare_cached(sql)?.query_row([cache_key], |row| {
        let marker: String = row.get(1)?;
        Ok(Known { answer: row.get(0)?, marker: marker.chars().next().unwrap_or(' ') })
    });
    Ok(found.optional()?)
}

/// The tokens that were used since a moment.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn tokens_since(db: &Connection, since: UtcMillis) -> Result<u32, StoreError> {
    let sql = "SELECT coalesce(sum(tokens), 0) FROM model_requests WHERE at >= ?1";
    let used: i64 = db.prepare_cached(sql)?.query_row([since.0], |row| row.get(0))?;
    Ok(u32::try_from(used).unwrap_or(u32::MAX))
}

impl Tx<'_> {
    /// Notes a request that is about to be sent.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn begin_model_request(&mut self, request: &NewRequest<'_>) -> Result<ModelRequestId, StoreError> {
        let id: ModelRequestId = self.new_id();
        let mut statement = self.db.prepare_cached(
            "INSERT INTO model_requests (id, at, host, model, prompt_version, prospect, source_name, outcome, tokens,
               cache_key, marker, system_text, user_text)
             VALUES (?, ?, ?, ?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?)",
        )?;
        statement.execute(rusqlite::params![
            id.as_bytes(),
            self.at().0,
            request.host,
            request.model,
            request.prompt_version,
            request.prospect,
            request.source_name,
            request.tokens,
            request.cache_key,
            request.marker.to_string(),
            request.system,
            request.user,
        ])?;
        drop(statement);
        self.touch(ChangeKind::Settings);
        Ok(id)
    }

    /// Notes what became of a request, and the tokens that it needed.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn end_model_request(
        &mut self,
        id: ModelRequestId,
        outcome: &str,
        tokens: u32,
        answer: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE model_requests SET outcome = ?2, tokens = ?3, answer = ?4 WHERE id = ?1";
        self.db.prepare_cached(sql)?.execute((id.as_bytes(), outcome, tokens, answer))?;
        self.touch(ChangeKind::Settings);
        Ok(())
    }

    /// Deletes the texts of all requests; how many tokens they needed stays.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn forget_model_texts(&mut self) -> Result<(), StoreError> {
        self.db.execute(
            "UPDATE model_requests SET system_text = NULL, user_text = NULL, answer = NULL, source_name = NULL,
               prospect = NULL, cache_key = NULL",
            [],
        )?;
        self.touch(ChangeKind::Settings);
        Ok(())
    }
}
