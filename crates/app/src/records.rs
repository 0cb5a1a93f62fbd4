//! One record with everything known about it, and changes to records.

use std::collections::BTreeMap;

use sales_core::{
    fields::{Entity, FieldId},
    time::UtcMillis,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{
    history::{AuthorView, UndoneView},
    lists::Selection,
};

mod change;
pub(crate) mod clean;
mod fields;
mod find;
mod link;
mod shared;
mod show;

pub(crate) use change::writable;
pub(crate) use show::source_view;

/// Names a record.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct RecordKey {
    /// What it is.
    pub entity: Entity,
    /// Its identity.
    pub id: String,
}

/// A record with everything known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RecordView {
    /// What it is.
    pub entity: Entity,
    /// Its identity.
    pub id: String,
    /// What to call it.
    pub title: String,
    /// How its name is read, if it is a person with one.
    pub name: Option<NameView>,
    /// Its values, in the order of forms.
    pub values: Vec<ValueView>,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// A prospect's company.
    pub company: Option<RecordLink>,
    /// A company's prospects, the newest 50.
    pub prospects: Vec<RecordLink>,
    /// How many prospects a company has.
    pub prospects_total: u32,
    /// What happened to it, newest first.
    pub history: Vec<RecordChange>,
    /// The merges in force that it goes on in, newest first.
    pub merges: Vec<MergedInto>,
    /// Where it comes from.
    pub source: SourceView,
    /// When it last changed.
    pub updated_at: UtcMillis,
    /// When it was put away.
    pub archived_at: Option<UtcMillis>,
}

/// How the name of a person is read. Parts are empty when the name has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct NameView {
    /// The name as found, its parts in one line.
    pub found: String,
    /// `Dr.`, `Mme`.
    pub title: String,
    /// First name.
    pub first: String,
    /// Further first names and initials.
    pub middle: String,
    /// Surname with its particles.
    pub last: String,
    /// `Jr.`, `PhD`.
    pub suffix: String,
    /// What stands in quotation marks or brackets.
    pub nickname: String,
    /// Whether a person said so; else it is a guess.
    pub corrected: bool,
}

/// Says how the name of a prospect is read.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct CorrectName {
    /// The prospect.
    pub id: String,
    /// `Dr.`, `Mme`.
    pub title: String,
    /// First name.
    pub first: String,
    /// Further first names and initials.
    pub middle: String,
    /// Surname with its particles.
    pub last: String,
    /// `Jr.`, `PhD`.
    pub suffix: String,
}

/// A merge that a record goes on in.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct MergedInto {
    /// Its identity, which takes it back.
    pub merge: String,
    /// When.
    pub at: UtcMillis,
    /// Whether nobody was asked.
    pub automatic: bool,
    /// Until when it can be taken back; none for always.
    pub until: Option<UtcMillis>,
    /// Whether it is too late for that.
    pub expired: bool,
    /// How likely the records were the same, 0 to 1, when a search said so.
    pub probability: Option<f64>,
    /// The records that went, as they were then.
    pub records: Vec<MergedRecord>,
}

/// A record that went in a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct MergedRecord {
    /// What it was called.
    pub title: String,
    /// Where it came from.
    pub source: SourceView,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ValueView {
    /// The field.
    pub field: FieldId,
    /// The value, as found.
    pub value: String,
    /// The value as it is usually written, where that is not as found.
    pub clean: Option<String>,
    /// Where it comes from.
    pub source: SourceView,
}

/// Where something comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct SourceView {
    /// By hand, from a file, or from the sample data.
    pub kind: SourceKind,
    /// When.
    pub at: UtcMillis,
    /// The name of the file.
    pub file: Option<String>,
    /// The data row of the file, 1-based.
    pub row: Option<u32>,
    /// The import.
    pub import_id: Option<String>,
}

/// The kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A person wrote it.
    User,
    /// A file.
    Import,
    /// The sample data.
    Sample,
}

/// A record, short.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Type)]
pub struct RecordLink {
    /// Its identity.
    pub id: String,
    /// What to call it.
    pub title: String,
    /// A second line: a job title; a website and a city. Empty when nothing is known.
    pub subtitle: String,
}

/// A change of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct RecordChange {
    /// The change in the history.
    pub change: String,
    /// When.
    pub at: UtcMillis,
    /// Who made it; none when no person did.
    pub author: Option<AuthorView>,
    /// Key of the sentence that tells it: `history.<label>`.
    pub label: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
    /// The cells that it changed.
    pub cells: Vec<CellView>,
    /// How it was taken back; only of merges, the others are told while they are in force.
    pub undone: Option<UndoneView>,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct CellView {
    /// The field.
    pub field: String,
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

/// Writes one field of a record.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct EditRecord {
    /// What it is.
    pub entity: Entity,
    /// Its identity.
    pub id: String,
    /// The field.
    pub field: FieldId,
    /// The value; empty takes the field away.
    pub value: String,
}

/// A field and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FieldValue {
    /// The field.
    pub field: FieldId,
    /// The value.
    pub value: String,
}

/// Changes one field of a record beside others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit {
    /// The field.
    pub field: FieldId,
    /// What happens to it.
    pub how: FieldChange,
    /// The value; tags are separated by commas or semicolons.
    pub value: String,
}

/// What can happen to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldChange {
    /// It gets the value; an empty one takes the field away.
    Set,
    /// The tags come on.
    Add,
    /// The tags come off.
    Remove,
}

/// Makes a record by hand.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct NewRecordInput {
    /// What it is.
    pub entity: Entity,
    /// Its values; a prospect's `company` is found by name, or made.
    pub values: Vec<FieldValue>,
}

/// Changes many records at once.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct ChangeRecords {
    /// What they are.
    pub entity: Entity,
    /// Which.
    pub selection: Selection,
    /// What happens to them.
    pub action: RecordAction,
}

/// What can happen to many records.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecordAction {
    /// A field gets a value; an empty one takes the field away.
    SetField {
        /// The field.
        field: FieldId,
        /// The value.
        value: String,
    },
    /// A tag comes on.
    AddTag {
        /// Its name.
        name: String,
    },
    /// A tag comes off.
    RemoveTag {
        /// Its name.
        name: String,
    },
    /// They are put away.
    Archive,
    /// They are taken out of the archive.
    Restore,
    /// They go; undo brings them back.
    Remove,
}

/// What a change of many records did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RecordsChanged {
    /// Records that are different now.
    pub changed: u32,
    /// The change in the history; none when nothing changed.
    pub change: Option<String>,
    /// What is odd about the values that were written. They stand as they were given.
    pub notices: Vec<ValueNotice>,
}

/// Something odd about a value that was written all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct ValueNotice {
    /// Its field.
    pub field: FieldId,
    /// The value.
    pub value: String,
    /// Key of the sentence: `import.issues.<code>`, or `of_another` when another record has the value too.
    pub code: String,
    /// The record that has the value too.
    pub other: Option<RecordLink>,
}

/// A record that was made by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct RecordCreated {
    /// Its identity.
    pub id: String,
    /// What is odd about its values. They stand as they were given.
    pub notices: Vec<ValueNotice>,
}

/// Looks for records by a few letters.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct FindRecords {
    /// What was typed: the beginning of a name, parts of an e-mail address.
    pub text: String,
    /// How many of each kind at most; 20 are the limit.
    pub limit: u32,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FoundRecord {
    /// What it is.
    pub entity: Entity,
    /// The record.
    pub record: RecordLink,
}
