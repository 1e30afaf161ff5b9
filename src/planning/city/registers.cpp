#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "linquan/city/outlets.h"
#include "linquan/text/text.h"
#include "registers_index.h"
#include "registers_stretch.h"

namespace linquan::city {
namespace {

using registers::Guess;

/// Finds places for the outlets of registers, most certain way first.
class Placer {
 public:
  Placer(std::span<Outlet const> outlets, Gazetteer const& gazetteer)
      : gazetteer_{gazetteer}, numbers_{gazetteer.addresses}, lines_{gazetteer.streets}, placed_{outlets} {
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

  [[nodiscard]] std::optional<Guess> place(Outlet const& outlet, std::uint32_t community) {
    auto const* within = community == walk::none ? nullptr : &gazetteer_.areas[community];
    auto guess = by_address(outlet, within);
    if (auto const stretch = by_stretch(outlet, within); stretch && (!guess || guess->permille < stretch->permille)) {
      guess = stretch;
    }
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
    return guess || says_where(outlet) ? guess : placed_.named_like(outlet, within);
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
  /// A shop of the same name elsewhere is no place for one whose address names a street, or says that it is a stall in
  /// some market or has no place.
  [[nodiscard]] static bool says_where(Outlet const& outlet) {
    static constexpr std::array<std::string_view, 5> nowhere{"流动", "市场内", "无固定", "不固定", "线上"};
    auto const says = [&](auto word) { return outlet.address.find(word) != std::string::npos; };
    return !text::parse_address(outlet.address).street.empty() || std::ranges::any_of(nowhere, says);
  }

  static constexpr std::int32_t by_compound_sure = 650;
  static constexpr std::int32_t by_named_place_sure = 700;

  [[nodiscard]] std::optional<Guess> by_address(Outlet const& outlet, Area const* within) const {
    auto const address = text::parse_address(outlet.address);
    if (address.street.empty() || address.number.empty()) {
      return std::nullopt;
    }
    return numbers_.find(address.street, address.number, within);
  }

  /// Somewhere on its street within its community, where no neighbour's number says it better.
  [[nodiscard]] std::optional<Guess> by_stretch(Outlet const& outlet, Area const* within) {
    auto const address = text::parse_address(outlet.address);
    if (within == nullptr || within->shape.empty() || address.street.empty()) {
      return std::nullopt;
    }
    auto const number = registers::house_number(address.number);
    return registers::on_stretch(lines_.inside(address.street, *within), numbers_.of(address.street),
                                 number ? number->main : 0);
  }

  /// What the address says apart from the community, which is no compound or building of its name.
  [[nodiscard]] static std::string without_community(std::string text, Area const* within) {
    auto const name = within == nullptr ? std::string{} : text::folded(within->name);
    if (auto const at = name.empty() ? std::string::npos : text.rfind(name); at != std::string::npos) {
      text.erase(at, name.size());
    }
    return text;
  }

  /// A compound, or a named building, that the address speaks of; else one that the outlet's own name speaks of, where
  /// the address does not say otherwise.
  [[nodiscard]] std::optional<Guess> by_compound(Outlet const& outlet, Area const* within) const {
    if (auto guess = named_in(without_community(text::folded(outlet.address), within), within); guess) {
      return guess;
    }
    return says_where(outlet) ? std::nullopt : named_in(text::folded(outlet.name), within);
  }

  [[nodiscard]] std::optional<Guess> named_in(std::string_view text, Area const* within) const {
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
    if (guesses.size() > 1 && within != nullptr && !within->shape.empty()) {
      std::erase_if(guesses, [&](Guess const& guess) { return !geo::contains(within->shape, guess.at); });
    }
    std::vector<geo::Point> points;
    std::ranges::transform(guesses, std::back_inserter(points), &Guess::at);
    std::ranges::sort(points);
    if (points.empty() || !registers::all_together(points)) {
      return std::nullopt;
    }
    return Guess{points.front(), guesses.front().placing, guesses.front().permille};
  }

  Gazetteer const& gazetteer_;
  registers::StreetNumbers numbers_;
  registers::StreetLines lines_;
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
    Placer placer{outlets, gazetteer};
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
