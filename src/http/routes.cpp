// Every route on a line, in the order of api/openapi.yaml. A test compares the two.
#include "http/account_handlers.hpp"
#include "http/chart_handlers.hpp"
#include "http/direction_handlers.hpp"
#include "http/import_handlers.hpp"
#include "http/job_handlers.hpp"
#include "http/measure_handlers.hpp"
#include "http/people_handlers.hpp"
#include "http/place_handlers.hpp"
#include "http/prediction_handlers.hpp"
#include "http/programme_handlers.hpp"
#include "http/project_handlers.hpp"
#include "http/router.hpp"
#include "http/session_handlers.hpp"
#include "http/team_handlers.hpp"
#include "http/test_handlers.hpp"
#include "http/text_handlers.hpp"

namespace tributary::http {

namespace {

constexpr Route route_table[] = {
    // Session
    {"GET", "/api/v1/session", Who::signed_in, get_session},
    {"POST", "/api/v1/session", Who::anyone, post_session},
    {"DELETE", "/api/v1/session", Who::signed_in, delete_session},
    {"PUT", "/api/v1/session/password", Who::signed_in, put_password},
    {"POST", "/api/v1/password-links", Who::anyone, post_password_link},
    {"POST", "/api/v1/password-links/look", Who::anyone, look_at_password_link},
    {"POST", "/api/v1/password-links/use", Who::anyone, use_password_link},
    {"GET", "/api/v1/account", Who::signed_in, get_account},
    {"PUT", "/api/v1/account", Who::signed_in, put_account},
    {"DELETE", "/api/v1/account/sessions", Who::signed_in, delete_sessions},
    {"GET", "/api/v1/openapi.yaml", Who::anyone, get_contract},

    // People
    {"GET", "/api/v1/people", Who::signed_in, list_people},
    {"POST", "/api/v1/people", Who::signed_in, post_person},
    {"POST", "/api/v1/people/{id}/password-link", Who::signed_in, post_person_link},
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

    // Teams and groups
    {"GET", "/api/v1/teams", Who::signed_in, list_teams},
    {"POST", "/api/v1/teams", Who::signed_in, post_team},
    {"PUT", "/api/v1/teams/{id}", Who::signed_in, put_team},
    {"GET", "/api/v1/groups", Who::signed_in, list_groups},
    {"POST", "/api/v1/groups", Who::signed_in, post_group},
    {"GET", "/api/v1/groups/{id}", Who::signed_in, get_group},
    {"PUT", "/api/v1/groups/{id}", Who::signed_in, put_group},

    // Direction
    {"GET", "/api/v1/places/{id}/direction", Who::signed_in, get_direction},
    {"POST", "/api/v1/objectives", Who::signed_in, post_objective},
    {"GET", "/api/v1/objectives/{id}", Who::signed_in, get_objective},
    {"PUT", "/api/v1/objectives/{id}", Who::signed_in, put_objective},
    {"DELETE", "/api/v1/objectives/{id}", Who::signed_in, delete_objective},
    {"POST", "/api/v1/objectives/{id}/restore", Who::signed_in, restore_objective},

    // Projects
    {"GET", "/api/v1/projects", Who::signed_in, list_projects},
    {"POST", "/api/v1/projects", Who::signed_in, post_project},
    {"GET", "/api/v1/projects/{id}", Who::signed_in, get_project},
    {"PUT", "/api/v1/projects/{id}", Who::signed_in, put_project},
    {"DELETE", "/api/v1/projects/{id}", Who::signed_in, delete_project},
    {"POST", "/api/v1/projects/{id}/restore", Who::signed_in, restore_project},
    {"POST", "/api/v1/projects/{id}/origin-agreement", Who::signed_in, agree_origin},
    {"POST", "/api/v1/projects/{id}/finish", Who::signed_in, finish_project},
    {"POST", "/api/v1/projects/{id}/stop", Who::signed_in, stop_project},
    {"POST", "/api/v1/projects/{id}/reopen", Who::signed_in, reopen_project},
    {"PUT", "/api/v1/projects/{id}/later-checks/{months}", Who::signed_in, put_later_check},
    {"PUT", "/api/v1/projects/{id}/answers/{question}", Who::signed_in, put_answer},
    {"POST", "/api/v1/projects/{id}/members", Who::signed_in, post_member},
    {"DELETE", "/api/v1/projects/{id}/members/{member}", Who::signed_in, delete_member},
    {"POST", "/api/v1/projects/{id}/lead", Who::signed_in, post_lead},
    {"POST", "/api/v1/projects/{id}/new-lead", Who::signed_in, post_new_lead},
    {"GET", "/api/v1/projects/{id}/drivers", Who::signed_in, get_drivers},
    {"POST", "/api/v1/projects/{id}/drivers", Who::signed_in, post_driver},
    {"PUT", "/api/v1/drivers/{id}", Who::signed_in, put_driver},
    {"DELETE", "/api/v1/drivers/{id}", Who::signed_in, delete_driver},
    {"POST", "/api/v1/drivers/{id}/restore", Who::signed_in, restore_driver},

    // Programmes
    {"GET", "/api/v1/programmes", Who::signed_in, list_programmes},
    {"POST", "/api/v1/programmes", Who::signed_in, post_programme},
    {"GET", "/api/v1/programmes/{id}", Who::signed_in, get_programme},
    {"PUT", "/api/v1/programmes/{id}", Who::signed_in, put_programme},
    {"DELETE", "/api/v1/programmes/{id}", Who::signed_in, delete_programme},
    {"POST", "/api/v1/programmes/{id}/restore", Who::signed_in, restore_programme},
    {"PUT", "/api/v1/programmes/{id}/projects/{project}", Who::signed_in, put_cohort_member},
    {"DELETE", "/api/v1/programmes/{id}/projects/{project}", Who::signed_in, delete_cohort_member},

    // Measures
    {"GET", "/api/v1/measures", Who::signed_in, list_measures},
    {"POST", "/api/v1/measures", Who::signed_in, post_measure},
    {"GET", "/api/v1/measures/{id}", Who::signed_in, get_measure},
    {"PUT", "/api/v1/measures/{id}", Who::signed_in, put_measure},
    {"DELETE", "/api/v1/measures/{id}", Who::signed_in, delete_measure},
    {"POST", "/api/v1/measures/{id}/restore", Who::signed_in, restore_measure},
    {"PUT", "/api/v1/measures/{id}/publication", Who::signed_in, put_publication},
    {"DELETE", "/api/v1/measures/{id}/publication", Who::signed_in, delete_publication},
    {"PUT", "/api/v1/measures/{id}/owner", Who::signed_in, put_measure_owner},
    {"POST", "/api/v1/measures/{id}/observations", Who::signed_in, post_observations},
    {"POST", "/api/v1/measures/{id}/withdrawals", Who::signed_in, post_withdrawal},
    {"GET", "/api/v1/measures/{id}/history", Who::signed_in, get_history},

    // Charts
    {"GET", "/api/v1/measures/{id}/chart", Who::signed_in, get_chart},
    {"POST", "/api/v1/measures/{id}/phases", Who::signed_in, post_phase},
    {"DELETE", "/api/v1/phases/{id}", Who::signed_in, delete_phase},
    {"POST", "/api/v1/phases/{id}/restore", Who::signed_in, restore_phase},
    {"POST", "/api/v1/measures/{id}/ghosts", Who::signed_in, post_ghost},
    {"DELETE", "/api/v1/ghosts/{id}", Who::signed_in, delete_ghost},
    {"POST", "/api/v1/ghosts/{id}/restore", Who::signed_in, restore_ghost},
    {"POST", "/api/v1/charts/preview", Who::signed_in, preview_chart, file_body},

    // Imports
    {"POST", "/api/v1/imports/preview", Who::signed_in, preview_import, file_body},
    {"GET", "/api/v1/imports", Who::signed_in, list_imports},
    {"POST", "/api/v1/imports", Who::signed_in, post_import, file_body},
    {"GET", "/api/v1/imports/{id}", Who::signed_in, get_import},
    {"POST", "/api/v1/imports/{id}/undo", Who::signed_in, undo_import},
    {"POST", "/api/v1/imports/{id}/redo", Who::signed_in, redo_import},
    {"GET", "/api/v1/recipes", Who::signed_in, list_recipes},
    {"POST", "/api/v1/recipes", Who::signed_in, post_recipe},
    {"DELETE", "/api/v1/recipes/{id}", Who::signed_in, delete_recipe},

    // Jobs and search
    {"GET", "/api/v1/jobs/{id}", Who::signed_in, get_job},
    {"DELETE", "/api/v1/jobs/{id}", Who::signed_in, cancel_job},
    {"GET", "/api/v1/jobs/{id}/events", Who::signed_in, watch_job},
    {"GET", "/api/v1/search", Who::signed_in, get_search},

    // Tests of change
    {"GET", "/api/v1/projects/{id}/tests", Who::signed_in, list_tests},
    {"POST", "/api/v1/projects/{id}/tests", Who::signed_in, post_test},
    {"GET", "/api/v1/tests/{id}", Who::signed_in, get_test},
    {"PUT", "/api/v1/tests/{id}", Who::signed_in, put_test},
    {"DELETE", "/api/v1/tests/{id}", Who::signed_in, delete_test},
    {"POST", "/api/v1/tests/{id}/restore", Who::signed_in, restore_test},
    {"PUT", "/api/v1/tests/{id}/start", Who::signed_in, put_test_start},
    {"DELETE", "/api/v1/tests/{id}/start", Who::signed_in, delete_test_start},
    {"PUT", "/api/v1/tests/{id}/doing", Who::signed_in, put_test_doing},
    {"PUT", "/api/v1/tests/{id}/study", Who::signed_in, put_test_study},
    {"PUT", "/api/v1/tests/{id}/act", Who::signed_in, put_test_act},

    // Predictions
    {"POST", "/api/v1/tests/{id}/predictions", Who::signed_in, post_prediction},
    {"POST", "/api/v1/tests/{id}/predictions/preview", Who::signed_in, post_prediction_preview},
    {"GET", "/api/v1/predictions/{id}", Who::signed_in, get_prediction},
    {"PUT", "/api/v1/predictions/{id}", Who::signed_in, put_prediction},
    {"DELETE", "/api/v1/predictions/{id}", Who::signed_in, delete_prediction},
    {"POST", "/api/v1/predictions/{id}/restore", Who::signed_in, restore_prediction},
    {"PUT", "/api/v1/answers/{id}/judgement", Who::signed_in, put_judgement},

    // Free texts
    {"GET", "/api/v1/projects/{id}/texts", Who::signed_in, list_project_texts},
    {"GET", "/api/v1/projects/{id}/comments", Who::signed_in, list_project_comments},
    {"POST", "/api/v1/projects/{id}/comments", Who::signed_in, post_project_comment},
    {"GET", "/api/v1/tests/{id}/comments", Who::signed_in, list_test_comments},
    {"POST", "/api/v1/tests/{id}/comments", Who::signed_in, post_test_comment},
    {"PUT", "/api/v1/texts/{id}", Who::signed_in, put_text},
    {"DELETE", "/api/v1/texts/{id}", Who::signed_in, delete_text},
    {"POST", "/api/v1/texts/{id}/restore", Who::signed_in, restore_text},
    {"GET", "/api/v1/texts/{id}/revisions", Who::signed_in, get_text_revisions},
    {"GET", "/api/v1/texts/{id}/readings", Who::signed_in, get_text_readings},
    {"POST", "/api/v1/texts/{id}/consents", Who::signed_in, post_consent},
    {"DELETE", "/api/v1/texts/{id}/consents/{person_id}", Who::signed_in, delete_consent},
};

}  // namespace

std::span<const Route> routes() { return route_table; }

}  // namespace tributary::http
