#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linquan::search {

/// How a word sounds, without tones: "修鞋" is "xiuxie" with syllables at 0 and 3, and "xx" for short.
struct Sound {
  std::string letters;
  std::vector<std::uint16_t> starts;  ///< of each syllable in `letters`, ascending
  std::string initials;               ///< the first letter of each syllable
  friend bool operator==(Sound const&, Sound const&) = default;
};

/// Characters of a text for comparing: folded, at most 64.
std::u32string characters(std::string_view text);

/// The ways in which characters are read. Where one sounds otherwise in a known word (银行, 音乐, 重庆), that word's
/// way comes first, and the usual one too if it differs. Letters and digits stand for themselves.
std::vector<Sound> sounds(std::u32string_view characters);

/// Letters as people type them: "lv" and "nv" for ü are written with u.
std::string typed(std::string_view letters);

}  // namespace linquan::search
