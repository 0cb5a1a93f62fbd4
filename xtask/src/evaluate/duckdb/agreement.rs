//! How the cells of two lines agree.

/// How the cells of two lines agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Cell by cell.
    Exact,
    /// But for blanks around cells, which some delimiters swallow, and empty cells at the end.
    Blanks,
    /// But for quotes around cells, and how those within are written.
    Quotes,
    /// But for what follows a sign of comments.
    Cut,
    /// But for the borders of cells: theirs tears a quoted cell with delimiters in it.
    Whole,
    /// But for where cells begin and end.
    Otherwise,
}

/// How a line of ours agrees with one of theirs; none when it does not.
pub fn agreement(ours: &[String], theirs: &[String], delimiter: &str) -> Option<Agreement> {
    let all = |same: &dyn Fn(&str, &str) -> bool| {
        (0..ours.len().max(theirs.len()))
            .all(|at| same(ours.get(at).map_or("", String::as_str), theirs.get(at).map_or("", String::as_str)))
    };
    if ours == theirs {
        return Some(Agreement::Exact);
    }
    if all(&|ours, theirs| ours.trim() == theirs.trim()) {
        return Some(Agreement::Blanks);
    }
    let leaves_quotes = |ours: &str, theirs: &str| ours.trim().starts_with('"') && !theirs.trim().starts_with('"');
    if all(&|ours, theirs| plain(ours) == plain(theirs) && !leaves_quotes(ours, theirs)) {
        return Some(Agreement::Quotes);
    }
    let join = |cells: &[String]| cells.iter().map(|cell| marks(cell, delimiter)).collect::<String>();
    let (joined, theirs_joined) = (join(ours), join(theirs));
    if theirs.len() > 1 && joined.strip_prefix(&theirs_joined).is_some_and(|rest| rest.starts_with('#')) {
        return Some(Agreement::Cut);
    }
    let is_torn = |cell: &String| cell.trim().starts_with('"') && !cell.trim().ends_with('"');
    let whole = theirs.len() > ours.len() && theirs.iter().any(is_torn);
    if whole && joined == theirs_joined {
        return Some(Agreement::Whole);
    }
    let bare = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
    (theirs.len() > 1 && bare(&joined) == bare(&theirs_joined)).then_some(Agreement::Otherwise)
}

/// A cell without the quotes around it, and with each quote within written once and without escape.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(cell);
    inner.replace("\"\"", "\"").replace("\\\"", "\"").trim().to_owned()
}

/// What is no blank, quote, escape or delimiter.
pub fn marks(cell: &str, delimiter: &str) -> String {
    cell.chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '"' | '\'' | '\\') && !delimiter.contains(*char))
        .collect()
}

/// Their names without the numbers that they add to names which come several times.
pub fn unnumbered(theirs: &[String], ours: &[String]) -> Vec<String> {
    let is_numbers =
        |rest: &str| rest.starts_with('_') && rest.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit());
    let comes_again = |name: &str| ours.iter().filter(|other| name.starts_with(other.trim())).count() > 1;
    let name = |(place, name): (usize, &String)| match ours.get(place).map(|own| own.trim()) {
        Some(own) if comes_again(own) && name.strip_prefix(own).is_some_and(is_numbers) => own.to_owned(),
        _ => name.clone(),
    };
    theirs.iter().enumerate().map(name).collect()
}
