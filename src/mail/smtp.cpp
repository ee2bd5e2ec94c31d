#include "mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/check.hpp"

namespace tributary::mail {

namespace {

constexpr long longest_seconds = 60;
constexpr long longest_connecting_seconds = 15;

// The library starts once for the whole program, before any thread uses it.
void start_library() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  base::check(started == CURLE_OK, "libcurl starts");
}

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = url.substr(begin + 3);
  return rest.starts_with('[') ? rest.substr(0, rest.find(']') + 1) : rest.substr(0, rest.find_first_of(":/"));
}

bool is_this_machine(std::string_view url) {
  const std::string_view host = host_of(url);
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

struct Upload {
  std::string message;
  std::size_t at = 0;
};

std::size_t read_upload(char* into, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t taken = std::min(size * count, upload.message.size() - upload.at);
  std::memcpy(into, upload.message.data() + upload.at, taken);
  upload.at += taken;
  return taken;
}

base::Problem failed(CURLcode code, long answered) {
  const bool refused = answered >= 500 && answered < 600;
  return {.kind = base::ProblemKind::unavailable, .code = refused ? "mail-refused" : "mail-unreachable",
          .title = "The mail server didn't take the letter",
          .detail = std::string(curl_easy_strerror(code)) + (answered > 0 ? " (the server answered " + std::to_string(answered) + ")." : ".")};
}

}  // namespace

base::Done check_smtp_url(std::string_view url) {
  const bool good = (url.starts_with("smtp://") || url.starts_with("smtps://")) && !host_of(url).empty() && url.find('@') == std::string_view::npos;
  if (good) return {};
  return base::fail({.code = "smtp-unreadable", .title = "The mail server's address can't be read",
                     .detail = "Write smtp://HOST:587 or smtps://HOST:465; who signs in stands in --smtp-user.", .field = "--smtp"});
}

base::Done SmtpMail::send(const services::Email& email) {
  start_library();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  base::check(curl != nullptr, "libcurl makes a handle");
  Upload upload{.message = to_message(email, from_)};
  const std::string from = "<" + from_.address + ">";
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(curl_slist_append(nullptr, ("<" + email.to + ">").c_str()),
                                                                       &curl_slist_free_all);
  CURL* at = curl.get();
  curl_easy_setopt(at, CURLOPT_URL, server_.url.c_str());
  curl_easy_setopt(at, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(at, CURLOPT_USE_SSL, is_this_machine(server_.url) ? static_cast<long>(CURLUSESSL_TRY) : static_cast<long>(CURLUSESSL_ALL));
  if (!server_.user.empty()) {
    curl_easy_setopt(at, CURLOPT_USERNAME, server_.user.c_str());
    curl_easy_setopt(at, CURLOPT_PASSWORD, server_.password.c_str());
  }
  curl_easy_setopt(at, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(at, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(at, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(at, CURLOPT_READFUNCTION, &read_upload);
  curl_easy_setopt(at, CURLOPT_READDATA, &upload);
  curl_easy_setopt(at, CURLOPT_TIMEOUT, longest_seconds);
  curl_easy_setopt(at, CURLOPT_CONNECTTIMEOUT, longest_connecting_seconds);
  curl_easy_setopt(at, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(at, CURLOPT_PROXY, "");  // what the environment says of the web isn't meant for mail
  const CURLcode done = curl_easy_perform(at);
  if (done == CURLE_OK) return {};
  long answered = 0;
  curl_easy_getinfo(at, CURLINFO_RESPONSE_CODE, &answered);
  return base::fail(failed(done, answered));
}

}  // namespace tributary::mail
