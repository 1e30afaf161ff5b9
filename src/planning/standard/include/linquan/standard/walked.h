#pragma once

#include <memory>
#include <span>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/scenario.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/walker.h"

namespace linquan::standard {

/// The city's streets as a walker finds them once the edits are made.
///
/// Refuses as reach::change_streets() does.
Result<reach::Streets> walked_streets(city::City const& city, reach::Walker const& walker,
                                      std::span<reach::Edit const> edits);

/// The streets and homes of the walkers who were asked for: those of one are made once.
class WalkedBook {
 public:
  /// Borrows both for its whole life.
  WalkedBook(city::City const& city, std::span<reach::Edit const> edits) : city_{city}, edits_{edits} {}

  struct Made {
    reach::Walker walker;
    reach::Streets mapped;  ///< before any edit
    reach::Streets streets;
    reach::Homes homes;
  };
  /// Good as long as the book. Refuses as reach::change_streets() does.
  Result<Made const*> of(reach::Walker const& walker);

 private:
  city::City const& city_;
  std::span<reach::Edit const> edits_;
  std::vector<std::unique_ptr<Made const>> made_;
};

}  // namespace linquan::standard
