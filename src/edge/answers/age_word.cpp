#include "linquan/answers/age_word.h"

namespace linquan::answers {

std::string_view age_word(reach::AgeGroup group) {
  switch (group) {
    case reach::AgeGroup::all:
      return "all";
    case reach::AgeGroup::age_0_14:
      return "0-14";
    case reach::AgeGroup::age_60:
      return "60";
    case reach::AgeGroup::age_70:
      return "70";
  }
  return "all";
}

}  // namespace linquan::answers
