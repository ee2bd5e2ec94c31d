// Figures as sentences have them: three that mean something, a true minus sign, chances without a needless nought.
#pragma once

#include <optional>
#include <string>

namespace tributary::evidence {

[[nodiscard]] std::string figure(double value);                     // "−2.75", "12,300", "0.0041"
// 0 for what rounding left: a value below 10^−9 of the scale of what it is of.
[[nodiscard]] double beyond_rounding(double value, double scale);
[[nodiscard]] std::string range(double low, double high);           // "−2.1 to −0.1"
[[nodiscard]] std::string chance(double p);                         // "p = .038", "p < .001"
[[nodiscard]] std::string counted(std::size_t count, const char* one, const char* many);  // "3 sites"
// Whole, or to a tenth where a method gives parts of them: "1 degree of freedom", "2.5 degrees of freedom".
[[nodiscard]] std::string degrees_figure(double degrees);  // "2.5"
[[nodiscard]] std::string degrees_of_freedom(double degrees);

}  // namespace tributary::evidence
