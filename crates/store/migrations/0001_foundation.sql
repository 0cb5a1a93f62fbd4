-- The tables of a workspace. Integer row numbers (`rowid`) never leave the store; `id` is the
-- UUIDv7 that everybody else uses. Times are UTC milliseconds. `tenant_id`, `row_seq` and
-- `field_hlc` are there for synchronisation. `created_seq` is the change that made the record.

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE counters (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counters (name, value) VALUES ('row', 0), ('seq', 0);

CREATE TABLE users (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  name       TEXT NOT NULL,
  email      TEXT,
  locale     TEXT NOT NULL CHECK (locale IN ('en', 'fr')),
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE companies (
  rowid                INTEGER PRIMARY KEY,
  id                   BLOB NOT NULL UNIQUE,
  company              TEXT,
  company_website      TEXT,
  industry             TEXT,
  company_size         TEXT,
  phone_company        TEXT,
  company_city         TEXT,
  company_country      TEXT,
  company_linkedin_url TEXT,
  extra                TEXT,
  created_seq          INTEGER NOT NULL,
  created_row          INTEGER,
  filled_from          TEXT,
  created_at           INTEGER NOT NULL,
  updated_at           INTEGER NOT NULL,
  row_seq              INTEGER NOT NULL,
  archived_at          INTEGER,
  created_by           BLOB,
  tenant_id            BLOB,
  field_hlc            TEXT,
  purged_at            INTEGER
);

CREATE TABLE prospects (
  rowid        INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  company      INTEGER,
  first_name   TEXT,
  last_name    TEXT,
  full_name    TEXT,
  job_title    TEXT,
  email        TEXT,
  phone        TEXT,
  phone_mobile TEXT,
  linkedin_url TEXT,
  city         TEXT,
  region       TEXT,
  postcode     TEXT,
  country      TEXT,
  stage        TEXT,
  owner        TEXT,
  notes        TEXT,
  extra        TEXT,
  created_seq  INTEGER NOT NULL,
  created_row  INTEGER,
  filled_from  TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  row_seq      INTEGER NOT NULL,
  archived_at  INTEGER,
  created_by   BLOB,
  tenant_id    BLOB,
  field_hlc    TEXT,
  purged_at    INTEGER
);

CREATE INDEX prospects_company ON prospects (company, archived_at) WHERE company IS NOT NULL;

CREATE INDEX prospects_archived ON prospects (archived_at) WHERE archived_at IS NOT NULL;
CREATE INDEX companies_archived ON companies (archived_at) WHERE archived_at IS NOT NULL;

-- Match keys: a keyed hash of an e-mail, phone or profile; of a domain or name.
CREATE TABLE prospect_keys (
  hash  INTEGER NOT NULL,
  row   INTEGER NOT NULL,
  PRIMARY KEY (hash, row)
) WITHOUT ROWID;

CREATE TABLE company_keys (
  hash  INTEGER NOT NULL,
  row   INTEGER NOT NULL,
  PRIMARY KEY (hash, row)
) WITHOUT ROWID;

-- A keyed hash of all that a row held which made a prospect without a match key.
CREATE TABLE row_prints (
  hash  INTEGER NOT NULL,
  row   INTEGER NOT NULL,
  PRIMARY KEY (hash, row)
) WITHOUT ROWID;

CREATE TABLE custom_fields (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  entity     TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  field      TEXT NOT NULL,
  label      TEXT NOT NULL,
  kind       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (entity, field)
);

CREATE TABLE tags (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE taggings (
  rowid  INTEGER PRIMARY KEY,
  tag    INTEGER NOT NULL REFERENCES tags (rowid),
  entity TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  row    INTEGER NOT NULL,
  UNIQUE (entity, row, tag)
);

CREATE TABLE saved_views (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  entity     TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  name       TEXT NOT NULL,
  query      TEXT NOT NULL,
  columns    TEXT NOT NULL,
  position   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0
);

-- How names are read where a person corrected the guess: for every record with this name.
CREATE TABLE name_readings (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  found      TEXT NOT NULL UNIQUE,
  title      TEXT NOT NULL,
  first      TEXT NOT NULL,
  middle     TEXT NOT NULL,
  last       TEXT NOT NULL,
  suffix     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE imports (
  rowid        INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  tenant_id    BLOB,
  change_seq   INTEGER NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('file', 'sample')),
  file_name    TEXT NOT NULL,
  file_path    TEXT,
  file_print   TEXT,
  layout       TEXT,
  headers      TEXT,
  mapping      TEXT NOT NULL,
  on_match     TEXT NOT NULL CHECK (on_match IN ('fill', 'update', 'skip', 'create')),
  fixes        TEXT NOT NULL DEFAULT '[]',
  on_near      TEXT NOT NULL DEFAULT 'off' CHECK (on_near IN ('off', 'review', 'review_unasked', 'merge')),
  status       TEXT NOT NULL CHECK (status IN ('loading', 'done', 'cancelled', 'undone')),
  rows_total   INTEGER NOT NULL DEFAULT 0,
  next_row     INTEGER NOT NULL DEFAULT 1,
  created      INTEGER NOT NULL DEFAULT 0,
  updated      INTEGER NOT NULL DEFAULT 0,
  merged       INTEGER NOT NULL DEFAULT 0,
  review       INTEGER NOT NULL DEFAULT 0,
  skipped      INTEGER NOT NULL DEFAULT 0,
  failed       INTEGER NOT NULL DEFAULT 0,
  -- Whether records that are likely the same as others are still to be looked for, and what was found.
  near_pending INTEGER NOT NULL DEFAULT 0,
  near_merged  INTEGER,
  near_review  INTEGER,
  first_row    INTEGER,
  last_row     INTEGER,
  started_at   INTEGER NOT NULL,
  finished_at  INTEGER,
  millis       INTEGER NOT NULL DEFAULT 0,
  -- When what the file said (`import_rows.raw`, values of `issues`) was deleted.
  cells_deleted_at INTEGER,
  -- What is odd about values, as JSON: code, column, field, rows, and some values.
  issues       TEXT
);

-- The rows of a file that did not simply become a new prospect, with what the file said.
CREATE TABLE import_rows (
  import  INTEGER NOT NULL REFERENCES imports (rowid),
  n       INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'merged', 'review', 'skipped', 'failed')),
  reason  TEXT,
  target  INTEGER,
  raw     TEXT,
  PRIMARY KEY (import, n)
) WITHOUT ROWID;

CREATE INDEX import_rows_target ON import_rows (target) WHERE target IS NOT NULL;

-- What later rows of a file brought to companies that its import made: written to them, in the order of
-- the companies, when the import ends or goes on.
CREATE TABLE late_values (
  company  INTEGER NOT NULL,
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  file_row INTEGER NOT NULL,
  PRIMARY KEY (company, field)
) WITHOUT ROWID;

-- What a person decided about rows that led to two prospects: it counts instead of what is noted
-- above. Each decision is part of a change of the history and goes with it.
CREATE TABLE import_decisions (
  rowid      INTEGER PRIMARY KEY,
  import     INTEGER NOT NULL REFERENCES imports (rowid),
  n          INTEGER NOT NULL,
  outcome    TEXT NOT NULL CHECK (outcome IN ('created', 'updated', 'merged', 'skipped')),
  reason     TEXT NOT NULL,
  target     INTEGER,
  change_seq INTEGER NOT NULL REFERENCES changes (seq),
  UNIQUE (import, n)
);

CREATE INDEX import_decisions_target ON import_decisions (target) WHERE target IS NOT NULL;

-- What the columns of a header set meant the last time.
CREATE TABLE remembered_mappings (
  fingerprint INTEGER PRIMARY KEY,
  mapping     TEXT NOT NULL,
  used_at     INTEGER NOT NULL
);

-- The history: one change per thing a person did, with every cell that it touched.
CREATE TABLE changes (
  seq       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE,
  at        INTEGER NOT NULL,
  user_id   BLOB,
  origin    TEXT NOT NULL CHECK (origin IN ('user', 'import', 'job', 'sync')),
  label     TEXT NOT NULL,
  args      TEXT NOT NULL DEFAULT '{}',
  state     TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('open', 'done', 'undone', 'gone')),
  -- Of those that are undone: when, each later than the one before.
  undone    INTEGER,
  -- The change that this one is a part of: undone and redone with it, and by itself too.
  part_of   INTEGER REFERENCES changes (seq)
);

CREATE INDEX changes_part_of ON changes (part_of) WHERE part_of IS NOT NULL;

-- The records that went with an import that was taken back, each as the list of its columns.
CREATE TABLE undone_rows (
  n          INTEGER PRIMARY KEY,
  change_seq INTEGER NOT NULL REFERENCES changes (seq),
  tbl        TEXT NOT NULL,
  row        INTEGER NOT NULL,
  image      TEXT NOT NULL
);

CREATE INDEX undone_rows_change ON undone_rows (change_seq, tbl);

-- `field` is a column, `extra.<field>`, or `*` for a whole row that came (`new`) or went (`old`).
CREATE TABLE change_cells (
  n          INTEGER PRIMARY KEY,
  change_seq INTEGER NOT NULL REFERENCES changes (seq),
  tbl        TEXT NOT NULL,
  row        INTEGER NOT NULL,
  field      TEXT NOT NULL,
  old,
  new
);

CREATE INDEX change_cells_change ON change_cells (change_seq);
CREATE INDEX change_cells_row ON change_cells (tbl, row);
-- The tags that came to a record or went.
CREATE INDEX change_cells_tagged ON change_cells (json_extract(coalesce(new, old), '$.row')) WHERE tbl = 'taggings';

-- Records that were merged into others, by the change that did it. It is in force as long as the change is.
CREATE TABLE merged_records (
  change_seq  INTEGER NOT NULL REFERENCES changes (seq),
  entity      TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  row         INTEGER NOT NULL,
  id          BLOB NOT NULL,
  survivor    INTEGER NOT NULL,
  probability REAL,
  automatic   INTEGER NOT NULL,
  PRIMARY KEY (change_seq, row)
) WITHOUT ROWID;

CREATE INDEX merged_records_row ON merged_records (entity, row);
-- What people merged.
CREATE INDEX merged_records_by_hand ON merged_records (entity, change_seq) WHERE NOT automatic;
CREATE INDEX merged_records_survivor ON merged_records (entity, survivor);

-- The record that a value of a merge comes from.
CREATE TABLE merged_values (
  change_seq INTEGER NOT NULL REFERENCES changes (seq),
  field      TEXT NOT NULL,
  row        INTEGER NOT NULL,
  PRIMARY KEY (change_seq, field)
) WITHOUT ROWID;

-- Likely duplicates as the last search found them: they follow from the records and are part of no change.
-- `found_in` is the cluster that the search put the pair in; the prints are of what was compared.
CREATE TABLE duplicate_pairs (
  rowid       INTEGER PRIMARY KEY,
  entity      TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  left_row    INTEGER NOT NULL,
  right_row   INTEGER NOT NULL CHECK (right_row > left_row),
  found_in    INTEGER NOT NULL,
  probability REAL NOT NULL,
  weight      REAL NOT NULL,
  automatic   INTEGER NOT NULL,
  veto        TEXT,
  evidence    TEXT NOT NULL,
  left_print  INTEGER NOT NULL,
  right_print INTEGER NOT NULL,
  found_at    INTEGER NOT NULL,
  UNIQUE (entity, left_row, right_row)
);

CREATE INDEX duplicate_pairs_right ON duplicate_pairs (entity, right_row);
CREATE INDEX duplicate_pairs_found ON duplicate_pairs (entity, found_in);

-- What a search found that nobody has decided about: records joined by pairs, brought up to date by each write.
CREATE TABLE duplicate_clusters (
  rowid       INTEGER PRIMARY KEY,
  entity      TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  found_in    INTEGER NOT NULL,
  first_row   INTEGER NOT NULL,
  records     INTEGER NOT NULL CHECK (records > 1),
  probability REAL NOT NULL,
  automatic   INTEGER NOT NULL,
  vetoed      INTEGER NOT NULL
);

CREATE INDEX duplicate_clusters_order ON duplicate_clusters (probability DESC, first_row);
CREATE INDEX duplicate_clusters_order_of_kind ON duplicate_clusters (entity, probability DESC, first_row);
CREATE INDEX duplicate_clusters_found ON duplicate_clusters (entity, found_in);

CREATE TABLE duplicate_members (
  cluster INTEGER NOT NULL,
  row     INTEGER NOT NULL,
  entity  TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  PRIMARY KEY (cluster, row)
) WITHOUT ROWID;

CREATE INDEX duplicate_members_row ON duplicate_members (entity, row);

-- The last search of each kind of record, the newest change, the newest of known_changes and the last row number
-- that it knew, the fields that it compared, as JSON, and what came of learning from so many labels.
CREATE TABLE duplicate_searches (
  entity          TEXT PRIMARY KEY CHECK (entity IN ('prospect', 'company')),
  at              INTEGER NOT NULL,
  change_seq      INTEGER NOT NULL,
  noted           INTEGER NOT NULL,
  min_probability REAL NOT NULL,
  fields          TEXT NOT NULL,
  records         INTEGER NOT NULL,
  millis          INTEGER NOT NULL,
  labels          INTEGER NOT NULL,
  outcome         TEXT NOT NULL,
  last_row        INTEGER NOT NULL
) WITHOUT ROWID;

-- What new records are compared with, so that they need no search: what the last search of a kind of record
-- learnt, and hashes of all records, in pieces. `fields` are those that were compared, as JSON; none while a
-- search is under way. `noted` is the newest of known_changes that is in the pieces.
CREATE TABLE known_records (
  entity TEXT PRIMARY KEY CHECK (entity IN ('prospect', 'company')),
  fields TEXT,
  noted  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE known_pieces (
  entity TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  piece  INTEGER NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (entity, piece)
);

-- The records that came, went or changed since, in the order of the writes.
CREATE TABLE known_changes (
  n         INTEGER PRIMARY KEY AUTOINCREMENT,
  entity    TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  first_row INTEGER NOT NULL,
  last_row  INTEGER NOT NULL CHECK (last_row >= first_row)
);

-- Records that a person said are not the same; no search joins them again.
CREATE TABLE rejected_pairs (
  rowid       INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  tenant_id   BLOB,
  entity      TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  left_row    INTEGER NOT NULL,
  right_row   INTEGER NOT NULL CHECK (right_row > left_row),
  probability REAL,
  created_by  BLOB,
  created_at  INTEGER NOT NULL,
  row_seq     INTEGER NOT NULL,
  UNIQUE (entity, left_row, right_row)
);

CREATE INDEX rejected_pairs_right ON rejected_pairs (entity, right_row);

-- Where the value of a field comes from, if not from the change that made the record.
CREATE VIEW provenance AS
  SELECT tbl, row, field, max(change_seq) AS change_seq
  FROM change_cells JOIN changes ON changes.seq = change_cells.change_seq
  WHERE changes.state IN ('open', 'done') AND field <> '*' AND tbl IN ('prospects', 'companies')
  GROUP BY tbl, row, field;

-- The lists as they stand in memory, saved for a quick start.
CREATE TABLE list_segments (
  entity TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  name   TEXT NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (entity, name)
);

-- The rows that changed since the lists were saved.
CREATE TABLE list_changes (
  entity    TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  first_row INTEGER NOT NULL,
  last_row  INTEGER NOT NULL CHECK (last_row >= first_row)
);

CREATE TABLE jobs (
  rowid       INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  subject     TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
);

CREATE INDEX jobs_running ON jobs (status) WHERE status = 'running';
