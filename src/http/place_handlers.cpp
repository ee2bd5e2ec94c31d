#include "http/place_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "services/places.hpp"

namespace tributary::http {

namespace {

Json codes_json(const std::vector<domain::Code>& codes) {
  Json out = Json::array();
  for (const domain::Code& code : codes) out.push_back({{"scheme", code.scheme}, {"value", code.value}});
  return out;
}

Json place_json(const domain::Place& place, const services::Actor& actor) {
  const services::PlaceOffers offers = services::place_offers(actor, place);
  return {{"id", place.id.value}, {"kind", base::word(place.kind)}, {"name", place.name}, {"system_id", to_json(place.system)},
          {"about", place.about}, {"source", place.source}, {"codes", codes_json(place.codes)}, {"may_edit", offers.may_edit},
          {"may_edit_organisations", offers.may_edit_organisations}, {"may_edit_groups", offers.may_edit_groups},
          {"version", place.version}};
}

std::vector<domain::Code> read_codes(Fields& in) {
  std::vector<domain::Code> out;
  for (Fields& code : in.objects("codes")) out.push_back({.scheme = code.text("scheme"), .value = code.text("value")});
  return out;
}

Json organisation_json(const domain::Organisation& organisation) {
  Json serves = Json::array();
  for (const domain::Service& service : organisation.serves)
    serves.push_back({{"place_id", service.place.value}, {"from_on", to_json(service.from)}, {"to_on", to_json(service.to)}});
  Json successors = Json::array();
  for (const domain::Successor& successor : organisation.successors)
    successors.push_back({{"organisation_id", successor.organisation.value}, {"on_date", to_json(successor.on)}, {"note", successor.note}});
  return {{"id", organisation.id.value}, {"kind", base::word(organisation.kind)}, {"name", organisation.name},
          {"illustrative", organisation.illustrative}, {"opened_on", to_json(organisation.opened)},
          {"closed_on", to_json(organisation.closed)}, {"source", organisation.source}, {"codes", codes_json(organisation.codes)},
          {"serves", serves}, {"successors", successors}, {"version", organisation.version}};
}

domain::Organisation read_organisation(Fields& in) {
  domain::Organisation out;
  out.kind = in.word<domain::OrganisationKind>("kind");
  out.name = in.text("name");
  out.illustrative = in.flag("illustrative");
  out.opened = in.optional_date("opened_on");
  out.closed = in.optional_date("closed_on");
  out.source = in.optional_text("source");
  out.codes = read_codes(in);
  for (Fields& service : in.objects("serves"))
    out.serves.push_back({.place = service.id<domain::PlaceId>("place_id"), .from = service.optional_date("from_on"),
                          .to = service.optional_date("to_on")});
  for (Fields& successor : in.objects("successors"))
    out.successors.push_back({.organisation = successor.id<domain::OrganisationId>("organisation_id"),
                              .on = successor.optional_date("on_date"), .note = successor.optional_text("note")});
  return out;
}

}  // namespace

base::Result<Response> list_places(const Request& request, const services::Context& context) {
  Json out = Json::array();
  for (const domain::Place& place : services::list_places(context)) out.push_back(place_json(place, request.actor()));
  return reply(200, {{"places", out}});
}

base::Result<Response> post_place(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Place wanted;
  wanted.kind = in.word<domain::PlaceKind>("kind");
  wanted.name = in.text("name");
  wanted.system = in.optional_id<domain::PlaceId>("system_id");
  wanted.about = in.optional_text("about");
  wanted.source = in.optional_text("source");
  wanted.codes = read_codes(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto added = services::add_place(context, request.actor(), wanted);
  if (!added) return base::fail(added.error());
  return reply(201, place_json(*added, request.actor()), added->version);
}

base::Result<Response> get_place(const Request& request, const services::Context& context) {
  const auto place = services::find_place(context, id_in_path<domain::PlaceId>(request));
  if (!place) return base::fail(place.error());
  return reply(200, place_json(*place, request.actor()), place->version);
}

base::Result<Response> put_place(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Place wanted;
  wanted.id = id_in_path<domain::PlaceId>(request);
  wanted.name = in.text("name");
  wanted.about = in.optional_text("about");
  wanted.source = in.optional_text("source");
  wanted.codes = read_codes(in);
  wanted.version = *version;
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto updated = services::update_place(context, request.actor(), wanted);
  if (!updated) return base::fail(updated.error());
  return reply(200, place_json(*updated, request.actor()), updated->version);
}

base::Result<Response> delete_place(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  if (const auto done = services::remove_place(context, request.actor(), id_in_path<domain::PlaceId>(request), *version); !done)
    return base::fail(done.error());
  return nothing();
}

base::Result<Response> list_organisations(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  Json out = Json::array();
  for (const domain::Organisation& organisation :
       services::list_organisations(context, *place ? std::optional(domain::PlaceId{**place}) : std::nullopt))
    out.push_back(organisation_json(organisation));
  return reply(200, {{"organisations", out}});
}

base::Result<Response> get_organisation(const Request& request, const services::Context& context) {
  const auto organisation = services::find_organisation(context, id_in_path<domain::OrganisationId>(request));
  if (!organisation) return base::fail(organisation.error());
  return reply(200, organisation_json(*organisation), organisation->version);
}

base::Result<Response> post_organisation(const Request& request, const services::Context& context) {
  Fields in(request);
  const domain::Organisation wanted = read_organisation(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto added = services::add_organisation(context, request.actor(), wanted);
  if (!added) return base::fail(added.error());
  return reply(201, organisation_json(*added), added->version);
}

base::Result<Response> put_organisation(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Organisation wanted = read_organisation(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::OrganisationId>(request);
  wanted.version = *version;
  const auto updated = services::update_organisation(context, request.actor(), wanted);
  if (!updated) return base::fail(updated.error());
  return reply(200, organisation_json(*updated), updated->version);
}

}  // namespace tributary::http
