// replay = { … }: people who come as an event log has them.
//
// Idea      a log of comings has a row a person, in order; a log of everything that happened has many, and people come with the first
//           of their `case`, in whatever order the rows stand
// Method    a moment is a number in the model's time unit, or written as 2026-02-27T09:30:00: as the clock on the wall showed it, with a
//           zone or Z after it left out
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

// Seconds since midnight of "09:30", "09:30:15", "09:30:15.25", with a zone after it or not.
std::optional<double> seconds_of(std::string_view text) {
  const auto two = [&](std::size_t at, int most) -> std::optional<int> {
    int value = 0;
    if (at + 2 > text.size()) return {};
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
    if (error != std::errc() || end != text.data() + at + 2 || value < 0 || value > most) return {};
    return value;
  };
  const auto hour = two(0, 23), minute = two(3, 59);
  if (!hour || !minute || text[2] != ':') return {};
  double out = *hour * 3600 + *minute * 60;
  std::string_view rest = text.substr(5);
  if (rest.starts_with(':')) {
    const auto second = two(6, 60);
    if (!second) return {};
    out += *second;
    rest.remove_prefix(3);
    if (rest.starts_with('.')) {
      double part = 0;
      const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), part).ptr;
      rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
      out += part;
    }
  }
  const bool zone = rest.empty() || rest == "Z" || ((rest[0] == '+' || rest[0] == '-') && rest.find_first_not_of("0123456789:", 1) == std::string_view::npos);
  return zone ? std::optional(out) : std::nullopt;
}

// The moment of the run at which a row says that something happened; tells what is wrong and returns none.
class Timestamps {
 public:
  Timestamps(Reader& reader, const Node& node, const Columns& table, std::uint32_t column)
      : reader_(reader), node_(node), table_(table), column_(column), unit_(node.find("unit") == nullptr ? 1 : reader.unit_of(reader.text_at(node, "unit"))) {}

  double at(std::size_t row) {
    if (const auto number = table_.number(row, column_)) return *number * unit_;
    const std::string_view text = table_.cell(row, column_);
    const auto day = base::parse_iso_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    const auto seconds = !day || text.size() == 10 ? std::optional(0.0) : text[10] == 'T' || text[10] == ' ' ? seconds_of(text.substr(11)) : std::nullopt;
    if (!day || !seconds) {
      wrong(row, "time-wanted", "A time is wanted here", "\": write a number, or 2026-02-27T09:30:00.");
      return 0;
    }
    if (!reader_.model.begins_on) {
      if (!told_) reader_.problem(node_, "begin-missing", "A date needs to know when the run begins", "Say begins_on = 2026-01-01 or another date at the top of the file.");
      told_ = true;
      return 0;
    }
    return (static_cast<double>((*day - *reader_.model.begins_on).count()) * 24 + *seconds / 3600) / engine::hours_in(reader_.model.unit);
  }

 private:
  void wrong(std::size_t row, std::string code, std::string title, const char* right) {
    if (reader_.problems.size() < 20) reader_.problem(node_, std::move(code), std::move(title), table_.place(row) + ": \"" + std::string(table_.cell(row, column_)) + right);
  }

  Reader& reader_;
  const Node& node_;
  const Columns& table_;
  std::uint32_t column_;
  double unit_;
  bool told_ = false;
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
    for (const auto at : reader.names(*names, reader.attributes, "attribute")) {
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
  if (whose) std::stable_sort(comings.begin(), comings.end(), before);
  for (const Coming& each : comings) {
    out.at.push_back(each.at);
    if (cls) out.classes.push_back({named(each.row, *cls, reader.classes, "class")});
    if (area) out.areas.push_back({named(each.row, *area, reader.areas, "area")});
    for (const auto at : values) out.values.push_back(number(each.row, at));
  }
  if (!std::is_sorted(out.at.begin(), out.at.end()) || (!out.at.empty() && out.at.front() < 0)) {
    reader.problem(node, "times-not-in-order", "The times of the log are not in order", "They begin at 0, or on begins_on, or later, and never go back. With case = \"…\" people come with their first row, in whatever order rows stand.");
  }
  return out;
}

}  // namespace tributary::exchange::flow
