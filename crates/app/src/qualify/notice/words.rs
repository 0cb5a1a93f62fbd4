//! The words of a notice.

use std::fmt::Write as _;

use sales_core::{
    fields::{Entity, FieldKind},
    time::UtcDay,
};
use sales_i18n::Text;

use super::{NoticeSection, parts};
use crate::{
    app::App,
    error::AppError,
    qualify::{ExplanationView, OverrideView, ScoreView, SignalView},
    records::{RecordKey, RecordView, SourceKind, SourceView, ValueView},
};

/// All that a notice is made of.
pub(super) struct Material {
    /// What the person is called.
    pub name: String,
    record: RecordView,
    company: Option<RecordView>,
    /// Those that nobody rejected.
    pub signals: Vec<SignalView>,
    pub explained: ExplanationView,
}

impl Material {
    /// The values of the record and of its company.
    pub fn values(&self) -> impl Iterator<Item = &ValueView> {
        std::iter::once(&self.record).chain(&self.company).flat_map(|record| &record.values)
    }
}

/// Reads what a notice about a prospect is made of.
pub(super) fn material(app: &App, prospect: &str, text: Text) -> Result<Material, AppError> {
    let show = |entity, id: &str| app.record_show(&RecordKey { entity, id: id.to_owned() });
    let record = show(Entity::Prospect, prospect)?;
    let company = record.company.as_ref().map(|link| show(Entity::Company, &link.id)).transpose()?;
    let mut signals = app.signals_list(&record.id)?;
    signals.retain(|signal| matches!(signal.status.as_str(), "found" | "accepted"));
    let explained = app.explain_to_person(&record.id, text)?;
    Ok(Material { name: record.title.clone(), record, company, signals, explained })
}

/// The sections of a notice.
pub(super) fn sections(material: &Material, responsible: Option<&str>, text: Text) -> Vec<NoticeSection> {
    let score = &material.explained.score;
    let contact = responsible.map_or_else(|| text.say("notice.responsible.missing", &[]), str::to_owned);
    let day = text.day(&score.as_of);
    let day = day.as_str();
    let grade = score.set.as_ref().map_or(&score.grade, |set| &set.grade);
    let total = score.set.as_ref().map_or(score.total, |set| set.total).to_string();
    let meaning = format!("notice.grades.{}", grade.trim_end_matches('?').to_lowercase());
    let mut result: Vec<String> = material.explained.sentences.iter().map(|sentence| sentence.text.clone()).collect();
    let dimensions = [("budget", score.b), ("authority", score.a), ("need", score.n), ("timing", score.t)];
    for (name, _) in dimensions.iter().filter(|(_, known)| known.is_none()) {
        let name = text.say(&format!("qualify.dimensions.{name}"), &[]);
        result.push(text.say("notice.result.unknown", &[("dimension", &name)]));
    }
    if grade.ends_with('?') {
        result.insert(0, text.say("notice.grades.uncertain", &[]));
    }
    let say = |key: &str| text.say(key, &[]);
    let section = |heading: &str, paragraphs: Vec<String>, items: Vec<String>| NoticeSection {
        heading: say(heading),
        paragraphs,
        items,
    };
    let shown =
        [text.say("notice.result.text", &[("grade", grade), ("day", day), ("total", &total)]), text.say(&meaning, &[])];
    let mut sections = vec![
        section(
            "notice.what.heading",
            vec![text.say("notice.what.text", &[("name", &material.name), ("day", day)])],
            Vec::new(),
        ),
        section("notice.responsible.heading", contact.lines().map(str::to_owned).collect(), Vec::new()),
        section("notice.data.heading", vec![say("notice.data.text")], data(material, text)),
        section(
            "notice.logic.heading",
            vec![say("notice.logic.rules"), say("notice.logic.unknown"), say("notice.logic.text")],
            ["budget", "authority", "need", "timing", "fit"].map(|part| say(&format!("notice.logic.{part}"))).into(),
        ),
        section(
            "notice.result.heading",
            shown.into_iter().chain(score.set.as_ref().map(|set| set_by_hand(set, score, text))).collect(),
            result,
        ),
        section(
            "notice.parts.heading",
            vec![text.say("notice.parts.text", &[("total", &score.total.to_string())])],
            parts::made_of(material, text),
        ),
        section("notice.use.heading", vec![say("notice.use.text")], Vec::new()),
        section(
            "notice.rights.heading",
            vec![say("notice.rights.text")],
            ["access", "correct", "erase", "object", "human", "complain"]
                .map(|right| say(&format!("notice.rights.{right}")))
                .into(),
        ),
    ];
    let others: Vec<String> = parts::without_points(material).map(|signal| parts::observation(signal, text)).collect();
    if !others.is_empty() {
        let behind = sections.iter().position(|one| one.heading == say("notice.parts.heading"));
        let place = behind.map_or(sections.len(), |place| place + 1);
        sections.insert(place, section("notice.signals.heading", vec![say("notice.signals.text")], others));
    }
    sections
}

/// That a person set another score in the place of the one that was made.
fn set_by_hand(set: &OverrideView, score: &ScoreView, text: Text) -> String {
    let (total, made) = (set.total.to_string(), score.total.to_string());
    let args = [
        ("day", text.day(&set.on)),
        ("until", text.day(&set.until)),
        ("total", total),
        ("grade", set.grade.clone()),
        ("made", made),
        ("reason", set.reason.clone()),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text.say("notice.result.set", &args)
}

/// The values of the record and of its company, each with where it is from.
fn data(material: &Material, text: Text) -> Vec<String> {
    let line = |value: &ValueView| {
        let custom = value.field.custom_name().map(str::to_owned);
        let field = custom.unwrap_or_else(|| text.say(&format!("fields.{}", value.field), &[]));
        let (shown, source) = (written(value, text), source(&value.source, text));
        text.say("notice.data.value", &[("field", &field), ("value", &shown), ("source", &source)])
    };
    let mut lines: Vec<String> = material.values().map(line).collect();
    // A prospect and its company both say how the company is called.
    lines.dedup();
    lines
}

/// Fields that hold a number of people or an amount of money.
const AMOUNTS: [&str; 4] = ["company_size", "company_revenue", "company_funding_total", "company_funding_amount"];

/// A value as the language writes it: days in words, bare amounts with separators, all else as it is shown everywhere.
pub(super) fn written(value: &ValueView, text: Text) -> String {
    let shown = value.clean.as_ref().unwrap_or(&value.value);
    let is_amount = AMOUNTS.contains(&value.field.as_str());
    match (value.field.kind(), shown.parse::<u64>()) {
        (Some(FieldKind::Date), _) => text.day(shown),
        (_, Ok(number)) if is_amount && !shown.starts_with(['+', '0']) => text.number(number),
        _ => shown.clone(),
    }
}

/// Where a value is from and since when.
fn source(source: &SourceView, text: Text) -> String {
    let day = UtcDay::of(source.at).to_string();
    let file = source.file.as_deref().unwrap_or_default();
    let key = match source.kind {
        SourceKind::Import => "notice.source.file",
        SourceKind::User => "notice.source.user",
        SourceKind::Sample => "notice.source.sample",
    };
    text.say(key, &[("day", &text.day(&day)), ("file", file)])
}

/// A notice as plain text.
pub(super) fn plain(title: &str, sections: &[NoticeSection]) -> String {
    let mut text = format!("{title}\n");
    for NoticeSection { heading, paragraphs, items } in sections {
        let _ = write!(text, "\n{heading}\n");
        paragraphs.iter().for_each(|paragraph| text.extend([paragraph, "\n"]));
        items.iter().for_each(|item| text.extend(["- ", item, "\n"]));
    }
    text
}

/// A name as a part of the name of a file.
pub(super) fn file_part(name: &str) -> String {
    let fits = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_') { c } else { '-' };
    name.chars().map(fits).take(60).collect::<String>().trim().to_owned()
}
