// [arrivals.NAME]: who comes, how often, from where.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "engines/flow/engine/calendar.hpp"
#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::Source;

// rate = 5.14 (per time unit), per = "year"; every = 1.2; or rates per 1,000 people a year.
double rate(Reader& reader, const Node& node) {
  const double per = [&] {
    const Node* word = node.find("per");
    if (word == nullptr) return 1.0;
    const double unit = reader.unit_of(reader.text(*word));
    if (unit == 0) reader.problem(*word, "unit-not-known", "There is no such unit", "Use minute, hour, day, week, month or year.");
    return unit == 0 ? 1.0 : unit;
  }();
  if (const Node* given = node.find("rate")) return reader.number(*given, 0) / per;
  if (const Node* every = node.find("every")) {
    const double gap = reader.time(*every);
    if (!(gap > 0)) reader.problem(*every, "number-out-of-range", "The time between arrivals is above 0", node.path + ".every must be above 0.");
    return gap > 0 ? 1 / gap : 1;
  }
  return 0;
}

engine::Profile profile(Reader& reader, const Node& node) {
  engine::Profile out;
  if (const Node* hours = node.find("by_hour")) out.by_hour = reader.numbers(*hours, 24);
  if (const Node* days = node.find("by_weekday")) out.by_weekday = reader.numbers(*days, 7);
  if (const Node* months = node.find("by_month")) out.by_month = reader.numbers(*months, 12);
  if (const Node* dates = node.find("by_date")) {
    for (const auto& [key, value] : dates->members) {
      const auto date = base::parse_iso_date(key);
      if (date) out.by_date[*date] = reader.number(value, 0);
      else reader.problem(value, "date-not-understood", "The date can't be understood", "\"" + key + "\": write dates as 2026-12-25.");
    }
  }
  if ((!out.by_month.empty() || !out.by_date.empty()) && !reader.model.begins_on) {
    reader.problem(node, "begin-missing", "Months and dates need to know when the run begins", "Say begins_on = 2026-01-01 or another date at the top of the file.");
    out.by_month.clear(), out.by_date.clear();
  }
  return out;
}

// class = "stroke", or class = { stroke = 0.3, tia = 0.7 }.
void kinds(Reader& reader, const Node& node, Source& out) {
  const Node* given = node.find("class");
  if (const Node* log = node.find("replay"); log != nullptr && log->find("class") != nullptr) {  // the log says it
    if (given != nullptr) reader.problem(*given, "two-ways", "One thing is said in two ways", node.path + " says class beside replay.class, and one of them would be thrown away. Leave one out.");
    return;
  }
  if (given == nullptr) {
    if (reader.model.classes.size() == 1) return out.classes.push_back({0});
    return reader.problem(node, "class-missing", "Arrivals say which class they are", "Add class = \"…\" to " + node.path + ", or { name = share, … }.");
  }
  if (given->kind != Node::Kind::table) return out.classes.push_back({reader.name(*given, reader.classes, "class")});
  for (const auto& [name, value] : given->members) {
    Node at = value;
    at.kind = Node::Kind::text, at.text = name;
    out.classes.push_back({reader.name(at, reader.classes, "class")});
    out.class_weights.push_back(reader.share(value));
  }
  reader.sum_to_one(*given, out.class_weights);
}

// Rates per 1,000 people a year, by segment: with areas that have people of each segment, or the segments' own populations.
double per_thousand(Reader& reader, const Node& rates, Source& out) {
  double sum = 0;
  for (const auto& [name, value] : rates.members) {
    const auto found = reader.segments.find(name);
    if (found == reader.segments.end()) {
      reader.problem(value, "name-not-known", "There is no such segment", "\"" + name + "\" is no segment of this model.");
      continue;
    }
    const double a_year = reader.number(value, 0) / 1000 * reader.segment_people[found->second];
    out.segments.push_back({found->second});
    out.segment_weights.push_back(a_year);
    sum += a_year;
  }
  return sum / reader.unit_of("year");
}

// "week" is a week.
double period(Reader& reader, const Node& node, double usual) {
  const Node* given = node.find("period");
  if (given == nullptr) return usual;
  const double unit = given->kind == Node::Kind::text ? reader.unit_of(given->text) : 0;
  return unit > 0 ? unit : reader.time(*given);
}

// When appointments are in their period: times since it begins, times of day of a day's, and of a week's with days: "Monday 09:30", or
// { days = "weekdays", times = ["09:00", "09:30"] }.
class Appointments {
 public:
  Appointments(Reader& reader, double period, double begins) : reader_(reader), calendar_(reader.model.unit, reader.model.begins_on), period_(period), begins_(begins) {}

  void add(const Node& item) {
    if (item.kind == Node::Kind::table) {
      reader_.only(item, {"days", "times[]"});
      const Node *days = item.find("days"), *times = item.find("times");
      if (days == nullptr || times == nullptr) return reader_.problem(item, "key-missing", "Something is missing here", "Give days and times: { days = \"weekdays\", times = [\"09:00\", \"09:30\"] }.");
      for (const Node& time : times->items) add_on(*days, time);
      return;
    }
    const std::size_t space = item.kind == Node::Kind::text ? item.text.find(' ') : std::string::npos;
    if (space != std::string::npos && item.text.find(':') != std::string::npos) {
      Node day = item, time = item;
      day.text = item.text.substr(0, space), time.text = item.text.substr(space + 1);
      return add_on(day, time);
    }
    const double time = reader_.time_of_day(item);
    if (item.kind != Node::Kind::text || item.text.find(':') == std::string::npos) return out_.push_back(time);
    const double day = calendar_.day(), days = period_ / day;
    if (std::fabs(days - std::round(days)) > 1e-9) return reader_.problem(item, "time-of-no-day", "A time of day needs a period of whole days", "Say period = \"day\" or \"week\", or write the time since the period begins, like \"2 h\".");
    out_.push_back(std::fmod(time - calendar_.hour_of_day(begins_) * calendar_.per_hour() + day, day));
  }

  // In the order in which they are written, which says whose draws are whose.
  std::vector<double> take() { return std::move(out_); }

 private:
  void add_on(const Node& days, const Node& time) {
    const double week = 7 * calendar_.day(), of_day = reader_.time_of_day(time);
    if (std::fabs(period_ - week) > 1e-9 * week) return reader_.problem(time, "day-of-no-week", "Days of the week need a period of a week", "Say period = \"week\", or leave the day out.");
    // Since a Monday's midnight, from when the week of the appointments begins.
    const double first = calendar_.weekday(begins_) * calendar_.day() + calendar_.hour_of_day(begins_) * calendar_.per_hour();
    const unsigned on = weekdays(reader_, days);
    for (unsigned day = 0; day < 7; ++day) {
      if ((on >> day & 1U) != 0) out_.push_back(std::fmod(day * calendar_.day() + of_day - first + week, week));
    }
  }

  Reader& reader_;
  engine::Calendar calendar_;
  double period_, begins_;
  std::vector<double> out_;
};

void read_source(Reader& reader, const std::string& name, const Node& node, Source& out) {
  reader.only(node, {"title", "class", "to", "rate", "per", "every", "process", "gap", "count", "period", "at", "no_show", "early", "lateness", "replay{}", "from_areas", "factor",
                     "by_hour", "by_weekday", "by_month", "by_date{}", "begins", "ends", "at_most", "first", "per_1000_a_year{}", "note", "source"});
  out.name = name;
  const auto beside = [](std::initializer_list<std::string_view> more) {
    std::vector<std::string_view> keys{"by_hour", "by_weekday", "by_month", "by_date", "from_areas"};
    keys.insert(keys.end(), more);
    return keys;
  };
  static const std::vector<Reader::Way> ways{{{"rate"}, beside({"per", "process"})}, {{"every"}, beside({"process"})}, {{"per_1000_a_year"}, beside({"process"})},
                                             {{"from_areas"}, beside({"process"})}, {{"gap"}, beside({"first"})}, {{"count"}, beside({"period"})},
                                             {{"at"}, {"period", "no_show", "early", "lateness", "from_areas"}}, {{"replay"}, {"from_areas"}}};
  reader.one_of(node, ways);
  kinds(reader, node, out);
  out.profile = profile(reader, node);
  out.begins = node.find("begins") == nullptr ? 0 : reader.time_or_date(*node.find("begins"));
  if (const Node* ends = node.find("ends")) out.ends = reader.time_or_date(*ends);
  if (const Node* most = node.find("at_most")) out.at_most = reader.count(*most, 0, 1'000'000'000);
  if (const Node* to = node.find("to")) out.to = reader.choice(*to);
  else reader.problem(node, "to-missing", "Arrivals say where they go", "Add to = \"…\" to " + node.path + ".");

  double each_unit = rate(reader, node);
  if (const Node* rates = node.find("per_1000_a_year")) each_unit = per_thousand(reader, *rates, out);
  if (const Node* weights = node.find("from_areas")) {
    const std::string column = reader.text(*weights);
    const auto fault = reader.area_faults.find(column);
    const auto found = reader.area_columns.find(column);
    if (found == reader.area_columns.end() && reader.areas.empty() && !reader.problems.empty()) {
      each_unit = 1;  // why there are no areas is told
    } else if (fault != reader.area_faults.end()) {
      reader.problem(*weights, "number-wanted", "A number is wanted here", fault->second);
    } else if (found == reader.area_columns.end()) {
      reader.no_area_column(*weights, column);
    } else {
      out.area_weights = found->second;
      if (node.find("rate") == nullptr && node.find("every") == nullptr && node.find("per_1000_a_year") == nullptr) {
        double a_year = 0;  // the column itself says how many come a year
        for (const double weight : out.area_weights) a_year += weight;
        each_unit = a_year / reader.unit_of("year");
      }
    }
  }

  if (const Node* factor = node.find("factor")) {
    for (const char* other : {"count", "gap", "at", "replay"}) {
      if (node.find(other) != nullptr) reader.problem(*factor, "factor-of-no-rate", "Only a rate has a factor", "Leave out factor beside " + std::string(other) + ": it multiplies rate, every, per_1000_a_year and from_areas.");
    }
    each_unit *= reader.number(*factor, 1e-9);
  }

  const auto some_come = [&] {
    // A rate of 0 is said, by a scenario for one; people of whom there are none are a mistake.
    if (node.find("rate") == nullptr && !(each_unit > 0) && reader.problems.empty()) reader.problem(node, "rate-missing", "Arrivals say how many come", "Give " + node.path + " a rate, every, per_1000_a_year, count, gap, at, replay or from_areas.");
  };
  const std::string process = node.find("process") == nullptr ? std::string() : reader.text_at(node, "process");
  if (const Node* log = node.find("replay")) {
    auto comings = replay(reader, *log);
    if (!comings.classes.empty()) {  // as often as it has them
      std::vector<double> counts(reader.model.classes.size());
      for (const engine::ClassId each : comings.classes) ++counts[each.at()];
      for (std::uint32_t at = 0; at < counts.size(); ++at) {
        if (counts[at] > 0) out.classes.push_back({at}), out.class_weights.push_back(counts[at] / static_cast<double>(comings.classes.size()));
      }
    }
    out.process = std::move(comings);
  } else if (const Node* count = node.find("count")) {
    out.process = engine::CountedArrivals{period(reader, node, reader.unit_of("day")), reader.distribution(*count)};
  } else if (const Node* at = node.find("at")) {
    engine::ScheduledArrivals booked;
    booked.period = period(reader, node, reader.unit_of("week"));
    Appointments appointments(reader, booked.period, out.begins);
    if (at->kind == Node::Kind::table) appointments.add(*at);
    else if (at->items.empty()) reader.problem(*at, "list-wanted", "A list is wanted here", at->path + " is a list of times: [\"Monday 09:30\", \"Tuesday 14:00\"], or { days = \"weekdays\", times = [\"09:30\"] }.");
    for (const Node& item : at->items) appointments.add(item);
    booked.at = appointments.take();
    booked.no_show = reader.number_at(node, "no_show", 0, 0, 1);
    booked.early = reader.time_at(node, "early", 0);
    if (const Node* late = node.find("lateness")) booked.lateness = reader.distribution(*late);
    out.process = booked;
  } else if (const Node* gap = node.find("gap")) {
    engine::RenewalArrivals renewal{reader.distribution(*gap), {}};
    if (const Node* first = node.find("first")) renewal.first = reader.time(*first);
    out.process = renewal;
  } else if (process == "deterministic" && each_unit > 0) {
    out.process = engine::RenewalArrivals{{.law = engine::Fixed{1 / each_unit}, .truncation = {}}, {}};
  } else if (process.empty() || process == "poisson" || process == "deterministic") {
    some_come();
    out.process = engine::PoissonArrivals{each_unit};
  } else {
    reader.problem(*node.find("process"), "process-not-known", "There is no such way of coming", "\"" + process + "\": use poisson or deterministic; or give count, gap, at or replay.");
  }
}

}  // namespace

void read_arrivals(Reader& reader, const Node& root) {
  const Node* arrivals = root.find("arrivals");
  if (arrivals == nullptr) return reader.problem(root, "arrivals-missing", "Nobody comes", "Add [arrivals.NAME] with class, rate and to.");
  for (const auto& [name, node] : arrivals->members) {
    Source source;
    read_source(reader, name, node, source);
    reader.model.sources.push_back(std::move(source));
  }
}

}  // namespace tributary::exchange::flow
