-- Letters that wait to be mailed, and the links in them.

CREATE TABLE letter (                       -- what to mail to whom; its words are made when it is sent, and never kept
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'password_reset', 'password_changed', 'lead_named', 'digest')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  project_id INTEGER REFERENCES project(id),  -- that it is about
  made_at TEXT NOT NULL,
  next_try_at TEXT,                         -- NULL: sent, or not to be tried again
  tries INTEGER NOT NULL DEFAULT 0,
  sent_at TEXT
) STRICT;
CREATE INDEX letter_due ON letter(next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX letter_by_person ON letter(person_id);

CREATE TABLE password_link (                -- lets its holder choose that person's password, once
  token_hash TEXT PRIMARY KEY,              -- BLAKE2b of the token, which stands in the letter alone
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'password_reset')),
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX password_link_by_person ON password_link(person_id);
