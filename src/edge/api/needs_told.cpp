#include "needs_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "linquan/programme/programme.h"
#include "linquan/store/needs.h"
#include "reply.h"

namespace linquan::api {

Json need_json(needs::Need const& need) {
  auto const or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"id", fmt::to_string(need.id.value())},
          {"kind", or_null(need.kind)},
          {"words", or_null(need.words)},
          {"at", {{"lat", geo::lat_degrees(need.at)}, {"lon", geo::lon_degrees(need.at)}}},
          {"community", or_null(need.community)},
          {"for", needs::name_of(need.whom)},
          {"when", or_null(need.when)},
          {"asked_at", instant_text(need.asked_at)},
          {"state", needs::name_of(need.state)},
          {"ended_at", instant_or_null(need.ended_at)}};
}

std::vector<needs::Demand> open_needs(Context const& context) {
  constexpr std::uint64_t count_max = 100'000;
  auto const port = store::needs();
  auto open = context.store.read(
      [&](UnitOfWork& work) -> Result<std::vector<needs::Demand>> { return port->open(work, count_max); });
  return open ? std::move(*open) : std::vector<needs::Demand>{};
}

void add_needs(Json& evaluation, Snapshot::Judged const& judged, std::vector<needs::Demand> const& open) {
  auto const& city = judged.town.imported();
  auto const people = programme::people_by_area(city);
  auto& told = evaluation["gaps"];
  for (std::size_t i = 0; i < told.size(); ++i) {
    auto const& gap = judged.gaps->at(i);
    auto const count = programme::needs_of(gap, judged.evaluation.standard.rules[gap.rule], city, open, people);
    told[i]["needs"] = count ? Json(*count) : Json(nullptr);
  }
}

}  // namespace linquan::api
