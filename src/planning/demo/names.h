#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "random.h"
#include "town.h"

namespace linquan::demo {

/// Makes names out of syllables, each only once.
class Names {
 public:
  explicit Names(std::uint64_t seed) : random_{mixed(seed, {7003})} {}
  /// 解放路-like, without the ending: two syllables.
  std::string avenue();
  /// 石磨巷, 柳井街.
  std::string lane();
  /// 锦绣花园, 建设小区; the ending suits the kind of settlement.
  std::string settlement(Use use);
  std::string community();
  std::string subdistrict();
  std::string circle();
  /// The fancy part of a shop's name: not unique.
  static std::string shop(Random& random);
  static std::string surname(Random& random);

 private:
  std::string once(std::string name, std::string const& ending);
  Random random_;
  std::set<std::string> used_;
};

}  // namespace linquan::demo
