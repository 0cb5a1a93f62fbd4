//! The language model, if one is set up.

use sales_app::{
    AppError, Secret,
    qualify::{
        documents::DocumentInput,
        model::{ModelReadView, ModelSetup, ModelView},
    },
};
use serde_json::json;

use super::signals;
use crate::{
    args::{Common, ModelCommand, ModelSetArgs},
    output::{Failure, Output},
    session,
    table::Table,
};

/// Runs a command about the model.
pub fn run(common: &Common, output: Output, command: ModelCommand) -> Result<(), Failure> {
    let app = session::open(common)?;
    match command {
        ModelCommand::Set(arguments) => {
            let former = app.model_show()?;
            told(output, &app.model_set(&setup(arguments, &former)?)?)
        }
        ModelCommand::Show => told(output, &app.model_show()?),
        ModelCommand::Off => told(output, &app.model_off()?),
        ModelCommand::Test => {
            let test = app.model_test()?;
            let lines = [
                ("cli.model.host", test.host.clone()),
                ("cli.model.millis", test.millis.to_string()),
                ("cli.model.tokens", test.tokens.to_string()),
            ];
            output.result(&json!(test), &lines)
        }
        ModelCommand::Sent { request: Some(id) } => {
            let texts = app.model_request_show(&id)?;
            if output.json {
                return output.result(&json!(texts), &[]);
            }
            let answer = texts.answer.unwrap_or_default();
            Ok(output.write(&[texts.system, texts.user, answer].join("\n\n"))?)
        }
        ModelCommand::Sent { request: None } => {
            let sent = app.model_requests_list()?;
            if output.json {
                return output.result(&json!(sent), &[]);
            }
            let names = ["id", "at", "host", "name", "document", "outcome", "tokens"];
            let headers = names.map(|name| output.text.say(&format!("cli.model.{name}"), &[])).to_vec();
            let row = |one: &sales_app::qualify::model::ModelRequestView| {
                let (id, source) = (one.id.clone(), one.source.clone().unwrap_or_default());
                let (at, tokens) = (one.at.to_string(), one.tokens.to_string());
                let outcome = if matches!(one.outcome.as_str(), "sent" | "answered") { &one.outcome } else { "failed" };
                let outcome = output.text.say(&format!("settings.model.outcomes.{outcome}"), &[]);
                vec![id, at, one.host.clone(), one.model.clone(), source, outcome, tokens]
            };
            let rows: Vec<_> = sent.iter().map(row).collect();
            Ok(output.write(&Table::new(headers).lines(&rows).join("\n"))?)
        }
        ModelCommand::Forget => Ok(app.model_requests_forget()?),
    }
}

/// Reads a document with the model; with `preview`, shows what would be sent and sends nothing.
pub fn read(common: &Common, output: Output, input: &DocumentInput, preview: bool) -> Result<(), Failure> {
    let app = session::open(common)?;
    let prepared = app.document_prepare(input)?;
    if preview {
        let text = format!("{}\n\n{}", prepared.system, prepared.user);
        return if output.json { output.result(&json!(prepared), &[]) } else { Ok(output.write(&text)?) };
    }
    let read = app.document_ask(&prepared.id)?;
    if output.json {
        return output.result(&json!(read), &[]);
    }
    signals::list(output, &read.added)?;
    said(output, &read)?;
    signals::known(output, read.known)
}

/// What is to be known of an answer besides its signals.
fn said(output: Output, read: &ModelReadView) -> Result<(), Failure> {
    if read.is_suspected {
        output.write(&output.text.say("cli.model.suspected", &[]))?;
    }
    for refused in &read.refused {
        let name = refused.code.as_deref().map(|code| output.text.say(&format!("qualify.signals.{code}.name"), &[]));
        let reason = output.text.say(&format!("qualify.document.refusals.{}", refused.reason), &[]);
        let signal = name.unwrap_or_else(|| output.text.say("cli.model.unnamed", &[]));
        output.write(&output.text.say("cli.model.refused", &[("signal", &signal), ("reason", &reason)]))?;
    }
    Ok(())
}

/// What is to be set: what is not given stays as it was.
fn setup(arguments: ModelSetArgs, former: &ModelView) -> Result<ModelSetup, AppError> {
    let ModelSetArgs { address, name, key_file, no_key, day_tokens, document_tokens } = arguments;
    let key = match key_file {
        Some(file) => Some(Secret::from(session::read_text(&file)?.lines().next().unwrap_or_default())),
        None => no_key.then(|| Secret::from("")),
    };
    Ok(ModelSetup {
        address: address.unwrap_or_else(|| former.address.clone()),
        model: name.unwrap_or_else(|| former.model.clone()),
        key,
        day_tokens: day_tokens.unwrap_or(former.day_tokens),
        document_tokens: document_tokens.unwrap_or(former.document_tokens),
    })
}

fn told(output: Output, model: &ModelView) -> Result<(), Failure> {
    let yes_or_no = |is: bool| output.text.say(if is { "cli.model.yes" } else { "cli.model.no" }, &[]);
    let lines = [
        ("cli.model.is_on", yes_or_no(model.is_on)),
        ("cli.model.address", model.address.clone()),
        ("cli.model.name", model.model.clone()),
        ("cli.model.key", yes_or_no(model.has_key)),
        ("cli.model.day_tokens", model.day_tokens.to_string()),
        ("cli.model.document_tokens", model.document_tokens.to_string()),
        ("cli.model.used_today", model.used_today.to_string()),
    ];
    output.result(&json!(model), &lines)
}
