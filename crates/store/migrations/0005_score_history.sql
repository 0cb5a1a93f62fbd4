-- What the scores of prospects were, each time that one came to be another; the oldest go.
CREATE TABLE score_history (
  prospect INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  total    INTEGER NOT NULL,
  grade    TEXT NOT NULL,
  PRIMARY KEY (prospect, at)
) WITHOUT ROWID;
