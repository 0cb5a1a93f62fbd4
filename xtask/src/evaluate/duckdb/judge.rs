//! Two readings of one file, weighed by rule.
//!
//! Both are lines of cells from top to bottom. Every line of DuckDB's must be found again among ours
//! in the same order; how its cells agree, and which of our lines are left over, gives the verdict.
//! What no rule explains counts as worse.

use std::collections::BTreeSet;

use super::agreement::{Agreement, agreement, marks, unnumbered};

/// What a line is for the reading it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Set aside, above or below the table.
    Aside,
    /// Names of the columns.
    Header,
    /// A row.
    Row,
}

/// A line of our reading that has something in it.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub part: Part,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Our reading of a file.
#[derive(Debug)]
pub struct Ours {
    /// All lines that are no comments.
    pub lines: Vec<Line>,
    /// Between two cells.
    pub delimiter: String,
    /// Columns of the table.
    pub columns: usize,
}

/// DuckDB's reading of a file.
#[derive(Debug)]
pub struct Theirs {
    /// How many columns.
    pub columns: usize,
    /// The names that the file gives; none when all are made up.
    pub names: Option<Vec<String>>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are beside these.
    pub more: usize,
}

/// How two readings compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same names, rows and cells.
    Same,
    /// The same but for blanks around cells and lines without any value.
    SameValues,
    /// Ours has what theirs has not.
    Better(Better),
    /// The file does not say who is right, and nothing is missing.
    Either(Either),
    /// Anything else.
    Worse(String),
}

/// Why our reading is the better one, the weightiest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Better {
    /// Theirs has whole lines in one column.
    Separated,
    /// Theirs is without some rows, or without the names that the file gives.
    Kept,
    /// Theirs has a row of values for names.
    Names,
    /// Theirs has quotes in its cells that surround them in the file.
    Quotes,
    /// Theirs cuts rows at a sign that may stand in a value.
    Uncut,
}

/// What can be seen in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Either {
    /// Ours has rows that begin like comments and have as many cells as the others.
    Comments,
    /// The first line, which nothing below tells from a row, or from names.
    Names,
    /// Lines that only the first one of them gives columns to.
    Columns,
}

/// Compares our reading of a file with DuckDB's.
pub fn judge(ours: &Ours, theirs: &Theirs) -> Verdict {
    let has_unseparated_lines = theirs.columns == 1 && ours.columns > 1;
    match aligned(ours, theirs) {
        Ok(alignment) => alignment.verdict(ours, theirs),
        Err(_) if has_unseparated_lines => separated(ours, theirs),
        Err(line) => Verdict::Worse(format!("not among ours: {line:?}")),
    }
}

/// Which line of ours each line of theirs is.
struct Alignment {
    agreements: BTreeSet<Agreement>,
    /// The line that gives their names.
    names: Option<usize>,
    /// That of their first row.
    first_row: Option<usize>,
    /// Lines without a counterpart, as far as their rows are known.
    left_over: Vec<usize>,
    /// Lines after the last counterpart.
    after: usize,
}

fn aligned<'a>(ours: &Ours, theirs: &'a Theirs) -> Result<Alignment, &'a [String]> {
    let mut next = 0;
    let mut found =
        Alignment { agreements: BTreeSet::new(), names: None, first_row: None, left_over: Vec::new(), after: 0 };
    let rows = theirs.rows.iter().filter(|cells| is_filled(cells));
    for (is_row, cells) in theirs.names.iter().map(|names| (false, names)).chain(rows.map(|row| (true, row))) {
        let agreeing = |line: &Line| match is_row {
            true => agreement(&line.cells, cells, &ours.delimiter),
            false => agreement(&line.cells, &unnumbered(cells, &line.cells), &ours.delimiter),
        };
        let (at, agreement) = (next..ours.lines.len())
            .find_map(|at| agreeing(&ours.lines[at]).map(|agreement| (at, agreement)))
            .ok_or(cells.as_slice())?;
        found.left_over.extend(next..at);
        found.agreements.insert(agreement);
        let place = if is_row { &mut found.first_row } else { &mut found.names };
        place.get_or_insert(at);
        next = at + 1;
    }
    found.after = ours.lines.len() - next;
    if theirs.more == 0 {
        found.left_over.extend(next..ours.lines.len());
    }
    Ok(found)
}

impl Alignment {
    fn verdict(self, ours: &Ours, theirs: &Theirs) -> Verdict {
        let in_table = |at: &&usize| ours.lines[**at].part != Part::Aside;
        let left_over: Vec<usize> = self.left_over.iter().filter(in_table).copied().collect();
        let begins_like_comment = |line: &Line| line.cells[0].trim_start().starts_with('#');
        let comments = ours.lines.iter().filter(|line| line.part == Part::Row && begins_like_comment(line)).count();
        let unknown = theirs.more > 0;
        if unknown && self.after < theirs.more {
            return Verdict::Worse(format!("{} rows fewer than theirs", theirs.more - self.after));
        }
        let kept = match unknown {
            true => self.after - theirs.more > comments,
            false => left_over.iter().any(|&at| !begins_like_comment(&ours.lines[at])),
        };
        if kept {
            return Verdict::Better(Better::Kept);
        }
        match self.names.map(|at| ours.lines[at].part) {
            Some(Part::Row) if self.names.is_some_and(|at| is_row_of_values(ours, at)) => {
                return Verdict::Better(Better::Names);
            }
            Some(Part::Row) => return Verdict::Either(Either::Names),
            Some(Part::Aside) => return Verdict::Worse("their names are set aside".to_owned()),
            Some(Part::Header) | None => {}
        }
        match self.first_row.map(|at| ours.lines[at].part) {
            Some(Part::Header) if ours.lines.len() == 1 => return Verdict::Either(Either::Names),
            Some(Part::Header) => return Verdict::Worse("a row is taken for names".to_owned()),
            Some(Part::Aside) => return Verdict::Worse("a row is set aside".to_owned()),
            Some(Part::Row) | None => {}
        }
        if !left_over.is_empty() || (unknown && self.after > theirs.more) {
            return Verdict::Either(Either::Comments);
        }
        match self.agreements.last() {
            Some(Agreement::Otherwise) => Verdict::Worse("cells begin and end elsewhere".to_owned()),
            Some(Agreement::Whole) => Verdict::Better(Better::Separated),
            Some(Agreement::Cut) => Verdict::Better(Better::Uncut),
            Some(Agreement::Quotes) => Verdict::Better(Better::Quotes),
            Some(Agreement::Blanks) => Verdict::SameValues,
            Some(Agreement::Exact) | None if theirs.rows.iter().all(|row| is_filled(row)) => Verdict::Same,
            Some(Agreement::Exact) | None => Verdict::SameValues,
        }
    }
}

/// Their column of lines, all of it in our cells: better when ours make a table.
fn separated(ours: &Ours, theirs: &Theirs) -> Verdict {
    let text: String =
        ours.lines.iter().flat_map(|line| &line.cells).map(|cell| marks(cell, &ours.delimiter)).collect();
    let mut rest = text.as_str();
    for line in theirs.names.iter().chain(&theirs.rows).flatten() {
        let line = marks(line, &ours.delimiter);
        let Some(at) = rest.find(&line) else {
            return Verdict::Worse(format!("not among ours: {line:?}"));
        };
        rest = &rest[at + line.len()..];
    }
    let is_full = |line: &&Line| line.cells.len() == ours.columns;
    let rows = || ours.lines.iter().filter(|line| line.part == Part::Row);
    let is_named = ours.lines.iter().any(|line| line.part == Part::Header && is_full(&line));
    let has_columns = theirs.names.iter().flatten().any(|line| line.split(&ours.delimiter).count() == ours.columns);
    if is_named || rows().filter(is_full).count() * 2 > rows().count() {
        Verdict::Better(Better::Separated)
    } else if has_columns {
        Verdict::Either(Either::Columns)
    } else {
        Verdict::Worse("lines are separated without giving a table".to_owned())
    }
}

fn is_filled(cells: &[String]) -> bool {
    cells.iter().any(|cell| !cell.trim().is_empty())
}

/// A row that holds a number or a date, or of which a cell comes again below among others.
fn is_row_of_values(ours: &Ours, at: usize) -> bool {
    let below = || ours.lines[at + 1..].iter().filter(|line| line.part == Part::Row);
    ours.lines[at].cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).any(|(column, cell)| {
        let is_number = cell.contains(|char: char| char.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
        let count = |test: &dyn Fn(&str) -> bool| {
            below().filter(|line| line.cells.get(column).is_some_and(|other| test(other))).count()
        };
        let again = count(&|other| other == cell);
        let alike = count(&|other| shape(other) == shape(cell));
        let has_digits = cell.contains(|char: char| char.is_ascii_digit());
        is_number || (again > 0 && again < below().count()) || (has_digits && alike > 0 && alike == below().count())
    })
}

/// `Aa 9, 9` for `Dec 8, 2022`.
fn shape(cell: &str) -> String {
    let mut shape = String::new();
    for char in cell.chars() {
        let sort = match char {
            '0'..='9' => '9',
            _ if char.is_alphabetic() => 'a',
            _ => char,
        };
        if !shape.ends_with(sort) {
            shape.push(sort);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<String> {
        line.split('|').map(str::to_owned).collect()
    }

    /// Lines with `|` between cells, after `=` for names and `-` for what is set aside.
    fn ours(columns: usize, lines: &[&str]) -> Ours {
        let line = |line: &&str| {
            let (part, cells_of) = match line.split_at(1) {
                ("=", names) => (Part::Header, names),
                ("-", aside) => (Part::Aside, aside),
                _ => (Part::Row, *line),
            };
            Line { part, cells: cells(cells_of) }
        };
        Ours { lines: lines.iter().map(line).collect(), delimiter: ",".to_owned(), columns }
    }

    fn theirs(names: Option<&str>, rows: &[&str]) -> Theirs {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
        let columns = names.map(cells).iter().chain(&rows).map(Vec::len).max().unwrap_or(1);
        Theirs { columns, names: names.map(cells), rows, more: 0 }
    }

    #[test]
    fn verdicts() {
        let table = ours(2, &["=a|b", "1|x", "2|y"]);
        for (answer, verdict) in [
            (theirs(Some("a|b"), &["1|x", "2|y"]), Verdict::Same),
            (theirs(Some("a|b"), &["1| x", "|", "2|y"]), Verdict::SameValues),
            (theirs(Some("a|b"), &["2|y"]), Verdict::Better(Better::Kept)),
            (theirs(None, &["1|x", "2|y"]), Verdict::Better(Better::Kept)),
            (theirs(Some("1|x"), &["2|y"]), Verdict::Better(Better::Kept)),
            (theirs(Some("a|b"), &["1|\"x\"", "2|y"]), Verdict::Better(Better::Quotes)),
            (theirs(Some("a,b"), &["1,x", "2,y"]), Verdict::Better(Better::Separated)),
        ] {
            assert_eq!(judge(&table, &answer), verdict, "{answer:?}");
        }
        let worse = |ours: &Ours, theirs: &Theirs| matches!(judge(ours, theirs), Verdict::Worse(_));
        assert!(worse(&table, &theirs(Some("a|b"), &["1|x", "2|y", "3|z"])), "a row is missing");
        assert!(worse(&table, &theirs(Some("a|b"), &["1|x", "2|z"])), "a cell is another one");
        assert!(worse(&table, &theirs(Some("a|c"), &["1|x", "2|y"])), "a name is another one");
        assert!(worse(&table, &theirs(None, &["a|b", "1|x", "2|y"])), "a row is taken for names");
        assert!(worse(&ours(2, &["-a|b", "1|x"]), &theirs(Some("a|b"), &["1|x"])), "names are set aside");
        assert!(worse(&ours(1, &["=a,b", "1,x"]), &theirs(Some("a|b"), &["1|x"])), "lines are not separated");
        assert!(worse(&ours(2, &["1|\"x\""]), &theirs(None, &["1|x"])), "quotes are left");
        let unknown = Theirs { more: 3, ..theirs(Some("a|b"), &[]) };
        assert!(worse(&table, &unknown), "a row of those that are only counted is missing");
    }

    #[test]
    fn first_rows_that_are_taken_for_names() {
        for (lines, names, verdict) in [
            (vec!["1|x", "2|y"], "1|x", Verdict::Better(Better::Names)),
            (vec!["Dec 8", "Sep 26"], "Dec 8", Verdict::Better(Better::Names)),
            (vec!["happy", "sad", "happy"], "happy", Verdict::Better(Better::Names)),
            (vec!["happy", "happy"], "happy", Verdict::Either(Either::Names)),
            (vec!["x", "y"], "x", Verdict::Either(Either::Names)),
        ] {
            let answer = theirs(Some(names), &lines[1..]);
            assert_eq!(judge(&ours(answer.columns, &lines), &answer), verdict, "{lines:?}");
        }
    }

    #[test]
    fn signs_of_comments() {
        let kept = ours(2, &["=a|b", "1|x", "# 2|y"]);
        assert_eq!(judge(&kept, &theirs(Some("a|b"), &["1|x"])), Verdict::Either(Either::Comments));
        let uncut = ours(2, &["=a|b", "1|x # y"]);
        assert_eq!(judge(&uncut, &theirs(Some("a|b"), &["1|x "])), Verdict::Better(Better::Uncut));
    }

    #[test]
    fn names_that_come_twice() {
        let twice = ours(3, &["=a|a|b", "1|2|3"]);
        assert_eq!(judge(&twice, &theirs(Some("a|a_1|b"), &["1|2|3"])), Verdict::Same);
        assert!(matches!(judge(&twice, &theirs(Some("a|a_1|b_1"), &["1|2|3"])), Verdict::Worse(_)));
    }
}
