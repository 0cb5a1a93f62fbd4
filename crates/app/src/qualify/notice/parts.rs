//! The parts of a score as a person reads them who is assessed: points, what they are for, and the data behind them.

use std::collections::HashMap;

use sales_i18n::Text;

use super::words::{Material, written};
use crate::qualify::{PartView, SignalView};

/// The fields that say what a signal of the record or a criterion speaks of, the first that is known.
fn fields_of(code: &str) -> &'static [&'static str] {
    match code {
        "title_seniority" | "function_match" | "title" => &["job_title"],
        "revenue_band" | "revenue" => &["company_revenue"],
        "funding_round" => &["company_funding_amount"],
        "tech_gap" | "technology" => &["technologies"],
        "industry" => &["industry"],
        "employees" => &["company_size"],
        "country" => &["company_country", "country"],
        _ => &[],
    }
}

/// What the score is made of, the most points first; the points sum to the score. Parts without points are left out.
pub(super) fn made_of(material: &Material, text: Text) -> Vec<String> {
    let mut parts: Vec<(&PartView, i32)> = Vec::new();
    for part in &material.explained.score.breakdown {
        // A signal bears on several dimensions, and so does what is not known.
        let same =
            |(one, _): &&mut (&PartView, i32)| one.signal == part.signal || (one.code == "mean" && part.code == "mean");
        match parts.iter_mut().find(same) {
            Some((_, points)) => *points += part.points,
            None => parts.push((part, part.points)),
        }
    }
    parts.retain(|&(_, points)| points != 0);
    parts.sort_by_key(|&(_, points)| std::cmp::Reverse(points));
    let signals: HashMap<&str, &SignalView> = material.signals.iter().map(|one| (one.id.as_str(), one)).collect();
    parts.into_iter().map(|(part, points)| line(material, part, points, &signals, text)).collect()
}

/// Signals that are held and add nothing: they are too old, or others say the same.
pub(super) fn without_points(material: &Material) -> impl Iterator<Item = &SignalView> {
    let points = |id: &str| -> i32 {
        let parts = material.explained.score.breakdown.iter().filter(|part| part.signal == id);
        parts.map(|part| part.points).sum()
    };
    material.signals.iter().filter(move |signal| points(&signal.id) == 0)
}

fn line(material: &Material, part: &PartView, points: i32, signals: &HashMap<&str, &SignalView>, text: Text) -> String {
    let sign = if points < 0 { '−' } else { '+' };
    let points = format!("{sign}{}", points.unsigned_abs());
    if let Some(signal) = signals.get(part.signal.as_str()) {
        return observed(signal, &points, text);
    }
    let name = part.name(text);
    let values = || material.values();
    let value = fields_of(&part.code).iter().find_map(|field| values().find(|value| value.field.as_str() == *field));
    match value {
        Some(value) => {
            let field = text.say(&format!("fields.{}", value.field), &[]);
            let value = written(value, text);
            text.say(
                "notice.parts.value",
                &[("points", &points), ("name", &name), ("field", &field), ("value", &value)],
            )
        }
        None => text.say("notice.parts.bare", &[("points", &points), ("name", &name)]),
    }
}

/// A signal with its points, source, day and words.
fn observed(signal: &SignalView, points: &str, text: Text) -> String {
    let observation = observation(signal, text);
    text.say("notice.parts.bare", &[("points", points), ("name", &observation)])
}

/// A signal with its source, day and words.
pub(super) fn observation(signal: &SignalView, text: Text) -> String {
    let name = text.say(&format!("qualify.signals.{}.name", signal.code), &[]);
    let from = text.say(&format!("qualify.sources.{}", signal.source), &[]);
    let from = signal.source_name.as_ref().map_or(from.clone(), |name| format!("{from}, {name}"));
    let day = text.day(&signal.date);
    let args = [("signal", name.as_str()), ("source", from.as_str()), ("day", day.as_str())];
    match &signal.quote {
        Some(quote) => text.say("notice.signals.quoted", &[args.as_slice(), &[("quote", quote.as_str())]].concat()),
        None => text.say("notice.signals.line", &args),
    }
}
