-- Flow models of a place: versions that never change, each with the tables that it reads; lineage; runs and what came of them.
-- None of these hold anything about a person: a table of people who came is refused (services/flow_models).
CREATE TABLE flow_model (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place(id),
  name TEXT NOT NULL,
  title TEXT NOT NULL,                      -- of the newest version
  shipped TEXT NOT NULL DEFAULT '',         -- the program's own model that it was taken from
  origin_id INTEGER REFERENCES flow_model(id),
  origin_version INTEGER,
  latest INTEGER NOT NULL DEFAULT 1,
  CHECK ((origin_id IS NULL) = (origin_version IS NULL)),
  UNIQUE (place_id, name)
) STRICT;
CREATE INDEX flow_model_by_origin ON flow_model(origin_id);

CREATE TABLE flow_model_version (
  flow_model_id INTEGER NOT NULL REFERENCES flow_model(id),
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,                       -- TOML
  hash TEXT NOT NULL,                       -- of body and tables, as the command line says it
  note TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  PRIMARY KEY (flow_model_id, number)
) STRICT;

CREATE TABLE flow_model_table (
  flow_model_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,                       -- CSV
  PRIMARY KEY (flow_model_id, number, name),
  FOREIGN KEY (flow_model_id, number) REFERENCES flow_model_version(flow_model_id, number)
) STRICT;

CREATE TABLE flow_run (
  id INTEGER PRIMARY KEY,
  job_id INTEGER REFERENCES job(id),
  flow_model_id INTEGER NOT NULL,
  number INTEGER NOT NULL,                  -- the version that is run
  question TEXT NOT NULL,                   -- JSON
  result TEXT,                              -- JSON; NULL until it has ended
  hash TEXT NOT NULL DEFAULT '',            -- of the result
  stopped INTEGER NOT NULL DEFAULT 0,
  made_by INTEGER NOT NULL REFERENCES person(id),
  made_at TEXT NOT NULL,
  ended_at TEXT,
  FOREIGN KEY (flow_model_id, number) REFERENCES flow_model_version(flow_model_id, number)
) STRICT;
CREATE INDEX flow_run_by_person ON flow_run(made_by, flow_model_id);

CREATE TABLE flow_run_replication (         -- that are done, so that a run goes on after a restart
  run_id INTEGER NOT NULL REFERENCES flow_run(id),
  scenario INTEGER NOT NULL,                -- which of the question's
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,                      -- exchange/flow/replication_bytes.hpp
  PRIMARY KEY (run_id, scenario, number)
) STRICT;

-- Where a prediction came from a run: all that repeats it, and what the run said.
CREATE TABLE prediction_run (
  prediction_id INTEGER PRIMARY KEY REFERENCES prediction(id),
  flow_model_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  model_title TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  question TEXT NOT NULL,                   -- JSON, of the whole run
  scenario INTEGER NOT NULL,                -- which of the question's
  scenario_title TEXT NOT NULL,
  measure TEXT NOT NULL,                    -- of the model
  measure_title TEXT NOT NULL,
  times REAL NOT NULL,                      -- from the model's unit to that of the measure predicted
  result_hash TEXT NOT NULL,
  program TEXT NOT NULL,                    -- the version of the program that ran it
  FOREIGN KEY (flow_model_id, number) REFERENCES flow_model_version(flow_model_id, number)
) STRICT;
CREATE TABLE prediction_run_row (           -- what the run said, before anybody changed it
  prediction_id INTEGER NOT NULL REFERENCES prediction_run(prediction_id),
  position INTEGER NOT NULL,
  from_on TEXT,
  on_date TEXT NOT NULL,
  median REAL NOT NULL,
  low50 REAL NOT NULL,
  high50 REAL NOT NULL,
  low90 REAL NOT NULL,
  high90 REAL NOT NULL,
  PRIMARY KEY (prediction_id, position)
) STRICT, WITHOUT ROWID;
