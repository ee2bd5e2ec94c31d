-- Who was given a project's lead by somebody else is told so in their week, until they have opened the project.
CREATE TABLE lead_to_see (
  role_grant_id INTEGER PRIMARY KEY REFERENCES role_grant(id)
) STRICT;
