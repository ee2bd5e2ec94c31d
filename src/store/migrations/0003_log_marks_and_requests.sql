-- Marks on a chart, and who asks to read. Who left a point out of limits and rules, began a phase, or took that back, and when. What an answer would have been with
-- the marks that stood when its prediction locked is kept beside it, where they differ.

CREATE TABLE mark_change (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  ghost_id INTEGER REFERENCES ghost(id),
  phase_id INTEGER REFERENCES phase(id),
  in_force INTEGER NOT NULL,                -- from then on
  changed_by INTEGER REFERENCES person(id), -- NULL: taken back before this was kept
  changed_at TEXT NOT NULL,
  CHECK ((ghost_id IS NULL) <> (phase_id IS NULL))
) STRICT;
CREATE INDEX mark_change_by_measure ON mark_change(measure_id);

INSERT INTO mark_change (measure_id, ghost_id, in_force, changed_by, changed_at)
  SELECT measure_id, id, 1, made_by, made_at FROM ghost;
INSERT INTO mark_change (measure_id, phase_id, in_force, changed_by, changed_at)
  SELECT measure_id, id, 1, decided_by, decided_at FROM phase;
INSERT INTO mark_change (measure_id, ghost_id, in_force, changed_at)
  SELECT measure_id, id, 0, deleted_at FROM ghost WHERE deleted_at IS NOT NULL;
INSERT INTO mark_change (measure_id, phase_id, in_force, changed_at)
  SELECT measure_id, id, 0, deleted_at FROM phase WHERE deleted_at IS NOT NULL;

CREATE TABLE answer_as_locked (             -- only where marks that bear on the answer were changed after the lock
  answer_id INTEGER PRIMARY KEY REFERENCES answer(id),
  left_out INTEGER NOT NULL,                -- points, since the lock
  counted_again INTEGER NOT NULL,
  phases_begun INTEGER NOT NULL,
  phases_ended INTEGER NOT NULL,
  baseline_centre REAL,
  baseline_lower REAL,
  baseline_upper REAL,
  baseline_points INTEGER,
  no_change_score REAL,
  skill REAL
) STRICT;

CREATE TABLE free_text_request (            -- somebody who joined later asks its author to open it
  free_text_id INTEGER NOT NULL REFERENCES free_text(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  asked_at TEXT NOT NULL,
  PRIMARY KEY (free_text_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX free_text_by_author ON free_text(author_id);
