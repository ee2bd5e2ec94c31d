-- How far each condition of an adoption holds, as who adopts says before results; NULL: not said. By them adoptions are compared.
ALTER TABLE adoption ADD COLUMN supported TEXT CHECK (supported IN ('not_at_all', 'rather_not', 'rather', 'fully'));
ALTER TABLE adoption ADD COLUMN starts_low TEXT CHECK (starts_low IN ('not_at_all', 'rather_not', 'rather', 'fully'));
ALTER TABLE adoption ADD COLUMN driven_locally TEXT CHECK (driven_locally IN ('not_at_all', 'rather_not', 'rather', 'fully'));
ALTER TABLE adoption ADD COLUMN partnered TEXT CHECK (partnered IN ('not_at_all', 'rather_not', 'rather', 'fully'));
ALTER TABLE adoption ADD COLUMN much_changes TEXT CHECK (much_changes IN ('not_at_all', 'rather_not', 'rather', 'fully'));
ALTER TABLE adoption ADD COLUMN complex TEXT CHECK (complex IN ('not_at_all', 'rather_not', 'rather', 'fully'));

-- What each replication of a run said of a row, where a prediction came from one: its sample, by which it can be scored as a whole.
CREATE TABLE prediction_run_sample (
  prediction_id INTEGER NOT NULL REFERENCES prediction(id),
  position INTEGER NOT NULL,                -- of the row
  sample TEXT NOT NULL,                     -- the values, ascending, a space between them
  PRIMARY KEY (prediction_id, position)
) STRICT, WITHOUT ROWID;
