#include <openssl/evp.h>

#include <array>
#include <cstddef>

#include "linquan/base/ensure.h"
#include "linquan/city/city.h"

namespace linquan::city {

std::uint64_t id_of(std::string_view source_ref) {
  std::array<unsigned char, 32> digest{};
  ensure(EVP_Digest(source_ref.data(), source_ref.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1,
         "SHA-256 is not to be had");
  std::uint64_t id = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    id = id << 8U | digest[i];
  }
  id >>= 1U;  // The highest bit stays free: databases and other languages know signed numbers only.
  return id != 0 ? id : 1;
}

}  // namespace linquan::city
