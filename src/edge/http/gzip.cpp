#include "linquan/http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "linquan/base/ensure.h"

namespace linquan::http {
namespace {

/// Half of the work of zlib's own choice (6), for a tenth more bytes.
constexpr int level = 3;
constexpr int window_bits_gzip = 15 + 16;
constexpr int memory_level = 8;

}  // namespace

std::string gzipped(std::string_view text) {
  z_stream stream{};
  ensure(deflateInit2(&stream, level, Z_DEFLATED, window_bits_gzip, memory_level, Z_DEFAULT_STRATEGY) == Z_OK,
         "zlib knows these settings");
  // zlib takes what it reads as not const, and does not write there.
  std::vector<Bytef> input{text.begin(), text.end()};
  std::vector<Bytef> output(deflateBound(&stream, text.size()));
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = output.data();
  stream.avail_out = static_cast<uInt>(output.size());
  auto const ended = deflate(&stream, Z_FINISH);
  auto const size = stream.total_out;
  deflateEnd(&stream);
  ensure(ended == Z_STREAM_END, "deflateBound() makes room enough");
  return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::optional<std::string> gunzipped(std::string_view bytes, std::size_t bytes_max) {
  z_stream stream{};
  ensure(inflateInit2(&stream, window_bits_gzip) == Z_OK, "zlib knows these settings");
  std::vector<Bytef> input{bytes.begin(), bytes.end()};
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  std::vector<Bytef> piece(std::size_t{64} << 10);
  std::optional<std::string> text{std::in_place};
  auto state = Z_OK;
  while (state == Z_OK && text) {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    auto const size = piece.size() - stream.avail_out;
    if (text->size() + size > bytes_max || (state != Z_OK && state != Z_STREAM_END)) {
      text.reset();
    } else {
      text->append(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
    }
  }
  inflateEnd(&stream);
  return text;
}

}  // namespace linquan::http
