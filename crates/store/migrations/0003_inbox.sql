-- All that the order of signals that nobody has said anything of is made from.
CREATE INDEX signals_waiting ON signals (
  created_at, entity, row, code, polarity, strength, source, reliability, observed_on, until_on, source_group, quote_hash
) WHERE status = 'found';
