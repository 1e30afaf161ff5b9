#include "draft.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace linquan::walk {

Draft::Draft(Plan const& from)
    : plan{from},
      vertices{from.vertices},
      compounds(from.compounds.size()),
      door_vertices(from.doors.size(), none),
      skipped{from.skipped} {
  streets.reserve(from.streets.size());
  for (auto const& street : from.streets) {
    add_street(street, none);
  }
}

std::uint32_t Draft::add_vertex(geo::Point at) {
  Vertex vertex;
  vertex.at = at;
  vertices.push_back(vertex);
  return static_cast<std::uint32_t>(vertices.size() - 1);
}

void Draft::add_street(PlanStreet street, std::uint32_t inner_of) {
  if (street.vertices.size() < 2) {
    ++skipped["way_too_short"];
    return;
  }
  auto const segments = street.vertices.size() - 1;
  streets.push_back({std::move(street), std::vector<std::uint32_t>(segments, inner_of)});
}

SegmentIndex::SegmentIndex(Draft const& draft) {
  std::vector<geo::Box> boxes;
  for (std::uint32_t s = 0; s < draft.streets.size(); ++s) {
    auto const& street = draft.streets[s];
    for (std::uint32_t i = 0; i < street.segment_count(); ++i) {
      geo::Box box;
      box.add(draft.vertices[street.plan.vertices[i]].at);
      box.add(draft.vertices[street.plan.vertices[i + 1]].at);
      boxes.push_back(box);
      refs_.push_back({s, i});
    }
  }
  index_ = geo::BoxIndex{boxes};
}

std::vector<SegmentRef> SegmentIndex::touching(geo::Box const& box) const {
  std::vector<std::uint32_t> found;
  index_.visit(box, [&](std::uint32_t i) { found.push_back(i); });
  std::ranges::sort(found);
  std::vector<SegmentRef> refs;
  refs.reserve(found.size());
  for (auto const i : found) {
    refs.push_back(refs_[i]);
  }
  return refs;
}

Incidence::Incidence(Draft const& draft) : first_(draft.vertices.size() + 1, 0) {
  auto const each_end = [&](auto const& take) {
    for (std::uint32_t s = 0; s < draft.streets.size(); ++s) {
      auto const& street = draft.streets[s];
      for (std::uint32_t i = 0; i < street.segment_count(); ++i) {
        take(street.plan.vertices[i], SegmentRef{s, i});
        take(street.plan.vertices[i + 1], SegmentRef{s, i});
      }
    }
  };
  each_end([&](std::uint32_t vertex, SegmentRef /*ref*/) { ++first_[vertex + 1]; });
  for (std::size_t v = 1; v < first_.size(); ++v) {
    first_[v] += first_[v - 1];
  }
  refs_.resize(first_.back());
  auto next = first_;
  each_end([&](std::uint32_t vertex, SegmentRef ref) { refs_[next[vertex]++] = ref; });
}

Built build(Plan const& plan) {
  Draft draft{plan};
  add_plazas(draft);
  close_compounds(draft);
  serve_compounds_without_streets(draft);
  return assemble(std::move(draft));
}

}  // namespace linquan::walk
