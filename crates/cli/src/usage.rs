//! What is wrong with a command line, in the language of the person.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use sales_i18n::Text;
use serde_json::json;

/// Tells what is wrong with a command line, or gives the help that was asked for.
pub fn tell(error: &clap::Error, text: Text, json: bool) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    let asked_for = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    // Nobody listens any more when this cannot be written.
    let _ = match (asked_for, json) {
        (true, false) => error.print(),
        (true, true) if code == 0 => error.print(),
        (_, true) => {
            let json = json!({"error": {"code": "usage", "message": sentence(error, text), "args": {}}});
            writeln!(io::stdout(), "{json}")
        }
        (false, false) => writeln!(io::stderr(), "{}", told(error, text)),
    };
    ExitCode::from(code)
}

/// The sentence, how the command is used, and where to read more.
fn told(error: &clap::Error, text: Text) -> String {
    let mut lines = vec![sentence(error, text)];
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        lines.push(format!("\n{} {usage}", text.say("cli.help.headings.usage", &[])));
    }
    lines.push(text.say("cli.usage.more", &[]));
    lines.join("\n")
}

fn sentence(error: &clap::Error, text: Text) -> String {
    let known = |kind| error.get(kind).map(ContextValue::to_string).unwrap_or_default();
    let (argument, value) = (known(ContextKind::InvalidArg), known(ContextKind::InvalidValue));
    let (values, earlier) = (known(ContextKind::ValidValue), known(ContextKind::PriorArg));
    let command = known(ContextKind::InvalidSubcommand);
    let key = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => "value_missing",
        ErrorKind::InvalidValue if values.is_empty() => "value_refused",
        ErrorKind::InvalidValue => "value_unknown",
        ErrorKind::ValueValidation => "value_refused",
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "value_missing",
        ErrorKind::UnknownArgument => "argument_unknown",
        ErrorKind::TooManyValues => "argument_unknown",
        ErrorKind::InvalidSubcommand => "command_unknown",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "command_missing",
        ErrorKind::ArgumentConflict if earlier == argument || earlier.is_empty() => "argument_twice",
        ErrorKind::ArgumentConflict => "argument_conflict",
        ErrorKind::MissingRequiredArgument => "argument_missing",
        ErrorKind::InvalidUtf8 => "not_text",
        _ => "unreadable",
    };
    let args = [
        ("argument", argument.as_str()),
        ("value", &value),
        ("values", &values),
        ("earlier", &earlier),
        ("command", &command),
    ];
    text.say(&format!("cli.usage.{key}"), &args)
}
