#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "draft.h"
#include "linquan/base/limits.h"
#include "linquan/geo/point.h"

namespace linquan::walk {
namespace {

/// A plaza being opened up: its rim, and the vertices between which one walks straight.
class Plaza {
 public:
  Plaza(Draft& draft, PlanPlaza const& plan) : draft_{draft}, plan_{plan} {
    for (auto const& ring : plan.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        rim_.emplace_back(ring[i], ring[(i + 1) % ring.size()]);
      }
    }
    shape_ = shape_of();
  }

  void add(std::vector<bool> const& is_shared) {
    add_rim();
    auto const corners = turning_points(is_shared);
    if (corners.size() > limits::plaza_corners) {
      ++draft_.skipped["plaza_rim_only"];
      return;
    }
    for (std::size_t i = 0; i < corners.size(); ++i) {
      for (std::size_t j = i + 1; j < corners.size(); ++j) {
        if (!on_rim(corners[i], corners[j]) && sees(corners[i], corners[j])) {
          add_street({corners[i], corners[j]});
        }
      }
    }
  }

 private:
  [[nodiscard]] geo::Point at(std::uint32_t vertex) const { return draft_.vertices[vertex].at; }

  [[nodiscard]] geo::MultiPolygon shape_of() const {
    geo::MultiPolygon shape;
    for (std::size_t r = 0; r < plan_.rings.size(); ++r) {
      geo::Ring ring;
      for (auto const vertex : plan_.rings[r]) {
        ring.push_back(at(vertex));
      }
      if (plan_.ring_is_outer[r] || shape.empty()) {
        shape.push_back({std::move(ring), {}});
      } else {
        shape.back().holes.push_back(std::move(ring));
      }
    }
    return shape;
  }

  void add_street(std::vector<std::uint32_t> vertices) {
    PlanStreet street;
    street.source_id = plan_.source_id;
    street.name = plan_.name;
    street.traits = plan_.traits;
    street.traits.kind = StreetKind::plaza;
    street.vertices = std::move(vertices);
    draft_.add_street(std::move(street), none);
  }

  void add_rim() {
    for (auto const& ring : plan_.rings) {
      auto closed = ring;
      closed.push_back(ring.front());
      add_street(std::move(closed));
    }
  }

  /// Where other streets come in, and where a shortest line may bend: corners that point into the area.
  [[nodiscard]] std::vector<std::uint32_t> turning_points(std::vector<bool> const& is_shared) const {
    std::vector<std::uint32_t> corners;
    for (std::size_t r = 0; r < plan_.rings.size(); ++r) {
      auto const& ring = plan_.rings[r];
      bool const is_outer = plan_.ring_is_outer[r];
      auto const inward = (signed_area(ring) > 0) == is_outer;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        auto const before = at(ring[(i + ring.size() - 1) % ring.size()]);
        auto const after = at(ring[(i + 1) % ring.size()]);
        auto const bend = turn(before, at(ring[i]), after);
        auto const reflex = inward ? bend < 0 : bend > 0;
        if (reflex || is_shared[ring[i]]) {
          corners.push_back(ring[i]);
        }
      }
    }
    std::ranges::sort(corners);
    corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
    return corners;
  }

  [[nodiscard]] static double turn(geo::Point a, geo::Point b, geo::Point c) {
    auto const abx = static_cast<double>(b.lon) - a.lon;
    auto const aby = static_cast<double>(b.lat) - a.lat;
    auto const bcx = static_cast<double>(c.lon) - b.lon;
    auto const bcy = static_cast<double>(c.lat) - b.lat;
    return abx * bcy - aby * bcx;
  }

  [[nodiscard]] double signed_area(std::vector<std::uint32_t> const& ring) const {
    double twice = 0;
    auto const origin = at(ring.front());
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      twice += turn(origin, at(ring[i]), at(ring[i + 1]));
    }
    return twice;
  }

  [[nodiscard]] bool on_rim(std::uint32_t a, std::uint32_t b) const {
    return std::ranges::any_of(rim_, [&](auto const& side) {
      return (side.first == a && side.second == b) || (side.first == b && side.second == a);
    });
  }

  [[nodiscard]] bool sees(std::uint32_t a, std::uint32_t b) const {
    for (auto const& [c, d] : rim_) {
      auto const shares_end = c == a || c == b || d == a || d == b;
      if (!shares_end && geo::segments_meet(at(a), at(b), at(c), at(d))) {
        return false;
      }
    }
    auto const half = [](std::int32_t x, std::int32_t y) {
      return static_cast<std::int32_t>((std::int64_t{x} + y) / 2);
    };
    return geo::contains(shape_, geo::Point{half(at(a).lon, at(b).lon), half(at(a).lat, at(b).lat)});
  }

  Draft& draft_;
  PlanPlaza const& plan_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rim_;
  geo::MultiPolygon shape_;
};

}  // namespace

void add_plazas(Draft& draft) {
  std::vector<std::uint32_t> uses(draft.vertices.size(), 0);
  for (auto const& street : draft.plan.streets) {
    for (auto const vertex : street.vertices) {
      ++uses[vertex];
    }
  }
  for (auto const& plaza : draft.plan.plazas) {
    for (auto const& ring : plaza.rings) {
      for (auto const vertex : ring) {
        ++uses[vertex];
      }
    }
  }
  std::vector<bool> is_shared(uses.size());
  for (std::size_t v = 0; v < uses.size(); ++v) {
    is_shared[v] = uses[v] > 1;
  }
  for (auto const& plaza : draft.plan.plazas) {
    auto const drawable = std::ranges::all_of(plaza.rings, [](auto const& ring) { return ring.size() >= 3; });
    if (!drawable || plaza.rings.empty()) {
      ++draft.skipped["plaza_broken"];
      continue;
    }
    Plaza{draft, plaza}.add(is_shared);
  }
}

}  // namespace linquan::walk
