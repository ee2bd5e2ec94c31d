-- Every free text is encrypted at rest with a key of its own (store/sealing). SQL can't do that: the texts that are here are
-- sealed by the step after the migrations, when the data are next opened (store/sealed_texts).

ALTER TABLE free_text ADD COLUMN wrapped_key TEXT;           -- its own key under the master key; NULL: not sealed yet
ALTER TABLE free_text ADD COLUMN sealed_version INTEGER;     -- the version that its body was sealed at
ALTER TABLE free_text_revision ADD COLUMN sealed_version INTEGER;

CREATE TABLE master_key (                   -- which one fits these data; the key itself is kept elsewhere
  only INTEGER PRIMARY KEY CHECK (only = 1),
  fingerprint TEXT NOT NULL
) STRICT;
CREATE INDEX free_text_unsealed ON free_text(id) WHERE wrapped_key IS NULL;

-- A text may be a place's own story, and the log of who read a text says for whom it was then.

-- A constraint and a CHECK change, which leaves what is stored as it is; so they are rewritten where they stand, as 0005 did.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(replace(sql, 'thing IN (''session'',', 'thing IN (''place'', ''session'','),
    'project_id INTEGER NOT NULL REFERENCES project(id),', 'project_id INTEGER REFERENCES project(id),'),
    'thing_id INTEGER NOT NULL,', 'thing_id INTEGER NOT NULL CHECK ((thing = ''place'') = (project_id IS NULL)),')
  WHERE type = 'table' AND name = 'free_text';
PRAGMA writable_schema = RESET;
CREATE INDEX free_text_stories ON free_text(slot) WHERE slot = 'story';

CREATE TABLE reading (                      -- once a person, thing, London day and audience that it had
  thing TEXT NOT NULL,
  thing_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  on_date TEXT NOT NULL,
  audience TEXT NOT NULL,
  first_at TEXT NOT NULL,
  PRIMARY KEY (thing, thing_id, person_id, on_date, audience)
) STRICT, WITHOUT ROWID;
INSERT INTO reading SELECT thing, thing_id, person_id, on_date, 'indoors', first_at FROM confidential_read;
DROP TABLE confidential_read;
ALTER TABLE reading RENAME TO confidential_read;
