#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/city/city.h"

/// What the parts of the city file's reader and writer share; docs/city-file.md describes the bytes.
namespace linquan::city {

/// Raised whenever a program of an older version would misread the file.
inline constexpr std::uint32_t format_version = 1;
inline constexpr std::size_t header_bytes = 40;
/// A text up to this long is stored once however often it is used; a longer one as often as it is used.
inline constexpr std::size_t shared_text_bytes = 64;

/// The whole file. A city that check.h finds fault with is a fault of ours and stops the program.
std::string encode(City const& city);

/// The city in the bytes of a file; `path` goes into refusals only.
///
/// bad_input   `city_not_one`, `city_newer`, `city_cut`, `city_damaged`
Result<City> decode(std::span<std::byte const> file, std::string const& path);

/// Sets length and checksum in the header of `file` to what stands behind it, so that tests and the fuzzer get past them.
void seal(std::span<std::byte> file);

/// The Cap'n Proto message of `city` behind `room` zero bytes; nothing is checked.
std::string write_message(City const& city, std::size_t room);

/// The message holds what the schema or another column forbids; decode() turns it into `city_damaged`.
///
/// An exception, because Cap'n Proto throws too: one catch at the module's door serves both.
class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The city in a message that begins at a multiple of eight bytes; its indices are still to be checked (check.h).
///
/// Throws Damaged or kj::Exception.
City read_message(std::span<std::byte const> message);

}  // namespace linquan::city
