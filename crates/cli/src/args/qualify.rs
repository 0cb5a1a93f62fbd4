//! What can be typed about qualification.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use sales_core::outcome::OutcomeKind;
use sales_core::signal::{Dimension, SignalCode, SourceKind};

#[derive(Debug, Subcommand)]
pub enum DescriptionCommand {
    List,
    Show {
        #[arg(id = "description", value_name = "ID")]
        id: String,
    },
    Set {
        #[arg(id = "json_file", value_name = "FILE.json")]
        file: String,
    },
    Try {
        #[arg(id = "json_file", value_name = "FILE.json")]
        file: String,
    },
    Return {
        #[arg(id = "description", value_name = "ID")]
        id: String,
        #[arg(id = "number", value_name = "N")]
        version: u32,
    },
    Remove {
        #[arg(id = "description", value_name = "ID")]
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct QualifyArgs {
    #[arg(id = "prospects", value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<String>,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[arg(id = "prospect", value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "DATE", conflicts_with = "as_of")]
    pub since: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

#[derive(Debug, Args)]
pub struct NoticeArgs {
    #[arg(id = "prospect", value_name = "ID")]
    pub id: String,
    #[arg(id = "notice_file", long = "out", value_name = "F.pdf|F.txt")]
    pub out: Option<String>,
}

#[derive(Debug, Args)]
pub struct OverrideArgs {
    #[arg(id = "prospect", value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100), conflicts_with = "remove")]
    pub score: Option<u8>,
    #[arg(long, value_name = "A|B|C|D|X", conflicts_with = "remove")]
    pub grade: Option<String>,
    #[arg(long, value_name = "TEXT", required_unless_present = "remove", conflicts_with = "remove")]
    pub reason: Option<String>,
    #[arg(id = "set_until", long = "until", value_name = "DATE", required_unless_present = "remove")]
    pub until: Option<String>,
    #[arg(long)]
    pub remove: bool,
}

#[derive(Debug, Subcommand)]
pub enum SignalsCommand {
    List {
        #[arg(id = "prospect", value_name = "ID")]
        id: String,
    },
    Inbox(InboxArgs),
    Accept {
        #[arg(id = "signal", value_name = "SIGNAL", required = true)]
        signals: Vec<String>,
    },
    Reject {
        #[arg(id = "signal", value_name = "SIGNAL", required = true)]
        signals: Vec<String>,
    },
    Add(AddArgs),
    Extract(ExtractArgs),
}

#[derive(Debug, Args)]
pub struct InboxArgs {
    #[arg(long, value_name = "B|A|N|T", value_parser = dimension_arg)]
    pub dimension: Option<Dimension>,
    #[arg(id = "source_kind", long = "source", value_name = "KIND", value_parser = source_arg)]
    pub source: Option<SourceKind>,
    #[arg(long)]
    pub strongest: bool,
    #[arg(id = "signals_limit", long = "limit", value_name = "N", default_value = "50")]
    pub limit: u32,
}

#[derive(Debug, Args)]
pub struct ExtractArgs {
    #[arg(id = "text_file", value_name = "FILE", default_value = "-", hide_default_value = true)]
    pub file: String,
    #[arg(id = "text_kind", long = "kind", value_name = "KIND")]
    pub kind: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    #[arg(long, value_name = "F.json")]
    pub offer: Option<PathBuf>,
    #[arg(long, value_name = "F.json")]
    pub icp: Option<PathBuf>,
    #[arg(long)]
    pub jsonl: bool,
}

#[derive(Debug, Args)]
pub struct OutcomeArgs {
    #[arg(id = "outcome", value_name = "KIND", value_enum)]
    pub kind: OutcomeArg,
    #[arg(id = "prospects", value_name = "ID", required = true)]
    pub ids: Vec<String>,
    #[arg(id = "outcome_date", long = "date", value_name = "DATE", conflicts_with = "outcome_remove")]
    pub date: Option<String>,
    #[arg(id = "outcome_remove", long = "remove")]
    pub remove: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum OutcomeArg {
    Meeting,
    Opportunity,
    Won,
    Lost,
}

impl From<OutcomeArg> for OutcomeKind {
    fn from(argument: OutcomeArg) -> Self {
        match argument {
            OutcomeArg::Meeting => Self::Meeting,
            OutcomeArg::Opportunity => Self::Opportunity,
            OutcomeArg::Won => Self::Won,
            OutcomeArg::Lost => Self::Lost,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    Show,
    Set(ModelSetArgs),
    Test,
    Off,
    Sent {
        #[arg(value_name = "REQUEST")]
        request: Option<String>,
    },
    Forget,
}

#[derive(Debug, Args)]
pub struct ModelSetArgs {
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    #[arg(id = "model_name", long = "name", value_name = "MODEL")]
    pub name: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "no_key")]
    pub key_file: Option<String>,
    #[arg(long)]
    pub no_key: bool,
    #[arg(long, value_name = "N")]
    pub day_tokens: Option<u32>,
    #[arg(long, value_name = "N")]
    pub document_tokens: Option<u32>,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    #[arg(id = "prospect", value_name = "ID")]
    pub id: String,
    #[arg(long, value_name = "FILE", required_unless_present = "code", conflicts_with = "code")]
    pub from_text: Option<String>,
    #[arg(id = "text_kind", long = "kind", value_name = "KIND", requires = "from_text")]
    pub kind: Option<String>,
    #[arg(long, value_name = "URL")]
    pub source: Option<String>,
    #[arg(id = "with_model", long = "model", requires = "from_text")]
    pub model: bool,
    #[arg(long, requires = "with_model")]
    pub preview: bool,
    #[arg(long, value_name = "CODE", value_parser = code_arg)]
    pub code: Option<SignalCode>,
    #[arg(long, value_name = "S", default_value = "1", value_parser = strength_arg)]
    pub strength: f64,
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
}

/// The name of a signal.
fn code_arg(text: &str) -> Result<SignalCode, String> {
    let names = || SignalCode::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
    text.parse().map_err(|_| names())
}

/// The letter of a dimension.
fn dimension_arg(text: &str) -> Result<Dimension, &'static str> {
    let is_named = |dimension: &Dimension| dimension.as_str().eq_ignore_ascii_case(text);
    Dimension::ALL.into_iter().find(is_named).ok_or("B, A, N, T")
}

/// Where signals come from.
fn source_arg(text: &str) -> Result<SourceKind, String> {
    let names = || SourceKind::ALL.map(SourceKind::as_str).join(", ");
    SourceKind::ALL.into_iter().find(|source| source.as_str() == text).ok_or_else(names)
}

/// How much of a signal there is, 0 to 1.
fn strength_arg(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|strength| (0.0..=1.0).contains(strength)).ok_or("0–1")
}
