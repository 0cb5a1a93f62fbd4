//! Words by which header, totals and notices are known, in English and French.

/// Words that names of columns are made of in files about people and companies.
const HEADER_WORDS: &[&str] = &[
    "account",
    "accounts",
    "address",
    "adresse",
    "age",
    "amount",
    "annee",
    "année",
    "birthday",
    "bureau",
    "ca",
    "category",
    "catégorie",
    "cell",
    "chiffre",
    "city",
    "civilité",
    "civilite",
    "client",
    "code",
    "comment",
    "comments",
    "commentaire",
    "commentaires",
    "company",
    "compte",
    "contact",
    "count",
    "country",
    "courriel",
    "created",
    "créé",
    "currency",
    "customer",
    "date",
    "departement",
    "department",
    "département",
    "description",
    "devise",
    "domain",
    "domaine",
    "effectif",
    "email",
    "e-mail",
    "emails",
    "employees",
    "employés",
    "entreprise",
    "etat",
    "état",
    "fax",
    "field",
    "first",
    "first_name",
    "firstname",
    "fonction",
    "full",
    "function",
    "genre",
    "gender",
    "id",
    "identifiant",
    "industry",
    "job",
    "key",
    "langue",
    "language",
    "last",
    "last_name",
    "lastname",
    "lead",
    "libellé",
    "lien",
    "linkedin",
    "location",
    "mail",
    "mobile",
    "mobiles",
    "montant",
    "name",
    "nom",
    "note",
    "notes",
    "number",
    "numero",
    "numéro",
    "organisation",
    "organization",
    "owner",
    "pays",
    "person",
    "phone",
    "portable",
    "position",
    "postal",
    "postcode",
    "poste",
    "prenom",
    "prénom",
    "price",
    "prix",
    "propriétaire",
    "product",
    "produit",
    "quantity",
    "quantité",
    "raison",
    "ref",
    "reference",
    "référence",
    "region",
    "région",
    "remarque",
    "remarques",
    "role",
    "rôle",
    "rue",
    "score",
    "secteur",
    "sector",
    "service",
    "siren",
    "siret",
    "site",
    "size",
    "société",
    "societe",
    "source",
    "stage",
    "state",
    "status",
    "statut",
    "street",
    "surname",
    "tag",
    "tags",
    "tel",
    "tél",
    "telephone",
    "telephones",
    "téléphone",
    "téléphones",
    "title",
    "titre",
    "town",
    "type",
    "updated",
    "url",
    "username",
    "value",
    "valeur",
    "ville",
    "web",
    "website",
    "year",
    "zip",
    "date_created",
];

/// How totals begin.
const TOTAL_WORDS: &[&str] = &[
    "total",
    "totals",
    "totaux",
    "subtotal",
    "sous-total",
    "grand",
    "sum",
    "somme",
    "summe",
    "gesamt",
    "average",
    "moyenne",
    "count",
    "nombre",
    "mean",
];

/// Words and signs of notices below a table.
const NOTICE_WORDS: &[&str] = &[
    "copyright",
    "©",
    "(c)",
    "confidential",
    "confidentiel",
    "generated",
    "généré",
    "genere",
    "exported",
    "exporté",
    "source",
    "sources",
    "note",
    "notes",
    "nota",
    "footnote",
    "footnotes",
    "disclaimer",
    "report",
    "rapport",
    "page",
    "rows",
    "records",
    "lignes",
    "enregistrements",
    "end",
    "fin",
    "printed",
    "imprimé",
    "edited",
    "édité",
    "filters",
    "filtered",
    "filtre",
    "filtres",
    "legend",
    "légende",
    "all rights",
    "tous droits",
    "*",
    "--",
    "==",
    "extraction",
    "extrait",
    "updated",
    "rows:",
    "n.b.",
    "nb",
    "remark",
    "remarks",
    "remarque",
    "(1)",
    "[1]",
    "¹",
    "#",
];

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|char: char| !(char.is_alphanumeric() || char == '-' || char == '.'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A cell that names a column, as far as its words are known.
pub fn is_header_like(cell: &str) -> bool {
    cell.len() <= 60 && words(cell).any(|word| HEADER_WORDS.contains(&word.as_str()))
}

/// A cell that begins a row of totals.
pub fn is_total(cell: &str) -> bool {
    words(cell).next().is_some_and(|word| TOTAL_WORDS.contains(&word.as_str())) && cell.len() <= 60
}

/// A cell that begins a notice.
pub fn is_notice(cell: &str) -> bool {
    let lower = cell.trim_start().to_lowercase();
    NOTICE_WORDS.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_words() {
        assert!(is_header_like("First Name"));
        assert!(is_header_like("Téléphone (bureau)"));
        assert!(is_header_like("company_name"));
        assert!(!is_header_like("Jean Dupont"));
    }

    #[test]
    fn totals_and_notices() {
        assert!(is_total("Total: 4"));
        assert!(is_total("Grand Total"));
        assert!(!is_total("Totalement Bio SARL"));
        assert!(is_notice("Copyright (c) 2000-2026 salesforce.com"));
        assert!(is_notice("Généré le 12/03/2024"));
        assert!(!is_notice("Sourceo SAS"));
    }
}
