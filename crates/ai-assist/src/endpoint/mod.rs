//! An endpoint that speaks the chat protocol of OpenAI: a provider's, one's own, or a program on this computer.

mod address;
mod transport;

use std::time::Duration;

use async_openai::{Client, config::Config, error::OpenAIError};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

pub use address::{host, is_on_this_computer};

use crate::{
    model::{Answer, Model, ModelError},
    prompt::{self, Prompt},
};
use transport::{Failure, Transport};

/// How long and how often an endpoint is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For one attempt, from the first byte sent to the last one read.
    pub attempt: Duration,
    /// How often it is asked again when it is busy or fails.
    pub retries: u32,
    /// The pause before the first of these; each further one is twice as long.
    pub pause: Duration,
    /// The longest pause that an endpoint may ask for.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempt: Duration::from_secs(120),
            retries: 3,
            pause: Duration::from_millis(700),
            longest_pause: Duration::from_secs(60),
        }
    }
}

/// A model behind an address. Its key is in no message, log or debug text.
#[derive(Debug)]
pub struct Endpoint {
    client: Client<Access>,
    model: String,
}

/// Where to ask and with which key: nothing of it comes from the environment of the program.
#[derive(Debug)]
struct Access {
    base: String,
    key: SecretString,
}

impl Config for Access {
    fn headers(&self) -> HeaderMap {
        let key = self.key.expose_secret();
        let header = (!key.is_empty()).then(|| HeaderValue::from_str(&format!("Bearer {key}")).ok()).flatten();
        let named = header.map(|mut value| {
            value.set_sensitive(true);
            (AUTHORIZATION, value)
        });
        named.into_iter().collect()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn query(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn api_base(&self) -> &str {
        &self.base
    }

    fn api_key(&self) -> &SecretString {
        &self.key
    }
}

/// An answer of the protocol; what else an endpoint writes is left alone.
#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
}

impl Endpoint {
    /// An endpoint at an address, asked with a key if it wants one.
    ///
    /// # Errors
    /// [`ModelError::AddressMalformed`], [`ModelError::AddressOpen`]; [`ModelError::NoRuntime`] when this computer has
    /// no certificates.
    pub fn new(address: &str, model: &str, key: Option<&str>, patience: Patience) -> Result<Self, ModelError> {
        let base = address::checked(address)?;
        let transport = Transport::new(is_on_this_computer(&base), patience)?;
        let access = Access {
            base: base.as_str().trim_end_matches('/').to_owned(),
            key: SecretString::from(key.unwrap_or_default().trim().to_owned()),
        };
        let client = Client::build(transport.client(), access).with_http_service(transport);
        Ok(Self { client, model: model.to_owned() })
    }
}

impl Model for Endpoint {
    fn name(&self) -> &str {
        &self.model
    }

    async fn answer(&self, prompt: &Prompt) -> Result<Answer, ModelError> {
        let body = prompt::body(prompt, &self.model);
        let chat = self.client.chat();
        let completion: Completion = chat.create_byot(&body).await.map_err(|error| told(&error))?;
        let text = completion.choices.into_iter().next().and_then(|choice| choice.message.content).unwrap_or_default();
        if text.trim().is_empty() {
            return Err(ModelError::Empty);
        }
        let count = |tokens: u64| u32::try_from(tokens).unwrap_or(u32::MAX);
        let (read, written) =
            completion.usage.map_or((0, 0), |usage| (count(usage.prompt_tokens), count(usage.completion_tokens)));
        Ok(Answer { text, tokens_read: read, tokens_written: written })
    }
}

/// What went wrong, without anything that the endpoint said.
fn told(error: &OpenAIError) -> ModelError {
    match error {
        OpenAIError::Boxed(inner) => {
            inner.downcast_ref::<Failure>().map_or(ModelError::Unreachable, |failure| failure.0)
        }
        OpenAIError::JSONDeserialize(..) => ModelError::NotAnAnswer,
        _ => ModelError::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_in_no_debug_text_and_an_empty_one_is_no_header() {
        let endpoint = |key| Endpoint::new("https://models.example/v1", "m", key, Patience::default()).unwrap();
        let with_key = endpoint(Some("sk-very-secret"));
        assert!(!format!("{with_key:?}").contains("very-secret"));
        let headers = with_key.client.config().headers();
        assert_eq!(headers.get(AUTHORIZATION).unwrap(), "Bearer sk-very-secret");
        assert!(!format!("{headers:?}").contains("very-secret"));
        assert!(endpoint(None).client.config().headers().is_empty());
    }
}
