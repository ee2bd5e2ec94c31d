-- Search grows from names to people, tests of change, drivers, and the words of texts whose audience is wider than indoors. A
-- text kept indoors is never here: these triggers are the one way in, and narrowing or deleting takes it out in the same
-- transaction. What belongs to a prediction or its answer stays out too, since nobody outside sees that before its time.
-- The first seven kinds fill what 8 · id + kind can say; the kinds from 8 on have −(64 · id + kind).

CREATE TRIGGER person_named AFTER INSERT ON person BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 9), new.name);
END;
CREATE TRIGGER person_renamed AFTER UPDATE OF name, disabled_at ON person WHEN new.name IS NOT old.name OR (new.disabled_at IS NULL) <> (old.disabled_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 9);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 9), new.name WHERE new.disabled_at IS NULL;
END;
CREATE TRIGGER test_named AFTER INSERT ON test BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 10), new.name);
END;
CREATE TRIGGER test_renamed AFTER UPDATE OF name, deleted_at ON test WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 10);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 10), new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER driver_named AFTER INSERT ON driver BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 11), new.name);
END;
CREATE TRIGGER driver_renamed AFTER UPDATE OF name, deleted_at ON driver WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 11);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 11), new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER free_text_written AFTER INSERT ON free_text
WHEN new.audience IN ('network', 'system', 'public') AND new.deleted_at IS NULL AND new.thing NOT IN ('prediction', 'answer') BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 12), new.body);
END;
CREATE TRIGGER free_text_rewritten AFTER UPDATE OF body, audience, deleted_at ON free_text BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 12);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 12), new.body
    WHERE new.audience IN ('network', 'system', 'public') AND new.deleted_at IS NULL AND new.thing NOT IN ('prediction', 'answer');
END;

INSERT INTO search_name (rowid, name) SELECT -(64 * id + 9), name FROM person WHERE disabled_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 10), name FROM test WHERE deleted_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 11), name FROM driver WHERE deleted_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 12), body FROM free_text
  WHERE audience IN ('network', 'system', 'public') AND deleted_at IS NULL AND thing NOT IN ('prediction', 'answer');
