//! Endpoints that answer badly, late, too much or not at all.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use sales_ai_assist::{
    endpoint::{Endpoint, Patience},
    model::{Answer, ModelError, ask},
    reading::Document,
};
use sales_testkit::{ModelServer, Reply};

const KEY: &str = "sk-of-the-test";

fn patience() -> Patience {
    Patience {
        attempt: Duration::from_millis(700),
        retries: 2,
        pause: Duration::from_millis(10),
        longest_pause: Duration::from_secs(1),
    }
}

fn asked(server: &ModelServer) -> Result<Answer, ModelError> {
    let endpoint = Endpoint::new(&server.base(), "m", Some(KEY), patience()).unwrap();
    let prompt = Document::new("Le budget est validé pour nous.").unwrap().prompt(None, [3; 16]);
    ask(&endpoint, &prompt, || ControlFlow::Continue(()))
}

fn status(status: u16, body: &'static str) -> impl Fn(&sales_testkit::Asked) -> Reply + Send + Sync {
    move |_| Reply::Http(status, Vec::new(), body.to_owned())
}

#[test]
fn an_answer_comes_with_its_tokens_and_the_request_is_what_was_prepared() {
    let server = ModelServer::start(|_| Reply::text("{\"signals\": []}\n"));
    let answer = asked(&server).unwrap();
    assert_eq!(answer, Answer { text: "{\"signals\": []}\n".to_owned(), tokens_read: 100, tokens_written: 20 });
    let [request] = &server.asked()[..] else { panic!() };
    assert_eq!(request.line, "POST /v1/chat/completions");
    let header = |name: &str| request.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(header("authorization"), Some("Bearer sk-of-the-test"));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!((&body["temperature"], &body["stream"], &body["model"]), (&0.into(), &false.into(), &"m".into()));
    assert_eq!(body["response_format"]["json_schema"]["strict"], true);
    assert!(body["messages"][1]["content"].as_str().unwrap().contains("[s1]"));
}

#[test]
fn each_refusal_has_its_own_name() {
    for (code, expected) in [
        (401, ModelError::KeyRefused),
        (403, ModelError::KeyRefused),
        (404, ModelError::NotFound),
        (302, ModelError::NotFound),
        (400, ModelError::Rejected { status: 400 }),
        (422, ModelError::Rejected { status: 422 }),
        (503, ModelError::Failed { status: 503 }),
        (429, ModelError::Busy { seconds: None }),
    ] {
        for body in ["", "<html>no</html>", r#"{"error": {"message": "sk-of-the-test is wrong"}}"#] {
            let server = ModelServer::start(status(code, body));
            let error = asked(&server).unwrap_err();
            assert_eq!(error, expected, "{code} {body}");
            assert!(!format!("{error} {error:?}").contains("sk-of"));
            let attempts = if matches!(code, 429 | 503) { 3 } else { 1 };
            assert_eq!(server.asked().len(), attempts, "{code}");
        }
    }
}

#[test]
fn what_is_no_completion_is_no_answer() {
    for (body, expected) in [
        ("Sorry, I cannot.", ModelError::NotAnAnswer),
        ("", ModelError::NotAnAnswer),
        ("{", ModelError::NotAnAnswer),
        (r#"{"choices": 4}"#, ModelError::NotAnAnswer),
        (r#"{"choices": []}"#, ModelError::Empty),
        (r#"{"choices": [{"message": {"content": null}}]}"#, ModelError::Empty),
        (r#"{"choices": [{"message": {"content": " \n"}}]}"#, ModelError::Empty),
    ] {
        assert_eq!(asked(&ModelServer::start(status(200, body))).unwrap_err(), expected, "{body}");
    }
}

#[test]
fn gigabytes_are_not_read_and_nothing_is_waited_for_too_long() {
    let start = Instant::now();
    let flood = ModelServer::start(|_| Reply::Flood(8 << 30));
    assert_eq!(asked(&flood).unwrap_err(), ModelError::TooMuch);
    let late = ModelServer::start(|_| Reply::Late(Duration::from_secs(20)));
    assert_eq!(asked(&late).unwrap_err(), ModelError::TooLate { seconds: 0 });
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    let base = late.base();
    drop(late);
    let endpoint = Endpoint::new(&base.replace("127.0.0.1", "127.0.0.2"), "m", None, patience()).unwrap();
    let prompt = Document::new("Le budget est validé pour nous.").unwrap().prompt(None, [3; 16]);
    assert_eq!(ask(&endpoint, &prompt, || ControlFlow::Continue(())).unwrap_err(), ModelError::Unreachable);
}

#[test]
fn an_endpoint_that_asks_for_a_pause_gets_it() {
    use std::sync::atomic::{AtomicU32, Ordering};
    let count = AtomicU32::new(0);
    let server = ModelServer::start(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => Reply::Http(429, vec![("retry-after", "0.3".to_owned())], String::new()),
        1 => Reply::Http(500, Vec::new(), String::new()),
        _ => Reply::text("{\"signals\": []}"),
    });
    let start = Instant::now();
    assert!(asked(&server).is_ok());
    assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());
    let long = ModelServer::start(|_| Reply::Http(429, vec![("retry-after", "3600".to_owned())], String::new()));
    assert_eq!(asked(&long).unwrap_err(), ModelError::Busy { seconds: Some(3600) });
    assert_eq!(long.asked().len(), 1, "an hour is not waited for");
}

#[test]
fn a_question_is_cancelled_at_once() {
    let late = ModelServer::start(|_| Reply::Late(Duration::from_secs(20)));
    let endpoint = Endpoint::new(&late.base(), "m", None, Patience::default()).unwrap();
    let prompt = Document::new("Le budget est validé pour nous.").unwrap().prompt(None, [3; 16]);
    let start = Instant::now();
    let stop = || {
        if start.elapsed() > Duration::from_millis(200) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(ask(&endpoint, &prompt, stop).unwrap_err(), ModelError::Cancelled);
    assert!(start.elapsed() < Duration::from_secs(3));
}
