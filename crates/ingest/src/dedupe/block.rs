//! Which records are compared: those that share a key.
//!
//! A key is something rare that two records of the same have in common (an address, a number, a rare
//! word of the name), or a coarse part of each of two fields (what the surname sounds like and the
//! postcode). Records under one key are a block. A block that is too large is divided by the coarse
//! parts of further fields, and what is still too large is left: a frequent value alone tells nothing.

use smallvec::SmallVec;

use super::{
    dictionary::{hash, join},
    field::{Field, Fields},
    forms::{LIST, PART},
    kind::Kind,
    observer::Observer,
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
/// Records of a block that are compared within the division of a larger one: in a list whose pairs are
/// all learnt from, and in a larger one.
const LARGEST_PART: usize = 60;
const LARGEST_PART_OF_LARGE: usize = 4;
/// In a larger list, parts that are so many times too large on average are not looked at.
const MOST_LARGER: f64 = 2.0;
/// In a larger list, a value has few holders that has less than so many on average.
const FEW_HOLDERS: f64 = 10.0;
/// Rules that are followed at most, in a list whose pairs are all learnt from and in a larger one.
const MOST_RULES: usize = 30;
const MOST_RULES_OF_LARGE: usize = 16;
/// Pairs that a rule may give: for each record, and besides.
const OF_RULE: [usize; 2] = [1, 160_000];
/// Pairs that all rules may give together.
const OF_ALL_RULES: [usize; 2] = [4, 4_000_000];

/// Records that are looked at to see how many have a part in common.
const MEASURED: usize = 60_000;
/// Records all of whose pairs are learnt from. Of a larger list, those of half as many records are.
pub(super) const ALL_LEARNT: usize = 30_000;

/// A coarse part of a field: some hashes for each form.
#[derive(Debug)]
struct Aspect {
    field: usize,
    /// The hashes of all forms, and where those of each form begin.
    hashes: Vec<u64>,
    starts: Vec<u32>,
    /// Says enough alone.
    alone: bool,
    /// Says something together with another.
    together: bool,
    /// A form has one hash at most.
    is_single: bool,
    /// The share of pairs that have it in common.
    chance: f64,
}

impl Aspect {
    fn new(field: usize, own: &Field, alone: bool, together: bool, keys: impl Fn(u32, &str, &mut Vec<u64>)) -> Self {
        let hashes = Vec::with_capacity(own.forms.len());
        let mut aspect = Self { field, hashes, starts: vec![0], alone, together, is_single: true, chance: 0.0 };
        let mut found = Vec::new();
        for form in 0..own.forms.len() as u32 {
            if form > 0 {
                keys(form, own.text(form), &mut found);
            }
            aspect.is_single &= found.len() <= 1;
            aspect.hashes.append(&mut found);
            aspect.starts.push(aspect.hashes.len() as u32);
        }
        aspect.chance = aspect.measure(own);
        aspect
    }

    /// The share of pairs that have it in common, as far as a part of the records tells.
    fn measure(&self, own: &Field) -> f64 {
        let step = own.of.len().div_ceil(MEASURED).max(1);
        let looked_at = own.of.iter().step_by(step);
        let records = looked_at.len() as f64;
        let mut hashes: Vec<u64> = looked_at.flat_map(|&form| self.of(form)).copied().collect();
        hashes.sort_unstable();
        // Of all records, one by itself counts too: what never comes again is the rarest.
        let alone = if step == 1 { 0.0 } else { 1.0 };
        let shares = hashes.chunk_by(|a, b| a == b).map(|same| {
            let count = same.len() as f64;
            (count * (count - alone) + alone / step as f64) / records.max(1.0).powi(2)
        });
        shares.sum()
    }

    /// Whether it finds no pairs in a large block that nothing else finds: each part is too large again of
    /// a value that many have, and pairs of a value that few have are found by that alone.
    fn divides_nothing(&self, block: usize, largest: usize, records: usize) -> bool {
        let is_frequent = self.is_single && block as f64 * self.chance > MOST_LARGER * largest as f64;
        is_frequent || (self.alone && records as f64 * self.chance < FEW_HOLDERS)
    }

    /// The hashes of a form.
    fn of(&self, form: u32) -> &[u64] {
        let place = form as usize;
        &self.hashes[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// The parts of all fields.
fn aspects(fields: &Fields, observer: &mut Observer<'_>) -> Vec<Aspect> {
    let mut all = Vec::new();
    let few = fields.all.len() <= 3;
    for (place, field) in fields.all.iter().enumerate() {
        observer.reach(place, fields.all.len());
        if observer.is_stopped() {
            break;
        }
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

/// A rule: which records are compared.
#[derive(Debug)]
struct Rule {
    /// One part that says enough alone, or two of different fields.
    aspects: SmallVec<[usize; 2]>,
    /// Records of a block that are all compared.
    most: usize,
}

/// The blocks of a table, by rules.
#[derive(Debug)]
pub(super) struct Blocks {
    aspects: Vec<Aspect>,
    rules: Vec<Rule>,
    /// Every so many records, one is learnt from.
    step: usize,
}

impl Blocks {
    /// The rules of a table; all of as many records are learnt from, or else some.
    pub fn of(fields: &Fields, all_learnt: usize, observer: &mut Observer<'_>) -> Self {
        let aspects = aspects(fields, observer);
        let records = fields.weights.len();
        let rules = rules(&aspects, records, records > all_learnt);
        let rules = rules.into_iter().map(|aspects| Rule { aspects, most: LARGEST_BLOCK }).collect();
        let step = if records <= all_learnt { 1 } else { records.div_ceil(all_learnt / 2) };
        Self { aspects, rules, step }
    }

    /// The rules of another table, for one of the same fields; all its pairs are in a sample.
    pub fn with(fields: &Fields, rules: impl Iterator<Item = SmallVec<[usize; 2]>>) -> Self {
        let rules = rules.map(|aspects| Rule { aspects, most: LARGEST_BLOCK }).collect();
        Self { aspects: aspects(fields, &mut Observer::none()), rules, step: 1 }
    }

    /// The rules that find what no other finds: parts that say enough alone, and two of others.
    pub fn rules_of_their_own(&self) -> impl Iterator<Item = SmallVec<[usize; 2]>> {
        let is_own = |rule: &&Rule| match *rule.aspects {
            [_] => true,
            ref two => two.iter().all(|&aspect| !self.aspects[aspect].alone),
        };
        self.rules.iter().filter(is_own).map(|rule| rule.aspects.clone())
    }

    /// The keys of all records by a rule, in order, each once.
    pub fn of_rule(&self, fields: &Fields, rule: &[usize]) -> Vec<(u64, u32)> {
        let mut keys = self.keys(fields, rule, 1);
        sort(&mut keys);
        keys
    }

    /// How many parts of fields rules may name.
    pub const fn aspects(&self) -> usize {
        self.aspects.len()
    }

    /// Every so many records, one is in a sample; 1 when the sample is all there is.
    pub const fn step(&self) -> usize {
        self.step
    }

    /// The pairs whose lower record is in the sample, and how large blocks may be for each rule.
    pub fn sample(&mut self, fields: &Fields, observer: &mut Observer<'_>) -> Candidates {
        let records = fields.weights.len();
        let mut found = Candidates::default();
        let [mut left, of_rule] = [OF_ALL_RULES, OF_RULE].map(|[each, besides]| records * each + besides);
        let step = self.step;
        for bit in 0..self.rules.len() {
            observer.reach(bit, 2 * self.rules.len());
            if observer.is_stopped() {
                break;
            }
            let aspects = &self.rules[bit].aspects;
            found.rules.push(aspects.iter().fold(0, |set, &aspect| set | 1 << self.aspects[aspect].field));
            let mut keys = self.keys(fields, aspects, step);
            sort(&mut keys);
            let (most, pairs) = largest(&keys, step, left.min(of_rule));
            left -= pairs.min(left);
            self.rules[bit].most = most;
            self.pairs(&keys, fields, &self.rules[bit], step, observer, |left, right| {
                found.pairs.push(Candidate { left, right, rules: 1 << bit });
            });
            // Those of the rules before are in order already.
            found.pairs.sort_by_key(|pair| (pair.left, pair.right));
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

    /// All pairs: one that several rules find comes several times.
    pub fn each(&self, fields: &Fields, observer: &mut Observer<'_>, mut pair: impl FnMut(u32, u32)) {
        for (place, rule) in self.rules.iter().enumerate() {
            observer.reach(place, self.rules.len());
            if observer.is_stopped() {
                break;
            }
            let mut keys = self.keys(fields, &rule.aspects, 1);
            keep_shared(&mut keys);
            sort(&mut keys);
            self.pairs(&keys, fields, rule, 1, observer, &mut pair);
        }
    }

    /// The keys of all records by a rule; of a sample, those that one of its records has.
    fn keys(&self, fields: &Fields, rule: &[usize], step: usize) -> Vec<(u64, u32)> {
        let is_sampled = |record: u32| (record as usize).is_multiple_of(step);
        let mut keys = Vec::with_capacity(fields.order.len() / step);
        for &record in fields.order.iter().filter(|&&record| is_sampled(record)) {
            self.keys_of(fields, rule, record, |key| keys.push((key, record)));
        }
        if step > 1 {
            let wanted = Filter::of(keys.iter().map(|&(key, _)| key));
            for &record in fields.order.iter().filter(|&&record| !is_sampled(record)) {
                self.keys_of(fields, rule, record, |key| {
                    if wanted.may_have(key) {
                        keys.push((key, record));
                    }
                });
            }
        }
        keys
    }

    /// The keys of a record by a rule.
    fn keys_of(&self, fields: &Fields, rule: &[usize], record: u32, mut key: impl FnMut(u64)) {
        let hashes = |aspect: usize| {
            let aspect = &self.aspects[aspect];
            aspect.of(fields.all[aspect.field].of[record as usize])
        };
        match *rule {
            [one] => hashes(one).iter().for_each(|&hash| key(hash)),
            [first, second] => {
                let both = [first, second].map(|aspect| fields.all[self.aspects[aspect].field].kind);
                let swapped = both == [Kind::First, Kind::Last];
                for &a in hashes(first) {
                    for &b in hashes(second) {
                        // First and last name are swapped at times.
                        let (a, b) = if swapped { (a.min(b), a.max(b)) } else { (a, b) };
                        key(join(a, b));
                    }
                }
            }
            _ => {}
        }
    }

    /// The pairs of the blocks of a rule, the lower record first: those where this is in the sample of one in `step`.
    fn pairs(
        &self,
        keys: &[(u64, u32)],
        fields: &Fields,
        rule: &Rule,
        step: usize,
        observer: &mut Observer<'_>,
        mut pair: impl FnMut(u32, u32),
    ) {
        let largest = if self.step == 1 { LARGEST_PART } else { LARGEST_PART_OF_LARGE };
        let mut parts: Vec<(u64, u32)> = Vec::new();
        // A part of two large blocks is looked at in the first of them.
        let was_divided = |place: usize| {
            let is_of = |other: &Rule| *other.aspects == [place] && other.most >= largest;
            self.step > 1 && place < rule.aspects[0] && self.rules.iter().any(is_of)
        };
        for block in keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
            if !observer.go_on(block.len() * block.len().min(rule.most) / 2) {
                break;
            }
            if block.len() <= rule.most {
                all_pairs(block, step, &mut pair);
                continue;
            }
            if self.step > 1 && rule.aspects.len() > 1 {
                continue;
            }
            for (place, aspect) in self.aspects.iter().enumerate() {
                let is_idle = self.step > 1 && aspect.divides_nothing(block.len(), largest, fields.order.len());
                if is_idle || was_divided(place) || rule.aspects.contains(&place) {
                    continue;
                }
                parts.clear();
                for &(_, record) in block {
                    let own = aspect.of(fields.all[aspect.field].of[record as usize]);
                    parts.extend(own.iter().map(|&hash| (join(hash, place as u64), record)));
                }
                sort(&mut parts);
                for part in parts.chunk_by(|a, b| a.0 == b.0) {
                    if (2..=rule.most.clamp(2, largest)).contains(&part.len()) {
                        all_pairs(part, step, &mut pair);
                    }
                }
            }
        }
    }
}

/// The rules: parts that say enough alone, then two parts of different fields, the rarest first.
fn rules(aspects: &[Aspect], records: usize, is_large: bool) -> Vec<SmallVec<[usize; 2]>> {
    let mut rules: Vec<SmallVec<[usize; 2]>> = Vec::new();
    let tells = |a: &usize| aspects[*a].chance > 0.0;
    rules.extend((0..aspects.len()).filter(tells).filter(|&a| aspects[a].alone).map(|a| SmallVec::from_slice(&[a])));
    // What says enough alone finds no more together with another.
    let together = |a: usize| tells(&a) && aspects[a].together && (!aspects[a].alone || !is_large);
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
    rules.truncate(if is_large { MOST_RULES_OF_LARGE } else { MOST_RULES });
    rules
}

/// Orders keys and leaves each once.
fn sort(keys: &mut Vec<(u64, u32)>) {
    keys.sort_unstable();
    keys.dedup();
}

/// The largest block whose pairs, with those of all smaller ones, are not too many, and how many
/// these are: estimated from the records of the sample.
fn largest(keys: &[(u64, u32)], step: usize, most: usize) -> (usize, usize) {
    let mut of_size = vec![0_usize; LARGEST_BLOCK + 1];
    for block in keys.chunk_by(|a, b| a.0 == b.0) {
        if let Some(count) = of_size.get_mut(block.len()) {
            *count += block.iter().filter(|&&(_, record)| (record as usize).is_multiple_of(step)).count();
        }
    }
    let mut pairs = 0;
    for (size, &records) in of_size.iter().enumerate() {
        let more = records * step * size.saturating_sub(1) / 2;
        if pairs + more > most {
            return (size.saturating_sub(1).max(2), pairs);
        }
        pairs += more;
    }
    (LARGEST_BLOCK, pairs)
}

/// A set of hashes that may have a few more than it was given.
struct Filter {
    bits: Vec<u64>,
}

impl Filter {
    /// The place of a hash: the word and the bit.
    const fn place(&self, hash: u64) -> (usize, u64) {
        let at = hash & (self.bits.len() as u64 * 64 - 1);
        ((at / 64) as usize, 1 << (at % 64))
    }

    /// Without any, with room for so many.
    fn new(hashes: usize) -> Self {
        Self { bits: vec![0; (hashes * 8).next_power_of_two().max(64) / 64] }
    }

    fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut filter = Self::new(hashes.len());
        for hash in hashes {
            filter.add(hash);
        }
        filter
    }

    /// Adds a hash; true when it may have been there.
    fn add(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let was = self.bits[word] & bit != 0;
        self.bits[word] |= bit;
        was
    }

    fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] & bit != 0
    }
}

/// Leaves out most keys that only one record has.
fn keep_shared(keys: &mut Vec<(u64, u32)>) {
    let (mut seen, mut again) = (Filter::new(keys.len()), Filter::new(keys.len()));
    for &(key, _) in &*keys {
        if seen.add(key) {
            again.add(key);
        }
    }
    keys.retain(|&(key, _)| again.may_have(key));
}

fn all_pairs(block: &[(u64, u32)], step: usize, pair: &mut impl FnMut(u32, u32)) {
    let is_sampled = |record: u32| (record as usize).is_multiple_of(step);
    for (place, &(_, left)) in block.iter().enumerate().filter(|&(_, &(_, left))| is_sampled(left)) {
        for &(_, right) in &block[place + 1..] {
            pair(left, right);
        }
    }
}
