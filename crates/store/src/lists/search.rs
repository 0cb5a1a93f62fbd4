//! Search as you type: every word must occur in one of the searched fields of a row.

use memchr::memmem::Finder;
use sales_core::fields::FieldKind;

use super::{ListError, bits::Bits, codes::CodeSet, column::Column, fold::folded, front::Chunk, parallel, view::View};

/// How many different words a search may have.
pub const MAX_WORDS: usize = 32;

/// When fewer rows than one in this number are left, they are looked at one by one.
const FEW: usize = 16;

/// From how many chunks of values on a second thread is worth its start.
const MIN_CHUNKS: usize = 32;

/// From how many digits on a word is looked for among the digits of phone numbers.
const MIN_DIGITS: usize = 4;

/// A folded text to find.
pub(super) struct Needle {
    text: Finder<'static>,
    /// The digits to find in phone numbers instead.
    digits: Option<Finder<'static>>,
}

impl Needle {
    /// A text that is looked for as it is.
    pub(super) fn text(text: &[u8]) -> Self {
        Self { text: Finder::new(text).into_owned(), digits: None }
    }

    /// A word of a search. Of a word of digits and their punctuation, the digits are looked for in
    /// phone numbers, without the zeros in front that an international number does not have.
    fn word(word: &[u8]) -> Self {
        let number = word.iter().all(|byte| byte.is_ascii_digit() || b"+-./()".contains(byte));
        let digits: Vec<u8> = word.iter().copied().filter(u8::is_ascii_digit).collect();
        let significant = digits.iter().position(|&digit| digit != b'0').map_or(&*digits, |from| &digits[from..]);
        let digits = (number && digits.len() >= MIN_DIGITS).then(|| Finder::new(significant).into_owned());
        Self { digits, ..Self::text(word) }
    }

    fn finder(&self, kind: FieldKind) -> (&Finder<'static>, bool) {
        match &self.digits {
            Some(digits) if kind == FieldKind::Phone => (digits, true),
            _ => (&self.text, false),
        }
    }
}

/// The words of a search, without those that are part of another.
pub(super) fn words(search: &str) -> Result<Vec<Needle>, ListError> {
    let folded = folded(search);
    let mut words: Vec<&[u8]> = Vec::new();
    for word in folded.split(|&byte| byte == b' ').filter(|word| !word.is_empty()) {
        let part_of = |a: &[u8], b: &[u8]| memchr::memmem::find(b, a).is_some();
        // Digits match more than their text does: "0612" must not stand for "06".
        let plain = |word: &[u8]| Needle::word(word).digits.is_none();
        if words.iter().any(|other| part_of(word, other) && (word == *other || plain(other))) {
            continue;
        }
        words.retain(|other| !(part_of(other, word) && plain(word)));
        words.push(word);
        if words.len() > MAX_WORDS {
            return Err(ListError::TooManyWords { limit: MAX_WORDS });
        }
    }
    Ok(words.into_iter().map(Needle::word).collect())
}

/// Keeps the rows in which every word occurs.
pub(super) fn keep(view: &View<'_>, words: &[Needle], rows: &mut Bits) {
    let own: Vec<_> = view.own().columns.iter().filter(|column| column.spec.searched).collect();
    let own: Vec<_> = own.into_iter().map(|column| (column, find(column, words))).collect();
    let related: Vec<_> = view.searched_related().map(|column| (column, find(column, words))).collect();
    let mut rarest_first: Vec<usize> = (0..words.len()).collect();
    rarest_first.sort_by_key(|&word| own.iter().chain(&related).map(|(_, sets)| sets[word].count()).sum::<usize>());
    for word in rarest_first {
        let few = rows.count() * FEW < rows.len();
        if few {
            let all = rows.clone();
            for row in all.iter() {
                let occurs = own.iter().any(|(column, sets)| sets[word].contains(column.codes.get(row)))
                    || view.related_row(row).is_some_and(|row| {
                        related.iter().any(|(column, sets)| sets[word].contains(column.codes.get(row)))
                    });
                if !occurs {
                    rows.set(row, false);
                }
            }
        } else {
            let mut found = Bits::new(rows.len(), false);
            own.iter().for_each(|(column, sets)| column.codes.add_rows(&sets[word], &mut found));
            view.add_related(related.iter().map(|(column, sets)| (*column, &sets[word])), &mut found);
            rows.and(&found);
        }
    }
}

/// For each needle the codes of the values in which it occurs.
pub(super) fn find(column: &Column, needles: &[Needle]) -> Vec<CodeSet> {
    let search = Search::new(column, needles);
    let sorted = &column.dictionary.sorted;
    let mut sets = parallel::over(sorted.chunk_count(), MIN_CHUNKS, |which| {
        let mut sets = search.none();
        let mut digits = Chunk::default();
        let wanted = |alphabet: &[u64; 4]| search.may_occur(alphabet);
        sorted.some_chunks(which, wanted, |chunk| search.mark(chunk, 1 + chunk.first, &mut digits, &mut sets));
        sets
    })
    .into_iter()
    .reduce(|mut sets, others| {
        sets.iter_mut().zip(&others).for_each(|(set, other)| set.or(other));
        sets
    })
    .unwrap_or_else(|| search.none());
    if let Some(added) = column.dictionary.added_chunk() {
        search.mark(&added, 1 + sorted.len(), &mut Chunk::default(), &mut sets);
    }
    sets.into_iter().map(CodeSet::from_bits).collect()
}

/// What is looked for in a column.
struct Search<'a> {
    /// What to find, and whether among the digits alone.
    finders: Vec<(&'a Finder<'static>, bool)>,
    /// The bytes of each.
    alphabets: Vec<[u64; 4]>,
    /// One more than the largest code.
    end: usize,
}

impl<'a> Search<'a> {
    fn new(column: &Column, needles: &'a [Needle]) -> Self {
        let finders: Vec<_> = needles.iter().map(|needle| needle.finder(column.kind())).collect();
        let alphabets = finders.iter().map(|(finder, _)| alphabet(finder.needle())).collect();
        Self { finders, alphabets, end: column.dictionary.end() as usize }
    }

    fn none(&self) -> Vec<Bits> {
        vec![Bits::new(self.end, false); self.finders.len()]
    }

    /// Whether a needle may occur where these bytes do.
    fn may_occur(&self, alphabet: &[u64; 4]) -> bool {
        self.alphabets.iter().any(|own| own.iter().zip(alphabet).all(|(own, all)| own & !all == 0))
    }

    /// Adds the codes of the values in which each needle occurs. `digits` is room to work in.
    fn mark(&self, chunk: &Chunk, first: u32, digits: &mut Chunk, sets: &mut [Bits]) {
        if self.finders.iter().any(|(_, in_digits)| *in_digits) {
            digits.keep_digits(chunk);
        }
        for ((finder, in_digits), set) in self.finders.iter().zip(sets) {
            mark(if *in_digits { digits } else { chunk }, finder, first, set);
        }
    }
}

/// Adds the codes of the texts in which the needle occurs.
fn mark(chunk: &Chunk, finder: &Finder<'_>, first: u32, set: &mut Bits) {
    let (mut at, mut text) = (0, 0);
    while let Some(hit) = finder.find(&chunk.text()[at..]) {
        text += chunk.ends[text..].iter().take_while(|&&end| end as usize <= at + hit).count();
        set.set(first as usize + text, true);
        at = chunk.ends[text] as usize + 1;
        text += 1;
    }
}

fn alphabet(text: &[u8]) -> [u64; 4] {
    let mut alphabet = [0; 4];
    text.iter().for_each(|byte| alphabet[usize::from(byte >> 6)] |= 1 << (byte & 63));
    alphabet
}
