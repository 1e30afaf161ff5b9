#include "ground.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "linquan/geo/box_index.h"
#include "linquan/reach/outline.h"

namespace linquan::reach {
namespace {

constexpr double margin_metres = 200;
/// 16 bits count 65,536 cells of 10 m: what lies beyond is not drawn.
constexpr std::uint32_t tiles_max = 65'536 / Tile::side;

struct Fence {
  geo::Point a;
  geo::Point b;
};

geo::Box box_of(geo::Point a, geo::Point b) {
  geo::Box box;
  box.add(a);
  box.add(b);
  return box;
}

}  // namespace

/// Builds the data of a Ground.
class GroundMaker {
 public:
  GroundMaker(city::City const& city, Streets const& streets)
      : city_{city}, graph_{streets.graph()}, streets_{streets} {}

  GroundData make() {
    lay_raster();
    bar_obstacles();
    bar_compounds();
    index_fences();
    draw_streets();
    return std::move(data_);
  }

 private:
  void lay_raster() {
    geo::Box box;
    for (auto const node : graph_.nodes) {
      box.add(node);
    }
    if (box.empty()) {
      box.add(geo::Point{});
    }
    box = geo::widened(box, margin_metres);
    data_.frame = geo::Frame{geo::Point{static_cast<std::int32_t>((std::int64_t{box.low.lon} + box.high.lon) / 2),
                                        static_cast<std::int32_t>((std::int64_t{box.low.lat} + box.high.lat) / 2)}};
    auto const low = data_.frame.to_plane(box.low);
    auto const high = data_.frame.to_plane(box.high);
    data_.west = low.x;
    data_.south = low.y;
    auto const tiles = [](double millimetres) {
      auto const count = std::ceil(millimetres / cell_millimetres / Tile::side);
      return static_cast<std::uint32_t>(std::clamp(count, 1.0, static_cast<double>(tiles_max)));
    };
    data_.tile_columns = tiles(high.x - low.x);
    data_.tile_rows = tiles(high.y - low.y);
    data_.tile_number.assign(std::size_t{data_.tile_columns} * data_.tile_rows, walk::none);
    data_.node_cell.resize(streets_.node_count());
    for (Node node = 0; node < streets_.node_count(); ++node) {
      auto const at = data_.in_cells(streets_.at(node));
      data_.node_cell[node] = {static_cast<std::uint16_t>(std::clamp(at.x, 0.0, data_.columns() - 1.0)),
                               static_cast<std::uint16_t>(std::clamp(at.y, 0.0, data_.rows() - 1.0))};
    }
  }

  [[nodiscard]] bool holds(std::int64_t column, std::int64_t row) const {
    return column >= 0 && row >= 0 && column < data_.columns() && row < data_.rows();
  }

  struct Spot {
    Tile* tile = nullptr;
    std::size_t index = 0;
  };
  /// Makes the tile where there is none yet.
  Spot spot(std::int64_t column, std::int64_t row) {
    auto const c = static_cast<std::uint32_t>(column);
    auto const r = static_cast<std::uint32_t>(row);
    auto& number = data_.tile_number[std::size_t{r / Tile::side} * data_.tile_columns + c / Tile::side];
    if (number == walk::none) {
      number = static_cast<std::uint32_t>(data_.tiles.size());
      data_.tiles.emplace_back();
    }
    return {&data_.tiles[number], std::size_t{r % Tile::side} * Tile::side + c % Tile::side};
  }

  void bar(std::int64_t column, std::int64_t row, Tile::Bar with) {
    if (holds(column, row)) {
      auto const at = spot(column, row);
      at.tile->bars[at.index] = static_cast<std::uint8_t>(at.tile->bars[at.index] | with);
    }
  }

  [[nodiscard]] std::uint8_t bars_at(std::int64_t column, std::int64_t row) const {
    if (!holds(column, row)) {
      return Tile::hard;
    }
    auto const side = std::int64_t{Tile::side};
    auto const* const tile =
        data_.tile(static_cast<std::uint32_t>(column / side), static_cast<std::uint32_t>(row / side));
    return tile == nullptr ? std::uint8_t{0} : tile->bars[static_cast<std::size_t>(row % side * side + column % side)];
  }

  void bar_line(geo::Point a, geo::Point b, Tile::Bar with) {
    each_cell(data_.in_cells(a), data_.in_cells(b),
              [&](std::int64_t column, std::int64_t row, double, double) { bar(column, row, with); });
    fences_.push_back({a, b});
  }

  void bar_obstacles() {
    for (auto const& obstacle : city_.obstacles) {
      auto const& line = obstacle.line;
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        bar_line(line[i], line[i + 1], obstacle.kind == walk::Obstacle::Kind::wall ? Tile::wall : Tile::hard);
      }
      if (obstacle.kind == walk::Obstacle::Kind::water && line.size() > 3 && line.front() == line.back()) {
        each_cell_in(data_, {{line.begin(), line.end() - 1}, {}},
                     [&](std::int64_t column, std::int64_t row) { bar(column, row, Tile::hard); });
      }
    }
  }

  void bar_compounds() {
    data_.compounds.resize(city_.areas.size());
    for (std::size_t c = 0; c < city_.areas.size(); ++c) {
      auto const& area = city_.areas[c];
      if (area.level != city::AreaLevel::compound || !area.closed) {
        continue;
      }
      data_.compounds[c] = area.shape;
      for (auto const& polygon : area.shape) {
        for (std::size_t i = 0; i < polygon.outer.size(); ++i) {
          bar_line(polygon.outer[i], polygon.outer[(i + 1) % polygon.outer.size()], Tile::compound);
        }
        each_cell_in(data_, polygon, [&](std::int64_t column, std::int64_t row) { bar(column, row, Tile::compound); });
      }
    }
  }

  void index_fences() {
    std::vector<geo::Box> boxes;
    boxes.reserve(fences_.size());
    for (auto const& fence : fences_) {
      boxes.push_back(box_of(fence.a, fence.b));
    }
    fence_index_ = geo::BoxIndex{boxes};
  }

  /// Only streets that this walker walks; of an inner street the copy on which trips begin.
  [[nodiscard]] bool drawn(Edge edge) const {
    auto const& traits = graph_.traits_of(edge);
    auto const& ends = streets_.ends(edge);
    return traits.zone != walk::Zone::in && traits.kind != walk::StreetKind::gate && (ends.forward || ends.backward) &&
           (traits.kind != walk::StreetKind::straight || traits.zone == walk::Zone::out);
  }

  void draw_streets() {
    data_.street_of.assign(graph_.edges.size(), walk::none);
    std::vector<std::pair<Node, Edge>> order;
    for (Edge edge = 0; edge < graph_.edges.size(); ++edge) {
      if (drawn(edge)) {
        order.emplace_back(std::min(streets_.ends(edge).from, streets_.ends(edge).to), edge);
      }
    }
    std::ranges::sort(order);
    data_.first.assign(std::size_t{streets_.node_count()} + 1, 0);
    for (auto const& [node, edge] : order) {
      ++data_.first[node + 1];
      data_.street_of[edge] = static_cast<std::uint32_t>(data_.streets.size());
      add_street(edge);
    }
    std::partial_sum(data_.first.begin(), data_.first.end(), data_.first.begin());
  }

  void add_street(Edge edge) {
    auto const& ends = streets_.ends(edge);
    auto const& traits = graph_.traits_of(edge);
    auto const start = streets_.place({edge, 0, 0});
    auto const end = streets_.place({edge, graph_.edges[edge].length_millimetres, 0});
    GroundStreet street;
    street.edge = edge;
    street.from = ends.from;
    street.to = ends.to;
    street.along = end.along;
    street.wait_from = start.to_start;
    street.wait_to = end.to_end;
    street.forward = ends.forward;
    street.backward = ends.backward;
    if (traits.zone == walk::Zone::out) {
      street.compound = compound_of(edge);
    }
    street.stamps_first = static_cast<std::uint32_t>(data_.stamps.size());
    stamp_line(edge, street.compound);
    street.stamps_end = static_cast<std::uint32_t>(data_.stamps.size());
    data_.streets.push_back(street);
  }

  [[nodiscard]] std::uint32_t compound_of(Edge edge) const {
    auto const of_from = graph_.node_compound[graph_.edges[edge].from];
    return of_from != walk::none ? of_from : graph_.node_compound[graph_.edges[edge].to];
  }

  void stamp_line(Edge edge, std::uint32_t compound) {
    auto const line = graph_.line(edge);
    std::vector<double> lengths(line.size() - 1);
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      lengths[i] = static_cast<double>(geo::distance(line[i], line[i + 1]).count);
    }
    auto const whole = std::max(1.0, std::accumulate(lengths.begin(), lengths.end(), 0.0));
    double before = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      auto const a = data_.in_cells(line[i]);
      auto const b = data_.in_cells(line[i + 1]);
      each_cell(a, b, [&](std::int64_t column, std::int64_t row, double begin, double end) {
        if (holds(column, row)) {
          auto const middle = (begin + end) / 2;
          auto const share = (before + middle * lengths[i]) / whole;
          Sample const sample{{a.x + (b.x - a.x) * middle, a.y + (b.y - a.y) * middle},
                              column,
                              row,
                              static_cast<std::uint16_t>(std::min(65'535.0, share * 65'536)),
                              graph_.traits_of(edge).bridge};
          compound == walk::none ? stamp_public(sample) : stamp_inner(sample);
        }
      });
      before += lengths[i];
    }
  }

  /// The middle of a street's way through a cell.
  struct Sample {
    geo::Frame::Vec at;
    std::int64_t column = 0;
    std::int64_t row = 0;
    std::uint16_t share = 0;
    bool bridge = false;
  };

  void stamp(Sample const& sample, std::int64_t column, std::int64_t row, unsigned use) {
    auto const dx = static_cast<double>(column) + 0.5 - sample.at.x;
    auto const dy = static_cast<double>(row) + 0.5 - sample.at.y;
    auto const away = std::sqrt(dx * dx + dy * dy) * cell_millimetres / 100;
    data_.stamps.push_back({{static_cast<std::uint16_t>(column), static_cast<std::uint16_t>(row)},
                            sample.share,
                            static_cast<std::uint8_t>(std::min(away, 255.0)),
                            static_cast<std::uint8_t>(use)});
  }

  void stamp_public(Sample const& sample) {
    auto const at = spot(sample.column, sample.row);
    auto& count = at.tile->streets[at.index];
    count = static_cast<std::uint8_t>(std::min(count + 1, 255));
    auto const bars = at.tile->bars[at.index];
    if (bars == 0) {
      stamp(sample, sample.column, sample.row, Stamp::counts | Stamp::spreads);
      return;
    }
    auto const beside = stamp_beside(sample, Tile::hard | Tile::compound | Tile::wall);
    unsigned const opens = opened(sample, bars, beside) ? Stamp::opens : 0;
    stamp(sample, sample.column, sample.row, Stamp::counts | opens);
  }

  /// Between walls a street is drawn, on a bridge it is a thread. Where it runs among rails or through a compound,
  /// cells of which no two share a side are opened: a dot every 60 m at most, because a station with a platform in each
  /// cell would be all open.
  [[nodiscard]] static bool opened(Sample const& sample, unsigned bars, bool beside) {
    if (bars == Tile::wall || sample.bridge) {
      return true;
    }
    return !beside && ((sample.column + sample.row) % 6 == 0 || (sample.column - sample.row) % 6 == 0);
  }

  /// The own compound bars nobody: only what is water, rail or wall there.
  void stamp_inner(Sample const& sample) {
    auto const bars = bars_at(sample.column, sample.row) & (Tile::hard | Tile::wall);
    if (bars == 0) {
      stamp(sample, sample.column, sample.row, Stamp::spreads);
    } else if (!stamp_beside(sample, Tile::hard | Tile::wall) || bars == Tile::wall) {
      stamp(sample, sample.column, sample.row, Stamp::opens);
    }
  }

  /// A street beside a wall runs through barred cells: the free ones on its own side are reached from it.
  bool stamp_beside(Sample const& sample, unsigned bars) {
    auto const from = data_.at_cells(sample.at.x, sample.at.y);
    auto const middle = [&](std::int64_t column, std::int64_t row) {
      return data_.at_cells(static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5);
    };
    near_.clear();
    fence_index_.visit(box_of(middle(sample.column - 1, sample.row - 1), middle(sample.column + 1, sample.row + 1)),
                       [this](std::uint32_t fence) { near_.push_back(fence); });
    bool any = false;
    for (auto row = sample.row - 1; row <= sample.row + 1; ++row) {
      for (auto column = sample.column - 1; column <= sample.column + 1; ++column) {
        auto const to = middle(column, row);
        auto const free = (bars_at(column, row) & bars) == 0;
        if (free && std::ranges::none_of(near_, [&](std::uint32_t fence) {
              return geo::segments_meet(from, to, fences_[fence].a, fences_[fence].b);
            })) {
          stamp(sample, column, row, Stamp::spreads);
          any = true;
        }
      }
    }
    return any;
  }

  city::City const& city_;
  walk::Graph const& graph_;
  Streets const& streets_;
  GroundData data_;
  std::vector<Fence> fences_;
  geo::BoxIndex fence_index_;
  std::vector<std::uint32_t> near_;
};

Ground::Ground(city::City const& city, Streets const& streets)
    : data_{std::make_unique<GroundData const>(GroundMaker{city, streets}.make())} {}
Ground::Ground(Ground&&) noexcept = default;
Ground& Ground::operator=(Ground&&) noexcept = default;
Ground::~Ground() = default;

}  // namespace linquan::reach
