//! What holds for the score of everybody.

use proptest::prelude::*;
use sales_core::{
    signal::{Dimension, Polarity, SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{
    icp::Fit,
    score::{Config, Evidence, Grade, Part, Score, breakdown, path_to, score},
};

use super::{
    plain,
    prospects::{AS_OF, Prospects},
};

/// A prospect with up to `most` signals.
fn prospect(most: i64) -> impl Strategy<Value = (Vec<Evidence>, Fit)> {
    (any::<u64>(), 0..=most).prop_map(|(seed, count)| {
        let mut prospects = Prospects::new(seed);
        (prospects.evidence(count), prospects.fit())
    })
}

fn of(evidence: &[Evidence], fit: &Fit) -> Score {
    score(evidence, fit, &Config::default(), AS_OF)
}

/// The dimension's score, what is unknown as nothing.
fn known(score: &Score) -> [i64; 4] {
    Dimension::ALL.map(|dimension| score.dimension(dimension).score.unwrap_or(0))
}

fn added(evidence: &[Evidence], seed: u64, polarity: Polarity) -> Vec<Evidence> {
    let mut more = Prospects::new(seed).evidence(1);
    more[0].id = 1_000;
    more[0].polarity = polarity;
    [evidence, &more].concat()
}

proptest! {
    #[test]
    fn the_order_does_not_count((evidence, fit) in prospect(20), turn in 0..20_usize) {
        let mut other = evidence.clone();
        other.reverse();
        let turn = turn % other.len().max(1);
        other.rotate_left(turn);
        let config = Config::default();
        prop_assert_eq!(breakdown(&evidence, &fit, &config, AS_OF), breakdown(&other, &fit, &config, AS_OF));
    }

    #[test]
    fn everything_stays_within_its_bounds((evidence, fit) in prospect(40)) {
        let found = of(&evidence, &fit);
        for dimension in found.dimensions {
            prop_assert!((0..=100_000_000).contains(&dimension.score.unwrap_or(0)));
            prop_assert!((0..=100_000_000).contains(&dimension.blended));
            prop_assert!((0..=950_000).contains(&dimension.confidence));
        }
        prop_assert!((0..=100_000_000).contains(&found.bant) && (0..=950_000).contains(&found.confidence));
        let most = if fit.exclusion.is_some() { 10 } else { 100 };
        prop_assert!(found.total <= most);
        prop_assert_eq!(found.grade == Grade::X, fit.exclusion.is_some());
        prop_assert_eq!(found.is_uncertain, found.confidence < 400_000);
    }

    #[test]
    fn a_signal_for_a_dimension_never_lowers_it((evidence, fit) in prospect(20), seed: u64) {
        let (before, after) = (of(&evidence, &fit), of(&added(&evidence, seed, Polarity::For), &fit));
        prop_assert!(known(&before).iter().zip(known(&after)).all(|(before, after)| *before <= after));
    }

    #[test]
    fn a_signal_against_a_dimension_never_raises_it((evidence, fit) in prospect(20), seed: u64) {
        let (before, after) = (of(&evidence, &fit), of(&added(&evidence, seed, Polarity::Against), &fit));
        prop_assert!(known(&before).iter().zip(known(&after)).all(|(before, after)| *before >= after));
    }

    #[test]
    fn more_evidence_is_never_less_sure_and_less_never_makes_a_no((evidence, fit) in prospect(20), at: prop::sample::Index) {
        prop_assume!(!evidence.is_empty());
        let all = of(&evidence, &fit);
        let mut fewer = evidence.clone();
        fewer.remove(at.index(evidence.len()));
        let fewer = of(&fewer, &fit);
        prop_assert!(fewer.confidence <= all.confidence);
        for (fewer, all) in fewer.dimensions.iter().zip(all.dimensions) {
            prop_assert!(fewer.confidence <= all.confidence);
            prop_assert!(all.score.is_some() || fewer.score.is_none(), "unknown stays unknown");
        }
    }

    #[test]
    fn an_older_signal_never_says_more((evidence, fit) in prospect(20), at: prop::sample::Index, days in 1..2_000) {
        prop_assume!(!evidence.is_empty());
        let place = at.index(evidence.len());
        let mut older = evidence.clone();
        older[place].observed_at = UtcDay(older[place].observed_at.0 - days);
        let (before, after) = (of(&evidence, &fit), of(&older, &fit));
        let of_less = |one: &Score, other: &Score| known(one).iter().zip(known(other)).all(|(one, other)| *one <= other);
        let says_less = match evidence[place].polarity {
            Polarity::For => of_less(&after, &before),
            Polarity::Against => of_less(&before, &after),
        };
        prop_assert!(says_less);
        prop_assert!(after.confidence <= before.confidence);
    }

    #[test]
    fn it_is_the_formula_to_a_hundred_thousandth_of_a_point((mut evidence, mut fit) in prospect(20)) {
        for signal in &mut evidence {
            signal.quote_hash = None;
        }
        fit.exclusion = None;
        let (found, plain) = (of(&evidence, &fit), plain::total(&evidence, &fit, AS_OF));
        prop_assert!((found.exact() - plain).abs() < 1e-5, "{} {plain}", found.exact());
        prop_assert!((f64::from(found.total) - plain).abs() < 0.500_02);
    }

    #[test]
    fn copies_add_nothing((evidence, fit) in prospect(20), at: prop::sample::Index, group: u64) {
        prop_assume!(!evidence.is_empty());
        let mut copied = evidence.clone();
        let place = at.index(evidence.len());
        copied[place].quote_hash.get_or_insert(999);
        let before = of(&copied, &fit);
        copied.push(Evidence { id: 1_000, ..copied[place] });
        prop_assert_eq!(of(&copied, &fit), before);
        // Printed elsewhere, where nothing else comes from.
        let dimensions = |score: &Score| score.dimensions.map(|dimension| dimension.score);
        copied.last_mut().unwrap().source_group = group | 1 << 63;
        prop_assert_eq!(dimensions(&of(&copied, &fit)), dimensions(&before));
    }

    #[test]
    fn the_points_sum_to_the_total_and_leaving_one_out_is_what_it_says((evidence, fit) in prospect(14)) {
        let config = Config::default();
        let made = breakdown(&evidence, &fit, &config, AS_OF);
        prop_assert_eq!(made.score, of(&evidence, &fit));
        prop_assert_eq!(made.lines.iter().map(|line| line.points).sum::<i32>(), i32::from(made.score.total));
        for line in &made.lines {
            if let Part::Signal { id, .. } = line.part {
                let others: Vec<Evidence> = evidence.iter().filter(|signal| signal.id != id).copied().collect();
                prop_assert_eq!(line.without, Some(of(&others, &fit).total));
            }
        }
    }

    #[test]
    fn what_would_give_a_better_grade_gives_it((evidence, fit) in prospect(10)) {
        let config = Config::default();
        for grade in [Grade::A, Grade::B, Grade::C] {
            let Some((steps, total)) = path_to(grade, &evidence, &fit, &config, AS_OF) else { continue };
            let taken = (1_000..).zip(&steps).map(|(id, step)| step.evidence(id, AS_OF));
            let after = of(&evidence.iter().copied().chain(taken).collect::<Vec<_>>(), &fit);
            prop_assert_eq!(after.total, total);
            prop_assert!(after.grade <= grade && of(&evidence, &fit).grade > grade);
        }
    }
}

#[test]
fn the_formula_by_hand() {
    let none = Fit::none();
    assert_eq!(of(&[], &none).total, 35, "all unknown: the mean");
    let budget = Evidence::new(1, SignalCode::BudgetStated, SourceKind::Reply, UtcDay(AS_OF.0 - 120));
    let found = of(&[budget], &none);
    // 60 · 0.95 / 2 = 28.5 points: 100 · (1 − e^−0.57); confidence 0.475.
    let dimension = found.dimension(Dimension::Budget);
    assert_eq!((dimension.score, dimension.confidence), (Some(43_447_456), 475_000));
    assert_eq!(dimension.blended, 20_637_541 + 35_000_000 - 16_625_000);
    // 0.25 · 39.0125 + 0.75 · 35.
    assert_eq!((found.bant, found.total), (36_003_135, 36));
    assert_eq!((found.confidence, found.is_uncertain, found.grade), (118_750, true, Grade::D));
    assert_eq!(found.dimension(Dimension::Need).score, None);
    let opposed =
        Evidence { id: 2, source_group: 9, ..Evidence::new(2, SignalCode::NoBudget, SourceKind::Reply, AS_OF) };
    // × e^(−47.5/50).
    assert_eq!(of(&[budget, opposed], &none).dimension(Dimension::Budget).score, Some(16_802_914));
}

#[test]
fn a_date_counts_in_full_from_four_months_before_and_no_more_once_it_is_there() {
    let score = |days: i32| {
        let until = Some(UtcDay(AS_OF.0 + days));
        let signal = Evidence { until, ..Evidence::new(1, SignalCode::ContractEnd, SourceKind::User, AS_OF) };
        of(&[signal], &Fit::none()).dimension(Dimension::Timing).score
    };
    let full = score(120).unwrap();
    assert_eq!(full, 66_712_892, "100 · (1 − e^−1.1)");
    assert!(score(240).unwrap() < full && score(60).unwrap() < full);
    assert_eq!(score(240), score(60), "half of the points each");
    assert_eq!((score(0), score(-1)), (None, None));
}

#[test]
fn ten_advertisements_are_not_ten_budgets() {
    let advertisements = |count: i64| -> Vec<Evidence> {
        (1..=count).map(|id| Evidence::new(id, SignalCode::JobAdProblem, SourceKind::JobBoard, AS_OF)).collect()
    };
    let need = |count| of(&advertisements(count), &Fit::none()).dimension(Dimension::Need).score.unwrap();
    assert!(need(1) < need(2) && need(3) < need(4));
    assert_eq!(need(4), need(10));
}

#[test]
fn words_that_two_print_are_one_source_and_others_count_for_what_is_left() {
    let signal = |id, group, quote: Option<u64>| Evidence {
        source_group: group,
        quote_hash: quote,
        ..Evidence::new(id, SignalCode::FundingRound, SourceKind::Press, AS_OF)
    };
    let confidence = |evidence: &[Evidence]| of(evidence, &Fit::none()).dimension(Dimension::Budget).confidence;
    assert_eq!(confidence(&[signal(1, 1, Some(7)), signal(2, 2, Some(7))]), 750_000);
    assert_eq!(confidence(&[signal(1, 1, Some(7)), signal(2, 2, Some(8))]), 937_500);
    // The first is in both, the second only where the first would count otherwise.
    assert_eq!(confidence(&[signal(1, 1, Some(7)), signal(2, 2, Some(7)), signal(3, 1, Some(8))]), 937_500);
}
