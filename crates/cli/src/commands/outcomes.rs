//! What came of prospects, and what that tells of the score.

use sales_app::{
    lists::Selection,
    qualify::{NoteOutcomes, RemoveOutcomes},
};
use sales_core::outcome::OutcomeKind;
use serde_json::json;

use crate::{
    args::{Common, OutcomeArgs},
    output::{Failure, Output},
    session,
};

/// Notes what came of prospects, or takes it away.
pub fn note(common: &Common, output: Output, arguments: OutcomeArgs) -> Result<(), Failure> {
    let OutcomeArgs { kind, ids, date, remove } = arguments;
    let kind = OutcomeKind::from(kind);
    let selection = Selection::Ids { ids };
    let app = session::open(common)?;
    let noted = if remove {
        app.outcomes_remove(&RemoveOutcomes { selection, kind })?
    } else {
        app.outcomes_note(&NoteOutcomes { selection, kind, date })?
    };
    let said = output.text.say(&format!("cli.outcomes.kinds.{kind}"), &[]);
    let mut lines =
        vec![("cli.outcomes.outcome", said), ("cli.outcomes.changed", output.number(u64::from(noted.changed)))];
    if noted.left_out > 0 {
        lines.push(("cli.outcomes.left_out", output.number(u64::from(noted.left_out))));
    }
    output.result(&json!({"outcome": kind, "changed": noted.changed, "left_out": noted.left_out}), &lines)
}

/// Tells what the outcomes say of the score.
pub fn calibrate(common: &Common, output: Output) -> Result<(), Failure> {
    let made = session::open(common)?.calibrate()?;
    let told = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    let percent = |part: f64| format!("{:.0} %", part * 100.0);
    let chances = made.grades.iter().map(|of| {
        let chance = of.chance;
        format!("{} {} ({}–{})", of.grade, percent(chance.value), percent(chance.low), percent(chance.high))
    });
    let lines = [
        ("cli.calibrate.verdict", output.text.say(&format!("cli.calibrate.verdicts.{}", made.verdict), &[])),
        ("cli.calibrate.cases", output.number(u64::from(made.n))),
        ("cli.calibrate.positives", output.number(u64::from(made.positives))),
        ("cli.calibrate.missing_outcomes", output.number(u64::from(made.missing.outcomes))),
        ("cli.calibrate.missing_positives", output.number(u64::from(made.missing.positives))),
        ("cli.calibrate.auc", told(made.auc)),
        ("cli.calibrate.brier", told(made.brier)),
        ("cli.calibrate.brier_skill", told(made.brier_skill)),
        ("cli.calibrate.ece", told(made.ece)),
        ("cli.calibrate.grades", chances.collect::<Vec<_>>().join(", ")),
    ];
    output.result(&json!(made), &lines)
}
