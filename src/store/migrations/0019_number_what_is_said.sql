-- What several people may say of the same thing has a version, so that one isn't written over unseen by another.
ALTER TABLE later_check ADD COLUMN version INTEGER NOT NULL DEFAULT 0;         -- 0: nothing was ever recorded
UPDATE later_check SET version = 1 WHERE result IS NOT NULL;
ALTER TABLE team_answer ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE review_help ADD COLUMN version INTEGER NOT NULL DEFAULT 1;         -- of what came of it
ALTER TABLE programme_project ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What a team took back keeps its row, for the version.
CREATE TABLE return_hours_numbered (
  return_id INTEGER NOT NULL REFERENCES return_request(id),
  team_id INTEGER NOT NULL REFERENCES team(id),
  hours REAL,                                -- NULL: taken back
  said_by INTEGER NOT NULL REFERENCES person(id),
  said_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (return_id, team_id)
) STRICT, WITHOUT ROWID;
INSERT INTO return_hours_numbered (return_id, team_id, hours, said_by, said_at)
  SELECT return_id, team_id, hours, said_by, said_at FROM return_hours;
DROP TABLE return_hours;
ALTER TABLE return_hours_numbered RENAME TO return_hours;

-- When the issue had last moved before a view: taken back, that view makes the issue no younger.
ALTER TABLE interdependency_view ADD COLUMN moved_before TEXT;

-- The picture of a place counts the review days of the programmes that its projects are in.
CREATE TRIGGER review_day_insert_stamps AFTER INSERT ON review_day BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER review_day_update_stamps AFTER UPDATE ON review_day BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER programme_project_insert_stamps AFTER INSERT ON programme_project BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER programme_project_update_stamps AFTER UPDATE ON programme_project BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER programme_removed_stamps AFTER UPDATE OF deleted_at ON programme BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
