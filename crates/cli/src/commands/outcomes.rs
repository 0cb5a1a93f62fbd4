//! What came of prospects, and what that tells of the score.

use sales_app::qualify::NoteOutcome;
use serde_json::json;

use crate::{
    args::{Common, OutcomeArgs},
    output::{Failure, Output},
    session,
};

/// Notes what came of prospects.
pub fn note(common: &Common, output: Output, arguments: OutcomeArgs) -> Result<(), Failure> {
    let OutcomeArgs { kind, ids, date } = arguments;
    let input = NoteOutcome { prospects: ids, kind: kind.into(), date };
    session::open(common)?.outcomes_note(&input)?;
    let kind = input.kind.as_str();
    let said = output.text.say(&format!("cli.outcomes.kinds.{kind}"), &[]);
    let lines =
        [("cli.outcomes.outcome", said), ("cli.outcomes.prospects", output.number(input.prospects.len() as u64))];
    output.result(&json!({"outcome": kind, "prospects": input.prospects}), &lines)
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
        ("cli.calibrate.cases", output.number(made.n)),
        ("cli.calibrate.positives", output.number(made.positives)),
        ("cli.calibrate.auc", told(made.auc)),
        ("cli.calibrate.brier", told(made.brier)),
        ("cli.calibrate.brier_skill", told(made.brier_skill)),
        ("cli.calibrate.ece", told(made.ece)),
        ("cli.calibrate.grades", chances.collect::<Vec<_>>().join(", ")),
    ];
    output.result(&json!(made), &lines)
}
