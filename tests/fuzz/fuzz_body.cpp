#include <cstddef>
#include <cstdint>
#include <string>

#include "body.h"
#include "linquan/base/ensure.h"
#include "linquan/text/text.h"

namespace {

using namespace linquan;

/// What comes out of a field is what its bounds promise, whatever stands in it.
void look_at(api::Body const& body) {
  for (auto const* const name : {"a", "b"}) {
    if (auto const text = body.text(name, {.bytes_max = 20})) {
      ensure(text->size() <= 20 && !text->empty() && text::is_utf8(*text), "a text beyond its bounds");
      ensure(text->find_first_of(std::string_view{"\0\n\r\x7f", 4}) == std::string::npos, "a control character");
    }
    if (auto const number = body.number(name, {-7, 7})) {
      ensure(*number >= -7 && *number <= 7, "a number beyond its bounds");
    }
    if (auto const place = body.place_if(name); place && *place) {
      ensure((*place)->lat >= -900'000'000 && (*place)->lat <= 900'000'000, "a place off the globe");
    }
    static_cast<void>(body.boolean_if(name));
    static_cast<void>(body.id_if(name));
    static_cast<void>(body.texts(name, 3));
  }
}

}  // namespace

/// A body may be any bytes: it is refused by a code, or its fields are those that are known.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  http::Request request;
  request.body.assign(reinterpret_cast<char const*>(data), size);
  auto const body = api::Body::parse(request, {"a", "b", "list"});
  if (!body) {
    ensure(!body.error().code.empty(), "a refusal without a code");
    return 0;
  }
  look_at(*body);
  if (auto const objects = body->objects("list", 5, {"a", "b"})) {
    ensure(objects->size() <= 5, "a list beyond its bounds");
    for (auto const& object : *objects) {
      look_at(object);
    }
  }
  return 0;
}
