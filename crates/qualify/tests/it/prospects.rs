//! Prospects that look random and are the same in every run.

use sales_core::{
    signal::{Polarity, SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{
    icp::{Criterion, Exclusion, Fit, Judged},
    score::{Evidence, reliability},
};

/// The day that they are scored as of.
pub const AS_OF: UtcDay = UtcDay(20_780);

const SOURCES: [SourceKind; 13] = [
    SourceKind::User,
    SourceKind::Reply,
    SourceKind::Note,
    SourceKind::Registry,
    SourceKind::CompanySite,
    SourceKind::JobBoard,
    SourceKind::Press,
    SourceKind::JobAggregator,
    SourceKind::TechDetection,
    SourceKind::Record,
    SourceKind::SocialPost,
    SourceKind::EmailClick,
    SourceKind::EmailOpen,
];

/// Makes prospects: a linear congruential generator with Knuth's numbers, its upper half.
pub struct Prospects(u64);

impl Prospects {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.small(values.len() as u64) as usize]
    }

    /// A number below `end`, of 31 bits at most.
    pub fn small(&mut self, end: u64) -> u32 {
        u32::try_from(self.below(end)).unwrap_or_default()
    }

    fn days(&mut self, end: u64) -> i32 {
        self.small(end).cast_signed()
    }

    /// So many signals of all kinds; some are copies, some tell a date, few go against the catalogue.
    pub fn evidence(&mut self, count: i64) -> Vec<Evidence> {
        let signal = |id| {
            let source = self.pick(&SOURCES);
            let mut evidence =
                Evidence::new(id, self.pick(SignalCode::ALL), source, UtcDay(AS_OF.0 - self.days(800) + 5));
            evidence.strength = self.small(5) * 250_000;
            evidence.reliability = reliability(source) / self.pick(&[1, 1, 1, 2]);
            evidence.source_group = self.below(6);
            evidence.quote_hash = (self.below(3) > 0).then(|| self.below(40));
            evidence.until = (self.below(2) > 0).then(|| UtcDay(AS_OF.0 + self.days(500) - 100));
            if self.below(20) == 0 {
                evidence.polarity = match evidence.polarity {
                    Polarity::For => Polarity::Against,
                    Polarity::Against => Polarity::For,
                };
            }
            evidence
        };
        (1..=count).map(signal).collect()
    }

    /// A fit with some criteria known; few are excluded.
    pub fn fit(&mut self) -> Fit {
        let judged = Criterion::ALL.map(|criterion| Judged {
            criterion,
            weight: self.small(4) * 10,
            matched: (self.below(4) > 0).then(|| self.small(1_000_001)),
        });
        let exclusion = (self.below(25) == 0).then_some(Exclusion::Country);
        Fit::of(judged, exclusion)
    }

    /// A prospect with up to a dozen signals.
    pub fn prospect(&mut self) -> (Vec<Evidence>, Fit) {
        let count = self.small(13);
        (self.evidence(count.into()), self.fit())
    }
}
