// Distributions as a model file writes them: a number, a time with its unit, or { distribution = "lognormal", mean = …, sd = … }.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "engines/flow/distribution_given.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::Distribution;

constexpr std::array<std::string_view, 14> laws{"fixed", "exponential", "gamma", "lognormal", "weibull", "hyperexponential", "phase-type",
                                                "erlang", "triangular", "uniform", "normal", "empirical", "lognormal-pareto", "poisson"};

// By which parameters each law may be given: one of its ways.
const std::vector<Reader::Way>& ways_of(std::string_view law) {
  using Ways = std::vector<Reader::Way>;
  static const std::map<std::string_view, Ways> all{
      {"fixed", {{{"value"}, {}}}},
      {"exponential", {{{"mean"}, {}}, {{"rate"}, {}}}},
      {"gamma", {{{"mean", "sd"}, {}}, {{"mean", "median"}, {}}, {{"shape", "scale"}, {}}, {{"shape", "rate"}, {}}, {{"shape", "mean"}, {}}}},
      {"lognormal", {{{"mean", "sd"}, {}}, {{"mean", "median"}, {}}, {{"mu", "sigma"}, {}}, {{"quantiles"}, {}}}},
      {"weibull", {{{"shape", "scale"}, {}}, {{"mean", "sd"}, {}}, {{"quantiles"}, {}}}},
      {"hyperexponential", {{{"weights", "means"}, {}}, {{"mean", "sd"}, {}}}},
      {"phase-type", {{{"begin", "rates", "onward"}, {}}, {{"mean", "sd"}, {}}}},
      {"erlang", {{{"phases", "mean"}, {}}}},
      {"triangular", {{{"from", "mode", "to"}, {}}}},
      {"uniform", {{{"from", "to"}, {}}}},
      {"normal", {{{"mean", "sd"}, {}}}},
      {"poisson", {{{"mean"}, {}}}},
      {"empirical", {{{"values"}, {"weights", "between"}}}},
      {"lognormal-pareto",
       [] {
         Ways body = {{{"mean", "sd"}, {}}, {{"mean", "median"}, {}}, {{"mu", "sigma"}, {}}, {{"quantiles"}, {}}};
         for (Reader::Way& each : body) each.keys.insert(each.keys.end(), {"splice", "tail_shape", "tail_scale"});
         return body;
       }()},
  };
  return all.find(law)->second;
}

// A `scale` beside a shape is a parameter of the law; of any other law it stretches what is drawn.
std::vector<std::string_view> parameters(const Node& node) {
  std::vector<std::string_view> out{"value", "mean", "sd", "rate", "from", "to", "mode", "shape", "median", "mu", "sigma", "quantiles", "weights", "means", "begin", "rates",
                                    "onward", "phases", "values", "between", "splice", "tail_shape", "tail_scale"};
  if (node.find("shape") != nullptr) out.emplace_back("scale");
  return out;
}

class LawReader {
 public:
  // Numbers that are times stand in `unit`, and times with a unit of their own are told in `in`, both in the model's.
  LawReader(Reader& reader, const Node& node, double unit, double in) : reader_(reader), node_(node), told_(reader.problems.size()), unit_(unit), in_(in) {}

  engine::Law read(std::string_view law) {
    if (!reader_.one_of(node_, ways_of(law), parameters(node_))) return engine::Fixed{1};
    if (law == "fixed") return engine::Fixed{time("value")};
    if (law == "exponential") return engine::Exponential{has("rate") ? 1 / positive("rate") * unit_ : time("mean")};
    if (law == "uniform") return engine::Uniform{time("from"), time("to")};
    if (law == "triangular") return engine::Triangular{time("from"), time("mode"), time("to")};
    if (law == "normal") return engine::Normal{signed_time("mean"), time("sd")};
    if (law == "gamma") return gamma();
    if (law == "lognormal") return lognormal();
    if (law == "weibull") return weibull();
    if (law == "hyperexponential") return hyperexponential();
    if (law == "phase-type") return phase_type();
    if (law == "erlang") return erlang();
    if (law == "empirical") return empirical();
    if (law == "poisson") return poisson();
    return spliced();
  }

 private:
  [[nodiscard]] bool has(std::string_view key) const { return node_.find(key) != nullptr; }
  const Node* want(std::string_view key) {
    const Node* node = node_.find(key);
    if (node == nullptr) reader_.problem(node_, "parameter-missing", "A parameter is missing", node_.path + " needs " + std::string(key) + ".");
    return node;
  }
  double plain(std::string_view key) {
    const Node* node = want(key);
    return node == nullptr ? 1 : reader_.number(*node);
  }
  double positive(std::string_view key) {
    const Node* node = want(key);
    return node == nullptr ? 1 : std::max(1e-300, reader_.number(*node, 0));
  }
  double time(std::string_view key) {
    const Node* node = want(key);
    if (node == nullptr) return 1;
    return time(*node);
  }
  double time(const Node& node) { return node.kind == Node::Kind::text ? reader_.time(node, in_) : reader_.number(node, 0) * unit_; }
  double signed_time(std::string_view key) {
    const Node* node = want(key);
    return node == nullptr ? 1 : reader_.number(*node) * unit_;
  }

  template <class Made>
  Made take(base::Result<Made> made) {
    if (made) return *made;
    if (reader_.problems.size() == told_) reader_.problem(node_, made.error().code, made.error().title, made.error().detail);
    return {};
  }

  // Two quantiles: { quantiles = { "0.5" = 4, "0.9" = 12 } }.
  std::array<double, 4> two_quantiles() {
    const Node& at = *node_.find("quantiles");
    if (at.kind != Node::Kind::table || at.members.size() != 2) {
      reader_.problem(at, "quantiles-wanted", "Two quantiles are wanted", "Write quantiles = { \"0.5\" = 4, \"0.9\" = 12 }: the share of people, and the time that they stay at most.");
      return {0.25, 1, 0.75, 2};
    }
    std::array<double, 4> out{};
    for (std::size_t i = 0; i < 2; ++i) {
      out[2 * i] = std::strtod(at.members[i].first.c_str(), nullptr);
      out[2 * i + 1] = time(at.members[i].second);
    }
    if (out[0] > out[2]) std::swap(out[0], out[2]), std::swap(out[1], out[3]);
    return out;
  }

  engine::Law gamma() {
    if (has("shape")) return engine::Gamma{positive("shape"), has("rate") ? unit_ / positive("rate") : has("mean") ? time("mean") / positive("shape") : time("scale")};
    if (has("median")) return take(engine::gamma_of_mean_median(time("mean"), time("median")));
    return take(engine::gamma_of_mean_sd(time("mean"), time("sd")));
  }

  engine::Law lognormal() {
    if (has("mu") || has("sigma")) return engine::Lognormal{plain("mu") + std::log(unit_), positive("sigma")};
    if (has("quantiles")) {
      const auto q = two_quantiles();
      return take(engine::lognormal_of_quantiles(q[0], q[1], q[2], q[3]));
    }
    if (has("median")) return take(engine::lognormal_of_mean_median(time("mean"), time("median")));
    return take(engine::lognormal_of_mean_sd(time("mean"), time("sd")));
  }

  engine::Law weibull() {
    if (has("shape")) return engine::Weibull{positive("shape"), time("scale")};
    if (has("quantiles")) {
      const auto q = two_quantiles();
      return take(engine::weibull_of_quantiles(q[0], q[1], q[2], q[3]));
    }
    return take(engine::weibull_of_mean_sd(time("mean"), time("sd")));
  }

  engine::Law hyperexponential() {
    if (!has("weights")) return take(engine::hyperexponential_of_mean_sd(time("mean"), time("sd")));
    engine::Hyperexponential law{list("weights", 1), list("means", unit_)};
    if (const Node* weights = node_.find("weights"); weights != nullptr && weights->items.size() == law.weights.size()) reader_.sum_to_one(*weights, law.weights);
    return law;
  }

  engine::Law phase_type() {
    if (has("mean")) return take(engine::phase_type_of_mean_sd(time("mean"), time("sd")));
    engine::PhaseType law;
    law.begin = list("begin", 1);
    law.rate = list("rates", 1 / unit_);
    if (const Node* rows = want("onward"); rows != nullptr && rows->kind == Node::Kind::list) {
      for (const Node& row : rows->items) {
        const auto values = reader_.numbers(row, law.rate.size());
        law.next.insert(law.next.end(), values.begin(), values.end());
      }
    }
    return law;
  }

  engine::Law erlang() {
    const Node* phases = want("phases");
    const int count = phases == nullptr ? 1 : reader_.count(*phases, 1, 1000);
    return engine::Gamma{static_cast<double>(count), time("mean") / count};
  }

  engine::Law empirical() {
    engine::Empirical law;
    law.values = list("values", unit_);
    law.weights = has("weights") ? list("weights", 1) : std::vector<double>(law.values.size(), 1);
    if (const Node* between = node_.find("between")) law.between = reader_.truth(*between);
    // People list what they saw in any order, and more than once.
    if (law.weights.size() != law.values.size()) return law;
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t i = 0; i < law.values.size(); ++i) pairs.emplace_back(law.values[i], law.weights[i]);
    std::sort(pairs.begin(), pairs.end());
    law.values.clear(), law.weights.clear();
    for (const auto& [value, weight] : pairs) {
      if (!law.values.empty() && law.values.back() == value) law.weights.back() += weight;
      else law.values.push_back(value), law.weights.push_back(weight);
    }
    return law;
  }

  engine::Law poisson() {
    auto law = take(engine::poisson_of_mean(positive("mean")));
    for (double& each : law.values) each *= unit_;
    return law;
  }

  engine::Law spliced() {
    const auto body = std::get<engine::Lognormal>(lognormal());
    return engine::SplicedLognormalPareto{body, plain("splice"), plain("tail_shape"), time("tail_scale")};
  }

  std::vector<double> list(std::string_view key, double scale) {
    const Node* node = want(key);
    auto out = node == nullptr ? std::vector<double>{1} : reader_.numbers(*node, 0);
    for (double& each : out) each *= scale;
    return out;
  }

  Reader& reader_;
  const Node& node_;
  const std::size_t told_;  // before: what is wrong with a number is told once, and not of the law as well
  double unit_, in_;
};

}  // namespace

engine::Distribution Reader::distribution(const Node& node, double in) {
  // Numbers stand in the unit that is said beside them.
  double unit = 1;
  const auto time_in = [&](const Node& at, double least) { return at.kind == Node::Kind::text ? time(at, in) : number(at, least) * unit; };
  const auto a_parameter = [&](const std::string_view key) { return key != "value" && node.find(key) != nullptr; };
  if (node.kind == Node::Kind::table && node.find("distribution") == nullptr && node.find("about") == nullptr && std::ranges::any_of(parameters(node), a_parameter)) {
    problem(node, "distribution-missing", "Which distribution is that?", node.path + " has what a distribution has, and doesn't say which it is: add distribution = \"lognormal\" or another.");
    return {.law = engine::Fixed{1}, .truncation = {}};
  }
  if (node.kind != Node::Kind::table || node.find("distribution") == nullptr) return {.law = engine::Fixed{time_in(node, 0)}, .truncation = {}};
  only(node, {"distribution", "unit", "shift", "shift_above", "scale", "least", "most", "outside", "value", "mean", "sd", "rate", "from", "to", "mode", "shape", "median", "mu",
              "sigma", "quantiles", "weights", "means", "begin", "rates", "onward", "phases", "values", "between", "splice", "tail_shape", "tail_scale",
              "source", "licence", "note", "class", "segment", "area", "service", "next", "when"});
  const std::string law = text_at(node, "distribution");
  if (std::find(laws.begin(), laws.end(), law) == laws.end()) {
    const std::vector<std::string> names(laws.begin(), laws.end());
    const std::string near = nearest_name(law, names);
    problem(*node.find("distribution"), "distribution-not-known", "There is no such distribution", "\"" + law + "\" is none that a model knows" + (near.empty() ? "." : ". Is " + near + " meant?"));
    return {};
  }
  const std::size_t told = problems.size();
  if (const Node* word = node.find("unit")) {
    unit = unit_of(text(*word)) / in;
    if (unit == 0) problem(*word, "unit-not-known", "There is no such unit", "Use minute, hour, day, week, month or year."), unit = 1;
  }
  engine::Distribution out;
  out.law = LawReader(*this, node, unit, in).read(law);
  // A spliced law has a scale of its own: the tail's is tail_scale; a gamma's or Weibull's belongs to its shape.
  const bool own_scale = node.find("shape") != nullptr && node.find("scale") != nullptr;
  if (const Node* scale = node.find("scale"); scale != nullptr && !own_scale) out.scale = number(*scale, 0);
  if (const Node* shift = node.find("shift")) {
    Node length = *shift;  // "-1 day" is a day less
    const bool less = length.kind == Node::Kind::text && length.text.starts_with('-');
    if (less) length.text.erase(0, 1);
    out.shift = time_in(length, -1e300) * (less ? -1 : 1);
    if (const Node* above = node.find("shift_above")) out.shift_above = time_in(*above, 0);
  } else if (const Node* above = node.find("shift_above")) {
    problem(*above, "shift-missing", "What is above is moved by a shift", "Give " + node.path + " a shift beside its shift_above, or leave that out.");
  }
  if (node.find("least") != nullptr || node.find("most") != nullptr || node.find("outside") != nullptr) {
    engine::Truncation cut;
    if (const Node* least = node.find("least")) cut.least = time_in(*least, 0);
    if (const Node* most = node.find("most")) cut.most = time_in(*most, 0);
    if (const Node* rule = node.find("outside")) {
      const std::string word = text(*rule);
      if (word == "clip") cut.rule = engine::Outside::clip;
      else if (word == "absolute") cut.rule = engine::Outside::absolute;
      else if (word != "resample") problem(*rule, "rule-not-known", "There is no such rule for draws outside", "\"" + word + "\": use resample, clip or absolute.");
    } else {
      problem(node, "rule-missing", "A truncation says what becomes of draws outside", "Add outside = \"resample\", \"clip\" or \"absolute\" to " + node.path + ": tools differ here, so a model says it.");
    }
    out.truncation = cut;
  }
  if (auto done = engine::check_distribution(out); !done && problems.size() == told) problem(node, done.error().code, done.error().title, done.error().detail);
  return out;
}

}  // namespace tributary::exchange::flow
