#pragma once

#include <filesystem>
#include <functional>
#include <osmium/handler.hpp>
#include <osmium/memory/buffer.hpp>
#include <osmium/object_pointer_collection.hpp>
#include <osmium/osm.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "tag_table.h"

namespace linquan::osm {

/// libosmium's tags behind the table's plain interface.
class OsmiumTags final : public TagReader {
 public:
  explicit OsmiumTags(osmium::TagList const& tags) : tags_{tags} {}
  [[nodiscard]] std::string_view operator[](char const* key) const override {
    auto const* value = tags_.get_value_by_key(key);
    return value == nullptr ? std::string_view{} : std::string_view{value};
  }

 private:
  osmium::TagList const& tags_;
};

/// All objects of some files in memory: sorted by type and id, the newest version of each once.
class Objects {
 public:
  /// bad_input   `osm_unreadable`, `osm_empty`, `file_too_large`; interrupted
  static Result<Objects> read(std::span<std::filesystem::path const> files, Progress& progress);

  [[nodiscard]] osmium::ObjectPointerCollection& all() { return objects_; }
  [[nodiscard]] std::string const& timestamp() const { return timestamp_; }
  [[nodiscard]] std::size_t size() const { return objects_.size(); }

 private:
  std::vector<osmium::memory::Buffer> buffers_;
  osmium::ObjectPointerCollection objects_;
  std::string timestamp_;
};

}  // namespace linquan::osm
