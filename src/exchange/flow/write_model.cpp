#include "exchange/flow/write_model.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.hpp"
#include "exchange/flow/fit_cautions.hpp"

namespace tributary::exchange::flow {

namespace {

// Two figures, and tens at least: 1,054 are "about 1100", 53 "about 50".
std::string about_so_many(std::size_t count) {
  double unit = 10;
  while (static_cast<double>(count) / unit >= 100) unit *= 10;
  return "about " + base::to_text(std::round(static_cast<double>(count) / unit) * unit);
}

// Upwards to one figure: 37 is 40.
double round_number(double value) {
  const double unit = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
  return std::ceil(value / unit) * unit;
}

std::string of_figures(double value, int figures) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*g", figures, value);
  return text;
}

// How long it takes until a service that was empty has 99 in 100 of the people whom it has in the long run: until
// ∫ P(stay > t) dt has come so far.
double filling_time(const statistics::LifeLaw& law, double most) {
  double time = law.mean();
  while (time < most && law.mean_beyond(time) > .01 * law.mean()) time *= 1.25;
  return std::min(time, most);
}

class ModelText {
 public:
  ModelText(const FlowFit& fit, const ModelWanted& wanted) : fit_(fit), wanted_(wanted), names_(names_in_model(fit)) {}

  base::Result<std::string> write() {
    if (auto known = check_beds(); !known) return base::fail(known.error());
    for (const ClassFit& each : fit_.classes) {
      if (!each.arrivals) {
        return base::fail({.code = "arrivals-missing", .title = "A model needs to know how many come", .detail = "The file doesn't say when people came" + (fit_.classes.size() > 1 ? ", those of " + each.name + " at least" : std::string()) + ". Say how many do with --per-day, or which column says when with --start.",
                           .field = "--per-day", .where = {}});
      }
    }
    head();
    for (std::size_t cls = 0; cls < fit_.classes.size(); ++cls) arrivals(cls);
    for (std::uint32_t service = 0; service < fit_.services.size(); ++service) write_service(service);
    for (std::uint32_t service = 0; service < fit_.services.size(); ++service) measures(service);
    run();
    for (std::size_t cls = 0; cls < fit_.classes.size(); ++cls) arrivals_evidence(cls);
    for (std::uint32_t service = 0; service < fit_.services.size(); ++service) stay_evidence(service);
    return out_;
  }

 private:
  [[nodiscard]] bool several() const { return fit_.classes.size() > 1; }
  [[nodiscard]] std::string arrivals_name(std::size_t cls) const { return several() ? "class_" + std::to_string(cls + 1) : "all"; }
  void line(const std::string& text = {}) { out_ += text + "\n"; }
  void say(const std::string& key, const std::string& value) { line(key + " = " + value); }

  base::Done check_beds() {
    for (const auto& [name, beds] : wanted_.beds_of) {
      const bool known = std::any_of(names_.begin(), names_.end(), [&, &name = name](const std::string& each) { return each == name; }) ||
                         std::any_of(fit_.services.begin(), fit_.services.end(), [&, &name = name](const ServiceFit& each) { return each.title == name; });
      if (known) continue;
      std::string all;
      for (const std::string& each : names_) all += (all.empty() ? "" : ", ") + each;
      return base::fail({.code = "service-unknown", .title = "There is no such service", .detail = "\"" + base::shorten(name, 60) + "\" is none of " + all + ".", .field = "--beds", .where = {}});
    }
    return {};
  }

  [[nodiscard]] std::optional<int> beds_of(std::uint32_t service) const {
    for (const std::string& name : {names_[service], fit_.services[service].title}) {
      if (const auto found = wanted_.beds_of.find(name); found != wanted_.beds_of.end()) return found->second;
    }
    return wanted_.beds;
  }

  void head() {
    line("# Fitted by Tributary " + wanted_.version + ". It holds rates, shares and parameters of laws, of ten people or more each: nobody's stay,");
    line("# no date of anybody, and nothing from which they could be read back.");
    say("schema", "\"tributary.flow/1\"");
    say("name", toml_text(wanted_.name));
    say("title", toml_text("Fitted to " + wanted_.source));
    say("about", toml_text("Arrivals and lengths of stay as they were in the file; what happens to people for other reasons isn't in it."));
    const std::string unit = units_in_words(fit_.unit);
    say("time_unit", toml_text(unit.substr(0, unit.size() - 1)));
    const bool months = std::any_of(fit_.classes.begin(), fit_.classes.end(), [](const ClassFit& each) { return each.arrivals->by_month.shown; });
    if (months) say("begins_on", std::to_string(fit_.last_year) + "-01-01");
    if (several()) {
      std::string all;
      for (const ClassFit& each : fit_.classes) all += (all.empty() ? "" : ", ") + toml_text(each.name);
      say("classes", "[" + all + "]");
    }
  }

  // Shares of three places that sum to 1; one destination is its name.
  [[nodiscard]] std::string ways(const Ways& given) const {
    std::vector<long long> thousandths(given.shares.size());
    long long left = 1000;
    for (std::size_t i = 0; i < given.shares.size(); ++i) thousandths[i] = std::llround(given.shares[i] * 1000), left -= thousandths[i];
    *std::max_element(thousandths.begin(), thousandths.end()) += left;
    std::vector<std::string> all;
    std::string only;
    for (std::size_t i = 0; i < thousandths.size(); ++i) {
      if (thousandths[i] <= 0) continue;
      only = toml_text(i < names_.size() ? names_[i] : "out");
      all.push_back((i < names_.size() ? names_[i] : "out") + " = " + base::to_text(static_cast<double>(thousandths[i]) / 1000));
    }
    if (all.size() == 1) return only;
    std::string out;
    for (const std::string& each : all) out += (out.empty() ? "{ " : ", ") + each;
    return out + " }";
  }

  static std::string factors(const std::vector<double>& values) {
    std::string out;
    for (const double each : values) out += (out.empty() ? "[" : ", ") + base::to_text(std::round(each * 1000) / 1000);
    return out + "]";
  }

  void arrivals(std::size_t cls) {
    const ClassFit& each = fit_.classes[cls];
    const auto& a = *each.arrivals;
    line();
    line("[arrivals." + arrivals_name(cls) + "]");
    if (several()) say("class", toml_text(each.name));
    say("rate", a.error > 0 ? "{ about = " + of_figures(a.rate, 4) + ", sd = " + of_figures(a.error, 2) + " }" : of_figures(a.rate, 4));
    say("per", "\"day\"");
    if (a.by_hour.shown) say("by_hour", factors(a.by_hour.factors));
    if (a.by_weekday.shown) say("by_weekday", factors(a.by_weekday.factors));
    if (a.by_month.shown) say("by_month", factors(a.by_month.factors));
    say("to", ways(each.enter));
  }

  static std::string law_of(const StayFit& each) { return each.fixed ? of_figures(*each.fixed, 3) : toml_law(each.law().fitted); }

  void write_service(std::uint32_t service) {
    line();
    line("[services." + names_[service] + "]");
    say("title", toml_text(fit_.services[service].title));
    if (const auto beds = beds_of(service)) say("beds", std::to_string(*beds));
    else say("kind", "\"unlimited\"");
    std::string stays, all;
    // The last is for everybody else: all people, or the last class.
    const auto last = std::find_if(fit_.stays.rbegin(), fit_.stays.rend(), [&](const StayFit& each) { return each.service == service; });
    for (const StayFit& each : fit_.stays) {
      if (each.service != service) continue;
      if (&each == &*last) {
        all = law_of(each);
        continue;
      }
      // A number can't say for whom it is, a law can.
      const std::string law = each.fixed ? "{ distribution = \"fixed\", value = " + law_of(each) + " }" : law_of(each);
      stays += (stays.empty() ? "[\n  " : ",\n  ") + law.substr(0, law.size() - 2) + ", class = " + toml_text(fit_.classes[*each.cls].name) + " }";
    }
    if (stays.empty()) say("stay", all);
    else say("stay", stays + ",\n  " + (all.starts_with('{') ? all : "{ distribution = \"fixed\", value = " + all + " }") + "\n]");
    std::string cases;
    const std::string usual = ways(fit_.services[service].next);
    for (const ClassFit& each : fit_.classes) {
      if (each.next[service] && ways(*each.next[service]) != usual) cases += (cases.empty() ? "[\n  " : ",\n  ") + ("{ class = " + toml_text(each.name) + ", to = " + ways(*each.next[service]) + " }");
    }
    say("next", cases.empty() ? usual : cases + ",\n  { to = " + usual + " }\n]");
  }

  void measures(std::uint32_t service) {
    const std::string& name = names_[service];
    const auto measure = [&](const char* what, const char* words) {
      line();
      line("[measures." + name + "_" + what + "]");
      say("quantity", toml_text(what));
      say("of", toml_text(name));
      say("title", toml_text(fit_.services[service].title + ": " + words));
    };
    measure("occupancy", "people at a time");
    measure("length_of_stay", (std::string("length of stay, ") + units_in_words(fit_.unit)).c_str());
    if (beds_of(service)) measure("share_delayed", "share who wait for a bed");
  }

  void run() {
    const double units = units_a_day(fit_.unit);
    double longest = 0;
    for (const StayFit& each : fit_.stays) longest += each.fixed ? *each.fixed : filling_time(each.law().fitted.law, longest_filling * units);
    line();
    line("[run]");
    const double warm_up = round_number(longest);
    double a_day = 0;
    for (const ClassFit& each : fit_.classes) a_day += each.arrivals->rate;
    // A hundred years, or fewer of a place to which so many come that they would take minutes.
    const double replications = std::clamp(std::floor(3e8 / (a_day * (warm_up / units + 365))), 5.0, 100.0);
    say("warm_up", base::to_text(warm_up) + "  # until it is as full as it stays");
    say("length", base::to_text(365 * units) + "  # a year");
    say("replications", base::to_text(replications));
    say("seed", std::to_string(wanted_.seed));
  }

  void evidence(const std::string& of, const std::string& note) {
    line();
    line("[[evidence]]");
    say("of", toml_text(of));
    say("source", toml_text(wanted_.source));
    say("licence", "\"unknown: that of the file\"");
    say("note", toml_text(note));
  }

  void arrivals_evidence(std::size_t cls) {
    const auto& each = fit_.classes[cls];
    const auto& a = *each.arrivals;
    if (a.comings == 0) return evidence("arrivals." + arrivals_name(cls), "How many come was said, not fitted. Shares of ways are of " + about_so_many(each.cases) + " cases.");
    std::string note = "Of " + about_so_many(a.comings) + " cases, by their first event; the sd of the rate is by the spread of daily counts.";
    const auto shown = [&](const char* what, const statistics::ProfileTest& test) {
      if (test.shown) note += " By " + std::string(what) + ": likelihood ratio against flat, " + p_in_words(test.p) + ".";
    };
    shown("hour", a.by_hour), shown("weekday", a.by_weekday), shown("month", a.by_month);
    if (a.dispersion_within) note += " Dispersion of daily counts " + of_figures(*a.dispersion_within, 3) + " (at random it is 1: " + p_in_words(*a.dispersion_within_p) + ").";
    evidence("arrivals." + arrivals_name(cls), note);
  }

  void stay_evidence(std::uint32_t service) {
    for (const StayFit& each : fit_.stays) {
      if (each.service != service) continue;
      std::string note = "Of " + about_so_many(each.ended + each.going_on) + " stays" + (each.cls ? " of " + fit_.classes[*each.cls].name : std::string()) + ". ";
      if (each.fixed) note += "All are alike.";
      else {
        note += "Maximum likelihood; standard errors by the observed information. Anderson-Darling, parametric bootstrap: " + p_in_words(each.law().test.p) + ".";
        if (each.grid > 0) note += " Stays are rounded in the file, and fitted as such.";
        if (each.going_on > 0) note += " Those that had not ended count as lasting so long at least.";
      }
      evidence("services." + names_[service] + ".stay", note);
    }
    evidence("services." + names_[service] + ".next", "Shares of " + about_so_many(fit_.services[service].next.people) + " people who went on; ways of fewer than ten are left to the others.");
  }

  const FlowFit& fit_;
  const ModelWanted& wanted_;
  const std::vector<std::string> names_;
  std::string out_;
};

}  // namespace

base::Result<std::string> write_model(const FlowFit& fit, const ModelWanted& wanted) { return ModelText(fit, wanted).write(); }

}  // namespace tributary::exchange::flow
