#include "http/pages.hpp"

#include "base/embedded_file.hpp"
#include "embedded/pages.hpp"

namespace tributary::http {

namespace {

bool accepts(const Request& request, std::string_view coding) {
  return request.header("accept-encoding").find(coding) != std::string_view::npos;
}

Response serve(const Request& request, const base::EmbeddedFile& file) {
  Response out{.status = 200, .type = std::string(file.type), .body = {}, .standing = file.bytes, .headers = {}};
  const std::string tag = "\"" + std::string(file.sha256.substr(0, 16)) + "\"";
  out.headers.emplace_back("ETag", tag);
  out.headers.emplace_back("Vary", "Accept-Encoding");
  out.headers.emplace_back("Cache-Control",
                           file.path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == tag) {
    out.status = 304;
    out.standing = {};
    return out;
  }
  if (!file.brotli.empty() && accepts(request, "br")) {
    out.standing = file.brotli;
    out.headers.emplace_back("Content-Encoding", "br");
  } else if (!file.gzip.empty() && accepts(request, "gzip")) {
    out.standing = file.gzip;
    out.headers.emplace_back("Content-Encoding", "gzip");
  }
  return out;
}

}  // namespace

base::Result<Response> page_for(const Request& request) {
  if (request.method != "GET" && request.method != "HEAD")
    return base::fail({.kind = base::ProblemKind::not_found, .code = "method-unknown", .title = "That can't be done here",
                       .detail = "Pages are read with GET."});
  const auto files = embedded::pages();
  const std::string_view path = std::string_view(request.path).substr(1);
  if (const base::EmbeddedFile* file = base::find_embedded(files, path)) return serve(request, *file);
  // An address of the pages' own, like /projects/7, is read by the page. A file that is absent is absent.
  const base::EmbeddedFile* first = base::find_embedded(files, "index.html");
  if (first == nullptr || path.starts_with("assets/"))
    return base::fail({.kind = base::ProblemKind::not_found, .code = "address-unknown", .title = "There is nothing at that address",
                       .detail = "Start at the first page: /"});
  return serve(request, *first);
}

}  // namespace tributary::http
