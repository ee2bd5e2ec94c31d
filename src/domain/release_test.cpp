// Somebody tries to work out what is suppressed, who keeps everything that was ever shown and knows the method to the letter.
//
// Method    every small world is released, step by step; worlds that look alike all the way are one to the attacker. Of each count from
//           1 to 7 of a world, the worlds that look like it must between them have every number from 1 to 7. The attacker may know
//           more: that the total, or the part, is what it was before
#include "domain/release.hpp"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <map>
#include <string>

#include "base/text.hpp"

namespace tributary::domain {

namespace {

using namespace std::chrono_literals;
constexpr base::Date january = std::chrono::sys_days{2026y / 1 / 1};
constexpr base::Instant begun{std::chrono::sys_days{2026y / 2 / 1}};

ReleasedMeasure measured(std::vector<std::size_t> within, Quantity quantity = Quantity::number) {
  ReleasedMeasure out;
  out.measure = {.owner = {.place = PlaceId{1}}, .name = "Falls", .quantity = quantity, .scale = quantity == Quantity::proportion ? 100.0 : 1.0,
                 .published = begun};
  out.within = std::move(within);
  return out;
}

// It is said now, after all that was said before.
void say(ReleasedMeasure& of, Observation observation, int step = 0) {
  const Observation* before = of.current.empty() ? nullptr : &of.current.back();
  if (before == nullptr || !(*before == observation)) of.ever.push_back({.observation = observation, .made = begun + std::chrono::hours{step}});
  of.current = {std::move(observation)};
}
void say(ReleasedMeasure& of, double count, int step = 0) { say(of, {.on = january, .value = count, .numerator = {}, .denominator = {}, .note = {}}, step); }
void say_share(ReleasedMeasure& of, double part, double whole, int step = 0) {
  say(of, {.on = january, .value = 100 * part / whole, .numerator = part, .denominator = whole, .note = {}}, step);
}

std::string shown(const ReleasedMeasure& of) {
  std::string out;
  for (const Released& each : of.figures) {
    const Observation& figure = each.observation;
    out += each.suppressed ? "* " : base::to_text(*figure.value) + (figure.numerator ? "=" + base::to_text(*figure.numerator) + "/" + base::to_text(*figure.denominator) : "") + " ";
  }
  return out;
}
std::string shown(std::span<ReleasedMeasure> all) {
  release(all);
  std::string out;
  for (const ReleasedMeasure& each : all) out += shown(each) + "| ";
  return out;
}

// What looks alike, with the numbers from 1 to 7 that each count has among it.
struct Attack {
  static constexpr unsigned all_seven = 0b1111'1110;
  std::map<std::string, std::vector<unsigned>> alike;

  // `looks` is what the attacker has, with what they happen to know besides.
  void world(const std::string& looks, std::span<const int> counts) {
    auto& seen = alike[looks];
    seen.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] >= 1 && counts[i] <= 7) seen[i] |= 1U << static_cast<unsigned>(counts[i]);
  }
  [[nodiscard]] bool fails_on(const std::string& looks, std::span<const int> counts) const {
    const auto& seen = alike.at(looks);
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] >= 1 && counts[i] <= 7 && seen[i] != all_seven) return false;
    return true;
  }
};

}  // namespace

TEST_CASE("a total, two parts of it and who is in neither: each count from 1 to 7 may be any of them") {
  const auto worlds = [](const std::function<void(const std::string&, const std::array<int, 4>&)>& each) {
    constexpr int most = 17;
    for (int a = 0; a <= most; ++a)
      for (int b = 0; b <= most; ++b)
        for (int rest = 0; rest <= most; ++rest) {
          std::array all{measured({}), measured({0}), measured({0})};
          say(all[0], a + b + rest);
          say(all[1], a);
          say(all[2], b);
          each(shown(all), {a + b + rest, a, b, rest});
        }
  };
  Attack attack;
  worlds([&](const std::string& looks, const auto& counts) { attack.world(looks, counts); });
  int pinned = 0, told = 0;
  worlds([&](const std::string& looks, const auto& counts) {
    pinned += !attack.fails_on(looks, counts);
    told += looks.find('*') == looks.npos;
  });
  CHECK(pinned == 0);
  CHECK(told > 500);  // and much is shown
}

TEST_CASE("a part of a part is no way round") {
  Attack attack;
  const auto worlds = [](const auto& each) {
    for (int ward = 0; ward <= 16; ++ward)
      for (int elsewhere = 0; elsewhere <= 16; ++elsewhere)
        for (int outside = 0; outside <= 16; ++outside) {
          std::array all{measured({}), measured({0}), measured({1})};
          say(all[0], ward + elsewhere + outside);
          say(all[1], ward + elsewhere);
          say(all[2], ward);
          each(shown(all), std::array{ward, elsewhere, outside, ward + elsewhere});
        }
  };
  worlds([&](const std::string& looks, const auto& counts) { attack.world(looks, counts); });
  int pinned = 0;
  worlds([&](const std::string& looks, const auto& counts) { pinned += !attack.fails_on(looks, counts); });
  CHECK(pinned == 0);
}

TEST_CASE("nor is a second total of the same part, which isn't a part of the first") {
  enum Which : std::size_t { system_a, salford, wigan, salford_a, wigan_a };  // all of them, or those of organisation A
  const auto pinned_by = [](const std::vector<std::size_t>& of_salford_a, const std::vector<std::size_t>& of_wigan_a, int& told) {
    Attack attack;
    const auto worlds = [&](const auto& each) {
      for (int in_salford = 0; in_salford <= 13; ++in_salford)
        for (int in_wigan = 0; in_wigan <= 13; ++in_wigan)
          for (int elsewhere = 0; elsewhere <= 8; ++elsewhere)
            for (int of_others = 0; of_others <= 8; ++of_others) {
              std::array all{measured({}), measured({}), measured({}), measured(of_salford_a), measured(of_wigan_a)};
              say(all[system_a], in_salford + in_wigan + elsewhere);
              say(all[salford], in_salford + of_others);
              say(all[wigan], in_wigan + 20);
              say(all[salford_a], in_salford);
              say(all[wigan_a], in_wigan);
              each(shown(all), std::array{in_salford, in_wigan, elsewhere, of_others, in_salford + in_wigan + elsewhere, in_salford + of_others});
            }
    };
    worlds([&](const std::string& looks, const auto& counts) { attack.world(looks, counts); });
    int pinned = 0;
    told = 0;
    worlds([&](const std::string& looks, const auto& counts) {
      pinned += !attack.fails_on(looks, counts);
      told += looks.find('*') == looks.npos;
    });
    return pinned;
  };
  int told = 0;
  CHECK(pinned_by({salford}, {wigan}, told) > 0);  // 18 of the system, 12 of Salford: 6 of Wigan
  CHECK(pinned_by({salford, system_a}, {wigan, system_a}, told) == 0);
  CHECK(told > 100);
}

TEST_CASE("where sums cross, all is shown of a period or nothing, and nothing that was revised") {
  std::array all{measured({}), measured({}), measured({0, 1})};
  say(all[0], 43);
  say(all[1], 33);
  CHECK(shown(all) == "* | * | | ");  // it waits for the part
  say(all[2], 21);
  CHECK(shown(all) == "45 | 35 | 20 | ");
  say(all[2], 20, 1);
  CHECK(shown(all) == "* | * | * | ");
}

TEST_CASE("the people counted of a share are part of a number, which is told of neither where they leave few") {
  std::array all{measured({}), measured({0}, Quantity::proportion), measured({0}, Quantity::proportion)};
  say(all[0], 18);
  say_share(all[1], 12, 40);
  say_share(all[2], 6, 40);
  CHECK(shown(all).starts_with("* | "));
  CHECK(shown(all).ends_with("* | "));
  say_share(all[2], 0, 40);  // six are in neither
  CHECK(shown(all) == "* | * | * | ");
}

namespace {

// Two numbers of which one is part of the other, said twice; `say_both` puts them into the measures.
void revise_everything(const std::function<std::vector<ReleasedMeasure>()>& begin,
                       const std::function<void(std::vector<ReleasedMeasure>&, int part, int whole, int step)>& say_both) {
  constexpr int most = 20, tried = 14;
  struct Seen {
    std::array<std::string, 3> looks;  // knowing nothing else; that the whole is as it was; that the part is
    std::array<int, 4> counts{};       // part and rest, before and after
    bool inner = false, same_whole = false, same_part = false;
  };
  std::vector<Seen> worlds;
  for (int whole = 1; whole <= most; ++whole)
    for (int part = 0; part <= whole; ++part) {
      auto first = begin();
      say_both(first, part, whole, 0);
      const std::string before = shown(first);
      for (int later = 1; later <= most; ++later)
        for (int its_part = 0; its_part <= later; ++its_part) {
          auto second = first;
          say_both(second, its_part, later, 1);
          const std::string both = before + " then " + shown(second);
          worlds.push_back({.looks = {both, "same whole " + both, "same part " + both}, .counts = {part, whole - part, its_part, later - its_part},
                            .inner = whole <= tried && later <= tried, .same_whole = whole == later, .same_part = part == its_part});
        }
    }
  Attack attack;
  const auto knows = [](const Seen& world, std::size_t what) { return what == 0 || (what == 1 ? world.same_whole : world.same_part); };
  for (const Seen& world : worlds)
    for (std::size_t what = 0; what < 3; ++what)
      if (knows(world, what)) attack.world(world.looks[what], world.counts);
  std::array pinned{0, 0, 0};
  for (const Seen& world : worlds)
    for (std::size_t what = 0; what < 3; ++what)
      if (world.inner && knows(world, what)) pinned[what] += !attack.fails_on(world.looks[what], world.counts);
  CHECK(pinned == std::array{0, 0, 0});
}

}  // namespace

TEST_CASE("neither a share nor its rest is found by its revision") {
  revise_everything([] { return std::vector{measured({}, Quantity::proportion)}; },
                    [](std::vector<ReleasedMeasure>& all, int part, int whole, int step) { say_share(all[0], part, whole, step); });
}

TEST_CASE("nor a part of a total, nor what the total has beyond it") {
  revise_everything([] { return std::vector{measured({}), measured({0})}; },
                    [](std::vector<ReleasedMeasure>& all, int part, int whole, int step) {
                      say(all[0], whole, step);
                      say(all[1], part, step);
                    });
}

TEST_CASE("a total that stood before its part was published isn't held against it") {
  Attack attack;
  const auto worlds = [](const auto& each) {
    for (int part = 0; part <= 24; ++part)
      for (int other = 0; part + other <= 24; ++other) {
        std::vector alone{measured({})};
        say(alone[0], part + other);
        const std::string before = shown(alone);
        std::vector all{measured({}), measured({0}), measured({0})};
        say(all[0], part + other);
        say(all[1], part);
        say(all[2], other);
        for (std::size_t i : {1U, 2U}) all[i].measure.published = begun + std::chrono::hours{50};
        each(before + shown(all), std::array{part, other});
      }
  };
  worlds([&](const std::string& looks, const auto& counts) { attack.world(looks, counts); });
  int pinned = 0;
  worlds([&](const std::string& looks, const auto& counts) {
    if (counts[0] + counts[1] >= 8) pinned += !attack.fails_on(looks, counts);  // else the total itself was never shown, and is one of them
  });
  CHECK(pinned == 0);
}

TEST_CASE("a total is shown where all of its parts are, and waits for the last of them") {
  std::array all{measured({}), measured({0}), measured({0})};
  say(all[0], 43);
  say(all[1], 21);
  CHECK(shown(all) == "* | 20 | | ");
  say(all[2], 12);
  CHECK(shown(all) == "45 | 20 | 10 | ");
  say(all[2], 22);  // as many as there are
  CHECK(shown(all) == "45 | 20 | 20 | ");
  say(all[2], 19);  // the total has three more
  CHECK(shown(all) == "* | * | * | ");
}

TEST_CASE("a total of another rhythm isn't shown beside its part, nor the part beside it") {
  std::array all{measured({}), measured({0})};
  all[0].measure.interval = Interval::quarter;
  say(all[0], 90);
  say(all[1], 30);
  CHECK(shown(all) == "* | * | ");
}

}  // namespace tributary::domain
