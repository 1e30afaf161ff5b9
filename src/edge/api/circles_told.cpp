#include "circles_told.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "linquan/answers/parse.h"
#include "linquan/text/text.h"
#include "reply.h"

namespace linquan::api {
namespace {

constexpr std::string_view kind_prefix = "kind:";

Json position(geo::Point at) {
  return {geo::lon_degrees(at), geo::lat_degrees(at)};
}

Json place_json(std::optional<geo::Point> const& at) {
  return at ? Json{{"lat", geo::lat_degrees(*at)}, {"lon", geo::lon_degrees(*at)}} : Json(nullptr);
}

Json text_or_null(std::string const& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json ring_json(geo::Ring const& ring) {
  auto list = Json::array();
  for (auto const corner : ring) {
    list.push_back(position(corner));
  }
  list.push_back(position(ring.front()));
  return list;
}

tl::unexpected<Error> odd_boundary() {
  return refuse(ErrorKind::usage, "living_circle_boundary");
}

std::optional<geo::Point> corner_in(nlohmann::json const& position) {
  auto const fits = position.is_array() && position.size() >= 2 && position[0].is_number() && position[1].is_number();
  if (!fits) {
    return std::nullopt;
  }
  auto const lon = position[0].get<double>();
  auto const lat = position[1].get<double>();
  auto const on_earth = std::abs(lon) <= 180 && std::abs(lat) <= 90;
  return on_earth ? std::optional{geo::from_degrees(lon, lat)} : std::nullopt;
}

/// A ring of GeoJSON, which repeats its first corner.
std::optional<geo::Ring> ring_in(nlohmann::json const& list) {
  geo::Ring ring;
  if (!list.is_array() || list.size() < 4 || list.size() > circles::boundary_points_max) {
    return std::nullopt;
  }
  for (auto const& position : list) {
    auto const corner = corner_in(position);
    if (!corner) {
      return std::nullopt;
    }
    ring.push_back(*corner);
  }
  if (ring.front() != ring.back()) {
    return std::nullopt;
  }
  ring.pop_back();
  return ring;
}

std::optional<geo::Polygon> polygon_in(nlohmann::json const& rings) {
  if (!rings.is_array() || rings.empty()) {
    return std::nullopt;
  }
  geo::Polygon polygon;
  for (std::size_t i = 0; i < rings.size(); ++i) {
    auto ring = ring_in(rings[i]);
    if (!ring) {
      return std::nullopt;
    }
    if (i == 0) {
      polygon.outer = std::move(*ring);
    } else {
      polygon.holes.push_back(std::move(*ring));
    }
  }
  return polygon;
}

Result<geo::MultiPolygon> shape_in(nlohmann::json const& geometry) {
  auto const type = geometry.is_object() ? geometry.value("type", "") : std::string{};
  if (!geometry.is_object() || geometry.size() != 2 || !geometry.contains("coordinates") ||
      (type != "Polygon" && type != "MultiPolygon")) {
    return odd_boundary();
  }
  auto const& coordinates = geometry["coordinates"];
  auto const polygons = type == "Polygon" ? nlohmann::json::array({coordinates}) : coordinates;
  if (!polygons.is_array()) {
    return odd_boundary();
  }
  geo::MultiPolygon shape;
  for (auto const& rings : polygons) {
    auto polygon = polygon_in(rings);
    if (!polygon) {
      return odd_boundary();
    }
    shape.push_back(std::move(*polygon));
  }
  return shape;
}

Result<circles::PlanItem> item_in(Body const& body) {
  constexpr std::size_t item_bytes_max = 400;
  circles::PlanItem item;
  auto what = body.text("what", {item_bytes_max});
  auto kind = body.text_if("kind");
  auto place = body.text_if("place", {item_bytes_max});
  auto spot = body.place_if("spot");
  auto due = day_in(body, "due");
  auto done = day_in(body, "done");
  for (auto const* const refused :
       {what ? nullptr : &what.error(), kind ? nullptr : &kind.error(), place ? nullptr : &place.error(),
        spot ? nullptr : &spot.error(), due ? nullptr : &due.error(), done ? nullptr : &done.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  return circles::PlanItem{std::move(*what), kind->value_or(""), place->value_or(""), *spot, *due, *done};
}

}  // namespace

std::string day_text(std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Json day_or_null(std::optional<std::chrono::sys_days> day) {
  return day ? Json(day_text(*day)) : Json(nullptr);
}

Result<std::optional<std::chrono::sys_days>> day_in(Body const& body, std::string_view name) {
  auto const text = body.text_if(name);
  if (!text) {
    return tl::unexpected<Error>{text.error()};
  }
  if (!*text) {
    return std::optional<std::chrono::sys_days>{};
  }
  auto const day = answers::day_of(**text);
  return day ? Result<std::optional<std::chrono::sys_days>>{day}
             : refuse(ErrorKind::usage, "body_day", {{"name", std::string{name}}});
}

Json figures_json(circles::Figures const& figures) {
  Json object = Json::object();
  auto kinds = Json::object();
  for (auto const& [name, value] : figures) {
    if (name.starts_with(kind_prefix)) {
      kinds[name.substr(kind_prefix.size())] = value;
    } else if (name.starts_with("residents")) {
      object[name] = static_cast<double>(value) / 1'000;
    } else {
      object[name] = value;
    }
  }
  object["by_kind"] = std::move(kinds);
  return object;
}

Json survey_json(std::optional<circles::Survey> const& survey) {
  return survey ? Json{{"on", day_text(survey->on)},
                       {"asked", survey->asked},
                       {"content", survey->content},
                       {"source", survey->source}}
                : Json(nullptr);
}

Json circle_json(CircleTold const& told) {
  auto const& circle = told.kept.circle;
  auto since = Json::object();
  for (auto const state : circles::all_states()) {
    since[std::string{circles::name_of(state)}] = day_or_null(circle.since.at(static_cast<std::size_t>(state)));
  }
  auto const& grade = circle.grade;
  Json object{{"id", fmt::to_string(circle.id.value())},
              {"version", told.kept.version},
              {"code", circle.code},
              {"name", circle.name},
              {"district", text_or_null(circle.district)},
              {"state", circles::name_of(circle.state)},
              {"since", std::move(since)},
              {"grade", grade ? Json{{"grade", grade->grade},
                                     {"standard", grade->standard},
                                     {"on", day_text(grade->on)},
                                     {"by", fmt::to_string(grade->by.value())}}
                              : Json(nullptr)},
              {"satisfaction", survey_json(told.survey)}};
  if (told.figures != nullptr) {
    object["figures"] = figures_json(*told.figures);
  }
  return object;
}

Json plan_json(circles::KeptPlan const& plan) {
  auto items = Json::array();
  for (auto const& item : plan.plan.items) {
    items.push_back({{"what", item.what},
                     {"kind", text_or_null(item.kind)},
                     {"place", text_or_null(item.place)},
                     {"spot", place_json(item.spot)},
                     {"due", day_or_null(item.due)},
                     {"done", day_or_null(item.done)}});
  }
  return {{"year", plan.plan.year}, {"version", plan.version}, {"text", plan.plan.text}, {"items", std::move(items)}};
}

Json year_json(circles::Year const& year) {
  return {{"year", year.year},
          {"frozen_at", instant_text(year.frozen_at)},
          {"state", circles::name_of(year.state)},
          {"figures", figures_json(year.figures)}};
}

Json difference_json(circles::Difference const& difference) {
  auto const scale = difference.figure.starts_with("residents") ? 1'000.0 : 1.0;
  auto const told = [&](std::optional<std::int64_t> const& value) {
    return value ? Json(static_cast<double>(*value) / scale) : Json(nullptr);
  };
  auto const both = difference.before && difference.after;
  return {{"figure", difference.figure},
          {"before", told(difference.before)},
          {"after", told(difference.after)},
          {"change", both ? told(*difference.after - *difference.before) : Json(nullptr)}};
}

Json brand_json(circles::Brand const& brand) {
  auto boards = Json::array();
  for (auto const& board : brand.boards) {
    boards.push_back({{"id", fmt::to_string(board.id.value())},
                      {"place", board.place},
                      {"at", place_json(board.at)},
                      {"state", circles::name_of(board.state)},
                      {"since", day_text(board.since)}});
  }
  return {{"district", brand.district},
          {"name", brand.name},
          {"has_logo", !brand.logo.empty()},
          {"boards", std::move(boards)}};
}

Json shape_json(geo::MultiPolygon const& shape) {
  auto polygons = Json::array();
  for (auto const& polygon : shape) {
    auto rings = Json::array({ring_json(polygon.outer)});
    for (auto const& hole : polygon.holes) {
      rings.push_back(ring_json(hole));
    }
    polygons.push_back(std::move(rings));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

Result<std::optional<circles::Boundary>> boundary_in(Body const& body) {
  auto codes = body.texts("communities", circles::communities_max);
  if (!codes) {
    return hand_on(codes);
  }
  auto const* const drawn = body.raw("drawn");
  if (drawn == nullptr && !body.has("communities")) {
    return std::optional<circles::Boundary>{};
  }
  circles::Boundary boundary{std::move(*codes), {}};
  if (drawn != nullptr) {
    auto shape = shape_in(*drawn);
    if (!shape) {
      return hand_on(shape);
    }
    boundary.drawn = std::move(*shape);
  }
  auto checked = circles::checked(std::move(boundary));
  return checked ? Result<std::optional<circles::Boundary>>{std::move(*checked)} : hand_on(checked);
}

Result<circles::Plan> plan_in(Body const& body, int year) {
  constexpr std::size_t text_bytes_max = 8'000;
  auto text = body.text("text", {text_bytes_max, true, true});
  if (!text) {
    return hand_on(text);
  }
  auto const items = body.objects("items", circles::plan_items_max, {"what", "kind", "place", "spot", "due", "done"});
  if (!items) {
    return tl::unexpected<Error>{items.error()};
  }
  circles::Plan plan{year, std::move(*text), {}};
  for (auto const& one : *items) {
    auto item = item_in(one);
    if (!item) {
      return hand_on(item);
    }
    plan.items.push_back(std::move(*item));
  }
  return plan;
}

}  // namespace linquan::api
