#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/siting/coverage.h"
#include "linquan/siting/solve.h"

namespace linquan::siting {

/// Lists of one kind of thing about another, end to end.
struct Lists {
  std::vector<std::uint32_t> first{0};
  std::vector<std::uint32_t> items;

  [[nodiscard]] std::span<std::uint32_t const> of(std::uint32_t i) const {
    return std::span{items}.subspan(first[i], first[i + 1] - first[i]);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(first.size() - 1); }
  /// Ends the list that was being put into `items`.
  void close() { first.push_back(static_cast<std::uint32_t>(items.size())); }
};

/// For each item below `count`, the numbers of the lists that hold it, ascending.
Lists turned(Lists const& lists, std::uint32_t count);

/// A coverage and a budget, made ready: what nobody could choose is gone, demands that the same options cover are one.
struct Problem {
  std::vector<std::int64_t> weights;  ///< by demand
  std::vector<Option> options;        ///< places are numbered from 0; no capacity where it never binds
  std::vector<OptionIndex> origin;    ///< of each option, in the coverage
  Lists covered;                      ///< demands by option
  Lists apart;                        ///< options by option, both ways
  std::uint32_t places = 0;
  std::uint32_t count = 0;    ///< that may be chosen at most
  std::int64_t cost = -1;     ///< that may be spent; below 0: no such limit
  std::uint32_t per_day = 0;  ///< 0: no days
  bool with_capacity = false;

  [[nodiscard]] std::uint32_t option_count() const { return static_cast<std::uint32_t>(options.size()); }
  [[nodiscard]] std::uint32_t demand_count() const { return static_cast<std::uint32_t>(weights.size()); }
};

/// The budget must allow something: nothing is checked here.
Problem prepare(Coverage const& coverage, Budget const& budget);

}  // namespace linquan::siting
