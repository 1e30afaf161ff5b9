#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "linquan/city/outlets.h"
#include "linquan/text/text.h"
#include "registers_index.h"

namespace linquan::city {
namespace {

using registers::Guess;

/// Finds places for the outlets of registers, most certain way first.
class Placer {
 public:
  Placer(std::span<Outlet const> outlets, Gazetteer const& gazetteer)
      : gazetteer_{gazetteer}, numbers_{gazetteer.addresses}, placed_{outlets} {
    for (std::size_t i = 0; i < gazetteer.areas.size(); ++i) {
      auto const& area = gazetteer.areas[i];
      auto const number = static_cast<std::uint32_t>(i);
      if (area.level == AreaLevel::compound && !area.shape.empty()) {
        compounds_.add(area.name, number);
      } else if (area.level == AreaLevel::community) {
        communities_.add(area.name, number);
        communities_.add(area.code, number);
      }
    }
    for (std::size_t i = 0; i < gazetteer.addresses.size(); ++i) {
      named_places_.add(gazetteer.addresses[i].name, static_cast<std::uint32_t>(i));
    }
    for (std::size_t i = 0; gazetteer.streets != nullptr && i < gazetteer.streets->names.size(); ++i) {
      streets_.insert(text::folded(gazetteer.streets->names[i]));
    }
  }

  /// The community that the outlet's address or name speaks of; walk::none where it speaks of none or of several.
  [[nodiscard]] std::uint32_t community_of(Outlet const& outlet) const {
    auto const found = communities_.longest_in(text::folded(outlet.address));
    return found.size() == 1 ? found.front() : walk::none;
  }

  [[nodiscard]] std::optional<Guess> place(Outlet const& outlet, std::uint32_t community) const {
    auto const* within = community == walk::none ? nullptr : &gazetteer_.areas[community];
    auto guess = by_address(outlet, within);
    if (!guess || guess->permille < by_compound_sure) {
      if (auto const compound = by_compound(outlet, within); compound) {
        guess = compound;
      }
    }
    constexpr std::int32_t sure_enough = 900;
    if (guess && guess->permille < sure_enough) {
      auto const beside = placed_.near(outlet, guess->at);
      return beside && beside->permille > guess->permille ? beside : guess;
    }
    // A shop of the same name elsewhere is no place for one whose address names another street.
    auto const says_where = !text::parse_address(outlet.address).street.empty();
    return guess || says_where ? guess : placed_.named_like(outlet, within);
  }

  /// Why an outlet could not be placed.
  [[nodiscard]] std::string_view reason(Outlet const& outlet) const {
    auto const address = text::parse_address(outlet.address);
    if (outlet.address.empty()) {
      return "unplaced_no_address";
    }
    auto const known = !address.street.empty() && streets_.contains(text::folded(address.street));
    return known ? "unplaced_no_number_on_street" : "unplaced_address_unknown";
  }

 private:
  static constexpr std::int32_t by_compound_sure = 650;
  static constexpr std::int32_t by_named_place_sure = 700;

  [[nodiscard]] std::optional<Guess> by_address(Outlet const& outlet, Area const* within) const {
    auto const address = text::parse_address(outlet.address);
    if (address.street.empty() || address.number.empty()) {
      return std::nullopt;
    }
    return numbers_.find(address.street, address.number, within);
  }

  /// A compound, or a named building, that the address or the outlet's own name speaks of.
  [[nodiscard]] std::optional<Guess> by_compound(Outlet const& outlet, Area const* within) const {
    auto const inside = [&](geo::Point p) {
      return within == nullptr || within->shape.empty() || geo::contains(within->shape, p);
    };
    for (auto const& text : {text::folded(outlet.address), text::folded(outlet.name)}) {
      std::vector<Guess> guesses;
      for (auto const number : compounds_.longest_in(text)) {
        auto const at = geo::inner_point(gazetteer_.areas[number].shape);
        guesses.push_back({at, Placing::compound, by_compound_sure});
      }
      if (guesses.empty()) {
        for (auto const number : named_places_.longest_in(text)) {
          guesses.push_back({gazetteer_.addresses[number].at, Placing::name, by_named_place_sure});
        }
      }
      if (guesses.size() > 1) {
        std::erase_if(guesses, [&](Guess const& guess) { return !inside(guess.at); });
      }
      std::vector<geo::Point> points;
      for (auto const& guess : guesses) {
        points.push_back(guess.at);
      }
      std::ranges::sort(points);
      if (!points.empty() && registers::all_together(points)) {
        return Guess{points.front(), guesses.front().placing, guesses.front().permille};
      }
    }
    return std::nullopt;
  }

  Gazetteer const& gazetteer_;
  registers::StreetNumbers numbers_;
  registers::PlacedOutlets placed_;
  registers::NamesInText compounds_;
  registers::NamesInText communities_;
  registers::NamesInText named_places_;
  std::set<std::string> streets_;
};

void put(Outlet& outlet, Guess const& guess) {
  Stand stand;
  stand.at = guess.at;
  if (auto hours = hours::Hours::parse_plain(outlet.hours_text); !outlet.hours_text.empty() && hours) {
    stand.hours = std::move(*hours);
    outlet.hours_text.clear();
  }
  outlet.stands.push_back(std::move(stand));
  outlet.placing = guess.placing;
  outlet.placing_permille = guess.permille;
}

}  // namespace

void place_registers(std::vector<Outlet>& outlets, Gazetteer const& gazetteer, Report& report) {
  // All guesses first: an outlet placed by guess is no landmark for the next one, whatever their order.
  std::vector<std::optional<Guess>> guesses(outlets.size());
  {
    Placer const placer{outlets, gazetteer};
    for (std::size_t i = 0; i < outlets.size(); ++i) {
      auto& outlet = outlets[i];
      if (!outlet.stands.empty()) {
        continue;
      }
      outlet.placing = Placing::unplaced;
      outlet.placing_permille = 0;
      if (auto const community = placer.community_of(outlet); community != walk::none) {
        outlet.community = community;
      }
      guesses[i] = placer.place(outlet, outlet.community);
      if (!guesses[i]) {
        ++report.skipped["outlet_unplaced"];
        ++report.skipped[std::string{placer.reason(outlet)}];
      }
    }
  }
  for (std::size_t i = 0; i < outlets.size(); ++i) {
    if (guesses[i]) {
      put(outlets[i], *guesses[i]);
    }
  }
}

}  // namespace linquan::city
