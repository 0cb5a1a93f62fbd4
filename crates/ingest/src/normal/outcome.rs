//! What came of a prospect, in the words of people and programs.

use sales_core::outcome::OutcomeKind;

use super::text;

/// Phrases in English and French, folded, for each outcome.
const PHRASES: [(OutcomeKind, &[&str]); 4] = [
    (
        OutcomeKind::Meeting,
        &[
            "meeting",
            "meeting booked",
            "meeting done",
            "meeting held",
            "meeting scheduled",
            "meeting set",
            "meeting completed",
            "met",
            "appointment",
            "appointment booked",
            "appointment set",
            "demo",
            "demo booked",
            "demo done",
            "demo scheduled",
            "call booked",
            "discovery call",
            "rdv",
            "rdv pris",
            "rdv obtenu",
            "rdv fait",
            "rdv honore",
            "rdv effectue",
            "rdv planifie",
            "rdv confirme",
            "rendez vous",
            "rendez vous pris",
            "rendez vous obtenu",
            "rendez vous fait",
            "rendez vous effectue",
            "rendez vous honore",
            "rendez vous planifie",
            "reunion",
            "reunion faite",
            "entretien",
            "demonstration",
            "demo faite",
            "demo effectuee",
            "demo planifiee",
            "rencontre",
            "visio",
        ],
    ),
    (
        OutcomeKind::Opportunity,
        &[
            "opportunity",
            "opportunity created",
            "opp",
            "deal",
            "deal created",
            "proposal",
            "proposal sent",
            "quote",
            "quote sent",
            "negotiation",
            "in negotiation",
            "contract sent",
            "opportunite",
            "opportunite creee",
            "opportunite ouverte",
            "affaire",
            "affaire creee",
            "affaire en cours",
            "proposition",
            "proposition envoyee",
            "proposition commerciale",
            "devis",
            "devis envoye",
            "offre envoyee",
            "negociation",
            "en negociation",
            "contrat envoye",
        ],
    ),
    (
        OutcomeKind::Won,
        &[
            "won",
            "closed won",
            "deal won",
            "won deal",
            "opportunity won",
            "win",
            "customer",
            "signed",
            "sold",
            "sale",
            "contract signed",
            "gagne",
            "gagnee",
            "ferme gagne",
            "fermee gagnee",
            "cloture gagne",
            "affaire gagnee",
            "opportunite gagnee",
            "conclu",
            "conclue",
            "affaire conclue",
            "signe",
            "signee",
            "contrat signe",
            "devis signe",
            "vendu",
            "vendue",
            "vente",
            "client",
        ],
    ),
    (
        OutcomeKind::Lost,
        &[
            "lost",
            "closed lost",
            "deal lost",
            "lost deal",
            "opportunity lost",
            "loss",
            "dead",
            "no deal",
            "no sale",
            "not interested",
            "rejected",
            "refused",
            "declined",
            "perdu",
            "perdue",
            "ferme perdu",
            "fermee perdue",
            "cloture perdu",
            "affaire perdue",
            "opportunite perdue",
            "refus",
            "refuse",
            "refusee",
            "sans suite",
            "classe sans suite",
            "pas interesse",
            "pas interessee",
            "non interesse",
            "non interessee",
            "abandonne",
            "abandonnee",
            "abandon",
            "echec",
        ],
    ),
];

/// What is written of a prospect of whom nothing came yet, folded.
const OPEN: &[&str] = &[
    "",
    "na",
    "n a",
    "none",
    "no outcome",
    "open",
    "pending",
    "in progress",
    "ongoing",
    "to do",
    "new",
    "unknown",
    "aucun",
    "aucun resultat",
    "en cours",
    "en attente",
    "ouvert",
    "ouverte",
    "a faire",
    "nouveau",
    "inconnu",
];

/// A text that names no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoOutcome;

/// Reads what came of a prospect; nothing when it says that nothing did yet.
///
/// # Errors
/// When it names no outcome.
pub fn read(value: &str, buffer: &mut String) -> Result<Option<OutcomeKind>, NoOutcome> {
    if value.len() > LONGEST {
        return Err(NoOutcome);
    }
    text::fold(value, buffer);
    let named = PHRASES.iter().find(|(_, phrases)| phrases.contains(&buffer.as_str()));
    match named {
        Some(&(kind, _)) => Ok(Some(kind)),
        None if OPEN.contains(&buffer.as_str()) => Ok(None),
        None => Err(NoOutcome),
    }
}

/// Longer texts are notes, in bytes.
const LONGEST: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Result<Option<OutcomeKind>, NoOutcome> {
        super::read(value, &mut String::new())
    }

    #[test]
    fn outcomes_in_both_languages_and_as_programs_write_them() {
        use OutcomeKind::{Lost, Meeting, Opportunity, Won};
        for (value, kind) in [
            ("won", Won),
            ("Closed Won", Won),
            ("Fermé - gagné", Won),
            ("Signée", Won),
            ("PERDU", Lost),
            ("closed-lost", Lost),
            ("Classé sans suite", Lost),
            ("RDV", Meeting),
            ("Rendez-vous pris", Meeting),
            ("Meeting booked", Meeting),
            ("Opportunité créée", Opportunity),
            ("Devis envoyé", Opportunity),
            (" opportunity ", Opportunity),
        ] {
            assert_eq!(read(value), Ok(Some(kind)), "{value}");
        }
    }

    #[test]
    fn what_is_open_is_no_outcome_and_what_says_something_else_is_a_fault() {
        for value in ["", " ", "-", "N/A", "En cours", "pending"] {
            assert_eq!(read(value), Ok(None), "{value}");
        }
        for value in ["peut-être gagné", "wonn", "42", "Nous avons perdu le contact depuis le déménagement de 2024…"]
        {
            assert_eq!(read(value), Err(NoOutcome), "{value}");
        }
    }

    #[test]
    fn phrases_are_folded_and_mean_one_thing() {
        let all: Vec<&str> = PHRASES.iter().flat_map(|(_, phrases)| phrases.iter()).chain(OPEN).copied().collect();
        for (place, phrase) in all.iter().enumerate() {
            let mut folded = String::new();
            text::fold(phrase, &mut folded);
            assert_eq!(folded, *phrase);
            assert!(!all[..place].contains(phrase), "{phrase} twice");
        }
    }
}
