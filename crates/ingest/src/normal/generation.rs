//! What tells a father from a son of the same name.

/// Which of several generations with one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Generation {
    /// `Sr.`, `père`.
    Elder,
    /// `Jr.`, `fils`.
    Younger,
    /// `II`.
    Second,
    /// `III`.
    Third,
    /// `IV`.
    Fourth,
}

impl Generation {
    /// The generation of a folded word ([`text::fold`](super::text::fold)); none of another one.
    #[must_use]
    pub fn of_word(folded: &str) -> Option<Self> {
        Some(match folded {
            "sr" | "snr" | "senior" | "pere" => Self::Elder,
            "jr" | "jnr" | "junior" | "fils" | "filho" => Self::Younger,
            "ii" | "2nd" => Self::Second,
            "iii" | "3rd" => Self::Third,
            "iv" | "4th" => Self::Fourth,
            _ => return None,
        })
    }

    /// The generation that a folded name ends with, and the name before it.
    #[must_use]
    pub fn at_end(folded: &str) -> Option<(&str, Self)> {
        let (name, word) = folded.rsplit_once(' ')?;
        Some((name, Self::of_word(word)?))
    }

    /// The generation that stands in one of the folded texts: alone, or behind a name.
    #[must_use]
    pub fn of(folded: &str) -> Option<Self> {
        Self::of_word(folded).or_else(|| Self::at_end(folded).map(|(_, generation)| generation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generations_stand_alone_or_behind_a_name() {
        assert_eq!(Generation::of("jr"), Some(Generation::Younger));
        assert_eq!(Generation::at_end("smith sr"), Some(("smith", Generation::Elder)));
        assert_eq!(Generation::of("henri duval fils"), Some(Generation::Younger));
        assert_eq!(Generation::of("smith"), None);
        assert_eq!(Generation::at_end("junior"), None, "a name by itself");
    }
}
