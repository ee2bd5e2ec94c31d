// Which adoptions count: for lists of packages, adopters and the picture of a place, which must agree.
#pragma once

// Of an adoption and the project that it made: one that was removed counts once something had come of it, a result or an ending, so
// that nobody leaves the range by removing it. One that was removed before that was a slip.
#define ADOPTION_COUNTS(adoption, project)                                                                                    \
  "(" project ".deleted_at IS NULL OR " project ".state <> 'active' OR EXISTS (SELECT 1 FROM adoption_measure result_of "      \
  "JOIN observation result ON result.measure_id = result_of.measure_id WHERE result_of.adoption_id = " adoption ".id AND "     \
  "result.on_date > " adoption ".adopted_on AND result.value IS NOT NULL)) "
