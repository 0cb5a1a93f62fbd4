//! A document, from what was given to the signals that are believed.

use sales_qualify::{
    extract::ExtractContext,
    text::{
        fold::Folded,
        language::{self, Language},
    },
};

use crate::{
    contract::{self, AnswerError, Proposal, Refused},
    hostile::{self, Verdict},
    prompt::{self, Prompt},
    weigh,
};

/// A document as a model is given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What a reader sees of it.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// Whether it speaks to models.
    pub verdict: Verdict,
    /// Whether it went on further than is read.
    pub is_truncated: bool,
}

/// Why a document is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// There is nothing to read in it, or markup alone.
    #[error("the document has no words")]
    Empty,
    /// It is neither French nor English.
    #[error("the document is neither French nor English")]
    LanguageUnknown,
}

/// A signal that is believed, with how far it is trusted while nobody looked at it, in millionths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The signal.
    pub proposal: Proposal,
    /// How far it is trusted.
    pub reliability: u32,
}

/// What was read in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// What is believed.
    pub signals: Vec<Weighed>,
    /// What is not, and why.
    pub refused: Vec<Refused>,
}

impl Document {
    /// Cleans a text and looks at whether it speaks to models.
    ///
    /// # Errors
    /// [`DocumentError`] when there is nothing that can be read.
    pub fn new(raw: &str) -> Result<Self, DocumentError> {
        let cleaned = hostile::clean(raw);
        let verdict = hostile::detect(raw, &cleaned);
        let folded = Folded::new(&cleaned.text);
        if !folded.text.contains(|c: char| c.is_alphabetic()) {
            return Err(DocumentError::Empty);
        }
        let language = language::detect(&folded.text).ok_or(DocumentError::LanguageUnknown)?;
        Ok(Self { text: cleaned.text, language, verdict, is_truncated: cleaned.is_truncated })
    }

    /// What a model is asked about it.
    #[must_use]
    pub fn prompt(&self, company: Option<&str>, random: [u8; 16]) -> Prompt {
        prompt::prompt(&self.text, company, random)
    }

    /// What of an answer is believed. `source` is how far the document's source is trusted, in millionths.
    ///
    /// # Errors
    /// [`AnswerError`] when the answer is none.
    pub fn judge(
        &self,
        answer: &str,
        marker: char,
        context: &ExtractContext,
        source: u32,
    ) -> Result<Findings, AnswerError> {
        let claims = contract::read(answer)?;
        let reading = contract::Reading {
            text: &self.text,
            doc_id: prompt::DOC_ID,
            marker,
            language: self.language,
            context,
            is_suspected: self.verdict.is_suspected(),
        };
        let (proposals, refused) = contract::validate(&claims, &reading);
        let trusted = weigh::unseen(source, self.verdict.is_suspected(), &proposals);
        let signals = proposals.into_iter().zip(trusted);
        let signals = signals.map(|(proposal, reliability)| Weighed { proposal, reliability }).collect();
        Ok(Findings { signals, refused })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_read_is_a_document() {
        assert_eq!(Document::new("<html><body><script>x()</script></body></html>"), Err(DocumentError::Empty));
        assert_eq!(Document::new(" 12 / 34 \n"), Err(DocumentError::Empty));
        let german = "Wir haben dieses Jahr leider kein Budget für das Projekt und warten auf die Entscheidung.";
        assert_eq!(Document::new(german), Err(DocumentError::LanguageUnknown));
        let document = Document::new("<p>Le budget est validé.</p>").unwrap();
        assert_eq!((document.text.as_str(), document.language), ("Le budget est validé.", Language::French));
        assert!(!document.verdict.is_suspected() && !document.is_truncated);
        assert!(Document::new(&"Nous avons un budget. ".repeat(2_500_000)).unwrap().is_truncated, "50 MB");
    }
}
