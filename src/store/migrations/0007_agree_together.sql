-- Standards, levers and issues between places. First, standards: what is agreed once and the same everywhere, with the amendments that made its versions.

CREATE TABLE standard (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  rule TEXT NOT NULL,                       -- the first version's wording; later ones are accepted amendments
  fixed TEXT NOT NULL DEFAULT '',
  yours TEXT NOT NULL DEFAULT '',
  why_here TEXT NOT NULL DEFAULT '',
  from_on TEXT NOT NULL,
  from_year_only INTEGER NOT NULL DEFAULT 0,  -- of what is long past often only the year is known
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX standard_by_place ON standard(place_id);

CREATE TABLE amendment (
  id INTEGER PRIMARY KEY,
  standard_id INTEGER NOT NULL REFERENCES standard(id),
  name TEXT NOT NULL,
  why TEXT NOT NULL DEFAULT '',
  place_id INTEGER REFERENCES place(id),    -- who proposes it
  grouping_id INTEGER REFERENCES grouping(id),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn')) DEFAULT 'open',
  from_on TEXT,                             -- of an accepted one: when it comes into force
  from_year_only INTEGER NOT NULL DEFAULT 0,
  becomes INTEGER,                          -- the number of the version that it made
  reason TEXT NOT NULL DEFAULT '',
  decided_by INTEGER REFERENCES person(id),
  decided_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((place_id IS NULL) <> (grouping_id IS NULL)),
  CHECK ((state = 'accepted') = (becomes IS NOT NULL)),
  CHECK ((state = 'accepted') = (from_on IS NOT NULL))
) STRICT;
CREATE INDEX amendment_by_standard ON amendment(standard_id);
CREATE UNIQUE INDEX amendment_by_becomes ON amendment(standard_id, becomes) WHERE becomes IS NOT NULL;

CREATE TABLE amendment_evidence (
  amendment_id INTEGER NOT NULL REFERENCES amendment(id),
  position INTEGER NOT NULL,
  says TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  link TEXT NOT NULL DEFAULT '',
  measure_id INTEGER REFERENCES measure(id),  -- a published one
  PRIMARY KEY (amendment_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment_statement (          -- each wording that it had; the greatest number is what stands
  amendment_id INTEGER NOT NULL REFERENCES amendment(id),
  number INTEGER NOT NULL,
  base INTEGER NOT NULL,                    -- the version that it would change
  rule TEXT NOT NULL,
  fixed TEXT NOT NULL DEFAULT '',
  yours TEXT NOT NULL DEFAULT '',
  why_here TEXT NOT NULL DEFAULT '',
  stated_by INTEGER NOT NULL REFERENCES person(id),
  stated_at TEXT NOT NULL,
  PRIMARY KEY (amendment_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment_position (           -- a party endorses or objects; its latest stands
  id INTEGER PRIMARY KEY,
  amendment_id INTEGER NOT NULL REFERENCES amendment(id),
  statement INTEGER NOT NULL,               -- of which wording it was said
  place_id INTEGER REFERENCES place(id),
  grouping_id INTEGER REFERENCES grouping(id),
  stance TEXT NOT NULL CHECK (stance IN ('endorses', 'objects')),
  reason TEXT NOT NULL DEFAULT '',
  said_by INTEGER NOT NULL REFERENCES person(id),
  said_at TEXT NOT NULL,
  withdrawn_at TEXT,
  CHECK ((place_id IS NULL) <> (grouping_id IS NULL))
) STRICT;
CREATE INDEX amendment_position_by_amendment ON amendment_position(amendment_id);

CREATE TABLE objective_standard (
  objective_id INTEGER NOT NULL REFERENCES objective(id),
  standard_id INTEGER NOT NULL REFERENCES standard(id),
  referred_by INTEGER NOT NULL REFERENCES person(id),
  referred_at TEXT NOT NULL,
  PRIMARY KEY (objective_id, standard_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX objective_standard_by_standard ON objective_standard(standard_id);

CREATE TABLE project_standard (
  project_id INTEGER NOT NULL REFERENCES project(id),
  standard_id INTEGER NOT NULL REFERENCES standard(id),
  referred_by INTEGER NOT NULL REFERENCES person(id),
  referred_at TEXT NOT NULL,
  PRIMARY KEY (project_id, standard_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_standard_by_standard ON project_standard(standard_id);

-- Names in the index. The first seven kinds fill what 8 · id + kind can say; the kinds from 8 on have −(64 · id + kind).
CREATE TRIGGER standard_named AFTER INSERT ON standard BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 8), new.name);
END;
CREATE TRIGGER standard_renamed AFTER UPDATE OF name, deleted_at ON standard WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 8);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 8), new.name WHERE new.deleted_at IS NULL;
END;

-- Levers, what was invested, and the returns that are asked of teams.

CREATE TABLE lever (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  kind TEXT NOT NULL CHECK (kind IN ('financial', 'regulatory', 'workforce')),
  level TEXT NOT NULL CHECK (level IN ('national', 'system', 'locality', 'organisation')),
  name TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  holder_place_id INTEGER REFERENCES place(id),
  holder_organisation_id INTEGER REFERENCES organisation(id),
  holder_grouping_id INTEGER REFERENCES grouping(id),
  from_on TEXT,
  to_on TEXT,
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((holder_place_id IS NOT NULL) + (holder_organisation_id IS NOT NULL) + (holder_grouping_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX lever_by_place ON lever(place_id);

CREATE TABLE lever_objective (
  lever_id INTEGER NOT NULL REFERENCES lever(id),
  objective_id INTEGER NOT NULL REFERENCES objective(id),
  effect TEXT NOT NULL CHECK (effect IN ('supports', 'opposes')),
  why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (lever_id, objective_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lever_objective_by_objective ON lever_objective(objective_id);

CREATE TABLE investment (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  objective_id INTEGER REFERENCES objective(id),
  pounds REAL,                              -- the whole, where it is known
  from_on TEXT,
  to_on TEXT,
  pooled INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX investment_by_place ON investment(place_id);
CREATE INDEX investment_by_objective ON investment(objective_id);

CREATE TABLE investment_contribution (
  investment_id INTEGER NOT NULL REFERENCES investment(id),
  position INTEGER NOT NULL,
  place_id INTEGER REFERENCES place(id),
  organisation_id INTEGER REFERENCES organisation(id),
  grouping_id INTEGER REFERENCES grouping(id),
  pounds REAL,
  PRIMARY KEY (investment_id, position),
  CHECK ((place_id IS NOT NULL) + (organisation_id IS NOT NULL) + (grouping_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE return_request (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  asker_place_id INTEGER REFERENCES place(id),
  asker_organisation_id INTEGER REFERENCES organisation(id),
  asker_grouping_id INTEGER REFERENCES grouping(id),
  asked_of TEXT NOT NULL DEFAULT '',
  times_a_year REAL NOT NULL,
  teams_asked INTEGER,
  source TEXT NOT NULL DEFAULT '',
  illustrative INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((asker_place_id IS NOT NULL) + (asker_organisation_id IS NOT NULL) + (asker_grouping_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX return_request_by_place ON return_request(place_id);

CREATE TABLE return_hours (                 -- what a team says that it takes it, each time
  return_id INTEGER NOT NULL REFERENCES return_request(id),
  team_id INTEGER NOT NULL REFERENCES team(id),
  hours REAL NOT NULL,
  said_by INTEGER NOT NULL REFERENCES person(id),
  said_at TEXT NOT NULL,
  PRIMARY KEY (return_id, team_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lever_named AFTER INSERT ON lever BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 9), new.name);
END;
CREATE TRIGGER lever_renamed AFTER UPDATE OF name, deleted_at ON lever WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 9);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 9), new.name WHERE new.deleted_at IS NULL;
END;

-- Issues between places: who is part of them, what each says, what they agree and do.

CREATE TABLE interdependency (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),  -- that raised it
  name TEXT NOT NULL,
  objective_id INTEGER REFERENCES objective(id),
  illustrative INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('open', 'escalated', 'acting', 'resolved')) DEFAULT 'open',
  raised_by INTEGER NOT NULL REFERENCES person(id),
  raised_at TEXT NOT NULL,
  moved_at TEXT NOT NULL,                   -- the last time anybody did anything about it
  escalated_to_place_id INTEGER REFERENCES place(id),
  escalated_to_grouping_id INTEGER REFERENCES grouping(id),
  escalation TEXT NOT NULL DEFAULT '',
  escalated_by INTEGER REFERENCES interdependency_party(id),
  escalated_at TEXT,
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX interdependency_by_place ON interdependency(place_id);

CREATE TABLE interdependency_party (
  id INTEGER PRIMARY KEY,
  interdependency_id INTEGER NOT NULL REFERENCES interdependency(id),
  place_id INTEGER REFERENCES place(id),
  organisation_id INTEGER REFERENCES organisation(id),
  grouping_id INTEGER REFERENCES grouping(id),
  raised INTEGER NOT NULL DEFAULT 0,
  since TEXT NOT NULL,
  CHECK ((place_id IS NOT NULL) + (organisation_id IS NOT NULL) + (grouping_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX interdependency_party_by_issue ON interdependency_party(interdependency_id);
CREATE INDEX interdependency_party_by_place ON interdependency_party(place_id);
CREATE INDEX interdependency_party_by_organisation ON interdependency_party(organisation_id);
CREATE INDEX interdependency_party_by_grouping ON interdependency_party(grouping_id);

CREATE TABLE interdependency_view (         -- read by anyone signed in but regulators
  id INTEGER PRIMARY KEY,
  interdependency_id INTEGER NOT NULL REFERENCES interdependency(id),
  party_id INTEGER NOT NULL REFERENCES interdependency_party(id),
  author_id INTEGER NOT NULL REFERENCES person(id),
  body TEXT NOT NULL,
  written_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX interdependency_view_by_issue ON interdependency_view(interdependency_id);

CREATE TABLE interdependency_proposal (
  id INTEGER PRIMARY KEY,
  interdependency_id INTEGER NOT NULL REFERENCES interdependency(id),
  kind TEXT NOT NULL CHECK (kind IN ('resolution', 'action')),
  words TEXT NOT NULL,
  party_id INTEGER NOT NULL REFERENCES interdependency_party(id),
  proposed_by INTEGER NOT NULL REFERENCES person(id),
  proposed_at TEXT NOT NULL,
  withdrawn_at TEXT,
  held_since TEXT                           -- when the last party agreed
) STRICT;
CREATE INDEX interdependency_proposal_by_issue ON interdependency_proposal(interdependency_id);

CREATE TABLE interdependency_agreement (
  proposal_id INTEGER NOT NULL REFERENCES interdependency_proposal(id),
  party_id INTEGER NOT NULL REFERENCES interdependency_party(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  agreed_at TEXT NOT NULL,                  -- each who agreed for it: so that nobody agrees for another too
  PRIMARY KEY (proposal_id, party_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE interdependency_action (
  id INTEGER PRIMARY KEY,
  interdependency_id INTEGER NOT NULL REFERENCES interdependency(id),
  proposal_id INTEGER NOT NULL REFERENCES interdependency_proposal(id),
  what TEXT NOT NULL,
  party_id INTEGER NOT NULL REFERENCES interdependency_party(id),
  owner TEXT NOT NULL DEFAULT '',           -- a role
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')) DEFAULT 'open',
  outcome TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX interdependency_action_by_issue ON interdependency_action(interdependency_id);

CREATE TRIGGER interdependency_named AFTER INSERT ON interdependency BEGIN
  INSERT INTO search_name (rowid, name) VALUES (-(64 * new.id + 10), new.name);
END;
CREATE TRIGGER interdependency_renamed AFTER UPDATE OF name, deleted_at ON interdependency WHEN new.name IS NOT old.name OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL) BEGIN
  DELETE FROM search_name WHERE rowid = -(64 * new.id + 10);
  INSERT INTO search_name (rowid, name) SELECT -(64 * new.id + 10), new.name WHERE new.deleted_at IS NULL;
END;
