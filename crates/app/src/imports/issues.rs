//! What is wrong with the values of a file, counted by column, kind and value.

use rustc_hash::FxHashMap;
use sales_core::fields::FieldKind;
use sales_ingest::normal::{
    self,
    country::Country,
    email::{self, EmailProblem},
    linkedin,
    phone::{self, PhoneProblem},
};

use super::{IssueValue, ValueIssue, chunk::Chunk, routes::Routes};

/// Different values kept of one issue.
const VALUES: usize = 100;
/// Different values counted of one issue; later ones only count as rows.
const COUNTED: usize = 10_000;

/// Collects issues while a file is checked.
#[derive(Debug)]
pub(crate) struct Issues {
    home: Option<Country>,
    found: FxHashMap<(usize, &'static str), Found>,
    buffer: String,
}

#[derive(Debug, Default)]
struct Found {
    rows: u32,
    values: FxHashMap<String, (u32, u64)>,
}

impl Issues {
    /// Nothing found yet; national phone numbers without a country are read as those of `home`.
    pub fn new(home: Option<Country>) -> Self {
        Self { home, found: FxHashMap::default(), buffer: String::new() }
    }

    /// Looks at the values of a chunk.
    pub fn look_at(&mut self, chunk: &Chunk, routes: &Routes) {
        for index in 0..chunk.batch.len() {
            let routed = chunk.row(routes, index);
            let region = routed.country().and_then(Country::from_name).or(self.home);
            for (i, slot) in routes.slots.iter().enumerate() {
                let Some(kind) = slot.field.kind() else { continue };
                let Some(cell) = routed.get(i) else { continue };
                if let Some(code) = self.problem(slot.field.as_str(), kind, cell, region) {
                    self.note(i, code, cell, routed.row.number());
                }
            }
        }
    }

    fn problem(&mut self, field: &str, kind: FieldKind, cell: &str, region: Option<Country>) -> Option<&'static str> {
        match kind {
            FieldKind::Email => {
                normal::values(cell).find_map(|value| email::normal(value, &mut self.buffer).err()).map(email_issue)
            }
            FieldKind::Phone => normal::values(cell)
                .find_map(|value| phone::normal(value, region, &mut self.buffer).err())
                .map(phone_issue),
            FieldKind::Url if field == "linkedin_url" => {
                linkedin::person_id(cell, &mut self.buffer).is_none().then_some("linkedin_no_profile")
            }
            _ => None,
        }
    }

    fn note(&mut self, slot: usize, code: &'static str, value: &str, row: u64) {
        let found = self.found.entry((slot, code)).or_default();
        found.rows += 1;
        if let Some((rows, _)) = found.values.get_mut(value) {
            *rows += 1;
        } else if found.values.len() < COUNTED {
            found.values.insert(value.to_owned(), (1, row));
        }
    }

    /// The issues, most frequent first.
    pub fn into_views(self, routes: &Routes) -> Vec<ValueIssue> {
        let mut views: Vec<ValueIssue> = self
            .found
            .into_iter()
            .map(|((slot, code), found)| {
                let slot = &routes.slots[slot];
                let mut values: Vec<IssueValue> = found
                    .values
                    .into_iter()
                    .map(|(value, (rows, first_row))| IssueValue { value, rows, first_row })
                    .collect();
                values.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.first_row.cmp(&b.first_row)));
                values.truncate(VALUES);
                ValueIssue {
                    code: code.to_owned(),
                    column: u32::try_from(slot.column()).ok(),
                    field: Some(slot.field.to_string()),
                    rows: found.rows,
                    values,
                }
            })
            .collect();
        views.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.column.cmp(&b.column)).then(a.code.cmp(&b.code)));
        views
    }
}

const fn email_issue(problem: EmailProblem) -> &'static str {
    match problem {
        EmailProblem::Empty => "email_empty",
        EmailProblem::NoAt => "email_no_at",
        EmailProblem::NoLocalPart => "email_no_local_part",
        EmailProblem::NoDomain => "email_no_domain",
        EmailProblem::Several => "email_several",
        EmailProblem::Space => "email_space",
        EmailProblem::Dot => "email_dot",
        EmailProblem::NotAscii => "email_not_ascii",
        EmailProblem::LocalPart => "email_local_part",
        EmailProblem::Domain => "email_domain",
        EmailProblem::TooLong => "email_too_long",
    }
}

const fn phone_issue(problem: PhoneProblem) -> &'static str {
    match problem {
        PhoneProblem::Empty => "phone_empty",
        PhoneProblem::NoNumber => "phone_no_number",
        PhoneProblem::DigitsLost => "phone_digits_lost",
        PhoneProblem::NoCountry => "phone_no_country",
        PhoneProblem::Invalid => "phone_invalid",
    }
}
