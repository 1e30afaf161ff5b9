#include "linquan/answers/placing_word.h"

namespace linquan::answers {

std::string_view placing_word(city::Placing placing) {
  switch (placing) {
    case city::Placing::surveyed:
      return "surveyed";
    case city::Placing::address:
      return "address";
    case city::Placing::compound:
      return "compound";
    case city::Placing::name:
      return "name";
    case city::Placing::unplaced:
      return "unplaced";
  }
  return "unplaced";
}

}  // namespace linquan::answers
