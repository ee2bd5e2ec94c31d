#include "exchange/flow/journey_columns.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/flow/length_of_time.hpp"
#include "exchange/header_row.hpp"

namespace tributary::exchange::flow {

namespace {

using Words = std::vector<std::string_view>;

// In small letters, without what stands between words.
const Words case_words{"caseid", "case", "caseconceptname", "patientid", "spellid", "stayid", "encounterid", "admissionid", "visitid", "hadmid", "journeyid", "personid", "subjectid", "pseudonym", "pseudoid", "id"};
const Words time_words{"timestamp", "timetimestamp", "time", "datetime", "eventtime", "eventtimestamp", "completetimestamp", "eventdatetime"};
const Words activity_words{"activity", "conceptname", "event", "task", "activityname", "eventname", "step"};
const Words lifecycle_words{"lifecycle", "lifecycletransition", "transition"};
const Words stay_words{"los", "stay", "lengthofstay", "losdays", "loshours", "losminutes", "staydays", "stayhours", "lengthofstaydays", "lengthofstayhours", "duration", "durationdays", "durationhours", "durationminutes", "beddays"};
const Words start_words{"start", "starttime", "startdate", "admitted", "admission", "admissiondate", "admissiontime", "admissiondatetime", "admittime", "admitdate", "dateofadmission", "arrival", "arrivaltime", "arrivaldate", "arrivaldatetime", "arrived"};
const Words end_words{"end", "endtime", "enddate", "discharged", "discharge", "dischargedate", "dischargetime", "dischargedatetime", "dischtime", "dischdate", "dateofdischarge", "departure", "departuretime", "departuredate", "departed"};

std::string plain(std::string_view name) {
  std::string out;
  for (const char c : base::lower(name)) {
    if ((c >= 'a' && c <= 'z') || base::is_digit(c)) out += c;
  }
  return out;
}

std::optional<std::uint32_t> called(const Table& table, const Words& words) {
  for (const std::string_view word : words) {
    for (std::uint32_t column = 0; column < table.columns(0); ++column) {
      if (plain(table.cell({0, column})) == word) return column;
    }
  }
  return {};
}

std::string names_of(const Table& table) {
  constexpr std::uint32_t shown = 20;
  std::string out;
  for (std::uint32_t column = 0; column < std::min(table.columns(0), shown); ++column) {
    out += (out.empty() ? "" : ", ") + base::shorten(single_spaced(table.cell({0, column})), 40);
  }
  return table.columns(0) > shown ? out + " and others" : out;
}

// The unit of lengths of stay: as told, or as the column's name says.
base::Result<double> unit_of(const std::string& asked, std::string_view column, std::string& said) {
  const auto days_in = [](std::string_view word) { return length_of(word, tributary::flow::TimeUnit::day); };
  if (!asked.empty()) {
    const double unit = days_in(asked);
    if (unit > 0) return unit;
    return base::fail({.code = "unit-not-known", .title = "There is no such unit", .detail = "\"" + base::shorten(asked, 40) + "\": use minutes, hours, days or weeks.", .field = "--unit"});
  }
  const std::string name = plain(column);
  for (const std::string_view word : {"minutes", "hours", "days", "weeks"}) {
    if (!name.ends_with(word)) continue;
    said = " in " + std::string(word);
    return days_in(word);
  }
  said = ", taken for days (say --unit hours if they are hours)";
  return 1.0;
}

}  // namespace

base::Result<FoundColumns> find_journey_columns(const Table& table, const std::string& name, const JourneyColumns& asked) {
  const auto header = HeaderRow::find(table, 1);
  if (!header) return base::fail(header.error());
  FoundColumns out;
  struct Wanted {
    FoundColumns::Column* into;
    const std::string& asked;
    const char* option;
    const Words* words;
  };
  const Wanted all[] = {{&out.case_id, asked.case_id, "--case", &case_words},    {&out.time, asked.time, "--time", &time_words},
                        {&out.activity, asked.activity, "--activity", &activity_words}, {&out.lifecycle, asked.lifecycle, "--lifecycle", &lifecycle_words},
                        {&out.stay, asked.stay, "--stay", &stay_words},          {&out.start, asked.start, "--start", &start_words},
                        {&out.end, asked.end, "--end", &end_words},              {&out.by, asked.by, "--by", nullptr}};
  for (const Wanted& each : all) {
    if (each.asked.empty()) {
      if (each.words != nullptr) *each.into = called(table, *each.words);
      continue;
    }
    const auto found = header->column(each.asked, each.option);
    if (!found) {
      base::Problem problem = found.error();
      problem.where = name + ":1";
      problem.title = problem.code == "column-absent" ? "There is no such column" : problem.title;
      return base::fail(std::move(problem));
    }
    *each.into = *found;
  }
  // What was asked for by name decides what kind of file it is; else a log, then stays with both ends, then lengths alone.
  const bool log = out.case_id && out.time && out.activity, spells = out.start && out.end, lengths = out.stay.has_value();
  const bool wants_spells = !asked.start.empty() && !asked.end.empty(), wants_lengths = !asked.stay.empty(), wants_log = !wants_lengths && (!asked.activity.empty() || !asked.services.empty());
  if (wants_log ? !log : !log && !spells && !lengths) {
    return base::fail({.code = "log-columns-unknown",
                       .title = "It is unclear which columns say who stayed how long",
                       .detail = "The columns are " + names_of(table) + ". Say --case, --time and --activity of an event log; --start and --end of a list of stays; or --stay of a list of lengths of stay.",
                       .field = {},
                       .where = name + ":1"});
  }
  out.kind = wants_lengths                ? Journeys::Kind::lengths
             : wants_log                  ? Journeys::Kind::events
             : wants_spells               ? Journeys::Kind::spells
             : log                        ? Journeys::Kind::events
             : spells                     ? Journeys::Kind::spells
                                          : Journeys::Kind::lengths;
  const auto take = [&](const FoundColumns::Column& column, const std::string& as) {
    if (column) out.read_as.push_back("\"" + header->title(*column) + "\" is " + as);
  };
  if (out.kind == Journeys::Kind::events) {
    out.stay = out.start = out.end = {};
    take(out.case_id, "the case"), take(out.activity, "the activity"), take(out.time, "the time"), take(out.lifecycle, "the lifecycle");
  } else {
    out.activity = out.lifecycle = {};
    if (out.kind == Journeys::Kind::spells) out.stay = {};
    else out.end = {};
    take(out.case_id, "the case"), take(out.start, out.kind == Journeys::Kind::spells ? "when a stay began" : "when people came"), take(out.end, "when it ended");
    if (out.stay) {
      std::string said;
      const auto unit = unit_of(asked.unit, table.cell({0, *out.stay}), said);
      if (!unit) return base::fail(unit.error());
      out.stay_unit = *unit;
      take(out.stay, "the length of stay" + (asked.unit.empty() ? said : " in " + asked.unit));
    }
  }
  take(out.by, "the class");
  return out;
}

}  // namespace tributary::exchange::flow
