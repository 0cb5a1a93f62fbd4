//! What is odd about the values of a file, counted by column, kind and value. Odd values are stored as
//! they are; to name them is all that is done here.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use sales_core::fields::{FieldId, FieldKind, OUTCOME};
use sales_ingest::{
    normal::{
        self,
        country::Country,
        date::{self, DateProblem},
        domain::{self, DomainClass},
        email::{self, EmailProblem},
        linkedin, outcome,
        phone::{self, PhoneProblem},
        text,
    },
    read::{Encoding, RowProblem},
};

use super::{
    IssueValue, ValueIssue,
    chunk::Chunk,
    outcomes::{DayProblem, Days},
    routes::{Place, RoutedRow, Routes},
};

/// Different values that a check shows of one issue, the most frequent ones.
const SHOWN: usize = 100;
/// Different values that a check counts of one issue; later ones only count as rows.
const COUNTED: usize = 10_000;
/// Different values that an import keeps of one issue, the first ones.
const KEPT: usize = 20;
/// Different values of a column that are looked at once.
const REMEMBERED: usize = 20_000;

/// What the values of a field are expected to be.
#[derive(Debug, Clone, Copy)]
enum Expected {
    Email,
    Phone,
    Person,
    LinkedInCompany,
    /// A web address, or a name on a network.
    Network,
    Web,
    Country,
    Date,
    Size,
    Amount,
    Outcome,
    /// A day that is past.
    OutcomeDay(Days),
}

impl Expected {
    fn of_field(field: &FieldId) -> Option<Self> {
        Some(match (field.as_str(), field.kind()?) {
            ("linkedin_url", _) => Self::Person,
            ("company_linkedin_url", _) => Self::LinkedInCompany,
            ("twitter_url" | "company_twitter_url" | "company_facebook_url", _) => Self::Network,
            ("country" | "company_country", _) => Self::Country,
            (OUTCOME, _) => Self::Outcome,
            ("company_size", _) => Self::Size,
            ("company_revenue" | "company_funding_total" | "company_funding_amount", _) => Self::Amount,
            (_, FieldKind::Url) => Self::Web,
            (_, FieldKind::Email) => Self::Email,
            (_, FieldKind::Phone) => Self::Phone,
            (_, FieldKind::Date) => Self::Date,
            (_, FieldKind::Number) => Self::Amount,
            _ => return None,
        })
    }

    /// Whether values of this kind come again and again, or take long to look at.
    const fn is_remembered(self) -> bool {
        !matches!(self, Self::Email | Self::Phone | Self::Person)
    }
}

/// A field that is looked at.
#[derive(Debug)]
struct Looked {
    slot: usize,
    expected: Expected,
    /// What was found of values so far.
    known: FxHashMap<String, Option<&'static str>>,
}

/// Collects issues while a file is read.
#[derive(Debug)]
pub(crate) struct Issues {
    home: Option<Country>,
    /// Different values that are counted of one issue.
    counted: usize,
    looked: Vec<Looked>,
    found: FxHashMap<(Option<usize>, Cow<'static, str>), Found>,
    buffer: String,
}

#[derive(Debug, Default)]
struct Found {
    rows: u32,
    values: FxHashMap<String, (u32, u64)>,
}

impl Issues {
    /// Nothing found yet by a check; national phone numbers without a country are read as those of `home`.
    pub fn of_check(home: Option<Country>, routes: &Routes, days: Days) -> Self {
        Self::counting(COUNTED, home, routes, days)
    }

    /// What an import found so far.
    pub fn of_import(home: Option<Country>, routes: &Routes, days: Days, found: Vec<ValueIssue>) -> Self {
        let mut issues = Self::counting(KEPT, home, routes, days);
        for issue in found {
            let column = issue.column.and_then(|column| routes.slot_of_column(column as usize));
            let values = issue.values.into_iter().map(|value| (value.value, (value.rows, value.first_row)));
            let found = Found { rows: issue.rows, values: values.collect() };
            issues.found.insert((column, Cow::Owned(issue.code)), found);
        }
        issues
    }

    /// Values that keys are made of are looked at when they give none, the others one by one.
    fn counting(counted: usize, home: Option<Country>, routes: &Routes, days: Days) -> Self {
        let looked = routes.slots.iter().enumerate().filter(|(slot, _)| !routes.is_keyed(*slot));
        let looked = looked.filter_map(|(slot, routed)| {
            let is_past = routed.place == Place::OutcomeDate;
            let expected = if is_past { Expected::OutcomeDay(days) } else { Expected::of_field(&routed.field)? };
            Some(Looked { slot, expected, known: FxHashMap::default() })
        });
        Self { home, counted, looked: looked.collect(), found: FxHashMap::default(), buffer: String::new() }
    }

    /// Looks at the values of a chunk.
    pub fn look_at(&mut self, chunk: &Chunk, routes: &Routes) {
        for keyless in &chunk.keyless {
            let routed = chunk.row(routes, keyless.index);
            let Some(cell) = routed.get(keyless.slot) else { continue };
            let odd = Expected::of_field(&routes.slots[keyless.slot].field)
                .and_then(|expected| self.problem(expected, cell, region_of(routed)));
            if let Some(code) = odd.filter(|_| !is_beside_table(routed)) {
                self.note(Some(keyless.slot), code, cell, routed);
            }
        }
        for index in 0..chunk.batch.len() {
            let routed = chunk.row(routes, index);
            if !is_beside_table(routed) {
                self.look_at_row(routed);
                self.look_at_damage(routed, routes);
            }
        }
    }

    fn problem(&mut self, expected: Expected, cell: &str, region: Option<Country>) -> Option<&'static str> {
        let region = region.or(self.home);
        normal::values(cell).find_map(|value| problem(expected, value, region, &mut self.buffer))
    }

    fn look_at_row(&mut self, routed: RoutedRow<'_>) {
        let Self { home, looked, found, buffer, counted } = self;
        for looked in looked {
            let Some(cell) = routed.get(looked.slot) else { continue };
            let region = || region_of(routed).or(*home);
            if let Some(code) = looked.problem(cell, region, buffer) {
                let found = found.entry((Some(looked.slot), Cow::Borrowed(code))).or_default();
                found.note(cell, routed.row.number(), *counted);
            }
        }
    }

    fn look_at_damage(&mut self, routed: RoutedRow<'_>, routes: &Routes) {
        match routed.row.problem() {
            Some(RowProblem::NulBytes { column, .. }) => {
                let slot = routes.slot_of_column(column as usize);
                let value = slot.map_or_else(|| routed.title(), |slot| routed.get(slot).unwrap_or_default().to_owned());
                self.note(slot, "nul_bytes", &value, routed);
            }
            problem => {
                if let Some(code) = problem.and_then(row_issue) {
                    self.note(None, code, &routed.title(), routed);
                }
            }
        }
    }

    fn note(&mut self, slot: Option<usize>, code: &'static str, value: &str, routed: RoutedRow<'_>) {
        let found = self.found.entry((slot, Cow::Borrowed(code))).or_default();
        found.note(value, routed.row.number(), self.counted);
    }

    /// The issues, most frequent first.
    pub fn views(&self, routes: &Routes) -> Vec<ValueIssue> {
        let view = |((slot, code), found): (&(Option<usize>, Cow<'static, str>), &Found)| {
            let slot = slot.map(|slot| &routes.slots[slot]);
            ValueIssue {
                code: code.clone().into_owned(),
                column: slot.and_then(|slot| u32::try_from(slot.column()).ok()),
                field: slot.map(|slot| slot.field.to_string()),
                rows: found.rows,
                values: found.values(),
            }
        };
        let mut views: Vec<ValueIssue> = self.found.iter().map(view).collect();
        views.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.column.cmp(&b.column)).then(a.code.cmp(&b.code)));
        views
    }
}

/// The country by which national phone numbers of a row are read.
fn region_of(routed: RoutedRow<'_>) -> Option<Country> {
    routed.country().and_then(Country::from_name)
}

fn is_beside_table(routed: RoutedRow<'_>) -> bool {
    routed.row.problem().is_some_and(RowProblem::is_beside_table)
}

impl Found {
    fn note(&mut self, value: &str, row: u64, counted: usize) {
        self.rows += 1;
        if let Some((rows, _)) = self.values.get_mut(value) {
            *rows += 1;
        } else if self.values.len() < counted {
            self.values.insert(value.to_owned(), (1, row));
        }
    }

    fn values(&self) -> Vec<IssueValue> {
        let value = |(value, &(rows, first_row)): (&String, _)| IssueValue { value: value.clone(), rows, first_row };
        let mut values: Vec<IssueValue> = self.values.iter().map(value).collect();
        values.sort_by(|a, b| b.rows.cmp(&a.rows).then(a.first_row.cmp(&b.first_row)));
        values.truncate(SHOWN);
        values
    }
}

/// What is odd about a value for a field: a key under `import.issues`. National phone numbers are read as
/// those of `region`.
pub(crate) fn odd_value(field: &FieldId, value: &str, region: Option<Country>) -> Option<&'static str> {
    let expected = Expected::of_field(field)?;
    let mut buffer = String::new();
    normal::values(value).find_map(|value| problem(expected, value, region, &mut buffer))
}

impl Looked {
    fn problem(
        &mut self,
        cell: &str,
        region: impl Fn() -> Option<Country>,
        buffer: &mut String,
    ) -> Option<&'static str> {
        let expected = self.expected;
        let mut look = || {
            let region = if matches!(expected, Expected::Phone) { region() } else { None };
            normal::values(cell).find_map(|value| problem(expected, value, region, buffer))
        };
        if !expected.is_remembered() {
            return look();
        }
        if let Some(&known) = self.known.get(cell) {
            return known;
        }
        let problem = look();
        if self.known.len() < REMEMBERED {
            self.known.insert(cell.to_owned(), problem);
        }
        problem
    }
}

fn problem(expected: Expected, value: &str, region: Option<Country>, buffer: &mut String) -> Option<&'static str> {
    match expected {
        Expected::Email => email::normal(value, buffer).err().map(email_issue),
        Expected::Phone => phone::normal(value, region, buffer).err().map(phone_issue),
        Expected::Person => linkedin::person_id(value, buffer).is_none().then_some("linkedin_no_profile"),
        Expected::LinkedInCompany => linkedin::company_id(value, buffer).is_none().then_some("linkedin_no_company"),
        Expected::Network if is_account(value) => None,
        Expected::Network | Expected::Web => (!is_web_address(value, buffer)).then_some("url_none"),
        Expected::Country => Country::from_name(value).is_none().then_some("country_unknown"),
        Expected::Date => date::check(value).err().map(|problem| match problem {
            DateProblem::NoDate => "date_none",
            DateProblem::Impossible => "date_impossible",
        }),
        Expected::Size => (!has_digits(value) && !is_size_in_words(value, buffer)).then_some("number_none"),
        Expected::Amount => (!has_digits(value)).then_some("number_none"),
        Expected::Outcome => outcome::read(value, buffer).is_err().then_some("outcome_unknown"),
        Expected::OutcomeDay(days) => days.read(value).err().map(|problem| match problem {
            DayProblem::Date(DateProblem::NoDate) => "outcome_day_none",
            DayProblem::Date(DateProblem::Impossible) => "date_impossible",
            DayProblem::Future => "outcome_day_future",
        }),
    }
}

/// The name of an account, as `@acme` or `acme`.
fn is_account(value: &str) -> bool {
    let name = value.trim_start_matches('@');
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (3..=50).contains(&name.len()) && name.bytes().all(is_usual) && name.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn is_web_address(value: &str, buffer: &mut String) -> bool {
    let is_mail = value.contains('@') && !value.contains('/');
    !is_mail && domain::registrable(value, buffer).class != DomainClass::Invalid
}

fn has_digits(value: &str) -> bool {
    value.chars().any(char::is_numeric)
}

/// What LinkedIn and registers write for the smallest companies, and the letters of LinkedIn's classes.
fn is_size_in_words(value: &str, buffer: &mut String) -> bool {
    const WORDS: [&str; 7] =
        ["self employed", "myself only", "freelance", "freelancer", "solo", "independant", "travailleur independant"];
    text::fold(value, buffer);
    WORDS.contains(&buffer.as_str()) || matches!(buffer.as_bytes(), [b'a'..=b'i'])
}

/// What is odd about a whole row that is imported all the same; that cells are missing is usual, and
/// NUL bytes are told of their column.
fn row_issue(problem: RowProblem) -> Option<&'static str> {
    match problem {
        RowProblem::UnclosedQuote => Some("row_unclosed_quote"),
        RowProblem::StrayQuote => Some("row_stray_quote"),
        RowProblem::UndecodableBytes { read_as: Some(encoding), .. } => {
            Some(if encoding == Encoding::UTF_8 { "row_utf8" } else { "row_mixed_encoding" })
        }
        RowProblem::UndecodableBytes { read_as: None, .. }
        | RowProblem::Comment
        | RowProblem::HeaderAgain
        | RowProblem::NulBytes { .. }
        | RowProblem::CellTooLarge { .. }
        | RowProblem::TooManyCells { .. }
        | RowProblem::TooFewCells { .. } => None,
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
