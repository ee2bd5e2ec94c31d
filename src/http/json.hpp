// JSON in and out of messages: replies, and a reader that collects every problem of a body at once.
#pragma once

#include <initializer_list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/words.hpp"
#include "http/message.hpp"

namespace tributary::http {

using Json = nlohmann::ordered_json;  // keys in the order in which the contract lists them

[[nodiscard]] Response reply(int status, const Json& body);
// The same, with the ETag that a later If-Match must name.
[[nodiscard]] Response reply(int status, const Json& body, int version);
[[nodiscard]] Response nothing();  // 204
[[nodiscard]] Response problem_reply(const base::Problem& problem);
// The same, where HTTP has a status of its own for it.
[[nodiscard]] Response problem_reply(const base::Problem& problem, int status);

// A date or instant or word as JSON; null where absent.
[[nodiscard]] Json to_json(const std::optional<base::Date>& date);
[[nodiscard]] Json to_json(const std::optional<base::Instant>& instant);
[[nodiscard]] Json to_json(const std::optional<double>& number);
[[nodiscard]] Json to_json(const std::optional<std::string>& text);
[[nodiscard]] Json number_or_null(std::optional<std::int64_t> number);
template <class Tag>
[[nodiscard]] auto to_json(const std::optional<base::Id<Tag>>& id) {
  return number_or_null(id ? std::optional(id->value) : std::nullopt);
}

// The version that If-Match names. Fails with "if-match-missing" (428) or "if-match-unreadable".
[[nodiscard]] base::Result<int> expected_version(const Request& request);

// The whole positive number in that place of the path; 0, which names nothing, for anything else.
[[nodiscard]] std::int64_t number_in_path(const Request& request, std::size_t position);
template <class Id>
[[nodiscard]] Id id_in_path(const Request& request, std::size_t position = 0) {
  return Id{number_in_path(request, position)};
}
// A query parameter as an id; nullopt where absent. Fails with "query-unreadable".
[[nodiscard]] base::Result<std::optional<std::int64_t>> number_in_query(const Request& request, std::string_view name);

// Likewise as true or false; false where absent.
[[nodiscard]] base::Result<bool> flag_in_query(const Request& request, std::string_view name);

// Likewise as a date.
[[nodiscard]] base::Result<std::optional<base::Date>> date_in_query(const Request& request, std::string_view name);

// Reads a JSON object member by member. Each reader notes what is wrong and goes on, so that a form learns of every
// mistake at once; `problem()` also reports members that nobody asked for, because a misspelt name is a mistake too.
//
//   Fields in(request);
//   const std::string name = in.text("name");
//   const std::optional<base::Date> by = in.optional_date("by_on");
//   if (const auto problem = in.problem()) return base::fail(*problem);
class Fields {
 public:
  explicit Fields(const Request& request);                 // the body
  Fields(const Json& object, std::string pointer);         // an object within one
  ~Fields();
  Fields(Fields&&) noexcept;
  Fields& operator=(Fields&&) = delete;
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  [[nodiscard]] bool has(std::string_view name);           // present and not null
  std::string text(std::string_view name);                 // required; may be empty
  std::string optional_text(std::string_view name);        // absent or null: ""
  std::optional<std::string> text_or_null(std::string_view name);
  double number(std::string_view name);                    // required, finite
  std::optional<double> optional_number(std::string_view name);
  std::int64_t integer(std::string_view name);             // required
  std::optional<std::int64_t> optional_integer(std::string_view name);
  bool flag(std::string_view name, bool otherwise = false);
  bool required_flag(std::string_view name);
  base::Date date(std::string_view name);                  // required
  std::optional<base::Date> optional_date(std::string_view name);
  // An object within, where it is there.
  std::optional<Fields> object(std::string_view name);
  // Objects of an array, absent: none. At most `most`.
  std::vector<Fields> objects(std::string_view name, std::size_t most = 1000);
  std::vector<std::int64_t> integers(std::string_view name, std::size_t most = 1000);
  std::vector<std::string> texts(std::string_view name, std::size_t most = 1000);
  // The member as it is, for what a room of its own reads (a recipe); null where absent.
  const Json& raw(std::string_view name);

  template <class Id>
  Id id(std::string_view name) { return Id{integer(name)}; }
  template <class Id>
  std::optional<Id> optional_id(std::string_view name) {
    const auto value = optional_integer(name);
    return value ? std::optional<Id>(Id{*value}) : std::nullopt;
  }
  template <class E>
  E word(std::string_view name) {
    const auto read = base::read_word<E>(text(name), pointer(name));
    if (read) return *read;
    if (has(name)) note(read.error());
    return base::words<E>.front().first;
  }
  template <class E>
  std::optional<E> optional_word(std::string_view name) {
    if (!has(name)) return std::nullopt;
    return word<E>(name);
  }

  // Adds one found elsewhere, as by the domain.
  void note(base::Problem problem);
  // Everything that was wrong, of this object and those within it: the first, with the rest in `others`.
  [[nodiscard]] std::optional<base::Problem> problem();

 private:
  struct Whole;  // shared by an object and those within it
  Fields(std::shared_ptr<Whole> whole, const Json* object, std::string pointer);
  [[nodiscard]] std::string pointer(std::string_view name) const;
  const Json* member(std::string_view name, bool required);
  void wrong_type(std::string_view name, std::string_view wanted);
  void check_unasked();

  std::shared_ptr<Whole> whole_;
  const Json* object_ = nullptr;
  std::string pointer_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace tributary::http
