#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "linquan/city/outlets.h"
#include "linquan/text/text.h"
#include "outlets_facts.h"

namespace linquan::city {
namespace {

using outlets::add_mark;
using outlets::set_of;

/// The tags of one place by key.
class Tags {
 public:
  explicit Tags(osm::Place const& place) : tags_{place.tags.begin(), place.tags.end()} {}

  [[nodiscard]] std::string_view operator[](std::string_view key) const {
    auto const found = std::ranges::find(tags_, key, &Tag::first);
    return found == tags_.end() ? std::string_view{} : found->second;
  }
  /// The value of the first key that is there.
  [[nodiscard]] std::string_view first_of(std::initializer_list<std::string_view> keys) const {
    for (auto const key : keys) {
      if (auto const value = (*this)[key]; !value.empty()) {
        return value;
      }
    }
    return {};
  }
  [[nodiscard]] bool is(std::string_view key, std::string_view value) const { return (*this)[key] == value; }

  using Tag = std::pair<std::string_view, std::string_view>;
  [[nodiscard]] std::span<Tag const> all() const { return tags_; }

 private:
  std::vector<Tag> tags_;
};

bool says_disused(Tags const& tags) {
  return tags.is("disused", "yes") || tags.is("abandoned", "yes") || tags.is("demolished", "yes");
}

/// "disused:shop=…": what the place was; a new shop there has its own key without prefix and is known by it.
bool was_something(Tags const& tags) {
  static constexpr std::array<std::string_view, 7> prefixes{
      "disused:", "abandoned:", "was:", "demolished:", "removed:", "razed:", "closed:"};
  return std::ranges::any_of(tags.all(), [](Tags::Tag const& tag) {
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return tag.first.starts_with(prefix); });
  });
}

std::string address_of(Tags const& tags) {
  if (auto const full = tags["addr:full"]; !full.empty()) {
    return std::string{full};
  }
  auto const street = tags.first_of({"addr:street", "addr:place"});
  auto const number = tags["addr:housenumber"];
  if (street.empty() || number.empty()) {
    return std::string{street.empty() ? number : street};
  }
  auto const chinese = static_cast<unsigned char>(street.back()) >= 0x80U && street.size() >= 3 &&
                       (street.ends_with("路") || street.ends_with("街") || street.ends_with("巷") ||
                        street.ends_with("道") || street.ends_with("里") || street.ends_with("弄"));
  if (!chinese) {
    return fmt::format("{} {}", street, number);
  }
  auto const bare = number.find_first_not_of("0123456789-") == std::string_view::npos;
  return fmt::format("{}{}{}", street, number, bare ? "号" : "");
}

/// A service that a tag of its own speaks for.
struct TagService {
  std::string_view key;
  std::string_view kind;
  std::string_view name;
};
constexpr std::array<TagService, 9> tag_services{{{"service:bicycle:repair", "repair_bike", "自行车修理"},
                                                  {"service:bicycle:pump", "repair_bike", "打气"},
                                                  {"key_cutting", "repair_small", "配钥匙"},
                                                  {"service:key_cutting", "repair_small", "配钥匙"},
                                                  {"shoe_repair", "repair_small", "修鞋"},
                                                  {"service:shoe_repair", "repair_small", "修鞋"},
                                                  {"service:copy", "photocopy", "复印"},
                                                  {"service:print", "photocopy", "打印"},
                                                  {"self_service", "laundry", "自助洗衣"}}};

void add_services(Tags const& tags, kinds::Kinds const& kinds, Outlet& outlet) {
  for (auto const& known : tag_services) {
    auto const kind = kinds.find(known.kind);
    if (kind && std::ranges::binary_search(outlet.kinds, *kind) &&
        (tags.is(known.key, "yes") || tags.is(known.key, "only"))) {
      outlet.services.push_back({*kind, std::string{known.name}, std::nullopt});
    }
  }
}

struct Opening {
  std::optional<hours::Hours> hours;
  bool understood = true;
};

Opening opening_of(Tags const& tags) {
  auto const text = tags["opening_hours"];
  if (text.empty()) {
    return {};
  }
  auto hours = hours::Hours::parse(text);
  if (!hours) {
    hours = hours::Hours::parse_plain(text);
  }
  return hours ? Opening{std::move(*hours), true} : Opening{std::nullopt, false};
}

kinds::ServingSet serving_of(Tags const& tags, kinds::Kinds const& kinds, Outlet const& outlet) {
  auto serving = outlets::serving_of(kinds, outlet.kinds);
  auto const delivers = tags["delivery"];
  if (delivers == "only") {
    return set_of(kinds::Serving::at_home);
  }
  if (!delivers.empty() && delivers != "no") {
    serving = static_cast<kinds::ServingSet>(serving | set_of(kinds::Serving::at_home));
  }
  return serving;
}

Outlet outlet_of(osm::Place const& place, Tags const& tags, Opening opening, std::vector<kinds::KindIndex> its_kinds,
                 kinds::Kinds const& kinds) {
  Outlet outlet;
  outlet.sources = {outlets::osm_source(place.ref)};
  outlet.id = OutletId{id_of(outlet.sources.front())};
  outlet.name = tags.first_of({"name", "name:zh", "brand", "operator"});
  outlet.kinds = std::move(its_kinds);
  if (!opening.understood) {
    outlet.hours_text = tags["opening_hours"];
    add_mark(outlet, "hours_odd");
  }
  outlet.stands.push_back(
      {place.shape.empty() ? place.at : geo::inner_point(place.shape), {}, std::move(opening.hours)});
  outlet.serving = serving_of(tags, kinds, outlet);
  add_services(tags, kinds, outlet);
  outlet.address = address_of(tags);
  outlets::set_telephone(outlet, tags.first_of({"phone", "contact:phone", "contact:mobile", "mobile"}));
  outlet.chain = tags.first_of({"brand", "brand:zh"});
  outlet.opened = text::date(tags["start_date"]).value_or("");
  if (auto const capacity = text::number(tags["capacity"]); capacity && *capacity >= 0 && *capacity < 1e9) {
    outlet.capacity = static_cast<std::int64_t>(*capacity);
  }
  return outlet;
}

}  // namespace

std::vector<Outlet> outlets_from_osm(std::span<osm::Place const> places, kinds::Kinds const& kinds, Report& report) {
  std::vector<Outlet> found;
  for (auto const& place : places) {
    Tags const tags{place};
    if (says_disused(tags)) {
      ++report.skipped["place_disused"];
      continue;
    }
    auto opening = opening_of(tags);
    kinds::Evidence evidence;
    evidence.tags = tags.all();
    evidence.name = tags.first_of({"name", "name:zh"});
    evidence.opens_at_minute = opening.hours ? outlets::earliest_opening(*opening.hours) : -1;
    evidence.area_square_metres = place.shape.empty() ? -1 : geo::area_square_metres(place.shape);
    auto its_kinds = kinds.match(evidence);
    if (its_kinds.empty()) {
      ++report.skipped[was_something(tags) ? "place_disused" : "place_of_no_kind"];
      continue;
    }
    if (!opening.understood) {
      ++report.skipped["hours_not_understood"];
    }
    found.push_back(outlet_of(place, tags, std::move(opening), std::move(its_kinds), kinds));
  }
  std::ranges::sort(found, {}, [](Outlet const& outlet) { return std::pair{outlet.id, outlet.sources.front()}; });
  return found;
}

}  // namespace linquan::city
