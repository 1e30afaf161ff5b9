#include "linquan/standard/ratio.h"

#include <algorithm>

#include "kinds_here.h"
#include "linquan/standard/inside.h"

namespace linquan::standard {
namespace {

bool has_any(std::vector<kinds::KindIndex> const& kinds, city::Outlet const& outlet) {
  return std::ranges::any_of(outlet.kinds, [&](auto kind) { return std::ranges::binary_search(kinds, kind); });
}

}  // namespace

bool people_known(city::City const& city, reach::AgeGroup group) {
  return std::ranges::any_of(city.homes,
                             [&](city::Home const& home) { return reach::people_of(home.people, group).count > 0; });
}

std::vector<std::int64_t> outlets_asked(city::City const& city, Rule const& rule) {
  std::vector<std::int64_t> asked(city.areas.size());
  for (auto const& home : city.homes) {
    if (auto const area = area_of(home, rule.ratio->level); area != walk::none) {
      asked[area] += reach::people_of(home.people, rule.people).count;
    }
  }
  auto const each = rule.ratio->people * 1000;
  for (auto& people : asked) {
    people = (people * rule.ratio->outlets + each - 1) / each;
  }
  return asked;
}

std::vector<std::optional<std::int64_t>> outlets_lacking(city::City const& city, Rule const& rule,
                                                         std::vector<std::vector<std::uint32_t>> const& inside) {
  std::vector<std::optional<std::int64_t>> lacking(city.areas.size());
  if (!people_known(city, rule.people)) {
    return lacking;
  }
  auto const kinds = kinds_here(city, rule.kinds).kinds;
  auto const asked = outlets_asked(city, rule);
  for (std::size_t area = 0; area < lacking.size(); ++area) {
    if (city.areas[area].level != rule.ratio->level) {
      continue;
    }
    auto const has =
        std::ranges::count_if(inside[area], [&](std::uint32_t i) { return has_any(kinds, city.outlets[i]); });
    lacking[area] = std::max<std::int64_t>(0, asked[area] - has);
  }
  return lacking;
}

std::vector<Verdict> ratio_verdicts(city::City const& city, Rule const& rule,
                                    std::vector<std::vector<std::uint32_t>> const& inside) {
  auto const lacking = outlets_lacking(city, rule, inside);
  std::vector<Verdict> verdicts;
  verdicts.reserve(city.homes.size());
  for (auto const& home : city.homes) {
    auto const area = area_of(home, rule.ratio->level);
    auto const known = area != walk::none && lacking[area];
    verdicts.push_back(!known ? Verdict::unknown : *lacking[area] == 0 ? Verdict::met : Verdict::unmet);
  }
  return verdicts;
}

}  // namespace linquan::standard
