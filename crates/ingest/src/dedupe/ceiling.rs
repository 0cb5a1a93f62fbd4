//! What a pair weighs at most, told without a look at its texts: most pairs that share a key are
//! strangers, and seen to be so by which of their forms are the same and which have nothing in common.
//! Of most others a look at one text or two is enough.

use super::{
    dictionary::hash,
    field::Field,
    forms::{LIST, PART},
    kind::{Kind, MOST_LEVELS},
    model::{Model, OF_NAME},
};

/// The numbers of all forms, record by record, and what forms may have in common.
pub(super) struct Ceiling {
    fields: Vec<OfField>,
    forms: Vec<u32>,
    /// Fields whose forms have signs.
    signed: usize,
    signs: Vec<u64>,
    /// Fields whose levels do not depend on what stands in others, those that tell most first.
    alone: Vec<usize>,
}

/// Records that have a form, up to which what it weighs is told once.
const FEW: u32 = 64;
/// What rounding takes from a weight at most, in bits.
const ROUNDED: f32 = 1e-4;

/// What a field weighs at most, in bits.
struct OfField {
    /// Where its signs are, of fields whose forms have them.
    sign: Option<usize>,
    /// Where both have a form.
    equal: Vec<f32>,
    /// Where forms differ.
    unequal: f64,
    /// Where forms have nothing in common.
    apart: f64,
    /// Where forms differ that may have a value in common.
    near: f64,
    /// On each level.
    levels: [f64; MOST_LEVELS],
    /// Where one name stands before the `@` at two providers.
    of_name: f64,
}

impl Ceiling {
    pub fn new(model: &Model) -> Self {
        let all = &model.fields.all;
        let is_signed = |kind: Kind| kind.is_list() || kind == Kind::Company;
        let mut signed = 0;
        let mut fields = Vec::with_capacity(all.len());
        for (place, field) in all.iter().enumerate() {
            let sign = is_signed(field.kind).then_some(signed);
            signed += usize::from(sign.is_some());
            fields.push(OfField::new(model, place, sign));
        }
        let records = model.fields.weights.len();
        let mut forms = vec![0; records * all.len()];
        let mut signs = vec![0; records * signed];
        let is_signed = |field: &&Field| is_signed(field.kind);
        let of_forms: Vec<Vec<u64>> = all
            .iter()
            .filter(is_signed)
            .map(|field| (0..field.forms.len() as u32).map(|form| signs_of(field, form)).collect())
            .collect();
        for &record in &model.fields.order {
            let record = record as usize;
            for (cell, field) in forms[record * all.len()..].iter_mut().zip(all) {
                *cell = field.of[record];
            }
            let signed_fields = all.iter().filter(is_signed).zip(&of_forms);
            for (cell, (field, of_forms)) in signs[record * signed..].iter_mut().zip(signed_fields) {
                *cell = of_forms[field.of[record] as usize];
            }
        }
        let rank = |place: &usize| match all[*place].kind {
            Kind::Email => Some(0),
            Kind::Phone | Kind::Identity | Kind::Domain => Some(1),
            Kind::Company => Some(2),
            Kind::Place | Kind::Date | Kind::Number | Kind::Code | Kind::Category => Some(3),
            // Names and lines of text may be swapped with another.
            Kind::First | Kind::Last | Kind::Street | Kind::Text => None,
        };
        let mut alone: Vec<usize> = (0..all.len()).filter(|place| rank(place).is_some()).collect();
        alone.sort_by_key(rank);
        Self { fields, forms, signed, signs, alone }
    }

    /// Whether two records may weigh so many bits.
    pub fn may_reach(&self, model: &Model, left: u32, right: u32, least: f64) -> bool {
        let mut most = self.of(model, left, right);
        let width = self.fields.len();
        let form = |record: u32, place: usize| self.forms[record as usize * width + place];
        let sign = |record: u32, sign: usize| self.signs[record as usize * self.signed + sign];
        let names = [model.places().first, model.places().last];
        let is_one_name = names
            .iter()
            .all(|name| name.is_some_and(|place| form(left, place) == form(right, place) && form(left, place) != 0));
        for &place in &self.alone {
            if most < least {
                return false;
            }
            let (a, b) = (form(left, place), form(right, place));
            if a == 0 || b == 0 || a == b {
                continue;
            }
            let (field, of_field) = (&model.fields.all[place], &self.fields[place]);
            let told = of_field
                .sign
                .map_or(of_field.unequal, |own| of_field.of_signs(field.kind, sign(left, own), sign(right, own)));
            let level = field.level(a, b);
            let mut exact = of_field.levels[usize::from(level)];
            if field.kind == Kind::Email && level == 3 && is_one_name {
                exact = exact.min(of_field.of_name);
            }
            most += exact - told;
        }
        most >= least
    }

    /// What two records weigh at most, in bits.
    fn of(&self, model: &Model, left: u32, right: u32) -> f64 {
        let width = self.fields.len();
        let forms = |record: u32| &self.forms[record as usize * width..][..width];
        let signs = |record: u32| &self.signs[record as usize * self.signed..][..self.signed];
        let (forms_left, forms_right) = (forms(left), forms(right));
        let (signs_left, signs_right) = (signs(left), signs(right));
        let mut most = model.prior + model.taught.as_ref().map_or(0.0, |taught| taught.base);
        for (place, field) in self.fields.iter().enumerate() {
            let (a, b) = (forms_left[place], forms_right[place]);
            if a == 0 || b == 0 {
                continue;
            }
            most += if a == b {
                f64::from(field.equal[a as usize])
            } else {
                match field.sign {
                    None => field.unequal,
                    Some(sign) => field.of_signs(model.fields.all[place].kind, signs_left[sign], signs_right[sign]),
                }
            };
        }
        most
    }
}

/// The half of a sign that is about domains, and the one about what else there is.
const DOMAINS: u64 = 0xffff_0000_0000_0000;
const REST: u64 = !DOMAINS;

impl OfField {
    fn new(model: &Model, place: usize, sign: Option<usize>) -> Self {
        let field = &model.fields.all[place];
        let share = f64::from(field.share);
        let equal = usize::from(field.kind.equal());
        // What was learnt never counts more of the default than all of it.
        let taught = |level: usize| model.taught.as_ref().map_or(0.0, |taught| taught.levels[place][level]);
        let weight = |level: usize| {
            (model.of_equals[place][level] / model.of_strangers[place][level]).log2() * share + taught(level)
        };
        let most = |levels: std::ops::Range<usize>| levels.map(weight).fold(f64::NEG_INFINITY, f64::max);
        let of_equal = taught(equal);
        let of_holders = |holders: u32| {
            (model.of_equals[place][equal] / model.frequency_of(place, holders)).log2() * share + of_equal
        };
        // Most forms are of few.
        let of_few: Vec<f64> = (0..FEW).map(of_holders).collect();
        let of_form = |&holders: &u32| {
            let weight = of_few.get(holders as usize).copied().unwrap_or_else(|| of_holders(holders));
            weight as f32 + ROUNDED
        };
        let unequal = most(1..equal);
        Self {
            sign,
            equal: field.counts.iter().map(of_form).collect(),
            unequal,
            apart: match field.kind {
                Kind::Email => most(1..3),
                Kind::Company => most(1..4),
                _ => unequal,
            },
            near: unequal.max(of_few[1]),
            levels: std::array::from_fn(|level| match level {
                0 => 0.0,
                _ if level < equal => weight(level),
                _ => of_few[1],
            }),
            of_name: OF_NAME + taught(3),
        }
    }

    /// What forms of these signs weigh at most that differ.
    fn of_signs(&self, kind: Kind, left: u64, right: u64) -> f64 {
        let both = left & right;
        if kind == Kind::Company {
            let letters = (left & REST).count_ones().min((right & REST).count_ones());
            // Names of the same letters may be the same name.
            if both & DOMAINS != 0 || (left ^ right) & REST == 0 {
                self.near
            } else if 2 * (both & REST).count_ones() < letters {
                self.apart
            } else {
                self.unequal
            }
        } else if both == 0 {
            self.apart
        } else if kind == Kind::Email && (both & DOMAINS == 0 || both & REST == 0) {
            // Equal addresses agree in both.
            self.unequal
        } else {
            self.near
        }
    }
}

/// A bit for each part that a form may have in common with another.
fn signs_of(field: &Field, form: u32) -> u64 {
    let text = field.text(form);
    let domain = |domain: &str| 1 << (48 + hash(domain) % 16);
    let rest = |part: &str| 1 << (hash(part) % 48);
    match field.kind {
        Kind::Company => {
            let (name, domains) = text.split_once(PART).unwrap_or((text, ""));
            let of_domains =
                domains.split(LIST).filter(|domain| !domain.is_empty()).fold(0, |signs, own| signs | domain(own));
            let letters = name.as_bytes().windows(2);
            letters.fold(of_domains, |signs, two| {
                let number = u64::from(two[0]) << 8 | u64::from(two[1]);
                signs | 1 << (super::dictionary::mix(number) % 48)
            })
        }
        Kind::Email => text.split(LIST).fold(0, |signs, address| {
            let (local, own) = address.rsplit_once('@').unwrap_or((address, ""));
            signs | domain(own) | rest(local)
        }),
        Kind::Phone => {
            let tails = text.split(LIST).map(|number| number.get(number.len().saturating_sub(7)..).unwrap_or(number));
            tails.fold(0, |signs, tail| signs | 1 << (hash(tail) % 64))
        }
        _ => text.split(LIST).fold(0, |signs, value| signs | 1 << (hash(value) % 64)),
    }
}
