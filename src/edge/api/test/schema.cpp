#include "schema.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <set>
#include <system_error>

namespace linquan::api {
namespace {

using nlohmann::json;

json scalar_of(YAML::Node const& node) {
  auto const& text = node.Scalar();
  if (node.Tag() == "!") {  // quoted
    return text;
  }
  if (text == "true" || text == "false") {
    return text == "true";
  }
  if (text == "null") {
    return nullptr;
  }
  long long number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc{} && end == text.data() + text.size()) {
    return number;
  }
  return text;
}

json json_of(YAML::Node const& node) {
  if (node.IsMap()) {
    auto object = json::object();
    for (auto const& entry : node) {
      object[entry.first.Scalar()] = json_of(entry.second);
    }
    return object;
  }
  if (node.IsSequence()) {
    auto list = json::array();
    for (auto const& item : node) {
      list.push_back(json_of(item));
    }
    return list;
  }
  return node.IsNull() ? json(nullptr) : scalar_of(node);
}

bool is_of(json const& value, std::string const& type) {
  if (type == "integer") {
    return value.is_number_integer();
  }
  if (type == "number") {
    return value.is_number();
  }
  return type == value.type_name();
}

using Complaints = std::vector<std::string>;

struct Asked {
  Schemas const& schemas;
  json const& value;
  json const& schema;
  std::string const& place;
};

void append(Complaints& all, Complaints const& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Complaints check_type(Asked const& it) {
  auto const& type = it.schema["type"];
  auto const types = type.is_array() ? type.get<std::vector<std::string>>() : std::vector{type.get<std::string>()};
  auto const fits = std::ranges::any_of(types, [&](std::string const& one) { return is_of(it.value, one); });
  return fits ? Complaints{} : Complaints{it.place + ": is " + it.value.type_name() + ", expected is " + type.dump()};
}

Complaints check_fields(Asked const& it) {
  Complaints all;
  if (!it.value.is_object()) {
    return all;
  }
  auto const properties = it.schema.value("properties", json::object());
  for (auto const& name : it.schema.value("required", json::array())) {
    if (!it.value.contains(name)) {
      all.push_back(it.place + ": " + name.get<std::string>() + " is missing");
    }
  }
  for (auto const& [name, field] : it.value.items()) {
    auto const place = it.place + "." + name;
    if (properties.contains(name)) {
      append(all, it.schemas.complaints(field, properties[name], place));
    } else if (auto const& more = it.schema["additionalProperties"]; more.is_object()) {
      append(all, it.schemas.complaints(field, more, place));
    } else {
      all.push_back(place + ": is not in the contract");
    }
  }
  return all;
}

Complaints check_items(Asked const& it) {
  Complaints all;
  for (std::size_t i = 0; it.value.is_array() && it.schema.contains("items") && i < it.value.size(); ++i) {
    append(all, it.schemas.complaints(it.value[i], it.schema["items"], it.place + "[" + std::to_string(i) + "]"));
  }
  return all;
}

/// Of UTF-8: every byte that does not continue a character.
std::size_t characters_of(std::string const& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Complaints check_bounds(Asked const& it) {
  auto const& value = it.value;
  auto const& schema = it.schema;
  Complaints all;
  auto const say = [&](bool broken, std::string const& what) {
    if (broken) {
      all.push_back(it.place + ": " + value.dump() + " breaks " + what);
    }
  };
  auto const size = value.is_array() ? value.size() : 0;
  say(schema.contains("minItems") && size < schema["minItems"].get<std::size_t>(), "minItems");
  say(schema.contains("maxItems") && size > schema["maxItems"].get<std::size_t>(), "maxItems");
  auto const length = value.is_string() ? characters_of(value.get_ref<std::string const&>()) : 0;
  say(value.is_string() && schema.contains("minLength") && length < schema["minLength"].get<std::size_t>(),
      "minLength");
  say(value.is_string() && schema.contains("maxLength") && length > schema["maxLength"].get<std::size_t>(),
      "maxLength");
  say(value.is_number() && schema.contains("minimum") && value < schema["minimum"], "minimum");
  say(value.is_number() && schema.contains("maximum") && value > schema["maximum"], "maximum");
  say(schema.contains("const") && value != schema["const"], "const");
  if (schema.contains("enum")) {
    say(std::ranges::find(schema["enum"], value) == schema["enum"].end(), "enum");
  }
  return all;
}

Complaints check_one_of(Asked const& it) {
  auto const fitting = std::ranges::count_if(
      it.schema["oneOf"], [&](json const& one) { return it.schemas.complaints(it.value, one, it.place).empty(); });
  return fitting == 1 ? Complaints{} : Complaints{it.place + ": fits " + std::to_string(fitting) + " of oneOf"};
}

}  // namespace

json json_of_yaml(std::string_view text) {
  return json_of(YAML::Load(std::string{text}));
}

json const& Schemas::resolved(json const& object) const {
  auto const* at = &object;
  while (at->contains("$ref")) {
    at = &contract_.at(json::json_pointer{at->at("$ref").get<std::string>().substr(1)});
  }
  return *at;
}

std::vector<std::string> Schemas::complaints(json const& value, json const& asked, std::string const& place) const {
  static std::set<std::string> const known{"type",      "properties", "required", "additionalProperties",
                                           "items",     "minItems",   "maxItems", "minimum",
                                           "maximum",   "const",      "enum",     "oneOf",
                                           "minLength", "maxLength",  "examples", "description"};
  auto const& schema = resolved(asked);
  Complaints all;
  for (auto const& [keyword, ignored] : schema.items()) {
    if (!known.contains(keyword)) {
      all.push_back(place + ": the keyword " + keyword + " is not understood here");
    }
  }
  Asked const it{*this, value, schema, place};
  if (schema.contains("type")) {
    append(all, check_type(it));
  }
  if (schema.contains("oneOf")) {
    append(all, check_one_of(it));
  }
  if (schema.value("type", json{}) == "object") {
    append(all, check_fields(it));
  }
  append(all, check_items(it));
  append(all, check_bounds(it));
  return all;
}

std::vector<std::string> Schemas::open_objects() const {
  Complaints all;
  std::function<void(json const&, std::string const&)> const look = [&](json const& node, std::string const& place) {
    if (node.is_object() && node.value("type", json{}) == "object") {
      auto const more = node.value("additionalProperties", json(true));
      if (!(more == false || (more.is_object() && !more.empty()))) {
        all.push_back(place);
      }
    }
    if (!node.is_structured()) {
      return;
    }
    for (auto const& [name, inner] : node.items()) {
      look(inner, place + "/" + name);
    }
  };
  look(contract_.at("components").at("schemas"), "#/components/schemas");
  return all;
}

}  // namespace linquan::api
