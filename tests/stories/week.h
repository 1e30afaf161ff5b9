#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "linquan/store/url.h"

/// A week of a quarter: residents order, shops and riders work, the provider misbehaves, and now and then the ground
/// gives way at whichever step it stands. The same seed tells the same story.
namespace linquan::stories {

struct Quarter {
  std::uint64_t seed = 1;
  std::size_t shops = 20;
  std::size_t residents = 300;
  std::size_t workers = 10;
  std::size_t riders = 4;
  std::size_t steps = 900;       ///< that anybody tries
  std::uint64_t faults = 40;     ///< in thousandths of the steps
  std::size_t look_every = 100;  ///< steps between two looks at all that must hold
  store::Url url{store::Engine::sqlite, ":memory:"};
};

/// What came of it.
struct Told {
  std::uint64_t written = 0;                           ///< steps that were carried out
  std::uint64_t refused = 0;                           ///< and that were refused, each by a code of the rules
  std::map<std::string, std::uint64_t> refusals = {};  ///< by code
  std::uint64_t failed = 0;                            ///< and that a fault undid
  std::uint64_t replayed = 0;                          ///< sent again because the answer was lost
  std::uint64_t completed = 0;                         ///< orders
  std::uint64_t returned = 0;                          ///< payments that no order needed
  std::vector<std::string> broken = {};                ///< what did not hold, in words: empty in a good story
};

Told week_of(Quarter const& quarter);

}  // namespace linquan::stories
