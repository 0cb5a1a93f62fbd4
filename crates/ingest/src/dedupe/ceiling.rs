//! What a pair weighs at most, told without a look at its texts: most pairs that share a key are
//! strangers, and seen to be so by which of their forms are the same and which have nothing in common.

use super::{
    dictionary::hash,
    field::Field,
    forms::{LIST, PART},
    kind::Kind,
    model::Model,
};

/// The numbers of all forms, record by record, and what forms may have in common.
pub(super) struct Ceiling {
    fields: Vec<OfField>,
    forms: Vec<u32>,
    /// Fields whose forms have signs.
    signed: usize,
    signs: Vec<u64>,
}

/// What a field weighs at most, in bits.
struct OfField {
    /// Where its signs are, of fields whose forms have them.
    sign: Option<usize>,
    share: f64,
    of_equals: f64,
    /// Where forms differ.
    unequal: f64,
    /// Where forms have nothing in common.
    apart: f64,
    /// Where forms differ that may have a value in common.
    near: f64,
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
        for (place, (field, of_field)) in all.iter().zip(&fields).enumerate() {
            forms.iter_mut().skip(place).step_by(all.len()).zip(&field.of).for_each(|(cell, &form)| *cell = form);
            if let Some(sign) = of_field.sign {
                let of_forms: Vec<u64> = (0..field.forms.len() as u32).map(|form| signs_of(field, form)).collect();
                let cells = signs.iter_mut().skip(sign).step_by(signed);
                cells.zip(&field.of).for_each(|(cell, &form)| *cell = of_forms[form as usize]);
            }
        }
        Self { fields, forms, signed, signs }
    }

    /// What two records weigh at most, in bits.
    pub fn of(&self, model: &Model, left: u32, right: u32) -> f64 {
        let width = self.fields.len();
        let forms = |record: u32| &self.forms[record as usize * width..][..width];
        let signs = |record: u32| &self.signs[record as usize * self.signed..][..self.signed];
        let (forms_left, forms_right) = (forms(left), forms(right));
        let (signs_left, signs_right) = (signs(left), signs(right));
        let mut most = model.prior;
        for (place, field) in self.fields.iter().enumerate() {
            let (a, b) = (forms_left[place], forms_right[place]);
            if a == 0 || b == 0 {
                continue;
            }
            most += if a == b {
                let holders = model.fields.all[place].counts[a as usize];
                (field.of_equals / model.frequency_of(place, holders)).log2() * field.share
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
        let weight = |level: usize| (model.of_equals[place][level] / model.of_strangers[place][level]).log2() * share;
        let most = |levels: std::ops::Range<usize>| levels.map(weight).fold(f64::NEG_INFINITY, f64::max);
        let of_equals = model.of_equals[place][equal];
        let unequal = most(1..equal);
        Self {
            sign,
            share,
            of_equals,
            unequal,
            apart: match field.kind {
                Kind::Email => most(1..3),
                Kind::Company => most(1..4),
                _ => unequal,
            },
            near: unequal.max((of_equals / model.frequency_of(place, 1)).log2() * share),
        }
    }

    /// What forms of these signs weigh at most that differ.
    fn of_signs(&self, kind: Kind, left: u64, right: u64) -> f64 {
        let both = left & right;
        if kind == Kind::Company {
            let letters = (left & REST).count_ones().min((right & REST).count_ones());
            if both & DOMAINS != 0 {
                self.near
            } else if 2 * (both & REST).count_ones() < letters {
                self.apart
            } else {
                self.unequal
            }
        } else if both == 0 {
            self.apart
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
