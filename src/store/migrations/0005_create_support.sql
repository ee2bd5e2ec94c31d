-- Support sessions, thresholds of programmes, reviews and review days.

-- Texts may stand in sessions and reviews. A CHECK alone changes, which leaves what is stored as it is; so it is rewritten where
-- it stands, as SQLite's documentation of ALTER TABLE shows, and whatever else the table has become stays.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'thing IN (''project'',', 'thing IN (''session'', ''review'', ''project'',')
  WHERE type = 'table' AND name = 'free_text';
PRAGMA writable_schema = RESET;

CREATE TABLE support_session (              -- mentoring or training given to a project; its words are free texts
  id INTEGER PRIMARY KEY,
  occasion_id INTEGER REFERENCES support_session(id),  -- of a training of several projects: the first of its sessions
  project_id INTEGER NOT NULL REFERENCES project(id),
  kind TEXT NOT NULL CHECK (kind IN ('mentoring', 'training')),
  held_on TEXT NOT NULL,
  topic TEXT NOT NULL DEFAULT '',           -- of a training
  see_on TEXT,                              -- when the next step's result can be seen
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX support_session_by_project ON support_session(project_id, held_on);

CREATE TABLE support_session_person (       -- who of the team, its partners and its mentor took part
  session_id INTEGER NOT NULL REFERENCES support_session(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY (session_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX support_session_person_by_person ON support_session_person(person_id);

CREATE TABLE programme_threshold (          -- when its projects may need their mentor; the greatest version is what stands
  programme_id INTEGER NOT NULL REFERENCES programme(id),
  version INTEGER NOT NULL,
  intervals INTEGER NOT NULL,
  quiet_days INTEGER NOT NULL,
  review_days INTEGER NOT NULL,
  reason TEXT NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id),
  set_at TEXT NOT NULL,
  PRIMARY KEY (programme_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_day (                   -- a day on which a programme's projects present to executives
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES programme(id),
  on_date TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX review_day_by_programme ON review_day(programme_id);

CREATE TABLE review (                       -- one review of a project, ahead until it has a record that isn't withdrawn
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  review_day_id INTEGER REFERENCES review_day(id),
  version INTEGER NOT NULL DEFAULT 0,       -- of its record; 0: none yet
  withdrawn_at TEXT
) STRICT;
CREATE INDEX review_by_project ON review(project_id);
CREATE INDEX review_by_day ON review(review_day_id) WHERE review_day_id IS NOT NULL;

CREATE TABLE review_record (                -- what was recorded; the greatest version is what stands
  review_id INTEGER NOT NULL REFERENCES review(id),
  version INTEGER NOT NULL,
  held_on TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('continue', 'adapt', 'spread', 'finish', 'stop')),
  reason TEXT NOT NULL DEFAULT '',
  attended TEXT NOT NULL DEFAULT '',        -- one a line
  recorded_by INTEGER NOT NULL REFERENCES person(id),
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (review_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_help (                  -- who does what by when, and what has come of it
  id INTEGER PRIMARY KEY,
  review_id INTEGER NOT NULL REFERENCES review(id),
  from_version INTEGER NOT NULL,            -- of the record: it stands from that version on,
  until_version INTEGER,                    -- and no longer from this one on
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  by_on TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'given', 'not_given')) DEFAULT 'waiting',
  outcome_by INTEGER REFERENCES person(id),
  outcome_at TEXT
) STRICT;
CREATE INDEX review_help_by_review ON review_help(review_id);
