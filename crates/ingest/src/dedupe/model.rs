//! What agreement weighs: Fellegi and Sunter's weights, adjusted to how frequent a value is.

use super::{
    Evidence, assumed,
    assumed::Shares,
    block::{Blocks, Candidates},
    ceiling::Ceiling,
    estimate,
    field::{Field, Fields, place_parts},
    forms::{LIST, PART},
    kind::Kind,
    learning::Taught,
    learnt::Learnt,
    levels::{self, numbers_differ},
    observer::{Observer, Stage},
    similarity::jaro_winkler,
    veto::{self, Veto},
};
use crate::normal::nickname;

/// The levels of a pair on all fields: four bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Levels(pub u64);

impl Levels {
    /// The level on a field.
    pub const fn of(self, field: usize) -> u8 {
        (self.0 >> (4 * field) & 15) as u8
    }

    /// The same with another level on a field.
    const fn with(self, field: usize, level: u8) -> Self {
        Self(self.0 & !(15 << (4 * field)) | (level as u64) << (4 * field))
    }
}

/// A compared pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compared {
    pub left: u32,
    pub right: u32,
    /// The rules that found it, as a set of bits.
    pub rules: u32,
    pub levels: Levels,
}

/// Shares by the number of records that have a value, in powers of two.
pub(super) type Repeats = [f64; 16];

/// The place of a number in [`Repeats`].
fn bucket(count: u32) -> usize {
    (count.max(1).ilog2() as usize).min(15)
}

/// Fields and what their levels weigh.
#[derive(Debug)]
pub(super) struct Model {
    pub fields: Fields,
    /// The shares of levels among equals, by field.
    pub of_equals: Vec<Shares>,
    /// The shares of levels among strangers, by field.
    pub of_strangers: Vec<Shares>,
    /// The shares of levels among random pairs, by field.
    of_random: Vec<Shares>,
    /// The shares of levels among strangers who agree on a field: by that field, then by field.
    given: Vec<Option<Vec<Option<Shares>>>>,
    /// What speaks for any two records before they are looked at, in bits: far below 0.
    pub prior: f64,
    /// The part of the other records with a value that are the same, by field and by how many there
    /// are (in powers of two).
    repeats: Vec<Repeats>,
    /// Two fields of words that may be swapped.
    crossing: Option<[usize; 2]>,
    places: veto::Places,
    /// No two records of one source are the same.
    pub sources_are_unique: bool,
    /// Records of one surname and two first names are of families, and not of one person whose first name was lost.
    has_families: bool,
    /// Pairs of equals that there are at least, as far as is known.
    pub least_equals: f64,
    /// So many pairs stand for each that is learnt from.
    step: f64,
    /// The records there are, those that are known by their frequencies alone included.
    records: f64,
    /// Nothing more is learnt.
    pub is_learnt: bool,
    /// What people's decisions correct.
    pub taught: Option<Taught>,
}

/// What a local part weighs at most, in bits, that two of one name share.
pub(super) const OF_NAME: f64 = 1.0;
/// Records with one address at most, for it to be one person's own whatever their first names.
const OWN_ADDRESS: u32 = 2;
/// Records with one phone number at most, for it to be a person's own.
pub(super) const OWN_PHONE: u32 = 3;
/// Pairs with a lower weight, in bits, are strangers whatever is learnt.
const UNLIKELY: f64 = -16.0;
/// Rounds of counting equals at most, and the change of the prior, in bits, that ends them.
const ROUNDS: usize = 12;
const SETTLED: f64 = 0.01;
/// In a list of families: pairs of two first names for each pair of one, of those that have one surname and more.
const FAMILIES: f64 = 0.1;
/// Before anything is known: the records that have an equal in a list.
const ASSUMED_EQUALS: f64 = 0.1;
/// Pairs of equals for each record, at least and at most.
const EQUALS_PER_RECORD: (f64, f64) = (0.01, 20.0);
/// The share of equals among all pairs at most: there are as many only in a list of a few rows.
const MOST_EQUALS: f64 = 0.1;
/// The part of random pairs on any level that are strangers, at least.
const LEAST_STRANGERS: f64 = 0.1;
/// Part of the equals that are found.
const FOUND: f64 = 0.8;
/// For each pair with a value in common, the pairs that the assumed share of repeats counts as.
const ASSUMED_REPEATS: f64 = 0.4;
/// The same for values that are seldom shared.
const SURE_REPEATS: f64 = 3.0;
/// Pairs that a frequency is assumed from, before it is counted.
const ASSUMED_ROWS: f64 = 100.0;

impl Model {
    /// A model that has learnt nothing yet.
    pub fn new(fields: Fields) -> Self {
        let of_equals = fields.all.iter().map(|field| assumed::of_equals(field.kind)).collect();
        let of_strangers = fields.all.iter().map(|field| assumed::of_strangers(fields.entity, field.kind)).collect();
        let repeats = fields.all.iter().map(|field| [assumed::repeated(fields.entity, field.kind); 16]).collect();
        let crossing = crossing(&fields);
        let places = veto::Places::of(&fields);
        let records = fields.weights.len() as f64;
        let mut model = Self {
            fields,
            of_random: Vec::new(),
            of_equals,
            of_strangers,
            given: Vec::new(),
            repeats,
            crossing,
            prior: 0.0,
            places,
            sources_are_unique: false,
            has_families: true,
            least_equals: 0.0,
            step: 1.0,
            records,
            is_learnt: false,
            taught: None,
        };
        model.expect(ASSUMED_EQUALS * model.records());
        model
    }

    /// A model of other records that has learnt all that it will.
    pub fn with(fields: Fields, learnt: &Learnt) -> Self {
        Self {
            of_equals: learnt.of_equals.clone(),
            of_strangers: learnt.of_strangers.clone(),
            given: learnt.given.clone(),
            repeats: learnt.repeats.clone(),
            prior: learnt.prior,
            sources_are_unique: learnt.sources_are_unique,
            has_families: learnt.has_families,
            records: learnt.records,
            is_learnt: true,
            taught: learnt.taught.clone(),
            ..Self::new(fields)
        }
    }

    /// What it has learnt.
    pub fn learnt(&self) -> Learnt {
        Learnt {
            fields: self.fields.all.iter().map(Field::frequencies).collect(),
            records: self.records,
            of_equals: self.of_equals.clone(),
            of_strangers: self.of_strangers.clone(),
            given: self.given.clone(),
            repeats: self.repeats.clone(),
            prior: self.prior,
            sources_are_unique: self.sources_are_unique,
            has_families: self.has_families,
            taught: self.taught.clone(),
        }
    }

    const fn records(&self) -> f64 {
        self.records
    }

    /// So many pairs stand for each that is learnt from.
    pub const fn step(&self) -> f64 {
        self.step
    }

    /// The records whose pairs are learnt from.
    pub const fn records_of_sample(&self) -> f64 {
        self.records / self.step
    }

    /// Sets the prior by how many pairs of equals there are.
    fn expect(&mut self, equals: f64) {
        let records = self.records();
        let pairs = (records * (records - 1.0) / 2.0).max(1.0);
        let (least, most) = EQUALS_PER_RECORD;
        let equals = equals.max(self.least_equals).clamp(least * records, most * records);
        let share = (equals / pairs).min(MOST_EQUALS);
        self.prior = (share / (1.0 - share)).log2();
        // Some random pairs are equals, and on far-reaching agreement most of them may be.
        for (place, random) in self.of_random.iter().enumerate() {
            let levels = random.iter().zip(&self.of_equals[place]).zip(&mut self.of_strangers[place]);
            for ((&random, &equals), strangers) in levels {
                *strangers = (random - share * equals).max(random * LEAST_STRANGERS);
            }
        }
    }

    /// Compares the records of all blocks, by what is learnt from them or from a sample of them, and by what `teach`
    /// makes of it, which sees the pairs of the sample. Gives the pairs that weigh at least `least` bits, and some
    /// more.
    pub fn compare(
        &mut self,
        blocks: &mut Blocks,
        least: f64,
        teach: &mut dyn FnMut(&mut Self, &[Compared], &mut Observer<'_>),
        observer: &mut Observer<'_>,
    ) -> Vec<Compared> {
        observer.begin(Stage::Learning);
        let candidates = blocks.sample(&self.fields, observer);
        self.step = blocks.step() as f64;
        let likely = self.learn(&candidates, teach, observer);
        if blocks.step() == 1 || observer.is_stopped() {
            return likely;
        }
        observer.begin(Stage::Pairs);
        let ceiling = Ceiling::new(self);
        observer.reach(0, 1);
        let mut found = Vec::new();
        let mut sorted = 0;
        blocks.each(&self.fields, observer, |left, right| {
            if !ceiling.may_reach(self, left, right, least) {
                return;
            }
            let levels = self.levels(left, right);
            if self.weight(left, right, levels) >= least {
                found.push(Compared { left, right, rules: 0, levels });
                if found.len() > 2 * sorted + SORTED {
                    sorted = once_each(&mut found);
                }
            }
        });
        once_each(&mut found);
        found
    }

    /// Compares the records of all blocks by what was learnt before. Gives the pairs that are equal with a
    /// probability of at least `least`.
    pub fn compare_all(&self, blocks: &mut Blocks, least: f64) -> Vec<Compared> {
        let least = weight(least);
        let candidates = blocks.sample(&self.fields, &mut Observer::none());
        let compared = candidates.pairs.into_iter().map(|pair| {
            let levels = self.levels(pair.left, pair.right);
            Compared { left: pair.left, right: pair.right, rules: pair.rules, levels }
        });
        compared.filter(|pair| self.weight(pair.left, pair.right, pair.levels) >= least).collect()
    }

    /// Compares the candidates and learns from them what levels weigh. Gives those that may be equal.
    fn learn(
        &mut self,
        candidates: &Candidates,
        teach: &mut dyn FnMut(&mut Self, &[Compared], &mut Observer<'_>),
        observer: &mut Observer<'_>,
    ) -> Vec<Compared> {
        self.of_random = estimate::of_random(self, observer);
        self.of_strangers.clone_from(&self.of_random);
        self.given = estimate::given(self, observer);
        observer.reach(1, 2);
        let pairs = candidates.pairs.iter().take_while(|_| observer.go_on(1));
        let compared: Vec<Compared> = pairs
            .map(|pair| Compared {
                left: pair.left,
                right: pair.right,
                rules: pair.rules,
                levels: self.levels(pair.left, pair.right),
            })
            .collect();
        if observer.is_stopped() {
            return Vec::new();
        }
        estimate::same_names(self, &compared);
        self.count_equals(&compared);
        self.of_equals = estimate::of_equals(self, &candidates.rules, &compared, observer);
        // What nothing speaks for has no part in what follows.
        let likely = self.likely(&compared);
        // The number of equals and their weights depend on each other.
        for _ in 0..ROUNDS {
            if !observer.go_on(likely.len()) {
                break;
            }
            let before = self.prior;
            let moved = self.weigh_columns(&likely);
            self.count_equals(&likely);
            if (self.prior - before).abs() < SETTLED && moved < SETTLED {
                break;
            }
        }
        self.has_families = self.are_families(&likely);
        teach(self, &compared, observer);
        if self.taught.is_some() { self.likely(&compared) } else { likely }
    }

    /// Learns what columns weigh that only their values describe; by how much a share among equals has moved.
    fn weigh_columns(&mut self, likely: &[Compared]) -> f64 {
        let mut moved: f64 = 0.0;
        for place in 0..self.fields.all.len() {
            if self.fields.all[place].kind.is_by_values() {
                let shares = estimate::of_likely(self, place, likely);
                let before = std::mem::replace(&mut self.of_equals[place], shares);
                moved = shares.iter().zip(before).map(|(now, before)| (now - before).abs()).fold(moved, f64::max);
            }
        }
        moved
    }

    /// Whether there are more pairs of one surname and two first names, beside those of one, than records make of which
    /// the first name was lost.
    fn are_families(&self, likely: &[Compared]) -> bool {
        let (Some(first), Some(last)) = (self.places.first, self.places.last) else { return false };
        let of_one_name = |pair: &&Compared| {
            pair.levels.of(last) >= 4 && self.default_weight(pair.left, pair.right, pair.levels) >= 0.0
        };
        let (mut apart, mut together) = (0.0, 0.0);
        for pair in likely.iter().filter(of_one_name) {
            if pair.levels.of(first) >= 4 {
                together += 1.0;
            } else if self.have_two_names(first, pair.left, pair.right) {
                apart += 1.0;
            }
        }
        apart >= FAMILIES * together
    }

    fn have_two_names(&self, first: usize, left: u32, right: u32) -> bool {
        let field = &self.fields.all[first];
        let [a, b] = [left, right].map(|record| field.text(field.of[record as usize]));
        levels::are_two_names(a, b)
    }

    /// The pairs that may be equal.
    fn likely(&self, compared: &[Compared]) -> Vec<Compared> {
        let is_likely = |pair: &&Compared| self.weight(pair.left, pair.right, pair.levels) > UNLIKELY;
        compared.iter().filter(is_likely).copied().collect()
    }

    /// Counts the equals that the weights so far tell, and how often a value comes again for them.
    fn count_equals(&mut self, compared: &[Compared]) {
        let mut equals = 0.0;
        let mut same: Vec<Repeats> = vec![[0.0; 16]; self.fields.all.len()];
        for pair in compared {
            let probability = probability(self.weight(pair.left, pair.right, pair.levels));
            if probability < 0.01 {
                continue;
            }
            let probability = probability * self.step;
            equals += probability;
            for (place, field) in self.fields.all.iter().enumerate() {
                if pair.levels.of(place) == field.kind.equal() {
                    let [a, b] = [pair.left, pair.right].map(|record| field.of[record as usize]);
                    same[place][bucket(holders(field, a, b))] += probability;
                }
            }
        }
        for (place, field) in self.fields.all.iter().enumerate() {
            let assumed = assumed::repeated(self.fields.entity, field.kind);
            let all = pairs_by_holders(field);
            for (share, (same, all)) in self.repeats[place].iter_mut().zip(same[place].into_iter().zip(all)) {
                let weight = 1.0 + all * if assumed > 0.5 { SURE_REPEATS } else { ASSUMED_REPEATS };
                *share = ((same + weight * assumed) / (all + weight)).min(1.0);
            }
        }
        self.expect(equals / FOUND);
    }

    /// The levels of two records.
    pub fn levels(&self, left: u32, right: u32) -> Levels {
        let mut levels = Levels(0);
        for (place, field) in self.fields.all.iter().enumerate() {
            let (a, b) = (field.of[left as usize], field.of[right as usize]);
            levels = levels.with(place, field.level(a, b));
        }
        let levels = self.unswapped(levels, left, right);
        self.uncrossed(levels, left, right)
    }

    /// Two lines of an address that are swapped in one of the records are similar ones.
    fn uncrossed(&self, levels: Levels, left: u32, right: u32) -> Levels {
        let Some([first, second]) = self.crossing else { return levels };
        if levels.of(first).max(levels.of(second)) > 2 || levels.of(first).min(levels.of(second)) == 0 {
            return levels;
        }
        if self.crosswise([first, second], left, right) {
            let [first_kind, second_kind] = [first, second].map(|place| self.fields.all[place].kind);
            levels.with(first, first_kind.equal() - 1).with(second, second_kind.equal() - 1)
        } else {
            levels
        }
    }

    /// Whether two fields hold what the other one holds in the other record.
    fn crosswise(&self, [first, second]: [usize; 2], left: u32, right: u32) -> bool {
        let text = |place: usize, record: u32| {
            let field = &self.fields.all[place];
            field.text(field.of[record as usize])
        };
        let alike = |a: &str, b: &str| a == b || jaro_winkler(a, b) >= 0.88 || nickname::related(a, b).is_some();
        alike(text(first, left), text(second, right)) && alike(text(second, left), text(first, right))
    }

    /// First and last name that are swapped in one of the records are similar ones.
    fn unswapped(&self, levels: Levels, left: u32, right: u32) -> Levels {
        let (Some(first), Some(last)) = (self.places.first, self.places.last) else { return levels };
        if levels.of(first).max(levels.of(last)) > 2 || levels.of(first) == 0 || levels.of(last) == 0 {
            return levels;
        }
        if self.crosswise([first, last], left, right) { levels.with(first, 4).with(last, 4) } else { levels }
    }

    /// What a pair weighs on the whole, in bits: probability 0.5 at 0.
    pub fn weight(&self, left: u32, right: u32, levels: Levels) -> f64 {
        let by_default = self.default_weight(left, right, levels);
        self.taught.as_ref().map_or(by_default, |taught| taught.weight(by_default, levels))
    }

    /// The same before people's decisions correct it.
    pub fn default_weight(&self, left: u32, right: u32, levels: Levels) -> f64 {
        let fields = 0..self.fields.all.len();
        let of_fields = fields.map(|field| self.default_weight_of(field, left, right, levels)).sum::<f64>();
        self.prior + of_fields - self.doubt(left, right, levels)
    }

    /// What a field of a pair weighs before people's decisions correct it, in bits.
    fn default_weight_of(&self, place: usize, left: u32, right: u32, levels: Levels) -> f64 {
        let field = &self.fields.all[place];
        let level = levels.of(place);
        if level == 0 {
            return 0.0;
        }
        let of_equals = self.of_equals[place][usize::from(level)];
        let of_strangers = if level == field.kind.equal() {
            self.frequency(place, field.of[left as usize], field.of[right as usize])
        } else {
            self.of_strangers[place][usize::from(level)]
        };
        let of_strangers = self.given_others(place, levels).fold(of_strangers, f64::max);
        let weight = (of_equals / of_strangers).log2() * f64::from(field.share);
        let is_near = weight > 0.0 && level < field.kind.equal() && field.kind.is_name();
        let weight = if is_near { weight.min(self.most_unless_equal(place, left, right)) } else { weight };
        // What stands before the `@` is mostly the name, which has been weighed.
        if field.kind == Kind::Email && level == 3 && self.places.same_name(levels) {
            weight.min(OF_NAME)
        } else {
            weight
        }
    }

    /// What a name weighs at most that is not the same as another, in bits: no more than if it were the more frequent of
    /// the two, which is what it is meant for.
    fn most_unless_equal(&self, place: usize, left: u32, right: u32) -> f64 {
        let field = &self.fields.all[place];
        let holders = [left, right].map(|record| holders(field, field.of[record as usize], field.of[record as usize]));
        let of_equals = self.of_equals[place][usize::from(field.kind.equal())];
        (of_equals / self.frequency_of(place, holders[0].max(holders[1]))).log2()
    }

    /// The shares of a level among strangers who agree as these two do on the fields that it may
    /// depend on.
    fn given_others(&self, place: usize, levels: Levels) -> impl Iterator<Item = f64> + '_ {
        let agreed = move |&other: &usize| levels.of(other) >= self.fields.all[other].kind.agreed();
        let others = (0..self.given.len()).filter(agreed);
        others.filter_map(move |other| Some(self.given_field(place, other)?[usize::from(levels.of(place))]))
    }

    /// The shares of the levels of a field among strangers who agree on another one; none when it
    /// does not depend on that.
    pub fn given_field(&self, place: usize, other: usize) -> Option<&Shares> {
        let rank = |place: usize| Some((self.fields.all[place].kind.dependence(self.fields.entity)?, place));
        let depends = rank(other)? < rank(place)?;
        self.given.get(other)?.as_ref().filter(|_| depends)?[place].as_ref()
    }

    /// Where the fields are that decide.
    pub const fn places(&self) -> &veto::Places {
        &self.places
    }

    /// How many records have the value of a field that two records share.
    pub fn holders_of(&self, place: usize, left: u32, right: u32) -> u32 {
        let field = &self.fields.all[place];
        holders(field, field.of[left as usize], field.of[right as usize])
    }

    /// Whether the names of two records say that they are strangers: all are there and differ.
    pub fn named_apart(&self, levels: Levels) -> bool {
        self.places.named_apart(levels)
    }

    /// Whether a field is part of the names of records.
    pub fn names_records(&self, place: usize) -> bool {
        self.places.names_records(place)
    }

    /// How frequent the value that two forms share is among strangers.
    fn frequency(&self, place: usize, left: u32, right: u32) -> f64 {
        self.frequency_of(place, holders(&self.fields.all[place], left, right))
    }

    /// How frequent a value that so many records have is among strangers.
    pub fn frequency_of(&self, place: usize, count: u32) -> f64 {
        let field = &self.fields.all[place];
        let assumed = assumed::of_strangers(self.fields.entity, field.kind)[usize::from(field.kind.equal())];
        let strangers = (f64::from(count) - 2.0).max(0.0) * (1.0 - self.repeats[place][bucket(count)]);
        let rows = (self.records() - 2.0).max(0.0);
        (strangers + ASSUMED_ROWS * assumed) / (rows + ASSUMED_ROWS)
    }

    /// What forbids to join two records.
    pub fn veto(&self, left: u32, right: u32, levels: Levels) -> Option<Veto> {
        let source = |record: u32| self.fields.sources.get(record as usize).copied().unwrap_or_default();
        if self.sources_are_unique && source(left) != 0 && source(left) == source(right) {
            return Some(Veto::SameSource);
        }
        let of_relatives = || {
            let is_relative = self.are_of_two_generations(left, right, levels)
                || self.share_mailbox(left, right, levels)
                || self.are_of_one_family(left, right, levels);
            is_relative.then_some(Veto::Relative)
        };
        let of_namesakes = || self.is_numbered_apart(left, right, levels).then_some(Veto::Namesake);
        self.places.veto(levels).or_else(of_relatives).or_else(of_namesakes)
    }

    /// Whether two say of themselves that they are father and son.
    fn are_of_two_generations(&self, left: u32, right: u32, levels: Levels) -> bool {
        let of = |record: u32| self.fields.generations.get(record as usize).copied().flatten();
        let differ = of(left).zip(of(right)).is_some_and(|(left, right)| left != right);
        differ && !self.places.same_identity(levels)
    }

    /// Whether two have one surname and nothing is the same that is one person's own, and they have two first names, both
    /// well known, or were born on two days: what else they share, a family or a firm shares.
    fn are_of_one_family(&self, left: u32, right: u32, levels: Levels) -> bool {
        let places = &self.places;
        let (Some(first), Some(last)) = (places.first, places.last) else { return false };
        if !self.has_families || levels.of(last) < 4 || places.same_person(levels) {
            return false;
        }
        places.other_day(levels) || (1..=2).contains(&levels.of(first)) && self.have_two_names(first, left, right)
    }

    /// Whether two of several first names stand with one address: a mailbox that several people read.
    fn share_mailbox(&self, left: u32, right: u32, levels: Levels) -> bool {
        let Some(place) = self.places.email.filter(|&place| levels.of(place) == Kind::Email.equal()) else {
            return false;
        };
        let of_names = [self.places.first, self.places.last].map(|place| place.map_or(0, |place| levels.of(place)));
        let is_relative = of_names[0] == 1 && of_names[1] >= 4;
        is_relative && !self.places.same_identity(levels) && self.holders_of(place, left, right) > OWN_ADDRESS
    }

    /// Whether a number tells the addresses of two records at one company apart.
    fn is_numbered_apart(&self, left: u32, right: u32, levels: Levels) -> bool {
        let Some(place) = self.places.email.filter(|&place| levels.of(place) == 1) else { return false };
        let own_phone =
            |place: usize| levels.of(place) == Kind::Phone.equal() && self.holders_of(place, left, right) <= OWN_PHONE;
        if self.places.same_identity(levels) || self.places.phone.is_some_and(own_phone) {
            return false;
        }
        let field = &self.fields.all[place];
        let locals =
            |record: u32| field.text(field.of[record as usize]).split(LIST).filter_map(|a| a.split('@').next());
        locals(left).all(|a| locals(right).all(|b| numbers_differ(a, b)))
    }

    /// What speaks for and against two records.
    pub fn evidence(&self, left: u32, right: u32) -> Vec<Evidence<'_>> {
        let levels = self.levels(left, right);
        let taught = self.taught.as_ref().map(|taught| {
            let part = taught.part_of_default(self.default_weight(left, right, levels));
            move |by_default: f64, place: usize| part.mul_add(by_default, taught.of_level(place, levels))
        });
        let doubt = self.doubt(left, right, levels);
        let weight_of = |place: usize| {
            let doubt = if self.places.company == Some(place) { doubt } else { 0.0 };
            let by_default = self.default_weight_of(place, left, right, levels) - doubt;
            taught.as_ref().map_or(by_default, |taught| taught(by_default, place))
        };
        let fields = self.fields.all.iter().enumerate().filter(|&(place, _)| levels.of(place) > 0);
        fields
            .map(|(place, field)| Evidence {
                field: &field.name,
                level: field.kind.levels()[usize::from(levels.of(place)) - 1],
                weight: weight_of(place),
            })
            .collect()
    }
}

/// Pairs that are found again are left out from so many more on.
const SORTED: usize = 1_000_000;

/// Leaves each pair once, and gives how many there are.
fn once_each(found: &mut Vec<Compared>) -> usize {
    found.sort_unstable_by_key(|pair| (pair.left, pair.right));
    found.dedup_by_key(|pair| (pair.left, pair.right));
    found.len()
}

/// The first two fields of words: the lines of an address, or of a description.
fn crossing(fields: &Fields) -> Option<[usize; 2]> {
    let of_words = |&place: &usize| matches!(fields.all[place].kind, Kind::Street | Kind::Text);
    let mut places = (0..fields.all.len()).filter(of_words);
    Some([places.next()?, places.next()?])
}

/// How many records have the value that two forms share.
fn holders(field: &Field, left: u32, right: u32) -> u32 {
    let (a, b) = (field.text(left), field.text(right));
    let count = |value: &str| field.count(value);
    if field.kind == Kind::Company {
        let (name_a, domains_a) = a.split_once(PART).unwrap_or((a, ""));
        let (name_b, domains_b) = b.split_once(PART).unwrap_or((b, ""));
        let domain = domains_a.split(LIST).find(|a| !a.is_empty() && domains_b.split(LIST).any(|b| *a == b));
        match domain {
            Some(domain) => count(domain),
            None if name_a == name_b => count(name_a),
            None => 2,
        }
    } else if field.kind.is_list() {
        let shared = a.split(LIST).filter(|a| b.split(LIST).any(|b| *a == b));
        shared.map(count).min().unwrap_or(2)
    } else if field.kind == Kind::Place {
        // A place without its city is no rarer than the postcode that it has.
        let shared = place_parts(a).filter(|a| place_parts(b).any(|b| *a == b));
        shared.map(count).min().unwrap_or_else(|| field.counts[left as usize].max(field.counts[right as usize]))
    } else {
        field.counts[left as usize].max(field.counts[right as usize])
    }
}

/// The pairs of records that have a value in common, by how many have it.
fn pairs_by_holders(field: &Field) -> Repeats {
    let mut pairs = [0.0; 16];
    let mut add = |count: u32| pairs[bucket(count)] += f64::from(count) * (f64::from(count) - 1.0) / 2.0;
    field.all_counts().for_each(&mut add);
    pairs
}

/// The probability of a weight in bits.
pub(super) fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// The weight of a probability, in bits.
pub(super) fn weight(probability: f64) -> f64 {
    let probability = probability.clamp(1e-9, 1.0 - 1e-9);
    (probability / (1.0 - probability)).log2()
}
