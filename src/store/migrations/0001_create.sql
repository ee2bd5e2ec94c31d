-- The place, its direction, its work and its measures.
--
-- Conventions: instants are UTC text (2026-03-31T09:15:00.000Z), calendar dates are Europe/London text (2026-03-31),
-- words are the domain's own (src/domain). `version` counts edits and is what If-Match compares. `deleted_at` hides a
-- row and can be taken back; nothing that a person wrote is ever removed. Observations and answers only grow.

-- People and who they are to what ------------------------------------------------------------------------------------

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,                       -- in the demonstration a role: "Stroke ward lead"
  password_hash TEXT,                       -- Argon2id; NULL means the person can't sign in
  demonstration INTEGER NOT NULL DEFAULT 0, -- has a published password: the server refuses it beyond loopback
  disabled_at TEXT,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,              -- BLAKE2b of the cookie's token: the database can't be used to sign in
  person_id INTEGER NOT NULL REFERENCES person(id),
  csrf TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session(person_id);

CREATE TABLE sign_in_failure (              -- throttling: failures a name or an address had in its window
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  window_began_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The place: not a tree ----------------------------------------------------------------------------------------------

CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('system', 'locality')),
  name TEXT NOT NULL,
  system_id INTEGER REFERENCES place(id),   -- of a locality
  about TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((kind = 'locality') = (system_id IS NOT NULL))
) STRICT;

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('nhs', 'council', 'primary_care', 'voluntary', 'university', 'industry')),
  name TEXT NOT NULL,
  illustrative INTEGER NOT NULL DEFAULT 0,  -- plainly fictitious: carries what is made up for the demonstration
  opened_on TEXT,
  closed_on TEXT,
  source TEXT NOT NULL DEFAULT '',          -- where the published facts about it come from
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE organisation_place (           -- an organisation serves one place or several, from when until when
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  place_id INTEGER NOT NULL REFERENCES place(id),
  from_on TEXT,
  to_on TEXT,
  PRIMARY KEY (organisation_id, place_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_place_by_place ON organisation_place(place_id);

CREATE TABLE organisation_successor (
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  successor_id INTEGER NOT NULL REFERENCES organisation(id),
  on_date TEXT,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (organisation_id, successor_id),
  CHECK (organisation_id <> successor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE code (                         -- ODS, GSS or any other scheme; opaque text
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  place_id INTEGER REFERENCES place(id),
  organisation_id INTEGER REFERENCES organisation(id),
  PRIMARY KEY (scheme, value),
  CHECK ((place_id IS NULL) <> (organisation_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX code_by_place ON code(place_id);
CREATE INDEX code_by_organisation ON code(organisation_id);

CREATE TABLE team (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX team_by_organisation ON team(organisation_id);

CREATE TABLE grouping (                     -- a group of the domain; "group" is a word of SQL
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('clinical_network', 'alliance', 'programme', 'commissioner', 'steering_group')),
  name TEXT NOT NULL,
  place_id INTEGER NOT NULL REFERENCES place(id),
  about TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX grouping_by_place ON grouping(place_id);

CREATE TABLE grouping_member (              -- an organisation or a person, from when until when
  id INTEGER PRIMARY KEY,
  grouping_id INTEGER NOT NULL REFERENCES grouping(id),
  organisation_id INTEGER REFERENCES organisation(id),
  person_id INTEGER REFERENCES person(id),
  part TEXT NOT NULL DEFAULT '',            -- "chair", "lead provider"
  from_on TEXT,
  to_on TEXT,
  CHECK ((organisation_id IS NULL) <> (person_id IS NULL))
) STRICT;
CREATE INDEX grouping_member_by_grouping ON grouping_member(grouping_id);
CREATE INDEX grouping_member_by_organisation ON grouping_member(organisation_id);
CREATE INDEX grouping_member_by_person ON grouping_member(person_id);

-- Direction ----------------------------------------------------------------------------------------------------------

CREATE TABLE objective (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  parent_id INTEGER REFERENCES objective(id),  -- the objective it serves
  name TEXT NOT NULL,
  dimension TEXT NOT NULL CHECK (dimension IN ('health', 'care', 'resources')),
  aim_measure TEXT NOT NULL,                -- what is measured, in words; measure_id where its data are here
  measure_id INTEGER REFERENCES measure(id),
  unit TEXT NOT NULL DEFAULT '',
  from_value REAL,
  from_on TEXT,
  to_value REAL,
  by_on TEXT,
  fixed TEXT NOT NULL DEFAULT '',           -- what is the same for everyone
  yours TEXT NOT NULL DEFAULT '',           -- what a team decides without asking
  why_here TEXT NOT NULL DEFAULT '',        -- why it is agreed at this level
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by INTEGER REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX objective_by_place ON objective(place_id) WHERE deleted_at IS NULL;
CREATE INDEX objective_by_parent ON objective(parent_id) WHERE deleted_at IS NULL;

-- Projects and programmes --------------------------------------------------------------------------------------------

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  team_id INTEGER NOT NULL REFERENCES team(id),
  place_id INTEGER NOT NULL REFERENCES place(id),
  aim TEXT NOT NULL,                        -- in the team's words; the rest is the same in numbers, once it can be
  aim_measure TEXT NOT NULL DEFAULT '',
  aim_measure_id INTEGER REFERENCES measure(id),
  aim_unit TEXT NOT NULL DEFAULT '',
  aim_from REAL,
  aim_from_on TEXT,
  aim_to REAL,
  aim_by TEXT,
  origin TEXT NOT NULL CHECK (origin IN ('own_idea', 'prioritised', 'both')),
  origin_agreed_by INTEGER REFERENCES person(id),  -- of 'both': who, from the place, agreed that they join; NULL: not yet
  origin_agreed_on TEXT,
  serves_none INTEGER NOT NULL DEFAULT 0,   -- openly: asked which objective it serves, and answered "none"
  what_matters TEXT NOT NULL DEFAULT '',    -- to the people who use the service
  taking_part TEXT NOT NULL DEFAULT '',     -- which of them take part, and how
  state TEXT NOT NULL CHECK (state IN ('active', 'finished', 'stopped')) DEFAULT 'active',
  ended_on TEXT,
  owner_after TEXT NOT NULL DEFAULT '',     -- of a finished change: the role that owns it from now on
  review_on TEXT,
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX project_by_place ON project(place_id, deleted_at, state);  -- covers the counts of a list
CREATE INDEX project_by_team ON project(team_id) WHERE deleted_at IS NULL;

CREATE TABLE project_objective (
  project_id INTEGER NOT NULL REFERENCES project(id),
  objective_id INTEGER NOT NULL REFERENCES objective(id),
  claimed_by INTEGER NOT NULL REFERENCES person(id),
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (project_id, objective_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_objective_by_objective ON project_objective(objective_id);

CREATE TABLE role_grant (                   -- who is what, to which place or project, from when until when
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  role TEXT NOT NULL CHECK (role IN ('team_member', 'patient_partner', 'project_lead', 'mentor', 'locality_lead',
    'executive', 'system_lead', 'analyst', 'regulator', 'administrator')),
  place_id INTEGER REFERENCES place(id),
  project_id INTEGER REFERENCES project(id),
  granted_by INTEGER REFERENCES person(id), -- NULL: the machine's operator, on the command line
  granted_at TEXT NOT NULL,
  ended_at TEXT,
  CHECK ((place_id IS NULL) <> (project_id IS NULL))
) STRICT;
CREATE INDEX role_grant_by_person ON role_grant(person_id) WHERE ended_at IS NULL;
CREATE INDEX role_grant_by_project ON role_grant(project_id);
CREATE INDEX role_grant_by_place ON role_grant(place_id);

CREATE TABLE programme (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  place_id INTEGER NOT NULL REFERENCES place(id),
  steering_group_id INTEGER REFERENCES grouping(id),
  about TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by INTEGER REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX programme_by_place ON programme(place_id);

CREATE TABLE programme_initiative (         -- what the programme would like taken up
  id INTEGER PRIMARY KEY,
  programme_id INTEGER NOT NULL REFERENCES programme(id),
  name TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX programme_initiative_by_programme ON programme_initiative(programme_id);

CREATE TABLE programme_project (            -- the cohort; with the initiative taken up, if one was
  programme_id INTEGER NOT NULL REFERENCES programme(id),
  project_id INTEGER NOT NULL REFERENCES project(id),
  initiative_id INTEGER REFERENCES programme_initiative(id),
  joined_on TEXT NOT NULL,
  left_on TEXT,
  PRIMARY KEY (programme_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_project_by_project ON programme_project(project_id);

CREATE TABLE driver (                       -- aim → primary → secondary → change idea
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  parent_id INTEGER REFERENCES driver(id),  -- NULL: hangs from the aim
  kind TEXT NOT NULL CHECK (kind IN ('primary', 'secondary', 'change_idea')),
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX driver_by_project ON driver(project_id);

CREATE TABLE later_check (                  -- has a finished change held, after 6, 12 and 24 months
  project_id INTEGER NOT NULL REFERENCES project(id),
  finished_on TEXT NOT NULL,                -- of which finish: a reopened project can finish again
  months INTEGER NOT NULL CHECK (months IN (6, 12, 24)),
  due_on TEXT NOT NULL,
  result TEXT CHECK (result IN ('held', 'slipped', 'not_measured')),
  recorded_by INTEGER REFERENCES person(id),
  recorded_at TEXT,
  PRIMARY KEY (project_id, finished_on, months)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_answer (                  -- what the team says to a question of the progress scale
  project_id INTEGER NOT NULL REFERENCES project(id),
  question TEXT NOT NULL,                   -- its code in domain/progress
  yes INTEGER NOT NULL,
  answered_by INTEGER NOT NULL REFERENCES person(id),
  answered_at TEXT NOT NULL,
  PRIMARY KEY (project_id, question)
) STRICT, WITHOUT ROWID;

-- How often anything changed that a place's direction is drawn from: who holds that picture sees at a glance if it is old.
CREATE TABLE direction_stamp (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  changes INTEGER NOT NULL
) STRICT;
INSERT INTO direction_stamp (only, changes) VALUES (1, 0);
CREATE TRIGGER objective_insert_stamps AFTER INSERT ON objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER objective_update_stamps AFTER UPDATE ON objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER objective_delete_stamps AFTER DELETE ON objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_insert_stamps AFTER INSERT ON project BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_update_stamps AFTER UPDATE ON project BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_delete_stamps AFTER DELETE ON project BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_objective_insert_stamps AFTER INSERT ON project_objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_objective_update_stamps AFTER UPDATE ON project_objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER project_objective_delete_stamps AFTER DELETE ON project_objective BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER place_insert_stamps AFTER INSERT ON place BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER place_update_stamps AFTER UPDATE ON place BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER place_delete_stamps AFTER DELETE ON place BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER team_insert_stamps AFTER INSERT ON team BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER team_update_stamps AFTER UPDATE ON team BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER team_delete_stamps AFTER DELETE ON team BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER organisation_insert_stamps AFTER INSERT ON organisation BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER organisation_update_stamps AFTER UPDATE ON organisation BEGIN UPDATE direction_stamp SET changes = changes + 1; END;
CREATE TRIGGER organisation_delete_stamps AFTER DELETE ON organisation BEGIN UPDATE direction_stamp SET changes = changes + 1; END;

-- Free texts ---------------------------------------------------------------------------------------------------------

CREATE TABLE free_text (                    -- every narrative, with its audience; the same rules for each kind of thing
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),  -- whose team "indoors" is
  thing TEXT NOT NULL CHECK (thing IN ('project', 'test', 'prediction', 'answer')),
  thing_id INTEGER NOT NULL,
  slot TEXT NOT NULL,                       -- 'question', 'what_happened', 'reasoning', 'learnt', 'comment', …
  body TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('indoors', 'network', 'system', 'public')) DEFAULT 'indoors',
  author_id INTEGER NOT NULL REFERENCES person(id),
  written_at TEXT NOT NULL,                 -- first written: who joined the team later doesn't read it
  edited_at TEXT,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX free_text_by_thing ON free_text(thing, thing_id);
CREATE INDEX free_text_by_project ON free_text(project_id);

CREATE TABLE free_text_revision (           -- what it said before: nothing typed is lost
  free_text_id INTEGER NOT NULL REFERENCES free_text(id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  audience TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  PRIMARY KEY (free_text_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE free_text_consent (            -- its author lets somebody who joined later read what was written before
  free_text_id INTEGER NOT NULL REFERENCES free_text(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  given_at TEXT NOT NULL,
  PRIMARY KEY (free_text_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE confidential_read (            -- who read what is confidential, once a person, thing and London day
  thing TEXT NOT NULL,
  thing_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  on_date TEXT NOT NULL,
  first_at TEXT NOT NULL,
  PRIMARY KEY (thing, thing_id, person_id, on_date)
) STRICT, WITHOUT ROWID;

-- Measures -----------------------------------------------------------------------------------------------------------

CREATE TABLE measure (
  id INTEGER PRIMARY KEY,
  place_id INTEGER REFERENCES place(id),    -- exactly one of place, project and person (a sandbox) owns it
  project_id INTEGER REFERENCES project(id),
  person_id INTEGER REFERENCES person(id),
  organisation_id INTEGER REFERENCES organisation(id),  -- whose figures they are, where it is about one
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('outcome', 'process', 'balancing')),
  experience INTEGER NOT NULL DEFAULT 0,    -- asks the people who use the service
  definition TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  quantity TEXT NOT NULL CHECK (quantity IN ('number', 'proportion', 'rate')) DEFAULT 'number',
  scale REAL NOT NULL DEFAULT 1,            -- value = scale · numerator / denominator: 100 for %, 1000 for "per 1,000"
  direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'neither')),
  interval TEXT NOT NULL CHECK (interval IN ('day', 'week', 'month', 'quarter', 'year', 'irregular')) DEFAULT 'month',
  chart TEXT NOT NULL DEFAULT 'xmr',
  profile TEXT NOT NULL DEFAULT 'mdc-2022',
  conflict TEXT NOT NULL CHECK (conflict IN ('improvement', 'concern')) DEFAULT 'concern',
  target REAL,
  baseline_until TEXT,
  series_key TEXT NOT NULL DEFAULT '',      -- what an import calls it, so that next month finds it again
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  published_at TEXT,
  published_by INTEGER REFERENCES person(id),
  import_id INTEGER REFERENCES import(id),  -- that made it
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((place_id IS NOT NULL) + (project_id IS NOT NULL) + (person_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX measure_by_place ON measure(place_id, series_key) WHERE place_id IS NOT NULL;
CREATE INDEX measure_by_project ON measure(project_id, series_key) WHERE project_id IS NOT NULL;
CREATE INDEX measure_by_person ON measure(person_id, series_key) WHERE person_id IS NOT NULL;
CREATE INDEX measure_by_import ON measure(import_id) WHERE import_id IS NOT NULL;

CREATE TABLE import_recipe (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  place_id INTEGER REFERENCES place(id),
  project_id INTEGER REFERENCES project(id),
  person_id INTEGER REFERENCES person(id),
  mapping TEXT NOT NULL,                    -- exchange/recipe as JSON
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((place_id IS NOT NULL) + (project_id IS NOT NULL) + (person_id IS NOT NULL) = 1)
) STRICT;

CREATE TABLE import (                       -- one act of putting observations in: typed, pasted or from a file
  id INTEGER PRIMARY KEY,
  way TEXT NOT NULL CHECK (way IN ('typed', 'pasted', 'file')),
  file_name TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL DEFAULT '',
  recipe_id INTEGER REFERENCES import_recipe(id),
  rows_read INTEGER NOT NULL DEFAULT 0,
  measures INTEGER NOT NULL DEFAULT 0,
  observations INTEGER NOT NULL DEFAULT 0,
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  voided_at TEXT,
  voided_by INTEGER REFERENCES person(id)
) STRICT;
CREATE INDEX import_by_person ON import(made_by);

-- The current value of a date is that of its latest import that isn't voided. Rows are never changed or removed.
CREATE TABLE observation (
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  on_date TEXT NOT NULL,
  import_id INTEGER NOT NULL REFERENCES import(id),  -- who and when; also the order of revisions
  value REAL,                               -- NULL: a gap (blank, suppressed, or withdrawn)
  numerator REAL,
  denominator REAL,
  note TEXT,                                -- why it is a gap, when it is
  PRIMARY KEY (measure_id, on_date, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX observation_by_import ON observation(import_id, measure_id);

CREATE TABLE ghost (                        -- a point shown but left out of limits and rules, with the reason
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  on_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX ghost_by_measure ON ghost(measure_id);

CREATE TABLE phase (                        -- limits are recalculated from here on, for a reason and a cause
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  starts_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  cause TEXT NOT NULL,                      -- the event that made the change, in words
  cause_test_id INTEGER REFERENCES test(id),-- or the test of change
  decided_by INTEGER NOT NULL REFERENCES person(id),
  decided_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX phase_by_measure ON phase(measure_id);

-- Tests of change ----------------------------------------------------------------------------------------------------

CREATE TABLE test (
  id INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  previous_id INTEGER REFERENCES test(id),  -- the ramp
  change_idea_id INTEGER REFERENCES driver(id),
  name TEXT NOT NULL,
  planned_from TEXT,
  planned_to TEXT,
  started_at TEXT,                          -- the instant at which its predictions locked
  started_on TEXT,                          -- the date from which it ran
  ended_on TEXT,
  decision TEXT CHECK (decision IN ('adopt', 'adapt', 'abandon')),
  decided_at TEXT,
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX test_by_project ON test(project_id);
CREATE INDEX test_by_previous ON test(previous_id);
CREATE INDEX test_by_change_idea ON test(change_idea_id);

CREATE TABLE prediction (
  id INTEGER PRIMARY KEY,
  test_id INTEGER NOT NULL REFERENCES test(id),
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  statistic TEXT NOT NULL CHECK (statistic IN ('value', 'mean')),
  source TEXT NOT NULL CHECK (source IN ('judgement', 'peers', 'flow_run')),
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  locked_at TEXT,
  locked_by_event TEXT CHECK (locked_by_event IN ('test_started', 'observation', 'after_data')),
  after_data INTEGER NOT NULL DEFAULT 0,    -- made after seeing the data
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX prediction_by_test ON prediction(test_id);
CREATE INDEX prediction_by_measure ON prediction(measure_id);

CREATE TABLE prediction_row (
  prediction_id INTEGER NOT NULL REFERENCES prediction(id),
  position INTEGER NOT NULL,
  from_on TEXT,                             -- of a mean: its period's first day
  on_date TEXT NOT NULL,                    -- the date of the value, or the period's last day
  median REAL NOT NULL,
  low50 REAL NOT NULL,
  high50 REAL NOT NULL,
  low90 REAL NOT NULL,
  high90 REAL NOT NULL,
  PRIMARY KEY (prediction_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (                       -- computed from the data; a new one when they are restated
  id INTEGER PRIMARY KEY,
  prediction_id INTEGER NOT NULL REFERENCES prediction(id),
  computed_at TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('as_expected', 'better', 'worse')),
  baseline_centre REAL,                     -- what "no change" would have been: limits of the points before the test
  baseline_lower REAL,
  baseline_upper REAL,
  baseline_points INTEGER,
  interval_score50 REAL NOT NULL,
  interval_score90 REAL NOT NULL,
  weighted_score REAL NOT NULL,
  no_change_score REAL,
  skill REAL,
  data_hash TEXT NOT NULL                   -- of what it rests on
) STRICT;
CREATE INDEX answer_by_prediction ON answer(prediction_id);

CREATE TABLE answer_row (                   -- one a row of the prediction
  answer_id INTEGER NOT NULL REFERENCES answer(id),
  position INTEGER NOT NULL,
  observed REAL NOT NULL,
  points INTEGER NOT NULL,
  missing INTEGER NOT NULL,                 -- points that were expected and never came
  verdict TEXT NOT NULL CHECK (verdict IN ('as_expected', 'better', 'worse')),
  hit50 INTEGER NOT NULL,
  hit90 INTEGER NOT NULL,
  direction_right INTEGER,
  interval_score50 REAL NOT NULL,
  interval_score90 REAL NOT NULL,
  weighted_score REAL NOT NULL,
  no_change_score REAL,
  PRIMARY KEY (answer_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgement (                    -- what a person says to an answer; the greatest version is what stands
  answer_id INTEGER NOT NULL REFERENCES answer(id),
  version INTEGER NOT NULL,
  as_expected INTEGER NOT NULL,
  anything_changed INTEGER NOT NULL,
  our_change TEXT NOT NULL CHECK (our_change IN ('yes', 'partly', 'no', 'cannot_tell')),
  judged_by INTEGER NOT NULL REFERENCES person(id),
  judged_at TEXT NOT NULL,
  PRIMARY KEY (answer_id, version)
) STRICT, WITHOUT ROWID;

-- The machine's own --------------------------------------------------------------------------------------------------

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress REAL NOT NULL DEFAULT 0,         -- 0 to 1
  message TEXT NOT NULL DEFAULT '',
  input TEXT NOT NULL,                      -- JSON
  output TEXT,                              -- JSON: a result, or a problem
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  began_at TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX job_waiting ON job(id) WHERE state IN ('waiting', 'running');

-- Search, over names only: free texts are never in an index. A row's number is 8 · its thing's id + the thing's kind
-- (store/name_index.cpp), so that what changes is found at once. Triggers keep it in the transaction that writes.
CREATE VIRTUAL TABLE search_name USING fts5(name, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE TRIGGER place_named AFTER INSERT ON place BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 1, new.name);
END;
CREATE TRIGGER place_renamed AFTER UPDATE OF name ON place WHEN new.name IS NOT old.name BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 1;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 1, new.name;
END;
CREATE TRIGGER organisation_named AFTER INSERT ON organisation BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 2, new.name);
END;
CREATE TRIGGER organisation_renamed AFTER UPDATE OF name, deleted_at ON organisation WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 2;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 2, new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER grouping_named AFTER INSERT ON grouping BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 3, new.name);
END;
CREATE TRIGGER grouping_renamed AFTER UPDATE OF name, deleted_at ON grouping WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 3;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 3, new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER objective_named AFTER INSERT ON objective BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 4, new.name);
END;
CREATE TRIGGER objective_renamed AFTER UPDATE OF name, deleted_at ON objective WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 4;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 4, new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER programme_named AFTER INSERT ON programme BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 5, new.name);
END;
CREATE TRIGGER programme_renamed AFTER UPDATE OF name, deleted_at ON programme WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 5;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 5, new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER project_named AFTER INSERT ON project BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 6, new.name);
END;
CREATE TRIGGER project_renamed AFTER UPDATE OF name, deleted_at ON project WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 6;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 6, new.name WHERE new.deleted_at IS NULL;
END;
CREATE TRIGGER measure_named AFTER INSERT ON measure BEGIN
  INSERT INTO search_name (rowid, name) VALUES (8 * new.id + 7, new.name);
END;
CREATE TRIGGER measure_renamed AFTER UPDATE OF name, deleted_at ON measure WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = 8 * new.id + 7;
  INSERT INTO search_name (rowid, name) SELECT 8 * new.id + 7, new.name WHERE new.deleted_at IS NULL;
END;
