//! Rows for people, in columns.

use std::io::{self, Write};

/// Characters of a cell beyond which it is cut.
pub const WIDEST: usize = 36;

/// A table whose widths follow from its first rows.
#[derive(Debug)]
pub struct Table {
    headers: Vec<String>,
    widths: Vec<usize>,
}

impl Table {
    /// A table with these columns.
    pub fn new(headers: Vec<String>) -> Self {
        Self { headers, widths: Vec::new() }
    }

    /// Writes some rows, the first ones below the names of the columns.
    pub fn write(&mut self, out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
        if self.widths.is_empty() {
            let cells_of = |column: usize| rows.iter().filter_map(move |row| row.get(column));
            self.widths = (0..self.headers.len())
                .map(|column| {
                    let cells = cells_of(column).map(|cell| cell.chars().count().min(WIDEST));
                    cells.max().unwrap_or_default().max(self.headers[column].chars().count())
                })
                .collect();
            self.line(out, &self.headers)?;
        }
        rows.iter().try_for_each(|row| self.line(out, row))
    }

    fn line(&self, out: &mut impl Write, cells: &[String]) -> io::Result<()> {
        let mut line = String::new();
        for (cell, &width) in cells.iter().zip(&self.widths) {
            let shown = one_line(cell, width);
            line.push_str(&shown);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(shown.chars().count()) + 2));
        }
        writeln!(out, "{}", line.trim_end())
    }
}

/// A cell on one line, cut at `width` characters. Control characters would move the cursor.
pub fn one_line(cell: &str, width: usize) -> String {
    let mut shown: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(width + 1).collect();
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
