//! What can be typed. The help texts stand in the locales, under `cli.help`.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Arg, ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use sales_app::{
    exports::ExportFormat, history::EditedRecords, imports::RowChoice, normalise::ValueKind, records::FieldChange,
};
use sales_core::{
    fields::Entity,
    import::{OnMatch, OnNear},
};
use sales_i18n::Text;

use crate::{language::language_of, usage};

mod qualify;

pub use qualify::{
    AddArgs, DescriptionCommand, ExplainArgs, ExtractArgs, InboxArgs, ModelCommand, ModelSetArgs, NoticeArgs,
    OutcomeArgs, OverrideArgs, QualifyArgs, SignalsCommand,
};

/// A command line.
#[derive(Debug, Parser)]
#[command(name = "sales-agent", version)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[arg(long, global = true, value_parser = ["en", "fr"])]
    pub lang: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true)]
    pub progress: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Init {
        #[arg(long, value_name = "CODE")]
        country: Option<String>,
    },
    Inspect {
        file: String,
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
    },
    Clean {
        file: String,
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        #[arg(long)]
        out: PathBuf,
    },
    Match(MatchArgs),
    Import(ImportArgs),
    Imports {
        #[command(subcommand)]
        command: ImportsCommand,
    },
    Prospects {
        #[command(subcommand)]
        command: ProspectsCommand,
    },
    Companies {
        #[command(subcommand)]
        command: CompaniesCommand,
    },
    Duplicates {
        #[command(subcommand)]
        command: DuplicatesCommand,
    },
    Offer {
        #[command(subcommand)]
        command: DescriptionCommand,
    },
    Icp {
        #[command(subcommand)]
        command: DescriptionCommand,
    },
    Qualify(QualifyArgs),
    Explain(ExplainArgs),
    Notice(NoticeArgs),
    Override(OverrideArgs),
    Signals {
        #[command(subcommand)]
        command: SignalsCommand,
    },
    Model {
        #[command(subcommand)]
        command: ModelCommand,
    },
    Outcome(OutcomeArgs),
    Calibrate,
    Export(ExportArgs),
    Normalise(NormaliseArgs),
    Settings {
        #[command(subcommand)]
        command: SettingsCommand,
    },
    Dump {
        #[arg(long, required = true)]
        canonical: bool,
    },
}

#[derive(Debug, Args)]
pub struct MatchArgs {
    pub file: PathBuf,
    #[arg(long = "as", value_enum)]
    pub entity: EntityArg,
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_name = "P", default_value = "0.5", value_parser = probability_arg)]
    pub min: f64,
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    #[arg(long, value_name = "F.csv")]
    pub out: PathBuf,
    #[arg(long, value_name = "F.ndjson")]
    pub pairs: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EntityArg {
    Prospects,
    Companies,
}

impl From<EntityArg> for Entity {
    fn from(argument: EntityArg) -> Self {
        match argument {
            EntityArg::Prospects => Self::Prospect,
            EntityArg::Companies => Self::Company,
        }
    }
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    pub file: String,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "fill")]
    pub on_match: OnMatchArg,
    #[arg(long, value_enum)]
    pub near: Option<NearArg>,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum OnMatchArg {
    Fill,
    Update,
    Skip,
    Create,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NearArg {
    Merge,
    Review,
    Off,
}

impl From<NearArg> for OnNear {
    fn from(argument: NearArg) -> Self {
        match argument {
            NearArg::Merge => Self::Merge,
            NearArg::Review => Self::Review,
            NearArg::Off => Self::Off,
        }
    }
}

impl From<OnMatchArg> for OnMatch {
    fn from(argument: OnMatchArg) -> Self {
        match argument {
            OnMatchArg::Fill => Self::Fill,
            OnMatchArg::Update => Self::Update,
            OnMatchArg::Skip => Self::Skip,
            OnMatchArg::Create => Self::Create,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum ImportsCommand {
    List,
    Show {
        id: String,
    },
    Failures {
        id: String,
        #[arg(long, value_name = "F.csv")]
        out: PathBuf,
    },
    Undo {
        id: String,
        #[arg(long, value_enum, default_value = "keep")]
        edited: EditedArg,
    },
    Resume {
        id: String,
    },
    Decide {
        id: String,
        #[arg(long, value_enum)]
        choice: ChoiceArg,
        #[arg(long, value_name = "N")]
        row: Option<u64>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ChoiceArg {
    First,
    Second,
    New,
    Leave,
}

impl From<ChoiceArg> for RowChoice {
    fn from(argument: ChoiceArg) -> Self {
        match argument {
            ChoiceArg::First => Self::First,
            ChoiceArg::Second => Self::Second,
            ChoiceArg::New => Self::New,
            ChoiceArg::Leave => Self::Leave,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum EditedArg {
    Keep,
    Remove,
}

impl From<EditedArg> for EditedRecords {
    fn from(argument: EditedArg) -> Self {
        match argument {
            EditedArg::Keep => Self::Keep,
            EditedArg::Remove => Self::Remove,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum ProspectsCommand {
    List(ListArgs),
    Show { id: String },
    Edit(EditArgs),
}

#[derive(Debug, Subcommand)]
pub enum CompaniesCommand {
    List(ListArgs),
    Show { id: String },
    Edit(EditArgs),
}

#[derive(Debug, Subcommand)]
pub enum DuplicatesCommand {
    Find {
        #[arg(long = "as", value_enum, default_value = "prospects")]
        entity: EntityArg,
        #[arg(long, value_name = "P", value_parser = probability_arg)]
        min: Option<f64>,
    },
    Like {
        #[arg(id = "known_values", required = true, value_name = "FIELD=VALUE", value_parser = value_arg)]
        values: Vec<(String, String)>,
        #[arg(long = "as", value_enum, default_value = "prospects")]
        entity: EntityArg,
    },
    Merge {
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[arg(long = "as", value_enum, default_value = "prospects")]
        entity: EntityArg,
    },
    Reject {
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[arg(long = "as", value_enum, default_value = "prospects")]
        entity: EntityArg,
    },
    Unmerge {
        #[arg(value_name = "MERGE_ID")]
        merge: String,
        #[arg(long)]
        not_same: bool,
    },
}

#[derive(Debug, Args)]
pub struct EditArgs {
    pub id: String,
    #[arg(required = true, value_name = "FIELD=VALUE", value_parser = field_arg)]
    pub values: Vec<FieldArg>,
}

/// A field and what happens to it, as typed.
#[derive(Debug, Clone)]
pub struct FieldArg {
    pub field: String,
    pub how: FieldChange,
    pub value: String,
}

#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    HomeCountry {
        #[arg(value_name = "CODE")]
        country: Option<String>,
    },
    Responsible {
        #[arg(id = "responsible_text", value_name = "TEXT")]
        text: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[arg(long, default_value_t = 0)]
    pub offset: u32,
    #[arg(long)]
    pub limit: Option<u32>,
}

/// Which records, in which order.
#[derive(Debug, Args)]
pub struct QueryArgs {
    #[arg(long = "where", value_name = "EXPR", default_value = "", hide_default_value = true)]
    pub condition: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub search: String,
    #[arg(long, value_name = "FIELD[:desc]", action = ArgAction::Append)]
    pub sort: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(value_enum)]
    pub what: EntityArg,
    pub out: PathBuf,
    #[arg(long, value_enum)]
    pub format: FormatArg,
    #[command(flatten)]
    pub query: QueryArgs,
    #[arg(long)]
    pub bom: bool,
    #[arg(long, default_value = ",", value_parser = [",", ";"])]
    pub delimiter: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FormatArg {
    Csv,
    Xlsx,
    Json,
}

impl From<FormatArg> for ExportFormat {
    fn from(argument: FormatArg) -> Self {
        match argument {
            FormatArg::Csv => Self::Csv,
            FormatArg::Xlsx => Self::Xlsx,
            FormatArg::Json => Self::Json,
        }
    }
}

#[derive(Debug, Args)]
pub struct NormaliseArgs {
    #[arg(value_enum)]
    pub kind: KindArg,
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum KindArg {
    Email,
    Phone,
    Name,
    Company,
    Title,
    Domain,
}

impl From<KindArg> for ValueKind {
    fn from(argument: KindArg) -> Self {
        match argument {
            KindArg::Email => Self::Email,
            KindArg::Phone => Self::Phone,
            KindArg::Name => Self::Name,
            KindArg::Company => Self::Company,
            KindArg::Title => Self::Title,
            KindArg::Domain => Self::Domain,
        }
    }
}

/// `FIELD=VALUE`, `FIELD+=VALUE` or `FIELD-=VALUE`. The names of custom fields may end with a sign.
fn field_arg(text: &str) -> Result<FieldArg, &'static str> {
    let (field, value) = text.split_once('=').ok_or("FIELD=VALUE")?;
    let signed = |sign| field.strip_suffix(sign).filter(|field| !field.starts_with("custom:"));
    let (field, how) = match (signed('+'), signed('-')) {
        (Some(field), _) => (field, FieldChange::Add),
        (_, Some(field)) => (field, FieldChange::Remove),
        (None, None) => (field, FieldChange::Set),
    };
    Ok(FieldArg { field: field.to_owned(), how, value: value.to_owned() })
}

/// `FIELD=VALUE`.
fn value_arg(text: &str) -> Result<(String, String), &'static str> {
    let (field, value) = text.split_once('=').ok_or("FIELD=VALUE")?;
    Ok((field.to_owned(), value.to_owned()))
}

/// A probability, 0 to 1.
fn probability_arg(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|probability| (0.0..=1.0).contains(probability)).ok_or("0–1")
}

/// Reads the command line; what cannot be read is told, with the exit code for it.
pub fn parse() -> Result<Arguments, ExitCode> {
    let line: Vec<OsString> = std::env::args_os().collect();
    let text = Text::new(language_of(&line));
    let command = localised(Arguments::command(), text, "cli.help")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, text).global(true))
        .arg(flag("version", 'V', ArgAction::Version, text));
    let parsed = command.try_get_matches_from(&line).and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| usage::tell(&error, text, line.iter().any(|word| word == "--json")))
}

/// A flag that clap answers itself.
fn flag(name: &'static str, short: char, action: ArgAction, text: Text) -> Arg {
    let heading = text.say("cli.help.headings.options", &[]);
    let help = text.say(&format!("cli.help.{name}"), &[]);
    Arg::new(name).long(name).short(short).action(action).help_heading(heading).help(help)
}

/// The same command with its help in a language.
fn localised(command: clap::Command, text: Text, key: &str) -> clap::Command {
    let say = |key: &str| text.say(key, &[]);
    let takes = |name| command.get_arguments().any(|argument| argument.get_id() == name);
    let more = if takes("condition") {
        say("cli.help.conditions")
    } else if takes("values") {
        say("cli.help.edits")
    } else {
        more_about(key).map(say).unwrap_or_default()
    };
    let usage = say("cli.help.headings.usage");
    command
        .about(say(&format!("{key}.about")))
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .after_help(more)
        .subcommand_help_heading(say("cli.help.headings.commands"))
        .subcommand_value_name(say("cli.help.headings.command"))
        .mut_args(|argument| localised_argument(argument, text))
        .mut_subcommands(|sub| {
            let key = format!("{key}.{}", sub.get_name());
            localised(sub, text, &key)
        })
}

/// The text with what the options of a command do not say, and examples, by the key of the command's help.
fn more_about(command: &str) -> Option<&'static str> {
    let key = match command {
        "cli.help.match" => "cli.help.match.more",
        "cli.help.duplicates" => "cli.help.duplicates.more",
        "cli.help.duplicates.find" => "cli.help.duplicates.find.more",
        "cli.help.duplicates.like" => "cli.help.duplicates.like.more",
        "cli.help.duplicates.merge" => "cli.help.duplicates.merge.more",
        "cli.help.duplicates.reject" => "cli.help.duplicates.reject.more",
        "cli.help.duplicates.unmerge" => "cli.help.duplicates.unmerge.more",
        "cli.help.normalise" => "cli.help.normalise.more",
        _ => return None,
    };
    Some(key)
}

/// The same argument with its help in a language, its values and what holds without it included.
fn localised_argument(argument: Arg, text: Text) -> Arg {
    let mut help = match argument.get_id().as_str() {
        id if argument.is_global_set() => text.say(&format!("cli.help.{id}"), &[]),
        id => text.say(&format!("cli.help.arguments.{id}"), &[]),
    };
    let takes_values = argument.get_action().takes_values();
    let values = argument.get_possible_values();
    if takes_values && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        help = format!("{help} [{}]", text.say("cli.help.values", &[("values", &names.join(", "))]));
    }
    if let [value] = argument.get_default_values()
        && takes_values
        && !argument.is_hide_default_value_set()
    {
        help = format!("{help} [{}]", text.say("cli.help.default", &[("value", &value.to_string_lossy())]));
    }
    let heading = if argument.is_positional() { "arguments" } else { "options" };
    let argument = argument.help(help).help_heading(text.say(&format!("cli.help.headings.{heading}"), &[]));
    // Both stand in the text above, in the language of the person.
    if takes_values { argument.hide_possible_values(true).hide_default_value(true) } else { argument }
}
