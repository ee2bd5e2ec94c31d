-- The lines of a project's page show each measure's last values, and whether they vary as usual: kept with the other facts of its
-- chart, since the page of five measures is read far more often than its data change.
ALTER TABLE chart_facts ADD COLUMN variation TEXT CHECK (variation IN ('common_cause', 'improvement_high', 'improvement_low', 'concern_high',
  'concern_low', 'neither_high', 'neither_low'));
ALTER TABLE chart_facts ADD COLUMN latest_on TEXT;                  -- the last date that has a value
ALTER TABLE chart_facts ADD COLUMN trail TEXT NOT NULL DEFAULT '';  -- the last values up to it, as in measure_signal.recent
