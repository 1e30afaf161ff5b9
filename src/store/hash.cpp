#include "hash.h"

#include <sodium.h>

#include <array>
#include <cstddef>

namespace linquan::store {

std::string hash_of(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  // libsodium reads bytes as unsigned.
  crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
  std::string text;
  text.reserve(digest.size() * 2);
  for (auto const byte : digest) {
    std::string_view const digits = "0123456789abcdef";
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

}  // namespace linquan::store
