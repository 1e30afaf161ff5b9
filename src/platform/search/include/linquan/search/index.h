#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/directory/entry.h"
#include "linquan/kinds/kinds.h"

/// Finding outlets by what people type: Chinese, pinyin, initials, with a typing error.
namespace linquan::search {

struct Parts;

/// The directory at one of its changes. A value that never changes: copies share everything, and the next version
/// shares with this one all that its change does not touch.
class Index {
 public:
  /// Of the open entries among these.
  Index(std::span<directory::Entry const> entries, kinds::Kinds const& kinds, std::uint64_t change = 0);

  /// The version after a change: the entry is put in the place of the one of its id. One that is closed is taken out.
  [[nodiscard]] Index with(directory::Entry const& entry, std::uint64_t change) const;
  /// The version without the outlet.
  [[nodiscard]] Index without(directory::OutletId id, std::uint64_t change) const;

  /// What became of an outlet; null: it is not there any more. Borrowed.
  struct Changed {
    directory::OutletId id;
    directory::Entry const* entry;
  };
  /// As with() and without(), one after the other: many at once cost less.
  [[nodiscard]] Index after(std::span<Changed const> all, std::uint64_t change) const;

  /// The number of the directory's change that it stands at.
  [[nodiscard]] std::uint64_t change() const;
  [[nodiscard]] std::size_t size() const;
  /// Null where it is not there, or closed.
  [[nodiscard]] directory::Entry const* find(directory::OutletId id) const;

  /// Whether both hold the same in every part, whichever way they came about.
  friend bool operator==(Index const& a, Index const& b);

  [[nodiscard]] Parts const& parts() const { return *parts_; }

 private:
  explicit Index(std::shared_ptr<Parts const> parts) : parts_{std::move(parts)} {}
  std::shared_ptr<Parts const> parts_;
};

}  // namespace linquan::search
