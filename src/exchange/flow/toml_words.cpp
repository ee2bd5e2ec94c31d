// Texts, numbers and laws as a model file has them. What write_model.hpp declares of them.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.hpp"
#include "exchange/flow/write_model.hpp"

namespace tributary::exchange::flow {

namespace {

using statistics::Family;

std::string figures(double value, int count = 4) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", count, value);
  return text;
}

// { about = 7.4, sd = 0.35 }, or the number where how surely it is known isn't.
std::string known_so(double value, double error) {
  if (!(error > 0) || !std::isfinite(error)) return figures(value);
  return "{ about = " + figures(value) + ", sd = " + figures(error, 2) + " }";
}

}  // namespace

// Basic strings of TOML 1.0: quotes, backslashes and control characters are escaped.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\', out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04X", byte);
      out += escaped;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string toml_law(const statistics::FittedLaw& fitted) {
  const auto& law = fitted.law;
  const auto& p = law.parameters();
  std::string out = "{ distribution = " + toml_text(name_of(law.family()));
  if (law.family() == Family::hyperexponential) {
    // Its parameters are known together: the law is stretched as surely as its mean is known.
    const double weight = std::clamp(std::round(p[0] * 1000) / 1000, .001, .999);
    const double mean = weight * p[1] + (1 - weight) * p[2], stretch = law.mean() / mean;
    out += ", weights = [" + figures(weight) + ", " + figures(1 - weight) + "], means = [" + figures(p[1] * stretch) + ", " + figures(p[2] * stretch) + "]";
    if (fitted.mean.error > 0) out += ", scale = " + known_so(1, fitted.mean.error / law.mean());
    return out + " }";
  }
  const auto& names = parameters_of(law.family());
  for (std::size_t i = 0; i < p.size(); ++i) {
    // A mu near 0 is a number of three places, not of four figures.
    const double value = names[i] == "mu" ? std::round(p[i] * 1000) / 1000 : p[i];
    out += ", " + std::string(names[i]) + " = " + known_so(value, fitted.intervals.empty() ? 0 : fitted.intervals[i].error);
  }
  return out + " }";
}

std::vector<std::string> names_in_model(const FlowFit& fit) {
  std::vector<std::string> out;
  for (const ServiceFit& each : fit.services) {
    std::string name;
    for (const char c : base::lower(each.title)) {
      if ((c >= 'a' && c <= 'z') || base::is_digit(c)) name += c;
      else if (!name.empty() && name.back() != '_') name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    name = name.substr(0, 40);
    if (name.empty() || base::is_digit(name.front()) || name == "out") name = name.empty() ? "service" : "service_" + name;
    const std::string stem = name;
    for (int i = 2; std::find(out.begin(), out.end(), name) != out.end(); ++i) name = stem + "_" + std::to_string(i);
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace tributary::exchange::flow
