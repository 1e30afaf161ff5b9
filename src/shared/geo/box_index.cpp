#include "linquan/geo/box_index.h"

#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>
#include <cstddef>
#include <utility>
#include <vector>

namespace linquan::geo {
namespace {

// Doubles hold every coordinate exactly, and unlike 32-bit integers the widest possible box as well.
using Corner = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
using Rectangle = boost::geometry::model::box<Corner>;
using Entry = std::pair<Rectangle, std::uint32_t>;

Rectangle rectangle(Box const& box) {
  return {Corner{static_cast<double>(box.low.lon), static_cast<double>(box.low.lat)},
          Corner{static_cast<double>(box.high.lon), static_cast<double>(box.high.lat)}};
}

std::vector<Entry> entries(std::span<Box const> boxes) {
  std::vector<Entry> all;
  all.reserve(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].empty()) {
      all.emplace_back(rectangle(boxes[i]), static_cast<std::uint32_t>(i));
    }
  }
  return all;
}

}  // namespace

struct BoxIndex::Tree {
  // Built from a range, the tree is packed: quicker to build and to ask than one grown by insertion.
  explicit Tree(std::vector<Entry> const& all) : rtree{all} {}
  boost::geometry::index::rtree<Entry, boost::geometry::index::quadratic<16>> rtree;
};

BoxIndex::BoxIndex() = default;
BoxIndex::BoxIndex(std::span<Box const> boxes) : tree_{std::make_unique<Tree>(entries(boxes))} {}
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;
BoxIndex::~BoxIndex() = default;

void BoxIndex::visit(Box const& box, std::function<void(std::uint32_t)> const& visit) const {
  if (!tree_ || box.empty()) {
    return;
  }
  auto const tell = boost::make_function_output_iterator([&visit](Entry const& entry) { visit(entry.second); });
  tree_->rtree.query(boost::geometry::index::intersects(rectangle(box)), tell);
}

}  // namespace linquan::geo
