#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/identity/ports.h"

namespace linquan::identity {
namespace {

void ready() {
  ensure(sodium_init() >= 0, "libsodium finds no source of chance");
}

template <std::size_t Size>
std::string hexadecimal(std::array<unsigned char, Size> const& bytes) {
  std::string text(Size * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

class SodiumHasher final : public Hasher {
 public:
  std::string hash(std::string_view password) override {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    auto const done =
        crypto_pwhash_str_alg(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (done != 0) {
      throw std::bad_alloc{};
    }
    return text.data();
  }
  bool matches(std::string_view hash, std::string_view password) override {
    return crypto_pwhash_str_verify(std::string{hash}.c_str(), password.data(), password.size()) == 0;
  }
};

class SodiumSecrets final : public Secrets {
 public:
  std::string code() override {
    constexpr std::uint32_t codes = 1'000'000;
    auto const digits = std::to_string(codes + randombytes_uniform(codes));
    return digits.substr(1);
  }
  std::string token() override {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hexadecimal(bytes);
  }
  [[nodiscard]] std::string digest(std::string_view purpose, std::string_view secret) const override {
    std::string const text = std::string{purpose} + ':' + std::string{secret};
    std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
    // libsodium reads bytes as unsigned.
    crypto_hash_sha256(bytes.data(), reinterpret_cast<unsigned char const*>(text.data()), text.size());
    return hexadecimal(bytes);
  }
};

}  // namespace

std::unique_ptr<Hasher> sodium_hasher() {
  ready();
  return std::make_unique<SodiumHasher>();
}

std::unique_ptr<Secrets> sodium_secrets() {
  ready();
  return std::make_unique<SodiumSecrets>();
}

}  // namespace linquan::identity
