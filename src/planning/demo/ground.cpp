#include "ground.h"

#include <algorithm>
#include <cstddef>

#include "random.h"

namespace linquan::demo {
namespace {

/// Cosines of whole 64ths of a turn, times 1024: a quarter is enough.
constexpr std::array<std::int64_t, 17> quarter{1024, 1019, 1004, 980, 946, 903, 851, 792, 724,
                                               650,  569,  483,  392, 297, 200, 100, 0};

std::int64_t cosine(int step) {
  step %= 64;
  if (step > 32) {
    step = 64 - step;
  }
  return step <= 16 ? quarter[static_cast<std::size_t>(step)] : -quarter[static_cast<std::size_t>(32 - step)];
}

constexpr std::int64_t samples = 32;

}  // namespace

Ground::Ground(std::uint64_t seed, std::int64_t radius)
    : radius_{radius}, lake_centre_{demo::at(-radius * 46 / 100, -radius * 44 / 100)} {
  Random random{mixed(seed, {7002})};
  for (auto& phase : phase_) {
    phase = random.below(radius * 2);
  }
  constexpr int corners = 64;
  for (int i = 0; i < corners; ++i) {
    auto const along = std::int64_t{i} * 1000;
    auto const reach = 1000 + wave(along, 64'000 / 3, 90) + wave(along + phase_[0], 64'000 / 5, 70);
    lake_.push_back(demo::at(lake_centre_.x + cosine(i) * radius * 19 / 100 * reach / 1'024'000,
                             lake_centre_.y + cosine(i + 48) * radius * 13 / 100 * reach / 1'024'000));
  }
}

std::vector<At> Ground::lake_ring(std::int64_t permille) const {
  std::vector<At> ring;
  ring.reserve(lake_.size());
  for (auto const corner : lake_) {
    ring.push_back(between(lake_centre_, corner, permille, 1000));
  }
  return ring;
}

At Ground::on(Line line, std::int64_t c) const {
  auto const r = radius_;
  switch (line) {
    case Line::river:
      return demo::at(c, r * 10 / 100 + 3'000 - c * 32 / 100 + wave(c + phase_[1], r * 9 / 10, r * 6 / 100) +
                             wave(c + phase_[2], r * 3 / 10, r * 14 / 1000));
    case Line::rail_north_south:
      return demo::at(r * 37 / 100 + 1'500 + wave(c + phase_[3], r * 13 / 10, r * 5 / 100), c);
    case Line::rail_east_west:
      break;
  }
  return demo::at(c, r * 61 / 100 + 1'500 + wave(c, r * 17 / 10, r * 5 / 100));
}

std::int64_t Ground::side(Line line, At p) const {
  return line == Line::rail_north_south ? p.x - on(line, p.y).x : p.y - on(line, p.x).y;
}

std::int64_t Ground::half_width(Line line) {
  return line == Line::river ? 380 : 120;
}

bool Ground::free(At p, std::int64_t margin) const {
  for (auto const line : lines) {
    auto const away = side(line, p);
    if ((away < 0 ? -away : away) < half_width(line) + margin) {
      return false;
    }
  }
  return !inside(lake_, p);
}

Ground::Way Ground::judge(At a, At b) const {
  Way way;
  for (std::int64_t i = 0; i <= samples; ++i) {
    way.blocked = way.blocked || inside(lake_, between(a, b, i, samples));
  }
  auto const length = demo::distance(a, b);
  for (auto const line : lines) {
    auto const keep = half_width(line) + 60;
    std::int64_t first = samples + 1;
    std::int64_t last = -1;
    for (std::int64_t i = 0; i <= samples; ++i) {
      auto const away = side(line, between(a, b, i, samples));
      if (-keep < away && away < keep) {
        first = std::min(first, i);
        last = std::max(last, i);
      }
    }
    auto const sides_differ = (side(line, a) < 0) != (side(line, b) < 0);
    if (!sides_differ && last < 0) {
      continue;
    }
    // A bridge needs its two heads on the way; a way along the water's edge is none.
    if (!sides_differ || way.crosses || first < 4 || last > samples - 4 || last - first > samples * 3 / 4) {
      way.blocked = true;
      continue;
    }
    way.crosses = true;
    way.line = line;
    way.from = length * std::max<std::int64_t>(first - 1, 1) / samples;
    way.to = length * std::min<std::int64_t>(last + 1, samples - 1) / samples;
  }
  return way;
}

}  // namespace linquan::demo
