// Objectives as rows, with the name of their place: what every query of them selects.
#pragma once

#include <string>
#include <vector>

#include "domain/objective.hpp"
#include "store/connection.hpp"

#define OBJECTIVE_SELECT                                                                                             \
  "SELECT o.id, o.place_id, o.parent_id, o.name, o.dimension, o.aim_measure, o.measure_id, o.unit, o.from_value, "  \
  "o.from_on, o.to_value, o.by_on, o.fixed, o.yours, o.why_here, o.source, o.illustrative, o.deleted_at IS NOT NULL, " \
  "o.version, place.name FROM objective o JOIN place ON place.id = o.place_id"

namespace tributary::store {

struct ObjectiveRow {
  domain::Objective objective;
  std::string place_name;
};

template <class... Args>
std::vector<ObjectiveRow> objective_rows(Connection& db, const char* sql, const Args&... args) {
  using std::optional;
  using std::string;
  std::vector<ObjectiveRow> out;
  db.each<domain::ObjectiveId, domain::PlaceId, optional<domain::ObjectiveId>, string, domain::Dimension, string,
          optional<domain::MeasureId>, string, optional<double>, optional<base::Date>, optional<double>, optional<base::Date>,
          string, string, string, string, bool, bool, int, string>(
      sql,
      [&](domain::ObjectiveId id, domain::PlaceId place, optional<domain::ObjectiveId> parent, string name,
          domain::Dimension dimension, string measure, optional<domain::MeasureId> measured, string unit, optional<double> from,
          optional<base::Date> from_on, optional<double> to, optional<base::Date> by, string fixed, string yours, string why_here,
          string source, bool illustrative, bool deleted, int version, string place_name) {
        out.push_back({.objective = {.id = id, .place = place, .parent = parent, .name = std::move(name), .dimension = dimension,
                                     .aim = {.measure = std::move(measure), .measured = measured, .unit = std::move(unit),
                                             .from = from, .from_on = from_on, .to = to, .by = by},
                                     .fixed = std::move(fixed), .yours = std::move(yours), .why_here = std::move(why_here),
                                     .source = std::move(source), .illustrative = illustrative, .deleted = deleted,
                                     .version = version},
                       .place_name = std::move(place_name)});
      },
      args...);
  return out;
}

}  // namespace tributary::store
