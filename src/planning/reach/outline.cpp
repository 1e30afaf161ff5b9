#include "linquan/reach/outline.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "contours.h"
#include "field_rows.h"
#include "ground.h"

namespace linquan::reach {
namespace {

constexpr std::int64_t beside_millimetres = 10'000;
constexpr std::int64_t across_millimetres = 14'142;
constexpr int beside_steps = 4;
/// A cell is left out where any of its public streets takes so much longer than the limit.
constexpr std::int64_t slack_millimetres = 40'000;
/// Cells around what is reached, so that the rim of the field is outside.
constexpr std::int64_t rim_cells = 6;

Tenths tenths(persons::Person const& pace, std::int64_t millimetres) {
  return static_cast<Tenths>(std::clamp<std::int64_t>(pace.tenths(millimetres, false), 1, 10'000));
}

std::uint32_t plus(Tenths time, Tenths more) {
  return time == absent ? absent : std::uint32_t{time} + more;
}

}  // namespace

/// The time field of one circle, in the cells around it.
class Outline::Canvas {
 public:
  explicit Canvas(GroundData const& ground) : ground_{ground} {}

  std::vector<geo::MultiPolygon> draw(Circle const& circle);

 private:
  void choose_paces(Circle const& circle);
  void gather(Circle const& circle);
  void add(Circle const& circle, std::uint32_t number);
  void choose_window(Circle const& circle);
  void clear();
  void copy_bars();
  void open_compound(std::uint32_t compound);
  void stamp_all(Circle const& circle);
  template <class TimeAt>
  void stamp(GroundStreet const& street, TimeAt const& time_at);
  void spread();
  void leave_out_unreached();
  [[nodiscard]] geo::MultiPolygon contour(Tenths limit);

  [[nodiscard]] std::size_t at(std::int64_t column, std::int64_t row) const {
    return static_cast<std::size_t>((row - south_) * static_cast<std::int64_t>(width_) + column - west_);
  }

  /// A street that is reached from one end or both, with the times there, waits included.
  struct Entered {
    std::uint32_t street = 0;
    std::uint32_t from_start = absent;
    std::uint32_t from_end = absent;
  };

  GroundData const& ground_;
  Tenths decimetre256_ = 0;  ///< of time, in 256ths: small beside a cell
  Tenths beside_ = 0;
  Tenths across_ = 0;
  Tenths slack_ = 0;
  std::uint32_t farthest_ = 0;
  std::uint32_t compound_ = walk::none;
  std::vector<Entered> entered_;
  std::int64_t west_ = 0;
  std::int64_t south_ = 0;
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  std::vector<Tenths> field_;
  std::vector<Tenths> next_;
  std::vector<Tenths> bars_;         ///< 65,535 where nobody walks beside the streets, else 0
  std::vector<std::uint8_t> kinds_;  ///< of bars, as Tile::Bar
  std::vector<Tenths> worst_;        ///< of the public streets in the cell
  std::vector<Tenths> level_;        ///< the field as one limit sees it
  std::vector<std::uint8_t> streets_;
  std::vector<std::uint8_t> reached_;
  std::vector<std::pair<std::size_t, Tenths>> opened_;
  Contours contours_;
};

void Outline::Canvas::choose_paces(Circle const& circle) {
  auto const pace = pace_of(circle.streets().walker());
  beside_ = tenths(pace, beside_millimetres);
  across_ = tenths(pace, across_millimetres);
  slack_ = Outline::beyond(circle.streets());
  decimetre256_ = tenths(pace, std::int64_t{100} * 256);
  farthest_ = std::uint32_t{circle.limits().farthest()} + slack_;
  compound_ = walk::none;
  auto const& graph = circle.streets().graph();
  if (auto const edge = circle.origin().edge;
      edge < ground_.street_of.size() && ground_.street_of[edge] != walk::none) {
    compound_ = ground_.streets[ground_.street_of[edge]].compound;
  } else if (edge < graph.edges.size()) {
    compound_ = graph.node_compound[graph.edges[edge].from];
  }
}

void Outline::Canvas::add(Circle const& circle, std::uint32_t number) {
  auto const& street = ground_.streets[number];
  if (street.compound != walk::none && street.compound != compound_) {
    return;
  }
  Entered const entered{number, street.forward ? plus(circle.time_at(street.from), street.wait_from) : absent,
                        street.backward ? plus(circle.time_at(street.to), street.wait_to) : absent};
  if (std::min(entered.from_start, entered.from_end) <= farthest_) {
    entered_.push_back(entered);
  }
}

/// Streets lie in memory by the lower of their nodes, so that a circle's lie together; those whose lower node is not
/// reached are found over their arcs.
void Outline::Canvas::gather(Circle const& circle) {
  entered_.clear();
  for (auto const node : circle.reached()) {
    if (node + std::size_t{1} >= ground_.first.size()) {
      continue;  // a change added it
    }
    for (auto street = ground_.first[node]; street < ground_.first[node + 1]; ++street) {
      add(circle, street);
    }
    for (auto const& arc : circle.streets().leaving(node)) {
      if (arc.to < node && circle.time_at(arc.to) == absent && arc.edge < ground_.street_of.size() &&
          ground_.street_of[arc.edge] != walk::none) {
        add(circle, ground_.street_of[arc.edge]);
      }
    }
  }
}

void Outline::Canvas::choose_window(Circle const& circle) {
  auto const origin = circle.origin();
  auto const line = circle.streets().line(origin.edge, origin.offset_millimetres, origin.offset_millimetres);
  auto const middle = ground_.in_cells(line.front());
  auto const column = static_cast<std::int64_t>(middle.x);
  auto const row = static_cast<std::int64_t>(middle.y);
  auto const pace = pace_of(circle.streets().walker());
  auto const radius = static_cast<std::int64_t>(farthest_) * pace.metres / (std::int64_t{100} * pace.seconds) + 1;
  auto west = column;
  auto east = column;
  auto south = row;
  auto north = row;
  auto const widen = [&](Cell cell) {
    west = std::min<std::int64_t>(west, cell.column);
    east = std::max<std::int64_t>(east, cell.column);
    south = std::min<std::int64_t>(south, cell.row);
    north = std::max<std::int64_t>(north, cell.row);
  };
  widen({static_cast<std::uint16_t>(std::max<std::int64_t>(0, column - 1)), static_cast<std::uint16_t>(row)});
  for (auto const& it : entered_) {
    widen(ground_.node_cell[ground_.streets[it.street].from]);
    widen(ground_.node_cell[ground_.streets[it.street].to]);
  }
  if (entered_.size() < 16) {  // perhaps nothing but a part of one long street
    west = south = 0;
    east = ground_.columns();
    north = ground_.rows();
  }
  west_ = std::max(west, column - radius) - rim_cells;
  south_ = std::max(south, row - radius) - rim_cells;
  auto const last_column = std::min(east, column + radius) + rim_cells;
  auto const last_row = std::min(north, row + radius) + rim_cells;
  constexpr std::int64_t vector = 32;
  width_ = static_cast<std::size_t>((last_column - west_ + 1 + vector - 1) / vector * vector);
  height_ = static_cast<std::size_t>(last_row - south_ + 1);
}

void Outline::Canvas::clear() {
  auto const size = width_ * height_;
  constexpr std::size_t one_vector = 32;  // read behind the last row, for nothing
  field_.assign(size + one_vector, absent);
  next_.assign(size + one_vector, absent);
  bars_.assign(size, 0);
  worst_.assign(size, 0);
  level_.resize(size);
  kinds_.assign(size, 0);
  streets_.assign(size, 0);
  reached_.assign(size, 0);
  opened_.clear();
}

/// Beyond the raster everything is free and without streets.
void Outline::Canvas::copy_bars() {
  auto const side = std::int64_t{Tile::side};
  auto const first_column = std::max<std::int64_t>(0, west_);
  auto const last_column = std::min<std::int64_t>(ground_.columns(), west_ + static_cast<std::int64_t>(width_));
  auto const first_row = std::max<std::int64_t>(0, south_);
  auto const last_row = std::min<std::int64_t>(ground_.rows(), south_ + static_cast<std::int64_t>(height_));
  for (auto row = first_row; row < last_row; ++row) {
    for (auto column = first_column; column < last_column; column = (column / side + 1) * side) {
      auto const* const tile =
          ground_.tile(static_cast<std::uint32_t>(column / side), static_cast<std::uint32_t>(row / side));
      if (tile == nullptr) {
        continue;
      }
      auto const count = static_cast<std::size_t>(std::min((column / side + 1) * side, last_column) - column);
      auto const from = static_cast<std::size_t>(row % side * side + column % side);
      auto const to = at(column, row);
      std::copy_n(tile->bars.begin() + static_cast<std::ptrdiff_t>(from), count, kinds_.data() + to);
      std::copy_n(tile->streets.begin() + static_cast<std::ptrdiff_t>(from), count, streets_.data() + to);
      std::transform(kinds_.data() + to, kinds_.data() + to + count, bars_.data() + to,
                     [](std::uint8_t kind) { return kind == 0 ? Tenths{0} : barred; });
    }
  }
}

/// Who lives in a compound walks in it: only water, rails and walls stay barred there.
void Outline::Canvas::open_compound(std::uint32_t compound) {
  auto const open = [this](std::int64_t column, std::int64_t row) {
    if (column < west_ || row < south_ || column >= west_ + static_cast<std::int64_t>(width_) ||
        row >= south_ + static_cast<std::int64_t>(height_)) {
      return;
    }
    auto const cell = at(column, row);
    kinds_[cell] = static_cast<std::uint8_t>(kinds_[cell] & ~unsigned{Tile::compound});
    bars_[cell] = kinds_[cell] == 0 ? Tenths{0} : barred;
  };
  for (auto const& polygon : ground_.compounds[compound]) {
    each_cell_in(ground_, polygon, open);
  }
}

template <class TimeAt>
void Outline::Canvas::stamp(GroundStreet const& street, TimeAt const& time_at) {
  for (auto i = street.stamps_first; i < street.stamps_end; ++i) {
    auto const& it = ground_.stamps[i];
    auto const column = it.cell.column - west_;
    auto const row = it.cell.row - south_;
    if (column < 1 || row < 1 || column + 1 >= static_cast<std::int64_t>(width_) ||
        row + 1 >= static_cast<std::int64_t>(height_)) {
      continue;
    }
    auto const time = static_cast<std::uint32_t>(time_at((std::uint32_t{street.along} * it.share) >> 16U));
    if (time > farthest_) {
      continue;
    }
    auto const cell = static_cast<std::size_t>(row) * width_ + static_cast<std::size_t>(column);
    auto const here = static_cast<Tenths>(time + (std::uint32_t{it.decimetres} * decimetre256_ >> 8U));
    if ((it.use & Stamp::counts) != 0) {
      reached_[cell] = static_cast<std::uint8_t>(std::min(reached_[cell] + 1, 255));
      worst_[cell] = std::max(worst_[cell], static_cast<Tenths>(time));
    }
    if ((it.use & Stamp::spreads) != 0) {
      field_[cell] = std::min(field_[cell], here);
    }
    if ((it.use & Stamp::opens) != 0) {
      opened_.emplace_back(cell, here);
    }
  }
}

void Outline::Canvas::stamp_all(Circle const& circle) {
  auto const& origin = circle.origin();
  auto const own = origin.edge < ground_.street_of.size() ? ground_.street_of[origin.edge] : walk::none;
  bool own_done = own == walk::none;
  auto const from_ends = [](Entered const& it, std::uint32_t whole) {
    return [=](std::uint32_t along) { return std::min(it.from_start + along, it.from_end + (whole - along)); };
  };
  auto const with_origin = [&](Entered const& it, GroundStreet const& street) {
    return [&, it](std::uint32_t along) {
      auto const by_ends = std::min(it.from_start + along, it.from_end + (street.along - along));
      auto const on = along >= origin.along;
      auto const may = on ? street.forward : street.backward;
      auto const straight = origin.door + (on ? along - origin.along : origin.along - along);
      return may ? std::min(by_ends, straight) : by_ends;
    };
  };
  for (auto const& it : entered_) {
    auto const& street = ground_.streets[it.street];
    if (it.street == own) {
      stamp(street, with_origin(it, street));
      own_done = true;
    } else {
      stamp(street, from_ends(it, street.along));
    }
  }
  if (!own_done) {
    stamp(ground_.streets[own], with_origin({own, absent, absent}, ground_.streets[own]));
  }
}

/// Up to four cells away from the streets, around what is barred. The rim of the field stays without times.
void Outline::Canvas::spread() {
  StepTimes const steps{beside_, across_};
  for (int step = 0; step < beside_steps; ++step) {
    // The two outer rows lie in the rim, where no street is: the loop over a row reads one cell beyond its neighbours.
    for (std::size_t row = 2; row + 2 < height_; ++row) {
      auto const first = row * width_;
      spread_row(field_.data() + first, width_, bars_.data() + first, steps, width_, next_.data() + first);
      next_[first] = absent;
      next_[first + width_ - 1] = absent;
    }
    std::swap(field_, next_);
  }
}

/// Now also cells of streets that are not reached are barred; opened ones get their times.
void Outline::Canvas::leave_out_unreached() {
  for (auto const& [cell, time] : opened_) {
    field_[cell] = std::min(field_[cell], time);
    kinds_[cell] = 0;
  }
  auto const* const reached = reached_.data();
  auto const* const streets = streets_.data();
  auto const* const kinds = kinds_.data();
  auto* const worst = worst_.data();
  for (std::size_t i = 0; i < worst_.size(); ++i) {
    auto const out = reached[i] != streets[i] || (kinds[i] & (Tile::hard | Tile::compound)) != 0;
    worst[i] = out ? barred : worst[i];
  }
}

geo::MultiPolygon Outline::Canvas::contour(Tenths limit) {
  auto const late = static_cast<Tenths>(std::min<std::uint32_t>(std::uint32_t{limit} + slack_, nothing));
  level_rows(field_.data(), worst_.data(), late, level_.size(), level_.data());
  auto const origin = ground_.at_cells(static_cast<double>(west_) + 0.5, static_cast<double>(south_) + 0.5);
  auto const unit =
      ground_.frame.to_plane({ground_.frame.origin().lon + 1'000'000, ground_.frame.origin().lat + 1'000'000});
  return contours_.draw(level_, width_, limit,
                        {static_cast<double>(origin.lon), static_cast<double>(origin.lat),
                         cell_millimetres * 1e6 / unit.x, cell_millimetres * 1e6 / unit.y});
}

std::vector<geo::MultiPolygon> Outline::Canvas::draw(Circle const& circle) {
  std::vector<geo::MultiPolygon> shapes(circle.limits().size());
  if (circle.origin().edge == walk::none) {
    return shapes;
  }
  choose_paces(circle);
  gather(circle);
  choose_window(circle);
  clear();
  copy_bars();
  if (compound_ != walk::none) {
    open_compound(compound_);
  }
  stamp_all(circle);
  spread();
  leave_out_unreached();
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    shapes[i] = contour(circle.limits()[i]);
  }
  return shapes;
}

Outline::Outline(Ground const& ground) : canvas_{std::make_unique<Canvas>(ground.data())} {}
Outline::Outline(Outline&&) noexcept = default;
Outline::~Outline() = default;

Tenths Outline::beyond(Streets const& streets) {
  return tenths(pace_of(streets.walker()), slack_millimetres);
}

std::vector<geo::MultiPolygon> Outline::draw(Circle const& circle) {
  return canvas_->draw(circle);
}

}  // namespace linquan::reach
