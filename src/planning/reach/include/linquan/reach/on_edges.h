#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace linquan::reach {

/// What is shared becomes one's own before it is written to.
template <class T>
T& own(std::shared_ptr<T>& shared) {
  if (!shared) {
    shared = std::make_shared<T>();
  } else if (shared.use_count() > 1) {
    shared = std::make_shared<T>(*shared);
  }
  return *shared;
}

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

  /// Another list for one edge. Copies that were made before keep theirs.
  void set(std::uint32_t edge, std::vector<T> list) { own(changed_)[edge] = std::move(list); }

 private:
  struct Base {
    std::vector<std::uint32_t> first;
    std::vector<T> things;
  };
  using Map = std::unordered_map<std::uint32_t, std::vector<T>>;

  std::shared_ptr<Base const> base_;
  std::shared_ptr<Map> changed_;
};

}  // namespace linquan::reach
