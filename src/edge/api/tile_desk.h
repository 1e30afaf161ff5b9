#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/tiles/cache.h"
#include "linquan/tiles/judge.h"
#include "linquan/tiles/places.h"
#include "live_judge.h"

/// What tiles are drawn from.
namespace linquan::api {

/// A judge, and the number by which tiles that it coloured are kept.
struct Judging {
  std::shared_ptr<tiles::Judge const> judge;  ///< null: no standard was asked for
  std::shared_ptr<standard::Standard const> standard;
  std::uint64_t version = 0;
};

/// A snapshot made ready for tiles: what is made of it is made once, when it is first asked for. For many threads.
class TileSheet {
 public:
  /// `ground` where another snapshot of the same streets and homes has it already.
  TileSheet(std::shared_ptr<Snapshot const> snapshot, std::shared_ptr<tiles::Ground const> ground,
            std::uint64_t version);

  /// With today's outlets: dear after a change.
  [[nodiscard]] city::City const& city() const { return snapshot_->city(); }
  /// Streets, homes, gates and areas are today's too.
  [[nodiscard]] city::City const& imported() const { return snapshot_->town().imported(); }
  [[nodiscard]] Snapshot const* snapshot() const { return snapshot_.get(); }
  [[nodiscard]] std::shared_ptr<tiles::Ground const> const& ground() const { return ground_; }
  [[nodiscard]] tiles::Points const& outlets() const;
  /// Of tiles in which anything of the snapshot may stand.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  std::shared_ptr<Snapshot const> snapshot_;
  std::shared_ptr<tiles::Ground const> ground_;
  std::uint64_t version_;
  mutable std::once_flag outlets_once_;
  mutable tiles::Points outlets_;
};

/// The sheet of the snapshot that is answered from, and the tiles that were drawn. For many threads.
class TileDesk {
 public:
  /// Room for the tiles that are kept.
  static constexpr std::size_t cache_bytes = std::size_t{48} << 20;

  [[nodiscard]] std::shared_ptr<TileSheet const> sheet(std::shared_ptr<Snapshot const> const& snapshot);
  [[nodiscard]] tiles::Cache& cache() { return cache_; }

  /// What a standard says of the snapshot, or of a later one. Its version stays as long as it says the same.
  ///
  /// Refuses as Snapshot::scored() does.
  Result<Judging> judging(Snapshot const& snapshot, std::string const& standard, std::string const& person);

  /// The judging of a scenario that was asked for lately, or what `make` makes of it; `key` says all that it depends
  /// on.
  Result<Judging> judging(std::string const& key, std::function<Result<Judging>()> const& make);

 private:
  struct Judged {
    std::uint64_t change = 0;
    std::shared_ptr<LiveJudge const> judge;
    std::shared_ptr<standard::Standard const> standard;
    std::uint64_t version = 0;
  };

  std::mutex mutex_;
  std::shared_ptr<TileSheet const> sheet_;
  std::map<std::pair<std::string, std::string>, Judged> judged_;  ///< by standard and person
  std::uint64_t versions_ = 0;
  tiles::Cache cache_{cache_bytes};
  /// Each holds a number or two for every home.
  static constexpr std::size_t judgings_max = 8;
  std::deque<std::pair<std::string, Judging>> judgings_;  ///< the last one that was made comes first
};

}  // namespace linquan::api
