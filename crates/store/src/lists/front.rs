//! Sorted texts, each stored as what it does not share with the one before it (front coding).

use std::cmp::Ordering;

/// Every text of this number is stored in full, so that any text is found in a few steps.
const BLOCK: usize = 16;
/// How many texts are handed out at once; a multiple of [`BLOCK`].
const CHUNK: usize = 1024;
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
    /// The texts, each followed by [`END`].
    pub(super) text: Vec<u8>,
    /// Where the [`END`] of each text is.
    pub(super) ends: Vec<u32>,
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
        if let Some(alphabet) = self.alphabets.last_mut() {
            text.iter().for_each(|byte| alphabet[usize::from(byte >> 6)] |= 1 << (byte & 63));
        }
        let shared = if place.is_multiple_of(BLOCK) {
            self.starts.push(start);
            0
        } else {
            let shared = previous.iter().zip(text).take_while(|(a, b)| a == b).count();
            push_length(shared, &mut self.bytes);
            shared
        };
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

    /// Hands out all texts in order, [`CHUNK`] at a time, but for chunks where a byte that
    /// `alphabet` asks about does not occur.
    pub(super) fn chunks(&self, wanted: impl Fn(&[u64; 4]) -> bool, mut each: impl FnMut(&Chunk)) {
        let mut chunk = Chunk::default();
        for (i, alphabet) in self.alphabets.iter().enumerate() {
            if wanted(alphabet) {
                self.decode(i, &mut chunk);
                each(&chunk);
            }
        }
    }

    fn decode(&self, index: usize, chunk: &mut Chunk) {
        let count = CHUNK.min(self.len as usize - index * CHUNK);
        chunk.first = (index * CHUNK) as u32;
        chunk.text.clear();
        chunk.ends.clear();
        let mut at = self.starts[index * CHUNK / BLOCK] as usize;
        let mut previous = 0;
        for i in 0..count {
            let shared = if i % BLOCK == 0 { 0 } else { self.length(&mut at) };
            let own = self.length(&mut at);
            let start = chunk.text.len();
            chunk.text.extend_from_within(previous..previous + shared);
            chunk.text.extend_from_slice(&self.bytes[at..at + own]);
            at += own;
            previous = start;
            chunk.ends.push(chunk.text.len() as u32);
            chunk.text.push(END);
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
            let alphabet = texts.alphabets.last_mut()?;
            text.iter().for_each(|byte| alphabet[usize::from(byte >> 6)] |= 1 << (byte & 63));
        }
        (at == bytes.len()).then_some(texts)
    }
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
        let text = prop_oneof!["[ab]{0,5}", "[a-z]{1,3}", "a{120,140}b?", "b{16383,16386}"];
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
            coded.chunks(|_| true, |chunk| {
                let mut start = 0;
                for &end in &chunk.ends {
                    handed.push(chunk.text[start..end as usize].to_vec());
                    start = end as usize + 1;
                }
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
                damaged.chunks(|_| true, |chunk| assert!(chunk.ends.len() <= CHUNK));
            }
        }
    }

    #[test]
    fn chunks_without_a_wanted_byte_are_left_out() {
        let texts: Vec<_> = (0..3000).map(|i| format!("{i:05}{}", if i == 2500 { "x" } else { "" }).into_bytes()).collect();
        let mut firsts = Vec::new();
        coded(&texts).chunks(|alphabet| alphabet[1] >> (b'x' & 63) & 1 == 1, |chunk| firsts.push(chunk.first));
        assert_eq!(firsts, [2048]);
    }
}
