#include "http/json.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace tributary::http {

namespace {

int status_of(base::ProblemKind kind) {
  switch (kind) {
    case base::ProblemKind::invalid: return 422;
    case base::ProblemKind::malformed: return 400;
    case base::ProblemKind::unauthenticated: return 401;
    case base::ProblemKind::forbidden: return 403;
    case base::ProblemKind::not_found: return 404;
    case base::ProblemKind::conflict: return 409;
    case base::ProblemKind::stale: return 412;
    case base::ProblemKind::too_large: return 413;
    case base::ProblemKind::precondition_missing: return 428;
    case base::ProblemKind::throttled: return 429;
    case base::ProblemKind::unavailable: return 503;
  }
  return 500;
}

Json one_error(const base::Problem& problem) {
  return {{"code", problem.code}, {"title", problem.title}, {"detail", problem.detail}, {"field", problem.field},
          {"where", problem.where}};
}

std::string dump(const Json& body) { return body.dump(-1, ' ', false, Json::error_handler_t::replace); }

// 64 levels hold any body of the contract; more is an attack on the stack.
constexpr std::size_t deepest = 64;

bool too_deep(std::string_view body) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') in_string = true;
    else if (c == '{' || c == '[') {
      if (++depth > deepest) return true;
    } else if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return false;
}

}  // namespace

Response reply(int status, const Json& body) { return {.status = status, .body = dump(body)}; }

Response reply(int status, const Json& body, int version) {
  Response out = reply(status, body);
  out.headers.emplace_back("ETag", "\"" + std::to_string(version) + "\"");
  return out;
}

Response nothing() { return {.status = 204, .type = ""}; }

Response problem_reply(const base::Problem& problem) { return problem_reply(problem, status_of(problem.kind)); }

Response problem_reply(const base::Problem& problem, int status) {
  Json body{{"type", "/problems/" + problem.code}, {"title", problem.title}, {"status", status},
            {"detail", problem.detail}, {"code", problem.code}, {"field", problem.field}, {"where", problem.where}};
  body["errors"] = Json::array();
  if (!problem.field.empty()) body["errors"].push_back(one_error(problem));
  for (const base::Problem& other : problem.others) body["errors"].push_back(one_error(other));
  Response out = reply(status, body);
  out.type = "application/problem+json";
  return out;
}

Json to_json(const std::optional<base::Date>& date) { return date ? Json(base::to_iso(*date)) : Json(nullptr); }
Json to_json(const std::optional<base::Instant>& instant) { return instant ? Json(base::to_iso(*instant)) : Json(nullptr); }
Json to_json(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }
Json to_json(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

Json number_or_null(std::optional<std::int64_t> number) { return number ? Json(*number) : Json(nullptr); }

base::Result<int> expected_version(const Request& request) {
  const std::string_view tag = base::trim(request.header("if-match"));
  if (tag.empty())
    return base::fail({.kind = base::ProblemKind::precondition_missing, .code = "if-match-missing",
                       .title = "The version is missing",
                       .detail = "Send the header If-Match with the ETag that reading it gave, so that nobody's change is overwritten."});
  int version = 0;
  const bool quoted = tag.size() >= 3 && tag.front() == '"' && tag.back() == '"';
  const auto [end, error] = std::from_chars(tag.data() + 1, tag.data() + tag.size() - 1, version);
  if (!quoted || error != std::errc{} || end != tag.data() + tag.size() - 1)
    return base::fail({.kind = base::ProblemKind::malformed, .code = "if-match-unreadable", .title = "The version can't be read",
                       .detail = "If-Match is one ETag, like \"3\"."});
  return version;
}

std::int64_t number_in_path(const Request& request, std::size_t position) {
  if (position >= request.params.size()) return 0;
  const std::string& text = request.params[position];
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value > 0 ? value : 0;
}

base::Result<std::optional<std::int64_t>> number_in_query(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  std::int64_t value = 0;
  const std::string& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0)
    return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                       .detail = std::string(name) + " is a whole number.", .field = std::string(name)});
  return value;
}

base::Result<bool> flag_in_query(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty() || found->second == "false") return false;
  if (found->second == "true") return true;
  return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                     .detail = std::string(name) + " is true or false.", .field = std::string(name)});
}

base::Result<std::optional<base::Date>> date_in_query(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  const auto date = base::parse_iso_date(found->second);
  if (!date)
    return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                       .detail = std::string(name) + " is a date, such as 2026-10-10.", .field = std::string(name)});
  return *date;
}

struct Fields::Whole {
  Json body;
  std::vector<base::Problem> problems;
};

Fields::Fields(const Request& request) : whole_(std::make_shared<Whole>()) {
  const auto malformed = [&](std::string detail) {
    whole_->problems.push_back({.kind = base::ProblemKind::malformed, .code = "json-unreadable",
                                .title = "The request can't be read", .detail = std::move(detail)});
  };
  if (too_deep(request.body)) {
    malformed("It nests deeper than 64 levels.");
    return;
  }
  try {
    whole_->body = Json::parse(request.body);
  } catch (const Json::parse_error& error) {
    malformed("It is not JSON at byte " + std::to_string(error.byte) + ".");
    return;
  } catch (const Json::out_of_range&) {
    malformed("It holds a number that is too large to be kept.");
    return;
  }
  if (whole_->body.is_object()) object_ = &whole_->body;
  else malformed("It must be a JSON object.");
}

Fields::Fields(const Json& object, std::string pointer) : whole_(std::make_shared<Whole>()), pointer_(std::move(pointer)) {
  whole_->body = object;
  object_ = &whole_->body;
}

Fields::Fields(std::shared_ptr<Whole> whole, const Json* object, std::string pointer)
    : whole_(std::move(whole)), object_(object), pointer_(std::move(pointer)) {}

Fields::Fields(Fields&&) noexcept = default;
Fields::~Fields() { check_unasked(); }

std::string Fields::pointer(std::string_view name) const { return pointer_ + "/" + std::string(name); }

void Fields::note(base::Problem problem) { whole_->problems.push_back(std::move(problem)); }

const Json* Fields::member(std::string_view name, bool required) {
  asked_.emplace(name);
  if (object_ == nullptr) return nullptr;  // the whole was unreadable, and said so
  const auto found = object_->find(std::string(name));
  if (found != object_->end() && !found->is_null()) return &*found;
  if (required)
    note({.code = "field-missing", .title = "Something is missing", .detail = "Fill this in.", .field = pointer(name)});
  return nullptr;
}

void Fields::wrong_type(std::string_view name, std::string_view wanted) {
  note({.code = "field-unreadable", .title = "That can't be read", .detail = "This must be " + std::string(wanted) + ".",
        .field = pointer(name)});
}

bool Fields::has(std::string_view name) { return member(name, false) != nullptr; }

std::optional<std::string> Fields::text_or_null(std::string_view name) {
  const Json* found = member(name, false);
  if (found == nullptr) return std::nullopt;
  if (!found->is_string()) {
    wrong_type(name, "text");
    return std::nullopt;
  }
  const auto& text = found->get_ref<const std::string&>();
  if (text.find('\0') != std::string::npos) {
    wrong_type(name, "text without the character NUL");
    return std::nullopt;
  }
  return text;
}

std::string Fields::text(std::string_view name) {
  if (member(name, true) == nullptr) return {};
  return text_or_null(name).value_or("");
}

std::string Fields::optional_text(std::string_view name) { return text_or_null(name).value_or(""); }

std::optional<double> Fields::optional_number(std::string_view name) {
  const Json* found = member(name, false);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number() || !std::isfinite(found->get<double>())) {
    wrong_type(name, "a number");
    return std::nullopt;
  }
  return found->get<double>() + 0.0;  // -0 is 0
}

double Fields::number(std::string_view name) {
  if (member(name, true) == nullptr) return 0;
  return optional_number(name).value_or(0);
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name) {
  const Json* found = member(name, false);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number_integer() || (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX)) {
    wrong_type(name, "a whole number");
    return std::nullopt;
  }
  return found->get<std::int64_t>();
}

std::int64_t Fields::integer(std::string_view name) {
  if (member(name, true) == nullptr) return 0;
  return optional_integer(name).value_or(0);
}

bool Fields::flag(std::string_view name, bool otherwise) {
  const Json* found = member(name, false);
  if (found == nullptr) return otherwise;
  if (!found->is_boolean()) {
    wrong_type(name, "true or false");
    return otherwise;
  }
  return found->get<bool>();
}

bool Fields::required_flag(std::string_view name) {
  if (member(name, true) == nullptr) return false;
  return flag(name);
}

std::optional<base::Date> Fields::optional_date(std::string_view name) {
  const auto text = text_or_null(name);
  if (!text || text->empty()) return std::nullopt;
  auto date = base::parse_iso_date(*text);
  if (!date) {
    date.error().field = pointer(name);
    note(date.error());
    return std::nullopt;
  }
  return *date;
}

base::Date Fields::date(std::string_view name) {
  const Json* found = member(name, true);
  if (found != nullptr && *found == "")
    note({.code = "field-missing", .title = "Something is missing", .detail = "Fill this in.", .field = pointer(name)});
  return optional_date(name).value_or(base::Date{});
}

std::optional<Fields> Fields::object(std::string_view name) {
  const Json* found = member(name, false);
  if (found == nullptr) return std::nullopt;
  if (found->is_object()) return Fields(whole_, found, pointer(name));
  wrong_type(name, "an object");
  return std::nullopt;
}

std::vector<Fields> Fields::objects(std::string_view name, std::size_t most) {
  std::vector<Fields> out;
  const Json* found = member(name, false);
  if (found == nullptr) return out;
  if (!found->is_array() || found->size() > most) {
    wrong_type(name, "a list of at most " + std::to_string(most) + " entries");
    return out;
  }
  for (std::size_t i = 0; i < found->size(); ++i) {
    if (!(*found)[i].is_object()) wrong_type(std::string(name) + "/" + std::to_string(i), "an object");
    else out.push_back(Fields(whole_, &(*found)[i], pointer(name) + "/" + std::to_string(i)));
  }
  return out;
}

std::vector<std::int64_t> Fields::integers(std::string_view name, std::size_t most) {
  std::vector<std::int64_t> out;
  const Json* found = member(name, false);
  if (found == nullptr) return out;
  if (!found->is_array() || found->size() > most) {
    wrong_type(name, "a list of at most " + std::to_string(most) + " whole numbers");
    return out;
  }
  for (const Json& each : *found) {
    if (!each.is_number_integer() || (each.is_number_unsigned() && each.get<std::uint64_t>() > INT64_MAX)) {
      wrong_type(name, "a list of whole numbers");
      return {};
    }
    out.push_back(each.get<std::int64_t>());
  }
  return out;
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t most) {
  std::vector<std::string> out;
  const Json* found = member(name, false);
  if (found == nullptr) return out;
  if (!found->is_array() || found->size() > most) {
    wrong_type(name, "a list of at most " + std::to_string(most) + " texts");
    return out;
  }
  for (const Json& each : *found) {
    if (!each.is_string() || each.get_ref<const std::string&>().find('\0') != std::string::npos) {
      wrong_type(name, "a list of texts");
      return {};
    }
    out.push_back(each.get<std::string>());
  }
  return out;
}

const Json& Fields::raw(std::string_view name) {
  static const Json null;
  const Json* found = member(name, false);
  return found == nullptr ? null : *found;
}

void Fields::check_unasked() {
  if (object_ == nullptr || whole_ == nullptr) return;
  for (const auto& [name, value] : object_->items())
    if (!asked_.contains(name))
      note({.code = "field-unknown", .title = "There is no such field",
            .detail = "Take this out, or check its spelling.", .field = pointer(base::shorten(name, 60))});
  object_ = nullptr;
}

std::optional<base::Problem> Fields::problem() {
  check_unasked();
  if (whole_->problems.empty()) return std::nullopt;
  base::Problem first = whole_->problems.front();
  first.others.insert(first.others.end(), whole_->problems.begin() + 1, whole_->problems.end());
  return first;
}

}  // namespace tributary::http
