//! Names of columns.

use super::{RowBatch, RowProblem};

/// The names that header rows give to columns, `""` for those without.
///
/// Several rows are joined by a space; a label over several columns counts for all of them.
pub(super) fn names(header: &RowBatch, columns: usize) -> Vec<String> {
    let mut names = vec![String::new(); columns];
    for place in 0..header.len() {
        let row = header.row(place);
        let spans = place + 1 < header.len() && row.cells().filter(|cell| !cell.is_empty()).count() < columns;
        let mut label = "";
        for (column, name) in names.iter_mut().enumerate() {
            let cell = row.cell(column);
            let cell = if header.len() > 1 { cell.trim() } else { cell };
            if !cell.is_empty() || !spans {
                label = cell;
            }
            if !label.is_empty() && !name.is_empty() {
                name.push(' ');
            }
            name.push_str(label);
        }
    }
    names
}

/// Flags the last row when it says the same as one of the header rows, as it does where several exports
/// were put together. A header of a single name is too little to know it by.
pub(super) fn flag_repeated(header: &RowBatch, batch: &mut RowBatch) {
    let row = batch.row(batch.len() - 1);
    let repeats = header.rows().any(|names| {
        let same = |column| names.cell(column).trim() == row.cell(column).trim();
        same(0)
            && names.cells().filter(|name| !name.trim().is_empty()).take(2).count() == 2
            && (1..names.len().max(row.len())).all(same)
    });
    if repeats {
        batch.flag_anew(RowProblem::HeaderAgain);
    }
}

/// What a person knows a column by: its name, or else its number, counted from 1.
pub(super) fn called(names: &[String], column: usize) -> String {
    let name = names.get(column).map(|name| name.trim()).filter(|name| !name.is_empty());
    name.map_or_else(|| (column + 1).to_string(), str::to_owned)
}

/// The name of a column without one, counted from 0.
pub(super) fn substitute(column: usize) -> String {
    format!("column_{}", column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(rows: &[&[&str]]) -> RowBatch {
        let mut batch = RowBatch::new();
        for row in rows {
            batch.begin_row(1, 0);
            for cell in *row {
                batch.push_cell(cell);
            }
        }
        batch
    }

    #[test]
    fn one_row_stays_as_found() {
        assert_eq!(names(&header(&[&["a", " b ", ""]]), 4), ["a", " b ", "", ""]);
        assert_eq!(names(&header(&[]), 2), ["", ""]);
    }

    #[test]
    fn a_row_that_repeats_the_header_is_flagged() {
        let found = |names: &[&[&str]], row: &[&str]| {
            let mut batch = header(&[row]);
            flag_repeated(&header(names), &mut batch);
            batch.row(0).problem()
        };
        assert_eq!(found(&[&["Email", "City"]], &["Email ", "City", ""]), Some(RowProblem::HeaderAgain));
        assert_eq!(found(&[&["Contact", ""], &["Email", "City"]], &["Email", "City"]), Some(RowProblem::HeaderAgain));
        assert_eq!(found(&[&["Email", "City"]], &["Email", "Lyon"]), None);
        assert_eq!(found(&[&["Email", "City"]], &["Email", "City", "x"]), None);
        assert_eq!(found(&[&["Email", ""]], &["Email", ""]), None);
        assert_eq!(found(&[], &["", ""]), None);
    }

    #[test]
    fn several_rows_are_joined() {
        let rows: [&[&str]; 2] = [&["", "Contact", "", "Company"], &["Id", "First name", "E-mail", "City"]];
        assert_eq!(names(&header(&rows), 4), ["Id", "Contact First name", "Contact E-mail", "Company City"]);
        let full: [&[&str]; 2] = [&["a", "b"], &["(kg)", ""]];
        assert_eq!(names(&header(&full), 2), ["a (kg)", "b"]);
    }
}
