#include "exchange/flow/factor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/flow/reader.hpp"
#include "exchange/flow/scenario_course.hpp"

namespace tributary::exchange::flow {

namespace {

struct Way {
  Change::How how;
  const char* key;       // in a model
  std::string_view sign; // on the command line
};
constexpr std::array<Way, 4> ways{{{Change::How::set, "set", "="}, {Change::How::scale, "scale", "*="}, {Change::How::add, "add", "+="}, {Change::How::member, "members", "="}}};

// What is wrong with a factor's range; empty where nothing is.
std::string fault_of(const Factor& factor) {
  for (const std::string& path : factor.paths) {
    if (path.starts_with("run.")) return "How a model is run isn't varied: people would differ by luck and not by levels. Say --seed, --length, --replications or --warm-up.";
  }
  if (!std::isfinite(factor.from) || !std::isfinite(factor.to) || !(factor.from < factor.to)) return "A factor goes from a number to a greater one.";
  if (!factor.step) return {};
  if (!(*factor.step > 0) || *factor.step > (factor.to - factor.from) * (1 + 1e-9)) return "A step is above 0, and no longer than the way from the least to the greatest.";
  if ((factor.to - factor.from) / *factor.step >= static_cast<double>(most_levels)) return "So small a step makes more than " + std::to_string(most_levels) + " levels. Use a longer one.";
  return {};
}

base::Result<std::vector<std::string>> paths_of(const Node& node) {
  std::vector<std::string> out;
  if (node.kind == Node::Kind::text) out.push_back(node.text);
  for (const Node& item : node.items) out.push_back(item.kind == Node::Kind::text ? item.text : std::string());
  if (out.empty() || std::ranges::find(out, std::string()) != out.end())
    return base::fail(problem_at(node, "path-wanted", "A path is wanted here", node.path + " says what is varied: \"services.ward.beds\", or a list of such paths."));
  return out;
}

base::Result<Factor> factor_of(const std::string& name, const Node& node) {
  if (node.kind != Node::Kind::table) return base::fail(problem_at(node, "table-wanted", "A table is wanted here", "A factor is a table: [factors." + name + "] with set, scale or add, from and to."));
  Factor out;
  out.name = out.title = name;
  const Node* change = nullptr;
  for (const auto& [key, value] : node.members) {
    const bool number = value.kind == Node::Kind::number, text = value.kind == Node::Kind::text;
    const auto way = std::ranges::find(ways, key, [](const Way& each) { return std::string_view(each.key); });
    if (way != ways.end()) {
      if (change != nullptr) return base::fail(problem_at(value, "said-twice", "One thing is said in two ways", "A factor has one of set, scale, add and members."));
      change = &value, out.how = way->how;
    } else if ((key == "from" || key == "to" || key == "step") && !number) {
      return base::fail(problem_at(value, "number-wanted", "A number is wanted here", value.path + " is a number."));
    } else if (key == "choice") {
      if (value.kind != Node::Kind::truth) return base::fail(problem_at(value, "truth-wanted", "True or false is wanted here", value.path + " is true where somebody decides it, and false of a circumstance."));
      out.choice = value.truth;
    } else if (key == "from") {
      out.from = value.number;
    } else if (key == "to") {
      out.to = value.number;
    } else if (key == "step") {
      out.step = value.number;
    } else if ((key == "title" || key == "unit" || key == "scenario") && text) {
      (key == "title" ? out.title : key == "unit" ? out.unit : out.scenario) = value.text;
    } else if (key != "note" || !text) {
      return base::fail(problem_at(value, "key-not-known", "There is no such key here", "A factor has title, unit, note, scenario, choice, one of set, scale, add and members, and from, to and step; \"" + key + "\" means nothing here."));
    }
  }
  if (change == nullptr) return base::fail(problem_at(node, "change-missing", "A factor varies nothing", "Give " + node.path + " set, scale, add or members with the path of what is varied."));
  auto paths = paths_of(*change);
  if (!paths) return base::fail(paths.error());
  out.paths = std::move(*paths);
  if (out.how == Change::How::member) return out;
  if (node.find("from") == nullptr || node.find("to") == nullptr) return base::fail(problem_at(node, "range-missing", "A factor says how far it goes", "Give " + node.path + " from and to."));
  if (const std::string fault = fault_of(out); !fault.empty()) return base::fail(problem_at(node, "range-wrong", "A factor's range is wrong", fault));
  return out;
}

// A factor for each name of the list.
base::Result<std::vector<Factor>> members_of(const Factor& all, const Node& node, const Node& root) {
  const Node* list = at_path(const_cast<Node&>(root), all.paths.front());
  if (list == nullptr || list->kind != Node::Kind::list || list->items.empty() || node.find("from") != nullptr || node.find("to") != nullptr || node.find("step") != nullptr)
    return base::fail(problem_at(node, "list-wanted", "Members are of a list of names", "\"" + all.paths.front() + "\" is to be such a list in the model, as groups.NAME is; each is in it or not, so there is no from, to or step."));
  std::vector<Factor> out;
  for (const Node& item : list->items) {
    Factor one = all;
    one.group = all.name, one.member = item.text;
    one.name += "." + item.text, one.title += ": " + item.text;
    one.from = 0, one.to = 1, one.step = 1;
    out.push_back(std::move(one));
  }
  return out;
}

base::Problem unreadable(std::string_view said, const std::string& why, const char* option = "--vary") {
  return {.code = "factor-unreadable", .title = "What is to be varied can't be read", .detail = "\"" + base::shorten(std::string(said), 80) + "\": " + why, .field = option};
}

// LOW..HIGH, and /STEP after it.
bool read_range(std::string_view range, Factor& out) {
  const auto slash = range.find('/');
  const auto dots = range.find("..");
  if (dots == std::string_view::npos) return false;
  const auto from = base::plain_number(range.substr(0, dots)), to = base::plain_number(range.substr(dots + 2, slash == std::string_view::npos ? slash : slash - dots - 2));
  if (!from || !to) return false;
  out.from = *from, out.to = *to;
  if (slash == std::string_view::npos) return true;
  out.step = base::plain_number(range.substr(slash + 1));
  return out.step.has_value();
}

const Factor* find(const std::vector<Factor>& known, std::string_view name) {
  const auto found = std::ranges::find(known, name, &Factor::name);
  return found == known.end() ? nullptr : &*found;
}

base::Problem not_known(std::string_view name, const std::vector<Factor>& known, bool set = false) {
  std::vector<std::string> names;
  std::string all;
  for (const Factor& each : known) {
    const std::string& called = each.group.empty() ? each.name : each.group;
    if (!names.empty() && names.back() == called) continue;
    names.push_back(called), all += (all.empty() ? "" : ", ") + called;
  }
  const std::string near = nearest_name(name, names);
  const std::string how = set ? "say PATH=LEVEL of any number in it, as services.ward.beds=12" : "say PATH=LOW..HIGH of any number in it, as \"services.ward.beds=10..14\"";
  return {.kind = base::ProblemKind::not_found, .code = "factor-not-known", .title = "The model has no such factor",
          .detail = "\"" + base::shorten(std::string(name), 60) + "\": " + (!near.empty() ? "was it " + near + "? Or " + how : all.empty() ? "it names none; " + how : "it has " + all + "; or " + how) + ".", .field = set ? "--set" : "--vary"};
}

// A level as people write it: 0.95, not the 0.9500000000000001 that adding up steps comes to.
double tidy(double level, double width) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", level);
  const double short_one = std::strtod(text, nullptr);
  return std::fabs(short_one - level) <= 1e-9 * width ? short_one : level;
}

double number_at(const Node& node) {
  for (const char* key : {"value", "about"}) {
    if (const Node* inner = node.kind == Node::Kind::table ? node.find(key) : nullptr) return inner->number;
  }
  return node.number;
}

bool is_number(const Node& node) {
  if (node.kind == Node::Kind::number) return true;
  const Node* inner = node.find("value") != nullptr ? node.find("value") : node.find("about");
  return node.kind == Node::Kind::table && inner != nullptr && inner->kind == Node::Kind::number;
}

// Of the scenario too, where the path is one of its own.
std::optional<double> number_of(const std::string& path, const Node& root, const ScenarioText* scenario) {
  if (of_a_scenario(path)) return scenario == nullptr ? std::nullopt : said_by_scenario(*scenario, path);
  const Node* node = at_path(const_cast<Node&>(root), path);
  return node != nullptr && is_number(*node) ? std::optional(number_at(*node)) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> Factor::levels() const {
  if (!step) return std::nullopt;
  return static_cast<std::size_t>(std::floor((to - from) / *step + 1e-9)) + 1;
}

double Factor::nearest(double value) const {
  value = std::clamp(value, from, to);
  if (!step) return value;
  const double last = static_cast<double>(*levels() - 1);
  return std::clamp(tidy(from + std::clamp(std::round((value - from) / *step), 0.0, last) * *step, *step), from, to);
}

double Factor::at(double share) const {
  share = std::clamp(share, 0.0, 1.0);
  if (!step) return std::clamp(tidy(from + share * (to - from), to - from), from, to);
  const auto count = static_cast<double>(*levels());
  return std::clamp(tidy(from + std::min(std::floor(share * count), count - 1) * *step, *step), from, to);
}

base::Result<std::vector<Factor>> factors_of(const Node& factors, const Node& root) {
  if (factors.kind != Node::Kind::table || factors.members.empty())
    return base::fail(problem_at(factors, "table-wanted", "A table is wanted here", "Write [factors.NAME] with set, scale or add, from and to."));
  std::vector<Factor> out;
  for (const auto& [name, node] : factors.members) {
    auto factor = factor_of(name, node);
    if (!factor) return base::fail(factor.error());
    if (factor->how != Change::How::member) {
      out.push_back(std::move(*factor));
      continue;
    }
    auto members = members_of(*factor, node, root);
    if (!members) return base::fail(members.error());
    std::ranges::move(*members, std::back_inserter(out));
  }
  if (out.size() > most_factors)
    return base::fail(problem_at(factors, "factors-too-many", "There are too many factors", std::to_string(out.size()) + ", members each counted; " + std::to_string(most_factors) + " is the most."));
  return out;
}

base::Result<std::vector<Factor>> factors_said(std::string_view said, const std::vector<Factor>& known) {
  const auto equals = said.find('=');
  if (equals == std::string_view::npos) {
    std::vector<Factor> all;
    std::ranges::copy_if(known, std::back_inserter(all), [&](const Factor& each) { return each.name == said || (!each.group.empty() && each.group == said); });
    if (all.empty()) return base::fail(not_known(said, known));
    return all;
  }
  const bool signed_ = equals > 0 && (said[equals - 1] == '*' || said[equals - 1] == '+');
  const std::string_view path = said.substr(0, signed_ ? equals - 1 : equals);
  if (path.empty()) return base::fail(unreadable(said, "before the = stands the path of a number, or a factor of the model."));
  Factor out;
  if (const Factor* own = signed_ ? nullptr : find(known, path)) {
    out = *own;
  } else {
    out.name = out.title = path;
    out.paths = {std::string(path)};
    if (signed_) out.how = said[equals - 1] == '*' ? Change::How::scale : Change::How::add;
  }
  if (!read_range(said.substr(equals + 1), out)) return base::fail(unreadable(said, "after the = stands how far it goes: 80..100, or 80..100/4 in steps of 4."));
  if (const std::string fault = fault_of(out); !fault.empty()) return base::fail(unreadable(said, fault));
  return std::vector{out};
}

base::Result<std::pair<Factor, double>> level_said(std::string_view said, const std::vector<Factor>& known) {
  const auto equals = said.find('=');
  if (equals == std::string_view::npos) return base::fail(unreadable(said, "say NAME=LEVEL, as beds=96.", "--set"));
  const auto level = base::plain_number(said.substr(equals + 1));
  if (!level) return base::fail(unreadable(said, "after the = stands a number.", "--set"));
  const bool signed_ = equals > 0 && (said[equals - 1] == '*' || said[equals - 1] == '+');
  const std::string_view path = said.substr(0, signed_ ? equals - 1 : equals);
  if (const Factor* own = signed_ ? nullptr : find(known, path)) return std::pair(*own, *level);
  if (path.find('.') == std::string_view::npos) return base::fail(not_known(path, known, true));
  Factor out;
  out.name = out.title = path;
  out.paths = {std::string(path)};
  if (signed_) out.how = said[equals - 1] == '*' ? Change::How::scale : Change::How::add;
  return std::pair(std::move(out), *level);
}

std::optional<double> as_it_stands(const Factor& factor, const Node& root, const ScenarioText* scenario) {
  if (factor.how == Change::How::scale) return 1;
  if (factor.how == Change::How::add) return 0;
  if (factor.how == Change::How::member) {
    const Node* list = at_path(const_cast<Node&>(root), factor.paths.front());
    return list != nullptr && std::ranges::find(list->items, factor.member, &Node::text) != list->items.end() ? 1 : 0;
  }
  return number_varied(factor, root, scenario);
}

std::optional<double> number_varied(const Factor& factor, const Node& root, const ScenarioText* scenario) {
  std::optional<double> out;
  for (const std::string& path : factor.paths) {
    const auto one = number_of(path, root, scenario);
    if (!one || (out && *out != *one)) return std::nullopt;
    out = one;
  }
  return out;
}

const ScenarioText* scenario_of(const Factor& factor, const std::vector<ScenarioText>& all) {
  const auto found = std::ranges::find(all, factor.scenario, &ScenarioText::name);
  return found == all.end() ? nullptr : &*found;
}

base::Done varies_numbers(const Factor& factor, const Node& root) {
  if (factor.how != Change::How::set) return {};
  for (const std::string& path : factor.paths) {
    const Node* node = at_path(const_cast<Node&>(root), path);
    if (node == nullptr || node->kind != Node::Kind::table || node->find("distribution") == nullptr) continue;
    std::string inside;
    for (const auto& [key, value] : node->members) {
      if (is_number(value)) inside = path + "." + key;
      if (key == "mean") break;
    }
    return base::fail({.code = "factor-not-number", .title = "A law is no single number",
                       .detail = path + " is a whole law. Scale it: \"" + path + "*=0.8..1.2\"" + (inside.empty() ? "." : "; or vary a number in it: \"" + inside + "=LOW..HIGH\"."), .field = "--vary"});
  }
  return {};
}

std::string name_of(const std::vector<Setting>& settings) {
  std::string out;
  for (const auto& [factor, level] : settings) {
    const auto way = std::ranges::find(ways, factor->how, &Way::how);
    out += (out.empty() ? "" : ", ") + factor->name + std::string(factor->paths.front() == factor->name ? way->sign : "=") + base::to_text(level);
  }
  return out;
}

std::string name_of(const ScenarioText* scenario, const std::vector<Setting>& settings) {
  std::string out = scenario == nullptr ? "" : scenario->name;
  if (!settings.empty()) out += (out.empty() ? "" : ", ") + name_of(settings);
  return out.empty() ? "base" : out;
}

std::string title_of(const ScenarioText* scenario, const std::vector<Setting>& settings) {
  std::string out = scenario == nullptr ? (settings.empty() ? "As it stands" : "") : scenario->title.empty() ? scenario->name : scenario->title;
  for (const auto& [factor, level] : settings)
    out += (out.empty() ? "" : "; ") + (factor->title.empty() ? factor->name : factor->title) + ": " + base::to_text(level);
  return out;
}

ScenarioText varied(const ScenarioText* scenario, const std::vector<Setting>& settings) {
  ScenarioText out;
  if (scenario != nullptr) out = *scenario;
  for (const auto& [factor, level] : settings) {
    for (const std::string& path : factor->paths) {
      Node value;
      value.kind = Node::Kind::number;
      value.number = level;
      value.whole = level == std::floor(level);
      value.text = factor->member;
      value.file = "the level of " + factor->name;
      value.path = path;
      Change change{factor->how, path, std::move(value)};
      if (!of_a_scenario(path) || !change_scenario(out, change)) out.changes.push_back(std::move(change));  // what no scenario says is told as what no model does
    }
  }
  out.name = out.title = name_of(settings);
  return out;
}

}  // namespace tributary::exchange::flow
