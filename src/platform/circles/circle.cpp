#include "linquan/circles/circle.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace linquan::circles {
namespace {

constexpr std::array<std::pair<State, std::string_view>, state_count> state_names{{
    {State::planned, "planned"},
    {State::building, "building"},
    {State::built, "built"},
    {State::accepted, "accepted"},
}};

constexpr std::array<std::pair<std::string_view, State>, 7> state_words{{
    {"在建", State::building},
    {"建设中", State::building},
    {"已建", State::built},
    {"已建成", State::built},
    {"建成", State::built},
    {"已验收", State::accepted},
    {"验收", State::accepted},
}};

tl::unexpected<Error> odd_boundary() {
  return refuse(ErrorKind::usage, "living_circle_boundary");
}

std::size_t points_of(geo::MultiPolygon const& shape) {
  std::size_t count = 0;
  for (auto const& polygon : shape) {
    count += polygon.outer.size();
    for (auto const& hole : polygon.holes) {
      count += hole.size();
    }
  }
  return count;
}

bool is_ring(geo::Ring const& ring) {
  return ring.size() >= 3;
}

void add_ring(std::string& out, geo::Ring const& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += std::to_string(ring[i].lon) + " " + std::to_string(ring[i].lat);
  }
}

/// The text up to `mark`, which with it is taken off `rest`.
std::string_view part(std::string_view& rest, char mark) {
  auto const end = std::min(rest.find(mark), rest.size());
  auto const found = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return found;
}

std::optional<std::int32_t> number_of(std::string_view text) {
  std::int32_t number = 0;
  auto const done = std::from_chars(text.data(), text.data() + text.size(), number);
  return done.ec == std::errc{} && done.ptr == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

std::optional<geo::Ring> ring_of(std::string_view text) {
  geo::Ring ring;
  while (!text.empty()) {
    auto corner = part(text, ',');
    auto const lon = number_of(part(corner, ' '));
    auto const lat = number_of(corner);
    if (!lon || !lat) {
      return std::nullopt;
    }
    ring.push_back({*lon, *lat});
  }
  return is_ring(ring) ? std::optional{std::move(ring)} : std::nullopt;
}

}  // namespace

std::string_view name_of(State state) {
  return state_names.at(static_cast<std::size_t>(state)).second;
}

std::optional<State> state_named(std::string_view name) {
  for (auto const& [state, word] : state_names) {
    if (word == name) {
      return state;
    }
  }
  return std::nullopt;
}

std::span<State const> all_states() {
  static constexpr std::array states{State::planned, State::building, State::built, State::accepted};
  return states;
}

State state_from_word(std::string_view word) {
  for (auto const& [name, state] : state_words) {
    if (name == word) {
      return state;
    }
  }
  return state_named(word).value_or(State::planned);
}

Result<Boundary> checked(Boundary boundary) {
  auto& codes = boundary.communities;
  std::ranges::sort(codes);
  auto const twice = std::ranges::adjacent_find(codes) != codes.end();
  auto const blank = std::ranges::any_of(codes, [](std::string const& code) {
    return code.empty() || code.find_first_not_of("0123456789") != std::string::npos;
  });
  if (codes.empty() == boundary.drawn.empty() || codes.size() > communities_max || twice || blank) {
    return odd_boundary();
  }
  for (auto const& polygon : boundary.drawn) {
    if (!is_ring(polygon.outer) || !std::ranges::all_of(polygon.holes, is_ring)) {
      return odd_boundary();
    }
  }
  if (points_of(boundary.drawn) > boundary_points_max) {
    return odd_boundary();
  }
  return boundary;
}

std::string written(geo::MultiPolygon const& shape) {
  std::string out;
  for (auto const& polygon : shape) {
    out += out.empty() ? "" : "|";
    add_ring(out, polygon.outer);
    for (auto const& hole : polygon.holes) {
      out += ';';
      add_ring(out, hole);
    }
  }
  return out;
}

Result<geo::MultiPolygon> shape_from(std::string_view text) {
  geo::MultiPolygon shape;
  while (!text.empty()) {
    auto rest = part(text, '|');
    auto outer = ring_of(part(rest, ';'));
    auto& polygon = shape.emplace_back();
    auto whole = outer.has_value();
    polygon.outer = std::move(outer).value_or(geo::Ring{});
    while (whole && !rest.empty()) {
      auto hole = ring_of(part(rest, ';'));
      whole = hole.has_value();
      polygon.holes.push_back(std::move(hole).value_or(geo::Ring{}));
    }
    if (!whole) {
      return refuse(ErrorKind::bad_input, "living_circle_shape_broken");
    }
  }
  return shape;
}

}  // namespace linquan::circles
