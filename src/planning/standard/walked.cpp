#include "linquan/standard/walked.h"

namespace linquan::standard {

Result<reach::Streets> walked_streets(city::City const& city, reach::Walker const& walker,
                                      std::span<reach::Edit const> edits) {
  reach::Streets streets{city.streets, walker};
  if (auto changed = reach::change_streets(streets, city, edits); !changed) {
    return hand_on(changed);
  }
  return streets;
}

}  // namespace linquan::standard
