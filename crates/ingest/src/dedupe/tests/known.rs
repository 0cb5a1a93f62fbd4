//! What is known of a searched table.

use std::{collections::HashMap, ops::ControlFlow};

use sales_core::fields::Entity;

use super::{PERSON, contacts, table, table_of};
use crate::{
    dedupe::{Evidence, Known, Matches, Options, find},
    normal::country::Country,
};

#[test]
fn new_rows_are_compared_with_known_ones_as_by_a_whole_search() {
    let rows = contacts(300);
    let whole = find(table_of(&rows), &Options::default());
    // Everybody is known: the weights are the same.
    let known = whole.known(&numbers(rows.len()));
    for pair in whole.pairs().step_by(17) {
        let [left, right] = [pair.left, pair.right].map(|row| rows[row as usize].clone());
        assert!(known.like(table_of(std::slice::from_ref(&right))).contains(&pair.left));
        let found = known.find(table_of(&[left, right]), &Options::default());
        let again = found.pairs().next().unwrap();
        assert!((again.probability - pair.probability).abs() < 1e-9, "{pair:?} {again:?}");
        assert_eq!((again.veto, again.hard_key), (pair.veto, pair.hard_key));
        let weights = |found: &Matches, left, right| -> Vec<(String, f64)> {
            found.evidence(left, right).iter().map(|one| (one.field.to_owned(), one.weight)).collect()
        };
        assert_eq!(weights(&found, 0, 1), weights(&whole, pair.left, pair.right));
    }
    // The last are new: what was learnt without them is about the same.
    let (old, new) = rows.split_at(rows.len() - 60);
    let mut known = find(table_of(old), &Options::default()).known(&numbers(old.len()));
    let like = known.like(table_of(new));
    assert!(like.len() < 60 * 50);
    let chosen: Vec<[String; 6]> =
        like.iter().map(|&row| old[row as usize].clone()).chain(new.iter().cloned()).collect();
    let found = known.find(table_of(&chosen), &Options::default());
    let row_of = |row: u32| like.get(row as usize).copied().unwrap_or(row + (old.len() - like.len()) as u32);
    let probability: HashMap<(u32, u32), f64> =
        found.pairs().map(|pair| ((row_of(pair.left), row_of(pair.right)), pair.probability)).collect();
    let certain = whole.pairs().filter(|pair| pair.right as usize >= old.len() && pair.probability >= 0.9);
    let mut count = 0;
    for pair in certain {
        count += 1;
        let again = probability.get(&(pair.left, pair.right)).copied().unwrap_or_default();
        assert!((again - pair.probability).abs() < 0.03, "{pair:?} {again}");
    }
    assert!(count >= 10, "{count}");
    // From now on they are known too.
    let first = old.len() as u32;
    known.put(&numbers(rows.len())[old.len()..], table_of(new));
    assert!(known.like(table_of(&new[7..8])).contains(&(first + 7)));
    assert_eq!(known.searched(), first);
    // One changes, and is known as it is now.
    let mut changed = new[7].clone();
    changed[2] = "somebody.else@elsewhere.com".to_owned();
    let mut other = rows[0].clone();
    other[2].clone_from(&changed[2]);
    assert!(!known.like(table_of(std::slice::from_ref(&other))).contains(&(first + 7)));
    known.put(&[first + 7], table_of(&[changed]));
    assert!(known.like(table_of(&[other])).contains(&(first + 7)));
    assert!(known.memory() < 400 * rows.len());
}

/// The numbers of so many rows.
fn numbers(rows: usize) -> Vec<u32> {
    (0..rows as u32).collect()
}

#[test]
fn one_row_is_compared_with_others_as_by_a_whole_search() {
    let rows = contacts(300);
    let whole = find(table_of(&rows), &Options::default());
    let known = whole.known(&numbers(rows.len()));
    for pair in whole.pairs().step_by(17) {
        let [left, right] = [pair.left, pair.right].map(|row| rows[row as usize].clone());
        let beside = known.compare(table_of(&[rows[40].clone(), left.clone(), right]));
        let (probability, veto) = beside.likeness(1);
        assert!((probability - pair.probability).abs() < 1e-9, "{pair:?} {probability}");
        assert_eq!(veto, pair.veto);
        let weights = |evidence: Vec<Evidence<'_>>| -> Vec<f64> { evidence.iter().map(|one| one.weight).collect() };
        assert_eq!(weights(beside.evidence(1)), weights(whole.evidence(pair.left, pair.right)));
        assert!(beside.likeness(0).0 < 0.01);
        // Whoever is the same in all is the same.
        assert!(known.compare(table_of(&[left.clone(), left])).likeness(0).0 > 0.99);
    }
}

#[test]
fn what_is_known_outlives_the_program() {
    let rows = contacts(300);
    let (old, new) = rows.split_at(rows.len() - 60);
    let mut known = find(table_of(old), &Options { home: Country::from_code("FR"), ..Options::default() })
        .known(&numbers(old.len()));
    known.put(&numbers(rows.len())[old.len()..], table_of(new));
    let save = |known: &Known| -> Vec<Vec<u8>> {
        let mut pieces = Vec::new();
        known.save(&mut |piece| {
            pieces.push(piece.to_vec());
            ControlFlow::Continue(())
        });
        pieces
    };
    let pieces = save(&known);
    let again = Known::load(&mut pieces.iter().cloned()).unwrap();
    assert_eq!(save(&again), pieces);
    assert_eq!((again.home(), again.searched()), (known.home(), known.searched()));
    for row in &rows {
        let like = known.like(table_of(std::slice::from_ref(row)));
        assert_eq!(again.like(table_of(std::slice::from_ref(row))), like);
        let table = table_of(&[rows[like[0] as usize].clone(), row.clone()]);
        assert_eq!(again.compare(table.clone()).likeness(0), known.compare(table).likeness(0));
    }
    // Whatever is cut off or was made by other rules is of no use.
    let bytes = pieces.concat();
    for end in (0..bytes.len()).step_by(97) {
        assert!(Known::load(&mut [bytes[..end].to_vec()].into_iter()).is_none(), "{end}");
    }
    for at in 0..8 {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(Known::load(&mut [other].into_iter()).is_none(), "{at}");
    }
    // No damage makes a program fail.
    for at in (8..bytes.len()).step_by(31) {
        let mut other = bytes.clone();
        other[at] ^= 0x41;
        if let Some(known) = Known::load(&mut [other].into_iter()) {
            assert!(known.like(table_of(&rows[..3])).len() < 1_000);
            let (probability, _) = known.compare(table_of(&rows[..3])).likeness(0);
            assert!(probability.is_nan() || probability <= 1.0, "{at}");
        }
    }
}

#[test]
fn all_of_equal_rows_are_known() {
    let mut rows = contacts(50);
    rows.push(rows[3].clone());
    let known = find(table_of(&rows), &Options::default()).known(&numbers(rows.len()));
    let like = known.like(table_of(&rows[3..4]));
    assert!(like.contains(&3) && like.contains(&(rows.len() as u32 - 1)), "{like:?}");
}

#[test]
fn what_is_known_takes_any_rows() {
    let nothing = find(table(Entity::Prospect, &PERSON, &[]), &Options::default()).known(&[]);
    assert!(nothing.like(table_of(&contacts(3))).is_empty());
    let known = find(table_of(&contacts(50)), &Options::default()).known(&numbers(60));
    let strange = || table(Entity::Prospect, &["city", "custom:x"], &[vec!["😀", "1"], vec![], vec!["x", "王"]]);
    assert!(known.like(strange()).len() < 4);
    assert_eq!(known.find(strange(), &Options::default()).clusters().len(), 3);
}
