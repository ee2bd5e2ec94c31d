#include "http/profile_json.hpp"

#include "engines/measure/sentence.hpp"

namespace tributary::http {

namespace {

std::string_view contract_word(measure::RunsTest test) {
  switch (test) {
    case measure::RunsTest::none: return "none";
    case measure::RunsTest::anhoej: return "anhoej";
    case measure::RunsTest::runs_table: return "runs_table";
  }
  return {};
}

std::string_view contract_word(measure::TwoOfThree rule) {
  switch (rule) {
    case measure::TwoOfThree::off: return "off";
    case measure::TwoOfThree::in_band: return "in_band";
    case measure::TwoOfThree::beyond_two_sigma: return "beyond_two_sigma";
  }
  return {};
}

}  // namespace

void write_rules(JsonText& out, const measure::Chart& chart) {
  out.key("rules");
  out.array();
  for (const measure::Rule rule : measure::rules_of(chart.profile, chart.type)) {
    out.object();
    out.text("rule", measure::name_of(rule));
    out.text("says", measure::plain_name(rule));
    out.end('}');
  }
  out.end(']');
}

void write_runs(JsonText& out, const measure::Chart& chart) {
  out.key("runs");
  out.array();
  for (const measure::RunsFound& each : chart.runs) {
    const bool by_length = chart.profile.runs == measure::RunsTest::anhoej && each.useful > 0;
    const bool by_table = chart.profile.runs == measure::RunsTest::runs_table && each.most_crossings > 0;
    const auto bound = [&](std::string_view name, bool known, std::uint32_t value) {
      out.key(name);
      known ? out.whole(value) : out.null();
    };
    out.object();
    out.whole("first", each.first);
    out.whole("points", each.points);
    out.whole("useful", each.useful);
    out.whole("longest", each.longest);
    out.whole("crossings", each.crossings);
    bound("longest_allowed", by_length, each.longest_allowed);
    bound("fewest_crossings", by_length || by_table, each.fewest_crossings);
    bound("most_crossings", by_table, each.most_crossings);
    out.flag("signal", each.signal());
    out.end('}');
  }
  out.end(']');
}

void write_settings(JsonText& out, const measure::Profile& profile) {
  const auto tie = [](measure::Tie value) -> std::string_view { return value == measure::Tie::ends_run ? "ends_run" : "is_skipped"; };
  out.key("settings");
  out.object();
  out.number("factor", profile.factor);
  out.number("range_factor", profile.range_factor);
  out.flag("screen", profile.screen);
  out.number("screen_factor", profile.screen_factor);
  out.flag("screen_keeps_equal", profile.screen_keeps_equal);
  out.flag("screen_recalculates_mean", profile.screen_recalculates_mean);
  out.whole("fix_after_points", profile.fix_after_points);
  out.number("g_centre", profile.g_centre);
  out.flag("point_beyond_limit", profile.point_beyond_limit);
  out.whole("shift_points", profile.shift_points);
  out.text("shift_tie", tie(profile.shift_tie));
  out.whole("trend_points", profile.trend_points);
  out.text("trend_tie", tie(profile.trend_tie));
  out.flag("trend_crosses_phases", profile.trend_crosses_phases);
  out.flag("baseline_ends_runs", profile.baseline_ends_runs);
  out.flag("gap_ends_runs", profile.gap_ends_runs);
  out.text("two_of_three", contract_word(profile.two_of_three));
  out.flag("two_of_three_one_side", profile.two_of_three_one_side);
  out.flag("four_of_five", profile.four_of_five);
  out.flag("three_of_four", profile.three_of_four);
  out.whole("alternating_points", profile.alternating_points);
  out.whole("within_one_sigma_points", profile.within_one_sigma_points);
  out.whole("outside_one_sigma_points", profile.outside_one_sigma_points);
  out.text("runs", contract_word(profile.runs));
  out.text("marking", profile.marking == measure::Marking::whole_pattern ? "whole_pattern" : "from_completion");
  out.text("conflict", profile.conflict == measure::ConflictRule::concern ? "concern" : "improvement");
  out.text("target_on_limit", profile.target_on_limit == measure::TargetOnLimit::decides ? "decides" : "is_hit_or_miss");
  out.whole("least_points_for_limits", profile.least_points_for_limits);
  out.whole("settled_points", profile.settled_points);
  out.whole("least_distinct_values", profile.least_distinct_values);
  out.end('}');
}

}  // namespace tributary::http
