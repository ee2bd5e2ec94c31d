#include "exchange/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

using base::fail;
using base::Problem;
using base::ProblemKind;

// Windows-1252 from 0x80 to 0x9F (the rest is Latin-1); 0 where it has no character.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

void append_code_point(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) put(c);
  else if (c < 0x800) put(0xC0U | (c >> 6U)), put(0x80U | (c & 0x3FU));
  else if (c < 0x10000) put(0xE0U | (c >> 12U)), put(0x80U | ((c >> 6U) & 0x3FU)), put(0x80U | (c & 0x3FU));
  else
    put(0xF0U | (c >> 18U)), put(0x80U | ((c >> 12U) & 0x3FU)), put(0x80U | ((c >> 6U) & 0x3FU)),
        put(0x80U | (c & 0x3FU));
}

std::string at_line(std::string_view source, std::string_view text, std::size_t offset) {
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1;
  return (source.empty() ? "line " : std::string(source) + ":") + std::to_string(line);
}

Problem not_text(std::string detail, std::string where) {
  return {.kind = ProblemKind::malformed,
          .code = "not-text",
          .title = "These are not the cells of a text file",
          .detail = std::move(detail),
          .where = std::move(where)};
}

// UTF-16 of either byte order, after its mark; lone surrogates become the replacement character.
std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(big_endian ? (a << 8U) | b : (b << 8U) | a);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;
    append_code_point(out, c);
  }
  return out;
}

base::Result<std::string> from_windows_1252(std::string_view bytes, std::string_view source) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const char16_t high = c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80U] : c;
    if (c >= 0x80 && high == 0)
      return fail(
          {.kind = ProblemKind::malformed,
           .code = "text-encoding",
           .title = "The text's encoding is unknown",
           .detail = "It is neither UTF-8 nor Windows-1252. In Excel, save it as \"CSV UTF-8 (Comma delimited)\".",
           .where = at_line(source, bytes, i)});
    append_code_point(out, high);
  }
  return out;
}

bool is_control(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u < 0x20 && !(u >= 0x09 && u <= 0x0D)) || u == 0x7F;
}

}  // namespace

base::Result<Decoded> decode_text(std::string_view bytes, std::string_view source) {
  const std::string name(source);
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"))
    return fail(
        not_text("This is a workbook or another packed file. Import an .xlsx through the page, which reads its "
                 "cells, or save the sheet as \"CSV UTF-8 (Comma delimited)\".",
                 name));
  if (bytes.starts_with("%PDF"))
    return fail(not_text("This is a PDF. Copy the table's cells, or ask for them as a spreadsheet.", name));

  Decoded decoded;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    decoded = {.text = from_utf16(bytes.substr(2), bytes.starts_with("\xFE\xFF")),
               .note = "The text was in UTF-16 (Excel's \"Unicode text\") and has been read as such."};
  } else {
    while (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
    if (const auto nul = bytes.find('\0'); nul != bytes.npos)
      return fail(not_text("It holds a NUL byte, which no text does. Save the sheet again as \"CSV UTF-8\".",
                           at_line(source, bytes, nul)));
    if (base::is_utf8(bytes)) {
      decoded.text = bytes;
    } else {
      auto text = from_windows_1252(bytes, source);
      if (!text) return fail(text.error());
      decoded = {.text = *std::move(text),
                 .note =
                     "The text is not UTF-8: it was read as Windows-1252, as Excel's plain \"CSV\" is written. "
                     "Check names with accents, or save it as \"CSV UTF-8\"."};
    }
  }
  std::size_t marks = 0;  // a mark written twice is none of the text either
  while (std::string_view(decoded.text).substr(marks).starts_with(utf8_mark)) marks += utf8_mark.size();
  decoded.text.erase(0, marks);
  if (decoded.note.empty() && decoded.text.find("\xEF\xBF\xBD") != std::string::npos)
    decoded.note =
        "Some characters were lost before the text came here, and stand as \xEF\xBF\xBD. Save the sheet as "
        "\"CSV UTF-8\" if names look wrong.";
  const auto control = std::find_if(decoded.text.begin(), decoded.text.end(), is_control);
  if (control != decoded.text.end())
    return fail(not_text("It holds a control character, which no table does. Save the sheet again as \"CSV UTF-8\".",
                         at_line(source, decoded.text, static_cast<std::size_t>(control - decoded.text.begin()))));
  return decoded;
}

}  // namespace tributary::exchange
