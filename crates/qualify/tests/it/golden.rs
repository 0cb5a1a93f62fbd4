//! Ten thousand prospects whose scores are the same on every machine, in every build.

use std::{fmt::Write, hash::Hasher};

use sales_core::signal::Dimension;
use sales_qualify::score::{Config, breakdown};
use siphasher::sip128::{Hasher128, SipHasher24};

use super::prospects::{AS_OF, Prospects};

/// The hash of all scores and breakdowns. Another hash means other scores: `score::FORMULA` goes up with it.
const GOLDEN: &str = "e9bc3943b26e9f974942364e5ed8cffc";

#[test]
fn ten_thousand_prospects_have_the_scores_that_they_had() {
    let config = Config::default();
    let mut prospects = Prospects::new(20_261_123);
    let mut hasher = SipHasher24::new();
    let mut text = String::new();
    for _ in 0..10_000 {
        let (evidence, fit) = prospects.prospect();
        let made = breakdown(&evidence, &fit, &config, AS_OF);
        text.clear();
        let score = &made.score;
        for dimension in Dimension::ALL {
            let of = score.dimension(dimension);
            write!(text, "{:?} {} {} ", of.score, of.confidence, of.blended).unwrap();
        }
        write!(text, "{} {:?} {} {} {}", score.bant, score.fit, score.coverage, score.total, score.confidence).unwrap();
        write!(text, " {:?}{} ", score.grade, if score.is_uncertain { "?" } else { "" }).unwrap();
        for line in &made.lines {
            write!(text, "{:?} {} {:?};", line.part, line.points, line.without).unwrap();
        }
        hasher.write(text.as_bytes());
    }
    assert_eq!(format!("{:032x}", hasher.finish128().as_u128()), GOLDEN);
}
