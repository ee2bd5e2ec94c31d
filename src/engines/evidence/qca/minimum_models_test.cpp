// Minimum models against every model there is, tried one by one, on small random tables.
#include "engines/evidence/qca/minimum_models.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

namespace tributary::evidence::qca {
namespace {

std::vector<Term> every_term(const std::vector<unsigned>& levels, bool any) {
  std::vector<Term> all{{}};
  for (const unsigned each : levels) {
    std::vector<Term> longer;
    for (const Term& term : all) {
      for (int level = any ? -1 : 0; level < static_cast<int>(each); ++level) {
        longer.push_back(term);
        longer.back().push_back(static_cast<std::int8_t>(level));
      }
    }
    all = std::move(longer);
  }
  return all;
}

bool holds(const Term& term, const Term& row) {
  for (std::size_t i = 0; i < term.size(); ++i)
    if (term[i] != any_level && term[i] != row[i]) return false;
  return true;
}

bool share(const Term& a, const Term& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != any_level && b[i] != any_level && a[i] != b[i]) return false;
  return true;
}

using ModelSet = std::set<std::set<Term>>;

ModelSet by_hand(const std::vector<Term>& positive, const std::vector<Term>& off, const std::vector<unsigned>& levels) {
  std::vector<Term> prime;
  std::vector<Term> allowed;
  for (const Term& term : every_term(levels, true))
    if (std::ranges::none_of(off, [&](const Term& each) { return share(term, each); })) allowed.push_back(term);
  for (const Term& term : allowed) {
    const bool wider = std::ranges::any_of(allowed, [&](const Term& each) { return each != term && holds(each, term); });
    if (!wider && std::ranges::any_of(positive, [&](const Term& row) { return holds(term, row); })) prime.push_back(term);
  }
  ModelSet models;
  std::vector<Term> chosen;
  const auto choose = [&](auto&& self, std::size_t from, std::size_t more) -> void {
    if (more == 0) {
      const bool all = std::ranges::all_of(positive, [&](const Term& row) { return std::ranges::any_of(chosen, [&](const Term& term) { return holds(term, row); }); });
      if (all) models.insert({chosen.begin(), chosen.end()});
      return;
    }
    for (std::size_t i = from; i + more <= prime.size(); ++i) {
      chosen.push_back(prime[i]);
      self(self, i + 1, more - 1);
      chosen.pop_back();
    }
  };
  for (std::size_t size = 1; models.empty(); ++size) choose(choose, 0, size);
  return models;
}

ModelSet as_set(const Models& models) {
  ModelSet all;
  for (const auto& model : models.models) {
    std::set<Term> terms;
    for (const std::size_t i : model) terms.insert(models.terms[i]);
    all.insert(std::move(terms));
  }
  return all;
}

TEST_CASE("all shortest models are found, none twice, on random tables of two and three levels") {
  std::mt19937 random(7);
  for (int round = 0; round < 150; ++round) {
    const std::vector<unsigned> levels = round % 2 == 0 ? std::vector<unsigned>{2, 2, 2, 2} : std::vector<unsigned>{3, 2, 3};
    std::vector<Term> positive, negative;
    for (const Term& row : every_term(levels, false)) {
      const auto roll = random() % 4;
      if (roll == 0) positive.push_back(row);
      if (roll == 1) negative.push_back(row);
    }
    if (positive.empty() || negative.empty()) continue;
    for (const std::vector<Term>& off : {negative, complement(positive, levels)}) {
      const auto found = minimum_models(positive, off, {});
      REQUIRE(found.has_value());
      CHECK(as_set(*found) == by_hand(positive, off, levels));
      CHECK(found->count == found->models.size());
      CHECK(as_set(*found).size() == found->models.size());
    }
  }
}

TEST_CASE("a complement holds exactly where none of the terms does, and its terms share no combination") {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    const std::vector<unsigned> levels{2, 3, 2, 2};
    const std::vector<Term> terms = every_term(levels, true);
    std::vector<Term> some;
    for (int i = 0; i < round % 6; ++i) some.push_back(terms[random() % terms.size()]);
    const std::vector<Term> outside = complement(some, levels);
    for (const Term& row : every_term(levels, false)) {
      const auto within = std::ranges::any_of(some, [&](const Term& term) { return holds(term, row); });
      CHECK(std::ranges::count_if(outside, [&](const Term& term) { return holds(term, row); }) == (within ? 0 : 1));
    }
  }
}

TEST_CASE("a search that is long counts every model all the same, and one that is cut short says so") {
  // A chance outcome: nothing short explains it, and much explains it as well.
  std::mt19937 random(3);
  std::set<Term> seen;
  std::vector<Term> positive, negative;
  while (seen.size() < 50) {
    Term row(8);
    for (auto& each : row) each = static_cast<std::int8_t>(random() % 2);
    if (seen.insert(row).second) (random() % 2 == 0 ? positive : negative).push_back(row);
  }
  const auto all = minimum_models(positive, negative, {.most_models = 100'000});
  REQUIRE(all.has_value());
  CHECK(all->counted);
  CHECK(as_set(*all).size() == all->count);
  const auto few = minimum_models(positive, negative, {.most_models = 3});
  REQUIRE(few.has_value());
  CHECK(few->count == all->count);
  CHECK(few->models.size() == std::min<std::size_t>(3, all->count));
  const auto narrow = minimum_models(positive, negative, {.most_implicants = 10});
  REQUIRE(!narrow.has_value());
  CHECK(narrow.error().code == "too-many-implicants");
  const auto short_search = minimum_models(positive, negative, {.most_steps = 1});
  REQUIRE(!short_search.has_value());
  CHECK(short_search.error().code == "search-too-long");
}

TEST_CASE("it stops when asked") {
  std::mt19937 random(5);
  std::vector<Term> positive, negative;
  for (int i = 0; i < 60; ++i) {
    Term row(26);
    for (auto& each : row) each = static_cast<std::int8_t>(random() % 2);
    (i % 2 == 0 ? positive : negative).push_back(row);
  }
  const auto found = minimum_models(positive, negative, {.stop = [] { return true; }});
  REQUIRE(!found.has_value());
  CHECK(found.error().code == "stopped-early");
}

}  // namespace
}  // namespace tributary::evidence::qca
