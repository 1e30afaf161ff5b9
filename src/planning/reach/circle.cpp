#include "linquan/reach/circle.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "wave.h"

namespace linquan::reach {
namespace {

/// Both copies of an inner street are one street to who counts its metres.
Edge street_of(walk::Graph const& graph, Edge edge) {
  auto const second = graph.inner_first + graph.inner_count;
  return edge >= second && edge < second + graph.inner_count ? edge - graph.inner_count : edge;
}

bool stands_twice(walk::Graph const& graph, Edge edge) {
  return edge >= graph.inner_first && edge < graph.inner_first + 2 * graph.inner_count;
}

bool counts_as_street(walk::Graph const& graph, Edge edge) {
  if (edge >= graph.edges.size()) {
    return true;  // a change made it: a new street, or a piece of one
  }
  auto const kind = graph.traits_of(edge).kind;
  return kind != walk::StreetKind::plaza && kind != walk::StreetKind::straight && kind != walk::StreetKind::gate;
}

}  // namespace

/// Part of a street that is reached within one limit.
struct Circle::Span {
  Edge street = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

Circle::Circle(Streets const& streets) : streets_{streets}, wave_{std::make_unique<Wave>(streets.node_count())} {}
Circle::Circle(Circle&&) noexcept = default;
Circle::~Circle() = default;

void Circle::search(Place const& origin, Limits const& limits, Tenths beyond) {
  origin_ = streets_.current(origin);
  limits_ = limits;
  auto const farthest = static_cast<Tenths>(std::min<std::uint32_t>(limits.farthest() + beyond, absent - 1));
  wave_->clear();
  if (origin_.edge != walk::none) {
    wave_->start(streets_, origin_, Heading::forth, farthest);
    wave_->spread(streets_, Heading::forth, farthest);
  }
}

Tenths Circle::time_at(Node node) const {
  return wave_->time(node);
}

std::span<Node const> Circle::reached() const {
  return wave_->reached();
}

Tenths Circle::time_to(Place const& goal) const {
  auto const it = streets_.current(goal);
  if (it.edge == walk::none || origin_.edge == walk::none) {
    return absent;
  }
  auto const& ends = streets_.ends(it.edge);
  auto best = std::uint32_t{absent};
  auto const by = [&](Tenths before, Tenths rest) {
    if (before != absent && rest != absent) {
      best = std::min(best, std::uint32_t{before} + rest + it.door);
    }
  };
  if (ends.forward) {
    by(wave_->time(ends.from), it.to_start);
  }
  if (ends.backward) {
    by(wave_->time(ends.to), it.to_end);
  }
  by(streets_.along(origin_, it), origin_.door);
  return best <= limits_.farthest() ? static_cast<Tenths>(best) : absent;
}

/// Calls `visit` with each edge on which anything may be reached; most of them twice, once from each end.
template <class Visit>
void Circle::visit_edges(Visit const& visit) const {
  if (origin_.edge != walk::none) {
    visit(origin_.edge);
  }
  for (auto const node : wave_->reached()) {
    for (auto const& arc : streets_.leaving(node)) {
      visit(arc.edge);
    }
  }
}

/// The same edges in order, once each.
std::vector<Edge> Circle::edges_about() const {
  std::vector<Edge> edges;
  visit_edges([&](Edge edge) { edges.push_back(edge); });
  std::ranges::sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

/// The largest offset that lies no farther than `along` from the edge's start.
///
/// Times are rounded running sums, so the estimate by length is a few centimetres off: steps that double find the
/// exact place from there.
std::uint32_t Circle::offset_within(Edge edge, std::uint32_t along) const {
  auto const length = streets_.length_millimetres(edge);
  auto const fits = [&](std::uint32_t offset) { return streets_.place({edge, offset, 0}).along <= along; };
  if (fits(length)) {
    return length;
  }
  auto const whole = std::uint64_t{streets_.place({edge, length, 0}).along};
  auto low = static_cast<std::uint32_t>(std::uint64_t{length} * along / whole);
  auto high = low;
  for (std::uint32_t step = 16; !fits(low); step *= 2) {
    low = low > step ? low - step : 0;
  }
  for (std::uint32_t step = 16; fits(high); step *= 2) {
    high = std::min(length, high + step);
  }
  while (low + 1 < high) {
    auto const middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return low;
}

/// Whether somebody walks from one end of an edge to the other within a limit: most do, and ask for no more.
bool Circle::walks_whole(Edge edge, std::size_t limit) const {
  auto const& ends = streets_.ends(edge);
  auto const by = [&](bool may, Node end) {
    auto const time = wave_->time(end);
    return may && time != absent && std::uint32_t{time} + ends.time <= limits_[limit];
  };
  return by(ends.forward, ends.from) || by(ends.backward, ends.to);
}

/// What of an edge is reached within a limit: from its start, from its end, and from the origin if it lies there.
void Circle::add_spans(Edge edge, std::size_t limit, std::vector<Span>& spans) const {
  auto const length = streets_.length_millimetres(edge);
  auto const street = street_of(streets_.graph(), edge);
  if (walks_whole(edge, limit)) {
    spans.push_back({street, 0, length});
    return;
  }
  auto const& ends = streets_.ends(edge);
  auto const most = std::uint32_t{limits_[limit]};
  auto const start = streets_.place({edge, 0, 0});
  auto const end = streets_.place({edge, length, 0});
  // The wait at an end is over before the first step on the edge.
  auto const from_start = std::uint32_t{wave_->time(ends.from)} + start.to_start;
  auto const from_end = std::uint32_t{wave_->time(ends.to)} + end.to_end;
  auto const first_behind = [&](std::uint32_t along) { return along == 0 ? 0 : offset_within(edge, along - 1) + 1; };
  if (ends.forward && wave_->time(ends.from) != absent && from_start <= most) {
    spans.push_back({street, 0, offset_within(edge, most - from_start)});
  }
  if (ends.backward && wave_->time(ends.to) != absent && from_end <= most) {
    auto const rest = most - from_end;
    spans.push_back({street, first_behind(end.along > rest ? end.along - rest : 0), length});
  }
  if (edge == origin_.edge && origin_.door <= most) {
    auto const rest = most - origin_.door;
    auto const back =
        ends.backward ? first_behind(origin_.along > rest ? origin_.along - rest : 0) : origin_.offset_millimetres;
    auto const on = ends.forward ? offset_within(edge, origin_.along + rest) : origin_.offset_millimetres;
    spans.push_back({street, back, on});
  }
}

/// Puts stretches in order, apart from each other.
void Circle::join(std::vector<Span>& spans) {
  std::ranges::sort(spans, {}, [](Span const& it) { return std::tuple{it.street, it.from, it.to}; });
  auto joined = spans.begin();
  for (auto const span : spans) {
    if (joined != spans.begin() && (joined - 1)->street == span.street && span.from <= (joined - 1)->to) {
      (joined - 1)->to = std::max((joined - 1)->to, span.to);
    } else if (span.from < span.to) {
      *joined++ = span;
    }
  }
  spans.erase(joined, spans.end());
}

/// What is reached within one limit: each street's stretches in order, apart from each other.
std::vector<Circle::Span> Circle::spans_within(std::span<Edge const> edges, std::size_t limit) const {
  std::vector<Span> spans;
  for (auto const edge : edges) {
    if (counts_as_street(streets_.graph(), edge)) {
      add_spans(edge, limit, spans);
    }
  }
  join(spans);
  return spans;
}

std::vector<StreetPiece> Circle::pieces() const {
  auto const edges = edges_about();
  std::vector<StreetPiece> pieces;
  std::vector<Span> before;
  for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
    auto spans = spans_within(edges, limit);
    auto const add = [&](Edge street, std::uint32_t from, std::uint32_t to) {
      if (from < to) {
        pieces.push_back({street, from, to, static_cast<std::uint8_t>(limit)});
      }
    };
    // A larger limit holds the smaller one's pieces: what lies between them is new.
    auto old = before.begin();
    for (auto const& span : spans) {
      old = std::find_if(old, before.end(), [&](Span const& it) { return it.street >= span.street; });
      auto from = span.from;
      for (; old != before.end() && old->street == span.street && old->to <= span.to; ++old) {
        add(span.street, from, old->from);
        from = old->to;
      }
      add(span.street, from, span.to);
    }
    before = std::move(spans);
  }
  std::ranges::sort(pieces, {}, [](StreetPiece const& it) { return std::pair{it.edge, it.from_millimetres}; });
  return pieces;
}

std::array<Millimetres, limits_max> Circle::street_length(std::span<StreetPiece const> pieces) {
  std::array<Millimetres, limits_max> lengths{};
  for (auto const& piece : pieces) {
    for (std::size_t i = piece.limit; i < lengths.size(); ++i) {
      lengths[i].count += piece.to_millimetres - piece.from_millimetres;
    }
  }
  return lengths;
}

std::int64_t Circle::length_within(std::span<Edge const> edges, std::size_t limit) const {
  std::int64_t length = 0;
  std::vector<Span> spans;
  std::vector<Edge> inner;
  for (auto const edge : edges) {
    if (!counts_as_street(streets_.graph(), edge)) {
      continue;
    }
    if (stands_twice(streets_.graph(), edge)) {
      inner.push_back(edge);
    } else if (walks_whole(edge, limit)) {
      length += streets_.length_millimetres(edge);
    } else {
      add_spans(edge, limit, spans);
    }
  }
  for (auto const edge : inner) {
    add_spans(edge, limit, spans);
  }
  join(spans);
  for (auto const& span : spans) {
    length += span.to - span.from;
  }
  return length;
}

/// What a larger limit holds includes what a smaller one holds, so that no piece has to be told from another.
std::array<Millimetres, limits_max> Circle::street_length() const {
  auto const edges = edges_about();
  std::array<Millimetres, limits_max> lengths{};
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    lengths[i].count = i < limits_.size() ? length_within(edges, i) : lengths[i - 1].count;
  }
  return lengths;
}

std::vector<std::vector<Near>> Circle::outlets(Supply const& supply) const {
  std::vector<SiteIndex> sites;
  visit_edges([&](Edge edge) {
    for (auto const& point : supply.on_edge(edge)) {
      sites.push_back(point.site);
    }
  });
  std::ranges::sort(sites);
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  std::vector<std::vector<Near>> columns(supply.column_count());
  for (auto const index : sites) {
    auto const& site = supply.site(index);
    Near near{absent, site.id, site.outlet};
    for (auto const& point : site.points) {
      near.time = std::min(near.time, time_to(point));
    }
    if (near.time != absent) {
      for (auto const column : site.columns) {
        columns[column].push_back(near);
      }
    }
  }
  for (auto& column : columns) {
    std::ranges::sort(column, {}, [](Near const& it) { return std::tuple{it.time, it.id}; });
  }
  return columns;
}

std::vector<Reached> Circle::answer(Supply const& supply) const {
  std::vector<Reached> answer;
  for (auto const& column : outlets(supply)) {
    auto& reached = answer.emplace_back();
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      auto const inside = std::ranges::upper_bound(column, limits_[i], {}, &Near::time) - column.begin();
      reached.counts[i] = static_cast<std::uint16_t>(std::min<std::ptrdiff_t>(inside, UINT16_MAX));
    }
    reached.nearest.assign(column.begin(), column.begin() + std::min(std::ssize(column), std::ptrdiff_t{nearest_max}));
  }
  return answer;
}

/// Whether the shortest way to a node comes straight from the origin, over no other node.
bool Circle::begins_at(Node node) const {
  auto const& ends = streets_.ends(origin_.edge);
  auto const time = std::uint32_t{wave_->time(node)};
  return (ends.backward && ends.from == node && time == std::uint32_t{origin_.door} + origin_.to_start) ||
         (ends.forward && ends.to == node && time == std::uint32_t{origin_.door} + origin_.to_end);
}

/// Follows arcs that are as long as the times differ. Gates take no time, so that such arcs may lead in a ring: nodes
/// are looked at once.
Circle::WayTo Circle::way_to(Node goal) const {
  std::unordered_map<Node, std::pair<Node, Edge>> next{{goal, {goal, walk::none}}};
  std::vector<Node> open{goal};
  for (std::size_t i = 0; i < open.size(); ++i) {
    auto const node = open[i];
    if (begins_at(node)) {
      WayTo way{node, {}};
      for (auto at = node; at != goal; at = next.at(at).first) {
        way.edges.push_back(next.at(at).second);
      }
      return way;
    }
    for (auto const& arc : streets_.arriving(node)) {
      auto const before = wave_->time(arc.to);
      if (before != absent && std::uint32_t{before} + arc.time == wave_->time(node) &&
          next.try_emplace(arc.to, node, arc.edge).second) {
        open.push_back(arc.to);
      }
    }
  }
  return {goal, {}};
}

std::vector<Circle::Stage> Circle::stages_to(Place const& to, Tenths time) const {
  auto const straight = streets_.along(origin_, to);
  if (straight != absent && std::uint32_t{straight} + origin_.door + to.door == time) {
    return {{to.edge, origin_.offset_millimetres, to.offset_millimetres}};
  }
  auto const& ends = streets_.ends(to.edge);
  auto const before = wave_->time(ends.from);
  auto const over_start = ends.forward && before != absent && std::uint32_t{before} + to.to_start + to.door == time;
  auto const way = way_to(over_start ? ends.from : ends.to);
  auto const& own = streets_.ends(origin_.edge);
  auto const by_start =
      own.backward && own.from == way.begin && std::uint32_t{origin_.door} + origin_.to_start == wave_->time(way.begin);
  std::vector<Stage> stages{
      {origin_.edge, origin_.offset_millimetres, by_start ? 0 : streets_.length_millimetres(origin_.edge)}};
  auto node = way.begin;
  for (auto const edge : way.edges) {
    auto const& it = streets_.ends(edge);
    auto const length = streets_.length_millimetres(edge);
    stages.push_back(it.from == node ? Stage{edge, 0, length} : Stage{edge, length, 0});
    node = it.from == node ? it.to : it.from;
  }
  stages.push_back({to.edge, over_start ? 0 : streets_.length_millimetres(to.edge), to.offset_millimetres});
  return stages;
}

std::optional<Path> Circle::path(std::span<Place const> goals) const {
  auto const goal = std::ranges::min_element(goals, {}, [this](Place const& it) { return time_to(it); });
  if (goal == goals.end() || time_to(*goal) == absent) {
    return std::nullopt;
  }
  Path path{time_to(*goal), {}};
  for (auto const& stage : stages_to(streets_.current(*goal), path.time)) {
    auto line = streets_.line(stage.edge, std::min(stage.from, stage.to), std::max(stage.from, stage.to));
    if (stage.from > stage.to) {
      std::ranges::reverse(line);
    }
    std::ranges::copy_if(line, std::back_inserter(path.line),
                         [&](geo::Point it) { return path.line.empty() || path.line.back() != it; });
  }
  return path;
}

}  // namespace linquan::reach
