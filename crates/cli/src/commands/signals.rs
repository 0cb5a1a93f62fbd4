//! What was found out about prospects.

mod extract;

use sales_app::qualify::{
    InboxOrder, InboxQuery, InboxRow, JudgeSignals, ListInbox, NewSignalInput, SignalVerdict, SignalView,
    documents::DocumentInput,
};
use serde_json::json;

use crate::{
    args::{AddArgs, Common, InboxArgs, SignalsCommand},
    output::{Failure, Output},
    session::{self, Session},
    table::Table,
};

/// Runs a command about signals.
pub fn run(common: &Common, output: Output, command: SignalsCommand) -> Result<(), Failure> {
    let open = || session::open(common);
    match command {
        SignalsCommand::Extract(arguments) => extract::run(common, output, &arguments),
        SignalsCommand::List { id } => list(output, &open()?.signals_list(&id)?),
        SignalsCommand::Inbox(arguments) => inbox(output, &open()?, &arguments),
        SignalsCommand::Accept { signals } => judge(output, &open()?, signals, SignalVerdict::Accept),
        SignalsCommand::Reject { signals } => judge(output, &open()?, signals, SignalVerdict::Reject),
        SignalsCommand::Add(arguments) => add(common, output, arguments),
    }
}

/// Says the same of one signal or of many.
fn judge(output: Output, app: &Session, signals: Vec<String>, verdict: SignalVerdict) -> Result<(), Failure> {
    if let [signal] = signals.as_slice() {
        let judged = match verdict {
            SignalVerdict::Accept => app.signal_accept(signal)?,
            SignalVerdict::Reject => app.signal_reject(signal)?,
        };
        return told(output, &judged);
    }
    let changed = app.signals_judge(&JudgeSignals { signals, all_of: None, verdict })?;
    output.result(&json!({"changed": changed}), &[("cli.signals.changed", output.number(changed))])
}

/// Lists the signals that wait; as JSON, with how many there are.
fn inbox(output: Output, app: &Session, arguments: &InboxArgs) -> Result<(), Failure> {
    let InboxArgs { dimension, source, strongest, limit } = *arguments;
    let order = if strongest { InboxOrder::Strongest } else { InboxOrder::Newest };
    let query = InboxQuery { order, dimension, source };
    let view = app.signals_inbox(&ListInbox { query, offset: 0, limit })?;
    if output.json {
        return output.result(&json!(view), &[]);
    }
    let names = ["id", "code", "about", "score", "without", "source", "date", "quote"];
    let headers = names.map(|name| output.text.say(&format!("cli.signals.{name}"), &[])).to_vec();
    let row = |row: &InboxRow| {
        let (signal, effect) = (&row.signal, row.effect.as_ref());
        let about = row.company.clone().or_else(|| row.prospect.as_ref().map(|prospect| prospect.title.clone()));
        vec![
            signal.id.clone(),
            output.text.say(&format!("qualify.signals.{}.name", signal.code), &[]),
            about.unwrap_or_default(),
            effect.map(|effect| effect.total.to_string()).unwrap_or_default(),
            effect.map(|effect| effect.without.to_string()).unwrap_or_default(),
            output.text.say(&format!("qualify.sources.{}", signal.source), &[]),
            signal.date.clone(),
            signal.quote.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = view.rows.iter().map(row).collect();
    output.write(&Table::new(headers).lines(&rows).join("\n"))?;
    let left = u64::from(view.total).saturating_sub(rows.len() as u64);
    if left > 0 { Ok(output.write(&output.text.count("cli.signals.more", left, &[]))?) } else { Ok(()) }
}

/// Notes what a text says, or one signal by hand.
fn add(common: &Common, output: Output, arguments: AddArgs) -> Result<(), Failure> {
    let AddArgs { id: prospect, from_text, kind, source, model, preview, code, strength, date, until, quote } =
        arguments;
    if let Some(code) = code {
        let input = NewSignalInput { prospect, code, strength, date, until, quote, source_name: source };
        return told(output, &session::open(common)?.signal_add(&input)?);
    }
    let input = DocumentInput { prospect, kind, source, text: None, file: from_text };
    if model {
        return super::model::read(common, output, &input, preview);
    }
    let read = session::open(common)?.document_read(&input)?;
    if output.json {
        return output.result(&json!(read), &[]);
    }
    list(output, &read.added)?;
    for notice in &read.notices {
        output.write(&output.text.say(&format!("cli.signals.notices.{notice}"), &[]))?;
    }
    known(output, read.known)
}

/// Says how many signals of a text were noted before.
pub(super) fn known(output: Output, known: u32) -> Result<(), Failure> {
    if known == 0 {
        return Ok(());
    }
    Ok(output.write(&output.text.count("cli.signals.known", known.into(), &[]))?)
}

pub(super) fn list(output: Output, signals: &[SignalView]) -> Result<(), Failure> {
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
