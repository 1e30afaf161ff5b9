#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/survey.h"

namespace linquan::siting {

/// A rule with gaps, as remedies are looked for.
struct Ask {
  standard::Rule const* rule = nullptr;
  standard::Survey::Asked asked;
  std::vector<std::uint32_t> gap_of;  ///< by home: index into the gaps; `walk::none`: in none, or too few outlets
                                      ///< for the area's people, so that no place of its own helps it
  std::vector<char> one_short;        ///< by home: whether one outlet more within the limit is enough
};

/// The rules of one survey that have gaps, and the ground on which they are asked.
struct Questions {
  city::City const& city;
  standard::Survey const& survey;
  reach::Streets streets;
  reach::Homes homes;
  reach::Supply supply;
  std::vector<Ask> asks;
  unsigned threads = 1;

  [[nodiscard]] reach::Column const& kinds(Ask const& ask) const { return survey.question.columns[ask.asked.column]; }
};

/// Whether outlets enough lie within the rule's limit; `table` was made with the survey's limits.
bool is_near(Ask const& ask, reach::Table const& table, reach::Seat seat);

/// Somewhere that would serve once it opens, takes a kind on, or is built.
struct Offer {
  standard::Remedy remedy;          ///< people are counted later
  std::vector<reach::Place> doors;  ///< as somebody arrives at it
  std::vector<std::size_t> asks;    ///< for which it would do
  std::uint32_t gap = walk::none;   ///< looked at for this gap only; `walk::none`: for every one
};

/// Outlets that would have to open, or could take a kind on, candidates, and street fronts of the first gaps.
std::vector<Offer> offers_for(Questions const& questions, std::span<standard::Gap const> gaps, std::size_t fronts,
                              Millimetres every);

/// What one opened gate is to one gap.
struct GateGain {
  standard::Remedy remedy;
  std::uint32_t gap = 0;
};
/// For each gate that lets nobody pass as the survey's walker walks: the gaps that it would help, by gate, then gap.
std::vector<GateGain> gate_gains(Questions const& questions);

}  // namespace linquan::siting
