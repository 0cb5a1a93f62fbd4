-- What is sold and to whom: a JSON object each.
CREATE TABLE descriptions (
  rowid       INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  tenant_id   BLOB,
  kind        TEXT NOT NULL CHECK (kind IN ('offer', 'icp')),
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  archived_at INTEGER,
  created_at  INTEGER NOT NULL,
  row_seq     INTEGER NOT NULL DEFAULT 0
);

-- Each of them as it was saved, to return to.
CREATE TABLE description_versions (
  description INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (description, version)
) WITHOUT ROWID;

-- What was found out about a prospect or company. Parts are millionths, days are counted from 1970-01-01.
-- A rejected one stays, so that the same words are not found again.
CREATE TABLE signals (
  rowid        INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  tenant_id    BLOB,
  entity       TEXT NOT NULL CHECK (entity IN ('prospect', 'company')),
  row          INTEGER NOT NULL,
  code         TEXT NOT NULL,
  polarity     INTEGER NOT NULL CHECK (polarity IN (-1, 1)),
  strength     INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 1000000),
  source       TEXT NOT NULL,
  reliability  INTEGER NOT NULL CHECK (reliability BETWEEN 0 AND 1000000),
  observed_on  INTEGER NOT NULL,
  until_on     INTEGER,
  source_group INTEGER NOT NULL,
  quote_hash   INTEGER,
  quote        TEXT,
  source_name  TEXT,
  extractor    TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('found', 'accepted', 'rejected', 'expired')),
  created_by   BLOB,
  created_at   INTEGER NOT NULL,
  row_seq      INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX signals_of ON signals (entity, row);

-- All that a score is made of, in the order of the records: a recompute reads nothing else.
CREATE INDEX signals_counted ON signals (
  entity, row, code, polarity, strength, source, reliability, observed_on, until_on, source_group, quote_hash,
  created_at
) WHERE status IN ('found', 'accepted');

-- The scores of prospects as they were last made; they can be made again from all else. Millionths of a
-- point, and of one.
CREATE TABLE scores (
  row          INTEGER PRIMARY KEY,
  as_of        INTEGER NOT NULL,
  budget       INTEGER,
  authority    INTEGER,
  need         INTEGER,
  timing       INTEGER,
  fit          INTEGER,
  bant         INTEGER NOT NULL,
  total        INTEGER NOT NULL,
  grade        TEXT NOT NULL,
  confidence   INTEGER NOT NULL
);

-- What came of a prospect, with the score of that day, made without what the outcome itself tells.
CREATE TABLE outcomes (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  prospect   INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('meeting', 'opportunity', 'won', 'lost')),
  day        INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  grade      TEXT NOT NULL,
  created_by BLOB,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (prospect, kind)
);
