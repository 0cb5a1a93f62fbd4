//! Sorted texts, each stored as what it does not share with the one before it (front coding).

use std::{cmp::Ordering, ops::Range};

/// Every text of this number is stored in full, so that any text is found in a few steps.
const BLOCK: usize = 16;
/// How many texts are handed out at once; a multiple of [`BLOCK`].
const CHUNK: usize = 1024;
/// How many bytes are copied at once, needed or not: quicker than to copy as many as needed.
const COPY: usize = 64;
/// What stands after each text of a [`Chunk`]; no folded text holds it.
pub(super) const END: u8 = b'\n';

/// Sorted texts, found by their place.
#[derive(Debug, Clone, Default)]
pub(super) struct FrontCoded {
    bytes: Vec<u8>,
    /// Where each block begins.
    starts: Vec<u32>,
    /// Which bytes occur in each chunk.
    alphabets: Vec<[u64; 4]>,
    len: u32,
}

/// Some consecutive texts, decoded.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// The place of the first text.
    pub(super) first: u32,
    /// Where the [`END`] of each text is.
    pub(super) ends: Vec<u32>,
    /// Room for the texts, each followed by [`END`], and for a [`COPY`] beyond them.
    buffer: Vec<u8>,
    len: usize,
}

impl Chunk {
    /// The texts, each followed by [`END`].
    pub(super) fn text(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    /// The texts one by one.
    pub(super) fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&end| end as usize + 1));
        starts.zip(&self.ends).map(|(start, &end)| &self.buffer[start..end as usize])
    }

    /// Takes all texts out.
    pub(super) fn clear(&mut self) {
        self.ends.clear();
        self.len = 0;
    }

    /// Appends a text: so many bytes from `previous` on, in this chunk, then the first bytes of
    /// `source`, which may go on behind them.
    fn push(&mut self, previous: usize, shared: usize, source: &[u8], own: usize) {
        let start = self.len;
        let end = start + shared + own;
        if self.buffer.len() < end + 1 + COPY {
            self.buffer.resize(2 * (end + 1 + COPY), 0);
        }
        match self.buffer[previous..].first_chunk::<COPY>() {
            Some(&part) if shared <= COPY => self.buffer[start..start + COPY].copy_from_slice(&part),
            _ => self.buffer.copy_within(previous..previous + shared, start),
        }
        let to = start + shared;
        match source.first_chunk::<COPY>() {
            Some(part) if own <= COPY => self.buffer[to..to + COPY].copy_from_slice(part),
            _ => self.buffer[to..end].copy_from_slice(&source[..own]),
        }
        self.buffer[end] = END;
        self.ends.push(end as u32);
        self.len = end + 1;
    }

    /// Appends a text.
    pub(super) fn push_text(&mut self, text: &[u8]) {
        self.push(0, 0, text, text.len());
    }

    /// Takes over the digits of the texts of another chunk.
    pub(super) fn keep_digits(&mut self, other: &Self) {
        self.clear();
        if self.buffer.len() < other.len {
            self.buffer.resize(other.buffer.len(), 0);
        }
        for &byte in other.text() {
            self.buffer[self.len] = byte;
            if byte == END {
                self.ends.push(self.len as u32);
            }
            self.len += usize::from(byte.is_ascii_digit() || byte == END);
        }
    }
}

impl FrontCoded {
    pub(super) const fn len(&self) -> u32 {
        self.len
    }

    /// Appends a text that stands after all others. `previous` is the text before it. False when
    /// there is no room: the texts take 4 GiB.
    #[must_use]
    pub(super) fn push(&mut self, text: &[u8], previous: &[u8]) -> bool {
        let place = self.len as usize;
        let Ok(start) = u32::try_from(self.bytes.len()) else { return false };
        if place.is_multiple_of(CHUNK) {
            self.alphabets.push([0; 4]);
        }
        let shared = if place.is_multiple_of(BLOCK) {
            self.starts.push(start);
            0
        } else {
            let shared = shared_length(previous, text);
            push_length(shared, &mut self.bytes);
            shared
        };
        if let Some(alphabet) = self.alphabets.last_mut() {
            note_bytes(&text[shared..], alphabet);
        }
        push_length(text.len() - shared, &mut self.bytes);
        self.bytes.extend_from_slice(&text[shared..]);
        self.len += 1;
        true
    }

    /// Writes the text at this place into `out`, in the place of what was there.
    pub(super) fn read(&self, place: u32, out: &mut Vec<u8>) {
        let block = place as usize / BLOCK;
        self.read_block(block, |i, text| {
            let wanted = i == place as usize % BLOCK;
            if wanted {
                out.clear();
                out.extend_from_slice(text);
            }
            !wanted
        });
    }

    /// The number of texts for which `before` holds; it must hold for a first part of them.
    pub(super) fn partition_point(&self, mut before: impl FnMut(&[u8]) -> bool) -> u32 {
        let blocks = self.starts.partition_point(|&start| before(self.head(start as usize).0));
        let Some(block) = blocks.checked_sub(1) else { return 0 };
        let mut count = 0;
        self.read_block(block, |i, text| {
            let holds = i == 0 || before(text);
            count += usize::from(holds);
            holds
        });
        (block * BLOCK + count) as u32
    }

    /// The place of a text, given how the texts compare with it.
    pub(super) fn find(&self, mut compare: impl FnMut(&[u8]) -> Ordering) -> Option<u32> {
        let mut equal = false;
        let place = self.partition_point(|text| compare(text) == Ordering::Less);
        if place < self.len {
            self.read_block(place as usize / BLOCK, |i, text| {
                let wanted = i == place as usize % BLOCK;
                equal |= wanted && compare(text) == Ordering::Equal;
                !wanted
            });
        }
        equal.then_some(place)
    }

    /// How many chunks there are.
    pub(super) fn chunk_count(&self) -> usize {
        self.alphabets.len()
    }

    /// Hands out all texts in order, [`CHUNK`] at a time.
    pub(super) fn chunks(&self, each: impl FnMut(&Chunk)) {
        self.some_chunks(0..self.chunk_count(), |_| true, each);
    }

    /// Hands out the texts of some chunks in order, but for chunks that are not wanted for the bytes
    /// that occur in them.
    pub(super) fn some_chunks(
        &self,
        which: Range<usize>,
        wanted: impl Fn(&[u64; 4]) -> bool,
        mut each: impl FnMut(&Chunk),
    ) {
        let mut chunk = Chunk::default();
        for i in which {
            if wanted(&self.alphabets[i]) {
                self.decode(i, &mut chunk);
                each(&chunk);
            }
        }
    }

    fn decode(&self, index: usize, chunk: &mut Chunk) {
        let count = CHUNK.min(self.len as usize - index * CHUNK);
        chunk.clear();
        chunk.first = (index * CHUNK) as u32;
        let mut at = self.starts[index * CHUNK / BLOCK] as usize;
        let mut previous = 0;
        for i in 0..count {
            let shared = if i % BLOCK == 0 { 0 } else { self.length(&mut at) };
            let own = self.length(&mut at);
            let start = chunk.len;
            chunk.push(previous, shared, &self.bytes[at..], own);
            at += own;
            previous = start;
        }
    }

    /// Calls `each` with the texts of a block until it returns false.
    fn read_block(&self, block: usize, mut each: impl FnMut(usize, &[u8]) -> bool) {
        let count = BLOCK.min(self.len as usize - block * BLOCK);
        let (head, mut at) = self.head(self.starts[block] as usize);
        if !each(0, head) {
            return;
        }
        let mut text = head.to_vec();
        for i in 1..count {
            let shared = self.length(&mut at);
            let own = self.length(&mut at);
            text.truncate(shared);
            text.extend_from_slice(&self.bytes[at..at + own]);
            at += own;
            if !each(i, &text) {
                return;
            }
        }
    }

    /// The first text of the block that begins here, and where the next one begins.
    fn head(&self, mut at: usize) -> (&[u8], usize) {
        let length = self.length(&mut at);
        (&self.bytes[at..at + length], at + length)
    }

    fn length(&self, at: &mut usize) -> usize {
        let byte = self.bytes[*at];
        *at += 1;
        if byte < 0x80 {
            return usize::from(byte);
        }
        let mut length = usize::from(byte & 0x7F);
        let mut shift = 7;
        loop {
            let byte = self.bytes[*at];
            *at += 1;
            length |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return length;
            }
        }
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.alphabets.shrink_to_fit();
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.bytes.capacity() + self.starts.capacity() * 4 + self.alphabets.capacity() * 32
    }

    /// The number of texts and their bytes, as [`Self::from_bytes`] reads them.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.len.to_le_bytes());
        out.extend_from_slice(&self.bytes);
    }

    /// Checks and takes texts that were written; none when the bytes do not hold together.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (len, bytes) = bytes.split_first_chunk()?;
        let mut texts = Self { bytes: bytes.to_vec(), len: u32::from_le_bytes(*len), ..Self::default() };
        let mut at = 0;
        let mut text = Vec::new();
        for place in 0..texts.len as usize {
            if place.is_multiple_of(CHUNK) {
                texts.alphabets.push([0; 4]);
            }
            let shared = if place.is_multiple_of(BLOCK) {
                texts.starts.push(u32::try_from(at).ok()?);
                text.clear();
                0
            } else {
                checked_length(bytes, &mut at)?
            };
            let own = checked_length(bytes, &mut at)?;
            if shared > text.len() {
                return None;
            }
            text.truncate(shared);
            text.extend_from_slice(bytes.get(at..at.checked_add(own)?)?);
            at += own;
            note_bytes(&text[shared..], texts.alphabets.last_mut()?);
        }
        (at == bytes.len()).then_some(texts)
    }
}

/// How many bytes two texts begin with in common.
fn shared_length(a: &[u8], b: &[u8]) -> usize {
    let words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0).take_while(|(a, b)| a == b).count();
    let rest = a[8 * words..].iter().zip(&b[8 * words..]).take_while(|(a, b)| a == b).count();
    8 * words + rest
}

/// Notes that these bytes occur in a chunk.
fn note_bytes(bytes: &[u8], alphabet: &mut [u64; 4]) {
    bytes.iter().for_each(|byte| alphabet[usize::from(byte >> 6)] |= 1 << (byte & 63));
}

fn push_length(mut length: usize, out: &mut Vec<u8>) {
    while length >= 0x80 {
        out.push(length as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
}

fn checked_length(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut length = 0_usize;
    for shift in [0, 7, 14, 21, 28] {
        let byte = *bytes.get(*at)?;
        *at += 1;
        length |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(length);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coded(texts: &[Vec<u8>]) -> FrontCoded {
        let mut coded = FrontCoded::default();
        let mut previous: &[u8] = b"";
        for text in texts {
            assert!(coded.push(text, previous));
            previous = text;
        }
        coded
    }

    fn sorted_texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let text = prop_oneof![
            4 => "[ab]{0,5}",
            4 => "[a-z]{1,3}",
            1 => (20..140_usize).prop_map(|len| "a".repeat(len)),
            1 => (16_383..16_386_usize).prop_map(|len| "b".repeat(len)),
        ];
        prop::collection::btree_set(text, 0..100).prop_map(|texts| texts.into_iter().map(String::into_bytes).collect())
    }

    proptest! {
        #[test]
        fn texts_are_found_and_handed_out(texts in sorted_texts(), probe in "[ab]{0,4}") {
            let coded = coded(&texts);
            let mut read = Vec::new();
            for (place, text) in texts.iter().enumerate() {
                coded.read(place as u32, &mut read);
                prop_assert_eq!(&read, text);
                prop_assert_eq!(coded.find(|other| other.cmp(text)), Some(place as u32));
            }
            let probe = probe.as_bytes();
            prop_assert_eq!(coded.find(|text| text.cmp(probe)).is_some(), texts.iter().any(|text| text == probe));
            let before = texts.partition_point(|text| text.as_slice() < probe);
            prop_assert_eq!(coded.partition_point(|text| text < probe), before as u32);
            let mut handed = Vec::new();
            coded.chunks(|chunk| {
                handed.extend(chunk.texts().map(<[u8]>::to_vec));
            });
            prop_assert_eq!(handed, texts);
        }

        #[test]
        fn bytes_are_read_back_or_refused(texts in sorted_texts(), at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = Vec::new();
            coded(&texts).write(&mut bytes);
            let back = FrontCoded::from_bytes(&bytes).expect("what was written");
            prop_assert_eq!((&back.bytes, &back.starts, &back.alphabets), {
                let coded = coded(&texts);
                (&coded.bytes.clone(), &coded.starts.clone(), &coded.alphabets.clone())
            });
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(damaged) = FrontCoded::from_bytes(&bytes) {
                damaged.chunks(|chunk| assert!(chunk.ends.len() <= CHUNK));
            }
        }
    }

    #[test]
    fn chunks_without_a_wanted_byte_are_left_out() {
        let texts: Vec<_> =
            (0..3000).map(|i| format!("{i:05}{}", if i == 2500 { "x" } else { "" }).into_bytes()).collect();
        let mut firsts = Vec::new();
        let has_x = |alphabet: &[u64; 4]| alphabet[1] >> (b'x' & 63) & 1 == 1;
        coded(&texts).some_chunks(0..3, has_x, |chunk| firsts.push(chunk.first));
        assert_eq!(firsts, [2048]);
    }
}
