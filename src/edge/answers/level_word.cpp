#include "linquan/answers/level_word.h"

namespace linquan::answers {

std::string_view level_word(city::AreaLevel level) {
  switch (level) {
    case city::AreaLevel::compound:
      return "compound";
    case city::AreaLevel::community:
      return "community";
    case city::AreaLevel::subdistrict:
      return "subdistrict";
    case city::AreaLevel::district:
      return "district";
    case city::AreaLevel::living_circle:
      return "living_circle";
  }
  return "community";
}

}  // namespace linquan::answers
