#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "linquan/city/city.h"
#include "linquan/dispatch/board.h"
#include "linquan/persons/persons.h"
#include "linquan/walk/graph.h"

namespace linquan::rides {

/// The streets as an e-bike is ridden on them: steps, lifts and corridors closed, and what is for walkers only marked
/// so that a search with rider() counts it at the pace of pushing. Nodes, edges and accesses keep their numbers.
walk::Graph ridden(walk::Graph const& streets);

/// The e-bike of standards/riders.yaml for a graph that ridden() made; of no use on any other.
persons::Person rider();

/// Times between doors on one city's streets, on foot and by e-bike, in tenths of a second.
///
/// Every new place is searched from and to once; asking for a time is then a look into a table. Not for several threads
/// at once while places are added.
class Travel final : public dispatch::Times {
 public:
  /// Nobody is sent farther; beyond it there is no time.
  static constexpr int ride_minutes_max = 30;
  static constexpr int walk_minutes_max = 15;

  /// Borrows the city for its whole life.
  explicit Travel(city::City const& city);
  ~Travel() override;
  Travel(Travel const&) = delete;
  Travel& operator=(Travel const&) = delete;
  Travel(Travel&&) = delete;
  Travel& operator=(Travel&&) = delete;

  /// A door, or several of one place; where none is joined to a street, there is no way to it.
  dispatch::PlaceId add(std::span<walk::Access const> doors);
  [[nodiscard]] std::optional<dispatch::Span> time(dispatch::Mode mode, dispatch::PlaceId from,
                                                   dispatch::PlaceId to) const override;
  /// The slow twin: one search by the reference, for this pair alone.
  [[nodiscard]] std::optional<dispatch::Span> time_searched(dispatch::Mode mode, dispatch::PlaceId from,
                                                            dispatch::PlaceId to) const;

 private:
  class Table;
  std::unique_ptr<Table> foot_;
  std::unique_ptr<Table> ride_;
  std::uint64_t count_ = 0;
};

}  // namespace linquan::rides
