//! The words of forms: how rare they are, and how far two forms share them.

use rustc_hash::FxHashSet;

use super::{
    dictionary::Dictionary,
    similarity::{edits, is_dense, letters},
};

/// Words of a form that are looked at.
const MOST_WORDS: usize = 16;
/// Words that say little about an organisation: they count as this part of what they would.
const WEAK: f32 = 0.35;
const WEAK_WORDS: &str = "
groupe group holding holdings france international consulting conseil services service solutions solution
systems technologies technology company co corporation the le la les de du
des et and of d l cie compagnie societe association etablissements ets
enterprises entreprise partners global restaurant inc center centre sa sas sarl gmbh
llc ltd ag bv plc corp srl spa limited
fils sons son freres frere brothers bros figli hijos sohne soehne
";

/// The words of the forms of one field.
#[derive(Debug, Default)]
pub(super) struct Words {
    starts: Vec<u32>,
    ids: Vec<u32>,
    texts: Dictionary,
    /// Records that have each word.
    counts: Vec<u32>,
    /// What each word tells, in bits.
    bits: Vec<f32>,
    shapes: Vec<Shape>,
}

/// What can be said of a word without reading it.
#[derive(Debug, Clone, Copy)]
struct Shape {
    length: u8,
    first: u8,
    is_number: bool,
}

impl Shape {
    fn of(word: &str) -> Self {
        Self {
            length: u8::try_from(word.len()).unwrap_or(u8::MAX),
            first: word.bytes().next().unwrap_or_default(),
            is_number: word.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}

/// What two forms share, by what their words tell: 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shared {
    /// Of both.
    pub of_both: f32,
    /// Of the one that has less.
    pub of_less: f32,
    /// What the words of the one that has less tell, in bits.
    pub less: f32,
    /// Both have numbers, and none in common.
    pub other_numbers: bool,
    /// They have a number in common.
    pub same_number: bool,
}

impl Words {
    /// The words of forms; `counts` says how many records have each form, `records` how many there
    /// are.
    pub fn new<'f>(forms: impl Iterator<Item = &'f str>, counts: &[u32], records: usize) -> Self {
        let mut words = Self::default();
        words.starts.push(0);
        words.counts.push(0);
        for (form, &count) in forms.zip(counts) {
            let start = words.ids.len();
            for word in form.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS) {
                let id = words.texts.number(word);
                if words.counts.len() < words.texts.len() {
                    words.counts.push(0);
                }
                if !words.ids[start..].contains(&id) {
                    words.ids.push(id);
                    words.counts[id as usize] += count;
                }
            }
            words.starts.push(words.ids.len() as u32);
        }
        words.texts.seal();
        words.shapes = (0..words.texts.len() as u32).map(|word| Shape::of(words.texts.get(word))).collect();
        words.weigh(records);
        words
    }

    /// Weighs all words by how many of the records have them.
    fn weigh(&mut self, records: usize) {
        let weak: FxHashSet<&str> = WEAK_WORDS.split_ascii_whitespace().collect();
        let weigh = |(id, &count): (usize, &u32)| {
            let bits = ((records as f32 + 2.0) / (count as f32 + 1.0)).log2().max(0.1);
            if weak.contains(self.texts.get(id as u32)) { bits * WEAK } else { bits }
        };
        self.bits = self.counts.iter().enumerate().map(weigh).collect();
    }

    /// Takes over how many records have each word, of as many as there are.
    pub fn recount(&mut self, records: usize, count: impl Fn(&str) -> u32) {
        for (word, own) in self.counts.iter_mut().enumerate() {
            *own = count(self.texts.get(word as u32));
        }
        self.weigh(records);
    }

    /// How many records have each word.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u32)> {
        self.texts.numbers().map(|word| (self.texts.get(word), self.counts[word as usize]))
    }

    /// The words of a form.
    pub fn of(&self, form: u32) -> &[u32] {
        let place = form as usize;
        &self.ids[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    /// The text of a word.
    pub fn text(&self, word: u32) -> &str {
        self.texts.get(word)
    }

    /// The words of a form, the one that tells most first.
    pub fn rarest_first(&self, form: u32) -> Vec<u32> {
        let mut words = self.of(form).to_vec();
        words.sort_by(|&a, &b| {
            let rank = |word: u32| self.bits[word as usize];
            rank(b).total_cmp(&rank(a)).then_with(|| self.text(a).cmp(self.text(b)))
        });
        words
    }

    /// What two forms share. Words that are spelled alike count in part, and so do abbreviations, unless one word is all
    /// of the names of two organisations.
    pub fn shared(&self, left: u32, right: u32, are_names: bool) -> Shared {
        let (left, right) = (self.of(left), self.of(right));
        let sum = |words: &[u32]| words.iter().map(|&word| self.bits[word as usize]).sum::<f32>();
        let (mut bits_left, mut bits_right) = (sum(left), sum(right));
        let mut taken = 0_u32;
        let mut common = 0.0;
        let mut rest: smallvec::SmallVec<[u32; MOST_WORDS]> = smallvec::SmallVec::new();
        let [mut numbers_left, mut numbers_both] = [0_u32; 2];
        for &word in left {
            let number = self.is_number(word);
            numbers_left += u32::from(number);
            if let Some(place) = right.iter().position(|&other| other == word) {
                taken |= 1 << place;
                common += self.bits[word as usize];
                numbers_both += u32::from(number);
            } else if !number {
                rest.push(word);
            }
        }
        for &word in &rest {
            let mut best: Option<(Alike, usize)> = None;
            for (place, &other) in right.iter().enumerate().filter(|(place, _)| taken >> place & 1 == 0) {
                let alike = self.alike(word, other);
                if alike.share() > best.map_or(0.0, |(most, _)| most.share()) {
                    best = Some((alike, place));
                }
            }
            if let Some((alike, place)) = best {
                let alike = match alike {
                    _ if self.are_both_used(word, right[place]) => alike.of_another(),
                    // The whole name is that word: the longer one is the name of another (`micro`, `microsoft`).
                    Alike::Short(share) if are_names && left.len() == 1 && right.len() == 1 => {
                        Alike::Short(share.min(COMPOUND))
                    }
                    alike => alike,
                };
                taken |= 1 << place;
                let (of_left, of_right) = (self.bits[word as usize], self.bits[right[place] as usize]);
                let meant = of_left.min(of_right);
                common += alike.share() * meant;
                if let Alike::Slip(_) = alike {
                    // A slip makes a word rare: it tells what the word tells that it is meant for.
                    bits_left -= of_left - meant;
                    bits_right -= of_right - meant;
                }
            }
        }
        let numbers_right = right.iter().filter(|&&word| self.is_number(word)).count();
        let less = bits_left.min(bits_right);
        Shared {
            of_both: 2.0 * common / (bits_left + bits_right).max(0.1),
            of_less: (common / less.max(0.1)).min(1.0),
            less,
            other_numbers: numbers_left > 0 && numbers_right > 0 && numbers_both == 0,
            same_number: numbers_both > 0,
        }
    }

    /// Whether two words that are spelled alike are both in use: a slip is seldom made again and again.
    fn are_both_used(&self, left: u32, right: u32) -> bool {
        const FEWEST: u32 = 3;
        const PER_RARER: u32 = 10;
        let [a, b] = [left, right].map(|word| self.counts[word as usize]);
        a.min(b) >= FEWEST && a.min(b).saturating_mul(PER_RARER) >= a.max(b)
    }

    fn is_number(&self, word: u32) -> bool {
        self.shapes[word as usize].is_number
    }

    /// How alike two different words are.
    fn alike(&self, left: u32, right: u32) -> Alike {
        let [a, b] = [left, right].map(|word| self.shapes[word as usize]);
        // Too long for a slip, and no abbreviation.
        if a.first != b.first && (a.length.abs_diff(b.length) > 2 || a.length.min(b.length) < 4) {
            return Alike::Short(0.0);
        }
        let (left, right) = (self.text(left), self.text(right));
        let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        if is_dense(long) {
            return Alike::Short(if long.starts_with(short) { COMPOUND } else { 0.0 });
        }
        let length = letters(short);
        let slips = match length {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        let found = edits(short, long, slips);
        if slips > 0 && found <= slips {
            // A slip in a short word may as well be another word.
            return Alike::Slip(1.0 - 1.2 * found as f32 / length as f32);
        }
        let abbreviates = length >= 3 && long.starts_with(short) && !short.bytes().any(|b| b.is_ascii_digit());
        Alike::Short(if abbreviates {
            0.8
        } else if length == 1 && long.starts_with(short) && !long.bytes().any(|b| b.is_ascii_digit()) {
            0.4
        } else {
            0.0
        })
    }
}

/// How alike a word is to one that begins with it and goes on with another word.
const COMPOUND: f32 = 0.5;

/// What is left of the likeness of two words that are both in use: they are two words more often than one.
const IN_USE: f32 = 0.4;

/// How alike two different words are, 0 to 1.
#[derive(Debug, Clone, Copy)]
enum Alike {
    /// One is the other with a slip.
    Slip(f32),
    /// One is short for the other, or they have nothing to do with each other.
    Short(f32),
}

impl Alike {
    /// The same of two words that are both in use.
    const fn of_another(self) -> Self {
        Self::Short(self.share() * IN_USE)
    }

    const fn share(self) -> f32 {
        let (Self::Slip(share) | Self::Short(share)) = self;
        share
    }
}
