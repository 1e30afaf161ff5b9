#include "linquan/answers/circle.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "linquan/answers/kind_names.h"
#include "linquan/answers/parse.h"
#include "linquan/base/ensure.h"
#include "linquan/persons/persons.h"

namespace linquan::answers {
namespace {

/// Where one arrives at an outlet, at the hour that was asked for.
Result<std::vector<reach::Place>> doors_of(Sight const& sight, ReachQuestion const& question, city::OutletId id) {
  auto const found = find_outlet(sight.town(), id);
  if (!found) {
    return tl::unexpected<Error>{found.error()};
  }
  auto const& outlet = **found;
  reach::Question asked;
  asked.columns.emplace_back(outlet.kinds);
  asked.ways = outlet.serving;
  asked.open_at = question.when;
  reach::LeftOut left_out;
  auto site = reach::site_of(outlet, 0, sight.streets(), asked, left_out);
  if (site.points.empty()) {
    return refuse(ErrorKind::not_found, left_out.unplaced > 0 ? "outlet_without_place" : "outlet_closed",
                  {{"id", fmt::to_string(id.value())}, {"name", outlet.name}});
  }
  return std::move(site.points);
}

/// Those that are asked for; every kind of the city's where none is.
Result<std::vector<kinds::KindIndex>> kinds_asked(city::City const& city, ReachQuestion const& question,
                                                  std::string_view name_prefix) {
  if (!question.kinds.empty()) {
    return parse_kinds(fmt::format("{}kinds", name_prefix), fmt::format("{}", fmt::join(question.kinds, ",")), city);
  }
  std::vector<kinds::KindIndex> all(city.kind_ids.size());
  std::iota(all.begin(), all.end(), kinds::KindIndex{0});
  return all;
}

}  // namespace

Result<reach::Walker> walker_of(ReachQuestion const& question) {
  auto person = person_named(question.person);
  if (!person) {
    return hand_on(person);
  }
  return reach::Walker{std::move(*person), question.unit, question.when};
}

Result<void> CircleFinder::find_path(CircleReport& report) const {
  auto const& question = report.question;
  auto const doors = doors_of(report.sight, question, *question.to);
  if (!doors) {
    return tl::unexpected<Error>{doors.error()};
  }
  report.path = circle_.path(*doors);
  if (!report.path) {
    return refuse(ErrorKind::not_found, "outlet_not_inside", {{"id", fmt::to_string(question.to->value())}});
  }
  report.path->line.insert(report.path->line.begin(), *question.at);
  return {};
}

void CircleFinder::draw(CircleReport& report, Drawn drawn) {
  if (drawn == Drawn::everything) {
    for (auto const& piece : circle_.pieces()) {
      report.streets.push_back(ways_->streets().line(piece.edge, piece.from_millimetres, piece.to_millimetres));
      report.street_limits.push_back(piece.limit);
    }
  }
  if (!outline_) {
    outline_.emplace(ways_->ground());
  }
  report.shapes = outline_->draw(circle_);
}

Result<void> CircleFinder::search(Sight const& sight, geo::Point at, reach::Limits const& limits,
                                  std::string_view name_prefix) {
  ensure(sight.ways() == ways_, "a finder searches the ways it was made for");
  if (auto fit = check_place(fmt::format("{}at", name_prefix), at, sight.city().box); !fit) {
    return fit;
  }
  auto const access = sight.town().joiner().door(at);
  if (!access) {
    return tl::unexpected<Error>{access.error()};
  }
  circle_.search(ways_->streets().place(*access), limits, reach::Outline::beyond(ways_->streets()));
  return {};
}

Result<std::vector<reach::Near>> CircleFinder::reached(Sight const& sight, Walk const& walk,
                                                       std::string_view name_prefix) {
  if (auto searched = search(sight, walk.at, walk.limits, name_prefix); !searched) {
    return hand_on(searched);
  }
  auto found = std::move(circle_.outlets(sight.placed()).front());
  if (!walk.open_at) {
    return found;
  }
  for (auto& near : found) {
    // Of a cart with several stands the nearest need not be where it is at that hour.
    auto const& outlet = *sight.town().outlet(near.id);
    near.time = outlet.stands.size() > 1 ? time_to_open(outlet, *walk.open_at) : near.time;
  }
  std::erase_if(found, [](reach::Near const& near) { return near.time == reach::absent; });
  std::ranges::sort(found, {}, [](reach::Near const& near) { return std::pair{near.time, near.id}; });
  return found;
}

reach::Tenths CircleFinder::time_to_open(city::Outlet const& outlet, hours::When const& when) const {
  auto nearest = reach::absent;
  for (auto const& stand : outlet.stands) {
    if (stand.hours && !stand.hours->open_at(when)) {
      continue;
    }
    for (auto const& access : stand.accesses) {
      for (auto const& goal : ways_->streets().goals(access)) {
        nearest = std::min(nearest, circle_.time_to(goal));
      }
    }
  }
  return nearest;
}

Result<CircleReport> CircleFinder::find(Sight const& sight, ReachQuestion const& question, Drawn drawn,
                                        std::string_view name_prefix) {
  auto const& city = sight.city();
  auto kinds = kinds_asked(city, question, name_prefix);
  if (!kinds) {
    return hand_on(kinds);
  }
  if (auto searched = search(sight, *question.at, question.limits, name_prefix); !searched) {
    return hand_on(searched);
  }
  auto found = circle_.outlets(sight.supply());
  CircleReport report{sight, question, circle_, std::move(*kinds), {}, circle_.street_length()};
  for (auto const kind : report.kinds) {
    report.outlets.push_back(std::move(found[kind]));
  }
  if (drawn != Drawn::nothing) {
    draw(report, drawn);
  }
  if (question.to) {
    if (auto walked = find_path(report); !walked) {
      return hand_on(walked);
    }
  }
  return report;
}

Result<ClienteleReport> find_clientele(Sight const& sight, ReachQuestion const& question, city::OutletId outlet) {
  auto const doors = doors_of(sight, question, outlet);
  if (!doors) {
    return tl::unexpected<Error>{doors.error()};
  }
  auto const& city = sight.city();
  return ClienteleReport{city, question, **find_outlet(sight.town(), outlet),
                         reach::serves(sight.streets(), sight.homes(), city.homes, *doors, question.limits.farthest())};
}

}  // namespace linquan::answers
