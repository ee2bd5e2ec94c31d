// Direction, projects, driver diagrams and progress as the contract writes them; and what they share when they are read.
#pragma once

#include "http/json.hpp"
#include "http/json_text.hpp"
#include "services/objectives.hpp"
#include "services/programmes.hpp"
#include "services/project_page.hpp"

namespace tributary::http {

// Each writes one value; the second of a pair writes it as a member.
void write_named(JsonText& out, std::int64_t id, std::string_view name);
void write_objective(JsonText& out, const services::ObjectiveAtPlace& at);
void write_objective_in_place(JsonText& out, const services::ObjectiveInPlace& at);
void write_project(JsonText& out, const services::ProjectInPlace& at);
void write_project_summary(JsonText& out, const services::ProjectSummary& project);
void write_project_summaries(JsonText& out, std::string_view name, const std::vector<services::ProjectSummary>& projects);
void write_members(JsonText& out, const std::vector<services::Member>& members);
void write_member(JsonText& out, const services::Member& member);
void write_drivers(JsonText& out, const std::vector<services::DriverWithTests>& drivers);
void write_driver(JsonText& out, const services::DriverWithTests& driver);
void write_later_checks(JsonText& out, const std::vector<domain::LaterCheck>& checks);
void write_progress(JsonText& out, const domain::Progress& progress);
void write_page(JsonText& out, const services::ProjectPage& page, base::Date today);

// The members of an aim.
[[nodiscard]] domain::Aim read_aim(Fields& in);

}  // namespace tributary::http
