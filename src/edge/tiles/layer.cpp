#include "linquan/tiles/layer.h"

#include <algorithm>
#include <protozero/pbf_writer.hpp>

namespace linquan::tiles {
namespace {

/// Field numbers of vector_tile.proto, version 2.1.
namespace field {
constexpr std::uint32_t tile_layer = 3;
constexpr std::uint32_t layer_name = 1;
constexpr std::uint32_t layer_feature = 2;
constexpr std::uint32_t layer_key = 3;
constexpr std::uint32_t layer_value = 4;
constexpr std::uint32_t layer_extent = 5;
constexpr std::uint32_t layer_version = 15;
constexpr std::uint32_t feature_id = 1;
constexpr std::uint32_t feature_tags = 2;
constexpr std::uint32_t feature_sort = 3;
constexpr std::uint32_t feature_geometry = 4;
constexpr std::uint32_t value_text = 1;
constexpr std::uint32_t value_double = 3;
constexpr std::uint32_t value_unsigned = 5;
constexpr std::uint32_t value_truth = 7;
}  // namespace field

constexpr std::uint32_t version = 2;

/// What a geometry says: so many times this, then its numbers.
enum class Command : std::uint32_t { move = 1, line = 2, close = 7 };

/// Draws with the pen that the format has: every place as the way from the last one.
class Pen {
 public:
  void move(Pixel to) {
    command(Command::move, 1);
    go(to);
  }
  void line(std::span<Pixel const> to) {
    command(Command::line, to.size());
    for (auto const p : to) {
      go(p);
    }
  }
  void close() { command(Command::close, 1); }
  [[nodiscard]] std::vector<std::uint32_t> const& numbers() const { return numbers_; }

 private:
  void command(Command command, std::size_t count) {
    numbers_.push_back(static_cast<std::uint32_t>(command) | static_cast<std::uint32_t>(count << 3U));
  }
  void go(Pixel to) {
    numbers_.push_back(protozero::encode_zigzag32(to.x - at_.x));
    numbers_.push_back(protozero::encode_zigzag32(to.y - at_.y));
    at_ = to;
  }

  std::vector<std::uint32_t> numbers_;
  Pixel at_;
};

/// A ring in the direction that is asked for: outer rings clockwise on the map, holes the other way round.
void draw_ring(Pen& pen, Line ring, bool clockwise) {
  if ((area_twice(ring) > 0) != clockwise) {
    std::ranges::reverse(ring);
  }
  pen.move(ring.front());
  pen.line(std::span{ring}.subspan(1));
  pen.close();
}

void write(protozero::pbf_writer& writer, std::string const& value) {
  writer.add_string(field::value_text, value);
}
void write(protozero::pbf_writer& writer, double value) {
  writer.add_double(field::value_double, value);
}
void write(protozero::pbf_writer& writer, std::uint64_t value) {
  writer.add_uint64(field::value_unsigned, value);
}
void write(protozero::pbf_writer& writer, bool value) {
  writer.add_bool(field::value_truth, value);
}

std::string encoded(Value const& value) {
  std::string bytes;
  protozero::pbf_writer writer{bytes};
  std::visit([&](auto const& it) { write(writer, it); }, value);
  return bytes;
}

}  // namespace

Layer::Layer(std::string_view name, std::size_t features_max) : name_{name}, features_max_{features_max} {}

std::uint32_t Layer::key(std::string_view name) {
  auto const [at, is_new] = key_numbers_.try_emplace(std::string{name}, static_cast<std::uint32_t>(keys_.size()));
  if (is_new) {
    keys_.emplace_back(name);
  }
  return at->second;
}

std::uint32_t Layer::value(Value const& value) {
  auto bytes = encoded(value);
  auto const [at, is_new] = value_numbers_.try_emplace(bytes, static_cast<std::uint32_t>(values_.size()));
  if (is_new) {
    values_.push_back(std::move(bytes));
  }
  return at->second;
}

void Layer::add(std::optional<std::uint64_t> id, Sort sort, std::span<std::uint32_t const> geometry,
                Properties const& properties) {
  if (features_ >= features_max_) {
    ++left_out_;
    return;
  }
  ++features_;
  std::vector<std::uint32_t> tags;
  tags.reserve(2 * properties.size());
  for (auto const& [name, it] : properties) {
    tags.push_back(key(name));
    tags.push_back(value(it));
  }
  protozero::pbf_writer layer{body_};
  protozero::pbf_writer feature{layer, field::layer_feature};
  if (id) {
    feature.add_uint64(field::feature_id, *id);
  }
  feature.add_packed_uint32(field::feature_tags, tags.begin(), tags.end());
  feature.add_enum(field::feature_sort, static_cast<std::int32_t>(sort));
  feature.add_packed_uint32(field::feature_geometry, geometry.begin(), geometry.end());
}

void Layer::add_point(std::optional<std::uint64_t> id, Pixel at, Properties const& properties) {
  Pen pen;
  pen.move(at);
  add(id, Sort::point, pen.numbers(), properties);
}

void Layer::add_lines(std::optional<std::uint64_t> id, std::span<Line const> lines, Properties const& properties) {
  Pen pen;
  for (auto const& line : lines) {
    pen.move(line.front());
    pen.line(std::span{line}.subspan(1));
  }
  if (!lines.empty()) {
    add(id, Sort::line, pen.numbers(), properties);
  }
}

void Layer::add_polygons(std::optional<std::uint64_t> id, std::span<Rings const> polygons,
                         Properties const& properties) {
  Pen pen;
  for (auto const& rings : polygons) {
    for (std::size_t i = 0; i < rings.size(); ++i) {
      draw_ring(pen, rings[i], i == 0);
    }
  }
  if (!pen.numbers().empty()) {
    add(id, Sort::polygon, pen.numbers(), properties);
  }
}

std::string Layer::tile() const {
  std::string bytes;
  if (features_ == 0) {
    return bytes;
  }
  std::string all;
  protozero::pbf_writer layer{all};
  layer.add_uint32(field::layer_version, version);
  layer.add_string(field::layer_name, name_);
  layer.add_uint32(field::layer_extent, static_cast<std::uint32_t>(extent));
  // The features are whole fields of the layer already.
  all += body_;
  for (auto const& key : keys_) {
    layer.add_string(field::layer_key, key);
  }
  for (auto const& value : values_) {
    layer.add_message(field::layer_value, value);
  }
  protozero::pbf_writer tile{bytes};
  tile.add_message(field::tile_layer, all);
  return bytes;
}

}  // namespace linquan::tiles
