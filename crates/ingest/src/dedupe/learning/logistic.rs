//! Logistic regression with an L2 penalty, by Newton's method: the same answer everywhere, and for each
//! order of the observations but for rounding.

/// What is observed: which features there are and how much of each, what speaks for it besides, and whether it
/// was so. Logarithms are natural.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Places of features with their values; all others are 0.
    pub features: Vec<(usize, f64)>,
    /// What the log-odds are before features count.
    pub offset: f64,
    /// What was.
    pub is_so: bool,
}

/// Rounds at most; some eight are enough.
const ROUNDS: usize = 50;
/// The change of all coefficients together that ends it.
const SETTLED: f64 = 1e-9;

/// The coefficients of features that make what was observed most likely, each held to 0 by its penalty, which
/// is above 0. `go_on` is asked before each round; told not to, it gives what it has.
pub fn fit(observed: &[Observation], penalties: &[f64], go_on: &mut dyn FnMut() -> bool) -> Vec<f64> {
    let mut coefficients = vec![0.0; penalties.len()];
    let mut loss = total_loss(observed, penalties, &coefficients);
    for _ in 0..ROUNDS {
        if !go_on() {
            break;
        }
        let step = newton_step(observed, penalties, &coefficients);
        // Half a step is tried where a whole one goes too far.
        let tried = (0..30).map(|halves| {
            let part = 0.5_f64.powi(halves);
            let next: Vec<f64> = coefficients.iter().zip(&step).map(|(old, step)| part.mul_add(*step, *old)).collect();
            (total_loss(observed, penalties, &next), next)
        });
        let Some((next_loss, next)) = tried.into_iter().find(|(next, _)| *next < loss) else { break };
        let moved: f64 = coefficients.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        (coefficients, loss) = (next, next_loss);
        if moved < SETTLED {
            break;
        }
    }
    coefficients
}

/// The log-odds of an observation.
fn log_odds(observation: &Observation, coefficients: &[f64]) -> f64 {
    observation.features.iter().fold(observation.offset, |sum, &(place, value)| value.mul_add(coefficients[place], sum))
}

/// The probability of log-odds.
fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// How surprising an answer is.
fn loss(log_odds: f64, is_so: bool) -> f64 {
    let against = if is_so { -log_odds } else { log_odds };
    against.max(0.0) + (-against.abs()).exp().ln_1p()
}

fn total_loss(observed: &[Observation], penalties: &[f64], coefficients: &[f64]) -> f64 {
    let losses = observed.iter().map(|one| loss(log_odds(one, coefficients), one.is_so)).sum::<f64>();
    let held: f64 = penalties.iter().zip(coefficients).map(|(penalty, value)| penalty * value * value / 2.0).sum();
    losses + held
}

fn newton_step(observed: &[Observation], penalties: &[f64], coefficients: &[f64]) -> Vec<f64> {
    let size = penalties.len();
    let mut gradient: Vec<f64> = penalties.iter().zip(coefficients).map(|(penalty, value)| -penalty * value).collect();
    let mut curvature = vec![0.0; size * size];
    for (place, penalty) in penalties.iter().enumerate() {
        curvature[place * size + place] = *penalty;
    }
    for one in observed {
        let probability = probability(log_odds(one, coefficients));
        let residual = f64::from(u8::from(one.is_so)) - probability;
        let spread = probability * (1.0 - probability);
        for &(row, a) in &one.features {
            gradient[row] += residual * a;
            for &(column, b) in &one.features {
                curvature[row * size + column] += spread * a * b;
            }
        }
    }
    solve(curvature, gradient)
}

/// Solves a symmetric positive definite system by Cholesky's factors.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for row in 0..size {
        for column in 0..=row {
            let product: f64 = (0..column).map(|k| matrix[row * size + k] * matrix[column * size + k]).sum();
            let rest = matrix[row * size + column] - product;
            matrix[row * size + column] =
                if row == column { rest.max(f64::MIN_POSITIVE).sqrt() } else { rest / matrix[column * size + column] };
        }
    }
    for row in 0..size {
        let known: f64 = (0..row).map(|k| matrix[row * size + k] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row * size + row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|k| matrix[k * size + row] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[row * size + row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observations(counts: &[(&[usize], u32, u32)]) -> Vec<Observation> {
        let of = |features: &[usize], is_so| Observation {
            features: features.iter().map(|&place| (place, 1.0)).collect(),
            offset: 0.0,
            is_so,
        };
        let all = counts.iter().flat_map(|&(features, yes, no)| {
            (0..yes).map(move |_| of(features, true)).chain((0..no).map(move |_| of(features, false)))
        });
        all.collect()
    }

    #[test]
    fn without_a_penalty_frequencies_come_out() {
        let observed = observations(&[(&[0], 30, 10), (&[1], 5, 45)]);
        let found = fit(&observed, &[1e-9, 1e-9], &mut || true);
        assert!((probability(found[0]) - 0.75).abs() < 1e-6, "{found:?}");
        assert!((probability(found[1]) - 0.10).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn a_penalty_holds_back_and_what_is_never_seen_stays_zero() {
        // All that is observed is so: only the penalty keeps the coefficient finite.
        let observed = observations(&[(&[0], 200, 0)]);
        let [strong, weak] = [10.0, 0.1].map(|penalty| fit(&observed, &[penalty, 1.0], &mut || true));
        assert!(0.0 < strong[0] && strong[0] < weak[0] && weak[0] < 12.0, "{strong:?} {weak:?}");
        assert_eq!((strong[1], weak[1]), (0.0, 0.0));
    }

    #[test]
    fn offsets_count_and_the_order_of_observations_does_not() {
        let mut observed = observations(&[(&[0, 2], 20, 7), (&[1, 2], 3, 30), (&[0, 1], 9, 9)]);
        let plain = fit(&observed, &[0.5, 0.5, 0.5], &mut || true);
        observed.reverse();
        let turned = fit(&observed, &[0.5, 0.5, 0.5], &mut || true);
        assert!(plain.iter().zip(&turned).all(|(a, b)| (a - b).abs() < 1e-9));
        observed.iter_mut().for_each(|one| one.offset = 1.0);
        let shifted = fit(&observed, &[0.5, 0.5, 0.5], &mut || true);
        assert!(shifted.iter().zip(&plain).all(|(shifted, plain)| shifted < plain), "{shifted:?} {plain:?}");
    }
}
