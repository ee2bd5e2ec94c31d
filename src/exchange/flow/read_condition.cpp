// Conditions as a model file writes them: when = "onset_hours <= 4 and not (class == 'tia' or region == 'North')".
//
// Grammar   or := and ("or" and)*        and := not ("and" not)*        not := "not" not | "(" or ")" | compare
//           compare := name op value     op := == != < <= > >=          value := number | 'text' | "text" | name
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "base/text.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::Comparison;
using engine::Known;
using engine::Step;

constexpr std::array<std::string_view, 16> words{"class",  "segment", "area", "locality", "region", "service", "next", "waited",
                                                 "waited_in_all", "visits", "hour", "weekday", "and", "or", "not", "true"};

class Parser {
 public:
  Parser(Reader& reader, const Node& node) : reader_(reader), node_(node), rest_(node.text) { advance(); }

  engine::Condition read() {
    either(0);
    if (!failed_ && !token_.empty()) fail("\"" + base::shorten(token_, 60) + "\" is left over");
    if (failed_) return {};
    return std::move(out_);
  }

 private:
  void fail(const std::string& why) {
    if (failed_) return;
    failed_ = true;
    reader_.problem(node_, "condition-not-understood", "The condition can't be understood",
                    "\"" + base::shorten(node_.text, 200) + "\": " + why + (why.ends_with('?') ? " " : ". ") + "Write comparisons like onset_hours <= 4 or class == 'stroke', joined by and, or, not.");
  }

  void advance() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
    is_text_ = false;
    std::size_t length = 0;
    if (rest_.empty()) {
      token_ = {};
      return;
    }
    const char first = rest_.front();
    const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.'; };
    if (first == '\'' || first == '"') {
      const auto end = rest_.find(first, 1);
      if (end == std::string_view::npos) {
        fail("a quote is not closed");
        token_ = {}, rest_ = {};
        return;
      }
      token_ = rest_.substr(1, end - 1);
      is_text_ = true;
      rest_.remove_prefix(end + 1);
      return;
    }
    if (word(first)) {
      while (length < rest_.size() && word(rest_[length])) ++length;
    } else {
      length = rest_.size() > 1 && rest_[1] == '=' && (first == '=' || first == '!' || first == '<' || first == '>') ? 2 : 1;
    }
    token_ = rest_.substr(0, length);
    rest_.remove_prefix(length);
  }

  bool taken(std::string_view word) {
    if (is_text_ || token_ != word) return false;
    advance();
    return true;
  }

  void push(Step step) {
    if (step.kind == Step::Kind::compare || step.kind == Step::Kind::truth) ++depth_;
    if (step.kind == Step::Kind::both || step.kind == Step::Kind::either) --depth_;
    if (depth_ > engine::deepest_condition) fail("it is nested too deeply");
    out_.steps.push_back(step);
  }

  void either(int nesting) {
    both(nesting);
    while (!failed_ && taken("or")) both(nesting), push({.kind = Step::Kind::either});
  }

  void both(int nesting) {
    negated(nesting);
    while (!failed_ && taken("and")) negated(nesting), push({.kind = Step::Kind::both});
  }

  void negated(int nesting) {
    if (failed_) return;
    if (nesting > engine::deepest_condition) return fail("it is nested too deeply");
    if (taken("not")) {
      negated(nesting + 1);
      return push({.kind = Step::Kind::negated});
    }
    if (taken("(")) {
      either(nesting + 1);
      if (!failed_ && !taken(")")) fail("a bracket is not closed");
      return;
    }
    if (taken("true")) return push({.kind = Step::Kind::truth, .value = 1});
    if (taken("false")) return push({.kind = Step::Kind::truth, .value = 0});
    compare();
  }

  void compare() {
    if (token_.empty()) return fail("something is missing at its end");
    const std::string name(token_);
    advance();
    static constexpr struct { std::string_view sign; Comparison is; } signs[] = {
        {"==", Comparison::equal}, {"!=", Comparison::not_equal}, {"<", Comparison::less}, {"<=", Comparison::at_most}, {">", Comparison::more}, {">=", Comparison::at_least}};
    Step step;
    bool found = false;
    for (const auto& each : signs) {
      if (!is_text_ && token_ == each.sign) step.comparison = each.is, found = true;
    }
    if (!found) return fail("after " + name + " a comparison is wanted (==, !=, <, <=, >, >=)");
    advance();
    if (token_.empty() && !is_text_) return fail("after the comparison a value is wanted");
    const std::string value(token_);
    advance();
    resolve(name, value, step);
  }

  void resolve(const std::string& name, const std::string& value, Step& step) {
    static constexpr struct { std::string_view word; Known is; } numbers[] = {
        {"waited", Known::waited}, {"waited_in_all", Known::waited_in_all}, {"visits", Known::visits}, {"hour", Known::hour}};
    for (const auto& each : numbers) {
      const bool time = each.is == Known::waited || each.is == Known::waited_in_all;
      if (name != each.word) continue;
      step.known = each.is;
      const auto seconds = each.is == Known::hour && value.find(':') != std::string::npos ? seconds_of_day(value) : std::nullopt;
      if (seconds) return step.value = *seconds / 3600, push(step);
      return number(value, step, time ? 1 : 0);
    }
    if (name == "class") return named(step, Known::person_class, value, reader_.classes, "class");
    if (name == "segment") return named(step, Known::segment, value, reader_.segments, "segment");
    if (name == "area") return named(step, Known::area, value, reader_.areas, "area");
    if (name == "service") return named(step, Known::service, value, reader_.services, "service");
    if (name == "locality") return place(step, Known::locality, value);
    if (name == "region") return place(step, Known::region, value);
    if (name == "next") {
      if (reader_.exits.contains(value)) {
        step.known = Known::next;
        step.value = engine::next_exit({reader_.exits.find(value)->second});
        return equality(step);
      }
      return named(step, Known::next, value, reader_.services, "service or exit");
    }
    if (name == "weekday") {
      static constexpr std::string_view days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
      step.known = Known::weekday;
      for (std::size_t i = 0; i < 7; ++i) {
        if (days[i] == value) return step.value = static_cast<double>(i), push(step);
      }
      return fail("\"" + value + "\" is no day of the week");
    }
    if (const auto found = reader_.attributes.find(name); found != reader_.attributes.end()) {
      step.known = Known::attribute;
      step.attribute = {found->second};
      const auto& levels = reader_.model.attributes[found->second].levels;
      if (levels.empty()) return number(value, step, reader_.attribute_units[found->second]);
      for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i] == value) return step.value = static_cast<double>(i), equality(step);
      }
      const std::string near = nearest_name(value, levels);
      return fail("\"" + value + "\" is no level of " + name + (near.empty() ? "" : "; is " + near + " meant?"));
    }
    std::vector<std::string> known(words.begin(), words.begin() + 12);
    for (const auto& [each, at] : reader_.attributes) known.push_back(each);
    const std::string near = nearest_name(name, known);
    fail("nothing is known as " + name + (near.empty() ? "" : "; is " + near + " meant?"));
  }

  void named(Step& step, Known known, const std::string& value, const std::map<std::string, std::uint32_t, std::less<>>& among, const char* what) {
    const auto found = among.find(value);
    if (found == among.end()) {
      std::vector<std::string> names;
      for (const auto& [each, at] : among) names.push_back(each);
      const std::string near = nearest_name(value, names);
      return fail("\"" + value + "\" is no " + what + " of this model" + (near.empty() ? "" : "; is " + near + " meant?"));
    }
    step.known = known;
    step.value = found->second;
    equality(step);
  }

  void place(Step& step, Known known, const std::string& value) {
    step.known = known;
    const int number = reader_.place_number(value);
    bool any = false;
    for (const auto& area : reader_.model.areas) any = any || (known == Known::locality ? area.locality : area.region) == number;
    if (!any) return fail("no area lies in \"" + value + "\"");
    step.value = number;
    equality(step);
  }

  void equality(Step& step) {
    if (step.comparison != Comparison::equal && step.comparison != Comparison::not_equal) return fail("names are compared by == and != only");
    push(step);
  }

  // A number; or a time with its unit ('4 h'), told in what is compared with it: `in`, 0 where that is no time.
  void number(const std::string& value, Step& step, double in) {
    const char* const end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, step.value);
    if (error != std::errc()) return fail("\"" + value + "\" is no number");
    if (rest != end) {
      const auto word = base::trim({rest, static_cast<std::size_t>(end - rest)});
      const double unit = in > 0 ? reader_.unit_of(word) / in : 0;
      if (unit == 0) return fail("\"" + value + "\" is no number" + (in > 0 ? ", and no time like '4 h'" : ""));
      step.value *= unit;
    }
    push(step);
  }

  Reader& reader_;
  const Node& node_;
  std::string_view rest_, token_;
  bool is_text_ = false, failed_ = false;
  int depth_ = 0;
  engine::Condition out_;
};

}  // namespace

bool means_something(std::string_view name) { return std::find(words.begin(), words.end(), name) != words.end() || name == "false"; }

engine::Condition Reader::expression(const Node& node) {
  if (text(node).empty()) {
    if (node.kind == Node::Kind::text) problem(node, "nothing-said", "Nothing is said here", node.path + " is empty. Leave it out where it is for everybody.");
    return {};
  }
  return Parser(*this, node).read();
}

// `class = "stroke"` or `class = ["stroke", "tia"]` are short for the comparison; all that stand together must hold.
engine::Condition Reader::condition(const Node& table) {
  engine::Condition out;
  const auto join = [&](const engine::Condition& more) {
    const bool first = out.steps.empty();
    out.steps.insert(out.steps.end(), more.steps.begin(), more.steps.end());
    if (!first && !more.steps.empty()) out.steps.push_back({.kind = Step::Kind::both});
  };
  const auto among = [&](const char* key, engine::Known known, const std::map<std::string, std::uint32_t, std::less<>>& names_of, const char* what) {
    const Node* node = table.find(key);
    if (node == nullptr) return;
    engine::Condition any;
    for (const auto at : names(*node, names_of, what)) {
      any.steps.push_back({.kind = Step::Kind::compare, .known = known, .value = static_cast<double>(at)});
      if (any.steps.size() > 1) any.steps.push_back({.kind = Step::Kind::either});
    }
    join(any);
  };
  among("class", engine::Known::person_class, classes, "class");
  among("segment", engine::Known::segment, segments, "segment");
  among("area", engine::Known::area, areas, "area");
  among("service", engine::Known::service, services, "service");
  if (const Node* node = table.find("next")) {
    const std::uint32_t beyond = engine::count_of(model.services);  // exits count on from there
    auto both = services;
    for (const auto& [exit, at] : exits) both.emplace(exit, beyond + at);
    engine::Condition any;
    for (const auto at : names(*node, both, "service or exit")) {
      const double value = at >= beyond ? engine::next_exit({at - beyond}) : at;
      any.steps.push_back({.kind = Step::Kind::compare, .known = engine::Known::next, .value = value});
      if (any.steps.size() > 1) any.steps.push_back({.kind = Step::Kind::either});
    }
    join(any);
  }
  if (const Node* node = table.find("when")) join(expression(*node));
  return out;
}

}  // namespace tributary::exchange::flow
