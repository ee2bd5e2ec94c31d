// Sealing: each free text is encrypted at rest with a key of its own, which the master key wraps.
//
// Method    XChaCha20-Poly1305 (libsodium), a random nonce each, in Base64. What is bound to it (associated data) is the text's
//           number and the version it was sealed at: a row that is put in another's place doesn't open
// Fails     WorldBroke where something doesn't open: it was damaged, or put there by another hand
#pragma once

#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "store/master_key.hpp"

namespace tributary::store {

class Sealer {
 public:
  explicit Sealer(MasterKey master) : master_(master) {}

  // A new key of that text's own, wrapped.
  [[nodiscard]] std::string new_key(domain::TextId id) const;
  [[nodiscard]] std::string seal(domain::TextId id, int version, std::string_view wrapped_key, std::string_view body) const;
  [[nodiscard]] std::string open(domain::TextId id, int version, std::string_view wrapped_key, std::string_view sealed) const;
  // The same key under another master.
  [[nodiscard]] std::string rewrap(domain::TextId id, std::string_view wrapped_key, const Sealer& next) const;

 private:
  MasterKey master_;
};

}  // namespace tributary::store
