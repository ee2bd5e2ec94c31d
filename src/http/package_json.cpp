#include "http/package_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/evidence_json.hpp"

namespace tributary::http {

namespace {

template <class E>
Json written_or_null(const std::optional<E>& value) {
  return value ? Json(base::word(*value)) : Json(nullptr);
}

Json components_json(const std::vector<domain::Component>& components) {
  Json out = Json::array();
  for (const domain::Component& each : components)
    out.push_back({{"slot", each.slot}, {"part", base::word(each.part)}, {"name", each.name}, {"why", each.why}});
  return out;
}

Json measure_json(const domain::PackageMeasure& measure) {
  return {{"slot", measure.slot}, {"measure_id", to_json(measure.source)}, {"name", measure.name}, {"kind", base::word(measure.kind)},
          {"experience", measure.experience}, {"definition", measure.definition}, {"unit", measure.unit},
          {"quantity", base::word(measure.quantity)}, {"scale", measure.scale}, {"direction", base::word(measure.direction)},
          {"interval", base::word(measure.interval)}};
}

Json content_json(const services::PackageContent& content) {
  const domain::PackageVersion& version = content.version;
  Json measures = Json::array();
  for (const services::PackageMeasureView& each : content.measures) {
    Json one = measure_json(each.measure);
    one["live"] = each.live;
    one["why_not"] = each.why_not.empty() ? Json(nullptr) : Json(each.why_not);
    measures.push_back(std::move(one));
  }
  Json facts = Json::array();
  for (const domain::PublishedFact& each : version.facts)
    facts.push_back({{"topic", each.topic}, {"figure", each.figure}, {"says", each.says}, {"source", each.source},
                     {"disputed", domain::is_disputed(each, version.facts)}});
  Json standards = Json::array();
  for (const auto& each : content.standards) standards.push_back({{"id", each.id.value}, {"name", each.name}});
  return {{"number", version.number}, {"name", version.name}, {"summary", version.summary}, {"aim", version.aim},
          {"context", version.context}, {"contact", version.contact}, {"objective_id", to_json(version.objective)},
          {"objective_name", content.objective_name}, {"standards", standards}, {"standard", version.standard}, {"audience", written_or_null(version.audience)},
          {"what_changed", version.what_changed}, {"components", components_json(version.components)}, {"measures", measures},
          {"facts", facts}, {"published_at", to_json(version.published)}};
}

Json withdrawal_json(const domain::Package& package) {
  if (!package.withdrawal) return nullptr;
  return {{"at", to_json(std::optional(package.withdrawal->at))}, {"reason", package.withdrawal->reason}};
}

Json place_in_range_json(const services::RangePlace& place) {
  Json change = nullptr;
  if (place.change)
    change = {{"by", place.change->by()}, {"before", place.change->before}, {"after", place.change->after},
              {"before_values", place.change->before_values}, {"after_values", place.change->after_values}, {"left_out", place.change->left_out},
              {"standard_error", to_json(place.change->standard_error)}};
  return {{"origin", place.origin}, {"adoption", place.adoption ? adoption_line_json(*place.adoption) : Json(nullptr)},
          {"place_name", place.place_name}, {"illustrative", place.illustrative}, {"change", change},
          {"why_none", place.why_none.empty() ? Json(nullptr) : Json(place.why_none)}};
}

}  // namespace

Json package_line_json(const services::PackageLine& line) {
  return {{"id", line.id.value}, {"place_id", line.place.value}, {"place_name", line.place_name}, {"project_id", to_json(line.project)},
          {"organisation_name", line.organisation_name}, {"illustrative", line.illustrative}, {"state", base::word(line.state)},
          {"number", line.number}, {"name", line.name}, {"summary", line.summary}, {"context", line.context},
          {"audience", written_or_null(line.audience)}, {"objective_id", to_json(line.objective)}, {"objective_name", line.objective_name},
          {"dimension", written_or_null(line.dimension)}, {"published_at", to_json(line.published)}, {"adopters", line.adopters},
          {"stopped", line.stopped}, {"illustrative_adopters", line.illustrative_adopters}};
}

Json adoption_line_json(const services::AdoptionLine& line) {
  const auto count = [&](int of) { return line.told ? Json(of) : Json(nullptr); };
  return {{"id", line.id.value}, {"package_id", line.package.value}, {"number", line.number}, {"project_id", line.told ? Json(line.project.value) : Json(nullptr)},
          {"project_name", line.project_name}, {"state", base::word(line.state)}, {"ended_on", to_json(line.ended)},
          {"place_id", line.place.value}, {"place_name", line.place_name}, {"organisation_name", line.organisation_name},
          {"illustrative", line.illustrative}, {"adopted_on", to_json(std::optional(line.on))}, {"kept", count(line.kept)},
          {"adapted", count(line.adapted)}, {"dropped", count(line.dropped)}, {"removed", line.removed}};
}

Json proposal_json(const domain::UpstreamProposal& proposal) {
  return {{"id", proposal.id.value}, {"package_id", proposal.package.value}, {"adoption_id", proposal.adoption.value},
          {"slot", number_or_null(proposal.slot)}, {"part", base::word(proposal.part)}, {"name", proposal.name}, {"why", proposal.why},
          {"reason", proposal.reason}, {"made_by_name", proposal.made_by_name}, {"place_name", proposal.place_name},
          {"made_at", to_json(std::optional(proposal.made))}, {"state", base::word(proposal.state)}, {"answer", proposal.answer},
          {"answered_by_name", proposal.answered_by_name}, {"answered_at", to_json(proposal.answered)},
          {"taken_into", proposal.state == domain::UpstreamProposalState::taken ? number_or_null(proposal.taken_into) : Json(nullptr)}, {"version", proposal.version}};
}

Json package_json(const services::PackagePage& page) {
  Json versions = Json::array();
  for (const domain::PackageVersion& each : page.versions)
    versions.push_back({{"number", each.number}, {"name", each.name}, {"what_changed", each.what_changed}, {"published_at", to_json(each.published)}});
  Json proposals = Json::array();
  for (const domain::UpstreamProposal& each : page.proposals) proposals.push_back(proposal_json(each));
  const services::MayOnPackage& may = page.may;
  const services::Publisher& publisher = page.publisher;
  return {{"id", page.package.id.value}, {"line", package_line_json(page.line)},
          {"publisher", {{"project_name", publisher.project_name}, {"may_read_project", publisher.may_read_project},
                         {"project_removed", publisher.project_removed}, {"organisation_name", publisher.organisation_name},
                         {"successor_name", publisher.successor_name}}},
          {"withdrawal", withdrawal_json(page.package)},
          {"current", page.current ? content_json(*page.current) : Json(nullptr)},
          {"draft", page.draft ? content_json(*page.draft) : Json(nullptr)}, {"lacks", page.lacks}, {"versions", versions}, {"proposals", proposals},
          {"may", {{"edit", may.edit}, {"publish", may.publish}, {"withdraw", may.withdraw}, {"discard", may.discard}, {"remove", may.remove}, {"adopt", may.adopt},
                   {"answer", may.answer}}},
          {"deleted", page.package.deleted}, {"version", page.package.version}};
}

Json adoption_json(const services::AdoptionPage& page) {
  const domain::Adoption& adoption = page.adoption;
  const domain::Conditions& c = adoption.conditions;
  Json components = Json::array();
  for (const domain::Component& each : page.version.components) {
    const auto found = std::ranges::find(adoption.components, each.slot, &domain::ComponentFate::slot);
    Json fate = nullptr;
    if (found != adoption.components.end())
      fate = {{"fate", base::word(found->fate)}, {"modified", written_or_null(found->modified)}, {"nature", written_or_null(found->nature)},
              {"planned", found->planned ? Json(*found->planned) : Json(nullptr)}, {"fidelity", written_or_null(found->fidelity)},
              {"goal", written_or_null(found->goal)}, {"reason", found->reason}, {"decided_by_name", found->decided_by_name},
              {"decided_at", to_json(std::optional(found->decided))}};
    // What was said of other words that stood in this place is told as said of those.
    const bool other = found != adoption.components.end() && found->said_of != each.name;
    components.push_back({{"slot", each.slot}, {"part", base::word(each.part)}, {"name", each.name}, {"why", each.why}, {"fate", other ? Json(nullptr) : fate},
                          {"said_before", other ? Json{{"name", found->said_of}, {"fate", fate}} : Json(nullptr)}});
  }
  Json measures = Json::array();
  for (const domain::Measure& each : page.measures)
    measures.push_back({{"id", each.id.value}, {"name", each.name}, {"published", each.published.has_value()}});
  Json proposals = Json::array();
  for (const domain::UpstreamProposal& each : page.proposals) proposals.push_back(proposal_json(each));
  const bool named = page.readable_package;
  return {{"id", adoption.id.value}, {"package_id", adoption.package.value}, {"readable_package", named},
          {"package_name", named ? page.version.name : ""}, {"package_state", base::word(page.package.state)},
          {"package_place_name", page.line.place_name}, {"contact", named ? page.contact : ""},
          {"withdrawal", named ? withdrawal_json(page.package) : Json(nullptr)}, {"number", page.version.number},
          {"newer", page.newer ? Json{{"number", page.newer->number}, {"what_changed", page.newer->what_changed}, {"published_at", to_json(page.newer->published)}}
                               : Json(nullptr)},
          {"project_id", page.project.id.value}, {"project_name", page.project.name}, {"project_state", base::word(page.project.state)},
          {"place_id", page.project.place.value}, {"place_name", page.project.place_name},
          {"organisation_name", page.project.organisation_name}, {"illustrative", page.project.illustrative},
          {"adopted_on", to_json(std::optional(adoption.on))}, {"first_result_on", to_json(page.first_result)},
          {"conditions",
           {{"dedicated_spanner", c.dedicated_spanner ? Json(*c.dedicated_spanner) : Json(nullptr)}, {"spanner_days", to_json(c.spanner_days)},
            {"support", c.support}, {"starting_level", c.starting_level}, {"local_presence", c.local_presence}, {"partners", c.partners},
            {"concurrent_changes", c.concurrent_changes}, {"supported", written_or_null(c.supported)}, {"starts_low", written_or_null(c.starts_low)},
            {"driven_locally", written_or_null(c.driven_locally)}, {"partnered", written_or_null(c.partnered)},
            {"much_changes", written_or_null(c.much_changes)}, {"complex", written_or_null(c.complex)}, {"recorded_at", to_json(adoption.conditions_recorded)}}},
          {"components", components}, {"measures", measures}, {"proposals", proposals},
          {"may", {{"record", page.may.record}, {"conditions", page.may.conditions}}}, {"version", adoption.version}};
}

Json range_json(const services::AdoptersRange& range) {
  Json places = Json::array();
  for (const services::RangePlace& each : range.places) places.push_back(place_in_range_json(each));
  return {{"slot", range.slot}, {"measure_name", range.measure.name}, {"unit", range.measure.unit},
          {"direction", base::word(range.measure.direction)}, {"places", places}, {"with_result", range.with_result},
          {"stopped", range.stopped}, {"least", to_json(range.least)}, {"most", to_json(range.most)}, {"fewest_together", services::fewest_together},
          {"together", range.together ? together_json(*range.together) : Json(nullptr)}};
}

Json spread_json(const services::PackageSpread& spread) {
  Json tree = Json::array();
  for (const services::LineageNode& each : spread.tree)
    tree.push_back({{"depth", each.depth}, {"package", each.package ? package_line_json(*each.package) : Json(nullptr)},
                    {"adoption", each.adoption ? adoption_line_json(*each.adoption) : Json(nullptr)}, {"readable", each.readable}});
  Json adopters = Json::array();
  const auto answers_json = [](const domain::AnswerCounts& of) -> Json {
    return {{"as_expected", of.as_expected}, {"better", of.better}, {"worse", of.worse}, {"outside", of.outside},
            {"no_value", of.no_value}, {"after_data", of.after_data}, {"restated", of.restated}};
  };
  for (const services::Credit& each : spread.adopters)
    adopters.push_back({{"adoption", adoption_line_json(each.adoption)}, {"answers", each.answers ? answers_json(*each.answers) : Json(nullptr)}});
  return {{"tree", tree}, {"adopters", adopters}};
}

domain::PackageVersion read_package_content(Fields& in) {
  domain::PackageVersion out;
  out.name = in.text("name");
  out.summary = in.optional_text("summary");
  out.aim = in.optional_text("aim");
  out.context = in.optional_text("context");
  out.contact = in.optional_text("contact");
  out.objective = in.optional_id<domain::ObjectiveId>("objective_id");
  for (const std::int64_t id : in.integers("standard_ids", 20)) out.standards.push_back({id});
  out.standard = in.optional_text("standard");
  const auto slot_in = [](Fields& each) { return static_cast<int>(std::clamp<std::int64_t>(each.optional_integer("slot").value_or(0), 0, 1'000'000)); };
  for (Fields& each : in.objects("components", 60))
    out.components.push_back({.slot = slot_in(each), .part = each.word<domain::Part>("part"), .name = each.text("name"), .why = each.optional_text("why")});
  for (Fields& each : in.objects("measures", 30)) {
    domain::PackageMeasure measure;
    measure.slot = slot_in(each);
    measure.source = each.optional_id<domain::MeasureId>("measure_id");
    measure.name = each.optional_text("name");
    measure.kind = each.optional_word<domain::MeasureKind>("kind").value_or(domain::MeasureKind::outcome);
    measure.experience = each.flag("experience");
    measure.definition = each.optional_text("definition");
    measure.unit = each.optional_text("unit");
    measure.quantity = each.optional_word<domain::Quantity>("quantity").value_or(domain::Quantity::number);
    measure.scale = each.optional_number("scale").value_or(1);
    measure.direction = each.optional_word<domain::Direction>("direction").value_or(domain::Direction::neither);
    measure.interval = each.optional_word<domain::Interval>("interval").value_or(domain::Interval::month);
    out.measures.push_back(std::move(measure));
  }
  for (Fields& each : in.objects("facts", 60))
    out.facts.push_back({.topic = each.text("topic"), .figure = each.text("figure"), .says = each.optional_text("says"), .source = each.text("source")});
  return out;
}

}  // namespace tributary::http
