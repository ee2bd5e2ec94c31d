// Words for cases, conditions and figures, of answer.cpp.
#pragma once

#include <optional>
#include <string>

#include "engines/evidence/qca/cases.hpp"

namespace tributary::evidence::qca {

[[nodiscard]] std::string two_digits(const std::optional<double>& share);  // ".87", "1"; "not known"
[[nodiscard]] std::string whole(double count);                             // "12", "1,048,576"
[[nodiscard]] std::string count_of(std::size_t n, const std::string& noun);  // "one case", "14 cases"
[[nodiscard]] std::string capital(std::string sentence);                   // an ASCII letter at its start
[[nodiscard]] std::string names_of(const Cases& cases, const std::vector<std::size_t>& which);        // the first dozen, and how many more
[[nodiscard]] std::string cases_in_words(const Cases& cases, const std::vector<std::size_t>& which);  // "3 cases (FI, IE, SE)"
[[nodiscard]] std::string literal_in_words(const Cases& cases, std::size_t condition, unsigned level);  // "not IND"

}  // namespace tributary::evidence::qca
