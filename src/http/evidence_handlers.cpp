#include "http/evidence_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "http/json.hpp"
#include "http/json_text.hpp"
#include "http/sheet_input.hpp"
#include "services/evidence.hpp"

namespace tributary::http {
namespace {

using exchange::EvidenceMethod;
using exchange::EvidenceOption;

std::string_view word(EvidenceOption::Kind kind) {
  using Kind = EvidenceOption::Kind;
  switch (kind) {
    case Kind::column: return "column";
    case Kind::columns: return "columns";
    case Kind::text: return "text";
    case Kind::texts: return "texts";
    case Kind::number: return "number";
    case Kind::whole: return "whole";
    case Kind::choice: return "choice";
    case Kind::flag: return "flag";
  }
  return "";
}

void write(const EvidenceOption& option, const EvidenceMethod& of, JsonText& out) {
  out.object();
  out.key("name"), out.text(option.name);
  out.key("label"), out.text(option.label);
  out.key("kind"), out.text(word(option.kind));
  out.key("means"), out.text(exchange::with_labels(of, option.means));
  out.key("wanted"), out.flag(option.wanted);
  out.key("standard"), out.text(option.standard);
  out.key("shape"), out.text(option.shape);
  out.key("choices"), out.array();
  for (const std::string_view choice : option.choices) out.text(choice);
  out.end(']');
  if (option.most > option.least) {
    out.key("least"), out.number(option.least);
    out.key("most"), out.number(option.most);
  }
  out.end('}');
}

void write(const EvidenceMethod& method, JsonText& out) {
  out.object();
  out.key("name"), out.text(method.name);
  out.key("title"), out.text(method.title);
  out.key("row"), out.text(method.row);
  out.key("more"), out.text(method.more);
  out.key("options"), out.array();
  for (const EvidenceOption& option : method.options) write(option, method, out);
  out.end(']');
  out.end('}');
}

base::Problem no_words(const std::string& name) {
  return {.code = "option-unreadable", .title = "An option can't be read", .detail = "It is a text, a number, true or false, or a list of texts.", .field = "/options/" + name};
}

// As the command line would be told them: texts, numbers as they are written, true where a flag is on.
base::Result<exchange::Said> said_in(const Json& options) {
  exchange::Said out;
  if (options.is_null()) return out;
  if (!options.is_object()) return base::fail({.code = "member-wrong", .title = "The options can't be read", .detail = "They are an object: a member for each option.", .field = "/options"});
  for (const auto& [key, value] : options.items()) {
    const std::string name = base::shorten(key, 40);
    if (value.is_null()) continue;
    if (value.is_boolean() || value.is_number()) {
      out[key] = {value.dump()};
    } else if (value.is_string()) {
      out[key] = {value.get<std::string>()};
    } else if (value.is_array() && value.size() <= 1000) {
      for (const auto& each : value) {
        if (!each.is_string()) return base::fail(no_words(name));
        out[key].push_back(each.get<std::string>());
      }
    } else {
      return base::fail(no_words(name));
    }
  }
  return out;
}

// Its first three different values, cut short: enough to recognise a column by.
std::vector<std::string> first_of(const exchange::DataTable& table, std::size_t column) {
  std::vector<std::string> out;
  for (std::size_t row = 0; row < table.cases() && out.size() < 3; ++row) {
    const std::string text = base::shorten(table.text(row, column), 40);
    if (!text.empty() && std::ranges::find(out, text) == out.end()) out.push_back(text);
  }
  return out;
}

// The command line's option is the contract's member, and a page's field.
base::Problem of_member(base::Problem problem, const EvidenceMethod& method) {
  problem.detail = exchange::with_labels(method, problem.detail);
  constexpr std::string_view dashes = "--";
  if (problem.field.starts_with(dashes)) problem.field = "/options/" + problem.field.substr(dashes.size(), problem.field.find(',') - dashes.size());
  return problem;
}

}  // namespace

base::Result<Response> list_evidence_methods(const Request&, const services::Context&) {
  JsonText out;
  out.object();
  out.key("methods"), out.array();
  for (const EvidenceMethod& method : exchange::evidence_methods()) write(method, out);
  out.end(']');
  out.end('}');
  return Response{.status = 200, .body = out.take()};
}

base::Result<Response> post_evidence_answer(const Request& request, const services::Context&) {
  const EvidenceMethod* method = exchange::find_evidence_method(request.params[0]);
  if (method == nullptr) return base::fail({.kind = base::ProblemKind::not_found, .code = "method-unknown", .title = "There is no such method", .detail = "GET /api/v1/evidence-methods lists those there are."});
  const auto turn = services::take_evidence_turn();
  if (!turn) return base::fail(turn.error());
  services::Sheet sheet;
  Fields in(request);
  read_cells_of(in, sheet, services::evidence_limits);
  const auto said = said_in(in.raw("options"));
  if (const auto problem = in.problem()) return base::fail(*problem);
  if (!said) return base::fail(said.error());
  const std::string file = sheet.file_name.empty() ? "pasted cells" : sheet.file_name;
  const auto report = services::answer_evidence(*method, std::move(sheet.table), {.file = file, .sha256 = sheet.sha256}, *said, exchange::Effort::shared);
  if (!report) return base::fail(of_member(report.error(), *method));
  return Response{.status = 200, .body = exchange::evidence_json(*report)};
}

base::Result<Response> find_evidence_columns(const Request& request, const services::Context&) {
  const auto turn = services::take_evidence_turn();
  if (!turn) return base::fail(turn.error());
  services::Sheet sheet;
  Fields in(request);
  read_cells_of(in, sheet, services::evidence_limits);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto table = services::read_evidence_table(std::move(sheet.table), sheet.file_name.empty() ? "pasted cells" : sheet.file_name);
  if (!table) return base::fail(table.error());
  JsonText out;
  out.object();
  out.whole("rows", static_cast<std::int64_t>(table->cases()));
  out.key("notes"), out.array();
  for (const std::string& note : table->notes()) out.text(note);
  out.end(']');
  out.key("columns"), out.array();
  for (std::size_t column = 0; column < table->names().size(); ++column) {
    out.object();
    out.text("name", table->names()[column]);
    out.flag("numbers", table->has_numbers(column));
    out.key("first"), out.array();
    for (const std::string& text : first_of(*table, column)) out.text(text);
    out.end(']');
    out.end('}');
  }
  out.end(']');
  out.end('}');
  return Response{.status = 200, .body = out.take()};
}

}  // namespace tributary::http
