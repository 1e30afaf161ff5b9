#include "tile_desk.h"

#include <algorithm>
#include <utility>

namespace linquan::api {
TileSheet::TileSheet(std::shared_ptr<Snapshot const> snapshot, std::shared_ptr<tiles::Ground const> ground,
                     std::uint64_t version)
    : snapshot_{std::move(snapshot)}, ground_{std::move(ground)}, version_{version} {}

tiles::Points const& TileSheet::outlets() const {
  std::call_once(outlets_once_, [this] { outlets_ = tiles::outlet_places(city()); });
  return outlets_;
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

Result<Judging> TileDesk::judging(Snapshot const& snapshot, std::string const& standard, std::string const& person) {
  auto const scored = snapshot.scored(standard, person);
  if (!scored) {
    return tl::unexpected<Error>{scored.error()};
  }
  std::scoped_lock const lock{mutex_};
  auto& kept = judged_[{standard, person}];
  if (!kept.judge) {
    kept.standard = std::make_shared<standard::Standard const>(scored->live.standard());
    kept.judge = std::make_shared<LiveJudge const>(scored->live);
    kept.change = scored->town.change();
    kept.version = ++versions_;
  } else if (kept.change < scored->town.change()) {
    kept.judge = std::make_shared<LiveJudge const>(scored->live, *kept.judge);
    kept.change = scored->town.change();
    kept.version = kept.judge->as_before() ? kept.version : ++versions_;
  }
  return Judging{kept.judge, kept.standard, kept.version};
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
