#pragma once

#include <cstdint>
#include <filesystem>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"

namespace linquan::demo {

struct Request {
  std::uint32_t people = 120'000;  ///< 20,000 to 3,000,000
  std::uint64_t seed = 1;
  std::filesystem::path folder;  ///< made where missing
};

struct Made {
  std::uint64_t people = 0;
  std::uint64_t buildings = 0;
  std::uint64_t compounds = 0;
  std::uint64_t outlets = 0;
  std::uint64_t streets = 0;
};

/// Writes ordinary input files of a made-up town shaped like central Xuzhou, and truth.json: what was planted in them.
///
/// The same request gives the same bytes.
Result<Made> write(Request const& request, Progress& progress);

}  // namespace linquan::demo
