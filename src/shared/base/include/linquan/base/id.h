#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace linquan {

/// A stable number for a stored thing; two kinds of id never convert.
///
/// Arithmetic is left out on purpose. The tag is written once, at the alias:
///   using OutletId = Id<struct OutletTag>;
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(std::uint64_t value) : value_{value} {}
  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint64_t value_ = 0;
};

}  // namespace linquan

template <class Tag>
struct std::hash<linquan::Id<Tag>> {
  std::size_t operator()(linquan::Id<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value()); }
};
