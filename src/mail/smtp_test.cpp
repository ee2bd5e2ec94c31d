#include "mail/smtp.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

namespace tributary::mail {

namespace {

// A mail server for one letter, on a port of its own: says what it was told.
class OneLetterServer {
 public:
  explicit OneLetterServer(std::string answer_to_rcpt) : answer_(std::move(answer_to_rcpt)), listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listening_, reinterpret_cast<sockaddr*>(&at), sizeof at);
    ::listen(listening_, 1);
    socklen_t size = sizeof at;
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size);
    url = "smtp://127.0.0.1:" + std::to_string(ntohs(at.sin_port));
    serving_ = std::thread([this] { serve(); });
  }
  ~OneLetterServer() { finish(); ::close(listening_); }
  void finish() {
    if (serving_.joinable()) serving_.join();
  }

  std::string url;
  std::string heard;

 private:
  void serve() {
    const int client = ::accept(listening_, nullptr, nullptr);
    const auto say = [&](const std::string& line) { (void)::send(client, (line + "\r\n").data(), line.size() + 2, MSG_NOSIGNAL); };
    say("220 here");
    std::string line;
    bool in_letter = false;
    for (char c = 0; ::recv(client, &c, 1, 0) == 1;) {
      line += c;
      if (c != '\n') continue;
      heard += line;
      if (in_letter) {
        if (line == ".\r\n") in_letter = false, say("250 taken");
      } else if (line.starts_with("RCPT")) say(answer_);
      else if (line.starts_with("DATA")) in_letter = true, say("354 go on");
      else if (line.starts_with("QUIT")) { say("221 bye"); break; }
      else say("250 well");
      line.clear();
    }
    ::close(client);
  }

  std::string answer_;
  int listening_;
  std::thread serving_;
};

const services::Email a_letter{.id = "1.2", .to = "lead@example.org", .to_name = "Lead", .subject = "Hello", .text = "Secret words\n.\nmore\n", .at = {}};

}  // namespace

TEST_CASE("a letter goes through a mail server, dots and all") {
  OneLetterServer server("250 well");
  SmtpMail mail({.url = server.url, .user = "", .password = ""}, {.name = "Tributary", .address = "t@nhs.example"});
  CHECK(mail.send(a_letter).has_value());
  server.finish();
  CHECK(server.heard.find("MAIL FROM:<t@nhs.example>") != std::string::npos);
  CHECK(server.heard.find("RCPT TO:<lead@example.org>") != std::string::npos);
  CHECK(server.heard.find("Subject: Hello") != std::string::npos);
  CHECK(server.heard.find("\r\n..\r\nmore") != std::string::npos);
}

TEST_CASE("a server that refuses, and one that isn't there, are told without the letter's words") {
  OneLetterServer server("550 no such person");
  SmtpMail mail({.url = server.url, .user = "", .password = ""}, {});
  const auto refused = mail.send(a_letter);
  server.finish();
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "mail-refused");
  CHECK(refused.error().detail.find("550") != std::string::npos);
  CHECK(refused.error().detail.find("Secret") == std::string::npos);

  SmtpMail nowhere({.url = "smtp://127.0.0.1:1", .user = "", .password = ""}, {});
  CHECK(nowhere.send(a_letter).error().code == "mail-unreachable");
}

TEST_CASE("a mail server's address is read strictly") {
  CHECK(check_smtp_url("smtps://mail.nhs.example:465").has_value());
  CHECK(check_smtp_url("smtp://mail.nhs.example:587").has_value());
  for (const char* bad : {"mail.nhs.example", "http://mail.nhs.example", "smtp://", "smtp://me:secret@mail.nhs.example"})
    CHECK(check_smtp_url(bad).error().code == "smtp-unreadable");
}

}  // namespace tributary::mail
