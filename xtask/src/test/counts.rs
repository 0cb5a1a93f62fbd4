//! Numbers of tests, read from what the test programs print.

use std::{fmt, iter::Sum};

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u32,
    pub failed: u32,
}

impl Counts {
    /// The sum over all closing lines of nextest, of cargo's documentation tests and of vitest.
    pub fn read(log: &str) -> Self {
        log.lines().map(without_colours).filter_map(|line| Self::of_line(line.trim())).sum()
    }

    fn of_line(line: &str) -> Option<Self> {
        let numbers = if line.starts_with("Summary [") {
            line.split_once("tests run:").or_else(|| line.split_once("test run:"))?.1
        } else if let Some(rest) = line.strip_prefix("test result:") {
            rest
        } else {
            line.strip_prefix("Tests  ")?
        };
        // "timed out" and "exec failed" are failures of nextest with words of their own.
        let failed = ["failed", "timed out", "exec failed"].map(|word| number_before(numbers, word)).iter().sum();
        Some(Self { passed: number_before(numbers, "passed"), failed })
    }

    /// All tests that were run.
    pub const fn total(self) -> u32 {
        self.passed + self.failed
    }
}

/// The number in the part of `text` that reads «number word»; parts are divided by `, ; | (`.
fn number_before(text: &str, word: &str) -> u32 {
    text.split([',', ';', '|', '('])
        .filter_map(|part| part.trim().trim_start_matches("ok. ").trim_start_matches("FAILED. ").split_once(' '))
        .find(|(_, rest)| *rest == word || rest.strip_prefix(word).is_some_and(|more| more.starts_with([' ', ')'])))
        .and_then(|(number, _)| number.parse().ok())
        .unwrap_or(0)
}

/// `line` without the escape sequences that set colours.
fn without_colours(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self { passed: sum.passed + one.passed, failed: sum.failed + one.failed })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_read() {
        for (line, passed, failed) in [
            ("     Summary [   0.012s] 3 tests run: 2 passed (1 slow), 1 failed, 4 skipped", 2, 1),
            ("     Summary [   0.012s] 1 test run: 1 passed, 0 skipped", 1, 0),
            ("     Summary [  61.000s] 5/9 tests run: 2 passed, 2 failed, 1 timed out, 0 skipped", 2, 3),
            ("test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s", 7, 0),
            ("test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 7, 2),
            ("      Tests  1 failed | 41 passed | 2 skipped (44)", 41, 1),
            ("      Tests  41 passed (41)", 41, 0),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m41 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (41)\u{1b}[39m",
                41,
                0,
            ),
        ] {
            assert_eq!(Counts::read(line), Counts { passed, failed }, "{line}");
        }
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(Counts::read("9 passed\n Test Files  3 passed (3)\nSummary of 4 passed\n").total(), 0);
    }

    #[test]
    fn the_closing_line_reads_as_everybody_expects() {
        assert_eq!(Counts { passed: 12, failed: 0 }.to_string(), "12 passed, 0 failed");
    }
}
