//! The form of an answer.

use serde::Deserialize;
use serde_json::{Value, json};

use super::readable;

/// The most signals of an answer that are looked at; the contract allows for twelve.
const MOST_LOOKED_AT: usize = 48;

/// Why an answer is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There is nothing in it.
    #[error("the answer is empty")]
    Empty,
    /// It is no JSON: prose, or cut off.
    #[error("the answer is not JSON")]
    NotJson,
    /// It is JSON without a list of signals.
    #[error("the answer has no list of signals")]
    NoSignals,
}

/// The signals of an answer before anything of them is believed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    /// Those in the form of the contract, with their place in the answer.
    pub signals: Vec<(usize, RawSignal)>,
    /// The places of those in another form.
    pub malformed: Vec<usize>,
    /// How many there were beyond those that are looked at.
    pub beyond: usize,
}

/// A signal as the model told it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSignal {
    /// The name in the catalogue.
    pub code: String,
    /// 0, 0.25, 0.5, 0.75 or 1.
    pub strength: f64,
    /// 1 or -1.
    pub polarity: i64,
    /// A day, as `2026-11-23`.
    pub observed_at: Option<String>,
    /// The words.
    pub spans: Vec<RawSpan>,
}

/// Words as the model told them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSpan {
    /// The document.
    pub doc_id: String,
    /// Where they begin, in characters.
    pub start: i64,
    /// Where they end.
    pub end: i64,
    /// The words.
    pub quote: String,
}

/// The JSON schema of an answer, which the endpoint is asked to keep to.
#[must_use]
pub fn schema() -> Value {
    let codes: Vec<&str> = readable().map(|code| code.as_str()).collect();
    let object = |properties: Value| {
        let required: Vec<String> = properties.as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
        json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
    };
    let span = object(json!({
        "doc_id": {"type": "string"},
        "start": {"type": "integer"},
        "end": {"type": "integer"},
        "quote": {"type": "string"},
    }));
    let signal = object(json!({
        "code": {"type": "string", "enum": codes},
        "strength": {"type": "number", "enum": [0, 0.25, 0.5, 0.75, 1]},
        "polarity": {"type": "integer", "enum": [1, -1]},
        "observed_at": {"type": ["string", "null"]},
        "spans": {"type": "array", "items": span},
    }));
    object(json!({
        "signals": {"type": "array", "items": signal},
        "none_found": {"type": "array", "items": {"type": "string", "enum": codes}},
    }))
}

/// Reads an answer. Signals of another form are told apart, and so is whatever else it holds: only the list of
/// signals is looked at.
///
/// # Errors
/// [`AnswerError`] when there is no list of signals.
pub fn read(answer: &str) -> Result<Claims, AnswerError> {
    let text = bare(answer);
    if text.is_empty() {
        return Err(AnswerError::Empty);
    }
    let value: Value = serde_json::from_str(text).map_err(|_| AnswerError::NotJson)?;
    let Some(Value::Array(found)) = value.get("signals") else { return Err(AnswerError::NoSignals) };
    let mut claims = Claims { beyond: found.len().saturating_sub(MOST_LOOKED_AT), ..Claims::default() };
    for (place, signal) in found.iter().take(MOST_LOOKED_AT).enumerate() {
        match RawSignal::deserialize(signal) {
            Ok(signal) => claims.signals.push((place, signal)),
            Err(_) => claims.malformed.push(place),
        }
    }
    Ok(claims)
}

/// An answer without the fence that models like to write around it.
fn bare(answer: &str) -> &str {
    let text = answer.trim();
    let inner = text.strip_prefix("```json").or_else(|| text.strip_prefix("```"));
    inner.and_then(|inner| inner.strip_suffix("```")).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_of_the_contract_is_read() {
        assert_eq!(read(" \n"), Err(AnswerError::Empty));
        assert_eq!(read("Sure! Here are the signals."), Err(AnswerError::NotJson));
        assert_eq!(read(r#"{"signals": ["#), Err(AnswerError::NotJson));
        assert_eq!(read(r#"{"score": 100}"#), Err(AnswerError::NoSignals));
        assert_eq!(read("[1]"), Err(AnswerError::NoSignals));
        let fenced = read("```json\n{\"signals\": [], \"none_found\": []}\n```").unwrap();
        assert_eq!(fenced, Claims::default());
        let signal = r#"{"code":"pain_stated","strength":1,"polarity":1,"observed_at":null,"spans":[]"#;
        let claims = read(&format!(r#"{{"signals": [{signal}}}, {signal},"score":99}}, 4, "x"]}}"#)).unwrap();
        assert_eq!((claims.signals.len(), claims.malformed), (1, vec![1, 2, 3]));
        let many = format!(r#"{{"signals": [{}]}}"#, vec!["1"; 1_000].join(","));
        assert_eq!(read(&many).unwrap().beyond, 952);
    }

    #[test]
    fn the_schema_names_every_code_that_is_readable() {
        let codes = &schema()["properties"]["signals"]["items"]["properties"]["code"]["enum"];
        assert_eq!(codes.as_array().unwrap().len(), readable().count());
        assert!(readable().count() >= 25 && readable().all(|code| !code.as_str().starts_with("email_o")));
    }
}
