//! Offers and ideal customers.

use sales_app::qualify::{Describable, DescriptionView, EditDescription, GradeCount, MoveView, TriedView};
use serde_json::json;

use crate::{
    args::{Common, DescriptionCommand},
    output::{Failure, Output},
    session,
    table::Table,
};

/// Prospects that move are named up to this many; `--json` has more.
const MOST_TOLD: usize = 10;

/// Runs a command about offers or ideal customers.
pub fn run<T: Describable>(common: &Common, output: Output, command: DescriptionCommand) -> Result<(), Failure> {
    let app = session::open(common)?;
    match command {
        DescriptionCommand::List => list(output, &app.described_list::<T>()?),
        DescriptionCommand::Show { id } => {
            let found = app.described_show::<T>(&id)?;
            let mut value = json!(found.view);
            value["versions"] = json!(found.versions);
            value["description"] = serde_json::to_value(&found.what)?;
            if output.json {
                return output.result(&value, &[]);
            }
            Ok(output.write(&serde_json::to_string_pretty(&value)?)?)
        }
        DescriptionCommand::Set { file } => {
            let text = session::read_text(&file)?;
            saved(output, &app.described_set::<T>(&text).map_err(|error| error.with("file", &file))?)
        }
        DescriptionCommand::Try { file } => {
            let json = session::read_text(&file)?;
            let input = EditDescription { id: None, json };
            tried(output, &app.described_try::<T>(&input).map_err(|error| error.with("file", &file))?)
        }
        DescriptionCommand::Return { id, version } => saved(output, &app.described_return::<T>(&id, version)?),
        DescriptionCommand::Remove { id } => {
            app.described_remove::<T>(&id)?;
            output.result(&json!({"id": id}), &[("cli.descriptions.removed", id.clone())])
        }
    }
}

fn list(output: Output, all: &[DescriptionView]) -> Result<(), Failure> {
    if output.json {
        return output.result(&json!(all), &[]);
    }
    let headers = ["cli.descriptions.id", "cli.descriptions.name", "cli.descriptions.version"];
    let headers = headers.map(|key| output.text.say(key, &[])).to_vec();
    let rows: Vec<_> =
        all.iter().map(|one| vec![one.id.clone(), one.name.clone(), output.number(one.version)]).collect();
    Ok(output.write(&Table::new(headers).numbers_from(2).lines(&rows).join("\n"))?)
}

fn saved(output: Output, view: &DescriptionView) -> Result<(), Failure> {
    let lines = [
        ("cli.descriptions.id", view.id.clone()),
        ("cli.descriptions.name", view.name.clone()),
        ("cli.descriptions.version", output.number(view.version)),
    ];
    output.result(&json!(view), &lines)
}

/// Writes what scores would be, and who moves most.
fn tried(output: Output, tried: &TriedView) -> Result<(), Failure> {
    let counts = |grades: &[GradeCount]| {
        let counts = grades.iter().map(|of| format!("{} {}", of.grade, output.number(of.prospects)));
        counts.collect::<Vec<_>>().join(", ")
    };
    let lines = [
        ("cli.qualify.prospects", output.number(tried.prospects)),
        ("cli.qualify.before", counts(&tried.before)),
        ("cli.qualify.grades", counts(&tried.grades)),
        ("cli.qualify.up", output.number(tried.up)),
        ("cli.qualify.down", output.number(tried.down)),
    ];
    output.result(&json!(tried), &lines)?;
    if output.json || tried.moves.is_empty() {
        return Ok(());
    }
    let headers = ["cli.qualify.id", "cli.qualify.prospect", "cli.qualify.before", "cli.qualify.after"];
    let headers = headers.map(|key| output.text.say(key, &[])).to_vec();
    let row = |MoveView { prospect, from, from_grade, to, to_grade }: &MoveView| {
        let name = prospect.title.clone();
        vec![prospect.id.clone(), name, format!("{from_grade} {from}"), format!("{to_grade} {to}")]
    };
    let rows: Vec<_> = tried.moves.iter().take(MOST_TOLD).map(row).collect();
    Ok(output.write(&format!("\n{}", Table::new(headers).lines(&rows).join("\n")))?)
}
