-- A version of a package names the standards that it follows; before, it told of them in words, which stand beside.
CREATE TABLE package_standard (
  package_version_id INTEGER NOT NULL REFERENCES package_version(id),
  standard_id INTEGER NOT NULL REFERENCES standard(id),
  PRIMARY KEY (package_version_id, standard_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX package_standard_by_standard ON package_standard(standard_id);

-- A draft that was laid aside: its number is free for another (it keeps its own id, negative, in place of it), and it can come back.
ALTER TABLE package_version ADD COLUMN discarded_at TEXT;
