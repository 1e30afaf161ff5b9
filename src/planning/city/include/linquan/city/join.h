#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/walk/graph.h"

namespace linquan::city {

class Snapper;

/// Joins places to one city's streets. What it prepares serves them all.
class Joiner {
 public:
  /// Borrows the city for its whole life.
  explicit Joiner(City const& city);
  ~Joiner();
  Joiner(Joiner const&) = delete;
  Joiner& operator=(Joiner const&) = delete;
  Joiner(Joiner&&) noexcept;
  Joiner& operator=(Joiner&&) = delete;

  /// As a home's door would be; see join().
  [[nodiscard]] Result<walk::Access> door(geo::Point at) const;
  /// As an outlet's stand would be: a shop in a compound's rim may open to the street outside. Refuses as join() does.
  [[nodiscard]] Result<walk::Access> stand(geo::Point at) const;

 private:
  City const& city_;
  std::unique_ptr<Snapper> snapper_;
};

/// Joins a place that somebody names to the streets, as a home's door would be.
///
/// not_found   `place_in_water`, `place_in_compound` (no inner street is mapped there), `place_not_on_street`
Result<walk::Access> join(City const& city, geo::Point at);

/// A table of candidates for a city that is built already, read and joined as import does. `crs` is that of tables that
/// state none.
///
/// bad_input   `table_elsewhere`, and what Crs::parse(), read_table() and read_candidates() refuse
Result<std::vector<Candidate>> candidates_from(City const& city, std::filesystem::path const& file,
                                               std::string const& crs);

/// The polygons of a file, whatever else it holds.
///
/// bad_input   `polygons_none`, and what Crs::parse() and read_table() refuse
Result<geo::MultiPolygon> polygons_from(std::filesystem::path const& file, std::string const& crs);

}  // namespace linquan::city
