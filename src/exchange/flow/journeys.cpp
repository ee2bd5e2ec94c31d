#include "exchange/flow/journeys.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "base/visible.hpp"
#include "exchange/flow/journey_columns.hpp"
#include "exchange/flow/journey_events.hpp"
#include "exchange/flow/length_of_time.hpp"
#include "exchange/flow/moments.hpp"
#include "exchange/header_row.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr const char* not_known = "not known";
constexpr double longest_stay = 36'525;  // days: what is longer than a century is no stay of anybody
constexpr double most_grid = 100;  // a mean stay of more steps than that is as good as exact

// A name of the file as one of the model: on one line, without what a terminal or a reader would stumble over.
std::string as_name(std::string_view text) {
  std::string out;
  const std::string spaced = single_spaced(text);
  for (std::size_t i = 0; i < spaced.size();) {
    std::size_t j = i + 1;
    while (j < spaced.size() && (static_cast<unsigned char>(spaced[j]) & 0xC0U) == 0x80U) ++j;
    const std::string_view point = std::string_view(spaced).substr(i, j - i);
    out += base::is_one_line(point) ? point : " ";
    i = j;
  }
  return base::shorten(out, 80);
}

base::Problem nothing_left(const Journeys& out, const std::string& name) {
  std::string why;
  for (const LeftOut& each : out.left_out) why += (why.empty() ? "" : "; ") + std::to_string(each.count) + " × " + each.what + " (first at " + each.first + ")";
  return {.code = "nothing-to-fit", .title = "Nothing is left to fit", .detail = (why.empty() ? "No row says how long anybody stayed" : "Left out: " + why) + ". Say which columns are meant, and how times are written: 2026-02-27T09:30:00 or 27/02/2026 09:30.", .field = {}, .where = name};
}

// A class for each text; rows without one are of a class that says so.
class Classes {
 public:
  explicit Classes(Journeys& out) : out_(out) {}
  std::uint32_t of(std::string_view text) {
    const std::string name = says_nothing(text) || !base::shows_something(text) ? not_known : as_name(text);
    const auto [found, fresh] = known_.try_emplace(name, static_cast<std::uint32_t>(out_.classes.size()));
    if (fresh) out_.classes.push_back(name);
    return found->second;
  }

 private:
  Journeys& out_;
  std::unordered_map<std::string, std::uint32_t> known_;
};

class JourneyReader {
 public:
  JourneyReader(const Table& table, const FoundColumns& columns, const JourneyColumns& asked, const std::string& name) : table_(table), columns_(columns), asked_(asked), name_(name), classes_(out_) {
    out_.kind = columns.kind, out_.read_as = columns.read_as, out_.rows = table.rows() - 1;
  }

  base::Result<Journeys> read() {
    if (columns_.kind == Journeys::Kind::events) {
      if (auto done = read_events(); !done) return base::fail(done.error());
    } else {
      out_.services.emplace_back("stay");
      columns_.kind == Journeys::Kind::spells ? read_spells() : read_lengths();
    }
    if (out_.classes.empty()) out_.classes.emplace_back("person");
    if (out_.journeys.empty()) return base::fail(nothing_left(out_, name_));
    if (!out_.clock && out_.kind != Journeys::Kind::lengths) out_.grid = 1;
    settle_open_visits();
    if (!any_ended()) return base::fail(nothing_left(out_, name_));
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string place(std::uint32_t row) const { return name_ + ":" + std::to_string(row + 1); }
  [[nodiscard]] std::string_view cell(std::uint32_t row, const FoundColumns::Column& column) const { return column ? table_.cell({row, *column}) : std::string_view(); }

  // With more cells than there are names nobody knows which cell is which: a comma within a number makes two of one.
  bool too_long(std::uint32_t row) {
    for (std::uint32_t column = table_.columns(0); column < table_.columns(row); ++column) {
      if (table_.cell({row, column}).empty()) continue;
      out_.leave_out("more cells than the first row has names (is there a comma in a number?)", place(row));
      return true;
    }
    return false;
  }

  // A row that is in the file twice, cell for cell, where a case says that it can't be somebody else's.
  bool twice(std::uint32_t row) {
    if (!columns_.case_id || cell(row, columns_.case_id).empty()) return false;
    std::string all;
    for (std::uint32_t column = 0; column < table_.columns(row); ++column) all += std::string(table_.cell({row, column})) + '\x1f';
    if (seen_.insert(std::move(all)).second) return false;
    out_.leave_out("the same row again", place(row));
    return true;
  }

  std::optional<double> moment(Moments& moments, std::uint32_t row, const FoundColumns::Column& column, const char* what) {
    const std::string_view text = cell(row, column);
    const auto at = moments.read(row);
    if (at) out_.ends = std::max(out_.ends, *at);
    else out_.leave_out(says_nothing(text) ? std::string("no ") + what : std::string(what) + " that can't be read", place(row));
    return at;
  }

  base::Done read_events() {
    Moments moments(table_, *columns_.time);
    std::vector<LoggedCase> cases;
    std::vector<std::string> activities;
    std::vector<bool> classed;
    std::unordered_map<std::string_view, std::uint32_t> known_cases, known_activities;
    for (std::uint32_t row = 1; row < table_.rows(); ++row) {
      if (table_.blank(row) || too_long(row) || twice(row)) continue;
      const std::string_view id = cell(row, columns_.case_id), activity = cell(row, columns_.activity);
      if (id.empty() || activity.empty()) {
        out_.leave_out(id.empty() ? "no case" : "no activity", place(row));
        continue;
      }
      const auto at = moment(moments, row, columns_.time, "time");
      if (!at) continue;
      const auto [whose, fresh] = known_cases.try_emplace(id, static_cast<std::uint32_t>(cases.size()));
      if (fresh) cases.emplace_back(), classed.push_back(false), note_odd_name(id);
      const auto [which, first] = known_activities.try_emplace(activity, static_cast<std::uint32_t>(activities.size()));
      if (first) activities.push_back(as_name(activity));
      LoggedCase& each = cases[whose->second];
      if (columns_.by && !classed[whose->second] && !says_nothing(cell(row, columns_.by))) each.cls = classes_.of(cell(row, columns_.by)), classed[whose->second] = true;
      each.events.push_back({.at = *at, .activity = which->second, .lifecycle = lifecycle(row), .row = row});
    }
    for (std::size_t i = 0; i < cases.size() && columns_.by; ++i) {
      if (!classed[i]) cases[i].cls = classes_.of({});
    }
    out_.clock = moments.clock();
    out_.notes.insert(out_.notes.end(), moments.said().begin(), moments.said().end());
    if (cases.empty()) return {};
    return add_visits(std::move(cases), activities, asked_, name_, out_);
  }

  [[nodiscard]] LoggedEvent::Lifecycle lifecycle(std::uint32_t row) const {
    const std::string word = base::lower(cell(row, columns_.lifecycle));
    if (word == "start") return LoggedEvent::Lifecycle::start;
    if (word == "complete") return LoggedEvent::Lifecycle::complete;
    return word.empty() ? LoggedEvent::Lifecycle::none : LoggedEvent::Lifecycle::other;
  }

  // A case may well be called NA: as a name it is one.
  void note_odd_name(std::string_view id) {
    if (says_nothing(id)) out_.notes.push_back("A case is called \"" + std::string(id) + "\", which is taken for a name. If it stands for no case, leave its rows out.");
  }

  void add(std::uint32_t row, std::optional<double> came, double begins, double stay, Visit::State state) {
    out_.journeys.push_back({.came = came, .cls = columns_.by ? classes_.of(cell(row, columns_.by)) : 0, .visits = {{.service = 0, .begins = begins, .stay = stay, .state = state}}});
  }

  void read_spells() {
    Moments starts(table_, *columns_.start), ends(table_, *columns_.end);
    for (std::uint32_t row = 1; row < table_.rows(); ++row) {
      if (table_.blank(row) || too_long(row) || twice(row)) continue;
      const auto start = moment(starts, row, columns_.start, "begin");
      if (!start) continue;
      if (says_nothing(cell(row, columns_.end))) {
        add(row, *start, *start, 0, Visit::State::unknown);
        continue;
      }
      const auto end = moment(ends, row, columns_.end, "end");
      if (!end) continue;
      if (*end < *start) out_.leave_out("an end before its begin", place(row));
      else if (*end > *start + longest_stay) out_.leave_out("a stay of over a century", place(row));
      else add(row, *start, *start, *end - *start, Visit::State::ended);
    }
    out_.clock = starts.clock() || ends.clock();
    out_.notes.insert(out_.notes.end(), starts.said().begin(), starts.said().end());
  }

  void read_lengths() {
    std::optional<Moments> starts;
    if (columns_.start) starts.emplace(table_, *columns_.start);
    double sum = 0;
    bool whole = true;
    for (std::uint32_t row = 1; row < table_.rows(); ++row) {
      if (table_.blank(row) || too_long(row) || twice(row)) continue;
      const std::string_view text = cell(row, columns_.stay);
      const auto days = length(text);
      if (!days || *days < 0 || *days > longest_stay) {
        out_.leave_out(days ? *days < 0 ? "a stay below 0" : "a stay of over a century" : says_nothing(text) ? "no length of stay" : "a length of stay that can't be read", place(row));
        continue;
      }
      const double steps = *days / columns_.stay_unit;
      whole = whole && std::fabs(steps - std::round(steps)) < 1e-9, sum += steps;
      const auto came = starts ? moment(*starts, row, columns_.start, "time of coming (the stay itself was taken)") : std::nullopt;
      add(row, came, came.value_or(0), *days, Visit::State::ended);
    }
    if (starts) out_.clock = starts->clock();
    if (whole && !out_.journeys.empty() && sum / static_cast<double>(out_.journeys.size()) < most_grid) out_.grid = columns_.stay_unit;
  }

  // "3.5", or "3.5 days" with a unit of its own.
  [[nodiscard]] std::optional<double> length(std::string_view text) const {
    const auto reading = read_number(text);
    if (!reading || !reading->value || reading->percent || reading->currency) return {};
    if (reading->unit.empty()) return *reading->value * columns_.stay_unit;
    const double unit = length_of(reading->unit, tributary::flow::TimeUnit::day);
    return unit > 0 ? std::optional(*reading->value * unit) : std::nullopt;
  }

  // Visits without an end: going on at the end of the file, where that is no longer than some that ended.
  void settle_open_visits() {
    std::vector<double> longest(out_.services.size(), 0);
    for (const Journey& journey : out_.journeys) {
      for (const Visit& each : journey.visits) {
        if (each.state == Visit::State::ended) longest[each.service] = std::max(longest[each.service], each.stay);
      }
    }
    std::size_t open = 0, missing = 0;
    for (Journey& journey : out_.journeys) {
      for (Visit& each : journey.visits) {
        if (each.state == Visit::State::ended) continue;
        each.stay = out_.ends - each.begins;
        each.state = &each == &journey.visits.back() && each.stay <= longest[each.service] ? Visit::State::going_on : Visit::State::unknown;
        ++(each.state == Visit::State::going_on ? open : missing);
      }
    }
    const auto visits = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " visit has" : " visits have"); };
    if (open > 0) out_.notes.push_back(visits(open) + " no end, and would not be longer than others if still going on when the file ends: taken as lasting so long at least (right-censored).");
    if (missing > 0) out_.notes.push_back(visits(missing) + " no end, and would be longer than any that ended if still going on: their ends are missing, and they are left out of the lengths of stay.");
  }

  [[nodiscard]] bool any_ended() const {
    return std::any_of(out_.journeys.begin(), out_.journeys.end(), [](const Journey& journey) {
      return std::any_of(journey.visits.begin(), journey.visits.end(), [](const Visit& each) { return each.state == Visit::State::ended; });
    });
  }

  const Table& table_;
  const FoundColumns& columns_;
  const JourneyColumns& asked_;
  const std::string& name_;
  Journeys out_;
  Classes classes_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

void Journeys::leave_out(const std::string& what, const std::string& where) {
  const auto found = std::find_if(left_out.begin(), left_out.end(), [&](const LeftOut& each) { return each.what == what; });
  if (found == left_out.end()) left_out.push_back({what, where, 1});
  else ++found->count;
}

base::Result<Journeys> read_journeys(std::string_view bytes, const std::string& name, const JourneyColumns& asked) {
  const Limits limits{.bytes = 256U << 20U, .rows = 1'000'000, .columns = 4'000, .cells = 50'000'000, .cell_bytes = 65'536};
  auto table = read_cells(bytes, name, limits);
  if (!table) return base::fail(table.error());
  table->drop_blank_end();
  if (table->rows() < 2) {
    return base::fail({.code = "nothing-to-fit", .title = "Nothing is left to fit", .detail = name + " needs a first row of column names and rows below it.", .field = {}, .where = name});
  }
  const auto columns = find_journey_columns(*table, name, asked);
  if (!columns) return base::fail(columns.error());
  if (columns->kind != Journeys::Kind::events && (!asked.services.empty() || !asked.until.empty())) {
    return base::fail({.code = "log-columns-unknown", .title = "Services are activities of an event log", .detail = "--service and --until are of an event log; this is read as a list of stays.", .field = "--service", .where = name});
  }
  if (!asked.until.empty() && asked.services.empty()) {
    return base::fail({.code = "service-missing", .title = "What ends there must begin", .detail = "--until says what ends a visit; say with --service which activities begin one.", .field = "--until", .where = {}});
  }
  return JourneyReader(*table, *columns, asked, name).read();
}

}  // namespace tributary::exchange::flow
