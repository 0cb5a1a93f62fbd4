//! What a prospect is told about the score.

use std::fs;

use sales_app::{
    ErrorCode,
    qualify::{Icp, NewSignalInput, NoticeOf, Offer, SaveNotice, SetScore},
    settings::Language,
};
use sales_core::{import::OnMatch, signal::SignalCode};
use sales_testkit::TestApp;

use crate::support::{prospect, refused};

const FILE: &str = "First Name,Last Name,Email,Job Title,Company,City\n\
    Claire,Martin,claire@usine.example.com,Directrice des achats,Usine,Lyon\n";

fn of(test: &TestApp, language: Language) -> NoticeOf {
    let id = prospect(test, "email", "claire@usine.example.com").id;
    NoticeOf { prospect: id, language: Some(language) }
}

#[test]
fn a_notice_says_the_data_with_their_sources_the_logic_the_result_and_the_rights() {
    let test = TestApp::new();
    test.import("salon.csv", FILE, OnMatch::Fill);
    let notice = test.app.notice(&of(&test, Language::Fr)).unwrap();
    assert!(notice.title.contains("Claire Martin") && notice.responsible.is_none());
    for part in [
        "Directrice des achats",
        "salon.csv",
        "Lyon",
        "Usine",
        "CNIL",
        "À compléter",
        "classe",
        "sur 100",
        "rien n’est connu",
    ] {
        assert!(notice.text.contains(part), "{part}\n{}", notice.text);
    }
    test.app.responsible_set(" Atelier Durand, 3 rue du Port, Nantes ").unwrap();
    let english = test.app.notice(&of(&test, Language::En)).unwrap();
    assert_eq!(english.responsible.as_deref(), Some("Atelier Durand, 3 rue du Port, Nantes"));
    assert_eq!(english.sections.len(), notice.sections.len());
    for text in [&english.text, &notice.text] {
        assert!(!text.contains("%{") && !text.contains("notice."), "{text}");
    }
    test.app.responsible_set("").unwrap();
    assert_eq!(test.app.responsible_show().unwrap(), None);
}

#[test]
fn a_notice_lists_what_the_score_is_made_of_with_the_data_behind_each_point() {
    const RICH: &str = "First Name,Last Name,Email,Job Title,Company,Company Revenue,Company Size\n\
        Claire,Martin,claire@usine.example.com,Directrice financière,Usine,12000000,180\n";
    let test = TestApp::new();
    test.import("salon.csv", RICH, OnMatch::Fill);
    let offer = r#"{"name": "Audit", "buying_functions": ["finance"], "price": {"amount": 20000, "currency": "EUR"}}"#;
    test.app.described_set::<Offer>(offer).unwrap();
    let icp = r#"{"name": "PME", "employees": {"min": 50, "max": 250}}"#;
    test.app.described_set::<Icp>(icp).unwrap();
    let id = prospect(&test, "email", "claire@usine.example.com").id;
    let noted = |date: &str, quote: &str| NewSignalInput {
        prospect: id.clone(),
        code: SignalCode::BudgetStated,
        strength: 1.0,
        date: Some(date.to_owned()),
        until: None,
        quote: Some(quote.to_owned()),
        source_name: None,
    };
    test.app.signal_add(&noted("2026-11-01", "nous avons 40 000 € pour cela")).unwrap();
    test.app.signal_add(&noted("2019-02-03", "peut-être dans quelques années")).unwrap();
    let set = SetScore {
        prospect: id.clone(),
        total: Some(90),
        grade: None,
        reason: "Promesse au salon.".to_owned(),
        until: "2026-12-31".to_owned(),
    };
    let made = test.app.score_set(&set).unwrap().total;
    let notice = test.app.notice(&of(&test, Language::Fr)).unwrap();
    let with = |heading: &str| notice.sections.iter().find(|section| section.heading == heading).unwrap();
    let parts = with("De quoi le score est fait");
    assert!(parts.paragraphs[0].contains(&made.to_string()));
    let points =
        |item: &String| -> i32 { item.split(['\u{a0}', ':']).next().unwrap().replace('−', "-").parse().unwrap() };
    assert_eq!(parts.items.iter().map(points).sum::<i32>(), i32::from(made), "{:#?}", parts.items);
    let has = |part: &str| assert!(parts.items.iter().any(|item| item.contains(part)), "{part} {:#?}", parts.items);
    has("(Fonction\u{a0}: Directrice financière)");
    has("(Chiffre d’affaires\u{a0}: 12\u{202f}000\u{202f}000)");
    has("(Effectif\u{a0}: 180)");
    has("1er novembre 2026)\u{a0}: «\u{a0}nous avons 40 000 € pour cela\u{a0}»");
    assert!(!notice.text.contains("2026-11"), "days are in words: {}", notice.text);
    let others = with("Les autres observations que nous détenons");
    assert_eq!(others.items.len(), 1);
    assert!(others.items[0].contains("3 février 2019"));
    let result = with("Le résultat");
    let by_hand = result.paragraphs.iter().find(|one| one.contains("fixé ce score à la main à 90")).unwrap();
    assert!(by_hand.contains("jusqu’au 31 décembre 2026") && by_hand.contains(&format!("à la place de {made}")));
    assert!(!result.items.iter().any(|item| item.contains("Promesse")), "{:#?}", result.items);
    let english = test.app.notice(&of(&test, Language::En)).unwrap().text;
    assert!(english.contains("12,000,000") && english.contains("December 31, 2026"), "{english}");
}

#[test]
fn a_notice_is_saved_as_pdf_or_text_and_only_of_somebody_who_is_there() {
    let test = TestApp::new();
    test.import("salon.csv", FILE, OnMatch::Fill);
    let folder = tempfile::tempdir().unwrap();
    let save = |name: &str| {
        let path = folder.path().join(name);
        let input = SaveNotice { of: of(&test, Language::Fr), path: path.display().to_string() };
        (test.app.notice_save(&input).unwrap(), fs::read(path).unwrap())
    };
    let (_, pdf) = save("notice.PDF");
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000);
    let (notice, text) = save("notice.txt");
    assert_eq!(text, notice.text.as_bytes());
    for name in ["notice.docx", "notice"] {
        let path = folder.path().join(name);
        let input = SaveNotice { of: of(&test, Language::Fr), path: path.display().to_string() };
        let error = refused(test.app.notice_save(&input), ErrorCode::NoticeFormat);
        assert_eq!((&error.args["found"], path.exists()), (&name.into(), false));
    }
    let nobody = NoticeOf { prospect: "nobody".to_owned(), language: None };
    refused(test.app.notice(&nobody), ErrorCode::RecordMissing);
}
