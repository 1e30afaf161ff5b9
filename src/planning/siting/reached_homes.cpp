#include "reached_homes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "linquan/reach/all_homes.h"
#include "linquan/reach/supply.h"

namespace linquan::siting {

std::vector<Reached> reached_homes(reach::Streets const& streets, reach::Homes const& homes,
                                   std::span<Spot const* const> spots, std::span<char const> is_wanted,
                                   reach::Tenths limit, unsigned threads, Progress& progress) {
  progress.step("step_site_cover", spots.size());
  std::vector<Reached> reached(spots.size());
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  auto const work = [&](bool tells) {
    reach::ClienteleSearch search{streets, homes};
    for (auto i = next.fetch_add(1); i < spots.size() && !stop; i = next.fetch_add(1)) {
      for (auto const& home : search.homes(streets.goals(spots[i]->access), limit)) {
        if (is_wanted[home.home] != 0) {
          reached[i].push_back(home);
        }
      }
      std::ranges::sort(reached[i], {}, &reach::Clientele::Home::home);
      if (tells) {
        progress.advance(i + 1);
        stop = progress.stopped();
      }
    }
  };
  std::vector<std::jthread> others;
  for (unsigned t = 1; t < threads; ++t) {
    others.emplace_back(work, false);
  }
  work(true);
  others.clear();
  return reached;
}

std::vector<char> served_homes(city::City const& city, reach::Streets const& streets, reach::Homes const& homes,
                               std::span<kinds::KindIndex const> kinds, reach::Tenths limit, unsigned threads,
                               Progress& progress) {
  reach::Question question;
  question.columns.emplace_back(kinds.begin(), kinds.end());
  question.open_at = streets.walker().minute;
  auto const supply = reach::supply_of(city, streets, question);
  auto const table =
      reach::all_homes(streets, homes, supply, {reach::Limits::exactly(limit), false}, {.threads = threads}, progress);
  std::vector<char> served(city.homes.size());
  for (std::size_t home = 0; home < served.size() && !progress.stopped(); ++home) {
    served[home] = table.nearest(homes.seat(home), 0) != reach::absent ? 1 : 0;
  }
  return served;
}

}  // namespace linquan::siting
