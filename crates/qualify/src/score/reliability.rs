//! How far a source is trusted.

use sales_core::signal::SourceKind;

/// The reliability of a source, in millionths.
#[must_use]
pub const fn reliability(source: SourceKind) -> u32 {
    match source {
        SourceKind::User => 1_000_000,
        SourceKind::Reply | SourceKind::Note | SourceKind::Registry => 950_000,
        SourceKind::CompanySite | SourceKind::JobBoard => 850_000,
        SourceKind::TechDetection => 800_000,
        SourceKind::Press => 750_000,
        SourceKind::SocialPost => 700_000,
        SourceKind::JobAggregator => 650_000,
        SourceKind::Record => 600_000,
        SourceKind::EmailClick => 500_000,
        SourceKind::EmailOpen => 100_000,
    }
}
