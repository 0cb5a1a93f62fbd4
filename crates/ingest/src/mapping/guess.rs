//! The guess for a whole file.

use rustc_hash::FxHashSet;
use sales_core::fields::{FIELDS, FieldId, OUTCOME, OUTCOME_DATE};

use super::{
    assign::share_out,
    concept::{Concept, Header},
    evidence::{Candidate, LEAST, partly_known, telling_values, weigh},
    lexicon::understand,
    neighbours::{File, Reading},
    rules,
    target::{ColumnView, Guess, Reason, Target},
    values::{Kind, Profile, describe_values},
};

/// New fields that a guess makes at most; columns beyond that are left to the person.
pub const MOST_NEW_FIELDS: usize = 100;

/// What each column of a file means. Pure: the same columns always give the same answer.
#[must_use]
pub fn guess(columns: &[ColumnView<'_>]) -> Vec<Guess> {
    guess_around(columns, &[])
}

/// What each column of a file means where some are settled already: those stay as they are, and
/// the others share out the fields that are left.
#[must_use]
pub fn guess_around(columns: &[ColumnView<'_>], chosen: &[Option<Target>]) -> Vec<Guess> {
    let headers: Vec<Header> = columns.iter().map(|column| understand(column.header)).collect();
    let profiles: Vec<Profile> = columns.iter().map(|column| describe_values(column.samples)).collect();
    let own_export = is_own_export(columns);
    let file = File::new(&headers, &profiles);
    let mut candidates: Vec<Vec<Candidate>> = (0..columns.len())
        .map(|i| match own_field(columns[i].header, own_export) {
            Some(field) => vec![Candidate { field, weight: 1.0, reason: Reason::Header }],
            None => read_column(file.read(i), &headers[i], &profiles[i]),
        })
        .collect();
    drop_empty_extras(columns, &mut candidates);
    name_beside_first_name(&headers, &profiles, &mut candidates);

    let given = share_out(&candidates, chosen);
    let mut custom = CustomNames::new(chosen);
    let decide = |(i, given): (usize, Option<Candidate>)| match (chosen.get(i).cloned().flatten(), given) {
        (Some(target), _) => Guess::remembered(target),
        (None, Some(candidate)) => standard(candidate),
        (None, None) => left_over(i, &columns[i], &headers[i], &profiles[i], &mut custom, own_export),
    };
    given.into_iter().enumerate().map(decide).collect()
}

/// What the header of a column offers, weighed against its values, and what these give away.
fn read_column(reading: Reading, header: &Header, profile: &Profile) -> Vec<Candidate> {
    let counted = rules::counted(reading.offers, header.ordinal);
    let offers = if header.unknown > 0 { partly_known(&counted, profile) } else { counted };
    let mut candidates = weigh(&offers, reading.reason, header, profile);
    candidates.extend(telling_values(header, profile));
    candidates
}

fn standard(candidate: Candidate) -> Guess {
    let id = candidate.field.parse().expect("rules and telltales name standard fields");
    Guess::standard(id, candidate.weight.min(1.0), candidate.reason)
}

/// A column without a field: ignored if it holds nothing or only bookkeeping, else a custom field as
/// long as these are not too many.
fn left_over(
    i: usize,
    column: &ColumnView<'_>,
    header: &Header,
    profile: &Profile,
    custom: &mut CustomNames,
    own_export: bool,
) -> Guess {
    if column.is_empty() {
        return Guess::ignored(Reason::Unknown);
    }
    let marks = profile.share(Kind::Boolean) + profile.share(Kind::Integer) >= 0.8 || profile.count() == 0;
    if header.concepts.has(Concept::Engagement) && marks {
        return Guess::ignored(Reason::Header);
    }
    if own_export && column.header.starts_with("custom:") {
        return Guess::custom(custom.next(i, column.header, header.named));
    }
    if custom.guessed == MOST_NEW_FIELDS {
        return Guess::ignored(Reason::TooMany);
    }
    custom.guessed += 1;
    Guess::custom(custom.next(i, column.header, header.named))
}

/// Ids that other programs hardly use as headers.
const OWN_IDS: &[&str] = &[
    "phone_mobile",
    "phone_work",
    "phone_company",
    "company_website",
    "email_opt_out",
    "external_id",
    "company_external_id",
    "last_contacted_at",
];

/// Whether the file was written by this program: its headers are the ids of fields.
fn is_own_export(columns: &[ColumnView<'_>]) -> bool {
    let own = |column: &&ColumnView<'_>| column.header.parse::<FieldId>().is_ok();
    let peculiar = |column: &ColumnView<'_>| OWN_IDS.contains(&column.header);
    columns.iter().filter(own).count() * 4 >= columns.len() * 3 && columns.iter().any(peculiar)
}

fn own_field(header: &str, own_export: bool) -> Option<&'static str> {
    let noted = [OUTCOME, OUTCOME_DATE];
    let own = FIELDS.iter().map(|def| def.id).chain(noted).find(|id| *id == header)?;
    own_export.then_some(own)
}

/// Headers that only the address book of Outlook has.
const ADDRESS_BOOK: &[&str] = &[
    "Billing Information",
    "Directory Server",
    "Internet Free Busy",
    "Mileage",
    "Sensitivity",
    "TTY/TDD Phone",
    "Telex",
    "Critère de diffusion",
    "Info. Disponibilités Internet",
    "Informations facturation",
    "Kilométrage",
    "Serveur d'annuaire",
    "Télex",
    "Téléphone TDD/TTY",
];

/// Fields that an address book lists for everybody and hardly anybody fills.
const EXTRAS: &[&str] = &["birthday", "language", "keywords", "phone_other", "assistant"];

/// An address book has a column for whatever a card may hold: extras that hold nothing are left out.
fn drop_empty_extras(columns: &[ColumnView<'_>], candidates: &mut [Vec<Candidate>]) {
    let known = |column: &&ColumnView<'_>| ADDRESS_BOOK.contains(&column.header.trim());
    if columns.iter().filter(known).count() < 3 {
        return;
    }
    for (column, candidates) in columns.iter().zip(candidates) {
        let extra = candidates.first().is_some_and(|best| EXTRAS.contains(&best.field));
        if extra && column.is_empty() {
            candidates.clear();
        }
    }
}

/// Without headers, the column of names beside the one of first names holds the last names.
fn name_beside_first_name(headers: &[Header], profiles: &[Profile], candidates: &mut [Vec<Candidate>]) {
    let first_name = |list: &[Candidate]| list.iter().any(|candidate| candidate.field == "first_name");
    let beside: Vec<usize> = (0..headers.len())
        .filter(|&i| {
            let around = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter(|j| *j < headers.len());
            let bare_names = profiles[i].share(Kind::Capitalised) >= 0.6 && profiles[i].share(Kind::OneWord) >= 0.4;
            let open = candidates[i].is_empty() || first_name(&candidates[i]);
            !headers[i].named && bare_names && open && around.into_iter().any(|j| first_name(&candidates[j]))
        })
        .collect();
    for i in beside {
        candidates[i].push(Candidate { field: "last_name", weight: LEAST + 0.05, reason: Reason::Values });
    }
}

/// Names of custom fields, each given once.
struct CustomNames {
    taken: FxHashSet<FieldId>,
    /// Fields that nobody asked for.
    guessed: usize,
}

impl CustomNames {
    fn new(chosen: &[Option<Target>]) -> Self {
        Self { taken: chosen.iter().flatten().filter_map(|target| target.field().cloned()).collect(), guessed: 0 }
    }

    fn next(&mut self, column: usize, header: &str, named: bool) -> FieldId {
        let header = header.trim();
        let name = match header.strip_prefix("custom:") {
            Some(name) => name.to_owned(),
            None if named || header.chars().any(char::is_alphanumeric) => header.to_owned(),
            None => format!("column {}", column + 1),
        };
        let mut id = FieldId::custom(&name);
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = FieldId::custom(&format!("{name} {count}"));
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::Mapping, *};

    fn targets(columns: &[(&str, &[&str])]) -> Vec<String> {
        let samples: Vec<Vec<String>> =
            columns.iter().map(|(_, values)| values.iter().map(|value| (*value).to_owned()).collect()).collect();
        let views: Vec<ColumnView<'_>> = columns
            .iter()
            .zip(&samples)
            .map(|((header, _), samples)| ColumnView { header, samples, fill: 1.0 })
            .collect();
        guess(&views).iter().map(|guess| guess.target.to_string()).collect()
    }

    #[test]
    fn empty_columns_and_bookkeeping_are_left_out() {
        let found = targets(&[
            ("Email Sent", &["FALSE", "TRUE", "FALSE"]),
            ("Zorglub", &[]),
            ("Code interne", &["A-1093", "A-1101"]),
            ("Code interne", &["B"]),
            ("Replied", &["See the thread of May"]),
            ("", &["AB-1093-X", "CD-1101-Y"]),
        ]);
        assert_eq!(
            found,
            ["ignore", "ignore", "custom:code_interne", "custom:code_interne_2", "custom:replied", "custom:column_6"]
        );
    }

    #[test]
    fn an_export_of_this_program_is_read_back() {
        let custom: Vec<String> = (0..150).map(|n| format!("custom:été_{n}")).collect();
        let ids: Vec<&str> = FIELDS.iter().map(|def| def.id).chain(custom.iter().map(String::as_str)).collect();
        let columns: Vec<(&str, &[&str])> = ids.iter().map(|id| (*id, ["42"].as_slice())).collect();
        assert_eq!(targets(&columns), ids);
    }

    #[test]
    fn new_fields_are_made_up_to_a_number() {
        let headers: Vec<String> = (0..300).map(|n| format!("Zorglub {n}")).collect();
        let mut columns: Vec<(&str, &[&str])> = vec![("Email", &["a@b.fr"])];
        columns.extend(headers.iter().map(|header| (header.as_str(), ["AB-1"].as_slice())));
        let found = targets(&columns);
        assert_eq!(
            (found[0].as_str(), found[100].as_str(), found[101].as_str()),
            ("email", "custom:zorglub_99", "ignore")
        );
        assert_eq!(found.iter().filter(|target| *target == "ignore").count(), 200);
    }

    #[test]
    fn what_is_chosen_stays_and_the_rest_gives_way() {
        let samples = vec!["a@b.fr".to_owned()];
        let columns = ["E-mail", "Courriel"].map(|header| ColumnView { header, samples: &samples, fill: 1.0 });
        let chosen = [None, Some("email".parse().unwrap())];
        let found = guess_around(&columns, &chosen);
        assert_eq!(found[1], Guess::remembered("email".parse().unwrap()));
        assert_eq!(found[0].target.as_str(), "email_2");
    }

    proptest! {
        #[test]
        fn any_file_gets_a_mapping_without_conflicts(
            columns in prop::collection::vec(
                (
                    prop_oneof!["\\PC{0,12}", "(Nom|Name|Title|E-?mail|Tel|URL|Site|Contact|Adresse|Ville|ID)( [1-4]| pro)?"],
                    prop::collection::vec(prop_oneof!["\\PC{0,16}", "[+0-9 .]{6,14}", "[a-z]{1,4}@[a-z]{1,4}\\.fr"], 0..4),
                ),
                0..12,
            )
        ) {
            let views: Vec<ColumnView<'_>> =
                columns.iter().map(|(header, samples)| ColumnView { header, samples, fill: 1.0 }).collect();
            let guesses = guess(&views);
            prop_assert_eq!(guesses.len(), columns.len());
            prop_assert!(guesses.iter().all(|guess| (0.0..=1.0).contains(&guess.confidence)));
            let targets = guesses.into_iter().map(|guess| guess.target).collect();
            prop_assert_eq!(Mapping::new(targets).err(), None);
        }
    }
}
