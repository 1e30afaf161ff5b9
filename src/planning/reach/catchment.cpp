#include "linquan/reach/catchment.h"

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>
#include <utility>

#include "homes_about.h"
#include "wave.h"

namespace linquan::reach {
namespace {

/// So many outlets for each thread are searched before their ratios are handed out, in order, by one.
constexpr std::size_t batch_for_each_thread = 16;

struct Served {
  Seat seat = 0;
  std::uint8_t zone = 0;
};

/// Finds the homes of one outlet's catchment. One worker's own scratch.
class Searcher {
 public:
  Searcher(Streets const& streets, Homes const& homes, Limits const& zones)
      : streets_{streets}, homes_{homes}, zones_{zones}, wave_{streets.node_count()} {}

  std::vector<Served> operator()(Supply::Site const& site) {
    std::vector<Place> points;
    wave_.clear();
    for (auto const& point : site.points) {
      points.push_back(streets_.current(point));
      wave_.start(streets_, points.back(), Heading::back, zones_.farthest());
    }
    wave_.spread(streets_, Heading::back, zones_.farthest());
    std::vector<Served> found;
    about_.visit(streets_, homes_, wave_, points, zones_.farthest(), [&](Seat seat, Tenths time) {
      auto const zone = std::ranges::lower_bound(zones_, time) - zones_.begin();
      found.push_back({seat, static_cast<std::uint8_t>(zone)});
    });
    return found;
  }

 private:
  Streets const& streets_;
  Homes const& homes_;
  Limits const& zones_;
  Wave wave_;
  HomesAbout about_;
};

/// The outlets that take part, by rising id, so that sums have one order.
std::vector<Catchment::Site> sites_of(city::City const& city, Supply const& supply, CatchmentQuestion const& question,
                                      std::size_t& without_capacity) {
  std::vector<Catchment::Site> sites;
  for (auto const index : supply.in_column(question.column)) {
    auto const number = supply.site(index).outlet;
    auto capacity = number < city.outlets.size() ? city.outlets[number].capacity : std::nullopt;
    if (!capacity || *capacity < 0) {
      ++without_capacity;
      capacity = question.capacity_default;
    }
    if (capacity) {
      sites.push_back({index, *capacity, 0, std::nullopt});
    }
  }
  std::ranges::sort(sites, {}, [&](Catchment::Site const& it) { return supply.site(it.site).id; });
  return sites;
}

/// Hands the numbers below `count` to the searchers.
void search(std::span<Catchment::Site const> sites, Supply const& supply, std::vector<Searcher>& searchers,
            std::vector<std::vector<Served>>& served) {
  served.assign(sites.size(), {});
  std::atomic<std::size_t> next{0};
  auto const work = [&](Searcher& searcher) {
    for (auto i = next.fetch_add(1); i < sites.size(); i = next.fetch_add(1)) {
      served[i] = searcher(supply.site(sites[i].site));
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t t = 1; t < std::min(searchers.size(), sites.size()); ++t) {
    others.emplace_back([&, t] { work(searchers[t]); });
  }
  work(searchers.front());
}

/// Divides an outlet's capacity among those it serves.
///
/// People are summed as whole millipersons, so that the order in which a search met them does not matter.
void hand_out(Catchment::Site& site, std::span<Served const> served, std::span<Millipersons const> demand,
              std::array<double, limits_max> const& weights, std::vector<double>& per_person) {
  std::array<std::int64_t, limits_max> people{};
  for (auto const& it : served) {
    people[it.zone] += demand[it.seat].count;
  }
  for (std::size_t zone = 0; zone < limits_max; ++zone) {
    site.demand += weights[zone] * (static_cast<double>(people[zone]) / 1000);
  }
  if (site.demand <= 0) {
    return;
  }
  site.ratio = static_cast<double>(site.capacity) / site.demand;
  for (auto const& it : served) {
    per_person[it.seat] = std::max(0.0, per_person[it.seat]) + weights[it.zone] * *site.ratio;
  }
}

}  // namespace

Catchment catchment_of(Setting const& setting, CatchmentQuestion const& question, unsigned threads,
                       Progress& progress) {
  auto const& [city, streets, homes, supply] = setting;
  Catchment result;
  result.sites = sites_of(city, supply, question, result.without_capacity);
  std::vector<Millipersons> demand(homes.seat_count());
  for (Seat seat = 0; seat < homes.seat_count(); ++seat) {
    demand[seat] = people_of(city.homes[homes.home(seat)].people, question.demand);
  }
  auto const workers = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(1, result.sites.size()));
  std::vector<Searcher> searchers;
  searchers.reserve(workers);
  for (std::size_t t = 0; t < workers; ++t) {
    searchers.emplace_back(streets, homes, question.zones);
  }
  // Below 0: no outlet in reach yet.
  std::vector<double> per_person(homes.seat_count(), -1);
  std::vector<std::vector<Served>> served;
  progress.step("step_catchment", result.sites.size());
  auto const batch = workers * batch_for_each_thread;
  for (std::size_t first = 0; first < result.sites.size() && !progress.stopped(); first += batch) {
    auto const sites = std::span{result.sites}.subspan(first, std::min(batch, result.sites.size() - first));
    search(sites, supply, searchers, served);
    for (std::size_t i = 0; i < sites.size(); ++i) {
      hand_out(sites[i], served[i], demand, question.weights, per_person);
    }
    progress.advance(first + sites.size());
  }
  result.per_thousand.resize(city.homes.size());
  for (Seat seat = 0; seat < homes.seat_count(); ++seat) {
    if (per_person[seat] >= 0) {
      result.per_thousand[homes.home(seat)] = 1000 * per_person[seat];
    }
  }
  return result;
}

}  // namespace linquan::reach
