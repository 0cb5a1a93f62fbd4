-- Scores that a person set, with the reason: up to and with a day they stand in the place of those that are made.
CREATE TABLE score_overrides (
  rowid      INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  tenant_id  BLOB,
  prospect   INTEGER NOT NULL UNIQUE,
  total      INTEGER NOT NULL CHECK (total BETWEEN 0 AND 100),
  grade      TEXT NOT NULL,
  reason     TEXT NOT NULL,
  until_on   INTEGER NOT NULL,
  created_by BLOB,
  created_at INTEGER NOT NULL,
  row_seq    INTEGER NOT NULL DEFAULT 0
);

-- Of a score that a person set, what it is as it was made, and until when it stands.
ALTER TABLE scores ADD COLUMN made_total INTEGER;
ALTER TABLE scores ADD COLUMN made_grade TEXT;
ALTER TABLE scores ADD COLUMN set_until INTEGER;

CREATE INDEX scores_set ON scores (set_until) WHERE set_until IS NOT NULL;
