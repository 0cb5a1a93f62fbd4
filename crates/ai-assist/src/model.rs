//! What answers a prompt.

use std::{future::Future, ops::ControlFlow, time::Duration};

use crate::prompt::Prompt;

/// Something that answers prompts: an endpoint, or what stands in for one.
pub trait Model {
    /// The name of the model, which is stored with what it found.
    fn name(&self) -> &str;

    /// Answers a prompt.
    ///
    /// # Errors
    /// [`ModelError`] when there is no answer.
    fn answer(&self, prompt: &Prompt) -> impl Future<Output = Result<Answer, ModelError>> + Send;
}

/// What a model answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Its text, of which nothing is believed yet.
    pub text: String,
    /// Tokens that were read, as the endpoint counts them; 0 when it does not tell.
    pub tokens_read: u32,
    /// Tokens that were written.
    pub tokens_written: u32,
}

/// Why there is no answer. None of these holds what was sent, what came back, or the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The address is none that can be asked.
    #[error("the address of the model cannot be used")]
    AddressMalformed,
    /// An address that is not on this computer or in its network has to begin with `https`.
    #[error("the address of the model is not encrypted")]
    AddressOpen,
    /// Nothing answers at the address.
    #[error("the endpoint cannot be reached")]
    Unreachable,
    /// No answer came in time.
    #[error("the endpoint did not answer within {seconds} s")]
    TooLate {
        /// How long it was waited for.
        seconds: u64,
    },
    /// The key was refused, or is missing.
    #[error("the endpoint refused the key")]
    KeyRefused,
    /// There is no such address or model.
    #[error("the endpoint does not know this address or model")]
    NotFound,
    /// It does not take the request.
    #[error("the endpoint refused the request with {status}")]
    Rejected {
        /// The status of HTTP.
        status: u16,
    },
    /// It is asked too often.
    #[error("the endpoint is asked too often")]
    Busy {
        /// How long it wants to be left alone, if it says so.
        seconds: Option<u64>,
    },
    /// It failed.
    #[error("the endpoint failed with {status}")]
    Failed {
        /// The status of HTTP.
        status: u16,
    },
    /// It answered more than any answer is long.
    #[error("the answer is too long")]
    TooMuch,
    /// What it answered is not of the protocol.
    #[error("the answer is not one of a chat endpoint")]
    NotAnAnswer,
    /// It answered nothing.
    #[error("the answer is empty")]
    Empty,
    /// The work was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The tokens of the day do not suffice.
    #[error("the budget of the day is spent: {needed} needed, {left} left")]
    BudgetSpent {
        /// About how many are needed.
        needed: u32,
        /// How many are left.
        left: u32,
    },
    /// One question would need more than a question may.
    #[error("the question is too long: {needed} needed, {most} allowed")]
    BudgetOfRun {
        /// About how many are needed.
        needed: u32,
        /// How many one may need.
        most: u32,
    },
    /// This computer has no room for the work.
    #[error("the request cannot be made on this computer")]
    NoRuntime,
}

/// How many tokens may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// In a day.
    pub day: u32,
    /// Of them for one question with its answer.
    pub run: u32,
    /// Those of today that are used.
    pub used: u32,
}

impl Budget {
    /// Whether a question may be asked that needs about so many tokens.
    ///
    /// # Errors
    /// [`ModelError::BudgetOfRun`], [`ModelError::BudgetSpent`].
    pub const fn allows(self, needed: u32) -> Result<(), ModelError> {
        let left = self.day.saturating_sub(self.used);
        if needed > self.run {
            return Err(ModelError::BudgetOfRun { needed, most: self.run });
        }
        if needed > left { Err(ModelError::BudgetSpent { needed, left }) } else { Ok(()) }
    }
}

/// Time between two looks at whether to go on.
const TICK: Duration = Duration::from_millis(40);

/// Asks on this thread, and stops within the tick in which `go_on` says so.
///
/// # Errors
/// [`ModelError`] when there is no answer.
pub fn ask(
    model: &impl Model,
    prompt: &Prompt,
    mut go_on: impl FnMut() -> ControlFlow<()>,
) -> Result<Answer, ModelError> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|_| ModelError::NoRuntime)?;
    let answer = runtime.block_on(async {
        let mut asked = std::pin::pin!(model.answer(prompt));
        loop {
            if go_on().is_break() {
                return Err(ModelError::Cancelled);
            }
            if let Ok(answer) = tokio::time::timeout(TICK, &mut asked).await {
                return answer;
            }
        }
    });
    // A name that is still being looked up is nobody's concern any more.
    runtime.shutdown_background();
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_of_the_day_and_of_the_question() {
        let budget = Budget { day: 1_000, run: 500, used: 700 };
        assert_eq!(budget.allows(300), Ok(()));
        assert_eq!(budget.allows(301), Err(ModelError::BudgetSpent { needed: 301, left: 300 }));
        assert_eq!(budget.allows(501), Err(ModelError::BudgetOfRun { needed: 501, most: 500 }));
        assert_eq!(Budget { used: 5_000, ..budget }.allows(1), Err(ModelError::BudgetSpent { needed: 1, left: 0 }));
    }
}
