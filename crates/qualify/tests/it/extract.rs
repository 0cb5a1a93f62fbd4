//! Whatever a text holds: no panic, quotes that stand where they are said to, and an end.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sales_core::signal::SignalCode;
use sales_qualify::{
    extract::{ExtractContext, LONGEST_QUOTE, MOST_BYTES, Notice, TextKind, extract},
    text::language::Language,
};
use time::macros::date;

/// Pieces of what rules look for, of markup and mails, and what nobody sees.
const PIECES: &[&str] = &[
    "budget validé",
    "no budget",
    "lève 12\u{a0}M€",
    "raises $30M",
    "jusqu’au 31/02/2026",
    "in Q9 2027",
    "pas ",
    "not ",
    ". ",
    "\n",
    "\r\n> ",
    "<p>",
    "</p>",
    "<script>",
    "<!--",
    "&#x110000;",
    "&eacute;",
    "\u{200b}",
    "\u{202e}",
    "\u{e0041}",
    "e\u{301}",
    "🙂",
    "日本",
    "\u{0}",
    "?",
    "«\u{202f}",
    "99999999999999999999 k€",
    "recrute 5 commerciaux",
    "Acme ",
    "if ",
    "On Mon, Ana <a@b.c> wrote:",
    "De : x\nEnvoyé : y\nObjet : z\n",
    "fin de contrat juin 2027",
    "12/13/14",
    "ﬁn ",
    "½",
];

fn context(french: bool) -> ExtractContext {
    let language = Some(if french { Language::French } else { Language::English });
    ExtractContext { language, company: Some("Acme".to_owned()), ..ExtractContext::on(date!(2026 - 11 - 23)) }
}

proptest! {
    #[test]
    fn quotes_stand_where_they_are_said_to(parts in prop::collection::vec(prop::sample::select(PIECES), 0..30), french: bool) {
        let text = parts.concat();
        for signal in extract(&text, &context(french)).signals {
            let quoted: String = text.chars().skip(signal.chars.start).take(signal.chars.len()).collect();
            prop_assert_eq!(&quoted, &signal.quote);
            prop_assert!(!quoted.is_empty() && signal.chars.len() <= LONGEST_QUOTE + 1, "{}", quoted);
        }
    }

    #[test]
    fn any_characters_are_read(text in any::<String>(), french: bool) {
        prop_assert!(extract(&text, &context(french)).signals.iter().all(|signal| !signal.quote.is_empty()));
    }
}

#[test]
fn what_is_not_seen_does_not_hide_words_and_a_mail_that_is_quoted_says_nothing() {
    let reply = ExtractContext { kind: Some(TextKind::Reply), ..context(false) };
    let found =
        extract("We have no bud\u{200b}g\u{ad}et, sorry.\n\nOn Mon, Ana <a@b.c> wrote:\n> Budget is approved", &reply);
    let codes: Vec<_> = found.signals.iter().map(|signal| signal.code.as_str()).collect();
    assert_eq!(codes, ["no_budget"]);
}

#[test]
fn a_call_that_was_held_puts_nothing_off_and_books_nothing() {
    for (french, text) in [
        (false, "Call with Anne 20 November 2026."),
        (false, "Phone call 20/11/2026: went well."),
        (true, "Appel avec Anne le 20 novembre 2026."),
    ] {
        let note = ExtractContext { kind: Some(TextKind::Note), ..context(french) };
        let found = extract(text, &note).signals;
        let tells = |code| found.iter().any(|signal| signal.code == code);
        assert!(!tells(SignalCode::LaterStated) && !tells(SignalCode::MeetingBooked), "{text} {found:?}");
    }
}

#[test]
fn of_texts_made_to_take_long_only_so_much_is_read_and_found() {
    for piece in
        ["no budget ", "no budget\n", "not budget approved if ", "<nav>", "> ", "a.b.", "lève 1 M€ ", "((((", "\u{301}"]
    {
        let text = piece.repeat(2 * MOST_BYTES / piece.len());
        let found = extract(&text, &context(piece.contains('è')));
        assert!(found.notices.contains(&Notice::Truncated));
        let mut of_a_code = BTreeMap::<&str, usize>::new();
        for signal in &found.signals {
            *of_a_code.entry(signal.code.as_str()).or_default() += 1;
            assert!(signal.chars.end <= MOST_BYTES, "{piece:?}");
        }
        assert!(of_a_code.values().all(|count| *count <= 100), "{piece:?} {of_a_code:?}");
    }
}
