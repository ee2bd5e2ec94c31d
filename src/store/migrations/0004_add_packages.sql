-- Change packages: what a locality publishes so that others can do it, and who took it on.
--
-- A package has numbered versions; one that was published never changes again, and the next is a draft until it is. What is
-- adopted is a version. Components and measures keep their `slot` from version to version, so that what an adopter did with
-- one is still known when the wording of it changes.

CREATE TABLE package (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  project_id INTEGER REFERENCES project(id),       -- that it comes from; NULL: described from published sources
  parent_adoption_id INTEGER REFERENCES adoption(id),  -- of an adapted package: the adoption that it grew from
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')) DEFAULT 'draft',
  shown_version_id INTEGER REFERENCES package_version(id),  -- the latest published one; before that, the draft
  illustrative INTEGER NOT NULL DEFAULT 0,         -- on its own; an illustrative organisation's project makes it so too
  withdrawn_at TEXT,
  withdrawn_by INTEGER REFERENCES person(id),
  withdrawn_reason TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  deleted_at TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX package_by_place ON package(place_id) WHERE deleted_at IS NULL;
CREATE INDEX package_by_project ON package(project_id) WHERE project_id IS NOT NULL;
CREATE INDEX package_by_parent ON package(parent_adoption_id) WHERE parent_adoption_id IS NOT NULL;

CREATE TABLE package_version (
  id INTEGER PRIMARY KEY,
  package_id INTEGER NOT NULL REFERENCES package(id),
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  aim TEXT NOT NULL DEFAULT '',                    -- that an adopter's project begins with
  context TEXT NOT NULL DEFAULT '',                -- in which it worked
  contact TEXT NOT NULL DEFAULT '',                -- a role, not a name
  objective_id INTEGER REFERENCES objective(id),
  standard TEXT NOT NULL DEFAULT '',               -- that it follows, in words
  audience TEXT CHECK (audience IN ('network', 'system', 'public')),  -- NULL while it is a draft
  what_changed TEXT NOT NULL DEFAULT '',           -- since the version before
  published_at TEXT,
  published_by INTEGER REFERENCES person(id),
  UNIQUE (package_id, number)
) STRICT;
CREATE INDEX package_version_by_objective ON package_version(objective_id) WHERE objective_id IS NOT NULL;

CREATE TABLE package_component (
  package_version_id INTEGER NOT NULL REFERENCES package_version(id),
  slot INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('core', 'periphery')),
  name TEXT NOT NULL,
  why TEXT NOT NULL DEFAULT '',                    -- why it must stay as it is, or why it may be adapted
  PRIMARY KEY (package_version_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_measure (                     -- what an adopter measures with, as it was when the version was written
  package_version_id INTEGER NOT NULL REFERENCES package_version(id),
  slot INTEGER NOT NULL,
  measure_id INTEGER REFERENCES measure(id),       -- of the publisher's project: its chart is the result; NULL: a template only
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('outcome', 'process', 'balancing')),
  experience INTEGER NOT NULL DEFAULT 0,
  definition TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  quantity TEXT NOT NULL CHECK (quantity IN ('number', 'proportion', 'rate')),
  scale REAL NOT NULL DEFAULT 1,
  direction TEXT NOT NULL CHECK (direction IN ('up', 'down', 'neither')),
  interval TEXT NOT NULL CHECK (interval IN ('day', 'week', 'month', 'quarter', 'year', 'irregular')),
  PRIMARY KEY (package_version_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX package_measure_by_measure ON package_measure(measure_id);

CREATE TABLE package_fact (                        -- a published fact and its source; facts of one topic may contradict
  package_version_id INTEGER NOT NULL REFERENCES package_version(id),
  position INTEGER NOT NULL,
  topic TEXT NOT NULL,
  figure TEXT NOT NULL,
  says TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  PRIMARY KEY (package_version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE adoption (                            -- a place takes a package; the project that it got by it
  id INTEGER PRIMARY KEY,
  package_id INTEGER NOT NULL REFERENCES package(id),
  package_version_id INTEGER NOT NULL REFERENCES package_version(id),
  project_id INTEGER NOT NULL UNIQUE REFERENCES project(id),
  place_id INTEGER NOT NULL REFERENCES place(id),
  adopted_on TEXT NOT NULL,
  adopted_at TEXT NOT NULL,
  adopted_by INTEGER NOT NULL REFERENCES person(id),
  dedicated_spanner INTEGER,                       -- the conditions, recorded before results; NULL: not said
  spanner_days REAL,                               -- a week
  support TEXT NOT NULL DEFAULT '',
  starting_level TEXT NOT NULL DEFAULT '',
  local_presence TEXT NOT NULL DEFAULT '',
  partners TEXT NOT NULL DEFAULT '',
  concurrent_changes TEXT NOT NULL DEFAULT '',
  conditions_at TEXT,
  conditions_by INTEGER REFERENCES person(id),
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX adoption_by_package ON adoption(package_id, adopted_on);
CREATE INDEX adoption_by_place ON adoption(place_id);

CREATE TABLE adoption_measure (                    -- the adopter's own measure for a slot of the package
  adoption_id INTEGER NOT NULL REFERENCES adoption(id),
  slot INTEGER NOT NULL,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  PRIMARY KEY (adoption_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX adoption_measure_by_measure ON adoption_measure(measure_id);

CREATE TABLE adoption_component (                  -- what was kept, adapted and dropped; after FRAME (2019)
  adoption_id INTEGER NOT NULL REFERENCES adoption(id),
  slot INTEGER NOT NULL,
  fate TEXT NOT NULL CHECK (fate IN ('kept', 'adapted', 'dropped')),
  modified TEXT CHECK (modified IN ('content', 'context', 'training_and_evaluation', 'implementation')),
  nature TEXT CHECK (nature IN ('tailored', 'added', 'removed', 'condensed', 'extended', 'substituted', 'reordered', 'spread_out',
    'joined_with_another', 'repeated', 'loosened')),
  planned INTEGER,
  fidelity TEXT CHECK (fidelity IN ('consistent', 'inconsistent', 'unknown')),
  goal TEXT CHECK (goal IN ('reach', 'retention', 'feasibility', 'fit', 'culture', 'effectiveness', 'cost', 'satisfaction')),
  reason TEXT NOT NULL DEFAULT '',
  decided_by INTEGER NOT NULL REFERENCES person(id),
  decided_at TEXT NOT NULL,
  PRIMARY KEY (adoption_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_proposal (                    -- an adopter's change, offered back to who published the package
  id INTEGER PRIMARY KEY,
  package_id INTEGER NOT NULL REFERENCES package(id),
  adoption_id INTEGER NOT NULL REFERENCES adoption(id),
  slot INTEGER,                                    -- of the component that it would change; NULL: a new one
  part TEXT NOT NULL CHECK (part IN ('core', 'periphery')),
  name TEXT NOT NULL,
  why TEXT NOT NULL,
  reason TEXT NOT NULL,                            -- what happened there, for which it is proposed
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'declined')) DEFAULT 'open',
  answer TEXT NOT NULL DEFAULT '',
  answered_by INTEGER REFERENCES person(id),
  answered_at TEXT,
  taken_into INTEGER,                              -- the number of the version
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX package_proposal_by_package ON package_proposal(package_id);
CREATE INDEX package_proposal_by_adoption ON package_proposal(adoption_id);
