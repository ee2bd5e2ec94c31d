#include "engines/evidence/did.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engines/evidence/event_study.hpp"
#include "engines/evidence/test_panels.hpp"

namespace tributary::evidence {
namespace {

Did did_of(const Panel& panel, Better better = Better::down) {
  const auto checked = check_panel(panel);
  REQUIRE_MESSAGE(checked.has_value(), (checked ? "" : checked.error().detail));
  auto did = difference_in_differences(*checked, {.better = better, .outcome = "waiting"});
  REQUIRE_MESSAGE(did.has_value(), (did ? "" : did.error().detail));
  return *did;
}

bool says(const Did& did, const std::string& words) {
  std::string all;
  for (const auto& each : did.told.answer) all += each + " ";
  for (const auto& each : did.told.warnings) all += each + " ";
  return all.find(words) != all.npos;
}

AdoptsAt at_once(unsigned treated, unsigned from) {
  return [=](unsigned unit) { return unit < treated ? std::optional(from) : std::nullopt; };
}

const Assumption& assumption(const Told& told, std::string_view code) {
  for (const Assumption& each : told.assumptions)
    if (each.code == code) return each;
  FAIL("no such assumption");
  return told.assumptions.front();
}

std::string refusal(const Panel& panel) {
  const auto checked = check_panel(panel);
  if (!checked) return checked.error().code;
  const auto did = difference_in_differences(*checked, {});
  return did ? "" : did.error().code;
}

}  // namespace

TEST_CASE("two times and two groups: the effect is the difference of the mean changes, its CR2 error Welch's") {
  const std::vector<double> changes{3, 5, 4, 8, 1, 0, 2, 1, 3};  // four with the change, five without
  const auto did = did_of(panel_of(9, 2, at_once(4, 1), [&](unsigned u, unsigned t) { return 10. * u + (t == 1 ? changes[u] : 0); }));
  CHECK(did.effect.value == doctest::Approx(5 - 1.4).epsilon(1e-12));
  const double welch = (14. / 3) / 4 + (5.2 / 4) / 5;  // s²/n of each
  REQUIRE(did.cr2);
  CHECK(*did.cr2->standard_error == doctest::Approx(std::sqrt(welch)).epsilon(1e-12));
  // Satterthwaite's degrees of freedom where variances are alike: (1/4 + 1/5)² / (1/4²/3 + 1/5²/4).
  CHECK(*did.cr2->degrees_of_freedom == doctest::Approx(.45 * .45 / (1. / 48 + 1. / 100)).epsilon(1e-9));
}

TEST_CASE("adoption at different times with effects that grow: the regression says harm, the answer says benefit") {
  Noise noise(1);
  const auto from = [](unsigned u) { return u < 3 ? 6U : u < 6 ? 12U : 24U; };
  const auto did = did_of(panel_of(8, 36, from, [&](unsigned u, unsigned t) { return 50 + 2. * u + (t >= from(u) ? -.4 * (t - from(u) + 1) : 0) + noise(); }));
  REQUIRE(did.cr2);
  CHECK(did.cr2->value > 0);
  CHECK(did.effect.value < -2);
  CHECK(did.by_group_time);
  CHECK(did.sure);
  CHECK(did.negative_weights->negative > 0);
  CHECK(says(did, "a benefit"));
  CHECK(says(did, "would say the opposite"));
  CHECK_FALSE(says(did, "harm"));
}

TEST_CASE("8 sites of which 3 adopt one after another, with a growing benefit: benefit") {
  Noise noise(2);
  const AdoptsAt from = [](unsigned u) { return u < 3 ? std::optional(4 + 10 * u) : std::nullopt; };
  const auto did = did_of(panel_of(8, 36, from, [&](unsigned u, unsigned t) {
    const auto start = from(u);
    return 50 + 2. * u - .1 * t + (start && t >= *start ? -.4 * (t - *start + 1) : 0) + noise();
  }));
  CHECK(did.sure);
  CHECK(says(did, "a benefit"));
  CHECK(did.randomisation->exact);
  CHECK(did.randomisation->ways == 336);
}

TEST_CASE("3 of 8 sites were getting worse already: no harm is claimed, though the regression is sure of it") {
  Noise noise(3);
  const auto did = did_of(panel_of(8, 24, at_once(3, 12), [&](unsigned u, unsigned t) { return 50 + (u < 3 ? .5 * t : 0) + (u < 3 && t >= 12 ? -2. : 0) + noise(); }));
  CHECK(did.cr2->value > 2);
  CHECK(*did.cr2->p < .01);
  CHECK_FALSE(did.sure);
  CHECK(*did.if_trend_went_on < 0);
  CHECK(says(did, "can't be put down to the change"));
  CHECK_FALSE(says(did, "harm"));
  CHECK(assumption(did.told, "parallel-trends").holds == Holds::no);
}

TEST_CASE("8 wandering sites of which 3 had a small benefit: in 60 such panels harm is seldom claimed, though rows alone claim it often") {
  int rows_claim = 0, claims = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    Noise noise(100 + seed);
    std::vector<std::vector<double>> wander(8, std::vector<double>(24));
    for (auto& site : wander) {
      double at = 3 * noise();
      for (double& each : site) each = at = .95 * at + noise();
    }
    const auto did = did_of(panel_of(8, 24, at_once(3, 12), [&](unsigned u, unsigned t) { return 50 + wander[u][t] - (u < 3 && t >= 12 ? .3 : 0); }));
    rows_claim += did.plain->value > 0 && *did.plain->p < .05;
    claims += did.sure && did.effect.value > 0;
  }
  CHECK(rows_claim >= 15);
  CHECK(claims <= 2);
}

TEST_CASE("large sites fare otherwise than small ones: no one number is claimed where weights turn the sign") {
  Noise noise(4);
  Panel panel = panel_of(12, 8, at_once(6, 4), [&](unsigned u, unsigned t) { return 20 + .1 * noise() + (t >= 4 && u == 0 ? 3. : t >= 4 && u < 6 ? -1. : 0); });
  for (auto& row : panel.rows) row.weight = row.unit == 0 ? 50 : 1;
  const auto did = did_of(panel);
  CHECK(did.effect.value * *did.unweighted < 0);
  CHECK_FALSE(did.sure);
  CHECK(says(did, "opposite signs"));
}

TEST_CASE("where no effect is, both p values find one in about one of twenty panels") {
  int cr2 = 0, wild = 0, randomised = 0;
  constexpr int panels = 150;
  for (unsigned seed = 0; seed < panels; ++seed) {
    Noise noise(1000 + seed);
    const auto did = did_of(panel_of(9, 6, at_once(4, 3), [&](unsigned, unsigned) { return noise(); }));
    cr2 += *did.cr2->p < .05;
    wild += did.wild->p < .05;
    randomised += did.randomisation->p < .05;
  }
  CHECK(cr2 <= 15);
  CHECK(wild <= 15);
  CHECK(randomised <= 15);
}

TEST_CASE("one treated of eight sites: the usual error is sure, randomisation can't be, and no effect is claimed") {
  Noise noise(5);
  const auto did = did_of(panel_of(8, 12, at_once(1, 6), [&](unsigned u, unsigned t) { return u + (u == 0 && t >= 6 ? -5 : 0) + noise(); }));
  CHECK(did.randomisation->p == doctest::Approx(.125));
  CHECK_FALSE(did.sure);
  CHECK(assumption(did.told, "enough-clusters").holds == Holds::no);
}

TEST_CASE("panels that can't answer are refused with what to do") {
  const auto flat = [](unsigned, unsigned) { return 1.; };
  CHECK(refusal(Panel{}) == "no-rows");
  CHECK(refusal(panel_of(1, 5, at_once(1, 2), flat)) == "one-unit");
  CHECK(refusal(panel_of(5, 1, at_once(1, 0), flat)) == "one-time");
  CHECK(refusal(panel_of(5, 5, at_once(0, 0), flat)) == "nothing-treated");
  CHECK(refusal(panel_of(5, 5, at_once(5, 2), flat)) == "everything-treated");
  CHECK(refusal(panel_of(5, 5, at_once(2, 0), flat)) == "effect-not-identified");
  CHECK(refusal(panel_of(5, 5, at_once(2, 2), [](unsigned, unsigned) { return std::optional<double>(); })) == "no-rows");
  CHECK(refusal(panel_of(5, 5, at_once(2, 2), [](unsigned, unsigned) { return NAN; })) == "value-not-finite");
  Panel ends = panel_of(5, 5, at_once(2, 2), flat);
  ends.rows[4].treated = false;
  CHECK(refusal(ends) == "treatment-ends");
}

TEST_CASE("a perfect fit, two units and a single cluster give an effect without a false certainty") {
  const auto flat = did_of(panel_of(6, 6, at_once(3, 3), [](unsigned, unsigned) { return 5.; }));
  CHECK(flat.effect.value == doctest::Approx(0));
  CHECK_FALSE(flat.effect.p);
  const auto two = did_of(panel_of(2, 2, at_once(1, 1), [](unsigned u, unsigned t) { return u * 3. + t * u; }));
  CHECK(two.effect.value == doctest::Approx(-1));
  CHECK_FALSE(two.sure);
  Noise noise(6);
  Panel one = panel_of(6, 6, at_once(3, 3), [&](unsigned, unsigned) { return noise(); });
  for (auto& row : one.rows) row.cluster = 0;
  one.cluster_names = {"all"};
  CHECK_FALSE(did_of(one).effect.p);
}

TEST_CASE("one cluster on a side: rounding is no error, so nothing is sure, of the effect, of trends before it, or time by time") {
  Noise noise(9);
  const auto measured = [&](unsigned u, unsigned t) { return u + noise() + (u < 4 && t >= 6 ? .5 : 0); };
  Panel by_region = panel_of(12, 12, at_once(4, 6), measured);
  for (auto& row : by_region.rows) row.cluster = row.unit < 4 ? 0 : 1;
  Panel by_change = by_region;  // the cluster is the change itself, across units
  for (auto& row : by_change.rows) row.cluster = row.treated ? 0 : 1;
  for (Panel* each : {&by_region, &by_change}) {
    each->cluster_names = {"A", "B"};
    const auto did = did_of(*each);
    for (const auto& e : {did.effect, *did.cr1, *did.cr2, *did.trend_before}) CHECK_FALSE((e.standard_error || e.low || e.p));
    CHECK_FALSE(did.sure);
    CHECK(says(did, "so few clusters don't show how far they part by chance"));
    CHECK(assumption(did.told, "enough-clusters").holds == Holds::no);
    CHECK(assumption(did.told, "parallel-trends").holds == Holds::cannot_tell);
    const auto study = event_study(*check_panel(*each), {});
    for (const EventTime& at : study->events) CHECK_FALSE((at.effect.standard_error || at.effect.p));
    CHECK(assumption(study->told, "parallel-trends").holds == Holds::cannot_tell);
  }
  // Adopting one after another, each group one cluster of several units.
  Panel staggered = panel_of(12, 12, [](unsigned u) { return u < 8 ? std::optional(u < 4 ? 5U : 8U) : std::nullopt; }, measured);
  for (auto& row : staggered.rows) row.cluster = row.unit / 4;
  staggered.cluster_names = {"A", "B", "C"};
  CHECK_FALSE(did_of(staggered).effect.p);
  CHECK(assumption(did_of(staggered).told, "enough-clusters").holds == Holds::no);
}

TEST_CASE("sites that move exactly alike: rounding is told as none, and is no effect") {
  const auto did = did_of(panel_of(6, 9, at_once(3, 4), [](unsigned u, unsigned t) { return .1 * u + .7 * t; }));
  CHECK_FALSE(did.effect.p);
  CHECK(says(did, "neither higher nor lower"));
  const auto later = did_of(panel_of(8, 9, [](unsigned u) { return u < 3 ? std::optional(3 + u) : std::nullopt; }, [](unsigned u, unsigned t) { return .1 * u + .7 * t; }));
  CHECK_FALSE(later.effect.p);
  CHECK(says(later, "neither higher nor lower"));
}

TEST_CASE("group-time effects are worked by hand on five sites") {
  // Sites 1 and 2 adopt at month 2 and 3; 3 to 5 never.
  const std::vector<std::vector<double>> y{{1, 4, 6}, {2, 2, 7}, {0, 1, 1}, {5, 5, 6}, {3, 6, 5}};
  const AdoptsAt from = [](unsigned u) { return u < 2 ? std::optional(u + 1) : std::nullopt; };
  const auto checked = check_panel(panel_of(5, 3, from, [&](unsigned u, unsigned t) { return y[u][t]; }));
  const auto effects = group_time_effects(*checked, Compare::never_treated);
  REQUIRE(effects.has_value());
  // Group 2: (3 − 4/3) and (5 − 4/3); group 3: 5 − 0, and before 0 − 4/3 turned about: 2 − 2 − (−4/3) = 4/3.
  CHECK(effects->overall.value == doctest::Approx(((3 - 4. / 3 + 5 - 4. / 3) / 2 + 5) / 2));
  CHECK(effects->every_cell.value == doctest::Approx((3 - 4. / 3 + 5 - 4. / 3 + 5) / 3));
  REQUIRE(effects->events.size() == 3);
  CHECK(effects->events[0].event == -2);
  CHECK(effects->events[0].effect.value == doctest::Approx(4. / 3));
  CHECK(effects->events[1].effect.value == doctest::Approx((3 - 4. / 3 + 5) / 2));
  CHECK(effects->noise_of_controls);
  CHECK(*effects->overall.degrees_of_freedom == 2);
}

TEST_CASE("an event study finds when an effect begins, and trends before it") {
  Noise noise(7);
  const auto checked = check_panel(panel_of(40, 9, at_once(20, 5), [&](unsigned u, unsigned t) { return u + noise() + (u < 20 && t >= 5 ? 1. + t - 5 : 0); }));
  const auto study = event_study(*checked, {});
  REQUIRE(study.has_value());
  CHECK(study->events.size() == 8);
  CHECK(study->before->coefficients == 4);
  CHECK(study->before->p > .05);
  CHECK(study->events.back().effect.value == doctest::Approx(4).epsilon(.3));
  const auto apart = check_panel(panel_of(40, 9, at_once(20, 5), [&](unsigned u, unsigned t) { return u + noise() + (u < 20 ? .8 * t : 0); }));
  const auto warned = event_study(*apart, {});
  CHECK(warned->before->p < .01);
  CHECK(assumption(warned->told, "parallel-trends").holds == Holds::no);
  CHECK(*warned->trend == doctest::Approx(.8).epsilon(.3));
}

TEST_CASE("an event study of few clusters doubts what difference-in-differences of the same rows doubts") {
  Noise noise(5);
  const auto checked = check_panel(panel_of(8, 12, at_once(1, 6), [&](unsigned u, unsigned t) { return u + (u == 0 && t >= 6 ? -5 : 0) + noise(); }));
  const auto did = difference_in_differences(*checked, {});
  const auto study = event_study(*checked, {});
  REQUIRE_FALSE(did->sure);
  CHECK(assumption(study->told, "enough-clusters").holds == Holds::no);
  for (const Assumption& each : did->told.assumptions)
    if (each.code != "parallel-trends") CHECK(assumption(study->told, each.code).found == each.found);
  for (const std::string& each : did->told.answer) CHECK(std::ranges::find(study->told.answer, each) != study->told.answer.end());
  CHECK(event_study(*check_panel(panel_of(5, 5, at_once(2, 0), [](unsigned, unsigned) { return 1.; })), {}).error().code == "effect-not-identified");
}

TEST_CASE("a quarter of a million rows are answered") {
  Noise noise(8);
  const auto checked = check_panel(panel_of(2'500, 100, at_once(1'000, 50), [&](unsigned u, unsigned t) { return noise() + (u < 1'000 && t >= 50 ? 1 : 0); }));
  const auto did = difference_in_differences(*checked, {});
  REQUIRE(did.has_value());
  CHECK(did->effect.value == doctest::Approx(1).epsilon(.05));
}

}  // namespace tributary::evidence
