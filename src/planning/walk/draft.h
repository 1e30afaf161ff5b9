#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/geo/box_index.h"
#include "linquan/geo/point.h"
#include "linquan/walk/plan.h"

/// The builder's workbench: streets as chains of segments, each public, inner or dropped. Not for others.
namespace linquan::walk {

/// A segment that carries nobody.
inline constexpr std::uint32_t dropped = none - 1;

struct DraftStreet {
  PlanStreet plan;
  /// For each segment (vertex i to i+1): `none` public, a compound's index, or `dropped`.
  std::vector<std::uint32_t> inner;

  [[nodiscard]] std::size_t segment_count() const { return inner.size(); }
};

struct Draft {
  Plan const& plan;
  std::vector<Vertex> vertices;
  std::vector<DraftStreet> streets;
  std::vector<BuiltCompound> compounds;
  std::vector<std::uint32_t> door_vertices;  ///< for each of Plan::doors; `none` where streets serve it
  Skipped skipped;

  explicit Draft(Plan const& from);
  std::uint32_t add_vertex(geo::Point at);
  void add_street(PlanStreet street, std::uint32_t inner_of);
};

/// A segment by its place in the draft; segment i runs from vertex i to i+1 of its street.
struct SegmentRef {
  std::uint32_t street = 0;
  std::uint32_t segment = 0;
};

/// All segments of a draft with an index over their boxes. Stale after any street changes.
class SegmentIndex {
 public:
  explicit SegmentIndex(Draft const& draft);
  /// Segments whose box touches `box`, in the draft's order.
  [[nodiscard]] std::vector<SegmentRef> touching(geo::Box const& box) const;

 private:
  std::vector<SegmentRef> refs_;
  geo::BoxIndex index_;
};

/// Which segments end at each vertex; stale after any street changes.
class Incidence {
 public:
  explicit Incidence(Draft const& draft);
  [[nodiscard]] std::span<SegmentRef const> at(std::uint32_t vertex) const {
    return std::span{refs_}.subspan(first_[vertex], first_[vertex + 1] - first_[vertex]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<SegmentRef> refs_;
};

/// Rims and visibility edges of the plan's pedestrian areas, as streets.
void add_plazas(Draft& draft);
/// Decides which compounds are closed, which segments are their inner streets and where their gates are.
void close_compounds(Draft& draft);
/// Gates and straight ways for closed compounds in which no inner street is mapped.
void serve_compounds_without_streets(Draft& draft);
/// Nodes, edges, gates and components from the finished draft.
Built assemble(Draft&& draft);

/// How far along a street a mapped gate may stand from a compound's drawn rim.
inline constexpr std::int64_t gate_setback_millimetres = 30'000;

}  // namespace linquan::walk
