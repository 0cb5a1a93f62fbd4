//! Temporary triggers that record every change.
//!
//! They live on the writing connection and read from `temp.context` which change is being made, so
//! that no author of a write can forget the history: an `UPDATE` of a tracked table leaves one row
//! of `change_cells` per cell that changed, an `INSERT` or `DELETE` leaves the whole row as JSON.
//! Records that are created leave nothing: `created_seq` says which change made them.

use rusqlite::Connection;

use crate::{
    error::StoreError,
    tables::{TRACKED, Tracked},
};

/// Prepares a writing connection.
pub(crate) fn install(connection: &Connection) -> Result<(), StoreError> {
    let mut sql = String::from(
        "CREATE TEMP TABLE context (change_seq INTEGER, at INTEGER NOT NULL DEFAULT 0, logging INTEGER NOT NULL);
         INSERT INTO context VALUES (NULL, 0, 0);",
    );
    for table in TRACKED {
        sql.push_str(&update_trigger(table));
        if table.entity.is_none() {
            sql.push_str(&row_trigger(table, "INSERT", "new"));
        }
        sql.push_str(&row_trigger(table, "DELETE", "old"));
    }
    Ok(connection.execute_batch(&sql)?)
}

/// Makes the triggers write to this change from now on; none: they write nothing.
pub(crate) fn set_context(connection: &Connection, change: Option<(i64, i64)>) -> Result<(), StoreError> {
    let (seq, at) = change.unzip();
    connection
        .prepare_cached("UPDATE temp.context SET change_seq = ?1, at = ?2, logging = ?1 IS NOT NULL")?
        .execute((seq, at.unwrap_or_default()))?;
    Ok(())
}

fn update_trigger(table: &Tracked) -> String {
    let Tracked { name, cells, .. } = table;
    if cells.is_empty() {
        return String::new();
    }
    let values: Vec<String> = cells
        .iter()
        .map(|cell| format!("SELECT '{cell}' AS field, old.\"{cell}\" AS was, new.\"{cell}\" AS becomes"))
        .collect();
    let values = values.join(" UNION ALL ");
    let watched = cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(", ");
    let (watched, extra, books) = if table.has_extra() {
        (
            format!("{watched}, extra"),
            extra_cells(name),
            format!(
                "UPDATE {name} SET row_seq = (SELECT change_seq FROM context), updated_at = (SELECT at FROM context)
                 WHERE rowid = new.rowid;"
            ),
        )
    } else {
        (watched, String::new(), String::new())
    };
    format!(
        "CREATE TEMP TRIGGER {name}_update AFTER UPDATE OF {watched} ON main.{name}
         WHEN (SELECT logging FROM context)
         BEGIN
           INSERT INTO change_cells (change_seq, tbl, row, field, old, new)
           SELECT (SELECT change_seq FROM context), '{name}', new.rowid, field, was, becomes
           FROM ({values}) WHERE was IS NOT becomes;
           {extra}
           {books}
         END;"
    )
}

/// One cell per key of `extra` whose value differs.
fn extra_cells(name: &str) -> String {
    format!(
        "INSERT INTO change_cells (change_seq, tbl, row, field, old, new)
         SELECT (SELECT change_seq FROM context), '{name}', new.rowid, 'extra.' || keys.key, was.value, is_now.value
         FROM (SELECT key FROM json_each(coalesce(old.extra, '{{}}'))
               UNION SELECT key FROM json_each(coalesce(new.extra, '{{}}'))) AS keys
         LEFT JOIN json_each(coalesce(old.extra, '{{}}')) AS was ON was.key = keys.key
         LEFT JOIN json_each(coalesce(new.extra, '{{}}')) AS is_now ON is_now.key = keys.key
         WHERE old.extra IS NOT new.extra AND was.value IS NOT is_now.value;"
    )
}

fn row_trigger(table: &Tracked, event: &str, side: &str) -> String {
    let name = table.name;
    let tagged = if name == "taggings" { touch_tagged_record(side) } else { String::new() };
    let (old, new) =
        if side == "old" { (image(table, "old"), "NULL".into()) } else { ("NULL".into(), image(table, "new")) };
    format!(
        "CREATE TEMP TRIGGER {name}_{event} AFTER {event} ON main.{name}
         WHEN (SELECT logging FROM context)
         BEGIN
           INSERT INTO change_cells (change_seq, tbl, row, field, old, new)
           VALUES ((SELECT change_seq FROM context), '{name}', {side}.rowid, '*', {old}, {new});
           {tagged}
         END;"
    )
}

/// A tag that comes or goes is a change of its record.
fn touch_tagged_record(side: &str) -> String {
    [("prospect", "prospects"), ("company", "companies")]
        .map(|(entity, table)| {
            format!(
                "UPDATE {table} SET row_seq = (SELECT change_seq FROM context), updated_at = (SELECT at FROM context)
                 WHERE {side}.entity = '{entity}' AND rowid = {side}.row;"
            )
        })
        .concat()
}

/// SQL that makes the JSON image of a row: its columns by name, binary ones as hexadecimal text.
pub(crate) fn image(table: &Tracked, row: &str) -> String {
    let parts = image_columns(table).into_iter().map(|column| format!("'{column}', {}", imaged(column, row)));
    format!("json_object({})", parts.collect::<Vec<_>>().join(", "))
}

/// SQL that makes the JSON list of a row: the same without the names, in their order. Half as long, and
/// of use as long as the table has the same columns.
pub(crate) fn list_of(table: &Tracked) -> String {
    let parts = image_columns(table).into_iter().map(|column| imaged(column, table.name));
    format!("json_array({})", parts.collect::<Vec<_>>().join(", "))
}

fn imaged(column: &str, row: &str) -> String {
    let value = format!("{row}.\"{column}\"");
    if is_binary(column) { format!("hex({value})") } else { value }
}

/// SQL that puts rows back from images selected as `rows(row, image)` by `source`.
pub(crate) fn insert_from_images(table: &Tracked, source: &str) -> String {
    insert_from(table, source, |_, column| format!("$.\"{column}\""))
}

/// SQL that puts rows back from lists selected as `rows(row, image)` by `source`.
pub(crate) fn insert_from_lists(table: &Tracked, source: &str) -> String {
    insert_from(table, source, |place, _| format!("$[{place}]"))
}

fn insert_from(table: &Tracked, source: &str, path: impl Fn(usize, &str) -> String) -> String {
    let columns = image_columns(table);
    let names = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let value = |(place, column): (usize, &&str)| {
        let value = format!("json_extract(image, '{}')", path(place, column));
        if is_binary(column) { format!("unhex(nullif({value}, ''))") } else { value }
    };
    let values = columns.iter().enumerate().map(value).collect::<Vec<_>>().join(", ");
    // What somebody made again since, such as the same tag on the same record, stays.
    format!("INSERT OR IGNORE INTO {} (rowid, {names}) SELECT row, {values} FROM ({source})", table.name)
}

fn image_columns(table: &Tracked) -> Vec<&'static str> {
    let mut columns = Vec::new();
    if table.has_id() {
        columns.push("id");
    }
    columns.extend(table.cells);
    if table.has_extra() {
        columns.push("extra");
    }
    columns.extend(table.books);
    columns
}

fn is_binary(column: &str) -> bool {
    matches!(column, "id" | "tenant_id" | "created_by")
}
