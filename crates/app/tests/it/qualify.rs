//! Offers, ideal customers, signals and scores.

use sales_app::{
    ErrorCode,
    duplicates::MergeRecords,
    lists::{AskFirst, OpenList},
    qualify::{EditDescription, Icp, NewSignalInput, Offer, ScoreView, documents::DocumentInput},
};
use sales_core::{
    fields::Entity,
    filter::Filter,
    import::OnMatch,
    list::{ListQuery, SortKey},
    signal::SignalCode,
};
use sales_i18n::Text;
use sales_testkit::TestApp;

use crate::support::{edit, prospect, refused, undo};

const FILE: &str = "First Name,Last Name,Email,Job Title,Company,Website,Industry,Company Size,Company Country,\
    Company Revenue\n\
    Léa,Martin,lea@acme.example.com,Directrice financière,Acme,acme-edition.example,Computer Software,51-200,France,12 M€\n\
    Ada,Lovelace,ada@lab.example.com,Software Engineer,Lab,lab-bank.example,Banking,10,United Kingdom,\n\
    Jean,Petit,jean@nowhere.example.com,,,,,,,\n";

const OFFER: &str = r#"{"name": "Audit", "buying_functions": ["finance"],
    "price": {"amount": 20000, "currency": "EUR"}}"#;
const ICP: &str = r#"{"name": "Éditeurs", "industries": ["62.01"], "employees": {"min": 50, "max": 250},
    "countries": ["FR"], "exclude": {"industries": ["K"]}}"#;

fn with_prospects() -> TestApp {
    let test = TestApp::new();
    test.import("r.csv", FILE, OnMatch::Fill);
    test.app.described_set::<Offer>(OFFER).unwrap();
    test.app.described_set::<Icp>(ICP).unwrap();
    test
}

fn id(test: &TestApp, email: &str) -> String {
    prospect(test, "email", email).id
}

fn score(test: &TestApp, id: &str) -> ScoreView {
    let score = test.app.qualify(&[id.to_owned()], None).unwrap().remove(0);
    let sum: i32 = score.breakdown.iter().map(|part| part.points).sum();
    assert_eq!(sum, i32::from(score.total), "{score:?}");
    score
}

fn draft(json: &str) -> EditDescription {
    EditDescription { id: None, json: json.to_owned() }
}

fn signal(prospect: &str, code: SignalCode, quote: Option<&str>) -> NewSignalInput {
    let quote = quote.map(str::to_owned);
    NewSignalInput {
        prospect: prospect.to_owned(),
        code,
        strength: 1.0,
        date: None,
        until: None,
        quote,
        source_name: None,
    }
}

#[test]
fn a_record_is_scored_by_what_it_says_and_what_is_unknown_stays_so() {
    let test = with_prospects();
    let lea = score(&test, &id(&test, "lea@acme.example.com"));
    assert_eq!((lea.fit, lea.coverage, lea.n, lea.t), (Some(100.0), 1.0, None, None));
    let part = |signal: &str| lea.breakdown.iter().find(|part| part.signal == signal).unwrap();
    assert_eq!((part("record:title_seniority").dim.as_str(), part("icp:country").dim.as_str()), ("A", "F"));
    assert_eq!(part("record:function_match").source.as_deref(), Some("record"));
    assert!(lea.b.is_some() && lea.grade.ends_with('?'), "{lea:?}");

    let ada = score(&test, &id(&test, "ada@lab.example.com"));
    assert_eq!(ada.grade, "X");
    assert!(ada.total <= 10);
    assert!(ada.breakdown.iter().any(|part| part.signal == "exclusion:industry" && part.points < 0));

    let jean = score(&test, &id(&test, "jean@nowhere.example.com"));
    assert_eq!((jean.b, jean.a, jean.n, jean.t, jean.fit, jean.total), (None, None, None, None, None, 35));
    refused(test.app.qualify(&["nobody".to_owned()], None), ErrorCode::RecordMissing);
    refused(test.app.qualify(&[], Some("2026-13-01")), ErrorCode::DayMalformed);
}

#[test]
fn a_signal_counts_until_it_is_rejected_and_its_words_are_remembered() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    let before = score(&test, &lea);
    let dump = test.dump();
    let words = signal(&lea, SignalCode::PainStated, Some("We lose two days a month on this."));
    let noted = test.app.signal_add(&words).unwrap();
    assert_eq!((noted.status.as_str(), noted.dims.as_slice()), ("accepted", ["N".to_owned()].as_slice()));
    let with = score(&test, &lea);
    assert!(with.total > before.total && with.n.is_some());
    let part = with.breakdown.iter().find(|part| part.signal == noted.id).unwrap();
    assert_eq!((part.without, part.quote.as_deref()), (Some(before.total), words.quote.as_deref()));
    refused(test.app.signal_add(&words), ErrorCode::SignalKnown);

    assert!(test.dump().iter().any(|line| line.contains("pain_stated")));
    test.app.signal_reject(&noted.id).unwrap();
    assert_eq!(score(&test, &lea), before);
    refused(test.app.signal_add(&words), ErrorCode::SignalKnown);
    assert_eq!(test.app.signals_list(&lea).unwrap()[0].status, "rejected");
    undo(&test);
    assert_eq!(score(&test, &lea), with);
    undo(&test);
    assert_eq!(score(&test, &lea), before);
    assert_eq!(test.app.signals_list(&lea).unwrap(), []);
    assert_eq!(test.dump(), dump);

    let tomorrow = NewSignalInput { date: Some("2999-01-01".to_owned()), ..words };
    refused(test.app.signal_add(&tomorrow), ErrorCode::DayInFuture);
    refused(test.app.signal_reject("no signal"), ErrorCode::SignalMissing);
}

#[test]
fn everybody_is_scored_in_one_go_as_one_by_one_and_a_second_time_changes_nothing() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    for code in [SignalCode::BudgetStated, SignalCode::MeetingBooked] {
        test.app.signal_add(&signal(&lea, code, None)).unwrap();
    }
    let all = test.app.qualify_all(None).unwrap();
    assert_eq!(all.prospects, 3);
    // One by one, they are what they were made in one go: nothing is written.
    let mut scores = Vec::new();
    test.app
        .qualify_each(None, &mut |score| {
            scores.push(score.clone());
            Ok::<(), sales_app::AppError>(())
        })
        .unwrap();
    let ids: Vec<String> = scores.iter().map(|score| score.id.clone()).collect();
    assert_eq!(test.app.qualify(&ids, None).unwrap(), scores);
    let again = test.app.qualify_all(None).unwrap();
    assert_eq!((again.prospects, again.changed), (3, 0));
    assert_eq!(again.grades, all.grades);
    let later = test.app.qualify_all(Some("2030-01-01")).unwrap();
    assert_eq!(later.changed, 3);
}

#[test]
fn what_was_known_on_a_day_is_what_counts_for_it() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    let of = |day: &str| test.app.qualify(std::slice::from_ref(&lea), Some(day)).unwrap().remove(0);
    let before = of("2020-05-01");
    test.app.signal_add(&signal(&lea, SignalCode::BudgetStated, None)).unwrap();
    assert_eq!(of("2020-05-01"), before, "nobody knew it then");
    assert!(of("2040-01-01").b < score(&test, &lea).b, "it has faded");
}

#[test]
fn an_ideal_customer_has_versions_to_return_to() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    let first = score(&test, &lea);
    let abroad = ICP.replace("\"FR\"", "\"BE\"");
    let saved = test.app.described_set::<Icp>(&abroad).unwrap();
    assert_eq!(saved.version, 2);
    assert!(score(&test, &lea).total < first.total);
    assert_eq!(test.app.described_set::<Icp>(&abroad).unwrap().version, 2, "the same again is no version");
    let returned = test.app.described_return::<Icp>("éditeurs", 1).unwrap();
    assert_eq!((returned.version, score(&test, &lea)), (3, first.clone()));
    undo(&test);
    assert!(score(&test, &lea).total < first.total);
    let shown = test.app.described_show::<Icp>(&saved.id).unwrap();
    assert_eq!((shown.view.version, shown.versions.len(), shown.what.countries), (2, 3, vec!["BE".to_owned()]));
    test.app.described_remove::<Icp>(&saved.id).unwrap();
    assert_eq!(score(&test, &lea).fit, None);
    refused(test.app.described_show::<Icp>(&saved.id), ErrorCode::DescriptionMissing);
}

#[test]
fn an_ideal_customer_is_tried_before_it_is_saved() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    test.app.signal_add(&signal(&lea, SignalCode::MeetingBooked, None)).unwrap();
    test.app.qualify_all(None).unwrap();
    let before = score(&test, &lea);
    assert_eq!(before.grade, "A");
    let try_icp = |json: &str| test.app.described_try::<Icp>(&draft(json)).unwrap();
    assert_eq!(try_icp(ICP).moves, []);
    // Other functions buy: that is more than another fit.
    let functions = ICP.replace("\"countries\"", "\"functions\": [\"engineering\"], \"countries\"");
    let with_functions = try_icp(&functions);
    let tried = try_icp(&ICP.replace("\"K\"", "\"J\"").replace("62.01", "64"));
    assert_eq!((tried.prospects, tried.up, tried.down), (3, 1, 1));
    let moves: Vec<_> = tried.moves.iter().map(|one| (one.from_grade.as_str(), one.to_grade.as_str())).collect();
    assert_eq!(moves[0], ("A", "X"), "the largest first");
    assert_eq!(tried.moves[0].prospect.id, lea);
    assert_eq!(tried.before, test.app.qualify_all(None).unwrap().grades);
    assert_eq!(moves[1].0, "X");
    assert_eq!(score(&test, &lea), before, "nothing was saved");
    let saved = test.app.described_set::<Icp>(&ICP.replace("\"K\"", "\"J\"").replace("62.01", "64")).unwrap();
    assert_eq!((saved.version, test.app.qualify_all(None).unwrap().grades), (2, tried.grades));
    // What a try knows of records is renewed with them, and with the day.
    let ada = id(&test, "ada@lab.example.com");
    edit(&test, &ada, "job_title", "Directrice financière");
    test.app.signal_add(&signal(&ada, SignalCode::BudgetStated, None)).unwrap();
    for days in [0, 1, 0] {
        test.clock.advance(days * 86_400_000);
        for icp in [ICP.replace("\"K\"", "\"A\""), functions.clone()] {
            let tried = try_icp(&icp).grades;
            test.app.described_set::<Icp>(&icp).unwrap();
            assert_eq!(test.app.qualify_all(None).unwrap().grades, tried);
        }
    }
    test.app.described_set::<Icp>(&functions).unwrap();
    assert_eq!(with_functions.prospects, 3);
}

#[test]
fn a_try_shows_the_effect_of_the_change_alone_whatever_day_the_scores_are_of() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    test.app.signal_add(&signal(&lea, SignalCode::MeetingBooked, None)).unwrap();
    let changed = ICP.replace("\"FR\"", "\"BE\"");
    let never_scored = test.app.described_try::<Icp>(&draft(&changed)).unwrap();
    assert_eq!((never_scored.prospects, never_scored.before.is_empty()), (3, false));
    test.app.qualify_all(None).unwrap();
    test.clock.advance(400 * 86_400_000);
    let unchanged = test.app.described_try::<Icp>(&draft(ICP)).unwrap();
    assert_eq!((unchanged.up, unchanged.down, &unchanged.before), (0, 0, &unchanged.grades), "age moves nobody here");
    let tried = test.app.described_try::<Icp>(&draft(&changed)).unwrap();
    assert_eq!(tried.before, test.app.qualify_all(None).unwrap().grades);
    test.app.described_set::<Icp>(&changed).unwrap();
    assert_eq!(tried.grades, test.app.qualify_all(None).unwrap().grades);
}

#[test]
fn an_offer_is_tried_before_it_is_saved() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    // Hardly an A.
    let meeting = NewSignalInput { strength: 0.8, ..signal(&lea, SignalCode::MeetingBooked, None) };
    test.app.signal_add(&meeting).unwrap();
    test.app.qualify_all(None).unwrap();
    let offer = r#"{"name": "Audit", "buying_functions": ["legal"],
        "price": {"amount": 900000000, "currency": "EUR"}}"#;
    let words = r#"{"name": "Talks", "need_words": {"fr": ["ressaisie"]}}"#;
    let tried = |json: &str| test.app.described_try::<Offer>(&draft(json)).unwrap();
    let of_words = tried(words);
    assert_eq!((of_words.up, of_words.down), (0, 0), "words count for texts that are read later");
    let made = tried(offer);
    let named: Vec<_> = made.moves.iter().map(|one| &one.prospect.id).collect();
    assert_eq!((made.down, named), (1, vec![&lea]), "{:?}", score(&test, &lea));
    assert_eq!(tried(&offer.replace("Audit", "")).prospects, 3, "it needs no name yet");
    assert_eq!(test.app.described_list::<Offer>().unwrap().len(), 1);
    test.app.described_set::<Offer>(offer).unwrap();
    assert_eq!(test.app.qualify_all(None).unwrap().grades, made.grades);
}

#[test]
fn a_signal_that_speaks_of_a_day_needs_one_that_has_not_come() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    let add = |until: Option<&str>| {
        let until = until.map(str::to_owned);
        test.app.signal_add(&NewSignalInput { until, ..signal(&lea, SignalCode::ContractEnd, None) })
    };
    for (until, reason) in [(None, "missing"), (Some("2026-11-18"), "past"), (Some("2020-01-01"), "past")] {
        assert_eq!(refused(add(until), ErrorCode::SignalEndNeeded).args["reason"], reason);
    }
    assert_eq!(test.app.signals_list(&lea).unwrap().len(), 0);
    add(Some("2026-11-19")).unwrap();
}

#[test]
fn a_form_saves_what_it_is_of_whatever_it_is_called_now() {
    let test = with_prospects();
    let editors = test.app.described_list::<Icp>().unwrap().remove(0);
    let of = |id: Option<&str>, json: &str| EditDescription { id: id.map(str::to_owned), json: json.to_owned() };
    let renamed = ICP.replace("Éditeurs", "Publishers");
    let tried = test.app.described_try::<Icp>(&of(Some(&editors.id), &renamed)).unwrap();
    assert_eq!((tried.up, tried.down), (0, 0), "it is still the only one");
    let saved = test.app.described_save::<Icp>(&of(Some(&editors.id), &renamed)).unwrap();
    assert_eq!((&saved.id, saved.name.as_str(), saved.version), (&editors.id, "Publishers", 2));
    assert_eq!(test.app.described_save::<Icp>(&of(Some(&editors.id), &renamed)).unwrap().version, 2);
    let error = refused(test.app.described_save::<Icp>(&of(None, &renamed)), ErrorCode::DescriptionMalformed);
    assert_eq!((&error.args["reason"], &error.args["value"]), (&"taken".into(), &"Publishers".into()));
    assert_eq!(test.app.described_list::<Icp>().unwrap(), [saved]);
    undo(&test);
    assert_eq!(test.app.described_list::<Icp>().unwrap()[0].name, editors.name);
}

#[test]
fn what_cannot_be_is_refused_with_the_reason_and_nothing_changes() {
    let test = with_prospects();
    let refuse = |json: &str, reason: &str| {
        let error = refused(test.app.described_set::<Icp>(json), ErrorCode::DescriptionMalformed);
        assert_eq!(error.args["reason"], reason, "{error}");
        error
    };
    refuse("", "not_json");
    refuse(r#"{"name""#, "not_json");
    refuse("[1, 2]", "fields");
    assert_eq!(refuse("{\"name\": \"x\",\n \"industry\": 1}", "fields").args["value"], "industry");
    refuse(r#"{"name": " "}"#, "no_name");
    refuse(r#"{"name": "x", "countries": ["FR"], "weights": {"country": 0}}"#, "no_weight");
    refuse(r#"{"name": "x", "score": {"weights": [0, 0, 0, 0]}}"#, "no_weight");
    refuse(r#"{"name": "x", "countries": ["FR"], "exclude": {"countries": ["FR"]}}"#, "contradiction");
    refuse(r#"{"name": "x", "employees": {"min": 10, "max": 1}}"#, "span");
    let unknown = |json: &str, reason: &str, path: &str, value: &str| {
        let error = refuse(json, reason);
        assert_eq!((error.args["path"].as_str(), error.args["value"].as_str()), (path, value));
        error.args.get("possible").cloned().unwrap_or_default()
    };
    let possible = unknown(r#"{"name": "x", "seniorities": ["boss"]}"#, "seniority", "seniorities", "boss");
    assert_eq!(possible, "owner, c_level, vp, director, manager, individual, assistant");
    let possible =
        unknown(r#"{"name": "x", "functions": ["sales", "procurement"]}"#, "function", "functions", "procurement");
    assert!(possible.contains("purchasing"), "{possible}");
    let possible = unknown(r#"{"name": "x", "countries": ["FR", "Suisse"]}"#, "country", "countries", "Suisse");
    assert_eq!(possible, "CH");
    unknown(r#"{"name": "x", "countries": ["ZZ"]}"#, "country", "countries", "ZZ");
    unknown(r#"{"name": "x", "exclude": {"countries": ["QQ"]}}"#, "country", "exclude.countries", "QQ");
    unknown(r#"{"name": "x", "industries": ["wizardry"]}"#, "industry", "industries", "wizardry");
    unknown(r#"{"name": "x", "exclude": {"industries": ["99.99.99"]}}"#, "industry", "exclude.industries", "99.99.99");
    for (json, reason, value) in [
        (r#"{"name": "x", "buying_functions": ["Magic"]}"#, "function", "Magic"),
        (r#"{"name": "x", "price": {"amount": 1, "currency": "ZZZ"}}"#, "currency", "ZZZ"),
    ] {
        let error = refused(test.app.described_set::<Offer>(json), ErrorCode::DescriptionMalformed);
        assert_eq!((error.args["reason"].as_str(), error.args["value"].as_str()), (reason, value));
    }
    let tried = test.app.described_try::<Icp>(&draft(r#"{"name": "", "functions": ["magic"]}"#));
    assert_eq!(refused(tried, ErrorCode::DescriptionMalformed).args["reason"], "function");
    let offer = refused(test.app.described_set::<Offer>(r#"{"name": ""}"#), ErrorCode::DescriptionMalformed);
    assert_eq!(offer.args["reason"], "no_name");
    assert_eq!(test.app.described_list::<Icp>().unwrap().len(), 1);
    assert_eq!(test.app.described_list::<Offer>().unwrap().len(), 1);
    let spelt = r#"{"name": "Audit", "buying_functions": ["Finance", "General management"]}"#;
    test.app.described_set::<Offer>(spelt).unwrap();
    let lea = id(&test, "lea@acme.example.com");
    assert!(score(&test, &lea).breakdown.iter().any(|part| part.code == "function_match"), "however it is written");
}

#[test]
fn the_signals_of_merged_prospects_come_together_and_part_again() {
    let test = with_prospects();
    let ids = ["lea@acme.example.com", "jean@nowhere.example.com"].map(|email| id(&test, email));
    test.app.signal_add(&signal(&ids[1], SignalCode::NoBudget, None)).unwrap();
    let input = MergeRecords { entity: Entity::Prospect, ids: ids.to_vec(), choices: Vec::new() };
    let merged = test.app.duplicates_merge(&input).unwrap();
    let survivor = merged.survivor.id;
    assert_eq!(test.app.signals_list(&survivor).unwrap().len(), 1);
    test.app.duplicates_unmerge(&merged.merge).unwrap();
    assert_eq!(ids.map(|id| test.app.signals_list(&id).unwrap().len()), [0, 1]);
}

#[test]
fn what_a_text_says_is_noted_once_and_what_was_rejected_is_not_found_again() {
    let test = with_prospects();
    let lea = id(&test, "lea@acme.example.com");
    let before = score(&test, &lea);
    let text = "Bonjour,\n\nLe budget de 40 000 € est validé pour ce projet.\n\nLéa";
    let given = |kind: &str, text: &str, source: Option<String>| DocumentInput {
        prospect: lea.clone(),
        kind: Some(kind.to_owned()),
        source,
        text: Some(text.to_owned()),
        file: None,
    };
    let reply = given("reply", text, None);
    let read = test.app.document_read(&reply).unwrap();
    let stated = read.added.iter().find(|signal| signal.code == "budget_stated").unwrap();
    assert_eq!((stated.about, stated.source.as_str(), stated.status.as_str()), (Entity::Prospect, "reply", "found"));
    assert!(text.contains(stated.quote.as_deref().unwrap()));
    assert!(score(&test, &lea).b > before.b);
    test.app.signal_reject(&stated.id).unwrap();
    let again = test.app.document_read(&reply).unwrap();
    assert_eq!((again.added.len(), again.known as usize), (0, read.added.len()));
    assert_eq!(score(&test, &lea).b, before.b);

    let news = "Acme lève 12 millions d’euros auprès de deux fonds pour accélérer son développement.";
    let source = Some("https://news.example/acme".to_owned());
    let press = given("press", news, source.clone());
    let read = test.app.document_read(&press).unwrap();
    let raised = read.added.iter().find(|signal| signal.code == "funding_round").unwrap();
    assert_eq!((raised.about, &raised.source_name), (Entity::Company, &source));
    assert!(test.app.signals_list(&lea).unwrap().iter().any(|signal| signal.id == raised.id));

    let unknown = DocumentInput { kind: Some("poem".to_owned()), ..press };
    refused(test.app.document_read(&unknown), ErrorCode::DocumentKindUnknown);
    let binary = DocumentInput { file: Some(test.write("a.bin", [0, 1, 2, 255])), ..reply };
    refused(test.app.document_read(&binary), ErrorCode::FileNotText);
}

/// The numbers of a sentence, with or without what groups their digits.
fn numbers(sentence: &str) -> Vec<u32> {
    let sentence = sentence.replace(['\u{202f}', ','], "");
    let parts = sentence.split(|c: char| !c.is_ascii_digit());
    parts.filter(|part| !part.is_empty()).map(|part| part.parse().unwrap()).collect()
}

#[test]
fn a_score_is_explained_in_both_languages_with_the_numbers_of_its_breakdown() {
    let test = with_prospects();
    for (place, email) in ["lea@acme.example.com", "ada@lab.example.com", "jean@nowhere.example.com"].iter().enumerate()
    {
        let id = id(&test, email);
        for (code, day) in [
            (SignalCode::BudgetStated, None),
            (SignalCode::PainStated, Some("2020-01-05")),
            (SignalCode::NoBudget, Some("2020-01-02")),
            (SignalCode::JobAdProblem, None),
        ]
        .iter()
        .take(place * 2)
        {
            let date = day.map(str::to_owned);
            test.app.signal_add(&NewSignalInput { date, ..signal(&id, *code, Some("words")) }).unwrap();
        }
        let [english, french] = ["en", "fr"].map(|language| test.app.explain(&id, None, Text::new(language)).unwrap());
        assert_eq!(english.score, french.score);
        assert_eq!(english.sentences.len(), french.sentences.len());
        let score = &english.score;
        let whole = |value: Option<f64>| value.map(|value| value.round() as u32);
        let mut known: Vec<u32> =
            [score.b, score.a, score.n, score.t, score.fit].into_iter().filter_map(whole).collect();
        known.extend([100, u32::from(score.total), (score.confidence * 100.0).round() as u32]);
        known.push((score.coverage * 100.0).round() as u32);
        known.extend(score.breakdown.iter().map(|part| part.points.unsigned_abs()));
        known.extend(score.breakdown.iter().filter_map(|part| part.without).map(u32::from));
        let mean = score.breakdown.iter().filter(|part| part.code == "mean").map(|part| part.points).sum::<i32>();
        known.push(mean.unsigned_abs());
        for dimension in ["B", "A", "N", "T"] {
            let of = score.breakdown.iter().filter(|part| part.dim == dimension && part.code != "mean").count();
            known.push(u32::try_from(of).unwrap());
        }
        let as_of = sales_core::time::UtcDay::from_iso(&score.as_of).unwrap();
        let ages = score.breakdown.iter().filter_map(|part| {
            let day = sales_core::time::UtcDay::from_iso(part.date.as_ref()?)?;
            u32::try_from(as_of.days_since(day)).ok()
        });
        known.extend(ages);
        for (english, french) in english.sentences.iter().zip(&french.sentences) {
            assert!(!english.text.contains("%{") && !english.text.contains("qualify."), "{}", english.text);
            assert!(!french.text.contains("%{") && !french.text.contains("qualify."), "{}", french.text);
            assert_ne!(english.text, french.text);
            assert_eq!(numbers(&english.text), numbers(&french.text), "{} / {}", english.text, french.text);
            let is_of_breakdown = |number: &u32| known.contains(number);
            // What a path would lead to, and how well a criterion is met, are told beside the breakdown.
            if !english.text.starts_with("For a grade") && !english.text.starts_with("Furthest") {
                assert!(numbers(&english.text).iter().all(is_of_breakdown), "{} {known:?}", english.text);
            }
        }
    }
}

/// The first names and the cells of the prospects that a condition holds of, the best first.
fn ranked(test: &TestApp, condition: &str) -> Vec<Vec<String>> {
    let filter = if condition.is_empty() { Filter::all() } else { condition.parse().unwrap() };
    let sort = vec![SortKey { field: "score".parse().unwrap(), descending: true }];
    let fields = ["first_name", "grade", "score", "score_need"].map(|field| field.parse().unwrap()).to_vec();
    let query = ListQuery { filter, sort, ..ListQuery::default() };
    let first = Some(AskFirst { limit: 10, fields });
    let list = test.app.list_open(&OpenList { entity: Entity::Prospect, query, first }).unwrap();
    list.first.unwrap().rows.into_iter().map(|row| row.cells).collect()
}

#[test]
fn lists_show_sort_and_filter_by_scores_as_they_change() {
    let test = with_prospects();
    let names = |condition: &str| -> Vec<String> {
        ranked(&test, condition).into_iter().map(|mut row| row.remove(0)).collect()
    };
    assert!(ranked(&test, "").iter().all(|row| row[1].is_empty() && row[2].is_empty()));
    test.app.qualify_all(None).unwrap();
    assert_eq!(names(""), ["Léa", "Jean", "Ada"]);
    assert_eq!(names("grade = X"), ["Ada"]);
    let jean = id(&test, "jean@nowhere.example.com");
    for code in [SignalCode::PainStated, SignalCode::BudgetStated, SignalCode::MeetingBooked] {
        test.app.signal_add(&signal(&jean, code, None)).unwrap();
    }
    let now = score(&test, &jean);
    let first = &ranked(&test, "score >= 61")[0];
    assert_eq!(first[..3], ["Jean".to_owned(), now.grade, now.total.to_string()]);
    assert_eq!(first[3], now.n.unwrap().round().to_string());
    let pain = test.app.signals_list(&jean).unwrap();
    pain.iter().for_each(|signal| _ = test.app.signal_reject(&signal.id).unwrap());
    assert_eq!(names(""), ["Léa", "Jean", "Ada"]);
    assert_eq!(ranked(&test, "")[1][3], "", "what is unknown again is shown as unknown");
}

#[test]
fn a_list_reads_all_scores_anew_after_many_changed() {
    let test = TestApp::new();
    let rows: String = (0..1_001).map(|n| format!("P{n},p{n}@many.example.com,Directeur financier\n")).collect();
    test.import("many.csv", format!("First Name,Email,Job Title\n{rows}"), OnMatch::Fill);
    let scores = || -> Vec<String> { ranked(&test, "").into_iter().map(|mut row| row.remove(2)).collect() };
    assert!(scores().iter().all(String::is_empty));
    test.app.qualify_all(None).unwrap();
    let before = scores();
    assert!(!before[0].is_empty());
    test.app.described_set::<Offer>(OFFER).unwrap();
    test.app.qualify_all(None).unwrap();
    assert!(scores()[0].parse::<u32>().unwrap() > before[0].parse().unwrap(), "{before:?}");
    assert_eq!(ranked(&test, &format!("score = {}", scores()[0])).len(), 10);
}
