#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "linquan/basemap/mbtiles.h"
#include "linquan/http/gzip.h"
#include "linquan/tiles/grid.h"
#include "reply.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Json = nlohmann::ordered_json;

/// A map of streets changes with the next import only.
constexpr std::string_view kept = "public, max-age=3600";

Json zoom_or_null(std::optional<std::uint32_t> zoom) {
  return zoom ? Json(*zoom) : Json(nullptr);
}

Json about_json(basemap::About const& about) {
  auto layers = Json::array();
  for (auto const& layer : about.layers) {
    layers.push_back(
        {{"id", layer.id}, {"zoom_min", zoom_or_null(layer.zoom_min)}, {"zoom_max", zoom_or_null(layer.zoom_max)}});
  }
  return {{"name", about.name},
          {"attribution", about.attribution},
          {"media_type", basemap::media_type(about.format)},
          {"zoom_min", about.zoom_min},
          {"zoom_max", about.zoom_max},
          {"bounds", about.bounds ? Json(*about.bounds) : Json(nullptr)},
          {"layers", std::move(layers)}};
}

bool is_zipped(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

Result<Answer> tile(basemap::Mbtiles const& map, Request const& request) {
  auto const id = tiles::parse_tile(request.at("z"), request.at("x"), request.at("y"));
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  auto bytes = map.tile(id->z, id->x, id->y);
  if (!bytes) {
    return hand_on(bytes);
  }
  if (!*bytes && map.about().format == basemap::Format::vector) {
    // A tile where nothing stands, as those of our own layers are.
    Answer nothing;
    nothing.type = basemap::media_type(map.about().format);
    nothing.kept = kept;
    return nothing;
  }
  if (!*bytes) {
    return refuse(ErrorKind::not_found, "basemap_tile_none",
                  {{"z", std::to_string(id->z)}, {"x", std::to_string(id->x)}, {"y", std::to_string(id->y)}});
  }
  Answer answer;
  answer.type = basemap::media_type(map.about().format);
  answer.zipped = map.about().format == basemap::Format::vector && is_zipped(**bytes);
  if (answer.zipped && !request.gzip && !http::gunzipped(**bytes, basemap::Mbtiles::tile_bytes_max)) {
    return refuse(ErrorKind::machine, "basemap_read", {{"reason", "gzip"}});
  }
  answer.body = **std::move(bytes);
  answer.kept = kept;
  return answer;
}

}  // namespace

std::vector<Route> basemap_routes(Context const& context) {
  auto const with_map = [map = context.basemap](auto const& answer) -> http::Handler {
    return [map, answer](Request const& request) -> Result<Answer> {
      return map == nullptr ? Result<Answer>{refuse(ErrorKind::not_found, "basemap_none")} : answer(*map, request);
    };
  };
  return {
      {Method::get, "/api/v1/basemap", {}, with_map([](basemap::Mbtiles const& map, Request const&) -> Result<Answer> {
         return json_answer(about_json(map.about()));
       })},
      {Method::get, "/api/v1/basemap/{z}/{x}/{y}", {}, with_map(tile)}};
}

}  // namespace linquan::api
