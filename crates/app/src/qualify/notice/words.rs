//! The words of a notice.

use std::fmt::Write as _;

use sales_core::fields::Entity;
use sales_i18n::Text;

use super::NoticeSection;
use crate::{
    app::App,
    error::AppError,
    qualify::{ExplanationView, SignalView},
    records::{RecordKey, RecordView, SourceKind, SourceView},
};

/// All that a notice is made of.
pub(super) struct Material {
    /// What the person is called.
    pub name: String,
    record: RecordView,
    company: Option<RecordView>,
    signals: Vec<SignalView>,
    explained: ExplanationView,
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
    let day = score.as_of.as_str();
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
    vec![
        section(
            "notice.what.heading",
            vec![text.say("notice.what.text", &[("name", &material.name), ("day", day)])],
            Vec::new(),
        ),
        section("notice.responsible.heading", contact.lines().map(str::to_owned).collect(), Vec::new()),
        section("notice.data.heading", vec![say("notice.data.text")], data(material, text)),
        section(
            "notice.signals.heading",
            vec![say(if material.signals.is_empty() { "notice.signals.none" } else { "notice.signals.text" })],
            signals(material, text),
        ),
        section(
            "notice.logic.heading",
            vec![say("notice.logic.rules"), say("notice.logic.unknown"), say("notice.logic.text")],
            ["budget", "authority", "need", "timing", "fit"].map(|part| say(&format!("notice.logic.{part}"))).into(),
        ),
        section(
            "notice.result.heading",
            vec![
                text.say("notice.result.text", &[("grade", grade), ("day", day), ("total", &total)]),
                text.say(&meaning, &[]),
            ],
            result,
        ),
        section("notice.use.heading", vec![say("notice.use.text")], Vec::new()),
        section(
            "notice.rights.heading",
            vec![say("notice.rights.text")],
            ["access", "correct", "erase", "object", "human", "complain"]
                .map(|right| say(&format!("notice.rights.{right}")))
                .into(),
        ),
    ]
}

/// The values of the record and of its company, each with where it is from.
fn data(material: &Material, text: Text) -> Vec<String> {
    let records = std::iter::once(&material.record).chain(&material.company);
    let values = records.flat_map(|record| &record.values);
    let line = |value: &crate::records::ValueView| {
        let custom = value.field.custom_name().map(str::to_owned);
        let field = custom.unwrap_or_else(|| text.say(&format!("fields.{}", value.field), &[]));
        let shown = value.clean.as_ref().unwrap_or(&value.value);
        let source = source(&value.source, text);
        text.say("notice.data.value", &[("field", &field), ("value", shown), ("source", &source)])
    };
    let mut lines: Vec<String> = values.map(line).collect();
    // A prospect and its company both say how the company is called.
    lines.dedup();
    lines
}

/// Where a value is from and since when.
fn source(source: &SourceView, text: Text) -> String {
    let day = source.at.to_rfc3339();
    let day = day.split('T').next().unwrap_or_default();
    let file = source.file.as_deref().unwrap_or_default();
    let key = match source.kind {
        SourceKind::Import => "notice.source.file",
        SourceKind::User => "notice.source.user",
        SourceKind::Sample => "notice.source.sample",
    };
    text.say(key, &[("day", day), ("file", file)])
}

/// The signals that count, each with its words, source and day.
fn signals(material: &Material, text: Text) -> Vec<String> {
    let line = |signal: &SignalView| {
        let name = text.say(&format!("qualify.signals.{}.name", signal.code), &[]);
        let from = text.say(&format!("qualify.sources.{}", signal.source), &[]);
        let from = signal.source_name.as_ref().map_or(from.clone(), |name| format!("{from}, {name}"));
        let args = [("signal", name.as_str()), ("source", from.as_str()), ("day", signal.date.as_str())];
        match &signal.quote {
            Some(quote) => text.say("notice.signals.quoted", &[args.as_slice(), &[("quote", quote.as_str())]].concat()),
            None => text.say("notice.signals.line", &args),
        }
    };
    material.signals.iter().map(line).collect()
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
