#include "body.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "id_number.h"

namespace linquan::api {
namespace {

using nlohmann::json;

/// Looks at a text before anything of it is kept: how deep it goes, how much stands in it, whether a name stands twice.
class Look final : public nlohmann::json_sax<json> {
 public:
  enum class Fault : std::uint8_t { none, not_json, deep, many };
  [[nodiscard]] Fault fault() const { return fault_; }

  bool null() override { return count(); }
  bool boolean(bool /*value*/) override { return count(); }
  bool number_integer(number_integer_t /*value*/) override { return count(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return count(); }
  bool number_float(number_float_t /*value*/, string_t const& /*text*/) override { return count(); }
  bool string(string_t& /*value*/) override { return count(); }
  bool binary(binary_t& /*value*/) override { return refuse(Fault::not_json); }
  bool start_object(std::size_t /*size*/) override {
    names_.emplace_back();
    return enter();
  }
  bool key(string_t& name) override { return names_.back().insert(name).second || refuse(Fault::not_json); }
  bool end_object() override {
    names_.pop_back();
    return leave();
  }
  bool start_array(std::size_t /*size*/) override { return enter(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t /*at*/, std::string const& /*token*/, json::exception const& /*why*/) override {
    return refuse(Fault::not_json);
  }

 private:
  bool refuse(Fault fault) {
    if (fault_ == Fault::none) {
      fault_ = fault;
    }
    return false;
  }
  bool count() { return ++values_ <= body_values_max || refuse(Fault::many); }
  bool enter() { return count() && (++depth_ <= body_depth_max || refuse(Fault::deep)); }
  bool leave() {
    --depth_;
    return true;
  }

  Fault fault_ = Fault::none;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::vector<std::set<std::string>> names_;  ///< of the objects that are open
};

Result<void> look_at(std::string const& text) {
  Look look;
  json::sax_parse(text, &look);
  switch (look.fault()) {
    case Look::Fault::none:
      return {};
    case Look::Fault::not_json:
      return refuse(ErrorKind::usage, "body_not_json");
    case Look::Fault::deep:
      return refuse(ErrorKind::usage, "body_deep", {{"most", std::to_string(body_depth_max)}});
    case Look::Fault::many:
      return refuse(ErrorKind::usage, "body_many", {{"most", std::to_string(body_values_max)}});
  }
  return {};
}

tl::unexpected<Error> other_type(std::string name, std::string_view expected) {
  return refuse(ErrorKind::usage, "body_field_type", {{"name", std::move(name)}, {"expected", std::string{expected}}});
}

Result<std::string> text_in(json const& value, std::string const& name, TextBounds const& bounds) {
  if (!value.is_string()) {
    return other_type(name, "\"…\"");
  }
  auto const& text = value.get_ref<std::string const&>();
  auto const odd = std::ranges::any_of(text, [&](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(bounds.lines && c == '\n')) || byte == 0x7f;
  });
  if (odd || text.size() > bounds.bytes_max || (text.empty() && !bounds.empty)) {
    return refuse(ErrorKind::usage, "body_field_text", {{"name", name}, {"most", std::to_string(bounds.bytes_max)}});
  }
  return text;
}

/// A number that is whole and fits; JSON makes no difference between 5 and 5.0, and neither does a person.
std::optional<std::int64_t> whole(json const& value) {
  if (value.is_number_unsigned()) {
    auto const number = value.get<std::uint64_t>();
    return number <= INT64_MAX ? std::optional{static_cast<std::int64_t>(number)} : std::nullopt;
  }
  if (value.is_number_integer()) {
    return value.get<std::int64_t>();
  }
  constexpr double exact_max = 9'007'199'254'740'992.0;
  if (value.is_number_float() && std::abs(value.get<double>()) <= exact_max &&
      std::trunc(value.get<double>()) == value.get<double>()) {
    return static_cast<std::int64_t>(value.get<double>());
  }
  return std::nullopt;
}

Result<geo::Point> place_in(json const& value, std::string const& name) {
  constexpr double lat_max = 90;
  constexpr double lon_max = 180;
  auto const fits = value.is_object() && value.size() == 2 && value.contains("lat") && value.contains("lon") &&
                    value["lat"].is_number() && value["lon"].is_number();
  auto const lat = fits ? value["lat"].get<double>() : lat_max + 1;
  auto const lon = fits ? value["lon"].get<double>() : lon_max + 1;
  if (!(std::abs(lat) <= lat_max) || !(std::abs(lon) <= lon_max)) {
    return other_type(name, R"({"lat": 34.2610, "lon": 117.1880})");
  }
  return geo::from_degrees(lon, lat);
}

Result<std::uint64_t> id_in(json const& value, std::string const& name) {
  auto const number = value.is_string() ? id_number(value.get_ref<std::string const&>()) : std::nullopt;
  if (number) {
    return *number;
  }
  return other_type(name, R"("4538637326769641836")");
}

/// What a reader makes of a field that is there, or nullopt.
template <class Read>
auto if_there(json const* value, Read const& read) {
  using Value = typename std::invoke_result_t<Read const&, json const&>::value_type;
  if (value == nullptr || value->is_null()) {
    return Result<std::optional<Value>>{std::optional<Value>{}};
  }
  return read(*value).map([](Value it) { return std::optional<Value>{std::move(it)}; });
}

}  // namespace

std::string Body::full(std::string_view name) const {
  return place_ + std::string{name};
}

tl::unexpected<Error> Body::missing(std::string_view name) const {
  return refuse(ErrorKind::usage, "body_field_missing", {{"name", full(name)}});
}

Result<Body> Body::closed(json object, std::string place, Names known) {
  for (auto const& [name, ignored] : object.items()) {
    if (std::ranges::find(known, std::string_view{name}) == known.end()) {
      return refuse(ErrorKind::usage, "body_field_unknown",
                    {{"name", place + name}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
  }
  return Body{std::move(object), std::move(place)};
}

Result<Body> Body::parse(http::Request const& request, Names known) {
  if (auto looked = look_at(request.body); !looked) {
    return hand_on(looked);
  }
  auto object = json::parse(request.body, nullptr, false);
  if (!object.is_object()) {
    return refuse(ErrorKind::usage, "body_not_object");
  }
  return closed(std::move(object), {}, known);
}

json const* Body::raw(std::string_view name) const {
  auto const found = object_.find(std::string{name});
  return found == object_.end() ? nullptr : &*found;
}

bool Body::has(std::string_view name) const {
  return raw(name) != nullptr;
}

bool Body::is_null(std::string_view name) const {
  auto const* const value = raw(name);
  return value != nullptr && value->is_null();
}

Result<std::string> Body::text(std::string_view name, TextBounds const& bounds) const {
  auto const* const value = raw(name);
  return value == nullptr ? Result<std::string>{missing(name)} : text_in(*value, full(name), bounds);
}

Result<std::optional<std::string>> Body::text_if(std::string_view name, TextBounds const& bounds) const {
  return if_there(raw(name), [&](json const& it) { return text_in(it, full(name), bounds); });
}

Result<std::int64_t> Body::number(std::string_view name, Range range) const {
  auto const* const value = raw(name);
  if (value == nullptr) {
    return missing(name);
  }
  auto const number = whole(*value);
  if (!number || *number < range.low || *number > range.high) {
    return other_type(full(name), fmt::format("{}…{}", range.low, range.high));
  }
  return *number;
}

Result<std::optional<std::int64_t>> Body::number_if(std::string_view name, Range range) const {
  return if_there(raw(name), [&](json const& /*it*/) { return number(name, range); });
}

Result<bool> Body::boolean(std::string_view name) const {
  auto const* const value = raw(name);
  if (value == nullptr) {
    return missing(name);
  }
  return value->is_boolean() ? Result<bool>{value->get<bool>()} : other_type(full(name), "true, false");
}

Result<std::optional<bool>> Body::boolean_if(std::string_view name) const {
  return if_there(raw(name), [&](json const& /*it*/) { return boolean(name); });
}

Result<geo::Point> Body::place(std::string_view name) const {
  auto const* const value = raw(name);
  return value == nullptr ? Result<geo::Point>{missing(name)} : place_in(*value, full(name));
}

Result<std::optional<geo::Point>> Body::place_if(std::string_view name) const {
  return if_there(raw(name), [&](json const& it) { return place_in(it, full(name)); });
}

Result<std::uint64_t> Body::id(std::string_view name) const {
  auto const* const value = raw(name);
  return value == nullptr ? Result<std::uint64_t>{missing(name)} : id_in(*value, full(name));
}

Result<std::optional<std::uint64_t>> Body::id_if(std::string_view name) const {
  return if_there(raw(name), [&](json const& it) { return id_in(it, full(name)); });
}

Result<std::vector<std::string>> Body::texts(std::string_view name, std::size_t most, TextBounds const& bounds) const {
  std::vector<std::string> all;
  auto const* const value = raw(name);
  if (value == nullptr || value->is_null()) {
    return all;
  }
  if (!value->is_array() || value->size() > most) {
    return other_type(full(name), fmt::format("[\"…\"] ≤ {}", most));
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    auto text = text_in((*value)[i], fmt::format("{}[{}]", full(name), i), bounds);
    if (!text) {
      return hand_on(text);
    }
    all.push_back(std::move(*text));
  }
  return all;
}

Result<std::vector<Body>> Body::objects(std::string_view name, std::size_t most, Names known) const {
  std::vector<Body> all;
  auto const* const value = raw(name);
  if (value == nullptr || value->is_null()) {
    return all;
  }
  auto const fits = value->is_array() && value->size() <= most &&
                    std::ranges::all_of(*value, [](json const& it) { return it.is_object(); });
  if (!fits) {
    return other_type(full(name), fmt::format("[{{…}}] ≤ {}", most));
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    auto object = closed((*value)[i], fmt::format("{}[{}].", full(name), i), known);
    if (!object) {
      return hand_on(object);
    }
    all.push_back(std::move(*object));
  }
  return all;
}

Result<std::optional<Body>> Body::object_if(std::string_view name, Names known) const {
  return if_there(raw(name), [&](json const& it) -> Result<Body> {
    return it.is_object() ? closed(it, full(name) + ".", known) : other_type(full(name), "{…}");
  });
}

}  // namespace linquan::api
