#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// The nearest sites of one column for some homes, by one search back from all of the column's sites at once.
///
/// Each node keeps the one or three nearest sites that reach it, by time and then outlet id: a fourth cannot be among
/// the three nearest of any place behind it. One worker's own scratch.
class NearestSites {
 public:
  /// `about`: a box around the places that will be asked for. What lies farther from it than one walks is left out.
  void search(Streets const& streets, Supply const& supply, ColumnIndex column, geo::Box const& about,
              Keep const& keep);
  /// Nearest first; within the limit only.
  [[nodiscard]] std::vector<Table::Site> of(Place const& home) const;

 private:
  struct Label {
    Tenths time = absent;
    std::uint32_t rank = 0;  ///< of the site among sites_: by rising outlet id
  };
  struct Labels {
    std::array<Label, nearest_max> at{};
    std::size_t count = 0;
  };
  struct Entry {
    std::uint32_t time = 0;
    std::uint32_t rank = 0;
    Node node = 0;
    friend auto operator<=>(Entry const&, Entry const&) = default;
  };

  void clear(std::uint32_t node_count);
  void choose_sites(geo::Box const& within);
  void push(Node node, std::uint32_t time, std::uint32_t rank);
  void start(Place const& point, std::uint32_t rank);
  void spread(geo::Box const& within);
  bool take(Entry const& entry);
  [[nodiscard]] std::span<Label const> labels(Node node) const;

  Streets const* streets_ = nullptr;
  Supply const* supply_ = nullptr;
  ColumnIndex column_ = 0;
  std::size_t keep_count_ = 1;
  Tenths limit_ = 0;
  std::vector<SiteIndex> sites_;
  std::vector<std::uint32_t> slot_of_;  ///< by node
  std::vector<Node> touched_;
  std::vector<Labels> labels_;
  std::vector<Entry> heap_;
};

}  // namespace linquan::reach
