-- Search grows from names to people, teams, tests of change, drivers and change packages, and to the words of texts that everyone
-- signed in but regulators may read. The first seven kinds fill what 8 · id + kind can say; the kinds from 8 on have −(64 · id + kind).

CREATE TRIGGER person_named AFTER INSERT ON person BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 11), new.name);
END;
CREATE TRIGGER person_renamed AFTER UPDATE OF name, disabled_at ON person WHEN new.name IS NOT old.name OR (new.disabled_at IS NULL) <> (old.disabled_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 11);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 11), new.name WHERE new.disabled_at IS NULL;
END;
CREATE TRIGGER test_named AFTER INSERT ON test BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 12), new.name);
END;
CREATE TRIGGER test_renamed AFTER UPDATE OF name, deleted_at ON test WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 12);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 12), new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER driver_named AFTER INSERT ON driver BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 13), new.name);
END;
CREATE TRIGGER driver_renamed AFTER UPDATE OF name, deleted_at ON driver WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 13);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 13), new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER team_named AFTER INSERT ON team BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 16), new.name);
END;
CREATE TRIGGER team_renamed AFTER UPDATE OF name, deleted_at ON team WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 16);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 16), new.name WHERE new.deleted_at IS NULL;
END;

-- A package has the name of the version that is shown.
CREATE TRIGGER package_named AFTER UPDATE OF shown_version_id, deleted_at ON package BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 15);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 15), name FROM package_version WHERE id = new.shown_version_id AND new.deleted_at IS NULL;
END;
CREATE TRIGGER package_renamed AFTER UPDATE OF name ON package_version WHEN new.name IS NOT old.name BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.package_id + 15) AND EXISTS (SELECT 1 FROM package WHERE id = new.package_id AND shown_version_id = new.id);
  INSERT INTO search_name (rowid, name) SELECT -(64 * id + 15), new.name FROM package WHERE id = new.package_id AND shown_version_id = new.id AND deleted_at IS NULL;
END;

INSERT INTO search_name (rowid, name) SELECT -(64 * id + 11), name FROM person WHERE disabled_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 12), name FROM test WHERE deleted_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 13), name FROM driver WHERE deleted_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * id + 16), name FROM team WHERE deleted_at IS NULL;
INSERT INTO search_name (rowid, name) SELECT -(64 * k.id + 15), v.name FROM package k JOIN package_version v ON v.id = k.shown_version_id WHERE k.deleted_at IS NULL;

-- The words of texts whose audience is the system or the public, by the text's id, and of none else (docs/decisions says why these
-- stand here readable). Whoever writes a text puts its words in (store/text_index.cpp); the trigger takes them out whatever else is
-- done to it.
CREATE VIRTUAL TABLE search_text USING fts5(body, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4');
CREATE TRIGGER free_text_leaves_search AFTER UPDATE OF body, audience, deleted_at ON free_text BEGIN
  DELETE FROM search_text WHERE rowid = old.id;
END;
-- What is gone is else only marked, and its words stay in the index until it next merges.
CREATE TRIGGER free_text_is_purged AFTER UPDATE OF audience, deleted_at ON free_text
WHEN old.audience IN ('system', 'public') AND old.deleted_at IS NULL AND (new.audience NOT IN ('system', 'public') OR new.deleted_at IS NOT NULL) BEGIN
  DELETE FROM search_text WHERE rowid = old.id;
  INSERT INTO search_text (search_text) VALUES ('optimize');
END;
CREATE TRIGGER free_text_gone_from_search AFTER DELETE ON free_text BEGIN
  DELETE FROM search_text WHERE rowid = old.id;
END;

CREATE TABLE text_to_search (              -- texts of before, whose words are put in when a server begins
  free_text_id INTEGER PRIMARY KEY REFERENCES free_text(id)
) STRICT;
INSERT INTO text_to_search (free_text_id) SELECT id FROM free_text WHERE audience IN ('system', 'public') AND deleted_at IS NULL;
