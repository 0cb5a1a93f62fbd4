//! What there is to say of a score: statements with their numbers, for whoever has the words.

use sales_core::{
    signal::{Dimension, Polarity, SignalCode, SourceKind},
    time::UtcDay,
};

use crate::{
    icp::{Criterion, Exclusion, Fit},
    score::{Breakdown, Config, Evidence, Grade, Line, MILLION, Part, Step, breakdown, path_to},
};

/// Something to say of a score. All numbers are whole, and those of the breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// The whole.
    Total {
        /// From 0 to 100.
        total: u8,
        /// Its grade.
        grade: Grade,
        /// Whether the grade is a guess.
        is_uncertain: bool,
        /// In percent.
        confidence: u8,
    },
    /// What is known of a dimension.
    Known {
        /// Which.
        dimension: Dimension,
        /// From 0 to 100.
        score: u8,
        /// How many signals bear on it.
        signals: u32,
        /// The strongest.
        strongest: Told,
    },
    /// Nothing is known of a dimension: what to ask.
    Unknown {
        /// Which.
        dimension: Dimension,
    },
    /// How near the prospect is to the ideal customer.
    Fit {
        /// From 0 to 100.
        score: u8,
        /// The part of the criteria that is known, in percent.
        coverage: u8,
    },
    /// The criterion of the ideal customer that is met least, where one is not.
    Misfit {
        /// Which.
        criterion: Criterion,
        /// In percent.
        matched: u8,
    },
    /// Nothing is known of the criteria.
    FitUnknown,
    /// What excludes the prospect.
    Excluded {
        /// Why.
        exclusion: Exclusion,
    },
    /// The points that come from nothing known.
    Mean {
        /// How many.
        points: i32,
    },
    /// What the total would be without a signal.
    Without {
        /// Which.
        signal: Told,
        /// The total then.
        total: u8,
    },
    /// What would give a better grade.
    Path {
        /// The grade.
        grade: Grade,
        /// What one would have to learn.
        steps: Vec<Step>,
        /// The total then.
        total: u8,
    },
}

/// A signal that is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The evidence.
    pub id: i64,
    /// What it says.
    pub code: SignalCode,
    /// Whether it speaks for or against.
    pub polarity: Polarity,
    /// Its points in the total.
    pub points: i32,
    /// Where it comes from.
    pub source: SourceKind,
    /// Its age in days.
    pub age: u32,
}

/// Signals whose absence is told of.
const MOST_WITHOUT: usize = 3;

/// A score with everything to say of it, in the order in which it is said.
#[must_use]
pub fn explain(evidence: &[Evidence], fit: &Fit, config: &Config, as_of: UtcDay) -> (Breakdown, Vec<Statement>) {
    let made = breakdown(evidence, fit, config, as_of);
    let score = &made.score;
    let mut said = vec![Statement::Total {
        total: score.total,
        grade: score.grade,
        is_uncertain: score.is_uncertain,
        confidence: percent(score.confidence),
    }];
    said.extend(fit.exclusion.map(|exclusion| Statement::Excluded { exclusion }));
    for dimension in Dimension::ALL {
        said.push(of_dimension(dimension, &made, evidence, as_of));
    }
    said.extend(of_fit(fit));
    let mean = |line: &&Line| matches!(line.part, Part::Mean(_));
    let points = made.lines.iter().filter(mean).map(|line| line.points).sum();
    if points > 0 {
        said.push(Statement::Mean { points });
    }
    said.extend(without(&made, evidence, as_of));
    said.extend(better(evidence, fit, config, as_of));
    (made, said)
}

fn of_dimension(dimension: Dimension, made: &Breakdown, evidence: &[Evidence], as_of: UtcDay) -> Statement {
    let of = made.score.dimension(dimension);
    let lines: Vec<&Line> = made.lines.iter().filter(|line| signal_of(line, Some(dimension)).is_some()).collect();
    let strongest = lines.iter().max_by_key(|line| (line.points.abs(), line.points, std::cmp::Reverse(line.part)));
    match (of.score, strongest.and_then(|line| told(line, evidence, as_of))) {
        (Some(score), Some(strongest)) => Statement::Known {
            dimension,
            score: whole(score),
            signals: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            strongest,
        },
        _ => Statement::Unknown { dimension },
    }
}

fn of_fit(fit: &Fit) -> Vec<Statement> {
    let asked = fit.criteria.iter().any(|judged| judged.weight > 0);
    match fit.score {
        None if asked => vec![Statement::FitUnknown],
        None => Vec::new(),
        Some(score) => {
            let known = fit.criteria.iter().filter(|judged| judged.weight > 0);
            let least = known.filter_map(|judged| Some((judged.matched?, judged.criterion))).min();
            let misfit = least.filter(|&(matched, _)| matched < 1_000_000);
            let misfit =
                misfit.map(|(matched, criterion)| Statement::Misfit { criterion, matched: percent(matched.into()) });
            let fit = Statement::Fit { score: whole(score), coverage: percent(fit.coverage) };
            std::iter::once(fit).chain(misfit).collect()
        }
    }
}

/// The signals whose absence would change most.
fn without(made: &Breakdown, evidence: &[Evidence], as_of: UtcDay) -> Vec<Statement> {
    let total = i32::from(made.score.total);
    let mut lines: Vec<(&Line, u8)> = Vec::new();
    for line in &made.lines {
        let (Some(id), Some(without)) = (signal_of(line, None), line.without) else { continue };
        // A signal of several dimensions is told of once.
        let is_new = !lines.iter().any(|(other, _)| signal_of(other, None) == Some(id));
        if is_new && i32::from(without) != total {
            lines.push((line, without));
        }
    }
    lines.sort_by_key(|(line, without)| (std::cmp::Reverse((total - i32::from(*without)).abs()), line.part));
    let most = lines.into_iter().take(MOST_WITHOUT);
    most.filter_map(|(line, total)| Some(Statement::Without { signal: told(line, evidence, as_of)?, total })).collect()
}

/// What would give an A, or else the best grade that can be had.
fn better(evidence: &[Evidence], fit: &Fit, config: &Config, as_of: UtcDay) -> Option<Statement> {
    [Grade::A, Grade::B, Grade::C].into_iter().find_map(|grade| {
        let (steps, total) = path_to(grade, evidence, fit, config, as_of)?;
        Some(Statement::Path { grade, steps, total })
    })
}

fn signal_of(line: &Line, dimension: Option<Dimension>) -> Option<i64> {
    match line.part {
        Part::Signal { dimension: of, id } if dimension.is_none_or(|dimension| dimension == of) => Some(id),
        _ => None,
    }
}

fn told(line: &Line, evidence: &[Evidence], as_of: UtcDay) -> Option<Told> {
    let id = signal_of(line, None)?;
    let signal = evidence.iter().find(|signal| signal.id == id)?;
    Some(Told {
        id,
        code: signal.code,
        polarity: signal.polarity,
        points: line.points,
        source: signal.source,
        age: u32::try_from(as_of.days_since(signal.observed_at)).unwrap_or(0),
    })
}

/// Points in whole numbers.
#[must_use]
pub fn whole(points: i64) -> u8 {
    u8::try_from((points + MILLION / 2) / MILLION).unwrap_or(100)
}

/// A part in percent.
#[must_use]
pub fn percent(part: i64) -> u8 {
    u8::try_from((part + 5_000) / 10_000).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AS_OF: UtcDay = UtcDay(20_000);

    fn said(evidence: &[Evidence], fit: &Fit) -> Vec<Statement> {
        explain(evidence, fit, &Config::default(), AS_OF).1
    }

    #[test]
    fn of_nobody_it_says_what_to_ask_and_what_would_help() {
        let said = said(&[], &Fit::none());
        let total = Statement::Total { total: 35, grade: Grade::D, is_uncertain: true, confidence: 0 };
        assert_eq!(said[0], total);
        let unknown = Dimension::ALL.map(|dimension| Statement::Unknown { dimension });
        assert_eq!(said[1..5], unknown);
        assert_eq!(said[5], Statement::Mean { points: 35 });
        assert!(matches!(&said[6], Statement::Path { grade: Grade::A, steps, .. } if !steps.is_empty()), "{said:?}");
    }

    #[test]
    fn what_is_known_already_is_not_asked_for_again() {
        let known = [SignalCode::PainStated, SignalCode::BudgetStated, SignalCode::TitleSeniority];
        let evidence = (1..).zip(known).map(|(id, code)| Evidence::new(id, code, SourceKind::Reply, AS_OF));
        let said = said(&evidence.collect::<Vec<_>>(), &Fit::none());
        let path = said.iter().find_map(|one| match one {
            Statement::Path { grade: Grade::A, steps, .. } => {
                Some(steps.iter().map(|step| step.code).collect::<Vec<_>>())
            }
            _ => None,
        });
        assert!(path.is_some_and(|path| path.iter().all(|code| !known.contains(code))), "{said:?}");
    }

    #[test]
    fn the_strongest_signal_is_named_with_its_age_and_what_its_absence_would_change() {
        let weak = Evidence::new(1, SignalCode::PaidToolPresent, SourceKind::TechDetection, AS_OF);
        let strong = Evidence::new(2, SignalCode::BudgetStated, SourceKind::Reply, UtcDay(AS_OF.0 - 12));
        let said = said(&[weak, strong], &Fit::none());
        let Statement::Known { signals: 2, strongest, .. } = &said[1] else { panic!("{said:?}") };
        assert_eq!((strongest.id, strongest.age, strongest.source), (2, 12, SourceKind::Reply));
        let without: Vec<_> = said.iter().filter(|one| matches!(one, Statement::Without { .. })).collect();
        let Statement::Without { signal, total } = without[0] else { panic!() };
        let alone = crate::score::score(&[weak], &Fit::none(), &Config::default(), AS_OF);
        assert_eq!((signal.id, *total), (2, alone.total));
    }
}
