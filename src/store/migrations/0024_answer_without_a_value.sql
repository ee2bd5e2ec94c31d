-- A prediction whose value was withdrawn before its day was over is answered: there is none. Its verdict and scores say nothing then.
ALTER TABLE answer ADD COLUMN without_value INTEGER NOT NULL DEFAULT 0;      -- none of its rows has one
ALTER TABLE answer_row ADD COLUMN without_value INTEGER NOT NULL DEFAULT 0;
