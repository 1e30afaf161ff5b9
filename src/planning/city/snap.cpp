#include "snap.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace linquan::city {
namespace {

/// A part of the network shorter than this is a fragment: nobody is put there if the rest is near.
constexpr std::uint64_t fragment_millimetres = 50'000;
constexpr std::int64_t fragment_detour_millimetres = 30'000;
/// A shop this near to its compound's rim may have its door on the street side.
constexpr std::int64_t shop_front_millimetres = 25'000;
/// A straight line through a wall this near to a mapped opening goes through the opening.
constexpr std::int64_t opening_millimetres = 5'000;
constexpr double far_metres = 1000;

geo::Box around(geo::Point at, double metres) {
  geo::Box box;
  box.add(at);
  return geo::widened(box, metres);
}

geo::Box box_of(geo::Point a, geo::Point b) {
  geo::Box box;
  box.add(a);
  box.add(b);
  return box;
}

}  // namespace

Snapper::Snapper(City const& city) : city_{city}, graph_{city.streets} {
  add_pieces();
  add_fences();
  std::vector<geo::Box> boxes;
  for (std::uint32_t c = 0; c < city_.areas.size(); ++c) {
    auto const& area = city_.areas[c];
    if (area.level == AreaLevel::compound && area.closed) {
      closed_.push_back(c);
      closed_area_.push_back(geo::area_square_metres(area.shape));
      boxes.push_back(geo::box_of(area.shape));
    }
  }
  closed_index_ = geo::BoxIndex{boxes};
}

void Snapper::add_pieces() {
  std::vector<geo::Box> boxes;
  for (walk::EdgeIndex e = 0; e < graph_.edges.size(); ++e) {
    auto const& traits = graph_.traits_of(e);
    if (traits.zone == walk::Zone::in || traits.kind == walk::StreetKind::gate ||
        traits.kind == walk::StreetKind::straight) {
      continue;
    }
    auto const line = graph_.line(e);
    std::uint32_t offset = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      auto const length = static_cast<std::uint32_t>(geo::distance(line[i], line[i + 1]).count);
      pieces_.push_back({e, offset, length, line[i], line[i + 1]});
      boxes.push_back(box_of(line[i], line[i + 1]));
      offset += length;
    }
  }
  piece_index_ = geo::BoxIndex{boxes};
}

void Snapper::add_fences() {
  for (std::uint32_t o = 0; o < city_.obstacles.size(); ++o) {
    auto const& line = city_.obstacles[o].line;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      fences_.push_back({o, walk::none, line[i], line[i + 1]});
    }
  }
  for (std::uint32_t c = 0; c < city_.areas.size(); ++c) {
    if (!city_.areas[c].closed || !city_.areas[c].rim_closed) {
      continue;
    }
    for (auto const& polygon : city_.areas[c].shape) {
      for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
        fences_.push_back({walk::none, c, polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()]});
      }
    }
  }
  std::vector<geo::Box> boxes;
  boxes.reserve(fences_.size());
  for (auto const& fence : fences_) {
    boxes.push_back(box_of(fence.a, fence.b));
  }
  fence_index_ = geo::BoxIndex{boxes};
}

std::uint32_t Snapper::compound_at(geo::Point at) const {
  auto best = walk::none;
  auto best_area = 0.0;
  closed_index_.visit(box_of(at, at), [&](std::uint32_t i) {
    auto const c = closed_[i];
    auto const smaller = best == walk::none || std::pair{closed_area_[i], c} < std::pair{best_area, best};
    if (smaller && geo::contains(city_.areas[c].shape, at)) {
      best = c;
      best_area = closed_area_[i];
    }
  });
  return best;
}

bool Snapper::usable(walk::EdgeIndex edge, std::uint32_t compound, For purpose, bool second_choice) const {
  auto const& traits = graph_.traits_of(edge);
  if (traits.zone == walk::Zone::out && graph_.node_compound[graph_.edges[edge].from] != compound) {
    return false;
  }
  // A deck above or a passage below is rarely where a door opens; it serves where nothing else is near.
  auto const odd = traits.bridge || traits.tunnel || traits.kind == walk::StreetKind::lift ||
                   (purpose == For::home && traits.kind == walk::StreetKind::corridor);
  return second_choice || !odd;
}

std::vector<Snapper::Candidate> Snapper::candidates(geo::Point at, std::uint32_t compound, For purpose, double metres,
                                                    bool second_choice) const {
  std::vector<Candidate> found;
  auto const limit = static_cast<std::int64_t>(metres * 1000);
  piece_index_.visit(around(at, metres), [&](std::uint32_t i) {
    auto const& piece = pieces_[i];
    if (!usable(piece.edge, compound, purpose, second_choice)) {
      return;
    }
    auto const foot = geo::nearest_on_segment(at, piece.a, piece.b);
    if (foot.away.count > limit) {
      return;
    }
    auto const along = std::min<std::int64_t>(geo::distance(piece.a, foot.at).count, piece.length);
    found.push_back(
        {foot.away.count,
         {piece.edge, piece.offset + static_cast<std::uint32_t>(along), static_cast<std::uint32_t>(foot.away.count)},
         foot.at});
  });
  std::ranges::sort(found, {}, [](Candidate const& c) {
    return std::tuple{c.away, c.access.edge, c.access.offset_millimetres};
  });
  return found;
}

bool Snapper::stops(Fence const& fence, geo::Point at, geo::Point foot, For purpose) const {
  if (!geo::segments_cross(at, foot, fence.a, fence.b)) {
    return false;
  }
  auto const to_fence = geo::nearest_on_segment(at, fence.a, fence.b);
  if (fence.obstacle == walk::none) {
    return purpose == For::home || to_fence.away.count > shop_front_millimetres;
  }
  auto const& obstacle = city_.obstacles[fence.obstacle];
  if (obstacle.kind != walk::Obstacle::Kind::wall) {
    return true;
  }
  for (auto const opening : obstacle.openings) {
    if (geo::nearest_on_segment(opening, at, foot).away.count <= opening_millimetres) {
      return false;
    }
  }
  // The wall around one's own garden has a gate, mapped or not.
  auto const closed = obstacle.line.size() > 3 && obstacle.line.front() == obstacle.line.back();
  return !(closed && geo::contains(geo::Polygon{{obstacle.line.begin(), obstacle.line.end() - 1}, {}}, at));
}

char const* Snapper::blocked_by(geo::Point at, geo::Point foot, For purpose) const {
  constexpr std::array names{"behind_water", "behind_rail", "behind_wall"};
  char const* reason = nullptr;
  std::uint32_t first = walk::none;
  fence_index_.visit(box_of(at, foot), [&](std::uint32_t i) {
    if (i < first && stops(fences_[i], at, foot, purpose)) {
      first = i;
      auto const obstacle = fences_[i].obstacle;
      reason = obstacle == walk::none ? "behind_compound_rim"
                                      : names[static_cast<std::size_t>(city_.obstacles[obstacle].kind)];
    }
  });
  return reason;
}

std::size_t Snapper::without_fragments(std::vector<Candidate> const& all, std::size_t chosen) const {
  auto const part = [&](std::size_t i) { return graph_.node_component[graph_.edges[all[i].access.edge].from]; };
  if (graph_.component_millimetres[part(chosen)] >= fragment_millimetres) {
    return chosen;
  }
  for (auto i = chosen; i < all.size() && all[i].away <= all[chosen].away + fragment_detour_millimetres; ++i) {
    if (part(i) == 0) {
      return i;
    }
  }
  return chosen;
}

std::uint32_t Snapper::nearest_metres(geo::Point at) const {
  auto best = INT64_MAX;
  for (auto const metres : {metres_max, far_metres}) {
    piece_index_.visit(around(at, metres), [&](std::uint32_t i) {
      best = std::min(best, geo::nearest_on_segment(at, pieces_[i].a, pieces_[i].b).away.count);
    });
    if (best <= static_cast<std::int64_t>(metres * 1000)) {
      return static_cast<std::uint32_t>(best / 1000);
    }
  }
  return UINT32_MAX;
}

Snapper::Snapped Snapper::snap(geo::Point at, std::uint32_t compound, For purpose) const {
  char const* reason = nullptr;
  for (auto const second_choice : {false, true}) {
    for (auto const metres : {30.0, 60.0, metres_max}) {
      auto all = candidates(at, compound, purpose, metres, second_choice);
      std::erase_if(all, [&](Candidate const& candidate) {
        auto const* blocked = blocked_by(at, candidate.foot, purpose);
        reason = reason == nullptr ? blocked : reason;
        return blocked != nullptr;
      });
      // A fragment's detour must be in sight before a choice is final.
      auto const radius = static_cast<std::int64_t>(metres * 1000);
      auto const final = metres >= metres_max || (!all.empty() && all[0].away + fragment_detour_millimetres <= radius);
      auto const plain = !all.empty() && without_fragments(all, 0) == 0 &&
                         graph_.component_millimetres[graph_.node_component[graph_.edges[all[0].access.edge].from]] >=
                             fragment_millimetres;
      if (!all.empty() && (final || plain)) {
        auto const& best = all[without_fragments(all, 0)];
        return {best.access, best.foot, "", static_cast<std::uint32_t>(best.away / 1000)};
      }
    }
  }
  Snapped none;
  none.reason = reason == nullptr ? "no_street_near" : reason;
  none.metres = nearest_metres(at);
  return none;
}

}  // namespace linquan::city
