//! Parts of a mail that its writer did not write for this answer: the mail it answers, signatures, disclaimers.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// Begins the mail that is answered.
static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:on|le) .{4,160}(?:wrote|a ecrit|ecrit) ?:|.{3,80}<[^ ]+@[^ ]+> (?:wrote|a ecrit) ?:|-{2,} ?(?:original message|message (?:d'origine|original|initial|transfere)|forwarded message|mail transfere).*|(?:begin forwarded message|debut du message (?:transfere|reexpedie)) ?:)$",
    )
});
/// Begins the head that Outlook writes above it.
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\**(?:from|de|expediteur) ?\**:"));
/// What follows within such a head.
static SENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\**(?:sent|date|envoye(?: le)?|to|a|subject|objet) ?\**:"));
/// Ends what the writer says.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:--|__+|(?:bien |tres |sinceres? )?cordialement|cdt|cdlt|bien a vous|sinceres salutations|salutations(?: distinguees)?|(?:kind|best|warm|many|kindest)? ?regards|kr|br|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|cheers|all the best|best(?: wishes)?|respectueusement|amicalement|a bientot|(?:bonne|belle) (?:journee|soiree|fin de journee|semaine))[ ,.!]*(?:[a-z][a-z. '-]{0,40})?$",
    )
});
/// Written by a program or a lawyer.
static BOILERPLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^.{0,80}(?:sent from my |envoye (?:de|depuis) mon |get outlook for |(?:this|the) (?:e-?mail|message|communication|information)\b.{0,80}(?:confidential|intended (?:only|solely)|privileged)|confidentiality notice|avis de confidentialite|(?:ce|le present|cet?) (?:message|courriel|e-?mail|mail|courrier)\b.{0,100}(?:confidentiel|destin|usage exclusif)|if you (?:are not|have received).{0,40}(?:intended recipient|error)|si vous (?:n'etes pas|avez recu).{0,40}(?:destinataire|erreur)|please consider the environment|pensez a l'environnement|n'imprimez (?:ce|cet)|(?:click|cliquez|link|lien|here|ici)\b.{0,60}(?:unsubscribe|desinscri|desabonn)|(?:unsubscribe|desinscrire|desabonner)\b.{0,60}(?:click|cliquez|link|lien|here|ici)\b)",
    )
});
/// Written while nobody is there.
static AUTOMATIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)(?:automatic reply|auto-?reply|autoreply|out of (?:the )?office|out-of-office|(?:reponse|message) automatique|absence du bureau|absente? du bureau|je suis (?:actuellement )?(?:absente?|en conges?|en vacances|en deplacement|en arret|en formation)|(?:i am|i'm|i will be|i'll be) (?:currently |now )?(?:away|on (?:annual |parental |maternity |paternity |sick |medical )?(?:leave|holiday|vacation|pto)|travelling|traveling|out)\b|conge (?:de )?(?:maternite|paternite|parental)|limited access to (?:my )?e-?mails?|acces (?:limite|restreint) a (?:mes|ma) (?:e-?mails?|mails|messagerie)|de retour le|je serai de retour|i will be back on|(?:i will|i'll) (?:reply|respond|get back to you) (?:up)?on my return|a mon retour|nous avons bien recu votre (?:message|demande|e-?mail)|we have received your (?:message|request|e-?mail)|this is an automated|ceci est un message automatique|do not reply to this|ne pas repondre a ce)",
    )
});

/// A pattern of this file.
fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace(r"\b", r"(?-u:\b)")).expect("the patterns of this file are tested")
}

/// Whether a program answered in place of the person.
#[must_use]
pub fn is_automatic(folded: &str) -> bool {
    let head = folded.char_indices().nth(2_000).map_or(folded, |(end, _)| &folded[..end]);
    AUTOMATIC.is_match(head)
}

/// The parts of a folded mail that are not its writer's own words, in their order.
#[must_use]
pub fn foreign(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let mut foreign: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut is_over = false;
    while at < lines.len() {
        let (range, line) = &lines[at];
        if line.starts_with('>') || line.starts_with("|>") {
            foreign.push(range.clone());
        } else if let Some(length) = header(&lines[at..]) {
            let next = lines[at + length..].iter().find(|(_, line)| !line.is_empty());
            if !next.is_some_and(|(_, line)| line.starts_with('>')) {
                foreign.push(range.start..text.len());
                return foreign;
            }
            foreign.push(range.start..lines[at + length - 1].0.end);
            at += length;
            is_over = false;
            continue;
        } else if is_over && is_postscript(line) {
            is_over = false;
        } else if is_over || BOILERPLATE.is_match(line) {
            foreign.push(range.clone());
        } else if CLOSING.is_match(line) {
            foreign.push(range.clone());
            is_over = true;
        }
        at += 1;
    }
    foreign
}

fn lines(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            (range, line.trim())
        })
        .collect()
}

/// How many lines the head of a mail takes that begins here.
fn header(lines: &[(Range<usize>, &str)]) -> Option<usize> {
    let (_, first) = lines.first()?;
    if HEADER.is_match(first) {
        return Some(1);
    }
    if let Some((_, second)) = lines.get(1)
        && first.len() < 120
        && (first.starts_with("on ") || first.starts_with("le "))
        && HEADER.is_match(&format!("{first} {second}"))
    {
        return Some(2);
    }
    let follows = lines.iter().skip(1).take(5).filter(|(_, line)| SENT.is_match(line)).count();
    (FROM.is_match(first) && follows >= 2)
        .then(|| 1 + lines.iter().skip(1).take(5).take_while(|(_, line)| !line.is_empty()).count())
}

fn is_postscript(line: &str) -> bool {
    ["ps ", "ps:", "p.s", "nb ", "nb:", "n.b"].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> String {
        let mut own = String::new();
        let mut start = 0;
        for range in foreign(text) {
            own.push_str(&text[start..range.start]);
            start = range.end;
        }
        own.push_str(&text[start..]);
        own.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_mail_that_is_answered_is_not_the_answer() {
        assert_eq!(own("non merci\n\nle 3 mars 2026 a 10:12, paul a ecrit :\n> budget ?\n"), "non merci");
        assert_eq!(
            own("no thanks\non mon, mar 3, 2026 at 10:12 am paul roy\n<p@x.fr> wrote:\n\nany budget\n"),
            "no thanks"
        );
        assert_eq!(own("ok\n\nfrom: paul\nsent: monday\nto: ana\nsubject: budget\n\nbudget is approved"), "ok");
        assert_eq!(own("ok\nde : paul\nenvoye : lundi\na : ana\nobjet : budget\nle budget est valide"), "ok");
        assert_eq!(own("> budget ?\nnon\n> delai ?\nmars"), "non mars");
        assert_eq!(own("on 3 march paul wrote:\n> budget?\nno budget"), "no budget");
    }

    #[test]
    fn signatures_and_disclaimers_say_nothing() {
        assert_eq!(own("oui\nbien cordialement,\nmarie\ndirectrice achats\n\nps : en mars"), "oui ps : en mars");
        assert_eq!(own("yes\nsent from my iphone"), "yes");
        assert_eq!(own("yes\nthis email and any attachments are confidential and intended solely for you"), "yes");
        assert_eq!(own("best of all: we have a budget"), "best of all: we have a budget");
    }

    #[test]
    fn programs_that_answer_are_known() {
        assert!(is_automatic("bonjour, je suis absente jusqu'au 3 mars"));
        assert!(is_automatic("i'm on annual leave until monday"));
        assert!(!is_automatic("we are out of budget"));
    }
}
