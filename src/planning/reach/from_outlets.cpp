#include "from_outlets.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "block_edit.h"
#include "homes_about.h"
#include "linquan/base/share_out.h"
#include "wave.h"

namespace linquan::reach {
namespace {

using Draft = Table::Draft;

/// Blocks that several threads add to. What a lane holds does not depend on the order in which sites come.
class Drafts {
 public:
  explicit Drafts(Task const& task) : keep_{task.keep}, locks_(task.homes.group_count()) {
    auto const values = Table::values(keep_) * lane_count;
    for (std::size_t column = 0; column < task.supply.column_count(); ++column) {
      auto& blocks = columns_.emplace_back(task.homes.group_count());
      for (auto& block : blocks) {
        block = std::make_shared<Tenths[]>(values);  // NOLINT(modernize-avoid-c-arrays)
        std::fill_n(block.get(), lane_count, absent);
        if (keep_.three) {
          std::fill_n(block.get() + (1 + keep_.limits.size()) * lane_count, 2 * lane_count, absent);
        }
      }
    }
  }

  void add(Seat seat, Tenths time, SiteIndex number, Supply const& supply) {
    auto const group = seat / lane_count;
    std::lock_guard const lock{locks_[group]};
    for (auto const column : supply.site(number).columns) {
      Lane lane{columns_[column][group].get(), seat % lane_count, keep_};
      lane.count_one_more(time);
      lane.insert(time, number, supply);
    }
  }

  void put(Table& table) {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      for (std::uint32_t group = 0; group < columns_[column].size(); ++group) {
        table.put(column, group, std::move(columns_[column][group]));
      }
    }
  }

 private:
  Keep const& keep_;
  std::vector<std::mutex> locks_;
  std::vector<std::vector<Draft>> columns_;
};

/// One worker's own scratch.
class Back {
 public:
  explicit Back(Task const& task) : task_{task}, wave_{task.streets.node_count()} {}

  /// All sites of a run have the same points: one search serves them.
  void add(std::span<SiteIndex const> run, Drafts& drafts) {
    search(run, [&](Seat seat, Tenths time) {
      for (auto const site : run) {
        drafts.add(seat, time, site, task_.supply);
      }
    });
  }

  /// Calls `visit(seat, time)` for each home within the limit; the number of nodes on the way.
  template <class Visit>
  std::size_t search(std::span<SiteIndex const> run, Visit const& visit) {
    points_.clear();
    for (auto const& point : task_.supply.site(run.front()).points) {
      points_.push_back(task_.streets.current(point));
    }
    auto const limit = task_.keep.limits.farthest();
    wave_.clear();
    for (auto const& point : points_) {
      wave_.start(task_.streets, point, Heading::back, limit);
    }
    wave_.spread(task_.streets, Heading::back, limit);
    about_.visit(task_.streets, task_.homes, wave_, points_, limit, visit);
    return wave_.reached().size();
  }

 private:
  Task const& task_;
  Wave wave_;
  HomesAbout about_;
  std::vector<Place> points_;
};

/// Sites in runs of equal points.
std::vector<std::vector<SiteIndex>> runs_of(Supply const& supply) {
  std::vector<SiteIndex> order;
  for (SiteIndex site = 0; site < supply.site_count(); ++site) {
    if (supply.has(site)) {
      order.push_back(site);
    }
  }
  auto const key = [&](SiteIndex site) {
    auto const& first = supply.site(site).points.front();
    return std::tuple{first.edge, first.offset_millimetres, first.door, site};
  };
  std::ranges::sort(order, {}, key);
  std::vector<std::vector<SiteIndex>> runs;
  for (auto const site : order) {
    if (runs.empty() || supply.site(runs.back().front()).points != supply.site(site).points) {
      runs.emplace_back();
    }
    runs.back().push_back(site);
  }
  return runs;
}

}  // namespace

bool from_outlets_pays(Task const& task) {
  // Nanoseconds, measured once: they decide how long it takes, never what comes out.
  constexpr std::size_t node_costs = 50;
  constexpr std::size_t home_costs = 30;
  constexpr std::size_t seat_costs = 2000;
  constexpr std::size_t sample = 16;
  auto const runs = runs_of(task.supply);
  auto const step = std::max<std::size_t>(1, runs.size() / sample);
  Back back{task};
  std::size_t cost = 0;
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < runs.size(); i += step) {
    std::size_t homes = 0;
    cost += node_costs * back.search(runs[i], [&](Seat, Tenths) { ++homes; });
    cost += home_costs * homes * runs[i].size();
    ++looked_at;
  }
  return looked_at == 0 || cost / looked_at * runs.size() < seat_costs * task.homes.seat_count();
}

Table from_outlets(Task const& task, Progress& progress) {
  auto const runs = runs_of(task.supply);
  progress.step("step_all_homes", runs.size());
  Drafts drafts{task};
  share_out(runs.size(), task.effort.threads, progress,
            [&] { return [&, back = std::make_shared<Back>(task)](std::size_t i) { back->add(runs[i], drafts); }; });
  Table table{task.homes.group_count(), task.supply.column_count(), task.keep};
  drafts.put(table);
  return table;
}

}  // namespace linquan::reach
