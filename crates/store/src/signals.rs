//! Signals: what was found out about prospects and companies.

use rusqlite::{Connection, OptionalExtension as _, Params, Row, types::FromSql};
use sales_core::{
    change::ChangeKind,
    fields::Entity,
    ids::SignalId,
    signal::{Polarity, SignalCode, SourceKind},
    time::{UtcDay, UtcMillis},
};

use crate::{
    error::StoreError,
    record::uuid,
    records::row_list,
    tx::{Tx, entity_named},
};

/// What people said of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignalStatus {
    /// Nothing yet: it counts.
    Found,
    /// Nothing yet, and its text is not to be trusted: it counts when somebody accepts it.
    Proposed,
    /// It is right.
    Accepted,
    /// It is wrong: it counts no more, and the same words are not found again.
    Rejected,
    /// It is over.
    Expired,
}

impl SignalStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Found, Self::Proposed, Self::Accepted, Self::Rejected, Self::Expired];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }
}

/// What a score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignalFacts {
    /// What it says.
    pub code: SignalCode,
    /// Whether it speaks for or against.
    pub polarity: Polarity,
    /// In millionths.
    pub strength: u32,
    /// Where it comes from.
    pub source: SourceKind,
    /// In millionths.
    pub reliability: u32,
    /// The day that it speaks of.
    pub observed_on: UtcDay,
    /// The date until which it counts, if it tells one.
    pub until_on: Option<UtcDay>,
    /// Equal for sources that depend on each other.
    pub source_group: i64,
    /// Equal for the same words.
    pub quote_hash: Option<i64>,
}

/// A signal to add.
#[derive(Debug, Clone)]
pub struct NewSignal<'a> {
    /// Whether it is about a prospect or a company.
    pub entity: Entity,
    /// Which.
    pub row: i64,
    /// What a score is made of.
    pub facts: SignalFacts,
    /// The words.
    pub quote: Option<&'a str>,
    /// An address or the name of a file.
    pub source_name: Option<&'a str>,
    /// What found it, with its version.
    pub extractor: &'a str,
    /// What is said of it from the start.
    pub status: SignalStatus,
}

/// A signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its row.
    pub number: i64,
    /// Its identity.
    pub id: SignalId,
    /// Whether it is about a prospect or a company.
    pub entity: Entity,
    /// Which.
    pub row: i64,
    /// What a score is made of.
    pub facts: SignalFacts,
    /// The words.
    pub quote: Option<String>,
    /// An address or the name of a file.
    pub source_name: Option<String>,
    /// What found it, with its version.
    pub extractor: String,
    /// What people said of it.
    pub status: SignalStatus,
    /// When it came.
    pub created_at: UtcMillis,
}

pub(crate) const FACTS: &str =
    "code, polarity, strength, source, reliability, observed_on, until_on, source_group, quote_hash";

/// The facts that stand from a column on; none of a signal that this version does not know.
pub(crate) fn facts(row: &Row<'_>, from: usize) -> rusqlite::Result<Option<SignalFacts>> {
    let name = |column: usize| row.get_ref(column).map(|value| value.as_str().unwrap_or_default());
    let (code, source) = (name(from)?, name(from + 3)?);
    let source = SourceKind::ALL.into_iter().find(|kind| kind.as_str() == source);
    let (Ok(code), Some(source)) = (code.parse(), source) else { return Ok(None) };
    Ok(Some(SignalFacts {
        code,
        polarity: if row.get::<_, i64>(from + 1)? < 0 { Polarity::Against } else { Polarity::For },
        strength: row.get(from + 2)?,
        source,
        reliability: row.get(from + 4)?,
        observed_on: UtcDay(row.get(from + 5)?),
        until_on: row.get::<_, Option<i32>>(from + 6)?.map(UtcDay),
        source_group: row.get(from + 7)?,
        quote_hash: row.get(from + 8)?,
    }))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Option<Signal>> {
    let text = |column| row.get::<_, Option<String>>(column);
    let Some(facts) = facts(row, 4)? else { return Ok(None) };
    let status = row.get::<_, String>(16)?;
    Ok(Some(Signal {
        number: row.get(0)?,
        id: uuid(row, 1)?.unwrap_or_default().into(),
        entity: entity_named(&row.get::<_, String>(2)?),
        row: row.get(3)?,
        facts,
        quote: text(13)?,
        source_name: text(14)?,
        extractor: row.get(15)?,
        status: SignalStatus::ALL.into_iter().find(|one| one.as_str() == status).unwrap_or(SignalStatus::Found),
        created_at: UtcMillis(row.get(17)?),
    }))
}

/// What [`from_row`] reads after the number of the row.
const COLUMNS: &str = "id, entity, row, code, polarity, strength, source, reliability, observed_on, until_on, \
    source_group, quote_hash, quote, source_name, extractor, status, created_at";

fn select(condition: &str) -> String {
    format!("SELECT rowid, {COLUMNS} FROM signals WHERE {condition}")
}

/// The signals of a record, the newest first, whatever people said of them.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn of(db: &Connection, entity: Entity, row: i64) -> Result<Vec<Signal>, StoreError> {
    with(db, "entity = ?1 AND row = ?2 ORDER BY observed_on DESC, rowid DESC", (entity.as_str(), row))
}

/// The signals that a condition holds of.
pub(crate) fn with(db: &Connection, condition: &str, params: impl Params) -> Result<Vec<Signal>, StoreError> {
    let mut statement = db.prepare_cached(&select(condition))?;
    let found = statement.query_map(params, from_row)?;
    Ok(found.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// The records whose signals are others since a write, of which the history has the cells from `first_cell` on, and
/// which took back or made again the changes `replayed`.
pub(crate) fn touched(db: &Connection, first_cell: i64, replayed: &[i64]) -> Result<Vec<(Entity, i64)>, StoreError> {
    let sql = "WITH cells AS (
                 SELECT row, field, old, new FROM change_cells WHERE n >= ?1 AND tbl = 'signals'
                 UNION ALL
                 SELECT row, field, old, new FROM change_cells
                 WHERE change_seq IN rarray(?2) AND tbl = 'signals')
               SELECT entity, row FROM signals WHERE rowid IN (SELECT row FROM cells)
               UNION
               SELECT signals.entity, value FROM cells JOIN signals ON signals.rowid = cells.row
                 JOIN json_each(json_array(cells.old, cells.new)) WHERE field = 'row' AND value IS NOT NULL
               UNION
               SELECT json_extract(image, '$.entity'), json_extract(image, '$.row')
                 FROM (SELECT coalesce(new, old) AS image FROM cells WHERE field = '*')";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map((first_cell, row_list(replayed)), |row| {
        Ok((entity_named(&row.get::<_, String>(0)?), row.get(1)?))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The signals of a record that were there at a moment and went since, as their changes were taken back.
pub(crate) fn taken_back_since(
    db: &Connection,
    entity: Entity,
    row: i64,
    at: UtcMillis,
) -> Result<Vec<Signal>, StoreError> {
    let of_image = |column: &str| match column {
        "id" => "unhex(json_extract(c.new, '$.id'))".to_owned(),
        column => format!("json_extract(c.new, '$.{column}')"),
    };
    let columns = COLUMNS.split(", ").map(of_image).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT c.row, {columns} FROM changes AS h JOIN change_cells AS c ON c.change_seq = h.seq
         WHERE h.at <= ?3 AND h.undone > ?3 AND h.state IN ('undone', 'gone')
           AND c.tbl = 'signals' AND c.field = '*' AND c.old IS NULL
           AND json_extract(c.new, '$.entity') = ?1 AND json_extract(c.new, '$.row') = ?2
           AND NOT EXISTS (SELECT 1 FROM signals WHERE rowid = c.row)"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map((entity.as_str(), row, at.0), from_row)?;
    Ok(found.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// What each of some records has of signals, free of chance: pairs of row and JSON, those of a row in the order of
/// their texts.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub(crate) fn canonical(db: &Connection, entity: Entity, rows: &[i64]) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "SELECT row, json_object('code', code, 'polarity', polarity, 'strength', strength, 'source', source,
                 'reliability', reliability, 'observed_on', observed_on, 'until_on', until_on, 'quote', quote,
                 'source_name', source_name, 'extractor', extractor, 'status', status) AS line
               FROM signals WHERE entity = ?1 AND row IN rarray(?2) ORDER BY row, line";
    let mut statement = db.prepare_cached(sql)?;
    let found = statement.query_map((entity.as_str(), row_list(rows)), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Those of some signals that were found by something whose name begins so.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn found_by(db: &Connection, numbers: &[i64], name: &str) -> Result<Vec<Signal>, StoreError> {
    let parameters = (row_list(numbers), i64::try_from(name.len()).unwrap_or(i64::MAX), name);
    with(db, "rowid IN rarray(?1) AND substr(extractor, 1, ?2) = ?3", parameters)
}

/// The signal with this identity.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn find(db: &Connection, id: SignalId) -> Result<Option<Signal>, StoreError> {
    let found = db.prepare_cached(&select("id = ?1"))?.query_row([id.as_bytes()], from_row).optional()?;
    Ok(found.flatten())
}

/// Reads what counts of all records of a kind in the order of their rows, without reading anything else.
pub struct Counted<'s> {
    rows: rusqlite::Rows<'s>,
    next: Option<(i64, SignalFacts)>,
    /// Signals that came later than this do not count yet.
    until: UtcMillis,
}

/// What [`Counted`] reads: the signals of all records, or of `some`.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub fn prepare_counted(db: &Connection, some: bool) -> Result<rusqlite::Statement<'_>, StoreError> {
    let only = if some { "AND row IN rarray(?2)" } else { "" };
    let sql = format!(
        "SELECT row, {FACTS}, created_at FROM signals INDEXED BY signals_counted
         WHERE entity = ?1 AND status IN ('found', 'accepted') {only} ORDER BY row"
    );
    Ok(db.prepare(&sql)?)
}

impl<'s> Counted<'s> {
    /// Begins to read, with the statement of [`prepare_counted`] for all records or for some rows; what came after
    /// `until` is left out.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub fn of(
        statement: &'s mut rusqlite::Statement<'_>,
        entity: Entity,
        rows: Option<&[i64]>,
        until: UtcMillis,
    ) -> Result<Self, StoreError> {
        let rows = match rows {
            Some(rows) => statement.query((entity.as_str(), row_list(rows)))?,
            None => statement.query([entity.as_str()])?,
        };
        let mut counted = Self { rows, next: None, until };
        counted.advance()?;
        Ok(counted)
    }

    fn advance(&mut self) -> Result<(), StoreError> {
        self.next = None;
        while let Some(row) = self.rows.next()? {
            if column::<i64>(row, 10)? <= self.until.0
                && let Some(facts) = facts(row, 1)?
            {
                self.next = Some((row.get(0)?, facts));
                break;
            }
        }
        Ok(())
    }

    /// The row that is read next.
    #[must_use]
    pub fn next_row(&self) -> Option<i64> {
        self.next.map(|(row, _)| row)
    }

    /// Gives all signals of a row, after those of all rows before it were passed over.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub fn each_of(&mut self, row: i64, mut visit: impl FnMut(SignalFacts)) -> Result<(), StoreError> {
        while let Some((of, facts)) = self.next.filter(|&(of, _)| of <= row) {
            if of == row {
                visit(facts);
            }
            self.advance()?;
        }
        Ok(())
    }
}

fn column<T: FromSql>(row: &Row<'_>, place: usize) -> Result<T, StoreError> {
    Ok(row.get(place)?)
}

impl Tx<'_> {
    /// Adds a signal; none when the same words of the same record say it already or were rejected.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn add_signal(&mut self, signal: &NewSignal<'_>) -> Result<Option<SignalId>, StoreError> {
        let NewSignal { entity, row, facts, .. } = *signal;
        let known = "SELECT 1 FROM signals WHERE entity = ?1 AND row = ?2 AND code = ?3 AND quote_hash = ?4";
        let code = facts.code.as_str();
        if self.db.prepare_cached(known)?.exists((entity.as_str(), row, code, facts.quote_hash))? {
            return Ok(None);
        }
        let id: SignalId = self.new_id();
        let number = self.new_rows(1)?;
        let by = self.store.user().map(|user| *user.as_bytes());
        let mut statement = self.db.prepare_cached(
            "INSERT INTO signals (rowid, id, entity, row, code, polarity, strength, source, reliability, observed_on,
               until_on, source_group, quote_hash, quote, source_name, extractor, status, created_by, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        statement.execute(rusqlite::params![
            number,
            id.as_bytes(),
            entity.as_str(),
            row,
            code,
            if facts.polarity == Polarity::Against { -1 } else { 1 },
            facts.strength,
            facts.source.as_str(),
            facts.reliability,
            facts.observed_on.0,
            facts.until_on.map(|day| day.0),
            facts.source_group,
            facts.quote_hash,
            signal.quote,
            signal.source_name,
            signal.extractor,
            signal.status.as_str(),
            by,
            self.at().0,
        ])?;
        drop(statement);
        self.touch(ChangeKind::Signals);
        Ok(Some(id))
    }

    /// Says something of a signal.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn set_signal_status(&mut self, id: SignalId, status: SignalStatus) -> Result<(), StoreError> {
        let sql = "UPDATE signals SET status = ?2 WHERE id = ?1";
        self.db.prepare_cached(sql)?.execute((id.as_bytes(), status.as_str()))?;
        self.touch(ChangeKind::Signals);
        Ok(())
    }

    /// Says how far a signal is trusted, in millionths.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn set_signal_reliability(&mut self, id: SignalId, reliability: u32) -> Result<(), StoreError> {
        let sql = "UPDATE signals SET reliability = ?2 WHERE id = ?1";
        self.db.prepare_cached(sql)?.execute((id.as_bytes(), reliability))?;
        self.touch(ChangeKind::Signals);
        Ok(())
    }

    /// Gives a record the signals of others that it is made one with.
    pub(crate) fn hand_over_signals(&mut self, entity: Entity, from: &[i64], to: i64) -> Result<(), StoreError> {
        let sql = "UPDATE signals SET row = ?3 WHERE entity = ?1 AND row IN rarray(?2)";
        if self.db.prepare_cached(sql)?.execute((entity.as_str(), row_list(from), to))? > 0 {
            self.touch(ChangeKind::Signals);
        }
        Ok(())
    }
}
