#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/hours/hours.h"
#include "linquan/search/index.h"
#include "linquan/search/query.h"

namespace linquan::search {

/// Walking times from where somebody is; who is not in it cannot be reached in time.
class Times {
 public:
  struct Time {
    std::uint64_t id = 0;
    std::uint16_t tenths = 0;  ///< of a second
  };
  Times() = default;
  /// In any order, each outlet once.
  explicit Times(std::vector<Time> times);
  /// By ascending id.
  [[nodiscard]] std::span<Time const> all() const { return times_; }
  /// Null where it is too far.
  [[nodiscard]] Time const* find(std::uint64_t id) const;

 private:
  std::vector<Time> times_;
};

/// What decides the order of two hits. The next page begins behind the last hit's.
struct Rank {
  std::uint32_t band = 0;     ///< 0: what was typed; 1: what sounds so, or begins so; 2: what was probably meant
  std::uint16_t time = 0;     ///< tenths of a second; 0 without `times`
  std::uint32_t quality = 0;  ///< the less the better
  std::uint64_t id = 0;
  friend auto operator<=>(Rank const&, Rank const&) = default;
};

/// "17.0.0.260.5123": the directory's change and a rank, for the next page.
struct Cursor {
  std::uint64_t change = 0;
  Rank after;
  friend bool operator==(Cursor const&, Cursor const&) = default;
};
std::string written(Cursor const& cursor);
/// usage   `search_cursor`
Result<Cursor> cursor_from(std::string_view text);

struct Asked {
  Query query;
  std::vector<std::string> kinds{};    ///< ids; only outlets of any of them; none: of all
  std::optional<hours::When> open_at;  ///< only outlets that are known to be open then
  Times const* times = nullptr;        ///< only outlets in it, nearest first within a band
  std::optional<Cursor> after;
  std::size_t count = 20;
};

struct Hit {
  directory::OutletId id;
  Rank rank;
  friend bool operator==(Hit const&, Hit const&) = default;
};

/// What the text may mean: a kind, or a service under one. 修鞋, 小学 and 学校 for "xx".
struct Meaning {
  std::string word;
  std::vector<std::string> kinds;  ///< ids
  bool service = false;
  std::uint32_t quality = 0;
  friend bool operator==(Meaning const&, Meaning const&) = default;
};

struct Found {
  std::vector<Hit> hits;
  std::optional<Cursor> next;     ///< nullopt: that was the last page
  std::size_t all = 0;            ///< hits on all pages
  std::vector<Meaning> meanings;  ///< the best first, at most 8; only on the first page
  friend bool operator==(Found const&, Found const&) = default;
};

/// Typing errors are forgiven only where nothing fits as it was typed.
Found find(Index const& index, Asked const& asked);
/// The same by looking at every outlet; for tests.
Found find_slowly(Index const& index, Asked const& asked);

}  // namespace linquan::search
