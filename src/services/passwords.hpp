// Passwords and tokens: the only file that opens libsodium.
#pragma once

#include <string>
#include <string_view>

namespace tributary::services {

// Argon2id with libsodium's interactive limits (64 MiB, about 0.1 s), salted, self-describing.
[[nodiscard]] std::string hash_password(std::string_view password);
// False for a wrong password and for a hash that can't be read; takes the same time for an absent hash ("").
[[nodiscard]] bool password_matches(const std::string& hash, std::string_view password);

// 256 random bits in URL-safe base64.
[[nodiscard]] std::string new_token();
// BLAKE2b-256 in hexadecimal: what is stored instead of a token.
[[nodiscard]] std::string token_hash(std::string_view token);
// In a time that doesn't depend on where they differ.
[[nodiscard]] bool same_token(std::string_view a, std::string_view b);
// SHA-256 in hexadecimal, to tell whether two files are the same.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace tributary::services
