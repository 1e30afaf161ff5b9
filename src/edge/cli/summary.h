#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/city/city.h"

namespace linquan::cli {

using Counts = std::map<std::string, std::uint64_t>;

/// The figures of a city that import and info print.
struct Summary {
  std::uint64_t walk_nodes = 0;
  std::uint64_t walk_edges = 0;
  /// Streets once each: the second copy of inner streets, the lines across plazas and straight links are left out.
  Millimetres walk_length;
  std::uint64_t components = 0;
  double component_main_share = 0;  ///< of the street length

  std::uint64_t buildings = 0;
  std::uint64_t dwellings = 0;
  std::uint64_t homes = 0;
  Counts homes_by_source;
  std::uint64_t homes_unsnapped = 0;
  std::uint64_t homes_within_60m = 0;  ///< snapped, and at most 60 m from door to street
  Millipersons people;
  Millipersons people_given;
  Millipersons people_unplaced;
  city::People ages;

  std::uint64_t outlets = 0;
  Counts outlets_by_kind;  ///< an outlet of several kinds counts under each
  std::vector<std::string> kinds_without_outlet;
  Counts outlets_by_placing;
  std::uint64_t outlets_unplaced = 0;
  std::uint64_t outlets_not_joined = 0;  ///< placed, but no street is near: nobody reaches them
  std::uint64_t outlets_without_hours = 0;
  Counts outlets_by_mark;
  std::uint64_t doubles = 0;

  Counts areas_by_level;
  std::uint64_t compounds = 0;
  std::uint64_t compounds_closed = 0;
  std::uint64_t gates = 0;
  std::uint64_t gates_inferred = 0;
  std::uint64_t candidates = 0;
  Counts skipped;
};

Summary summarise(city::City const& city);

/// A home far from any street, or without one.
struct FarHome {
  city::HomeId home;
  city::SourceRef source;
  geo::Point at;
  std::string reason;        ///< code; empty where the home is snapped
  std::uint32_t metres = 0;  ///< from door to street; UINT32_MAX where there is none near
};

/// The homes without a street first, then those farthest from theirs; at most `count`, in an order that is always the
/// same.
std::vector<FarHome> farthest_homes(city::City const& city, std::size_t count);

}  // namespace linquan::cli
