-- Targets have dates: each holds from its first day until the next begins, as one value or on a straight way to another. The one
-- number that a measure had becomes a target without a date; those that it had before, which the log of settings knows, come with it.

CREATE TABLE target (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  starts_on TEXT,                           -- NULL: it has always held
  value REAL,                               -- on that day; NULL: from then on nothing is aimed at
  ends_on TEXT,                             -- of a way: when it arrives
  end_value REAL,                           -- where, and what holds from then on
  reason TEXT NOT NULL,                     -- empty where it was set with the measure
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  deleted_at TEXT,
  CHECK ((ends_on IS NULL) = (end_value IS NULL)),
  CHECK (ends_on IS NULL OR (starts_on IS NOT NULL AND value IS NOT NULL AND ends_on > starts_on)),
  CHECK (value IS NOT NULL OR starts_on IS NOT NULL)
) STRICT;
CREATE INDEX target_by_measure ON target(measure_id);
CREATE UNIQUE INDEX target_once_a_day ON target(measure_id, coalesce(starts_on, '')) WHERE deleted_at IS NULL;

CREATE TABLE target_change (                -- who set it or took it back, and when
  id INTEGER PRIMARY KEY,
  target_id INTEGER NOT NULL REFERENCES target(id),
  in_force INTEGER NOT NULL,                -- from then on
  changed_by INTEGER NOT NULL REFERENCES person(id),
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX target_change_by_target ON target_change(target_id);

-- What a measure was first given: as the log says it stood before its first change, or as it stands where that never was.
INSERT INTO target (measure_id, value, reason, made_by, made_at, deleted_at)
  SELECT m.id, coalesce(CAST(c.before AS REAL), m.target), '', m.created_by, m.created_at, c.changed_at
  FROM measure m LEFT JOIN measure_setting_change c ON c.id = (SELECT min(id) FROM measure_setting_change WHERE measure_id = m.id AND setting = 'target')
  WHERE CASE WHEN c.id IS NULL THEN m.target IS NOT NULL ELSE c.before <> '' END;
-- Then what each change set it to, until the next change.
INSERT INTO target (measure_id, value, reason, made_by, made_at, deleted_at)
  SELECT m.id, CASE WHEN n.id IS NULL THEN coalesce(m.target, CAST(c.after AS REAL)) ELSE CAST(c.after AS REAL) END, '', c.changed_by, c.changed_at, n.changed_at
  FROM measure_setting_change c JOIN measure m ON m.id = c.measure_id
  LEFT JOIN measure_setting_change n ON n.id = (SELECT min(id) FROM measure_setting_change WHERE measure_id = m.id AND setting = 'target' AND id > c.id)
  WHERE c.setting = 'target' AND c.after <> '';

INSERT INTO target_change (target_id, in_force, changed_by, changed_at) SELECT id, 1, made_by, made_at FROM target;
INSERT INTO target_change (target_id, in_force, changed_by, changed_at)
  SELECT t.id, 0, c.changed_by, t.deleted_at FROM target t JOIN measure_setting_change c
    ON c.id = (SELECT min(id) FROM measure_setting_change WHERE measure_id = t.measure_id AND setting = 'target' AND changed_at = t.deleted_at)
  WHERE t.deleted_at IS NOT NULL;
DELETE FROM measure_setting_change WHERE setting = 'target';
ALTER TABLE measure DROP COLUMN target;

CREATE TRIGGER target_insert_dues AFTER INSERT ON target BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
CREATE TRIGGER target_update_dues AFTER UPDATE ON target BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
