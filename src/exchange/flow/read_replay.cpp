// replay = { … }: people who come as an event log has them.
//
// Idea      a log of comings has a row a person; a log of everything that happened has many, and people come with the first of their
//           `case`; rows may stand in any order
// Method    a moment is a number in the model's time unit, or written as 2026-02-27T09:30:00: as the clock on the wall showed it, with a
//           zone or Z after it left out; time 0 is begins_on, and without one the first of these moments
#include <algorithm>
#include <map>
#include <optional>

#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

// The moments at which rows say that something happened; what is wrong with one is told, and it is 0.
class Timestamps {
 public:
  Timestamps(Reader& reader, const Node& node, const Columns& table, std::uint32_t column)
      : reader_(reader), node_(node), table_(table), column_(column), unit_(node.find("unit") == nullptr ? 1 : reader.unit_of(reader.text_at(node, "unit"))) {}

  double at(std::size_t row) {
    const auto number = table_.number(row, column_);
    if (!numbers_) numbers_ = number.has_value();  // all as the first
    if (number && *numbers_) return *number * unit_;
    const std::string_view text = table_.cell(row, column_);
    const auto day = base::parse_iso_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    const auto seconds = !day || text.size() == 10 ? std::optional(0.0) : text[10] == 'T' || text[10] == ' ' ? seconds_of_day(text.substr(11)) : std::nullopt;
    if (!day || !seconds || *numbers_) {
      wrong(row, "time-wanted", "A time is wanted here", *numbers_ ? "\": write a number, as in the first row." : "\": write a number, or 2026-02-27T09:30:00, in all rows alike.");
      return 0;
    }
    if (!first_day_) first_day_ = reader_.model.begins_on.value_or(*day);
    return (static_cast<double>((*day - *first_day_).count()) * 24 + *seconds / 3600) / engine::hours_in(reader_.model.unit);
  }

  // Do the moments say no date, and nor does the model, so that the first of them is time 0?
  [[nodiscard]] bool from_first() const { return first_day_.has_value() && !reader_.model.begins_on; }

 private:
  void wrong(std::size_t row, std::string code, std::string title, const char* right) {
    if (reader_.problems.size() < 20) reader_.problem(node_, std::move(code), std::move(title), table_.place(row) + ": \"" + std::string(table_.cell(row, column_)) + right);
  }

  Reader& reader_;
  const Node& node_;
  const Columns& table_;
  std::uint32_t column_;
  double unit_;
  std::optional<bool> numbers_;
  std::optional<base::Date> first_day_;
};

struct Coming { double at = 0; std::size_t row = 0; };

}  // namespace

engine::ReplayedArrivals replay(Reader& reader, const Node& node) {
  engine::ReplayedArrivals out;
  reader.only(node, {"table", "time", "case", "class", "area", "attributes", "unit"});
  const auto table = reader.columns(node, reader.text_at(node, "table"));
  if (!table) return out;
  const auto column = [&](std::string_view key) -> std::optional<std::uint32_t> {
    const Node* name = node.find(key);
    return name == nullptr ? std::nullopt : reader.column(*name, *table, reader.text(*name));
  };
  const auto time = node.find("time") == nullptr ? reader.column(node, *table, "time") : column("time");
  const auto whose = column("case"), cls = column("class"), area = column("area");
  std::vector<std::uint32_t> values;
  if (const Node* names = node.find("attributes")) {
    const std::size_t told = reader.problems.size();
    const auto found = reader.names(*names, reader.attributes, "attribute");
    if (reader.problems.size() > told) return out;  // a name that is not known has no place
    for (const auto at : found) {
      out.attributes.push_back({at});
      values.push_back(reader.column(*names, *table, reader.model.attributes[at].name).value_or(0));
    }
  }
  if (!reader.problems.empty() || !time) return out;
  const auto wrong = [&](std::size_t row, std::string code, std::string title, std::uint32_t at) {
    if (reader.problems.size() < 20) reader.problem(node, std::move(code), std::move(title), table->place(row) + ": \"" + std::string(table->cell(row, at)) + "\" under " + std::string(table->name(at)) + ".");
  };
  const auto named = [&](std::size_t row, std::uint32_t at, const auto& names, const char* what) {
    const auto found = names.find(table->cell(row, at));
    if (found == names.end()) wrong(row, "name-not-known", std::string("There is no such ") + what, at);
    return found == names.end() ? 0 : found->second;
  };
  const auto number = [&](std::size_t row, std::uint32_t at) {
    const auto value = table->number(row, at);
    if (!value) wrong(row, "number-wanted", "A number is wanted here", at);
    return value.value_or(0);
  };
  // A number, or the position of a level.
  const auto known = [&](std::size_t row, std::uint32_t at, const std::vector<std::string>& levels) {
    if (levels.empty()) return number(row, at);
    const auto found = std::find(levels.begin(), levels.end(), table->cell(row, at));
    if (found == levels.end()) wrong(row, "level-not-known", "There is no such level", at);
    return found == levels.end() ? 0 : static_cast<double>(found - levels.begin());
  };
  Timestamps moments(reader, node, *table, *time);
  std::vector<Coming> comings;
  std::map<std::string_view, std::size_t> cases;  // places in `comings`
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const Coming coming{moments.at(row), row};
    if (!whose) {
      comings.push_back(coming);
      continue;
    }
    const auto [found, fresh] = cases.try_emplace(table->cell(row, *whose), comings.size());
    if (fresh) comings.push_back(coming);
    else if (coming.at < comings[found->second].at) comings[found->second] = coming;
  }
  const auto before = [](const Coming& a, const Coming& b) { return a.at < b.at; };
  std::stable_sort(comings.begin(), comings.end(), before);
  const double zero = moments.from_first() && !comings.empty() ? comings.front().at : 0;
  if (!comings.empty() && comings.front().at - zero < 0) {
    wrong(comings.front().row, "time-before-begin", "Somebody comes before the run begins", *time);
  }
  for (const Coming& each : comings) {
    out.at.push_back(each.at - zero);
    if (cls) out.classes.push_back({named(each.row, *cls, reader.classes, "class")});
    if (area) out.areas.push_back({named(each.row, *area, reader.areas, "area")});
    for (std::size_t i = 0; i < values.size(); ++i) out.values.push_back(known(each.row, values[i], reader.model.attributes[out.attributes[i].at()].levels));
  }
  return out;
}

}  // namespace tributary::exchange::flow
