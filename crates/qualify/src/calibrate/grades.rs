//! The chance of each grade, from however few outcomes.

use super::{Case, Interval, beta::quantile, positives};
use crate::score::Grade;

/// How often prospects of a grade come true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GradeChance {
    /// The grade.
    pub grade: Grade,
    /// Cases.
    pub cases: usize,
    /// Those that came true.
    pub positives: usize,
    /// The chance, with the interval that it is in nine times of ten.
    pub chance: Interval,
}

/// As many cases as what is known beforehand counts for.
const PRIOR: f64 = 20.0;

/// The part that usually comes true, which is what is known before anything came true here.
const USUAL: f64 = 0.05;

/// Grades that count as one: a better one is never less likely.
struct Pool {
    grades: usize,
    a: f64,
    b: f64,
}

impl Pool {
    fn chance(&self) -> f64 {
        self.a / (self.a + self.b)
    }
}

/// The chances from A to D.
#[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
pub(super) fn chances(cases: &[Case]) -> Vec<GradeChance> {
    // Two deals of two are no sign that everybody buys.
    let base = (positives(cases) as f64 + PRIOR * USUAL) / (cases.len() as f64 + PRIOR);
    let graded = [Grade::A, Grade::B, Grade::C, Grade::D];
    let counts = graded.map(|grade| {
        let of = cases.iter().filter(|case| case.grade == grade);
        (grade, of.clone().count(), of.filter(|case| case.came_true).count())
    });
    let mut pools: Vec<Pool> = Vec::new();
    for &(_, cases, positives) in &counts {
        let a = positives as f64 + PRIOR * base;
        let mut pool = Pool { grades: 1, a, b: cases as f64 + PRIOR - a };
        while let Some(better) = pools.pop_if(|better| better.chance() < pool.chance()) {
            pool = Pool { grades: better.grades + pool.grades, a: better.a + pool.a, b: better.b + pool.b };
        }
        pools.push(pool);
    }
    let pooled = pools.iter().flat_map(|pool| std::iter::repeat_n(pool, pool.grades));
    let chance = |pool: &Pool| Interval {
        value: pool.chance(),
        low: quantile(0.05, pool.a, pool.b),
        high: quantile(0.95, pool.a, pool.b),
    };
    let made = counts.into_iter().zip(pooled);
    made.map(|((grade, cases, positives), pool)| GradeChance { grade, cases, positives, chance: chance(pool) })
        .collect()
}

#[cfg(test)]
mod tests {
    use sales_core::time::UtcDay;

    use super::*;

    fn cases(of: &[(Grade, usize, usize)]) -> Vec<Case> {
        let case = |grade, came_true| Case { total: 50, grade, came_true, day: UtcDay(0) };
        let each = |&(grade, all, positives): &(Grade, usize, usize)| (0..all).map(move |n| case(grade, n < positives));
        of.iter().flat_map(each).collect()
    }

    #[test]
    fn few_successes_do_not_make_everybody_buy() {
        let found = chances(&cases(&[(Grade::C, 2, 2)]));
        assert!(found.iter().all(|of| of.chance.value < 0.25), "{found:?}");
        let is_within = |chance: Interval| chance.low < chance.value && chance.value < chance.high;
        assert!(found.iter().all(|of| is_within(of.chance)), "{found:?}");
    }

    #[test]
    fn without_outcomes_every_grade_has_the_usual_chance() {
        for found in chances(&[]) {
            assert!((found.chance.value - 0.05).abs() < 1e-12);
            assert!(found.chance.low < 0.05 && found.chance.high > 0.05);
        }
    }

    #[test]
    fn few_outcomes_move_a_chance_a_little_and_many_a_lot() {
        let found = chances(&cases(&[(Grade::A, 4, 3), (Grade::B, 40, 8), (Grade::D, 56, 0)]));
        let value = |place: usize| found[place].chance.value;
        // With the usual one of 20, the base is a tenth: (3 + 2) / 24, (8 + 2) / 60, 2 / 20, 2 / 76.
        assert!((value(0) - 5.0 / 24.0).abs() < 1e-12 && (value(1) - 10.0 / 60.0).abs() < 1e-12);
        assert!((value(2) - 0.1).abs() < 1e-12 && (value(3) - 2.0 / 76.0).abs() < 1e-12);
    }

    #[test]
    fn a_better_grade_is_never_less_likely() {
        let found = chances(&cases(&[(Grade::A, 50, 2), (Grade::B, 50, 20), (Grade::C, 50, 1), (Grade::D, 50, 30)]));
        assert!(found.windows(2).all(|pair| pair[0].chance.value >= pair[1].chance.value - 1e-12), "{found:?}");
        assert_eq!(found.iter().map(|one| one.positives).collect::<Vec<_>>(), [2, 20, 1, 30]);
    }
}
