//! Which records are compared: those that share a key.
//!
//! A key is something rare that two records of the same have in common (an address, a number, a rare
//! word of the name), or a coarse part of each of two fields (what the surname sounds like and the
//! postcode). Records under one key are a block. A block that is too large is divided by the coarse
//! parts of further fields, and what is still too large is left: a frequent value alone tells nothing.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::{
    dictionary::{hash, join},
    field::{Field, Fields},
    forms::{LIST, PART},
    kind::Kind,
};

/// Pairs of records that share a key.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Each pair once, the lower record first.
    pub pairs: Vec<Candidate>,
    /// The fields that each rule looks at, as a set of bits.
    pub rules: Vec<u32>,
}

/// A pair to be compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub left: u32,
    pub right: u32,
    /// The rules that found it, as a set of bits.
    pub rules: u32,
}

/// Records of a block that are all compared.
const LARGEST_BLOCK: usize = 500;
/// Records of a block that are compared within the division of a larger one.
const LARGEST_PART: usize = 60;
/// Rules that are followed at most.
const MOST_RULES: usize = 30;
/// Pairs per record that a rule may give, and pairs that every rule may.
const PAIRS_PER_RECORD: usize = 3;
const PAIRS_OF_RULE: usize = 100_000;

/// A coarse part of a field: some hashes for each form.
struct Aspect {
    field: usize,
    /// The hashes of all forms, and where those of each form begin.
    hashes: Vec<u64>,
    starts: Vec<u32>,
    /// Says enough alone.
    alone: bool,
    /// Says something together with another.
    together: bool,
    /// The share of pairs that have it in common.
    chance: f64,
}

impl Aspect {
    fn new(field: usize, own: &Field, alone: bool, together: bool, keys: impl Fn(u32, &str, &mut Vec<u64>)) -> Self {
        let mut aspect = Self { field, hashes: Vec::new(), starts: vec![0], alone, together, chance: 0.0 };
        let mut found = Vec::new();
        for form in 0..own.forms.len() as u32 {
            if form > 0 {
                keys(form, own.text(form), &mut found);
            }
            aspect.hashes.append(&mut found);
            aspect.starts.push(aspect.hashes.len() as u32);
        }
        let mut counted: Vec<(u64, u32)> = Vec::with_capacity(aspect.hashes.len());
        for form in 0..own.forms.len() as u32 {
            counted.extend(aspect.of(form).iter().map(|&hash| (hash, own.counts[form as usize])));
        }
        counted.sort_unstable();
        let records = own.of.len().max(1) as f64;
        aspect.chance = counted
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| (same.iter().map(|&(_, count)| f64::from(count)).sum::<f64>() / records).powi(2))
            .sum();
        aspect
    }

    /// The hashes of a form.
    fn of(&self, form: u32) -> &[u64] {
        let place = form as usize;
        &self.hashes[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// The parts of all fields.
fn aspects(fields: &Fields) -> Vec<Aspect> {
    let mut all = Vec::new();
    let few = fields.all.len() <= 3;
    for (place, field) in fields.all.iter().enumerate() {
        let mut add = |alone, together, keys: &dyn Fn(u32, &str, &mut Vec<u64>)| {
            all.push(Aspect::new(place, field, alone, together, keys));
        };
        let part = |text: &str| hash(text);
        match field.kind {
            Kind::First => add(few, true, &|form, _, out| out.push(field.sounds[form as usize])),
            Kind::Last => {
                add(few, true, &|form, _, out| out.push(field.sounds[form as usize]));
                if few {
                    add(true, true, &|_, text, out| grams(text, out));
                }
            }
            Kind::Email => {
                add(true, false, &|_, text, out| out.extend(text.split(LIST).map(part)));
                add(true, true, &|_, text, out| {
                    let locals = text.split(LIST).filter_map(|address| address.split('@').next());
                    out.extend(locals.filter(|local| local.len() >= 5).map(part));
                });
            }
            Kind::Phone => add(true, true, &|_, text, out| {
                let tails = text.split(LIST).map(|number| &number[number.len().saturating_sub(7)..]);
                out.extend(tails.map(part));
            }),
            Kind::Identity | Kind::Domain => {
                add(true, true, &|_, text, out| out.extend(text.split(LIST).map(part)));
            }
            Kind::Company => {
                let is_named = fields.entity == sales_core::fields::Entity::Company;
                add(is_named, true, &|form, text, out| {
                    let words = field.words.rarest_first(form);
                    out.extend(words.iter().take(3).map(|&word| part(field.words.text(word))));
                    if let Some((_, domains)) = text.split_once(PART) {
                        out.extend(domains.split(LIST).map(part));
                    }
                });
                if is_named {
                    add(true, true, &|_, text, out| grams(text, out));
                    add(true, true, &|_, text, out| out.extend(beginning(text)));
                }
            }
            Kind::Street => {
                add(true, false, &|_, text, out| out.push(part(text)));
                add(false, true, &|form, _, out| {
                    let words = field.words.rarest_first(form);
                    out.extend(words.iter().take(2).map(|&word| part(field.words.text(word))));
                });
            }
            Kind::Place => {
                for at in [0, 1] {
                    add(false, true, &|_, text, out| {
                        let value = text.split(PART).nth(at).filter(|value| !value.is_empty());
                        out.extend(value.map(part));
                    });
                }
            }
            Kind::Text => {
                add(few, true, &|form, _, out| {
                    let words = field.words.rarest_first(form);
                    out.extend(words.iter().take(2).map(|&word| part(field.words.text(word))));
                });
                if few {
                    add(true, true, &|_, text, out| grams(text, out));
                }
            }
            Kind::Date | Kind::Code => add(true, true, &|_, text, out| out.push(part(text))),
            Kind::Number | Kind::Category => add(false, true, &|_, text, out| out.push(part(text))),
        }
    }
    all.retain(|aspect| aspect.chance > 0.0);
    all
}

/// The first letters of a name, its gaps left out.
fn beginning(text: &str) -> Option<u64> {
    let name = text.split(PART).next().unwrap_or_default();
    let letters: String = name.chars().filter(|&c| c != ' ').take(6).collect();
    (letters.chars().count() == 6).then(|| hash(&letters))
}

/// Bands of the least hashes of the trigrams of a name, its gaps left out.
fn grams(text: &str, out: &mut Vec<u64>) {
    const BANDS: usize = 8;
    const ROWS: usize = 2;
    let name = text.split(PART).next().unwrap_or_default();
    let letters: SmallVec<[char; 64]> =
        "^".chars().chain(name.chars().filter(|&c| c != ' ').take(62)).chain(['$']).collect();
    let mut least = [u64::MAX; BANDS * ROWS];
    for gram in letters.windows(3) {
        let gram = gram.iter().fold(7, |all, &c| join(all, u64::from(c)));
        for (place, least) in least.iter_mut().enumerate() {
            *least = (*least).min(join(gram, place as u64));
        }
    }
    if letters.len() > 3 {
        out.extend(
            least
                .chunks(ROWS)
                .enumerate()
                .map(|(band, rows)| rows.iter().fold(band as u64, |all, &row| join(all, row))),
        );
    }
}

/// The pairs of a table.
pub(super) fn candidates(fields: &Fields) -> Candidates {
    let aspects = aspects(fields);
    let records = fields.weights.len();
    let mut found = Candidates::default();
    let mut budget = Budget { of_rule: records * PAIRS_PER_RECORD + PAIRS_OF_RULE };
    for rule in rules(&aspects, records) {
        let bit = found.rules.len();
        found.rules.push(rule.iter().fold(0, |set, &aspect| set | 1 << aspects[aspect].field));
        let mut keys: Vec<(u64, u32)> = Vec::new();
        for record in 0..records as u32 {
            keys_of(fields, &aspects, &rule, record, &mut keys);
        }
        budget.pairs(&mut keys, fields, &aspects, &rule, |left, right| {
            found.pairs.push(Candidate { left: left.min(right), right: left.max(right), rules: 1 << bit });
        });
        found.pairs.sort_unstable_by_key(|pair| (pair.left, pair.right));
        found.pairs.dedup_by(|later, first| {
            let same = (later.left, later.right) == (first.left, first.right);
            if same {
                first.rules |= later.rules;
            }
            same
        });
    }
    found
}

/// The rules: parts that say enough alone, then two parts of different fields, the rarest first.
fn rules(aspects: &[Aspect], records: usize) -> Vec<SmallVec<[usize; 2]>> {
    let mut rules: Vec<SmallVec<[usize; 2]>> = Vec::new();
    rules.extend((0..aspects.len()).filter(|&a| aspects[a].alone).map(|a| SmallVec::from_slice(&[a])));
    let together = |a: usize| aspects[a].together;
    let mut two: Vec<(f64, SmallVec<[usize; 2]>)> = Vec::new();
    for first in (0..aspects.len()).filter(|&a| together(a)) {
        for second in (first + 1..aspects.len()).filter(|&a| together(a)) {
            if aspects[first].field != aspects[second].field {
                two.push((aspects[first].chance * aspects[second].chance, SmallVec::from_slice(&[first, second])));
            }
        }
    }
    // Two parts that most records share divide nothing.
    let most = 200.0 / records.max(1) as f64;
    two.retain(|&(chance, _)| chance < most.max(1e-3));
    two.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    rules.extend(two.into_iter().map(|(_, rule)| rule));
    rules.truncate(MOST_RULES);
    rules
}

/// The keys of a record by a rule.
fn keys_of(fields: &Fields, aspects: &[Aspect], rule: &[usize], record: u32, out: &mut Vec<(u64, u32)>) {
    let hashes = |aspect: usize| {
        let aspect = &aspects[aspect];
        aspect.of(fields.all[aspect.field].of[record as usize])
    };
    match *rule {
        [one] => out.extend(hashes(one).iter().map(|&hash| (hash, record))),
        [first, second] => {
            let both = [first, second].map(|aspect| fields.all[aspects[aspect].field].kind);
            let swapped = both == [Kind::First, Kind::Last];
            for &a in hashes(first) {
                for &b in hashes(second) {
                    // First and last name are swapped at times.
                    let (a, b) = if swapped { (a.min(b), a.max(b)) } else { (a, b) };
                    out.push((join(a, b), record));
                }
            }
        }
        _ => {}
    }
}

struct Budget {
    of_rule: usize,
}

impl Budget {
    /// The pairs of the blocks of a rule.
    fn pairs(
        &mut self,
        keys: &mut Vec<(u64, u32)>,
        fields: &Fields,
        aspects: &[Aspect],
        rule: &[usize],
        mut pair: impl FnMut(u32, u32),
    ) {
        keys.sort_unstable();
        keys.dedup();
        let most = self.largest(keys);
        let mut parts: Vec<(u64, u32)> = Vec::new();
        for block in keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
            if block.len() <= most {
                all_pairs(block, &mut pair);
                continue;
            }
            let used: FxHashSet<usize> = rule.iter().copied().collect();
            for (place, aspect) in aspects.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
                parts.clear();
                for &(_, record) in block {
                    let own = aspect.of(fields.all[aspect.field].of[record as usize]);
                    parts.extend(own.iter().map(|&hash| (join(hash, place as u64), record)));
                }
                parts.sort_unstable();
                parts.dedup();
                for part in parts.chunk_by(|a, b| a.0 == b.0) {
                    if (2..=most.clamp(2, LARGEST_PART)).contains(&part.len()) {
                        all_pairs(part, &mut pair);
                    }
                }
            }
        }
    }

    /// The largest block whose pairs, with those of all smaller ones, are not too many.
    fn largest(&self, keys: &[(u64, u32)]) -> usize {
        let mut blocks = vec![0_usize; LARGEST_BLOCK + 1];
        for block in keys.chunk_by(|a, b| a.0 == b.0) {
            if let Some(count) = blocks.get_mut(block.len()) {
                *count += 1;
            }
        }
        let mut pairs = 0;
        for (size, count) in blocks.iter().enumerate() {
            pairs += count * (size * size.saturating_sub(1) / 2);
            if pairs > self.of_rule {
                return size.saturating_sub(1).max(2);
            }
        }
        LARGEST_BLOCK
    }
}

fn all_pairs(block: &[(u64, u32)], pair: &mut impl FnMut(u32, u32)) {
    for (place, &(_, left)) in block.iter().enumerate() {
        for &(_, right) in &block[place + 1..] {
            pair(left, right);
        }
    }
}
