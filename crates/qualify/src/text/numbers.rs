//! Numbers that are written as words.

/// What a word of a number is worth; `cent`, `mille`, `hundred` multiply what stands before them.
fn worth(word: &str) -> Option<u64> {
    Some(match word {
        "un" | "une" | "one" | "a" | "an" => 1,
        "deux" | "two" | "couple" => 2,
        "trois" | "three" | "quelques" | "few" | "several" => 3,
        "quatre" | "four" => 4,
        "cinq" | "five" => 5,
        "six" => 6,
        "sept" | "seven" => 7,
        "huit" | "eight" => 8,
        "neuf" | "nine" => 9,
        "dix" | "ten" => 10,
        "onze" | "eleven" => 11,
        "douze" | "twelve" => 12,
        "treize" | "thirteen" => 13,
        "quatorze" | "fourteen" => 14,
        "quinze" | "fifteen" => 15,
        "seize" | "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "vingt" | "vingts" | "twenty" => 20,
        "trente" | "thirty" => 30,
        "quarante" | "forty" => 40,
        "cinquante" | "fifty" => 50,
        "soixante" | "sixty" => 60,
        "septante" | "seventy" => 70,
        "huitante" | "eighty" => 80,
        "nonante" | "ninety" => 90,
        "cent" | "cents" | "hundred" => 100,
        _ => return None,
    })
}

/// The words that [`below_thousand`] reads, as alternatives of a pattern.
pub const WORDS: &str = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|\
    vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|one|two|three|four|five|seven|eight|nine|\
    ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|\
    seventy|eighty|ninety|hundred";

/// A number below 1,000 in digits or in words: `12`, `dix-huit`, `quatre-vingt-dix`, `two hundred and fifty`.
#[must_use]
pub fn below_thousand(text: &str) -> Option<u64> {
    if let Ok(number) = text.trim().parse::<u64>() {
        return (number < 1_000).then_some(number);
    }
    let mut total = 0_u64;
    let mut any = false;
    for word in text.split([' ', '-', '\n']).filter(|word| !matches!(*word, "" | "et" | "and" | "of" | "de")) {
        let worth = worth(word)?;
        any = true;
        total = match worth {
            100 => total.max(1) * 100,
            2 | 3 if matches!(word, "couple" | "few") => worth,
            20 if total % 100 == 4 && word.starts_with("vingt") => total - 4 + 80,
            _ => total + worth,
        };
    }
    (any && total < 1_000).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbers() {
        for (text, number) in [
            ("18", 18),
            ("dix-huit", 18),
            ("quatre-vingt-dix", 90),
            ("deux cent cinquante", 250),
            ("two hundred and fifty", 250),
            ("twenty-four", 24),
            ("a couple of", 2),
            ("soixante-quinze", 75),
        ] {
            assert_eq!(below_thousand(text), Some(number), "{text}");
        }
        assert_eq!(below_thousand("beaucoup"), None);
        assert_eq!(below_thousand("1000"), None);
    }
}
