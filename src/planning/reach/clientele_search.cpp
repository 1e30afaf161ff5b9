#include <vector>

#include "homes_about.h"
#include "linquan/reach/serves.h"
#include "wave.h"

namespace linquan::reach {

struct ClienteleSearch::Scratch {
  explicit Scratch(std::uint32_t node_count) : wave{node_count} {}

  Wave wave;
  HomesAbout about;
  std::vector<Place> doors;
  std::vector<Clientele::Home> homes;
};

ClienteleSearch::ClienteleSearch(Streets const& streets, Homes const& homes)
    : streets_{streets}, homes_{homes}, scratch_{std::make_unique<Scratch>(streets.node_count())} {}

ClienteleSearch::ClienteleSearch(ClienteleSearch&&) noexcept = default;
ClienteleSearch::~ClienteleSearch() = default;

std::span<Clientele::Home const> ClienteleSearch::homes(std::span<Place const> doors, Tenths limit) {
  auto& [wave, about, from, homes] = *scratch_;
  auto& found = homes;  // a lambda may not borrow what was bound above
  wave.clear();
  from.clear();
  found.clear();
  for (auto const& door : doors) {
    if (door.edge != walk::none) {
      from.push_back(streets_.current(door));
      wave.start(streets_, from.back(), Heading::back, limit);
    }
  }
  wave.spread(streets_, Heading::back, limit);
  about.visit(streets_, homes_, wave, from, limit, [&](Seat seat, Tenths time) {
    found.push_back({homes_.home(seat), time});
  });
  return found;
}

}  // namespace linquan::reach
