-- A signal that a model proposes from a text that speaks to models: it counts when a person accepts it.
CREATE TABLE new_signals (
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
  status       TEXT NOT NULL CHECK (status IN ('found', 'proposed', 'accepted', 'rejected', 'expired')),
  created_by   BLOB,
  created_at   INTEGER NOT NULL,
  row_seq      INTEGER NOT NULL DEFAULT 0
);

INSERT INTO new_signals (rowid, id, tenant_id, entity, row, code, polarity, strength, source, reliability, observed_on,
  until_on, source_group, quote_hash, quote, source_name, extractor, status, created_by, created_at, row_seq)
SELECT rowid, id, tenant_id, entity, row, code, polarity, strength, source, reliability, observed_on,
  until_on, source_group, quote_hash, quote, source_name, extractor, status, created_by, created_at, row_seq
FROM signals;

DROP TABLE signals;
ALTER TABLE new_signals RENAME TO signals;

CREATE INDEX signals_of ON signals (entity, row);

CREATE INDEX signals_counted ON signals (
  entity, row, code, polarity, strength, source, reliability, observed_on, until_on, source_group, quote_hash,
  created_at
) WHERE status IN ('found', 'accepted');

CREATE INDEX signals_waiting ON signals (
  created_at, entity, row, code, polarity, strength, source, reliability, observed_on, until_on, source_group, quote_hash
) WHERE status IN ('found', 'proposed');

-- What was sent to a model, word for word, and what it answered: for the person to see, and so that the same question
-- is not asked twice. Without their texts, they still say how many tokens were used that day.
CREATE TABLE model_requests (
  rowid          INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  tenant_id      BLOB,
  at             INTEGER NOT NULL,
  host           TEXT NOT NULL,
  model          TEXT NOT NULL,
  prompt_version TEXT NOT NULL,
  prospect       INTEGER,
  source_name    TEXT,
  outcome        TEXT NOT NULL,
  tokens         INTEGER NOT NULL,
  cache_key      BLOB,
  marker         TEXT,
  system_text    TEXT,
  user_text      TEXT,
  answer         TEXT,
  row_seq        INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX model_requests_by_key ON model_requests (cache_key) WHERE answer IS NOT NULL;
CREATE INDEX model_requests_by_time ON model_requests (at);
