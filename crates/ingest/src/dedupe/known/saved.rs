//! What is known, as bytes: to be kept until the next start.

use std::ops::ControlFlow;

use sales_core::fields::Entity;

use super::{
    Known,
    bytes::{Reader, Writer},
};
use crate::{
    dedupe::{block::Blocks, learnt::Learnt, plan::Layout, table::Table},
    normal::{NORM_VERSION, country::Country},
};

/// Raised when the bytes, the keys of rows or what is learnt mean something else.
const FORMAT: u32 = 3;
const END: u32 = 0x6b6e_6f77;

impl Known {
    /// Gives all of it to `take`, in pieces of a mebibyte, until that has enough.
    pub fn save(&self, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) {
        let mut out = Writer::new(take);
        out.number(FORMAT);
        out.number(NORM_VERSION);
        out.byte(u8::from(self.entity == Entity::Company));
        out.text(self.home.as_ref().map_or("", Country::code));
        self.layout.write(&mut out);
        self.learnt.write(&mut out);
        out.count(self.rules.len());
        for rule in &self.rules {
            out.count(rule.len());
            rule.iter().for_each(|&aspect| out.count(aspect));
        }
        out.number(self.searched);
        out.pairs(&self.keys);
        out.pairs(&self.later);
        out.number(END);
        out.end();
    }

    /// What [`Self::save`] gave; none when it is not all there, or was made by other rules.
    pub fn load(pieces: &mut dyn Iterator<Item = Vec<u8>>) -> Option<Self> {
        let mut bytes = Reader::new(pieces);
        if (bytes.number()?, bytes.number()?) != (FORMAT, NORM_VERSION) {
            return None;
        }
        let entity = if bytes.is_true()? { Entity::Company } else { Entity::Prospect };
        let home = bytes.text()?;
        let home = if home.is_empty() { None } else { Some(Country::from_code(&home)?) };
        let layout = Layout::read(&mut bytes)?;
        let learnt = Learnt::read(&mut bytes)?;
        let rules = bytes.list(|bytes| Some(bytes.list(Reader::count)?.into_iter().collect()))?;
        let searched = bytes.number()?;
        let keys = bytes.pairs()?;
        let later = bytes.pairs()?;
        let is_all = bytes.number()? == END && bytes.is_at_end();
        let known = Self { entity, layout, learnt, home, rules, keys, later, searched };
        (is_all && known.fits()).then_some(known)
    }

    /// Whether its parts go together.
    fn fits(&self) -> bool {
        if !self.learnt.fits(self.layout.fields()) {
            return false;
        }
        let (_, fields) = self.fields(Table::new(self.entity, []));
        let aspects = Blocks::with(&fields, std::iter::empty()).aspects();
        let is_ascending = |keys: &[(u32, u32)]| keys.is_sorted();
        self.rules.iter().flatten().all(|&aspect| aspect < aspects)
            && is_ascending(&self.keys)
            && is_ascending(&self.later)
    }
}
