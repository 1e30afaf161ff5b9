#include <algorithm>
#include <array>
#include <utility>

#include "judge.h"
#include "kinds_here.h"
#include "linquan/base/ensure.h"
#include "linquan/base/share_out.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/inside.h"
#include "presence.h"

namespace linquan::standard {
namespace {

constexpr std::array levels{city::AreaLevel::compound, city::AreaLevel::community, city::AreaLevel::subdistrict,
                            city::AreaLevel::district, city::AreaLevel::living_circle};

void add(Needs& needs, Tally const& tally, std::int64_t weight) {
  needs.met += tally.met.count * weight;
  needs.unmet += tally.unmet.count * weight;
  needs.unknown += tally.unknown.count * weight;
}

void add(city::People& people, city::People const& more) {
  people.all += more.all;
  people.age_0_14 += more.age_0_14;
  people.age_60 += more.age_60;
  people.age_70 += more.age_70;
}

Score empty_score(Standard const& standard, std::uint32_t area) {
  Score score;
  score.area = area;
  score.rules.resize(standard.rules.size());
  score.headlines.resize(standard.headlines.size());
  score.lists.resize(standard.lists.size());
  return score;
}

/// Sums up homes and outlets into one Score after the other.
class Summer {
 public:
  Summer(city::City const& city, Standard const& standard, Findings const& findings, Evidence const& evidence)
      : city_{city}, standard_{standard}, findings_{findings}, evidence_{evidence}, inside_{outlets_inside(city)} {
    for (std::size_t group = 0; group < people_.size(); ++group) {
      for (auto const& home : city.homes) {
        people_[group].push_back(reach::people_of(home.people, static_cast<reach::AgeGroup>(group)));
      }
    }
    for (auto const& headline : standard.headlines) {
      auto& verdicts = headlines_.emplace_back();
      for (std::size_t home = 0; home < city.homes.size(); ++home) {
        verdicts.push_back(
            together(headline.rules, [&](RuleIndex rule) { return findings.rules[rule].verdicts[home]; }));
      }
    }
    for (auto const& list : standard.lists) {
      auto& kinds = lists_.emplace_back();
      for (auto const& id : list.kinds) {
        kinds.push_back(kinds_here(city, std::array{id}));
      }
    }
  }

  [[nodiscard]] Score score(std::uint32_t area, std::vector<std::uint32_t> const& homes,
                            std::vector<std::uint32_t> const& outlets) const {
    auto score = empty_score(standard_, area);
    score.homes = static_cast<std::uint32_t>(homes.size());
    score.outlets = static_cast<std::uint32_t>(outlets.size());
    for (auto const home : homes) {
      add(score.people, city_.homes[home].people);
      if (!findings_.round.empty()) {
        score.round.add(findings_.round[home], city_.homes[home].people.all);
      }
    }
    for (std::size_t i = 0; i < score.rules.size(); ++i) {
      score.rules[i] = tally(homes, findings_.rules[i].verdicts, standard_.rules[i].people);
      add(score.needs, score.rules[i], standard_.rules[i].weight);
      add(score.by_demand.at(static_cast<std::size_t>(standard_.rules[i].demand)), score.rules[i],
          standard_.rules[i].weight);
    }
    for (std::size_t i = 0; i < score.headlines.size(); ++i) {
      score.headlines[i] = tally(homes, headlines_[i], reach::AgeGroup::all);
    }
    set_presence(score, homes, outlets);
    score.graded = graded(standard_, score.lists);
    return score;
  }

  [[nodiscard]] std::vector<std::vector<std::uint32_t>> const& inside() const { return inside_; }

 private:
  [[nodiscard]] Tally tally(std::vector<std::uint32_t> const& homes, std::vector<Verdict> const& verdicts,
                            reach::AgeGroup group) const {
    // Sums by verdict's number: which verdict comes next cannot be foretold, and a branch would be wrong half the time.
    std::array<Millipersons, 3> sums{};
    auto const& people = people_.at(static_cast<std::size_t>(group));
    for (auto const home : homes) {
      sums.at(static_cast<std::size_t>(verdicts[home])) += people[home];
    }
    return {sums[0], sums[1], sums[2]};
  }

  void set_presence(Score& score, std::vector<std::uint32_t> const& homes,
                    std::vector<std::uint32_t> const& outlets) const {
    std::vector<bool> present(city_.kind_ids.size());
    for (auto const outlet : outlets) {
      for (auto const kind : city_.outlets[outlet].kinds) {
        present[kind] = true;
      }
    }
    auto const is_present = [&](kinds::KindIndex kind) { return present[kind]; };
    auto const is_known = [&](kinds::KindIndex kind) {
      return !homes.empty() && std::ranges::all_of(homes, [&](std::uint32_t home) {
        return evidence_.basis(std::array{kind}, home) != Basis::none;
      });
    };
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      score.lists[i] = presence(lists_[i], is_present, is_known);
    }
  }

  city::City const& city_;
  Standard const& standard_;
  Findings const& findings_;
  Evidence const& evidence_;
  std::array<std::vector<Millipersons>, 4> people_;  ///< by age group, then home
  std::vector<std::vector<std::uint32_t>> inside_;
  std::vector<std::vector<Verdict>> headlines_;
  std::vector<std::vector<KindsHere>> lists_;
};

/// Homes by area of one level; the last list holds those outside all of them.
std::vector<std::vector<std::uint32_t>> homes_by_area(city::City const& city, city::AreaLevel level) {
  std::vector<std::vector<std::uint32_t>> homes(city.areas.size() + 1);
  for (std::uint32_t i = 0; i < city.homes.size(); ++i) {
    auto const area = area_of(city.homes[i], level);
    homes[area == walk::none ? city.areas.size() : area].push_back(i);
  }
  return homes;
}

/// Placed outlets that stand in no area of the level.
std::vector<std::uint32_t> outlets_outside(city::City const& city, city::AreaLevel level,
                                           std::vector<std::vector<std::uint32_t>> const& inside) {
  std::vector<bool> in_one(city.outlets.size());
  for (std::size_t area = 0; area < city.areas.size(); ++area) {
    if (city.areas[area].level == level) {
      for (auto const outlet : inside[area]) {
        in_one[outlet] = true;
      }
    }
  }
  std::vector<std::uint32_t> outside;
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    if (!in_one[i] && !city.outlets[i].stands.empty()) {
      outside.push_back(i);
    }
  }
  return outside;
}

std::vector<std::uint32_t> numbers_to(std::size_t count) {
  std::vector<std::uint32_t> numbers(count);
  for (std::uint32_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = i;
  }
  return numbers;
}

std::vector<std::uint32_t> placed_outlets(city::City const& city) {
  auto numbers = numbers_to(city.outlets.size());
  std::erase_if(numbers, [&](std::uint32_t i) { return city.outlets[i].stands.empty(); });
  return numbers;
}

}  // namespace

Scores score(city::City const& city, Standard const& standard, Findings const& findings, Evidence const& evidence,
             unsigned threads) {
  ensure(findings.rules.size() == standard.rules.size(), "findings are those of the standard");
  Summer const summer{city, standard, findings, evidence};
  Scores scores;
  struct Job {
    Score* into;
    std::uint32_t area;
    std::vector<std::uint32_t> homes;
    std::vector<std::uint32_t> outlets;
  };
  std::vector<Job> jobs;
  // The longest first, so that no thread ends with it alone.
  jobs.push_back({&scores.city, walk::none, numbers_to(city.homes.size()), placed_outlets(city)});
  for (auto const level : levels) {
    if (std::ranges::any_of(city.areas, [&](city::Area const& area) { return area.level == level; })) {
      scores.levels.emplace_back().level = level;
    }
  }
  for (auto& of_level : scores.levels) {
    auto homes = homes_by_area(city, of_level.level);
    auto numbers = numbers_to(city.areas.size());
    std::erase_if(numbers, [&](std::uint32_t area) { return city.areas[area].level != of_level.level; });
    jobs.push_back({&of_level.outside, walk::none, std::move(homes.back()),
                    outlets_outside(city, of_level.level, summer.inside())});
    of_level.areas.resize(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      jobs.push_back({&of_level.areas[i], numbers[i], std::move(homes[numbers[i]]), summer.inside()[numbers[i]]});
    }
  }
  share_out(jobs.size(), threads,
            [&](std::size_t i) { *jobs[i].into = summer.score(jobs[i].area, jobs[i].homes, jobs[i].outlets); });
  return scores;
}

}  // namespace linquan::standard
