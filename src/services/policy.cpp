#include "services/policy.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"

namespace tributary::services {

namespace {

constexpr Relations place_voices = locality_lead | system_lead;  // who speaks for a place
constexpr Relations oversight = executive | locality_lead | system_lead | analyst;

constexpr std::array rule_table = std::to_array<Rule>({
    // Public knowledge about the place
    {Thing::quality_report, "public quality report of a place", anyone, nobody, "the place, what it has agreed and what it has published, small numbers hidden; no project, team or person"},
    {Thing::place, "place", signed_in, system_lead | administrator | machine_operator, "public names and codes"},
    {Thing::organisation, "organisation", signed_in, system_lead | administrator | machine_operator, "public names and codes"},
    {Thing::team_record, "team", colleague, colleague, "whoever starts a project can name the team that does it, which makes nobody of the team; its people and who speaks for its places rename it"},
    {Thing::team_dissolution, "dissolving a team", nobody, place_voices | executive, "nothing ends with it; who speaks for a place that its organisation serves says where its projects go"},
    {Thing::group, "group", signed_in, place_voices | group_member | administrator, "networks and alliances work in the open; one that has people is named by them, or by who leads its place"},
    {Thing::group_people, "a group's people", colleague, place_voices | group_member, "they speak in its name; an administrator names the first, while nobody leads any place of the system"},
    {Thing::person, "person's name", colleague, administrator | machine_operator, "people find each other by name and role"},
    {Thing::place_role, "role at a place", colleague, administrator | machine_operator, "analyst, regulator, administrator; never one's own: nobody admits themself"},
    {Thing::voice_role, "role that speaks for a place", colleague, place_voices | executive | machine_operator, "nobody gives or ends one that may do more than their own; everybody ends their own; an administrator gives one while nobody leads any place of the system"},

    // Direction
    {Thing::objective, "objective", signed_in, place_voices, "agreed in the open by those who speak for the place"},
    {Thing::standard, "standard", signed_in, place_voices, "agreed in the open, once, by those who speak for the place"},
    {Thing::amendment, "amendment to a standard, and what is said to it", signed_in, place_keeper | group_member, "who leads that very place and a group's people speak in its name; nobody of the place above does"},
    {Thing::amendment_decision, "deciding an amendment", nobody, place_voices, "who speaks for the standard's place, with the objections on the record"},
    {Thing::lever, "lever", signed_in, place_voices, "who holds what is public, and what it does to objectives is said in the open"},
    {Thing::investment, "investment or pooled budget", signed_in, place_voices, "facts with their source, beside the work"},
    {Thing::return_request, "return that is asked of teams", signed_in, place_voices, "what is asked has a price that whoever asks can see"},
    {Thing::return_hours, "what a return takes a team", colleague, team_member | project_lead, "said by those who fill it in, people of the team's own projects; others see the sum"},
    {Thing::interdependency, "issue between places, and what a place says to it", colleague, place_keeper, "raised and answered in the name of a place by who leads it, in the open; nobody of the place above does"},
    {Thing::interdependency_word, "what an organisation or group says to such an issue", colleague, place_keeper | executive | group_member, "each in its own name; nobody speaks for two, and who leads the system only where nobody leads the places that it serves"},
    {Thing::programme, "programme", colleague, place_voices | executive, "steered by the place; a project of another place joins by its own team"},

    // Projects
    {Thing::project_opening, "starting a project", colleague, colleague, "locally owned: whoever starts it leads it"},
    {Thing::project, "project: name, team, aim, state", colleague, team_member | project_lead, "who works on what is seen by those who might help"},
    {Thing::project_ending, "ending, reopening or removing a project", colleague, project_lead, "whoever leads it ends it"},
    {Thing::origin_agreement, "agreeing that an idea and a priority are one", colleague, place_voices, "the place's word; the team proposes"},
    {Thing::team_answer, "the team's answer to a question of the progress scale", colleague, team, "asked of those who do the work"},
    {Thing::membership, "project's members and mentor", colleague, project_lead, "the lead admits; an administrator can't"},
    {Thing::new_lead, "naming a lead for a project that nobody leads", colleague, place_voices, "its leads' accounts have been closed for 28 days; the new one reads nothing written before"},
    {Thing::lead_handover, "taking back the lead", nobody, author, "a slip is mended within a day by who gave it; who led until a lead was named over their closed account leads again once it is open"},
    {Thing::driver_diagram, "driver diagram", colleague, indoors, "theory of change is shared so that it can be adopted"},
    {Thing::later_check, "later check", colleague, team_member | project_lead, "held, slipped or not measured"},
    {Thing::test, "test of change: name, dates, decision", colleague, team, "its words have audiences of their own"},
    {Thing::open_prediction, "open prediction", indoors, team, "never a target: nobody above sees it before its answer"},
    {Thing::answered_prediction, "answered prediction", indoors | oversight, nobody, "the answer goes to the review"},
    {Thing::judgement, "what a person said to an answer", indoors | oversight, team, "the words of it keep their audience"},
    {Thing::answer_counts, "counts of answers whose measure is published", colleague, nobody, "how many, never whose"},
    {Thing::calibration, "how well a team's predictions held, added up", indoors, nobody, "to learn from; nobody above or outside sees it, and nothing is ranked by it"},

    // Measures and their observations
    {Thing::private_measure, "project's measure, unpublished", indoors, team_member | project_lead, "a team looks before it shows"},
    {Thing::published_measure, "project's measure, published", signed_in, team_member | project_lead, "published by its owner"},
    {Thing::value_note, "note on a value of a project's measure, and the file that it came in", indoors, team_member | project_lead, "publishing shows the figures and why a point is left out, not what the team wrote to itself"},
    {Thing::publication, "publishing a project's measure", nobody, project_lead, "the owner decides, and can take it back"},
    {Thing::place_measure, "place's measure, unpublished", oversight, place_voices | analyst, "being prepared"},
    {Thing::place_publication, "publishing a place's measure", nobody, place_voices | analyst, ""},
    {Thing::sandbox_measure, "measure in one's own sandbox", author, author, "nobody else's"},

    // Flow models, which hold nothing about any person
    {Thing::flow_model, "flow model of a place", signed_in, place_voices | analyst, "what is assumed of a place is open to everybody who sees its measures"},
    {Thing::flow_run, "run of a flow model", signed_in, colleague, "whoever has a question may ask it; what came of it is open as the model is"},

    // Change packages, which travel between localities
    {Thing::package_draft, "change package, draft", indoors | place_voices, project_lead | place_voices, "the project's lead and who speaks for its place write it together"},
    {Thing::package_publication, "publishing or withdrawing a change package", nobody, place_voices, "the place answers for what it recommends"},
    {Thing::package_network, "change package for the network", peer | place_voices, nobody, "people who do such work; a published version never changes"},
    {Thing::package_system, "change package for the system", colleague, nobody, "everyone signed in but regulators"},
    {Thing::package_public, "public change package", anyone, nobody, "what it says of itself, without who took it on"},
    {Thing::package_adoption, "adopting a change package", nobody, colleague, "as starting a project: whoever adopts it leads it"},
    {Thing::adoption_record, "adoption: its conditions, what was kept, adapted and dropped", peer | place_voices, team_member | project_lead, "told by those who did it to those who might"},
    {Thing::package_proposal, "proposal to a change package", indoors | place_voices, project_lead | place_voices, "answered by those who write the package; the adopting team sees its own"},
    // Support and review
    {Thing::support_session, "support session: that it was held", colleague, indoors, "support given is counted in the open; its words are indoors"},
    {Thing::support_attendance, "support session: who took part and when to see", indoors, indoors, "between the team and its mentor"},
    {Thing::support_need, "who may need their mentor, and why", indoors, nobody, "the team and its mentor see it first, and nobody else does: support is not inspection"},
    {Thing::missing_mentor, "that a project has no mentor", indoors | executive | place_voices, nobody, "those who can find one learn that one is missing, and nothing more"},
    {Thing::support_thresholds, "a programme's thresholds", colleague, place_voices | executive, "stated, with every version and its reason, so that nobody is surprised"},
    {Thing::review_day, "review day", colleague, place_voices | executive, "a date everybody can prepare for"},
    {Thing::review, "review: decision, help given, who attended", indoors | oversight, place_voices | executive, "recorded by who chairs, and is not of the team; what the team prepares keeps its audiences"},
    {Thing::help_outcome, "what came of the help given", indoors | oversight, indoors | place_voices | executive, "whoever knows says so; it is asked about at the next review"},

    // Free texts
    {Thing::text_indoors, "text kept indoors", indoors | author, indoors | author, "the team and its mentor; nobody above or outside"},
    {Thing::text_network, "text for the network", peer | author, author, "people who do such work"},
    {Thing::text_system, "text for the system", colleague | author, author, "everyone signed in but regulators"},
    {Thing::text_public, "public text", anyone, author, "anyone"},
    {Thing::story_of_project, "story of a project kept indoors, its title too", indoors | author, indoors | author, "as every text; it travels as far as its author lets it, and comes back"},
    {Thing::story_of_place, "story of a place kept indoors, its title too", place_keeper | author, place_keeper | author, "those who lead that very place; nobody of the place above"},
    {Thing::story_left_behind, "taking a story back indoors whose owner's account is closed", nobody, project_lead | place_keeper, "nobody else could; it opens nothing"},
    {Thing::text_consent, "opening an earlier text to a newcomer", author, author, "only who wrote it can"},
    {Thing::read_log, "who has read a text", author | project_lead, nobody, "the owner sees it"},
});

constexpr std::array relation_words = std::to_array<std::pair<Relation, std::string_view>>({
    {anyone, "anyone"}, {signed_in, "anyone signed in"}, {colleague, "anyone signed in but regulators"},
    {peer, "people who do such work"}, {author, "its author"}, {team_member, "team member"},
    {patient_partner, "patient partner"}, {project_lead, "project lead"}, {mentor, "mentor"},
    {locality_lead, "locality lead"}, {executive, "executive"}, {system_lead, "system lead"}, {analyst, "analyst"},
    {regulator, "regulator"}, {administrator, "administrator"}, {machine_operator, "the machine's operator"},
    {group_member, "member of the group"}, {place_keeper, "who leads that very place"},
});

Relation of_role(domain::Role role) {
  switch (role) {
    case domain::Role::team_member: return team_member;
    case domain::Role::patient_partner: return patient_partner;
    case domain::Role::project_lead: return project_lead;
    case domain::Role::mentor: return mentor;
    case domain::Role::locality_lead: return locality_lead;
    case domain::Role::executive: return executive;
    case domain::Role::system_lead: return system_lead;
    case domain::Role::analyst: return analyst;
    case domain::Role::regulator: return regulator;
    case domain::Role::administrator: return administrator;
  }
  base::check(false, "every role is a relation");
  return nobody;
}

// "a, b or c", and how one comes to be one of them.
base::Done refuse(const Rule& rule, Relations allowed, std::string_view verb, const Actor& actor) {
  std::string who = words_of(allowed);
  if (const auto comma = who.rfind(", "); comma != who.npos) who.replace(comma, 2, " or ");
  std::string detail = allowed == nobody ? "Nobody can " + std::string(verb) + " this" : "Who can " + std::string(verb) + " this: " + who;
  detail += ". It is about: " + std::string(rule.name) + ".";
  if (std::ranges::any_of(actor.grants, [&](const domain::Grant& grant) { return (of_role(grant.role) & allowed) != nobody; }))
    detail += " You are that elsewhere: this is of another place or project.";
  if ((allowed & (place_voices | executive | analyst)) != nobody)
    detail += " Ask one of them; who speaks for the place gives such a role, on the page of people, and an administrator the first.";
  else if ((allowed & (team_member | project_lead)) != nobody) detail += " Whoever leads the project admits people to it.";
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "forbidden", .title = "You can't do that", .detail = detail});
}

}  // namespace

std::span<const Rule> rules() { return rule_table; }

const Rule& rule_of(Thing thing) {
  const auto found = std::ranges::find(rule_table, thing, &Rule::thing);
  base::check(found != rule_table.end(), "every thing has a rule");
  return *found;
}

Relations relations_of(const Actor& actor, const Scope& scope) {
  if (actor.is_operator) return anyone | machine_operator;
  if (actor.is_stranger) return relations_of_stranger();
  Relations all = anyone | signed_in;
  // Who inspects is nothing besides, whatever else they were given.
  const bool inspects = std::ranges::any_of(actor.grants, [](const domain::Grant& grant) { return grant.role == domain::Role::regulator; });
  bool keeps = false;
  for (const domain::Grant& grant : actor.grants) {
    if (inspects && grant.role != domain::Role::regulator) continue;
    const Relation relation = of_role(grant.role);
    if (domain::is_project_role(grant.role) || grant.role == domain::Role::locality_lead) all |= peer;
    const bool here = grant.project ? grant.project == scope.project
                                    : (grant.place == scope.place || (scope.system && grant.place == scope.system));
    if (here && (grant.project || scope.place)) all |= relation;
    if (here && !scope.project && grant.place == scope.place && (relation & place_voices) != nobody) keeps = true;
  }
  if (keeps) all |= place_keeper;
  if (!inspects) all |= colleague;
  if (scope.author && *scope.author == actor.person) all |= author;
  if (scope.in_group && !inspects) all |= group_member;
  return all;
}

Relations relations_of_stranger() { return anyone; }

bool may_read(Thing thing, Relations relations) { return (rule_of(thing).readers & relations) != nobody; }
bool may_write(Thing thing, Relations relations) { return (rule_of(thing).writers & relations) != nobody; }

base::Done require_read(Thing thing, const Actor& actor, const Scope& scope) {
  if (may_read(thing, relations_of(actor, scope))) return {};
  return refuse(rule_of(thing), rule_of(thing).readers, "see", actor);
}

base::Done require_write(Thing thing, const Actor& actor, const Scope& scope) {
  if (may_write(thing, relations_of(actor, scope))) return {};
  return refuse(rule_of(thing), rule_of(thing).writers, "change", actor);
}

std::string words_of(Relations relations) {
  std::string out;
  for (const auto& [relation, name] : relation_words)
    if ((relations & relation) != 0) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

}  // namespace tributary::services
