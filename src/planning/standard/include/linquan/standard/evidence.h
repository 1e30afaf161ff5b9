#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linquan/city/city.h"

namespace linquan::standard {

/// Why a missing outlet is a finding, or is none.
enum class Basis : std::uint8_t {
  declared,  ///< a source says that it is complete for the kind, here
  seen,      ///< no source declares the kind anywhere; the city has outlets of it, so its absence here is believed
  none,      ///< not known: no outlet of it anywhere, or a source declares it for other areas only
};

/// What counts as evidence. `declared` alone is the strict reading: what nobody declares is not known.
enum class Strictness : std::uint8_t { seen, declared };

/// For which kinds, and where, a missing outlet is missing and not only unknown.
class Evidence {
 public:
  Evidence(city::City const& city, Strictness strictness);

  /// Of any of these kinds (indices of the city's table) at a home: the weakest of them decides, because an outlet of
  /// the one that nobody knows about would do.
  [[nodiscard]] Basis basis(std::span<kinds::KindIndex const> kinds, std::size_t home) const;

  /// Homes with the same areas share a zone, whose evidence is one.
  [[nodiscard]] std::uint32_t zone(std::size_t home) const { return zone_of_home_[home]; }
  [[nodiscard]] Basis basis_in_zone(kinds::KindIndex kind, std::uint32_t zone) const { return bases_[kind][zone]; }

  /// Whether it makes a difference that the city has a placed outlet of the kind.
  [[nodiscard]] bool follows_outlets(kinds::KindIndex kind) const {
    return strictness_ == Strictness::seen && !declared_[kind];
  }
  /// Of a kind that follows_outlets(): once the city has some, or none any more.
  void set_seen(kinds::KindIndex kind, bool seen);

 private:
  Strictness strictness_;
  std::vector<bool> declared_;               ///< by kind: by any source anywhere
  std::vector<std::vector<Basis>> bases_;    ///< [kind][zone]
  std::vector<std::uint32_t> zone_of_home_;  ///< homes with the same areas share a zone
};

}  // namespace linquan::standard
