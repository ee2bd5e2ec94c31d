-- A return may be asked of the teams of some organisations alone; without any it is asked of every team of its place, as before.
CREATE TABLE return_organisation (
  return_id INTEGER NOT NULL REFERENCES return_request(id),
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  PRIMARY KEY (return_id, organisation_id)
) STRICT, WITHOUT ROWID;
