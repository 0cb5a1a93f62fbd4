//! Signals of a text, by rules alone and without a workspace.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Write as _},
    path::{Path, PathBuf},
};

use sales_app::{
    AppError,
    qualify::{
        documents::MOST_OF_FILE,
        extraction::{FoundSignalView, FoundView, LONGEST_LINE, ReaderOptions, SignalReader},
    },
};
use sales_core::time::{Clock as _, SystemClock};
use serde_json::json;

use crate::{
    args::{Common, ExtractArgs},
    output::{Failure, Output},
    session,
    table::Table,
};

/// Reads a text, or with `--jsonl` one request a line, and writes the signals.
pub fn run(common: &Common, output: Output, arguments: &ExtractArgs) -> Result<(), Failure> {
    let offer = described(arguments.offer.as_ref())?;
    let icp = described(arguments.icp.as_ref())?;
    let options = ReaderOptions {
        kind: arguments.kind.as_deref(),
        language: common.lang.as_deref(),
        company: arguments.company.as_deref(),
        today: arguments.today.as_deref(),
        offer: offer.as_deref(),
        icp: icp.as_deref(),
    };
    let reader = SignalReader::new(&options, SystemClock.now())?;
    let input = input(&arguments.file)?;
    if arguments.jsonl { answer_lines(&reader, input) } else { one_text(&reader, output, arguments, input) }
}

/// The JSON of an offer or ideal customer.
fn described(file: Option<&PathBuf>) -> Result<Option<String>, AppError> {
    file.map(|path| fs::read_to_string(path).map_err(|error| session::unreadable(path, &error))).transpose()
}

fn input(file: &str) -> Result<Box<dyn BufRead>, AppError> {
    if file == "-" {
        return Ok(Box::new(BufReader::new(io::stdin().lock())));
    }
    let path = Path::new(file);
    let opened = File::open(path).map_err(|error| session::unreadable(path, &error))?;
    Ok(Box::new(BufReader::new(opened)))
}

/// Reads a document, of any kind that can be noted too.
fn one_text(
    reader: &SignalReader,
    output: Output,
    arguments: &ExtractArgs,
    input: Box<dyn BufRead>,
) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let read = input.take(MOST_OF_FILE as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| session::unreadable(Path::new(&arguments.file), &error))?;
    let name = match arguments.file.as_str() {
        "-" => output.text.say("cli.signals.standard_input", &[]),
        file => file.to_owned(),
    };
    let found = reader.read(&bytes, &name)?;
    if output.json {
        return output.result(&json!(found), &[]);
    }
    let mut lines = table(output, &found);
    lines.extend(found.notices.iter().map(|notice| output.text.say(&format!("cli.signals.notices.{notice}"), &[])));
    Ok(output.write(&lines.join("\n"))?)
}

fn table(output: Output, found: &FoundView) -> Vec<String> {
    if found.signals.is_empty() {
        return vec![output.text.say("cli.signals.none", &[])];
    }
    let names = ["code", "strength", "amount", "date", "quote"];
    let headers = names.map(|name| output.text.say(&format!("cli.signals.{name}"), &[])).to_vec();
    let row = |signal: &FoundSignalView| {
        let amount = signal.amount.as_ref();
        vec![
            output.text.say(&format!("qualify.signals.{}.name", signal.code), &[]),
            signal.strength.to_string(),
            amount
                .map(|amount| format!("{} {}", amount.value, amount.currency.unwrap_or_default()))
                .unwrap_or_default(),
            signal.date.clone().unwrap_or_default(),
            signal.quote.clone(),
        ]
    };
    let rows: Vec<_> = found.signals.iter().map(row).collect();
    Table::new(headers).lines(&rows)
}

/// Answers each line before more are waited for. Of a line that is too long the rest is thrown away.
fn answer_lines(reader: &SignalReader, mut input: Box<dyn BufRead>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut input).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(out.flush()?);
        }
        if line.len() > LONGEST_LINE && !line.ends_with(b"\n") {
            input.skip_until(b'\n')?;
        }
        if !line.iter().all(u8::is_ascii_whitespace) {
            serde_json::to_writer(&mut out, &reader.line(&line))?;
            writeln!(out)?;
            out.flush()?;
        }
    }
}
