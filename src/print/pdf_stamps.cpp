#include "print/pdf_stamps.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace tributary::print {

namespace {

constexpr std::size_t digits_of_moment = 14;  // YYYYMMDDhhmmss
constexpr std::string_view node = "(node";
constexpr std::size_t digits_of_node = 8;

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Where that date's digits begin. "(" is escaped within a PDF's texts, so that no title can hold this.
std::size_t find_moment(const std::string& pdf, std::string_view name) {
  const std::string begins = "/" + std::string(name) + " (D:";
  const std::size_t found = pdf.find(begins);
  if (found == std::string::npos || found + begins.size() + digits_of_moment > pdf.size()) return std::string::npos;
  const std::size_t at = found + begins.size();
  return is_digits(std::string_view(pdf).substr(at, digits_of_moment)) ? at : std::string::npos;
}

void number_nodes(std::string& pdf) {
  std::vector<std::size_t> places;
  std::map<std::string, std::size_t> ranks;
  for (std::size_t at = pdf.find(node); at != std::string::npos; at = pdf.find(node, at + 1)) {
    const std::size_t from = at + node.size();
    if (from + digits_of_node >= pdf.size() || pdf[from + digits_of_node] != ')' || !is_digits(std::string_view(pdf).substr(from, digits_of_node))) continue;
    places.push_back(from);
    ranks.try_emplace(pdf.substr(from, digits_of_node));
  }
  std::size_t count = 0;
  for (auto& [name, rank] : ranks) rank = ++count;
  for (const std::size_t at : places) {
    const std::string rank = std::to_string(ranks.at(pdf.substr(at, digits_of_node)));
    pdf.replace(at, digits_of_node, std::string(digits_of_node - rank.size(), '0') + rank);
  }
}

}  // namespace

bool stamp_pdf(std::string& pdf, base::Date made) {
  const std::size_t created = find_moment(pdf, "CreationDate"), changed = find_moment(pdf, "ModDate");
  if (created == std::string::npos || changed == std::string::npos) return false;
  std::string moment = base::to_iso(made) + "000000";
  std::erase(moment, '-');
  for (const std::size_t at : {created, changed}) pdf.replace(at, digits_of_moment, moment);
  number_nodes(pdf);
  return true;
}

}  // namespace tributary::print
