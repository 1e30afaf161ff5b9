#include "linquan/reach/reference.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

namespace linquan::reach {

Reference::Reference(Streets const& streets) : streets_{streets}, times_(streets.node_count(), absent) {}

void Reference::search(Place const& origin, Tenths limit) {
  for (auto const node : reached_) {
    times_[node] = absent;
  }
  reached_.clear();
  origin_ = streets_.current(origin);
  limit_ = limit;
  using Entry = std::pair<std::uint32_t, Node>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  auto const& ends = streets_.ends(origin_.edge);
  if (ends.backward) {
    queue.emplace(std::uint32_t{origin_.door} + origin_.to_start, ends.from);
  }
  if (ends.forward) {
    queue.emplace(std::uint32_t{origin_.door} + origin_.to_end, ends.to);
  }
  while (!queue.empty() && queue.top().first <= limit) {
    auto const [time, node] = queue.top();
    queue.pop();
    if (times_[node] != absent) {
      continue;
    }
    times_[node] = static_cast<Tenths>(time);
    reached_.push_back(node);
    for (auto const& arc : streets_.leaving(node)) {
      if (times_[arc.to] == absent) {
        queue.emplace(time + arc.time, arc.to);
      }
    }
  }
}

Tenths Reference::time_to(Place const& goal) const {
  auto const it = streets_.current(goal);
  auto const& ends = streets_.ends(it.edge);
  auto best = std::uint32_t{absent};
  auto const by = [&](Tenths before, Tenths rest) {
    if (before != absent && rest != absent) {
      best = std::min(best, std::uint32_t{before} + rest + it.door);
    }
  };
  if (ends.forward) {
    by(times_[ends.from], it.to_start);
  }
  if (ends.backward) {
    by(times_[ends.to], it.to_end);
  }
  by(streets_.along(origin_, it), origin_.door);
  return best <= limit_ ? static_cast<Tenths>(best) : absent;
}

/// Sites with a point on any edge that the search came to.
std::vector<SiteIndex> Reference::sites_about(Supply const& supply) const {
  std::vector<SiteIndex> sites;
  auto const add = [&](Edge edge) {
    for (auto const& point : supply.on_edge(edge)) {
      sites.push_back(point.site);
    }
  };
  add(origin_.edge);
  for (auto const node : reached_) {
    for (auto const& arc : streets_.leaving(node)) {
      add(arc.edge);
    }
  }
  std::ranges::sort(sites);
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  return sites;
}

std::vector<Reached> Reference::answer(Supply const& supply, Place const& origin, Limits const& limits) {
  std::vector<Reached> columns(supply.column_count());
  if (origin.edge == walk::none) {
    return columns;
  }
  search(origin, limits.farthest());
  for (auto const index : sites_about(supply)) {
    auto const& site = supply.site(index);
    Near near{absent, site.id, site.outlet};
    for (auto const& point : site.points) {
      near.time = std::min(near.time, time_to(point));
    }
    if (near.time == absent) {
      continue;
    }
    for (auto const column : site.columns) {
      auto& reached = columns[column];
      for (std::size_t i = 0; i < limits.size(); ++i) {
        if (near.time <= limits[i] && reached.counts[i] < UINT16_MAX) {
          ++reached.counts[i];
        }
      }
      auto const key = [](Near const& it) { return std::tuple{it.time, it.id}; };
      reached.nearest.insert(std::ranges::upper_bound(reached.nearest, key(near), {}, key), near);
      reached.nearest.resize(std::min(reached.nearest.size(), nearest_max));
    }
  }
  return columns;
}

}  // namespace linquan::reach
