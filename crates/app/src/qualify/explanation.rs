//! Sentences about a score.

use sales_core::{fields::Entity, signal::Dimension};
use sales_i18n::Text;
use sales_qualify::{
    catalogue::entry,
    explain::{Statement, Told},
};
use sales_store::overrides::Override;

use super::{
    ExplanationView, PartView, SentenceView,
    scores::{Explained, explained},
};
use crate::{
    app::App,
    error::{AppError, ErrorCode},
    lists::living_row_of,
};

impl App {
    /// The score of a prospect with what there is to say of it, in a language.
    pub fn explain(&self, id: &str, as_of: Option<&str>, text: Text) -> Result<ExplanationView, AppError> {
        self.explain_some(id, as_of, text, |_| true, true)
    }

    /// The same without what is meant for those who sell: the questions to ask and the way to another grade; nor what
    /// a person set, which is no part of what was made.
    pub(super) fn explain_to_person(&self, id: &str, text: Text) -> Result<ExplanationView, AppError> {
        let is_advice = |statement: &Statement| {
            matches!(statement, Statement::Total { .. } | Statement::Unknown { .. } | Statement::Path { .. })
        };
        self.explain_some(id, None, text, |statement| !is_advice(statement), false)
    }

    fn explain_some(
        &self,
        id: &str,
        as_of: Option<&str>,
        text: Text,
        is_wanted: impl Fn(&Statement) -> bool,
        with_set: bool,
    ) -> Result<ExplanationView, AppError> {
        let as_of = self.as_of(as_of)?;
        let workspace = self.workspace()?;
        let row = living_row_of(&workspace, Entity::Prospect, id)?;
        let made =
            explained(&workspace, &[row], as_of)?.pop().ok_or_else(|| AppError::new(ErrorCode::RecordMissing))?;
        let say = Say { text, made: &made };
        let mut sentences: Vec<SentenceView> =
            made.statements.iter().filter(|one| is_wanted(one)).map(|statement| say.sentence(statement)).collect();
        if let Some(set) = made.set.as_ref().filter(|_| with_set) {
            // After what the score is.
            sentences.insert(sentences.len().min(1), say.set(set));
        }
        Ok(ExplanationView { score: made.view(id, as_of), sentences })
    }
}

struct Say<'e> {
    text: Text,
    made: &'e Explained,
}

impl Say<'_> {
    fn set(&self, set: &Override) -> SentenceView {
        let (total, grade, reason) = (&set.total, &set.grade, &set.reason);
        let until = self.text.day(&set.until_on.to_string());
        let text =
            self.say("qualify.set", &[("total", total), ("grade", grade), ("reason", reason), ("until", &until)]);
        SentenceView { text, dim: None, signal: None }
    }

    fn sentence(&self, statement: &Statement) -> SentenceView {
        let mut sentence = SentenceView { text: String::new(), dim: None, signal: None };
        sentence.text = match statement {
            Statement::Total { total, grade, is_uncertain, confidence } => {
                let key = if *is_uncertain { "qualify.total_uncertain" } else { "qualify.total" };
                self.say(key, &[("total", total), ("grade", &grade.as_str()), ("confidence", confidence)])
            }
            Statement::Known { dimension, score, signals, strongest } => {
                sentence.dim = Some(dimension.as_str().to_owned());
                sentence.signal = Some(self.made.name_of(strongest.id));
                let (dimension, about) = (self.dimension(*dimension), self.told(strongest));
                let count = (*signals).into();
                self.text.count(
                    "qualify.known",
                    count,
                    &[("dimension", &dimension), ("score", &score.to_string()), ("about", &about)],
                )
            }
            Statement::Unknown { dimension } => {
                sentence.dim = Some(dimension.as_str().to_owned());
                let question = self.text.say(&format!("qualify.ask.{}", name(*dimension)), &[]);
                self.say("qualify.unknown", &[("dimension", &self.dimension(*dimension)), ("question", &question)])
            }
            Statement::Fit { score, coverage } => self.say("qualify.fit", &[("score", score), ("coverage", coverage)]),
            Statement::Misfit { criterion, matched } => {
                let criterion = self.text.say(&format!("qualify.criteria.{}", criterion.as_str()), &[]);
                self.say("qualify.misfit", &[("criterion", &criterion), ("matched", matched)])
            }
            Statement::FitUnknown => self.say("qualify.fit_unknown", &[]),
            Statement::Excluded { exclusion } => {
                self.text.say(&format!("qualify.excluded.{}", exclusion.as_str()), &[])
            }
            Statement::Mean { points } => self.text.count("qualify.mean", points.unsigned_abs().into(), &[]),
            Statement::Without { signal, total } => {
                sentence.signal = Some(self.made.name_of(signal.id));
                self.say("qualify.without", &[("signal", &self.signal(signal)), ("total", total)])
            }
            Statement::Path { grade, steps, total } => {
                let steps: Vec<String> =
                    steps.iter().map(|step| self.text.say(&format!("qualify.steps.{}", step.code), &[])).collect();
                let steps = match steps.as_slice() {
                    [first @ .., last] if !first.is_empty() => {
                        format!("{}{}{last}", first.join(", "), self.text.say("qualify.and", &[]))
                    }
                    _ => steps.concat(),
                };
                self.say("qualify.path", &[("grade", &grade.as_str()), ("steps", &steps), ("total", total)])
            }
        };
        sentence
    }

    fn say(&self, key: &str, args: &[(&str, &dyn ToString)]) -> String {
        let args: Vec<(&str, String)> = args.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.text.say(key, &args)
    }

    fn dimension(&self, dimension: Dimension) -> String {
        self.text.say(&format!("qualify.dimensions.{}", name(dimension)), &[])
    }

    fn signal(&self, told: &Told) -> String {
        let signal = self.text.say(&format!("qualify.signals.{}.name", told.code), &[]);
        let is_usual = told.polarity == entry(told.code).polarity;
        if is_usual { signal } else { self.text.say("qualify.opposite", &[("signal", &signal)]) }
    }

    /// The strongest signal: its name, points, source and age.
    fn told(&self, told: &Told) -> String {
        let source = self.text.say(&format!("qualify.sources.{}", told.source.as_str()), &[]);
        let points =
            if told.points < 0 { format!("−{}", told.points.unsigned_abs()) } else { format!("+{}", told.points) };
        let args = [("signal", self.signal(told)), ("points", points), ("source", source)];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match told.age {
            0 => self.text.say("qualify.strongest_today", &args),
            age => self.text.count("qualify.strongest", age.into(), &args),
        }
    }
}

impl PartView {
    /// What it is called.
    #[must_use]
    pub fn name(&self, text: Text) -> String {
        part_name(text, &self.signal, &self.code)
    }
}

/// What a part of a score is called.
pub(super) fn part_name(text: Text, part: &str, code: &str) -> String {
    match code {
        "mean" => text.say("qualify.card.mean", &[]),
        "exclusion" => text.say("qualify.card.exclusion", &[]),
        criterion if part.starts_with("icp:") => {
            let criterion = text.say(&format!("qualify.criteria.{criterion}"), &[]);
            text.say("qualify.card.criterion", &[("criterion", &criterion)])
        }
        code => text.say(&format!("qualify.signals.{code}.name"), &[]),
    }
}

const fn name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Budget => "budget",
        Dimension::Authority => "authority",
        Dimension::Need => "need",
        Dimension::Timing => "timing",
    }
}
