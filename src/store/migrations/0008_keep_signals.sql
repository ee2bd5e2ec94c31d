-- The signals of published measures, kept for the picture of a place, which shows thousands of them at once.
--
-- A signal is drawn in the transaction that changes what it rests on (services/signals). These triggers say whose it is, so that
-- none can be forgotten: a measure that is due has no signal until it is drawn anew.

CREATE TABLE measure_signal (
  measure_id INTEGER PRIMARY KEY REFERENCES measure(id),
  variation TEXT NOT NULL CHECK (variation IN ('common_cause', 'improvement_high', 'improvement_low', 'concern_high', 'concern_low',
    'neither_high', 'neither_low')),
  assurance TEXT CHECK (assurance IN ('pass', 'hit_or_miss', 'fail')),
  last_on TEXT NOT NULL,                    -- the date of the point that it speaks of
  recent TEXT NOT NULL,                     -- the last values up to it, oldest first, with a space between and '-' for a gap
  basis TEXT NOT NULL                       -- hash of all that it was drawn from, with the edition of the drawing
) STRICT;

CREATE TABLE signal_due (                   -- to be drawn anew, or for the first time
  measure_id INTEGER PRIMARY KEY REFERENCES measure(id)
) STRICT;

INSERT INTO signal_due (measure_id) SELECT id FROM measure WHERE published_at IS NOT NULL AND deleted_at IS NULL;

CREATE TRIGGER observation_insert_dues AFTER INSERT ON observation BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT id FROM measure WHERE id = new.measure_id AND published_at IS NOT NULL AND deleted_at IS NULL;
END;
CREATE TRIGGER import_void_dues AFTER UPDATE OF voided_at ON import WHEN new.voided_at IS NOT old.voided_at BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT DISTINCT m.id FROM observation o JOIN measure m ON m.id = o.measure_id
    WHERE o.import_id = new.id AND m.published_at IS NOT NULL AND m.deleted_at IS NULL;
END;
CREATE TRIGGER ghost_insert_dues AFTER INSERT ON ghost BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT id FROM measure WHERE id = new.measure_id AND published_at IS NOT NULL AND deleted_at IS NULL;
END;
CREATE TRIGGER ghost_update_dues AFTER UPDATE ON ghost BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT id FROM measure WHERE id = new.measure_id AND published_at IS NOT NULL AND deleted_at IS NULL;
END;
CREATE TRIGGER phase_insert_dues AFTER INSERT ON phase BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT id FROM measure WHERE id = new.measure_id AND published_at IS NOT NULL AND deleted_at IS NULL;
END;
CREATE TRIGGER phase_update_dues AFTER UPDATE ON phase BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT id FROM measure WHERE id = new.measure_id AND published_at IS NOT NULL AND deleted_at IS NULL;
END;
-- Whatever is edited of a measure may change its chart; what isn't published or is deleted has no signal.
CREATE TRIGGER measure_insert_dues AFTER INSERT ON measure WHEN new.published_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT new.id;
END;
CREATE TRIGGER measure_update_dues AFTER UPDATE ON measure WHEN new.published_at IS NOT NULL AND new.deleted_at IS NULL BEGIN
  INSERT OR IGNORE INTO signal_due (measure_id) SELECT new.id;
END;
CREATE TRIGGER measure_hidden_has_no_signal AFTER UPDATE OF published_at, deleted_at ON measure WHEN new.published_at IS NULL OR new.deleted_at IS NOT NULL BEGIN
  DELETE FROM measure_signal WHERE measure_id = new.id;
  DELETE FROM signal_due WHERE measure_id = new.id;
END;

-- How often anything changed that the answers and the signals of the picture are read from, as direction_stamp counts the rest.
CREATE TABLE home_stamp (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  answers INTEGER NOT NULL,
  signals INTEGER NOT NULL
) STRICT;
INSERT INTO home_stamp (only, answers, signals) VALUES (1, 0, 0);
CREATE TRIGGER answer_insert_stamps AFTER INSERT ON answer BEGIN UPDATE home_stamp SET answers = answers + 1; END;
CREATE TRIGGER prediction_removed_stamps AFTER UPDATE OF deleted_at ON prediction BEGIN UPDATE home_stamp SET answers = answers + 1; END;
CREATE TRIGGER test_removed_stamps AFTER UPDATE OF deleted_at ON test BEGIN UPDATE home_stamp SET answers = answers + 1; END;
CREATE TRIGGER measure_published_stamps AFTER UPDATE ON measure WHEN new.published_at IS NOT old.published_at OR new.deleted_at IS NOT old.deleted_at BEGIN
  UPDATE home_stamp SET answers = answers + 1, signals = signals + 1;
END;
CREATE TRIGGER measure_signal_insert_stamps AFTER INSERT ON measure_signal BEGIN UPDATE home_stamp SET signals = signals + 1; END;
CREATE TRIGGER measure_signal_update_stamps AFTER UPDATE ON measure_signal BEGIN UPDATE home_stamp SET signals = signals + 1; END;
CREATE TRIGGER measure_signal_delete_stamps AFTER DELETE ON measure_signal BEGIN UPDATE home_stamp SET signals = signals + 1; END;
CREATE TRIGGER signal_due_insert_stamps AFTER INSERT ON signal_due BEGIN UPDATE home_stamp SET signals = signals + 1; END;
CREATE TRIGGER signal_due_delete_stamps AFTER DELETE ON signal_due BEGIN UPDATE home_stamp SET signals = signals + 1; END;
