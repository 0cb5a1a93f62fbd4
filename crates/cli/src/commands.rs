//! The commands: one file per group.

use std::process::ExitCode;

use sales_core::fields::Entity;
use sales_i18n::Text;

use crate::{
    args::{Arguments, Command, CompaniesCommand, ProspectsCommand, SettingsCommand},
    language::language_of,
    output::{Failure, Output},
};

mod export;
mod files;
mod import;
mod imports;
mod issues;
mod record;
mod records;
mod workspace;

/// Runs a command and gives the exit code: 0 when it did its work, 1 when it failed.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { common, command } = arguments;
    let language = language_of(&std::env::args_os().collect::<Vec<_>>());
    let output = Output { text: Text::new(language), json: common.json, progress: common.progress };
    let result: Result<(), Failure> = match command {
        Command::Init { country } => workspace::init(&common, output, country),
        Command::Dump { .. } => workspace::dump(&common),
        Command::Inspect { file } => files::inspect(&common, output, file),
        Command::Clean { file, out } => files::clean(output, file, &out),
        Command::Import(arguments) => import::import(&common, output, &arguments),
        Command::Imports { command } => imports::run(&common, output, command),
        Command::Prospects { command } => match command {
            ProspectsCommand::List(list) => records::list(&common, output, Entity::Prospect, &list),
            ProspectsCommand::Show { id } => record::show(&common, output, Entity::Prospect, id),
            ProspectsCommand::Edit(edit) => record::edit(&common, output, Entity::Prospect, edit),
        },
        Command::Companies { command } => match command {
            CompaniesCommand::List(list) => records::list(&common, output, Entity::Company, &list),
            CompaniesCommand::Show { id } => record::show(&common, output, Entity::Company, id),
            CompaniesCommand::Edit(edit) => record::edit(&common, output, Entity::Company, edit),
        },
        Command::Settings { command: SettingsCommand::HomeCountry { country } } => {
            workspace::home_country(&common, output, country)
        }
        Command::Export(arguments) => export::export(&common, output, arguments),
    };
    output.end(result)
}
