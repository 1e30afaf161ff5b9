#include "gzip.h"

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

}  // namespace linquan::http
