#include "exchange/flow/event_log.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>

#include "exchange/csv_writer.hpp"

namespace tributary::exchange::flow {

namespace {

using What = tributary::flow::Happening::What;

constexpr std::size_t enough = 1U << 16U;

const std::string& title_of(const tributary::flow::Service& service) { return service.title.empty() ? service.name : service.title; }

const char* lifecycle_of(What what) {
  if (what == What::came) return "schedule";
  return what == What::began ? "start" : "complete";
}

}  // namespace

EventLog::EventLog(const tributary::flow::Model& model, Out out)
    : model_(model),
      out_(std::move(out)),
      first_day_(model.begins_on.value_or(base::Date{std::chrono::year{2001} / 1 / 1})),
      milliseconds_(tributary::flow::hours_in(model.unit) * 3'600'000) {
  CsvWriter names;
  for (const char* each : {"case_id", "activity", "lifecycle", "timestamp", "resource", "class", "area"}) names.text(each);
  names.end_row();
  ready_ = names.written();
}

void EventLog::add(const tributary::flow::Happening& happening) {
  const auto* service = happening.service == tributary::flow::none ? nullptr : &model_.services[happening.service];
  std::string activity = service == nullptr ? model_.exits[happening.exit] : title_of(*service);
  switch (happening.what) {
    case What::came:
    case What::began:
    case What::departed:
    case What::left: break;
    case What::transition: activity += ": ready to go on"; break;
    case What::blocked: activity += ": kept waiting in the bed"; break;
    case What::placed_out: activity += ": placed out of area"; break;
    case What::repatriated: activity += ": brought back"; break;
    case What::turned_away: activity += ": turned away"; break;
    case What::gave_up: activity += ": gave up waiting"; break;
    case What::visited: activity += ": visit"; break;
    case What::missed: activity += ": missed visit"; break;
  }
  CsvWriter row;
  row.count(static_cast<long long>(happening.person + 1)).text(activity).text(lifecycle_of(happening.what)).text(timestamp(happening.time));
  if (service == nullptr) row.blank();
  else row.text(service->site.given() ? model_.sites[service->site.at()].name : service->name);
  row.text(model_.classes[happening.cls]);
  if (happening.area == tributary::flow::none) row.blank();
  else row.text(model_.areas[happening.area].name);
  row.end_row();
  ready_ += row.written();
  if (ready_.size() >= enough) finish();
}

void EventLog::finish() {
  out_(ready_);
  ready_.clear();
}

std::string EventLog::timestamp(double time) const {
  const std::chrono::milliseconds since{std::llround(time * milliseconds_)};
  const auto days = std::chrono::floor<std::chrono::days>(since);
  const std::chrono::year_month_day date{first_day_ + days};
  const std::chrono::hh_mm_ss clock{since - days};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

}  // namespace tributary::exchange::flow
