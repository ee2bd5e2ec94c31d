#include "exchange/flow/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "exchange/flow/length_of_time.hpp"
#include "exchange/flow/wanted.hpp"

namespace tributary::exchange::flow {

namespace {

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

template <class Map>
std::vector<std::string> keys(const Map& map) {
  std::vector<std::string> out;
  for (const auto& [key, value] : map) out.push_back(key);
  return out;
}

std::string plain(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

}  // namespace

// Damerau–Levenshtein without transposed neighbours: enough to find the letter that slipped.
std::string nearest_name(std::string_view wrong, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = wrong.size() / 3 + 2;
  for (const std::string& name : known) {
    std::vector<std::size_t> row(name.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= wrong.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= name.size(); ++j) {
        const std::size_t changed = diagonal + (wrong[i - 1] != name[j - 1]);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
      }
    }
    if (row.back() < least) least = row.back(), best = name;
  }
  return best;
}

base::Problem problem_at(const Node& at, std::string code, std::string title, std::string detail) {
  base::Problem problem;
  problem.code = std::move(code);
  problem.title = std::move(title);
  problem.detail = std::move(detail);
  problem.field = at.path;
  problem.where = where(at);
  return problem;
}

void Reader::problem(const Node& at, std::string code, std::string title, std::string detail) {
  problems.push_back(problem_at(at, std::move(code), std::move(title), std::move(detail)));
}

void Reader::warn(const Node& at, std::string code, std::string title, std::string detail) {
  warnings.push_back(problem_at(at, std::move(code), std::move(title), std::move(detail)));
}

// A number may stand alone, or in a table with where it comes from: { value = 7.4, source = "…" }.
double Reader::number(const Node& node, double least, double most) {
  if (node.kind == Node::Kind::table && node.find("about") != nullptr) return unknown(node, least, most);
  if (node.kind == Node::Kind::table && node.find("value") != nullptr) {
    only(node, {"value"});
    return number(*node.find("value"), least, most);
  }
  if (node.kind == Node::Kind::table) {
    std::string keys;
    for (const auto& [key, value] : node.members) keys += (keys.empty() ? "" : ", ") + key;
    problem(node, "number-wanted", "A number is wanted here", node.path + " is a number, { value = …, source = \"…\" }, or { about = …, sd = … } where it isn't known exactly; here stands a table" + (keys.empty() ? "." : " of " + keys + "."));
    return std::max(least, 0.0);
  }
  if (node.kind != Node::Kind::number) {
    problem(node, "number-wanted", "A number is wanted here", node.path + " is a number; here stands " + kind_in_words(node.kind) + (node.kind == Node::Kind::text ? " (" + quoted(node.text) + ")." : "."));
    return std::max(least, 0.0);
  }
  if (!std::isfinite(node.number) || node.number < least || node.number > most) {
    const std::string bounds = most >= 1e300 ? plain(least) + " or more" : "from " + plain(least) + " to " + plain(most);
    problem(node, "number-out-of-range", "The number is out of range", plain(node.number) + " for " + node.path + ": use " + bounds + ".");
    return std::max(least, 0.0);
  }
  return node.number;
}

int Reader::count(const Node& node, int least, int most) {
  double value = number(node, least, most);
  const Node* stated = node.find("value");
  if (node.find("about") != nullptr || (stated == nullptr ? node : *stated).scaled) value = std::round(value);  // whole, whatever was drawn or scaled
  if (value != std::floor(value)) problem(node, "number-not-whole", "A whole number is wanted here", plain(value) + " for " + node.path + ": use a whole number.");
  return static_cast<int>(value);
}

int Reader::place_number(const std::string& name) {
  if (name.empty()) return -1;
  const auto found = std::find(model.places.begin(), model.places.end(), name);
  if (found == model.places.end()) {
    model.places.push_back(name);
    return static_cast<int>(model.places.size()) - 1;
  }
  return static_cast<int>(found - model.places.begin());
}

double Reader::unit_of(std::string_view word) const { return length_of(word, model.unit); }

double Reader::time(const Node& node, double in) {
  if (node.kind != Node::Kind::text) return number(node, 0);
  if (const auto time = length_of_time(node.text, model.unit, in)) return *time;
  problem(node, "time-not-understood", "The length of time can't be understood", quoted(node.text) + " for " + node.path + ": " + std::string(lengths_are_written));
  return 0;
}

std::optional<double> seconds_of_day(std::string_view text) {
  const auto two = [&](std::size_t at, int most) -> std::optional<int> {
    int value = 0;
    if (at + 2 > text.size()) return {};
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
    if (error != std::errc() || end != text.data() + at + 2 || value < 0 || value > most) return {};
    return value;
  };
  const std::string padded = text.size() > 1 && text[1] == ':' ? "0" + std::string(text) : std::string(text);
  text = padded;
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

double Reader::time_of_day(const Node& node) {
  if (node.kind == Node::Kind::text && node.text.find(':') != std::string::npos) {
    if (const auto seconds = seconds_of_day(node.text)) return *seconds / 3600 / engine::hours_in(model.unit);
  }
  if (node.kind == Node::Kind::text && !node.text.empty() && node.text.find_first_not_of("0123456789.:") == std::string::npos) {
    problem(node, "time-not-understood", "The time of day can't be understood", quoted(node.text) + " for " + node.path + ": write it as \"09:30\".");
    return 0;
  }
  return time(node);
}

double Reader::time_or_date(const Node& node) {
  if (node.kind == Node::Kind::text && length_of_time(node.text, model.unit) == std::nullopt) {
    problem(node, "date-not-understood", "The date can't be understood", quoted(node.text) + " for " + node.path + ": write a date without quotes, " + node.path.substr(node.path.rfind('.') + 1) + " = 2026-10-12, or a time from the run's start, like 90 or \"4 weeks\".");
    return 0;
  }
  if (node.kind != Node::Kind::date) return time(node);
  if (!model.begins_on) {
    problem(node, "begin-missing", "A date needs to know when the run begins", "Say begins_on = 2026-01-01 or another date at the top of the file.");
    return 0;
  }
  const double days = static_cast<double>((node.date - *model.begins_on).count());
  if (days < 0) problem(node, "date-before-begin", "The date lies before the run begins", base::in_words(node.date) + " is before begins_on, " + base::in_words(*model.begins_on) + ".");
  return days * 24 / engine::hours_in(model.unit);
}

std::string Reader::text(const Node& node) {
  if (node.kind == Node::Kind::text) return node.text;
  problem(node, "text-wanted", "Text is wanted here", node.path + " is text in quotes; here stands " + kind_in_words(node.kind) + ".");
  return {};
}

bool Reader::truth(const Node& node) {
  if (node.kind == Node::Kind::truth) return node.truth;
  problem(node, "truth-wanted", "True or false is wanted here", node.path + " is true or false; here stands " + kind_in_words(node.kind) + ".");
  return false;
}

std::vector<double> Reader::numbers(const Node& node, std::size_t count, double least) {
  std::vector<double> out;
  if (node.kind != Node::Kind::list || node.items.empty() || (count > 0 && node.items.size() != count)) {
    problem(node, "list-wanted", "A list of numbers is wanted here",
            node.path + " is a list of " + (count > 0 ? std::to_string(count) + " " : std::string()) + "numbers" +
                (node.kind == Node::Kind::list ? "; here stand " + std::to_string(node.items.size()) + "." : "."));
    out.assign(count, 1);
    return out;
  }
  for (const Node& item : node.items) out.push_back(number(item, least));
  return out;
}

std::uint32_t Reader::name(const Node& node, const std::map<std::string, std::uint32_t, std::less<>>& among, std::string_view what) {
  const std::string given = text(node);
  if (node.kind != Node::Kind::text) return 0;
  if (const auto found = among.find(given); found != among.end()) return found->second;
  const auto known = keys(among);
  const std::string near = nearest_name(given, known);
  problem(node, "name-not-known", "There is no such " + std::string(what),
          quoted(given) + " is no " + std::string(what) + " of this model" +
              (known.empty() ? "; it has none." : near.empty() ? ". It has " + listed(known) + "." : ". Is " + near + " meant?"));
  return 0;
}

std::vector<std::uint32_t> Reader::names(const Node& node, const std::map<std::string, std::uint32_t, std::less<>>& among, std::string_view what) {
  std::vector<std::uint32_t> out;
  if (node.kind == Node::Kind::list) {
    for (const Node& item : items(node)) out.push_back(name(item, among, what));
  } else {
    out.push_back(name(node, among, what));
  }
  return out;
}

std::shared_ptr<const Columns> Reader::columns(const Node& at, const std::string& name) {
  const auto read = tables(name);
  if (read) return *read;
  problem(at, read.error().code, read.error().title, read.error().detail);
  return {};
}

std::optional<std::uint32_t> Reader::column(const Node& at, const Columns& table, const std::string& name) {
  if (const auto found = table.find(name)) return found;
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < table.count(); ++i) known.emplace_back(table.name(i));
  no_such_column(at, name, known);
  return {};
}

void Reader::no_such_column(const Node& at, const std::string& name, const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  problem(at, "column-not-known", "The table has no such column", quoted(name) + (near.empty() ? " is none of " + listed(known) + "." : ": is " + near + " meant?"));
}

void Reader::no_area_column(const Node& at, const std::string& name) {
  const auto known = keys(area_columns);
  const std::string near = nearest_name(name, known);
  problem(at, "column-not-known", "The areas have no such column",
          quoted(name) + (!near.empty() ? ": is " + near + " meant?" : " is no column of the areas that holds nothing but numbers of 0 or more, and is in one table only. " + (known.empty() ? "There is none." : "Those are " + listed(known) + ".")));
}

double Reader::number_at(const Node& table, std::string_view key, double fallback, double least, double most) {
  const Node* node = table.find(key);
  return node == nullptr ? fallback : number(*node, least, most);
}

double Reader::time_at(const Node& table, std::string_view key, double fallback) {
  const Node* node = table.find(key);
  return node == nullptr ? fallback : time(*node);
}

double Reader::hour_at(const Node& table, std::string_view key, double fallback) {
  const Node* node = table.find(key);
  if (node == nullptr) return fallback;
  if (node->kind == Node::Kind::text) {
    if (const auto seconds = seconds_of_day(node->text)) return *seconds / 3600;
  }
  return number(*node, 0, 24);
}

std::string Reader::text_at(const Node& table, std::string_view key) {
  const Node* node = table.find(key);
  return node == nullptr ? std::string() : text(*node);
}

}  // namespace tributary::exchange::flow
