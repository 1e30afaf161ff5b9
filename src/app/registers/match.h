#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linquan/directory/entry.h"
#include "linquan/directory/outlets.h"

/// Which outlet of the directory a row is.
namespace linquan::registers {

struct Match {
  directory::Kept const* kept = nullptr;
  std::string_view by;  ///< licence, address, place, telephone
};

/// Outlets by what a register may know them by.
class Matcher {
 public:
  /// Borrows them for its whole life.
  explicit Matcher(std::vector<directory::Kept> const& known);

  struct Found {
    std::optional<Match> match;
    bool ambiguous = false;  ///< several would fit alike
    /// Where nothing fits: an outlet of the same name and kind within 500 m, be the row's place a guess.
    directory::Kept const* alike = nullptr;
    /// Where nothing fits: an open outlet of another name with the row's telephone, or with its address and a kind of
    /// it. It may be the same shop under a new name.
    directory::Kept const* renamed = nullptr;
  };
  /// The outlet that the row's entry is; `placed`: the row says itself where it lies.
  [[nodiscard]] Found find(directory::Entry const& row, bool placed) const;

 private:
  /// One outlet, its name and address as they are compared.
  struct Known {
    directory::Kept const* kept = nullptr;
    std::string name;
    std::string address;
  };
  using ByText = std::unordered_map<std::string, std::vector<Known>>;
  [[nodiscard]] Found by_licence(directory::Entry const& row, std::string const& name) const;
  static directory::Kept const* alike(directory::Entry const& row, std::vector<Known> const& same_name);
  [[nodiscard]] directory::Kept const* renamed(directory::Entry const& row, std::string const& name) const;

  ByText licences_;
  ByText names_;
  ByText telephones_;  ///< of open outlets
  ByText addresses_;   ///< of open outlets
};

}  // namespace linquan::registers
