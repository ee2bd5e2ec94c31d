-- What was said of a test stays on the record: what a prediction said before it was changed, the answers whose data went, and the
-- start that answers rest on.

CREATE TABLE prediction_revision (          -- what an open prediction said before it was changed
  prediction_id INTEGER NOT NULL REFERENCES prediction(id),
  version INTEGER NOT NULL,                 -- of the prediction that said so
  statistic TEXT NOT NULL CHECK (statistic IN ('value', 'mean')),
  source TEXT NOT NULL CHECK (source IN ('judgement', 'peers', 'flow_run')),
  said_by INTEGER NOT NULL REFERENCES person(id),
  said_at TEXT NOT NULL,
  PRIMARY KEY (prediction_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction_revision_row (
  prediction_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  from_on TEXT,
  on_date TEXT NOT NULL,
  median REAL NOT NULL,
  low50 REAL NOT NULL,
  high50 REAL NOT NULL,
  low90 REAL NOT NULL,
  high90 REAL NOT NULL,
  PRIMARY KEY (prediction_id, version, position),
  FOREIGN KEY (prediction_id, version) REFERENCES prediction_revision(prediction_id, version)
) STRICT, WITHOUT ROWID;

ALTER TABLE prediction ADD COLUMN edited_by INTEGER REFERENCES person(id);  -- who said it as it stands, where that isn't as it was made
ALTER TABLE prediction ADD COLUMN edited_at TEXT;

CREATE TABLE answer_lapse (                 -- the data that an answer rested on were undone or withdrawn: it is history since then
  answer_id INTEGER PRIMARY KEY REFERENCES answer(id),
  lapsed_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER answer_lapse_stamps AFTER INSERT ON answer_lapse BEGIN UPDATE home_stamp SET answers = answers + 1; END;

CREATE VIEW standing_answer AS              -- the newest of each prediction, unless it has lapsed
  SELECT a.* FROM answer a WHERE a.id = (SELECT max(id) FROM answer WHERE prediction_id = a.prediction_id)
  AND a.id NOT IN (SELECT answer_id FROM answer_lapse);

ALTER TABLE test ADD COLUMN first_started_at TEXT;  -- kept when a start is taken back: what came since rests on it
ALTER TABLE test ADD COLUMN first_started_on TEXT;
UPDATE test SET first_started_at = started_at, first_started_on = started_on;
