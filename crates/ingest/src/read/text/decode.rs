//! Bytes into UTF-8 text, a window at a time.

use std::{
    collections::VecDeque,
    io::{self, Read},
    mem,
};

use encoding_rs::DecoderResult;
use memchr::{memchr2_iter, memrchr2};

use super::{
    super::{
        Encoding,
        encoding::{cp850, windows_1252},
    },
    utf8_lines,
};

/// Bytes read at once while records are short.
const CHUNK: usize = 256 << 10;
/// Bytes read at once within a long record.
const LARGEST_CHUNK: usize = 4 << 20;

/// A file as text: a window of it that moves forward and grows as long as nothing is consumed.
pub struct TextSource<R> {
    input: R,
    decoder: Decoder,
    window: String,
    /// Bytes of the window that are done with.
    consumed: usize,
    /// Bytes of text that left the window.
    dropped: u64,
    bytes_read: u64,
    at_end: bool,
    /// Where in the text bytes could not be decoded, not yet asked for.
    undecodable: VecDeque<u64>,
}

enum Decoder {
    /// Holds the beginning of a character that the next chunk completes.
    Utf8(Vec<u8>),
    Standard {
        decoder: encoding_rs::Decoder,
        raw: Vec<u8>,
    },
    /// Western text with lines of UTF-8 in it. Holds the beginning of a line that the next chunk
    /// completes.
    Western {
        decoder: encoding_rs::Decoder,
        raw: Vec<u8>,
    },
    Cp850(Vec<u8>),
}

impl<R: Read> TextSource<R> {
    /// Text of `input`, without byte order marks at its beginning.
    pub fn new(input: R, encoding: Encoding) -> io::Result<Self> {
        let decoder = match encoding.standard() {
            Some(standard) if standard == encoding_rs::UTF_8 => Decoder::Utf8(Vec::new()),
            Some(standard) if [Encoding::WINDOWS_1252, Encoding::ISO_8859_15].contains(&encoding) => {
                Decoder::Western { decoder: standard.new_decoder_without_bom_handling(), raw: Vec::new() }
            }
            Some(standard) => {
                Decoder::Standard { decoder: standard.new_decoder_without_bom_handling(), raw: Vec::new() }
            }
            None => Decoder::Cp850(Vec::new()),
        };
        let mut source = Self {
            input,
            decoder,
            window: String::new(),
            consumed: 0,
            dropped: 0,
            bytes_read: 0,
            at_end: false,
            undecodable: VecDeque::new(),
        };
        source.fill()?;
        let text = source.rest();
        source.consumed = text.len() - text.trim_start_matches('\u{FEFF}').len();
        Ok(source)
    }

    /// The window from the place reached on.
    pub fn rest(&self) -> &str {
        &self.window[self.consumed..]
    }

    /// No more text will come than [`Self::rest`].
    pub const fn at_end(&self) -> bool {
        self.at_end
    }

    /// Bytes of the file read so far.
    pub const fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Moves on by `bytes` of the rest and tells how many undecodable places were among them.
    pub fn consume(&mut self, bytes: usize) -> u32 {
        self.consumed += bytes;
        if self.undecodable.is_empty() {
            return 0;
        }
        let place = self.dropped + self.consumed as u64;
        let passed = self.undecodable.partition_point(|&at| at < place);
        self.undecodable.drain(..passed);
        u32::try_from(passed).unwrap_or(u32::MAX)
    }

    /// What stands in the place of undecodable bytes: another encoding or, for none, U+FFFD.
    pub const fn fallback(&self) -> Option<Encoding> {
        match self.decoder {
            Decoder::Utf8(_) => Some(Encoding::WINDOWS_1252),
            Decoder::Western { .. } => Some(Encoding::UTF_8),
            Decoder::Standard { .. } | Decoder::Cp850(_) => None,
        }
    }

    /// Reads on: the rest grows, or the end is reached.
    pub fn fill(&mut self) -> io::Result<()> {
        self.window.drain(..self.consumed);
        self.dropped += mem::take(&mut self.consumed) as u64;
        // The window is looked at again as it grows: growing by much keeps that cheap.
        let want = self.window.len().clamp(CHUNK, LARGEST_CHUNK);
        match &mut self.decoder {
            Decoder::Utf8(_) => self.fill_utf8(want),
            Decoder::Standard { .. } => self.fill_standard(want),
            Decoder::Western { .. } => self.fill_western(want),
            Decoder::Cp850(raw) => {
                raw.clear();
                let read = (&mut self.input).take(want as u64).read_to_end(raw)?;
                self.window.extend(raw.iter().map(|&byte| cp850(byte)));
                self.bytes_read += read as u64;
                self.at_end = read == 0;
                Ok(())
            }
        }
    }

    fn fill_utf8(&mut self, want: usize) -> io::Result<()> {
        let Decoder::Utf8(partial) = &mut self.decoder else { return Ok(()) };
        let known = self.window.len();
        let mut bytes = mem::take(&mut self.window).into_bytes();
        bytes.append(partial);
        let read = (&mut self.input).take(want as u64).read_to_end(&mut bytes);
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                bytes.truncate(known);
                self.window = String::from_utf8(bytes).unwrap_or_default();
                return Err(error);
            }
        };
        self.bytes_read += read as u64;
        self.at_end = read == 0;
        if !self.at_end {
            let complete = bytes.len() - incomplete_tail(&bytes);
            partial.extend(bytes.drain(complete..));
        }
        self.window = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let first = error.utf8_error().valid_up_to();
                self.repair_utf8(&error.into_bytes(), first)
            }
        };
        Ok(())
    }

    /// Reads each byte that is no UTF-8 as windows-1252, as in files put together from both.
    fn repair_utf8(&mut self, bytes: &[u8], valid: usize) -> String {
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        text.push_str(std::str::from_utf8(&bytes[..valid]).unwrap_or_default());
        for chunk in bytes[valid..].utf8_chunks() {
            text.push_str(chunk.valid());
            for &byte in chunk.invalid() {
                self.undecodable.push_back(self.dropped + text.len() as u64);
                text.push(windows_1252(byte));
            }
        }
        text
    }

    /// Reads lines that are UTF-8 as such.
    fn fill_western(&mut self, want: usize) -> io::Result<()> {
        let Decoder::Western { decoder, raw } = &mut self.decoder else { return Ok(()) };
        let read = (&mut self.input).take(want as u64).read_to_end(raw)?;
        self.bytes_read += read as u64;
        self.at_end = read == 0;
        let end = if self.at_end { raw.len() } else { whole_lines(raw) };
        let bytes = &raw[..end];
        let (mut begin, mut done) = (0, 0);
        if utf8_lines::may_have_any(bytes) {
            let ends = memchr2_iter(b'\n', b'\r', bytes).map(|at| at + 1);
            for line_end in ends.chain([bytes.len()]) {
                let line = &bytes[begin..line_end];
                if utf8_lines::is_utf8(line)
                    && let Ok(text) = std::str::from_utf8(line)
                {
                    decode_bytes(decoder, &bytes[done..begin], &mut self.window);
                    let at = self.dropped + self.window.len() as u64;
                    let others = text.char_indices().filter(|(_, char)| !char.is_ascii());
                    self.undecodable.extend(others.map(|(place, _)| at + place as u64));
                    self.window.push_str(text);
                    done = line_end;
                }
                begin = line_end;
            }
        }
        decode_bytes(decoder, &bytes[done..], &mut self.window);
        raw.drain(..end);
        Ok(())
    }

    fn fill_standard(&mut self, want: usize) -> io::Result<()> {
        let Decoder::Standard { decoder, raw } = &mut self.decoder else { return Ok(()) };
        raw.clear();
        let read = (&mut self.input).take(want as u64).read_to_end(raw)?;
        self.bytes_read += read as u64;
        self.at_end = read == 0;
        let mut bytes = raw.as_slice();
        loop {
            self.window
                .reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3));
            let (result, consumed) = decoder.decode_to_string_without_replacement(bytes, &mut self.window, self.at_end);
            bytes = &bytes[consumed..];
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.undecodable.push_back(self.dropped + self.window.len() as u64);
                    self.window.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

/// Decodes bytes that each are a character.
fn decode_bytes(decoder: &mut encoding_rs::Decoder, mut bytes: &[u8], text: &mut String) {
    while !bytes.is_empty() {
        text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
        let (_, consumed, _) = decoder.decode_to_string(bytes, text, false);
        bytes = &bytes[consumed..];
    }
}

/// The bytes of whole lines; of a line longer than any chunk all but what may begin a character.
fn whole_lines(bytes: &[u8]) -> usize {
    match memrchr2(b'\n', b'\r', bytes) {
        Some(end) => end + 1,
        None if bytes.len() >= LARGEST_CHUNK => bytes.len() - incomplete_tail(bytes),
        None => 0,
    }
}

/// Bytes at the end that begin a character of UTF-8 and do not complete it.
fn incomplete_tail(bytes: &[u8]) -> usize {
    for back in 1..=bytes.len().min(3) {
        let byte = bytes[bytes.len() - back];
        let length = match byte {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            0x80..=0xBF => continue,
            _ => return 0,
        };
        return if length > back { back } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn read_all(bytes: &[u8], encoding: Encoding) -> (String, u32) {
        let mut source = TextSource::new(Drip(bytes), encoding).unwrap();
        while !source.at_end() {
            source.fill().unwrap();
        }
        let text = source.rest().to_owned();
        let bad = source.consume(text.len());
        (text, bad)
    }

    #[test]
    fn utf8_with_stray_windows_1252_bytes() {
        let (text, bad) = read_all(b"\xEF\xBB\xBFcaf\xC3\xA9;caf\xE9;\x80\xE2\x82", Encoding::UTF_8);
        assert_eq!(text, "café;café;€â‚");
        assert_eq!(bad, 4);
    }

    #[test]
    fn utf16_with_a_lone_surrogate() {
        let (text, bad) = read_all(b"\xFF\xFEa\0\0\xD8b\0", Encoding::UTF_16LE);
        assert_eq!(text, "a\u{FFFD}b");
        assert_eq!(bad, 1);
    }

    #[test]
    fn code_page_850_text() {
        assert_eq!(read_all(b"\x82t\x82", Encoding::CP850), ("été".to_owned(), 0));
    }

    #[test]
    fn lines_of_utf8_in_western_text() {
        let (text, other) =
            read_all(b"caf\xE9\ncaf\xC3\xA9 \xE2\x82\xAC\r\nCAF\xC9\x85\n\xC3\xA9", Encoding::WINDOWS_1252);
        assert_eq!(text, "café\ncafé €\r\nCAFÉ…\né");
        assert_eq!(other, 3);
        let (text, other) = read_all(b"\xA4 caf\xE9\rcaf\xC3\xA9\r", Encoding::ISO_8859_15);
        assert_eq!((text.as_str(), other), ("€ café\rcafé\r", 1));
        let (text, other) = read_all(b"l\xD5\x8Et\x8E", Encoding::MACINTOSH);
        assert_eq!((text.as_str(), other), ("l’été", 0));
    }

    #[test]
    fn lines_of_utf8_across_chunks_and_longer_than_any() {
        let line = |length: usize| [&b"x".repeat(length)[..], "é\n".as_bytes(), b"\xE9\n"].concat();
        for length in [CHUNK - 1, CHUNK, LARGEST_CHUNK - 1, LARGEST_CHUNK + CHUNK - 1] {
            let bytes = line(length);
            let mut source = TextSource::new(bytes.as_slice(), Encoding::WINDOWS_1252).unwrap();
            while !source.at_end() {
                source.fill().unwrap();
            }
            assert!(source.rest().ends_with("xé\né\n"), "{length}");
            let all = source.rest().len();
            assert_eq!(source.consume(all), 1, "{length}");
        }
    }

    #[test]
    fn the_window_moves() {
        let bytes = "é,".repeat(400_000);
        let mut source = TextSource::new(bytes.as_bytes(), Encoding::UTF_8).unwrap();
        let mut seen = 0;
        loop {
            let length = source.rest().len();
            seen += length;
            source.consume(length);
            if source.at_end() {
                break;
            }
            source.fill().unwrap();
        }
        assert_eq!(seen, bytes.len());
        assert!(source.window.capacity() < 4 * CHUNK);
    }
}
