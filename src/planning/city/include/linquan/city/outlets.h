#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/kinds/kinds.h"
#include "linquan/osm/extract.h"
#include "linquan/tables/table.h"

namespace linquan::city {

/// Outlets among the places of OSM: kinds by the tag rules, hours, address, telephone, serving, services.
/// `source_file` goes into nothing but notices. Places of no kind are counted in report.skipped.
std::vector<Outlet> outlets_from_osm(std::span<osm::Place const> places, kinds::Kinds const& kinds, Report& report);

/// Which column holds what, overridable: field → the table's own column name.
using ColumnChoice = std::map<std::string, std::string>;

/// Outlets of one table; rows that are none (no kind understood, no name) are counted and listed in report.
///
/// Rows without coordinates stay `unplaced`; place_registers() tries to place them.
/// bad_input   `column_missing`, `outlets_no_place` (neither coordinates nor address nor name), `coordinate_range`,
///             `coordinate_swapped`
Result<std::vector<Outlet>> outlets_from_table(tables::Table const& table, geo::Crs const& crs,
                                               kinds::Kinds const& kinds, ColumnChoice const& chosen, Report& report,
                                               std::vector<Completeness>& completeness);

/// What addresses can be matched to.
struct Gazetteer {
  std::span<osm::AddressPoint const> addresses;
  std::span<Area const> areas;           ///< compounds and communities by name and code
  walk::Graph const* streets = nullptr;  ///< street names with their lines
};

/// Places unplaced outlets by street and number (exact, else between the two nearest numbers of that street, else on
/// the street's stretch through the community), by compound, or by the name of a placed outlet near by; says how sure.
/// What cannot be matched stays unplaced.
void place_registers(std::vector<Outlet>& outlets, Gazetteer const& gazetteer, Report& report);

/// Merges doubles between sources (and within one): near, alike in name or telephone or licence, sharing a kind or
/// having none in conflict. Tables lead over OSM; the richer row leads within a source. Sorted, independent of order.
void merge_doubles(std::vector<Outlet>& outlets, Report& report);

/// Vacant premises and stall points (`--candidates`).
Result<std::vector<Candidate>> read_candidates(tables::Table const& table, geo::Crs const& crs,
                                               kinds::Kinds const& kinds);

}  // namespace linquan::city
