//! What a search has learnt of a list, to judge records that come later.

use super::{
    assumed::Shares,
    field::Frequencies,
    known::bytes::{Reader, Writer},
    learning::Taught,
    model::Repeats,
};

/// What a model has learnt, without the records that it learnt from.
#[derive(Debug)]
pub(super) struct Learnt {
    /// How many records have each value, by field.
    pub fields: Vec<Frequencies>,
    /// The records there were.
    pub records: f64,
    pub of_equals: Vec<Shares>,
    pub of_strangers: Vec<Shares>,
    pub given: Vec<Option<Vec<Option<Shares>>>>,
    pub repeats: Vec<Repeats>,
    pub prior: f64,
    pub sources_are_unique: bool,
    pub has_families: bool,
    pub taught: Option<Taught>,
}

impl Learnt {
    /// Whether it is of so many fields.
    pub fn fits(&self, fields: usize) -> bool {
        let counts = [self.fields.len(), self.of_equals.len(), self.of_strangers.len(), self.repeats.len()];
        let given = [0, fields].contains(&self.given.len());
        let taught = self.taught.as_ref().is_none_or(|taught| taught.levels.len() == fields);
        counts == [fields; 4] && given && taught && self.given.iter().flatten().all(|given| given.len() == fields)
    }

    pub fn write(&self, out: &mut Writer<'_>) {
        out.count(self.fields.len());
        self.fields.iter().for_each(|field| field.write(out));
        out.real(self.records);
        out.real(self.prior);
        out.byte(u8::from(self.sources_are_unique));
        out.byte(u8::from(self.has_families));
        out.byte(u8::from(self.taught.is_some()));
        if let Some(taught) = &self.taught {
            out.reals(&[taught.base, taught.trust, taught.refuted]);
            write_shares(&taught.levels, out);
        }
        write_shares(&self.of_equals, out);
        write_shares(&self.of_strangers, out);
        write_shares(&self.repeats, out);
        out.count(self.given.len());
        for given in &self.given {
            out.byte(u8::from(given.is_some()));
            if let Some(given) = given {
                out.count(given.len());
                for shares in given {
                    out.byte(u8::from(shares.is_some()));
                    shares.iter().for_each(|shares| out.reals(shares));
                }
            }
        }
    }

    pub fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            fields: bytes.list(Frequencies::read)?,
            records: bytes.real()?,
            prior: bytes.real()?,
            sources_are_unique: bytes.is_true()?,
            has_families: bytes.is_true()?,
            taught: bytes.option(|bytes| {
                let [base, trust, refuted] = bytes.reals()?;
                Some(Taught { base, trust, refuted, levels: bytes.list(Reader::reals)? })
            })?,
            of_equals: bytes.list(Reader::reals)?,
            of_strangers: bytes.list(Reader::reals)?,
            repeats: bytes.list(Reader::reals)?,
            given: bytes.list(|bytes| bytes.option(|bytes| bytes.list(|bytes| bytes.option(Reader::reals))))?,
        })
    }
}

fn write_shares<const N: usize>(all: &[[f64; N]], out: &mut Writer<'_>) {
    out.count(all.len());
    all.iter().for_each(|shares| out.reals(shares));
}
