//! Rows for people, in columns.

use std::io::{self, Write};

/// Characters of a cell beyond which it is cut.
pub const WIDEST: usize = 36;

/// A table whose widths follow from its first rows.
#[derive(Debug)]
pub struct Table {
    headers: Vec<String>,
    widths: Vec<usize>,
    /// The first of the columns that stand on the right.
    numbers: usize,
}

impl Table {
    /// A table with these columns.
    pub fn new(headers: Vec<String>) -> Self {
        let numbers = headers.len();
        Self { headers, widths: Vec::new(), numbers }
    }

    /// The same with numbers in its columns from this one on.
    pub fn numbers_from(self, column: usize) -> Self {
        Self { numbers: column, ..self }
    }

    /// The names of the columns and the rows, a line each.
    pub fn lines(mut self, rows: &[Vec<String>]) -> Vec<String> {
        self.measure(rows);
        std::iter::once(&self.headers).chain(rows).map(|cells| self.line(cells)).collect()
    }

    /// Writes some rows, the first ones below the names of the columns.
    pub fn write(&mut self, out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
        if self.widths.is_empty() {
            self.measure(rows);
            writeln!(out, "{}", self.line(&self.headers))?;
        }
        rows.iter().try_for_each(|row| writeln!(out, "{}", self.line(row)))
    }

    fn measure(&mut self, rows: &[Vec<String>]) {
        let cells_of = |column: usize| rows.iter().filter_map(move |row| row.get(column));
        self.widths = (0..self.headers.len())
            .map(|column| {
                let cells = cells_of(column).map(|cell| cell.chars().count().min(WIDEST));
                cells.max().unwrap_or_default().max(self.headers[column].chars().count())
            })
            .collect();
    }

    fn line(&self, cells: &[String]) -> String {
        let cells = cells.iter().zip(&self.widths).enumerate().map(|(column, (cell, &width))| {
            let shown = one_line(cell, width);
            if column < self.numbers { format!("{shown:width$}") } else { format!("{shown:>width$}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}

/// A text on one line, however long. Control characters would move the cursor.
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A cell on one line, cut at `width` characters.
pub fn one_line(cell: &str, width: usize) -> String {
    let mut shown = printable(cell);
    if shown.chars().count() > width {
        shown = shown.chars().take(width.saturating_sub(1)).collect();
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_cells_are_cut_and_control_characters_are_not_sent_to_the_terminal() {
        let mut table = Table::new(vec!["Name".into(), "Note".into()]);
        let mut out = Vec::new();
        let long = "x".repeat(50);
        table.write(&mut out, &[vec!["Zoë".into(), format!("a\n\u{1b}[2J{long}")]]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(!text.contains('\u{1b}'));
        assert!(text.lines().all(|line| line.chars().count() <= 4 + 2 + WIDEST), "{text}");
        assert!(text.contains('…'));
    }
}
