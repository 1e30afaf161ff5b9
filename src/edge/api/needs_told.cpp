#include "needs_told.h"

#include <algorithm>

#include "linquan/programme/programme.h"
#include "linquan/store/needs.h"

namespace linquan::api {

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
