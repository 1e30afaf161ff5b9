#include "linquan/standard/assess.h"

namespace linquan::standard {
namespace {

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? std::nullopt : std::optional{static_cast<double>(part) / static_cast<double>(whole)};
}

}  // namespace

std::optional<double> Needs::share() const {
  return ratio(met, met + unmet);
}

std::optional<double> Needs::low() const {
  return ratio(met, met + unmet + unknown);
}

std::optional<double> Needs::high() const {
  return ratio(met + unknown, met + unmet + unknown);
}

}  // namespace linquan::standard
