//! Lines of a file that speak about it.

/// What may begin a line of comment.
pub const MARKS: [&str; 3] = ["#", "//", ";"];

/// Whether a text begins as a comment does: with the mark, after spaces perhaps, alone or set apart
/// from what follows. `#1` and `#hashtag` are values.
pub fn begins(text: &str, mark: &str) -> bool {
    let Some(rest) = text.trim_start_matches(' ').strip_prefix(mark) else { return false };
    let rest = rest.trim_start_matches(|char| mark.contains(char));
    rest.is_empty() || rest.starts_with([' ', '\t', '\u{A0}', '-', '=', '*'])
}

/// Whether a line within the table is a comment. One that has as many cells as the table has columns,
/// and more than the first of them filled, is a row.
pub fn is_comment(line: &str, mark: &str, delimiter: &str, columns: usize) -> bool {
    if columns < 2 || !begins(line, mark) {
        return false;
    }
    let mut cells = 0;
    let mut filled = 0;
    for cell in line.split(delimiter) {
        cells += 1;
        filled += usize::from(!cell.trim().is_empty());
    }
    cells != columns || filled < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_are_set_apart() {
        for text in ["#", "# x", "##", "## x", "#\tx", "#----", "#=== x", " # x"] {
            assert!(begins(text, "#"), "{text}");
        }
        for text in ["", "#1", "#hashtag", "x # y", " #1", "#,1", "##1"] {
            assert!(!begins(text, "#"), "{text}");
        }
        assert!(begins("// x", "//") && !begins("//x", "//") && !begins("/ x", "//"));
    }

    #[test]
    fn what_could_be_a_row_is_one() {
        for (line, comment) in [
            ("# of three words", true),
            ("# of three words,,", true),
            ("# one, two", true),
            ("# one, two, three, four", true),
            ("# one, two, three", false),
            ("# 1,Ada,", false),
            ("#1", false),
        ] {
            assert_eq!(is_comment(line, "#", ",", 3), comment, "{line}");
        }
        assert!(!is_comment("# x", "#", ",", 1), "a table of one column is nothing but its lines");
    }
}
