-- Who said how an agreed action stands, and a letter to whoever's role somebody else has ended.

CREATE TABLE interdependency_action_word (
  id INTEGER PRIMARY KEY,
  action_id INTEGER NOT NULL REFERENCES interdependency_action(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  said_at TEXT NOT NULL
) STRICT;
CREATE INDEX interdependency_action_word_by_action ON interdependency_action_word(action_id);

CREATE TABLE letter_of_roles (               -- what to mail to whom; its words are made when it is sent, and never kept
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'password_reset', 'password_changed', 'lead_named', 'role_ended', 'digest')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  project_id INTEGER REFERENCES project(id),    -- that it is about
  role_grant_id INTEGER REFERENCES role_grant(id),  -- that it is about
  made_at TEXT NOT NULL,
  next_try_at TEXT,                         -- NULL: sent, or not to be tried again
  tries INTEGER NOT NULL DEFAULT 0,
  sent_at TEXT
) STRICT;
INSERT INTO letter_of_roles (id, kind, person_id, project_id, made_at, next_try_at, tries, sent_at)
  SELECT id, kind, person_id, project_id, made_at, next_try_at, tries, sent_at FROM letter;
DROP TABLE letter;
ALTER TABLE letter_of_roles RENAME TO letter;
CREATE INDEX letter_due ON letter(next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX letter_by_person ON letter(person_id);
