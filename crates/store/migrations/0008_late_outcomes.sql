-- What rows of an import say came of their prospects, until the import ends: scores are made with all that it brings.
CREATE TABLE late_outcomes (
  prospect INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  day      INTEGER NOT NULL,
  PRIMARY KEY (prospect, kind)
) WITHOUT ROWID;
