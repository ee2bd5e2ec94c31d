-- An answer says how many values were withdrawn or changed since its prediction locked, and what it would have been with them.
ALTER TABLE answer_as_locked ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer_as_locked ADD COLUMN revised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer_as_locked ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer_as_locked ADD COLUMN verdict TEXT CHECK (verdict IN ('as_expected', 'better', 'worse'));  -- NULL: too early, or not kept then

CREATE TABLE answer_as_locked_row (         -- what each row of the prediction would have met with them
  answer_id INTEGER NOT NULL REFERENCES answer_as_locked(answer_id),
  position INTEGER NOT NULL,
  observed REAL,
  PRIMARY KEY (answer_id, position)
) STRICT, WITHOUT ROWID;
