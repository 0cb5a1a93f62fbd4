//! What somebody else claims to have read in a text, held against the rules of the catalogue.

use std::ops::Range;

use sales_core::signal::{Dimension, SignalCode};
use time::Date;

use super::{ExtractContext, Hit, Reading, rules};
use crate::{
    catalogue,
    text::{amounts::Amount, fold::Folded, language::Language},
};

/// A signal that is said to stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it says.
    pub code: SignalCode,
    /// The bytes of the text that say it.
    pub place: Range<usize>,
}

/// What the rules say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No rule has to find it: people say it in any words.
    Free,
    /// A rule of its own finds it there, with this amount, date and strength in percent.
    Found {
        /// The amount that is named.
        amount: Option<Amount>,
        /// The day that is named.
        date: Option<Date>,
        /// How strongly it is said.
        strength_percent: u8,
    },
    /// A rule of its own would have to find it in the words or beside them, and none does.
    NotFound,
    /// Texts of this kind do not say it.
    OtherKind,
}

/// Holds claims against the rules, in their order. Signals of budget and timing that come with amounts and dates must
/// be found by a rule of their own within the words or the sentence before or after; what is negated, a condition or
/// about another company is not.
#[must_use]
pub fn confirm(text: &str, language: Language, context: &ExtractContext, claims: &[Claim]) -> Vec<Standing> {
    let folded = Folded::new(text);
    let reading = Reading::new(text, &folded, language, context);
    claims.iter().map(|claim| reading.confirm(claim)).collect()
}

impl Reading<'_> {
    fn confirm(&self, claim: &Claim) -> Standing {
        let set = rules::rules(self.language);
        let own = || set.rules.iter().filter(|rule| rule.code == claim.code && !rule.is_veto);
        if !own().any(|rule| rule.from.meets(self.kinds)) {
            // Those without a rule are told by fields and events, or by the words of an offer.
            let is_of_offer = matches!(claim.code, SignalCode::JobAdProblem | SignalCode::PaidToolPresent);
            return if own().next().is_none() && is_of_offer { Standing::Free } else { Standing::OtherKind };
        }
        if !needs_rule(claim.code) {
            return Standing::Free;
        }
        let place = self.folded.folded(&claim.place);
        let first = self.sentences.partition_point(|sentence| sentence.range.end <= place.start);
        let last = self.sentences.partition_point(|sentence| sentence.range.start < place.end);
        let around = first.saturating_sub(1)..(last + 1).min(self.sentences.len());
        let hits = self.sentences.get(around).unwrap_or_default().iter().filter_map(|sentence| {
            let is_vetoed = set
                .rules
                .iter()
                .filter(|rule| rule.is_veto && rule.code == claim.code && rule.from.meets(self.kinds))
                .any(|rule| self.matches(rule, sentence).is_some());
            if is_vetoed {
                return None;
            }
            own().filter(|rule| rule.from.meets(self.kinds)).find_map(|rule| self.hit(rule, sentence))
        });
        let within = |hit: &Hit| hit.sentence.start < place.end && place.start < hit.sentence.end;
        // A sentence of the words themselves counts before one beside them.
        match hits.max_by_key(|hit| within(hit)) {
            Some(Hit { amount, date, strength_percent, .. }) => Standing::Found { amount, date, strength_percent },
            None => Standing::NotFound,
        }
    }
}

/// Whether a signal is one of budget or timing whose rules know amounts or dates.
fn needs_rule(code: SignalCode) -> bool {
    let main = catalogue::entry(code).weights.first().map(|(dimension, _)| *dimension);
    let rules = &rules::rules(Language::English).rules;
    matches!(main, Some(Dimension::Budget | Dimension::Timing))
        && rules.iter().any(|rule| rule.code == code && (rule.takes_amount || rule.needs_amount || rule.date.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::TextKind;

    const TODAY: Date = time::macros::date!(2026 - 11 - 23);

    fn standing(text: &str, kind: TextKind, code: SignalCode, words: &str) -> Standing {
        let context = ExtractContext { kind: Some(kind), ..ExtractContext::on(TODAY) };
        let start = text.find(words).unwrap();
        let claims = [Claim { code, place: start..start + words.len() }];
        confirm(text, Language::French, &context, &claims)[0]
    }

    #[test]
    fn budget_and_timing_are_found_by_rules_and_their_numbers_are_read_again() {
        let text =
            "Bonjour. Le budget est validé, 40 k€ pour le projet. Nous voulons démarrer fin mars. Bonne journée.";
        let Standing::Found { amount, .. } =
            standing(text, TextKind::Reply, SignalCode::BudgetStated, "budget est validé")
        else {
            panic!("not found")
        };
        assert_eq!(amount.map(|amount| (amount.hundredths, amount.currency)), Some((4_000_000, Some("EUR"))));
        let beside = standing(text, TextKind::Reply, SignalCode::BudgetStated, "démarrer fin mars");
        assert!(matches!(beside, Standing::Found { .. }), "the sentence before");
        let far = standing(text, TextKind::Reply, SignalCode::BudgetStated, "Bonne journée");
        assert_eq!(far, Standing::NotFound);
    }

    #[test]
    fn what_is_denied_or_said_by_another_kind_of_text_does_not_stand() {
        let denied = "Nous n'avons pas de budget validé cette année.";
        let standing_of = |kind, code| standing(denied, kind, code, "budget validé");
        assert_eq!(standing_of(TextKind::Reply, SignalCode::BudgetStated), Standing::NotFound);
        assert_eq!(standing_of(TextKind::Press, SignalCode::BudgetStated), Standing::OtherKind);
        assert_eq!(standing_of(TextKind::Press, SignalCode::EmailOpen), Standing::OtherKind);
        assert_eq!(standing_of(TextKind::Reply, SignalCode::PainStated), Standing::Free);
    }
}
