#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/standard.h"
#include "rows.h"

namespace linquan::compare {

/// What is counted: each rule and then, where the standard asks for one, the round.
struct Measures {
  explicit Measures(standard::Standard const& of_standard) : standard{of_standard} {}

  [[nodiscard]] std::size_t count() const { return standard.rules.size() + (standard.round ? 1U : 0U); }
  [[nodiscard]] Millipersons people(city::Home const& home, std::size_t measure) const {
    return measure < standard.rules.size() ? reach::people_of(home.people, standard.rules[measure].people)
                                           : home.people.all;
  }
  [[nodiscard]] standard::Verdict verdict(standard::Findings const& findings, std::size_t measure,
                                          std::size_t home) const {
    return measure < standard.rules.size() ? findings.rules[measure].verdicts[home] : findings.round[home];
  }

  standard::Standard const& standard;
};

/// People by row, measure and verdict, of one state or mixture.
class Tallies {
 public:
  Tallies() = default;
  Tallies(Rows const& rows, Measures const& measures, city::City const& city, standard::Findings const& findings);

  [[nodiscard]] standard::Tally const& at(std::uint32_t row, std::size_t measure) const {
    return tallies_[row * measures_ + measure];
  }
  /// People × weight over the rules.
  [[nodiscard]] standard::Needs needs(std::uint32_t row, standard::Standard const& standard) const;

 private:
  std::size_t measures_ = 0;
  std::vector<standard::Tally> tallies_;
};

/// What became of people between the states, by row and measure; see RuleChange.
struct Flow {
  Millipersons gained;
  Millipersons lost;
  Millipersons now_known;
  Millipersons now_unknown;
  Millipersons moved;
};

/// A city with what was found in it.
struct Found {
  city::City const& city;
  standard::Findings const& findings;
};

/// [row × measures + measure].
std::vector<Flow> flows_between(Found const& before, Found const& after, Rows const& rows, Measures const& measures);

}  // namespace linquan::compare
