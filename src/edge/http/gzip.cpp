#include "linquan/http/gzip.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "linquan/base/ensure.h"

namespace linquan::http {
namespace {

/// Of libdeflate's twelve: a third of the time that zlib's third takes, for as many bytes.
constexpr int level = 1;
constexpr int window_bits_gzip = 15 + 16;

struct Freed {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// A thread's own: its tables are too large to be made for each answer.
libdeflate_compressor& compressor() {
  thread_local std::unique_ptr<libdeflate_compressor, Freed> const own{libdeflate_alloc_compressor(level)};
  ensure(own != nullptr, "libdeflate knows this level");
  return *own;
}

}  // namespace

std::string gzipped(std::string_view text) {
  auto& with = compressor();
  std::string bytes(libdeflate_gzip_compress_bound(&with, text.size()), '\0');
  auto const size = libdeflate_gzip_compress(&with, text.data(), text.size(), bytes.data(), bytes.size());
  ensure(size > 0, "the bound makes room enough");
  bytes.resize(size);
  return bytes;
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
