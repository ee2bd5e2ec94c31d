#include "domain/package.hpp"

#include <algorithm>
#include <tuple>

namespace tributary::domain {

base::Done check_publishable(const PackageVersion& version) {
  std::optional<base::Problem> first;
  const auto note = [&](std::string code, std::string title, std::string detail, std::string field) {
    base::Problem problem{.code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = std::move(field)};
    if (first) first->others.push_back(std::move(problem));
    else first = std::move(problem);
  };
  if (version.summary.empty())
    note("summary-missing", "Say in a sentence or two what it is", "A reader decides by it whether to read on.", "/summary");
  if (version.aim.empty())
    note("aim-missing", "Say what it is meant to achieve", "An adopter's project begins with this aim and can change it.", "/aim");
  if (version.context.empty())
    note("context-missing", "Say in which context it worked", "Others look for a place like theirs: how large, who was there already, what else was going on.", "/context");
  if (version.contact.empty())
    note("contact-missing", "Say whom to ask", "A role, not a person's name: people move on.", "/contact");
  if (std::ranges::none_of(version.components, [](const Component& each) { return each.part == Part::core; }))
    note("core-missing", "Name at least one core component", "What must stay as it is for it to work. Without one there is nothing to adopt.", "/components");
  for (std::size_t i = 0; i < version.components.size(); ++i)
    if (version.components[i].why.empty())
      note("why-missing", "Say why", "Why \"" + version.components[i].name + "\" " +
           (version.components[i].part == Part::core ? "has to stay as it is." : "may be adapted."), "/components/" + std::to_string(i) + "/why");
  if (version.facts.empty() && std::ranges::none_of(version.measures, [](const PackageMeasure& each) { return each.source.has_value(); }))
    note("result-missing", "Show a result", "Choose a published measure of the project, or add a published fact with its source.", "/measures");
  if (first) return base::fail(*first);
  return {};
}

bool same_content(const PackageVersion& one, const PackageVersion& other) {
  const auto content = [](const PackageVersion& of) {
    return std::tie(of.name, of.summary, of.aim, of.context, of.contact, of.objective, of.standards, of.standard, of.components, of.measures, of.facts);
  };
  return content(one) == content(other);
}

bool is_disputed(const PublishedFact& fact, const std::vector<PublishedFact>& all) {
  return std::ranges::any_of(all, [&](const PublishedFact& other) { return other.topic == fact.topic && other.figure != fact.figure; });
}

void give_slots(PackageVersion& version, const std::vector<PackageVersion>& earlier) {
  const auto number = [&](auto PackageVersion::* list) {
    int most = 0;
    for (const auto& each : version.*list) most = std::max(most, each.slot);
    for (const PackageVersion& other : earlier)
      for (const auto& each : other.*list) most = std::max(most, each.slot);
    for (auto& each : version.*list)
      if (each.slot == 0) each.slot = ++most;
  };
  number(&PackageVersion::components);
  number(&PackageVersion::measures);
}

}  // namespace tributary::domain
