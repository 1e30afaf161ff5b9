#include "linquan/search/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/text/text.h"

namespace linquan::search {
namespace {

constexpr char32_t first_han = U'一';
constexpr char32_t last_han = 0x9FFF;
constexpr std::size_t characters_max = 64;

bool is_han(char32_t c) {
  return c >= first_han && c <= last_han;
}

bool is_plain(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
}

/// The syllable of every Han character, made once: ICU reads one long text far faster than many short ones.
std::vector<std::string> read_all() {
  icu::UnicodeString text;
  for (auto c = first_han; c <= last_han; ++c) {
    text.append(static_cast<UChar32>(c)).append(static_cast<UChar>('\n'));
  }
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> const latin{
      icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status)};
  ensure(U_SUCCESS(status) != 0 && latin != nullptr, "ICU knows how to read Chinese");
  latin->transliterate(text);
  std::string all;
  text.toUTF8String(all);
  std::vector<std::string> syllables;
  std::string current;
  for (auto const c : all) {
    if (c == '\n') {
      syllables.push_back(std::exchange(current, {}));
    } else if (is_plain(static_cast<unsigned char>(c))) {
      current += c;
    }
  }
  ensure(syllables.size() == last_han - first_han + 1, "one syllable for each character");
  return syllables;
}

std::string const& usual(char32_t c) {
  static auto const all = read_all();
  return all[c - first_han];
}

struct Special {
  std::u32string_view word;
  std::size_t at;
  std::string_view sound;
};

/// Characters that sound otherwise in these words, as kinds and shops have them.
constexpr std::array specials{
    Special{U"银行", 1, "hang"},  Special{U"商行", 1, "hang"},   Special{U"车行", 1, "hang"},
    Special{U"药行", 1, "hang"},  Special{U"洋行", 1, "hang"},   Special{U"琴行", 1, "hang"},
    Special{U"行业", 0, "hang"},  Special{U"农行", 1, "hang"},   Special{U"工行", 1, "hang"},
    Special{U"建行", 1, "hang"},  Special{U"自行车", 1, "xing"}, Special{U"音乐", 1, "yue"},
    Special{U"乐器", 0, "yue"},   Special{U"乐曲", 0, "yue"},    Special{U"重庆", 0, "chong"},
    Special{U"重阳", 0, "chong"}, Special{U"大厦", 1, "sha"},    Special{U"厦门", 0, "xia"},
    Special{U"成长", 1, "zhang"}, Special{U"家长", 1, "zhang"},  Special{U"便宜", 0, "pian"},
    Special{U"宿舍", 0, "su"},    Special{U"都市", 0, "du"},     Special{U"成都", 1, "du"},
    Special{U"人参", 1, "shen"},  Special{U"参茸", 0, "shen"},   Special{U"睡觉", 1, "jiao"},
    Special{U"长安", 0, "chang"}, Special{U"长江", 0, "chang"},  Special{U"长城", 0, "chang"},
    Special{U"调料", 0, "tiao"},  Special{U"调味", 0, "tiao"},   Special{U"理发", 1, "fa"},
    Special{U"朝阳", 0, "chao"},  Special{U"仔", 0, "zai"},      Special{U"蚌埠", 0, "beng"},
    Special{U"地", 0, "di"},
};

void add(Sound& sound, std::string_view syllable) {
  if (syllable.empty()) {
    return;
  }
  sound.starts.push_back(static_cast<std::uint16_t>(sound.letters.size()));
  sound.initials += syllable.front();
  sound.letters += syllable;
}

/// The sound that a known word gives the character at `at`; empty where none does.
std::string_view special_at(std::u32string_view characters, std::size_t at) {
  for (auto const& special : specials) {
    if (special.at <= at && characters.substr(at - special.at, special.word.size()) == special.word) {
      return special.sound;
    }
  }
  return {};
}

}  // namespace

std::u32string characters(std::string_view text) {
  auto const folded = text::folded(text);
  auto const wide = icu::UnicodeString::fromUTF8({folded.data(), static_cast<std::int32_t>(folded.size())});
  std::u32string all;
  for (std::int32_t i = 0; i < wide.length() && all.size() < characters_max; i = wide.moveIndex32(i, 1)) {
    all += static_cast<char32_t>(wide.char32At(i));
  }
  return all;
}

std::vector<Sound> sounds(std::u32string_view characters) {
  Sound known;
  Sound plain;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    auto const c = characters[i];
    if (is_plain(c)) {
      auto const letter = static_cast<char>(c);
      add(known, {&letter, 1});
      add(plain, {&letter, 1});
    } else if (is_han(c)) {
      auto const special = special_at(characters, i);
      add(known, special.empty() ? std::string_view{usual(c)} : special);
      add(plain, usual(c));
    }
  }
  std::vector<Sound> all{known};
  if (plain != known) {
    all.push_back(plain);
  }
  return all;
}

std::string typed(std::string_view letters) {
  std::string out{letters};
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i] == 'v' && (out[i - 1] == 'l' || out[i - 1] == 'n')) {
      out[i] = 'u';
    }
  }
  return out;
}

}  // namespace linquan::search
