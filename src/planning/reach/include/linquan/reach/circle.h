#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

class Wave;

/// A stretch of one edge that is reached; the ends are exact to the millimetre.
struct StreetPiece {
  Edge edge = 0;  ///< of an inner street that stands twice, the *out* copy
  std::uint32_t from_millimetres = 0;
  std::uint32_t to_millimetres = 0;
  std::uint8_t limit = 0;  ///< the first limit within which it lies
  friend bool operator==(StreetPiece const&, StreetPiece const&) = default;
};

/// The walk from the circle's door to another.
struct Path {
  Tenths time = absent;
  std::vector<geo::Point> line;  ///< from street to street: the doors themselves are the caller's
};

/// What one place reaches. Keeps its scratch, so that the next circle costs what it touches.
///
/// Gives the same bits as Reference, by a queue of buckets instead of a heap.
class Circle {
 public:
  /// Borrows the streets for its whole life.
  explicit Circle(Streets const& streets);
  Circle(Circle&&) noexcept;
  Circle& operator=(Circle&&) = delete;
  Circle(Circle const&) = delete;
  Circle& operator=(Circle const&) = delete;
  ~Circle();

  /// Searches as far as the farthest limit, and `beyond` it for who has to know what lies just outside. Everything but
  /// time_at() and reached() answers within the limits.
  void search(Place const& origin, Limits const& limits, Tenths beyond = 0);

  [[nodiscard]] Streets const& streets() const { return streets_; }
  [[nodiscard]] Place const& origin() const { return origin_; }
  [[nodiscard]] Limits const& limits() const { return limits_; }
  [[nodiscard]] Tenths time_at(Node node) const;
  /// By rising time.
  [[nodiscard]] std::span<Node const> reached() const;
  /// From door to door; `absent` beyond the farthest limit.
  [[nodiscard]] Tenths time_to(Place const& goal) const;

  /// By edge, then offset, without lines across plazas, straight links and gates. An inner street's two copies count
  /// once.
  [[nodiscard]] std::vector<StreetPiece> pieces() const;
  /// Of the streets within each limit.
  [[nodiscard]] static std::array<Millimetres, limits_max> street_length(std::span<StreetPiece const> pieces);
  /// The same of pieces(), without making them.
  [[nodiscard]] std::array<Millimetres, limits_max> street_length() const;

  /// Every outlet inside, by column: nearest first, ties by id.
  [[nodiscard]] std::vector<std::vector<Near>> outlets(Supply const& supply) const;
  /// The same in the reference's form.
  [[nodiscard]] std::vector<Reached> answer(Supply const& supply) const;
  /// The walk to the nearest of `goals`; nullopt where none is inside.
  [[nodiscard]] std::optional<Path> path(std::span<Place const> goals) const;

 private:
  struct Span;
  /// Along one edge from one offset to another, either way.
  struct Stage {
    Edge edge = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
  };
  /// Where the origin's edge is left, and the whole edges from there to a node.
  struct WayTo {
    Node begin = 0;
    std::vector<Edge> edges;
  };
  template <class Visit>
  void visit_edges(Visit const& visit) const;
  [[nodiscard]] std::vector<Edge> edges_about() const;
  [[nodiscard]] std::uint32_t offset_within(Edge edge, std::uint32_t along) const;
  [[nodiscard]] bool walks_whole(Edge edge, std::size_t limit) const;
  void add_spans(Edge edge, std::size_t limit, std::vector<Span>& spans) const;
  static void join(std::vector<Span>& spans);
  [[nodiscard]] std::vector<Span> spans_within(std::span<Edge const> edges, std::size_t limit) const;
  [[nodiscard]] std::int64_t length_within(std::span<Edge const> edges, std::size_t limit) const;
  [[nodiscard]] bool begins_at(Node node) const;
  [[nodiscard]] WayTo way_to(Node goal) const;
  [[nodiscard]] std::vector<Stage> stages_to(Place const& to, Tenths time) const;

  Streets const& streets_;
  std::unique_ptr<Wave> wave_;
  Place origin_;
  Limits limits_;
};

}  // namespace linquan::reach
