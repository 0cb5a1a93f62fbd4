//! What a prospect is told about the score.

use std::fs;

use sales_app::{
    ErrorCode,
    qualify::{NoticeOf, SaveNotice},
    settings::Language,
};
use sales_core::import::OnMatch;
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
    let nobody = NoticeOf { prospect: "nobody".to_owned(), language: None };
    refused(test.app.notice(&nobody), ErrorCode::RecordMissing);
}
