use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{add, prospect_spec};
use crate::lists::{Columns, ListError};

fn saved() -> BTreeMap<String, Vec<u8>> {
    let mut columns = Columns::new(prospect_spec()).expect("columns");
    for id in 1..=300 {
        add(&mut columns, id, Some(id % 7), [&format!("Nom {id}"), &format!("{id}@exemple.fr"), "01 02 03 04 05"]);
    }
    columns.segments().map(|part| part.expect("room")).map(|part| (part.name, part.bytes)).collect()
}

#[test]
fn a_missing_part_is_named() {
    let mut parts = saved();
    parts.remove("column:email");
    let refused = Columns::from_segments(prospect_spec(), |name| parts.get(name).cloned());
    assert_eq!(refused.err(), Some(ListError::Damaged { segment: "column:email".into() }));
}

#[test]
fn a_part_of_a_column_of_another_kind_is_refused() {
    let mut parts = saved();
    let number = parts["column:custom:budget"].clone();
    parts.insert("column:email".into(), number);
    let refused = Columns::from_segments(prospect_spec(), |name| parts.get(name).cloned());
    assert_eq!(refused.err(), Some(ListError::Damaged { segment: "column:email".into() }));
}

proptest! {
    #[test]
    fn damaged_parts_are_refused(part in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..8_u8, cut: bool) {
        let mut parts = saved();
        let name = part.get(&parts.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = parts.get_mut(&name).expect("the part");
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
        let refused = Columns::from_segments(prospect_spec(), |name| parts.get(name).cloned());
        prop_assert_eq!(refused.err(), Some(ListError::Damaged { segment: name }));
    }
}
