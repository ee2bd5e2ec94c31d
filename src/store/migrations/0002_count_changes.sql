-- How often anything changed that a measure's chart is drawn from, apart from the measure itself (which has its version): who
-- keeps what was computed from it sees at a glance if it is old.
ALTER TABLE measure ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER observation_insert_changes AFTER INSERT ON observation BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id = new.measure_id;
END;
CREATE TRIGGER import_void_changes AFTER UPDATE OF voided_at ON import BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id IN (SELECT measure_id FROM observation WHERE import_id = new.id);
END;
CREATE TRIGGER ghost_insert_changes AFTER INSERT ON ghost BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id = new.measure_id;
END;
CREATE TRIGGER ghost_update_changes AFTER UPDATE ON ghost BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id = new.measure_id;
END;
CREATE TRIGGER phase_insert_changes AFTER INSERT ON phase BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id = new.measure_id;
END;
CREATE TRIGGER phase_update_changes AFTER UPDATE ON phase BEGIN
  UPDATE measure SET changes = changes + 1 WHERE id = new.measure_id;
END;
