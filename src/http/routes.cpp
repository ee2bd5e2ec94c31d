// Every route on a line, in the order of api/openapi.yaml. A test compares the two.
#include "http/people_handlers.hpp"
#include "http/place_handlers.hpp"
#include "http/router.hpp"
#include "http/session_handlers.hpp"

namespace tributary::http {

namespace {

constexpr Route table[] = {
    // Session
    {"GET", "/api/v1/session", Who::signed_in, get_session},
    {"POST", "/api/v1/session", Who::anyone, post_session},
    {"DELETE", "/api/v1/session", Who::signed_in, delete_session},
    {"PUT", "/api/v1/session/password", Who::signed_in, put_password},
    {"GET", "/api/v1/openapi.yaml", Who::anyone, get_contract},

    // People
    {"GET", "/api/v1/people", Who::signed_in, list_people},
    {"POST", "/api/v1/people", Who::signed_in, post_person},
    {"PUT", "/api/v1/people/{id}/password", Who::signed_in, put_person_password},
    {"PUT", "/api/v1/people/{id}/state", Who::signed_in, put_person_state},
    {"POST", "/api/v1/people/{id}/roles", Who::signed_in, post_role},
    {"DELETE", "/api/v1/roles/{id}", Who::signed_in, delete_role},

    // Place
    {"GET", "/api/v1/places", Who::signed_in, list_places},
    {"POST", "/api/v1/places", Who::signed_in, post_place},
    {"GET", "/api/v1/places/{id}", Who::signed_in, get_place},
    {"GET", "/api/v1/organisations", Who::signed_in, list_organisations},
    {"POST", "/api/v1/organisations", Who::signed_in, post_organisation},
    {"GET", "/api/v1/organisations/{id}", Who::signed_in, get_organisation},
    {"PUT", "/api/v1/organisations/{id}", Who::signed_in, put_organisation},
};

}  // namespace

std::span<const Route> routes() { return table; }

}  // namespace tributary::http
