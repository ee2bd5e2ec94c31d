#include "exchange/evidence/method.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/check.hpp"
#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/evidence/methods.hpp"

namespace tributary::exchange {
namespace {

using Kind = EvidenceOption::Kind;

std::string on_command_line(const EvidenceOption& option) { return "--" + std::string(option.name); }

base::Problem unreadable(const EvidenceOption& option, const std::string& text, const std::string& wanted) {
  return {.code = "option-unreadable", .title = "An option can't be read", .detail = "\"" + base::shorten(text, 60) + "\" should be " + wanted + ".", .field = on_command_line(option)};
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
  return out;
}

base::Done check_text(const EvidenceOption& option, const std::string& text) {
  const bool whole = option.kind == Kind::whole;
  if (option.kind == Kind::choice && std::ranges::find(option.choices, text) == option.choices.end()) return base::fail(unreadable(option, text, listed(option.choices)));
  if (option.kind == Kind::flag && text != "true" && text != "false") return base::fail(unreadable(option, text, "true or false"));
  if (option.kind != Kind::number && !whole) return {};
  const auto number = base::plain_number(base::trim(text));
  if (!number || (whole && (std::trunc(*number) != *number || std::fabs(*number) > 9e15))) return base::fail(unreadable(option, text, whole ? "a whole number" : "a number"));
  if (option.most > option.least && (*number < option.least || *number > option.most))
    return base::fail(base::Problem{.code = "option-out-of-range", .title = "A number is out of its range", .detail = base::shorten(text, 40) + " should be from " + base::to_text(option.least) + " to " + base::to_text(option.most) + ".", .field = on_command_line(option)});
  return {};
}

// "a,b" is two where the option allows of it.
std::vector<std::string> parts_of(const EvidenceOption& option, const std::vector<std::string>& texts) {
  if (!option.commas) return texts;
  std::vector<std::string> out;
  for (const std::string& text : texts)
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t comma = std::min(text.find(',', from), text.size());
      if (const auto part = base::trim(std::string_view(text).substr(from, comma - from)); !part.empty()) out.emplace_back(part);
      from = comma + 1;
    }
  return out;
}

base::Problem too_extreme(const DataTable& table) {
  return {.code = "too-extreme", .title = "The numbers are too large, too small or too unlike to be worked with",
          .detail = "What comes of them is larger, or nearer to 0, than a number can hold. Give them in another unit, or leave out the row whose numbers are far from the others'.", .where = table.source()};
}

// What the method says, or that its numbers left what can be worked with: in what it found, or in the functions of a distribution.
base::Done answer_within_numbers(const EvidenceMethod& method, const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  try {
    if (auto done = method.answer(table, settings, report); !done) return done;
  } catch (const base::WorldBroke&) {
    throw;
  } catch (const std::domain_error&) {
    return base::fail(too_extreme(table));
  } catch (const std::runtime_error&) {
    return base::fail(too_extreme(table));
  }
  if (!all_finite(report)) return base::fail(too_extreme(table));
  return {};
}

bool takes_several(Kind kind) { return kind == Kind::columns || kind == Kind::texts; }

}  // namespace

base::Result<EvidenceSettings> EvidenceSettings::of(std::span<const EvidenceOption> options, const Said& said, Effort effort) {
  for (const auto& [name, texts] : said)
    if (std::ranges::find(options, name, &EvidenceOption::name) == options.end())
      return base::fail(base::Problem{.code = "option-unknown", .title = "There is no such option", .detail = "This method has no \"" + base::shorten(name, 40) + "\".", .field = "--" + base::shorten(name, 40)});
  EvidenceSettings out;
  out.effort_ = effort;
  for (const EvidenceOption& option : options) {
    const auto found = said.find(option.name);
    auto texts = found == said.end() ? std::vector<std::string>{} : parts_of(option, found->second);
    std::erase_if(texts, [](const std::string& text) { return text.empty(); });
    if (texts.empty() && option.wanted) return base::fail(base::Problem{.code = "option-absent", .title = "An option is wanted", .detail = std::string(option.means) + ".", .field = on_command_line(option)});
    if (texts.size() > 1 && !takes_several(option.kind)) return base::fail(base::Problem{.code = "option-unreadable", .title = "An option is told twice", .detail = "It takes one.", .field = on_command_line(option)});
    for (const std::string& text : texts)
      if (auto fits = check_text(option, text); !fits) return base::fail(fits.error());
    if (texts.empty() && !option.standard.empty()) texts.emplace_back(option.standard);
    if (!texts.empty()) out.said_.emplace(option.name, std::move(texts));
  }
  return out;
}

bool EvidenceSettings::told(std::string_view name) const { return said_.find(name) != said_.end(); }

std::string EvidenceSettings::text(std::string_view name) const {
  const auto found = said_.find(name);
  return found == said_.end() ? std::string() : found->second.front();
}

std::vector<std::string> EvidenceSettings::texts(std::string_view name) const {
  const auto found = said_.find(name);
  return found == said_.end() ? std::vector<std::string>{} : found->second;
}

double EvidenceSettings::number(std::string_view name) const { return base::plain_number(base::trim(text(name))).value_or(0); }

bool EvidenceSettings::on(std::string_view name) const { return text(name) == "true"; }

base::Done EvidenceSettings::within(double amount, double most, std::string_view what) const {
  if (effort_ == Effort::alone || amount <= most) return {};
  return base::fail(base::Problem{.code = "too-much-to-share", .title = "That would take the server too long", .detail = "It has too many " + std::string(what) + " for a server that others use. The command line answers it on your own machine: tributary evidence."});
}

std::span<const EvidenceMethod> evidence_methods() {
  static const std::vector<EvidenceMethod> methods{qca_method(), meta_method(), funnel_method(), did_method(), event_study_method(), its_method(), synthetic_control_method(), risk_adjust_method()};
  return methods;
}

const EvidenceMethod* find_evidence_method(std::string_view name) {
  const auto methods = evidence_methods();
  const auto found = std::ranges::find(methods, name, &EvidenceMethod::name);
  return found == methods.end() ? nullptr : &*found;
}

std::string with_labels(const EvidenceMethod& method, std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t dashes = std::min(text.find("--", at), text.size());
    const std::size_t end = std::min(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", dashes), text.size());
    out += text.substr(at, dashes - at);
    const auto option = std::ranges::find(method.options, text.substr(dashes, end - dashes), on_command_line);
    out += option == method.options.end() ? std::string(text.substr(dashes, end - dashes)) : "“" + std::string(option->label) + "”";
    at = end;
    // What a command line has after it, in capitals, is the field's content.
    const std::size_t shape = std::min(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ,", std::min(at + 1, text.size())), text.size());
    const bool word_of_text = shape < text.size() && text[shape] >= 'a' && text[shape] <= 'z';
    if (option != method.options.end() && text.substr(at).starts_with(' ') && shape > at + 1 && !word_of_text) {
      at = shape;
      if (text[shape - 1] == ',') --at;
    }
  }
  return out;
}

base::Result<EvidenceReport> answer_evidence(const EvidenceMethod& method, const DataTable& table, const Said& said, EvidenceInput input, Effort effort) {
  const auto settings = EvidenceSettings::of(method.options, said, effort);
  if (!settings) return base::fail(settings.error());
  if (auto fits = settings->within(static_cast<double>(table.cases()), static_cast<double>(most_rows_shared), "rows"); !fits) return base::fail(fits.error());
  EvidenceReport report{.method = std::string(method.name), .inputs = {std::move(input)}, .notes = table.notes()};
  if (auto done = answer_within_numbers(method, table, *settings, report); !done) return base::fail(done.error());
  return report;
}

}  // namespace tributary::exchange
