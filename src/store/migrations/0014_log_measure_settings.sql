-- What a measure said of itself before: who changed which setting, its owner or its publication, from what to what, and when.

CREATE TABLE measure_setting_change (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES measure(id),
  setting TEXT NOT NULL,                    -- a column's name in words: 'baseline_until', 'owner', 'published', …
  before TEXT NOT NULL,                     -- as the contract writes it; empty where there was nothing
  after TEXT NOT NULL,
  changed_by INTEGER NOT NULL REFERENCES person(id),
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX measure_setting_change_by_measure ON measure_setting_change(measure_id, setting);

-- Settings that limits are drawn from were changed after the lock: their number.
ALTER TABLE answer_as_locked ADD COLUMN settings_changed INTEGER NOT NULL DEFAULT 0;
