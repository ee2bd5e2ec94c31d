-- What matters to people and who of them takes part become free texts of their project. They were read by everyone signed in
-- but regulators, which is the audience "system": nothing that was readable is lost, and nothing is read by more. Their
-- author is who started the project, the one person known to have written there, and may narrow them.

INSERT INTO free_text (project_id, thing, thing_id, slot, body, audience, author_id, written_at)
  SELECT id, 'project', id, 'what_matters', what_matters, 'system', created_by, created_at FROM project WHERE what_matters <> '';
INSERT INTO free_text (project_id, thing, thing_id, slot, body, audience, author_id, written_at)
  SELECT id, 'project', id, 'taking_part', taking_part, 'system', created_by, created_at FROM project WHERE taking_part <> '';
ALTER TABLE project DROP COLUMN what_matters;
ALTER TABLE project DROP COLUMN taking_part;
