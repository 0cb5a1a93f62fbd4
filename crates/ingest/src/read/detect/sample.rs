//! Parts of a file that stand for all of it.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use super::super::ReadError;

/// Bytes looked at from the beginning.
const HEAD: u64 = 1 << 20;
/// Bytes looked at from the end.
const TAIL: u64 = 128 << 10;
/// Pieces looked at between, and their size.
const PIECES: u64 = 16;
const PIECE: u64 = 32 << 10;

/// Parts of a file.
pub struct Sample {
    /// From the beginning; all of a small file.
    pub head: Vec<u8>,
    /// Evenly from the middle; none of a small file.
    pub middle: Vec<Vec<u8>>,
    /// To the end, from an even place on; none of a small file.
    pub tail: Option<Vec<u8>>,
}

impl Sample {
    /// Reads parts of a file.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let fail = |error| ReadError::from_io(path, error);
        let metadata = std::fs::metadata(path).map_err(fail)?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile { file: path.to_path_buf() });
        }
        let mut file = File::open(path).map_err(fail)?;
        Self::from_file(&mut file, metadata.len()).map_err(fail)
    }

    fn from_file(file: &mut File, size: u64) -> io::Result<Self> {
        let mut part = |from: u64, bytes: u64| -> io::Result<Vec<u8>> {
            file.seek(SeekFrom::Start(from))?;
            let mut part = Vec::new();
            Read::by_ref(file).take(bytes).read_to_end(&mut part)?;
            Ok(part)
        };
        if size <= HEAD + TAIL {
            let head = part(0, HEAD + TAIL)?;
            return Ok(Self { head, middle: Vec::new(), tail: None });
        }
        let head = part(0, HEAD)?;
        let between = size - HEAD - TAIL;
        let middle = (0..PIECES)
            .map(|piece| part(even(HEAD + between / PIECES * piece), PIECE.min(between)))
            .collect::<io::Result<_>>()?;
        let tail = part(even(size - TAIL), TAIL + 1)?;
        Ok(Self { head, middle, tail: Some(tail) })
    }

    /// All parts.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let middle = self.middle.iter().map(Vec::as_slice);
        std::iter::once(self.head.as_slice()).chain(middle).chain(self.tail.as_deref())
    }
}

/// Characters of UTF-16 begin at even places.
const fn even(place: u64) -> u64 {
    place & !1
}
