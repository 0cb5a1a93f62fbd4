//! Names of persons, many of them in little memory.

/// Names one behind the other: a byte each beside their own.
#[derive(Debug, Default)]
pub(crate) struct Names(String);

/// Where a name stands; the default is that of no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NameAt(u32);

impl NameAt {
    /// Whether it is the place of no name.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Bytes of a name that are kept: its length stands before it as one byte of a text.
const LONGEST: usize = 127;

impl Names {
    /// Adds a name. Of a long one the beginning is kept, and none beyond four gigabytes of them.
    pub fn add(&mut self, name: &str) -> NameAt {
        let end = (0..=LONGEST.min(name.len())).rev().find(|&end| name.is_char_boundary(end)).unwrap_or_default();
        let kept = &name[..end];
        let (Ok(length), Ok(place)) = (u8::try_from(kept.len()), u32::try_from(self.0.len() + 1)) else {
            return NameAt::default();
        };
        if length == 0 {
            return NameAt::default();
        }
        self.0.push(char::from(length));
        self.0.push_str(kept);
        NameAt(place)
    }

    /// The name in a place; empty for that of no name.
    pub fn get(&self, at: NameAt) -> &str {
        let start = at.0 as usize;
        let length = start.checked_sub(1).and_then(|place| self.0.as_bytes().get(place)).copied().unwrap_or_default();
        self.0.get(start..start + usize::from(length)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_of_long_ones_the_beginning() {
        let mut names = Names::default();
        let long = "é".repeat(100);
        let [none, jean, cut, anne] = ["", "jean dupont", &long, "anne"].map(|name| names.add(name));
        assert!(none.is_none() && !jean.is_none());
        assert_eq!(names.get(none), "");
        assert_eq!(names.get(jean), "jean dupont");
        assert_eq!(names.get(cut), "é".repeat(63));
        assert_eq!(names.get(anne), "anne");
    }
}
