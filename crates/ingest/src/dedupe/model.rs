//! What agreement weighs: Fellegi and Sunter's weights, adjusted to how frequent a value is.

use super::{
    Evidence, assumed,
    assumed::Shares,
    block::Candidates,
    estimate,
    field::{Field, Fields},
    forms::{LIST, PART},
    kind::Kind,
    levels::numbers_differ,
    similarity::jaro_winkler,
    veto::{self, Veto},
};

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

/// Fields and what their levels weigh.
#[derive(Debug)]
pub(super) struct Model {
    pub fields: Fields,
    /// The shares of levels among equals, by field.
    pub of_equals: Vec<Shares>,
    /// The shares of levels among strangers, by field.
    pub of_strangers: Vec<Shares>,
    /// The shares of levels among strangers who agree on a field: by that field, then by field.
    given: Vec<Option<Vec<Option<Shares>>>>,
    /// What speaks for any two records before they are looked at, in bits: far below 0.
    pub prior: f64,
    places: veto::Places,
    /// No two records of one source are the same.
    pub sources_are_unique: bool,
}

/// Before anything is known: the records that have an equal in a list.
const ASSUMED_EQUALS: f64 = 0.1;
/// Pairs of equals for each record, at least and at most.
const EQUALS_PER_RECORD: (f64, f64) = (0.01, 20.0);
/// The share of equals among all pairs at most: there are as many only in a list of a few rows.
const MOST_EQUALS: f64 = 0.1;
/// Part of the equals that are found.
const FOUND: f64 = 0.8;
/// Pairs that a frequency is assumed from, before it is counted.
const ASSUMED_ROWS: f64 = 100.0;

impl Model {
    /// A model that has learnt nothing yet.
    pub fn new(fields: Fields) -> Self {
        let of_equals = fields.all.iter().map(|field| assumed::of_equals(field.kind)).collect();
        let of_strangers = fields.all.iter().map(|field| assumed::of_strangers(field.kind)).collect();
        let places = veto::Places::of(&fields);
        let mut model =
            Self { fields, of_equals, of_strangers, given: Vec::new(), prior: 0.0, places, sources_are_unique: false };
        model.expect(ASSUMED_EQUALS * model.records());
        model
    }

    fn records(&self) -> f64 {
        self.fields.weights.len() as f64
    }

    /// Sets the prior by how many pairs of equals there are.
    fn expect(&mut self, equals: f64) {
        let records = self.records();
        let pairs = (records * (records - 1.0) / 2.0).max(1.0);
        let (least, most) = EQUALS_PER_RECORD;
        let share = (equals.clamp(least * records, most * records) / pairs).min(MOST_EQUALS);
        self.prior = (share / (1.0 - share)).log2();
    }

    /// Compares the candidates and learns from them what levels weigh.
    pub fn learn(&mut self, candidates: &Candidates) -> Vec<Compared> {
        self.of_strangers = estimate::of_strangers(self);
        self.given = estimate::given(self);
        let pairs = candidates.pairs.iter();
        let compared: Vec<Compared> = pairs
            .map(|pair| Compared {
                left: pair.left,
                right: pair.right,
                rules: pair.rules,
                levels: self.levels(pair.left, pair.right),
            })
            .collect();
        self.count_equals(&compared);
        self.of_equals = estimate::of_equals(self, &candidates.rules, &compared);
        // The number of equals and their weights depend on each other.
        for _ in 0..3 {
            self.count_equals(&compared);
        }
        compared
    }

    fn count_equals(&mut self, compared: &[Compared]) {
        let equals: f64 = compared
            .iter()
            .map(|pair| probability(self.weight(pair.left, pair.right, pair.levels)))
            .filter(|&probability| probability >= 0.5)
            .sum();
        self.expect(equals / FOUND);
    }

    /// The levels of two records.
    pub fn levels(&self, left: u32, right: u32) -> Levels {
        let mut levels = Levels(0);
        for (place, field) in self.fields.all.iter().enumerate() {
            let (a, b) = (field.of[left as usize], field.of[right as usize]);
            levels = levels.with(place, field.level(a, b));
        }
        self.unswapped(levels, left, right)
    }

    /// First and last name that are swapped in one of the records are similar ones.
    fn unswapped(&self, levels: Levels, left: u32, right: u32) -> Levels {
        let (Some(first), Some(last)) = (self.places.first, self.places.last) else { return levels };
        if levels.of(first).max(levels.of(last)) > 2 || levels.of(first) == 0 || levels.of(last) == 0 {
            return levels;
        }
        let text = |place: usize, record: u32| {
            let field = &self.fields.all[place];
            field.text(field.of[record as usize])
        };
        let alike = |a: &str, b: &str| a == b || jaro_winkler(a, b) >= 0.88;
        let swapped = alike(text(first, left), text(last, right)) && alike(text(last, left), text(first, right));
        if swapped { levels.with(first, 4).with(last, 4) } else { levels }
    }

    /// What a pair weighs on the whole, in bits: probability 0.5 at 0.
    pub fn weight(&self, left: u32, right: u32, levels: Levels) -> f64 {
        let fields = 0..self.fields.all.len();
        self.prior + fields.map(|field| self.weight_of(field, left, right, levels)).sum::<f64>()
    }

    /// What a field of a pair weighs, in bits.
    fn weight_of(&self, place: usize, left: u32, right: u32, levels: Levels) -> f64 {
        let field = &self.fields.all[place];
        let level = levels.of(place);
        if level == 0 {
            return 0.0;
        }
        let of_equals = self.of_equals[place][usize::from(level)];
        let of_strangers = if level == field.kind.equal() {
            self.frequency(field, field.of[left as usize], field.of[right as usize])
        } else {
            self.of_strangers[place][usize::from(level)]
        };
        let of_strangers = self.given_others(place, levels).fold(of_strangers, f64::max);
        let weight = (of_equals / of_strangers).log2() * f64::from(field.share);
        // What stands before the `@` is mostly the name, which has been weighed.
        if field.kind == Kind::Email && level == 3 && self.places.same_name(levels) { weight.min(1.0) } else { weight }
    }

    /// The shares of a level among strangers who agree as these two do on the fields that it may
    /// depend on.
    fn given_others(&self, place: usize, levels: Levels) -> impl Iterator<Item = f64> + '_ {
        let rank = |place: usize| self.fields.all[place].kind.dependence(self.fields.entity).map(|rank| (rank, place));
        let own = rank(place);
        self.given.iter().enumerate().filter_map(move |(other, shares)| {
            let agrees = own.is_some() && rank(other) < own && levels.of(other) == self.fields.all[other].kind.equal();
            let shares = shares.as_ref().filter(|_| agrees)?;
            Some(shares[place]?[usize::from(levels.of(place))])
        })
    }

    /// Whether the names of two records say that they are strangers: all are there and differ.
    pub fn named_apart(&self, levels: Levels) -> bool {
        self.places.named_apart(levels)
    }

    /// Whether a field is part of the names of records.
    pub fn names_records(&self, place: usize) -> bool {
        self.places.names_records(place)
    }

    /// How many of the other records have a value that two forms share.
    fn frequency(&self, field: &Field, left: u32, right: u32) -> f64 {
        let (a, b) = (field.text(left), field.text(right));
        let count = |value: &str| field.values.get(value).copied().unwrap_or(2);
        let count = if field.kind == Kind::Company {
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
        } else {
            field.counts[left as usize].max(field.counts[right as usize])
        };
        let assumed = assumed::of_strangers(field.kind)[usize::from(field.kind.equal())];
        let others = (f64::from(count) - 2.0).max(0.0);
        let rows = (self.records() - 2.0).max(0.0);
        (others + ASSUMED_ROWS * assumed) / (rows + ASSUMED_ROWS)
    }

    /// What forbids to join two records.
    pub fn veto(&self, left: u32, right: u32, levels: Levels) -> Option<Veto> {
        let source = |record: u32| self.fields.sources.get(record as usize).copied().unwrap_or_default();
        if self.sources_are_unique && source(left) != 0 && source(left) == source(right) {
            return Some(Veto::SameSource);
        }
        self.places.veto(levels).or_else(|| self.is_numbered_apart(left, right, levels).then_some(Veto::Namesake))
    }

    /// Whether a number tells the addresses of two records at one company apart.
    fn is_numbered_apart(&self, left: u32, right: u32, levels: Levels) -> bool {
        let Some(place) = self.places.email.filter(|&place| levels.of(place) == 1) else { return false };
        let field = &self.fields.all[place];
        let locals =
            |record: u32| field.text(field.of[record as usize]).split(LIST).filter_map(|a| a.split('@').next());
        locals(left).all(|a| locals(right).all(|b| numbers_differ(a, b)))
    }

    /// What speaks for and against two records.
    pub fn evidence(&self, left: u32, right: u32) -> Vec<Evidence<'_>> {
        let levels = self.levels(left, right);
        let fields = self.fields.all.iter().enumerate().filter(|&(place, _)| levels.of(place) > 0);
        fields
            .map(|(place, field)| Evidence {
                field: &field.name,
                level: field.kind.levels()[usize::from(levels.of(place)) - 1],
                weight: self.weight_of(place, left, right, levels),
            })
            .collect()
    }
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
