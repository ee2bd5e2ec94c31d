-- Every free text is encrypted at rest with a key of its own (store/sealing). SQL can't do that: the texts that are here are
-- sealed by the step after the migrations, when the data are next opened (store/sealed_texts).

ALTER TABLE free_text ADD COLUMN wrapped_key TEXT;           -- its own key under the master key; NULL: not sealed yet
ALTER TABLE free_text ADD COLUMN sealed_version INTEGER;     -- the version that its body was sealed at
ALTER TABLE free_text_revision ADD COLUMN sealed_version INTEGER;

CREATE TABLE master_key (                   -- which one fits these data; the key itself is kept elsewhere
  only INTEGER PRIMARY KEY CHECK (only = 1),
  fingerprint TEXT NOT NULL
) STRICT;
CREATE INDEX free_text_unsealed ON free_text(id) WHERE wrapped_key IS NULL;
