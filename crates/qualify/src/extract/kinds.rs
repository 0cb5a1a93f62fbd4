//! What kind of text it is: a code counts only in texts that can say it.

use std::sync::LazyLock;

use regex::RegexSet;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextKind {
    /// What a person of the team wrote about a talk.
    Note,
    /// What somebody of the other side wrote.
    Reply,
    /// Any document; what it is like is told by its words.
    Document,
    /// News.
    Press,
    /// A job advertisement.
    JobAd,
    /// A page of a company.
    Page,
    /// A notice of a public buyer.
    Tender,
}

impl TextKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Note, Self::Reply, Self::Document, Self::Press, Self::JobAd, Self::Page, Self::Tender];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Reply => "reply",
            Self::Document => "document",
            Self::Press => "press",
            Self::JobAd => "job_ad",
            Self::Page => "page",
            Self::Tender => "tender",
        }
    }

    /// The kind of a name, or of another name that is in use for it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        Some(match name.as_str() {
            "note" | "notes" | "user" | "crm_note" | "crm" | "call_notes" | "meeting" | "call_report" | "voicemail"
            | "call" | "call_note" | "meeting_note" | "transcript" => Self::Note,
            "reply" | "email" | "e_mail" | "mail" | "email_reply" | "message" | "inbound" | "form" | "chat"
            | "inbound_form" | "contact_form" | "answer" | "reponse" | "inmail" | "email_thread" => Self::Reply,
            "document" | "doc" | "text" | "file" | "other" | "social" | "social_post" | "post" | "linkedin"
            | "linkedin_post" | "event" | "report" | "pdf" => Self::Document,
            "press" | "news" | "article" | "press_release" | "news_article" | "press_article" | "registry"
            | "filing" | "blog" | "announcement" | "newsletter" => Self::Press,
            "job_ad" | "job" | "ad" | "job_board" | "job_aggregator" | "job_posting" | "job_offer" | "job_advert"
            | "job_advertisement" | "jobs" | "advert" | "careers" | "career_page" => Self::JobAd,
            "page" | "web" | "web_page" | "site" | "website" | "company_site" | "company_page" | "webpage"
            | "company_website" | "homepage" | "about" => Self::Page,
            "tender" | "notice" | "public_tender" | "rfp" | "tender_notice" | "public_notice" | "call_for_tenders" => {
                Self::Tender
            }
            _ => return None,
        })
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KindSet(u8);

impl KindSet {
    /// Every kind.
    pub(super) const ANY: Self = Self(u8::MAX);

    /// The set of a kind alone. A kind of document is a document too.
    #[must_use]
    pub(super) const fn of(kind: TextKind) -> Self {
        match kind {
            TextKind::Note => Self(1),
            TextKind::Reply => Self(1 << 1),
            TextKind::Document => Self(1 << 2),
            TextKind::Press => Self(1 << 2 | 1 << 3),
            TextKind::JobAd => Self(1 << 2 | 1 << 4),
            TextKind::Page => Self(1 << 2 | 1 << 5),
            TextKind::Tender => Self(1 << 2 | 1 << 6),
        }
    }

    /// The set that a rule names: a kind of document alone does not stand for all documents.
    pub(super) const fn named(kind: TextKind) -> Self {
        match kind {
            TextKind::Note | TextKind::Reply | TextKind::Document => Self::of(kind),
            TextKind::Press | TextKind::JobAd | TextKind::Page | TextKind::Tender => Self(Self::of(kind).0 & !(1 << 2)),
        }
    }

    /// Both.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have a kind in common.
    #[must_use]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a folded text can be, by what is said of it and by its words.
pub(super) fn kinds_of(said: Option<TextKind>, folded: &str) -> KindSet {
    match said {
        Some(TextKind::Document) => document_kinds(folded),
        Some(kind) => KindSet::of(kind),
        None => document_kinds(folded).with(KindSet::of(TextKind::Note)).with(KindSet::of(TextKind::Reply)),
    }
}

/// How much of a document tells what it is.
const LOOKED_AT: usize = 16_384;

/// Marks of job advertisements; two of them make one.
static JOB_AD: LazyLock<RegexSet> = LazyLock::new(|| {
    marks(&[
        r"\b[hf] ?/ ?[hf]\b|\bh/f/x\b|\bm/f/d\b|\bm/w/d\b|\((?:f/h|h/f|m/f|f/m|f/m/d|m/f/x|all genders)\)",
        r"\bcdi\b|\bcdd\b|\balternance\b|\bfull[ -]time\b|\bpart[ -]time\b|\bpermanent contract\b|\btemps plein\b|\bpermanent position\b",
        r"\b(?:profil recherche|votre profil|vos missions|missions principales|description du poste|le poste\b|your profile|about the role|the role\b|about you|job description|responsibilities|requirements|what you'?ll do|what you will do|qualifications|who you are|key duties)",
        r"\b(?:nous recherchons|nous recrutons|recherche (?:un|une|son|sa)|recrute (?:un|une|son|sa|des)|we are looking for|we're looking for|we are hiring|we're hiring|is hiring|seeks an?|is seeking|is looking for an?)\b",
        r"\b(?:postulez|pour postuler|candidature|envoyez votre cv|cv et lettre|apply now|how to apply|to apply|send your (?:cv|resume)|apply (?:at|online|today))\b",
        r"\b(?:salaire|remuneration|avantages|tickets? restaurant|teletravail|mutuelle|salary|benefits|remote|hybrid|ote|equity|perks|401k|pto)\b",
        r"\b(?:experience (?:de|d'au moins|minimum|requise|souhaitee|significative)|ans d'experience|years(?:'|s)? (?:of )?experience|\d\+ years|bac ?\+ ?\d|bachelor'?s|degree in)\b",
        r"\b(?:vous (?:serez|etes|aurez|avez|maitrisez|assurez|participerez|pilotez|managerez|rejoindrez|justifiez)|rattachee? a|you will\b|you'll\b|you have\b|reporting to)",
    ])
});
/// Marks of tenders; one makes one.
static TENDER: LazyLock<RegexSet> = LazyLock::new(|| {
    marks(&[
        r"\bavis (?:de marche|d'appel public|d'appel d'offres)|\bboamp\b|\baapc\b|\bcode cpv\b|\bcpv\b|\bpouvoir adjudicateur\b|\bmapa\b|\bmarche public de\b",
        r"\bcontract notice\b|\bnaics\b|\bsolicitation (?:number|no)\b|\bsam\.gov\b|\bcontracting (?:authority|officer)\b|\binvitation to (?:tender|bid)\b|\brequest for (?:proposals?|quotations?|tenders?)\b",
        r"\bdate limite de (?:remise|reception) des (?:offres|plis|candidatures)\b|\b(?:tender|bid|proposal) submission deadline\b|\bdeadline for (?:receipt|submission) of (?:tenders|bids|proposals|offers)\b",
    ])
});

fn marks(patterns: &[&str]) -> RegexSet {
    let bytewise = patterns.iter().map(|pattern| pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]"));
    RegexSet::new(bytewise).expect("the marks are tested")
}

/// Says that a job is no longer open.
static CLOSED: LazyLock<RegexSet> = LazyLock::new(|| {
    marks(&[
        r"\b(?:poste|offre|annonce|candidatures?) (?:est |a ete |sont |deja |desormais )*(?:pourvue?|cloturee?s?|closes?|expiree?|fermee?s?|plus disponible)\b|\bn'est plus (?:disponible|a pourvoir|ouverte?)\b|\bne recrut(?:e|ons|ent) (?:pas|plus)\b",
        r"\b(?:position|role|job|vacancy|posting|advert|ad) (?:advert |is |has |been |now |already |no )*(?:filled|closed|expired|longer (?:available|open))\b|\bno longer accepting applications\b|\b(?:not|no longer) (?:currently )?(?:hiring|recruiting)\b|\bno (?:current |open )*(?:vacancies|openings|open positions)\b",
    ])
});

/// Says what came of a tender.
static SETTLED: LazyLock<RegexSet> = LazyLock::new(|| {
    marks(&[
        r"\b(?:avis d'attribution|avis de resultat|resultat(?:s)? d[eu] (?:marche|la consultation)|attribue(?:e|s)? a|titulaire|sans suite|infructueu(?:x|se)|abandon(?:ne|nee|nes)?|non attribue|annul(?:e|ee|ation)|procedure close)\b",
        r"\b(?:award(?:ed)? notice|contract award|awarded to|notice of award|winner|winning bidder|cancell?(?:ed|ation)|withdrawn|unsuccessful|no award|discontinued|terminated|abandoned|no contract will be)\b",
    ])
});

/// Whether a tender says of itself that it is over.
pub(super) fn is_settled(folded: &str) -> bool {
    SETTLED.is_match(folded)
}

/// Whether a job advertisement says of itself that it is over.
pub(super) fn is_closed(folded: &str) -> bool {
    CLOSED.is_match(folded)
}

fn document_kinds(folded: &str) -> KindSet {
    let end = (0..=folded.len().min(LOOKED_AT)).rev().find(|end| folded.is_char_boundary(*end)).unwrap_or_default();
    let head = &folded[..end];
    if JOB_AD.matches(head).iter().count() >= 3 {
        KindSet::of(TextKind::JobAd)
    } else if TENDER.is_match(head) {
        KindSet::of(TextKind::Tender)
    } else {
        KindSet::of(TextKind::Press).with(KindSet::of(TextKind::Page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_names_and_are_told_by_their_words() {
        for kind in TextKind::ALL {
            assert_eq!(TextKind::from_name(kind.as_str()), Some(kind));
            assert!(KindSet::of(kind).meets(KindSet::named(kind)));
        }
        assert_eq!(TextKind::from_name("Job-Ad"), Some(TextKind::JobAd));
        assert_eq!(TextKind::from_name("novel"), None);
        let job = document_kinds(
            "comptable h/f - cdi a lyon. vos missions : tenir les comptes. vous avez 3 ans d'experience",
        );
        assert!(job.meets(KindSet::named(TextKind::JobAd)) && !job.meets(KindSet::named(TextKind::Press)));
        let tender = document_kinds("avis de marche : fourniture de logiciels, code cpv 48000000");
        assert!(tender.meets(KindSet::named(TextKind::Tender)) && tender.meets(KindSet::of(TextKind::Document)));
        assert!(!KindSet::of(TextKind::Note).meets(KindSet::of(TextKind::Document)));
    }
}
