#include "decoded.h"

#include <protozero/pbf_reader.hpp>
#include <stdexcept>

namespace linquan::tiles {
namespace {

Value value_of(protozero::pbf_reader value) {
  value.next();
  switch (value.tag()) {
    case 1:
      return value.get_string();
    case 3:
      return value.get_double();
    case 5:
      return std::uint64_t{value.get_uint64()};
    case 7:
      return value.get_bool();
    default:
      throw std::runtime_error{"a value of another sort"};
  }
}

std::vector<Line> parts_of(std::vector<std::uint32_t> const& numbers) {
  std::vector<Line> parts;
  Pixel at;
  for (std::size_t i = 0; i < numbers.size();) {
    auto const command = numbers[i] & 7U;
    auto count = numbers[i] >> 3U;
    ++i;
    if (command == 7) {
      continue;
    }
    for (; count > 0; --count, i += 2) {
      at.x += protozero::decode_zigzag32(numbers.at(i));
      at.y += protozero::decode_zigzag32(numbers.at(i + 1));
      if (command == 1) {
        parts.emplace_back();
      }
      parts.back().push_back(at);
    }
  }
  return parts;
}

struct Raw {
  DecodedFeature feature;
  std::vector<std::uint32_t> tags;
};

Raw feature_of(protozero::pbf_reader reader) {
  Raw raw;
  while (reader.next()) {
    switch (reader.tag()) {
      case 1:
        raw.feature.id = reader.get_uint64();
        break;
      case 2: {
        auto const numbers = reader.get_packed_uint32();
        raw.tags.assign(numbers.begin(), numbers.end());
        break;
      }
      case 3:
        raw.feature.sort = reader.get_enum();
        break;
      case 4: {
        auto const numbers = reader.get_packed_uint32();
        raw.feature.parts = parts_of({numbers.begin(), numbers.end()});
        break;
      }
      default:
        throw std::runtime_error{"a field that no feature has"};
    }
  }
  return raw;
}

}  // namespace

Decoded decoded(std::string_view bytes) {
  Decoded result;
  if (bytes.empty()) {
    return result;
  }
  protozero::pbf_reader tile{bytes.data(), bytes.size()};
  tile.next(3);
  auto layer = tile.get_message();
  std::vector<Raw> raws;
  std::vector<std::string> keys;
  std::vector<Value> values;
  while (layer.next()) {
    switch (layer.tag()) {
      case 1:
        result.name = layer.get_string();
        break;
      case 2:
        raws.push_back(feature_of(layer.get_message()));
        break;
      case 3:
        keys.push_back(layer.get_string());
        break;
      case 4:
        values.push_back(value_of(layer.get_message()));
        break;
      case 5:
        result.extent = layer.get_uint32();
        break;
      case 15:
        result.version = layer.get_uint32();
        break;
      default:
        throw std::runtime_error{"a field that no layer has"};
    }
  }
  for (auto& raw : raws) {
    for (std::size_t i = 0; i + 1 < raw.tags.size(); i += 2) {
      raw.feature.properties.emplace(keys.at(raw.tags[i]), values.at(raw.tags[i + 1]));
    }
    result.features.push_back(std::move(raw.feature));
  }
  if (tile.next()) {
    throw std::runtime_error{"more than one layer"};
  }
  return result;
}

}  // namespace linquan::tiles
