//! Calibration on prospects whose true chances are known.

use sales_core::{
    signal::{Dimension, SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{
    calibrate::{Case, Method, calibrate},
    icp::{Criterion, Fit, Judged},
    score::{Config, Evidence, Scorer},
};

use super::prospects::{AS_OF, Prospects};

/// Cases with their true chances.
struct World {
    cases: Vec<Case>,
    chances: Vec<f64>,
}

/// A number from 0 to 1.
fn part(random: &mut Prospects) -> f64 {
    f64::from(random.small(1_000_001)) / 1e6
}

/// Prospects who are as ready as four numbers and their fit say: each shows in a signal of its dimension, and the
/// chance is a logistic function of their weighted sum.
fn world(count: i32, seed: u64) -> World {
    let config = Config::default();
    let mut scorer = Scorer::new(&config);
    let mut random = Prospects::new(seed);
    let mut world = World { cases: Vec::new(), chances: Vec::new() };
    let codes =
        [SignalCode::BudgetStated, SignalCode::TitleSeniority, SignalCode::PainStated, SignalCode::DeadlineStated];
    for place in 0..count {
        let ready: Vec<f64> = codes.iter().map(|_| part(&mut random)).collect();
        let fit = part(&mut random);
        let evidence: Vec<Evidence> = (1..)
            .zip(codes.iter().zip(&ready))
            .map(|(id, (&code, ready))| Evidence {
                strength: (ready * 1e6) as u32,
                until: Some(UtcDay(AS_OF.0 + 90)),
                ..Evidence::new(id, code, SourceKind::User, AS_OF)
            })
            .collect();
        let judged = Criterion::ALL.map(|criterion| Judged {
            criterion,
            weight: u32::from(criterion == Criterion::Industry),
            matched: (criterion == Criterion::Industry).then_some((fit * 1e6) as u32),
        });
        let score = scorer.score(&evidence, &Fit::of(judged, None), AS_OF);
        let weights = [0.25, 0.25, 0.30, 0.20];
        let bant: f64 = Dimension::ALL.iter().map(|&of| weights[of as usize] * ready[of as usize]).sum();
        let chance = 1.0 / (1.0 + (-(-11.55 + 14.2 * (0.65 * bant + 0.35 * fit))).exp());
        world.chances.push(chance);
        world.cases.push(Case {
            total: score.total,
            grade: score.grade,
            came_true: part(&mut random) < chance,
            day: UtcDay(AS_OF.0 + place / 10),
        });
    }
    world
}

/// The area under the curve of the true chances.
fn oracle_auc(world: &World) -> f64 {
    let mut order: Vec<usize> = (0..world.cases.len()).collect();
    order.sort_by(|&one, &other| world.chances[one].total_cmp(&world.chances[other]));
    let (mut below, mut won, mut positives) = (0.0, 0.0, 0.0);
    for place in order {
        if world.cases[place].came_true {
            won += below;
            positives += 1.0;
        } else {
            below += 1.0;
        }
    }
    won / (below * positives)
}

/// How much better the true chances are than the mean of the older ones, of the newest three tenths.
fn oracle_skill(world: &World) -> f64 {
    let from = world.cases.len() * 7 / 10;
    let outcome = |case: &Case| f64::from(u8::from(case.came_true));
    let base = world.cases[..from].iter().map(outcome).sum::<f64>() / from as f64;
    let newest = || world.cases[from..].iter().zip(&world.chances[from..]);
    let brier: f64 = newest().map(|(case, chance)| (chance - outcome(case)).powi(2)).sum();
    let of_base: f64 = newest().map(|(case, _)| (base - outcome(case)).powi(2)).sum();
    1.0 - brier / of_base
}

#[test]
fn the_score_of_a_known_world_tells_and_its_chances_hold() {
    for seed in 1..=5 {
        let world = world(5_000, seed);
        let made = calibrate(&world.cases);
        let (oracle, base) = (oracle_auc(&world), made.positives as f64 / 5_000.0);
        assert!((0.86..0.91).contains(&oracle) && (0.04..=0.06).contains(&base), "the world: {oracle} {base}");
        let (auc, measured) = (made.auc.unwrap(), made.measured.as_ref().unwrap());
        assert!(auc.value >= oracle - 0.03 && made.is_proven(), "{auc:?} of {oracle}");
        assert!(measured.ece.value <= 0.02, "{:?}", measured.ece);
        assert!(
            measured.brier_skill >= 0.8 * oracle_skill(&world),
            "{} of {}",
            measured.brier_skill,
            oracle_skill(&world)
        );
        assert_eq!(measured.bins.iter().map(|bin| bin.cases).sum::<usize>(), 1_500);
        let chances: Vec<f64> = made.grades.iter().map(|of| of.chance.value).collect();
        assert!(chances.is_sorted_by(|better, worse| better >= worse), "{chances:?}");
    }
}

#[test]
fn of_shuffled_outcomes_it_says_that_nothing_is_proven() {
    let mut sum = 0.0;
    for seed in 1..=5 {
        let world = world(5_000, seed);
        let mut outcomes: Vec<bool> = world.cases.iter().map(|case| case.came_true).collect();
        let mut random = Prospects::new(seed + 100);
        for place in (1..outcomes.len()).rev() {
            outcomes.swap(place, random.small(place as u64 + 1) as usize);
        }
        let cases = world.cases.iter().zip(outcomes).map(|(case, came_true)| Case { came_true, ..*case });
        let made = calibrate(&cases.collect::<Vec<_>>());
        let auc = made.auc.unwrap();
        assert!(auc.low <= 0.5 && !made.is_proven(), "{auc:?}");
        sum += auc.value;
    }
    // One world of 250 that come true is off by 0.018 by chance alone.
    assert!((0.47..=0.53).contains(&(sum / 5.0)), "{sum}");
}

#[test]
fn below_its_limits_it_says_the_chance_of_grades_alone() {
    let world = world(5_000, 7);
    let made = calibrate(&world.cases[..199]);
    assert!(!made.has_enough() && made.measured.is_none() && made.method == Method::Grades);
    assert_eq!(made.grades.len(), 4);
    // As many cases, with too few that came true.
    let few: Vec<Case> = world.cases.iter().filter(|case| !case.came_true).take(500).copied().collect();
    assert!(!calibrate(&few).has_enough());
    assert!(!calibrate(&[]).has_enough());
    let one_day: Vec<Case> = world.cases.iter().map(|case| Case { day: AS_OF, ..*case }).collect();
    assert!(calibrate(&one_day).has_enough());
}

#[test]
fn the_order_in_which_outcomes_come_does_not_count() {
    let mut cases = world(2_000, 3).cases;
    let made = calibrate(&cases);
    cases.reverse();
    assert_eq!(calibrate(&cases), made);
}

#[test]
fn steps_take_over_only_where_they_are_clearly_better() {
    // A jump that no curve of two numbers follows.
    let mut random = Prospects::new(9);
    let cases: Vec<Case> = (0..6_000)
        .map(|place| {
            let total = u8::try_from(random.small(101)).unwrap();
            let chance = if (40..60).contains(&total) {
                0.45
            } else if total >= 60 {
                0.5
            } else {
                0.02
            };
            let came_true = part(&mut random) < chance;
            Case { total, grade: sales_qualify::score::Grade::of(total), came_true, day: UtcDay(place) }
        })
        .collect();
    assert_eq!(calibrate(&cases).method, Method::Isotonic);
    assert_eq!(calibrate(&cases[..900]).method, Method::Platt);
}
