// What is known of a number: how surely, and from where.
#include <algorithm>
#include <cmath>

#include "engines/random/samplers.hpp"
#include "engines/statistics/distributions.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

// What a parameter doesn't allow is drawn again; where hardly anything is allowed, the nearest bound.
constexpr int most_tries = 10'000;

struct Law {
  const std::string& name;
  double about, low, high, sd;

  // Of the logarithm.
  [[nodiscard]] double spread() const { return std::sqrt(std::log1p(sd * sd / (about * about))); }
  [[nodiscard]] double of_normal(double z) const { return name == "normal" ? about + sd * z : about * std::exp(spread() * z - spread() * spread() / 2); }
  [[nodiscard]] double of_share(double u) const {
    const double width = high - low;
    if (name == "uniform") return low + u * width;
    return u * width < about - low ? low + std::sqrt(u * width * (about - low)) : high - std::sqrt((1 - u) * width * (high - about));
  }
  [[nodiscard]] bool is_bounded() const { return name == "uniform" || name == "triangular"; }

  [[nodiscard]] double draw(random::Stream& stream) const { return is_bounded() ? of_share(stream.unit()) : of_normal(random::normal(stream)); }

  // By a share of what the law holds between the bounds.
  [[nodiscard]] double at(double share, double least, double most) const {
    if (!is_bounded() && !(sd > 0)) return about;
    if (is_bounded()) return std::clamp(of_share(share), least, most);
    const auto below = [&](double value) {
      if (name == "normal") return statistics::normal_cumulative((value - about) / sd);
      return value <= 0 ? 0 : statistics::normal_cumulative((std::log(value / about) + spread() * spread() / 2) / spread());
    };
    const double from = below(least), to = below(most);
    if (!(from < to)) return std::clamp(about, least, most);
    const double u = std::clamp(from + share * (to - from), 0x1p-53, 1 - 0x1p-53);
    return std::clamp(of_normal(statistics::normal_quantile(u)), least, most);
  }
};

}  // namespace

// { about, sd } or { about, low, high } with a law: normal (low to high its 95 % interval), lognormal, triangular, uniform. Those
// that name the same `draw` are high together and low together.
double Reader::unknown(const Node& node, double least, double most) {
  only(node, {"about", "sd", "low", "high", "law", "draw"});
  const double about = number(*node.find("about"), least, most);
  const std::string law = node.find("law") == nullptr ? "normal" : text_at(node, "law");
  const bool between = node.find("low") != nullptr && node.find("high") != nullptr;
  const double low = number_at(node, "low", about), high = number_at(node, "high", about);
  const bool bounded = law == "triangular" || law == "uniform";
  if (!bounded && law != "normal" && law != "lognormal") {
    problem(*node.find("law"), "law-not-known", "There is no such law for what isn't known", "\"" + law + "\": use normal, lognormal, triangular or uniform.");
    return about;
  }
  if (between ? low > about || about > high || node.find("sd") != nullptr : bounded || node.find("sd") == nullptr) {
    problem(node, "spread-missing", "A number that isn't known exactly says how surely it is",
            "Give " + node.path + (bounded ? " low and high, on both sides of about." : " either sd, or low and high (a 95 % interval) on both sides of about."));
    return about;
  }
  const double sd = between ? (high - low) / (2 * 1.959963984540054) : number_at(node, "sd", 0, 0);
  if (law == "lognormal" && !(about > 0)) {
    problem(node, "number-out-of-range", "The number is out of range", node.path + " is lognormal, so about is above 0.");
    return about;
  }
  if (const Node* draw = node.find("draw"); draw != nullptr && text(*draw).empty()) {
    problem(*draw, "name-missing", "A draw that several share has a name", "Give " + draw->path + " a name, the same wherever it is meant, or leave it out.");
  }
  const Node* draw = node.find("draw");
  const std::string& known_as = draw == nullptr ? node.path : draw->text;
  unknowns.insert(known_as);
  const Law of{law, about, low, high, sd};
  if (unknown_at != nullptr) {
    const auto at = unknown_at->find(known_as);
    return at == unknown_at->end() ? about : of.at(at->second, least, most);
  }
  if (!replication) return about;
  random::Stream stream(*replication, random::name_key((draw == nullptr ? "unknown\n" : "unknown together\n") + known_as));
  double value = about;
  for (int i = 0; i < most_tries; ++i) {
    value = of.draw(stream);
    if (value >= least && value <= most) return value;
  }
  return std::clamp(value, least, most);
}

// Every table may say source, licence and note of what stands in it.
void Reader::evidence(const Node& node) {
  std::string words[3];
  bool any = false;
  static constexpr std::string_view keys[] = {"source", "licence", "note"};
  for (std::size_t i = 0; i < 3; ++i) {
    const Node* word = node.kind == Node::Kind::table ? node.find(keys[i]) : nullptr;
    if (word != nullptr && word->kind == Node::Kind::text) words[i] = word->text, any = true;
  }
  if (any) model.evidence.push_back({node.path.empty() ? "the model" : node.path, words[0], words[1], words[2]});
  for (const auto& [name, member] : node.members) {
    if (node.path.empty() && (name == "scenarios" || name == "evidence" || name == "arithmetic")) continue;
    evidence(member);
  }
  for (const Node& item : node.items) evidence(item);
}

}  // namespace tributary::exchange::flow
