//! The tables whose changes are recorded, and which of their columns a change may touch.

use sales_core::fields::Entity;

/// A table that undo knows.
#[derive(Debug)]
pub(crate) struct Tracked {
    /// Its name.
    pub name: &'static str,
    /// The record kind that it holds, if it holds records.
    pub entity: Option<Entity>,
    /// The columns that people change; each is undone by itself.
    pub cells: &'static [&'static str],
    /// The columns that identify or keep books: part of a row's image, never undone by themselves.
    pub books: &'static [&'static str],
}

const RECORD_BOOKS: &[&str] = &[
    "created_seq",
    "created_row",
    "filled_from",
    "created_at",
    "updated_at",
    "row_seq",
    "created_by",
    "tenant_id",
    "field_hlc",
    "purged_at",
];

/// Parents before children: rows come back in this order and go in the reverse one.
pub(crate) const TRACKED: &[Tracked] = &[
    Tracked {
        name: "tags",
        entity: None,
        cells: &["name", "name_key"],
        books: &["tenant_id", "created_at", "row_seq"],
    },
    Tracked {
        name: "custom_fields",
        entity: None,
        cells: &["label", "kind"],
        books: &["tenant_id", "entity", "field", "created_at", "row_seq"],
    },
    Tracked {
        name: "saved_views",
        entity: None,
        cells: &["name", "query", "columns", "position"],
        books: &["tenant_id", "entity", "created_at", "row_seq"],
    },
    Tracked {
        name: "name_readings",
        entity: None,
        cells: &["title", "first", "middle", "last", "suffix"],
        books: &["tenant_id", "found", "created_at", "row_seq"],
    },
    Tracked {
        name: "companies",
        entity: Some(Entity::Company),
        cells: &[
            "company",
            "company_website",
            "industry",
            "company_size",
            "phone_company",
            "company_city",
            "company_country",
            "company_linkedin_url",
            "archived_at",
        ],
        books: RECORD_BOOKS,
    },
    Tracked {
        name: "prospects",
        entity: Some(Entity::Prospect),
        cells: &[
            "company",
            "first_name",
            "last_name",
            "full_name",
            "job_title",
            "email",
            "phone",
            "phone_mobile",
            "linkedin_url",
            "city",
            "region",
            "postcode",
            "country",
            "stage",
            "owner",
            "notes",
            "archived_at",
        ],
        books: RECORD_BOOKS,
    },
    Tracked {
        name: "descriptions",
        entity: None,
        cells: &["name", "body", "version", "archived_at"],
        books: &["tenant_id", "kind", "created_at", "row_seq"],
    },
    Tracked {
        name: "signals",
        entity: None,
        cells: &["row", "status", "reliability"],
        books: &[
            "tenant_id",
            "entity",
            "code",
            "polarity",
            "strength",
            "source",
            "observed_on",
            "until_on",
            "source_group",
            "quote_hash",
            "quote",
            "source_name",
            "extractor",
            "created_by",
            "created_at",
            "row_seq",
        ],
    },
    Tracked {
        name: "outcomes",
        entity: None,
        cells: &["prospect", "day", "total", "grade"],
        books: &["tenant_id", "kind", "created_by", "created_at", "row_seq"],
    },
    Tracked {
        name: "score_overrides",
        entity: None,
        cells: &["prospect", "total", "grade", "reason", "until_on"],
        books: &["tenant_id", "created_by", "created_at", "row_seq"],
    },
    Tracked { name: "taggings", entity: None, cells: &[], books: &["tag", "entity", "row"] },
    Tracked {
        name: "import_decisions",
        entity: None,
        cells: &[],
        books: &["import", "n", "outcome", "reason", "target", "change_seq"],
    },
    Tracked {
        name: "rejected_pairs",
        entity: None,
        cells: &[],
        books: &["tenant_id", "entity", "left_row", "right_row", "probability", "created_by", "created_at", "row_seq"],
    },
];

impl Tracked {
    /// The table of a record kind.
    pub fn of(entity: Entity) -> &'static Self {
        TRACKED.iter().find(|table| table.entity == Some(entity)).expect("every entity has a table")
    }

    /// The table of this name.
    pub fn named(name: &str) -> &'static Self {
        TRACKED.iter().find(|table| table.name == name).expect("the name of a tracked table")
    }

    /// Whether its rows have an identity of their own.
    pub fn has_id(&self) -> bool {
        !matches!(self.name, "taggings" | "import_decisions")
    }

    /// Whether fields without a column stand in a JSON object in `extra`.
    pub fn has_extra(&self) -> bool {
        self.entity.is_some()
    }

    /// Whether a field of a record has a column of its own.
    pub fn has_column(&self, field: &str) -> bool {
        self.cells.contains(&field)
    }
}
