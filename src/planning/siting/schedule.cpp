#include "schedule.h"

#include <array>
#include <cstddef>
#include <utility>

namespace linquan::siting {
namespace {

constexpr std::uint8_t day_count = 7;
constexpr std::uint8_t no_day = day_count;

/// Who is visited on which day, as far as placed.
struct Plan {
  std::span<Days const> allowed;
  std::vector<std::uint8_t> day;
  std::array<std::uint32_t, day_count> load{};

  void place(std::size_t next);
};

/// Puts `next` on the emptiest day that it reaches, directly or by moving others on: plans made so stay the most even.
void Plan::place(std::size_t next) {
  std::array<std::size_t, day_count> mover{};  // who would move to the day
  std::array<std::uint8_t, day_count> from{};  // and from which; no_day: it is `next` itself
  std::array<bool, day_count> reached{};
  std::vector<std::uint8_t> queue;
  auto const reach = [&](std::size_t who, std::uint8_t whence) {
    for (std::uint8_t to = 0; to < day_count; ++to) {
      if (on(allowed[who], to) && !reached[to]) {
        reached[to] = true;
        mover[to] = who;
        from[to] = whence;
        queue.push_back(to);
      }
    }
  };
  reach(next, no_day);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    for (std::size_t other = 0; other < next; ++other) {
      if (day[other] == queue[i]) {
        reach(other, queue[i]);
      }
    }
  }
  auto best = queue.front();
  for (auto const to : queue) {
    best = load[to] < load[best] || (load[to] == load[best] && to < best) ? to : best;
  }
  ++load[best];
  for (auto to = best; to != no_day; to = from[to]) {
    day[mover[to]] = to;
  }
}

}  // namespace

std::vector<std::uint8_t> schedule(std::span<Days const> allowed) {
  Plan plan{allowed, std::vector<std::uint8_t>(allowed.size(), no_day)};
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    plan.place(i);
  }
  return std::move(plan.day);
}

}  // namespace linquan::siting
