//! Invented lists whose duplicates are known, the same for the same seed.

mod b2b;
mod branches;
mod colleagues;
mod companies;
mod damage;
mod historical;
mod households;
mod names;

pub use b2b::b2b;
pub use branches::branches;
pub use colleagues::colleagues;
pub use companies::{companies, neighbours};
pub use historical::historical;
pub use households::households;

use crate::Csv;

/// A list whose duplicates are known.
#[derive(Debug, Clone)]
pub struct Known {
    /// The columns.
    pub headers: Vec<&'static str>,
    /// The rows, a cell per column.
    pub rows: Vec<Vec<String>>,
    /// Who each row is about.
    pub truth: Vec<u32>,
    /// Rows that look alike and are not the same.
    pub strangers: Vec<[usize; 2]>,
}

impl Known {
    fn new(headers: &[&'static str]) -> Self {
        Self { headers: headers.to_vec(), rows: Vec::new(), truth: Vec::new(), strangers: Vec::new() }
    }

    fn push(&mut self, row: Vec<String>, about: u32) {
        self.rows.push(row);
        self.truth.push(about);
    }

    /// The same without a column.
    #[must_use]
    pub fn without(mut self, header: &str) -> Self {
        if let Some(place) = self.headers.iter().position(|own| *own == header) {
            self.headers.remove(place);
            self.rows.iter_mut().for_each(|row| drop(row.remove(place)));
        }
        self
    }

    /// The list as a file.
    #[must_use]
    pub fn csv(&self) -> Csv {
        let mut csv = Csv::new(&self.headers);
        self.rows.iter().for_each(|row| csv.push(row));
        csv
    }

    /// The same rows in another order.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Self {
        let mut random = crate::random::Seeded::new(seed);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, random.below(place + 1));
        }
        let mut at = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            at[old] = new;
        }
        Self {
            headers: self.headers.clone(),
            rows: order.iter().map(|&old| self.rows[old].clone()).collect(),
            truth: order.iter().map(|&old| self.truth[old]).collect(),
            strangers: self.strangers.iter().map(|pair| pair.map(|row| at[row])).collect(),
        }
    }
}
