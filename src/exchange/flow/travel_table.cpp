#include "exchange/flow/travel_table.hpp"

#include <cmath>
#include <unordered_map>

#include "base/text.hpp"
#include "exchange/flow/columns.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr double most_minutes = 1e6, most_people = 1e12;  // beyond, a mistake

tl::unexpected<base::Problem> refuse(std::string code, std::string title, std::string detail, std::string where = {}) {
  base::Problem out;
  out.code = std::move(code);
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.where = std::move(where);
  return base::fail(std::move(out));
}

std::string cell_in_words(std::string_view text) { return "\"" + base::shorten(text, 60) + "\""; }

std::vector<std::string> names_of(const Columns& table) {
  std::vector<std::string> out;
  for (std::uint32_t i = 1; i < table.count(); ++i) out.emplace_back(table.name(i));
  return out;
}

}  // namespace

base::Result<TravelTable> read_travel_table(const TravelFiles& files) {
  const auto travel = Columns::read(files.travel, std::string(files.travel_name));
  if (!travel) return base::fail(travel.error());
  const auto people = Columns::read(files.people, std::string(files.people_name));
  if (!people) return base::fail(people.error());

  TravelTable out;
  out.sites = files.sites.empty() ? names_of(*travel) : files.sites;
  if (out.sites.empty()) return refuse("sites-none", "There are no sites", "Each column of the travel table after its first is a site, with the minutes to it. Write one or more.", std::string(files.travel_name));
  std::vector<std::uint32_t> columns;
  for (const std::string& site : out.sites) {
    const auto column = travel->find(site);
    if (!column || *column == 0) {
      const std::string near = nearest_name(site, names_of(*travel));
      return refuse("site-not-in-travel", "A site is missing from the travel table",
                  cell_in_words(site) + " is no column of it" + (near.empty() ? "." : ": was it " + near + "?"), std::string(files.travel_name));
    }
    columns.push_back(*column);
  }
  const auto counted = files.people_column ? people->find(*files.people_column) : std::optional<std::uint32_t>(1);
  if (!counted || *counted >= people->count()) {
    const std::string wanted = files.people_column.value_or("");
    return refuse("column-unknown", "There is no such column", wanted.empty() ? "A second column says how many people live in each area." : cell_in_words(wanted) + " is none of its columns.",
                std::string(files.people_name));
  }

  std::unordered_map<std::string_view, std::size_t> rows;
  for (std::size_t row = 0; row < travel->rows(); ++row) {
    if (!rows.try_emplace(travel->cell(row, 0), row).second) return refuse("area-twice", "An area is named twice", cell_in_words(travel->cell(row, 0)) + " stood before.", travel->place(row));
  }
  std::vector<bool> used(travel->rows());
  double all = 0;
  for (std::size_t row = 0; row < people->rows(); ++row) {
    const auto found = rows.find(people->cell(row, 0));
    if (found == rows.end()) return refuse("area-not-in-travel", "An area is missing from the travel table", cell_in_words(people->cell(row, 0)) + " has no row in " + std::string(files.travel_name) + ".", people->place(row));
    if (used[found->second]) return refuse("area-twice", "An area is named twice", cell_in_words(found->first) + " stood before.", people->place(row));
    used[found->second] = true;
    const auto count = people->number(row, *counted);
    if (!count || *count < 0 || *count > most_people) return refuse("people-wanted", "A number of people is wanted here", cell_in_words(people->cell(row, *counted)) + " for " + cell_in_words(found->first) + ": write a number from 0 to a million million.", people->place(row));
    bool any = false;
    for (const std::uint32_t column : columns) {
      if (travel->cell(found->second, column).empty()) {  // no way leads there
        out.minutes.push_back(HUGE_VALF);
        continue;
      }
      any = true;
      const auto minutes = travel->number(found->second, column);
      if (!minutes || *minutes < 0 || *minutes > most_minutes) {
        return refuse("minutes-wanted", "Minutes are wanted here", cell_in_words(travel->cell(found->second, column)) + " for the site " + std::string(travel->name(column)) + ".", travel->place(found->second));
      }
      out.minutes.push_back(static_cast<float>(*minutes));
    }
    if (!any) {
      if (*count > 0) return refuse("minutes-wanted", "Minutes are wanted here", base::to_text(*count) + " people of " + cell_in_words(found->first) + " have them to none of the sites. Write how long it takes, or leave the area out.", travel->place(found->second));
      out.minutes.resize(out.minutes.size() - columns.size());
      continue;
    }
    out.areas.emplace_back(found->first);
    out.people.push_back(*count);
    all += *count;
  }
  if (all <= 0) return refuse("people-none", "Nobody lives there", "All numbers of people are 0.", std::string(files.people_name));
  out.left_out = travel->rows() - out.areas.size();
  return out;
}

}  // namespace tributary::exchange::flow
