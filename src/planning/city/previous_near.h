#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linquan/geo/box_index.h"
#include "linquan/geo/point.h"

namespace linquan::city {

/// Things of last year by where they are; a thing may have several places.
class Near {
 public:
  void add(geo::Point at, std::uint32_t thing) {
    boxes_.push_back({at, at});
    things_.push_back(thing);
  }
  void build() { index_ = geo::BoxIndex{boxes_}; }

  /// Calls `visit(thing, distance)` for every place within `metres` of `at`, the rim included.
  template <class Visit>
  void visit(geo::Point at, std::int64_t metres, Visit const& visit) const {
    index_.visit(geo::widened({at, at}, static_cast<double>(metres)), [&](std::uint32_t i) {
      auto const away = geo::distance(at, boxes_[i].low);
      if (away.count <= metres * 1000) {
        visit(things_[i], away);
      }
    });
  }

 private:
  std::vector<geo::Box> boxes_;
  std::vector<std::uint32_t> things_;
  geo::BoxIndex index_;
};

/// Things of last year by a text they have.
class ByText {
 public:
  void add(std::string_view text, std::uint32_t thing) { things_[text].push_back(thing); }
  [[nodiscard]] std::span<std::uint32_t const> at(std::string_view text) const {
    auto const found = things_.find(text);
    return found == things_.end() ? std::span<std::uint32_t const>{} : std::span{found->second};
  }

 private:
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> things_;
};

}  // namespace linquan::city
