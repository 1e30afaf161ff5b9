#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace linquan::reach {

/// Which vector instructions the lanes are searched with. The results are the same bits.
enum class Simd : std::uint8_t { plain, avx2, avx512 };

/// What this machine has, best first.
std::span<Simd const> available_simd();
std::string_view name_of(Simd simd);

}  // namespace linquan::reach
