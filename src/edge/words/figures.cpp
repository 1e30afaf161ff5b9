#include "linquan/words/figures.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "linquan/kinds/kinds.h"

namespace linquan::words {

std::string grouped(std::uint64_t number) {
  auto digits = fmt::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string people_text(Millipersons people) {
  return grouped(static_cast<std::uint64_t>(people.count + 500) / 1000);
}

std::string signed_text(double people) {
  auto const whole = std::llround(people);
  if (whole == 0) {
    return "0";
  }
  return (whole > 0 ? "+" : "−") + grouped(static_cast<std::uint64_t>(std::llabs(whole)));
}

std::string signed_text(Millipersons people) {
  return signed_text(people.persons());
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) {
    return "–";
  }
  auto const tenths = part * 1000 / whole;
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

std::string kind_name(std::string_view id, Language language) {
  auto const& table = kinds::Kinds::built_in();
  auto const index = table.find(id);
  if (!index) {
    return std::string{id};
  }
  return language == Language::zh ? table[*index].zh : table[*index].en;
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string result{text};
  auto const have = columns_of(text);
  return have < columns ? result.append(columns - have, ' ') : result;
}

}  // namespace linquan::words
