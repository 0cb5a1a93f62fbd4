//! The commands: one file per group.

use std::process::ExitCode;

use sales_app::{
    logging,
    qualify::{Icp, Offer},
};
use sales_core::fields::Entity;
use sales_i18n::Text;

use crate::{
    args::{Arguments, Command, Common, CompaniesCommand, ProspectsCommand, SettingsCommand},
    language::language_of,
    output::{Failure, Output},
    session,
};

mod descriptions;
mod duplicates;
mod export;
mod files;
mod import;
mod imports;
mod issues;
mod matching;
mod model;
mod normalise;
mod outcomes;
mod qualify;
mod record;
mod records;
mod signals;
mod workspace;

/// Runs a command and gives the exit code: 0 when it did its work, 1 when it failed.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { common, command } = arguments;
    let language = language_of(&std::env::args_os().collect::<Vec<_>>());
    let log = session::start_log(&common, matches!(command, Command::Init { .. }));
    let output = Output { text: Text::new(language), json: common.json, progress: common.progress };
    let mut unwritten = None;
    let result = logging::command(name(&command), || match work(command, &common, output) {
        Err(Failure::Output(error)) => {
            unwritten = Some(error);
            Ok(())
        }
        Err(Failure::Work(error)) => Err(error),
        Ok(()) => Ok(()),
    });
    let result = match unwritten {
        Some(error) => Err(Failure::Output(error)),
        None => result.map_err(Failure::Work),
    };
    output.end(result, log.as_ref().map(|log| log.folder.as_path()))
}

/// What the log calls a command.
const fn name(command: &Command) -> &'static str {
    match command {
        Command::Init { .. } => "init",
        Command::Dump { .. } => "dump",
        Command::Inspect { .. } => "inspect",
        Command::Clean { .. } => "clean",
        Command::Match(_) => "match",
        Command::Import(_) => "import",
        Command::Imports { .. } => "imports",
        Command::Prospects { .. } => "prospects",
        Command::Companies { .. } => "companies",
        Command::Normalise(_) => "normalise",
        Command::Settings { .. } => "settings",
        Command::Duplicates { .. } => "duplicates",
        Command::Offer { .. } => "offer",
        Command::Icp { .. } => "icp",
        Command::Qualify(_) => "qualify",
        Command::Explain(_) => "explain",
        Command::Notice(_) => "notice",
        Command::Override(_) => "override",
        Command::Signals { .. } => "signals",
        Command::Model { .. } => "model",
        Command::Outcome(_) => "outcome",
        Command::Calibrate => "calibrate",
        Command::Export(_) => "export",
    }
}

fn work(command: Command, common: &Common, output: Output) -> Result<(), Failure> {
    match command {
        Command::Init { country } => workspace::init(common, output, country),
        Command::Dump { .. } => workspace::dump(common),
        Command::Inspect { file, sheet } => files::inspect(common, output, file, sheet),
        Command::Clean { file, sheet, out } => files::clean(output, file, sheet, &out),
        Command::Match(arguments) => matching::run(output, &arguments),
        Command::Import(arguments) => import::import(common, output, &arguments),
        Command::Imports { command } => imports::run(common, output, command),
        Command::Prospects { command } => match command {
            ProspectsCommand::List(list) => records::list(common, output, Entity::Prospect, &list),
            ProspectsCommand::Show { id } => record::show(common, output, Entity::Prospect, id),
            ProspectsCommand::Edit(edit) => record::edit(common, output, Entity::Prospect, edit),
        },
        Command::Companies { command } => match command {
            CompaniesCommand::List(list) => records::list(common, output, Entity::Company, &list),
            CompaniesCommand::Show { id } => record::show(common, output, Entity::Company, id),
            CompaniesCommand::Edit(edit) => record::edit(common, output, Entity::Company, edit),
        },
        Command::Normalise(arguments) => normalise::run(&arguments),
        Command::Settings { command: SettingsCommand::HomeCountry { country } } => {
            workspace::home_country(common, output, country)
        }
        Command::Settings { command: SettingsCommand::Responsible { text } } => {
            workspace::responsible(common, output, text.as_deref())
        }
        Command::Duplicates { command } => duplicates::run(common, output, command),
        Command::Offer { command } => descriptions::run::<Offer>(common, output, command),
        Command::Icp { command } => descriptions::run::<Icp>(common, output, command),
        Command::Qualify(arguments) => qualify::run(common, output, &arguments),
        Command::Explain(arguments) => qualify::explain(common, output, &arguments),
        Command::Notice(arguments) => qualify::notice(common, output, arguments),
        Command::Override(arguments) => qualify::set(common, output, arguments),
        Command::Signals { command } => signals::run(common, output, command),
        Command::Model { command } => model::run(common, output, command),
        Command::Outcome(arguments) => outcomes::note(common, output, arguments),
        Command::Calibrate => outcomes::calibrate(common, output),
        Command::Export(arguments) => export::export(common, output, arguments),
    }
}
