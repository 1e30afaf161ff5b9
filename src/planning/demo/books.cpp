#include "books.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "names.h"
#include "random.h"

namespace linquan::demo {
namespace {

std::uint16_t offer_of(std::string_view kind) {
  auto const all = offers();
  return static_cast<std::uint16_t>(std::ranges::find(all, kind, &Offer::kind) - all.begin());
}

/// Who knows an outlet that everybody could know: shares in thousandths.
Sources lot(Random& random) {
  struct Share {
    int permille = 0;
    Sources sources;
  };
  constexpr std::array shares{Share{390, {true, false, false, false}}, Share{235, {false, true, false, false}},
                              Share{125, {false, false, true, false}}, Share{105, {false, false, false, true}},
                              Share{75, {true, true, false, false}},   Share{35, {true, false, true, false}},
                              Share{20, {false, true, true, false}},   Share{15, {true, false, false, true}}};
  auto left = random.below(1000);
  for (auto const& share : shares) {
    left -= share.permille;
    if (left < 0) {
      return share.sources;
    }
  }
  return {true, false, false, false};
}

Sources sources_of(Outlet const& outlet, Random& random) {
  auto const& offer = offers()[outlet.offer];
  if (offer.known == Known::map_only) {
    return {true, false, false, false};
  }
  auto sources = lot(random);
  if (offer.known == Known::tables_only) {
    sources.map = false;
    sources.workbook = sources.workbook || (!sources.bureau && !sources.ledger);
  }
  if (workbook_is_complete_for(offer.kind)) {
    sources.ledger = false;
    sources.bureau = false;
    sources.workbook = true;
  }
  return sources;
}

/// A number of a form that every check lets pass and that no exchange can connect: the area code 0500 is not allotted.
std::string telephone(std::uint32_t serial) {
  return fmt::format("0500-5{:07}", 1'000'000 + serial % 9'000'000);
}

std::string full_width(std::string_view digits) {
  std::string wide;
  for (auto const c : digits) {
    if (c >= '0' && c <= '9') {
      wide += "\xEF\xBC";
      wide += static_cast<char>(0x90 + (c - '0'));
    } else {
      wide += c;
    }
  }
  return wide;
}

/// As people type telephone numbers.
std::string as_typed(std::string const& number, Random& random) {
  auto const look = random.below(100);
  if (number.empty() || look < 78) {
    return number;
  }
  if (look < 86) {
    return fmt::format("({}){}", number.substr(0, 4), number.substr(5));
  }
  if (look < 92) {
    return full_width(number);
  }
  return fmt::format("{} {}", number.substr(0, 4), number.substr(5));
}

/// Another keeper's way to write the same name.
std::string other_name(std::string const& name, Random& random) {
  auto const bracket = name.find('(');
  if (bracket != std::string::npos && random.chance(400)) {
    return name.substr(0, bracket);
  }
  return random.chance(250) ? "示例市" + name : name;
}

class Keeper {
 public:
  Keeper(Town const& town, std::vector<Outlet> const& outlets, std::uint64_t purpose)
      : town_{&town}, outlets_{&outlets}, purpose_{static_cast<std::int64_t>(purpose)} {}

  Row write(std::uint32_t number, bool known_elsewhere) {
    Random random{mixed(town_->seed, {7020, purpose_, number})};
    auto const& outlet = (*outlets_)[number];
    auto const& offer = offers()[outlet.offer];
    Row row;
    row.outlet = number;
    row.name = known_elsewhere ? other_name(outlet.name, random) : outlet.name;
    row.misspelt = !offer.misspelt.empty() && random.chance(30);
    row.word = std::string{row.misspelt ? offer.misspelt : offer.word};
    if (outlet.second != UINT16_MAX && !row.misspelt) {
      row.word += "、" + std::string{offers()[outlet.second].word};
    }
    row.at = known_elsewhere ? demo::at(outlet.at.x + random.between(-90, 90), outlet.at.y + random.between(-90, 90))
                             : outlet.at;
    row.address = address_of(*town_, outlet);
    row.telephone = as_typed(outlet.telephone, random);
    return row;
  }

 private:
  Town const* town_;
  std::vector<Outlet> const* outlets_;
  std::int64_t purpose_;
};

/// Registers are in no order that would help anyone.
void shuffle(std::vector<Row>& rows, std::uint64_t seed) {
  std::ranges::sort(rows, {}, [&](Row const& row) { return std::pair{mixed(seed, {7021, row.outlet}), row.outlet}; });
}

bool has_address(Town const& town, Outlet const& outlet) {
  auto const in_compound = outlet.group != nothing && !town.groups[outlet.group].code.empty();
  return (outlet.street != nothing && outlet.number != 0) || in_compound;
}

void give_papers(Town const& town, std::vector<Outlet>& outlets) {
  int licences = 0;
  for (std::uint32_t i = 0; i < outlets.size(); ++i) {
    Random random{mixed(town.seed, {7022, i})};
    auto& outlet = outlets[i];
    auto const& offer = offers()[outlet.offer];
    outlet.sources = sources_of(outlet, random);
    if (outlet.sources.ledger && !has_address(town, outlet)) {
      outlet.sources.ledger = false;
      outlet.sources.workbook = true;
    }
    if (offer.known != Known::map_only && random.chance(850)) {
      outlet.telephone = telephone(i);
    }
    if (outlet.sources.workbook && (offer.place == Place::shop || offer.place == Place::spread) && random.chance(700)) {
      outlet.licence_wrong = ++licences % 50 == 9;
      outlet.licence = licence_code(i, outlet.licence_wrong);
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> pairs{
        {{"convenience", "parcel"}, {"supermarket", "fresh"}, {"laundry", "tailor"}, {"bookshop", "cafe"}}};
    for (auto const& [first, second] : pairs) {
      if (offer.kind == first && !outlet.sources.map && random.chance(120)) {
        outlet.second = offer_of(second);
      }
    }
  }
}

}  // namespace

bool workbook_is_complete_for(std::string_view kind) {
  constexpr std::array<std::string_view, 10> kinds{"repair_appliance", "repair_small", "tailor",       "repair_bike",
                                                   "market",           "elder_org",    "nursing_home", "nursing_care",
                                                   "daycare_elder",    "canteen"};
  return std::ranges::find(kinds, kind) != kinds.end();
}

Books keep_books(Town const& town, std::vector<Outlet>& outlets) {
  give_papers(town, outlets);
  Books books;
  Keeper workbook{town, outlets, 1};
  Keeper bureau{town, outlets, 2};
  Keeper ledger{town, outlets, 3};
  for (std::uint32_t i = 0; i < outlets.size(); ++i) {
    auto const& sources = outlets[i].sources;
    if (sources.workbook) {
      books.workbook.push_back(workbook.write(i, sources.map));
    }
    if (sources.bureau) {
      books.bureau.push_back(bureau.write(i, sources.map || sources.workbook));
    }
    if (sources.ledger) {
      auto row = ledger.write(i, sources.map);
      Random random{mixed(town.seed, {7023, i})};
      if (random.chance(40)) {
        // Nobody can tell from such an address where the place is.
        row.address = random.chance(500) ? "市场内摊位" : "流动经营";
        row.placeable = false;
      }
      books.ledger.push_back(std::move(row));
    }
  }
  shuffle(books.workbook, town.seed);
  shuffle(books.bureau, town.seed + 1);
  shuffle(books.ledger, town.seed + 2);
  return books;
}

}  // namespace linquan::demo
