//! What separates and surrounds the cells of a text.
//!
//! Every plausible dialect reads the beginning of the text; the one that gives the most regular
//! table of the most sensible cells wins.

use std::{collections::BTreeMap, io};

use super::{
    super::{
        Escape,
        comment::{MARKS, begins},
        cut::beginning,
        text::Dialect,
    },
    grid::{Record, records},
    kinds::{Kind, kind},
};

/// Bytes of text that dialects are tried on.
const TRIED: usize = 96 << 10;
/// Records and columns looked at per dialect.
const ROWS: usize = 400;
const COLUMNS: usize = 64;

/// Delimiters of one character and how much they are trusted.
const DELIMITERS: [(&str, f64); 15] = [
    (",", 1.0),
    (";", 1.0),
    ("\t", 1.0),
    ("|", 1.0),
    ("\u{1F}", 1.0),
    ("\u{1}", 1.0),
    ("\u{A6}", 0.8),
    ("~", 0.7),
    ("^", 0.7),
    (":", 0.5),
    (" ", 0.35),
    ("#", 0.3),
    ("&", 0.3),
    ("*", 0.3),
    ("!", 0.3),
];
/// Columns that a few marks within values may look like.
const NARROW: usize = 3;
/// What is left of the trust in an unusual delimiter that the first line does not have.
const UNNAMED: f64 = 0.3;
/// Trust in delimiters of several characters.
const SEVERAL: f64 = 0.95;

/// What a person decided already.
#[derive(Debug, Clone, Default)]
pub struct Fixed {
    /// The delimiter.
    pub delimiter: Option<String>,
    /// The quote, or that there is none.
    pub quote: Option<Option<u8>>,
    /// The escape.
    pub escape: Option<Escape>,
}

/// The delimiter that Excel is told in the first line of a text, `sep=;`.
pub fn declared_delimiter(text: &str) -> Option<String> {
    let line = text.lines().next()?.trim_matches('"');
    let declared = line.get(..4)?;
    let delimiter = &line[4..];
    // Spreadsheets pad the line with the delimiter itself.
    let first = delimiter.chars().next()?;
    let alone = delimiter.chars().all(|char| char == first);
    (declared.eq_ignore_ascii_case("sep=") && alone && !first.is_alphanumeric()).then(|| first.to_string())
}

/// Finds the dialect of a text, of which the end is `cut` off.
pub fn find(text: &str, cut: bool, fixed: &Fixed) -> io::Result<Dialect> {
    let (text, cut) = match text.len() > TRIED {
        true => (beginning(text, TRIED), true),
        false => (text, cut),
    };
    let mut best: Option<(f64, Dialect)> = None;
    for (delimiter, trust) in delimiters(text, fixed) {
        for dialect in dialects(text, &delimiter, fixed) {
            let records = records(text, &dialect, 0, cut, ROWS)?;
            let title = records.first().is_some_and(|record| record.cells.len() == 1);
            let trust = if title && trust < 0.9 { trust * UNNAMED } else { trust };
            let score = score(&records, &dialect) * trust * quote_trust(dialect.quote);
            if best.as_ref().is_none_or(|(best, _)| score > *best) {
                best = Some((score, dialect));
            }
        }
    }
    Ok(match best {
        Some((score, dialect)) if fixed.delimiter.is_some() || score > one_column_score(text) => dialect,
        _ => one_column(text, cut, fixed)?,
    })
}

/// The dialect of a text without delimiters: its delimiter separates nothing where that can be had,
/// unless commas separate the first line.
fn one_column(text: &str, cut: bool, fixed: &Fixed) -> io::Result<Dialect> {
    let apostrophes = text.lines().filter(|line| line.len() > 1 && line.starts_with('\'') && line.ends_with('\''));
    let quote = if apostrophes.count() * 2 >= text.lines().count().max(1) { b'\'' } else { b'"' };
    let dialect = |delimiter: &str| Dialect {
        delimiter: delimiter.to_owned(),
        quote: fixed.quote.unwrap_or(Some(quote)),
        escape: fixed.escape.unwrap_or_default(),
        comment: None,
    };
    for (delimiter, _) in &DELIMITERS[..5] {
        let dialect = dialect(delimiter);
        let records = records(text, &dialect, 0, cut, usize::MAX)?;
        if records.iter().all(|record| record.cells.len() == 1) {
            return Ok(dialect);
        }
        if *delimiter == "," && records[0].cells.len() > 1 {
            return Ok(dialect);
        }
    }
    Ok(dialect(","))
}

/// A few broken quotes are no reason to read a whole file without quotes.
const fn quote_trust(quote: Option<u8>) -> f64 {
    match quote {
        Some(b'"') => 1.0,
        Some(_) => 0.98,
        None => 0.9,
    }
}

/// Delimiters to try, with the trust in them.
fn delimiters(text: &str, fixed: &Fixed) -> Vec<(String, f64)> {
    if let Some(delimiter) = &fixed.delimiter {
        return vec![(delimiter.clone(), 1.0)];
    }
    let single = DELIMITERS
        .iter()
        .filter(|(delimiter, _)| text.contains(delimiter))
        .map(|&(delimiter, trust)| (delimiter.to_owned(), trust));
    let several = several_characters(text).into_iter().map(|delimiter| (delimiter, SEVERAL));
    single.chain(several).collect()
}

/// Delimiters with spaces.
const SPACED: [&str; 5] = [", ", "; ", " | ", " ; ", "| "];

/// Runs of two to four marks that stand in most lines, and delimiters with spaces.
fn several_characters(text: &str) -> Vec<String> {
    let mut lines = 0;
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let is_mark = |char: char| {
        (char.is_ascii_punctuation() && !matches!(char, '"' | '\'' | '(' | ')' | '\\' | '.' | '@' | '+' | '_' | '/'))
            || char == '\t'
    };
    for line in text.lines().filter(|line| !line.is_empty()).take(100) {
        lines += 1;
        let mut in_line: Vec<&str> =
            line.split(|char: char| !is_mark(char)).filter(|run| (2..=4).contains(&run.chars().count())).collect();
        in_line.sort_unstable();
        in_line.dedup();
        for run in in_line {
            *found.entry(run).or_default() += 1;
        }
    }
    let usual = found.into_iter().filter(|&(_, count)| count * 10 >= lines * 6).map(|(run, _)| run);
    usual.chain(SPACED.into_iter().filter(|spaced| is_always_spaced(text, spaced))).map(str::to_owned).collect()
}

/// A delimiter comes with these spaces and no more of them, unless they pad a number: in the first
/// line it is in always, after that all but always.
fn is_always_spaced(text: &str, spaced: &str) -> bool {
    let mark = spaced.trim();
    let all = text.matches(mark).count();
    let with_spaces = |text: &str| text.matches(spaced).count();
    let first = text.lines().find(|line| line.contains(mark)).unwrap_or_default();
    with_spaces(first) > 0
        && with_spaces(first) == first.matches(mark).count()
        && with_spaces(text) * 10 >= all * 9
        && text.split(&format!("{mark}  ")).skip(1).filter(|padded| !begins_with_number(padded)).count() * 10 < all
}

fn begins_with_number(padded: &str) -> bool {
    padded.trim_start_matches(' ').starts_with(|char: char| char.is_ascii_digit() || matches!(char, '-' | '+'))
}

/// Ways of quoting to try beside a delimiter, the usual one first.
fn dialects(text: &str, delimiter: &str, fixed: &Fixed) -> Vec<Dialect> {
    let quotes: Vec<Option<u8>> = match fixed.quote {
        Some(quote) => vec![quote],
        None => {
            let mut quotes = vec![Some(b'"')];
            if opens_cells(text, '\'', delimiter) {
                quotes.push(Some(b'\''));
            }
            if opens_cells(text, '"', delimiter) {
                quotes.push(None);
            }
            quotes
        }
    };
    let mut dialects = Vec::new();
    for quote in quotes {
        let mut escapes = vec![fixed.escape.unwrap_or_default()];
        if fixed.escape.is_none()
            && let Some(quote) = quote
            && text.contains(&format!("\\{}", char::from(quote)))
        {
            escapes.push(Escape::Backslash);
        }
        for escape in escapes {
            dialects.push(Dialect { delimiter: delimiter.to_owned(), quote, escape, comment: None });
        }
    }
    dialects
}

/// The character stands at the beginning of some cell.
fn opens_cells(text: &str, quote: char, delimiter: &str) -> bool {
    text.match_indices(quote).any(|(at, _)| {
        let before = text[..at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['\n', '\r']) || before.ends_with(delimiter)
    })
}

/// How good a table of one column is: good when its lines are whole values.
fn one_column_score(text: &str) -> f64 {
    let (mut lines, mut values) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(ROWS) {
        lines += 1;
        values += usize::from(kind(line.trim_matches(['"', '\''])).is_value());
    }
    0.16 + 0.3 * values as f64 / lines.max(1) as f64
}

/// How regular and sensible the table is that a dialect gives, from 0 to 1.
fn score(records: &[Record], dialect: &Dialect) -> f64 {
    let width = usual_width(records);
    if width < 2 {
        return 0.0;
    }
    let fits = |record: &Record| record.cells.len() == width;
    let first = records.iter().position(fits).unwrap_or(0);
    let last = records.iter().rposition(fits).unwrap_or(0);
    let (mut body, mut outside, mut wrong, mut broken) = (0.0, 0.0, 0.0, 0.0);
    for (place, record) in records.iter().enumerate() {
        if fits(record) {
            body += 1.0;
        } else if place < first || place > last || record.cells.len() == 1 {
            outside += 1.0;
        } else {
            wrong += 1.0;
        }
        broken += match (record.broken, fits(record)) {
            (false, _) => 0.0,
            (true, true) => 0.2,
            (true, false) => 0.7,
        };
    }
    if matches!(dialect.delimiter.as_str(), "\t" | " ") && is_indentation(records.iter().filter(|record| fits(record)))
    {
        return 0.0;
    }
    if first > 0 && is_scattered(&records[first..], width) {
        return 0.0;
    }
    let all = records.len() as f64;
    let coverage: f64 = body / (body + wrong + 0.3 * outside);
    let breadth = 1.0 - 1.0 / width as f64;
    let sense = sense(records.iter().filter(|record| fits(record)), width, dialect);
    let sensible = 0.1 + 0.9 * sense;
    coverage
        * coverage
        * breadth.sqrt()
        * sensible
        * (1.0 - broken / all)
        * (1.0 - torn(records))
        * headed(records, dialect)
}

/// In a text without a header of this width, marks that fewer than half of the lines have in equal
/// number are part of the values.
fn is_scattered(records: &[Record], width: usize) -> bool {
    let of_table = records.iter().filter(|record| !MARKS.iter().any(|mark| begins(&record.cells[0], mark)));
    let (fitting, others): (Vec<&Record>, Vec<&Record>) = of_table.partition(|record| record.cells.len() == width);
    width <= NARROW && others.len() > fitting.len()
}

/// Blanks that stand before the text of nearly all lines, the first one among them, separate nothing.
fn is_indentation<'a>(rows: impl Iterator<Item = &'a Record>) -> bool {
    let indented = |row: &Record| row.used() > 1 && row.filled() == 1;
    let indented: Vec<bool> = rows.map(indented).collect();
    indented.first() == Some(&true) && indented.iter().filter(|&&indented| indented).count() * 10 > indented.len() * 9
}

/// Share of records that begin or end with one half of a pair of quotes.
fn torn(records: &[Record]) -> f64 {
    let half = |cell: &str| cell == "\"" || cell.starts_with('"') != cell.ends_with('"');
    let torn = records.iter().filter(|record| {
        record.cells.len() > 1
            && record.cells.first().is_some_and(|cell| half(cell) && cell.starts_with('"'))
            && record.cells.last().is_some_and(|cell| half(cell) && cell.ends_with('"'))
    });
    torn.count() as f64 / records.len().max(1) as f64
}

/// A first line that another delimiter splits into words is no title of this table.
fn headed(records: &[Record], dialect: &Dialect) -> f64 {
    let Some([title]) = records.first().map(|record| record.cells.as_slice()) else { return 1.0 };
    let words = title.trim();
    let split = [",", ";", "\t", "|"].iter().any(|mark| *mark != dialect.delimiter && words.contains(mark));
    if split && !words.contains(' ') { 0.7 } else { 1.0 }
}

/// The number of cells that most records have, of those with several; the first such number when
/// there are more than one.
pub fn usual_width(records: &[Record]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.cells.len()).or_default() += 1;
    }
    let most = counts.iter().filter(|&(&width, _)| width > 1).map(|(_, &count)| count).max();
    let usual = |record: &&Record| record.cells.len() > 1 && counts.get(&record.cells.len()).copied() == most;
    let width = records.iter().find(usual).or(records.first()).map_or(0, |record| record.cells.len());
    let wider =
        counts.keys().rev().copied().find(|&wider| wider >= 2 * width && is_table_within(records, wider, width));
    wider.unwrap_or(width)
}

/// A table of few wide rows stands between more rows of another width.
fn is_table_within(records: &[Record], wider: usize, width: usize) -> bool {
    let is_wide = |record: &Record| record.cells.len() == wider;
    let (Some(first), Some(last)) = (records.iter().position(is_wide), records.iter().rposition(is_wide)) else {
        return false;
    };
    let table = &records[first..=last];
    let others = records.iter().filter(|record| record.cells.len() == width).count();
    table.iter().all(|record| record.cells.len() != width) && table.len() * 4 >= others && width > 1
}

/// How sensible cells are on average, and how many columns have something in them.
fn sense<'a>(rows: impl Iterator<Item = &'a Record>, width: usize, dialect: &Dialect) -> f64 {
    let columns = width.min(COLUMNS);
    let mut filled = vec![false; columns];
    let (mut sum, mut count) = (0.0, 0.0);
    for row in rows {
        for (cell, filled) in row.cells.iter().zip(&mut filled) {
            if !cell.trim().is_empty() {
                *filled = true;
                sum += cell_sense(cell, dialect);
                count += 1.0;
            }
        }
    }
    if count == 0.0 {
        return 0.0;
    }
    let filled = filled.iter().filter(|&&filled| filled).count() as f64 / columns as f64;
    sum / count * filled
}

fn cell_sense(cell: &str, dialect: &Dialect) -> f64 {
    let kind = kind(cell);
    let mut sense: f64 = match kind {
        Kind::Text if dialect.delimiter == " " => 0.5,
        Kind::Text => 0.9,
        _ => 1.0,
    };
    if kind == Kind::Text {
        let other_delimiters = [";", "|", "\t"].iter().any(|mark| *mark != dialect.delimiter && cell.contains(mark));
        let comma_within = cell.as_bytes().windows(2).any(|pair| pair[0] == b',' && pair[1] != b' ');
        if other_delimiters {
            sense = 0.2;
        } else if comma_within {
            sense = 0.5;
        }
    }
    if cell.starts_with('"') || cell.ends_with('"') || (cell.starts_with('\'') && cell.ends_with('\'')) {
        sense = 0.2;
    }
    if cell.starts_with(' ') {
        sense *= 0.8;
    }
    if !dialect.delimiter.ends_with(' ') && cell.ends_with(' ') && dialect.delimiter != "," {
        sense *= 0.95;
    }
    sense
}
