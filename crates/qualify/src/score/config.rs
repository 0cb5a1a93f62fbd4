//! The numbers of the score that a team may change.

use sales_core::signal::{Dimension, SignalCode};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::catalogue::{Decay, entry};

/// The version of the formula: scores of another version are made anew.
pub const FORMULA: u32 = 1;

/// The numbers of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The weights of the dimensions in the order of their name, in millionths; they sum to a million.
    weights: [i64; 4],
    /// What a dimension is taken for as far as it is unknown, in millionths of a point.
    means: [i64; 4],
    /// The part of the ideal customer in the score, in millionths.
    icp_share: i64,
    /// Points by signal and dimension, and how they fade.
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// By dimension.
    pub points: [u32; 4],
    pub decay: Decay,
}

/// What a team changed; everything else is as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename = "ScoreSettings", deny_unknown_fields, default)]
pub struct Settings {
    /// The weight of each dimension: any numbers, only their ratio counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<[u32; 4]>,
    /// The mean of each dimension, in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub means: Option<[u32; 4]>,
    /// The part of the ideal customer, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icp_percent: Option<u32>,
    /// Points of an opened mail. They stay away unless somebody wants them: opening says little.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_open_points: Option<u32>,
}

/// Why settings cannot be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// No dimension counts.
    #[error("all weights are zero")]
    NoWeight,
    /// A number beyond its scale.
    #[error("{field} is above {limit}")]
    TooLarge {
        /// Which.
        field: &'static str,
        /// The largest that is allowed.
        limit: u32,
    },
}

const WEIGHTS: [u32; 4] = [25, 25, 30, 20];
const MEAN: u32 = 35;
const ICP_PERCENT: u32 = 35;

impl Default for Config {
    fn default() -> Self {
        let rules = SignalCode::ALL.iter().map(|&code| Rule::of(code)).collect();
        let means = [i64::from(MEAN) * 1_000_000; 4];
        Self { weights: normalised(WEIGHTS), means, icp_share: i64::from(ICP_PERCENT) * 10_000, rules }
    }
}

impl Rule {
    fn of(code: SignalCode) -> Self {
        let entry = entry(code);
        let mut points = [0; 4];
        if code != SignalCode::EmailOpen {
            for &(dimension, weight) in entry.weights {
                points[dimension as usize] = u32::from(weight);
            }
        }
        Self { points, decay: entry.decay }
    }
}

impl Config {
    /// The numbers with the changes of a team.
    ///
    /// # Errors
    /// [`SettingsError`] names the number that cannot be.
    pub fn with(settings: &Settings) -> Result<Self, SettingsError> {
        let at_most = |field, limit, value: u32| {
            if value > limit { Err(SettingsError::TooLarge { field, limit }) } else { Ok(value) }
        };
        let mut config = Self::default();
        if let Some(weights) = settings.weights {
            for weight in weights {
                at_most("weights", 1_000_000, weight)?;
            }
            if weights == [0; 4] {
                return Err(SettingsError::NoWeight);
            }
            config.weights = normalised(weights);
        }
        if let Some(means) = settings.means {
            for (place, mean) in means.into_iter().enumerate() {
                config.means[place] = i64::from(at_most("means", 100, mean)?) * 1_000_000;
            }
        }
        if let Some(percent) = settings.icp_percent {
            config.icp_share = i64::from(at_most("icp_percent", 100, percent)?) * 10_000;
        }
        if let Some(points) = settings.email_open_points {
            config.rules[SignalCode::EmailOpen as usize].points[Dimension::Need as usize] =
                at_most("email_open_points", 3, points)?;
        }
        Ok(config)
    }

    /// The weight of a dimension, in millionths.
    #[must_use]
    pub fn weight(&self, dimension: Dimension) -> i64 {
        self.weights[dimension as usize]
    }

    /// What a dimension is taken for as far as it is unknown, in millionths of a point.
    #[must_use]
    pub fn mean(&self, dimension: Dimension) -> i64 {
        self.means[dimension as usize]
    }

    /// The part of the ideal customer in the score, in millionths.
    #[must_use]
    pub fn icp_share(&self) -> i64 {
        self.icp_share
    }

    pub(crate) fn rule(&self, code: SignalCode) -> Rule {
        self.rules[code as usize]
    }
}

/// Weights in millionths that sum to a million, by largest remainder.
fn normalised(weights: [u32; 4]) -> [i64; 4] {
    let sum = weights.iter().map(|&weight| i64::from(weight)).sum::<i64>().max(1);
    let exact = weights.map(|weight| i64::from(weight) * 1_000_000);
    let mut parts = exact.map(|weight| weight / sum);
    let missing = 1_000_000 - parts.iter().sum::<i64>();
    let mut order = [0, 1, 2, 3];
    order.sort_by_key(|&place: &usize| (std::cmp::Reverse(exact[place] % sum), place));
    for &place in order.iter().take(usize::try_from(missing).unwrap_or_default()) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_to_one_whatever_a_team_says() {
        for weights in [[25, 25, 30, 20], [1, 1, 1, 0], [7, 7, 7, 3], [1_000_000, 1, 1, 1]] {
            let config = Config::with(&Settings { weights: Some(weights), ..Settings::default() }).unwrap();
            assert_eq!(config.weights.iter().sum::<i64>(), 1_000_000, "{weights:?}");
        }
        assert_eq!(Config::default().weights, [250_000, 250_000, 300_000, 200_000]);
    }

    #[test]
    fn settings_that_contradict_are_refused() {
        let none = Settings { weights: Some([0; 4]), ..Settings::default() };
        assert_eq!(Config::with(&none), Err(SettingsError::NoWeight));
        let beyond = Settings { icp_percent: Some(101), ..Settings::default() };
        assert_eq!(Config::with(&beyond), Err(SettingsError::TooLarge { field: "icp_percent", limit: 100 }));
        assert_eq!(Config::with(&Settings::default()), Ok(Config::default()));
    }

    #[test]
    fn opened_mails_count_only_if_wanted() {
        let points = |config: &Config| config.rule(SignalCode::EmailOpen).points;
        assert_eq!(points(&Config::default()), [0; 4]);
        let wanted = Settings { email_open_points: Some(3), ..Settings::default() };
        assert_eq!(points(&Config::with(&wanted).unwrap()), [0, 0, 3, 0]);
    }
}
