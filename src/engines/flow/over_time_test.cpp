// How long the slices are of which a report tells how full services were.
#include "engines/flow/over_time.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace tributary::flow {

namespace {

Model ward(std::vector<Capacity::Hours> hours) {
  Model out;
  Service service;
  service.capacity = {.beds = 2, .steps = {}, .hours = std::move(hours)};
  out.services = {service};
  Source source;
  source.process = PoissonArrivals{0.1};
  out.sources = {source};
  return out;
}

}  // namespace

TEST_CASE("slices are whole days, weeks or hours of a day where arrivals or beds go by the calendar") {
  const auto slices = [](Model model, TimeUnit unit, double length) {
    model.unit = unit;
    model.run.length = length;
    const Slices out = slices_of(model);
    return std::pair(out.count, out.length);
  };
  const Model plain = ward({});
  CHECK(slices(plain, TimeUnit::day, 182) == std::pair(std::size_t{90}, 182. / 90));
  const Model nights = ward({{.weekdays = 0x7f, .from = 20, .to = 24, .beds = 1}});
  Model weekly = plain;
  weekly.sources[0].profile.by_weekday = {1, 1, 1, 1, 1, 1, 0};
  for (const Model& model : {nights, weekly}) {
    CHECK(slices(model, TimeUnit::day, 90) == std::pair(std::size_t{90}, 1.));
    CHECK(slices(model, TimeUnit::day, 182) == std::pair(std::size_t{26}, 7.));
    CHECK(slices(model, TimeUnit::day, 3652) == std::pair(std::size_t{86}, 42.));  // ten years, by six weeks
    CHECK(slices(model, TimeUnit::hour, 182 * 24) == std::pair(std::size_t{26}, 168.));
    CHECK(slices(model, TimeUnit::week, 26) == std::pair(std::size_t{26}, 1.));
    CHECK(slices(model, TimeUnit::hour, 7 * 24) == std::pair(std::size_t{84}, 2.));
    CHECK(slices(model, TimeUnit::minute, 1440) == std::pair(std::size_t{24}, 60.));
    CHECK(slices(model, TimeUnit::hour, 9) == std::pair(std::size_t{90}, 0.1));  // too short for hours
  }
}

}  // namespace tributary::flow
