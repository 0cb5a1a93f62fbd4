//! Lists that people make by hand, of French trade fairs and of neighbours.

use super::check;

#[test]
fn trade_fair() {
    check(
        "visitors of a trade fair",
        &[
            ("Civilité", "salutation"),
            ("Nom", "last_name"),
            ("Prénom", "first_name"),
            ("Société", "company"),
            ("Fonction", "job_title"),
            ("E-mail", "email"),
            ("Tél. fixe", "phone"),
            ("Tél. portable", "phone_mobile"),
            ("Adresse", "street"),
            ("Complément d'adresse", "-"),
            ("CP", "postcode"),
            ("Ville", "city"),
            ("Département", "region"),
            ("Pays", "country"),
            ("Secteur d'activité", "industry"),
            ("Effectif", "company_size"),
            ("CA (k€)", "company_revenue"),
            ("SIRET", "company_siret"),
            ("Code APE", "-"),
            ("Site internet", "company_website"),
            ("Badge scanné le", "-"),
            ("Commentaires", "notes"),
        ],
    );
}

#[test]
fn hand_made() {
    check(
        "capitals and abbreviations",
        &[
            ("RAISON SOCIALE", "company"),
            ("NOM_CONTACT", "last_name"),
            ("PRENOM_CONTACT", "first_name"),
            ("FONCTION :", "job_title"),
            ("MAIL PRO*", "email"),
            ("MAIL PERSO", "email_2"),
            ("TEL", "phone"),
            ("PORT.", "phone_mobile"),
            ("LIGNE DIRECTE", "phone_direct"),
            ("STANDARD", "phone_company"),
            ("ADR1", "street"),
            ("ADR2", "-"),
            ("CODE_POSTAL", "postcode"),
            ("VILLE", "city"),
            ("SITE WEB", "company_website"),
            ("NB SALARIES", "company_size"),
            ("CA 2023", "company_revenue"),
            ("COMMERCIAL", "owner"),
            ("STATUT", "stage"),
            ("ORIGINE", "source"),
            ("DERNIER CONTACT", "last_contacted_at"),
            ("OBSERVATIONS", "notes"),
            ("NPAI", "-"),
        ],
    );
    check(
        "one name column",
        &[
            ("Nom Prénom", "full_name"),
            ("Entreprise", "company"),
            ("Poste", "job_title"),
            ("Mail", "email"),
            ("N° tel", "phone"),
            ("LinkedIn", "linkedin_url"),
        ],
    );
    check(
        "contact",
        &[
            ("Contact", "full_name"),
            ("Société", "company"),
            ("Tel 1", "phone"),
            ("Tel 2", "phone_2"),
            ("Mail", "email"),
        ],
    );
    check("name alone", &[("Nom", "full_name"), ("Société", "company"), ("Email", "email")]);
    check(
        "firms only",
        &[
            ("Nom", "company"),
            ("SIREN", "company_siren"),
            ("Effectif", "company_size"),
            ("Site web", "company_website"),
            ("Téléphone", "phone"),
            ("Activité", "industry"),
        ],
    );
    check(
        "firms only, with addresses to write to",
        &[
            ("ID", "external_id"),
            ("Nom", "company"),
            ("Téléphone", "phone"),
            ("Email", "email"),
            ("Effectifs", "company_size"),
        ],
    );
    check(
        "prefixes",
        &[
            ("societe_nom", "company"),
            ("societe_siret", "company_siret"),
            ("societe_adresse", "company_address"),
            ("societe_cp", "company_postcode"),
            ("contact_nom", "last_name"),
            ("contact_prenom", "first_name"),
            ("contact_tel", "phone"),
            ("Adresse du siège", "-"),
            ("CA N-1 (k€)", "company_revenue"),
            ("CA N-2 (k€)", "-"),
            ("Effectif (tranche)", "company_size"),
            ("Standard téléphonique", "phone_company"),
            ("Mobile perso", "phone_mobile"),
            ("Date de 1er contact", "-"),
            ("Relance 1", "-"),
            ("Prochaine action", "-"),
        ],
    );
    check(
        "sign and firm",
        &[
            ("Enseigne", "company_display"),
            ("Raison sociale", "company_legal_name"),
            ("Société", "company"),
            ("Nom du dirigeant", "last_name"),
            ("Prénom du dirigeant", "first_name"),
            ("Email générique", "company_email"),
            ("Email dirigeant", "email"),
            ("Maison mère", "parent_company"),
        ],
    );
    check(
        "title and function",
        &[("Titre", "salutation"), ("Nom", "last_name"), ("Prénom", "first_name"), ("Fonction", "job_title")],
    );
}

#[test]
fn objections_are_never_consent() {
    for header in [
        "Email Opt Out",
        "Unsubscribed",
        "Désinscrit",
        "Ne pas contacter",
        "HasOptedOutOfEmail",
        "Opt-out",
        "optout",
        "Opted Out",
        "Ne plus contacter",
        "Désabonné",
        "Désinscrit de la newsletter ?",
        "Do Not Contact",
        "Liste noire",
        "Opposition e-mailing",
        "STOP mail",
        "Do not email",
        "Email opt-out (RGPD)",
        "Blacklisted",
        "Abgemeldet",
    ] {
        check("objections", &[("Email", "email"), (header, "email_opt_out")]);
    }
    for header in
        ["Opt-in", "Double opt-in", "Consentement RGPD", "Consent", "Email opt-in", "Accepte de recevoir des e-mails"]
    {
        check("consents", &[("Email", "email"), (header, "consent")]);
    }
    for header in [
        "Ne pas appeler",
        "Do Not Call",
        "Opt-in / opt-out",
        "Opt-out date",
        "Date de consentement",
        "Non opt-in",
        "SMS opt-out",
        "Motif de désinscription",
        "Newsletter",
        "Pas de consentement",
        "Source du consentement",
    ] {
        check("neither", &[("Email", "email"), (header, "-")]);
    }
}

#[test]
fn neighbours_of_france() {
    check(
        "German",
        &[
            ("Anrede", "salutation"),
            ("Vorname", "first_name"),
            ("Nachname", "last_name"),
            ("Firma", "company"),
            ("Position", "job_title"),
            ("E-Mail-Adresse", "email"),
            ("Telefon", "phone"),
            ("Mobiltelefon", "phone_mobile"),
            ("Straße", "street"),
            ("PLZ", "postcode"),
            ("Ort", "city"),
            ("Land", "country"),
            ("Webseite", "company_website"),
            ("Branche", "industry"),
            ("Mitarbeiterzahl", "company_size"),
            ("Bemerkungen", "notes"),
        ],
    );
    check(
        "Spanish",
        &[
            ("Nombre", "first_name"),
            ("Apellidos", "last_name"),
            ("Empresa", "company"),
            ("Cargo", "job_title"),
            ("Correo electrónico", "email"),
            ("Teléfono", "phone"),
            ("Móvil", "phone_mobile"),
            ("Dirección", "street"),
            ("Código postal", "postcode"),
            ("Ciudad", "city"),
            ("País", "country"),
        ],
    );
    check(
        "Italian",
        &[
            ("Nome", "first_name"),
            ("Cognome", "last_name"),
            ("Azienda", "company"),
            ("Ruolo", "job_title"),
            ("Telefono", "phone"),
            ("Cellulare", "phone_mobile"),
            ("Indirizzo", "street"),
            ("CAP", "postcode"),
            ("Città", "city"),
            ("Partita IVA", "company_vat"),
        ],
    );
    check(
        "Dutch",
        &[
            ("Voornaam", "first_name"),
            ("Achternaam", "last_name"),
            ("Bedrijf", "company"),
            ("Functie", "job_title"),
            ("E-mailadres", "email"),
            ("Telefoonnummer", "phone"),
            ("Postcode", "postcode"),
            ("Plaats", "city"),
            ("Land", "country"),
        ],
    );
}
