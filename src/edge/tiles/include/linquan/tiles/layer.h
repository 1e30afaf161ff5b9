#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "linquan/tiles/shapes.h"

namespace linquan::tiles {

/// What a property may be.
using Value = std::variant<std::string, double, std::uint64_t, bool>;
using Properties = std::vector<std::pair<std::string_view, Value>>;

/// Writes one layer of a Mapbox Vector Tile, version 2.1. The same calls give the same bytes.
class Layer {
 public:
  /// `features_max`: what comes after so many is left out and counted.
  explicit Layer(std::string_view name, std::size_t features_max);

  void add_point(std::optional<std::uint64_t> id, Pixel at, Properties const& properties);
  /// Lines of at least two points each.
  void add_lines(std::optional<std::uint64_t> id, std::span<Line const> lines, Properties const& properties);
  void add_polygons(std::optional<std::uint64_t> id, std::span<Rings const> polygons, Properties const& properties);

  [[nodiscard]] std::size_t features() const { return features_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  /// A tile of this layer alone; of no bytes where the layer has no feature.
  [[nodiscard]] std::string tile() const;

 private:
  enum class Sort : std::uint8_t { point = 1, line = 2, polygon = 3 };
  void add(std::optional<std::uint64_t> id, Sort sort, std::span<std::uint32_t const> geometry,
           Properties const& properties);
  std::uint32_t key(std::string_view name);
  std::uint32_t value(Value const& value);

  std::string name_;
  std::size_t features_max_;
  std::size_t features_ = 0;
  std::size_t left_out_ = 0;
  std::string body_;  ///< the features, as the layer holds them
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::uint32_t> key_numbers_;
  std::vector<std::string> values_;  ///< as the layer holds them
  std::unordered_map<std::string, std::uint32_t> value_numbers_;
};

}  // namespace linquan::tiles
