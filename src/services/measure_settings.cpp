#include "services/measure_settings.hpp"

#include "base/text.hpp"

namespace tributary::services {

using domain::Measure;

namespace {

std::string text(const std::string& value) { return value; }
std::string text(bool value) { return value ? "yes" : "no"; }
std::string text(double value) { return base::to_text(value); }
std::string text(base::Date value) { return base::to_iso(value); }
std::string text(domain::OrganisationId value) { return std::to_string(value.value); }
std::string text(const domain::Owner& value) { return owner_text(value); }
template <class Word>
  requires std::is_enum_v<Word>
std::string text(Word value) {
  return std::string(base::word(value));
}
template <class Value>
std::string text(const std::optional<Value>& value) {
  return value ? text(*value) : "";
}

constexpr std::string_view baseline_setting = "baseline_until";
constexpr std::string_view chart_setting = "chart";
constexpr std::string_view profile_setting = "profile";

}  // namespace

std::string owner_text(const domain::Owner& owner) {
  if (owner.place) return "place:" + std::to_string(owner.place->value);
  if (owner.project) return "project:" + std::to_string(owner.project->value);
  return owner.person ? "person:" + std::to_string(owner.person->value) : "";
}

std::vector<SettingChange> changed_settings(const Measure& was, const Measure& now) {
  std::vector<SettingChange> out;
  const auto compare = [&](std::string_view setting, const auto& before, const auto& after) {
    if (!(before == after)) out.push_back({.setting = std::string(setting), .before = text(before), .after = text(after)});
  };
  compare("name", was.name, now.name);
  compare("kind", was.kind, now.kind);
  compare("experience", was.experience, now.experience);
  compare("definition", was.definition, now.definition);
  compare("unit", was.unit, now.unit);
  compare("quantity", was.quantity, now.quantity);
  compare("scale", was.scale, now.scale);
  compare("direction", was.direction, now.direction);
  compare("interval", was.interval, now.interval);
  compare(chart_setting, was.chart, now.chart);
  compare(profile_setting, was.profile, now.profile);
  compare("conflict", was.conflict, now.conflict);
  compare(baseline_setting, was.baseline_until, now.baseline_until);
  compare("small_numbers", domain::small_numbers_of(was), domain::small_numbers_of(now));
  compare("source", was.source, now.source);
  compare("illustrative", was.marked_illustrative, now.marked_illustrative);
  compare("organisation", was.organisation, now.organisation);
  compare("owner", was.owner, now.owner);
  compare("published", was.published.has_value(), now.published.has_value());
  return out;
}

void log_settings(Transaction& tx, const Actor& actor, const Measure& was, const Measure& now, base::Instant at) {
  for (const SettingChange& each : changed_settings(was, now)) tx.measures().log_setting(was.id, each, actor.person, at);
}

DrawnThen drawn_at(Transaction& tx, Measure now, base::Instant at) {
  DrawnThen out{.measure = std::move(now)};
  if (const auto then = tx.measures().setting_at(out.measure.id, baseline_setting, at); then && *then != text(out.measure.baseline_until)) {
    const auto date = base::parse_iso_date(*then);
    out.measure.baseline_until = date ? std::optional(*date) : std::nullopt;
    ++out.changed;
  }
  if (const auto then = tx.measures().setting_at(out.measure.id, chart_setting, at); then && *then != text(out.measure.chart)) {
    const auto chart = base::from_word<domain::ChartKind>(*then);
    base::check(chart.has_value(), "a logged chart is one that there is");
    out.measure.chart = *chart;
    ++out.changed;
  }
  if (const auto then = tx.measures().setting_at(out.measure.id, profile_setting, at); then && *then != out.measure.profile) {
    out.measure.profile = *then;
    ++out.changed;
  }
  return out;
}

}  // namespace tributary::services
