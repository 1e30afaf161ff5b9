#include "drawn_town.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>

#include "linquan/base/ensure.h"
#include "linquan/persons/persons.h"

namespace linquan::drawn {
namespace {

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// The characters of a drawing by row and column; beyond its rim all is blank.
class Picture {
 public:
  explicit Picture(std::string_view drawing) {
    for (auto const c : drawing) {
      if (c == '\n') {
        lines_.emplace_back();
      } else {
        lines_.back() += c;
      }
    }
  }

  [[nodiscard]] char at(std::size_t row, std::size_t column) const {
    return row < lines_.size() && column < lines_[row].size() ? lines_[row][column] : ' ';
  }

  template <class Visit>
  void for_each_letter(Visit const& visit) const {
    for (std::size_t row = 0; row < lines_.size(); ++row) {
      for (std::size_t column = 0; column < lines_[row].size(); ++column) {
        if (is_letter(lines_[row][column])) {
          visit(lines_[row][column], row, column);
        }
      }
    }
  }

  /// What stands at the end of the line `-` that begins to the right of here; blank where none begins.
  [[nodiscard]] char right_of(std::size_t row, std::size_t column) const {
    auto end = column + 1;
    while (at(row, end) == '-') {
      ++end;
    }
    return end > column + 1 ? at(row, end) : ' ';
  }

  /// The same of a line `|` below.
  [[nodiscard]] char below(std::size_t row, std::size_t column) const {
    auto end = row + 1;
    while (at(end, column) == '|') {
      ++end;
    }
    return end > row + 1 ? at(end, column) : ' ';
  }

 private:
  std::vector<std::string> lines_{""};
};

}  // namespace

DrawnTown::DrawnTown(std::string_view picture, double metres) {
  Picture const drawn{picture};
  geo::Frame const frame{geo::from_degrees(117.18, 34.26)};
  drawn.for_each_letter([&](char letter, std::size_t row, std::size_t column) {
    walk::Vertex vertex;
    vertex.source_id = static_cast<unsigned char>(letter);
    vertex.at =
        frame.to_point({static_cast<double>(column) * metres * 1000, -static_cast<double>(row) * metres * 1000});
    places_[letter] = vertex.at;
    vertices_[letter] = static_cast<std::uint32_t>(plan_.vertices.size());
    plan_.vertices.push_back(vertex);
  });
  drawn.for_each_letter([&](char letter, std::size_t row, std::size_t column) {
    add_street(letter, drawn.right_of(row, column));
    add_street(letter, drawn.below(row, column));
  });
}

void DrawnTown::add_street(char from, char to) {
  if (!is_letter(to)) {
    return;
  }
  walk::PlanStreet street;
  street.source_id = static_cast<std::int64_t>(plan_.streets.size()) + 1;
  street.traits.kind = walk::StreetKind::footway;
  street.vertices = {vertices_[from], vertices_[to]};
  streets_[{from, to}] = plan_.streets.size();
  plan_.streets.push_back(street);
}

walk::Vertex& DrawnTown::vertex(char letter) {
  return plan_.vertices.at(vertices_.at(letter));
}

walk::PlanStreet& DrawnTown::street(std::string_view ends) {
  auto const it = streets_.find({ends.at(0), ends.at(1)});
  return plan_.streets.at(it != streets_.end() ? it->second : streets_.at({ends.at(1), ends.at(0)}));
}

walk::PlanCompound& DrawnTown::compound(std::string_view corners) {
  walk::PlanCompound compound;
  geo::Ring ring;
  for (auto const corner : corners) {
    ring.push_back(at(corner));
  }
  compound.shape = {{ring, {}}};
  compound.source_id = static_cast<std::int64_t>(plan_.compounds.size()) + 1;
  plan_.compounds.push_back(compound);
  return plan_.compounds.back();
}

void DrawnTown::plaza(std::string_view rim) {
  walk::PlanPlaza plaza;
  plaza.rings.emplace_back();
  plaza.ring_is_outer.push_back(true);
  for (auto const corner : rim) {
    plaza.rings.back().push_back(vertices_.at(corner));
  }
  plan_.plazas.push_back(plaza);
}

void DrawnTown::door(char letter) {
  plan_.doors.push_back({0, at(letter)});
}

std::uint16_t DrawnTown::hours(std::string_view osm) {
  auto parsed = hours::Hours::parse(osm);
  ensure(parsed.has_value(), "DrawnTown: opening hours are not understood");
  plan_.hours.push_back(*parsed);
  return static_cast<std::uint16_t>(plan_.hours.size() - 1);
}

walk::Built const& DrawnTown::built() {
  if (!built_) {
    built_ = walk::build(plan_);
  }
  return *built_;
}

walk::Access DrawnTown::access(char letter) {
  auto const all = accesses(letter);
  ensure(!all.empty(), "DrawnTown: no street ends at that letter");
  return all.front();
}

std::vector<walk::Access> DrawnTown::accesses(char letter) {
  std::vector<walk::Access> all;
  auto const& graph = built().graph;
  for (walk::EdgeIndex e = 0; e < graph.edges.size(); ++e) {
    auto const& traits = graph.traits_of(e);
    if (traits.zone == walk::Zone::in || traits.kind == walk::StreetKind::gate) {
      continue;
    }
    if (graph.nodes[graph.edges[e].from] == at(letter)) {
      all.push_back({e, 0, 0});
    } else if (graph.nodes[graph.edges[e].to] == at(letter)) {
      all.push_back({e, graph.edges[e].length_millimetres, 0});
    }
  }
  return all;
}

std::optional<WalkTime> DrawnTown::time(char from, char to, std::string_view person,
                                        std::optional<hours::MinuteOfWeek> minute) {
  auto const& graph = built().graph;
  auto const adjacency = walk::adjacency_of(graph);
  walk::Walker const walker{persons::Persons::built_in().find(person), minute};
  std::optional<WalkTime> best;
  // A crossing is a place on every edge that ends there: whoever stands on closed stairs may take the street beside.
  for (auto const& start : accesses(from)) {
    for (auto const& goal : accesses(to)) {
      auto const way = walk::quickest(graph, adjacency, start, walk::goals_of(graph, goal), walker);
      if (way && (!best || way->time < *best)) {
        best = way->time;
      }
    }
  }
  return best;
}

}  // namespace linquan::drawn
