#include "linquan/basemap/about.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace linquan::basemap {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<std::string_view, Format>, 5> formats{{{"pbf", Format::vector},
                                                                      {"png", Format::png},
                                                                      {"jpg", Format::jpeg},
                                                                      {"jpeg", Format::jpeg},
                                                                      {"webp", Format::webp}}};

std::string text_of(std::map<std::string, std::string> const& metadata, std::string const& name) {
  auto const found = metadata.find(name);
  return found == metadata.end() ? std::string{} : found->second;
}

Result<std::uint32_t> zoom_of(std::map<std::string, std::string> const& metadata, std::string const& name,
                              std::string const& path) {
  auto const text = text_of(metadata, name);
  std::uint32_t zoom = 0;
  auto const* const end = text.data() + text.size();
  auto const [read, fault] = std::from_chars(text.data(), end, zoom);
  if (fault != std::errc{} || read != end || zoom > zoom_limit) {
    return refuse(ErrorKind::bad_input, "basemap_zooms", {{"path", path}, {"name", name}, {"text", text}});
  }
  return zoom;
}

/// "117.1,34.2,117.3,34.4"; nullopt where it is anything else.
std::optional<std::array<double, 4>> bounds_of(std::string_view text) {
  std::array<double, 4> bounds{};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    auto const comma = std::min(text.find(','), text.size());
    auto const [read, fault] = std::from_chars(text.data(), text.data() + comma, bounds.at(i));
    if (fault != std::errc{} || read != text.data() + comma || !std::isfinite(bounds.at(i)) ||
        std::abs(bounds.at(i)) > 360) {
      return std::nullopt;
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return text.empty() ? std::optional{bounds} : std::nullopt;
}

std::optional<std::uint32_t> zoom_in(json const& layer, char const* name) {
  auto const found = layer.find(name);
  auto const fits = found != layer.end() && found->is_number_integer() && *found >= 0 && *found <= zoom_limit;
  return fits ? std::optional{found->get<std::uint32_t>()} : std::nullopt;
}

/// The layers that the row `json` names, as far as it can be read.
std::vector<LayerAbout> layers_of(std::string const& text) {
  std::vector<LayerAbout> layers;
  // Depth is the reader's own, which does not call itself.
  auto const all = json::parse(text, nullptr, false);
  auto const found = all.is_object() ? all.find("vector_layers") : all.end();
  if (!all.is_object() || found == all.end() || !found->is_array()) {
    return layers;
  }
  for (auto const& layer : *found) {
    auto const id = layer.is_object() ? layer.find("id") : layer.end();
    if (layer.is_object() && id != layer.end() && id->is_string() && layers.size() < layers_max) {
      layers.push_back({id->get<std::string>(), zoom_in(layer, "minzoom"), zoom_in(layer, "maxzoom")});
    }
  }
  return layers;
}

}  // namespace

std::string_view media_type(Format format) {
  switch (format) {
    case Format::vector:
      return "application/vnd.mapbox-vector-tile";
    case Format::png:
      return "image/png";
    case Format::jpeg:
      return "image/jpeg";
    case Format::webp:
      return "image/webp";
  }
  return {};
}

Result<About> read_about(std::map<std::string, std::string> const& metadata, std::string const& path) {
  About about;
  auto const word = text_of(metadata, "format");
  auto const* const format = std::ranges::find(formats, word, &std::pair<std::string_view, Format>::first);
  if (format == formats.end()) {
    return refuse(ErrorKind::bad_input, "basemap_format", {{"path", path}, {"text", word}});
  }
  about.format = format->second;
  for (auto const& [name, zoom] : {std::pair{"minzoom", &about.zoom_min}, std::pair{"maxzoom", &about.zoom_max}}) {
    auto read = zoom_of(metadata, name, path);
    if (!read) {
      return hand_on(read);
    }
    *zoom = *read;
  }
  about.name = text_of(metadata, "name");
  about.attribution = text_of(metadata, "attribution");
  about.bounds = bounds_of(text_of(metadata, "bounds"));
  if (about.format == Format::vector) {
    about.layers = layers_of(text_of(metadata, "json"));
  }
  return about;
}

}  // namespace linquan::basemap
