//! Requests over the network: to the one address, in a bounded time, with answers of a bounded length, and again when
//! the endpoint is busy.

use std::{
    future::Future,
    pin::Pin,
    sync::Once,
    task::{Context, Poll},
    time::Duration,
};

use async_openai::{error::OpenAIError, middleware::HttpRequestFactory};
use reqwest::{Response, StatusCode, header::HeaderMap};
use tower_service::Service;

use super::Patience;
use crate::model::ModelError;

/// The longest answer, in bytes: many times what the tokens that are asked for can be.
const LONGEST_ANSWER: usize = 1 << 20;

/// Sends requests. It follows no redirection: what was written for one address goes to no other.
#[derive(Debug, Clone)]
pub(super) struct Transport {
    client: reqwest::Client,
    patience: Patience,
}

/// What went wrong, on its way through the client library.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) struct Failure(pub ModelError);

impl From<ModelError> for OpenAIError {
    fn from(error: ModelError) -> Self {
        Self::Boxed(Box::new(Failure(error)))
    }
}

impl Transport {
    pub(super) fn new(is_on_this_computer: bool, patience: Patience) -> Result<Self, ModelError> {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            // Only fails when one was installed before, which serves as well.
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(patience.attempt.min(Duration::from_secs(20)))
            .timeout(patience.attempt)
            .user_agent("ai-sales-agent");
        let builder = if is_on_this_computer { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|_| ModelError::NoRuntime)?;
        Ok(Self { client, patience })
    }

    pub(super) fn client(&self) -> reqwest::Client {
        self.client.clone()
    }

    async fn send(self, request: HttpRequestFactory) -> Result<Response, OpenAIError> {
        let mut pause = self.patience.pause;
        for attempt in 0.. {
            let response = self.client.execute(request.build().await?).await.map_err(|error| self.failed(&error))?;
            let status = response.status();
            if status.is_success() {
                return self.whole(response).await;
            }
            let wanted = wanted_pause(response.headers());
            let may_wait = wanted.is_none_or(|wanted| wanted <= self.patience.longest_pause);
            if !is_passing(status) || attempt >= self.patience.retries || !may_wait {
                return Err(refused(status, wanted).into());
            }
            tracing::info!(status = status.as_u16(), attempt, "the endpoint is asked again");
            tokio::time::sleep(wanted.unwrap_or(pause)).await;
            pause = (pause * 2).min(self.patience.longest_pause);
        }
        Err(ModelError::Unreachable.into())
    }

    /// The response with its body, which is read no further than an answer can be long.
    async fn whole(&self, mut response: Response) -> Result<Response, OpenAIError> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failed(&error))? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(ModelError::TooMuch.into());
            }
            body.extend_from_slice(&chunk);
        }
        let whole = http::Response::builder().status(response.status()).body(body);
        whole.map(Response::from).map_err(|_| ModelError::NotAnAnswer.into())
    }

    fn failed(&self, error: &reqwest::Error) -> ModelError {
        if error.is_timeout() {
            ModelError::TooLate { seconds: self.patience.attempt.as_secs() }
        } else if error.is_body() || error.is_decode() {
            ModelError::NotAnAnswer
        } else {
            ModelError::Unreachable
        }
    }
}

impl Service<HttpRequestFactory> for Transport {
    type Response = Response;
    type Error = OpenAIError;
    type Future = Pin<Box<dyn Future<Output = Result<Response, OpenAIError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), OpenAIError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequestFactory) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}

/// Whether a status may be another one in a moment.
fn is_passing(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
}

/// The pause that an endpoint asks for.
fn wanted_pause(headers: &HeaderMap) -> Option<Duration> {
    let number = |name| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok().filter(|n| *n >= 0.0);
    let seconds = number("retry-after-ms").map(|millis| millis / 1_000.0).or_else(|| number("retry-after"));
    seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn refused(status: StatusCode, wanted: Option<Duration>) -> ModelError {
    match status.as_u16() {
        401 | 403 => ModelError::KeyRefused,
        300..=399 | 404 | 405 | 410 => ModelError::NotFound,
        429 => ModelError::Busy { seconds: wanted.map(|wanted| wanted.as_secs()) },
        status @ 500.. => ModelError::Failed { status },
        status => ModelError::Rejected { status },
    }
}
