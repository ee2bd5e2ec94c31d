-- A team that was dissolved: when, by whom, which team follows it, and the projects that moved there with it.

ALTER TABLE team ADD COLUMN dissolved_on TEXT;
ALTER TABLE team ADD COLUMN dissolved_by INTEGER REFERENCES person(id);
ALTER TABLE team ADD COLUMN successor_id INTEGER REFERENCES team(id);

CREATE TABLE team_move (                    -- to take it back by
  team_id INTEGER NOT NULL REFERENCES team(id),
  project_id INTEGER NOT NULL REFERENCES project(id),
  PRIMARY KEY (team_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_move_by_project ON team_move(project_id);
