// Figures as sentences have them: three that mean something, a true minus sign, chances without a needless nought.
#pragma once

#include <optional>
#include <string>

namespace tributary::evidence {

[[nodiscard]] std::string figure(double value);                     // "−2.75", "12,300", "0.0041"
[[nodiscard]] std::string range(double low, double high);           // "−2.1 to −0.1"
[[nodiscard]] std::string chance(double p);                         // "p = .038", "p < .001"
[[nodiscard]] std::string counted(std::size_t count, const char* one, const char* many);  // "3 sites"

}  // namespace tributary::evidence
