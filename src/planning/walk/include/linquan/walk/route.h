#pragma once

#include <optional>
#include <span>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/persons/persons.h"
#include "linquan/walk/graph.h"

namespace linquan::walk {

/// A shortest way between two places on edges.
struct Way {
  WalkTime time{};
  Millimetres length;
  std::vector<EdgeIndex> edges;  ///< in order, the two part-edges at the ends included
  std::vector<geo::Point> line;  ///< from the first place to the last
};

/// How a walk is judged.
struct Walker {
  persons::Person const* person = nullptr;
  std::optional<hours::MinuteOfWeek> minute;  ///< nullopt: any hour at which a gate opens at all
};

/// The quickest way from `from` to the nearest of `goals`; ties go to fewer millimetres, then to what the search meets
/// first. nullopt where no goal can be reached. The doors' own distances are not counted.
///
/// Starts on *out* copies and public streets as given; a goal on an inner street should be listed on both its copies
/// (goals_of()).
std::optional<Way> quickest(Graph const& graph, Adjacency const& adjacency, Access from, std::span<Access const> goals,
                            Walker const& walker);

/// An access as a goal: on both copies of an inner street, else on its one edge.
std::vector<Access> goals_of(Graph const& graph, Access access);

/// The line of an edge between two offsets, `from` ≤ `to`, the cut ends included.
std::vector<geo::Point> cut_line(Graph const& graph, EdgeIndex edge, std::uint32_t from, std::uint32_t to);

/// The place of an access on its edge.
geo::Point place_of(Graph const& graph, Access access);

}  // namespace linquan::walk
