// What an answer counts as above its team: a bet that was made, or won, after its data is none among those as expected.
#include <doctest/doctest.h>

#include "services/answers.hpp"
#include "services/measures.hpp"
#include "services/ports/package_store.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::CountedAs;
using domain::Direction;
using domain::Verdict;
using test::instant;
using test::Predicting;

TEST_CASE("what was predicted after its data, has no value, or was turned by values that were changed since is counted apart") {
  Predicting p;
  const auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  REQUIRE(publish_measure(p.at.context(), p.lead, measure.id, measure.version, true));
  const auto honest = p.predict(p.value_on("2026-03-31", 15)), none = p.predict(p.value_on("2026-04-30", 15)), turned = p.predict(p.value_on("2026-05-31", 15));
  p.start();
  p.at.clock.set(instant("2026-06-30T09:00:00Z"));
  p.observed("2026-03-01", 15);
  p.observed("2026-05-01", 40);
  CHECK(p.view(turned.id).answers.back().answer.verdict == Verdict::better);
  p.at.clock.set(instant("2026-06-30T09:01:00Z"));
  p.observed("2026-05-01", 15);
  const auto late = p.predict(p.value_on("2026-03-15", 15));
  for (const auto id : {honest.id, turned.id, late.id}) CHECK(p.view(id).answers.back().answer.verdict == Verdict::as_expected);
  CHECK(p.view(none.id).answers.back().answer.verdict == Verdict::no_value);

  const auto counts = p.at.context().database.read()->packages().answers_of(p.at.project);
  CHECK(counts.as_expected == 1);
  CHECK(counts.all() == 1);
  CHECK(counts.no_value == 1);
  CHECK(counts.restated == 1);
  CHECK(counts.after_data == 1);
}

TEST_CASE("an answer counts as what it says, unless something sets it apart") {
  CHECK(domain::counted_as(Verdict::worse, Direction::up, false, {}) == CountedAs::worse);
  CHECK(domain::counted_as(Verdict::worse, Direction::neither, false, {}) == CountedAs::outside);
  CHECK(domain::counted_as(Verdict::better, Direction::up, false, Verdict::better) == CountedAs::better);  // changed, and it says the same
  CHECK(domain::counted_as(Verdict::as_expected, Direction::up, false, Verdict::better) == CountedAs::restated);
  CHECK(domain::counted_as(Verdict::no_value, Direction::up, false, Verdict::worse) == CountedAs::no_value);
  CHECK(domain::counted_as(Verdict::as_expected, Direction::up, true, Verdict::worse) == CountedAs::after_data);
}

}  // namespace tributary::services
