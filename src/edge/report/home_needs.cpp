#include "home_needs.h"

#include <cstddef>

#include "linquan/reach/catchment.h"
#include "palette.h"

namespace linquan::report {
namespace {

void add(HomeNeeds& home, standard::Verdict verdict, std::int64_t weight) {
  switch (verdict) {
    case standard::Verdict::met:
      ++home.met;
      home.needs.met += weight;
      return;
    case standard::Verdict::unmet:
      ++home.unmet;
      home.needs.unmet += weight;
      return;
    case standard::Verdict::unknown:
      ++home.unknown;
      home.needs.unknown += weight;
      return;
  }
}

}  // namespace

std::vector<HomeNeeds> home_needs(Subject const& subject) {
  std::vector<HomeNeeds> homes(subject.city.homes.size());
  for (std::size_t rule = 0; rule < subject.standard().rules.size(); ++rule) {
    auto const& asked = subject.standard().rules[rule];
    auto const& verdicts = subject.findings().rules[rule].verdicts;
    for (std::size_t home = 0; home < homes.size(); ++home) {
      auto const people = reach::people_of(subject.city.homes[home].people, asked.people);
      if (people.count > 0) {
        add(homes[home], verdicts[home], people.count * asked.weight);
      }
    }
  }
  return homes;
}

NeedsClass class_of(standard::Needs const& needs) {
  auto const share = needs.share();
  if (!share) {
    return NeedsClass::unknown;
  }
  if (*share >= pass_mark) {
    return NeedsClass::passed;
  }
  if (*share >= class_middle) {
    return NeedsClass::near;
  }
  return *share >= class_low ? NeedsClass::far : NeedsClass::farthest;
}

}  // namespace linquan::report
