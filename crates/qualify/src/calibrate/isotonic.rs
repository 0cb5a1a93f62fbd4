//! Steps of the score: the best chances that never fall as the score rises (pool adjacent violators).

use super::Case;

/// The chance of each score.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    /// The middle of each step and its chance, both rising.
    steps: Vec<(f64, f64)>,
}

struct Pool {
    cases: f64,
    positives: f64,
    scores: f64,
}

impl Pool {
    fn chance(&self) -> f64 {
        self.positives / self.cases
    }
}

impl Steps {
    /// The best steps.
    pub fn fitted(cases: &[Case]) -> Self {
        let mut of_score = vec![(0.0, 0.0); 256];
        for case in cases {
            let (all, positives): &mut (f64, f64) = &mut of_score[usize::from(case.total)];
            *all += 1.0;
            *positives += f64::from(u8::from(case.came_true));
        }
        let mut pools: Vec<Pool> = Vec::new();
        for (score, (cases, positives)) in (0_u8..=255).zip(of_score).filter(|(_, (cases, _))| *cases > 0.0) {
            let mut pool = Pool { cases, positives, scores: cases * f64::from(score) };
            while let Some(lower) = pools.pop_if(|lower| lower.chance() >= pool.chance()) {
                pool = Pool {
                    cases: lower.cases + pool.cases,
                    positives: lower.positives + pool.positives,
                    scores: lower.scores + pool.scores,
                };
            }
            pools.push(pool);
        }
        Self { steps: pools.iter().map(|pool| (pool.scores / pool.cases, pool.chance())).collect() }
    }

    /// The chance of a score: between the middles of two steps in proportion.
    pub fn chance(&self, total: u8) -> f64 {
        let score = f64::from(total);
        let next = self.steps.partition_point(|&(middle, _)| middle < score);
        match (next.checked_sub(1).and_then(|place| self.steps.get(place)), self.steps.get(next)) {
            (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * (score - low) / (high - low),
            (Some(&(_, chance)), None) | (None, Some(&(_, chance))) => chance,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use sales_core::time::UtcDay;

    use super::*;
    use crate::score::Grade;

    #[test]
    fn steps_rise_and_what_falls_is_one_step() {
        let case = |total, came_true| Case { total, grade: Grade::D, came_true, day: UtcDay(0) };
        let cases = [case(10, false), case(20, true), case(30, false), case(40, true), case(40, true), case(50, true)];
        let steps = Steps::fitted(&cases);
        assert_eq!(steps.steps, [(10.0, 0.0), (25.0, 0.5), (42.5 + 5.0 / 6.0, 1.0)]);
        assert!((steps.chance(0), steps.chance(25), steps.chance(100)) == (0.0, 0.5, 1.0));
        let chances: Vec<f64> = (0..=100).map(|total| steps.chance(total)).collect();
        assert!(chances.is_sorted());
    }
}
