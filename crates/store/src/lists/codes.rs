//! One code per row, in as few bytes as the largest code needs.

use std::ops::Range;

use super::bits::Bits;

/// The code of each row; 0 stands for no value.
#[derive(Debug, Clone)]
pub(super) enum Codes {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

/// Calls an expression with the vector of whatever width.
macro_rules! with_codes {
    ($codes:expr, $vec:ident => $body:expr) => {
        match $codes {
            Codes::Narrow($vec) => $body,
            Codes::Middle($vec) => $body,
            Codes::Wide($vec) => $body,
        }
    };
}

/// A set of codes, in the form that is quickest to look up.
#[derive(Debug, Clone)]
pub(super) enum CodeSet {
    /// The codes from the first to before the last; empty when they are equal.
    Range(Range<u32>),
    /// Any codes.
    Bits(Bits),
}

impl CodeSet {
    pub(super) const NONE: Self = Self::Range(0..0);

    /// The quickest form of a set.
    pub(super) fn from_bits(bits: Bits) -> Self {
        let count = bits.count();
        let (first, last) = (bits.iter().next(), bits.descending().next());
        match (first, last) {
            (Some(first), Some(last)) if last - first + 1 == count => Self::Range(first as u32..last as u32 + 1),
            (None, _) => Self::NONE,
            _ => Self::Bits(bits),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Range(range) if range.is_empty())
    }

    pub(super) fn contains(&self, code: u32) -> bool {
        match self {
            Self::Range(range) => range.contains(&code),
            Self::Bits(bits) => bits.get(code as usize),
        }
    }

    /// How many codes there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Range(range) => range.len(),
            Self::Bits(bits) => bits.count(),
        }
    }

    /// Adds the set to `bits`.
    pub(super) fn add_to(&self, bits: &mut Bits) {
        match self {
            Self::Range(range) => range.clone().for_each(|code| bits.set(code as usize, true)),
            Self::Bits(own) => bits.or(own),
        }
    }
}

impl Codes {
    /// As many zeros, wide enough for codes up to `largest`.
    pub(super) fn zeros(len: usize, largest: u32) -> Self {
        match largest {
            0..=0xFF => Self::Narrow(vec![0; len]),
            0x100..=0xFFFF => Self::Middle(vec![0; len]),
            _ => Self::Wide(vec![0; len]),
        }
    }

    pub(super) fn len(&self) -> usize {
        with_codes!(self, codes => codes.len())
    }

    /// The largest code that fits.
    const fn limit(&self) -> u32 {
        match self {
            Self::Narrow(_) => 0xFF,
            Self::Middle(_) => 0xFFFF,
            Self::Wide(_) => u32::MAX,
        }
    }

    pub(super) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Narrow(codes) => u32::from(codes[row]),
            Self::Middle(codes) => u32::from(codes[row]),
            Self::Wide(codes) => codes[row],
        }
    }

    pub(super) fn set(&mut self, row: usize, code: u32) {
        self.widen(code);
        match self {
            Self::Narrow(codes) => codes[row] = code as u8,
            Self::Middle(codes) => codes[row] = code as u16,
            Self::Wide(codes) => codes[row] = code,
        }
    }

    pub(super) fn push(&mut self, code: u32) {
        self.widen(code);
        match self {
            Self::Narrow(codes) => codes.push(code as u8),
            Self::Middle(codes) => codes.push(code as u16),
            Self::Wide(codes) => codes.push(code),
        }
    }

    fn widen(&mut self, code: u32) {
        if code > self.limit() {
            let mut wider = Self::zeros(self.len(), code);
            wider.fill(self, |code| code);
            *self = wider;
        }
    }

    /// Takes the codes of `from`, of the same length, after `map`.
    pub(super) fn fill(&mut self, from: &Self, map: impl Fn(u32) -> u32) {
        fn fill<T, F: Copy + Into<u32>>(to: &mut [T], from: &[F], map: impl Fn(u32) -> T) {
            to.iter_mut().zip(from).for_each(|(to, &from)| *to = map(from.into()));
        }
        match self {
            Self::Narrow(to) => with_codes!(from, from => fill(to, from, |code| map(code) as u8)),
            Self::Middle(to) => with_codes!(from, from => fill(to, from, |code| map(code) as u16)),
            Self::Wide(to) => with_codes!(from, from => fill(to, from, map)),
        }
    }

    /// The same codes for other rows: row `i` takes the code of row `rows[i]`, or none.
    pub(super) fn rearranged(&self, rows: &[Option<u32>]) -> Self {
        let mut codes = Self::zeros(rows.len(), self.limit());
        for (to, from) in rows.iter().enumerate() {
            if let Some(from) = from {
                codes.set(to, self.get(*from as usize));
            }
        }
        codes
    }

    /// Calls `each` for every row with its code.
    pub(super) fn for_each(&self, mut each: impl FnMut(usize, u32)) {
        fn visit<T: Copy + Into<u32>>(codes: &[T], each: &mut impl FnMut(usize, u32)) {
            codes.iter().enumerate().for_each(|(row, &code)| each(row, code.into()));
        }
        with_codes!(self, codes => visit(codes, &mut each));
    }

    /// Adds the rows whose code is in the set.
    pub(super) fn add_rows(&self, set: &CodeSet, rows: &mut Bits) {
        match set {
            CodeSet::Range(range) if range.is_empty() => {}
            CodeSet::Range(range) => {
                let (first, length) = (range.start, range.end - range.start);
                with_codes!(self, codes => add(codes, rows, |code| code.wrapping_sub(first) < length));
            }
            CodeSet::Bits(bits) => with_codes!(self, codes => add(codes, rows, |code| bits.get(code as usize))),
        }
    }

    /// Adds the rows whose code passes a test.
    pub(super) fn add_passing(&self, test: impl Fn(u32) -> bool, rows: &mut Bits) {
        with_codes!(self, codes => add(codes, rows, test));
    }

    /// Bytes as in [`Self::from_bytes`]: the width, then the codes, little-endian.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Narrow(codes) => {
                out.push(1);
                out.extend_from_slice(codes);
            }
            Self::Middle(codes) => {
                out.push(2);
                codes.iter().for_each(|code| out.extend_from_slice(&code.to_le_bytes()));
            }
            Self::Wide(codes) => {
                out.push(4);
                codes.iter().for_each(|code| out.extend_from_slice(&code.to_le_bytes()));
            }
        }
    }

    /// The codes of a number of rows; none when the bytes are not theirs or a code is not below
    /// `end`.
    pub(super) fn from_bytes(bytes: &[u8], rows: usize, end: u32) -> Option<Self> {
        let (&width, bytes) = bytes.split_first()?;
        if bytes.len() != rows.checked_mul(usize::from(width))? {
            return None;
        }
        let codes = match width {
            1 => Self::Narrow(bytes.to_vec()),
            2 => Self::Middle(bytes.as_chunks().0.iter().map(|code| u16::from_le_bytes(*code)).collect()),
            4 => Self::Wide(bytes.as_chunks().0.iter().map(|code| u32::from_le_bytes(*code)).collect()),
            _ => return None,
        };
        let largest = with_codes!(&codes, codes => codes.iter().copied().max().map_or(0, u32::from));
        (rows == 0 || largest < end).then_some(codes)
    }

    pub(super) fn shrink(&mut self) {
        with_codes!(self, codes => codes.shrink_to_fit());
    }

    pub(super) fn memory_bytes(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.capacity(),
            Self::Middle(codes) => codes.capacity() * 2,
            Self::Wide(codes) => codes.capacity() * 4,
        }
    }
}

fn add<T: Copy + Into<u32>>(codes: &[T], rows: &mut Bits, test: impl Fn(u32) -> bool) {
    for (chunk, word) in codes.chunks(64).zip(rows.words_mut()) {
        let found = chunk.iter().enumerate().fold(0, |found, (bit, &code)| found | u64::from(test(code.into())) << bit);
        *word |= found;
    }
}
