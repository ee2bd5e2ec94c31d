-- What a person is told of their week: who is mentioned in a comment, and the weekly letter.

CREATE TABLE text_mention (                 -- whether they may read it is asked anew each time that they would be told
  free_text_id INTEGER NOT NULL REFERENCES free_text(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  mentioned_at TEXT NOT NULL,
  PRIMARY KEY (free_text_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_mention_by_person ON text_mention(person_id, mentioned_at);

CREATE TABLE digest_refusal (               -- who wants no weekly letter
  person_id INTEGER PRIMARY KEY REFERENCES person(id)
) STRICT;

CREATE TABLE digest (                       -- who has had which: once a person and time
  person_id INTEGER NOT NULL REFERENCES person(id),
  due_at TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  PRIMARY KEY (person_id, due_at)
) STRICT, WITHOUT ROWID;
