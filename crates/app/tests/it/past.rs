//! What scores were, and why they moved.

use sales_app::{
    ErrorCode,
    qualify::{Icp, MovedView, NewSignalInput, Offer, ScoreSince},
};
use sales_core::{import::OnMatch, signal::SignalCode, time::UtcDay, time::UtcMillis};
use sales_i18n::Text;
use sales_testkit::TestApp;

use crate::support::{edit, prospect, refused, undo};

const FILE: &str = "First Name,Last Name,Email,Job Title,Company,Industry,Company Size,Company Country\n\
    Léa,Martin,lea@acme.example.com,Directrice financière,Acme,Computer Software,51-200,France\n";
const ICP: &str = r#"{"name": "Éditeurs", "industries": ["62.01"], "countries": ["FR"]}"#;
const DAY: i64 = 86_400_000;

fn now(test: &TestApp) -> UtcMillis {
    sales_core::time::Clock::now(&*test.clock)
}

fn today(test: &TestApp) -> String {
    UtcDay::of(now(test)).to_string()
}

/// A prospect that is scored, a day ago.
fn scored() -> (TestApp, String) {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    test.app.described_set::<Icp>(ICP).unwrap();
    test.app.described_set::<Offer>(r#"{"name": "Audit", "buying_functions": ["finance"]}"#).unwrap();
    test.app.qualify_all(None).unwrap();
    let id = prospect(&test, "email", "lea@acme.example.com").id;
    test.clock.advance(DAY);
    (test, id)
}

fn add(test: &TestApp, id: &str, code: SignalCode) -> String {
    let (date, until, quote) = (None, None, Some(format!("About {}.", code.as_str())));
    let input = NewSignalInput { prospect: id.to_owned(), code, strength: 1.0, date, until, quote, source_name: None };
    test.app.signal_add(&input).unwrap().id
}

/// Why the score moved since a moment, in English; the parts sum to the difference, the numbers of both languages are
/// the same, and the score of then is the one that was kept.
fn moved(test: &TestApp, id: &str, since: UtcMillis) -> MovedView {
    let input = ScoreSince { prospect: id.to_owned(), since };
    let [english, french] = ["en", "fr"].map(|lang| test.app.score_moved_since(&input, Text::new(lang)).unwrap());
    let sum: i32 = english.parts.iter().map(|part| part.after - part.before).sum();
    assert_eq!(sum, i32::from(english.to) - i32::from(english.from), "{english:?}");
    assert_eq!((&english.parts, english.sentences.len()), (&french.parts, french.sentences.len()));
    for (english, french) in english.sentences.iter().zip(&french.sentences) {
        assert!(!english.text.contains("%{") && !english.text.contains("qualify."), "{}", english.text);
        assert_ne!(english.text, french.text);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        assert_eq!(digits(&english.text), digits(&french.text));
    }
    let kept = test.app.score_history(id).unwrap();
    let then = kept.iter().rev().find(|former| former.at <= since).unwrap();
    assert!(then.total.abs_diff(english.from) <= 1, "{kept:?} {english:?}, but for a day of age");
    english
}

fn whys(moved: &MovedView) -> Vec<(&str, &str)> {
    moved.parts.iter().map(|part| (part.code.as_str(), part.why.as_str())).collect()
}

#[test]
fn signals_that_came_and_were_rejected_are_named_with_their_points() {
    let (test, id) = scored();
    let start = now(&test);
    assert_eq!(whys(&moved(&test, &id, start)), [], "nothing yet");
    test.clock.advance(1_000);
    let budget = add(&test, &id, SignalCode::BudgetStated);
    test.clock.advance(1_000);
    add(&test, &id, SignalCode::PainStated);
    let with = moved(&test, &id, start);
    assert!(with.to > with.from);
    assert!(whys(&with).contains(&("budget_stated", "new")) && whys(&with).contains(&("pain_stated", "new")));
    assert!(with.sentences[0].text.contains(&format!("{} up", with.to - with.from)), "{:?}", with.sentences);
    assert!(with.sentences.iter().any(|sentence| sentence.text.contains("“Budget stated” came")));

    let middle = now(&test);
    test.clock.advance(1_000);
    test.app.signal_reject(&budget).unwrap();
    let without = moved(&test, &id, middle);
    let rejected = without.parts.iter().find(|part| part.code == "budget_stated").unwrap();
    assert_eq!((rejected.why.as_str(), rejected.after), ("rejected", 0));
    assert!(!whys(&without).contains(&("pain_stated", "new")), "it was there");
    // Taken back, it is as before.
    test.clock.advance(1_000);
    undo(&test);
    assert_eq!(whys(&moved(&test, &id, middle)), []);
    let all: Vec<u8> = test.app.score_history(&id).unwrap().iter().map(|former| former.total).collect();
    assert_eq!((all.len(), all[all.len() - 1]), (5, all[2]), "{all:?}");
}

#[test]
fn a_signal_whose_adding_was_taken_back_was_there_then() {
    let (test, id) = scored();
    add(&test, &id, SignalCode::MeetingBooked);
    let with = now(&test);
    test.clock.advance(1_000);
    undo(&test);
    let gone = moved(&test, &id, with);
    assert!(whys(&gone).contains(&("meeting_booked", "gone")), "{gone:?}");
    assert!(gone.to < gone.from);
}

#[test]
fn age_the_ideal_customer_and_the_record_are_told_apart() {
    let (test, id) = scored();
    add(&test, &id, SignalCode::BudgetStated);
    let start = now(&test);
    test.clock.advance(200 * DAY);
    let aged = moved(&test, &id, start);
    assert!(whys(&aged).contains(&("budget_stated", "less")), "{aged:?}");
    test.app.qualify_all(None).unwrap();

    let start = now(&test);
    test.clock.advance(1_000);
    test.app.described_set::<Icp>(&ICP.replace("\"FR\"", "\"BE\"")).unwrap();
    let other = moved(&test, &id, start);
    assert!(whys(&other).contains(&("country", "less")), "{other:?}");
    let told = &other.sentences.last().unwrap().text;
    assert!(told.starts_with("The ideal customer “Éditeurs” was saved") && told.contains("version 2"), "{told}");
    test.app.qualify_all(None).unwrap();

    let start = now(&test);
    test.clock.advance(1_000);
    edit(&test, &id, "job_title", "Stagiaire");
    let edited = moved(&test, &id, start);
    assert!(whys(&edited).contains(&("title_seniority", "less")), "{edited:?}");
    undo(&test);
    assert!(!whys(&moved(&test, &id, start)).contains(&("title_seniority", "less")));
}

#[test]
fn a_day_counts_from_its_beginning() {
    let (test, id) = scored();
    add(&test, &id, SignalCode::BudgetStated);
    let text = Text::new("en");
    let moved = test.app.score_moved_since_day(&id, &today(&test), text).unwrap();
    assert_eq!(moved.since, today(&test));
    assert!(whys(&moved).contains(&("budget_stated", "new")), "what came today, too");
    refused(test.app.score_moved_since_day(&id, "2999-01-01", text), ErrorCode::DayInFuture);
    refused(test.app.score_moved_since_day(&id, "Monday", text), ErrorCode::DayMalformed);
}

#[test]
fn no_more_than_sixty_former_scores_are_kept() {
    let (test, id) = scored();
    let signal = add(&test, &id, SignalCode::BudgetStated);
    for turn in 0..70 {
        test.clock.advance(1_000);
        if turn % 2 == 0 { test.app.signal_reject(&signal) } else { test.app.signal_accept(&signal) }.unwrap();
    }
    let kept = test.app.score_history(&id).unwrap();
    assert_eq!(kept.len(), 60);
    assert_eq!(kept.last().unwrap().at, now(&test));
}
