#include "mail/message.hpp"

#include <doctest/doctest.h>

namespace tributary::mail {

namespace {

services::Email email(std::string name, std::string subject, std::string text) {
  return {.id = "7.1", .to = "lead@example.org", .to_name = std::move(name), .subject = std::move(subject), .text = std::move(text),
          .at = base::parse_iso_instant("2026-03-02T09:05:07Z").value()};
}

}  // namespace

TEST_CASE("a letter reads as RFC 5322 says") {
  CHECK(to_message(email("Ward lead", "A subject", "One line\nand = another \n"), {.name = "Tributary", .address = "t@nhs.example"}) ==
        "Date: Mon, 02 Mar 2026 09:05:07 +0000\r\nFrom: \"Tributary\" <t@nhs.example>\r\nTo: \"Ward lead\" <lead@example.org>\r\n"
        "Subject: A subject\r\nMessage-ID: <7.1@nhs.example>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "One line\r\nand =3D another=20\r\n");
}

TEST_CASE("what somebody typed adds no line to a letter's head") {
  const std::string message = to_message(email("Eve\r\nBcc: everybody@example.org", "A\nB\"\\<", "x"), {});
  const std::string head = message.substr(0, message.find("\r\n\r\n"));
  CHECK(head.find("Bcc:") == std::string::npos);
  CHECK(head.find("=0D=0A") != std::string::npos);
}

TEST_CASE("names and texts in any script arrive, in lines that mail servers take") {
  std::string name, text;
  for (int i = 0; i < 40; ++i) name += "é€";
  for (int i = 0; i < 300; ++i) text += "wörd ";
  const std::string message = to_message(email(name, name, text), {});
  std::size_t begin = 0;
  for (std::size_t end; (end = message.find("\r\n", begin)) != std::string::npos; begin = end + 2) CHECK(end - begin <= 78);
  CHECK(message.find("=?UTF-8?Q?=C3=A9=E2=82=AC") != std::string::npos);
}

TEST_CASE("who letters come from is read with and without a name") {
  CHECK(read_sender("Tributary at Home <t@nhs.example>").value().name == "Tributary at Home");
  CHECK(read_sender("Tributary at Home <t@nhs.example>").value().address == "t@nhs.example");
  CHECK(read_sender("t@nhs.example").value().address == "t@nhs.example");
  CHECK_FALSE(read_sender("nobody").has_value());
  CHECK_FALSE(read_sender("A <t@nhs.example").has_value());
}

}  // namespace tributary::mail
