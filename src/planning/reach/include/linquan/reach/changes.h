#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// A city as somebody walks it, and what every home reaches. Copies share what neither changed.
struct State {
  Streets streets;
  Homes homes;
  Supply supply;
  Table table;
};

/// A new outlet, or another form of one that is there: moved, of other kinds, with other hours.
struct PutSite {
  Supply::Site site;
};
struct RemoveSite {
  city::OutletId id;
};
/// A gate's edges, or a street's: nobody passes, or everybody who may.
struct SetOpen {
  std::vector<Edge> edges;
  bool open = true;
};
/// The whole edge takes so long.
struct SetTime {
  Edge edge = 0;
  Tenths time = 0;
};
struct AddStreet {
  NewStreet street;
};
using Change = std::variant<PutSite, RemoveSite, SetOpen, SetTime, AddStreet>;

/// Applies changes to states. The result is always what a full computation from scratch would give, bit by bit.
///
/// An outlet's change searches back from it and touches only the homes it serves; a street's change searches again for
/// the groups that can reach it. Keeps its scratch from change to change; one thread at a time.
class Updater {
 public:
  explicit Updater(Effort const& effort = {});
  ~Updater();
  Updater(Updater const&) = delete;
  Updater& operator=(Updater const&) = delete;
  Updater(Updater&&) noexcept;
  Updater& operator=(Updater&&) noexcept;

  void apply(State& state, Change const& change);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace linquan::reach
