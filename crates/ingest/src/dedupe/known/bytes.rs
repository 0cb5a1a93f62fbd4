//! Numbers and texts as bytes, in pieces of a bounded size.

use std::ops::ControlFlow;

/// The size of a piece, in bytes; the last one is smaller.
const PIECE: usize = 1 << 20;
/// Pairs that room is made for before they are read.
const MOST_EXPECTED: usize = 1 << 24;

/// Writes pieces, until whoever takes them has enough.
pub(crate) struct Writer<'p> {
    piece: Vec<u8>,
    take: &'p mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    is_over: bool,
}

impl<'p> Writer<'p> {
    pub fn new(take: &'p mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Self {
        Self { piece: Vec::with_capacity(PIECE), take, is_over: false }
    }

    fn bytes(&mut self, mut bytes: &[u8]) {
        while !self.is_over && !bytes.is_empty() {
            let (now, rest) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = rest;
            if self.piece.len() == PIECE {
                self.end_piece();
            }
        }
    }

    fn end_piece(&mut self) {
        self.is_over = (self.take)(&self.piece).is_break();
        self.piece.clear();
    }

    /// Gives the last piece.
    pub fn end(mut self) {
        if !self.is_over && !self.piece.is_empty() {
            self.end_piece();
        }
    }

    pub fn byte(&mut self, byte: u8) {
        self.bytes(&[byte]);
    }

    pub fn number(&mut self, number: u32) {
        self.bytes(&number.to_le_bytes());
    }

    pub fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub fn real(&mut self, number: f64) {
        self.bytes(&number.to_le_bytes());
    }

    pub fn reals(&mut self, numbers: &[f64]) {
        numbers.iter().for_each(|&number| self.real(number));
    }

    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes(text.as_bytes());
    }

    pub fn pairs(&mut self, pairs: &[(u32, u32)]) {
        self.count(pairs.len());
        for &(first, second) in pairs {
            self.bytes(&(u64::from(second) << 32 | u64::from(first)).to_le_bytes());
        }
    }
}

/// Reads what a [`Writer`] wrote; none where that is not there.
pub(crate) struct Reader<'p> {
    pieces: &'p mut dyn Iterator<Item = Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
}

impl<'p> Reader<'p> {
    pub fn new(pieces: &'p mut dyn Iterator<Item = Vec<u8>>) -> Self {
        Self { pieces, piece: Vec::new(), at: 0 }
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let whole = self.piece.get(self.at..self.at + N).and_then(|bytes| bytes.try_into().ok());
        if whole.is_some() {
            self.at += N;
            return whole;
        }
        let mut bytes = [0; N];
        for byte in &mut bytes {
            while self.at == self.piece.len() {
                self.piece = self.pieces.next()?;
                self.at = 0;
            }
            *byte = self.piece[self.at];
            self.at += 1;
        }
        Some(bytes)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    pub fn number(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub fn count(&mut self) -> Option<usize> {
        self.number().map(|count| count as usize)
    }

    pub fn real(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    pub fn reals<const N: usize>(&mut self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            *number = self.real()?;
        }
        Some(numbers)
    }

    pub fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        let mut text = Vec::new();
        for _ in 0..length {
            text.push(self.byte()?);
        }
        String::from_utf8(text).ok()
    }

    pub fn pairs(&mut self) -> Option<Vec<(u32, u32)>> {
        let count = self.count()?;
        let mut pairs = Vec::with_capacity(count.min(MOST_EXPECTED));
        for _ in 0..count {
            let both = u64::from_le_bytes(self.bytes()?);
            pairs.push((both as u32, (both >> 32) as u32));
        }
        Some(pairs)
    }

    /// As many as are counted first.
    pub fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(one(self)?);
        }
        Some(list)
    }

    /// What is there or not.
    pub fn option<T>(&mut self, one: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            1 => Some(Some(one(self)?)),
            _ => None,
        }
    }

    pub fn is_true(&mut self) -> Option<bool> {
        self.option(|_| Some(())).map(|there| there.is_some())
    }

    /// Whether all is read.
    pub fn is_at_end(&mut self) -> bool {
        self.byte().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_pieces_is_read_again() {
        let pairs: Vec<(u32, u32)> = (0..300_000).map(|i| (i, u32::MAX - i)).collect();
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        let mut take = |piece: &[u8]| {
            pieces.push(piece.to_vec());
            ControlFlow::Continue(())
        };
        let mut out = Writer::new(&mut take);
        out.byte(7);
        out.text("é");
        out.reals(&[0.1, -2.0]);
        out.pairs(&pairs);
        out.end();
        assert_eq!(pieces.iter().map(Vec::len).max(), Some(PIECE));
        let read = |pieces: &[Vec<u8>]| {
            let mut pieces = pieces.iter().cloned();
            let mut bytes = Reader::new(&mut pieces);
            let all = (bytes.byte()?, bytes.text()?, bytes.reals::<2>()?, bytes.pairs()?);
            Some((all, bytes.is_at_end()))
        };
        assert_eq!(read(&pieces), Some(((7, "é".to_owned(), [0.1, -2.0], pairs), true)));
        assert_eq!(read(&pieces[..2]), None);
    }

    #[test]
    fn nothing_is_written_that_nobody_takes() {
        let mut taken = 0;
        let mut take = |_: &[u8]| {
            taken += 1;
            ControlFlow::Break(())
        };
        let mut out = Writer::new(&mut take);
        out.pairs(&vec![(1, 2); 600_000]);
        out.end();
        assert_eq!(taken, 1);
    }
}
