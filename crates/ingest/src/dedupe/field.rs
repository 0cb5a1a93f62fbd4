//! The fields of records: a form per record, and how often each comes.

use rustc_hash::FxHashMap;
use sales_core::fields::Entity;
use smallvec::SmallVec;

use super::{
    dictionary::{Dictionary, hash},
    forms::{self, LIST, PART},
    kind::Kind,
    known::bytes::{Reader, Writer},
    learnt::Learnt,
    observer::Observer,
    plan::{FieldPlan, Part, Plan},
    table::Records,
    words::Words,
};
use crate::normal::{country::Country, generation::Generation, person, phonetic, text};

/// A field: what all records have in it.
#[derive(Debug)]
pub(super) struct Field {
    /// The id of the field.
    pub name: String,
    pub kind: Kind,
    /// The form of each record; 0 where it has none.
    pub of: Vec<u32>,
    pub forms: Dictionary,
    /// Records that have each form.
    pub counts: Vec<u32>,
    /// The words of the forms, of kinds that have words.
    pub words: Words,
    /// What the forms of names sound like, as a hash.
    pub sounds: Vec<u64>,
    /// Records that have each value of a list, or of the parts of a form, of those that several have.
    values: FxHashMap<u64, u32>,
    /// Its values are counted one by one.
    has_values: bool,
    /// What the field tells beside the others, 0 to 1.
    pub share: f32,
    /// Its place in the plan.
    pub planned: usize,
}

/// How many of all records have each value of a field.
#[derive(Debug)]
pub(super) struct Frequencies {
    share: f32,
    forms: Counts,
    values: Counts,
    words: Counts,
}

impl Frequencies {
    /// The memory they take, in bytes.
    pub fn memory(&self) -> usize {
        [&self.forms, &self.values, &self.words].iter().map(|counts| size_of_val(&*counts.0)).sum()
    }

    pub fn write(&self, out: &mut Writer<'_>) {
        out.real(self.share.into());
        [&self.forms, &self.values, &self.words].iter().for_each(|counts| out.pairs(&counts.0));
    }

    pub fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let share = bytes.real()? as f32;
        let mut counts = || bytes.pairs().filter(|pairs| pairs.is_sorted()).map(|pairs| Counts(pairs.into()));
        Some(Self { share, forms: counts()?, values: counts()?, words: counts()? })
    }
}

/// Counts by the hashes of what is counted; what is counted once is left out.
#[derive(Debug)]
struct Counts(Box<[(u32, u32)]>);

impl Counts {
    const fn short(hash: u64) -> u32 {
        (hash >> 32) as u32
    }

    fn count(&self, hash: u64) -> u32 {
        let place = self.0.binary_search_by_key(&Self::short(hash), |&(known, _)| known);
        place.map_or(1, |place| self.0[place].1)
    }
}

impl FromIterator<(u64, u32)> for Counts {
    fn from_iter<I: IntoIterator<Item = (u64, u32)>>(counts: I) -> Self {
        let counts = counts.into_iter().filter(|&(_, count)| count > 1);
        let mut counts: Vec<(u32, u32)> = counts.map(|(hash, count)| (Self::short(hash), count)).collect();
        counts.sort_unstable();
        Self(counts.into())
    }
}

/// All fields of a table.
#[derive(Debug)]
pub(super) struct Fields {
    pub entity: Entity,
    pub all: Vec<Field>,
    /// How many rows each record stands for.
    pub weights: Vec<u32>,
    /// The list each record is from, by number; 0 where it is not known, empty when no column says.
    pub sources: Vec<u32>,
    /// Which of several generations with one name each person is of; empty when no name says.
    pub generations: Vec<Option<Generation>>,
    /// The records in the order of their first rows, in which their forms stand: the quickest to look at
    /// all of them, where the order does not count.
    pub order: Vec<u32>,
}

/// A field that tells less than this beside the others is left out.
const LEAST_SHARE: f32 = 0.3;

/// Brings the values of all records to their forms.
pub(super) fn fields(
    mut records: Records,
    plan: &Plan,
    entity: Entity,
    home: Option<Country>,
    observer: &mut Observer<'_>,
) -> Fields {
    let (weights, order) = (records.weights(), records.in_order_of_rows().map(|(_, record)| record as u32).collect());
    let sources = plan.source.map(|column| records.numbers(column)).unwrap_or_default();
    let generations = generations(&records, plan);
    let mut all = Vec::with_capacity(plan.fields.len());
    for (planned, field) in plan.fields.iter().enumerate() {
        observer.reach(planned, plan.fields.len());
        let built = build(field, &records, plan, entity, home, observer);
        if built.forms.len() > 1 {
            all.push(Field { planned, ..built });
        }
        let is_needed = |column: usize| {
            let of_others = plan.fields[planned + 1..].iter().flat_map(|field| &field.parts);
            plan.country == Some(column) || of_others.clone().any(|&(_, other)| other == column)
        };
        field.parts.iter().filter(|(_, column)| !is_needed(*column)).for_each(|&(_, column)| records.forget(column));
    }
    weigh_repetitions(&mut all, records.len());
    all.retain(|field| field.share >= LEAST_SHARE);
    Fields { entity, all, sources, generations, weights, order }
}

/// The same where it is known which fields tell something, and how many records have each value.
pub(super) fn known_fields(
    records: &Records,
    plan: &Plan,
    entity: Entity,
    home: Option<Country>,
    learnt: &Learnt,
) -> Fields {
    let all = plan.fields.iter().zip(&learnt.fields).map(|(field, known)| {
        let mut field = build(field, records, plan, entity, home, &mut Observer::none());
        field.recount(known, learnt.records);
        field
    });
    let sources = plan.source.map(|column| records.numbers(column)).unwrap_or_default();
    let order = records.in_order_of_rows().map(|(_, record)| record as u32).collect();
    Fields {
        entity,
        all: all.collect(),
        sources,
        generations: generations(records, plan),
        weights: records.weights(),
        order,
    }
}

/// Which of several generations with one name each person is of.
fn generations(records: &Records, plan: &Plan) -> Vec<Option<Generation>> {
    let mut of = vec![None; records.len()];
    let mut buffer = String::new();
    for &column in &plan.generations {
        // Each text is looked at once.
        let mut known: FxHashMap<u32, Option<Generation>> = FxHashMap::default();
        for (row, record) in records.in_order_of_rows() {
            let generation = known.entry(records.number(row, column)).or_insert_with(|| {
                let cell = records.cell(row, column);
                // Most names have one word.
                let may_tell = !cell.is_empty() && (cell.len() <= 6 || cell.contains([' ', ',']));
                may_tell.then(|| text::fold(cell, &mut buffer)).and_then(|()| Generation::of(&buffer))
            });
            of[record] = of[record].or(*generation);
        }
    }
    if of.iter().all(Option::is_none) { Vec::new() } else { of }
}

fn build(
    plan: &FieldPlan,
    records: &Records,
    whole: &Plan,
    entity: Entity,
    home: Option<Country>,
    observer: &mut Observer<'_>,
) -> Field {
    let country = whole.country.map(|column| (column, FxHashMap::default()));
    let surname = whole.column(Kind::Last, Part::Main);
    let mut former = Former { plan, records, country, surname, entity, home, buffers: Default::default() };
    let mut numbers = Dictionary::default();
    // Of a column that stands alone, each text is brought to its form once.
    let alone = match *plan.parts.as_slice() {
        [(_, column)] if plan.kind != Kind::Phone => Some(column),
        _ => None,
    };
    let mut known = alone.map(|column| vec![u32::MAX; records.texts(column)]).unwrap_or_default();
    // Few places of a list are different.
    let mut places: FxHashMap<SmallVec<[u32; 4]>, u32> = FxHashMap::default();
    let mut of = vec![0; records.len()];
    for (row, record) in records.in_order_of_rows() {
        if !observer.go_on(1) {
            break;
        }
        of[record] = if plan.kind == Kind::Place {
            let texts = plan.parts.iter().map(|&(_, column)| records.number(row, column)).collect();
            *places.entry(texts).or_insert_with(|| numbers.number(former.form(row)))
        } else if let Some(text) = alone.map(|column| records.number(row, column) as usize) {
            if known[text] == u32::MAX {
                known[text] = numbers.number(former.form(row));
            }
            known[text]
        } else {
            numbers.number(former.form(row))
        };
    }
    numbers.seal();
    Field::new(plan.name.to_string(), plan.kind, of, numbers, observer)
}

impl Field {
    /// A field of these forms.
    fn new(name: String, kind: Kind, of: Vec<u32>, forms: Dictionary, observer: &mut Observer<'_>) -> Self {
        observer.go_on(of.len());
        let mut counts = vec![0_u32; forms.len()];
        for &form in &of {
            counts[form as usize] += 1;
        }
        let all = || (0..forms.len() as u32).map(|form| forms.get(form));
        let words = if kind.has_words() {
            Words::new(all().map(|form| form.split(PART).next().unwrap_or_default()), &counts, of.len())
        } else {
            Words::default()
        };
        let sounds = if matches!(kind, Kind::First | Kind::Last) {
            let mut buffer = String::new();
            all().map(|form| hash(phonetic::key(form, &mut buffer))).collect()
        } else {
            Vec::new()
        };
        observer.go_on(of.len());
        let mut of_values: Vec<(u64, u32)> = Vec::new();
        for (form, &count) in all().zip(&counts) {
            values_of(kind, form, |value| of_values.push((hash(value), count)));
        }
        let has_values = !of_values.is_empty();
        of_values.sort_unstable();
        let of_value = |same: &[(u64, u32)]| (same[0].0, same.iter().map(|&(_, count)| count).sum());
        let all_values = of_values.chunk_by(|a, b| a.0 == b.0).map(of_value);
        let values = all_values.filter(|&(_, count): &(u64, u32)| count > 1).collect();
        Self { name, kind, of, forms, counts, words, sounds, values, has_values, share: 1.0, planned: 0 }
    }

    /// Takes over how many records have each value, of all that are known.
    fn recount(&mut self, known: &Frequencies, records: f64) {
        let forms = 0..self.forms.len() as u32;
        self.counts = forms.clone().map(|form| known.forms.count(hash(self.forms.get(form)))).collect();
        self.values.clear();
        for form in forms {
            values_of(self.kind, self.forms.get(form), |value| {
                self.values.insert(hash(value), known.values.count(hash(value)));
            });
        }
        self.words.recount(records as usize, |word| known.words.count(hash(word)));
        self.share = known.share;
    }

    /// How many records have each value, and what the field tells.
    pub fn frequencies(&self) -> Frequencies {
        let forms = self.counts.iter().zip(0_u32..).filter(|&(&count, form)| form > 0 && count > 1);
        Frequencies {
            share: self.share,
            forms: forms.map(|(&count, form)| (hash(self.text(form)), count)).collect(),
            values: self.values.iter().map(|(&value, &count)| (value, count)).collect(),
            words: self.words.counts().map(|(word, count)| (hash(word), count)).collect(),
        }
    }

    /// How many records have a value of a list, or a part of a form.
    pub fn count(&self, value: &str) -> u32 {
        self.values.get(&hash(value)).copied().unwrap_or(1)
    }

    /// How many records have each value that several have, and perhaps others.
    pub fn all_counts(&self) -> impl Iterator<Item = u32> + '_ {
        let of_forms = if self.has_values { &[] } else { &self.counts[1..] };
        self.values.values().chain(of_forms).copied()
    }

    /// The text of a form.
    pub fn text(&self, form: u32) -> &str {
        self.forms.get(form)
    }
}

/// Brings the cells of one field to forms, in working space that it keeps.
struct Former<'r> {
    plan: &'r FieldPlan,
    records: &'r Records,
    /// The column of the country, and what its texts mean.
    country: Option<(usize, FxHashMap<u32, Option<Country>>)>,
    /// The column of surnames.
    surname: Option<usize>,
    entity: Entity,
    home: Option<Country>,
    buffers: [String; 3],
}

impl Former<'_> {
    /// The form of a row.
    fn form(&mut self, row: usize) -> &str {
        let Self { plan, records, country, surname, entity, home, buffers } = self;
        let [out, first, second] = buffers;
        out.clear();
        let cells = plan.parts.iter().map(|&(part, column)| (part, records.cell(row, column)));
        let mut filled = cells.clone().filter(|(_, cell)| !cell.is_empty());
        let main = cells.clone().find(|&(part, cell)| part == Part::Main && !cell.is_empty());
        let main = main.map(|(_, cell)| cell).unwrap_or_default();
        match plan.kind {
            Kind::First | Kind::Last => {
                let (part, cell) = filled.next().unwrap_or((Part::Main, ""));
                // A full name of which only the surname is known has no first name.
                if part == Part::Main || surname.is_none_or(|column| records.cell(row, column) != cell) {
                    name(plan.kind, part, cell, out);
                }
            }
            Kind::Email => {
                filled.for_each(|(_, cell)| forms::emails(cell, *entity == Entity::Company, first, out));
            }
            Kind::Phone => {
                let country = country.as_mut().and_then(|(column, known)| {
                    let name = || Country::from_name(records.cell(row, *column));
                    *known.entry(records.number(row, *column)).or_insert_with(name)
                });
                filled.for_each(|(_, cell)| forms::phones(cell, country.or(*home), first, out));
            }
            Kind::Domain => filled.for_each(|(_, cell)| forms::domains(cell, first, out)),
            Kind::Identity => forms::identity(plan.name.as_str(), main, first, out),
            Kind::Company => {
                forms::company(main, first, out);
                if plan.parts.len() > 1 {
                    second.clear();
                    let addresses = cells.filter(|&(part, _)| part == Part::Address);
                    addresses.for_each(|(_, cell)| forms::domains(cell, first, second));
                    if !second.is_empty() {
                        out.push(PART);
                        out.push_str(second);
                    }
                }
            }
            Kind::Street => forms::street(main, first, out),
            Kind::Place => place(cells, first, out),
            Kind::Date => {
                if let Some([year, month, day]) = forms::day_as_written(main) {
                    *out = format!("{year:04}{month:02}{day:02}");
                }
            }
            Kind::Number => {
                if let Some(number) = forms::quantity(main) {
                    *out = number.to_string();
                }
            }
            Kind::Code => forms::code(main, out),
            Kind::Category => text::fold(main, out),
            Kind::Text => forms::words(main, first, out),
        }
        out
    }
}

/// The values of a form that are counted one by one.
fn values_of<'f>(kind: Kind, form: &'f str, mut value: impl FnMut(&'f str)) {
    if kind == Kind::Place {
        place_parts(form).for_each(value);
    } else if kind.is_list() || kind == Kind::Company {
        form.split([LIST, PART]).filter(|value| !value.is_empty()).for_each(&mut value);
    }
}

/// The parts of a place that tell something, each with what begins it.
pub(super) fn place_parts(form: &str) -> impl Iterator<Item = &str> {
    // With the sign before it, one part is not taken for another.
    let starts = std::iter::once(0).chain(form.match_indices(PART).map(|(at, _)| at));
    let ends = form.match_indices(PART).map(|(at, _)| at).chain([form.len()]);
    starts.zip(ends).map(|(start, end)| &form[start..end]).take(2).filter(|part| !part.trim_matches(PART).is_empty())
}

/// Postcode, city, region and country, each folded; empty when none has a value.
fn place<'c>(cells: impl Iterator<Item = (Part, &'c str)> + Clone, buffer: &mut String, out: &mut String) {
    let mut any = false;
    for (place, part) in [Part::Postcode, Part::City, Part::Region, Part::Country].into_iter().enumerate() {
        if place > 0 {
            out.push(PART);
        }
        let cell = cells.clone().find(|&(own, _)| own == part).map(|(_, cell)| cell).unwrap_or_default();
        match part {
            Part::Postcode => forms::code(cell, buffer),
            Part::Country => {
                buffer.clear();
                match Country::from_name(cell) {
                    Some(country) => buffer.push_str(country.code()),
                    None => text::fold(cell, buffer),
                }
            }
            _ => text::fold(cell, buffer),
        }
        any |= !buffer.is_empty();
        out.push_str(buffer);
    }
    if !any {
        out.clear();
    }
}

/// The first name or surname of a cell, which may hold the full name.
fn name(kind: Kind, part: Part, cell: &str, out: &mut String) {
    if part != Part::FullName {
        text::fold(cell, out);
        if let Some((name, _)) = Generation::at_end(out).filter(|_| kind == Kind::Last) {
            out.truncate(name.len());
        }
        return;
    }
    let name = person::parse(cell);
    text::fold(if kind == Kind::First { &name.first } else { &name.last }, out);
}

/// Records that are looked at for repetitions.
const SAMPLE: usize = 2_000;

/// Finds fields of words that repeat what stands in others (`full address`, `first and last
/// name`): they tell only what the others do not.
fn weigh_repetitions(fields: &mut [Field], records: usize) {
    let step = (records / SAMPLE).max(1);
    for place in 0..fields.len() {
        let own = &fields[place];
        if !matches!(own.kind, Kind::Text | Kind::Category | Kind::Street | Kind::Code) {
            continue;
        }
        let (mut repeated, mut all) = (0_u32, 0_u32);
        for record in (0..records).step_by(step) {
            let text = own.text(own.of[record]);
            for word in text.split(' ').filter(|word| word.len() > 1) {
                all += 1;
                let elsewhere = fields.iter().enumerate().any(|(other, field)| {
                    let earlier = other < place || !matches!(field.kind, Kind::Text | Kind::Category | Kind::Code);
                    other != place
                        && earlier
                        && field.text(field.of[record]).split([' ', PART, LIST]).any(|known| known == word)
                });
                repeated += u32::from(elsewhere);
            }
        }
        fields[place].share = 1.0 - repeated as f32 / all.max(1) as f32;
    }
}
