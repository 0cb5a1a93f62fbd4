//! Header rows of other programs, and of people, and what their columns mean.
//!
//! `-` stands for a column that no standard field is for: it may become a custom field or be
//! ignored.

mod crm;
mod finders;
mod french;
mod neighbours;
mod values;

use super::{ColumnView, Target, guess};

/// Header and meaning of each column.
type Row = [(&'static str, &'static str)];

/// Guesses from headers alone and lists what is wrong.
fn check(program: &str, row: &Row) {
    let columns: Vec<ColumnView<'_>> =
        row.iter().map(|(header, _)| ColumnView { header, samples: &[], fill: 0.0 }).collect();
    let guesses = guess(&columns);
    let wrong: Vec<String> = row
        .iter()
        .zip(&guesses)
        .filter(|((_, meaning), guess)| !means(&guess.target, meaning))
        .map(|((header, meaning), guess)| format!("{header}: {} instead of {meaning}", guess.target))
        .collect();
    assert!(wrong.is_empty(), "{program}\n  {}", wrong.join("\n  "));
}

fn means(target: &Target, meaning: &str) -> bool {
    match (meaning, target) {
        ("-", Target::Ignore) => true,
        ("-", Target::Field(id)) => id.custom_name().is_some(),
        _ => target.as_str() == meaning,
    }
}
