#include "mail/message.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "domain/person.hpp"

namespace tributary::mail {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

void add_quoted(std::string& out, unsigned char c) {
  out += '=';
  out += hex_digits[c >> 4U];
  out += hex_digits[c & 15U];
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= ' ' && c < 0x7f; });
}

bool begins_code_point(unsigned char c) { return (c & 0xc0U) != 0x80U; }

// Encoded words of at most 75 characters, each of whole code points, folded onto lines of their own.
std::string encoded_words(std::string_view text) {
  constexpr std::string_view opening = "=?UTF-8?Q?";
  std::string out(opening);
  std::size_t line = opening.size() + 10;  // after "Subject: "
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (begins_code_point(c) && line > 75 - 2 - 12) {  // the longest code point takes twelve
      out += "?=\r\n " + std::string(opening);
      line = opening.size() + 1;
    }
    if (c == ' ') out += '_', ++line;
    else if (base::is_digit(text[i]) || (c < 0x80 && (static_cast<unsigned char>(c | 0x20U) >= 'a' && static_cast<unsigned char>(c | 0x20U) <= 'z'))) out += text[i], ++line;
    else add_quoted(out, c), line += 3;
  }
  return out + "?=";
}

std::string in_head(std::string_view text) { return is_plain(text) && text.size() < 60 ? std::string(text) : encoded_words(text); }

// A name before an address: quoted where it is plain.
std::string named(std::string_view name, std::string_view address) {
  const std::string at = "<" + std::string(address) + ">";
  const bool plain = is_plain(name) && name.size() < 60 && name.find_first_of("\"\\") == std::string_view::npos;
  return plain ? "\"" + std::string(name) + "\" " + at : encoded_words(name) + "\r\n " + at;
}

// Lines of at most 76 characters, soft ends where they are longer.
std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n') {
      out += "\r\n";
      line = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool as_it_is = c > ' ' ? c < 0x7f && c != '=' : c == ' ' && !ends_line;
    if (line + (as_it_is ? 1 : 3) > 75) {
      out += "=\r\n";
      line = 0;
    }
    if (as_it_is) out += static_cast<char>(c), ++line;
    else add_quoted(out, c), line += 3;
  }
  return out;
}

// "Mon, 02 Mar 2026 09:00:00 +0000"
std::string date_of(base::Instant at) {
  using namespace std::chrono;
  constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(at - day)};
  return std::string(weekdays.at(weekday{day}.c_encoding())) + ", " + base::pad2(static_cast<unsigned>(date.day())) + " " +
         months.at(static_cast<unsigned>(date.month()) - 1) + " " + std::to_string(static_cast<int>(date.year())) + " " +
         base::pad2(static_cast<unsigned>(time.hours().count())) + ":" + base::pad2(static_cast<unsigned>(time.minutes().count())) + ":" +
         base::pad2(static_cast<unsigned>(time.seconds().count())) + " +0000";
}

}  // namespace

std::string to_message(const services::Email& email, const Sender& from) {
  const std::string domain = from.address.substr(from.address.find('@') + 1);
  return "Date: " + date_of(email.at) + "\r\nFrom: " + named(from.name, from.address) + "\r\nTo: " + named(email.to_name, email.to) +
         "\r\nSubject: " + in_head(email.subject) + "\r\nMessage-ID: <" + email.id + "@" + domain +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(email.text);
}

base::Result<Sender> read_sender(std::string_view text) {
  const std::string_view all = base::trim(text);
  const std::size_t open = all.ends_with('>') ? all.find('<') : std::string_view::npos;
  Sender out;
  std::string_view address = all;
  if (open != std::string_view::npos) {
    const std::string_view name = base::trim(all.substr(0, open));
    if (!name.empty()) out.name = name;
    address = all.substr(open + 1, all.size() - open - 2);
  }
  auto read = domain::read_email(address);
  if (!read) return base::fail(read.error());
  out.address = *std::move(read);
  return out;
}

}  // namespace tributary::mail
