#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/on_edges.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// One thing that is asked for: an outlet of any of these kinds.
using Column = std::vector<kinds::KindIndex>;
using ColumnIndex = std::uint16_t;

/// Which outlets count, and for what.
struct Question {
  std::vector<Column> columns{};
  kinds::ServingSet ways = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);  ///< any of these ways
  std::optional<hours::MinuteOfWeek> open_at{};  ///< nullopt: at any time of the week
  bool unknown_hours_count = true;  ///< with `open_at`: whether a stand whose hours nobody knows counts as open
};

/// Every kind of the city's table as a column of its own.
std::vector<Column> each_kind(city::City const& city);

using SiteIndex = std::uint32_t;

/// The outlets that count, where they are entered and in which columns they stand.
///
/// A value: copies share what neither changed.
class Supply {
 public:
  /// What is asked of one outlet. Its time is that of its nearest point.
  struct Site {
    std::uint32_t outlet = 0;  ///< as the caller counts: City::outlets, or beyond them
    city::OutletId id;         ///< decides ties: the smaller comes first
    std::vector<Place> points;
    std::vector<ColumnIndex> columns;  ///< ascending
  };
  /// A point of a site, on its edge.
  struct Point {
    SiteIndex site = 0;
    Place place;
  };

  Supply(Streets const& streets, std::size_t column_count, std::vector<Site> sites);

  [[nodiscard]] std::size_t column_count() const { return column_count_; }
  /// Sites are numbered by ascending outlet id; those that changes added come after them, in any order.
  [[nodiscard]] SiteIndex site_count() const { return site_count_; }
  [[nodiscard]] bool in_order() const { return changed_ == nullptr; }
  [[nodiscard]] bool has(SiteIndex site) const { return !this->site(site).columns.empty(); }
  [[nodiscard]] Site const& site(SiteIndex site) const;
  [[nodiscard]] std::span<Point const> on_edge(Edge edge) const { return on_edges_.at(edge); }

  /// One site more; its number.
  SiteIndex add(Streets const& streets, Site site);
  /// The site's number stays, without columns.
  void remove(Streets const& streets, SiteIndex site);
  /// After `edge` was cut: its points lie on the pieces.
  void cut(Streets const& streets, Edge edge);
  /// Where the outlet stands in any column.
  [[nodiscard]] std::optional<SiteIndex> find(city::OutletId id) const;
  /// How many sites changes have put or removed since the supply was made.
  [[nodiscard]] std::size_t changed_count() const { return changed_ ? changed_->sites.size() : 0; }
  /// The same outlets, numbered anew: copies of this one are cheap to change again.
  [[nodiscard]] Supply repacked(Streets const& streets) const;
  /// Sites in a column, in no order.
  [[nodiscard]] std::vector<SiteIndex> in_column(ColumnIndex column) const;

 private:
  struct Changed {
    std::unordered_map<SiteIndex, Site> sites;
    std::unordered_map<city::OutletId, SiteIndex> by_id;  ///< of those that were added
  };

  std::size_t column_count_ = 0;
  SiteIndex site_count_ = 0;
  std::shared_ptr<std::vector<Site> const> sites_;
  std::shared_ptr<std::vector<std::vector<SiteIndex>> const> by_column_;
  std::shared_ptr<Changed> changed_;  ///< null: nothing changed
  OnEdges<Point> on_edges_;
};

/// What was left out of a supply, and why.
struct LeftOut {
  std::size_t unplaced = 0;       ///< no stand, or none joined to a street
  std::size_t closed = 0;         ///< not open when asked
  std::size_t hours_unknown = 0;  ///< nobody knows whether open when asked
};

/// The site of one outlet, with no columns or points where it does not count; `left_out` tells why.
Supply::Site site_of(city::Outlet const& outlet, std::uint32_t index, Streets const& streets, Question const& question,
                     LeftOut& left_out);

Supply supply_of(city::City const& city, Streets const& streets, Question const& question, LeftOut* left_out = nullptr);

}  // namespace linquan::reach
