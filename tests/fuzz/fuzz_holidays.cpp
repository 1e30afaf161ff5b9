#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/holidays/holidays.h"

/// A file of holidays may hold any bytes: what is read keeps what its types promise, what is refused says where.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  auto const read = holidays::parse({reinterpret_cast<char const*>(data), size}, "fuzz.yaml");
  if (!read) {
    ensure(!read.error().code.empty() && !read.error().args.empty(), "a refusal does not say where");
    return 0;
  }
  ensure(!read->years.empty(), "a file without years was read");
  for (auto const& [day, as] : read->days) {
    auto const weekday = std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding();
    ensure(day.ok(), "a day that there is not");
    ensure(as == hours::Rule::holiday || (weekday > 5 && as > 0 && as <= 0x10 && (as & (as - 1)) == 0),
           "a worked day that is no weekend, or takes no weekday");
  }
  return 0;
}
