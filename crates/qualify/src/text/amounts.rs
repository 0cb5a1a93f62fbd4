//! Amounts of money in French and English sentences.

use std::{ops::Range, sync::LazyLock};

use regex::{Captures, Regex};

use super::{language::Language, numbers};

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// In hundredths of the currency.
    pub hundredths: u64,
    /// The code of ISO 4217, where one was written.
    pub currency: Option<&'static str>,
}

/// An amount and where it stands in the sentence, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAmount {
    /// The amount; of a range, the lower end.
    pub amount: Amount,
    /// Where.
    pub range: Range<usize>,
}

/// No company has more: one hundred thousand milliards.
const MOST: f64 = 1e14;

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:[0-9]{1,3}(?:[ .,'][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]{1,15}(?:[.,][0-9]{1,3})?)";
    let times = "(?:millions?|milliards?|milliers|mille|mill|mios?|mrd|mds?|mm|mn|m|k|bn|billions?|b|thousand|grand)";
    let code = "(?:eur|euros?|usd|gbp|cad|chf|dollars?|pounds?|livres?|francs suisses)";
    let words = numbers::WORDS;
    Regex::new(&format!(
        r"\b(?:(?P<land>us|ca|c|a|can) ?)?(?P<before>usd|eur|gbp|cad|chf) ?(?P<n1>{number})(?: ?(?:-|a|to) ?(?:usd|eur|gbp)? ?(?P<to1>{number}))? ?(?P<x1>{times}\b)?|\b(?P<n2>{number})(?: ?(?P<x0>{times})\b)?(?: ?(?:-|a|to|et|and|ou|or) ?(?P<to2>{number}))? ?(?P<x2>{times}\b)?(?: ?(?:d'|de |of ))? ?(?P<after>{code}\b)?(?: (?P<land2>us|ca|canadiens?|americains?|hk)\b)?|\b(?P<words>(?:{words})(?:[ -](?:et |and )?(?:{words}))*) (?P<x3>mille|thousand|grand|millions?|milliards?|billions?)(?: ?(?:d'|de |of ))? ?(?P<after3>{code}\b)?"
    ).replace(r"\b", r"(?-u:\b)"))
    .expect("the pattern is tested")
});

/// The amounts of a folded sentence. Those without a currency are told by a multiple (`40k`, `2 millions`).
#[must_use]
pub fn amounts(sentence: &str, language: Language) -> Vec<FoundAmount> {
    AMOUNT.captures_iter(sentence).filter_map(|captures| amount(&captures, language)).collect()
}

fn amount(captures: &Captures<'_>, language: Language) -> Option<FoundAmount> {
    let text = |name| captures.name(name).map(|found| found.as_str());
    let whole = captures.get(0)?;
    let times = text("x0").or(text("x1")).or(text("x2")).or(text("x3"));
    let currency = text("before").or(text("after")).or(text("after3"));
    let land = text("land").or(text("land2"));
    let is_multiple = match times {
        None | Some("m" | "b" | "mm") => false,
        Some("grand") => language == Language::English,
        Some(_) => true,
    };
    if !is_multiple && currency.is_none() {
        return None;
    }
    let multiple = times.map_or(1.0, |times| multiple_of(times, language));
    let value = match (text("n1").or(text("n2")), text("words")) {
        (Some(number), _) => decimal(number, multiple > 1.0, language)?,
        (None, Some(words)) => u32::try_from(numbers::below_thousand(words)?).ok()?.into(),
        (None, None) => return None,
    };
    let value = value * multiple;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and bounded")]
    let hundredths = (value > 0.0 && value < MOST).then(|| (value * 100.0).round() as u64)?;
    let amount = Amount { hundredths, currency: currency.map(|code| currency_of(code, land)) };
    Some(FoundAmount { amount, range: whole.start()..whole.start() + whole.as_str().trim_end().len() })
}

fn multiple_of(times: &str, language: Language) -> f64 {
    match times {
        "k" | "mille" | "milliers" | "thousand" | "grand" => 1e3,
        "md" | "mds" | "mrd" | "bn" | "b" => 1e9,
        _ if times.starts_with("milliard") => 1e9,
        // A billion of a French text is an English billion that was not translated.
        _ if times.starts_with("billion") => 1e9,
        "mm" if language == Language::French => 1e6,
        _ => 1e6,
    }
}

/// A number with its separators. Three digits behind the only separator are thousands, unless a multiple follows
/// the decimal sign of the language.
fn decimal(number: &str, has_multiple: bool, language: Language) -> Option<f64> {
    let separators = number.bytes().filter(|byte| !byte.is_ascii_digit());
    let count = separators.clone().count();
    let last = number.rfind(|c: char| !c.is_ascii_digit());
    let Some(last) = last else { return number.parse().ok() };
    let sign = number.as_bytes()[last];
    let decimals = number.len() - last - 1;
    let differs = separators.clone().any(|other| other != sign);
    let own = if language == Language::French { b',' } else { b'.' };
    let is_decimal = matches!(sign, b'.' | b',')
        && (decimals != 3 || differs || count == 1 && (has_multiple && sign == own || number.starts_with('0')));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).map(char::from).collect::<String>();
    if is_decimal {
        format!("{}.{}", digits(&number[..last]), &number[last + 1..]).parse().ok()
    } else {
        digits(number).parse().ok()
    }
}

fn currency_of(code: &str, land: Option<&str>) -> &'static str {
    let is_canadian = land.is_some_and(|land| land.starts_with('c'));
    match code {
        "gbp" | "pound" | "pounds" | "livre" | "livres" => "GBP",
        "cad" => "CAD",
        "chf" | "francs suisses" => "CHF",
        "usd" | "dollar" | "dollars" if is_canadian => "CAD",
        "usd" | "dollar" | "dollars" if land == Some("a") => "AUD",
        "usd" | "dollar" | "dollars" => "USD",
        _ => "EUR",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::Folded;

    fn found(text: &str, language: Language) -> Vec<(u64, &'static str)> {
        let folded = Folded::new(text);
        let amounts = amounts(&folded.text, language);
        amounts.into_iter().map(|f| (f.amount.hundredths / 100, f.amount.currency.unwrap_or("?"))).collect()
    }

    #[test]
    fn french_amounts() {
        for (text, amount) in [
            ("lève 1,5 M€ auprès", (1_500_000, "EUR")),
            ("250 k€", (250_000, "EUR")),
            ("40 000 euros HT", (40_000, "EUR")),
            ("1.250.000 €", (1_250_000, "EUR")),
            ("2,3 milliards de dollars", (2_300_000_000, "USD")),
            ("12 millions d’euros", (12_000_000, "EUR")),
            ("bdgt ok 40k, T2", (40_000, "?")),
            ("entre 30 et 50 k€", (30_000, "EUR")),
            ("30-50k€", (30_000, "EUR")),
            ("quarante mille euros", (40_000, "EUR")),
            ("deux millions de livres", (2_000_000, "GBP")),
            ("5 M$ CA", (5_000_000, "CAD")),
            ("99,90 € par mois", (99, "EUR")),
            ("1 200 000 CHF", (1_200_000, "CHF")),
        ] {
            assert_eq!(found(text, Language::French), [amount], "{text}");
        }
        assert_eq!(found("30 m de long, le 12 mars 2026, 45 personnes, 12 %, 3 grand magasin", Language::French), []);
    }

    #[test]
    fn english_amounts() {
        for (text, amount) in [
            ("raises $30M Series B", (30_000_000, "USD")),
            ("$2.3bn", (2_300_000_000, "USD")),
            ("1.5M EUR", (1_500_000, "EUR")),
            ("£400,000 a year", (400_000, "GBP")),
            ("CA$5 million", (5_000_000, "CAD")),
            ("US$ 12.5 million", (12_500_000, "USD")),
            ("between $20k and 30k", (20_000, "USD")),
            ("fifty thousand dollars", (50_000, "USD")),
            ("around 60k", (60_000, "?")),
            ("$5MM", (5_000_000, "USD")),
            ("10-15k EUR", (10_000, "EUR")),
            ("about 30 grand", (30_000, "?")),
            ("thirty grand", (30_000, "?")),
        ] {
            assert_eq!(found(text, Language::English)[0], amount, "{text}");
        }
        assert_eq!(found("ISO 27001, 5 m wide, 200 people, 10k", Language::English), [(10_000, "?")]);
    }
}
