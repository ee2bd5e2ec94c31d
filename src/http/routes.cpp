// Every route on a line, in the order of api/openapi.yaml. A test compares the two.
#include "http/account_handlers.hpp"
#include "http/board_handlers.hpp"
#include "http/chart_handlers.hpp"
#include "http/direction_handlers.hpp"
#include "http/did_it_work_handlers.hpp"
#include "http/beside_others_handlers.hpp"
#include "http/evidence_handlers.hpp"
#include "http/flow_handlers.hpp"
#include "http/home_handlers.hpp"
#include "http/import_handlers.hpp"
#include "http/interdependency_handlers.hpp"
#include "http/job_handlers.hpp"
#include "http/lever_handlers.hpp"
#include "http/measure_handlers.hpp"
#include "http/package_handlers.hpp"
#include "http/people_handlers.hpp"
#include "http/place_handlers.hpp"
#include "http/prediction_handlers.hpp"
#include "http/programme_handlers.hpp"
#include "http/project_handlers.hpp"
#include "http/quality_handlers.hpp"
#include "http/residual_handlers.hpp"
#include "http/review_handlers.hpp"
#include "http/router.hpp"
#include "http/session_handlers.hpp"
#include "http/story_handlers.hpp"
#include "http/support_handlers.hpp"
#include "http/standard_handlers.hpp"
#include "http/team_handlers.hpp"
#include "http/test_handlers.hpp"
#include "http/text_handlers.hpp"
#include "http/week_handlers.hpp"

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
    {"GET", "/api/v1/me/week", Who::signed_in, get_my_week},
    {"GET", "/api/v1/about", Who::anyone, get_about},
    {"GET", "/api/v1/openapi.yaml", Who::anyone, get_contract},

    // People
    {"GET", "/api/v1/people", Who::signed_in, list_people},
    {"POST", "/api/v1/people", Who::signed_in, post_person},
    {"GET", "/api/v1/people/{id}", Who::signed_in, get_person},
    {"POST", "/api/v1/people/{id}/password-link", Who::signed_in, post_person_link},
    {"PUT", "/api/v1/people/{id}/state", Who::signed_in, put_person_state},
    {"POST", "/api/v1/people/{id}/roles", Who::signed_in, post_role},
    {"DELETE", "/api/v1/roles/{id}", Who::signed_in, delete_role},

    // Place
    {"GET", "/api/v1/places", Who::signed_in, list_places},
    {"POST", "/api/v1/places", Who::signed_in, post_place},
    {"GET", "/api/v1/places/{id}", Who::signed_in, get_place},
    {"PUT", "/api/v1/places/{id}", Who::signed_in, put_place},
    {"DELETE", "/api/v1/places/{id}", Who::signed_in, delete_place},
    {"GET", "/api/v1/organisations", Who::signed_in, list_organisations},
    {"POST", "/api/v1/organisations", Who::signed_in, post_organisation},
    {"GET", "/api/v1/organisations/{id}", Who::signed_in, get_organisation},
    {"PUT", "/api/v1/organisations/{id}", Who::signed_in, put_organisation},

    // Teams and groups
    {"GET", "/api/v1/teams", Who::signed_in, list_teams},
    {"POST", "/api/v1/teams", Who::signed_in, post_team},
    {"GET", "/api/v1/teams/{id}", Who::signed_in, get_team},
    {"PUT", "/api/v1/teams/{id}", Who::signed_in, put_team},
    {"PUT", "/api/v1/teams/{id}/dissolution", Who::signed_in, put_dissolution},
    {"DELETE", "/api/v1/teams/{id}/dissolution", Who::signed_in, delete_dissolution},
    {"GET", "/api/v1/groups", Who::signed_in, list_groups},
    {"POST", "/api/v1/groups", Who::signed_in, post_group},
    {"GET", "/api/v1/groups/{id}", Who::signed_in, get_group},
    {"PUT", "/api/v1/groups/{id}", Who::signed_in, put_group},
    {"GET", "/api/v1/groups/{id}/work", Who::signed_in, get_group_work},

    // Direction
    {"GET", "/api/v1/places/{id}/board", Who::signed_in, get_board},
    {"GET", "/api/v1/places/{id}/board.xlsx", Who::signed_in, get_board_workbook},
    {"GET", "/api/v1/places/{id}/board.pdf", Who::signed_in, get_board_pdf},
    {"GET", "/api/v1/places/{id}/quality-report", Who::anyone, get_quality_report},
    {"GET", "/api/v1/quality-reports", Who::anyone, list_quality_reports},
    {"GET", "/api/v1/places/{id}/home", Who::signed_in, get_home},
    {"GET", "/api/v1/places/{id}/direction", Who::signed_in, get_direction},
    {"POST", "/api/v1/objectives", Who::signed_in, post_objective},
    {"GET", "/api/v1/objectives/{id}", Who::signed_in, get_objective},
    {"PUT", "/api/v1/objectives/{id}", Who::signed_in, put_objective},
    {"DELETE", "/api/v1/objectives/{id}", Who::signed_in, delete_objective},
    {"POST", "/api/v1/objectives/{id}/restore", Who::signed_in, restore_objective},

    // Standards
    {"GET", "/api/v1/standards", Who::signed_in, list_standards},
    {"POST", "/api/v1/standards", Who::signed_in, post_standard},
    {"GET", "/api/v1/standards/{id}", Who::signed_in, get_standard},
    {"PUT", "/api/v1/standards/{id}", Who::signed_in, put_standard},
    {"DELETE", "/api/v1/standards/{id}", Who::signed_in, delete_standard},
    {"POST", "/api/v1/standards/{id}/restore", Who::signed_in, restore_standard},
    {"PUT", "/api/v1/standards/{id}/objectives/{objective}", Who::signed_in, put_objective_reference},
    {"DELETE", "/api/v1/standards/{id}/objectives/{objective}", Who::signed_in, delete_objective_reference},
    {"PUT", "/api/v1/standards/{id}/projects/{project}", Who::signed_in, put_project_reference},
    {"DELETE", "/api/v1/standards/{id}/projects/{project}", Who::signed_in, delete_project_reference},
    {"POST", "/api/v1/standards/{id}/amendments", Who::signed_in, post_amendment},
    {"GET", "/api/v1/amendments/{id}", Who::signed_in, get_amendment},
    {"PUT", "/api/v1/amendments/{id}", Who::signed_in, put_amendment},
    {"POST", "/api/v1/amendments/{id}/positions", Who::signed_in, post_position},
    {"DELETE", "/api/v1/amendments/{id}/positions/{position}", Who::signed_in, delete_position},
    {"PUT", "/api/v1/amendments/{id}/decision", Who::signed_in, put_decision},
    {"DELETE", "/api/v1/amendments/{id}/decision", Who::signed_in, delete_decision},
    {"POST", "/api/v1/amendments/{id}/withdraw", Who::signed_in, post_withdrawn},
    {"POST", "/api/v1/amendments/{id}/propose-again", Who::signed_in, post_proposed_again},

    // Levers
    {"GET", "/api/v1/places/{id}/levers", Who::signed_in, get_levers_of_place},
    {"GET", "/api/v1/objectives/{id}/levers", Who::signed_in, get_levers_of_objective},
    {"POST", "/api/v1/levers", Who::signed_in, post_lever},
    {"GET", "/api/v1/levers/{id}", Who::signed_in, get_lever},
    {"PUT", "/api/v1/levers/{id}", Who::signed_in, put_lever},
    {"DELETE", "/api/v1/levers/{id}", Who::signed_in, delete_lever},
    {"POST", "/api/v1/levers/{id}/restore", Who::signed_in, restore_lever},
    {"POST", "/api/v1/investments", Who::signed_in, post_investment},
    {"GET", "/api/v1/investments/{id}", Who::signed_in, get_investment},
    {"PUT", "/api/v1/investments/{id}", Who::signed_in, put_investment},
    {"DELETE", "/api/v1/investments/{id}", Who::signed_in, delete_investment},
    {"POST", "/api/v1/investments/{id}/restore", Who::signed_in, restore_investment},
    {"POST", "/api/v1/returns", Who::signed_in, post_return},
    {"GET", "/api/v1/returns/{id}", Who::signed_in, get_return},
    {"PUT", "/api/v1/returns/{id}", Who::signed_in, put_return},
    {"DELETE", "/api/v1/returns/{id}", Who::signed_in, delete_return},
    {"POST", "/api/v1/returns/{id}/restore", Who::signed_in, restore_return},
    {"GET", "/api/v1/projects/{id}/returns", Who::signed_in, get_returns_of_project},
    {"PUT", "/api/v1/returns/{id}/hours/{team}", Who::signed_in, put_hours},
    {"DELETE", "/api/v1/returns/{id}/hours/{team}", Who::signed_in, delete_hours},

    // Interdependencies
    {"GET", "/api/v1/interdependencies", Who::signed_in, list_interdependencies},
    {"POST", "/api/v1/interdependencies", Who::signed_in, post_interdependency},
    {"GET", "/api/v1/interdependencies/{id}", Who::signed_in, get_interdependency},
    {"DELETE", "/api/v1/interdependencies/{id}", Who::signed_in, delete_interdependency},
    {"POST", "/api/v1/interdependencies/{id}/restore", Who::signed_in, restore_interdependency},
    {"POST", "/api/v1/interdependencies/{id}/views", Who::signed_in, post_view},
    {"DELETE", "/api/v1/interdependencies/{id}/views/{view}", Who::signed_in, delete_view},
    {"POST", "/api/v1/interdependencies/{id}/views/{view}/restore", Who::signed_in, restore_view},
    {"POST", "/api/v1/interdependencies/{id}/proposals", Who::signed_in, post_resolution},
    {"POST", "/api/v1/interdependencies/{id}/proposals/{proposal}/agree", Who::signed_in, post_agreement},
    {"POST", "/api/v1/interdependencies/{id}/proposals/{proposal}/disagree", Who::signed_in, post_disagreement},
    {"POST", "/api/v1/interdependencies/{id}/proposals/{proposal}/withdraw", Who::signed_in, post_proposal_withdrawn},
    {"POST", "/api/v1/interdependencies/{id}/proposals/{proposal}/restore", Who::signed_in, restore_proposal},
    {"POST", "/api/v1/interdependencies/{id}/escalate", Who::signed_in, post_escalation},
    {"POST", "/api/v1/interdependencies/{id}/reopen", Who::signed_in, post_reopening},
    {"PUT", "/api/v1/actions/{id}", Who::signed_in, put_action},

    // Projects
    {"GET", "/api/v1/projects", Who::signed_in, list_projects},
    {"POST", "/api/v1/projects", Who::signed_in, post_project},
    {"GET", "/api/v1/projects/{id}", Who::signed_in, get_project},
    {"PUT", "/api/v1/projects/{id}", Who::signed_in, put_project},
    {"DELETE", "/api/v1/projects/{id}", Who::signed_in, delete_project},
    {"POST", "/api/v1/projects/{id}/restore", Who::signed_in, restore_project},
    {"POST", "/api/v1/projects/{id}/origin-agreement", Who::signed_in, agree_origin},
    {"DELETE", "/api/v1/projects/{id}/origin-agreement", Who::signed_in, take_back_agreement},
    {"POST", "/api/v1/projects/{id}/finish", Who::signed_in, finish_project},
    {"POST", "/api/v1/projects/{id}/stop", Who::signed_in, stop_project},
    {"POST", "/api/v1/projects/{id}/reopen", Who::signed_in, reopen_project},
    {"PUT", "/api/v1/projects/{id}/later-checks/{months}", Who::signed_in, put_later_check},
    {"DELETE", "/api/v1/projects/{id}/later-checks/{months}", Who::signed_in, delete_later_check},
    {"PUT", "/api/v1/projects/{id}/answers/{question}", Who::signed_in, put_answer},
    {"POST", "/api/v1/projects/{id}/members", Who::signed_in, post_member},
    {"DELETE", "/api/v1/projects/{id}/members/{member}", Who::signed_in, delete_member},
    {"POST", "/api/v1/projects/{id}/members/{member}/restore", Who::signed_in, restore_member},
    {"POST", "/api/v1/projects/{id}/lead", Who::signed_in, post_lead},
    {"DELETE", "/api/v1/projects/{id}/lead", Who::signed_in, delete_lead},
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

    // Support
    {"GET", "/api/v1/support", Who::signed_in, get_my_support},
    {"GET", "/api/v1/projects/{id}/support", Who::signed_in, get_project_support},
    {"GET", "/api/v1/projects/{id}/sessions", Who::signed_in, list_sessions},
    {"POST", "/api/v1/sessions", Who::signed_in, post_support_session},
    {"GET", "/api/v1/sessions/{id}", Who::signed_in, get_support_session},
    {"PUT", "/api/v1/sessions/{id}", Who::signed_in, put_support_session},
    {"DELETE", "/api/v1/sessions/{id}", Who::signed_in, delete_support_session},
    {"POST", "/api/v1/sessions/{id}/restore", Who::signed_in, restore_support_session},
    {"GET", "/api/v1/programmes/{id}/thresholds", Who::signed_in, get_thresholds},
    {"PUT", "/api/v1/programmes/{id}/thresholds", Who::signed_in, put_thresholds},

    // Reviews
    {"GET", "/api/v1/programmes/{id}/review-days", Who::signed_in, list_review_days},
    {"POST", "/api/v1/programmes/{id}/review-days", Who::signed_in, post_review_day},
    {"GET", "/api/v1/review-days/{id}", Who::signed_in, get_review_day},
    {"PUT", "/api/v1/review-days/{id}", Who::signed_in, put_review_day},
    {"DELETE", "/api/v1/review-days/{id}", Who::signed_in, delete_review_day},
    {"POST", "/api/v1/review-days/{id}/restore", Who::signed_in, restore_review_day},
    {"GET", "/api/v1/review-days/{id}/projects/{project}", Who::signed_in, get_review_screen},
    {"GET", "/api/v1/projects/{id}/review", Who::signed_in, get_review_ahead},
    {"PUT", "/api/v1/projects/{id}/review", Who::signed_in, put_review_ahead},
    {"GET", "/api/v1/projects/{id}/reviews", Who::signed_in, list_reviews},
    {"POST", "/api/v1/projects/{id}/reviews", Who::signed_in, post_review},
    {"PUT", "/api/v1/reviews/{id}", Who::signed_in, put_review},
    {"DELETE", "/api/v1/reviews/{id}", Who::signed_in, delete_review},
    {"POST", "/api/v1/reviews/{id}/restore", Who::signed_in, restore_review},
    {"GET", "/api/v1/reviews/{id}/versions", Who::signed_in, get_review_versions},
    {"PUT", "/api/v1/reviews/{id}/help/{help}", Who::signed_in, put_help_outcome},

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
    {"DELETE", "/api/v1/measures/{id}/owner", Who::signed_in, delete_measure_owner},
    {"POST", "/api/v1/measures/{id}/observations", Who::signed_in, post_observations},
    {"POST", "/api/v1/measures/{id}/withdrawals", Who::signed_in, post_withdrawal},
    {"GET", "/api/v1/measures/{id}/history", Who::signed_in, get_history},
    {"GET", "/api/v1/measures/{id}/changes", Who::signed_in, get_changes},

    // Charts
    {"GET", "/api/v1/measures/{id}/chart", Who::signed_in, get_chart},
    {"GET", "/api/v1/measures/{id}/did-it-work", Who::signed_in, get_did_it_work},
    {"GET", "/api/v1/measures/{id}/did-it-work/changes", Who::signed_in, get_changes_to_ask},
    {"GET", "/api/v1/measures/{id}/beside-others", Who::signed_in, get_beside_others},
    {"GET", "/api/v1/measures/{id}/residuals", Who::signed_in, get_residuals},
    {"GET", "/api/v1/measures/{id}/suggested-phases", Who::signed_in, get_suggested_phases},
    {"POST", "/api/v1/measures/{id}/phases", Who::signed_in, post_phase},
    {"DELETE", "/api/v1/phases/{id}", Who::signed_in, delete_phase},
    {"POST", "/api/v1/phases/{id}/restore", Who::signed_in, restore_phase},
    {"POST", "/api/v1/measures/{id}/targets", Who::signed_in, post_target},
    {"DELETE", "/api/v1/targets/{id}", Who::signed_in, delete_target},
    {"POST", "/api/v1/targets/{id}/restore", Who::signed_in, restore_target},
    {"POST", "/api/v1/measures/{id}/ghosts", Who::signed_in, post_ghost},
    {"DELETE", "/api/v1/ghosts/{id}", Who::signed_in, delete_ghost},
    {"POST", "/api/v1/ghosts/{id}/restore", Who::signed_in, restore_ghost},
    {"POST", "/api/v1/charts/preview", Who::signed_in, preview_chart, file_body},

    // Evidence
    {"GET", "/api/v1/evidence-methods", Who::signed_in, list_evidence_methods},
    {"POST", "/api/v1/evidence-methods/{name}/answer", Who::signed_in, post_evidence_answer, file_body},
    {"POST", "/api/v1/evidence-columns", Who::signed_in, find_evidence_columns, file_body},

    // Imports
    {"POST", "/api/v1/imports/preview", Who::signed_in, preview_import, file_body},
    {"POST", "/api/v1/imports/columns", Who::signed_in, find_columns, file_body},
    {"GET", "/api/v1/imports", Who::signed_in, list_imports},
    {"POST", "/api/v1/imports", Who::signed_in, post_import, file_body},
    {"GET", "/api/v1/imports/{id}", Who::signed_in, get_import},
    {"POST", "/api/v1/imports/{id}/undo", Who::signed_in, undo_import},
    {"POST", "/api/v1/imports/{id}/redo", Who::signed_in, redo_import},
    {"GET", "/api/v1/recipes", Who::signed_in, list_recipes},
    {"POST", "/api/v1/recipes", Who::signed_in, post_recipe},
    {"DELETE", "/api/v1/recipes/{id}", Who::signed_in, delete_recipe},
    {"POST", "/api/v1/recipes/{id}/restore", Who::signed_in, restore_recipe},

    // Jobs and search
    {"GET", "/api/v1/jobs/{id}", Who::signed_in, get_job},
    {"DELETE", "/api/v1/jobs/{id}", Who::signed_in, cancel_job},
    {"GET", "/api/v1/jobs/{id}/events", Who::signed_in, watch_job},
    {"GET", "/api/v1/search", Who::signed_in, get_search},

    // Flow models
    {"GET", "/api/v1/places/{id}/flow-models", Who::signed_in, list_flow_models},
    {"POST", "/api/v1/places/{id}/flow-models", Who::signed_in, post_flow_model, file_body},
    {"GET", "/api/v1/flow-models/{id}", Who::signed_in, get_flow_model},
    {"POST", "/api/v1/flow-models/{id}/versions", Who::signed_in, post_flow_version, file_body},
    {"POST", "/api/v1/flow-models/{id}/adopt", Who::signed_in, post_flow_adoption},
    {"GET", "/api/v1/flow-models/{id}/tables/{name}", Who::signed_in, get_flow_table},
    {"POST", "/api/v1/flow-models/{id}/analytic", Who::signed_in, post_flow_analytic},
    {"POST", "/api/v1/flow-models/{id}/runs/estimate", Who::signed_in, post_flow_estimate},
    {"GET", "/api/v1/flow-models/{id}/runs", Who::signed_in, list_flow_runs},
    {"POST", "/api/v1/flow-models/{id}/runs", Who::signed_in, post_flow_run},
    {"GET", "/api/v1/flow-runs/{id}", Who::signed_in, get_flow_run},
    {"DELETE", "/api/v1/flow-runs/{id}", Who::signed_in, delete_flow_run},
    {"POST", "/api/v1/flow-runs/{id}/rows", Who::signed_in, post_flow_run_rows},

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
    {"DELETE", "/api/v1/tests/{id}/act", Who::signed_in, delete_test_act},

    // Predictions
    {"POST", "/api/v1/tests/{id}/predictions", Who::signed_in, post_prediction},
    {"POST", "/api/v1/tests/{id}/predictions/preview", Who::signed_in, post_prediction_preview},
    {"GET", "/api/v1/predictions/{id}", Who::signed_in, get_prediction},
    {"PUT", "/api/v1/predictions/{id}", Who::signed_in, put_prediction},
    {"DELETE", "/api/v1/predictions/{id}", Who::signed_in, delete_prediction},
    {"POST", "/api/v1/predictions/{id}/restore", Who::signed_in, restore_prediction},
    {"PUT", "/api/v1/answers/{id}/judgement", Who::signed_in, put_judgement},
    {"GET", "/api/v1/projects/{id}/calibration", Who::signed_in, get_calibration},

    // Change packages
    {"GET", "/api/v1/packages", Who::anyone, list_packages},
    {"POST", "/api/v1/packages", Who::signed_in, post_package},
    {"GET", "/api/v1/packages/{id}", Who::anyone, get_package},
    {"PUT", "/api/v1/packages/{id}", Who::signed_in, put_package},
    {"DELETE", "/api/v1/packages/{id}", Who::signed_in, delete_package},
    {"POST", "/api/v1/packages/{id}/restore", Who::signed_in, restore_package},
    {"DELETE", "/api/v1/packages/{id}/draft", Who::signed_in, delete_package_draft},
    {"POST", "/api/v1/packages/{id}/draft/restore", Who::signed_in, restore_package_draft},
    {"PUT", "/api/v1/packages/{id}/publication", Who::signed_in, put_package_publication},
    {"PUT", "/api/v1/packages/{id}/withdrawal", Who::signed_in, put_package_withdrawal},
    {"DELETE", "/api/v1/packages/{id}/withdrawal", Who::signed_in, delete_package_withdrawal},
    {"GET", "/api/v1/packages/{id}/spread", Who::signed_in, get_package_spread},
    {"GET", "/api/v1/packages/{id}/ranges", Who::signed_in, get_package_ranges},
    {"GET", "/api/v1/packages/{id}/combinations", Who::signed_in, get_adopters_conditions},
    {"POST", "/api/v1/packages/{id}/combinations", Who::signed_in, post_combinations},
    {"POST", "/api/v1/packages/{id}/adoptions", Who::signed_in, post_adoption},
    {"GET", "/api/v1/adoptions/{id}", Who::signed_in, get_adoption},
    {"PUT", "/api/v1/adoptions/{id}/conditions", Who::signed_in, put_conditions},
    {"PUT", "/api/v1/adoptions/{id}/components", Who::signed_in, put_components},
    {"PUT", "/api/v1/adoptions/{id}/version", Who::signed_in, put_adopted_version},
    {"DELETE", "/api/v1/adoptions/{id}/version", Who::signed_in, delete_adopted_version},
    {"POST", "/api/v1/adoptions/{id}/proposals", Who::signed_in, post_proposal},
    {"PUT", "/api/v1/proposals/{id}/answer", Who::signed_in, put_proposal_answer},
    {"DELETE", "/api/v1/proposals/{id}/answer", Who::signed_in, delete_proposal_answer},
    {"GET", "/api/v1/projects/{id}/packages", Who::signed_in, get_project_packages},
    {"GET", "/api/v1/measures/{id}/adopters", Who::signed_in, get_measure_range},
    {"GET", "/api/v1/places/{id}/spread", Who::signed_in, get_place_spread},

    // Free texts
    {"GET", "/api/v1/projects/{id}/texts", Who::signed_in, list_project_texts},
    {"GET", "/api/v1/projects/{id}/comments", Who::signed_in, list_project_comments},
    {"POST", "/api/v1/projects/{id}/comments", Who::signed_in, post_project_comment},
    {"GET", "/api/v1/projects/{id}/mentionable", Who::signed_in, list_project_mentionable},
    {"GET", "/api/v1/tests/{id}/comments", Who::signed_in, list_test_comments},
    {"POST", "/api/v1/tests/{id}/comments", Who::signed_in, post_test_comment},
    {"GET", "/api/v1/tests/{id}/mentionable", Who::signed_in, list_test_mentionable},
    {"GET", "/api/v1/texts", Who::signed_in, list_own_texts},
    {"POST", "/api/v1/texts/consents", Who::signed_in, post_own_texts_consent},
    {"POST", "/api/v1/texts/consents/withdraw", Who::signed_in, withdraw_own_texts_consent},
    {"PUT", "/api/v1/texts/{id}", Who::signed_in, put_text},
    {"DELETE", "/api/v1/texts/{id}", Who::signed_in, delete_text},
    {"POST", "/api/v1/texts/{id}/restore", Who::signed_in, restore_text},
    {"GET", "/api/v1/texts/{id}/revisions", Who::signed_in, get_text_revisions},
    {"GET", "/api/v1/texts/{id}/readings", Who::signed_in, get_text_readings},
    {"POST", "/api/v1/texts/{id}/requests", Who::signed_in, post_text_request},
    {"POST", "/api/v1/texts/{id}/consents", Who::signed_in, post_consent},
    {"DELETE", "/api/v1/texts/{id}/consents/{person_id}", Who::signed_in, delete_consent},

    // Stories
    {"GET", "/api/v1/projects/{id}/stories", Who::signed_in, list_project_stories},
    {"POST", "/api/v1/projects/{id}/stories", Who::signed_in, post_project_story},
    {"GET", "/api/v1/places/{id}/stories", Who::anyone, list_place_stories},
    {"POST", "/api/v1/places/{id}/stories", Who::signed_in, post_place_story},
    {"GET", "/api/v1/stories/{id}", Who::anyone, get_story},
    {"PUT", "/api/v1/stories/{id}", Who::signed_in, put_story},
    {"PUT", "/api/v1/stories/{id}/indoors", Who::signed_in, take_back_story},
};

}  // namespace

std::span<const Route> routes() { return route_table; }

}  // namespace tributary::http
