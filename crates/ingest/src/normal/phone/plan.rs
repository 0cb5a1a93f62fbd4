//! Numbering plans as tables of digits, built from libphonenumber's own data.
//!
//! libphonenumber tries up to a dozen regular expressions on a number. Here the expressions of one
//! calling code become one automaton, which answers the same question in one step a digit. A plan
//! is built when its country is first met.

use std::{collections::HashMap, sync::OnceLock};

use regex_automata::{
    Anchored, MatchKind,
    dfa::{Automaton, dense},
    util::{primitives::StateID, start, syntax},
};
use rlibphonenumber::{PHONE_NUMBER_UTIL, Region, interfaces::AsOriginal};

use crate::normal::country::{CODES, Country};

/// The longest national number (ITU-T E.164 says 15, some German ones are longer).
pub(super) const MAX_NATIONAL: usize = 17;

/// A set of digit strings, as a tree whose equal branches are shared.
#[derive(Debug)]
struct Digits(Vec<Node>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Node {
    /// The node behind each digit; [`NOWHERE`] when no string of the set goes on so.
    next: [u16; 10],
    /// Whether a string of the set ends here.
    accepts: bool,
}

const NOWHERE: u16 = 0;

impl Digits {
    /// Whether the string is in the set. `digits` are ASCII digits.
    fn contains(&self, digits: &[u8]) -> bool {
        let mut node = self.0.len() - 1;
        for digit in digits {
            node = usize::from(self.0[node].next[usize::from(digit - b'0')]);
        }
        self.0[node].accepts
    }

    /// The length of the longest start of `digits` that is in the set.
    fn prefix(&self, digits: &[u8]) -> Option<usize> {
        let mut node = self.0.len() - 1;
        let mut longest = self.0[node].accepts.then_some(0);
        for (position, digit) in digits.iter().enumerate() {
            node = usize::from(self.0[node].next[usize::from(digit - b'0')]);
            if node == usize::from(NOWHERE) {
                break;
            }
            if self.0[node].accepts {
                longest = Some(position + 1);
            }
        }
        longest
    }
}

/// Builds [`Digits`] from expressions and a rule over those that match.
struct Builder<'r> {
    automaton: dense::DFA<Vec<u32>>,
    /// Whether a string of this length that these expressions match is in the set.
    rule: &'r dyn Fn(usize, &[usize]) -> bool,
    known: HashMap<(StateID, usize), u16>,
    shared: HashMap<Node, u16>,
    nodes: Vec<Node>,
}

impl<'r> Builder<'r> {
    fn build(expressions: &[String], kind: MatchKind, rule: &'r dyn Fn(usize, &[usize]) -> bool) -> Option<Digits> {
        let automaton = dense::Builder::new()
            .configure(dense::Config::new().match_kind(kind).starts_for_each_pattern(false).minimize(false))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .thompson(regex_automata::nfa::thompson::Config::new().utf8(false))
            .build_many(expressions)
            .ok()?;
        let start = automaton.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
        let nowhere = Node { next: [NOWHERE; 10], accepts: false };
        let mut builder = Self {
            automaton,
            rule,
            known: HashMap::new(),
            shared: HashMap::from([(nowhere.clone(), NOWHERE)]),
            nodes: vec![nowhere],
        };
        let root = builder.node(start, 0)?;
        // The root stands last; equal to an inner node it is written once more.
        let root = builder.nodes[usize::from(root)].clone();
        builder.nodes.push(root);
        Some(Digits(builder.nodes))
    }

    /// The node for the strings that lead to this state.
    fn node(&mut self, state: StateID, length: usize) -> Option<u16> {
        if self.automaton.is_dead_state(state) || length > MAX_NATIONAL {
            return Some(NOWHERE);
        }
        if let Some(&known) = self.known.get(&(state, length)) {
            return Some(known);
        }
        let mut next = [NOWHERE; 10];
        for (digit, place) in (b'0'..=b'9').zip(&mut next) {
            *place = self.node(self.automaton.next_state(state, digit), length + 1)?;
        }
        let end = self.automaton.next_eoi_state(state);
        let matched: Vec<usize> = if self.automaton.is_match_state(end) {
            (0..self.automaton.match_len(end)).map(|i| self.automaton.match_pattern(end, i).as_usize()).collect()
        } else {
            Vec::new()
        };
        let node = Node { next, accepts: (self.rule)(length, &matched) };
        let number = match self.shared.get(&node) {
            Some(&number) => number,
            None => {
                let number = u16::try_from(self.nodes.len()).ok()?;
                self.nodes.push(node.clone());
                self.shared.insert(node, number);
                number
            }
        };
        self.known.insert((state, length), number);
        Some(number)
    }
}

/// What is needed to read the numbers of one country as libphonenumber does.
#[derive(Debug)]
pub(super) struct Plan {
    /// The calling code (`33`).
    pub(super) code: u16,
    /// What stands before a calling code instead of `+`; none when it takes an expression to say.
    pub(super) international_prefix: Option<&'static [u8]>,
    /// What stands before a national number inside the country.
    national_prefix: Option<Digits>,
    /// The numbers of the country's general description.
    general: Digits,
    /// Lengths of national numbers, and of numbers that can be dialled in one place only; bit n
    /// stands for n digits.
    lengths: u64,
    local_lengths: u64,
}

/// How the length of a number fits a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Possible,
    LocalOnly,
    TooShort,
    TooLong,
    Wrong,
}

impl Plan {
    /// The plan of a country; none when libphonenumber does not know it, or rewrites its numbers by
    /// more than taking off a prefix.
    pub(super) fn of(country: Country) -> Option<&'static Self> {
        static PLANS: [OnceLock<Option<Plan>>; CODES] = [const { OnceLock::new() }; CODES];
        let place = country.index()?;
        PLANS[place].get_or_init(|| Self::build(Region::from_code(country.code()).ok()?)).as_ref()
    }

    /// The plan of the main country of a calling code.
    pub(super) fn of_code(code: u16) -> Option<&'static Self> {
        let valid = Valid::of(code)?;
        Self::of(valid.main)
    }

    fn build(region: Region) -> Option<Self> {
        let data = PHONE_NUMBER_UTIL.as_original().get_metadata_for_region(region)?;
        if !data.original.national_prefix_transform_rule().is_empty() {
            return None;
        }
        let prefix = data.national_prefix_for_parsing().original_base();
        let national_prefix = match prefix {
            "" => None,
            _ => Some(Builder::build(&[format!("^(?:{prefix})")], MatchKind::LeftmostFirst, &|_, matched| {
                !matched.is_empty()
            })?),
        };
        let general = data.general_desc.national_number_pattern().original_base();
        Some(Self {
            code: u16::try_from(data.original.country_code()).ok()?,
            international_prefix: match data.international_prefix().original_base() {
                "00" => Some(b"00"),
                "011" => Some(b"011"),
                _ => None,
            },
            national_prefix,
            general: Builder::build(&[format!("^(?:{general})$")], MatchKind::All, &|_, matched| !matched.is_empty())?,
            lengths: mask(&data.general_desc.original.possible_length),
            local_lengths: mask(&data.general_desc.original.possible_length_local_only),
        })
    }

    /// Whether the general description of the country covers the number.
    pub(super) fn covers(&self, national: &[u8]) -> bool {
        self.general.contains(national)
    }

    /// The number without its national prefix, as libphonenumber takes it off: not when that makes
    /// a possible number impossible.
    pub(super) fn without_prefix<'n>(&self, national: &'n [u8]) -> &'n [u8] {
        let Some(length) = self.national_prefix.as_ref().and_then(|prefix| prefix.prefix(national)) else {
            return national;
        };
        let rest = &national[length..];
        if self.covers(national) && !self.covers(rest) { national } else { rest }
    }

    /// How the length of a number fits.
    pub(super) const fn length(&self, digits: usize) -> Length {
        let bit = 1_u64 << digits;
        if self.local_lengths & bit != 0 {
            Length::LocalOnly
        } else if self.lengths & bit != 0 {
            Length::Possible
        } else if self.lengths & (bit - 1) == 0 {
            Length::TooShort
        } else if self.lengths < bit {
            Length::TooLong
        } else {
            Length::Wrong
        }
    }
}

fn mask(lengths: &[i32]) -> u64 {
    lengths.iter().filter_map(|&length| u32::try_from(length).ok()).fold(0, |mask, length| mask | 1 << length.min(63))
}

/// The valid numbers of one calling code.
#[derive(Debug)]
pub(super) struct Valid {
    main: Country,
    numbers: Digits,
}

impl Valid {
    /// The valid numbers of a calling code; none when libphonenumber knows no country with it.
    pub(super) fn of(code: u16) -> Option<&'static Self> {
        static VALID: [OnceLock<Option<Valid>>; 1000] = [const { OnceLock::new() }; 1000];
        VALID.get(usize::from(code))?.get_or_init(|| Self::build(code)).as_ref()
    }

    /// Whether the number is valid.
    pub(super) fn contains(&self, national: &[u8]) -> bool {
        national.len() <= MAX_NATIONAL && self.numbers.contains(national)
    }

    fn build(code: u16) -> Option<Self> {
        let regions: Vec<Region> = PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(i32::from(code))?.collect();
        let main = Country::from_code(&regions.first()?.to_string())?;
        let mut expressions = Vec::new();
        let mut shapes = Vec::new();
        for region in &regions {
            shapes.push(Shape::of(*region, &mut expressions)?);
        }
        let numbers = Builder::build(&expressions, MatchKind::All, &|length, matched| valid(&shapes, length, matched))?;
        Some(Self { main, numbers })
    }
}

/// The expressions of one region, by their place in the list of all.
struct Shape {
    /// Numbers that begin so belong to the region whatever their rest.
    leading: Option<usize>,
    general: Kind,
    kinds: Vec<Kind>,
}

struct Kind {
    expression: usize,
    /// Bit n stands for n digits; 0 for any length.
    lengths: u64,
}

impl Kind {
    fn matches(&self, length: usize, matched: &[usize]) -> bool {
        (self.lengths == 0 || self.lengths & (1 << length) != 0) && matched.contains(&self.expression)
    }
}

/// The descriptions of a region whose numbers are valid.
macro_rules! descriptions {
    ($data:expr) => {{
        let data = $data;
        [
            &data.premium_rate,
            &data.toll_free,
            &data.shared_cost,
            &data.voip,
            &data.personal_number,
            &data.pager,
            &data.uan,
            &data.voicemail,
            &data.fixed_line,
            &data.mobile,
        ]
    }};
}

impl Shape {
    fn of(region: Region, expressions: &mut Vec<String>) -> Option<Self> {
        let data = PHONE_NUMBER_UTIL.as_original().get_metadata_for_region(region)?;
        let leading = data.leading_digits().original_base();
        let leading = (!leading.is_empty()).then(|| add(expressions, format!("^(?:{leading})[0-9]*$")));
        let mut kind = |pattern: &str, lengths: &[i32]| {
            let expression = add(expressions, format!("^(?:{pattern})$"));
            Kind { expression, lengths: mask(lengths) }
        };
        let general = &data.general_desc;
        let general = kind(general.national_number_pattern().original_base(), &general.original.possible_length);
        let kinds = descriptions!(data)
            .into_iter()
            .filter(|description| !description.national_number_pattern().original_base().is_empty())
            .map(|description| {
                kind(description.national_number_pattern().original_base(), &description.original.possible_length)
            })
            .collect();
        Some(Self { leading, general, kinds })
    }

    fn has(&self, length: usize, matched: &[usize]) -> bool {
        self.general.matches(length, matched) && self.kinds.iter().any(|kind| kind.matches(length, matched))
    }
}

fn add(expressions: &mut Vec<String>, expression: String) -> usize {
    expressions.push(expression);
    expressions.len() - 1
}

/// libphonenumber's rule: the first region that claims the number, by its first digits or its
/// shape, decides; the only region of a code is not asked whether it claims it.
fn valid(shapes: &[Shape], length: usize, matched: &[usize]) -> bool {
    shapes
        .iter()
        .find(|shape| {
            shapes.len() == 1
                || shape.leading.is_some_and(|leading| matched.contains(&leading))
                || shape.has(length, matched)
        })
        .is_some_and(|shape| shape.has(length, matched))
}
