#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drawn_town.h"
#include "linquan/base/progress.h"
#include "linquan/standard/evaluation.h"

namespace linquan::standard {

/// A drawn town with a home at every letter, small enough that every figure is worked out on paper.
class PaperTown {
 public:
  /// Every character is 100 m wide and high.
  PaperTown(std::string_view picture, std::string_view letters, std::vector<std::string> kinds)
      : letters_{letters}, drawn_{picture, 100} {
    city.kind_ids = std::move(kinds);
  }

  drawn::DrawnTown& drawn() { return drawn_; }
  /// After the streets are as they should be: homes a, b, c … with ids 1, 2, 3 … None has its door on stairs.
  void settle() {
    for (auto const letter : letters_) {
      auto& home = city.homes.emplace_back();
      home.id = city::HomeId{city.homes.size()};
      home.door = drawn_.at(letter);
      home.access = off_stairs(letter);
    }
    city.streets = drawn_.graph();
  }
  city::Home& home(char letter) { return city.homes.at(letters_.find(letter)); }

  /// An area around the letters, which stand in a row or column; its homes know it.
  std::uint32_t area(city::AreaLevel level, std::string code, std::string_view letters) {
    auto const index = static_cast<std::uint32_t>(city.areas.size());
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{index + 1};
    area.level = level;
    area.code = std::move(code);
    geo::Box box;
    for (auto const letter : letters) {
      box.add(drawn_.at(letter));
      (level == city::AreaLevel::compound ? home(letter).compound : home(letter).community) = index;
    }
    auto const [low, high] = geo::widened(box, 50);
    area.shape = {{{low, {high.lon, low.lat}, high, {low.lon, high.lat}}, {}}};
    return index;
  }

  city::Outlet& outlet(char letter, kinds::KindIndex kind) {
    auto& outlet = city.outlets.emplace_back();
    outlet.id = city::OutletId{city.outlets.size()};
    outlet.kinds = {kind};
    outlet.stands = {{drawn_.at(letter), {off_stairs(letter)}, std::nullopt}};
    return outlet;
  }

  /// Letters of the homes with a verdict.
  [[nodiscard]] std::string with(std::vector<Verdict> const& verdicts, Verdict verdict) const {
    std::string letters;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      letters += verdicts[i] == verdict ? letters_.substr(i, 1) : "";
    }
    return letters;
  }
  [[nodiscard]] std::string letters_of(std::vector<std::uint32_t> const& homes) const {
    std::string letters;
    for (auto const home : homes) {
      letters += letters_[home];
    }
    return letters;
  }

  [[nodiscard]] Evaluation evaluated(Standard const& standard, std::vector<std::string> const& persons = {"standard"},
                                     Strictness strictness = Strictness::seen) const {
    EvaluateOptions options;
    options.strictness = strictness;
    for (auto const& id : persons) {
      options.persons.push_back(*persons::Persons::built_in().find(id));
    }
    SilentProgress progress;
    auto evaluation = evaluate(city, standard, options, progress);
    EXPECT_TRUE(evaluation);
    return evaluation ? std::move(*evaluation) : Evaluation{};
  }

  city::City city;

 private:
  walk::Access off_stairs(char letter) {
    auto const all = drawn_.accesses(letter);
    auto const found = std::ranges::find_if(all, [&](walk::Access const& access) {
      return drawn_.graph().traits_of(access.edge).kind != walk::StreetKind::steps;
    });
    return found == all.end() ? all.front() : *found;
  }

  std::string letters_;
  drawn::DrawnTown drawn_;
};

/// Minutes and metres as rules count them.
constexpr reach::Tenths minutes(int n) {
  return static_cast<reach::Tenths>(n * 600);
}
constexpr reach::Tenths metres(int n) {
  return static_cast<reach::Tenths>(n * 10);
}

inline Rule ask(std::string id, std::vector<std::string> kinds, reach::Tenths limit) {
  Rule rule;
  rule.id = std::move(id);
  rule.kinds = std::move(kinds);
  rule.limit = limit;
  return rule;
}

/// Whole persons: met, unmet, not known.
inline Tally tally(std::int64_t met, std::int64_t unmet, std::int64_t unknown) {
  return {{met * 1000}, {unmet * 1000}, {unknown * 1000}};
}
inline Needs needs(std::int64_t met, std::int64_t unmet, std::int64_t unknown) {
  return {met * 1000, unmet * 1000, unknown * 1000};
}

}  // namespace linquan::standard
