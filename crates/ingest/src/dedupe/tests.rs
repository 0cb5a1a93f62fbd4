//! Whole searches.

mod known;

use std::ops::ControlFlow;

use proptest::prelude::*;
use sales_core::fields::{Entity, FieldId};

use super::{Decision, HardKey, Matches, Options, Table, Veto, find, find_while, observer::Observer};

fn table(entity: Entity, fields: &[&str], rows: &[Vec<&str>]) -> Table {
    let mut table = Table::new(entity, fields.iter().map(|field| field.parse::<FieldId>().unwrap()));
    rows.iter().for_each(|row| table.push(row.iter().copied()));
    table
}

fn clusters(entity: Entity, fields: &[&str], rows: &[Vec<&str>]) -> Vec<u32> {
    find(table(entity, fields, rows), &Options::default()).clusters().to_vec()
}

const PERSON: [&str; 6] = ["first_name", "last_name", "email", "phone_mobile", "company", "city"];

/// Seven letters that look random.
fn word(number: u64) -> String {
    (0..7).map(|at| char::from(b'a' + (super::dictionary::mix(number * 31 + at) % 26) as u8)).collect()
}

#[test]
fn nothing_is_found_in_nothing() {
    assert!(clusters(Entity::Prospect, &PERSON, &[]).is_empty());
    assert!(clusters(Entity::Company, &[], &[]).is_empty());
    assert_eq!(clusters(Entity::Prospect, &PERSON, &[vec![]]), [0]);
    assert_eq!(clusters(Entity::Prospect, &PERSON, &[vec!["Jean"]]), [0]);
}

#[test]
fn a_list_of_a_few_rows_is_searched() {
    let rows = [
        vec!["Jean", "Dupont", "jean.dupont@acme.fr", "06 12 34 56 78", "Acme SAS", "Lyon"],
        vec!["Marie", "Martin", "m.martin@acme.fr", "", "Acme SAS", "Lyon"],
        vec!["JEAN", "DUPONT", "Jean.Dupont@acme.fr", "+33612345678", "ACME", ""],
        vec!["Paul", "Leroy", "paul@other.com", "", "Other Ltd", "London"],
    ];
    assert_eq!(clusters(Entity::Prospect, &PERSON, &rows), [0, 1, 0, 2]);
}

#[test]
fn father_and_son_who_say_so_are_two() {
    let fields = ["first_name", "last_name", "suffix", "phone_mobile", "company"];
    let rows = [
        vec!["John", "Smith", "Sr.", "+12125550100", "Smith & Sons"],
        vec!["John", "Smith", "Jr.", "+12125550100", "Smith & Sons"],
        vec!["Henri", "Duval père", "", "+33612340000", "Duval"],
        vec!["Henri", "Duval fils", "", "+33612340000", "Duval"],
        vec!["Henri", "DUVAL Fils", "", "+33612340000", "Duval"],
    ];
    let found = find(table(Entity::Prospect, &fields, &rows), &Options::default());
    assert_eq!(found.clusters(), [0, 1, 2, 3, 3]);
    assert!(found.pairs().filter(|pair| pair.veto.is_none()).all(|pair| (pair.left, pair.right) == (3, 4)));
}

#[test]
fn two_namesakes_who_each_repeat_their_birthday_are_two() {
    let fields = ["first_name", "last_name", "birthday", "city", "postcode"];
    let of_one = |born: [&'static str; 4]| born.map(|born| vec!["William", "Langbury", born, "Edinburgh", "EH1 2NG"]);
    let father = of_one(["1840-01-23", "1840-01-23", "1840-01-01", "1840-61-23"]);
    let son = of_one(["1873-11-04", "1873-11-04", "1873-11-04", "1873-12-04"]);
    let others = (0..60_u64).flat_map(|i| {
        let born = format!("18{:02}-0{}-1{}", 10 + i, 1 + i % 9, i % 7);
        let texts: [String; 5] = [word(i * 2), word(i * 2 + 1), born, word(i + 500), format!("ZZ{} 1AB", i % 90)];
        let row = texts.map(|text| &*text.leak()).to_vec();
        [row.clone(), row.iter().enumerate().map(|(at, &text)| if at == 3 { "" } else { text }).collect()]
    });
    let rows: Vec<Vec<&str>> = father.into_iter().chain(son).chain(others).collect();
    let found = clusters(Entity::Prospect, &fields, &rows);
    assert_eq!(found[..8], [0, 0, 0, 0, 1, 1, 1, 1]);
}

#[test]
fn a_full_name_of_a_surname_alone_has_no_first_name() {
    let fields = ["full_name", "first_name", "last_name", "city"];
    let rows =
        [vec!["Saleswell", "", "Saleswell", "Derby"], vec!["Nicolas Saleswell", "Nicolas", "Saleswell", "Derby"]];
    let found = find(table(Entity::Prospect, &fields, &rows), &Options::default());
    assert!(found.evidence(0, 1).iter().all(|one| one.field != "first_name"));
}

#[test]
fn colleagues_of_any_script_whose_addresses_differ_by_an_initial_are_two() {
    let rows = [
        vec!["Ольга", "Петрова", "o.petrova@neft.ru", "", "Нефть", "Москва"],
        vec!["Елена", "Петрова", "e.petrova@neft.ru", "", "Нефть", "Москва"],
        vec!["伟", "王", "w.wang@hw.cn", "", "华为", "深圳"],
        vec!["芳", "王", "f.wang@hw.cn", "", "华为", "深圳"],
        vec!["Jean", "Dupont", "jd@yak.fr", "", "Yak", "Lyon"],
        vec!["Jean", "Martin", "jm@yak.fr", "", "Yak", "Lyon"],
    ];
    assert_eq!(clusters(Entity::Prospect, &PERSON, &rows), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn companies_are_known_by_their_names_alone() {
    let names = ["Acme SAS", "ACME", "Acme Logistics", "Dupont & Fils", "Dupont et Fils SARL", "Zephyr", "Zephir"];
    let found = clusters(Entity::Company, &["company"], &names.map(|name| vec![name]));
    assert_eq!(found[0], found[1]);
    assert_eq!(found[3], found[4]);
    assert_ne!(found[0], found[3]);
    assert_ne!(found[0], found[2]);
}

/// How likely two rows are the same; 0 when they are nobody's pair.
fn likeness(entity: Entity, fields: &[&str], rows: [&[&str]; 2]) -> f64 {
    let rows: Vec<Vec<&str>> = rows.map(<[&str]>::to_vec).into();
    let options = Options { min_probability: 0.01, ..Options::default() };
    let found = find(table(entity, fields, &rows), &options);
    found.pairs().map(|pair| pair.probability).fold(0.0, f64::max)
}

#[test]
fn companies_of_other_scripts_are_one_by_their_names_and_not_by_half_of_them() {
    let alike = |a, b| likeness(Entity::Company, &["company"], [&[a], &[b]]);
    for (a, b) in [
        ("Газпром", "ПАО «Газпром»"),
        ("北京银行", "北京银行股份有限公司"),
        ("ソニー", "株式会社ソニー"),
        ("삼성전자", "삼성전자 주식회사"),
        ("المراعي", "شركة المراعي"),
        ("ปตท", "บริษัท ปตท. จำกัด (มหาชน)"),
    ] {
        assert!(alike(a, b) > 0.9, "{a} {b}: {}", alike(a, b));
    }
    for (a, b) in [
        ("Газпром", "Газпромбанк"),
        ("北京银行", "南京银行"),
        ("北京", "北京银行"),
        ("삼성전자", "삼성전기"),
        ("شركة المراعي", "شركة النور"),
        ("Micro", "Microsoft"),
        ("A", "A"),
    ] {
        assert!(alike(a, b) < 0.5, "{a} {b}: {}", alike(a, b));
    }
}

#[test]
fn companies_that_share_a_name_or_a_host_alone_are_two() {
    let fields = ["company", "company_city", "company_website"];
    let alike = |a: [&str; 3], b: [&str; 3]| likeness(Entity::Company, &fields, [&a, &b]);
    let berlin = ["Müller GmbH", "Berlin", "mueller-berlin.de"];
    assert!(alike(berlin, ["Müller AG", "Zürich", "mueller-zuerich.ch"]) < 0.5);
    assert!(alike(berlin, ["Müller", "Berlin", "mueller.com"]) > 0.9);
    assert!(alike(["Acme", "Paris", "acme.fr"], ["Acme SAS", "Lyon", "acme.com"]) > 0.5);
    for host in [
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "linktr.ee",
        "wixsite.com",
        "business.site",
        "pagesjaunes.fr",
        "doctolib.fr",
    ] {
        let [one, other] = ["leroy", "blanc"].map(|name| format!("https://www.{host}/garage{name}"));
        assert!(alike(["Garage Leroy", "", &one], ["Garage Blanc", "", &other]) < 0.5, "{host}");
        assert!(alike(["Garage Leroy", "Lyon", host], ["Garage Blanc", "Lyon", host]) < 0.5, "{host}");
        let [one, other] = ["leroy", "blanc"].map(|name| format!("garage{name}.{host}"));
        assert!(alike(["Garage Leroy", "", &one], ["Garage Blanc", "", &other]) < 0.5, "{host}");
    }
}

#[test]
fn what_forbids_a_match_is_told() {
    let fields = ["first_name", "last_name", "email", "phone_mobile", "linkedin_url", "city"];
    let others = (0..40).map(|i| {
        let texts = [format!("Zoé{i}"), format!("Roy{}", i * 7), format!("zoe{i}@firm{i}.com")];
        texts.map(|text| &*text.leak()).to_vec()
    });
    let pair = |a: [&'static str; 6], b: [&'static str; 6]| {
        let rows: Vec<Vec<&str>> = [a.to_vec(), b.to_vec()].into_iter().chain(others.clone()).collect();
        let found = find(table(Entity::Prospect, &fields, &rows), &Options::default());
        let veto = found.pairs().find(|pair| (pair.left, pair.right) == (0, 1)).and_then(|pair| pair.veto);
        (found.clusters()[0] == found.clusters()[1], veto)
    };
    let in_one = pair(
        ["Jean", "Dupont", "", "+33612345678", "linkedin.com/in/jean-dupont-1", "Lyon"],
        ["Jean", "Dupont", "", "+33612345678", "linkedin.com/in/jean-dupont-2", "Lyon"],
    );
    assert_eq!(in_one, (false, Some(Veto::Identity)));
    let relatives = pair(
        ["Jean", "Dupont-Aignan", "", "+33612345678", "", "Lyon"],
        ["Paul", "Dupont-Aignan", "", "+33612345678", "", "Lyon"],
    );
    assert!(!relatives.0);
    let colleagues = pair(
        ["Jean", "Dupont", "jean@acme.fr", "+33612345678", "", "Lyon"],
        ["Marie", "Dupont", "marie@acme.fr", "+33612345678", "", "Lyon"],
    );
    assert!(!colleagues.0);
}

#[test]
fn relatives_at_one_firm_are_two_persons() {
    let fields = ["first_name", "last_name", "company", "phone"];
    for [a, b] in [["Pierre", "Anna"], ["Patrick", "Patricia"], ["Christophe", "Christian"]] {
        for phone in ["", "+33 1 42 00 00 05"] {
            let rows = [a, b].map(|first| vec![first, "Durand", "EDF", phone]);
            let found = find(table(Entity::Prospect, &fields, &rows), &Options::default());
            assert_ne!(found.clusters()[0], found.clusters()[1], "{a} {b} {phone}");
            assert!(found.pairs().any(|pair| pair.veto == Some(Veto::Relative)), "{a} {b} {phone}");
        }
    }
    let mailbox = ["Zoe", "Luc", "Paul"].map(|first| vec![first, "Martin", "", "", "famille.martin@orange.fr"]);
    let found = clusters(Entity::Prospect, &[fields.as_slice(), &["email"]].concat(), &mailbox);
    assert_eq!(found, [0, 1, 2]);
}

#[test]
fn two_short_forms_are_not_taken_as_one() {
    let fields = ["first_name", "last_name", "company", "phone_mobile"];
    let rows = ["Chris", "Christophe", "Christian"].map(|first| vec![first, "Leroy", "Orange", "+33 6 12 34 56 78"]);
    let found = find(table(Entity::Prospect, &fields, &rows), &Options::default());
    let clusters = found.clusters();
    assert_ne!(clusters[1], clusters[2]);
    assert!(clusters.iter().all(|&cluster| found.decision(cluster) != Decision::Automatic), "either may be Chris");
    assert!(found.pairs().all(|pair| pair.decision() != Decision::Automatic));
}

#[test]
fn a_name_with_a_slip_weighs_no_more_than_the_name() {
    let weight = |names: [&str; 2]| {
        let rows = names.map(|name| vec![name]);
        let found = find(table(Entity::Company, &["company"], &rows), &Options { min_probability: 0.01, home: None });
        found.evidence(0, 1)[0].weight
    };
    assert!(weight(["Microsoft", "Macrosoft"]) <= weight(["Microsoft", "Microsoft SA"]));
    assert!(
        weight(["Transports Durand", "Transports Durant"]) <= weight(["Transports Durand", "Transports Durand SA"])
    );
}

/// The decision about the first two of many rows, and about their cluster when they share one.
fn decisions(entity: Entity, fields: &[&str], rows: &[Vec<&str>]) -> (Option<Decision>, Option<Decision>) {
    let found = find(table(entity, fields, rows), &Options { min_probability: 0.01, home: None });
    let pair = found.pairs().find(|pair| (pair.left, pair.right) == (0, 1)).map(|pair| pair.decision());
    let [a, b] = [found.clusters()[0], found.clusters()[1]];
    (pair, (a == b).then(|| found.decision(a)))
}

/// Two persons among 60 that have nothing in common.
fn two_persons(a: [&str; 6], b: [&str; 6]) -> (Option<Decision>, Option<Decision>) {
    let others: Vec<[String; 6]> = (0..60)
        .map(|i| {
            let name = [word(i), word(i + 500)];
            let email = format!("{}.{}@firm{i}.com", name[0], name[1]);
            let phone = format!("+33 6 {:02} {:02} 55 66", 10 + i % 90, 10 + i / 90);
            let [first, last] = name;
            [first, last, email, phone, format!("{} {i}", word(i + 900)), word(i % 20)]
        })
        .collect();
    let rows: Vec<Vec<&str>> = [a.to_vec(), b.to_vec()]
        .into_iter()
        .chain(others.iter().map(|row| row.iter().map(String::as_str).collect()))
        .collect();
    decisions(Entity::Prospect, &PERSON, &rows)
}

#[test]
fn what_only_one_person_has_joins_without_asking() {
    let automatic = (Some(Decision::Automatic), Some(Decision::Automatic));
    let one = ["Jean", "Dupont", "jean.dupont@acme.fr", "+33 6 12 34 56 78", "Acme SAS", "Lyon"];
    for other in [
        ["Jean", "Dupont", "Jean.Dupont@acme.fr", "", "Acme", "Paris"],
        ["DUPONT", "Jean", "jean.dupont@acme.fr", "", "", "Lyon"],
        ["Jean", "Dupont", "", "0033612345678", "Acme", ""],
    ] {
        assert_eq!(two_persons(one, other), automatic, "{other:?}");
    }
}

#[test]
fn names_alone_never_join_without_asking() {
    let review = Some(Decision::Review);
    let one = ["Jean", "Dupont", "jean.dupont@acme.fr", "+33 6 12 34 56 78", "Acme SAS", "Lyon"];
    // Namesakes at one company, an heir with the number, two behind one mailbox.
    for other in [
        ["Jean", "Dupont", "", "", "Acme SAS", "Lyon"],
        ["Jean", "Dupont", "", "+33 6 99 88 77 66", "Acme SAS", "Lyon"],
        ["Jean", "Dupont", "jean.dupont2@acme.fr", "+33 6 12 34 56 78", "Acme SAS", "Lyon"],
        ["Paul", "Dupont", "", "+33 6 12 34 56 78", "Acme SAS", "Lyon"],
        ["Jeanne", "Dupont", "", "+33 6 12 34 56 78", "Acme SAS", "Lyon"],
        ["Marie", "Dupont", "jean.dupont@acme.fr", "+33 6 12 34 56 78", "Acme SAS", "Lyon"],
        ["Jean", "Martin", "jean.dupont@acme.fr", "", "Acme SAS", "Lyon"],
    ] {
        let (pair, cluster) = two_persons(one, other);
        assert!(pair <= review && cluster <= review, "{other:?} {pair:?} {cluster:?}");
    }
    assert_eq!(two_persons(one, ["Jean", "Dupont", "", "", "Acme SAS", "Lyon"]).0, review);
    let mailbox = ["Jean", "Dupont", "contact@acme.fr", "", "Acme SAS", "Lyon"];
    assert_ne!(two_persons(mailbox, mailbox).1, Some(Decision::Automatic), "a role is nobody's own address");
}

#[test]
fn companies_join_without_asking_by_number_or_domain_and_name() {
    let fields = ["company", "company_siren", "company_website", "company_city"];
    let others: Vec<[String; 4]> = (0..60)
        .map(|i| [word(i), (300_000_000 + i * 7).to_string(), format!("{}.com", word(i + 500)), word(i % 20)])
        .collect();
    let two = |a: [&str; 4], b: [&str; 4]| {
        let rows: Vec<Vec<&str>> = [a.to_vec(), b.to_vec()]
            .into_iter()
            .chain(others.iter().map(|row| row.iter().map(String::as_str).collect()))
            .collect();
        decisions(Entity::Company, &fields, &rows).1
    };
    let one = ["Dubois Logistique SAS", "732829320", "dubois-logistique.fr", "Lyon"];
    let automatic = Some(Decision::Automatic);
    assert_eq!(two(one, ["Dubois Logistique", "732 829 320", "", "Paris"]), automatic);
    assert_eq!(two(one, ["DUBOIS LOGISTIQUE", "", "www.dubois-logistique.fr", "Lyon"]), automatic);
    assert_ne!(two(one, ["Dubois Logistique", "", "dubois-logistique.fr", "Paris"]), automatic, "another branch");
    assert_ne!(two(one, ["Dubois Logistique", "", "", "Lyon"]), automatic, "a name alone");
    assert_ne!(two(one, ["Dubois Logistique", "552100554", "dubois-logistique.fr", "Lyon"]), automatic, "two numbers");
}

#[test]
fn a_cluster_joins_without_asking_when_all_of_it_does() {
    let row = |last, email, phone| vec!["Jean", last, email, phone, "Acme SAS", "Lyon"];
    let others: Vec<[String; 4]> =
        (0..60).map(|i| [word(i), word(i + 500), format!("{}@firm{i}.com", word(i)), word(i % 20)]).collect();
    let decision = |third: Vec<&'static str>| {
        let rows: Vec<Vec<&str>> =
            [row("Dupont", "jean.dupont@acme.fr", "+33612345678"), row("Dupont", "jean.dupont@acme.fr", ""), third]
                .into_iter()
                .chain(others.iter().map(|[a, b, c, d]| vec![a.as_str(), b, c, "", d, ""]))
                .collect();
        let found = find(table(Entity::Prospect, &PERSON, &rows), &Options::default());
        let clusters = found.clusters();
        assert_eq!(clusters[..2], [0, 0]);
        (clusters[2] == 0, found.decision(0))
    };
    assert_eq!(decision(row("Dupont", "", "+33612345678")), (true, Decision::Automatic));
    assert_eq!(decision(row("Dupont", "", "")), (true, Decision::Review));
}

#[test]
fn rows_of_one_record_are_pairs() {
    let row = vec!["Jean", "Dupont", "jean.dupont@acme.fr", "", "Acme SAS", "Lyon"];
    let mut rows = vec![row; 4];
    rows.push(vec!["Marie", "Martin", "marie@other.com", "", "Other", "Paris"]);
    let found = find(table(Entity::Prospect, &PERSON, &rows), &Options::default());
    let pairs: Vec<(u32, u32)> = found.repeated().map(|pair| (pair.left, pair.right)).collect();
    assert_eq!(pairs, [(0, 1), (0, 2), (0, 3)]);
    assert!(found.repeated().all(|pair| pair.hard_key == Some(HardKey::Email)));
}

/// Contacts of whom one in five comes again, from another source.
fn contacts(count: u64) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for i in 0..count {
        let [first, last, company] = [i % 97, 1_000 + i % 701, 5_000 + i % 211].map(word);
        let email = format!("{first}.{last}{i}@{company}.com");
        let phone = format!("+33 6 {:02} {:02} {:02} 44", i % 89, i / 89 % 97, i / 8_633 % 97);
        let row = [first, last, email, phone, company.clone() + " SAS", word(9_000 + i % 23)];
        if i.is_multiple_of(5) {
            let mut copy = row.clone();
            copy[1] = copy[1].to_uppercase();
            copy[2 + (i / 5 % 2) as usize].clear();
            copy[4] = company;
            rows.push(copy);
        }
        rows.push(row);
    }
    rows
}

fn table_of(rows: &[[String; 6]]) -> Table {
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    table(Entity::Prospect, &PERSON, &rows)
}

/// A search that learns from all records of a list of as many.
fn search(table: Table, all_learnt: usize) -> Matches {
    super::search(table, None, &Options::default(), all_learnt, &mut Observer::none()).unwrap()
}

#[test]
fn a_large_list_is_searched_like_a_small_one() {
    let rows = contacts(300);
    let small = find(table_of(&rows), &Options::default());
    let large = search(table_of(&rows), 120);
    let certain = |found: &super::Matches| -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> =
            found.pairs().filter(|pair| pair.probability >= 0.99).map(|pair| (pair.left, pair.right)).collect();
        pairs.sort_unstable();
        pairs
    };
    assert_eq!(certain(&small).len(), 60);
    assert_eq!(certain(&small), certain(&large));
}

#[test]
fn a_shared_value_does_not_blow_a_large_list_up() {
    // One mailbox, one number, one company, one name, one row, many scripts: a value each.
    let names = ["王小明", "محمد علي", "Иван Петров", "😀", "x", "", "-"];
    let rows = |shared: usize| -> Vec<[String; 6]> {
        let one = ["Jean", "Dupont", "equipe.ventes@acme.fr", "+33142000000", "Acme SAS", "Paris"];
        let row = |i: u64| {
            let name = names[(i % 7) as usize];
            let own = [word(i), word(i + 50_000), format!("{}@firm{i}.com", word(i)), String::new(), word(i % 911)];
            let [first, last, email, phone, company] = own;
            let mut row = [first, format!("{last} {name}"), email, phone, company, "Paris".to_owned()];
            row[shared] = one[shared].to_owned();
            row
        };
        (0..200).map(row).collect()
    };
    for shared in 0..6 {
        let found = search(table_of(&rows(shared)), 80);
        let clusters: std::collections::HashSet<u32> = found.clusters().iter().copied().collect();
        assert!(clusters.len() > 195, "{shared}: {}", clusters.len());
    }
}

#[test]
fn a_chain_of_likenesses_joins_nobody_at_its_ends() {
    // Each name is one letter from the next: the ends have nothing in common.
    let names = ["Marten", "Marton", "Maston", "Meston", "Menton", "Renton", "Renaon", "Renaud"];
    let others: Vec<String> = (0..200).map(word).collect();
    let chain = names.iter().map(|name| vec!["Jean", name, "", "", "Acme", "Lyon"]);
    let others = others.iter().map(|name| vec![&name[..4], name, "", "", &name[2..], "Lyon"]);
    let rows: Vec<Vec<&str>> = chain.chain(others).collect();
    let found = clusters(Entity::Prospect, &PERSON, &rows);
    assert_ne!(found[0], found[7]);
}

#[test]
fn a_shared_mailbox_and_a_switchboard_join_nobody() {
    let names: Vec<[String; 2]> = (0..600_u64).map(|i| [word(i), word(i + 1_000_000)]).collect();
    let row = |[first, last]: &'_ [String; 2]| -> Vec<String> {
        [first, last, "all@acme.fr", "+33142000000", "Acme", "Paris"].map(str::to_owned).to_vec()
    };
    let rows: Vec<Vec<String>> = names.iter().map(row).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let mut found = clusters(Entity::Prospect, &PERSON, &rows);
    found.dedup();
    assert!(found.len() > 595, "{}", found.len());
}

#[test]
fn a_search_tells_how_far_it_is_and_stops_at_any_time() {
    let rows = contacts(200);
    for all_learnt in [60, 10_000] {
        let mut told = Vec::new();
        let mut go_on = |part: f64| {
            told.push(part);
            ControlFlow::Continue(())
        };
        let options = Options::default();
        let found = super::search(table_of(&rows), None, &options, all_learnt, &mut Observer::new(&mut go_on)).unwrap();
        assert_eq!(found.clusters(), search(table_of(&rows), all_learnt).clusters());
        assert!(told.is_sorted() && told.first() == Some(&0.0) && told.last() > Some(&0.9), "{told:?}");
        assert!(told.len() > 20, "{told:?}");
        for stop in (0..told.len()).step_by(told.len() / 8) {
            let mut calls = 0;
            let mut go_on = |_| {
                calls += 1;
                if calls > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let found = super::search(table_of(&rows), None, &options, all_learnt, &mut Observer::new(&mut go_on));
            assert!(found.is_none(), "stopped at {stop} of {}", told.len());
        }
    }
    assert!(find_while(table_of(&rows), None, &Options::default(), &mut |_| ControlFlow::Break(())).is_none());
}

#[test]
fn clusters_have_sizes() {
    let rows = ["Acme SAS", "Zephyr", "ACME", "Acme"].map(|name| vec![name]);
    let found = find(table(Entity::Company, &["company"], &rows), &Options::default());
    assert_eq!((found.size(0), found.size(1)), (3, 1));
}

#[test]
fn identical_rows_are_one_record() {
    let row = vec!["Jean", "Dupont", "jean@acme.fr", "", "Acme", "Lyon"];
    let rows = vec![row; 20_000];
    assert!(clusters(Entity::Prospect, &PERSON, &rows).iter().all(|&cluster| cluster == 0));
}

#[test]
fn names_of_any_script_and_length_are_taken() {
    let rows: Vec<Vec<&str>> = ["王小明", "محمد علي", "Иван Петров", "😀", "x", "", "-", "王小明"]
        .iter()
        .map(|name| vec!["", name, "", "", "", ""])
        .collect();
    let found = clusters(Entity::Prospect, &PERSON, &rows);
    assert_eq!(found.len(), 8);
    assert_ne!(found[0], found[1]);
    assert_ne!(found[5], found[6]);
}

#[test]
fn evidence_names_fields_and_levels() {
    let rows = [
        vec!["Jean", "Dupont", "jean.dupont@acme.fr", "", "Acme SAS", "Lyon"],
        vec!["J.", "Dupont", "jean.dupont@acme.fr", "", "Acme", "Paris"],
    ];
    let found = find(table(Entity::Prospect, &PERSON, &rows), &Options::default());
    let evidence = found.evidence(0, 1);
    let levels: Vec<(&str, &str)> = evidence.iter().map(|one| (one.field, one.level)).collect();
    assert_eq!(
        levels,
        [
            ("first_name", "initial"),
            ("last_name", "equal"),
            ("email", "equal"),
            ("company", "equal"),
            ("city", "different")
        ]
    );
    assert!(evidence[2].weight > 5.0 && evidence[4].weight < 0.0);
}

/// Rows of few values, so that many agree in part.
fn some_rows() -> impl Strategy<Value = Vec<[&'static str; 6]>> {
    let one = |values: &'static [&'static str]| prop::sample::select(values);
    let row = (
        one(&["Jean", "JEAN", "Jeanne", "Paul", "J.", ""]),
        one(&["Dupont", "Dupond", "Martin", "Le Goff", ""]),
        one(&["jean@acme.fr", "j.dupont@acme.fr", "info@acme.fr", "", ""]),
        one(&["0612345678", "+33612345678", "0142000000", ""]),
        one(&["Acme", "ACME SAS", "Other", ""]),
        one(&["Lyon", "Paris", ""]),
    );
    prop::collection::vec(row.prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f]), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The rows of each cluster, with the order of the rows forgotten.
    #[test]
    fn the_order_of_rows_does_not_count(rows in some_rows(), seed in any::<u64>()) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&row| super::dictionary::mix(seed ^ row as u64));
        let plain: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let shuffled: Vec<Vec<&str>> = order.iter().map(|&row| rows[row].to_vec()).collect();
        let before = clusters(Entity::Prospect, &PERSON, &plain);
        let after = clusters(Entity::Prospect, &PERSON, &shuffled);
        let mut seen = std::collections::HashMap::new();
        for (&new, &old) in after.iter().zip(&order) {
            prop_assert_eq!(*seen.entry(new).or_insert(before[old]), before[old]);
        }
        let different = |clusters: &[u32]| clusters.iter().collect::<std::collections::HashSet<_>>().len();
        prop_assert_eq!(different(&before), different(&after));
    }

    #[test]
    fn no_text_breaks_a_search(rows in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 0..8), 0..12)) {
        let fields = ["full_name", "email", "phone", "birthday", "custom:x", "street", "postcode", "company_website"];
        for entity in [Entity::Prospect, Entity::Company] {
            let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            prop_assert_eq!(clusters(entity, &fields, &rows).len(), rows.len());
        }
    }
}
