//! The saved form of columns. One part for the rows and one for each column, each with a version
//! and a check sum, so that a start reads them instead of all rows.

use sales_core::fields::FieldKind;

use super::{Columns, ListError, Spec, bits::Bits, codes::Codes, column::Column, front::FrontCoded, rows::Rows};

/// Changes with the bytes, the folded form and the order.
const FORMAT: u32 = 1;
const ROWS: &str = "rows";

/// A saved part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Unlike those of the other parts.
    pub name: String,
    /// The content, of use to [`Columns::from_segments`] alone.
    pub bytes: Vec<u8>,
}

impl Columns {
    /// The parts to save, made one after the other.
    ///
    /// # Errors
    /// [`ListError::ColumnFull`].
    pub fn segments(&self) -> impl Iterator<Item = Result<Segment, ListError>> {
        let rows = std::iter::once_with(|| Ok(sealed(ROWS.to_owned(), |out| self.write_rows(out))));
        let columns = self.columns.iter().map(|column| {
            let compacted = if column.dictionary.added.len() > 0 { Some(column.compacted()?) } else { None };
            let column = compacted.as_ref().unwrap_or(column);
            Ok(sealed(name(column), |out| write_column(column, out)))
        });
        rows.chain(columns)
    }

    /// The columns of which all parts were saved. `bytes` gives the bytes of the part of a name.
    ///
    /// # Errors
    /// [`ListError::Damaged`] with the first part that is missing, was not written like this or
    /// belongs to other columns; [`ListError::DuplicateColumn`].
    pub fn from_segments(spec: Spec, mut bytes: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Self, ListError> {
        let mut columns = Self::new(spec)?;
        let mut open = |segment: &str, read: &mut dyn FnMut(&[u8]) -> Option<()>| {
            let bytes = bytes(segment);
            let content = bytes.as_deref().and_then(opened);
            content.and_then(read).ok_or_else(|| ListError::Damaged { segment: segment.to_owned() })
        };
        open(ROWS, &mut |content| {
            (columns.rows, columns.related) = read_rows(content)?;
            Some(())
        })?;
        let rows = columns.rows.len();
        for column in &mut columns.columns {
            open(&name(column), &mut |content| {
                (column.dictionary.sorted, column.codes) = read_column(content, column.kind(), rows)?;
                Some(())
            })?;
        }
        Ok(columns)
    }

    fn write_rows(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.rows.len() as u32).to_le_bytes());
        self.rows.ids.iter().for_each(|id| out.extend_from_slice(&id.to_le_bytes()));
        for bits in [&self.rows.live, &self.rows.archived] {
            bits.words().iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
        }
        self.related.write(out);
    }
}

fn read_rows(content: &[u8]) -> Option<(Rows, Codes)> {
    let (len, content) = content.split_first_chunk()?;
    let len = u32::from_le_bytes(*len) as usize;
    let (ids, content) = content.split_at_checked(len.checked_mul(4)?)?;
    let ids: Vec<u32> = ids.as_chunks().0.iter().map(|id| u32::from_le_bytes(*id)).collect();
    if !ids.is_sorted_by(|a, b| a < b) {
        return None;
    }
    let bits = |words: &[u8]| {
        Bits::from_words(words.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word)).collect(), len)
    };
    let (live, content) = content.split_at_checked(len.div_ceil(64) * 8)?;
    let (archived, content) = content.split_at_checked(len.div_ceil(64) * 8)?;
    let rows = Rows { ids, live: bits(live)?, archived: bits(archived)? };
    Some((rows, Codes::from_bytes(content, len, u32::MAX)?))
}

fn write_column(column: &Column, out: &mut Vec<u8>) {
    let mut codes = Vec::new();
    column.codes.write(&mut codes);
    out.push(kind_tag(column.kind()));
    out.extend_from_slice(&(codes.len() as u64).to_le_bytes());
    out.extend_from_slice(&codes);
    column.dictionary.sorted.write(out);
}

fn read_column(content: &[u8], kind: FieldKind, rows: usize) -> Option<(FrontCoded, Codes)> {
    let (&tag, content) = content.split_first()?;
    let (codes, content) = content.split_first_chunk()?;
    let (codes, sorted) = content.split_at_checked(usize::try_from(u64::from_le_bytes(*codes)).ok()?)?;
    let sorted = FrontCoded::from_bytes(sorted)?;
    let codes = Codes::from_bytes(codes, rows, 1 + sorted.len())?;
    (tag == kind_tag(kind)).then_some((sorted, codes))
}

fn name(column: &Column) -> String {
    format!("column:{}", column.field())
}

/// Kinds by what differs between them here.
const fn kind_tag(kind: FieldKind) -> u8 {
    match kind {
        FieldKind::Number => 1,
        FieldKind::Date => 2,
        FieldKind::Tags => 3,
        _ => 0,
    }
}

/// A part whose content is written by `write`, behind its format, name and check sum.
fn sealed(name: String, write: impl FnOnce(&mut Vec<u8>)) -> Segment {
    let mut bytes = vec![0; 8];
    write(&mut bytes);
    let sum = crc32fast::hash(&bytes[8..]);
    bytes[..4].copy_from_slice(&FORMAT.to_le_bytes());
    bytes[4..8].copy_from_slice(&sum.to_le_bytes());
    Segment { name, bytes }
}

/// The content of a part that is as it was written.
fn opened(bytes: &[u8]) -> Option<&[u8]> {
    let (format, rest) = bytes.split_first_chunk()?;
    let (sum, content) = rest.split_first_chunk()?;
    let same = u32::from_le_bytes(*format) == FORMAT && u32::from_le_bytes(*sum) == crc32fast::hash(content);
    same.then_some(content)
}
