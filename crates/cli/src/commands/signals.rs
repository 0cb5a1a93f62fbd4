//! What was found out about prospects.

mod extract;

use sales_app::qualify::{NewSignalInput, ReadText, SignalView, extraction::WORTH_READING};
use serde_json::json;

use crate::{
    args::{AddArgs, Common, SignalsCommand},
    output::{Failure, Output},
    session,
    table::Table,
};

/// Runs a command about signals.
pub fn run(common: &Common, output: Output, command: SignalsCommand) -> Result<(), Failure> {
    let open = || session::open(common);
    match command {
        SignalsCommand::Extract(arguments) => extract::run(common, output, &arguments),
        SignalsCommand::List { id } => list(output, &open()?.signals_list(&id)?),
        SignalsCommand::Accept { signal } => told(output, &open()?.signal_accept(&signal)?),
        SignalsCommand::Reject { signal } => told(output, &open()?.signal_reject(&signal)?),
        SignalsCommand::Add(arguments) => add(common, output, arguments),
    }
}

/// Notes what a text says, or one signal by hand.
fn add(common: &Common, output: Output, arguments: AddArgs) -> Result<(), Failure> {
    let AddArgs { id: prospect, from_text, kind, source, code, strength, date, until, quote } = arguments;
    if let Some(code) = code {
        let input = NewSignalInput { prospect, code, strength, date, until, quote };
        return told(output, &session::open(common)?.signal_add(&input)?);
    }
    let file = from_text.unwrap_or_default();
    let bytes = session::read_bytes(&file, WORTH_READING)?;
    let input = ReadText { prospect, kind, source };
    let read = session::open(common)?.signals_read(&input, &bytes).map_err(|error| error.with("file", &file))?;
    if output.json {
        return output.result(&json!(read), &[]);
    }
    list(output, &read.added)?;
    for notice in &read.notices {
        output.write(&output.text.say(&format!("cli.signals.notices.{notice}"), &[]))?;
    }
    let known = output.text.count("cli.signals.known", read.known.into(), &[]);
    if read.known > 0 { Ok(output.write(&known)?) } else { Ok(()) }
}

fn list(output: Output, signals: &[SignalView]) -> Result<(), Failure> {
    if output.json {
        return output.result(&json!(signals), &[]);
    }
    let names = ["id", "code", "status", "source", "date", "quote"];
    let headers = names.map(|name| output.text.say(&format!("cli.signals.{name}"), &[])).to_vec();
    let row = |one: &SignalView| {
        let code = output.text.say(&format!("qualify.signals.{}.name", one.code), &[]);
        let status = output.text.say(&format!("cli.signals.statuses.{}", one.status), &[]);
        let source = output.text.say(&format!("qualify.sources.{}", one.source), &[]);
        vec![one.id.clone(), code, status, source, one.date.clone(), one.quote.clone().unwrap_or_default()]
    };
    let rows: Vec<_> = signals.iter().map(row).collect();
    Ok(output.write(&Table::new(headers).lines(&rows).join("\n"))?)
}

fn told(output: Output, signal: &SignalView) -> Result<(), Failure> {
    let status = output.text.say(&format!("cli.signals.statuses.{}", signal.status), &[]);
    let lines = [
        ("cli.signals.id", signal.id.clone()),
        ("cli.signals.code", output.text.say(&format!("qualify.signals.{}.name", signal.code), &[])),
        ("cli.signals.status", status),
    ];
    output.result(&json!(signal), &lines)
}
