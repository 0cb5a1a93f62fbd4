//! What was found out about prospects.

mod extract;

use sales_app::qualify::{NewSignalInput, SignalView};
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
        SignalsCommand::Add(arguments) => {
            let AddArgs { id, code, strength, date, until, quote } = arguments;
            let input = NewSignalInput { prospect: id, code, strength, date, until, quote };
            told(output, &open()?.signal_add(&input)?)
        }
    }
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
