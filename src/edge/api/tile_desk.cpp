#include "tile_desk.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linquan/reach/catchment.h"
#include "linquan/standard/evaluation.h"

namespace linquan::api {
namespace {

/// What an evaluation says, in the form in which tiles ask.
class EvaluationJudge : public tiles::Judge {
 public:
  EvaluationJudge(city::City const& city, std::shared_ptr<standard::Evaluation const> made)
      : made_{std::move(made)},
        findings_{made_->persons.front().findings},
        needs_(city.homes.size()),
        of_areas_(city.areas.size()) {
    auto const& evaluation = *made_;
    for (std::size_t i = 0; i < evaluation.standard.rules.size(); ++i) {
      take(city, evaluation.standard.rules[i], findings_.rules[i].verdicts);
    }
    for (auto const& level : evaluation.persons.front().scores.levels) {
      for (auto const& score : level.areas) {
        of_areas_[score.area] = score.needs;
      }
    }
  }

  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override { return needs_[home]; }
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return findings_.rules[rule].verdicts[home];
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override { return of_areas_[area]; }

 private:
  void take(city::City const& city, standard::Rule const& rule, std::vector<standard::Verdict> const& verdicts) {
    for (std::size_t home = 0; home < needs_.size(); ++home) {
      auto const weighted = reach::people_of(city.homes[home].people, rule.people).count * rule.weight;
      auto& needs = needs_[home];
      auto& sum = verdicts[home] == standard::Verdict::met     ? needs.met
                  : verdicts[home] == standard::Verdict::unmet ? needs.unmet
                                                               : needs.unknown;
      sum += weighted;
    }
  }

  std::shared_ptr<standard::Evaluation const> made_;
  standard::Findings const& findings_;
  std::vector<standard::Needs> needs_;
  std::vector<standard::Needs> of_areas_;
};

}  // namespace

TileSheet::TileSheet(std::shared_ptr<Snapshot const> snapshot, std::shared_ptr<tiles::Ground const> ground,
                     std::uint64_t version)
    : snapshot_{std::move(snapshot)}, ground_{std::move(ground)}, version_{version} {}

tiles::Points const& TileSheet::outlets() const {
  std::call_once(outlets_once_, [this] { outlets_ = tiles::outlet_places(city()); });
  return outlets_;
}

Result<Judging> TileSheet::judging(std::string const& standard, std::string const& person) const {
  auto const judged = snapshot_->judged({standard, person, std::nullopt, 0});
  if (!judged) {
    return tl::unexpected<Error>{judged.error()};
  }
  std::scoped_lock const lock{mutex_};
  auto& kept = judgings_[{standard, person}];
  if (!kept.judge) {
    kept = {std::make_shared<EvaluationJudge const>(imported(), judged->made),
            std::shared_ptr<standard::Standard const>{judged->made, &judged->made->standard}, version_};
  }
  return kept;
}

std::shared_ptr<TileSheet const> TileDesk::sheet(std::shared_ptr<Snapshot const> const& snapshot) {
  std::scoped_lock const lock{mutex_};
  if (!sheet_ || sheet_->snapshot() != snapshot.get()) {
    // Of all snapshots of one import the streets, homes and areas are the same.
    auto const same = sheet_ && &sheet_->snapshot()->town().imported() == &snapshot->town().imported();
    auto ground = same ? sheet_->ground() : std::make_shared<tiles::Ground const>(snapshot->town().imported());
    sheet_ = std::make_shared<TileSheet const>(snapshot, std::move(ground), ++versions_);
  }
  return sheet_;
}

Result<Judging> TileDesk::judging(std::string const& key, std::function<Result<Judging>()> const& make) {
  {
    std::scoped_lock const lock{mutex_};
    auto const found = std::ranges::find(judgings_, key, &std::pair<std::string, Judging>::first);
    if (found != judgings_.end()) {
      return found->second;
    }
  }
  auto made = make();
  if (!made) {
    return made;
  }
  std::scoped_lock const lock{mutex_};
  made->version = ++versions_;
  judgings_.emplace_front(key, *made);
  if (judgings_.size() > judgings_max) {
    judgings_.pop_back();
  }
  return made;
}

}  // namespace linquan::api
