#include "services/board.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/london.hpp"
#include "engines/measure/next_step.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"
#include "services/namesakes.hpp"
#include "services/public_measures.hpp"

namespace tributary::services {

using measure::AssuranceIcon;
using measure::VariationIcon;

int urgency(AssuranceIcon icon) {
  switch (icon) {
    case AssuranceIcon::fail: return 0;
    case AssuranceIcon::hit_or_miss: return 1;
    case AssuranceIcon::none: return 2;
    case AssuranceIcon::pass: return 3;
  }
  return 4;
}

int urgency(VariationIcon icon) {
  switch (icon) {
    case VariationIcon::concern_high:
    case VariationIcon::concern_low: return 0;
    case VariationIcon::common_cause: return 1;
    case VariationIcon::neither_high:
    case VariationIcon::neither_low: return 2;
    case VariationIcon::improvement_high:
    case VariationIcon::improvement_low: return 3;
    case VariationIcon::none: return 4;
  }
  return 5;
}

namespace {

// The place's own, published or being prepared as the reader may see; then what its projects have published.
std::vector<StandingMeasure> measures_shown(Transaction& tx, const Actor& actor, domain::PlaceId place, int& total) {
  std::vector<StandingMeasure> out;
  const domain::Owner owner{.place = place, .project = {}, .person = {}};
  if (const auto scope = tx.measures().scope_of(owner)) {
    const Relations relations = relations_of(actor, *scope);
    const bool all = may_read(Thing::place_measure, relations);
    if (all || may_read(Thing::published_measure, relations)) {
      auto own = tx.measures().list({.owner = owner, .published_only = !all, .limit = most_on_a_board});
      total += own.total;
      for (domain::Measure& each : own.measures) out.push_back({.measure = std::move(each), .scope = *scope});
    }
  }
  auto published = tx.measures().search({.projects_of = place, .member = {}, .words = {}, .limit = most_on_a_board});
  total += published.total;
  for (StandingMeasure& each : published.measures)
    if (each.measure.published && may_read_measure(actor, each)) out.push_back(std::move(each));
  if (out.size() > most_on_a_board) out.resize(most_on_a_board);
  return out;
}

// Draws what it holds.
BoardMeasure drawn_on_board(const Actor& actor, StandingMeasure standing, BoardMeasure out) {
  auto drawing = draw(standing.measure, out.observations, out.ghosts, out.phases);
  if (drawing) {
    out.drawing = *std::move(drawing);
    const bool hidden = too_many_hidden(out.suppressed.size(), out.observations.size());
    if (hidden) leave_out_signals(*out.drawing);
    if (out.drawing->chart.show_limits()) {
      out.variation = out.drawing->chart.variation;
      out.assurance = out.drawing->chart.assurance;
    }
    out.next_step = hidden ? "Ask those who keep it, who know the figures that are hidden here." : measure::next_step(out.variation, out.assurance);
  } else {
    out.next_step = "Mend its values, which can't be drawn as they are: " + drawing.error().detail;
  }
  out.measure = view_of(actor, std::move(standing));
  return out;
}

BoardMeasure measure_on_board(Transaction& tx, const Actor& actor, StandingMeasure standing) {
  const domain::MeasureId id = standing.measure.id;
  BoardMeasure out{.measure = {}, .home = home_of(tx, actor, standing.measure.owner), .observations = tx.measures().current(id), .suppressed = {},
                   .ghosts = tx.measures().ghosts(id), .phases = tx.measures().phases(id), .drawing = {}, .next_step = {}};
  for (domain::Observation& each : out.observations) each.note.clear();
  return drawn_on_board(actor, std::move(standing), std::move(out));
}

// As the public is given it: with the place where it stands, and not what project it is of.
BoardMeasure released_on_board(Transaction& tx, const Actor& actor, PublicMeasure from) {
  const domain::MeasureId id = from.standing.measure.id;
  const auto place = from.standing.scope.place ? tx.places().find(*from.standing.scope.place) : std::nullopt;
  BoardMeasure out{.measure = {}, .home = place ? place->name : std::string(), .observations = {}, .suppressed = {}, .ghosts = tx.measures().ghosts(id),
                   .phases = tx.measures().phases(id), .drawing = {}, .next_step = {}};
  leave_out_words(from.standing.measure, from.small);
  leave_out_words(out.ghosts, out.phases);
  for (domain::Released& each : from.figures) {
    if (each.suppressed) {
      each.observation.note = "* " + std::string(suppressed_words);
      out.suppressed.push_back(out.observations.size());
    }
    out.observations.push_back(std::move(each.observation));
  }
  const bool people = from.small == domain::SmallNumbers::people;
  out = drawn_on_board(actor, std::move(from.standing), std::move(out));
  if (out.drawing) tell_suppressed(out.drawing->appraisal, out.suppressed.size());
  if (people && out.drawing)
    out.drawing->appraisal.cautions.push_back({.code = "rounded-for-publication", .text = "It counts people, so that its figures are rounded to the nearest 5 and small ones "
                                                "hidden; limits and signals are worked out from what is shown."});
  return out;
}

}  // namespace

const domain::Observation* BoardMeasure::last() const {
  const auto found = std::ranges::find_if(observations.rbegin(), observations.rend(), [](const auto& each) { return each.value.has_value(); });
  return found == observations.rend() ? nullptr : &*found;
}

base::Date Board::up_to() const {
  base::Date out = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
  for (const BoardMeasure& each : measures)
    if (!each.observations.empty()) out = std::max(out, each.observations.back().on);
  return out;
}

base::Result<Board> board_of(const Context& context, const Actor& actor, domain::PlaceId id, Figures figures) {
  const auto tx = context.database.read();
  auto place = tx->places().find(id);
  if (!place) return base::fail(not_found("place"));
  Board out{.place = *std::move(place), .today = base::london_date(context.clock.now()), .measures = {}};
  if (figures == Figures::exact) {
    for (StandingMeasure& each : measures_shown(*tx, actor, id, out.total)) out.measures.push_back(measure_on_board(*tx, actor, std::move(each)));
  } else {
    PublicMeasures released = public_measures(*tx, out.place, most_on_a_board);
    out.total = released.total;
    for (PublicMeasure& each : released.measures) out.measures.push_back(released_on_board(*tx, actor, std::move(each)));
    number_namesakes(out.measures, [](const BoardMeasure& each) { return each.measure.measure.name; }, [](BoardMeasure& each) -> std::string& { return each.home; });
  }
  std::ranges::stable_sort(out.measures, {}, [](const BoardMeasure& each) {
    return std::tuple(urgency(each.assurance), urgency(each.variation), std::string_view(each.measure.measure.name));
  });
  return out;
}

}  // namespace tributary::services
