#include "store/name_index.hpp"

#include "store/connection.hpp"

namespace tributary::store {

namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Each word in quotation marks, so that nothing a person types is an operator of the index; the last one may be begun only.
std::string match_of(std::string_view words) {
  std::string match;
  bool inside = false;
  for (const char c : words) {
    if (is_word_byte(c)) {
      if (!inside) match += match.empty() ? "\"" : " \"";
      match += c;
    } else if (inside) {
      match += '"';
    }
    inside = is_word_byte(c);
  }
  if (inside) match += '"';
  if (!match.empty()) match += " *";
  return match;
}

}  // namespace

std::vector<services::NameHit> SqlNameIndex::find(std::string_view words, int most, int offset) {
  std::vector<services::NameHit> out;
  const std::string match = match_of(words);
  if (match.empty()) return out;
  db_.each<std::int64_t, std::string>(
      "SELECT rowid, name FROM search_name WHERE search_name MATCH :a ORDER BY rank, rowid LIMIT :b OFFSET :c",
      [&](std::int64_t row, std::string name) {
        const bool later = row < 0;  // a kind from 8 on
        const std::int64_t in = later ? 64 : 8, number = later ? -row : row;
        out.push_back({.thing = static_cast<services::NamedThing>(number % in), .id = number / in, .name = std::move(name)});
      },
      match, most, offset);
  return out;
}

}  // namespace tributary::store
