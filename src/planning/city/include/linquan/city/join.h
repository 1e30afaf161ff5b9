#pragma once

#include <memory>
#include <span>

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

/// Joins candidates to the streets, as import does: a shop in a compound's rim may open to the street outside. One that
/// meets no street keeps an access without an edge.
void join_candidates(City const& city, std::span<Candidate> candidates);

}  // namespace linquan::city
