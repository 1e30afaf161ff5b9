#pragma once

#include <cstddef>
#include <cstdint>

/// The bounds that keep hostile or mistaken input from taking the machine. Each is documented in docs/limits.md.
namespace linquan::limits {

inline constexpr std::uint64_t osm_file_bytes = std::uint64_t{2} << 30;
inline constexpr std::uint64_t table_file_bytes = std::uint64_t{512} << 20;
inline constexpr std::uint64_t text_file_bytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t city_file_bytes = std::uint64_t{4} << 30;
inline constexpr std::size_t table_rows = 5'000'000;
inline constexpr std::size_t table_columns = 512;
inline constexpr std::size_t table_cell_bytes = 65'536;
/// A pedestrian area with more corners than this is walked along its rim only, and counted.
inline constexpr std::size_t plaza_corners = 400;
inline constexpr std::size_t polygon_points = 200'000;
/// All the weight that sites could serve, together; in siting, people count as thousandths.
inline constexpr std::int64_t site_weight = 1'000'000'000'000;
/// Entries of the matrix that the exact solver is given.
inline constexpr std::size_t site_exact_entries = 200'000;

}  // namespace linquan::limits
