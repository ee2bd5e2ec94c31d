-- How a measure's figures reach the public. NULL: as its quantity and unit suggest (domain/small_numbers.hpp).
ALTER TABLE measure ADD COLUMN small_numbers TEXT CHECK (small_numbers IN ('withheld', 'people', 'none'));
-- What is published already was published to who is signed in: it stays with them until its owner says otherwise.
UPDATE measure SET small_numbers = 'withheld' WHERE published_at IS NOT NULL;
