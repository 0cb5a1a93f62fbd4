//! What a packed workbook unpacks to, looked at before the library holds it in memory: a small file can
//! hold a cell of gigabytes.

use std::{fs::File, io::Read, path::Path};

use memchr::memchr;
use zip::{ZipArchive, read::ZipFile};

use super::super::{SheetKind, SheetProblem};

/// Bytes that a part may have which is read row by row.
const MOST_STREAMED: u64 = 16 << 30;
/// Bytes that a part may have which is held in memory.
const MOST_HELD: u64 = 1 << 30;
/// Bytes between two cells, or within one, beyond which a workbook is refused. Excel writes 32,767
/// characters into a cell at most.
const MOST_IN_CELL: u64 = 64 << 20;
/// No part unpacks to more times its size.
const MOST_PACKED: u64 = 1_032;
/// Bytes looked at at once.
const CHUNK: usize = 256 << 10;
/// Bytes of a tag that its name ends within.
const NAME_BYTES: usize = 48;

/// Looks at the parts of a workbook that hold its cells. A file that cannot be looked at is left to the
/// library, which says what is wrong with it.
///
/// # Errors
/// [`SheetProblem::TooLarge`] and [`SheetProblem::CellTooLarge`].
pub(super) fn check(path: &Path, kind: SheetKind, given_up: &dyn Fn() -> bool) -> Result<(), SheetProblem> {
    if kind == SheetKind::Xls {
        return Ok(());
    }
    let Some(mut parts) = File::open(path).ok().and_then(|file| ZipArchive::new(file).ok()) else { return Ok(()) };
    // All sizes first: they are told without unpacking.
    for at in 0..parts.len() {
        let Ok(part) = parts.by_index_raw(at) else { continue };
        if let Some((_, limit)) = name_and_limit(&part).filter(|(_, limit)| part.size() > *limit) {
            return Err(SheetProblem::TooLarge { limit });
        }
    }
    for at in 0..parts.len() {
        let Ok(part) = parts.by_index(at) else { continue };
        let Some((name, limit)) = name_and_limit(&part) else { continue };
        let has_cells = name.ends_with(".xml") || name.ends_with(".rels");
        let smallest = if has_cells { MOST_IN_CELL } else { limit };
        if part.compressed_size().saturating_mul(MOST_PACKED) > smallest {
            Pass { limit, has_cells, ..Pass::default() }.over(part, given_up)?;
        }
    }
    Ok(())
}

/// The name of a part in small letters and the bytes that it may have; none for those that are not read.
fn name_and_limit(part: &ZipFile<'_, File>) -> Option<(String, u64)> {
    const UNREAD: [&str; 5] = ["xl/pivotcache/", "xl/media/", "xl/embeddings/", "pictures/", "thumbnails/"];
    let name = part.name().ok()?.to_ascii_lowercase();
    if UNREAD.iter().any(|folder| name.starts_with(folder)) {
        return None;
    }
    let is_streamed = name.starts_with("xl/worksheets/") && name.ends_with(".xml");
    Some((name, if is_streamed { MOST_STREAMED } else { MOST_HELD }))
}

/// One pass over what a part unpacks to, whatever size it claims to have.
#[derive(Default)]
struct Pass {
    limit: u64,
    has_cells: bool,
    bytes: u64,
    /// Bytes since a cell or a row began or ended.
    since_cell: u64,
}

impl Pass {
    fn over(mut self, mut part: impl Read, given_up: &dyn Fn() -> bool) -> Result<(), SheetProblem> {
        let mut chunk = vec![0; CHUNK];
        let mut held = 0;
        while !given_up() {
            let Ok(read) = part.read(&mut chunk[held..]) else { break };
            let text = &chunk[..held + read];
            let done = if self.has_cells { self.tags(text, read == 0) } else { text.len() };
            self.bytes += done as u64;
            if self.bytes > self.limit {
                return Err(SheetProblem::TooLarge { limit: self.limit });
            }
            if self.has_cells && self.since_cell > MOST_IN_CELL {
                return Err(SheetProblem::CellTooLarge { limit: MOST_IN_CELL });
            }
            if read == 0 {
                break;
            }
            held = text.len() - done;
            chunk.copy_within(done..done + held, 0);
        }
        Ok(())
    }

    /// Passes the tags of a text and gives how much of it is done; a tag may be cut at its end.
    fn tags(&mut self, text: &[u8], at_end: bool) -> usize {
        let mut from = 0;
        while let Some(open) = memchr(b'<', &text[from..]).map(|at| from + at) {
            if !at_end && text.len() - open < NAME_BYTES {
                self.since_cell += (open - from) as u64;
                return open;
            }
            self.since_cell += (open + 1 - from) as u64;
            if is_of_cells(&text[open + 1..text.len().min(open + NAME_BYTES)]) {
                self.since_cell = 0;
            }
            from = open + 1;
        }
        self.since_cell += (text.len() - from) as u64;
        text.len()
    }
}

/// Whether a tag, without its `<`, begins or ends a cell, a shared text or a row.
fn is_of_cells(tag: &[u8]) -> bool {
    let tag = tag.strip_prefix(b"/").unwrap_or(tag);
    let end = tag.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_.:".contains(byte)));
    let name = &tag[..end.unwrap_or(tag.len())];
    let own = name.rsplit(|&byte| byte == b':').next().unwrap_or(name);
    [&b"c"[..], b"si", b"row", b"table-cell", b"covered-table-cell", b"table-row"].contains(&own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(text: &[u8]) -> Result<(), SheetProblem> {
        Pass { limit: MOST_HELD, has_cells: true, ..Pass::default() }.over(text, &|| false)
    }

    #[test]
    fn cells_are_measured_whatever_their_tags_are_called() {
        let filling = vec![b'x'; CHUNK * 3 + 7];
        for tag in ["c", "x:c", "table:table-cell", "si"] {
            let cell =
                |text: &[u8]| [format!("<{tag} r=\"A1\">").as_bytes(), text, format!("</{tag}>").as_bytes()].concat();
            let many = cell(&filling).repeat(100);
            assert!(many.len() as u64 > MOST_IN_CELL);
            assert_eq!(pass(&many), Ok(()));
            let large = cell(&[&b"<t>"[..], &filling, b"</t>"].concat().repeat(100));
            assert_eq!(pass(&large), Err(SheetProblem::CellTooLarge { limit: MOST_IN_CELL }));
        }
    }

    #[test]
    fn a_part_is_measured_by_what_it_unpacks_to() {
        let over = Pass { limit: 1_000, ..Pass::default() }.over(&[0; 1_001][..], &|| false);
        assert_eq!(over, Err(SheetProblem::TooLarge { limit: 1_000 }));
        assert_eq!(Pass { limit: 1_000, ..Pass::default() }.over(&[0; 1_000][..], &|| false), Ok(()));
    }
}
