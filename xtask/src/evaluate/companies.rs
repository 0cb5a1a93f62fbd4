//! Distorted names of companies, each looked for among all names.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use sales_ingest::normal::text;

/// How many distorted names of `norm/dnb_name_matching` are most like the name that they stand for.
///
/// # Errors
/// When the names cannot be read.
pub fn evaluate(data: &Path) -> Result<String> {
    let folder = data.join("norm/dnb_name_matching");
    let read = |file: &str| -> Result<Vec<Name>> {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(second_column(&text).into_iter().map(Name::of).collect())
    };
    let (names, distorted) = (read("test_names.csv")?, read("adjusted_test_names.csv")?);
    let mut right = 0;
    let mut differences = String::new();
    for (name, truth) in distorted.iter().zip(&names) {
        // Of equally likely names the first.
        let likest = names.iter().rev().max_by(|a, b| name.similarity(a).total_cmp(&name.similarity(b)));
        if likest.is_some_and(|likest| likest.raw == truth.raw) {
            right += 1;
        } else {
            let likest = likest.map_or("", |likest| likest.raw.as_str());
            differences += &format!("    {:?}: {likest:?} instead of {:?}\n", name.raw, truth.raw);
        }
    }
    Ok(format!("distorted names of companies: {right} of {} found first\n{differences}", names.len()))
}

/// The second column of numbered names; cells in quotation marks may hold commas and line breaks.
pub fn second_column(csv: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut name, mut column, mut is_quoted) = (String::new(), 0, false);
    for character in csv.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => column += 1,
            '\n' if !is_quoted => {
                names.push(std::mem::take(&mut name));
                column = 0;
            }
            _ if column == 1 => name.push(character),
            _ => {}
        }
    }
    if !name.is_empty() {
        names.push(name);
    }
    names.drain(..1.min(names.len()));
    names
}

/// A name as it is written, folded, and with its words in order.
struct Name {
    raw: String,
    folded: Vec<char>,
    sorted: Vec<char>,
}

impl Name {
    fn of(raw: String) -> Self {
        let mut folded = String::new();
        text::fold(&raw, &mut folded);
        let mut words: Vec<&str> = folded.split(' ').collect();
        words.sort_unstable();
        let sorted = words.join(" ").chars().collect();
        Self { raw, folded: folded.chars().collect(), sorted }
    }

    fn similarity(&self, other: &Self) -> f64 {
        similarity(&self.folded, &other.folded).max(similarity(&self.sorted, &other.sorted))
    }
}

/// The mean of what two texts share by letters in order and by edits, 0 to 1.
fn similarity(a: &[char], b: &[char]) -> f64 {
    let (mut edits, mut common): (Vec<usize>, Vec<usize>) = ((0..=b.len()).collect(), vec![0; b.len() + 1]);
    for (i, letter) in a.iter().enumerate() {
        let (mut next_edits, mut next_common) = (vec![i + 1], vec![0]);
        for (j, other) in b.iter().enumerate() {
            let same = usize::from(letter == other);
            next_edits.push((edits[j] + 1 - same).min(edits[j + 1] + 1).min(next_edits[j] + 1));
            next_common.push((common[j] + same).max(common[j + 1]).max(next_common[j]));
        }
        (edits, common) = (next_edits, next_common);
    }
    let longest = a.len().max(b.len()).max(1) as f64;
    let by_edits = 1.0 - edits[b.len()] as f64 / longest;
    let by_letters = 2.0 * common[b.len()] as f64 / (a.len() + b.len()).max(1) as f64;
    f64::midpoint(by_edits, by_letters)
}
