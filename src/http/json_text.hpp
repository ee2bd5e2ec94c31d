// JsonText: writes JSON straight into a string, for the few answers that are large or asked for all the time.
//
// Why       building a tree first costs five times as much as the text (docs/decisions; bench/http); where that doesn't
//           matter, http/json.hpp is shorter
// Use       JsonText out; out.object(); out.key("dates"); out.array(); …; out.end(']'); out.end('}')
// Promises  commas stand where they must; numbers are the shortest that read back as the same double; text is escaped
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "http/message.hpp"

namespace tributary::http {

class JsonText {
 public:
  explicit JsonText(std::size_t about = 4096) { out_.reserve(about); }

  void object() { open('{'); }
  void array() { open('['); }
  void end(char bracket) {
    out_ += bracket;
    comma_ = true;
  }
  void key(std::string_view name) {  // of our own: needs no escapes
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    comma_ = false;
  }

  void text(std::string_view value) {
    separate();
    out_ += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out_ += value.substr(plain, i - plain);
      escape(c);
      plain = i + 1;
    }
    out_ += value.substr(plain);
    out_ += '"';
    comma_ = true;
  }
  void number(double value) {
    separate();
    char digits[32];
    const auto [last, error] = std::to_chars(digits, digits + sizeof digits, value);
    base::check(error == std::errc{}, "a number fits into 32 characters");
    out_.append(digits, last);
    comma_ = true;
  }
  void whole(std::int64_t value) {
    separate();
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    comma_ = true;
  }
  void flag(bool value) { plain(value ? "true" : "false"); }
  void null() { plain("null"); }
  void date(base::Date value) {
    const std::chrono::year_month_day day{value};
    const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
    const auto month = static_cast<unsigned>(day.month());
    const auto number = static_cast<unsigned>(day.day());
    separate();
    const auto digit = [](unsigned n) { return static_cast<char>('0' + n % 10); };
    const char iso[] = {'"', digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10),
                        digit(month), '-', digit(number / 10), digit(number), '"'};
    out_.append(iso, sizeof iso);
    comma_ = true;
  }

  void raw(std::string_view json) { plain(json); }  // JSON already

  void number(const std::optional<double>& value) { value ? number(*value) : null(); }
  void date(const std::optional<base::Date>& value) { value ? date(*value) : null(); }
  template <class Tag>
  void id(const std::optional<base::Id<Tag>>& value) { value ? whole(value->value) : null(); }

  // A member in one line.
  void text(std::string_view name, std::string_view value) { key(name); text(value); }
  void number(std::string_view name, const std::optional<double>& value) { key(name); number(value); }
  void whole(std::string_view name, std::int64_t value) { key(name); whole(value); }
  void flag(std::string_view name, bool value) { key(name); flag(value); }
  void date(std::string_view name, const std::optional<base::Date>& value) { key(name); date(value); }
  template <class Tag>
  void id(std::string_view name, const std::optional<base::Id<Tag>>& value) { key(name); id(value); }
  void null(std::string_view name) { key(name); null(); }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void open(char bracket) {
    separate();
    out_ += bracket;
    comma_ = false;
  }
  void separate() {
    if (comma_) out_ += ',';
    comma_ = false;
  }
  void plain(std::string_view word) {
    separate();
    out_ += word;
    comma_ = true;
  }
  void escape(unsigned char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
      case '"': out_ += "\\\""; return;
      case '\\': out_ += "\\\\"; return;
      case '\n': out_ += "\\n"; return;
      case '\r': out_ += "\\r"; return;
      case '\t': out_ += "\\t"; return;
      default:
        out_ += "\\u00";
        out_ += hex[c >> 4U];
        out_ += hex[c & 15U];
    }
  }

  std::string out_;
  bool comma_ = false;
};

// A whole answer, with the ETag that a later If-Match must name where there is a version. Takes what `out` holds.
[[nodiscard]] inline Response reply(int status, JsonText& out, std::optional<int> version = std::nullopt) {
  Response response{.status = status, .body = out.take()};
  if (version) response.headers.emplace_back("ETag", "\"" + std::to_string(*version) + "\"");
  return response;
}

}  // namespace tributary::http
