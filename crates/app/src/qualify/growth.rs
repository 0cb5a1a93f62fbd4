//! Growth of companies between two imports, as a signal.

use sales_core::{
    fields::Entity,
    signal::{SignalCode, SourceKind},
    time::UtcDay,
};
use sales_qualify::{
    catalogue,
    growth::{Headcount, growth},
    record,
    score::reliability,
};
use sales_store::{
    error::StoreError,
    imports::Import,
    past::{self, ChangedValue},
    signals::{NewSignal, SignalFacts, SignalStatus},
    tx::Tx,
};

use super::signals::hash_of;

/// What finds it, with its version.
const EXTRACTOR: &str = "growth@1";

/// Notes that companies grew of which an import changed how many work there. The signal is a part of the import, and
/// goes with it.
pub(crate) fn note_growth(tx: &mut Tx<'_>, import: &Import) -> Result<(), StoreError> {
    let now = UtcDay::of(tx.at());
    let changed = tx.read(|db| past::changed_values(db, import.change_seq, "companies", "company_size"))?;
    for ChangedValue { row, old, old_at, new } in changed {
        let before = Headcount { count: &old, on: UtcDay::of(old_at) };
        let Some(strength) = growth(before, Headcount { count: &new, on: now }) else { continue };
        // As people of any language read it; the same figures are the same words, whenever they come.
        let figures = format!("{} → {}", old.trim(), new.trim());
        let quote = format!("{} ({}) → {} ({now})", old.trim(), before.on, new.trim());
        let facts = SignalFacts {
            code: SignalCode::HeadcountGrowth,
            polarity: catalogue::entry(SignalCode::HeadcountGrowth).polarity,
            strength,
            source: SourceKind::Record,
            reliability: reliability(SourceKind::Record),
            observed_on: now,
            until_on: None,
            source_group: record::GROUP.cast_signed(),
            quote_hash: Some(hash_of(&figures).cast_signed()),
        };
        tx.add_signal(&NewSignal {
            entity: Entity::Company,
            row,
            facts,
            quote: Some(&quote),
            source_name: Some(&import.plan.file_name),
            extractor: EXTRACTOR,
            status: SignalStatus::Found,
        })?;
    }
    Ok(())
}
