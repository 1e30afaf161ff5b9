#include "linquan/geo/box_index.h"

#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace linquan::geo {
namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<std::int32_t, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Entry = std::pair<TreeBox, std::uint32_t>;

TreeBox tree_box(Box const& box) { return {{box.low.lon, box.low.lat}, {box.high.lon, box.high.lat}}; }

/// Calls a function for each result instead of storing it.
class Caller {
 public:
  using iterator_category = std::output_iterator_tag;
  using value_type = void;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = void;

  explicit Caller(std::function<void(std::uint32_t)> const& visit) : visit_{&visit} {}
  Caller& operator=(Entry const& entry) {
    (*visit_)(entry.second);
    return *this;
  }
  Caller& operator*() { return *this; }
  Caller& operator++() { return *this; }

 private:
  std::function<void(std::uint32_t)> const* visit_;
};

}  // namespace

struct BoxIndex::Tree {
  bg::index::rtree<Entry, bg::index::rstar<16>> boxes;
};

BoxIndex::BoxIndex() = default;
BoxIndex::BoxIndex(BoxIndex&&) noexcept = default;
BoxIndex& BoxIndex::operator=(BoxIndex&&) noexcept = default;
BoxIndex::~BoxIndex() = default;

BoxIndex::BoxIndex(std::span<Box const> boxes) {
  std::vector<Entry> entries;
  entries.reserve(boxes.size());
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].empty()) {
      entries.emplace_back(tree_box(boxes[i]), i);
    }
  }
  tree_ = std::make_unique<Tree>();
  // Building from a range packs the tree; inserting one by one would not.
  tree_->boxes = decltype(tree_->boxes){entries.begin(), entries.end()};
}

void BoxIndex::visit(Box const& box, std::function<void(std::uint32_t)> const& visit) const {
  if (tree_ && !box.empty()) {
    tree_->boxes.query(bg::index::intersects(tree_box(box)), Caller{visit});
  }
}

}  // namespace linquan::geo
