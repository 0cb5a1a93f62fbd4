//! The books of imports: what was read from where, how far it got, what came of each row.

use rusqlite::{Connection, OptionalExtension as _, Row};
use sales_core::{
    ids::ImportId,
    import::{NearCounts, OnMatch, OnNear, RowCounts, RowOutcome},
    time::UtcMillis,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{error::StoreError, late_outcomes, late_values, many::Insertion, record::uuid, row_prints, tx::Tx};

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStatus {
    /// Rows are being written, or were when the program ended.
    Loading,
    /// All rows are in.
    Done,
    /// Stopped by a person; what was in stayed.
    Cancelled,
    /// Taken back.
    Undone,
}

/// Where the rows of an import come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// A file.
    File,
    /// The invented prospects to try the product with.
    Sample,
}

/// What an import is to do.
#[derive(Debug, Clone, PartialEq)]
pub struct NewImport {
    /// A file, or the sample.
    pub kind: ImportKind,
    /// Name of the file without its folder.
    pub file_name: String,
    /// Where the file was.
    pub file_path: Option<String>,
    /// What tells whether the file is still the same: size and digest.
    pub file_print: Option<String>,
    /// How the file is read, as JSON.
    pub layout: serde_json::Value,
    /// The headers of its columns.
    pub headers: Vec<String>,
    /// What its columns mean, as JSON.
    pub mapping: serde_json::Value,
    /// What happens to rows that match a record.
    pub on_match: OnMatch,
    /// What happens to records that are likely the same.
    pub on_near: OnNear,
    /// Values corrected for all rows, as JSON.
    pub fixes: serde_json::Value,
    /// Rows to expect.
    pub rows_total: u64,
}

/// An import as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its row number.
    pub row: i64,
    /// Its identity.
    pub id: ImportId,
    /// Its change in the history.
    pub change_seq: i64,
    /// What it was to do.
    pub plan: NewImport,
    /// How far it is.
    pub status: ImportStatus,
    /// The first row of the file that is not written yet.
    pub next_row: u64,
    /// What came of the rows so far, as far as the import itself could tell.
    pub counts: RowCounts,
    /// What came of rows that a person decided about; the import counted them for review.
    pub decided: RowCounts,
    /// The changes with these decisions.
    pub decided_in: Vec<i64>,
    /// Its records that are likely the same as others; none when they were not looked for.
    pub near: Option<NearCounts>,
    /// Whether its rows are in, and they are still to be looked for.
    pub near_pending: bool,
    /// When it was started.
    pub started_at: UtcMillis,
    /// When it ended.
    pub finished_at: Option<UtcMillis>,
    /// Working time in milliseconds.
    pub millis: u64,
    /// What is odd about the values of the rows so far, as a JSON array.
    pub issues: Option<String>,
    /// When the cells of its rows were deleted.
    pub cells_deleted_at: Option<UtcMillis>,
}

/// Between the name of a file and the time of its import.
pub(crate) const LABEL_JOINT: &str = " · ";

/// What lists call an import: its file and when it began, as the same file may come again.
pub(crate) fn label(file_name: &str, started_at: UtcMillis) -> String {
    format!("{file_name}{LABEL_JOINT}{}", started_at.to_rfc3339())
}

impl Import {
    /// What lists call it: its file and when it began, as the same file may come again.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.plan.file_name, self.started_at)
    }

    /// Rows by what came of them, decisions of people included; they sum to the rows of the file.
    #[must_use]
    pub fn outcomes(&self) -> RowCounts {
        let mut counts = self.counts;
        counts.review -= self.decided.rows();
        counts += self.decided;
        counts
    }

    /// Whether a change is the import itself or a decision about its rows.
    #[must_use]
    pub fn wrote(&self, seq: i64) -> bool {
        self.change_seq == seq || self.decided_in.contains(&seq)
    }
}

/// A row of a file that did not simply become a new prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// 1-based data row.
    pub n: u64,
    /// What came of it.
    pub outcome: RowOutcome,
    /// Why, as JSON: a code and its arguments.
    pub reason: Option<String>,
    /// Row number of the prospect that it went to.
    pub target: Option<i64>,
    /// The cells as found, as a JSON array.
    pub raw: Option<String>,
    /// The change with which a person decided about it.
    pub decided_in: Option<i64>,
}

/// Some of the rows of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowsWanted {
    /// Only rows with this outcome.
    pub outcome: Option<RowOutcome>,
    /// Only rows after this one.
    pub after: u64,
    /// How many at most; all when there is no limit.
    pub limit: Option<u32>,
}

const SELECT: &str = "SELECT rowid, id, change_seq, kind, file_name, file_path, file_print, layout, headers, mapping,
    on_match, fixes, rows_total, status, next_row, created, updated, merged, review, skipped, failed, started_at,
    finished_at, millis,
    (SELECT count(*) FROM import_decisions AS d WHERE d.import = imports.rowid AND outcome = 'created'),
    (SELECT count(*) FROM import_decisions AS d WHERE d.import = imports.rowid AND outcome = 'updated'),
    (SELECT count(*) FROM import_decisions AS d WHERE d.import = imports.rowid AND outcome = 'merged'),
    (SELECT count(*) FROM import_decisions AS d WHERE d.import = imports.rowid AND outcome = 'skipped'),
    (SELECT json_group_array(DISTINCT change_seq) FROM import_decisions AS d WHERE d.import = imports.rowid),
    cells_deleted_at, issues, on_near, near_merged, near_review,
    near_pending
    FROM imports";

/// The rows of an import with the decisions about them.
const SELECT_ROWS: &str = "SELECT r.n, coalesce(d.outcome, r.outcome), coalesce(d.reason, r.reason),
    iif(d.n IS NULL, r.target, d.target), r.raw, d.change_seq
    FROM import_rows AS r LEFT JOIN import_decisions AS d ON d.import = r.import AND d.n = r.n";

impl Import {
    /// The import with this identity.
    pub fn find(db: &Connection, id: ImportId) -> Result<Option<Self>, StoreError> {
        Ok(db.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?.query_row([id.as_bytes()], from_row).optional()?)
    }

    /// The import of a change.
    pub fn of_change(db: &Connection, seq: i64) -> Result<Option<Self>, StoreError> {
        Ok(db.prepare_cached(&format!("{SELECT} WHERE change_seq = ?1"))?.query_row([seq], from_row).optional()?)
    }

    /// All imports, newest first.
    pub fn all(db: &Connection) -> Result<Vec<Self>, StoreError> {
        let mut statement = db.prepare_cached(&format!("{SELECT} ORDER BY rowid DESC"))?;
        let imports = statement.query_map([], from_row)?;
        Ok(imports.collect::<Result<_, _>>()?)
    }

    /// The imports that ended before a time and still have the cells of their rows. One that was
    /// interrupted keeps them: it needs them to go on.
    pub fn with_cells_since(db: &Connection, ended_before: UtcMillis) -> Result<Vec<Self>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE cells_deleted_at IS NULL AND status <> 'loading'
             AND coalesce(finished_at, started_at) < ?1 ORDER BY rowid"
        );
        let mut statement = db.prepare_cached(&sql)?;
        let imports = statement.query_map([ended_before.0], from_row)?;
        Ok(imports.collect::<Result<_, _>>()?)
    }

    /// The import that a change is, or decides about.
    pub fn written_by(db: &Connection, seq: i64) -> Result<Option<Self>, StoreError> {
        let sql = format!(
            "{SELECT} WHERE change_seq = ?1
             OR rowid = (SELECT import FROM import_decisions WHERE change_seq = ?1 LIMIT 1)"
        );
        Ok(db.prepare_cached(&sql)?.query_row([seq], from_row).optional()?)
    }

    /// One of its rows that did not simply become a prospect.
    pub(crate) fn row_at(&self, db: &Connection, n: u64) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!("{SELECT_ROWS} WHERE r.import = ?1 AND r.n = ?2");
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query((self.row, signed(n)))?;
        Ok(rows.next()?.map(read_row).transpose()?)
    }

    /// The rows with one of these outcomes, all when empty, in the order of the file.
    pub fn rows(
        &self,
        db: &Connection,
        outcomes: &[RowOutcome],
        mut visit: impl FnMut(ImportRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = db.prepare_cached(&format!("{SELECT_ROWS} WHERE r.import = ?1 ORDER BY r.n"))?;
        let mut rows = statement.query([self.row])?;
        while let Some(row) = rows.next()? {
            let found = read_row(row)?;
            if outcomes.is_empty() || outcomes.contains(&found.outcome) {
                visit(found)?;
            }
        }
        Ok(())
    }

    /// Some of the rows, in the order of the file.
    pub fn some_rows(&self, db: &Connection, wanted: RowsWanted) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!(
            "{SELECT_ROWS} WHERE r.import = ?1 AND r.n > ?2 AND (?3 IS NULL OR coalesce(d.outcome, r.outcome) = ?3)
             ORDER BY r.n LIMIT ?4"
        );
        let limit = wanted.limit.map_or(-1, i64::from);
        let mut statement = db.prepare_cached(&sql)?;
        let outcome = wanted.outcome.map(RowOutcome::as_str);
        let rows = statement.query_map((self.row, signed(wanted.after), outcome, limit), read_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One of the rows.
    pub fn row(&self, db: &Connection, n: u64) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!("{SELECT_ROWS} WHERE r.import = ?1 AND r.n = ?2");
        Ok(db.prepare_cached(&sql)?.query_row((self.row, signed(n)), read_row).optional()?)
    }
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<ImportRow> {
    Ok(ImportRow {
        n: row.get::<_, i64>(0)?.unsigned_abs(),
        outcome: outcome_named(&row.get::<_, String>(1)?),
        reason: row.get(2)?,
        target: row.get(3)?,
        raw: row.get(4)?,
        decided_in: row.get(5)?,
    })
}

/// First and last row number that the import of a change made.
pub(crate) fn row_range(db: &Connection, seq: i64) -> Result<Option<(i64, i64)>, StoreError> {
    let sql = "SELECT first_row, last_row FROM imports WHERE change_seq = ?1 AND first_row IS NOT NULL";
    Ok(db.prepare_cached(sql)?.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

impl Tx<'_> {
    /// Opens the books of an import; this change will be its change.
    pub fn open_import(&mut self, plan: &NewImport) -> Result<Import, StoreError> {
        let id: ImportId = self.new_id();
        let seq = self.seq()?;
        self.db.execute("UPDATE changes SET state = 'open' WHERE seq = ?1", [seq])?;
        self.db.execute(
            "INSERT INTO imports (id, change_seq, kind, file_name, file_path, file_print, layout, headers, mapping,
                                  on_match, on_near, fixes, rows_total, status, started_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'loading', ?)",
            (
                id.as_bytes(),
                seq,
                if plan.kind == ImportKind::File { "file" } else { "sample" },
                &plan.file_name,
                &plan.file_path,
                &plan.file_print,
                plan.layout.to_string(),
                json(&plan.headers),
                plan.mapping.to_string(),
                name_of(plan.on_match),
                plan.on_near.as_str(),
                plan.fixes.to_string(),
                signed(plan.rows_total),
                self.at().0,
            ),
        )?;
        self.touch(sales_core::change::ChangeKind::Imports);
        Import::find(&self.db, id)?.ok_or(StoreError::NoSuchChange)
    }

    /// Writes how far an import got.
    pub fn note_import_progress(&mut self, import: &Import) -> Result<(), StoreError> {
        let counts = import.counts;
        self.db
            .prepare_cached(
                "UPDATE imports SET next_row = ?2, created = ?3, updated = ?4, merged = ?5, review = ?6, skipped = ?7,
                                    failed = ?8, millis = ?9, rows_total = max(rows_total, ?2 - 1), issues = ?10
                 WHERE rowid = ?1",
            )?
            .execute((
                import.row,
                signed(import.next_row),
                counts.created,
                counts.updated,
                counts.merged,
                counts.review,
                counts.skipped,
                counts.failed,
                signed(import.millis),
                &import.issues,
            ))?;
        Ok(())
    }

    /// Writes down rows that did not simply become new prospects.
    pub fn note_import_rows<'r>(
        &mut self,
        import: &Import,
        rows: impl IntoIterator<Item = &'r ImportRow>,
    ) -> Result<(), StoreError> {
        let head = "INSERT OR REPLACE INTO import_rows (import, n, outcome, reason, target, raw) VALUES";
        let insertion = Insertion { head, row: "(?1, ?, ?, ?, ?, ?)", shared: &[import.row] };
        insertion.run(&self.db, rows, |values, row| {
            values.push(signed(row.n))?;
            values.push(row.outcome.as_str())?;
            values.push(row.reason.as_deref())?;
            values.push(row.target)?;
            values.push(row.raw.as_deref())
        })
    }

    /// Closes the books: the import is done, or was stopped and stays as far as it got.
    pub fn close_import(&mut self, import: &Import, cancelled: bool) -> Result<(), StoreError> {
        let status = if cancelled { "cancelled" } else { "done" };
        self.note_import_progress(import)?;
        late_values::write(self)?;
        late_outcomes::forget(self)?;
        self.db.execute(
            "UPDATE imports SET status = ?2, finished_at = ?3, rows_total = next_row - 1,
                                near_pending = on_near <> 'off' AND ?2 = 'done' WHERE rowid = ?1",
            (import.row, status, self.at().0),
        )?;
        self.db.execute("UPDATE changes SET state = 'done' WHERE seq = ?1", [import.change_seq])?;
        self.touch(sales_core::change::ChangeKind::Imports);
        if let Some((first, last)) = row_range(&self.db, import.change_seq)? {
            self.leave_lists_to_reload(first, last);
        }
        Ok(())
    }

    /// Notes how many records of an import are likely the same as others.
    pub fn note_near(&mut self, import: &Import, near: NearCounts) -> Result<(), StoreError> {
        self.touch(sales_core::change::ChangeKind::Imports);
        self.db.execute(
            "UPDATE imports SET near_merged = ?2, near_review = ?3 WHERE rowid = ?1",
            (import.row, near.merged, near.review),
        )?;
        Ok(())
    }

    /// Notes that nobody looks for them any more: they were looked for, or somebody stopped it.
    pub fn end_near(&mut self, import: &Import) -> Result<(), StoreError> {
        self.touch(sales_core::change::ChangeKind::Imports);
        self.db.execute("UPDATE imports SET near_pending = 0 WHERE rowid = ?1", [import.row])?;
        Ok(())
    }

    /// Deletes the cells of some more rows of an import, those after `after`; gives the last of them.
    /// When none is left, the import says that its cells are deleted, and the answer is none.
    pub fn delete_cells(&mut self, import: &Import, after: u64, most: u32) -> Result<Option<u64>, StoreError> {
        let last: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT max(n) FROM (SELECT n FROM import_rows WHERE import = ?1 AND n > ?2 ORDER BY n LIMIT ?3)",
            )?
            .query_row((import.row, signed(after), most), |row| row.get(0))?;
        let Some(last) = last else {
            self.db.execute(
                "UPDATE imports SET cells_deleted_at = ?2, issues =
                   (SELECT json_group_array(json_set(value, '$.values', json('[]'))) FROM json_each(issues))
                 WHERE rowid = ?1",
                (import.row, self.at().0),
            )?;
            self.touch(sales_core::change::ChangeKind::Imports);
            return Ok(None);
        };
        self.db
            .prepare_cached("UPDATE import_rows SET raw = NULL WHERE import = ?1 AND n > ?2 AND n <= ?3")?
            .execute((import.row, signed(after), last))?;
        Ok(Some(last.unsigned_abs()))
    }

    /// Deletes records that went with an import when it was taken back, as far as it cannot be redone
    /// any more: it was taken back before a time, or something else was done since. Deletes some more of
    /// them; says whether any were left.
    pub fn delete_undone_rows(&mut self, undone_before: UtcMillis, most: u32) -> Result<bool, StoreError> {
        let late = self.db.execute(
            "UPDATE changes SET state = 'gone' WHERE state = 'undone' AND undone < ?1
             AND seq IN (SELECT change_seq FROM imports)",
            [undone_before.0],
        )?;
        if late > 0 {
            self.touch(sales_core::change::ChangeKind::History);
        }
        let gone = "SELECT n FROM changes JOIN undone_rows ON change_seq = seq WHERE state = 'gone'";
        let deleted = self.db.execute(&format!("DELETE FROM undone_rows WHERE n IN ({gone} LIMIT ?1)"), [most])?;
        let are_left = self.db.prepare_cached(gone)?.exists([])?;
        if deleted > 0 && !are_left {
            row_prints::forget_gone(self)?;
        }
        Ok(are_left)
    }

    /// Widens the range of rows that an import made.
    pub(crate) fn note_import_range(&self, import: &Import, first: i64, last: i64) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE imports SET first_row = min(coalesce(first_row, ?2), ?2), last_row = max(coalesce(last_row, ?3), ?3)
                 WHERE rowid = ?1",
            )?
            .execute((import.row, first, last))?;
        Ok(())
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Import> {
    let kind: String = row.get(3)?;
    let status: String = row.get(13)?;
    let on_match: String = row.get(10)?;
    let on_near: String = row.get(31)?;
    let near: Option<(u32, u32)> = row.get::<_, Option<u32>>(32)?.zip(row.get::<_, Option<u32>>(33)?);
    Ok(Import {
        row: row.get(0)?,
        id: uuid(row, 1)?.unwrap_or_default().into(),
        change_seq: row.get(2)?,
        plan: NewImport {
            kind: if kind == "sample" { ImportKind::Sample } else { ImportKind::File },
            file_name: row.get(4)?,
            file_path: row.get(5)?,
            file_print: row.get(6)?,
            layout: from_json(row.get(7)?),
            headers: from_json(row.get(8)?),
            mapping: from_json(row.get(9)?),
            on_match: match on_match.as_str() {
                "update" => OnMatch::Update,
                "skip" => OnMatch::Skip,
                "create" => OnMatch::Create,
                _ => OnMatch::Fill,
            },
            on_near: match on_near.as_str() {
                "review" => OnNear::Review,
                "review_unasked" => OnNear::ReviewUnasked,
                "merge" => OnNear::Merge,
                _ => OnNear::Off,
            },
            fixes: from_json(row.get(11)?),
            rows_total: row.get::<_, i64>(12)?.unsigned_abs(),
        },
        status: match status.as_str() {
            "done" => ImportStatus::Done,
            "cancelled" => ImportStatus::Cancelled,
            "undone" => ImportStatus::Undone,
            _ => ImportStatus::Loading,
        },
        next_row: row.get::<_, i64>(14)?.unsigned_abs(),
        counts: RowCounts {
            created: row.get(15)?,
            updated: row.get(16)?,
            merged: row.get(17)?,
            review: row.get(18)?,
            skipped: row.get(19)?,
            failed: row.get(20)?,
        },
        started_at: UtcMillis(row.get(21)?),
        finished_at: row.get::<_, Option<i64>>(22)?.map(UtcMillis),
        millis: row.get::<_, i64>(23)?.unsigned_abs(),
        decided: RowCounts {
            created: row.get(24)?,
            updated: row.get(25)?,
            merged: row.get(26)?,
            skipped: row.get(27)?,
            ..RowCounts::default()
        },
        decided_in: from_json(row.get(28)?),
        near_pending: row.get(34)?,
        near: near.map(|(merged, review)| NearCounts { merged, review }),
        cells_deleted_at: row.get::<_, Option<i64>>(29)?.map(UtcMillis),
        issues: row.get(30)?,
    })
}

const fn name_of(on_match: OnMatch) -> &'static str {
    match on_match {
        OnMatch::Fill => "fill",
        OnMatch::Update => "update",
        OnMatch::Skip => "skip",
        OnMatch::Create => "create",
    }
}

fn outcome_named(name: &str) -> RowOutcome {
    match name {
        "created" => RowOutcome::Created,
        "updated" => RowOutcome::Updated,
        "merged" => RowOutcome::Merged,
        "review" => RowOutcome::Review,
        "failed" => RowOutcome::Failed,
        _ => RowOutcome::Skipped,
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned + Default>(text: Option<String>) -> T {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}
