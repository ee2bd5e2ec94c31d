-- What became of a component is said of a version: in a later one other words may stand in its place.
ALTER TABLE adoption_component ADD COLUMN said_of_id INTEGER REFERENCES package_version(id);
UPDATE adoption_component SET said_of_id = (SELECT a.package_version_id FROM adoption a WHERE a.id = adoption_id);
