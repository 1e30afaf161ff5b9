#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>

#include "../../src/planning/city/file_format.h"

/// Any bytes are a city or a refusal, and what was read can be written and read again.
///
/// The first byte chooses: even, the rest is a file as it lies on disk; odd, it is a message that gets a true header,
/// so that the fuzzer need not guess a checksum.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan::city;
  if (size == 0) {
    return 0;
  }
  auto const body = std::as_bytes(std::span{data + 1, size - 1});
  std::string file;
  if (data[0] % 2 == 0) {
    file.resize(body.size());
    std::copy(body.begin(), body.end(), std::as_writable_bytes(std::span{file}).begin());
  } else {
    static std::string const header = encode(City{}).substr(0, header_bytes);
    file = header;
    file.resize(header_bytes + body.size());
    std::copy(body.begin(), body.end(), std::as_writable_bytes(std::span{file}).begin() + header_bytes);
    seal(std::as_writable_bytes(std::span{file}));
  }
  auto const city = decode(std::as_bytes(std::span{file}), "fuzz");
  if (city) {
    auto const again = encode(*city);
    auto const read_again = decode(std::as_bytes(std::span{again}), "fuzz");
    if (!read_again || encode(*read_again) != again) {
      std::abort();
    }
  }
  return 0;
}
