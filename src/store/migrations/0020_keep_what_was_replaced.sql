-- What an act replaced is kept for as long as the act can be taken back.

ALTER TABLE package_proposal ADD COLUMN given_slot INTEGER;  -- of the component that it became in the draft it was taken into
ALTER TABLE package_proposal ADD COLUMN replaced_part TEXT CHECK (replaced_part IN ('core', 'periphery'));  -- what stood there; absent: nothing
ALTER TABLE package_proposal ADD COLUMN replaced_name TEXT;
ALTER TABLE package_proposal ADD COLUMN replaced_why TEXT;

ALTER TABLE adoption ADD COLUMN version_before_id INTEGER REFERENCES package_version(id);  -- that it went on from, until that is taken back
