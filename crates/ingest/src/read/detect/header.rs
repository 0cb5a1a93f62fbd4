//! Which rows name the columns.

use super::{
    grid::Record,
    kinds::{Kind, kind},
    words::is_header_like,
};
use crate::mapping::{Naming, is_known_name, names_values};

/// Rows of the body that are compared with a header.
const BODY_ROWS: usize = 300;
/// Columns that are compared.
const COLUMNS: usize = 200;
/// Most rows of a header.
const MOST_ROWS: usize = 4;
/// Values of a column that are compared with a word of the dictionary.
const WORD_VALUES: usize = 50;
/// Known names over values of their kind that make a row a header, whatever its other columns say.
const DECIDING_NAMES: u32 = 2;

/// How many rows at the top of a table name its columns.
pub fn count(table: &[Record], width: usize) -> usize {
    if table.is_empty() {
        return 0;
    }
    let grouped = is_group_row(table, width);
    if !grouped && evidence(table, 0, width) <= 0.0 {
        return 0;
    }
    let mut rows = 1;
    if grouped {
        rows = 2;
    }
    while rows < MOST_ROWS && rows + 1 < table.len() && continues(table, rows, width) {
        rows += 1;
    }
    rows
}

/// The record holds values that are no names of columns.
pub fn has_values(record: &Record) -> bool {
    record.cells.iter().any(|cell| kind(cell).is_value())
}

/// What a column holds below a row.
struct Below {
    /// Cells with something in them.
    filled: usize,
    /// The kind of nearly all of them; `Text` when they are mixed.
    kind: Kind,
    /// Cells that say the same as the row itself.
    same: usize,
    /// Share of cells with digits.
    digits: f64,
    /// Share of cells that are years.
    years: f64,
}

/// The rows below one that are compared with it. Where it has the words of a header, rows that repeat it
/// are left out: exports that were put together bring theirs along.
fn body(records: &[Record], at: usize) -> Vec<&Record> {
    let row = &records[at];
    let below = records[at + 1..].iter().take(BODY_ROWS);
    let repeats = |record: &&Record| record.cells == row.cells;
    if row.filled() > 1 && below.clone().any(|record| repeats(&record)) && has_names(row) {
        return below.filter(|record| !repeats(record)).collect();
    }
    below.collect()
}

/// Two cells at least are known names of columns, and none is a value.
fn has_names(row: &Record) -> bool {
    !has_values(row) && row.cells.iter().filter(|cell| is_known_name(cell)).take(2).count() == 2
}

fn below(body: &[&Record], own: &str, column: usize) -> Below {
    let mut kinds: [usize; 9] = [0; 9];
    let (mut filled, mut same, mut digits, mut years) = (0, 0, 0, 0);
    for record in body {
        let cell = record.cell(column);
        let kind = kind(cell);
        if kind == Kind::Empty {
            continue;
        }
        filled += 1;
        kinds[kind as usize] += 1;
        same += usize::from(cell == own);
        digits += usize::from(cell.bytes().any(|byte| byte.is_ascii_digit()));
        years += usize::from(is_year(cell));
    }
    let major = [Kind::Number, Kind::Date, Kind::Email, Kind::Url, Kind::Phone, Kind::Code, Kind::Truth]
        .into_iter()
        .find(|&kind| filled > 0 && kinds[kind as usize] * 5 >= filled * 4)
        // Phones without blanks are numbers.
        .or_else(|| {
            (filled > 0 && (kinds[Kind::Number as usize] + kinds[Kind::Phone as usize]) * 5 >= filled * 4)
                .then_some(Kind::Phone)
        });
    let share = |count: usize| count as f64 / (filled as f64).max(1.0);
    Below { filled, kind: major.unwrap_or(Kind::Text), same, digits: share(digits), years: share(years) }
}

/// How much speaks for a row naming the columns below it; against it when negative.
pub fn evidence(records: &[Record], at: usize, width: usize) -> f64 {
    let row = &records[at];
    let body = body(records, at);
    let (mut speaking_for, mut against) = (0.0, [0.0; 9]);
    for column in 0..width.clamp(1, COLUMNS) {
        let cell = row.cell(column);
        let weight = column_evidence(cell, &below(&body, cell, column));
        if weight > 0.0 {
            speaking_for += weight;
        } else {
            against[kind(cell) as usize] += weight;
        }
    }
    for (kind, most) in MOST_AGAINST {
        against[kind as usize] = against[kind as usize].max(-most);
    }
    let evidence = speaking_for + against.iter().sum::<f64>();
    let names = fitting_names(row, &body, width);
    if names >= DECIDING_NAMES { evidence.max(f64::from(names)) } else { evidence }
}

/// The most that all cells of a kind say against a header: fifty columns called `q1` to `q50` over answers
/// `a1` to `a50` tell no more than two of them.
const MOST_AGAINST: [(Kind, f64); 5] =
    [(Kind::Code, 1.0), (Kind::Truth, 1.0), (Kind::Text, 2.0), (Kind::Number, 4.0), (Kind::Date, 4.0)];

/// How many cells of a row are known names over values of their kind; what nothing else is called counts
/// twice.
fn fitting_names(row: &Record, body: &[&Record], width: usize) -> u32 {
    let ends = (0..width.min(COLUMNS)).chain(width.saturating_sub(COLUMNS).max(COLUMNS)..width);
    let names = ends.filter(|&column| kind(row.cell(column)) == Kind::Text && is_known_name(row.cell(column)));
    names
        .map(|column| {
            let filled = body.iter().map(|record| record.cell(column)).filter(|cell| !cell.is_empty());
            let values: Vec<String> = filled.take(WORD_VALUES).map(str::to_owned).collect();
            match names_values(row.cell(column), &values) {
                Naming::Telling => 2,
                Naming::Fitting => 1,
                Naming::No => 0,
            }
        })
        .sum()
}

fn column_evidence(cell: &str, below: &Below) -> f64 {
    let own = kind(cell);
    let word = if is_header_like(cell) { 0.5 } else { 0.0 };
    if own == Kind::Empty {
        return if below.filled > 0 { -0.1 } else { 0.0 };
    }
    if matches!(own, Kind::Email | Kind::Url | Kind::Phone) {
        return -1.5;
    }
    if below.filled == 0 {
        return if own.is_value() { -0.5 } else { 0.05 + word };
    }
    if below.kind != Kind::Text {
        return match own {
            Kind::Text => 1.0 + word,
            Kind::Number if is_year(cell) && below.years < 0.1 => 0.5,
            _ if own == below.kind && own == Kind::Truth => -0.5,
            _ if own == below.kind && below.same > 0 => -1.2,
            _ if own == below.kind => -1.0,
            Kind::Number if below.kind == Kind::Phone => -1.0,
            Kind::Code | Kind::Truth => 0.5,
            _ => 0.1,
        };
    }
    if own.is_value() {
        return -0.8;
    }
    if below.same > 0 {
        return if below.filled < 3 { 0.0 } else { -0.5 };
    }
    let has_digits = cell.bytes().any(|byte| byte.is_ascii_digit());
    let shape = if !has_digits && below.digits > 0.9 && below.filled > 1 { 0.4 } else { 0.0 };
    0.05 + word + shape
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

/// A first row of labels over several columns each, above the names proper.
fn is_group_row(table: &[Record], width: usize) -> bool {
    let [first, second, third, ..] = table else { return false };
    let filled = first.filled();
    let gaps = width.saturating_sub(filled);
    if width < 3 || filled == 0 || gaps == 0 || has_values(second) || (has_values(first) && !table_of_numbers(first)) {
        return false;
    }
    if completes(first, second, width) {
        return evidence(table, 1, width) > 0.5;
    }
    let named = second.filled();
    if gaps * 3 < width || named * 5 < width * 4 || named <= filled || !are_distinct(second) {
        return false;
    }
    let names = second.cells.iter().filter(|cell| is_header_like(cell)).count();
    let body = body(table, 1);
    let is_typed = |&column: &usize| below(&body, second.cell(column), column).kind != Kind::Text;
    let typed = (0..width.min(COLUMNS)).filter(is_typed).count();
    // Rows below must not have the gaps of the first one.
    let gaps_below =
        (0..width).filter(|&column| first.cell(column).is_empty() && third.cell(column).is_empty()).count();
    (typed > 0 && evidence(table, 1, width) > 0.0) || names * 3 >= named || (gaps_below == 0 && names > 0)
}

/// Each column has a label in one of the two rows, and some in both: labels over groups beside labels
/// of single columns.
fn completes(first: &Record, second: &Record, width: usize) -> bool {
    let labelled =
        (0..width).filter(|&column| !first.cell(column).is_empty() || !second.cell(column).is_empty()).count();
    let both = (0..width).filter(|&column| !first.cell(column).is_empty() && !second.cell(column).is_empty()).count();
    labelled == width && both > 0 && second.filled() < width && are_distinct(second)
}

/// Groups may be years.
fn table_of_numbers(record: &Record) -> bool {
    record.cells.iter().all(|cell| matches!(kind(cell), Kind::Number | Kind::Empty | Kind::Text))
}

fn are_distinct(record: &Record) -> bool {
    let mut cells: Vec<&str> = record.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let all = cells.len();
    cells.sort_unstable();
    cells.dedup();
    cells.len() * 10 >= all * 8
}

/// Whether the row at `at` names the columns too, as the rows above it do.
fn continues(table: &[Record], at: usize, width: usize) -> bool {
    let row = &table[at];
    if row.blanks_before > 0 || table[at + 1..].is_empty() || row.cells == table[at - 1].cells {
        return false;
    }
    if are_units(row) && !are_units(&table[at + 1]) {
        return true;
    }
    let is_lone = row.cells.len() == 1 && width > 1;
    if is_lone || row.filled() * 2 < width || has_values(row) {
        return false;
    }
    let (mut typed, mut named) = (0, 0);
    let body = body(table, at);
    for column in 0..width.min(COLUMNS) {
        let below = below(&body, row.cell(column), column);
        if below.kind == Kind::Text || below.kind == Kind::Truth || below.filled == 0 {
            continue;
        }
        typed += 1;
        match kind(row.cell(column)) {
            Kind::Text => named += 1,
            Kind::Empty => {}
            _ => return false,
        }
    }
    if typed == 0 {
        return names_by_its_words(table, at);
    }
    if named == 0 || named * 2 < typed {
        return false;
    }
    let words = row.cells.iter().filter(|cell| is_header_like(cell)).count();
    are_distinct(row) && (named >= 2 || words * 2 >= row.filled())
}

/// A row between a header and text: most of its cells are words of headers, or identifiers, and
/// those below it are not.
fn names_by_its_words(table: &[Record], at: usize) -> bool {
    let share = |record: &Record, test: fn(&str) -> bool| {
        record.cells.iter().filter(|cell| test(cell.trim())).count() as f64 / record.filled().max(1) as f64
    };
    let stands_out = |test: fn(&str) -> bool| {
        let body = &table[at + 1..table.len().min(at + 1 + BODY_ROWS)];
        let below = body.iter().map(|record| share(record, test)).sum::<f64>() / body.len() as f64;
        share(&table[at], test) >= 0.6 && below <= 0.2
    };
    let is_full = table[at].filled() * 10 >= table[at - 1].cells.len() * 7;
    is_full && are_distinct(&table[at]) && (stands_out(is_header_like) || stands_out(is_identifier))
}

/// A name as programs give it: `first_name`, `Owner__c`.
fn is_identifier(cell: &str) -> bool {
    cell.contains('_') && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Every cell stands in brackets, as units do.
fn are_units(row: &Record) -> bool {
    row.cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .all(|cell| (cell.starts_with('(') && cell.ends_with(')')) || (cell.starts_with('[') && cell.ends_with(']')))
}
