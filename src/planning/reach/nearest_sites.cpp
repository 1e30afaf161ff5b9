#include "nearest_sites.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace linquan::reach {
namespace {

/// So far the walker comes in a straight line at most, with one per cent for the frame and ten metres for rounding.
double metres_of(Tenths limit, Walker const& walker) {
  auto const pace = pace_of(walker);
  return limit / 10.0 * pace.metres / pace.seconds * 1.01 + 10;
}

}  // namespace

void NearestSites::search(Streets const& streets, Supply const& supply, ColumnIndex column, geo::Box const& about,
                          Keep const& keep) {
  streets_ = &streets;
  supply_ = &supply;
  column_ = column;
  keep_count_ = keep.three ? nearest_max : 1;
  limit_ = keep.limits.farthest();
  clear(streets.node_count());
  // Where a change made a street quicker than its length, straight lines bound nothing.
  geo::Box const everywhere{{INT32_MIN, INT32_MIN}, {INT32_MAX, INT32_MAX}};
  auto const within =
      streets.bounded_by_length() ? geo::widened(about, metres_of(limit_, streets.walker())) : everywhere;
  choose_sites(within);
  for (std::uint32_t rank = 0; rank < sites_.size(); ++rank) {
    for (auto const& point : supply.site(sites_[rank]).points) {
      start(streets.current(point), rank);
    }
  }
  spread(within);
}

void NearestSites::clear(std::uint32_t node_count) {
  for (auto const node : touched_) {
    slot_of_[node] = walk::none;
  }
  slot_of_.resize(std::max<std::size_t>(slot_of_.size(), node_count), walk::none);
  touched_.clear();
  labels_.clear();
  heap_.clear();
}

/// The column's sites with a point whose edge comes near the box.
void NearestSites::choose_sites(geo::Box const& within) {
  sites_ = supply_->in_column(column_);
  std::erase_if(sites_, [&](SiteIndex site) {
    return std::ranges::none_of(supply_->site(site).points, [&](Place const& known) {
      auto const point = streets_->current(known);
      auto const& ends = streets_->ends(point.edge);
      geo::Box edge;
      edge.add(streets_->at(ends.from));
      edge.add(streets_->at(ends.to));
      return geo::widened(edge, streets_->length_millimetres(point.edge) / 1000.0).touches(within);
    });
  });
  std::ranges::sort(sites_, {}, [&](SiteIndex site) { return supply_->site(site).id; });
}

void NearestSites::push(Node node, std::uint32_t time, std::uint32_t rank) {
  if (time <= limit_) {
    heap_.push_back({time, rank, node});
    std::ranges::push_heap(heap_, std::greater{});
  }
}

void NearestSites::start(Place const& point, std::uint32_t rank) {
  auto const& ends = streets_->ends(point.edge);
  if (ends.forward) {
    push(ends.from, std::uint32_t{point.door} + point.to_start, rank);
  }
  if (ends.backward) {
    push(ends.to, std::uint32_t{point.door} + point.to_end, rank);
  }
}

void NearestSites::spread(geo::Box const& within) {
  while (!heap_.empty()) {
    std::ranges::pop_heap(heap_, std::greater{});
    auto const entry = heap_.back();
    heap_.pop_back();
    if (!take(entry) || !within.contains(streets_->at(entry.node))) {
      continue;
    }
    for (auto const& arc : streets_->arriving(entry.node)) {
      push(arc.to, entry.time + arc.time, entry.rank);
    }
  }
}

/// Keeps the label where the node has room for it and does not know the site yet.
bool NearestSites::take(Entry const& entry) {
  auto& slot = slot_of_[entry.node];
  if (slot == walk::none) {
    slot = static_cast<std::uint32_t>(labels_.size());
    labels_.emplace_back();
    touched_.push_back(entry.node);
  }
  auto& labels = labels_[slot];
  auto const known = std::span{labels.at}.first(labels.count);
  if (labels.count == keep_count_ ||
      std::ranges::any_of(known, [&](Label const& it) { return it.rank == entry.rank; })) {
    return false;
  }
  labels.at[labels.count++] = {static_cast<Tenths>(entry.time), entry.rank};
  return true;
}

std::span<NearestSites::Label const> NearestSites::labels(Node node) const {
  auto const slot = slot_of_[node];
  return slot == walk::none ? std::span<Label const>{} : std::span{labels_[slot].at}.first(labels_[slot].count);
}

std::vector<Table::Site> NearestSites::of(Place const& home) const {
  struct Found {
    std::uint32_t time = 0;
    city::OutletId id;
    SiteIndex site = 0;
  };
  std::vector<Found> all;
  auto const add = [&](std::uint32_t time, SiteIndex site) {
    if (time + home.door <= limit_) {
      all.push_back({time + home.door, supply_->site(site).id, site});
    }
  };
  auto const& ends = streets_->ends(home.edge);
  for (auto const& label : ends.backward ? labels(ends.from) : std::span<Label const>{}) {
    add(std::uint32_t{label.time} + home.to_start, sites_[label.rank]);
  }
  for (auto const& label : ends.forward ? labels(ends.to) : std::span<Label const>{}) {
    add(std::uint32_t{label.time} + home.to_end, sites_[label.rank]);
  }
  for (auto const& point : supply_->on_edge(home.edge)) {
    auto const place = streets_->current(point.place);
    if (auto const along = streets_->along(home, place);
        along != absent && std::ranges::binary_search(supply_->site(point.site).columns, column_)) {
      add(std::uint32_t{along} + place.door, point.site);
    }
  }
  std::ranges::sort(all, {}, [](Found const& it) { return std::tuple{it.time, it.id}; });
  std::vector<Table::Site> nearest;
  for (auto const& it : all) {
    if (nearest.size() < keep_count_ &&
        std::ranges::none_of(nearest, [&](Table::Site const& known) { return known.site == it.site; })) {
      nearest.push_back({static_cast<Tenths>(it.time), it.site});
    }
  }
  return nearest;
}

}  // namespace linquan::reach
