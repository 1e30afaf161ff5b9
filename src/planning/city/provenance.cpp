#include "provenance.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace linquan::city {

Result<InputFile> provenance_of(std::filesystem::path const& path, std::string role, std::string crs) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    return refuse(ErrorKind::bad_input, "file_unreadable",
                  {{"path", path.string()}, {"reason", std::error_code{errno, std::system_category()}.message()}});
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  InputFile input;
  std::vector<char> block(1U << 20U);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    auto const got = static_cast<std::size_t>(file.gcount());
    EVP_DigestUpdate(context.get(), block.data(), got);
    input.bytes += got;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &length);
  for (unsigned int i = 0; i < length; ++i) {
    input.sha256 += fmt::format("{:02x}", digest.at(i));
  }
  input.role = std::move(role);
  input.name = path.filename().string();
  input.crs = std::move(crs);
  return input;
}

}  // namespace linquan::city
