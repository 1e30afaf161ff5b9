#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "linquan/base/result.h"
#include "linquan/basemap/about.h"

namespace linquan::basemap {

/// A file of map tiles (MBTiles 1.3), read and never written. For many threads.
class Mbtiles {
 public:
  /// Larger tiles are refused.
  static constexpr std::size_t tile_bytes_max = std::size_t{8} << 20;

  /// Opens the file and looks at what it says of itself and at one of its tiles.
  ///
  /// not_found   `file_unreadable`
  /// bad_input   `basemap_broken` (no SQLite file, or a damaged one), `basemap_tables` (another program's),
  ///             `basemap_empty`, and what read_about() refuses; each with the path
  static Result<std::unique_ptr<Mbtiles>> open(std::filesystem::path const& path);

  Mbtiles(Mbtiles const&) = delete;
  Mbtiles& operator=(Mbtiles const&) = delete;
  Mbtiles(Mbtiles&&) = delete;
  Mbtiles& operator=(Mbtiles&&) = delete;
  ~Mbtiles();

  [[nodiscard]] About const& about() const { return about_; }

  /// The tile's bytes as they are stored, vector tiles mostly zipped; nullopt where there is none. Rows count from the
  /// north.
  ///
  /// machine     `basemap_read`: the file cannot be read any more
  [[nodiscard]] Result<std::optional<std::string>> tile(std::uint32_t z, std::uint32_t x, std::uint32_t y) const;

 private:
  struct Database;
  Mbtiles(std::unique_ptr<Database> database, About about);
  std::unique_ptr<Database> database_;
  About about_;
};

}  // namespace linquan::basemap
