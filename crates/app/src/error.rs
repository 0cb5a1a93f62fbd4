//! What a person is told when something does not work: a closed code, arguments for the translated
//! sentence (`errors.<code>` in `locales/`), and the number under which the log has the details.

mod io;
mod model;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use sales_core::{fields::UnknownField, filter::parse::FilterSyntaxError};
use sales_ingest::{
    mapping::MappingError,
    read::{ReadError, SheetProblem},
};
use sales_store::{error::StoreError, key::PassphraseWeakness, lists::ListError, workspace_dir};
use serde::Serialize;
use specta::Type;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $code:literal),* $(,)?) => {
        /// Every error that a person can meet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code),*
                }
            }
        }
    };
}

codes! {
    /// No workspace is open.
    WorkspaceClosed => "workspace_closed",
    /// The folder has no workspace: `folder`.
    WorkspaceMissing => "workspace_missing",
    /// The workspace is there without the file of its keys: `file`.
    KeyFileMissing => "key_file_missing",
    /// The keys are there, but the file of the data is missing: `file`, `backups`.
    WorkspaceFileMissing => "workspace_file_missing",
    /// The keys are there, but the file of the data has nothing in it: `file`, `backups`.
    WorkspaceFileEmpty => "workspace_file_empty",
    /// The folder has a workspace already: `folder`.
    WorkspaceExists => "workspace_exists",
    /// Another process has the workspace open: `folder`.
    WorkspaceInUse => "workspace_in_use",
    /// A newer version of the program wrote it: `found`, `known`.
    WorkspaceNewer => "workspace_newer",
    /// The file is damaged: `file`.
    WorkspaceDamaged => "workspace_damaged",
    /// The key does not fit the file: `file`.
    KeyWrong => "key_wrong",
    /// The key is gone from the keyring.
    KeyGone => "key_gone",
    /// The keyring of this computer cannot be used.
    KeyringUnavailable => "keyring_unavailable",
    /// The passphrase does not fit.
    PassphraseWrong => "passphrase_wrong",
    /// The passphrase can be guessed: `reason`.
    PassphraseWeak => "passphrase_weak",
    /// A passphrase has to be set first.
    PassphraseNeeded => "passphrase_needed",
    /// The workspace opens with a passphrase, and none was given.
    PassphraseMissing => "passphrase_missing",
    /// The recovery code does not fit.
    RecoveryCodeWrong => "recovery_code_wrong",
    /// The text is no recovery code.
    RecoveryCodeMalformed => "recovery_code_malformed",
    /// The backup cannot be used: `file`.
    BackupUnusable => "backup_unusable",
    /// No room on the disk: `file`.
    DiskFull => "disk_full",
    /// The disk was full when the workspace was opened, which can only be read until it is opened again.
    OpenedOnFullDisk => "opened_on_full_disk",
    /// The file may only be read: `file`.
    ReadOnly => "read_only",
    /// The system denies access: `file`.
    PermissionDenied => "permission_denied",
    /// The file is not there: `file`.
    FileMissing => "file_missing",
    /// The folder to write to is not there: `folder`.
    FolderMissing => "folder_missing",
    /// Another program holds the file: `file`.
    FileLocked => "file_locked",
    /// The file has no rows: `file`.
    FileEmpty => "file_empty",
    /// The file is not text and no spreadsheet: `file`.
    FileNotText => "file_not_text",
    /// The file is something else than a table: `file`, `reason`.
    FileNotATable => "file_not_a_table",
    /// More columns than can be read: `file`, `found`, `limit`.
    FileTooManyColumns => "file_too_many_columns",
    /// A cell that cannot be kept whole: `file`, `row`, `column`, `limit` in MB.
    FileCellTooLarge => "file_cell_too_large",
    /// A folder or a device was given: `file`.
    FileNotAFile => "file_not_a_file",
    /// The result would take the place of a file that it is made from: `file`.
    FileIsRead => "file_is_read",
    /// Two results would stand in one file: `file`.
    FileWrittenTwice => "file_written_twice",
    /// The folder belongs to a workspace, whose files would be lost: `folder`.
    FolderOfWorkspace => "folder_of_workspace",
    /// The spreadsheet asks for a password: `file`.
    FilePassword => "file_password",
    /// The spreadsheet has no such sheet: `file`, `sheet`.
    FileSheetMissing => "file_sheet_missing",
    /// The spreadsheet is damaged: `file`.
    FileSheetUnreadable => "file_sheet_unreadable",
    /// A spreadsheet that unpacks to more than can be held: `file`, `limit` in MB, `reason`.
    FileSheetTooLarge => "file_sheet_too_large",
    /// The file cannot be read as told: `file`, `choice`.
    FileUnreadable => "file_unreadable",
    /// The file is not the one that was checked: `file`.
    FileChanged => "file_changed",
    /// Reading or writing failed: `file`, `reason`, and `number`, what the system calls it.
    Io => "io",
    /// A value is longer than a cell of a workbook: `row`, `field`, `limit`.
    ExportCellTooLong => "export_cell_too_long",
    /// More columns than a sheet of a workbook has: `found`, `limit`.
    ExportTooManyColumns => "export_too_many_columns",
    /// No field of this name: `field`.
    FieldUnknown => "field_unknown",
    /// The field cannot be changed: `field`, and `of`, the kind of record that has it.
    FieldReadOnly => "field_read_only",
    /// The field has one value, nothing can be added to it or taken off: `field`.
    FieldNotAList => "field_not_a_list",
    /// No tag of this name: `tag`.
    TagUnknown => "tag_unknown",
    /// Two columns go to one field: `file`, `field`, `columns`.
    MappingTwice => "mapping_twice",
    /// The mapping names a column that the file has not: `file`, `column`.
    MappingColumnUnknown => "mapping_column_unknown",
    /// The mapping file is no mapping: `file`, `reason`, and the `line` and `position` or the `column`
    /// that is wrong.
    MappingMalformed => "mapping_malformed",
    /// The mapping file names a field that there is not: `file`, `column`, `field`.
    MappingFieldUnknown => "mapping_field_unknown",
    /// Nothing in the mapping of a file identifies a person or company: `file`.
    MappingEmpty => "mapping_empty",
    /// The condition cannot be read: `position`, `found`, `expected`.
    FilterMalformed => "filter_malformed",
    /// No such record: `id`.
    RecordMissing => "record_missing",
    /// No such import: `id`.
    ImportMissing => "import_missing",
    /// The import cannot go on: it has ended.
    ImportEnded => "import_ended",
    /// The import has not ended yet; rows of it cannot be decided about.
    ImportUnfinished => "import_unfinished",
    /// The cells of the import were deleted when they had been kept long enough.
    ImportCellsGone => "import_cells_gone",
    /// No decision is needed about the row: `row`.
    NothingToDecide => "nothing_to_decide",
    /// Another import is running.
    ImportRunning => "import_running",
    /// Nothing to undo.
    NothingToUndo => "nothing_to_undo",
    /// Nothing to redo.
    NothingToRedo => "nothing_to_redo",
    /// A merge needs two records at least.
    MergeAlone => "merge_alone",
    /// The merge does not exist, or was taken back: `id`.
    MergeMissing => "merge_missing",
    /// Nobody was asked about the merge, and it was made more than `days` days ago.
    MergeExpired => "merge_expired",
    /// More than `most` records cannot be told apart at a time.
    TooManyToReject => "too_many_to_reject",
    /// The merge has to be taken back first that came after it: `id`.
    MergedSince => "merged_since",
    /// The list is gone; ask again.
    ListGone => "list_gone",
    /// No offer or ideal customer of this identity or name: `id`.
    DescriptionMissing => "description_missing",
    /// The file describes no offer or ideal customer: `file`, `reason`, and what is wrong: `value`, or `line` and
    /// `position`.
    DescriptionMalformed => "description_malformed",
    /// A score cannot be set so: `reason`.
    ScoreRefused => "score_refused",
    /// A notice is saved as `.pdf` or `.txt`, not under the name `found`.
    NoticeFormat => "notice_format",
    /// No such signal: `id`.
    SignalMissing => "signal_missing",
    /// A signal that speaks of a day needs one that has not come yet: `reason`, `day`.
    SignalEndNeeded => "signal_end_needed",
    /// The same words say it already, or were rejected.
    SignalKnown => "signal_known",
    /// No language model is set up, or it is switched off.
    ModelOff => "model_off",
    /// The address of the model cannot be used: `reason`.
    ModelAddress => "model_address",
    /// The keyring has no key for the model any more.
    ModelKeyGone => "model_key_gone",
    /// Nothing answers at the address of the model: `host`.
    ModelUnreachable => "model_unreachable",
    /// The model did not answer in time: `host`, `seconds`.
    ModelTooLate => "model_too_late",
    /// The endpoint refused the key: `host`.
    ModelKeyRefused => "model_key_refused",
    /// The endpoint does not know the address or the model: `host`, `model`.
    ModelNotFound => "model_not_found",
    /// The endpoint does not take the request: `host`, `model`, `status`.
    ModelRejected => "model_rejected",
    /// The endpoint is asked too often: `host`.
    ModelBusy => "model_busy",
    /// The endpoint failed: `host`, `status`.
    ModelFailed => "model_failed",
    /// The answer is too long to be one: `host`.
    ModelTooMuch => "model_too_much",
    /// The answer is not in the form that was asked for: `host`, `model`, `reason`.
    ModelUnreadable => "model_unreadable",
    /// The model answered nothing: `host`.
    ModelEmpty => "model_empty",
    /// The tokens of the day do not suffice: `needed`, `left`.
    ModelBudget => "model_budget",
    /// A document needs more tokens than one may: `needed`, `most`.
    ModelTextTooLong => "model_text_too_long",
    /// No such question, or its texts were deleted: `id`.
    ModelRequestMissing => "model_request_missing",
    /// The document has no words.
    DocumentEmpty => "document_empty",
    /// A text is said to be of a kind that there is not: `kind`.
    DocumentKindUnknown => "document_kind_unknown",
    /// The document is neither French nor English.
    DocumentLanguage => "document_language",
    /// No text can be got out of the file: `file`, `reason`.
    DocumentUnreadable => "document_unreadable",
    /// The document is not ready any more.
    DocumentGone => "document_gone",
    /// A signal of a day that has not come: `day`.
    DayInFuture => "day_in_future",
    /// The text is no day: `day`.
    DayMalformed => "day_malformed",
    /// The name is taken: `name`.
    NameTaken => "name_taken",
    /// No country has this code: `country`.
    CountryUnknown => "country_unknown",
    /// A value is needed: `field`.
    ValueMissing => "value_missing",
    /// The work was cancelled.
    Cancelled => "cancelled",
    /// The program is busy with the file.
    Busy => "busy",
    /// A fault in the program.
    Internal => "internal",
}

/// What a person is told when something does not work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct AppError {
    /// Which sentence.
    pub code: ErrorCode,
    /// The field that it is about, so that a form can show it there.
    pub field: Option<String>,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, String>,
    /// The number of the log line with the details; empty when there are none.
    pub report: String,
}

impl AppError {
    /// An error without arguments.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self { code, field: None, args: BTreeMap::new(), report: String::new() }
    }

    /// A fault in the program, with its cause in the log.
    #[must_use]
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        Self::new(ErrorCode::Internal).logged(cause)
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// The same, about a field of a form.
    #[must_use]
    pub fn at_field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same, with the technical cause written to the log.
    #[must_use]
    pub fn logged(mut self, cause: &dyn std::error::Error) -> Self {
        self.report = crate::app::report_number();
        tracing::error!(report = self.report, code = self.code.as_str(), cause = self.nameless(cause), "failed");
        self
    }

    /// A cause without the file, field or other name that this error is about: the log has none.
    fn nameless(&self, cause: &dyn std::error::Error) -> String {
        let names = self.args.iter().filter(|(name, value)| *name != "reason" && value.len() > 2);
        names.fold(Chain(cause).to_string(), |text, (name, value)| text.replace(value.as_str(), &format!("<{name}>")))
    }
}

struct Chain<'e>(&'e dyn std::error::Error);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        use ErrorCode as Code;
        let file = |path: &Option<PathBuf>| {
            path.as_ref().map(|path| path.display().to_string()).unwrap_or_else(|| workspace_dir::DATABASE.to_owned())
        };
        let told = match &error {
            StoreError::WrongKey { file } | StoreError::ForeignKey { file } => {
                Self::new(Code::KeyWrong).with("file", file.display())
            }
            StoreError::Damaged { file: path, .. } | StoreError::NotADatabase { file: path } => {
                Self::new(Code::WorkspaceDamaged).with("file", file(path))
            }
            StoreError::ForeignDatabase { file } | StoreError::KeyFileDamaged { file, .. } => {
                Self::new(Code::WorkspaceDamaged).with("file", file.display())
            }
            StoreError::NoWorkspace { folder, missing: workspace_dir::KEY } => {
                Self::new(Code::KeyFileMissing).with("file", folder.join(workspace_dir::KEY).display())
            }
            StoreError::NoWorkspace { folder, .. } => {
                Self::new(Code::WorkspaceMissing).with("folder", folder.display())
            }
            StoreError::DatabaseLost { file, is_empty } => {
                let code = if *is_empty { Code::WorkspaceFileEmpty } else { Code::WorkspaceFileMissing };
                let backups = file.with_file_name(workspace_dir::BACKUPS);
                Self::new(code).with("file", file.display()).with("backups", backups.display())
            }
            StoreError::MergedSince { later } => Self::new(Code::MergedSince).with("id", later),
            StoreError::WorkspaceExists { folder } => Self::new(Code::WorkspaceExists).with("folder", folder.display()),
            StoreError::AlreadyOpen { folder, .. } => Self::new(Code::WorkspaceInUse).with("folder", folder.display()),
            StoreError::NewerSchema { found, known } => {
                Self::new(Code::WorkspaceNewer).with("found", found).with("known", known)
            }
            StoreError::NewerKeyFile { found, known } | StoreError::NewerBackup { found, known } => {
                Self::new(Code::WorkspaceNewer).with("found", found).with("known", known)
            }
            StoreError::DiskFull { file: path } => Self::new(Code::DiskFull).with("file", file(path)),
            StoreError::OpenedOnFullDisk => Self::new(Code::OpenedOnFullDisk),
            StoreError::NotWritten { file: path } => {
                Self::new(Code::Io).with("file", file(path)).with("reason", "not_written")
            }
            StoreError::ReadOnly { file: path } => Self::new(Code::ReadOnly).with("file", file(path)),
            StoreError::PermissionDenied { file: path } => Self::new(Code::PermissionDenied).with("file", file(path)),
            StoreError::Busy => Self::new(Code::Busy),
            StoreError::Cancelled => Self::new(Code::Cancelled),
            StoreError::Io { file: path, source } => Self::of_io(Path::new(&file(path)), source),
            StoreError::WeakPassphrase { weakness } => {
                Self::new(Code::PassphraseWeak).with("reason", weakness_name(*weakness)).at_field("passphrase")
            }
            StoreError::WrongPassphrase => Self::new(Code::PassphraseWrong).at_field("passphrase"),
            StoreError::WrongRecoveryCode => Self::new(Code::RecoveryCodeWrong).at_field("code"),
            StoreError::MalformedRecoveryCode { .. } => Self::new(Code::RecoveryCodeMalformed).at_field("code"),
            StoreError::KeyringUnavailable { .. } => Self::new(Code::KeyringUnavailable),
            StoreError::KeyringEntryGone | StoreError::SlotMissing { .. } => Self::new(Code::KeyGone),
            StoreError::PassphraseNeeded => Self::new(Code::PassphraseNeeded),
            StoreError::BackupUnusable { file, .. } => Self::new(Code::BackupUnusable).with("file", file.display()),
            StoreError::NoSuchChange => Self::new(Code::NothingToUndo),
            StoreError::List(ListError::NoColumn(field)) => Self::new(Code::FieldUnknown).with("field", field),
            StoreError::Migration { .. }
            | StoreError::Randomness(_)
            | StoreError::Unrecorded
            | StoreError::List(_)
            | StoreError::Constraint(_)
            | StoreError::Sql(_) => Self::new(Code::Internal),
        };
        if matches!(told.code, Code::Cancelled | Code::PassphraseWrong | Code::PassphraseWeak) {
            return told;
        }
        told.logged(&error)
    }
}

impl From<ReadError> for AppError {
    fn from(error: ReadError) -> Self {
        read_error(&error).logged(&error)
    }
}

impl From<MappingError> for AppError {
    fn from(error: MappingError) -> Self {
        use ErrorCode as Code;
        let malformed = |reason| Self::new(Code::MappingMalformed).with("reason", reason);
        match &error {
            MappingError::Conflict { field, columns } => {
                let columns: Vec<String> = columns.iter().map(|column| (column + 1).to_string()).collect();
                Self::new(Code::MappingTwice).with("field", field).with("columns", columns.join(", "))
            }
            MappingError::UnknownColumn { column } => Self::new(Code::MappingColumnUnknown).with("column", column),
            MappingError::UnknownField { column, field } => {
                Self::new(Code::MappingFieldUnknown).with("column", column).with("field", field)
            }
            MappingError::Json { line, position } => {
                malformed("not_json").with("line", line).with("position", position)
            }
            MappingError::NotAnObject => malformed("not_an_object"),
            MappingError::NotText { column } => malformed("not_text").with("column", column),
            MappingError::Length { .. } => Self::internal(&error),
        }
    }
}

impl From<UnknownField> for AppError {
    fn from(UnknownField(field): UnknownField) -> Self {
        Self::new(ErrorCode::FieldUnknown).with("field", field)
    }
}

impl From<FilterSyntaxError> for AppError {
    fn from(error: FilterSyntaxError) -> Self {
        Self::new(ErrorCode::FilterMalformed)
            .with("position", error.position)
            .with("found", error.found)
            .with("expected", error.expected.as_str())
    }
}

/// The name of a weakness: a key under `errors.passphrase_weak_reasons`.
pub(crate) fn weakness_name(weakness: PassphraseWeakness) -> String {
    match weakness {
        PassphraseWeakness::TooShort { .. } => "too_short",
        PassphraseWeakness::Common => "common",
        PassphraseWeakness::SingleWord => "single_word",
        PassphraseWeakness::Names => "names",
        PassphraseWeakness::Repeats => "repeats",
        PassphraseWeakness::Sequence => "sequence",
        PassphraseWeakness::KeyboardPattern => "keyboard_pattern",
        PassphraseWeakness::Date => "date",
        PassphraseWeakness::Guessable => "guessable",
    }
    .to_owned()
}

fn read_error(error: &ReadError) -> AppError {
    use ErrorCode as Code;
    let about = |code: Code, file: &PathBuf| AppError::new(code).with("file", file.display());
    match error {
        ReadError::NotFound { file } => about(Code::FileMissing, file),
        ReadError::Locked { file } => about(Code::FileLocked, file),
        ReadError::PermissionDenied { file } => about(Code::PermissionDenied, file),
        ReadError::NotText { file } => about(Code::FileNotText, file),
        ReadError::NotATable { file, kind } => about(Code::FileNotATable, file).with("reason", kind.as_str()),
        ReadError::NotAFile { file } => about(Code::FileNotAFile, file),
        ReadError::Empty { file } | ReadError::Sheet { file, problem: SheetProblem::NoCells, .. } => {
            about(Code::FileEmpty, file)
        }
        ReadError::TooManyColumns { file, found, limit } => {
            about(Code::FileTooManyColumns, file).with("found", found).with("limit", limit)
        }
        ReadError::BadLayout { file, part } => about(Code::FileUnreadable, file).with("choice", part).at_field(part),
        ReadError::Sheet { file, problem: SheetProblem::Password, .. } => about(Code::FilePassword, file),
        ReadError::Sheet { file, sheet, problem: SheetProblem::NoSuchSheet } => {
            about(Code::FileSheetMissing, file).with("sheet", sheet).at_field("sheet")
        }
        ReadError::Sheet { file, problem: SheetProblem::Damaged { .. }, .. } => about(Code::FileSheetUnreadable, file),
        ReadError::Sheet { file, problem: SheetProblem::TooLarge { limit }, .. } => {
            about(Code::FileSheetTooLarge, file).with("limit", limit >> 20).with("reason", "part")
        }
        ReadError::Sheet { file, problem: SheetProblem::CellTooLarge { limit }, .. } => {
            about(Code::FileSheetTooLarge, file).with("limit", limit >> 20).with("reason", "cell")
        }
        ReadError::CellTooLarge { file, row, column, limit } => {
            let limit = limit >> 20;
            about(Code::FileCellTooLarge, file).with("row", row).with("column", column).with("limit", limit)
        }
        ReadError::Stopped { .. } => AppError::new(Code::Cancelled),
        ReadError::Io { file, source } => AppError::of_io(file, source),
        ReadError::Write { source } => AppError::of_io(Path::new(""), source),
    }
}
