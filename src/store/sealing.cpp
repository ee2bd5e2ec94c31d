#include "store/sealing.hpp"

#include <sodium.h>

#include <array>

#include "base/check.hpp"

namespace tributary::store {

namespace {

using Key = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(MasterKey::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string key_name(domain::TextId id) { return "key of free_text " + std::to_string(id.value); }
std::string body_name(domain::TextId id, int version) {
  return "body of free_text " + std::to_string(id.value) + " at version " + std::to_string(version);
}

std::string encrypt(const unsigned char* key, std::string_view plain, std::string_view bound) {
  std::string raw(nonce_size + plain.size() + tag_size, '\0');
  randombytes_buf(raw.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(raw) + nonce_size, nullptr, bytes(plain), plain.size(), bytes(bound), bound.size(),
                                             nullptr, bytes(raw), key);
  std::string out(sodium_base64_encoded_len(raw.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes(raw), raw.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the library ends it with a null
  return out;
}

std::string decrypt(const unsigned char* key, std::string_view sealed, std::string_view bound) {
  std::string raw(sealed.size(), '\0');
  std::size_t size = 0;
  const bool read = sodium_base642bin(bytes(raw), raw.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                                      sodium_base64_VARIANT_ORIGINAL) == 0 && size >= nonce_size + tag_size;
  std::string plain(read ? size - nonce_size - tag_size : 0, '\0');
  if (!read || crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, bytes(raw) + nonce_size, size - nonce_size,
                                                          bytes(bound), bound.size(), bytes(raw), key) != 0)
    throw base::WorldBroke("the " + std::string(bound) + " doesn't open: it was damaged, or isn't its own");
  return plain;
}

}  // namespace

std::string Sealer::new_key(domain::TextId id) const {
  std::string key(std::tuple_size_v<Key>, '\0');
  randombytes_buf(key.data(), key.size());
  std::string wrapped = encrypt(master_.data(), key, key_name(id));
  sodium_memzero(key.data(), key.size());
  return wrapped;
}

std::string Sealer::seal(domain::TextId id, int version, std::string_view wrapped_key, std::string_view body) const {
  std::string key = decrypt(master_.data(), wrapped_key, key_name(id));
  base::check(key.size() == std::tuple_size_v<Key>, "a text's key is whole");
  std::string sealed = encrypt(bytes(std::string_view(key)), body, body_name(id, version));
  sodium_memzero(key.data(), key.size());
  return sealed;
}

std::string Sealer::open(domain::TextId id, int version, std::string_view wrapped_key, std::string_view sealed) const {
  std::string key = decrypt(master_.data(), wrapped_key, key_name(id));
  base::check(key.size() == std::tuple_size_v<Key>, "a text's key is whole");
  std::string body = decrypt(bytes(std::string_view(key)), sealed, body_name(id, version));
  sodium_memzero(key.data(), key.size());
  return body;
}

std::string Sealer::rewrap(domain::TextId id, std::string_view wrapped_key, const Sealer& next) const {
  std::string key = decrypt(master_.data(), wrapped_key, key_name(id));
  std::string wrapped = encrypt(next.master_.data(), key, key_name(id));
  sodium_memzero(key.data(), key.size());
  return wrapped;
}

}  // namespace tributary::store
