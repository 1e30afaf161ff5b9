#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace linquan::reach {

/// Things that lie on edges, in one flat array; changes are kept apart, so that copies share what did not change.
template <class T>
class OnEdges {
 public:
  OnEdges() = default;
  /// `things` in any order; on each edge they keep it.
  OnEdges(std::uint32_t edge_count, std::span<std::pair<std::uint32_t, T> const> things) {
    auto base = std::make_shared<Base>();
    base->first.assign(std::size_t{edge_count} + 1, 0);
    for (auto const& [edge, thing] : things) {
      ++base->first[edge + 1];
    }
    for (std::size_t edge = 0; edge < edge_count; ++edge) {
      base->first[edge + 1] += base->first[edge];
    }
    base->things.resize(things.size());
    auto next = base->first;
    for (auto const& [edge, thing] : things) {
      base->things[next[edge]++] = thing;
    }
    base_ = std::move(base);
  }

  [[nodiscard]] std::span<T const> at(std::uint32_t edge) const {
    if (changed_) {
      if (auto const found = changed_->find(edge); found != changed_->end()) {
        return found->second;
      }
    }
    if (edge + std::size_t{1} >= base_->first.size()) {
      return {};  // an edge that a change added
    }
    return {base_->things.data() + base_->first[edge], base_->things.data() + base_->first[edge + 1]};
  }

  /// Several edges with their new lists.
  [[nodiscard]] OnEdges with(std::vector<std::pair<std::uint32_t, std::vector<T>>> lists) const {
    auto copy = *this;
    auto changed = changed_ ? std::make_shared<Map>(*changed_) : std::make_shared<Map>();
    for (auto& [edge, list] : lists) {
      (*changed)[edge] = std::move(list);
    }
    copy.changed_ = std::move(changed);
    return copy;
  }

 private:
  struct Base {
    std::vector<std::uint32_t> first;
    std::vector<T> things;
  };
  using Map = std::unordered_map<std::uint32_t, std::vector<T>>;

  std::shared_ptr<Base const> base_;
  std::shared_ptr<Map const> changed_;
};

}  // namespace linquan::reach
