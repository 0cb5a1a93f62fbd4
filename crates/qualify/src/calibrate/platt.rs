//! A curve of the score: Platt's logistic regression on its logit, by Newton's method (Lin, Lin and Weng 2007).

use super::{Case, positives};

/// The chance of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Curve {
    slope: f64,
    intercept: f64,
}

const ROUNDS: usize = 100;
/// Keeps the second derivatives from being nought.
const RIDGE: f64 = 1e-12;

impl Curve {
    /// The likeliest curve. Targets are a little within 0 and 1, as if one more case of each kind were known.
    #[expect(clippy::cast_precision_loss, reason = "fewer cases than a number has digits")]
    pub fn fitted(cases: &[Case]) -> Self {
        let positives = positives(cases) as f64;
        let negatives = cases.len() as f64 - positives;
        let targets = [1.0 / (negatives + 2.0), (positives + 1.0) / (positives + 2.0)];
        let points: Vec<(f64, f64)> =
            cases.iter().map(|case| (logit(case.total), targets[usize::from(case.came_true)])).collect();
        let mut curve = Self { slope: 0.0, intercept: libm::log((positives + 1.0) / (negatives + 1.0)) };
        let mut loss = curve.loss(&points);
        for _ in 0..ROUNDS {
            let Some((better, less)) = curve.stepped(&points, loss) else { break };
            let is_there = loss - less < 1e-12 * loss.abs();
            (curve, loss) = (better, less);
            if is_there {
                break;
            }
        }
        curve
    }

    /// A step of Newton's method, halved until it is better.
    fn stepped(&self, points: &[(f64, f64)], loss: f64) -> Option<(Self, f64)> {
        let (mut g1, mut g2, mut h11, mut h12, mut h22) = (0.0, 0.0, RIDGE, 0.0, RIDGE);
        for &(x, target) in points {
            let chance = self.at(x);
            let (error, weight) = (chance - target, chance * (1.0 - chance));
            g1 += error * x;
            g2 += error;
            h11 += weight * x * x;
            h12 += weight * x;
            h22 += weight;
        }
        let determinant = h11 * h22 - h12 * h12;
        let (by_slope, by_intercept) = ((h22 * g1 - h12 * g2) / determinant, (h11 * g2 - h12 * g1) / determinant);
        let mut part = 1.0;
        while part > 1e-10 {
            let next = Self { slope: self.slope - part * by_slope, intercept: self.intercept - part * by_intercept };
            let less = next.loss(points);
            if less < loss {
                return Some((next, less));
            }
            part /= 2.0;
        }
        None
    }

    fn loss(&self, points: &[(f64, f64)]) -> f64 {
        let each = points.iter().map(|&(x, target)| {
            let z = self.slope * x + self.intercept;
            // The logarithm of 1 + e^z without overflow.
            z.max(0.0) + libm::log1p(libm::exp(-z.abs())) - target * z
        });
        each.sum()
    }

    fn at(&self, x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-(self.slope * x + self.intercept)))
    }

    /// The chance of a score.
    pub fn chance(&self, total: u8) -> f64 {
        self.at(logit(total))
    }
}

/// The logit of a score, whose ends are no certainty.
fn logit(total: u8) -> f64 {
    let part = (f64::from(total) / 100.0).clamp(0.005, 0.995);
    libm::log(part / (1.0 - part))
}
