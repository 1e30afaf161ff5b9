#include "linquan/circles/brand.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "linquan/circles/decide.h"

namespace linquan::circles {
namespace {

constexpr std::array<std::pair<BoardState, std::string_view>, 4> board_states{{
    {BoardState::planned, "planned"},
    {BoardState::standing, "standing"},
    {BoardState::damaged, "damaged"},
    {BoardState::removed, "removed"},
}};
constexpr std::size_t text_bytes_max = 400;

tl::unexpected<Error> odd_logo(std::string_view reason) {
  return refuse(ErrorKind::bad_input, "brand_logo", {{"reason", std::string{reason}}});
}

/// Four bytes, the highest first.
std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word = word << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return word;
}

std::uint32_t checksum_of(std::string_view bytes) {
  auto const* const start = reinterpret_cast<Bytef const*>(bytes.data());
  return static_cast<std::uint32_t>(crc32(0, start, static_cast<uInt>(bytes.size())));
}

struct Chunk {
  std::string_view type;
  std::string_view content;
};

/// The chunk at the front of `rest`, taken off it; nullopt where it is not whole, or its checksum does not fit.
std::optional<Chunk> take_chunk(std::string_view& rest) {
  constexpr std::size_t around = 12;  // length, type and checksum
  if (rest.size() < around) {
    return std::nullopt;
  }
  std::size_t const length = word_at(rest, 0);
  if (length > rest.size() - around) {
    return std::nullopt;
  }
  auto const checked = rest.substr(4, 4 + length);
  if (checksum_of(checked) != word_at(rest, 8 + length)) {
    return std::nullopt;
  }
  rest.remove_prefix(around + length);
  return Chunk{checked.substr(0, 4), checked.substr(4)};
}

}  // namespace

std::string_view name_of(BoardState state) {
  return board_states.at(static_cast<std::size_t>(state)).second;
}

std::optional<BoardState> board_state_named(std::string_view name) {
  for (auto const& [state, word] : board_states) {
    if (word == name) {
      return state;
    }
  }
  return std::nullopt;
}

Result<void> check_logo(std::string_view bytes) {
  constexpr std::string_view signature{"\x89PNG\r\n\x1a\n", 8};
  constexpr std::size_t head_size = 13;
  if (bytes.size() > logo_bytes_max) {
    return odd_logo("size");
  }
  if (!bytes.starts_with(signature)) {
    return odd_logo("png");
  }
  bytes.remove_prefix(signature.size());
  auto const head = take_chunk(bytes);
  if (!head || head->type != "IHDR" || head->content.size() != head_size) {
    return odd_logo("png");
  }
  for (auto const pixels : {word_at(head->content, 0), word_at(head->content, 4)}) {
    if (pixels == 0 || pixels > logo_pixels_max) {
      return odd_logo("pixels");
    }
  }
  auto drawn = false;
  while (!bytes.empty()) {
    auto const chunk = take_chunk(bytes);
    if (!chunk || chunk->type == "IHDR") {
      return odd_logo("png");
    }
    drawn = drawn || chunk->type == "IDAT";
    if (chunk->type == "IEND") {
      return drawn && bytes.empty() ? Result<void>{} : odd_logo("png");
    }
  }
  return odd_logo("png");
}

Result<Brand> checked(Brand brand) {
  constexpr std::size_t digits = 6;
  if (brand.district.size() != digits || brand.district.find_first_not_of("0123456789") != std::string::npos) {
    return refuse(ErrorKind::usage, "living_circle_text", {{"field", "district"}});
  }
  auto name = checked_text("name", brand.name, text_bytes_max);
  if (!name) {
    return hand_on(name);
  }
  brand.name = std::move(*name);
  return brand;
}

Result<Board> checked(Board board) {
  auto place = checked_text("place", board.place, text_bytes_max);
  if (!place) {
    return hand_on(place);
  }
  board.place = std::move(*place);
  return board;
}

}  // namespace linquan::circles
