-- What a project's progress reads off its charts is kept with their signals: a page of five measures read 500 observations and
-- drew five charts each time. And how many projects a place has is counted as they change, not by walking them.

CREATE TABLE chart_facts (                  -- of every measure that a project owns, or that is published
  measure_id INTEGER PRIMARY KEY REFERENCES measure(id),
  edition TEXT NOT NULL,                    -- of the drawing (services/signals)
  value_count INTEGER NOT NULL,             -- dates that have a value
  recent REAL,                              -- mean of the last three values
  improved INTEGER NOT NULL CHECK (improved IN (0, 1)),
  points_since INTEGER NOT NULL
) STRICT;

-- A measure is due when its chart may have changed: those of projects too now, published or not.
DROP TRIGGER observation_insert_dues;
DROP TRIGGER import_void_dues;
DROP TRIGGER ghost_insert_dues;
DROP TRIGGER ghost_update_dues;
DROP TRIGGER phase_insert_dues;
DROP TRIGGER phase_update_dues;
DROP TRIGGER measure_insert_dues;
DROP TRIGGER measure_update_dues;
DROP TRIGGER measure_hidden_has_no_signal;
DROP TRIGGER signal_due_insert_stamps;
DROP TRIGGER signal_due_delete_stamps;
ALTER TABLE signal_due RENAME TO chart_due;

CREATE VIEW measure_with_chart AS
  SELECT id FROM measure WHERE (published_at IS NOT NULL OR project_id IS NOT NULL) AND deleted_at IS NULL;
INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart;

CREATE TRIGGER observation_insert_dues AFTER INSERT ON observation BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
CREATE TRIGGER import_void_dues AFTER UPDATE OF voided_at ON import WHEN new.voided_at IS NOT old.voided_at BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT DISTINCT o.measure_id FROM observation o
    WHERE o.import_id = new.id AND o.measure_id IN measure_with_chart;
END;
CREATE TRIGGER ghost_insert_dues AFTER INSERT ON ghost BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
CREATE TRIGGER ghost_update_dues AFTER UPDATE ON ghost BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
CREATE TRIGGER phase_insert_dues AFTER INSERT ON phase BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
CREATE TRIGGER phase_update_dues AFTER UPDATE ON phase BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.measure_id;
END;
-- Whatever is edited of a measure may change its chart.
CREATE TRIGGER measure_insert_dues AFTER INSERT ON measure BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.id;
END;
CREATE TRIGGER measure_update_dues AFTER UPDATE ON measure BEGIN
  INSERT OR IGNORE INTO chart_due (measure_id) SELECT id FROM measure_with_chart WHERE id = new.id;
END;
-- What isn't published or is deleted shows no signal; what is neither published nor a project's has no facts.
CREATE TRIGGER measure_hidden_has_no_signal AFTER UPDATE ON measure WHEN new.published_at IS NULL OR new.deleted_at IS NOT NULL BEGIN
  DELETE FROM measure_signal WHERE measure_id = new.id;
  DELETE FROM chart_facts WHERE measure_id = new.id AND measure_id NOT IN measure_with_chart;
  DELETE FROM chart_due WHERE measure_id = new.id AND measure_id NOT IN measure_with_chart;
END;

CREATE TRIGGER chart_due_insert_stamps AFTER INSERT ON chart_due WHEN (SELECT published_at FROM measure WHERE id = new.measure_id) IS NOT NULL BEGIN
  UPDATE home_stamp SET signals = signals + 1;
END;
CREATE TRIGGER chart_due_delete_stamps AFTER DELETE ON chart_due WHEN (SELECT published_at FROM measure WHERE id = old.measure_id) IS NOT NULL BEGIN
  UPDATE home_stamp SET signals = signals + 1;
END;

CREATE TABLE project_count (                -- those that aren't deleted
  place_id INTEGER NOT NULL REFERENCES place(id),
  state TEXT NOT NULL,
  projects INTEGER NOT NULL,
  PRIMARY KEY (place_id, state)
) STRICT, WITHOUT ROWID;

INSERT INTO project_count (place_id, state, projects) SELECT place_id, state, COUNT(*) FROM project WHERE deleted_at IS NULL GROUP BY place_id, state;

CREATE TRIGGER project_insert_counts AFTER INSERT ON project WHEN new.deleted_at IS NULL BEGIN
  INSERT INTO project_count (place_id, state, projects) VALUES (new.place_id, new.state, 1)
    ON CONFLICT DO UPDATE SET projects = projects + 1;
END;
CREATE TRIGGER project_update_counts AFTER UPDATE OF place_id, state, deleted_at ON project
  WHEN new.place_id <> old.place_id OR new.state <> old.state OR new.deleted_at IS NOT old.deleted_at BEGIN
  UPDATE project_count SET projects = projects - 1 WHERE old.deleted_at IS NULL AND place_id = old.place_id AND state = old.state;
  INSERT INTO project_count (place_id, state, projects) SELECT new.place_id, new.state, 1 WHERE new.deleted_at IS NULL
    ON CONFLICT DO UPDATE SET projects = projects + 1;
END;
CREATE TRIGGER project_delete_counts AFTER DELETE ON project WHEN old.deleted_at IS NULL BEGIN
  UPDATE project_count SET projects = projects - 1 WHERE place_id = old.place_id AND state = old.state;
END;
