#include "services/passwords.hpp"

#include <sodium.h>

#include <array>

#include "base/check.hpp"

namespace tributary::services {

namespace {

void ready() {
  static const bool started = sodium_init() >= 0;
  base::check(started, "libsodium starts");
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  std::string out(count * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, count);
  out.pop_back();
  return out;
}

}  // namespace

std::string hash_password(std::string_view password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                           crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  base::check(failed == 0, "there is memory to hash a password");
  return out.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
  ready();
  // A name nobody has must cost as much as one somebody has.
  static const std::string nobodys = hash_password("nobody has this password");
  const bool known = !hash.empty();
  const int differs = crypto_pwhash_str_verify((known ? hash : nobodys).c_str(), password.data(), password.size());
  return known && differs == 0;
}

std::string new_token() {
  ready();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string out(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();
  return out;
}

std::string token_hash(std::string_view token) {
  ready();
  std::array<unsigned char, 32> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr, 0);
  return hex(out.data(), out.size());
}

bool same_token(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string sha256_hex(std::string_view bytes) {
  ready();
  std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hex(out.data(), out.size());
}

}  // namespace tributary::services
