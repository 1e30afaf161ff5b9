#include "linquan/rides/travel.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/back_search.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/streets.h"

namespace linquan::rides {
namespace {

persons::Person clerk() {
  auto const* const adult = persons::Persons::built_in().find("adult");
  ensure(adult != nullptr, "standards/persons.yaml has no adult");
  return *adult;
}

reach::Limits limit_of(int minutes) {
  auto limits = reach::Limits::of(std::array{static_cast<double>(minutes)}, reach::Unit::seconds);
  ensure(limits.has_value(), "the farthest way of a courier is beyond what may be searched");
  return *limits;
}

}  // namespace

/// One way of moving: a row and a column for each place.
class Travel::Table {
 public:
  Table(walk::Graph graph, persons::Person const& person, int minutes)
      : graph_{std::move(graph)},
        streets_{graph_, {person, reach::Unit::seconds, std::nullopt}},
        circle_{streets_},
        limits_{limit_of(minutes)} {}

  void add(std::span<walk::Access const> doors) {
    Door door;
    for (auto const& access : doors) {
      if (auto const place = streets_.place(access); place.edge != walk::none) {
        door.from.push_back(place);
        auto const goals = streets_.goals(access);
        door.to.insert(door.to.end(), goals.begin(), goals.end());
      }
    }
    doors_.push_back(std::move(door));
    auto const size = doors_.size();
    auto const& added = doors_.back();
    times_.emplace_back(size, reach::absent);
    for (auto const& place : added.from) {
      circle_.search(place, limits_);
      for (std::size_t to = 0; to < size; ++to) {
        for (auto const& goal : doors_[to].to) {
          lower(times_[size - 1][to], circle_.time_to(goal));
        }
      }
    }
    back_.begin(streets_, limits_.farthest());
    for (auto const& goal : added.to) {
      back_.add(goal);
    }
    back_.spread();
    for (std::size_t from = 0; from + 1 < size; ++from) {
      times_[from].push_back(reach::absent);
      for (auto const& place : doors_[from].from) {
        lower(times_[from].back(), back_.time_from(place));
      }
    }
    times_.back().back() = 0;
  }

  [[nodiscard]] std::optional<dispatch::Span> time(std::size_t from, std::size_t to) const {
    return span_of(times_.at(from).at(to));
  }

  [[nodiscard]] std::optional<dispatch::Span> time_searched(std::size_t from, std::size_t to) const {
    reach::Reference reference{streets_};
    auto best = from == to ? reach::Tenths{0} : reach::absent;
    for (auto const& place : doors_.at(from).from) {
      reference.search(place, limits_.farthest());
      for (auto const& goal : doors_.at(to).to) {
        lower(best, reference.time_to(goal));
      }
    }
    return span_of(best);
  }

 private:
  struct Door {
    std::vector<reach::Place> from;
    std::vector<reach::Place> to;
  };

  static void lower(reach::Tenths& time, reach::Tenths other) { time = std::min(time, other); }
  static std::optional<dispatch::Span> span_of(reach::Tenths time) {
    return time == reach::absent ? std::nullopt : std::optional{dispatch::Span{time}};
  }

  walk::Graph graph_;
  reach::Streets streets_;
  reach::Circle circle_;
  reach::BackSearch back_;
  reach::Limits limits_;
  std::vector<Door> doors_;
  std::vector<std::vector<reach::Tenths>> times_;  ///< [from][to]
};

Travel::Travel(city::City const& city)
    : foot_{std::make_unique<Table>(city.streets, clerk(), walk_minutes_max)},
      ride_{std::make_unique<Table>(ridden(city.streets), rider(), ride_minutes_max)} {}

Travel::~Travel() = default;

dispatch::PlaceId Travel::add(std::span<walk::Access const> doors) {
  foot_->add(doors);
  ride_->add(doors);
  return dispatch::PlaceId{count_++};
}

std::optional<dispatch::Span> Travel::time(dispatch::Mode mode, dispatch::PlaceId from, dispatch::PlaceId to) const {
  return (mode == dispatch::Mode::foot ? foot_ : ride_)->time(from.value(), to.value());
}

std::optional<dispatch::Span> Travel::time_searched(dispatch::Mode mode, dispatch::PlaceId from,
                                                    dispatch::PlaceId to) const {
  return (mode == dispatch::Mode::foot ? foot_ : ride_)->time_searched(from.value(), to.value());
}

}  // namespace linquan::rides
