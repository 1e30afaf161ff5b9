#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"

/// What a district's circles are called, and the boards that say so.
namespace linquan::circles {

using BoardId = Id<struct BoardTag>;

enum class BoardState : std::uint8_t { planned, standing, damaged, removed };

std::string_view name_of(BoardState state);
std::optional<BoardState> board_state_named(std::string_view name);

/// A board 标识牌: where it stands, or is to stand.
struct Board {
  BoardId id;
  std::string place;  ///< in words
  std::optional<geo::Point> at;
  BoardState state = BoardState::planned;
  std::chrono::sys_days since;
  friend bool operator==(Board const&, Board const&) = default;
};

struct Brand {
  std::string district;  ///< code
  std::string name;
  std::string logo = {};  ///< a PNG's bytes; empty: none
  std::vector<Board> boards = {};
  friend bool operator==(Brand const&, Brand const&) = default;
};

inline constexpr std::size_t logo_bytes_max = 65'536;
inline constexpr std::uint32_t logo_pixels_max = 512;  ///< across and down

/// Whether the bytes are a PNG and nothing else: its signature, every chunk whole with its checksum, the head first
/// and the end last, and no bytes behind it. What is packed in it is not unpacked.
///
/// bad_input   `brand_logo` {reason}: "size", "png", "pixels"
Result<void> check_logo(std::string_view bytes);

/// usage   `living_circle_text` {field}: name or district
Result<Brand> checked(Brand brand);
/// usage   `living_circle_text` {field}: the place
Result<Board> checked(Board board);

}  // namespace linquan::circles
