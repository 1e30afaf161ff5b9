#include "linquan/reach/walker.h"

namespace linquan::reach {

persons::Person pace_of(Walker const& walker) {
  auto person = walker.person;
  if (walker.unit == Unit::metres) {
    person.metres = 1;
    person.seconds = 1;
    person.stairs_percent = 100;
    person.waits = false;
  }
  return person;
}

}  // namespace linquan::reach
