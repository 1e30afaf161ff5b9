#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/basemap/about.h"
#include "linquan/http/gzip.h"

/// A basemap's own words may be any bytes, and so may its tiles: they are understood or refused.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  std::string_view text{reinterpret_cast<char const*>(data), size};
  constexpr std::size_t most = 65'536;
  if (auto const plain = http::gunzipped(text, most)) {
    ensure(plain->size() <= most, "what is unzipped stays within its bound");
  }
  std::map<std::string, std::string> metadata{{"format", "pbf"}, {"minzoom", "0"}, {"maxzoom", "14"}};
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    auto const equals = std::min(line.find('='), line.size());
    metadata[std::string{line.substr(0, equals)}] = line.substr(std::min(equals + 1, line.size()));
  }
  auto const about = basemap::read_about(metadata, "map");
  if (!about) {
    ensure(about.error().kind == ErrorKind::bad_input, "bad words are not the machine's fault");
    return 0;
  }
  ensure(about->zoom_max <= basemap::zoom_limit, "a zoom beyond all zooms");
  ensure(about->layers.size() <= basemap::layers_max, "too many layers");
  return 0;
}
