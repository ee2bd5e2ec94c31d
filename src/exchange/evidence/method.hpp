// The methods of evidence, each with its options, as the command line, the API and the pages offer them.
//
// Idea      a method is named once, with every option that it takes: the command line makes its --help of it, the API checks what it
//           is sent by it, and the page draws its form from it. So all three answer alike, byte for byte
// Given     a table of cases (data_table.hpp), and for each option what was said. A column is named as DataTable takes it
// Fails     "method-unknown"; "option-unknown", "option-absent", "option-unreadable", "option-out-of-range" with the option ("--from")
//           as its field; "too-extreme" where a number of the answer isn't
//           finite; and as the method does
// See       docs/guide/reference/evidence.md
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/evidence/report.hpp"

namespace tributary::exchange {

struct EvidenceOption {
  enum class Kind : std::uint8_t { column, columns, text, texts, number, whole, choice, flag };

  std::string_view name;       // "treated-from": --treated-from on the command line
  std::string_view label;      // over its field on a page: "Since when each had it"
  Kind kind = Kind::column;
  std::string_view means;      // in a line
  bool wanted = false;         // nothing can be answered without it
  std::string_view standard = {};  // what holds where it isn't told; empty: nothing, or what the line says
  std::vector<std::string_view> choices = {};
  double least = 0, most = 0;  // of a number, where most is above least
  std::string_view shape = {};     // how it is written: "COLUMN:OUT,BETWEEN,IN"
  bool commas = false;         // several may stand in one text, with commas between them
  std::string_view also = {};      // the command line's other name for it
};

// What was said, by the option's name; of a flag, nothing or "true".
using Said = std::map<std::string, std::vector<std::string>, std::less<>>;

// On a server others wait meanwhile, so what would take it more than some seconds is refused ("too-much-to-share"); who asks by a
// command has the machine to themselves.
enum class Effort : std::uint8_t { alone, shared };
inline constexpr std::size_t most_rows_shared = 20'000;

// What was said and what holds where nothing was: each option read as its kind.
class EvidenceSettings {
 public:
  [[nodiscard]] static base::Result<EvidenceSettings> of(std::span<const EvidenceOption> options, const Said& said, Effort effort = Effort::alone);

  [[nodiscard]] bool told(std::string_view name) const;  // also by its standard
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  [[nodiscard]] double number(std::string_view name) const;  // 0 where it is not told
  [[nodiscard]] bool on(std::string_view name) const;
  // Fails where the answer is shared and `amount` is above `most`; `what` says what there is too much of, "units".
  [[nodiscard]] bool shared() const { return effort_ == Effort::shared; }
  [[nodiscard]] base::Done within(double amount, double most, std::string_view what) const;

 private:
  Said said_;
  Effort effort_ = Effort::alone;
};

struct EvidenceMethod {
  std::string_view name;    // "did"
  std::string_view title;   // what it answers
  std::string_view row;     // of the table: "a row for each unit and time"
  std::string_view more;    // under its options; may be empty
  std::vector<EvidenceOption> options;
  base::Done (*answer)(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report);
};

[[nodiscard]] std::span<const EvidenceMethod> evidence_methods();

// The answer to one table. `file` is how the table is called in the report, and `sha256` the hash of its bytes.
[[nodiscard]] base::Result<EvidenceReport> answer_evidence(const EvidenceMethod& method, const DataTable& table, const Said& said, EvidenceInput input, Effort effort);

// A refusal or a hint for who has fields before them, and no command line: each option by its label in place of its name, "--treated COLUMN".
[[nodiscard]] std::string with_labels(const EvidenceMethod& method, std::string_view text);

// Null where there is none of that name.
[[nodiscard]] const EvidenceMethod* find_evidence_method(std::string_view name);

}  // namespace tributary::exchange
