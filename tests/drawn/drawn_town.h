#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/walk/graph.h"
#include "linquan/walk/plan.h"
#include "linquan/walk/route.h"

namespace linquan::drawn {

/// A town drawn with characters: letters are crossings, `-` and `|` streets between them.
///
/// Every character is `metres` wide and high. Each street between two neighbouring letters is one footway, which a test
/// may change before it asks for the graph:
///   DrawnTown town{"a---b---c", 100};
///   town.street("bc").traits.kind = walk::StreetKind::steps;
class DrawnTown {
 public:
  DrawnTown(std::string_view picture, double metres);

  /// The vertex of a letter; stops the test where the picture has none.
  walk::Vertex& vertex(char letter);
  /// The street between two neighbouring letters, in either order; it runs in the order of the picture.
  walk::PlanStreet& street(std::string_view ends);
  /// A residential area whose corners are the places of these letters (which need be no crossings: any character).
  walk::PlanCompound& compound(std::string_view corners);
  /// A pedestrian area with these letters as its rim.
  void plaza(std::string_view rim);
  /// A door in the first compound.
  void door(char letter);
  std::uint16_t hours(std::string_view osm);

  [[nodiscard]] geo::Point at(char letter) const { return places_.at(letter); }
  walk::Plan& plan() { return plan_; }
  /// Builds the graph (once; changes after it are not seen).
  walk::Built const& built();
  walk::Graph const& graph() { return built().graph; }

  /// Walking time from one letter's crossing to another's; nullopt where there is no way. `person` by its id.
  std::optional<WalkTime> time(char from, char to, std::string_view person = "standard",
                               std::optional<hours::MinuteOfWeek> minute = std::nullopt);
  /// A place on an edge that ends at the letter's crossing; in a compound on its *out* copy.
  walk::Access access(char letter);
  /// The same for every edge that ends there.
  std::vector<walk::Access> accesses(char letter);

 private:
  /// Nothing where `to` is no letter.
  void add_street(char from, char to);

  walk::Plan plan_;
  std::map<char, geo::Point> places_;
  std::map<char, std::uint32_t> vertices_;
  std::map<std::pair<char, char>, std::size_t> streets_;
  std::optional<walk::Built> built_;
};

}  // namespace linquan::drawn
