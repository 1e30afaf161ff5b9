#include "groups.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "block_edit.h"

namespace linquan::reach {

Groups::Groups(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep, Simd simd,
               std::size_t sites_max)
    : streets_{streets},
      homes_{homes},
      supply_{supply},
      keep_{keep},
      kernels_{kernels(simd)},
      sites_max_{sites_max},
      lanes_{streets, kernels_},
      lane_on_(streets.edge_count(), no_lane),
      leads_to_sites_(streets.node_count()),
      near_((supply.site_count() + 63) / 64) {
  for (SiteIndex i = 0; i < supply.site_count(); ++i) {
    for (auto const& point : supply.site(i).points) {
      auto const& ends = streets.ends(streets.current(point).edge);
      leads_to_sites_[ends.from] = true;
      leads_to_sites_[ends.to] = true;
    }
  }
  x_.resize(1);
  tally_.resize(supply.column_count() * Table::values(keep));
}

void Groups::evaluate(std::uint32_t group, Table& table) {
  begin();
  for (auto const& place : homes_.places(group)) {
    places_.push_back(streets_.current(place));
  }
  evaluate();
  for (std::size_t column = 0; column < supply_.column_count(); ++column) {
    table.put(column, group, block(column));
  }
}

void Groups::evaluate(std::span<Seat const> seats) {
  begin();
  seat(seats);
  evaluate();
}

void Groups::seat(std::span<Seat const> seats) {
  for (auto const seat : seats) {
    places_.push_back(streets_.current(homes_.place(seat)));
  }
}

void Groups::begin() {
  for (auto const& place : places_) {
    lane_on_[place.edge] = no_lane;
  }
  places_.clear();
  starts_.clear();
}

void Groups::evaluate() {
  find_sites();
  clear_tally();
  if (sites_.size() > sites_max_) {
    tally_alone();
    return;
  }
  tally_sites();
  clear_beyond_limit();
}

void Groups::find_sites() {
  for (auto const& place : places_) {
    auto& first = lane_on_[place.edge];
    first = std::min(first, static_cast<std::uint32_t>(starts_.size()));
    starts_.emplace_back(&place, 1);
  }
  lanes_.search(starts_, Heading::forth, keep_.limits.farthest());
  collect_sites();
}

/// Sites with a point on an edge that is entered from the region, or on which a home of the group lies.
void Groups::collect_sites() {
  for (auto const node : lanes_.region()) {
    if (!leads_to_sites_[node]) {
      continue;
    }
    for (auto const& arc : streets_.leaving(node)) {
      collect_on(arc.edge);
    }
  }
  for (auto const& place : places_) {
    collect_on(place.edge);
  }
  sites_.clear();
  for (std::size_t word = 0; word < near_.size(); ++word) {
    for (auto bits = std::exchange(near_[word], 0); bits != 0; bits &= bits - 1) {
      sites_.push_back(static_cast<SiteIndex>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
  if (!supply_.in_order()) {
    std::ranges::sort(sites_, {}, [&](SiteIndex site) { return supply_.site(site).id; });
  }
}

void Groups::collect_on(Edge edge) {
  for (auto const& point : supply_.on_edge(edge)) {
    near_[point.site / 64] |= std::uint64_t{1} << (point.site % 64);
  }
}

void Groups::clear_tally() {
  auto const values = Table::values(keep_);
  for (std::size_t column = 0; column < supply_.column_count(); ++column) {
    auto* const rows = tally_.row(column * values);
    std::fill_n(rows, lane_count, absent);
    std::fill_n(rows + lane_count, (values - 1) * lane_count, Tenths{0});
    if (keep_.three) {
      std::fill_n(rows + (1 + keep_.limits.size()) * lane_count, 2 * lane_count, absent);
    }
  }
}

void Groups::tally_alone() {
  Reference search{streets_};
  for (std::uint32_t lane = 0; lane < places_.size(); ++lane) {
    auto const answer = search.answer(supply_, places_[lane], keep_.limits);
    for (std::size_t column = 0; column < answer.size(); ++column) {
      auto* const rows = tally_.row(column * Table::values(keep_));
      for (std::size_t i = 0; i < keep_.limits.size(); ++i) {
        rows[(1 + i) * lane_count + lane] = answer[column].counts[i];
      }
      std::vector<Table::Site> nearest;
      for (auto const& near : answer[column].nearest) {
        nearest.push_back({near.time, *supply_.find(near.id)});
      }
      Lane{rows, lane, keep_}.set_nearest(nearest);
    }
  }
}

void Groups::tally_sites() {
  Tally tally{tally_.row(0), Table::values(keep_) * lane_count, {}, keep_.limits.size(), keep_.three};
  std::ranges::copy(keep_.limits, tally.limits);
  for (std::size_t i = 0; i < sites_.size(); ++i) {
    auto const& site = supply_.site(sites_[i]);
    if (arrive(site)) {
      kernels_.count(tally, site.columns, x_.row(0), static_cast<Tenths>(i));
    }
  }
  if (keep_.three) {
    number_sites();
  }
}

/// The times of all lanes to a site: over the ends of its points' edges, or straight along them.
bool Groups::arrive(Supply::Site const& site) {
  steps_.clear();
  auto along = false;
  for (auto const& known : site.points) {
    auto const point = streets_.changed() ? streets_.current(known) : known;
    auto const& ends = streets_.ends(point.edge);
    auto const add = [&](bool may, Node node, Tenths rest) {
      auto const total = std::uint32_t{point.door} + rest;
      if (auto const* const row = lanes_.times(node); may && row != nullptr && total < absent) {
        steps_.push_back({row, static_cast<Tenths>(total)});
      }
    };
    add(ends.forward, ends.from, point.to_start);
    add(ends.backward, ends.to, point.to_end);
    along = along || lane_on_[point.edge] != no_lane;
  }
  auto within = kernels_.arrive(steps_, keep_.limits.farthest(), x_.row(0));
  if (along) {
    for (auto const& known : site.points) {
      within = arrive_along(streets_.current(known)) || within;
    }
  }
  return within;
}

bool Groups::arrive_along(Place const& point) {
  auto within = false;
  // Homes are seated edge by edge.
  for (std::size_t lane = lane_on_[point.edge]; lane < places_.size() && places_[lane].edge == point.edge; ++lane) {
    auto const& home = places_[lane];
    auto const straight = streets_.along(home, point);
    auto const time = std::uint32_t{home.door} + straight + point.door;
    if (straight != absent && time < x_.row(0)[lane]) {
      x_.row(0)[lane] = static_cast<Tenths>(time);
      within = within || time <= keep_.limits.farthest();
    }
  }
  return within;
}

/// The lanes know sites by their place in sites_, which fits 16 bits; tables know their numbers.
void Groups::number_sites() {
  auto const values = Table::values(keep_);
  auto const ids = 1 + keep_.limits.size() + 2;
  for (std::size_t column = 0; column < supply_.column_count(); ++column) {
    auto* const low = tally_.row(column * values + ids);
    auto* const high = tally_.row(column * values + ids + nearest_max);
    for (std::size_t i = 0; i < nearest_max * lane_count; ++i) {
      auto const site = sites_.empty() ? 0 : sites_[low[i]];
      low[i] = static_cast<Tenths>(site & 0xFFFFU);
      high[i] = static_cast<Tenths>(site >> 16U);
    }
  }
}

/// Times beyond the limit say nothing: they become absent, and their sites 0, so that equal answers are equal bits.
void Groups::clear_beyond_limit() {
  auto const values = Table::values(keep_);
  auto const limit = keep_.limits.farthest();
  auto const ids = 1 + keep_.limits.size() + 2;
  for (std::size_t column = 0; column < supply_.column_count(); ++column) {
    auto* const first = tally_.row(column * values);
    for (std::size_t rank = 0; rank < (keep_.three ? nearest_max : 1); ++rank) {
      auto* const times = rank == 0 ? first : first + (keep_.limits.size() + rank) * lane_count;
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        if (times[lane] <= limit) {
          continue;
        }
        times[lane] = absent;
        if (keep_.three) {
          first[(ids + rank) * lane_count + lane] = 0;
          first[(ids + nearest_max + rank) * lane_count + lane] = 0;
        }
      }
    }
  }
}

Table::Block Groups::block(std::size_t column) const {
  auto const count = Table::values(keep_) * lane_count;
  auto made = std::make_shared_for_overwrite<Tenths[]>(count);  // NOLINT(modernize-avoid-c-arrays)
  std::memcpy(made.get(), tally_.row(column * Table::values(keep_)), count * sizeof(Tenths));
  return made;
}

}  // namespace linquan::reach
