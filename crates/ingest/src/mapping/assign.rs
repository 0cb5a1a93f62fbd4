//! Sharing the fields out among the columns.

use rustc_hash::{FxHashMap, FxHashSet};
use sales_core::fields::FieldId;

use super::{
    choices::joiner,
    evidence::Candidate,
    target::{Reason, Target},
};

/// A field given to a column.
pub(super) type Given = Option<Candidate>;

/// Fields that stand in for the first one where no column is that: a secondary e-mail address is
/// the address if there is no other.
const STAND_INS: &[(&str, &[&str])] = &[
    ("email", &["email_2", "email_3"]),
    ("phone", &["phone_2"]),
    ("company", &["company_legal_name", "company_display"]),
];

/// Gives each column at most one field and each single-valued field to at most one column: the
/// best fit first, of equal ones the column on the left. Fields in `chosen` are taken already.
pub(super) fn share_out(candidates: &[Vec<Candidate>], chosen: &[Option<Target>]) -> Vec<Given> {
    let mut offers: Vec<(usize, usize)> = Vec::new();
    for (column, list) in candidates.iter().enumerate() {
        if !is_chosen(chosen, column) {
            offers.extend((0..list.len()).map(|i| (column, i)));
        }
    }
    let weight = |&(column, i): &(usize, usize)| candidates[column][i].weight;
    offers.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));

    let mut taken: FxHashSet<&str> = chosen.iter().flatten().filter_map(Target::field).map(FieldId::as_str).collect();
    let mut given: Vec<Given> = vec![None; candidates.len()];
    for (column, i) in offers {
        let candidate = candidates[column][i];
        let free = takes_several(candidate.field) || !taken.contains(candidate.field);
        if given[column].is_none() && free {
            taken.insert(candidate.field);
            given[column] = Some(candidate);
        }
    }
    stand_in(&mut given, &mut taken);
    given
}

fn is_chosen(chosen: &[Option<Target>], column: usize) -> bool {
    chosen.get(column).is_some_and(Option::is_some)
}

fn takes_several(field: &str) -> bool {
    field.parse().is_ok_and(|id| joiner(&id).is_some())
}

fn stand_in(given: &mut [Given], taken: &mut FxHashSet<&str>) {
    let mut columns: FxHashMap<&str, usize> = FxHashMap::default();
    for (column, candidate) in given.iter().enumerate() {
        columns.extend(candidate.map(|candidate| (candidate.field, column)));
    }
    for (first, others) in STAND_INS {
        if taken.contains(first) {
            continue;
        }
        let substitute = others.iter().find_map(|other| columns.get(other));
        if let Some(candidate) = substitute.and_then(|column| given[*column].as_mut()) {
            taken.remove(candidate.field);
            taken.insert(first);
            candidate.field = first;
            candidate.reason = Reason::HeaderAndNeighbours;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(field: &'static str, weight: f64) -> Candidate {
        Candidate { field, weight, reason: Reason::Header }
    }

    fn fields(given: &[Given]) -> Vec<Option<&'static str>> {
        given.iter().map(|candidate| candidate.map(|c| c.field)).collect()
    }

    #[test]
    fn the_better_fit_wins_and_the_other_falls_back() {
        let candidates =
            [vec![fits("website", 0.85), fits("company_website", 0.92)], vec![fits("company_website", 0.97)], vec![]];
        assert_eq!(fields(&share_out(&candidates, &[])), [Some("website"), Some("company_website"), None]);
    }

    #[test]
    fn several_columns_may_be_tags() {
        let candidates = [vec![fits("tags", 0.85)], vec![fits("tags", 0.8)]];
        assert_eq!(fields(&share_out(&candidates, &[])), [Some("tags"), Some("tags")]);
    }

    #[test]
    fn a_chosen_field_is_taken() {
        let email = || vec![fits("email", 0.97), fits("email_2", 0.92)];
        let chosen = [None, Some("email".parse().unwrap())];
        assert_eq!(fields(&share_out(&[email(), email()], &chosen)), [Some("email_2"), None]);
    }

    #[test]
    fn the_second_stands_in_for_a_missing_first() {
        let candidates = [vec![fits("email_2", 0.9)], vec![fits("company_legal_name", 0.9)]];
        assert_eq!(fields(&share_out(&candidates, &[])), [Some("email"), Some("company")]);
    }
}
