#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/city/join.h"
#include "linquan/directory/entry.h"
#include "linquan/directory/passages.h"
#include "linquan/hours/hours.h"
#include "linquan/reach/scenario.h"

/// The city as the directory has it: one value after the other, for each of its changes.
namespace linquan::town {

/// What an outlet became; no entry where its addition was undone.
struct OutletNews {
  directory::OutletId id;
  std::optional<directory::Entry> entry;
};

/// What the directory holds, or what became of it after some change: in the order of changes.
struct News {
  std::uint64_t change = 0;  ///< the newest that is told of
  std::vector<OutletNews> outlets;
  std::vector<directory::Passage> passages;
};

/// The city at one of the directory's changes. Never changed; copies, and the next ones, share what no change touched.
/// May be asked from several threads.
class Town {
 public:
  /// The city of a file, of which the directory says nothing yet.
  explicit Town(city::City imported);

  /// The city after these changes. What the city does not know (a kind, a gate, a street) is left out and counted.
  [[nodiscard]] Town after(News const& news) const;

  /// The number of the directory's change that it stands at; 0 before the first.
  [[nodiscard]] std::uint64_t change() const { return change_; }
  /// The city as it was imported: its streets, homes and areas are today's, its outlets are not.
  [[nodiscard]] city::City const& imported() const;
  /// The city with the outlets of today; made when it is first asked for.
  [[nodiscard]] city::City const& city() const;
  /// An outlet as circles count it; null where there is none, or it is closed. Good as long as the town.
  [[nodiscard]] city::Outlet const* outlet(city::OutletId id) const;
  /// Joins places to the streets; made when it is first asked for, once for all towns of the city.
  [[nodiscard]] city::Joiner const& joiner() const;

  /// What is different about the streets at `minute`, or at any hour.
  [[nodiscard]] std::vector<reach::Edit> street_edits(std::optional<hours::MinuteOfWeek> minute) const;
  /// Those that are not as the map has them, by id.
  [[nodiscard]] std::vector<directory::Passage> const& passages() const { return *passages_; }
  /// Whether the streets are walked alike in both.
  [[nodiscard]] bool same_streets(Town const& other) const { return passages_ == other.passages_; }
  /// What makes the outlets of an earlier town of the same city into this one's.
  [[nodiscard]] std::vector<reach::Edit> outlets_since(Town const& earlier) const;

  /// What was left out so far because the city does not know it.
  [[nodiscard]] std::uint64_t not_understood() const { return not_understood_; }

 private:
  struct Ground;
  struct Outlets;

  [[nodiscard]] std::optional<city::Outlet> counted(OutletNews const& news, std::uint64_t& not_understood) const;

  std::shared_ptr<Ground const> ground_;
  std::shared_ptr<Outlets const> outlets_;
  std::shared_ptr<std::vector<directory::Passage> const> passages_;
  std::uint64_t change_ = 0;
  std::uint64_t not_understood_ = 0;
};

}  // namespace linquan::town
