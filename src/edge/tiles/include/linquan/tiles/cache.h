#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace linquan::tiles {

/// A tile as it goes out.
struct Kept {
  std::string bytes;  ///< zipped
  std::string etag;   ///< of the unzipped bytes, with its quotes
  std::size_t left_out = 0;
};

/// Tiles by what was asked; those that were asked for longest ago go first. Bounded in bytes; for many threads.
class Cache {
 public:
  explicit Cache(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  /// Null where it is not kept.
  [[nodiscard]] std::shared_ptr<Kept const> find(std::string const& key);
  void put(std::string const& key, std::shared_ptr<Kept const> tile);
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Entry = std::pair<std::string, std::shared_ptr<Kept const>>;
  static std::size_t size_of(Entry const& entry);
  void forget_last();

  std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  ///< the last that was asked for comes first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace linquan::tiles
