#include "instances.h"

#include <utility>
#include <vector>

#include "linquan/base/draw.h"

namespace linquan::siting {
namespace {

struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

Point point(Draw& draw) {
  auto const x = static_cast<std::int64_t>(draw.below(100));
  return {x, static_cast<std::int64_t>(draw.below(100))};
}

std::int64_t squared(Point const& a, Point const& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

void keep_apart(Coverage& coverage, std::vector<Point> const& options) {
  for (OptionIndex i = 0; i < options.size(); ++i) {
    for (OptionIndex k = i + 1; k < options.size(); ++k) {
      if (squared(options[i], options[k]) < 15 * 15) {
        coverage.apart.emplace_back(i, k);
      }
    }
  }
}

void give_budget(Instance& instance, Shape const& shape, Draw& draw) {
  if (shape.count) {
    instance.budget.count = static_cast<std::uint32_t>(2 + draw.below(4));
  }
  if (shape.cost) {
    instance.budget.cost = 15 + static_cast<std::int64_t>(draw.below(40));
  }
  if (!shape.days) {
    return;
  }
  instance.budget.per_day = 1;
  if (draw.below(2) == 0) {  // only two days of the week: they soon are full
    for (auto& option : instance.coverage.options) {
      option.days = static_cast<Days>(1 + draw.below(3));
    }
  }
}

}  // namespace

Instance drawn(std::uint64_t seed, Shape const& shape) {
  Draw draw{seed};
  Instance instance;
  std::vector<Point> demands;
  for (std::uint64_t j = 0; j < shape.demands; ++j) {
    demands.push_back(point(draw));
    instance.coverage.weights.push_back(1 + static_cast<std::int64_t>(draw.below(60)));
  }
  std::vector<Point> options;
  for (std::uint64_t i = 0; i < shape.options; ++i) {
    options.push_back(point(draw));
    auto const reach = static_cast<std::int64_t>(shape.reach + draw.below(shape.reach));
    std::vector<DemandIndex> covered;
    for (DemandIndex j = 0; j < demands.size(); ++j) {
      if (squared(options[i], demands[j]) <= reach * reach) {
        covered.push_back(j);
      }
    }
    Option option{.place = static_cast<std::uint32_t>(shape.places ? draw.below(shape.options * 2 / 3) : i)};
    option.cost = 1 + static_cast<std::int64_t>(draw.below(20));
    option.days = static_cast<Days>(1 + draw.below(every_day));
    option.capacity = shape.capacity && draw.below(4) != 0 ? 20 + static_cast<std::int64_t>(draw.below(150)) : 0;
    add(instance.coverage, option, covered);
  }
  if (shape.apart) {
    keep_apart(instance.coverage, options);
  }
  give_budget(instance, shape, draw);
  return instance;
}

Instance drawn(std::uint64_t seed) {
  Draw draw{seed + 1'000'000};
  Shape shape{.options = 8 + draw.below(5), .demands = 10 + draw.below(25)};
  auto const budgets = 1 + draw.below(7);
  shape.count = (budgets & 1U) != 0;
  shape.cost = (budgets & 2U) != 0;
  shape.days = (budgets & 4U) != 0;
  shape.places = draw.below(2) == 0;
  shape.apart = draw.below(2) == 0;
  shape.capacity = draw.below(3) == 0;
  return drawn(seed, shape);
}

}  // namespace linquan::siting
