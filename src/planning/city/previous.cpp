#include "linquan/city/previous.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "previous_pairs.h"

namespace linquan::city {
namespace {

SourceRef const& source_of(Outlet const& outlet) {
  static SourceRef const nothing;
  return outlet.sources.empty() ? nothing : outlet.sources.front();
}
template <class Thing>
SourceRef const& source_of(Thing const& thing) {
  return thing.source;
}

std::string_view name_of(City const& /*city*/, Home const& /*home*/) {
  return {};
}
std::string_view name_of(City const& /*city*/, Outlet const& outlet) {
  return outlet.name;
}
std::string_view name_of(City const& /*city*/, Area const& area) {
  return area.name;
}
std::string_view name_of(City const& city, Gate const& gate) {
  return gate.compound == walk::none ? std::string_view{} : city.areas[gate.compound].name;
}

/// Gives the things of one sort their ids and tells what became of each.
template <class Thing>
class Settling {
 public:
  Settling(std::string_view thing, City const& city, std::vector<Thing>& now, City const& before,
           std::vector<Thing> const& was)
      : thing_{thing}, city_{city}, now_{now}, before_{before}, was_{was} {}

  void settle(std::vector<Pair> pairs, Matched& matched) {
    std::ranges::sort(pairs);
    std::vector<bool> now_done(now_.size());
    std::vector<bool> was_done(was_.size());
    for (auto const& pair : pairs) {
      if (!now_done[pair.now] && !was_done[pair.was]) {
        now_done[pair.now] = true;
        was_done[pair.was] = true;
        keep(pair, matched);
      }
    }
    for (std::size_t i = 0; i < was_.size(); ++i) {
      if (!was_done[i]) {
        matched.gone.push_back(
            {std::string{thing_}, was_[i].id.value(), std::string{name_of(before_, was_[i])}, source_of(was_[i]), {}});
      }
    }
    renumber(now_done, matched);
  }

 private:
  void keep(Pair const& pair, Matched& matched) {
    now_[pair.now].id = was_[pair.was].id;
    auto const metres = static_cast<std::uint32_t>(std::min<std::int64_t>((pair.millimetres + 500) / 1000, INT32_MAX));
    (pair.doubtful ? matched.doubtful : matched.same)
        .push_back({std::string{thing_}, pair.was_id, std::string{name_of(city_, now_[pair.now])},
                    source_of(was_[pair.was]), source_of(now_[pair.now]), pair.sure_permille, metres});
  }

  /// A new thing whose own id speaks of another one gets a free id: the next row 17 of a table is not last year's, and
  /// whoever kept last year's id must not find this one by it.
  void renumber(std::vector<bool> const& done, Matched& matched) {
    std::unordered_set<std::uint64_t> used;
    for (auto const& thing : was_) {
      used.insert(thing.id.value());
    }
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (!done[i]) {
        fresh.push_back(i);
      }
    }
    std::ranges::sort(fresh, {}, [&](auto i) { return now_[i].id; });
    // The free ones keep theirs first, so that a new number never takes the id of a thing further down.
    std::vector<std::size_t> taken;
    for (auto const i : fresh) {
      if (!used.insert(now_[i].id.value()).second) {
        taken.push_back(i);
      }
    }
    for (auto const i : taken) {
      auto id = now_[i].id.value();
      for (unsigned attempt = 1; !used.insert(id).second; ++attempt) {
        id = id_of(fmt::format("{}+{}", source_of(now_[i]), attempt));
      }
      now_[i].id = decltype(now_[i].id){id};
    }
    for (auto const i : fresh) {
      matched.fresh.push_back(
          {std::string{thing_}, now_[i].id.value(), std::string{name_of(city_, now_[i])}, {}, source_of(now_[i])});
    }
  }

  std::string_view thing_;
  City const& city_;
  std::vector<Thing>& now_;
  City const& before_;
  std::vector<Thing> const& was_;
};

void sort_lines(std::vector<Matched::Line>& lines) {
  std::ranges::sort(lines,
                    [](auto const& a, auto const& b) { return std::tie(a.thing, a.id) < std::tie(b.thing, b.id); });
}

void settle_homes(City& city, City const& previous, Matched& matched) {
  std::vector<HomeId> before;
  before.reserve(city.homes.size());
  for (auto const& home : city.homes) {
    before.push_back(home.id);
  }
  Settling<Home>{"home", city, city.homes.edit(), previous, previous.homes}.settle(pair_homes(city, previous), matched);
  std::unordered_map<HomeId, HomeId> now;
  for (std::size_t i = 0; i < before.size(); ++i) {
    now.emplace(before[i], city.homes[i].id);
  }
  for (auto& line : city.report.unsnapped) {
    auto const found = now.find(line.home);
    if (found != now.end()) {
      line.home = found->second;
    }
  }
}

}  // namespace

Matched keep_ids(City& city, City const& previous) {
  Matched matched;
  // Areas first: a gate is known by its compound.
  Settling<Area>{"area", city, city.areas.edit(), previous, previous.areas}.settle(pair_areas(city, previous), matched);
  settle_homes(city, previous, matched);
  Settling<Outlet>{"outlet", city, city.outlets.edit(), previous, previous.outlets}.settle(pair_outlets(city, previous),
                                                                                           matched);
  Settling<Gate>{"gate", city, city.gates.edit(), previous, previous.gates}.settle(pair_gates(city, previous), matched);
  auto const by_id = [](auto const& thing) { return thing.id; };
  std::ranges::sort(city.homes, {}, by_id);
  std::ranges::sort(city.outlets, {}, by_id);
  std::ranges::sort(city.gates, {}, by_id);
  for (auto* const lines : {&matched.same, &matched.fresh, &matched.gone, &matched.doubtful}) {
    sort_lines(*lines);
  }
  return matched;
}

}  // namespace linquan::city
